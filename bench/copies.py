"""A large record out of a smaller one, in minutes: every page, event and deal once more, under ids of its own.

Each copy lies a year after the one before. What a page of the desk costs depends on how many rows stand under a key, a
word or a day, and on how long an event is; all are as in a record that was filled page by page. Only its wording repeats.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from legation.record import Record, Writer, codec, deal_rows, packed, schema, search
from legation.record.listing import postings_of, unpack_keys
from legation.record.names import Names
from legation.record.reading import reports_by_number
from legation.record.sql import Sql
from legation.types import Deal, Story
from legation.upkeep import keeping

APART = 1 << 32
"""How far the ids of two copies lie apart: their order stays."""
_STEP = 5000
_NOWHERE = Story("s_", None, None, 1, None, None, None, None, None, "en", "", ())
_YEAR = re.compile(r"(?<![0-9-])[0-9]{4}(?![0-9])")


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
                    "INSERT INTO words (rowid, said) VALUES (?, ?)",
                    [(number + shift, said) for number, said in words.items()],
                )
        for turn in range(1, copies + 1):
            _rows(writer, turn, sizes)
            _events(file, writer.names, turn, sizes["reports"])
            _deals(writer, turn)
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
        rows = file.do("SELECT n, id, document, payload, sketch, first, last FROM stories WHERE n BETWEEN ? AND ?", bounds)  # fmt: skip
        found = []
        for n, ref, document, payload, sketch, *span in rows.fetchall():
            one = codec.unpack_story(payload, "s_", names, None, None)
            one = replace(one, published=later(one.published, turn))
            payload = codec.pack_story(one, names, None, None)
            day = codec.day_of(one.published)
            found.append(
                (
                    n + stories,
                    ref + apart,
                    document + documents,
                    payload,
                    sketch,
                    day,
                    *(one and one + reports for one in span),
                )
            )
        file.many("INSERT INTO stories (n, id, document, payload, sketch, published, first, last) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", found)  # fmt: skip
    for some in _steps(sizes["reports"]):
        bounds = (some[0], some[-1])
        rows = file.do("SELECT n, id, story, event, payload FROM reports WHERE n BETWEEN ? AND ?", bounds)
        moved = []
        for n, ref, story, event, payload in rows.fetchall():
            report = packed.unpack_report(payload, "r_", _NOWHERE, names)
            row = packed.pack_report(replace(report, date=later(report.date, turn)), names)
            moved.append((n + reports, ref + apart, story + stories, event + reports, 0, row))
        file.many(
            "INSERT INTO reports (n, id, story, event, dirty, payload) VALUES (?, ?, ?, ?, ?, ?)", moved
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


def _events(file: Sql, names: Names, turn: int, size: int) -> None:
    shift = turn * size
    for some in _steps(size):
        rows = file.do(
            "SELECT n, day, width, keys, cluster FROM events WHERE n BETWEEN ? AND ?", (some[0], some[-1])
        ).fetchall()
        found, postings = [], []
        for number, day, width, keys, cluster in rows:
            members, joins = codec.unpack_cluster(cluster, number)
            moved = codec.pack_cluster([one + shift for one in members], joins)
            new = _later_day(day, turn)
            found.append((number + shift, new, width, keys, moved))
            postings += [(key, new, number + shift) for key in postings_of(unpack_keys(keys), names)]
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


def _deals(writer: Writer, turn: int) -> None:
    file, names, apart = writer.sql, writer.names, turn * APART
    if turn == 1:
        file.do("CREATE TEMP TABLE base_deals AS SELECT * FROM deals")
        file.do("CREATE TEMP TABLE base_moves AS SELECT event, realm, deal FROM moves")
        file.do("CREATE TEMP TABLE base_states AS SELECT state, deal FROM deal_states")
    rows = []
    for number, realm, kind, stage, *days, payload in file.do("SELECT * FROM base_deals"):
        deal = _later_deal(deal_rows.unpack(payload, number, names), turn)
        when = (day and _later_day(day, turn) for day in days)
        rows.append((number + apart, realm, kind, stage, *when, deal_rows.pack(deal, names)))
    file.many("INSERT INTO deals VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    file.do("INSERT INTO moves SELECT event + ?, realm, deal + ? FROM base_moves", (apart, apart))
    file.do("INSERT INTO deal_states SELECT state, deal + ? FROM base_states", (apart,))


def _later_deal(deal: Deal, turn: int) -> Deal:
    def moved(ref: str) -> str:
        return f"{ref[:2]}{(int(ref[2:], 16) + turn * APART) % (1 << 64):016x}"

    steps = tuple(
        replace(
            step, date=later(step.date, turn), told=later(step.told, turn), event=moved(step.event),
            report=step.report and moved(step.report), again=tuple(map(moved, step.again)),
            contradicted=tuple(map(moved, step.contradicted)),
        )
        for step in deal.steps
    )  # fmt: skip
    return replace(
        deal, id=moved(deal.id), events=tuple(map(moved, deal.events)), steps=steps,
        first_news=later(deal.first_news, turn), last_news=later(deal.last_news, turn), due=later(deal.due, turn),
        framework=deal.framework and moved(deal.framework), renews=deal.renews and moved(deal.renews),
        parts=tuple(map(moved, deal.parts)),
    )  # fmt: skip
