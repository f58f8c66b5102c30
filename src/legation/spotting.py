"""What is new about an event, by the record's own sense: a function of the record alone, not of when it is asked.

    event ──┬── earlier events between the same parties ──▶ first of its kind; silence broken
            ├── the deal that it moves ──▶ a stage that it reached
            └── its reports ──▶ a party that confirms or denies

Another sense of what is new can stand here: whoever asks calls `news` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from legation import edtf
from legation.news import News
from legation.record import Record, Wanted
from legation.types import Event, Report

QUIET = 365
"""Days without any event between two parties after which the next one breaks a silence."""
MEMORY = 30
"""Days that a record must reach back for something to be called the first."""
RECENT = 60
"""Days between a happening and its first telling, above which it is told as history and is no news."""
CROWD = 4
"""Parties above which an event says little about any two of them."""


def news(record: Record, event: Event, began: int | None) -> tuple[News, ...]:
    """Everything that is new about an event. ``began``: the first day of which the record tells (`beginning`)."""
    told = day_told(event)
    if told is None:
        return ()
    found = list(_of_voices(event, record.reports_of(event.id), told))
    if _recent(event, told):
        found += [*_of_parties(record, event, told, began), *_of_stage(record, event)]
    return tuple(
        News(kind, what, event.id, event.reports, edtf.iso(day), why) for kind, what, day, why in found
    )


def beginning(events: Iterable[Event]) -> int | None:
    """The first day on which any of the events was told."""
    return min((told for event in events if (told := day_told(event)) is not None), default=None)


def day_told(event: Event) -> int | None:
    """The day on which an event was first told; None where no report of it says when it was published."""
    return _day(event.first_reported)


Found = tuple[str, str, int, str]


def _recent(event: Event, told: int) -> bool:
    """Whether it was told as it happened, or before; of an open date nobody can say."""
    span = edtf.bounds(event.date)
    return span is not None and span[1] >= told - RECENT


def _order(event: Event, told: int) -> tuple[int, int, str]:
    """Which of two events was first: by their telling, then by their dates."""
    span = edtf.bounds(event.date)
    return told, span[0] if span else edtf.LATEST, event.id


def _of_parties(record: Record, event: Event, told: int, began: int | None) -> Iterable[Found]:
    """What the earlier events of the same parties make of this one."""
    if not 2 <= len(event.states) <= CROWD or event.factuality == "denied":
        return
    others = [
        (day, other)
        for other in record.events(Wanted(between=event.states))
        if (day := day_told(other)) is not None and _order(other, day) < _order(event, told)
    ]
    if began is not None and told - began >= MEMORY and all(other.type != event.type for _, other in others):
        yield "first", f"first {event.type}", told, f"the first {event.type} of these parties in this record"
    last = max((day for day, _ in others), default=None)
    if last is not None and told - last >= QUIET and event.factuality == "actual":
        why = f"nothing was told of these parties for {told - last:,} days, since {edtf.iso(last)}"
        yield "silence", f"silence since {edtf.iso(last)}", told, why


def _of_stage(record: Record, event: Event) -> Iterable[Found]:
    """The stage that a deal reached with this event."""
    deal = record.deal_of(event.id)
    steps = deal.steps if deal else ()
    for before, step in pairwise(steps):
        day = _day(step.told)
        if step.event == event.id and step.stage != before.stage and day is not None:
            why = f"from {before.stage} to {step.stage}: {deal.title if deal else ''}"
            yield "moved", f"moved {step.stage} {step.factuality}", day, why


def _of_voices(event: Event, reports: Sequence[Report], told: int) -> Iterable[Found]:
    """A party that confirms what others told first, and a report that denies it."""
    dated = [(day, report) for report in reports if (day := _day(report.story.published)) is not None]
    for state in event.confirmed_by:
        days = [day for day, report in dated if _speaks(state, report) and report.factuality != "denied"]
        if days and min(days) > told:
            yield (
                "confirmed",
                f"confirmed {state}",
                min(days),
                f"{state} confirms what was first told on {edtf.iso(told)}",
            )
    denials = [(day, report) for day, report in dated if report.factuality == "denied"]
    if denials and event.type != "dispute":
        day, report = min(denials, key=lambda one: (one[0], one[1].id))
        who = next((state for state in event.states if _speaks(state, report)), None)
        yield (
            "denied",
            f"denied {who or ''}".strip(),
            day,
            f"denied{f' by {who}' if who else ' or called off'}",
        )


def _speaks(state: str, report: Report) -> bool:
    return report.story.outlet_state == state or any(claim.state == state for claim in report.claims)


def _day(date: str | None) -> int | None:
    span = edtf.bounds(date)
    return span[1] if span else None
