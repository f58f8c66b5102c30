"""A large record out of a smaller one, in minutes: every page, event and deal once more, under ids of its own.

Each copy lies a year after the one before. What a page of the desk costs depends on how many rows stand under a key, a
word or a day, and on how long an event is; all are as in a record that was filled page by page. Only its wording repeats.
"""

from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from legation.record import Record, Writer, codec, schema, search
from legation.record.listing import unpack_keys
from legation.record.reading import reports_by_number
from legation.record.sql import Sql
from legation.types import Story
from legation.upkeep import keeping

APART = 1 << 32
"""How far the ids of two copies lie apart: their order stays."""
_STEP = 5000
_NOWHERE = Story("s_", None, None, 1, None, None, None, None, None, "en", "", ())
_YEAR = re.compile(r"(?<![0-9-])[0-9]{4}(?![0-9])")
_DAY = re.compile(rb'"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:/[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)?(?=")')
_ID = re.compile(rb'"([der])_([0-9a-f]{16})"')


def copy(record: Record, copies: int) -> None:
    """Put everything in the record so many times more."""
    with record.writing() as writer:
        file = writer.sql
        sizes = {
            table: file.number(f"SELECT max(n) FROM {table}") for table in ("documents", "stories", "reports")
        }
        plain = frozenset(keeping.function_words())
        for some in _steps(sizes["reports"]):
            found = reports_by_number(file, writer.names, some)
            words = {number: search.words_of(one, plain) for number, one in found.items()}
            for turn in range(1, copies + 1):
                shift = turn * sizes["reports"]
                file.many(
                    "INSERT INTO words (rowid, title, evidence, names) VALUES (?, ?, ?, ?)",
                    [(number + shift, *said) for number, said in words.items()],
                )
        for turn in range(1, copies + 1):
            _rows(writer, turn, sizes)
            _events(file, turn, sizes["reports"])
            _deals(file, turn)
        _counts(file, copies)


def _steps(last: int) -> Iterator[range]:
    for start in range(1, last + 1, _STEP):
        yield range(start, min(start + _STEP, last + 1))


def _rows(writer: Writer, turn: int, sizes: dict[str, int]) -> None:
    file, names = writer.sql, writer.names
    documents, stories, reports = (turn * size for size in sizes.values())
    apart = turn * APART
    file.do(
        "INSERT INTO documents SELECT n + ?, id + ?, sha256, path, url, text, failures, added FROM documents WHERE n <= ?",
        (documents, apart, sizes["documents"]),
    )
    for some in _steps(sizes["stories"]):
        bounds = (some[0], some[-1])
        rows = file.do("SELECT n, id, document, payload, sketch FROM stories WHERE n BETWEEN ? AND ?", bounds)
        found = []
        for n, ref, document, payload, sketch in rows.fetchall():
            one = codec.unpack_story(payload, "s_", names, None, None)
            one = replace(one, published=later(one.published, turn))
            packed = codec.pack_story(one, names, None, None)
            day = codec.day_of(one.published)
            found.append((n + stories, ref + apart, document + documents, packed, sketch, day))
        file.many("INSERT INTO stories (n, id, document, payload, sketch, published) VALUES (?, ?, ?, ?, ?, ?)", found)  # fmt: skip
    for some in _steps(sizes["reports"]):
        bounds = (some[0], some[-1])
        rows = file.do("SELECT n, id, story, event, payload FROM reports WHERE n BETWEEN ? AND ?", bounds)
        moved = []
        for n, ref, story, event, payload in rows.fetchall():
            report = codec.unpack_report(payload, "r_", _NOWHERE, names)
            packed = codec.pack_report(replace(report, date=later(report.date, turn)), names)
            moved.append((n + reports, ref + apart, story + stories, event + reports, 0, packed))
        file.many(
            "INSERT INTO reports (n, id, story, event, dirty, payload) VALUES (?, ?, ?, ?, ?, ?)", found
        )


def later(date: str | None, years: int) -> str | None:
    """An EDTF date so many years later."""
    if date is None:
        return None
    return _YEAR.sub(lambda found: f"{int(found[0]) + years:04}", date.replace("-02-29", "-02-28"))


def _later_day(day: int, years: int) -> int:
    undated = schema.UNDATED if day >= schema.UNDATED else 0
    if day - undated >= schema.UNDATED:
        return day  # of no known day of telling either
    there = datetime.date.fromordinal(day - undated)
    last = 28 if there.month == 2 else 31
    return undated + there.replace(year=there.year + years, day=min(there.day, last)).toordinal()


def _events(file: Sql, turn: int, size: int) -> None:
    shift = turn * size
    for some in _steps(size):
        rows = file.do(
            "SELECT n, day, width, keys, cluster FROM events WHERE n BETWEEN ? AND ?", (some[0], some[-1])
        ).fetchall()
        found, postings = [], []
        for number, day, width, keys, cluster in rows:
            members, joins = codec.unpack_cluster(cluster)
            moved = codec.pack_cluster([one + shift for one in members], joins)
            new = _later_day(day, turn)
            found.append((number + shift, new, width, keys, moved))
            postings += [(key, new, number + shift) for key in unpack_keys(keys)]
        file.many("INSERT INTO events (n, day, width, keys, cluster) VALUES (?, ?, ?, ?, ?)", found)
        file.many("INSERT INTO event_keys (key, day, event) VALUES (?, ?, ?)", postings)


def _counts(file: Sql, copies: int) -> None:
    base = file.do("SELECT who, type, stage, factuality, year, number FROM counts").fetchall()
    for turn in range(1, copies + 1):
        file.many(
            "INSERT INTO counts (who, type, stage, factuality, year, number) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET number = number + excluded.number",
            [(*row[:4], row[4] and row[4] + turn, row[5]) for row in base],
        )


def _deals(file: Sql, turn: int) -> None:
    apart = turn * APART

    def moved(found: re.Match[bytes]) -> bytes:
        return b'"%b_%016x"' % (found[1], (int(found[2], 16) + apart) % (1 << 64))

    def dated(found: re.Match[bytes]) -> bytes:
        return b'"%b' % later(found[0][1:].decode(), turn).encode()  # type: ignore[union-attr]

    first = "SELECT id, realm, founder, type, stage, first, last, due, payload FROM deals WHERE id IN (SELECT id FROM base_deals)"
    if turn == 1:
        file.do("CREATE TEMP TABLE base_deals AS SELECT id FROM deals")
        file.do("CREATE UNIQUE INDEX temp.base_deals_id ON base_deals (id)")
        file.do("CREATE TEMP TABLE base_moves AS SELECT event, realm, deal FROM moves")
        file.do("CREATE TEMP TABLE base_states AS SELECT state, deal FROM deal_states")
    rows = [
        (number + apart, realm, _ID.sub(moved, b'"%b"' % founder.encode()).decode()[1:-1], kind, stage,
         *(day and _later_day(day, turn) for day in days),
         zlib.compress(_DAY.sub(dated, _ID.sub(moved, zlib.decompress(payload))), 6))
        for number, realm, founder, kind, stage, *days, payload in file.do(first)
    ]  # fmt: skip
    file.many("INSERT INTO deals (id, realm, founder, type, stage, first, last, due, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)  # fmt: skip
    file.do("INSERT INTO moves SELECT event + ?, realm, deal + ? FROM base_moves", (apart, apart))
    file.do("INSERT INTO deal_states SELECT state, deal + ? FROM base_states", (apart,))
