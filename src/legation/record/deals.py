"""Deals in the record: which event moves which deal, what has to be linked anew, and the questions about deals.

Everything here is derived from events, and can always be computed again; see `deal_rows` for the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select

from legation import edtf
from legation.errors import UsageError
from legation.record import schema
from legation.record.codec import id_of, number_of
from legation.record.deal_rows import deal_states, deals, founder_of, moves, pack, retired, unpack
from legation.record.listing import has_pairs
from legation.record.names import Names
from legation.record.reading import chunks
from legation.record.schema import stories
from legation.record.sql import Sql, marks
from legation.types import Deal, Report, Step

_WALKED = 3000
_HALF = 1 << 63
_RULES = "deal rules"
_CHANGES = "deal changes"


@dataclass(frozen=True, slots=True)
class DealsWanted:
    """Which deals are asked for; what is None or empty does not narrow. Days are as `edtf` counts.

    ``silent_on``: silent on this day. ``news`` and ``due``: the last news, or the day after which it is silent, lies
    between two days. ``moved_by``: one of these events moves it along. ``latest``: those with the last news first,
    instead of by their first.
    """

    between: tuple[str, ...] = ()
    type: str | None = None
    stage: str | None = None
    silent_on: int | None = None
    news: tuple[int, int] | None = None
    due: tuple[int, int] | None = None
    moved_by: tuple[str, ...] = ()
    latest: bool = False


# ------------------------------------------------------------------ writing


def put_moves(
    file: Sql, names: Names, before: Iterable[str], after: Iterable[tuple[str, Sequence[str]]]
) -> None:
    """Events that were, and those that stand in their place with their sets of states; both sets are to be linked."""
    touched: set[int] = set()
    for some in chunks(map(number_of, before)):
        gone = file.do(f"DELETE FROM moves WHERE event IN ({marks(some)}) RETURNING realm", some)
        touched.update(row[0] for row in gone)
    rows = [(number_of(event), names.number(" ".join(states))) for event, states in after]
    file.many("INSERT OR REPLACE INTO moves (event, realm, deal) VALUES (?, ?, NULL)", sorted(rows))
    touched.update(realm for _, realm in rows)
    file.many("INSERT OR IGNORE INTO stale (realm) VALUES (?)", [(one,) for one in sorted(touched)])
    file.do(
        "INSERT INTO meta (key, value) VALUES (?, '1') ON CONFLICT (key) DO UPDATE SET value = value + 1",
        (_CHANGES,),
    )


def changes(file: Sql) -> int:
    """How often events that can move deals were put: where it is the same as before, so are they."""
    row = file.one("SELECT value FROM meta WHERE key = ?", (_CHANGES,))
    return int(row[0]) if row else 0


def stale_realms(file: Sql, limit: int) -> list[int]:
    """Sets of states that are to be linked anew, by their numbers."""
    return [row[0] for row in file.do("SELECT realm FROM stale ORDER BY realm LIMIT ?", (limit,))]


def events_of(file: Sql, realm: int) -> list[str]:
    """The events of a set of states that can move a deal."""
    rows = file.do("SELECT event FROM moves WHERE realm = ? ORDER BY event", (realm,))
    return [id_of("e", row[0]) for row in rows]


def replace_deals(file: Sql, names: Names, realm: int, linked: Sequence[Deal]) -> None:
    """Put deals in the place of those of a set of states.

    A deal whose events were moved to this set by a merge may still stand under the other, which is stale as well; the
    row that it has there is taken over, and an id that was given up is taken back. Of a set with thousands of deals a
    new event changes one or two: rows that stay as they are, are not written again.
    """
    rows = {number_of(deal.id): _row(realm, deal, names) for deal in linked}
    standing = {row[0]: row for row in file.do("SELECT * FROM deals WHERE realm = ?", (realm,)).fetchall()}
    for some in chunks(rows.keys() - standing.keys()):
        elsewhere = file.do(f"SELECT * FROM deals WHERE id IN ({marks(some)})", some).fetchall()
        standing.update((row[0], row) for row in elsewhere)
        file.do(f"DELETE FROM retired WHERE id IN ({marks(some)})", some)
    changed = {key for key in rows.keys() | standing.keys() if rows.get(key) != standing.get(key)}
    former = {key: unpack(standing[key][-1], key, names) for key in changed & standing.keys()}
    gone = [(key, founder_of(deal)) for key, deal in former.items() if key not in rows]
    file.many("INSERT OR IGNORE INTO retired (id, founder) VALUES (?, ?)", gone)
    file.many("DELETE FROM deals WHERE id = ?", [(key,) for key in former])
    file.many("DELETE FROM deal_states WHERE state = ? AND deal = ?", _states(former.values(), names))
    new = [deal for deal in linked if number_of(deal.id) in changed]
    file.many("INSERT INTO deals VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [rows[number_of(d.id)] for d in new])
    file.many("INSERT INTO deal_states (state, deal) VALUES (?, ?)", _states(new, names))
    _put_homes(file, realm, {number_of(event): number_of(d.id) for d in linked for event in d.events})
    file.do("DELETE FROM stale WHERE realm = ?", (realm,))


def _put_homes(file: Sql, realm: int, homes: Mapping[int, int]) -> None:
    """Note which deal each event of a set of states moves."""
    known = dict(file.do("SELECT event, deal FROM moves WHERE realm = ?", (realm,)).fetchall())
    file.many(
        "INSERT INTO moves (event, realm, deal) VALUES (?, ?, ?) "
        "ON CONFLICT (event) DO UPDATE SET deal = excluded.deal",
        [(event, realm, deal) for event, deal in homes.items() if known.get(event) != deal],
    )


def _states(every: Iterable[Deal], names: Names) -> list[tuple[int, int]]:
    """Under what deals are found: each of their states, and each two of them."""
    found = []
    for deal in every:
        states = sorted({names.number(state) for state in deal.states})
        found += [(key, number_of(deal.id)) for key in (*states, *pairs_of(states))]
    return sorted(found)


def pairs_of(states: Iterable[int]) -> list[int]:
    """Each two of some states, as one number."""
    return [schema.pair(a, b) for a, b in combinations(states, 2)]


def list_pairs(file: Sql) -> None:
    """List the deals of a record that had them under states alone under pairs of states too."""
    file.do("DELETE FROM deal_states WHERE state >= ?", (schema.pair(1, 1),))
    rows = file.do("SELECT deal, state FROM deal_states ORDER BY deal, state").fetchall()
    held = ((deal, [state for _, state in some]) for deal, some in groupby(rows, key=itemgetter(0)))
    found = sorted((pair, deal) for deal, states in held for pair in pairs_of(states))
    file.many("INSERT INTO deal_states (state, deal) VALUES (?, ?)", found)


def _row(realm: int, deal: Deal, names: Names) -> tuple[Any, ...]:
    """In the order of the columns."""

    def day(date: str | None) -> int | None:
        span = edtf.bounds(date)
        return span[1] if span else None

    kind, stage = names.number(deal.type), names.number(deal.stage)
    when = (day(deal.first_news), day(deal.last_news), day(deal.due))
    return (number_of(deal.id), realm, kind, stage, *when, pack(deal, names))


def rules(file: Sql) -> str | None:
    """The version of the rules that the deals were linked with."""
    row = file.one("SELECT value FROM meta WHERE key = ?", (_RULES,))
    return str(row[0]) if row else None


def start_over(file: Sql, version: str) -> None:
    """Have every set of states linked again under new rules."""
    file.do("INSERT OR IGNORE INTO stale SELECT DISTINCT realm FROM moves")
    file.do("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_RULES, version))


# ------------------------------------------------------------------ questions


def find(
    connection: Connection, names: Names, wanted: DealsWanted, limit: int | None, offset: int
) -> tuple[Deal, ...]:
    """Deals by the day of their first news."""
    keys = _keys(connection, names, wanted.between)
    walk = wanted.latest and _many(connection, names, wanted, keys)
    query = _narrowed(select(deals.c.payload, deals.c.id), names, wanted, keys, walk)
    if wanted.latest:
        last = deals.c.last if walk else func.ifnull(deals.c.last, deals.c.last)
        query = query.order_by(last.desc(), deals.c.id.desc())
    else:
        query = query.order_by(deals.c.first.is_(None), deals.c.first, deals.c.id)
    rows = connection.execute(query.limit(-1 if limit is None else limit).offset(offset))
    return tuple(unpack(payload, key, names) for payload, key in rows)


def _many(connection: Connection, names: Names, wanted: DealsWanted, keys: Sequence[int]) -> bool:
    """Whether the last of them are found sooner by walking back through all news than by gathering and sorting them."""
    if len(keys) > 1:
        return False
    if keys and wanted == DealsWanted(wanted.between, latest=True):
        some = select(deal_states.c.deal).where(deal_states.c.state == keys[0]).limit(_WALKED).subquery()
    else:
        some = _narrowed(select(deals.c.id), names, wanted, keys).limit(_WALKED).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one()) == _WALKED


def _keys(connection: Connection, names: Names, between: Sequence[str]) -> list[int]:
    """Under what the deals of some states stand together: the states, or two and two of them.

    A word that the record has never met has the number 0, under which no deal stands.
    """
    states = list(dict.fromkeys(names.known(state) for state in between))
    if len(states) < 2 or 0 in states or not has_pairs(Sql(connection)):
        return states
    return pairs_of(states)


def count(connection: Connection, names: Names, wanted: DealsWanted) -> int:
    """How many deals there are of the kind asked for."""
    keys = _keys(connection, names, wanted.between)
    query = _narrowed(select(func.count()).select_from(deals), names, wanted, keys)
    return int(connection.execute(query).scalar_one())


def counts_by_stage(connection: Connection, names: Names) -> tuple[tuple[str | None, int], ...]:
    """Stages with their number of deals, most first."""
    query = select(deals.c.stage, func.count().label("n")).group_by(deals.c.stage)
    rows = [(names.word(stage), int(number)) for stage, number in connection.execute(query)]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0] or "")))


def _between(keys: Sequence[int]) -> Select[Any]:
    """The deals under one key that stand under all the others too; each is looked up, which is quicker than two lists."""
    return select(deal_states.c.deal).where(
        deal_states.c.state == keys[0], *_under(keys[1:], deal_states.c.deal)
    )


def _under(keys: Sequence[int], deal: Any) -> Iterator[Any]:
    """That a deal stands under each of the keys."""
    for key in keys:
        also = deal_states.alias()
        yield exists().where(also.c.state == key, also.c.deal == deal)


def _narrowed(
    query: Select[Any], names: Names, wanted: DealsWanted, keys: Sequence[int], walk: bool = False
) -> Select[Any]:
    def plain(column: Any) -> Any:  # in a form that no index serves, where SQLite is to walk through the news
        return func.ifnull(column, column) if walk else column

    if walk:
        query = query.where(*_under(keys, deals.c.id))
    elif keys:
        query = query.where(deals.c.id.in_(_between(keys)))
    if wanted.type:
        query = query.where(plain(deals.c.type) == names.known(wanted.type))
    if wanted.stage:
        query = query.where(plain(deals.c.stage) == (names.known(wanted.stage) or -1))
    if wanted.silent_on is not None:
        query = query.where(plain(deals.c.due) < wanted.silent_on)
    for column, between in ((deals.c.last, wanted.news), (deals.c.due, wanted.due)):
        if between is not None:
            query = query.where(column.between(*between))
    if wanted.moved_by:
        held = select(moves.c.deal).where(moves.c.event.in_(map(number_of, wanted.moved_by)))
        query = query.where(deals.c.id.in_(held))
    return query


def resolve(connection: Connection, ref: str) -> str:
    """The whole id of a deal, from the beginning of it. Raises `UsageError` where none or several begin so.

    For an id that was given up: the id of the report that it was named for (``r_…``), whose deal is meant.
    """
    digits = ref[2:]
    if not ref.startswith("d_") or len(digits) > 16 or any(c not in "0123456789abcdef" for c in digits):
        raise UsageError(f"{ref}: no deal of this id in the record")
    low = int(digits.ljust(16, "0"), 16) - _HALF if digits else -_HALF
    high = int(digits.ljust(16, "f"), 16) - _HALF if digits else _HALF - 1
    for table, column in ((deals, deals.c.id), (retired, retired.c.founder)):
        key = table.c.id
        found = list(
            connection.execute(
                select(column).where(key >= low, key <= high).order_by(key).limit(20)
            ).scalars()
        )
        if len(found) > 1:
            raise UsageError(f"{ref}: {len(found)} ids of deals begin so; give more of it")
        if found:
            return found[0] if isinstance(found[0], str) else id_of("d", found[0])
    raise UsageError(f"{ref}: no deal of this id in the record")


def deal(connection: Connection, names: Names, ref: str) -> Deal:
    """One deal, by its whole id."""
    payload = connection.execute(select(deals.c.payload).where(deals.c.id == number_of(ref))).scalar()
    if payload is None:
        raise UsageError(f"{ref}: no deal of this id in the record")
    return unpack(payload, number_of(ref), names)


def deal_of(connection: Connection, names: Names, event: str) -> Deal | None:
    """The deal that an event moves; None where it moves none."""
    held = select(moves.c.deal).where(moves.c.event == number_of(event))
    found = connection.execute(
        select(deals.c.payload, deals.c.id).where(deals.c.id == held.scalar_subquery())
    ).first()
    return unpack(found[0], found[1], names) if found else None


def last_published(connection: Connection) -> str | None:
    """The last day of which the record holds a story; days, not months or years."""
    day = connection.execute(select(func.max(stories.c.published))).scalar()
    return None if day is None else edtf.iso(day)


def first_published(connection: Connection) -> str | None:
    """The first day of which the record holds a story; days, not months or years."""
    day = connection.execute(select(func.min(stories.c.published))).scalar()
    return None if day is None else edtf.iso(day)


def on_day(deal: Deal, day: str | None) -> Deal:
    """The deal with ``silent`` said as of a day (ISO)."""
    return replace(deal, silent=bool(day and deal.due and deal.due < day))


def with_words(deal: Deal, reports: Callable[[str], Sequence[Report]]) -> Deal:
    """The deal with the sentence behind each step: the first evidence of its report for the event."""

    def words(step: Step) -> str | None:
        found = [
            e.text
            for r in (reports(step.report) if step.report else ())
            for e in r.evidence
            if e.purpose == "event"
        ]
        return found[0] if found else None

    return replace(deal, steps=tuple(replace(step, words=words(step)) for step in deal.steps))


def day_of(day: str | None) -> int:
    """A day as `edtf` counts; the earliest where there is none, on which nothing is silent."""
    span = edtf.bounds(day)
    return span[0] if span else edtf.EARLIEST
