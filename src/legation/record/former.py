"""Records of earlier formats, made into one of this format when they are first opened for writing.

Format 1 kept reports as msgpack lists, full text with the places of words, and deals as JSON under the ids of their
events. What people said, and every page, story and report with its offsets, is carried over unchanged; what is derived
(events, counts, deals) is worked out again by the next `settle`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, text

from legation.record import deal_rows, packed, schema, search
from legation.record.codec import id_of, pack_rising, unpack_date
from legation.record.names import Known, Names
from legation.record.reading import story_of
from legation.record.sql import Sql
from legation.telling import Tell
from legation.types import Actor, Claim, Evidence, Item, Money, Place, Report, Span, Story

_unpack = msgspec.msgpack.Decoder().decode
_places = msgspec.json.Decoder(Place)
_FINE = 10_000


_TOLD = 100
"""Stories between two tellings of how far it has got."""


def bring_up(engine: Engine, tell: Tell) -> None:
    """Make a record of format 1 one of this format, in one transaction: where it is stopped, it stays as it was."""
    with engine.execution_options(writing=True).begin() as connection:
        file = Sql(connection)
        if file.number("PRAGMA user_version") >= schema.VERSION:
            return  # another process has done it meanwhile
        names = Names(file, Known())
        file.do("DROP TABLE words")
        file.do(schema.WORDS)
        plain = file.one("SELECT value FROM meta WHERE key = 'unindexed'")
        _reports(file, connection, names, frozenset(str(plain[0]).split() if plain else ()), tell)
        _events(file)
        for gone in ("deals", "deal_states", "moves", "stale"):
            file.do(f"DROP TABLE IF EXISTS {gone}")
        for table in deal_rows.TABLES:
            table.create(connection, checkfirst=True)
        file.do("DROP TABLE former")
        file.do("DELETE FROM meta WHERE key IN ('rules', 'deal rules')")
        connection.execute(text(f"PRAGMA user_version = {schema.VERSION}"))


def _events(file: Sql) -> None:
    """Write anew under what events are listed; they had msgpack lists."""
    found = []
    for number, keys, cluster in file.do("SELECT n, keys, cluster FROM events").fetchall():
        members, *joins = _unpack(cluster)
        own = b"" if len(members) == 1 and not joins else cluster
        found.append((pack_rising(sorted(_unpack(keys))), own, number))
    file.many("UPDATE events SET keys = ?, cluster = ? WHERE n = ?", found)


def _reports(file: Sql, connection: Connection, names: Names, unindexed: frozenset[str], tell: Tell) -> None:
    """Write every report anew, a story at a time."""
    file.do("DELETE FROM ties")
    file.do("CREATE TABLE former AS SELECT n, id, story, event, payload FROM reports")
    file.do("CREATE INDEX former_story ON former (story)")
    file.do("DROP TABLE reports")
    schema.reports.create(connection)
    for column in ("first", "last"):
        file.do(f"ALTER TABLE stories ADD COLUMN {column} INTEGER")
    homes = "SELECT s.n, s.id, s.payload, d.path, d.url, d.text FROM stories s JOIN documents d ON d.n = s.document"
    total = file.number("SELECT count(*) FROM stories")
    what = f"bringing the record from format 1 to {schema.VERSION}, stories"
    for done, (number, *about) in enumerate(file.do(homes).fetchall()):
        if done % _TOLD == 0:
            tell(what, done, total, rare=True)
        story = story_of(about, names)
        rows = file.do(
            "SELECT n, id, event, payload FROM former WHERE story = ? ORDER BY n", (number,)
        ).fetchall()
        late = bool(rows) and rows[-1][0] - rows[0][0] + 1 != len(rows)
        if rows and not late:
            file.do("UPDATE stories SET first = ?, last = ? WHERE n = ?", (rows[0][0], rows[-1][0], number))
        for n, ref, event, payload in rows:
            report = unpack_report(payload, id_of("r", ref), story, names)
            file.do(
                "INSERT INTO reports (n, id, story, event, dirty, late, payload) VALUES (?, ?, ?, ?, 1, ?, ?)",
                (n, ref, number, event, late, packed.pack_report(report, names)),
            )
            file.do("INSERT INTO words (rowid, said) VALUES (?, ?)", (n, search.words_of(report, unindexed)))
    tell(what, total, total, rare=True)


def unpack_report(row: bytes, ref: str, story: Story, names: Names) -> Report:
    """A report of format 1."""
    word, name, page = names.word, names.text, story.text
    (kind, mode, states, actors, day, basis, place, stage, factuality, topics, items, money, claims, evidence,
     rule, confidence) = _unpack(row)  # fmt: skip
    where = word(place)
    return Report(
        id=ref,
        story=story,
        type=name(kind),
        mode=word(mode),
        states=tuple(map(name, states)),
        actors=tuple(
            Actor(name(a[0]), word(a[1]), word(a[2]), name(a[3]), name(a[4]), word(a[5]), a[6], a[6] + a[7])
            for a in _rows(actors, 8)
        ),
        date=unpack_date(day),
        date_basis=word(basis),
        place=_places.decode(where) if where else None,
        stage=word(stage),
        factuality=name(factuality),
        topics=tuple(map(name, topics)),
        items=tuple(
            Item(name(i[0]), name(i[1]), i[2], word(i[3]), Span(i[4], i[4] + i[5])) for i in _rows(items, 6)
        ),
        money=tuple(
            Money(m[0], name(m[1]), name(m[2]), Span(m[3], m[3] + m[4])) for m in _rows(money, 5)
        ),
        claims=tuple(Claim(name(c[0]), word(c[1]), name(c[2]), word(c[3])) for c in _rows(claims, 4)),
        evidence=tuple(
            Evidence(e[1], e[1] + e[2], page[e[1] : e[1] + e[2]] if e[3] is None else _letters(e[3]), name(e[0]))
            for e in _rows(evidence, 4)
        ),
        rule=name(rule),
        confidence=confidence / _FINE if isinstance(confidence, int) else confidence,
    )  # fmt: skip


def _letters(row: bytes) -> str:
    return row.decode("utf-8", "surrogatepass")


def _rows(flat: Sequence[Any], width: int) -> Iterable[Sequence[Any]]:
    return (flat[start : start + width] for start in range(0, len(flat), width))
