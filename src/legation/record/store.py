"""The record of events: one SQLite file, opened once, asked and written to through here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine

from legation.errors import UsageError
from legation.judgement import Judgement
from legation.record import counting, deals, facets, finding, glimpses, listing, questions, reading, sources
from legation.record.counting import Facets
from legation.record.deals import DealsWanted
from legation.record.desk import Notebook
from legation.record.engine import open_engine, seam
from legation.record.facets import Tally
from legation.record.glimpses import Glimpse
from legation.record.listing import LISTING
from legation.record.names import Known, Names
from legation.record.narrowing import Wanted
from legation.record.past import Past
from legation.record.questions import Derive, Told, Totals
from legation.record.remembering import Remembered
from legation.record.sources import Origin
from legation.record.sql import Sql
from legation.record.writer import Writer
from legation.telling import Tell, silent
from legation.types import Deal, Document, Event, Report, Story

ALL = Wanted()


@dataclass(frozen=True, slots=True)
class _Asking:
    """One read transaction."""

    file: Sql
    names: Names


class Record:
    """A record file. Every question is one read transaction; `writing` opens the one way to change anything.

    Threads may share a record. All methods raise `RecordError` with one line where SQLite refuses, and `UsageError`
    for a question that cannot be asked.
    """

    def __init__(self, path: Path, engine: Engine, derive: Derive) -> None:
        self.path = path
        self._engine = engine
        self._derive = derive
        self._known = Known()
        self._plain: frozenset[str] | None = None
        self._kept: Remembered | None = None

    @classmethod
    def open(
        cls,
        path: str | Path,
        derive: Derive,
        create: bool = False,
        unindexed: Iterable[str] = (),
        tell: Tell = silent,
    ) -> Record:
        """Open the record at ``path``; with ``create``, make it where there is none.

        ``derive`` works events out from their reports: the record keeps none. ``unindexed`` are the words that the
        full text of a new record leaves out. ``tell`` hears of work that takes a while. Raises `RecordError` for what is not a record, `NewerRecord` for one
        made by a newer version.
        """
        place = Path(path)
        return cls(place, open_engine(place, create, unindexed, tell), derive)

    def remember(self, most: int) -> None:
        """Remember so many events that were worked out, for whoever asks for the same ones again and again."""
        self._kept = Remembered(most)

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
        with seam(self.path):
            try:
                with self._engine.execution_options(writing=True).begin() as connection:
                    file = Sql(connection)
                    yield Writer(file, Names(file, self._known), self._unindexed(file))
            except BaseException:
                self._known.forget()
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads, for questions that stand in modules of their own."""
        with seam(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _asking(self) -> Iterator[_Asking]:
        with seam(self.path), self._engine.connect() as connection:
            file = Sql(connection)
            yield _Asking(file, Names(file, self._known))

    def _unindexed(self, file: Sql) -> frozenset[str]:
        if self._plain is None:
            self._plain = frozenset((_noted(file, "unindexed") or "").split())
        return self._plain

    @contextmanager
    def notebook(self) -> Iterator[Notebook]:
        """What people have said, noted and coded, to be asked; to add to it, see `Writer.notebook`."""
        with self._asking() as asking:
            yield Notebook(asking.file.connection)

    @contextmanager
    def looking_back(self) -> Iterator[Past]:
        """One read transaction in which to work out what was known on a day."""
        with self._asking() as asking:
            yield Past(asking.file, asking.names, self._derive)

    def founders(self, wanted: Wanted) -> tuple[int, ...]:
        """The numbers under which the events asked for stand, for what works on within the record."""
        with self._asking() as asking:
            plain = self._unindexed(asking.file)
            rows = finding.find(asking.file, asking.names, wanted, plain, None, None, False)
            return tuple(founder for _, founder, _ in rows)

    def told_from(self, first: int, last: int, limit: int, wanted: Wanted = ALL) -> tuple[Told, ...]:
        """Events told in stories published between two days (as `edtf` counts them), those told last first."""
        with self._asking() as asking:
            file, names = asking.file, asking.names
            if wanted == ALL:
                founders = questions.published_between(file, first, last, limit)
            else:
                plain = self._unindexed(file)
                founders = glimpses.told_between(file, names, wanted, plain, first, last)[:limit]
            return tuple(questions.told(file, names, self._derive, founders, self._kept))

    # -------------------------------------------------------------- events

    def told(
        self, wanted: Wanted = ALL, limit: int | None = None, after: str | None = None, newest: bool = False
    ) -> Iterator[Told]:
        """Events with their reports, by the day on which they began; undated ones last, by their telling.

        ``newest`` turns the order round. For a page, give ``limit`` and, as ``after``, the id of the last event of
        the page before; within a day, events then stand as the record met them. Without a limit they stand in the
        order of their dates and ids, and come as a stream: the transaction is open until it is read or closed.
        """
        with self._asking() as asking:
            founders = self._founders(asking, wanted, limit, after, newest)
            yield from questions.told(asking.file, asking.names, self._derive, founders, self._kept)

    def events(
        self, wanted: Wanted = ALL, limit: int | None = None, after: str | None = None, newest: bool = False
    ) -> tuple[Event, ...]:
        """The events alone; the arguments are those of `told`."""
        return tuple(event for event, _ in self.told(wanted, limit, after, newest))

    def _founders(
        self, asking: _Asking, wanted: Wanted, limit: int | None, after: str | None, newest: bool
    ) -> Iterator[int]:
        file = asking.file
        start = questions.founder_of(file, after) if after else None
        rows = finding.find(file, asking.names, wanted, self._unindexed(file), limit, start, newest)
        if limit is not None:
            yield from (founder for _, founder, _ in rows)
            return
        for _, same_day in groupby(rows, key=lambda row: row[0]):
            some = list(same_day)
            ids = questions.ids_of(file, [founder for _, founder, _ in some])
            some.sort(key=lambda row: (row[2], ids[row[1]]), reverse=newest)
            yield from (founder for _, founder, _ in some)

    def nearest(self, wanted: Wanted, day: int, limit: int) -> tuple[Event, ...]:
        """Of the events asked for, those that began nearest to a day (as `edtf` counts), the nearest first."""
        with self._asking() as asking:
            file, plain = asking.file, self._unindexed(asking.file)
            rows = list(finding.find(file, asking.names, wanted, plain, finding.NEAR, None, True))
            rows.sort(key=lambda row: (abs(row[0] - day), row[1]))
            founders = [founder for _, founder, _ in rows[:limit]]
            return tuple(e for e, _ in questions.told(file, asking.names, self._derive, founders, self._kept))

    def count_events(self, wanted: Wanted = ALL, most: int | None = None) -> int:
        """How many events `told` would give without a limit; counting stops at ``most``."""
        with self._asking() as asking:
            plain = self._unindexed(asking.file)
            return counting.count(asking.file, asking.names, wanted, plain, most)

    def facets(self, wanted: Wanted = ALL) -> Facets:
        """How many of the events asked for have each type, stage, factuality and year."""
        with self._asking() as asking:
            plain = self._unindexed(asking.file)
            return counting.facets(asking.file, asking.names, wanted, plain)

    def tally(self, wanted: Wanted = ALL, most: int = 5000) -> Tally:
        """How many events are asked for, and what they are about; see `Tally`."""
        with self._asking() as asking:
            return facets.tally(asking.file, asking.names, wanted, self._unindexed(asking.file), most)

    def glimpses(self, wanted: Wanted, limit: int) -> tuple[Glimpse, ...]:
        """The newest of the events asked for, as they are listed: enough to draw thousands of them."""
        with self._asking() as asking:
            return glimpses.glimpses(asking.file, asking.names, wanted, self._unindexed(asking.file), limit)

    def events_new_since(self, moment: str) -> tuple[Event, ...]:
        """The events first told of in pages that were added after ``moment`` (ISO, UTC), in the order of their ids."""
        with self._asking() as asking:
            founders = questions.new_since(asking.file, moment)
            found = [
                event
                for event, _ in questions.told(asking.file, asking.names, self._derive, founders, self._kept)
            ]
        return tuple(sorted(found, key=lambda event: event.id))

    def dossier(self, a: str, b: str) -> tuple[tuple[int | None, tuple[Told, ...]], ...]:
        """What happened between two states, with its reports, by the year in which it began; undated events last."""
        return questions.by_year(self.told(Wanted(between=(a, b))))

    def event(self, ref: str) -> Event:
        """One event, by its id or the beginning of it; an id that was given up leads to its successor."""
        return self.told_of(ref)[0]

    def event_of(self, report: str) -> Event:
        """The event that a report is part of."""
        return self.told_of(report)[0]

    def told_of(self, ref: str) -> Told:
        """One event with its reports, by its id or that of a report."""
        with self._asking() as asking:
            founder = questions.founder_of(asking.file, ref)
            found = next(questions.told(asking.file, asking.names, self._derive, [founder], self._kept), None)
        if found is None:
            raise UsageError(f"{ref}: no event holds this report (somebody has rejected it)")
        return found

    def told_of_all(self, refs: Iterable[str], reasons: bool = True) -> Iterator[Told]:
        """Several events with their reports, in the order of ``refs``, in few questions to the file.

        Without ``reasons`` they do not say why their reports belong together, and come sooner.
        """
        with self._asking() as asking:
            founders = questions.founders_of(asking.file, refs)
            yield from questions.told(asking.file, asking.names, self._derive, founders, self._kept, reasons)

    def moved_to(self, event: str) -> str | None:
        """Where an id leads that is an event's no longer; None for one that is."""
        with self._asking() as asking:
            return questions.moved_to(asking.file, event)

    def resolve(self, ref: str) -> str:
        """The whole id of an event (``e_``), story (``s_``) or report (``r_``)."""
        with self._asking() as asking:
            return questions.resolve(asking.file, ref)

    # -------------------------------------------------------------- stories and reports

    def story(self, ref: str) -> Story:
        """One story, with the text of its page."""
        with self._asking() as asking:
            number = questions.number_of(asking.file, ref)
            return reading.story_by_id(asking.file, asking.names, number)

    def pages(self) -> Iterator[tuple[Document, tuple[Report, ...]]]:
        """Every archived page with its stories, and the reports that were coded from it, as a stream."""
        with self._asking() as asking:
            numbers = [row[0] for row in asking.file.do("SELECT n FROM documents ORDER BY n")]
        for number in numbers:
            with self._asking() as asking:
                yield reading.page(asking.file, asking.names, number)

    def first_known(self, ref: str) -> str:
        """When (ISO, UTC) the first story of an event, or of a report's, came into the record."""
        with self._asking() as asking:
            return questions.first_known(asking.file, ref)

    def report(self, ref: str) -> Report:
        """One report."""
        with self._asking() as asking:
            return questions.report(asking.file, asking.names, ref)

    def reports_of(self, ref: str) -> tuple[Report, ...]:
        """The reports of an event, by the day of their telling; or those of a story, in its order."""
        with self._asking() as asking:
            file, names = asking.file, asking.names
            whole = questions.resolve(file, ref)
            if whole.startswith("s_"):
                numbers = reading.numbers_of_story(file, questions.number_of(file, whole))
                return questions.in_order(reading.reports_by_number(file, names, numbers).values())
            founder = questions.founder_of(file, whole)
            return next(questions.told(file, names, self._derive, [founder], self._kept))[1]

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
        latest: bool = False,
        news: tuple[int, int] | None = None,
        due: tuple[int, int] | None = None,
        moved_by: Iterable[str] = (),
    ) -> tuple[Deal, ...]:
        """Deals by the day of their first news; with ``silent`` only those that are silent.

        What is silent is said as of the day ``on`` (ISO), or the last day of which the record holds a story. For the
        last four see `DealsWanted`.
        """
        day = on or self.last_published()
        with self._asking() as asking:
            quiet = deals.day_of(day) if silent else None
            wanted = DealsWanted(tuple(between or ()), type, stage, quiet, news, due, tuple(moved_by), latest)
            return tuple(
                deals.on_day(one, day)
                for one in deals.find(asking.file.connection, asking.names, wanted, limit, offset)
            )

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
        with self._asking() as asking:
            wanted = DealsWanted(tuple(between or ()), type, stage, deals.day_of(day) if silent else None)
            return deals.count(asking.file.connection, asking.names, wanted)

    def deal(self, ref: str, on: str | None = None) -> Deal:
        """One deal, by its id or the beginning of it; an id that was given up leads to its successor."""
        with self._asking() as asking:
            whole = deals.resolve(asking.file.connection, ref.strip())
        if whole.startswith("r_"):
            found = self.deal_of(self.event_of(whole).id)
        else:
            with self._asking() as asking:
                found = deals.deal(asking.file.connection, asking.names, whole)
        if found is None:
            raise UsageError(f"{ref}: no deal of this id in the record")
        return self.with_words(deals.on_day(found, on or self.last_published()))

    def with_words(self, deal: Deal) -> Deal:
        """The deal with the sentence that each of its steps rests on; lists of deals come without."""
        with self._asking() as asking:
            return deals.with_words(deal, lambda one: (questions.report(asking.file, asking.names, one),))

    def deal_of(self, event: str) -> Deal | None:
        """The deal that an event (by its whole id) moves along; None where it moves none."""
        with self._asking() as asking:
            return deals.deal_of(asking.file.connection, asking.names, event)

    def deals_by_stage(self) -> tuple[tuple[str | None, int], ...]:
        """Stages with their number of deals, most first; None for deals of which nothing is told as done."""
        with self._asking() as asking:
            return deals.counts_by_stage(asking.file.connection, asking.names)

    def last_published(self) -> str | None:
        """The last day (ISO) of which the record holds a story; None where no story says when it was published."""
        with self._asking() as asking:
            return deals.last_published(asking.file.connection)

    def first_published(self) -> str | None:
        """The first day (ISO) of which the record holds a story; None where no story says when it was published."""
        with self._asking() as asking:
            return deals.first_published(asking.file.connection)

    def deal_rules(self) -> str | None:
        """The version of the rules that the deals were linked with."""
        with self._asking() as asking:
            return deals.rules(asking.file)

    def stale_realms(self, limit: int) -> list[int]:
        """Some of the sets of states whose deals are to be linked anew; all, where ``limit`` is below nought."""
        with self._asking() as asking:
            return deals.stale_realms(asking.file, limit)

    def unlinked(self) -> int:
        """Of how many sets of states the deals are to be linked anew."""
        with self._asking() as asking:
            return asking.file.number("SELECT count(*) FROM stale")

    def deal_changes(self) -> int:
        """Another number whenever events that can move deals have been put."""
        with self._asking() as asking:
            return deals.changes(asking.file)

    def moves_of(self, realm: int) -> list[str]:
        """The ids of the events of a set of states that can move a deal."""
        with self._asking() as asking:
            return deals.events_of(asking.file, realm)

    # -------------------------------------------------------------- counts, ledger, judgements

    def totals(self) -> Totals:
        """How many documents, stories, reports, events and judgements, and from when to when."""
        with self._asking() as asking:
            return questions.totals(asking.file)

    def stories_by_year(self) -> tuple[tuple[int, int], ...]:
        """Years with the number of stories that were published in them, every year from the first to the last."""
        with self._asking() as asking:
            return questions.stories_by_year(asking.file)

    def counts_by_type(self) -> tuple[tuple[str, int], ...]:
        """Types with their number of events, most first."""
        return self.facets().types

    def states(self) -> tuple[tuple[str, int], ...]:
        """States with their number of events, most first."""
        with self._asking() as asking:
            return counting.states(asking.file, asking.names)

    def busiest_pairs(self, limit: int = 10, state: str | None = None) -> tuple[tuple[str, str, int], ...]:
        """Pairs of states with their number of events, most first; those of one state where it is given."""
        with self._asking() as asking:
            return counting.busiest_pairs(asking.file, asking.names, limit, state)

    def has_read(self, sha256: str) -> bool:
        """Whether a capture with these bytes was read before."""
        with self._asking() as asking:
            return questions.has_read(asking.file, sha256)

    def judgements(self) -> tuple[Judgement, ...]:
        """Everything that people have said of reports."""
        with self._asking() as asking:
            return questions.judgements(asking.file)

    def rules(self) -> str | None:
        """The version of the merge rules that the record was merged with."""
        with self._asking() as asking:
            return _noted(asking.file, "rules")

    def listing(self) -> str | None:
        """The version of what events are listed under; that of now where there are none."""
        with self._asking() as asking:
            there = asking.file.one("SELECT 1 FROM events LIMIT 1") is not None
            return listing.version(asking.file) if there else LISTING

    def unlisted(self) -> bool:
        """Whether events are listed as an earlier version listed them."""
        return self.listing() != LISTING

    def unmerged(self) -> int:
        """How many reports are stored that have not been merged yet."""
        with self._asking() as asking:
            return asking.file.number("SELECT count(*) FROM reports WHERE dirty = 1")

    # -------------------------------------------------------------- versions

    def versions(self, ref: str) -> tuple[Origin, ...]:
        """The versions of the page that an address, a path, or the id of a document or story means; see `sources`."""
        with self._asking() as asking:
            return sources.versions(asking.file, ref)


def _noted(file: Sql, key: str) -> str | None:
    row = file.one("SELECT value FROM meta WHERE key = ?", (key,))
    return str(row[0]) if row else None
