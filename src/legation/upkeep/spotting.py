"""What is news about an event: what sets it apart from those before it, and who confirms or denies it.

    event ──┬── noticing (beside everything between the same states) ──▶ first, rank, moved, silence
            └── its reports ──▶ a party that confirms, a report that denies

What was told long after it happened is history: it may be new to the record, but it is no news.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation import edtf
from legation.news import News
from legation.record import Record
from legation.types import Event, Report
from legation.upkeep.noticing import Noticing

RECENT = 60
"""Days between a happening and its first telling, above which it is told as history."""

Found = tuple[str, str, int, str]  # kind, what tells it from other news of the event, day, why


def news(record: Record, event: Event, noticing: Noticing) -> tuple[News, ...]:
    """Everything that is news about an event."""
    told = day_told(event)
    if told is None:
        return ()
    found = list(_of_voices(event, record.reports_of(event.id), told))
    if _recent(event, told):
        found += _of_kind(event, told, noticing)
    return tuple(
        News(kind, what, event.id, event.reports, edtf.iso(day), why) for kind, what, day, why in found
    )


def day_told(event: Event) -> int | None:
    """The day on which an event was first told; None where no report of it says when it was published."""
    return _day(event.first_reported)


def _recent(event: Event, told: int) -> bool:
    """Whether it was told as it happened, or before; of an open date nobody can say."""
    span = edtf.bounds(event.date)
    return span is not None and span[1] >= told - RECENT


def _of_kind(event: Event, told: int, noticing: Noticing) -> Iterable[Found]:
    """What sets it apart. Days of silence and the like may be worked out otherwise when more is known: they do not
    tell one piece of news from another, but the stage of a deal does.
    """
    for new in noticing.of(event):
        yield new.kind, f"moved {new.value}" if new.kind == "moved" else new.kind, told, new.why


def _of_voices(event: Event, reports: Sequence[Report], told: int) -> Iterable[Found]:
    """A party that confirms what others told first, and a report that denies it."""
    dated = [(day, report) for report in reports if (day := _day(report.story.published)) is not None]
    for state in event.confirmed_by:
        days = [day for day, report in dated if _speaks(state, report) and report.factuality != "denied"]
        if days and min(days) > told:
            why = f"{state} confirms what was first told on {edtf.iso(told)}"
            yield "confirmed", f"confirmed {state}", min(days), why
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
