"""Dossiers: everything on two states, on one, on a person, on a weapon."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from legation import asking, edtf
from legation.review import searching
from legation.review.pages import coverage
from legation.review.searching import Counted, Sought
from legation.review.visit import Visit
from legation.types import Deal, Event

MOST = 30
"""Events that a dossier shows, the newest; the list of events shows the rest."""
DEALS = 25
"""Deals that a dossier shows."""
LONG = 3
"""Years without any event that count as a gap."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Years without any event, and how many stories of these years the record holds: with none, that is no zero."""

    first: int
    last: int
    stories: int


def dossier_pair(visit: Visit) -> Response:
    """Two states."""
    a, b = asking.pair((visit.path("one"), visit.path("other")))
    names = visit.desk.names
    return _dossier(visit, Sought(states=(a, b)), f"{names[a]} – {names[b]}", "pair")


def dossier_state(visit: Visit) -> Response:
    """One state."""
    code = asking.state(visit.path("one"))
    return _dossier(visit, Sought(states=(code,)), visit.desk.names[code], "state")


def dossier_person(visit: Visit) -> Response:
    """A person."""
    name = visit.path("name")
    return _dossier(visit, Sought(person=name), name, "person")


def dossier_weapon(visit: Visit) -> Response:
    """A weapon."""
    name = visit.path("name")
    return _dossier(visit, Sought(weapon=name), name, "weapon")


def _dossier(visit: Visit, sought: Sought, title: str, kind: str) -> Response:
    record = visit.desk.record
    found = searching.find(record, sought, MOST)
    rows = searching.rows(found.told)
    counted = visit.desk.remembered.get(
        f"count {searching_address(sought)}", lambda: searching.count(record, sought, found.events)
    )
    outlook = coverage.outlook(visit.desk)
    years: dict[str, list[searching.Row]] = defaultdict(list)
    for row in rows:
        span = edtf.bounds(row.event.date)
        years[edtf.iso(span[0])[:4] if span else "no date"].append(row)
    return visit.page(
        "dossier.html",
        title=title,
        kind=kind,
        sought=sought,
        listing=searching_address(sought),
        found=found,
        years=years,
        counted=counted,
        facets=dict(counted.facets),
        gaps=gaps(counted, outlook.years),
        outlook=outlook,
        marks=visit.desk.newness.marks(found.events),
        topics=topics_by_year(found.events),
        partners=_partners(counted, sought.states),
        deals=_deals(visit, sought, found.events),
    )


def _deals(visit: Visit, sought: Sought, shown: Sequence[Event]) -> tuple[Deal, ...]:
    """The deals of a dossier, those that moved last first; of a weapon those that the events shown move."""
    record = visit.desk.record
    if sought.states:
        return record.deals(between=sought.states, latest=True, limit=DEALS)
    if not sought.weapon or not shown:
        return ()
    moved = record.deals(moved_by=[event.id for event in shown], latest=True)
    about = [deal for deal in moved if sought.weapon in _named(deal)]
    return tuple(about[:DEALS])


def _named(deal: Deal) -> set[str]:
    return {one.designation for one in deal.items} | {one.designation for one in deal.amounts}


def searching_address(sought: Sought) -> str:
    """The list of events that a dossier is made of."""
    from legation.review.addresses import Listing

    return Listing(sought).address()


def gaps(found: Counted, held: Iterable[tuple[int, int]]) -> tuple[Gap, ...]:
    """Long stretches of years without any event, between the first and the last; ``held`` are stories by year."""
    years = sorted(int(year) for year, _ in dict(found.facets).get("year", ()))
    stories = dict(held)
    return tuple(
        Gap(a + 1, b - 1, sum(stories.get(year, 0) for year in range(a + 1, b)))
        for a, b in itertools.pairwise(years)
        if b - a > LONG
    )


def topics_by_year(
    events: Sequence[Event],
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[int, ...]], ...]]:
    """The years, and for the commonest topics how often each was met in each year."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[str] = set()
    for event in events:
        span = edtf.bounds(event.date)
        if span:
            year = edtf.iso(span[0])[:4]
            seen.add(year)
            for topic in event.topics:
                counts[topic][year] += 1
    years = tuple(sorted(seen))[-15:]
    common = sorted(counts, key=lambda topic: (-sum(counts[topic].values()), topic))[:10]
    return years, tuple((topic, tuple(counts[topic][year] for year in years)) for topic in common)


def _partners(counted: Counted, own: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Who else takes part, most first: as counted beside the list, not of the events shown alone."""
    return tuple(row for row in dict(counted.facets).get("state", ()) if row[0] not in own)[:12]


def index(visit: Visit) -> Response:
    """Where dossiers begin: the busiest pairs, and a form."""
    record = visit.desk.record
    one, other = visit.asked("one"), visit.asked("other")
    if one:
        code = asking.state(one)
        return visit.go(f"/dossier/{code}/{asking.state(other)}" if other else f"/dossier/{code}")
    pairs = visit.desk.remembered.get("many pairs", lambda: record.busiest_pairs(40))
    return visit.page(
        "dossiers.html", pairs=pairs, states=sorted(visit.desk.names.items(), key=lambda row: row[1])
    )
