"""The record of events: one SQLite file, opened once, asked and written to through here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from legation.errors import UsageError
from legation.judgement import Judgement
from legation.record import counting, facets, finding, glimpses, listing, questions, reading, sources
from legation.record.counting import Facets
from legation.record.deal_questions import DealQuestions
from legation.record.desk import Notebook
from legation.record.facets import Tally
from legation.record.glimpses import Glimpse
from legation.record.listing import LISTING
from legation.record.narrowing import Wanted
from legation.record.opened import Asking, noted
from legation.record.past import Past
from legation.record.questions import Told, Totals
from legation.record.sources import Origin
from legation.types import Document, Event, Report, Story

ALL = Wanted()


class Record(DealQuestions):
    """A record file: all that one can ask of it.

    Threads may share a record. All methods raise `RecordError` with one line where SQLite refuses, and `UsageError`
    for a question that cannot be asked.
    """

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
        self, asking: Asking, wanted: Wanted, limit: int | None, after: str | None, newest: bool
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
            return noted(asking.file, "rules")

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
