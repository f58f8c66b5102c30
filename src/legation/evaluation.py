"""How good the coder is, measured against gold: precision and recall by type, and every value of what it found.

A report is right when its type and its set of states are those of the gold event that it is aligned with. A gold
event marked as not required may be missed, and a report aligned with one but not right is neither right nor wrong.
Intervals are the 2.5th and 97.5th percentile of a bootstrap over stories.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from legation.alignment import align, date_likeness, fold
from legation.gold import GoldEvent, GoldStory
from legation.scoring import Figures, b_cubed, pairwise
from legation.types import Report

Coder = Callable[[GoldStory], Sequence[Report]]
VALUES = ("mode", "stage", "factuality", "actors", "roles", "place", "items", "money", "claims")


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that the coder got wrong, with the words."""

    story: str
    kind: str  # missed, extra, confused, date, states
    text: str


@dataclass(slots=True)
class Tally:
    """Counts of one story, or of several added up."""

    counts: Counter[str] = field(default_factory=Counter)
    types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add another tally's counts."""
        self.counts.update(other.counts)
        for name, counter in other.types.items():
            self.types[name].update(counter)
        self.confusion.update(other.confusion)
        self.errors += other.errors


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion with its 95 % interval; ``value`` is None where there was nothing to judge."""

    value: float | None
    low: float | None = None
    high: float | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything measured on one gold set, or on a part of it."""

    stories: int
    required: int
    reports: int
    precision: Share
    recall: Share
    f1: Share
    dates: Mapping[str, Share]  # exact, compatible, open, wrong
    values: Mapping[str, Share]
    whole: Share  # every value of the record right
    spans_exact: Share
    by_type: Mapping[str, tuple[Figures, int]]  # figures, required events
    confusion: Mapping[tuple[str, str], int]
    merging: tuple[Figures, Figures] | None  # pairwise, B³
    errors: tuple[Error, ...]


def evaluate(stories: Sequence[GoldStory], coder: Coder, samples: int = 1000, seed: int = 0) -> Evaluation:
    """Code every story and measure. ``samples`` bootstrap samples; the same ``seed`` gives the same intervals."""
    coded = {story.name: tuple(coder(story)) for story in stories}
    tallies = [tally(story, coded[story.name]) for story in stories]
    return _evaluation(tallies, samples, seed)


def tally(story: GoldStory, reports: Sequence[Report]) -> Tally:
    """The counts of one story."""
    found = Tally()
    pairs = align(story.events, reports, story.text)
    by_event, by_report = dict(pairs), {j: i for i, j in pairs}
    for number, event in enumerate(story.events):
        found.counts["required"] += event.required
        found.types[event.type]["required"] += event.required
        if number not in by_event and event.required:
            found.errors.append(
                Error(story.name, "missed", f"{event.type} {'-'.join(event.states)}: {event.evidence[:160]}")
            )
            found.confusion[event.type, "—"] += 1
    for number, report in enumerate(reports):
        _judge(story, report, story.events[by_report[number]] if number in by_report else None, found)
    return found


def _judge(story: GoldStory, report: Report, event: GoldEvent | None, found: Tally) -> None:
    counts = found.counts
    counts["reports"] += 1
    for evidence in report.evidence:
        counts["spans"] += 1
        counts["spans_exact"] += story.text[evidence.start : evidence.end] == evidence.text
    words = report.evidence[0].text[:160] if report.evidence else ""
    if event is None:
        counts["judged"] += 1
        found.types[report.type]["judged"] += 1
        found.confusion["—", report.type] += 1
        found.errors.append(Error(story.name, "extra", f"{report.type} {'-'.join(report.states)}: {words}"))
        return
    found.confusion[event.type, report.type] += 1
    right = event.type == report.type and event.states == report.states
    if not right:
        counts["judged"] += event.required
        found.types[report.type]["judged"] += event.required
        kind = "states" if event.type == report.type else "confused"
        mine = f"{report.type} {'-'.join(report.states)}"
        found.errors.append(
            Error(story.name, kind, f"gold {event.type} {'-'.join(event.states)}, mine {mine}: {words}")
        )
        return
    counts["judged"] += 1
    counts["right"] += 1
    counts["found"] += event.required
    for name in ("judged", "right"):
        found.types[event.type][name] += 1
    found.types[event.type]["found"] += event.required
    _values(story, report, event, found)


