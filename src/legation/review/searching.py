"""Searching a record for the desk: a page of events with their sentences, and counts beside every choice.

The record finds and counts by states, type, stage, factuality, topic, person, days and words in any number of events.
What it has no index for (outlets, arms) is looked for among the newest `LOOKED_AT` events of the rest, and counted among
those shown; both are said where they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from legation import edtf
from legation.record import Record, Wanted
from legation.share import wording
from legation.types import Event, Report

SORTS = ("newest", "oldest")
"""Orders of a list of events; undated ones come last."""
LOOKED_AT = 1500
"""Events among which those of an outlet or weapon are looked for."""
FEW = 300
"""Events of a list up to which everything is counted over all of them."""
COUNTED = 20_000
"""Events up to which a list that is narrowed in several ways is counted."""
_SHOWN = 30
_END = "9999-12-31"

Told = tuple[Event, tuple[Report, ...]]
Facets = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


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
    """An event as a line of a list: with the sentence that tells it best, and who wrote that."""

    event: Event
    sentence: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of events with their reports, and the event to go on from; None where there are no more.

    ``whole`` is false where only the newest events were looked at.
    """

    told: tuple[Told, ...]
    after: str | None
    whole: bool = True

    @property
    def events(self) -> tuple[Event, ...]:
        """The events alone."""
        return tuple(event for event, _ in self.told)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many events a list holds (or more than that, where not ``exact``), and what they are about."""

    total: int
    exact: bool
    facets: Facets
    partial: tuple[str, ...] = ()  # kinds that are counted among the events shown alone


def find(record: Record, sought: Sought, limit: int, after: str | None = None) -> Found:
    """A page of the events that are sought, after the event of this id."""
    if sought.outlet or sought.weapon:
        return _sifted(record, sought, limit, after)
    page = tuple(islice(_in_order(record, sought, limit + 1, after), limit + 1))
    return Found(page[:limit], page[limit - 1][0].id if len(page) > limit else None)


def _sifted(record: Record, sought: Sought, limit: int, after: str | None) -> Found:
    looked = tuple(_in_order(record, sought, LOOKED_AT, None))
    kept = [one for one in looked if _fits(one[0], sought)]
    ids = [event.id for event, _ in kept]
    start = ids.index(after) + 1 if after in ids else 0
    page = tuple(kept[start : start + limit])
    more = start + limit < len(kept)
    return Found(page, page[-1][0].id if page and more else None, len(looked) < LOOKED_AT)


def _in_order(record: Record, sought: Sought, limit: int, after: str | None) -> Iterator[Told]:
    """Events in the order asked for: dated ones, then the undated, those told last first."""
    wanted = _wanted(sought)
    if sought.sort != "newest":
        yield from islice(record.told(wanted, limit, after), limit)
        return
    given = 0
    undated = after is not None and edtf.bounds(record.event(after).date) is None
    if not undated:
        dated = wanted if wanted.until else replace(wanted, until=_END)
        for one in record.told(dated, limit, after, newest=True):
            given += 1
            yield one
    if given < limit and not (wanted.since or wanted.until):
        for one in record.told(wanted, limit - given, after if undated else None, newest=True):
            if edtf.bounds(one[0].date) is not None:
                return
            yield one


def _wanted(sought: Sought) -> Wanted:
    return Wanted(
        between=sought.states,
        type=sought.type,
        since=sought.since,
        until=sought.until,
        actor=sought.person,
        text=sought.text,
        stage=sought.stage,
        factuality=sought.factuality,
        topic=sought.topic,
    )


def _fits(event: Event, sought: Sought) -> bool:
    by_outlet = sought.outlet is None or sought.outlet in event.outlets
    return by_outlet and (
        sought.weapon is None or any(sought.weapon == one.designation for one in event.items)
    )


# ------------------------------------------------------------------ counting


def count(record: Record, sought: Sought, shown: Sequence[Event]) -> Counted:
    """How many events are sought, and what they are about; ``shown`` are those of the page at hand."""
    if sought.outlet or sought.weapon:
        found = find(record, sought, LOOKED_AT)
        return Counted(len(found.told), found.whole, facets(found.events))
    wanted = _wanted(sought)
    total = record.count_events(wanted, COUNTED)
    if total <= FEW:
        every = tuple(islice(record.events(wanted, FEW), FEW))
        return Counted(total, True, facets(every))
    known = record.facets(wanted)
    exact = {
        "type": known.types,
        "stage": known.stages,
        "factuality": known.factualities,
        "year": tuple((str(year), number) for year, number in reversed(known.years) if year),
    }
    partners = _partners(record, sought)
    if partners:
        exact["state"] = partners
    here = dict(facets(shown)) | {name: rows for name, rows in exact.items() if rows}
    partial = tuple(name for name in _NAMES if name in here and name not in exact)
    return Counted(total, total < COUNTED, tuple((n, here[n]) for n in _NAMES if n in here), partial)


def _partners(record: Record, sought: Sought) -> tuple[tuple[str, int], ...]:
    """States of the list, where the record keeps their counts: of all events, and of those of one state."""
    if sought != Sought(states=sought.states, sort=sought.sort):
        return ()
    if not sought.states:
        return record.states()[:_SHOWN]
    if len(sought.states) == 1:
        own = sought.states[0]
        pairs = record.busiest_pairs(_SHOWN, own)
        return tuple((b if a == own else a, number) for a, b, number in pairs)
    return ()


_NAMES = ("type", "state", "stage", "factuality", "topic", "person", "weapon", "outlet", "year")


def facets(events: Iterable[Event]) -> Facets:
    """The commonest values of each kind among events, with their counts; years in order."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _NAMES}
    for event in events:
        for name, values in _values(event):
            counts[name].update(values)
    shown = {name: tuple(sorted(found.items(), key=_most)[:_SHOWN]) for name, found in counts.items()}
    shown["year"] = tuple(sorted(counts["year"].items(), reverse=True))
    return tuple((name, shown[name]) for name in _NAMES if shown[name])


