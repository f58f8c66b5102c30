"""Searching a record for the desk: a page of events with their sentences, and counts beside every choice.

The record finds by states, type, stage, factuality, topic, outlet, arms, person, days and words in any number of events.
It counts whole kinds over all of them, and the rest over the newest `COUNTED`; people, who stand in reports alone, are
counted over the events shown. Each is said beside the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from legation import edtf
from legation.merge.grades import rank
from legation.record import Record, Wanted
from legation.share import wording
from legation.types import Event, Report

SORTS = ("newest", "oldest", "grade")
"""Orders of a list of events; undated ones come last. By grade the newest `GRADED` are sorted, the best source first."""
GRADED = 60
"""Events that are sorted by grade: of a longer list the newest."""
COUNTED = 1000
"""Events of a list, the newest, that are gone through for counts."""
_SHOWN = 20
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
    """A page of events with their reports, and the event to go on from; None where there are no more."""

    told: tuple[Told, ...]
    after: str | None

    @property
    def events(self) -> tuple[Event, ...]:
        """The events alone."""
        return tuple(event for event, _ in self.told)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many events a list holds (or more than that, where not ``exact``), and what they are about.

    ``over`` says for a kind which events were counted, where not all of them were.
    """

    total: int
    exact: bool
    facets: Facets
    over: Mapping[str, str] = field(default_factory=dict)


def find(record: Record, sought: Sought, limit: int, after: str | None = None) -> Found:
    """A page of the events that are sought, after the event of this id."""
    if sought.sort == "grade":
        return _graded(record, sought, limit, after)
    page = tuple(islice(_in_order(record, sought, limit + 1, after), limit + 1))
    return Found(page[:limit], page[limit - 1][0].id if len(page) > limit else None)


def _graded(record: Record, sought: Sought, limit: int, after: str | None) -> Found:
    newest = replace(sought, sort=SORTS[0])
    ranked = sorted(find(record, newest, max(limit, GRADED)).told, key=lambda one: rank(one[0]))
    ids = [event.id for event, _ in ranked]
    start = ids.index(after) + 1 if after in ids else 0
    page = tuple(ranked[start : start + limit])
    return Found(page, page[-1][0].id if start + limit < len(ranked) else None)


def _in_order(record: Record, sought: Sought, limit: int, after: str | None) -> Iterator[Told]:
    """Events in the order asked for: dated ones, then the undated, those told last first."""
    wanted = wanted_by(sought)
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


def wanted_by(sought: Sought) -> Wanted:
    """The question to the record."""
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
        outlet=sought.outlet,
        weapon=sought.weapon,
    )


# ------------------------------------------------------------------ counting


def count(record: Record, sought: Sought, shown: Sequence[Event]) -> Counted:
    """How many events are sought, and what they are about; ``shown`` are those of the page at hand."""
    known = record.tally(wanted_by(sought), COUNTED)
    kinds = {"weapon" if kind == "arms" else kind: rows for kind, rows in known.kinds}
    newest = f"of the newest {known.looked_at:,}"
    over = {"weapon" if kind == "arms" else kind: newest for kind in known.partly}
    partners = _partners(record, sought)
    if partners:
        kinds["state"] = partners
        over.pop("state", None)
    people = Counter(name for event in shown for name in {a.name for a in event.actors if a.kind == "person"})
    kinds["person"] = tuple(sorted(people.items(), key=_most))
    if len(shown) < known.total:
        over["person"] = "on this page"
    kinds["year"] = tuple(reversed(kinds.get("year", ())))
    facets = tuple((n, kinds[n] if n == "year" else kinds[n][:_SHOWN]) for n in _NAMES if kinds.get(n))
    return Counted(known.total, known.exact, facets, over)


def _partners(record: Record, sought: Sought) -> tuple[tuple[str, int], ...]:
    """States that one state has events with, where the record keeps their counts."""
    if len(sought.states) != 1 or sought != Sought(states=sought.states, sort=sought.sort):
        return ()
    own = sought.states[0]
    return tuple((b if a == own else a, number) for a, b, number in record.busiest_pairs(_SHOWN, own))


_NAMES = ("type", "state", "stage", "factuality", "topic", "person", "weapon", "outlet", "year")


def _most(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]


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
    found = record.told_from(first, last, 2 * most, replace(wanted_by(sought), since=None, until=None))
    return tuple(one for one in found if _told_in(one[0], first, last))[:most]


def _told_in(event: Event, first: int, last: int) -> bool:
    told = edtf.bounds(event.first_reported)
    return told is not None and first <= told[0] and told[1] <= last


def latest(record: Record, many: int) -> tuple[Told, ...]:
    """The events told last."""
    return record.told_from(0, edtf.LATEST, many)
