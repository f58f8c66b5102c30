"""How often the coder is right on the gold; the gate fails where a figure is worse than its floor.

    python bench/accuracy.py [--verbose]

`legation.measure.evaluating` counts; this prints the sets side by side and holds them against gold/floors.toml.
``--verbose`` lists what went wrong in the training part; the sentences of the test part are never shown.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from legation.commands.intake import gold_coder
from legation.commands.running import Outcome
from legation.evaluation import Evaluation, Quality, Share
from legation.measure.evaluating import SAMPLES, evaluate
from legation.measure.gold import read_gold
from legation.pipeline import Pipeline

ROOT = Path(__file__).parents[1]
SETS = {
    "train": ROOT / "gold" / "train",
    "test": ROOT / "gold" / "test",
    "second": ROOT / "gold" / "second",
    "third": ROOT / "gold" / "third",
    "fourth": ROOT / "gold" / "fourth",
    "fifth": ROOT / "gold" / "fifth",
    "sixth": ROOT / "gold" / "sixth",
    "seventh": ROOT / "gold" / "seventh",
    "ninth": ROOT / "gold" / "ninth",
    "tenth": ROOT / "gold" / "tenth",
    "eleventh": ROOT / "gold" / "eleventh",
    "eighth": ROOT / "gold" / "eighth",
    "gold_dev": ROOT / "tests" / "gold_dev",
}
FLOORS = ROOT / "gold" / "floors.toml"
NOTHING = f"{'—':>22}"
# The figures that have a floor, and those that have a ceiling.
FIGURES: Mapping[str, Callable[[Evaluation], Share]] = {
    "precision": lambda told: told.overall.precision,
    "recall": lambda told: told.overall.recall,
    "f1": lambda told: told.overall.f1,
    "spans_exact": lambda told: told.spans_exact,
    "date_wrong": lambda told: told.dates["wrong"],
}
CEILINGS = {"date_wrong"}


def measure(folder: Path, pipeline: Pipeline, samples: int = SAMPLES) -> Evaluation:
    """Code every story of a gold set, as a user would, and measure; a page that cannot be read ends the run."""
    outcome = Outcome()
    told = evaluate(folder.name, read_gold(folder), gold_coder(pipeline, outcome), samples=samples)
    if outcome.failures:
        raise SystemExit(f"{folder}: {outcome.failures} pages could not be read")
    return told


def floors() -> dict[str, dict[str, float]]:
    """The bounds of gold/floors.toml: set → figure → the worst that is let pass."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def line(told: Evaluation) -> str:
    """The figures that are held against bounds, in one line."""
    shown = (f"{name} {_value(figure(told)):.3f}" for name, figure in FIGURES.items())
    return f"{told.name}: {told.stories} stories, " + ", ".join(shown)


def worse(told: Evaluation, bounds: Mapping[str, float]) -> list[str]:
    """What is worse than its bound, one line each."""
    found = []
    for name, bound in bounds.items():
        reached = _value(FIGURES[name](told))
        if name in CEILINGS and reached > bound:
            found.append(f"{told.name}: {name} {reached:.4f} is above its ceiling of {bound}")
        elif name not in CEILINGS and reached < bound:
            found.append(f"{told.name}: {name} {reached:.4f} is below its floor of {bound}")
    return found


def _value(share: Share) -> float:
    return share.value or 0.0


# ------------------------------------------------------------------ tables


def show(sets: Mapping[str, Evaluation]) -> None:
    """Print the sets side by side, with 95 % intervals; for the types, in brackets how many events are required."""
    told = list(sets.values())
    print(f"{'':20} " + " ".join(f"{name:>22}" for name in sets))
    _line("stories", (f"{one.stories:22}" for one in told))
    for name, figure in FIGURES.items():
        _line(name, (_interval(figure(one)) for one in told))
    for name in told[0].dates:
        _line(f"date {name}", (_interval(one.dates[name]) for one in told))
    for name in told[0].values:
        _line(name, (_interval(one.values[name]) for one in told))
    _line("swapped", (_interval(one.swapped) for one in told))
    _line("whole", (_interval(one.whole) for one in told))
    for name in told[0].merging:
        _line(name, (_interval(one.merging[name]) for one in told))
    print("\nF1 by type (required)")
    for name in sorted({name for one in told for name in one.groups}):
        _line(name, (_of_type(one.groups.get(name)) for one in told))


def _line(name: str, cells: Iterable[str]) -> None:
    print(f"{name:20} " + " ".join(cells))


def _interval(share: Share) -> str:
    if share.value is None or share.low is None or share.high is None:
        return NOTHING
    return f"{share.value:6.3f} ({share.low:5.3f}–{share.high:5.3f})".rjust(22)


def _of_type(quality: Quality | None) -> str:
    if quality is None or quality.f1.value is None:
        return NOTHING
    return f"{quality.f1.value:6.3f} ({quality.required})".rjust(22)


def main() -> int:
    """Measure every set and print: 0 where nothing is worse than its bound."""
    parser = argparse.ArgumentParser(description="Accuracy on the gold, against the floors.")
    parser.add_argument("--verbose", action="store_true", help="list what went wrong in the training part")
    options = parser.parse_args()
    pipeline = Pipeline.default()
    sets = {name: measure(folder, pipeline) for name, folder in SETS.items()}
    if options.verbose:
        for one in sets["train"].mistakes:
            print(f"{one.story} {one.kind}: gold {one.gold}, mine {one.mine}: {one.sentence[:160]}")
        print()
    show(sets)
    print()
    for told in sets.values():
        print(line(told))
    problems = [problem for name, bounds in floors().items() for problem in worse(sets[name], bounds)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
