"""Events as they are listed: enough for pictures of thousands, without reading what was reported of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from legation import edtf
from legation.record import schema
from legation.record.finding import find
from legation.record.listing import unpack_keys
from legation.record.names import Names
from legation.record.narrowing import Wanted, keys_of
from legation.record.questions import published_between
from legation.record.reading import chunks
from legation.record.sql import Sql
from legation.types import Place

_END = "9999-12-31"
MOST = 20_000
"""Events among which those told between two days are looked for."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """An event without what its reports would have to be read for; ``date`` is EDTF."""

    type: str
    states: tuple[str, ...]
    date: str | None
    stage: str | None
    factuality: str
    mode: str | None = None
    place: Place | None = None


def glimpses(
    file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str], limit: int
) -> tuple[Glimpse, ...]:
    """The newest of the events asked for, dated ones first."""
    dated = wanted if wanted.until else replace(wanted, until=_END)
    rows = {row[1]: row for row in find(file, names, dated, unindexed, limit, None, True, keys=True)}
    if len(rows) < limit and not (wanted.since or wanted.until):
        rest = find(file, names, wanted, unindexed, limit - len(rows), None, True, keys=True)
        rows |= {row[1]: row for row in rest if row[1] not in rows}
    split: dict[int, tuple[str, str]] = {}  # by key: thousands of events have few between them
    found = []
    for day, _, width, packed in rows.values():
        keys = unpack_keys(packed)
        for key in keys:
            if key not in split:
                kind, _, value = names.text(key).partition(":")
                split[key] = kind, value
        found.append(_glimpse(day, width, [split[key] for key in keys]))
    return tuple(found)


def _glimpse(day: int, width: int, keys: list[tuple[str, str]]) -> Glimpse:
    one = dict(keys)
    return Glimpse(
        one["type"],
        tuple(sorted(value for kind, value in keys if kind == "state")),
        _date(day, width),
        one.get("stage"),
        one.get("factuality", "actual"),
    )


@lru_cache(maxsize=16384)
def _date(day: int, width: int) -> str | None:
    if day >= schema.UNDATED:
        return None
    first, last = (edtf.iso(min(one, edtf.LATEST)) for one in (day, day + width))
    return first if first == last else f"{first}/{last}"


def told_between(
    file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str], first: int, last: int
) -> list[int]:
    """The founders of the events asked for that are told in stories published between two days, those told last first.

    `MOST` are looked at: those told last, and of what words ask for, the newest.
    """
    founders = published_between(file, first, last, MOST)
    keys, without = keys_of(names, wanted)
    if 0 in keys:
        return []
    if wanted.text or wanted.actor:
        there = {row[1] for row in find(file, names, wanted, unindexed, MOST, None, True)}
        return [one for one in founders if one in there]
    held: dict[int, set[int]] = {}
    for some in chunks(founders):
        sql = f"SELECT n, keys FROM events WHERE n IN ({','.join('?' * len(some))})"
        held.update((number, set(unpack_keys(packed))) for number, packed in file.do(sql, tuple(some)))
    return [n for n in founders if n in held and held[n].issuperset(keys) and held[n].isdisjoint(without)]
