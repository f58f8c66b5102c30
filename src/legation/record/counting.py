"""How many events are asked for, and of what kinds. Counts of whole kinds come from a table that is kept up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legation.record import narrowing, schema, search
from legation.record.finding import find
from legation.record.listing import CROWD_KEY, cell_of, key_of, unpack_keys
from legation.record.names import Names
from legation.record.narrowing import Source, Wanted, asked_for, code_of, source_of, sources, special
from legation.record.sql import Sql

SOME = 2_000
"""Events with a phrase that are counted: the reports of each are read."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the events asked for have each value, the most frequent first; years in order, None last.

    ``whole`` is false where there were too many to look at, and only the first `FEW` (of a phrase, `SOME`) were counted.
    """

    total: int
    types: tuple[tuple[str, int], ...]
    stages: tuple[tuple[str, int], ...]
    factualities: tuple[tuple[str, int], ...]
    years: tuple[tuple[int | None, int], ...]
    whole: bool = True


def count(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str], most: int | None) -> int:
    """How many events are asked for; counting stops at ``most``."""
    if wanted == Wanted(between=wanted.between) and (who := _who(names, wanted)) is not None:
        kept = file.number("SELECT number FROM counts WHERE who = ? AND type = 0", (who,))
        crowds = _crowds(file, names, wanted)
        return kept + (file.number(crowds.sql("SELECT count(*)"), tuple(crowds.values)) if crowds else 0)
    cells = _cells(file, names, wanted)
    if cells is not None:
        return sum(number for *_, number in cells)
    asked = asked_for(file, names, wanted, unindexed)
    if asked.impossible:
        return 0
    if asked.phrases:
        return sum(1 for _ in find(file, names, wanted, unindexed, most, None, True))
    asked.few = asked.matches  # all of them are to be counted, so that gathering is no more than is needed
    total = 0
    for source in sources(file, asked):
        sql = source.sql("SELECT count(*) FROM (SELECT 1", " LIMIT ?)")
        total += file.number(sql, (*source.values, -1 if most is None else most - total))
    return total


def facets(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str]) -> Facets:
    """How many of the events asked for have each type, stage, factuality and year."""
    kept = kept_facets(file, names, wanted)
    if kept is not None:
        return kept
    most = SOME if wanted.text is not None and search.phrases_of(wanted.text, unindexed) else narrowing.FEW
    rows = list(find(file, names, wanted, unindexed, most, None, True, keys=True))
    counted = Counter(cell_of(unpack_keys(packed), day, names) for day, _, _, packed in rows)
    return _told(names, [(*cell, number) for cell, number in counted.items()], len(rows) < most)


def _cells(file: Sql, names: Names, wanted: Wanted) -> list[tuple[int, ...]] | None:
    """The kept counts that answer a question (type, stage, factuality, year, number); None where they do not."""
    rest = (wanted.since, wanted.until, wanted.actor, wanted.text, wanted.topic, wanted.outlet, wanted.weapon)
    who = _who(names, wanted)
    if any(one is not None for one in rest) or who is None:
        return None
    if who == _NOBODY:
        return []
    sql = "SELECT type, stage, factuality, year, number FROM counts WHERE who = ? AND type > 0"
    values = [who]
    for kind in ("type", "stage", "factuality"):
        value = getattr(wanted, kind)
        if value is not None:
            sql += f" AND {kind} = ?"
            actual = (kind, value) == ("factuality", "actual")
            values.append(0 if actual else names.known(key_of(kind, value)) or -1)
    return file.do(sql, tuple(values)).fetchall() + _crowded(file, names, wanted)


def _crowded(file: Sql, names: Names, wanted: Wanted) -> list[tuple[int, ...]]:
    """The same of crowds, one by one: they are not counted by pairs."""
    crowds = _crowds(file, names, wanted)
    if crowds is None:
        return []
    rows = file.do(crowds.sql("SELECT {d}, e.keys"), tuple(crowds.values))
    return [(*cell_of(unpack_keys(packed), day, names), 1) for day, packed in rows]


def _crowds(file: Sql, names: Names, wanted: Wanted) -> Source | None:
    """The crowds among what is asked for between several states; None where there can be none."""
    crowd = special(file, CROWD_KEY) if len(wanted.between) > 1 else None
    asked = asked_for(file, names, wanted, frozenset()) if crowd else None
    if crowd is None or asked is None or not asked.apart:
        return None
    return source_of(file, asked, [crowd, *asked.apart], None)


_NOBODY = -1
"""Stands for states one of which the record has never met."""


def _who(names: Names, wanted: Wanted) -> int | None:
    """Under what counts of all, a state or a pair are kept; None for more states, of which none are."""
    states = dict.fromkeys(map(code_of, wanted.between))
    if len(states) > 2:
        return None
    found = [names.known(key_of("state", state)) for state in states]
    if 0 in found:
        return _NOBODY
    return schema.pair(*found) if len(found) == 2 else found[0] if found else 0


def _told(names: Names, cells: Iterable[Sequence[int]], whole: bool) -> Facets:
    found: tuple[Counter[int], ...] = tuple(Counter() for _ in range(4))
    for *cell, number in cells:
        for counter, value in zip(found, cell, strict=True):
            counter[value] += number

    def most(counter: Counter[int], instead: str = "") -> tuple[tuple[str, int], ...]:
        named = [(names.text(key).partition(":")[2] or instead, n) for key, n in counter.items() if n]
        return tuple(sorted((row for row in named if row[0]), key=lambda row: (-row[1], row[0])))

    years = sorted(found[3].items(), key=lambda row: (row[0] == 0, row[0]))
    return Facets(
        sum(found[0].values()),
        most(found[0]),
        most(found[1]),
        most(found[2], "actual"),
        tuple((year or None, number) for year, number in years if number),
        whole,
    )


def busiest_pairs(file: Sql, names: Names, limit: int, state: str | None) -> tuple[tuple[str, str, int], ...]:
    """Pairs of states with their number of events, most first; those of one state where it is given."""
    sql, values = "SELECT who, number FROM counts WHERE type = 0 AND who >= ?", [schema.PAIRED]
    if state is not None:
        own = names.known(key_of("state", state))
        sql, values = (
            f"{sql} AND (who >> {schema.BITS} = ? OR who & {schema.PAIRED - 1} = ?)",
            [*values, own, own],
        )
    order = f"{sql} ORDER BY number DESC"
    least = file.one(f"SELECT number FROM ({order} LIMIT 1 OFFSET ?)", (*values, limit - 1))
    rows = file.do(f"{order.replace('WHERE', 'WHERE number >= ? AND')}", (least[0] if least else 0, *values))
    found = []
    for who, number in rows:
        a, b = sorted(names.text(key).partition(":")[2] for key in schema.unpair(who))
        if state is None or state in (a, b):
            found.append((a, b, int(number)))
    return tuple(sorted(found, key=lambda row: (-row[2], row[0], row[1]))[:limit])


def states(file: Sql, names: Names) -> tuple[tuple[str, int], ...]:
    """Every state with its number of events, most first."""
    rows = file.do("SELECT who, number FROM counts WHERE type = 0 AND who > 0 AND who < ?", (schema.PAIRED,))
    found = [(names.text(who).partition(":")[2], int(number)) for who, number in rows]
    return tuple(sorted((row for row in found if row[1]), key=lambda row: (-row[1], row[0])))


def kept_facets(file: Sql, names: Names, wanted: Wanted) -> Facets | None:
    """The counts of all that is asked for, where they are kept; else None."""
    cells = _cells(file, names, wanted)
    return None if cells is None else _told(names, cells, True)


def is_common(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str]) -> bool:
    """Whether the words asked for are so common that they do not narrow: events are then looked at one by one."""
    asked = asked_for(file, names, wanted, unindexed)
    return len(asked.few) < len(asked.matches)
