"""What is new about events, asked of a record: for a list, for one, and for all that came in since a moment.

An event is set beside everything between the same states. Where more than `MANY` states take part, nothing is
said: there is no usual between so many.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from legation import edtf
from legation.gazetteer import office_levels
from legation.merge.novelty import novelties
from legation.record import Record, Wanted
from legation.types import Event, Novelty

MANY = 4
Noted = tuple[Event, tuple[Novelty, ...]]


class Noticing:
    """Answers for the events of one record; what it has worked out for a set of states it keeps while it lives."""

    def __init__(self, record: Record) -> None:
        self._record = record
        first = edtf.bounds(record.first_published())
        self._begins = first[0] if first else None
        self._of = cache(self._work_out)

    def of(self, event: Event) -> tuple[Novelty, ...]:
        """What is new about an event; nothing for a routine one."""
        states = tuple(sorted(set(event.states)))
        if self._begins is None or not 1 < len(states) <= MANY:
            return ()
        return self._of(states).get(event.id, ())

    def _work_out(self, states: tuple[str, ...]) -> dict[str, tuple[Novelty, ...]]:
        assert self._begins is not None
        return novelties(
            self._record.events(Wanted(between=states)),
            self._record.deals(between=states),
            office_levels(),
            self._begins,
        )


def noted(record: Record, events: Iterable[Event]) -> tuple[Noted, ...]:
    """Each of the events with what is new about it."""
    noticing = Noticing(record)
    return tuple((event, noticing.of(event)) for event in events)


def new_since(record: Record, moment: str) -> tuple[Noted, ...]:
    """The events that were first told of in pages added after ``moment`` (ISO, UTC), each with what is new about it.

    An event that was known before and is told again is not among them, unless a deal was moved by what came.
    """
    return noted(record, record.events_new_since(moment))
