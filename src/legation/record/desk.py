"""What people do with a record: what they said of reports, and their notes, tasks, saved views and double codings.

A `Notebook` is handed out by a record (to ask) or by its writer (to change), and lives as long as that transaction.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from legation.judgement import OPINIONS, Opinion, Saying
from legation.record.desk_schema import codings, notes, places, present, samples, sayings, tasks, units, views

_MANY = 500


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on the event that holds a report."""

    number: int
    report: str
    body: str
    by: str
    made: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something that someone is to do with the event that holds a report."""

    number: int
    report: str
    who: str
    what: str
    by: str
    made: str
    due: str | None
    done: str | None


@dataclass(frozen=True, slots=True)
class View:
    """A search that someone keeps: the address of the page without its host."""

    number: int
    name: str
    owner: str
    query: str
    made: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Stories given to two coders, who do not see each other's codings."""

    number: int
    name: str
    coders: tuple[str, ...]
    by: str
    made: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to code in a sample: a sentence, and the machine's report of it, if it has one."""

    sample: int
    number: int
    story: str
    report: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder said of a unit; ``payload`` is JSON."""

    sample: int
    unit: int
    coder: str
    payload: str
    made: str


class Notebook:
    """The tables of people's work, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._present = present(connection)

    def _rows(self, query: Any) -> list[Any]:
        return [tuple(row) for row in self._connection.execute(query)] if self._present else []

    def _add(self, table: Table, **values: Any) -> int:
        result = self._connection.execute(insert(table).values(**values))
        return int(result.inserted_primary_key[0]) if result.inserted_primary_key else 0

    # -------------------------------------------------------------- sayings

    def sayings(
        self, reports: Iterable[str] | None = None, by: str | None = None, limit: int | None = None
    ) -> tuple[Saying, ...]:
        """The log of judgements, latest first; of these reports, or of this person, alone."""
        query = select(*_SAYING).order_by(sayings.c.number.desc())
        if by is not None:
            query = query.where(sayings.c.by == by)
        if limit is not None:
            query = query.limit(limit)
        if reports is None:
            return tuple(Saying(*row) for row in self._rows(query))
        found = {}
        for some in _chunks(reports):
            about = or_(sayings.c.report.in_(some), sayings.c.other.in_(some))
            found.update({row[0]: Saying(*row) for row in self._rows(query.where(about))})
        return tuple(found[number] for number in sorted(found, reverse=True))

    def opinions(self, reports: Iterable[str]) -> dict[str, tuple[Opinion, ...]]:
        """What stands of each report, the earliest first; reports of which nothing was said are left out."""
        found: dict[str, list[Opinion]] = defaultdict(list)
        if not self._rows(select(sayings.c.number).limit(1)):
            return {}  # which is soon said, and asked for every event that is shown
        for some in _chunks(reports):
            query = (
                select(*_SAYING)
                .where(
                    sayings.c.report.in_(some), sayings.c.kind.in_(OPINIONS), sayings.c.taken_back.is_(None)
                )
                .order_by(sayings.c.number)
            )
            for row in self._rows(query):
                one = Saying(*row)
                found[one.report].append(one.opinion)
        return {report: tuple(held) for report, held in found.items()}

    def state(self) -> tuple[int, int, int]:
        """What changes with everything that is said or taken back."""
        query = select(func.max(sayings.c.number), func.count(), func.count(sayings.c.taken_back))
        for last, number, taken in self._rows(query.select_from(sayings)):
            return last or 0, number, taken
        return 0, 0, 0

    def latest(self, reports: Iterable[str]) -> int:
        """The number of the last thing that was said, or taken back, about any of these reports; 0 for nothing."""
        last = 0
        for some in _chunks(reports):
            query = select(func.max(sayings.c.number), func.count(sayings.c.taken_back)).where(
                or_(sayings.c.report.in_(some), sayings.c.other.in_(some))
            )
            for number, taken in self._rows(query):
                last = max(last, (number or 0) * 1000 + taken)
        return last

    def say(self, said: Sequence[Saying], shown: str | None = None) -> int:
        """Enter sayings as one act; its number. ``shown`` is a report of the event that was looked at."""
        act = 0
        for one in said:
            values = {name: getattr(one, name) for name in _LOGGED}
            number = self._add(sayings, act=act, **values)
            if act == 0:
                act = number
                where = sayings.c.number == number
                self._connection.execute(update(sayings).where(where).values(act=act))
        if act and shown:
            self._add(places, act=act, report=shown)
        return act

    def shown_at(self, act: int) -> str | None:
        """A report of the event that was looked at when an act was done, or else one that it speaks of."""
        known = places.name in self._present
        rows = self._rows(select(places.c.report).where(places.c.act == act)) if known else []
        rows = rows or self._rows(select(sayings.c.report).where(sayings.c.act == act).limit(1))
        return str(rows[0][0]) if rows else None

    def act(self, act: int) -> tuple[Saying, ...]:
        """The sayings of an act, in order."""
        query = select(*_SAYING).where(sayings.c.act == act).order_by(sayings.c.number)
        return tuple(Saying(*row) for row in self._rows(query))

    def last_act(self, by: str) -> int | None:
        """The last act of a person that still stands."""
        query = select(func.max(sayings.c.act)).where(sayings.c.by == by, sayings.c.taken_back.is_(None))
        rows = self._rows(query)
        return rows[0][0] if rows else None

    def take_back(self, act: int, by: str, now: str) -> None:
        """Note that an act no longer counts."""
        where = (sayings.c.act == act) & sayings.c.taken_back.is_(None)
        self._connection.execute(update(sayings).where(where).values(taken_back=now, taken_by=by))

    def standing_verdict(self, one: str, other: str) -> Saying | None:
        """The last verdict on two reports that was not taken back."""
        query = (
            select(*_SAYING)
            .where(sayings.c.report == one, sayings.c.other == other, sayings.c.taken_back.is_(None))
            .order_by(sayings.c.number.desc())
            .limit(1)
        )
        rows = self._rows(query)
        return Saying(*rows[0]) if rows else None

    def spoken_of(self) -> frozenset[str]:
        """Reports that somebody has accepted, rejected or edited, and not taken that back."""
        query = select(sayings.c.report).where(sayings.c.kind.in_(OPINIONS), sayings.c.taken_back.is_(None))
        return frozenset(row[0] for row in self._rows(query.distinct()))

    # -------------------------------------------------------------- notes, tasks, views

    def carry(self, moved: Mapping[str, str]) -> None:
        """Have what was said and noted of some reports speak of others: their names before and now."""
        for old, new in sorted(moved.items()) if self._present else ():
            for column in (
                sayings.c.report,
                sayings.c.other,
                places.c.report,
                notes.c.report,
                tasks.c.report,
            ):
                query = update(column.table).where(column == old)
                self._connection.execute(query.values({column.name: new}))

    def notes(self, reports: Iterable[str]) -> tuple[Note, ...]:
        """Comments on these reports' events, the earliest first."""
        found = [Note(*r) for some in _chunks(reports) for r in self._rows(select(notes).where(notes.c.report.in_(some)))]  # fmt: skip
        return tuple(sorted(found, key=lambda note: note.number))

    def add_note(self, report: str, body: str, by: str, now: str) -> int:
        """Keep a comment."""
        return self._add(notes, report=report, body=body, by=by, made=now)

    def tasks(self, reports: Iterable[str] | None = None, who: str | None = None, open_only: bool = True) -> tuple[Task, ...]:  # fmt: skip
        """What is to be done: with these reports' events, or by this person; the earliest first."""
        query = select(tasks).order_by(tasks.c.number)
        if who is not None:
            query = query.where(tasks.c.who == who)
        if open_only:
            query = query.where(tasks.c.done.is_(None))
        if reports is None:
            return tuple(Task(*row) for row in self._rows(query))
        some = list(reports)
        return tuple(
            Task(*r) for part in _chunks(some) for r in self._rows(query.where(tasks.c.report.in_(part)))
        )

    def add_task(self, report: str, who: str, what: str, by: str, now: str, due: str | None = None) -> int:
        """Give someone something to do."""
        return self._add(tasks, report=report, who=who, what=what, by=by, made=now, due=due)

    def finish_task(self, number: int, now: str) -> bool:
        """Note that it is done; whether it was open."""
        where = (tasks.c.number == number) & tasks.c.done.is_(None)
        return self._connection.execute(update(tasks).where(where).values(done=now)).rowcount > 0

    def views(self, owner: str | None = None) -> tuple[View, ...]:
        """Saved searches, by name."""
        query = select(views).order_by(views.c.name, views.c.number)
        return tuple(
            View(*r) for r in self._rows(query if owner is None else query.where(views.c.owner == owner))
        )

    def add_view(self, name: str, owner: str, query: str, now: str) -> int:
        """Keep a search."""
        return self._add(views, name=name, owner=owner, query=query, made=now)

    def drop_view(self, number: int, owner: str) -> bool:
        """Forget a search of one's own; whether there was one."""
        where = (views.c.number == number) & (views.c.owner == owner)
        return self._connection.execute(delete(views).where(where)).rowcount > 0

    # -------------------------------------------------------------- double coding

    def samples(self) -> tuple[Sample, ...]:
        """Every sample, the latest first."""
        rows = self._rows(select(samples).order_by(samples.c.number.desc()))
        return tuple(Sample(n, name, tuple(json.loads(who)), by, made) for n, name, who, by, made in rows)

    def add_sample(self, name: str, coders: Sequence[str], by: str, now: str, found: Sequence[tuple[str, str | None, str]]) -> int:  # fmt: skip
        """Keep a sample with its units: story, report, evidence."""
        number = self._add(samples, name=name, coders=json.dumps(list(coders)), by=by, made=now)
        rows = [
            {"sample": number, "number": n, "story": story, "report": report, "evidence": words}
            for n, (story, report, words) in enumerate(found, start=1)
        ]
        if rows:
            self._connection.execute(insert(units), rows)
        return number

    def add_unit(self, sample: int, story: str, evidence: str) -> int:
        """Add an event that a person found and the machine did not; its number."""
        last = self._rows(select(func.max(units.c.number)).where(units.c.sample == sample))[0][0] or 0
        self._add(units, sample=sample, number=last + 1, story=story, report=None, evidence=evidence)
        return int(last) + 1

    def units(self, sample: int) -> tuple[Unit, ...]:
        """The units of a sample, in order."""
        query = select(units).where(units.c.sample == sample).order_by(units.c.number)
        return tuple(Unit(*row) for row in self._rows(query))

    def codings(self, sample: int, coder: str | None = None) -> tuple[Coding, ...]:
        """What was said of a sample's units, by this coder or by everyone."""
        query = select(codings).where(codings.c.sample == sample).order_by(codings.c.unit, codings.c.coder)
        return tuple(
            Coding(*r) for r in self._rows(query if coder is None else query.where(codings.c.coder == coder))
        )

    def code(self, sample: int, unit: int, coder: str, payload: str, now: str) -> None:
        """Keep what a coder says of a unit; what they said before is replaced."""
        row = {"sample": sample, "unit": unit, "coder": coder, "payload": payload, "made": now}
        query = upsert(codings).values(**row)
        key = ["sample", "unit", "coder"]
        self._connection.execute(
            query.on_conflict_do_update(index_elements=key, set_={"payload": payload, "made": now})
        )


_LOGGED = (
    "kind", "report", "by", "made", "other", "field", "value", "before", "start", "end", "note",
)  # fmt: skip
_SAYING = tuple(
    sayings.c[name]
    for name in (
        "number", "act", "kind", "report", "by", "made", "other", "field", "value", "before", "start", "end",
        "note", "taken_back", "taken_by",
    )
)  # fmt: skip


def _chunks(values: Iterable[str]) -> Iterable[list[str]]:
    rest = list(values)
    for start in range(0, len(rest), _MANY):
        yield rest[start : start + _MANY]
