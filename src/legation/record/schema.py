"""The tables of a record, format `VERSION`.

What is archived (documents, stories) and what is coded (reports) is kept for good; events, their states and names,
and ties are derived from reports and judgements, and can always be computed again.

    documents ─< stories ─< reports >─ event_reports ─ events ─< event_states, event_names
                              │ blocks (where a report is looked for), ties (pairs that the rules would join)
    judgements (what a person said), redirects (ids given up), reads (what was read, and when), words (full text)
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

VERSION = 1
"""The format of a record file; kept in SQLite's ``user_version``."""
APPLICATION = 0x4C454741
"""``LEGA``: marks an SQLite file as a record; kept in SQLite's ``application_id``."""

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("path", Text),
    Column("url", Text),
    Column("text", LargeBinary, nullable=False),  # zlib, UTF-8
    Column("failures", Text, nullable=False),  # JSON
    Column("added", Text, nullable=False),  # ISO moment, UTC
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("published", Text),
    Column("payload", Text, nullable=False),  # JSON: the story without its text
    Column("sketch", LargeBinary, nullable=False),  # 32-bit little-endian hashes
)

reports = Table(
    "reports",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("story", Text, ForeignKey("stories.id"), nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("date_lo", Integer),  # days, as datetime.date.toordinal counts
    Column("date_hi", Integer),
    Column("factuality", Text, nullable=False),
    Column("dirty", Integer, nullable=False),  # 1 until its part of the record has been merged
    Column("payload", Text, nullable=False),  # JSON: the report without its story
)
Index("reports_dirty", reports.c.dirty, sqlite_where=reports.c.dirty == 1)

blocks = Table(
    "blocks",
    metadata,
    Column("key", Integer, primary_key=True),  # 62-bit hash of the block's name and whether the row is wide
    Column("low", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.n"), primary_key=True),
    Column("high", Integer, nullable=False),
    sqlite_with_rowid=False,
)

ties = Table(
    "ties",
    metadata,
    Column("one", Integer, ForeignKey("reports.n"), primary_key=True),
    Column("other", Integer, ForeignKey("reports.n"), primary_key=True, index=True),
    Column("value", Float, nullable=False),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False, index=True),
    Column("date_lo", Integer, index=True),
    Column("date_hi", Integer),
    Column("factuality", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("payload", Text, nullable=False),  # JSON: the event
)

event_states = Table(
    "event_states",
    metadata,
    Column("state", Text, primary_key=True),
    Column("event", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

event_names = Table(
    "event_names",
    metadata,
    Column("event", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),  # folded name or office of an actor
    sqlite_with_rowid=False,
)

event_reports = Table(
    "event_reports",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("event", Text, ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

redirects = Table(
    "redirects",
    metadata,
    Column("id", Text, primary_key=True),  # an event id given up
    Column("report", Text, ForeignKey("reports.id"), nullable=False),  # the report that it stood for
)

judgements = Table(
    "judgements",
    metadata,
    Column("one", Text, ForeignKey("reports.id"), primary_key=True),
    Column("other", Text, ForeignKey("reports.id"), primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("by", Text),
    Column("note", Text),
    Column("made", Text, nullable=False),  # ISO moment, UTC
)

reads = Table(
    "reads",
    metadata,
    Column("sha256", Text, primary_key=True),  # of the capture's bytes
    Column("name", Text, primary_key=True),  # path or address as given
    Column("read", Text, nullable=False),  # ISO moment, UTC
)

WORDS = """CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    title, evidence, content='', tokenize='unicode61 remove_diacritics 2')"""
"""Full text over titles and evidence, by report number; it keeps an index and no second copy of the text."""
