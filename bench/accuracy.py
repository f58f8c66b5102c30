"""How often the coder is right on the gold, per type; the gate fails where an F1 lies below its floor.

    python bench/accuracy.py [--verbose]

Reports and gold events of a story are paired one to one so that the sum of their likeness (type, states, date, evidence)
is highest. A report is right when its type and its states are the gold's. Events that are not required may be found or
not: a wrong report that answers to one of these is left out of precision. ``--verbose`` lists what went wrong in the
training part; the sentences of the test part are never shown.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from legation.collect import captures
from legation.pipeline import Pipeline
from legation.types import Capture, Report

GOLD = Path(__file__).parents[1] / "gold"
PARTS = ("train", "test")
_NEAR = {
    frozenset(pair.split("/"))
    for pair in (
        "agreement/pledge agreement/transfer agreement/project agreement/exercise project/pledge aid/transfer aid/pledge "
        "access/deployment access/port-call exercise/port-call training/exercise training/deployment meeting/forum "
        "transfer/pledge dispute/sanction"
    ).split()
}


@dataclass(slots=True)
class Tally:
    """What was counted over one part of the gold."""

    stories: int = 0
    required: Counter[str] = field(default_factory=Counter)  # by type, and under ""
    found: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)  # reports that count for precision
    right: Counter[str] = field(default_factory=Counter)
    values: dict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )  # name → right, of

    def f1(self, type_: str = "") -> float:
        """The harmonic mean of precision and recall of a type, or of all."""
        precision, recall = self.precision(type_), self.recall(type_)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def precision(self, type_: str = "") -> float:
        """Right reports among those that count."""
        return self.right[type_] / self.judged[type_] if self.judged[type_] else 0.0

    def recall(self, type_: str = "") -> float:
        """Required events that were found."""
        return self.found[type_] / self.required[type_] if self.required[type_] else 0.0

    def share(self, name: str) -> float:
        """How often a further value is right, where there is one."""
        right, of = self.values[name]
        return right / of if of else 0.0


# ------------------------------------------------------------------ pairing


def bounds(edtf: str) -> tuple[str, str]:
    """The first and last ISO day that an EDTF date can be."""
    first, _, last = "".join(char for char in edtf if char not in "~?%").partition("/")
    last = last or first
    low = "0001-01-01" if first in ("", "..") else (first + "-01-01")[:10] if len(first) <= 7 else first
    high = "9999-12-31" if last in ("", "..") else last + {4: "-12-31", 7: "-31"}.get(len(last), "")
    return low, high


def date_verdict(gold: str | None, mine: str | None) -> str:
    """exact, compatible (the intervals meet, and mine is not vague), missing, wrong; free where the gold is open."""
    if gold is None or mine is None:
        return "free" if gold is None else "missing"
    if gold == mine:
        return "exact"
    (gold_low, gold_high), (low, high) = bounds(gold), bounds(mine)
    if low > gold_high or gold_low > high:
        return "wrong"
    return "compatible" if int(high[:4]) - int(low[:4]) <= 1 else "missing"


_DATE_WORTH = {"exact": 1.0, "compatible": 0.8, "free": 0.6, "missing": 0.3, "wrong": 0.0}


def likeness(event: dict[str, Any], report: Report, text: str) -> float:
    """How well a report answers to a gold event: type and states weigh three each, date and evidence half of that."""
    kind = _kind(event, report)
    gold, mine = set(event["states"]), set(report.states)
    parties = len(gold & mine) / len(gold | mine) if gold | mine else 0.0
    start = text.find(event["evidence"])
    end = start + len(event["evidence"])
    met = start >= 0 and any(words.start < end and start < words.end for words in report.evidence)
    return 3 * kind + 3 * parties + 1.5 * _DATE_WORTH[date_verdict(event["date"], report.date)] + 1.5 * met


def _kind(event: dict[str, Any], report: Report) -> float:
    if event["type"] == report.type:
        return 1.0
    return 0.4 if frozenset((event["type"], report.type)) in _NEAR else 0.0


def pairs(events: list[dict[str, Any]], reports: list[Report], text: str) -> list[tuple[int, int]]:
    """The best one-to-one pairing of gold events and reports, without pairs that have no likeness in kind or party."""
    if not events or not reports:
        return []
    table = np.array([[likeness(event, report, text) for report in reports] for event in events])
    rows, columns = linear_sum_assignment(-table)
    return [
        (int(i), int(j))
        for i, j in zip(rows, columns, strict=True)
        if _kind(events[i], reports[j]) > 0
        and (not events[i]["states"] or set(events[i]["states"]) & set(reports[j].states))
    ]


# ------------------------------------------------------------------ counting


def count(story: dict[str, Any], text: str, reports: list[Report], tally: Tally) -> Iterator[str]:
    """Add one story to the tally; yields a line for each thing that is wrong."""
    events = story["events"]
    paired = pairs(events, reports, text)
    event_of = {j: events[i] for i, j in paired}
    tally.stories += 1
    for event in events:
        if event["required"]:
            tally.required.update(("", event["type"]))
    for number, report in enumerate(reports):
        event = event_of.get(number)
        right = (
            event is not None and event["type"] == report.type and set(event["states"]) == set(report.states)
        )
        if right or event is None or event["required"]:
            tally.judged.update(("", report.type))
        if event is not None and right:
            tally.right.update(("", report.type))
            if event["required"]:
                tally.found.update(("", event["type"]))
            _values(event, report, tally)
            if date_verdict(event["date"], report.date) == "wrong":
                yield f"date  {event['key']}: {report.date}, not {event['date']}"
        elif event is not None:
            yield f"other {event['key']}: {report.type} {' '.join(report.states)}, not {event['type']} {' '.join(event['states'])}"
        else:
            yield f"extra {report.type} {' '.join(report.states)} {report.date}: {_words(report)}"
        for words in report.evidence:
            _score(tally, "evidence", text[words.start : words.end] == words.text)
    met = {i for i, _ in paired}
    for number, event in enumerate(events):
        if event["required"] and number not in met:
            yield f"miss  {event['key']}: {event['evidence'][:120]}"


def _values(event: dict[str, Any], report: Report, tally: Tally) -> None:
    if event["date"] is not None:
        verdict = date_verdict(event["date"], report.date)
        _score(tally, "date", verdict in ("exact", "compatible"))
        _score(tally, "date wrong", verdict == "wrong")
    _score(tally, "factuality", event["factuality"] == report.factuality)
    for name in ("mode", "stage"):
        if event[name]:
            _score(tally, name, event[name] == getattr(report, name))
    for actor in event["actors"]:
        last = (actor.get("name") or "").lower().split()[-1:]
        if last:
            _score(tally, "actors", any(last[0] in mine.name.lower() for mine in report.actors))
    if event["place"] and event["place"].get("country"):
        _score(tally, "place", report.place is not None and report.place.country == event["place"]["country"])
    for item in event["items"]:
        wanted, number = item["designation"].lower(), item.get("quantity")
        _score(
            tally,
            "items",
            any(
                wanted in mine.designation.lower() and number in (None, mine.quantity)
                for mine in report.items
            ),
        )
    for money in event["money"]:
        near = [m for m in report.money if abs(m.amount - money["amount"]) <= 0.01 * money["amount"]]
        _score(tally, "money", any(m.currency == money["currency"] for m in near))
    if event["claimed_by"]:
        said = {claim.get("state") for claim in event["claimed_by"]}
        _score(tally, "claims", bool(said & {claim.state for claim in report.claims}))


def _score(tally: Tally, name: str, right: bool) -> None:
    tally.values[name][0] += right
    tally.values[name][1] += 1


def _words(report: Report) -> str:
    return next(
        (words.text[:120].replace("\n", " ") for words in report.evidence if words.purpose == "event"), ""
    )


def measure(pipeline: Pipeline, folder: Path, verbose: bool) -> Tally:
    """Code every story of a part of the gold, and count."""
    tally = Tally()
    for coding in sorted(folder.glob("*.json")):
        path = coding.with_suffix(".txt")
        reports = [
            report
            for page in captures([str(path)])
            if isinstance(page, Capture)
            for report in pipeline.read(page).reports
        ]
        story = json.loads(coding.read_text(encoding="utf-8"))
        for line in count(story, path.read_text(encoding="utf-8"), reports, tally):
            if verbose:
                print(f"{path.stem} {line}")
    return tally


# ------------------------------------------------------------------ printing, and the floors

_VALUES = (
    "date",
    "date wrong",
    "mode",
    "stage",
    "factuality",
    "actors",
    "place",
    "items",
    "money",
    "claims",
    "evidence",
)


def show(tallies: dict[str, Tally]) -> None:
    """Print the tables of docs/accuracy.md."""
    print(f"{'':12} {'stories':>8} {'precision':>10} {'recall':>7} {'F1':>6}")
    for part, tally in tallies.items():
        print(
            f"{part:12} {tally.stories:8} {tally.precision():10.3f} {tally.recall():7.3f} {tally.f1():6.3f}"
        )
    print(f"\n{'F1 by type':12} " + " ".join(f"{part:>12}" for part in tallies))
    for type_ in sorted({type_ for tally in tallies.values() for type_ in tally.required if type_}):
        cells = " ".join(f"{tally.f1(type_):6.2f} ({tally.required[type_]:3})" for tally in tallies.values())
        print(f"{type_:12} {cells}")
    print(f"\n{'values':12} " + " ".join(f"{part:>8}" for part in tallies))
    for name in _VALUES:
        print(f"{name:12} " + " ".join(f"{tally.share(name):8.3f}" for tally in tallies.values()))


def below(tallies: dict[str, Tally]) -> list[str]:
    """What lies below its floor, one line each."""
    floors: dict[str, dict[str, float]] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
    return [
        f"{part}, {type_}: F1 {tallies[part].f1('' if type_ == 'all' else type_):.3f} is below its floor of {floor:.3f}"
        for part, rows in floors.items()
        for type_, floor in rows.items()
        if tallies[part].f1("" if type_ == "all" else type_) < floor
    ]


def main() -> int:
    """Measure both parts and print: 0 where nothing lies below its floor."""
    parser = argparse.ArgumentParser(description="Accuracy on the gold, per type.")
    parser.add_argument("--verbose", action="store_true", help="list what went wrong in the training part")
    options = parser.parse_args()
    pipeline = Pipeline.default()
    tallies = {part: measure(pipeline, GOLD / part, options.verbose and part == "train") for part in PARTS}
    show(tallies)
    problems = below(tallies)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