def _values(story: GoldStory, report: Report, event: GoldEvent, found: Tally) -> None:
    likeness = date_likeness(event.date, report.date)
    whole = likeness in ("exact", "free", "compatible")
    if likeness != "free":
        found.counts["dated"] += 1
        found.counts[f"date {likeness}"] += 1
    if likeness == "wrong":
        found.errors.append(
            Error(
                story.name,
                "date",
                f"gold {event.date}, mine {report.date} ({report.date_basis}): {event.evidence[:120]}",
            )
        )
    for name, right, of in _judged_values(report, event):
        found.counts[f"{name} of"] += of
        found.counts[f"{name} right"] += right
        whole = whole and right == of
    found.counts["whole"] += whole


def _judged_values(report: Report, event: GoldEvent) -> Iterable[tuple[str, int, int]]:
    if event.mode:
        yield "mode", event.mode == report.mode, 1
    if event.stage:
        yield "stage", event.stage == report.stage, 1
    yield "factuality", event.factuality == report.factuality, 1
    names = [fold(actor.name) for actor in report.actors]
    lasts = [(fold(name).split()[-1:] or [""])[0] for name, _, _ in event.actors]
    yield "actors", sum(any(last in name for name in names) for last in lasts), len(lasts)
    roles = [
        (any(last in fold(a.name) and a.role == role for a in report.actors))
        for last, (_, _, role) in zip(lasts, event.actors, strict=True)
        if any(last in name for name in names)
    ]
    yield "roles", sum(roles), len(roles)
    if event.country:
        yield "place", report.place is not None and report.place.country == event.country, 1
    yield "items", sum(_has_item(report, name, count) for name, count in event.items), len(event.items)
    yield (
        "money",
        sum(_has_money(report, amount, currency) for amount, currency in event.money),
        len(event.money),
    )
    if event.claim_states:
        yield "claims", bool(set(event.claim_states) & {claim.state for claim in report.claims}), 1


def _has_item(report: Report, designation: str, quantity: float | None) -> bool:
    wanted = fold(designation)
    return any(
        wanted in fold(item.designation) and quantity in (None, item.quantity) for item in report.items
    )


def _has_money(report: Report, amount: float, currency: str) -> bool:
    return any(abs(m.amount - amount) <= 0.01 * amount and m.currency == currency for m in report.money)


# ------------------------------------------------------------------ summing up


def _ratio(right: str, of: str) -> Callable[[Counter[str]], float | None]:
    return lambda counts: counts[right] / counts[of] if counts[of] else None


def _f1(counts: Counter[str]) -> float | None:
    if not counts["judged"] or not counts["required"]:
        return None
    return Figures(counts["right"] / counts["judged"], counts["found"] / counts["required"]).f1


def _evaluation(tallies: Sequence[Tally], samples: int, seed: int) -> Evaluation:
    total = Tally()
    for one in tallies:
        total.add(one)
    draws = _resampled([one.counts for one in tallies], samples, seed)

    def share(measure: Callable[[Counter[str]], float | None], of: str) -> Share:
        drawn = sorted(value for counts in draws if (value := measure(counts)) is not None)
        low, high = (
            (drawn[int(0.025 * len(drawn))], drawn[int(0.975 * (len(drawn) - 1))]) if drawn else (None, None)
        )
        return Share(measure(total.counts), low, high, total.counts[of])

    dates = {
        name: share(_ratio(f"date {name}", "dated"), "dated")
        for name in ("exact", "compatible", "missing", "wrong")
    }
    return Evaluation(
        stories=len(tallies),
        required=total.counts["required"],
        reports=total.counts["reports"],
        precision=share(_ratio("right", "judged"), "judged"),
        recall=share(_ratio("found", "required"), "required"),
        f1=share(_f1, "required"),
        dates=dates,
        values={name: share(_ratio(f"{name} right", f"{name} of"), f"{name} of") for name in VALUES},
        whole=share(_ratio("whole", "right"), "right"),
        spans_exact=share(_ratio("spans_exact", "spans"), "spans"),
        by_type={name: _of_type(counter) for name, counter in sorted(total.types.items())},
        confusion=dict(total.confusion),
        merging=None,
        errors=tuple(total.errors),
    )


def _of_type(counter: Counter[str]) -> tuple[Figures, int]:
    precision = counter["right"] / counter["judged"] if counter["judged"] else 1.0
    recall = counter["found"] / counter["required"] if counter["required"] else 1.0
    return Figures(precision, recall), counter["required"]


def _resampled(stories: Sequence[Counter[str]], samples: int, seed: int) -> list[Counter[str]]:
    chance = random.Random(seed)
    found = []
    for _ in range(samples):
        total: Counter[str] = Counter()
        for counts in chance.choices(stories, k=len(stories)):
            total.update(counts)
        found.append(total)
    return found


def merging(truth: Mapping[str, str], found: Mapping[str, str]) -> tuple[Figures, Figures]:
    """Pairwise and B³ figures of a clustering of reports against the gold keys."""
    return pairwise(truth, found), b_cubed(truth, found)
