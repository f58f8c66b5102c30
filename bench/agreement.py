"""How far two hands agree: the second coding of gold/twice against the first in gold/tenth, and the coder against both.

    python bench/agreement.py

Each coding is taken for the truth in turn, and the other for what a coder printed, by `legation.measure`. Of the second hand
its required events are held against all of the first, and all of its events too: the first gives the precision, the second the recall.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from legation.commands.intake import gold_coder
from legation.commands.running import Outcome
from legation.evaluation import Evaluation
from legation.measure.evaluating import evaluate
from legation.measure.gold import GoldStory, read_gold
from legation.pipeline import Pipeline
from legation.types import Report

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from gold_reports import story_reports  # noqa: E402

SHOWN = ("mode", "stage", "factuality", "actors", "roles", "place", "items", "money", "claims")


def main() -> None:
    """Print the figures of every pair."""
    with tempfile.TemporaryDirectory() as name:
        first, second = _folder(Path(name) / "first", ROOT / "gold" / "tenth"), _folder(Path(name) / "second", ROOT / "gold" / "twice")  # fmt: skip
        pipeline = Pipeline.default()
        for told, truth, coder in (
            ("second hand, all, against the first", first, _hand(second, False)),
            ("second hand, required, against the first", first, _hand(second, True)),
            ("first hand, all, against the second", second, _hand(first, False)),
            ("first hand, required, against the second", second, _hand(first, True)),
            ("coder against the first", first, gold_coder(pipeline, Outcome())),
            ("coder against the second", second, gold_coder(pipeline, Outcome())),
        ):
            _print(told, evaluate(told, read_gold(truth), coder, samples=0))


def _folder(made: Path, coding: Path) -> Path:
    """The stories that were coded twice, with this coding."""
    made.mkdir()
    for path in sorted((ROOT / "gold" / "twice").glob("*.json")):
        shutil.copy(coding / path.name, made)
        shutil.copy((ROOT / "gold" / "tenth" / path.name).with_suffix(".txt"), made)
    return made


def _hand(folder: Path, required: bool) -> Callable[[GoldStory], Sequence[Report]]:
    """A hand as a coder: its events, or those that it calls ``required``, as reports."""

    def code(story: GoldStory) -> Sequence[Report]:
        path = folder / f"{story.path.stem}.json"
        events = json.loads(path.read_text(encoding="utf-8"))["events"]
        wanted = {event["key"] for event in events if event["required"] or not required}
        return [report for report, key in story_reports(path).items() if key in wanted]

    return code


def _print(told: str, found: Evaluation) -> None:
    overall = found.overall
    print(
        f"{told}: precision {overall.precision.value:.3f}, recall {overall.recall.value:.3f}, F1 {overall.f1.value:.3f}"
    )
    dates = ", ".join(f"{name} {share.value or 0:.3f}" for name, share in found.dates.items())
    values = ", ".join(
        f"{name} {found.values[name].value or 0:.3f} ({found.values[name].of})" for name in SHOWN
    )
    print(f"    dates {dates}; {values}; whole record {found.whole.value or 0:.3f}")


if __name__ == "__main__":
    main()
