"""Pictures of a list of events: each with its data as a table, its specification, and a sentence on what it shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from legation import edtf
from legation.record.glimpses import Glimpse
from legation.review import levels, places, specs
from legation.review.specs import Spec
from legation.share import wording
from legation.types import Event

Names = Mapping[str, str]
Seen = Event | Glimpse
"""An event, or as much of it as a picture of thousands needs."""
MOST_STATES = 30
"""States in a matrix or network: the busiest."""
PERIODS = ("year", "quarter", "month")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and the table of what it is made of."""

    kind: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    spec: Spec


def timeline(events: Sequence[Seen], title: str, names: Names, period: str) -> Picture:
    """Every dated event on its first day."""
    rows = []
    for event in events:
        span = edtf.bounds(event.date)
        if span:
            where = wording.place(event.place) if event.place else ""
            rows.append(
                (
                    edtf.iso(span[0]),
                    event.type,
                    wording.named(event.states, names),
                    f"{event.type}/{event.mode}" if event.mode else event.type,
                    where,
                )
            )
    rows.sort()
    columns = ("date", "type", "between", "what", "place")
    open_ = len(events) - len(rows)
    says = f"{len(rows)} dated events; {wording.plural(open_, 'event')} without a date left out."
    return Picture(
        "timeline", title, says, columns, tuple(rows), specs.timeline(title, _dicts(columns, rows))
    )


def world_map(events: Sequence[Seen], title: str, names: Names, period: str) -> Picture:
    """Events where they took place; for events that share one state, its ties from capital to capital."""
    counted: Counter[tuple[str, float, float]] = Counter()
    for event in events:
        one = event.place
        if one and one.latitude is not None and one.longitude is not None:
            counted[wording.place(one), one.latitude, one.longitude] += 1
    rows = sorted(
        ((p, lat, lon, n) for (p, lat, lon), n in counted.items()), key=lambda row: (-row[3], row[0])
    )
    columns = ("place", "latitude", "longitude", "events")
    ties = _ties(events, names)
    told = sum(counted.values())
    says = f"{told} of {len(events)} events have a place that is known to the point or city."
    if ties:
        says += " Lines lead from the capital of the state that all have in common to its partners."
    return Picture("map", title, says, columns, tuple(rows), specs.world(title, _dicts(columns, rows), ties))


def _ties(events: Sequence[Seen], names: Names) -> list[dict[str, str | int | float]]:
    common = set.intersection(*(set(event.states) for event in events)) if events else set()
    if len(common) != 1:
        return []
    home = common.pop()
    capitals = places.capitals()
    partners = Counter(state for event in events for state in event.states if state != home)
    if home not in capitals:
        return []
    (lat, lon) = capitals[home]
    return [
        {"a": names.get(home, home), "b": names.get(other, other), "latitude": lat, "longitude": lon,
         "latitude2": capitals[other][0], "longitude2": capitals[other][1], "events": count}
        for other, count in sorted(partners.items()) if other in capitals
    ]  # fmt: skip


def matrix(events: Sequence[Seen], title: str, names: Names, period: str) -> Picture:
    """How many events each two states have in common."""
    pairs, order = _pairs(events)
    rows = tuple((names.get(a, a), names.get(b, b), n) for (a, b), n in sorted(pairs.items(), key=_most))
    both = [*rows, *((b, a, n) for a, b, n in rows)]
    columns = ("a", "b", "events")
    says = f"The {len(order)} states with the most events, and how many each two have in common."
    shown = [names.get(state, state) for state in order]
    return Picture("matrix", title, says, columns, rows, specs.matrix(title, _dicts(columns, both), shown))


def network(events: Sequence[Seen], title: str, names: Names, period: str) -> Picture:
    """States, and lines between those that have events in common."""
    import networkx

    pairs, order = _pairs(events)
    graph = networkx.Graph()
    graph.add_weighted_edges_from((a, b, float(n)) for (a, b), n in sorted(pairs.items()))
    spots = (
        networkx.spring_layout(graph, seed=7, k=1.6 / max(len(graph), 1) ** 0.5, iterations=80)
        if len(graph)
        else {}
    )
    told = Counter(state for event in events for state in set(event.states))
    nodes = [
        {"state": names.get(s, s), "events": told[s], "x": round(float(spots[s][0]), 4), "y": round(float(spots[s][1]), 4)}
        for s in order if s in spots
    ]  # fmt: skip
    links = [
        {"a": names.get(a, a), "b": names.get(b, b), "events": n, "x": float(spots[a][0]), "y": float(spots[a][1]),
         "x2": float(spots[b][0]), "y2": float(spots[b][1])}
        for (a, b), n in sorted(pairs.items())
    ]  # fmt: skip
    rows = tuple((names.get(a, a), names.get(b, b), n) for (a, b), n in sorted(pairs.items(), key=_most))
    says = f"{len(nodes)} states; a line is as wide as two of them have events in common."
    return Picture("network", title, says, ("a", "b", "events"), rows, specs.network(title, nodes, links))


def _most(row: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -row[1], row[0]


def _pairs(events: Sequence[Seen]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Events that each two of the busiest states have in common, and these states, the busiest first."""
    told = Counter(state for event in events if len(set(event.states)) > 1 for state in set(event.states))
    busiest = sorted(told, key=lambda state: (-told[state], state))[:MOST_STATES]
    kept = set(busiest)
    pairs: Counter[tuple[str, str]] = Counter()
    for event in events:
        pairs.update(combinations(sorted(kept & set(event.states)), 2))
    return pairs, busiest


def counts(events: Sequence[Seen], title: str, names: Names, period: str) -> Picture:
    """Events by period and type, with a test for a change of level."""
    by_period: dict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        name = period_of(event.date, period)
        if name and event.factuality == "actual":
            by_period[name][event.type] += 1
    every = _between(min(by_period), max(by_period), period) if by_period else ()
    change = levels.change_of_level([sum(by_period[one].values()) for one in every])
    rows = tuple((one, kind, n) for one in every for kind, n in sorted(by_period[one].items()))
    columns = ("period", "type", "events")
    at = every[change.at] if change and change.p < 0.05 else None
    told = sum(n for _, _, n in rows)
    left = f" {told} of {len(events)} events counted: those said to have happened, in one {period}."
    says = levels.in_words(change, every) + left
    return Picture(
        "counts", title, says, columns, rows, specs.counts(title, _dicts(columns, rows), every, at)
    )


@lru_cache(maxsize=16384)
def period_of(date: str | None, period: str) -> str | None:
    """The year, quarter or month that a date lies in; None where it does not lie in one alone."""
    span = edtf.bounds(date)
    if span is None:
        return None
    first, last = (_named(edtf.iso(day), period) for day in span)
    return first if first == last else None


def _named(day: str, period: str) -> str:
    if period == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[:4] if period == "year" else day[:7]


def _between(first: str, last: str, period: str) -> tuple[str, ...]:
    """Every period from the first to the last, those without events too."""
    found = {_named(f"{year:04}-{month:02}-01", period) for year in range(int(first[:4]), int(last[:4]) + 1) for month in range(1, 13)}  # fmt: skip
    return tuple(sorted(one for one in found if first <= one <= last))


def _dicts(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]


KINDS: Mapping[str, Callable[[Sequence[Seen], str, Names, str], Picture]] = {
    "timeline": timeline,
    "map": world_map,
    "network": network,
    "matrix": matrix,
    "counts": counts,
}