def _most(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]


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


# ------------------------------------------------------------------ lines, and what was told when


def rows(told: Iterable[Told]) -> tuple[Row, ...]:
    """Events as lines of a list."""
    return tuple(_row(event, reports) for event, reports in told)


def _row(event: Event, reports: Sequence[Report]) -> Row:
    best = wording.best_report(event, reports)
    sentence = wording.key_sentence(best) if best else None
    return Row(event, sentence.text if sentence else "", (best.story.outlet or "") if best else "")


def told_between(record: Record, sought: Sought, since: str, until: str, most: int) -> tuple[Told, ...]:
    """The events that are sought and were first told from one day (ISO) to another, those told last first."""
    first, last = (edtf.bounds(since) or (0, 0))[0], (edtf.bounds(until) or (0, 0))[1]
    found = record.told_from(first, last, 2 * most)
    kept = [one for one in found if _meets(one[0], sought) and _told_in(one[0], first, last)]
    if sought.text or sought.person:
        there = {event.id for event in record.events(_wanted(sought), COUNTED)}
        kept = [one for one in kept if one[0].id in there]
    return tuple(kept[:most])


def _told_in(event: Event, first: int, last: int) -> bool:
    told = edtf.bounds(event.first_reported)
    return told is not None and first <= told[0] and told[1] <= last


def _meets(event: Event, sought: Sought) -> bool:
    plain = all(getattr(sought, n) in (None, getattr(event, n)) for n in ("type", "stage", "factuality"))
    topic = sought.topic is None or sought.topic in event.topics
    return plain and topic and set(sought.states) <= set(event.states) and _fits(event, sought)


def latest(record: Record, many: int) -> tuple[Told, ...]:
    """The events told last."""
    return record.told_from(0, edtf.LATEST, many)
