"""What can be done to a record within one transaction. It decides nothing: what to write is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Protocol

from sqlalchemy import Connection, Table, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from legation import edtf
from legation.judgement import Judgement
from legation.record import codec, schema
from legation.textfold import fold
from legation.types import Document, Event, Report

MANY = 500
"""How many values stand in one IN list."""


class Filed(Protocol):
    """A name and an interval of days under which a report is filed."""

    @property
    def name(self) -> str: ...
    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...


class Sought(Protocol):
    """Rows of a name with ``first`` ≤ low ≤ ``last`` and high ≥ ``reach``."""

    @property
    def name(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def reach(self) -> int: ...


def moment() -> str:
    """Now, as an ISO moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


_NOTE_READ = upsert(schema.reads).on_conflict_do_nothing()
_PUT_STORY = upsert(schema.stories).on_conflict_do_nothing()
_PUT_REPORT = upsert(schema.reports).on_conflict_do_nothing().returning(schema.reports.c.n)
_FILE = upsert(schema.blocks).on_conflict_do_nothing()
_TIE = upsert(schema.ties).on_conflict_do_nothing()
_REDIRECT = upsert(schema.redirects).on_conflict_do_nothing()
_WORDS = text("INSERT INTO words(rowid, title, evidence) VALUES (:n, :title, :evidence)")


