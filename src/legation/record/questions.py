"""The questions one can ask a record; each answers with the records of `types`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, text

from legation import edtf
from legation.errors import UsageError
from legation.record import codec, schema
from legation.textfold import fold
from legation.types import Event, Report, Story

_TABLES = {"e_": schema.events, "s_": schema.stories, "r_": schema.reports}
_KINDS = {"e_": "event", "s_": "story", "r_": "report"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for; what is None does not narrow.

    ``between``: states (ISO alpha-3) that must all take part. ``since`` and ``until``: EDTF; an event counts that
    can have happened then, undated ones do not. ``actor``: part of a name or office. ``text``: words that must all
    stand in the title or the evidence of one report, a phrase in double quotes.
    """

    between: tuple[str, ...] = ()
    type: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a record holds."""

    documents: int
    stories: int
    reports: int
    events: int
    judgements: int
    first: str | None  # the earliest and the latest day of a dated event
    last: str | None


def find_events(connection: Connection, wanted: Wanted, limit: int | None, offset: int) -> tuple[Event, ...]:
    """Events in the order of their dates, undated ones last."""
    table = schema.events.c
    query = _narrowed(select(table.payload), wanted)
    query = query.order_by(table.date_lo.is_(None), table.date_lo, table.date_hi, table.id)
    rows = connection.execute(query.limit(-1 if limit is None else limit).offset(offset))
    return tuple(codec.event_from(payload) for payload in rows.scalars())


def count_events(connection: Connection, wanted: Wanted) -> int:
    """How many events there are of the kind asked for."""
    return int(
        connection.execute(_narrowed(select(func.count()).select_from(schema.events), wanted)).scalar_one()
    )


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    table = schema.events.c
    for state in wanted.between:
        if not re.fullmatch(r"[A-Z]{3}", state):
            raise UsageError(f"{state}: not the code of a state (ISO 3166-1 alpha-3, as in PAK)")
        held = select(schema.event_states.c.event).where(schema.event_states.c.state == state)
        query = query.where(table.id.in_(held))
    if wanted.type:
        query = query.where(table.type == wanted.type)
    if wanted.since:
        query = query.where(table.date_hi >= _day(wanted.since)[0])
    if wanted.until:
        query = query.where(table.date_lo <= _day(wanted.until)[1])
    if wanted.actor:
        words = [_like(word) for word in fold(wanted.actor).lower().split()]
        name = schema.event_names.c.name
        named = select(schema.event_names.c.event).where(and_(*(name.like(w, escape="\\") for w in words)))
        query = query.where(table.id.in_(named))
    if wanted.text is not None:
        query = query.where(table.id.in_(_holding(wanted.text)))
    return query


def _day(date: str) -> tuple[int, int]:
    span = edtf.bounds(date)
    if span is None:
        raise UsageError(f"{date}: not a date (say 2014, 2014-11 or 2014-11-20)")
    return span


def _like(word: str) -> str:
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"


def _holding(words: str) -> Select[Any]:
    """Ids of events with a report that holds the words; a quoted phrase stays together."""
    terms = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words)]
    terms = [term for term in terms if re.search(r"\w", term)]
    if not terms:
        raise UsageError(f"{words!r}: holds no word to look for")
    match = " AND ".join(f'"{term}"' for term in terms)
    hits = (
        text("SELECT rowid FROM words WHERE words MATCH :match")
        .bindparams(match=match)
        .columns(schema.reports.c.n)
    )
    return (
        select(schema.event_reports.c.event)
        .join(schema.reports, schema.reports.c.id == schema.event_reports.c.report)
        .where(schema.reports.c.n.in_(hits))
    )


# ------------------------------------------------------------------ one thing, by its id


def resolve(connection: Connection, ref: str) -> str:
    """The id that ``ref`` stands for: whole, or its beginning where that is enough; given-up ids lead on.

    Raises `UsageError` for what the record does not hold, and for a beginning that several ids share.
    """
    ref = ref.strip()
    prefix = ref[:2]
    if prefix not in _TABLES:
        raise UsageError(f"{ref}: not an id (events begin with e_, stories with s_, reports with r_)")
    known = _starting(connection, _TABLES[prefix].c.id, ref)
    if prefix == "e_" and not known:
        known = sorted(
            {_moved_to(connection, old) for old in _starting(connection, schema.redirects.c.id, ref)}
        )
    if ref in known:
        return ref
    if not known:
        raise UsageError(f"{ref}: no {_KINDS[prefix]} of this id in the record")
    if len(known) > 1:
        raise UsageError(f"{ref}: {len(known)} ids begin so ({', '.join(known[:3])} …); give more of it")
    return known[0]


def _starting(connection: Connection, column: Any, ref: str) -> list[str]:
    query = select(column).where(column >= ref, column < ref + "\U0010ffff").order_by(column).limit(20)
    return list(connection.execute(query).scalars())


def moved_to(connection: Connection, event: str) -> str | None:
    """The event that a given-up id leads to; None for an id that was never given up."""
    given_up = select(schema.redirects.c.id).where(schema.redirects.c.id == event)
    return _moved_to(connection, event) if connection.execute(given_up).first() else None


def _moved_to(connection: Connection, event: str) -> str:
    held, given_up = schema.event_reports, schema.redirects
    query = (
        select(held.c.event).join(given_up, given_up.c.report == held.c.report).where(given_up.c.id == event)
    )
    return str(connection.execute(query).scalar_one())


def event(connection: Connection, ref: str) -> Event:
    """One event."""
    query = select(schema.events.c.payload).where(schema.events.c.id == resolve(connection, ref))
    return codec.event_from(connection.execute(query).scalar_one())


def story(connection: Connection, ref: str) -> Story:
    """One story, with the text of its page."""
    query = (
        select(schema.stories.c.payload, schema.documents.c.text)
        .join(schema.documents, schema.documents.c.id == schema.stories.c.document)
        .where(schema.stories.c.id == resolve(connection, ref))
    )
    payload, packed = connection.execute(query).one()
    return codec.story_from(payload, codec.unpack_text(packed))


def reports(connection: Connection, column: Any, value: str) -> tuple[Report, ...]:
    """The reports of an event, of a story, or one by its id, with the text of their pages."""
    query = (
        select(
            schema.reports.c.payload, schema.stories.c.id, schema.stories.c.payload, schema.documents.c.text
        )
        .select_from(schema.reports)
        .join(schema.stories, schema.stories.c.id == schema.reports.c.story)
        .join(schema.documents, schema.documents.c.id == schema.stories.c.document)
        .outerjoin(schema.event_reports, schema.event_reports.c.report == schema.reports.c.id)
        .where(column == value)
        .order_by(schema.stories.c.published.is_(None), schema.stories.c.published, schema.reports.c.n)
    )
    stories: dict[str, Story] = {}
    found = []
    for payload, number, about, packed in connection.execute(query):
        if number not in stories:
            stories[number] = codec.story_from(about, codec.unpack_text(packed))
        found.append(codec.report_from(payload, stories[number]))
    if column is schema.event_reports.c.event:
        found.sort(key=lambda r: (r.story.published is None, r.story.published or "", r.id))
    elif column is schema.reports.c.story:
        found.sort(key=lambda r: (min((e.start for e in r.evidence), default=0), r.id))
    return tuple(found)


# ------------------------------------------------------------------ counts


def totals(connection: Connection) -> Totals:
    """How much there is of everything."""

    def count(table: Any) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    dates = select(func.min(schema.events.c.date_lo), func.max(schema.events.c.date_hi))
    first, last = connection.execute(dates.where(schema.events.c.date_hi < edtf.LATEST)).one()
    return Totals(
        documents=count(schema.documents),
        stories=count(schema.stories),
        reports=count(schema.reports),
        events=count(schema.events),
        judgements=count(schema.judgements),
        first=edtf.iso(first) if first else None,
        last=edtf.iso(last) if last else None,
    )


def counts_by_type(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Types with their number of events, most first."""
    number = func.count()
    query = (
        select(schema.events.c.type, number)
        .group_by(schema.events.c.type)
        .order_by(number.desc(), schema.events.c.type)
    )
    return tuple((row[0], row[1]) for row in connection.execute(query))


