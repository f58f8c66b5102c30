"""Which events are asked for, and where they stand: by day, a page at a time, and counted.

A question is driven by what narrows it most (a state, a type, words), so that a page costs about as much in a record
of a million events as in one of a thousand. Counts of whole kinds come from a table that is kept up to date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import Any

from legation import edtf
from legation.errors import UsageError
from legation.record import codec, schema, search
from legation.record.listing import CROWD_KEY, WIDE_KEY, cell_of, has_pairs, key_of, unpack_keys
from legation.record.names import Names
from legation.record.reading import chunks, reports_by_number
from legation.record.sql import Sql

FEW = 20_000
"""Reports that hold the words asked for, up to which they are gathered before anything else is looked at."""
SOME = 2_000
"""Events with a phrase that are counted: the reports of each are read."""
READ = 50
"""Events whose reports are read in one go to find phrases."""
STEP = 500
"""Events looked at in one go where words are so common that they do not narrow."""
Row = tuple[
    Any, ...
]  # day, founder, width; and what the event is listed under, packed, where that is asked for
Cluster = tuple[list[int], list[tuple[int, int, int]]]  # its reports, and which were joined


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for; what is None does not narrow.

    ``between``: states (ISO alpha-3) that must all take part. ``since`` and ``until``: EDTF; an event counts that
    can have happened then, undated ones do not. ``actor``: beginnings of words that must all stand in names or
    offices of one report. ``text``: words that must all stand in the title or the evidence of one report, a phrase
    in double quotes. ``type``, ``stage``, ``factuality``, ``topic``: as in the codebook. ``outlet`` and ``weapon``:
    one that tells of it, and one that it is about, by their names as events have them.
    """

    between: tuple[str, ...] = ()
    type: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    text: str | None = None
    stage: str | None = None
    factuality: str | None = None
    topic: str | None = None
    outlet: str | None = None
    weapon: str | None = None


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


@dataclass(slots=True)
class _Asked:
    """A question as the tables understand it: keys to stand under and not to, days, full-text queries and phrases."""

    keys: list[int]
    apart: list[int]  # the same without pairs, where some of the keys are pairs of states
    without: list[int]
    since: int | None
    until: int | None
    matches: list[str]
    phrases: tuple[str, ...] = ()
    few: list[str] = field(default_factory=list)  # those of the matches that narrow
    impossible: bool = False


def keys_of(names: Names, wanted: Wanted) -> tuple[list[int], list[int]]:
    """What the events asked for stand under (0 for what the record has never met), and what they do not."""
    words = [key_of("state", _code(state)) for state in wanted.between]
    for kind in ("type", "stage", "factuality", "topic", "outlet", "weapon"):
        value = getattr(wanted, kind)
        if value is not None and (kind, value) != ("factuality", "actual"):
            words.append(key_of("arms" if kind == "weapon" else kind, value))
    keys = [names.known(word) for word in dict.fromkeys(words)]
    others = [names.known(key_of("factuality", other)) for other in ("planned", "possible", "denied")]
    return keys, [key for key in others if key] if wanted.factuality == "actual" else []


def _asked(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str]) -> _Asked:
    keys, without = keys_of(names, wanted)
    matches = []
    if wanted.text is not None:
        matches.append(search.text_query(wanted.text, unindexed))
    if wanted.actor is not None:
        matches.append(search.name_query(wanted.actor, unindexed))
    paired = _paired(file, names, wanted.between, keys)
    found = _Asked(
        paired or keys,
        keys if paired else [],
        without,
        _day(wanted.since)[0] if wanted.since else None,
        _day(wanted.until)[1] if wanted.until else None,
        matches,
        search.phrases_of(wanted.text, unindexed) if wanted.text is not None else (),
        impossible=0 in keys,
    )
    found.few = [match for match in matches if _matched(file, match, FEW + 1) <= FEW]
    return found