@lru_cache(maxsize=65536)
def _block(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") >> 2


class Writer:
    """One open transaction on a record."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    # -------------------------------------------------------------- archive

    def note_read(self, sha256: str, name: str) -> None:
        """Enter a capture into the ledger."""
        row = {"sha256": sha256, "name": name, "read": moment()}
        self.connection.execute(_NOTE_READ, row)

    def put_page(
        self,
        document: Document,
        sha256: str,
        reports: Sequence[Report],
        sketches: Mapping[str, Sequence[int]],
    ) -> tuple[int, int] | None:
        """Store a page with its stories and reports; how many of each are new. None where the page is known."""
        known = select(schema.documents.c.id).where(schema.documents.c.id == document.id)
        if self.connection.execute(known).first():
            return None
        page = {
            "id": document.id,
            "sha256": sha256,
            "path": document.path,
            "url": document.url,
            "added": moment(),
        }
        packed = {
            "text": codec.pack_text(document.text),
            "failures": codec.failures_payload(document.failures),
        }
        self.connection.execute(insert(schema.documents), page | packed)
        rows = [
            {
                "id": story.id,
                "document": document.id,
                "published": story.published,
                "payload": codec.story_payload(story),
                "sketch": codec.pack_sketch(sketches.get(story.id, ())),
            }
            for story in document.stories
        ]
        stories = sum(self.connection.execute(_PUT_STORY, row).rowcount for row in rows)
        return stories, sum(self._put_report(report) for report in reports)

    def _put_report(self, report: Report) -> int:
        span = edtf.bounds(report.date)
        row = {
            "id": report.id,
            "story": report.story.id,
            "type": report.type,
            "date_lo": span[0] if span else None,
            "date_hi": span[1] if span else None,
            "factuality": report.factuality,
            "dirty": 1,
            "payload": codec.report_payload(report),
        }
        number = self.connection.execute(_PUT_REPORT, row).scalar()
        if number is None:
            return 0
        words = {
            "n": number,
            "title": report.story.title or "",
            "evidence": " … ".join(e.text for e in report.evidence),
        }
        self.connection.execute(_WORDS, words)
        return 1

    # -------------------------------------------------------------- merging

    def dirty(self, limit: int) -> list[int]:
        """Numbers of reports whose part of the record is still to be merged."""
        query = (
            select(schema.reports.c.n)
            .where(schema.reports.c.dirty == 1)
            .order_by(schema.reports.c.n)
            .limit(limit)
        )
        return list(self.connection.execute(query).scalars())

    def reports(self, numbers: Iterable[int]) -> dict[int, Report]:
        """Reports by number; their stories come without text."""
        found: dict[int, Report] = {}
        stories: dict[str, Any] = {}
        columns = select(
            schema.reports.c.n, schema.reports.c.payload, schema.stories.c.id, schema.stories.c.payload
        )
        joined = columns.join_from(schema.reports, schema.stories)
        for some in chunks(numbers):
            for number, payload, story, about in self.connection.execute(
                joined.where(schema.reports.c.n.in_(some))
            ):
                if story not in stories:
                    stories[story] = codec.story_from(about)
                found[number] = codec.report_from(payload, stories[story])
        return found

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Numbers of reports by id; unknown ids are left out."""
        found: dict[str, int] = {}
        for some in chunks(ids):
            query = select(schema.reports.c.id, schema.reports.c.n).where(schema.reports.c.id.in_(some))
            found.update((row.id, row.n) for row in self.connection.execute(query))
        return found

    def sketches(self, stories: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Sketches of stories by id."""
        found: dict[str, tuple[int, ...]] = {}
        for some in chunks(stories):
            query = select(schema.stories.c.id, schema.stories.c.sketch).where(schema.stories.c.id.in_(some))
            found.update((row.id, codec.unpack_sketch(row.sketch)) for row in self.connection.execute(query))
        return found

    def file(self, number: int, rows: Iterable[Filed]) -> None:
        """File a report where it will be looked for."""
        values = [{"key": _block(r.name), "low": r.low, "high": r.high, "report": number} for r in rows]
        if values:
            self.connection.execute(_FILE, values)

    def look(self, places: Iterable[Sought]) -> set[int]:
        """Numbers of the reports that are filed there."""
        sql = "SELECT report FROM blocks WHERE key = ? AND low BETWEEN ? AND ? AND high >= ?"
        found: set[int] = set()
        for place in places:
            bound = (_block(place.name), place.first, place.last, place.reach)
            found.update(row[0] for row in self.connection.exec_driver_sql(sql, bound))
        return found

    def put_ties(self, ties: Iterable[tuple[int, int, float]]) -> None:
        """Keep pairs that the rules would join; the smaller number first."""
        values = [{"one": min(a, b), "other": max(a, b), "value": value} for a, b, value in ties]
        if values:
            self.connection.execute(_TIE, values)

    def ties(self, numbers: Iterable[int]) -> set[tuple[int, int, float]]:
        """Every tie that one of these reports is in."""
        found: set[tuple[int, int, float]] = set()
        table = schema.ties.c
        for some in chunks(numbers):
            for side in (table.one, table.other):
                found.update(
                    tuple(row) for row in self.connection.execute(select(schema.ties).where(side.in_(some)))
                )
        return found

    def judgements(self) -> tuple[Judgement, ...]:
        """Everything that people have said."""
        table = schema.judgements.c
        query = select(table.one, table.other, table.verdict, table.by, table.note).order_by(
            table.one, table.other
        )
        return tuple(Judgement(*row) for row in self.connection.execute(query))

    def put_judgement(self, judgement: Judgement) -> None:
        """Store a judgement; what was said of the pair before is replaced."""
        row = {name: getattr(judgement, name) for name in ("one", "other", "verdict", "by", "note")}
        query = upsert(schema.judgements).values(**row, made=moment())
        new = {name: query.excluded[name] for name in ("verdict", "by", "note", "made")}
        self.connection.execute(query.on_conflict_do_update(index_elements=["one", "other"], set_=new))

    def drop_judgement(self, one: str, other: str) -> bool:
        """Take a judgement back; whether there was one."""
        table = schema.judgements.c
        query = delete(schema.judgements).where(table.one == min(one, other), table.other == max(one, other))
        return self.connection.execute(query).rowcount > 0

    def standing(self, reports: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The events that hold any of these reports, each with all of its reports in order."""
        table = schema.event_reports.c
        events: set[str] = set()
        for some in chunks(reports):
            events.update(
                self.connection.execute(select(table.event).where(table.report.in_(some))).scalars()
            )
        found: dict[str, list[str]] = {event: [] for event in sorted(events)}
        for some in chunks(sorted(events)):
            query = select(table.event, table.report).where(table.event.in_(some)).order_by(table.report)
            for event, report in self.connection.execute(query):
                found[event].append(report)
        return {event: tuple(held) for event, held in found.items()}

    def replace_events(
        self, before: Iterable[str], events: Sequence[Event], retired: Iterable[tuple[str, str]]
    ) -> None:
        """Put ``events`` in the place of those ``before``; ``retired`` ids lead on through the report given."""
        for some in chunks(before):
            self.connection.execute(delete(schema.events).where(schema.events.c.id.in_(some)))
        for event, report in retired:
            row = {"id": event, "report": report}
            self.connection.execute(_REDIRECT, row)
        for some in chunks(event.id for event in events):
            self.connection.execute(delete(schema.redirects).where(schema.redirects.c.id.in_(some)))
        self._put(schema.events, events, lambda event: [_event_row(event)])
        self._put(
            schema.event_states,
            events,
            lambda e: [{"event": e.id, "state": s} for s in sorted(set(e.states))],
        )
        self._put(schema.event_names, events, lambda e: [{"event": e.id, "name": name} for name in _names(e)])
        self._put(schema.event_reports, events, lambda e: [{"event": e.id, "report": r} for r in e.reports])

    def _put(
        self, table: Table, events: Sequence[Event], rows: Callable[[Event], list[dict[str, Any]]]
    ) -> None:
        values = [row for event in events for row in rows(event)]
        if values:
            self.connection.execute(insert(table), values)

    def clean(self, numbers: Iterable[int]) -> None:
        """Note that the parts of these reports have been merged."""
        for some in chunks(numbers):
            self.connection.execute(
                update(schema.reports).where(schema.reports.c.n.in_(some)).values(dirty=0)
            )

    def soil(self, numbers: Iterable[int]) -> None:
        """Note that the parts of these reports are to be merged again."""
        for some in chunks(numbers):
            self.connection.execute(
                update(schema.reports).where(schema.reports.c.n.in_(some)).values(dirty=1)
            )

    def start_over(self, rules: str) -> None:
        """Forget how reports were compared, and have all of them merged again under ``rules``."""
        for table in (schema.blocks, schema.ties):
            self.connection.execute(delete(table))
        self.connection.execute(update(schema.reports).values(dirty=1))
        query = upsert(schema.meta).values(key="rules", value=rules)
        self.connection.execute(query.on_conflict_do_update(index_elements=["key"], set_={"value": rules}))


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Lists of at most `MANY`."""
    rest = list(values)
    for start in range(0, len(rest), MANY):
        yield rest[start : start + MANY]


def _event_row(event: Event) -> dict[str, Any]:
    span = edtf.bounds(event.date)
    return {
        "id": event.id,
        "type": event.type,
        "date_lo": span[0] if span else None,
        "date_hi": span[1] if span else None,
        "factuality": event.factuality,
        "confidence": event.confidence,
        "payload": codec.event_payload(event),
    }


def _names(event: Event) -> list[str]:
    names = {name for actor in event.actors for name in (actor.name, actor.office) if name}
    return sorted({fold(name).lower() for name in names})
