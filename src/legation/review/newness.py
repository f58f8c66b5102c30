"""What is new about the events of a page, without anybody waiting for it.

An event is set beside all between the same states. Where these are few that is done at once; where they are many it is
done aside, by a thread or by a process that does nothing else, and the page says nothing of them until it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Protocol, TypeVar

from legation.record import Record, Wanted
from legation.types import Event, Novelty
from legation.upkeep.noticing import MANY, Noticing

T = TypeVar("T")
AT_ONCE = 30
"""Events that are looked through while a page waits."""
ASIDE = 1
"""Sets of states that are looked through aside for one page; the others have their turn when it is asked for again."""
MOST = 250
"""Events between the same states, the newest, beside which one is set."""
Marks = Mapping[str, tuple[Novelty, ...]]


class Memory(Protocol):
    """Keeps answers."""

    def get(self, name: str, make: Callable[[], T], token: str | None = None) -> T: ...
    def soon(self, name: str, token: str) -> tuple[Any, bool]: ...
    def aside(self, name: str, make: Callable[[], object], token: str) -> None: ...
    def make(self, name: str, make: Callable[[], object], token: str) -> None: ...


class Newness:
    """What is new about events of one record; ``wish`` asks another process to look something up (`Shelf.wish`)."""

    def __init__(
        self, record: Record, memory: Memory, wish: Callable[[str, Sequence[str], str], None] | None = None
    ) -> None:
        self._record = record
        self._memory = memory
        self._wish = wish
        self.at_once = AT_ONCE

    def marks(self, events: Iterable[Event]) -> Marks:
        """By event id, what is new about it: nothing for a routine one. What is not known yet is left out."""
        known = list(events)
        found: dict[str, tuple[Novelty, ...]] = {one.id: () for one in known if len(set(one.states)) < 2}
        left, aside = self.at_once, ASIDE
        for states in dict.fromkeys(tuple(sorted(set(one.states))) for one in known):
            if not 1 < len(states) <= MANY:
                continue
            # Counts of pairs are kept; of three or four states no more events are common than of the rarest pair.
            counts = [self._record.count_events(Wanted(between=two)) for two in combinations(states, 2)]
            number = min(counts)
            quick = number <= left
            left -= number if quick else 0
            name, token = f"new {states}", str(counts)
            told: Marks | None
            if quick:
                told = self._memory.get(name, self._looked_up(states), token)
            else:
                told, stale = self._memory.soon(name, token)
                if stale and aside:
                    aside -= 1
                    self._look_up_aside(name, states, token)
            if told is not None:
                found |= {e.id: told.get(e.id, ()) for e in known if tuple(sorted(set(e.states))) == states}
        return found

    def make(self, name: str, states: Sequence[str], token: str) -> None:
        """Look up what another process wished for."""
        self._memory.make(name, self._looked_up(tuple(states)), token)

    def _look_up_aside(self, name: str, states: tuple[str, ...], token: str) -> None:
        if self._wish is not None:
            self._wish(name, states, token)
        else:
            self._memory.aside(name, self._looked_up(states), token)

    def _looked_up(self, states: tuple[str, ...]) -> Callable[[], Marks]:
        return lambda: Noticing(self._record, MOST).among(states)
