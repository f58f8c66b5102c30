"""How often the coder is right on the gold, per type; the gate fails where an F1 lies below its floor.

    python bench/accuracy.py [--verbose]

`legation.evaluation` counts; this prints the tables of docs/accuracy.md and holds them against gold/floors.toml.
``--verbose`` lists what went wrong in the training part; the sentences of the test part are never shown.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from legation.collect import captures
from legation.evaluation import Evaluation, Share, evaluate
from legation.gold import GoldStory, read_gold
from legation.pipeline import Pipeline
from legation.types import Capture, Report

GOLD = Path(__file__).parents[1] / "gold"
PARTS = ("train", "test")


def measure(pipeline: Pipeline, part: str) -> Evaluation:
    """Code every story of a part of the gold, as a user would, and measure."""

    def coder(story: GoldStory) -> tuple[Report, ...]:
        pages = captures([str(story.path.with_suffix(".txt"))])
        return tuple(
            report for page in pages if isinstance(page, Capture) for report in pipeline.read(page).reports
        )

    return evaluate(read_gold(GOLD / part), coder)


def show(parts: Mapping[str, Evaluation]) -> None:
    """Print the tables of docs/accuracy.md, a column for each part; in brackets the 95 % interval, or how many."""
    print(f"{'':20} " + " ".join(f"{name:>22}" for name in parts))
    print(f"{'stories':20} " + " ".join(f"{part.stories:22}" for part in parts.values()))
    for name in ("precision", "recall", "f1", "spans_exact", "whole"):
        print(f"{name:20} " + " ".join(_interval(getattr(part, name)) for part in parts.values()))
    for group in ("dates", "values"):
        print()
        for name in getattr(next(iter(parts.values())), group):
            label = f"date {name}" if group == "dates" else name
            print(f"{label:20} " + " ".join(_interval(getattr(part, group)[name]) for part in parts.values()))
    print("\nF1 by type (required)")
    for name in sorted({name for part in parts.values() for name in part.by_type}):
        print(f"{name:20} " + " ".join(_of_type(part, name) for part in parts.values()))


def _interval(share: Share) -> str:
    if share.value is None or share.low is None or share.high is None:
        return f"{'—':>22}"
    return f"{share.value:6.3f} ({share.low:5.3f}–{share.high:5.3f})".rjust(22)


def _of_type(part: Evaluation, name: str) -> str:
    if name not in part.by_type:
        return f"{'—':>22}"
    figures, required = part.by_type[name]
    return f"{figures.f1:6.3f} ({required})".rjust(22)


def below(parts: Mapping[str, Evaluation]) -> list[str]:
    """What lies below its floor, one line each."""
    floors: dict[str, dict[str, float]] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
    found = []
    for part, rows in floors.items():
        for name, floor in rows.items():
            reached = (parts[part].f1.value or 0.0) if name == "all" else parts[part].by_type[name][0].f1
            if reached < floor:
                found.append(f"{part}, {name}: F1 {reached:.3f} is below its floor of {floor:.3f}")
    return found


def main() -> int:
    """Measure both parts and print: 0 where nothing lies below its floor."""
    parser = argparse.ArgumentParser(description="Accuracy on the gold, per type.")
    parser.add_argument("--verbose", action="store_true", help="list what went wrong in the training part")
    options = parser.parse_args()
    pipeline = Pipeline.default()
    parts = {part: measure(pipeline, part) for part in PARTS}
    if options.verbose:
        for error in parts["train"].errors:
            print(f"{error.story} {error.kind}: {error.text}")
        print()
    show(parts)
    problems = below(parts)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