def busiest_pairs(connection: Connection, limit: int) -> tuple[tuple[str, str, int], ...]:
    """Pairs of states with their number of events, most first."""
    a, b = schema.event_states.alias("a"), schema.event_states.alias("b")
    number = func.count()
    query = (
        select(a.c.state, b.c.state, number)
        .join(b, and_(a.c.event == b.c.event, a.c.state < b.c.state))
        .group_by(a.c.state, b.c.state)
        .order_by(number.desc(), a.c.state, b.c.state)
        .limit(limit)
    )
    return tuple((row[0], row[1], row[2]) for row in connection.execute(query))


def has_read(connection: Connection, sha256: str) -> bool:
    """Whether a capture with these bytes stands in the ledger."""
    return (
        connection.execute(select(schema.reads.c.sha256).where(schema.reads.c.sha256 == sha256)).first()
        is not None
    )


def by_year(events: Sequence[Event]) -> tuple[tuple[int | None, tuple[Event, ...]], ...]:
    """Events under the year in which they began; the undated ones last, under None."""
    years: dict[int | None, list[Event]] = {}
    for one in events:
        span = edtf.bounds(one.date)
        year = edtf.iso(span[0])[:4] if span else None
        years.setdefault(int(year) if year else None, []).append(one)
    order = sorted(years, key=lambda year: (year is None, year or 0))
    return tuple((year, tuple(years[year])) for year in order)
