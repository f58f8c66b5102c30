"""What the record knew on a day: events and deals worked out again from what had been published by then.

Nothing is remembered of former states: reports are filtered by the day on which their stories were published (not
the day on which they were stored), and merged and linked as today. So stages, numbers and confirmations are those
that a reader of that day could know, under today's coder, rules and judgements.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legation import edtf, merge
from legation.gazetteer import deal_words
from legation.merge.deals import link
from legation.record import Record, Wanted
from legation.record.deals import on_day
from legation.types import Deal, Event, Report
from legation.upkeep.keeping import outlets


@dataclass(frozen=True, slots=True)
class Known:
    """Events by date, each with its reports, and deals by their first news; ``undated`` reports were left out."""

    day: str
    events: tuple[tuple[Event, tuple[Report, ...]], ...]
    deals: tuple[Deal, ...]
    undated: int


def known(record: Record, day: str, between: tuple[str, ...] = (), type: str | None = None) -> Known:
    """What was known at the end of ``day`` (ISO).

    With ``between``, all reports of either state are merged anew and those events are given in which both take part:
    a report that names one state may be part of an event of both. ``type`` narrows events and deals.
    Raises what `Record.events` and `merge.merge` raise.
    """
    last = edtf.bounds(day)
    assert last is not None
    told = list(_reports(record, between))
    dated = [(report, written(report)) for report in told]
    then = {report.id: report for report, when in dated if when is not None and when <= last[1]}
    judgements = [j for j in record.judgements() if j.one in then and j.other in then]
    found = merge.merge(then.values(), judgements, outlets())
    whole = [(event, _own(event, then)) for event in found]
    deals = (on_day(deal, edtf.iso(last[1])) for deal in link(whole, deal_words()))
    return Known(
        day=edtf.iso(last[1]),
        events=tuple(sorted((one for one in whole if _asked(one[0], between, type)), key=_by_date)),
        deals=tuple(
            sorted((d for d in deals if _asked(d, between, type)), key=lambda d: (d.first_news or "9", d.id))
        ),
        undated=sum(when is None for _, when in dated),
    )


def written(report: Report) -> int | None:
    """The day by which the story was surely published; the day of its capture where it does not say; else None."""
    span = edtf.bounds(report.story.published) or edtf.bounds(report.story.captured)
    return span[1] if span else None


def _reports(record: Record, between: tuple[str, ...]) -> Iterable[Report]:
    seen: set[str] = set()
    each: list[tuple[str, ...]] = [(one,) for one in between]
    for states in each or [()]:
        for event, reports in record.told(Wanted(between=states)):
            if event.id not in seen:
                seen.add(event.id)
                yield from reports


def _own(event: Event, reports: dict[str, Report]) -> tuple[Report, ...]:
    own = (reports[one] for one in event.reports)
    return tuple(sorted(own, key=lambda r: (r.story.published is None, r.story.published or "", r.id)))


def _asked(one: Event | Deal, between: tuple[str, ...], type_: str | None) -> bool:
    return set(between) <= set(one.states) and type_ in (None, one.type)


def _by_date(told: tuple[Event, tuple[Report, ...]]) -> tuple[bool, int, int, str]:
    low, high = edtf.bounds(told[0].date) or (0, 0)
    return not told[0].date, low, high, told[0].id