def _paired(file: Sql, names: Names, between: Sequence[str], keys: Sequence[int]) -> list[int]:
    """The keys with pairs in place of states; none where there are no two, or the record does not list pairs."""
    states = [key for key in keys if names.text(key).startswith("state:")] if len(between) > 1 else []
    if len(states) < 2 or 0 in keys or not has_pairs(file):
        return []
    pairs = [schema.pair(a, b) for a, b in combinations(states, 2)]
    return pairs + [key for key in keys if key not in states]


def _code(state: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", state):
        raise UsageError(f"{state}: not the code of a state (ISO 3166-1 alpha-3, as in PAK)")
    return state


def _day(date: str) -> tuple[int, int]:
    span = edtf.bounds(date)
    if span is None:
        raise UsageError(f"{date}: not a date (say 2014, 2014-11 or 2014-11-20)")
    return span


def _matched(file: Sql, match: str, most: int) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    return file.number(sql, (match, most))


# ------------------------------------------------------------------ a page of events


def find(
    file: Sql,
    names: Names,
    wanted: Wanted,
    unindexed: frozenset[str],
    limit: int | None,
    after: int | None,
    newest: bool,
    keys: bool = False,
) -> Iterator[Row]:
    """Day, founder and width of the events asked for, in the order of day and founder, or the other way round.

    ``after`` is the founder of an event: those that come after it. With ``keys``, each with its packed keys too, which
    spares thousands of them a second look.
    """
    asked = _asked(file, names, wanted, unindexed)
    if asked.impossible:
        return
    start = _place(file, after)
    common = [match for match in asked.matches if match not in asked.few]
    if not common and not asked.phrases:
        yield from _rows(file, asked, limit, start, newest, keys)
        return
    given = 0
    while True:
        rows = _rows(file, asked, STEP, start, newest, keys)
        held = _holding(file, rows, common) if common else iter(rows)
        for row in _saying(file, names, held, asked, unindexed) if asked.phrases else held:
            yield row
            given += 1
            if given == limit:
                return
        if len(rows) < STEP:
            return
        start = rows[-1][:2]


def _place(file: Sql, founder: int | None) -> tuple[int, int] | None:
    if founder is None:
        return None
    row = file.one("SELECT day, n FROM events WHERE n = ?", (founder,))
    return (row[0], row[1]) if row else None


def _rows(
    file: Sql, asked: _Asked, limit: int | None, start: tuple[int, int] | None, newest: bool, keys: bool
) -> list[Row]:
    """Rows in order, at most ``limit``; those with wide dates are looked for apart and put in their places."""
    rows: list[Row] = []
    order = "{d} DESC, {n} DESC" if newest else "{d}, {n}"
    columns = "{d}, {n}, e.width, e.keys" if keys else "{d}, {n}, e.width"
    for source in _sources(file, asked):
        if start:
            source.also("({d}, {n}) " + ("<" if newest else ">") + " (?, ?)", *start)
        sql = source.sql(f"SELECT {columns}", f" ORDER BY {order} LIMIT ?")
        rows += file.do(sql, (*source.values, -1 if limit is None else limit)).fetchall()
    rows.sort(reverse=newest)
    return rows if limit is None else rows[:limit]


_MATCHED = (
    "SELECT DISTINCT r.event AS n FROM reports r WHERE r.n IN (SELECT rowid FROM words WHERE words MATCH ?)"
)
_UNDER = "EXISTS (SELECT 1 FROM event_keys x WHERE x.key = ? AND x.day = {d} AND x.event = {n})"


@dataclass(slots=True)
class _Source:
    """FROM and WHERE of a question, with ``{d}`` and ``{n}`` for where day and founder are read from."""

    tables: str
    day: str
    founder: str
    where: list[str]
    values: list[Any]

    def also(self, condition: str, *values: Any) -> None:
        self.where.append(condition)
        self.values += values

    def sql(self, select: str, rest: str = "") -> str:
        condition = " AND ".join(self.where) or "1"
        whole = f"{select} FROM {self.tables} WHERE {condition}{rest}"
        return whole.replace("{d}", self.day).replace("{n}", self.founder)


def _sources(file: Sql, asked: _Asked) -> Iterator[_Source]:
    """What is to be read: sources with nothing in common.

    Events that may begin long before the period are one of their own, and so are crowds, which are not listed by pairs.
    """
    crowd = _special(file, CROWD_KEY) if asked.apart else None
    wide = _special(file, WIDE_KEY) if asked.since is not None else None
    for keys in (asked.keys, [crowd, *asked.apart]) if crowd else (asked.keys,):
        yield _source(file, asked, keys, None)
        if wide:
            yield _source(file, asked, keys, wide)


def _special(file: Sql, word: str) -> int | None:
    """The number of a key that stands for no value; None where no event stands under it."""
    row = file.one("SELECT n FROM names WHERE word = ?", (word.encode(),))
    return int(row[0]) if row else None


def _source(file: Sql, asked: _Asked, under: Sequence[int], wide: int | None) -> _Source:
    keys = list(under)
    if len(keys) > 1:
        keys.sort(key=lambda key: _number_under(file, key))
    if wide is not None:
        keys.insert(0, wide)
    few = list(asked.few)
    if few:
        source = _Source(f"({_MATCHED}) m CROSS JOIN events e ON e.n = m.n", "e.day", "e.n", [], [few.pop(0)])
    elif keys:
        source = _Source("event_keys k CROSS JOIN events e ON e.n = k.event", "k.day", "k.event", [], [])
        source.also("k.key = ?", keys.pop(0))
    else:
        source = _Source("events e", "e.day", "e.n", [], [])
    for match in few:
        source.also(f"e.n IN ({_MATCHED})", match)
    for key in keys:
        source.also(_UNDER, key)
    for key in asked.without:
        source.also(f"NOT {_UNDER}", key)
    if asked.since is not None:
        source.also("{d} " + (">=" if wide is None else "<") + " ?", asked.since - schema.WIDE)
        source.also("{d} + e.width >= ?", asked.since)
    if asked.until is not None or asked.since is not None:
        source.also("{d} <= ?", schema.UNDATED - 1 if asked.until is None else asked.until)
    return source


def _number_under(file: Sql, key: int) -> int:
    counted = file.one("SELECT number FROM counts WHERE who = ? AND type = 0", (key,))  # of states and pairs
    if counted:
        return int(counted[0])
    sql = "SELECT count(*) FROM (SELECT 1 FROM event_keys WHERE key = ? LIMIT 20000)"
    return file.number(sql, (key,))


def _holding(file: Sql, rows: Iterable[Row], matches: Iterable[str]) -> Iterator[Row]:
    """Those of the rows with a report that holds the words, for words so common that looking one by one is quicker."""
    rows = list(rows)
    members = clusters_of(file, [row[1] for row in rows])
    for row in rows:
        if all(any(_holds(file, match, one) for one in members[row[1]][0]) for match in matches):
            yield row


def _saying(
    file: Sql, names: Names, rows: Iterator[Row], asked: _Asked, unindexed: frozenset[str]
) -> Iterator[Row]:
    """Those of the rows with a report that has the phrases: the index knows only that it holds their words."""
    match = asked.matches[0]  # that of the text
    while some := list(islice(rows, READ)):
        members = clusters_of(file, [row[1] for row in some])
        likely = {row[1]: [n for n in members[row[1]][0] if _holds(file, match, n)] for row in some}
        reports = reports_by_number(file, names, (n for own in likely.values() for n in own))
        for row in some:
            if any(search.holds(reports[n], asked.phrases, unindexed) for n in likely[row[1]]):
                yield row


def _holds(file: Sql, match: str, report: int) -> bool:
    sql = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
    return file.one(sql, (match, report)) is not None


def clusters_of(file: Sql, founders: Iterable[int]) -> dict[int, Cluster]:
    """By founder, the numbers of an event's reports and which of them were joined."""
    found: dict[int, Cluster] = {}
    for some in chunks(founders):
        sql = f"SELECT n, cluster FROM events WHERE n IN ({','.join('?' * len(some))})"
        found.update((row[0], codec.unpack_cluster(row[1], row[0])) for row in file.do(sql, tuple(some)))
    return found


# ------------------------------------------------------------------ counts


def count(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str], most: int | None) -> int:
    """How many events are asked for; counting stops at ``most``."""
    if wanted == Wanted(between=wanted.between) and (who := _who(names, wanted)) is not None:
        kept = file.number("SELECT number FROM counts WHERE who = ? AND type = 0", (who,))
        return kept + len(_crowded(file, names, wanted))
    cells = _cells(file, names, wanted)
    if cells is not None:
        return sum(number for *_, number in cells)
    asked = _asked(file, names, wanted, unindexed)
    if asked.impossible:
        return 0
    if asked.phrases:
        return sum(1 for _ in find(file, names, wanted, unindexed, most, None, True))
    asked.few = asked.matches  # all of them are to be counted, so that gathering is no more than is needed
    total = 0
    for source in _sources(file, asked):
        sql = source.sql("SELECT count(*) FROM (SELECT 1", " LIMIT ?)")
        total += file.number(sql, (*source.values, -1 if most is None else most - total))
    return total


