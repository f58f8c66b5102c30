"""What the events of a list are about: how many have each value of each kind, to be chosen from.

Where whole kinds are asked for, kept counts answer. Else the newest events of the list are gone through, up to a bound
that is said beside the counts; only what they are listed under is read, not their reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from legation.record import schema
from legation.record.counting import is_common, kept_facets, states
from legation.record.finding import find
from legation.record.listing import BY_KEY, unpack_keys
from legation.record.names import Names
from legation.record.narrowing import Wanted
from legation.record.sql import Sql

Rows = tuple[tuple[str, int], ...]
COMMON = 100
"""Events with common words that are gone through: each is looked at by itself."""
KINDS = ("type", "stage", "factuality", "state", "topic", "outlet", "arms", "year")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events a list holds, and how many have each value of each kind, the most frequent first; years in order.

    ``exact``: ``total`` is all of them, not only those gone through. ``looked_at``: so many of the newest were gone
    through for the kinds in ``partly``; the other kinds are counted over all.
    """

    total: int
    exact: bool
    kinds: tuple[tuple[str, Rows], ...]
    looked_at: int
    partly: frozenset[str]


def tally(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str], most: int) -> Tally:
    """The counts of a list; at most ``most`` of its events are gone through."""
    whole = _all(file, names) if wanted == Wanted() else {}
    kept = kept_facets(file, names, wanted)
    if kept is not None:
        whole |= {"type": kept.types, "stage": kept.stages, "factuality": kept.factualities}
        whole["year"] = tuple((str(year), number) for year, number in kept.years if year)
    if (wanted.text or wanted.actor) and is_common(file, names, wanted, unindexed):
        most = min(most, COMMON)
    every = whole.keys() == set(KINDS)
    rows = () if every else find(file, names, wanted, unindexed, most + 1, None, True, keys=True)
    found = [(day, packed) for day, _, _, packed in rows]
    some = found[:most]
    here = _counted(names, some)
    complete = len(found) <= most
    return Tally(
        kept.total if kept is not None else len(some),
        kept is not None or complete,
        tuple((kind, whole.get(kind, here[kind])) for kind in KINDS if whole.get(kind, here[kind])),
        len(some),
        frozenset() if complete else frozenset(KINDS) - whole.keys(),
    )


def _all(file: Sql, names: Names) -> dict[str, Rows]:
    """Topics, outlets, arms and states over all events, as they are kept."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in ("topic", "outlet", "arms")}
    sql = "SELECT stage, number FROM counts WHERE who = 0 AND type = ?"
    for key, number in file.do(sql, (BY_KEY,)):
        kind, _, value = names.text(key).partition(":")
        found[kind][value] += number
    return {kind: _most(counted) for kind, counted in found.items()} | {"state": states(file, names)}


def _counted(names: Names, rows: Sequence[tuple[int, bytes]]) -> dict[str, Rows]:
    """Counts over events, each with its day and its packed keys."""
    keys = Counter(chain.from_iterable(unpack_keys(packed) for _, packed in rows))
    years = Counter(date.fromordinal(day).year for day, _ in rows if day < schema.UNDATED)
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for key, number in keys.items():
        kind, _, value = names.text(key).partition(":")
        if kind in found:
            found[kind][value] = number
    found["factuality"]["actual"] = len(rows) - sum(found["factuality"].values())
    counted = {kind: _most(one) for kind, one in found.items()}
    return counted | {"year": tuple((str(year), number) for year, number in sorted(years.items()))}


def _most(counted: Counter[str]) -> Rows:
    kept = ((value, number) for value, number in counted.items() if number > 0)
    return tuple(sorted(kept, key=lambda row: (-row[1], row[0])))
