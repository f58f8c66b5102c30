"""What is new about events, asked of a record: for a list, for one, and for all that came in since a moment.

An event is set beside everything between the same states. Where more than `MANY` states take part, nothing is
said: there is no usual between so many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from legation import edtf
from legation.gazetteer import office_levels
from legation.merge.novelty import novelties
from legation.record import Record, Wanted
from legation.types import Event, Novelty

MANY = 4
_END = "9999-12-31"
Noted = tuple[Event, tuple[Novelty, ...]]


class Noticing:
    """Answers for the events of one record; what it has worked out for a set of states it keeps while it lives.

    With ``most``, no more than so many dated and undated events of a set of states are looked at, the newest; where
    there are more, nothing is called the first of its kind.
    """

    def __init__(self, record: Record, most: int | None = None) -> None:
        self._record = record
        self._most = most
        first = edtf.bounds(record.first_published())
        self._begins = first[0] if first else None
        self._of = cache(self._work_out)

    def of(self, event: Event) -> tuple[Novelty, ...]:
        """What is new about an event; nothing for a routine one."""
        states = tuple(sorted(set(event.states)))
        return self.among(states).get(event.id, ()) if 1 < len(states) <= MANY else ()

    def among(self, states: tuple[str, ...]) -> Mapping[str, tuple[Novelty, ...]]:
        """What is new about every event between these states, by its id; routine events have none."""
        return {} if self._begins is None else self._of(states)

    def _work_out(self, states: tuple[str, ...]) -> dict[str, tuple[Novelty, ...]]:
        assert self._begins is not None
        events, whole = self._events(states)
        found = novelties(events, self._record.deals(between=states), office_levels(), self._begins)
        if whole:
            return found
        return {event: tuple(n for n in notes if n.kind != "first") for event, notes in found.items()}

    def _events(self, states: tuple[str, ...]) -> tuple[tuple[Event, ...], bool]:
        wanted, most = Wanted(between=states), self._most
        if most is None or self._record.count_events(wanted, most + 1) <= most:
            return self._record.events(wanted), True
        dated = self._record.events(replace(wanted, until=_END), most, newest=True)
        last = self._record.events(wanted, most, newest=True)  # undated ones come first there
        return tuple({event.id: event for event in (*dated, *last)}.values()), False


def noted(record: Record, events: Iterable[Event]) -> tuple[Noted, ...]:
    """Each of the events with what is new about it."""
    noticing = Noticing(record)
    return tuple((event, noticing.of(event)) for event in events)


def new_since(record: Record, moment: str) -> tuple[Noted, ...]:
    """The events that were first told of in pages added after ``moment`` (ISO, UTC), each with what is new about it.

    An event that was known before and is told again is not among them, unless a deal was moved by what came.
    """
    return noted(record, record.events_new_since(moment))
