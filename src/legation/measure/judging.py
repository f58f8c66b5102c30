"""Judges the reports of one story against its gold, as counts that can be added up over stories.

A report is right when its type and its set of states are those of the gold event that it is aligned with. A gold
event marked as not required may be missed, and a report aligned with one but not right is neither right nor wrong.
The values are judged on right reports alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from legation.evaluation import Mistake
from legation.measure.alignment import align, date_likeness, fold
from legation.measure.gold import GoldActor, GoldEvent, GoldStory
from legation.types import Report

VALUES = ("mode", "stage", "factuality", "actors", "roles", "place", "items", "money", "claims")
# Reports are judged by how sure the coder says it is, too: from here up to the next, and the last up to 1.
CONFIDENCES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
# Roles on two sides of one deed: exchanging them turns the record round.
_SIDES = ((frozenset({"supplier", "donor"}), frozenset({"recipient"})), (frozenset({"host"}), frozenset({"visitor"})))  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What was counted in one story. Counts of a type stand under ``type: name``."""

    story: GoldStory
    counts: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    confusion: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)
    answers: list[tuple[GoldEvent, Report]] = field(default_factory=list)

    def count(self, name: str, type_: str, by: float = 1) -> None:
        """Count for the story and for the type."""
        self.counts[name] += by
        self.counts[f"{type_}: {name}"] += by

    def mistake(self, kind: str, event: GoldEvent | None, report: Report | None, gold: str | None, mine: str | None) -> None:  # fmt: skip
        """Note what went wrong, with the coder's sentence, or the gold's where there is none."""
        words = report.evidence[0].text if report and report.evidence else event.evidence if event else ""
        self.mistakes.append(Mistake(self.story.name, kind, gold, mine, words))


def judge(story: GoldStory, reports: Sequence[Report]) -> Tally:
    """The counts of one story."""
    found = Tally(story)
    pairs = align(story.events, reports, story.text)
    by_event, by_report = dict(pairs), {report: event for event, report in pairs}
    for number, event in enumerate(story.events):
        found.count("required", event.type, event.required)
        if event.required and number not in by_event:
            found.mistake("missed", event, None, _head(event), None)
            found.confusion[event.type, None] += 1
    for number, report in enumerate(reports):
        found.counts["reports"] += 1
        for one in report.evidence:
            found.counts["spans"] += 1
            found.counts["spans exact"] += story.text[one.start : one.end] == one.text
        _report(report, story.events[by_report[number]] if number in by_report else None, found)
    return found


def _head(one: GoldEvent | Report) -> str:
    return f"{one.type} {' '.join(one.states) or '(no state)'}"


def _report(report: Report, event: GoldEvent | None, found: Tally) -> None:
    found.confusion[event.type if event else None, report.type] += 1
    if event is None:
        _judged(report, found, report.type)
        found.mistake("extra", None, report, None, _head(report))
        return
    found.answers.append((event, report))
    if event.type != report.type or set(event.states) != set(report.states):
        if event.required:
            _judged(report, found, report.type)
        kind = "states" if event.type == report.type else "type"
        found.mistake(kind, event, report, _head(event), _head(report))
        return
    _judged(report, found, event.type, right=True)
    found.count("found", event.type, event.required)
    found.counts["whole"] += _values(report, event, found)


def _judged(report: Report, found: Tally, type_: str, right: bool = False) -> None:
    """Count a report that is right or wrong, also among those of which the coder is as sure."""
    found.count("judged", type_)
    found.count("right", type_, right)
    step = max(step for step in CONFIDENCES if step <= max(0.0, report.confidence))
    found.counts[f"sure {step} of"] += 1
    found.counts[f"sure {step} right"] += right


def _values(report: Report, event: GoldEvent, found: Tally) -> bool:
    """Judge the values of a right report; whether none of them is wrong or missing."""
    whole = _date(report, event, found) and not _direction(report, event, found)
    for name, right, of, gold, mine in _judged_values(report, event):
        found.counts[f"{name} of"] += of
        found.counts[f"{name} right"] += right
        if right < of:
            whole = False
            found.mistake(name, event, report, gold, mine)
    return whole


