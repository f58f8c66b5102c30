"""Deals in the record: which event moves which deal, what has to be linked anew, and the questions about deals.

    moves (events that can move a deal, each under its set of states) ─> deals ─< deal_states
    stale (sets of states whose deals are to be linked anew), retired (deal ids given up)

Everything here is derived from events, and can always be computed again. Ids are kept as 64-bit numbers.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Table,
    Text,
    delete,
    exists,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from legation import edtf
from legation.errors import UsageError
from legation.record.schema import meta, metadata, stories
from legation.types import Deal, Report, Step

moves = Table(
    "moves",
    metadata,
    Column("event", Integer, primary_key=True),
    Column("realm", Text, nullable=False, index=True),  # the set of states, in order: "IND RUS"
    Column("deal", Integer, index=True),  # null until the set has been linked
)
deals = Table(
    "deals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("realm", Text, nullable=False, index=True),
    Column("founder", Text, nullable=False),  # the report that it is named for
    Column("type", Text, nullable=False),
    Column("stage", Text),
    Column("first", Integer),  # days of the first and the last news
    Column("last", Integer),
    Column("due", Integer),  # the day after which it is silent
    Column("payload", LargeBinary, nullable=False),  # JSON without what is empty, zlib
)
deal_states = Table(
    "deal_states",
    metadata,
    Column("state", Text, primary_key=True),
    Column("deal", Integer, primary_key=True, index=True),
    sqlite_with_rowid=False,
)
stale = Table("stale", metadata, Column("realm", Text, primary_key=True))
retired = Table(
    "retired", metadata, Column("id", Integer, primary_key=True), Column("founder", Text, nullable=False)
)

_MANY = 500
_WALKED = 3000
_HALF = 1 << 63
_RULES = "deal rules"
_NEEDED = frozenset(f.name for f in fields(Deal) if f.default is MISSING)
_decoder = msgspec.json.Decoder(Deal)


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


def number(ref: str) -> int:
    """An id without its prefix, as a signed 64-bit number."""
    return int(ref[2:], 16) - _HALF


def ident(prefix: str, stored: int) -> str:
    """The id of a number."""
    return f"{prefix}_{stored + _HALF:016x}"


def pack(deal: Deal) -> bytes:
    """A deal without its empty values and without the words of its steps, which stand in the reports."""
    bare = replace(deal, silent=False, steps=tuple(replace(step, words=None) for step in deal.steps))
    raw = {f.name: getattr(bare, f.name) for f in fields(bare)}
    kept = {name: value for name, value in raw.items() if value or name in _NEEDED}
    return zlib.compress(msgspec.json.encode(kept), 6)


def unpack(packed: bytes) -> Deal:
    """The deal again."""
    return _decoder.decode(zlib.decompress(packed))


# ------------------------------------------------------------------ writing


def put_moves(
    connection: Connection, before: Iterable[str], after: Iterable[tuple[str, Sequence[str]]]
) -> None:
    """Events that were, and those that stand in their place with their sets of states; both sets are to be linked."""
    touched: set[str] = set()
    for some in _chunks(map(number, before)):
        query = delete(moves).where(moves.c.event.in_(some)).returning(moves.c.realm)
        touched.update(connection.execute(query).scalars())
    rows = [{"event": number(event), "realm": " ".join(states)} for event, states in after]
    if rows:
        put = upsert(moves)
        new = {"realm": put.excluded.realm, "deal": None}
        connection.execute(put.on_conflict_do_update(index_elements=["event"], set_=new), rows)
    touched.update(str(row["realm"]) for row in rows)
    if touched:
        connection.execute(
            upsert(stale).on_conflict_do_nothing(), [{"realm": one} for one in sorted(touched)]
        )


def stale_realms(connection: Connection, limit: int) -> list[str]:
    """Sets of states that are to be linked anew."""
    return list(connection.execute(select(stale.c.realm).order_by(stale.c.realm).limit(limit)).scalars())


def events_of(connection: Connection, realm: str) -> list[str]:
    """The events of a set of states that can move a deal."""
    query = select(moves.c.event).where(moves.c.realm == realm).order_by(moves.c.event)
    return [ident("e", one) for one in connection.execute(query).scalars()]


def replace_deals(connection: Connection, realm: str, linked: Sequence[tuple[Deal, str]]) -> None:
    """Put deals, each with the report that it is named for, in the place of those of a set of states.

    A deal whose events were moved to this set by a merge may still stand under the other, which is stale as well.
    """
    query = delete(deals).where(deals.c.realm == realm).returning(deals.c.id, deals.c.founder)
    before = {row.id: row.founder for row in connection.execute(query)}
    now = {number(deal.id) for deal, _ in linked}
    for some in _chunks(now):
        connection.execute(delete(deals).where(deals.c.id.in_(some)))
    for some in _chunks(now | before.keys()):
        connection.execute(delete(deal_states).where(deal_states.c.deal.in_(some)))
    gone = [{"id": one, "founder": report} for one, report in before.items() if one not in now]
    if gone:
        connection.execute(upsert(retired).on_conflict_do_nothing(), gone)
    for some in _chunks(now):  # a deal may have come from a set of states that is still to be linked anew
        connection.execute(delete(retired).where(retired.c.id.in_(some)))
        connection.execute(delete(deals).where(deals.c.id.in_(some)))
        connection.execute(delete(deal_states).where(deal_states.c.deal.in_(some)))
    if linked:
        connection.execute(insert(deals), [_row(realm, deal, report) for deal, report in linked])
        states = [{"state": s, "deal": number(d.id)} for d, _ in linked for s in sorted(set(d.states))]
        connection.execute(insert(deal_states), states)
        put = upsert(moves)
        held = [
            {"event": number(event), "realm": realm, "deal": number(deal.id)}
            for deal, _ in linked
            for event in deal.events
        ]
        connection.execute(
            put.on_conflict_do_update(index_elements=["event"], set_={"deal": put.excluded.deal}), held
        )
    connection.execute(delete(stale).where(stale.c.realm == realm))


def _row(realm: str, deal: Deal, report: str) -> dict[str, Any]:
    def day(date: str | None) -> int | None:
        span = edtf.bounds(date)
        return span[1] if span else None

    return {
        "id": number(deal.id), "realm": realm, "founder": report, "type": deal.type, "stage": deal.stage,
        "first": day(deal.first_news), "last": day(deal.last_news), "due": day(deal.due), "payload": pack(deal),
    }  # fmt: skip


def rules(connection: Connection) -> str | None:
    """The version of the rules that the deals were linked with."""
    return connection.execute(select(meta.c.value).where(meta.c.key == _RULES)).scalar()


def start_over(connection: Connection, version: str) -> None:
    """Have every set of states linked again under new rules."""
    realms = select(moves.c.realm).distinct()
    found = [{"realm": one} for one in connection.execute(realms).scalars()]
    if found:
        connection.execute(upsert(stale).on_conflict_do_nothing(), found)
    put = upsert(meta).values(key=_RULES, value=version)
    connection.execute(put.on_conflict_do_update(index_elements=["key"], set_={"value": version}))


# ------------------------------------------------------------------ questions


def find(connection: Connection, wanted: DealsWanted, limit: int | None, offset: int) -> tuple[Deal, ...]:
    """Deals by the day of their first news."""
    walk = wanted.latest and _many(connection, wanted)
    query = _narrowed(select(deals.c.payload), wanted, walk)
    if wanted.latest:
        last = deals.c.last if walk else func.ifnull(deals.c.last, deals.c.last)
        query = query.order_by(last.desc(), deals.c.id.desc())
    else:
        query = query.order_by(deals.c.first.is_(None), deals.c.first, deals.c.id)
    rows = connection.execute(query.limit(-1 if limit is None else limit).offset(offset)).scalars()
    return tuple(map(unpack, rows))


def _many(connection: Connection, wanted: DealsWanted) -> bool:
    """Whether the last of them are found sooner by walking back through all news than by gathering and sorting them."""
    if len(wanted.between) > 1:
        return False
    some = _narrowed(select(deals.c.id), wanted).limit(_WALKED).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one()) == _WALKED


def count(connection: Connection, wanted: DealsWanted) -> int:
    """How many deals there are of the kind asked for."""
    return int(connection.execute(_narrowed(select(func.count()).select_from(deals), wanted)).scalar_one())


def counts_by_stage(connection: Connection) -> tuple[tuple[str | None, int], ...]:
    """Stages with their number of deals, most first."""
    query = select(deals.c.stage, func.count().label("n")).group_by(deals.c.stage)
    rows = connection.execute(query.order_by(func.count().desc(), deals.c.stage))
    return tuple((row[0], row[1]) for row in rows)


def _between(states: Sequence[str]) -> Select[Any]:
    """The deals of one state in which all the others take part; each is looked up, which is quicker than two lists."""
    first, *others = states
    found = select(deal_states.c.deal).where(deal_states.c.state == first)
    for other in others:
        also = deal_states.alias()
        found = found.where(exists().where(also.c.state == other, also.c.deal == deal_states.c.deal))
    return found


def _narrowed(query: Select[Any], wanted: DealsWanted, walk: bool = False) -> Select[Any]:
    def plain(column: Any) -> Any:  # in a form that no index serves, where SQLite is to walk through the news
        return func.ifnull(column, column) if walk else column

    if wanted.between:
        query = query.where(deals.c.id.in_(_between(wanted.between)))
    if wanted.type:
        query = query.where(plain(deals.c.type) == wanted.type)
    if wanted.stage:
        query = query.where(plain(deals.c.stage) == wanted.stage)
    if wanted.silent_on is not None:
        query = query.where(plain(deals.c.due) < wanted.silent_on)
    for column, between in ((deals.c.last, wanted.news), (deals.c.due, wanted.due)):
        if between is not None:
            query = query.where(column.between(*between))
    if wanted.moved_by:
        held = select(moves.c.deal).where(moves.c.event.in_(map(number, wanted.moved_by)))
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
            return found[0] if isinstance(found[0], str) else ident("d", found[0])
    raise UsageError(f"{ref}: no deal of this id in the record")


def deal(connection: Connection, ref: str) -> Deal:
    """One deal, by its whole id."""
    payload = connection.execute(select(deals.c.payload).where(deals.c.id == number(ref))).scalar()
    if payload is None:
        raise UsageError(f"{ref}: no deal of this id in the record")
    return unpack(payload)


def deal_of(connection: Connection, event: str) -> Deal | None:
    """The deal that an event moves; None where it moves none."""
    held = select(moves.c.deal).where(moves.c.event == number(event))
    payload = connection.execute(select(deals.c.payload).where(deals.c.id == held.scalar_subquery())).scalar()
    return unpack(payload) if payload else None


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


def _chunks(values: Iterable[int]) -> Iterator[list[int]]:
    rest = list(values)
    for start in range(0, len(rest), _MANY):
        yield rest[start : start + _MANY]
