"""The tables of a record, format `VERSION`.

What is archived (documents, stories) and what is coded (reports) is kept for good; which reports make an event is
derived from reports and judgements, and can always be computed again. An event's values are never stored: they are
worked out from its reports when it is asked for.

    documents ─< stories ─< reports ─┬─ events ─< event_keys, counts (what events are found and counted by)
                              │      └─ words (full text)
                              └─ blocks (where a report is looked for), ties (pairs that the rules would join)
    names (words by their numbers), judgements (what a person said), reads (what was read, and when)

An event is named after its founder, the first of its reports in the order of ids, and stands in the tables under
the founder's number. Ids are kept as 64-bit numbers, days as `datetime.date.toordinal` counts them.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, literal_column

VERSION = 2
"""The format of a record file; kept in SQLite's ``user_version``."""
APPLICATION = 0x4C454741
"""``LEGA``: marks an SQLite file as a record; kept in SQLite's ``application_id``."""
UNDATED = 4_000_000
"""Events without a date stand behind all days: here, and as many days on as the day of their telling."""
WIDE = 400
"""Days: an event whose date is wider also stands under the key ``wide``, so that a period need not look for it."""

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

names = Table(
    "names",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("word", LargeBinary, nullable=False, unique=True),  # UTF-8
)

documents = Table(
    "documents",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Integer, nullable=False, unique=True),
    Column("sha256", LargeBinary, nullable=False),
    Column("path", Text),
    Column("url", Text),
    Column("text", LargeBinary, nullable=False),  # zstandard, UTF-8
    Column("failures", Text, nullable=False),  # JSON
    Column("added", Text, nullable=False),  # ISO moment, UTC
)

stories = Table(
    "stories",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Integer, nullable=False, unique=True),
    Column("document", Integer, ForeignKey("documents.n"), nullable=False, index=True),
    Column("payload", LargeBinary, nullable=False),  # the story without its text
    Column("sketch", LargeBinary, nullable=False),  # hashes of its wording
    Column("published", Integer, index=True),  # where that is one day
    Column("first", Integer),  # the numbers of its first and last report; see `reports.late`
    Column("last", Integer),
)

reports = Table(
    "reports",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Integer, nullable=False),  # no two have one; see `SHORT`
    Column("story", Integer, ForeignKey("stories.n"), nullable=False),
    Column("event", Integer, nullable=False),  # the founder of its event; itself until it is merged
    Column("dirty", Integer, nullable=False),  # 1 until its part of the record has been merged
    Column(
        "late", Integer, nullable=False, server_default="0"
    ),  # 1 where it came after the story, and not with it
    Column("payload", LargeBinary, nullable=False),  # the report without its story
)
SHORT = "id >> 40"
"""The beginning of an id, by which reports are found: an index of whole ids would be half as large again."""
Index("reports_short", reports.c.id.op(">>")(literal_column("40")))
Index("reports_late", reports.c.story, sqlite_where=reports.c.late == 1)
Index("reports_dirty", reports.c.dirty, sqlite_where=reports.c.dirty == 1)

blocks = Table(
    "blocks",
    metadata,
    Column("place", Integer, primary_key=True),  # a hash of the block's name, then the first day
    Column("report", Integer, primary_key=True),
    Column("width", Integer, nullable=False),  # days to the last day
    sqlite_with_rowid=False,
)

ties = Table(
    "ties",
    metadata,
    Column("one", Integer, ForeignKey("reports.n"), primary_key=True),
    Column("other", Integer, ForeignKey("reports.n"), primary_key=True, index=True),
    Column("value", Integer, nullable=False),  # millionths
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("n", Integer, primary_key=True),  # the founder's
    Column("day", Integer, nullable=False),  # the first that it can mean, or `UNDATED` and more
    Column("width", Integer, nullable=False),  # days to the last that it can mean
    Column(
        "keys", LargeBinary, nullable=False
    ),  # numbers of what it stands under; pairs are worked out from them
    Column("cluster", LargeBinary, nullable=False),  # its reports, and which were joined
)
Index("events_by_day", events.c.day, events.c.n)

event_keys = Table(
    "event_keys",
    metadata,
    Column("key", Integer, primary_key=True),  # number of "state:RUS", "type:meeting" …; `pair` of two states
    Column("day", Integer, primary_key=True),
    Column("event", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

counts = Table(
    "counts",
    metadata,
    Column("who", Integer, primary_key=True),  # 0 for all; number of "state:RUS"; `pair` of two of these
    Column("type", Integer, primary_key=True),  # 0 for all of them
    Column("stage", Integer, primary_key=True),
    Column("factuality", Integer, primary_key=True),
    Column("year", Integer, primary_key=True),  # in which it began; 0 where that is open
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("counts_whole", counts.c.number, counts.c.who, sqlite_where=counts.c.type == 0)

judgements = Table(
    "judgements",
    metadata,
    Column(
        "one", Text, primary_key=True
    ),  # ids of reports, as written: a judgement outlives a report's coding
    Column("other", Text, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("by", Text),
    Column("note", Text),
    Column("made", Text, nullable=False),  # ISO moment, UTC
)

reads = Table(
    "reads",
    metadata,
    Column("sha256", LargeBinary, primary_key=True),  # of the capture's bytes
    Column("name", Text, primary_key=True),  # path or address as given
    Column("read", Text, nullable=False),  # ISO moment, UTC
    sqlite_with_rowid=False,
)

WORDS = """CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    said, content='', columnsize=0, detail=none, tokenize='unicode61 remove_diacritics 2')"""
"""Full text over titles, evidence and the names of those who take part, by report number: which words a report holds,
not where (a third of the size); see `search` for how names are told from other words, and phrases found."""


BITS = 24
"""Of a number that stands for a word; a pair has twice as many."""
PAIRED = 1 << BITS
"""The first number that stands for a pair: those of words are below."""


def pair(a: int, b: int) -> int:
    """Two keys as one, in ``event_keys``, ``counts`` and ``deal_states``."""
    return min(a, b) << BITS | max(a, b)


def unpair(pair: int) -> tuple[int, int]:
    """The two keys, the smaller first."""
    return pair >> BITS, pair & (PAIRED - 1)
