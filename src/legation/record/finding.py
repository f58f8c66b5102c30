"""A page of the events asked for, in the order of their days; words and phrases are looked for where they do not narrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from legation.record import codec, search
from legation.record.names import Names
from legation.record.narrowing import Asked, Wanted, asked_for, sources
from legation.record.reading import chunks, reports_by_number
from legation.record.sql import Sql

READ = 50
"""Events whose reports are read in one go to find phrases."""
STEP, WIDEN, WIDEST = 60, 4, 4000
"""Events looked at in one go where words are so common that they do not narrow: at first, how many times more each
time, and at most. Very common words are found among the first few."""
SINGLY = 100
"""Reports that are asked for words one by one; of more, whole stretches of the index are read."""
APART = 2000
"""Numbers between two reports from which on they do not belong to one stretch."""
NEAR = 500
"""Events near a day that are looked through for the nearest."""
Row = tuple[
    Any, ...
]  # day, founder, width; and what the event is listed under, packed, where that is asked for
Cluster = tuple[list[int], list[tuple[int, int, int]]]  # its reports, and which were joined


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
    asked = asked_for(file, names, wanted, unindexed)
    if asked.impossible:
        return
    start = _place(file, after)
    common = [match for match in asked.matches if match not in asked.few]
    if not common and not asked.phrases:
        yield from _rows(file, asked, limit, start, newest, keys)
        return
    given, step = 0, STEP
    while True:
        rows = _rows(file, asked, step, start, newest, keys)
        held = _holding(file, rows, common) if common else iter(rows)
        for row in _saying(file, names, held, asked, unindexed) if asked.phrases else held:
            yield row
            given += 1
            if given == limit:
                return
        if len(rows) < step:
            return
        start, step = rows[-1][:2], min(WIDEN * step, WIDEST)


def _place(file: Sql, founder: int | None) -> tuple[int, int] | None:
    if founder is None:
        return None
    row = file.one("SELECT day, n FROM events WHERE n = ?", (founder,))
    return (row[0], row[1]) if row else None


def _rows(
    file: Sql, asked: Asked, limit: int | None, start: tuple[int, int] | None, newest: bool, keys: bool
) -> list[Row]:
    """Rows in order, at most ``limit``; those with wide dates are looked for apart and put in their places."""
    rows: list[Row] = []
    order = "{d} DESC, {n} DESC" if newest else "{d}, {n}"
    columns = "{d}, {n}, e.width, e.keys" if keys else "{d}, {n}, e.width"
    for source in sources(file, asked):
        if start:
            source.also("({d}, {n}) " + ("<" if newest else ">") + " (?, ?)", *start)
        sql = source.sql(f"SELECT {columns}", f" ORDER BY {order} LIMIT ?")
        rows += file.do(sql, (*source.values, -1 if limit is None else limit)).fetchall()
    rows.sort(reverse=newest)
    return rows if limit is None else rows[:limit]


def _holding(file: Sql, rows: Iterable[Row], matches: Iterable[str]) -> Iterator[Row]:
    """Those of the rows with a report that holds the words, for words so common that gathering them all takes longer."""
    rows = list(rows)
    members = {founder: held[0] for founder, held in clusters_of(file, [row[1] for row in rows]).items()}
    for match in matches:
        holders = _holders(file, match, {number for held in members.values() for number in held})
        members = {founder: held for founder, held in members.items() if not holders.isdisjoint(held)}
    yield from (row for row in rows if row[1] in members)


def _holders(file: Sql, match: str, numbers: set[int]) -> set[int]:
    """Those of some reports that hold the words."""
    if len(numbers) <= SINGLY:
        return {number for number in numbers if _holds(file, match, number)}
    found: set[int] = set()
    for first, last in _stretches(sorted(numbers)):
        sql = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
        found.update(row[0] for row in file.do(sql, (match, first, last)))
    return found & numbers


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as stretches, each from its first to its last, with more than `APART` between one and the next."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number - last > APART:
            yield first, last
            first = number
        last = number
    yield first, last


def _saying(
    file: Sql, names: Names, rows: Iterator[Row], asked: Asked, unindexed: frozenset[str]
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
