"""The tables of people's work on a record: what they said, noted, were given to do, keep looking at, and coded.

They came after format 1 and stand beside its tables, so that a record made before them is given them when it is
first opened for writing, and one that cannot be written to is read without them.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Engine, Index, Integer, MetaData, Table, Text, text

from legation.record.columns import number, whole, words

metadata = MetaData()

sayings = Table(
    "sayings",
    metadata,
    number("number"),
    whole("act"),  # sayings of one act are taken back together
    words("kind"),
    words("report", index=True),
    Column("other", Text, index=True),
    Column("field", Text),
    Column("value", Text),  # JSON
    Column("before", Text),  # JSON
    Column("start", Integer),
    Column("end", Integer),
    words("by"),
    Column("note", Text),
    words("made"),  # ISO moment, UTC
    Column("taken_back", Text),
    Column("taken_by", Text),
    sqlite_autoincrement=True,
)
Index("sayings_act", sayings.c.act)

places = Table(
    "act_places",
    metadata,
    Column("act", Integer, primary_key=True),
    words("report"),  # of the event that was shown when the act was done
)

notes = Table(
    "notes",
    metadata,
    number("number"),
    words("report", index=True),  # the event is the one that holds this report
    words("body"),
    words("by"),
    words("made"),
)

tasks = Table(
    "tasks",
    metadata,
    number("number"),
    words("report", index=True),
    words("who"),  # whose it is
    words("what"),  # "review", or what to follow up
    words("by"),
    words("made"),
    Column("due", Text),  # ISO day
    Column("done", Text),  # ISO moment
)

views = Table(
    "views",
    metadata,
    number("number"),
    words("name"),
    words("owner"),
    words("query"),
    words("made"),
)

samples = Table(
    "samples",
    metadata,
    number("number"),
    words("name", unique=True),
    words("coders"),  # JSON: two names
    words("by"),
    words("made"),
)

units = Table(
    "units",
    metadata,
    Column("sample", Integer, primary_key=True),
    number("number"),
    words("story"),
    Column("report", Text),  # None for an event that only a person found
    words("evidence"),
)

codings = Table(
    "codings",
    metadata,
    Column("sample", Integer, primary_key=True),
    Column("unit", Integer, primary_key=True),
    Column("coder", Text, primary_key=True),
    words("payload"),  # JSON
    words("made"),
)


def present(connection: Connection) -> frozenset[str]:
    """The names of these tables that the record has: one that was made before has none, or not all."""
    found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    return frozenset(found.scalars()) & metadata.tables.keys()


INDEXES = {
    "deals_latest": ("deals", "last, id, due, type, stage"),
    "deals_kinds": ("deals", "type, stage, due"),
    "coverage_days": ("coverage", "day"),
}
"""Indexes on tables of others, by which the desk lists and counts; a record that lacks them is given them."""


def make(engine: Engine) -> None:
    """Make the tables and indexes where they are missing."""
    with engine.connect() as connection:
        found = connection.execute(text("SELECT name FROM sqlite_master"))
        there = frozenset(found.scalars())
    missing = [name for name, (table, _) in INDEXES.items() if name not in there and table in there]
    if metadata.tables.keys() <= there and not missing:
        return
    with engine.execution_options(writing=True).begin() as connection:
        metadata.create_all(connection)
        for name in missing:
            table, columns = INDEXES[name]
            connection.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({columns})"))
