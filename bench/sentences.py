"""How single sentences are read: of those in gold/sentences that tell of an event the share read with its type and states,
and of those that tell of none the share read all the same.

    python bench/sentences.py [--part held|learn] [--show TYPE]

The part ``held`` is only measured on; ``--show`` prints what was read wrong, of the part ``learn`` alone.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from legation.gazetteer import read_table
from legation.pipeline import Pipeline
from legation.types import Capture

TABLES = Path(__file__).parents[1] / "gold" / "sentences"


def main(argv: Sequence[str] | None = None) -> None:
    """Print a line for each type, and one for all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("held", "learn"), default="held")
    parser.add_argument("--show", metavar="TYPE", default="")
    asked = parser.parse_args(argv)
    coder, whole = Pipeline.default(), Counter[str]()
    for table in sorted(TABLES.glob("*.tsv")):
        counts = Counter[str]()
        for row, verdict, read in _judged(table, asked.part, coder):
            counts[verdict] += 1
            if asked.part == "learn" and asked.show == table.stem and verdict not in ("right", "left"):
                print(f"{verdict:8} {row['states']:12} {sorted(read)} | {row['before']} {row['sentence']}")
        print(_line(table.stem, counts))
        whole.update(counts)
    print(_line("all", whole))


def _judged(table: Path, part: str, coder: Pipeline) -> Iterator[tuple[dict[str, str], str, set[str]]]:
    """Each sentence with a verdict (right, wrong, missed; false, left) and what was read."""
    for row in read_table(table):
        if row["part"] != part:
            continue
        read = _read(coder, f"{row['before']} {row['sentence']}".strip())
        if row["tells"] == "yes":
            verdict = "right" if f"{table.stem} {row['states']}" in read else "wrong" if read else "missed"
        else:
            verdict = "false" if read - {row["second"]} else "left"
        yield row, verdict, read


def _read(coder: Pipeline, text: str) -> set[str]:
    """Type and states of what is read of a page that holds one sentence."""
    page = f"Defence news\n\n{text}\n".encode()
    capture = Capture("sentence.txt", page, "text/plain", hashlib.sha256(page).hexdigest())
    return {f"{report.type} {' '.join(report.states)}" for report in coder.read(capture).reports}


def _line(name: str, counts: Counter[str]) -> str:
    told, none = (
        sum(counts[one] for one in kinds) for kinds in (("right", "wrong", "missed"), ("false", "left"))
    )
    return (
        f"{name:12} read {counts['right'] / max(1, told):.2f} of {told:4}"
        f" (wrong {counts['wrong']}, missed {counts['missed']}), false {counts['false'] / max(1, none):.2f} of {none}"
    )


if __name__ == "__main__":
    main()