def facets(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str]) -> Facets:
    """How many of the events asked for have each type, stage, factuality and year."""
    cells = _cells(file, names, wanted)
    if cells is not None:
        return _told(names, cells, True)
    most = SOME if wanted.text is not None and search.phrases_of(wanted.text, unindexed) else FEW
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
    crowd = _special(file, CROWD_KEY) if len(wanted.between) > 1 else None
    asked = _asked(file, names, wanted, frozenset()) if crowd else None
    if crowd is None or asked is None or not asked.apart:
        return []
    source = _source(file, asked, [crowd, *asked.apart], None)
    rows = file.do(source.sql("SELECT {d}, e.keys"), tuple(source.values))
    return [(*cell_of(unpack_keys(packed), day, names), 1) for day, packed in rows]


_NOBODY = -1
"""Stands for states of which the record has met one never."""


def _who(names: Names, wanted: Wanted) -> int | None:
    """Under what counts of all, a state or a pair are kept; None for more states, of which none are."""
    states = dict.fromkeys(map(_code, wanted.between))
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
    sql, values = "SELECT who, number FROM counts WHERE type = 0 AND who >= ?", [1 << 24]
    if state is not None:
        own = names.known(key_of("state", state))
        sql, values = f"{sql} AND (who >> 24 = ? OR who & {(1 << 24) - 1} = ?)", [*values, own, own]
    order = f"{sql} ORDER BY number DESC"
    least = file.one(f"SELECT number FROM ({order} LIMIT 1 OFFSET ?)", (*values, limit - 1))
    rows = file.do(f"{order.replace('WHERE', 'WHERE number >= ? AND')}", (least[0] if least else 0, *values))
    found = []
    for who, number in rows:
        a, b = sorted(names.text(key).partition(":")[2] for key in (who >> 24, who & (1 << 24) - 1))
        if state is None or state in (a, b):
            found.append((a, b, int(number)))
    return tuple(sorted(found, key=lambda row: (-row[2], row[0], row[1]))[:limit])


def states(file: Sql, names: Names) -> tuple[tuple[str, int], ...]:
    """Every state with its number of events, most first."""
    rows = file.do("SELECT who, number FROM counts WHERE type = 0 AND who > 0 AND who < ?", (1 << 24,))
    found = [(names.text(who).partition(":")[2], int(number)) for who, number in rows]
    return tuple(sorted((row for row in found if row[1]), key=lambda row: (-row[1], row[0])))


def kept_facets(file: Sql, names: Names, wanted: Wanted) -> Facets | None:
    """The counts of all that is asked for, where they are kept; else None."""
    cells = _cells(file, names, wanted)
    return None if cells is None else _told(names, cells, True)


def is_common(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str]) -> bool:
    """Whether the words asked for are so common that they do not narrow: events are then looked at one by one."""
    asked = _asked(file, names, wanted, unindexed)
    return len(asked.few) < len(asked.matches)
