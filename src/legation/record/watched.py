"""What watching keeps in the record: how each source stands, the pages that it listed, the hosts and their wishes.

    watched_sources (when to ask again, how it stands)      watched_hosts (when it may be asked again, robots.txt)
    watched_pages (every page listed: waiting, done, failed or left)      answers (ETag, Last-Modified)
    watched_texts (what a feed itself carries of a page that waits)

The tables are made when something is first watched. Moments are seconds since 1970, UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from legation.record.columns import has, moment, number, whole, words

WAITING, DONE, FAILED, LEFT = "waiting", "done", "failed", "left"

metadata = MetaData()  # of its own: a record that watches nothing has none of these tables

sources = Table(
    "watched_sources",
    metadata,
    Column("name", Text, primary_key=True),
    words("url"),
    moment("due"),
    moment("began"),  # when it was first asked
    Column("answered", Float),  # when it last answered
    Column("new", Float),  # when it last listed a new page
    words("standing"),  # what was last said of it: "", "silent", "changed shape" …
    whole("failures"),  # in a row
    whole("entries"),  # in the last answer
)
pages = Table(
    "watched_pages",
    metadata,
    number("n"),
    words("address", unique=True),
    words("source"),
    words("host"),
    words("state"),
    moment("found"),
    moment("due"),
    whole("tries"),
    words("stamp"),  # as the source gives it: a later one is a newer version
    whole("versions"),
)
_by_host = Index(
    "watched_pages_by_host", pages.c.host, pages.c.due, pages.c.n, sqlite_where=pages.c.state == WAITING
)
hosts = Table(
    "watched_hosts",
    metadata,
    Column("host", Text, primary_key=True),
    moment("free"),  # not to be asked before
    whole("failures"),  # in a row
    Column("robots", Text),  # the text of its robots.txt; null where it could not be had
    moment("robots_until"),
)
answers = Table(
    "answers",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
)


texts = Table(
    "watched_texts",
    metadata,
    Column("address", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),  # HTML
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands."""

    name: str
    url: str
    due: float = 0.0
    began: float = 0.0
    answered: float | None = None
    new: float | None = None
    standing: str = ""
    failures: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Host:
    """What is known of a host."""

    host: str
    free: float = 0.0
    failures: int = 0
    robots: str | None = None
    robots_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that waits to be fetched; ``ready`` is when it and its host may be asked."""

    n: int
    address: str
    source: str
    host: str
    tries: int
    stamp: str
    versions: int
    ready: float


@dataclass(frozen=True, slots=True)
class Found:
    """A page that a source lists. ``left``: it is not to be fetched, only known. ``content``: the page itself, where the
    source carries it.
    """

    address: str
    host: str
    stamp: str
    left: bool = False
    content: bytes | None = None


def prepare(connection: Connection) -> None:
    """Make the tables where they are missing."""
    metadata.create_all(connection)
    _by_host.create(connection, checkfirst=True)  # a record of before may have the table without it


def present(connection: Connection) -> bool:
    """Whether anything was ever watched."""
    return has(connection, sources)


# ------------------------------------------------------------------ sources and hosts


def standings(connection: Connection) -> dict[str, Standing]:
    """Every source that was ever asked, by name."""
    return {row.name: Standing(*row) for row in connection.execute(select(sources))}


def put_standing(connection: Connection, standing: Standing) -> None:
    """Keep how a source stands."""
    _put(connection, sources, _row(standing), "name")


def host(connection: Connection, name: str) -> Host:
    """A host; one that was never asked is free."""
    row = connection.execute(select(hosts).where(hosts.c.host == name)).first()
    return Host(*row) if row else Host(name)


def free(connection: Connection) -> dict[str, float]:
    """When each host may be asked again."""
    return {row.host: row.free for row in connection.execute(select(hosts.c.host, hosts.c.free))}


def put_host(connection: Connection, known: Host) -> None:
    """Keep what is known of a host."""
    _put(connection, hosts, _row(known), "host")


def answer(connection: Connection, address: str) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of the last answer of an address."""
    row = connection.execute(
        select(answers.c.etag, answers.c.modified).where(answers.c.address == address)
    ).first()
    return (row[0], row[1]) if row else (None, None)


def put_answer(connection: Connection, address: str, etag: str | None, modified: str | None) -> None:
    """Keep the ETag and Last-Modified of an answer."""
    if etag or modified:
        _put(connection, answers, {"address": address, "etag": etag, "modified": modified}, "address")


# ------------------------------------------------------------------ pages


def put_found(connection: Connection, source: str, found: Iterable[Found], now: float, versions: int) -> int:
    """Enter the pages that a source lists; how many were not known before.

    A page that is known and has a later stamp waits again, at most ``versions`` times.
    """
    new = 0
    for one in found:
        row = {
            "address": one.address, "source": source, "host": one.host, "state": LEFT if one.left else WAITING,
            "found": now, "due": now, "tries": 0, "stamp": one.stamp, "versions": 0,
        }  # fmt: skip
        if connection.execute(upsert(pages).on_conflict_do_nothing(), row).rowcount:
            new += not one.left
            _put_text(connection, one)
            continue
        later = (pages.c.address == one.address) & (pages.c.stamp < one.stamp) & (pages.c.versions < versions)
        again = {"state": WAITING, "due": now, "tries": 0, "stamp": one.stamp}
        anew = update(pages).where(later, pages.c.state == DONE).values(again)
        if not one.left and connection.execute(anew).rowcount:
            _put_text(connection, one)
    return new


