"""What can be done to a record within one transaction. It decides nothing: what to write is decided elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from legation.judgement import Judgement
from legation.record import codec, deals, listing, packed, past, questions, search
from legation.record.desk import Notebook
from legation.record.listing import LISTING, Listed, drop_events, put_events
from legation.record.names import Names
from legation.record.reading import chunks, reports_by_id, reports_by_number, sketches_of
from legation.record.sql import Sql, Values, marks
from legation.types import Document, Event, Report

_EARLY = 1 << 22
"""More than any day: what a block's hash is multiplied by to make room for one."""
_MILLION = 1_000_000
_PARTNER = "partner:"
_AT_ONCE = 16
"""Places where reports are looked for in one statement, which takes a third of the time of one for each."""
_NOWHERE = (1, 0, 0) * _AT_ONCE
_LOOK = (
    f"WITH sought (first, last, reach) AS (VALUES {', '.join(['(?, ?, ?)'] * _AT_ONCE)}) SELECT report "
    "FROM sought CROSS JOIN blocks WHERE place BETWEEN first AND last AND place + width >= reach"
)


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


@dataclass(frozen=True, slots=True)
class Stored:
    """How an event is stored: the numbers of its reports in the order of ids, and the joins that made it.

    Each join names two places among the reports, whether a person made it, and who.
    """

    members: tuple[int, ...]
    joins: tuple[tuple[int, int, bool, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """An event to be put into the record: its values, and the reports and joins that it is made of."""

    event: Event
    stored: Stored


def moment() -> str:
    """Now, as an ISO moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@lru_cache(maxsize=65536)
def _block(name: str) -> int:
    """25 bits, so that it fits six bytes with a day; names that share a number only cost a look in vain."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "big") >> 7


class Writer:
    """One open transaction on a record."""

    def __init__(self, file: Sql, names: Names, unindexed: frozenset[str]) -> None:
        self.sql = file
        self.connection = file.connection
        self.names = names
        self.unindexed = unindexed

    @property
    def notebook(self) -> Notebook:
        """What people say, note and code, to be added to."""
        return Notebook(self.connection)

    # -------------------------------------------------------------- archive

    def note_read(self, sha256: str, name: str) -> None:
        """Enter a capture into the ledger."""
        self._do("INSERT OR IGNORE INTO reads VALUES (?, ?, ?)", (codec.digest(sha256), name, moment()))

    def put_page(
        self,
        document: Document,
        sha256: str,
        reports: Sequence[Report],
        sketches: Mapping[str, Sequence[int]],
    ) -> tuple[int, int] | None:
        """Store a page with its stories and reports; how many of each are new. None where the page is known."""
        number = codec.number_of(document.id)
        if self.sql.one("SELECT 1 FROM documents WHERE id = ?", (number,)):
            return None
        page = (
            number,
            codec.digest(sha256),
            document.path,
            document.url,
            codec.pack_text(document.text),
            codec.failures_payload(document.failures),
            moment(),
        )
        done = self._do(
            "INSERT INTO documents (id, sha256, path, url, text, failures, added) VALUES (?, ?, ?, ?, ?, ?, ?)",
            page,
        )
        home: dict[str, int] = {}
        for story in document.stories:
            row = (
                codec.number_of(story.id),
                done.lastrowid,
                codec.pack_story(story, self.names, document.path, document.url),
                codec.pack_rising(sketches.get(story.id, ())),
                codec.day_of(story.published),
            )
            put = self._do(
                "INSERT OR IGNORE INTO stories (id, document, payload, sketch, published) VALUES (?, ?, ?, ?, ?)",
                row,
            )
            if put.rowcount:
                home[story.id] = put.lastrowid or 0
        return len(home), self.put_reports(reports, home)

    def put_reports(self, reports: Iterable[Report], home: Mapping[str, int], late: bool = False) -> int:
        """Store the reports of stories whose numbers are given; how many are new. ``late``: the stories are not."""
        spans: dict[int, tuple[int, int]] = {}
        told = sorted((one for one in reports if one.story.id in home), key=lambda one: home[one.story.id])
        known = {ref for ref, _ in reports_by_id(self.sql, "n", (codec.number_of(one.id) for one in told))}
        new = 0
        number = self.sql.number("SELECT max(n) FROM reports")
        for one in told:
            if codec.number_of(one.id) in known:
                continue
            known.add(codec.number_of(one.id))
            payload = packed.pack_report(one, self.names)
            new, number = new + 1, number + 1
            row = (number, codec.number_of(one.id), home[one.story.id], number, late, payload)
            self._do(
                "INSERT INTO reports (n, id, story, event, dirty, late, payload) VALUES (?, ?, ?, ?, 1, ?, ?)",
                row,
            )
            words = search.words_of(one, self.unindexed)
            self._do("INSERT INTO words (rowid, said) VALUES (?, ?)", (number, words))
            spans[home[one.story.id]] = (spans.get(home[one.story.id], (number, 0))[0], number)
        if not late:
            rows = [(first, last, story) for story, (first, last) in spans.items()]
            self.sql.many("UPDATE stories SET first = ?, last = ? WHERE n = ?", rows)
        return new

    def add_reports(self, reports: Iterable[Report]) -> int:
        """Store reports of stories that are archived already; how many are new."""
        found = list(reports)
        home: dict[str, int] = {}
        for some in chunks({report.story.id for report in found}):
            query = f"SELECT id, n FROM stories WHERE id IN ({marks(some)})"
            rows = self._do(query, tuple(map(codec.number_of, some)))
            home.update((codec.id_of("s", row[0]), row[1]) for row in rows)
        return self.put_reports(found, home, late=True)

    def drop_reports(
        self, gone: Mapping[int, Report], filed: Iterable[tuple[int, Iterable[Filed]]]
    ) -> tuple[str, ...]:
        """Take reports out, with all that was derived from them; the ids of the events that held them.

        What those events held besides is to be merged again. ``filed`` says where the reports are filed.
        """
        founders = self.standing(gone)
        ids = questions.ids_of(self.sql, founders)
        drop_events(self.sql, self.names, founders)
        self.soil({member for made in founders.values() for member in made.members} - gone.keys())
        places = [(_block(row.name) * _EARLY + row.low, number) for number, rows in filed for row in rows]
        self.sql.many("DELETE FROM blocks WHERE place = ? AND report = ?", places)
        for number, report in gone.items():
            words = search.words_of(report, self.unindexed)
            self._do("INSERT INTO words (words, rowid, said) VALUES ('delete', ?, ?)", (number, words))
            self._do("DELETE FROM ties WHERE one = ? OR other = ?", (number, number))
            self._do("DELETE FROM reports WHERE n = ?", (number,))
        return tuple(codec.id_of("e", number) for number in ids.values())

    # -------------------------------------------------------------- merging

    def dirty(self, limit: int) -> list[int]:
        """Numbers of reports whose part of the record is still to be merged."""
        rows = self._do("SELECT n FROM reports WHERE dirty = 1 ORDER BY n LIMIT ?", (limit,))
        return [int(row[0]) for row in rows]

    def reports(self, numbers: Iterable[int]) -> dict[int, Report]:
        """Reports by number, with the text of their pages."""
        return reports_by_number(self.sql, self.names, numbers)

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Numbers of reports by id; unknown ids are left out."""
        found: dict[str, int] = {}
        for some in chunks(ids):
            rows = reports_by_id(self.sql, "n", map(codec.number_of, some))
            found.update((codec.id_of("r", ref), n) for ref, n in rows)
        return found

    def ids(self, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of reports by their numbers; unknown numbers are left out."""
        found = questions.ids_of(self.sql, numbers)
        return {number: codec.id_of("r", one) for number, one in found.items()}

    def sketches(self, stories: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
        """Sketches of stories by id."""
        return sketches_of(self.sql, stories)

    def file(self, rows: Iterable[tuple[int, Iterable[Filed]]]) -> None:
        """File reports, by number, where they will be looked for."""
        values = [
            (_block(r.name) * _EARLY + r.low, number, r.high - r.low) for number, filed in rows for r in filed
        ]
        if values:
            self.sql.many(
                "INSERT OR IGNORE INTO blocks (place, report, width) VALUES (?, ?, ?)", sorted(values)
            )

    def look(self, places: Iterable[Sought]) -> set[int]:
        """Numbers of the reports that are filed there."""
        bounds: list[int] = []
        for place in places:
            start = _block(place.name) * _EARLY
            bounds += (start + max(0, place.first), start + place.last, start + place.reach)
        found: set[int] = set()
        for first in range(0, len(bounds), len(_NOWHERE)):
            some = bounds[first : first + len(_NOWHERE)]
            rows = self._do(_LOOK, (*some, *_NOWHERE[len(some) :]))
            found.update(row[0] for row in rows)
        return found

    def unfile(self, numbers: Iterable[int]) -> None:
        """Forget where reports were filed and what they were tied to, because they now say something else.

        Whatever they were tied to is to be merged again, as they are.
        """
        own = list(numbers)
        self.soil({*own, *(n for a, b, _ in self.ties(own) for n in (a, b))})
        for some in chunks(own):
            self._do(f"DELETE FROM blocks WHERE report IN ({marks(some)})", tuple(some))
            for side in ("one", "other"):
                self._do(f"DELETE FROM ties WHERE {side} IN ({marks(some)})", tuple(some))

    def put_ties(self, ties: Iterable[tuple[int, int, float]]) -> None:
        """Keep pairs that the rules would join; the smaller number first."""
        values = [(min(a, b), max(a, b), round(value * _MILLION)) for a, b, value in ties]
        if values:
            self.sql.many("INSERT OR IGNORE INTO ties (one, other, value) VALUES (?, ?, ?)", sorted(values))

    def ties(self, numbers: Iterable[int]) -> set[tuple[int, int, float]]:
        """Every tie that one of these reports is in."""
        return past.ties_of(self.sql, numbers)

    def standing(self, numbers: Iterable[int]) -> dict[int, Stored]:
        """The events that hold any of these reports, by founder."""
        word = self.names.word
        return {
            founder: Stored(
                tuple(members),
                tuple((a, b, bool(said), word(said - 1) if said else None) for a, b, said in joins),
            )
            for founder, (members, joins) in past.clusters_holding(self.sql, numbers).items()
        }

    def partners(self, states: Iterable[str]) -> tuple[str, ...]:
        """Take note of these states; all that reports were ever filed under."""
        for state in states:
            self.names.number(f"{_PARTNER}{state}")
        start = _PARTNER.encode()
        rows = self._do("SELECT word FROM names WHERE word BETWEEN ? AND ?", (start, start + b"\xff"))
        return tuple(sorted(row[0].decode().removeprefix(_PARTNER) for row in rows))

    def replace_events(self, before: Iterable[int], events: Iterable[Placed]) -> None:
        """Put ``events`` in the place of those of the founders ``before``."""
        drop_events(self.sql, self.names, before)
        found = []
        for placed in events:
            members = list(placed.stored.members)
            joins = [(a, b, said and 1 + self.names.number(by)) for a, b, said, by in placed.stored.joins]
            found.append(Listed(placed.event, members, codec.pack_cluster(members, joins)))
        put_events(self.sql, self.names, found)

    def relist(self, events: Iterable[Event]) -> None:
        """List events anew under all that they are to be found by; which reports make them stays as it is."""
        known = list(events)
        numbers = self.numbers(one.reports[0] for one in known)
        by_founder = {numbers[one.reports[0]]: one for one in known}
        found = []
        for some in chunks(by_founder):
            rows = self._do(f"SELECT n, cluster FROM events WHERE n IN ({marks(some)})", tuple(some))
            found += [
                Listed(by_founder[n], codec.unpack_cluster(cluster, n)[0], cluster) for n, cluster in rows
            ]
        drop_events(self.sql, self.names, by_founder)
        put_events(self.sql, self.names, found)

    def list_pairs(self) -> None:
        """List events and deals under pairs of states too, as version 2 of the listing did not."""
        listing.list_pairs(self.sql, self.names)
        self.listed()

    def listed(self) -> None:
        """List deals as this version does, and note that all events are listed so."""
        deals.list_pairs(self.sql)
        self._do("INSERT OR REPLACE INTO meta (key, value) VALUES ('listing', ?)", (LISTING,))

    def lead(self, homes: Iterable[tuple[int, int]]) -> None:
        """Have reports that no event holds lead to the event of this founder, which they were part of."""
        self.sql.many("UPDATE reports SET event = ? WHERE n = ?", [(home, number) for number, home in homes])

    def clean(self, numbers: Iterable[int]) -> None:
        """Note that the parts of these reports have been merged."""
        for some in chunks(numbers):
            self._do(f"UPDATE reports SET dirty = 0 WHERE n IN ({marks(some)})", tuple(some))

    def soil(self, numbers: Iterable[int]) -> None:
        """Note that the parts of these reports are to be merged again."""
        for some in chunks(numbers):
            self._do(f"UPDATE reports SET dirty = 1 WHERE n IN ({marks(some)})", tuple(some))

    def start_over(self, rules: str) -> None:
        """Forget how reports were compared, and have all of them merged again under ``rules``."""
        for table in ("blocks", "ties"):
            self._do(f"DELETE FROM {table}")
        self._do("UPDATE reports SET dirty = 1")
        self._do("INSERT OR REPLACE INTO meta (key, value) VALUES ('rules', ?)", (rules,))

    def tidy(self) -> None:
        """Put the full text in order."""
        self._do("INSERT INTO words (words) VALUES ('optimize')")

    # -------------------------------------------------------------- judgements

    def judgements(self) -> tuple[Judgement, ...]:
        """Everything that people have said."""
        return questions.judgements(self.sql)

    def put_judgement(self, judgement: Judgement) -> None:
        """Store a judgement; what was said of the pair before is replaced."""
        self._do(
            "INSERT OR REPLACE INTO judgements (one, other, verdict, by, note, made) VALUES (?, ?, ?, ?, ?, ?)",
            (judgement.one, judgement.other, judgement.verdict, judgement.by, judgement.note, moment()),
        )

    def drop_judgement(self, one: str, other: str) -> bool:
        """Take a judgement back; whether there was one."""
        pair = (min(one, other), max(one, other))
        return self._do("DELETE FROM judgements WHERE one = ? AND other = ?", pair).rowcount > 0

    def _do(self, statement: str, values: Values = ()) -> sqlite3.Cursor:
        return self.sql.do(statement, values)
