"""Writes the tables of ``accuracy.md`` from what the coder does today: ``python docs/write_accuracy.py``.

Each table stands below a mark ``<!-- figures: NAME -->`` and ends at the next blank line; the text around it is left alone.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
SETS = {
    "test": "gold/test", "fourth": "gold/fourth", "eighth": "gold/eighth", "ninth": "gold/ninth", "eleventh": "gold/eleventh", "tenth": "gold/tenth", "seventh": "gold/seventh", "sixth": "gold/sixth", "fifth": "gold/fifth", "third": "gold/third", "second": "gold/second",
    "train": "gold/train", "gold_dev": "tests/gold_dev",
}  # fmt: skip
VALUES = {
    "mode": "mode", "stage": "stage", "factuality": "factuality", "actors": "actors named", "roles": "their roles",
    "place": "country of the place", "items": "items", "money": "sums", "claims": "state that says so",
    "swapped": "sides exchanged", "whole": "whole record right",
}  # fmt: skip


def measured(folder: str) -> dict[str, Any]:
    """What ``legation evaluate`` prints for a gold folder."""
    command = [sys.executable, "-m", "legation.cli", "evaluate", folder, "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def share(told: dict[str, Any] | None, of: bool = True, places: int = 3) -> str:
    """ "0.486 (0.41–0.56); 216"."""
    if not told or told.get("value") is None:
        return "—"
    text = f"{told['value']:.{places}f}"
    if told.get("low") is not None:
        text += f" ({told['low']:.2f}–{told['high']:.2f})"
    return f"{text}; {told['of']}" if of else text


def table(rows: list[tuple[str, list[str]]], head: str = "") -> str:
    """A table with one column a gold set."""
    lines = [f"| {head} | {' | '.join(SETS)} |", "|---" * (len(SETS) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    return "\n".join(lines)


def quality(told: dict[str, Any] | None) -> str:
    """ "0.90 / 0.57 / **0.69** (0.44–0.85); 23"."""
    if not told:
        return "—"
    three = [told[name].get("value") for name in ("precision", "recall", "f1")]
    precision, recall, f1 = ("—" if value is None else f"{value:.2f}" for value in three)
    low = told["f1"].get("low")
    interval = f" ({low:.2f}–{told['f1']['high']:.2f})" if low is not None else ""
    strong = "—" if f1 == "—" else f"**{f1}**"
    return f"{precision} / {recall} / {strong}{interval}; {told['required']}"


def tables(sets: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Every table by its mark."""
    told = list(sets.values())
    overall = [
        ("stories", [str(one["stories"]) for one in told]),
        ("events required", [str(one["overall"]["required"]) for one in told]),
        ("reports coded", [str(one["reports"]) for one in told]),
        *((name if name != "f1" else "F1", [share(one["overall"][name], of=False) for one in told]) for name in ("precision", "recall", "f1")),
        ("evidence exact", [f"{one['spans_exact']['value']:.3f}" for one in told]),
    ]  # fmt: skip
    types = sorted({name for one in told for name in one["groups"]})
    values = [
        (f"date {name}", [share(one["dates"][name]) for one in told])
        for name in ("exact", "compatible", "open", "wrong")
    ]
    values += [
        (label, [share(one["values"].get(name) or one.get(name)) for one in told])
        for name, label in VALUES.items()
    ]
    kinds = list(told[0]["merging"])
    bins = list(told[0]["reliability"])
    return {
        "overall": table(overall),
        "per type": table(
            [(name, [quality(one["groups"].get(name)) for one in told]) for name in types], "type"
        ),
        "values": table(values),
        "merging": table([(kind, [share(one["merging"][kind], of=False) for one in told]) for kind in kinds]),
        "confidence": table(
            [(name, [share(one["reliability"].get(name)) for one in told]) for name in bins], "confidence"
        ),
    }


def main() -> None:
    """Measure the three sets and write the page."""
    page = PAGE.read_text(encoding="utf-8")
    for name, body in tables({name: measured(folder) for name, folder in SETS.items()}).items():
        mark = f"<!-- figures: {name} -->\n"
        page = re.sub(re.escape(mark) + r"(?:\|.*\n)*", lambda _: mark + body + "\n", page)  # noqa: B023
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
