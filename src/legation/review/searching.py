"""Searching a record for the desk: a page of events with the sentence of each, and counts beside every choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legation import edtf
from legation.record import Record
from legation.share import wording
from legation.types import Event, Report

SORTS = ("newest", "oldest")
"""Orders of a list of events; undated ones come last."""
COUNTED = 5000
"""Events that are looked at to count what they are about; of longer lists the first so many."""
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Sought:
    """Events that are sought; what is None or empty does not narrow. Of several states all must take part."""

    states: tuple[str, ...] = ()
    type: str | None = None
    stage: str | None = None
    factuality: str | None = None
    topic: str | None = None
    outlet: str | None = None
    person: str | None = None
    weapon: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    sort: str = SORTS[0]


@dataclass(frozen=True, slots=True)
class Row:
    """An event as a line of a list: with the sentence that tells it best, and where that stands."""

    event: Event
    sentence: str
    outlet: str


Facets = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of events; how many there are in all; the commonest values of each kind; the event to go on from."""

    events: tuple[Event, ...]
    total: int
    facets: Facets
    after: str | None
    whole: bool = True


def find(record: Record, sought: Sought, limit: int, after: str | None = None) -> Found:
    """A page of the events that are sought, after the event of this id, and what could narrow them further."""
    events = [event for event in _all(record, sought) if _fits(event, sought)]
    if sought.sort == "newest":
        events.sort(key=lambda e: (e.date is not None, edtf.bounds(e.date) or (0, 0), e.id), reverse=True)
    ids = [event.id for event in events]
    start = ids.index(after) + 1 if after in ids else 0
    page = tuple(events[start : start + limit])
    more = start + limit < len(events)
    return Found(page, len(events), facets(events), page[-1].id if page and more else None)


def _all(record: Record, sought: Sought) -> Sequence[Event]:
    return record.events(
        between=sought.states,
        type=sought.type,
        since=sought.since,
        until=sought.until,
        actor=sought.person,
        text=sought.text,
    )


def _fits(event: Event, sought: Sought) -> bool:
    return (
        sought.stage in (None, event.stage)
        and sought.factuality in (None, event.factuality)
        and (sought.topic is None or sought.topic in event.topics)
        and (sought.outlet is None or sought.outlet in event.outlets)
        and (sought.weapon is None or any(sought.weapon == item.designation for item in event.items))
    )


def facets(events: Iterable[Event]) -> Facets:
    """The commonest values of each kind among events, with their counts; years in order."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _NAMES}
    for event in events:
        for name, values in _values(event):
            counts[name].update(values)
    shown = {name: tuple(sorted(found.items(), key=lambda row: (-row[1], row[0]))[:_SHOWN]) for name, found in counts.items()}  # fmt: skip
    shown["year"] = tuple(sorted(counts["year"].items(), reverse=True))
    return tuple((name, shown[name]) for name in _NAMES if shown[name])


_NAMES = ("type", "state", "stage", "factuality", "topic", "person", "weapon", "outlet", "year")


def _values(event: Event) -> Iterable[tuple[str, set[str]]]:
    yield "type", {event.type}
    yield "state", set(event.states)
    yield "stage", {event.stage} if event.stage else set()
    yield "factuality", {event.factuality}
    yield "topic", set(event.topics)
    yield "person", {a.name for a in event.actors if a.kind == "person"}
    yield "weapon", {i.designation for i in event.items}
    yield "outlet", set(event.outlets)
    span = edtf.bounds(event.date)
    yield "year", {edtf.iso(span[0])[:4]} if span else set()


def rows(record: Record, events: Iterable[Event]) -> tuple[Row, ...]:
    """Events as lines of a list."""
    return tuple(_row(event, record.reports_of(event.id)) for event in events)


def _row(event: Event, reports: Sequence[Report]) -> Row:
    best = wording.best_report(event, reports)
    sentence = wording.key_sentence(best) if best else None
    return Row(event, sentence.text if sentence else "", (best.story.outlet or "") if best else "")


def told_between(record: Record, sought: Sought, since: str, until: str) -> tuple[Event, ...]:
    """The events that are sought and were first told from one day (ISO) to another, those told last first."""
    days = (edtf.bounds(since) or (0, 0))[0], (edtf.bounds(until) or (0, 0))[1]
    found = []
    for event in _all(record, sought):
        told = edtf.bounds(event.first_reported)
        if told and days[0] <= told[0] and told[1] <= days[1] and _fits(event, sought):
            found.append(event)
    return tuple(sorted(found, key=lambda e: (e.first_reported or "", e.id), reverse=True))


def latest(record: Record, many: int) -> tuple[Event, ...]:
    """The events told last, by the first day of their telling."""
    events = record.events()
    return tuple(sorted(events, key=lambda e: (e.first_reported or "", e.id), reverse=True)[:many])
