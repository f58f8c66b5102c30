"""The record of events: one SQLite file, opened once, asked and written to through here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, select

from legation.errors import UsageError
from legation.judgement import Judgement
from legation.record import deals, questions, schema
from legation.record.deals import DealsWanted
from legation.record.engine import open_engine, seam
from legation.record.questions import Totals, Wanted
from legation.record.writer import Writer
from legation.types import Deal, Event, Report, Story


class Record:
    """A record file. Every question is one read transaction; `writing` opens the one way to change anything.

    All methods raise `RecordError` with one line where SQLite refuses, and `UsageError` for a question that cannot
    be asked.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def open(cls, path: str | Path, create: bool = False) -> Record:
        """Open the record at ``path``; with ``create``, make it where there is none.

        Raises `RecordError` for what is not a record, `NewerRecord` for one made by a newer version.
        """
        place = Path(path)
        return cls(place, open_engine(place, create))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction that writes: all of it is kept, or nothing. Waits for another writer for ten seconds."""
        with seam(self.path), self._engine.execution_options(writing=True).begin() as connection:
            yield Writer(connection)

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        with seam(self.path), self._engine.connect() as connection:
            yield connection

    # -------------------------------------------------------------- events

    def events(
        self,
        between: tuple[str, ...] | None = None,
        type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        text: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Event, ...]:
        """Events by date, undated ones last; what the arguments mean is told in `Wanted`."""
        wanted = Wanted(tuple(between or ()), type, since, until, actor, text)
        with self._asking() as connection:
            return questions.find_events(connection, wanted, limit, offset)

    def count_events(
        self,
        between: tuple[str, ...] | None = None,
        type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        text: str | None = None,
    ) -> int:
        """How many events `events` would give without a limit."""
        with self._asking() as connection:
            return questions.count_events(
                connection, Wanted(tuple(between or ()), type, since, until, actor, text)
            )

    def dossier(self, a: str, b: str) -> tuple[tuple[int | None, tuple[Event, ...]], ...]:
        """What happened between two states, by the year in which it began; undated events last, under None."""
        return questions.by_year(self.events(between=(a, b)))

    def event(self, ref: str) -> Event:
        """One event, by its id or the beginning of it; an id that was given up leads to its successor."""
        with self._asking() as connection:
            return questions.event(connection, ref)

    def moved_to(self, event: str) -> str | None:
        """Where an id that was given up leads now; None for any other."""
        with self._asking() as connection:
            return questions.moved_to(connection, event)

    def resolve(self, ref: str) -> str:
        """The whole id of an event (``e_``), story (``s_``) or report (``r_``)."""
        with self._asking() as connection:
            return questions.resolve(connection, ref)

    # -------------------------------------------------------------- stories and reports

    def story(self, ref: str) -> Story:
        """One story, with the text of its page."""
        with self._asking() as connection:
            return questions.story(connection, ref)

    def report(self, ref: str) -> Report:
        """One report."""
        with self._asking() as connection:
            return questions.reports(connection, schema.reports.c.id, questions.resolve(connection, ref))[0]

    def reports_of(self, ref: str) -> tuple[Report, ...]:
        """The reports of an event, by the day of their telling; or those of a story, in its order."""
        with self._asking() as connection:
            whole = questions.resolve(connection, ref)
            column = schema.reports.c.story if whole.startswith("s_") else schema.event_reports.c.event
            return questions.reports(connection, column, whole)

    def event_of(self, report: str) -> Event:
        """The event that a report is part of."""
        with self._asking() as connection:
            held = schema.event_reports.c
            query = select(held.event).where(held.report == questions.resolve(connection, report))
            return questions.event(connection, connection.execute(query).scalar_one())

    # -------------------------------------------------------------- deals

    def deals(
        self,
        between: tuple[str, ...] | None = None,
        type: str | None = None,
        stage: str | None = None,
        silent: bool = False,
        on: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Deal, ...]:
        """Deals by the day of their first news; with ``silent`` only those that are silent.

        What is silent is said as of the day ``on`` (ISO), or the last day of which the record holds a story.
        """
        day = on or self.last_published()
        with self._asking() as connection:
            wanted = DealsWanted(tuple(between or ()), type, stage, deals.day_of(day) if silent else None)
            return tuple(deals.on_day(one, day) for one in deals.find(connection, wanted, limit, offset))

    def count_deals(
        self,
        between: tuple[str, ...] | None = None,
        type: str | None = None,
        stage: str | None = None,
        silent: bool = False,
        on: str | None = None,
    ) -> int:
        """How many deals `deals` would give without a limit."""
        day = on or self.last_published()
        with self._asking() as connection:
            wanted = DealsWanted(tuple(between or ()), type, stage, deals.day_of(day) if silent else None)
            return deals.count(connection, wanted)

    def deal(self, ref: str, on: str | None = None) -> Deal:
        """One deal, by its id or the beginning of it; an id that was given up leads to its successor."""
        with self._asking() as connection:
            whole = deals.resolve(connection, ref.strip())
        if whole.startswith("r_"):
            found = self.deal_of(self.event_of(whole).id)
        else:
            with self._asking() as connection:
                found = deals.deal(connection, whole)
        if found is None:
            raise UsageError(f"{ref}: no deal of this id in the record")
        return self.with_words(deals.on_day(found, on or self.last_published()))

    def with_words(self, deal: Deal) -> Deal:
        """The deal with the sentence that each of its steps rests on; lists of deals come without."""
        with self._asking() as connection:
            return deals.with_words(deal, lambda one: questions.reports(connection, schema.reports.c.id, one))

    def deal_of(self, event: str) -> Deal | None:
        """The deal that an event (by its whole id) moves along; None where it moves none."""
        with self._asking() as connection:
            return deals.deal_of(connection, event)

    def deals_by_stage(self) -> tuple[tuple[str | None, int], ...]:
        """Stages with their number of deals, most first; None for deals of which nothing is told as done."""
        with self._asking() as connection:
            return deals.counts_by_stage(connection)

    def last_published(self) -> str | None:
        """The last day (ISO) of which the record holds a story; None where no story says when it was published."""
        with self._asking() as connection:
            return deals.last_published(connection)

    def deal_rules(self) -> str | None:
        """The version of the rules that the deals were linked with."""
        with self._asking() as connection:
            return deals.rules(connection)

    def stale_realms(self, limit: int) -> list[str]:
        """Sets of states whose deals are to be linked anew."""
        with self._asking() as connection:
            return deals.stale_realms(connection, limit)

    def moves_of(self, realm: str) -> list[str]:
        """The ids of the events of a set of states that can move a deal."""
        with self._asking() as connection:
            return deals.events_of(connection, realm)

    # -------------------------------------------------------------- counts, ledger, judgements

    def totals(self) -> Totals:
        """How many documents, stories, reports, events and judgements, and from when to when."""
        with self._asking() as connection:
            return questions.totals(connection)

    def counts_by_type(self) -> tuple[tuple[str, int], ...]:
        """Types with their number of events, most first."""
        with self._asking() as connection:
            return questions.counts_by_type(connection)

    def busiest_pairs(self, limit: int = 10) -> tuple[tuple[str, str, int], ...]:
        """Pairs of states with their number of events, most first."""
        with self._asking() as connection:
            return questions.busiest_pairs(connection, limit)

    def has_read(self, sha256: str) -> bool:
        """Whether a capture with these bytes was read before."""
        with self._asking() as connection:
            return questions.has_read(connection, sha256)

    def judgements(self) -> tuple[Judgement, ...]:
        """Everything that people have said of reports."""
        with self._asking() as connection:
            return Writer(connection).judgements()

    def rules(self) -> str | None:
        """The version of the merge rules that the record was merged with."""
        with self._asking() as connection:
            return connection.execute(
                select(schema.meta.c.value).where(schema.meta.c.key == "rules")
            ).scalar()

    def unmerged(self) -> bool:
        """Whether reports are stored that have not been merged yet."""
        with self._asking() as connection:
            return bool(Writer(connection).dirty(1))