def _date(report: Report, event: GoldEvent, found: Tally) -> bool:
    likeness = date_likeness(event.date, report.date)
    if likeness == "free":
        return True
    found.counts["dated"] += 1
    found.counts[f"date {likeness}"] += 1
    if likeness in ("wrong", "open"):
        mine = f"{report.date} ({report.date_basis})" if report.date else "open"
        found.mistake("date", event, report, event.date, mine)
    return likeness in ("exact", "compatible")


def _direction(report: Report, event: GoldEvent, found: Tally) -> bool:
    """Whether the report has the two sides exchanged, where both it and the gold tell them apart."""
    for side, other in _SIDES:
        gold = _on(event.actors, side), _on(event.actors, other)
        mine = _on(report.actors, side), _on(report.actors, other)
        if not all(gold) or gold[0] & gold[1] or not any(mine):
            continue
        found.counts["directed"] += 1
        if _crossed(mine[0], gold[0], gold[1]) or _crossed(mine[1], gold[1], gold[0]):
            found.counts["swapped"] += 1
            found.mistake("swapped", event, report, _sides(gold), _sides(mine))
            return True
    return False


def _on(actors: Iterable[GoldActor] | Iterable[object], roles: frozenset[str]) -> frozenset[str]:
    return frozenset(
        state for a in actors if getattr(a, "role", "") in roles and (state := getattr(a, "state", None))
    )


def _crossed(mine: frozenset[str], here: frozenset[str], there: frozenset[str]) -> bool:
    return bool(mine & there) and not mine & here


def _sides(sides: tuple[frozenset[str], frozenset[str]]) -> str:
    return " → ".join(" ".join(sorted(side)) or "?" for side in sides)


def _judged_values(report: Report, event: GoldEvent) -> Iterator[tuple[str, int, int, str, str]]:
    """Each value that the gold gives: its name, how many parts are right, of how many, and both in words."""
    for name in ("mode", "stage", "factuality"):
        gold, mine = getattr(event, name), getattr(report, name)
        if gold:
            yield name, gold == mine, 1, gold, mine or "open"
    yield from _actors(report, event)
    if event.country:
        mine = report.place.country if report.place else None
        yield "place", mine == event.country, 1, event.country, mine or "open"
    items = sum(_has_item(report, name, count) for name, count in event.items)
    yield "items", items, len(event.items), _listed(_item(*i) for i in event.items), _listed(
        _item(i.designation, i.quantity) for i in report.items
    )  # fmt: skip
    money = sum(_has_money(report, amount, currency) for amount, currency in event.money)
    yield "money", money, len(event.money), _listed(f"{a:,.0f} {c}" for a, c in event.money), _listed(
        f"{m.amount:,.0f} {m.currency}" for m in report.money
    )  # fmt: skip
    if event.claim_states:
        mine_claims = {claim.state for claim in report.claims}
        yield (
            "claims",
            bool(set(event.claim_states) & mine_claims),
            1,
            _listed(s or "no state" for s in event.claim_states),
            _listed(sorted(s or "no state" for s in mine_claims)),
        )


def _actors(report: Report, event: GoldEvent) -> Iterator[tuple[str, int, int, str, str]]:
    """Actors are found by their last name; roles are judged on those that are found."""
    coded = [(fold(actor.name), actor.role) for actor in report.actors]
    gold = [((fold(actor.name).split()[-1:] or [""])[0], actor) for actor in event.actors]
    found = [(last, actor) for last, actor in gold if any(last in name for name, _ in coded)]
    roles = [any(last in name and role == actor.role for name, role in coded) for last, actor in found]
    said = _listed(f"{a.name} ({a.role})" for a in event.actors)
    mine = _listed(f"{a.name} ({a.role})" for a in report.actors)
    yield "actors", len(found), len(gold), said, mine
    yield "roles", sum(roles), len(roles), said, mine


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts) or "none"


def _item(designation: str, quantity: float | None) -> str:
    return designation if quantity is None else f"{quantity:g} {designation}"


def _has_item(report: Report, designation: str, quantity: float | None) -> bool:
    wanted = fold(designation)
    return any(wanted in fold(i.designation) and quantity in (None, i.quantity) for i in report.items)


def _has_money(report: Report, amount: float, currency: str) -> bool:
    return any(abs(m.amount - amount) <= 0.01 * amount and m.currency == currency for m in report.money)
