"""The ledger of coverage in the record: a row for each source and day, and one for each reason of failing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, Connection, Integer, Select, Table, Text, cast, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from legation.ledger import Counts, Day, Reason, Round
from legation.record.watched import metadata, present

_NUMBERS = tuple(field.name for field in fields(Counts))

ledger = Table(
    "coverage",
    metadata,
    Column("source", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # ISO, UTC
    *(Column(name, Integer, nullable=False, default=0) for name in _NUMBERS),
    sqlite_with_rowid=False,
)
failures = Table(
    "coverage_failures",
    metadata,
    Column("source", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("example", Text, nullable=False),  # the last one, in full
    sqlite_with_rowid=False,
)


def count(connection: Connection, source: str, day: str, counts: Counts) -> None:
    """Add to the ledger."""
    row: dict[str, Any] = {name: getattr(counts, name) for name in _NUMBERS}
    query = upsert(ledger).values(source=source, day=day, **row)
    more = {name: ledger.c[name] + row[name] for name in _NUMBERS if row[name]}
    put = query.on_conflict_do_update(index_elements=["source", "day"], set_=more) if more else query
    connection.execute(put if more else query.on_conflict_do_nothing())


def fail(connection: Connection, source: str, day: str, kind: str, example: str) -> None:
    """Note why something failed."""
    query = upsert(failures).values(source=source, day=day, kind=kind, number=1, example=example)
    new = {"number": failures.c.number + 1, "example": example}
    connection.execute(query.on_conflict_do_update(index_elements=["source", "day", "kind"], set_=new))


def days(
    connection: Connection, names: Sequence[str] = (), since: str | None = None, until: str | None = None
) -> tuple[Day, ...]:
    """The ledger by source and day, as far as asked for; ``since`` and ``until`` are days (ISO)."""
    if not present(connection):
        return ()

    def narrowed(table: Table) -> Select[Any]:
        query = select(table)
        if names:
            query = query.where(table.c.source.in_(names))
        if since:
            query = query.where(table.c.day >= since)
        return query.where(table.c.day <= until) if until else query

    why: dict[tuple[str, str], list[Reason]] = {}
    for row in connection.execute(narrowed(failures).order_by(failures.c.number.desc(), failures.c.kind)):
        why.setdefault((row.source, row.day), []).append(Reason(row.kind, row.number, row.example))
    return tuple(
        Day(row.source, row.day, Counts(*row[2:]), tuple(why.get((row.source, row.day), ())))
        for row in sorted(connection.execute(narrowed(ledger)), key=lambda row: (row.source, row.day))
    )


def reach(connection: Connection) -> tuple[str, str] | None:
    """The first and the last day (ISO) of the ledger; None where it is empty."""
    if not present(connection):
        return None
    first, last = connection.execute(select(func.min(ledger.c.day), func.max(ledger.c.day))).one()
    return (first, last) if first else None


def rounds(connection: Connection, since: str) -> tuple[Round, ...]:
    """The ledger by day from a day (ISO) on, over all sources, the first day first."""
    if not present(connection):
        return ()
    c = ledger.c
    asked, answered = (func.sum(cast(one > 0, Integer)) for one in (c.asked, c.answered))
    numbers = (asked, answered, func.sum(c.fetched + c.unchanged))
    query = select(c.day, *numbers, func.sum(c.failed), func.sum(c.reports)).where(c.day >= since)
    query = query.group_by(c.day).order_by(c.day)
    return tuple(Round(*row) for row in connection.execute(query))
