"""What one can ask an open record about deals."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from legation.errors import UsageError
from legation.record import deals, questions
from legation.record.deals import DealsWanted
from legation.record.opened import Opened
from legation.types import Deal, Event


class DealQuestions(Opened):
    """The part of a record's questions that is about deals, and about until when it knows of them."""

    @abstractmethod
    def event_of(self, report: str) -> Event:
        """The event that a report is part of."""

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