def _put_text(connection: Connection, one: Found) -> None:
    if one.content is not None and not one.left:
        _put(connection, texts, {"address": one.address, "content": one.content}, "address")


def content(connection: Connection, page: Waiting) -> bytes | None:
    """The page itself, where its source carried it."""
    row = connection.execute(select(texts.c.content).where(texts.c.address == page.address)).first()
    return bytes(row[0]) if row else None


def put_listed(
    connection: Connection, name: str, addresses: Iterable[tuple[str, str]], now: float, again: bool
) -> int:
    """Enter addresses (each with its host) that a person wants fetched; how many wait now because of it.

    One that was known and left, or waits for a source, waits for this list; ``again``: one that failed, too.
    """
    more = 0
    wanted = (LEFT, FAILED) if again else (LEFT,)
    for address, place in addresses:
        row = {
            "address": address, "source": name, "host": place, "state": WAITING,
            "found": now, "due": now, "tries": 0, "stamp": "", "versions": 0,
        }  # fmt: skip
        if connection.execute(upsert(pages).on_conflict_do_nothing(), row).rowcount:
            more += 1
            continue
        known = pages.c.address == address
        fresh = {"source": name, "state": WAITING, "due": now, "tries": 0}
        more += connection.execute(
            update(pages).where(known, pages.c.state.in_(wanted)).values(fresh)
        ).rowcount
        others = known & (pages.c.state == WAITING) & (pages.c.source != name)
        more += connection.execute(update(pages).where(others).values(source=name)).rowcount
    return more


# A host after the other, and of each the page that waits longest: with the index on both, the time that this takes grows
# with the hosts, not with the pages.
_NEXT = """
WITH RECURSIVE waiting(host) AS (
    SELECT min(host) FROM watched_pages WHERE state = 'waiting'
    UNION ALL
    SELECT (SELECT min(host) FROM watched_pages WHERE state = 'waiting' AND host > waiting.host)
    FROM waiting WHERE waiting.host IS NOT NULL
)
SELECT p.n, p.address, p.source, p.host, p.tries, p.stamp, p.versions, max(p.due, coalesce(h.free, 0.0)) AS ready
FROM waiting
JOIN watched_pages p ON p.n = (
    SELECT n FROM watched_pages
    WHERE state = 'waiting' AND host = waiting.host AND source IN :names ORDER BY due, n LIMIT 1
)
LEFT JOIN watched_hosts h ON h.host = waiting.host
WHERE waiting.host NOT IN :busy
ORDER BY ready, p.n LIMIT :most
"""


def next_pages(
    connection: Connection, names: Sequence[str], most: int = 1, busy: Iterable[str] = ()
) -> tuple[Waiting, ...]:
    """The pages that can be fetched first, one of each host, of those that these sources and lists named. Of ``busy``
    hosts none.
    """
    query = text(_NEXT).bindparams(bindparam("names", expanding=True), bindparam("busy", expanding=True))
    rows = connection.execute(query, {"names": list(names), "busy": list(busy), "most": most})
    return tuple(Waiting(*row) for row in rows)


def waiting(connection: Connection, names: Sequence[str]) -> int:
    """How many pages wait that these sources and lists named."""
    query = select(func.count()).where(pages.c.state == WAITING, pages.c.source.in_(names))
    return int(connection.execute(query).scalar_one())


def close(connection: Connection, page: Waiting, state: str) -> bool:
    """A page is done or failed; False where that was known already."""
    query = update(pages).where(pages.c.n == page.n, pages.c.state == WAITING)
    more = int(state == DONE)
    connection.execute(delete(texts).where(texts.c.address == page.address))
    return connection.execute(query.values(state=state, versions=pages.c.versions + more)).rowcount > 0


def postpone(connection: Connection, page: Waiting, due: float) -> bool:
    """A page could not be had now; it is tried again at ``due``."""
    query = update(pages).where(pages.c.n == page.n, pages.c.state == WAITING)
    return connection.execute(query.values(due=due, tries=pages.c.tries + 1)).rowcount > 0


def counts(connection: Connection) -> dict[str, int]:
    """How many pages stand how."""
    query = select(pages.c.state, func.count()).group_by(pages.c.state)
    return {row[0]: row[1] for row in connection.execute(query)}


def _row(value: Any) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value)}


def _put(connection: Connection, table: Table, row: dict[str, Any], key: str) -> None:
    query = upsert(table).values(row)
    new = {name: query.excluded[name] for name in row if name != key}
    connection.execute(query.on_conflict_do_update(index_elements=[key], set_=new))
