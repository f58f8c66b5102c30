"""The undertakings that are open so far, and those of them that a move could join or renew.

A busy pair of states has thousands of undertakings; to weigh every move against each takes minutes. What a move shares
with an undertaking (a story, a name, a piece of a thing's name, a place, a sum) is looked up. One that shares nothing
can still be joined by its kind, mode and time, but only where the most that the questions can then answer reaches the
threshold: the others are not asked. Which undertaking a move joins is the same as if all had been.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from legation.merge.deals import comparisons
from legation.merge.deals.moves import RANK, Move
from legation.merge.deals.threads import Thread
from legation.merge.deals.weights import THRESHOLD, WEIGHT
from legation.types import Score
from legation.vocabulary import DealWords

MOST = {"directions": 0.3, "things": 0.6, "course": 0.8, "amounts": 0.5, "pace": 0.4}
"""The most that questions answer of an undertaking with which a move shares nothing; the rest then speak against."""
RATIFIED, DENIED, SPOKEN_OF = 1.0, 0.6, 0.3
"""The most that `comparisons.course` answers of a ratification, of a denial, and of what is only planned or said."""
LATE = -1.0
"""What `comparisons.pace` answers where twice the longest usual time has passed."""
SUMS = 0.05
"""The share by which sums may differ that are taken for one (`comparisons.sums`)."""
_NO_PIECE = ("piece", "")
_ROUNDED = 1e-6  # as a verdict's sum is
_USUAL = 1095  # where no table says what is usual, as in `comparisons.pace`


@dataclass(frozen=True, slots=True)
class _Kind:
    """What undertakings have in common, as far as `comparisons.kinds`, `modes` and `things` ask for it."""

    families: frozenset[str]
    modes: frozenset[str | None]
    last: str  # the family of the last move
    named: bool  # whether it names things
    specific: bool


class Undertakings:
    """Undertakings in the order in which they began."""

    def __init__(self, tables: DealWords) -> None:
        self.all: list[Thread] = []
        self._tables = tables
        self._longest = 2 * max([_USUAL, *(n for days in tables.usual.values() for n in days.values())])
        self._shared: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._sums: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self._kinds: dict[_Kind, dict[int, Thread]] = defaultdict(dict)
        self._kind_of: list[_Kind] = []

    def begin(self, one: Move) -> Thread:
        """An undertaking that begins with a move."""
        thread = Thread(one)
        self.all.append(thread)
        self._note(len(self.all) - 1, one)
        return thread

    def take(self, number: int, one: Move, why: str) -> None:
        """Add a move to an undertaking."""
        self.all[number].take(one, why)
        self._note(number, one)

    def likely(self, one: Move) -> list[int]:
        """The numbers of all undertakings that a move may join, in order; some of them it may not."""
        found = self._sharing(one)
        for kind, threads in self._kinds.items():
            spare = self._spare(one, kind)
            if spare >= 0:
                found.update(n for n, t in threads.items() if spare >= self._loss(one, t))
        return sorted(found)

    def renewable(self, one: Move) -> Iterator[Thread]:
        """Undertakings that were signed, of the family of a move, and of the same thing or, for a renewal, any; the last first."""
        numbers = self._sharing(one) if "renewal" not in one.marks else range(len(self.all))
        for number in sorted(numbers, reverse=True):
            t = self.all[number]
            if one.family in t.families and t.furthest >= RANK["signed"] and not t.framework:
                yield t

    def _sharing(self, one: Move) -> set[int]:
        if any(not thing.pieces for thing, _, _ in one.things):
            return set(range(len(self.all)))  # a name without letters or digits is within every other
        found = set(self._shared.get(_NO_PIECE, ())) if one.things else set()
        for key in _keys(one):
            found |= self._shared.get(key, set())
        for money in one.event.money:
            amount, known = money.amount, self._sums.get(money.currency, [])
            low, high = sorted((amount * (1 - 2 * SUMS), amount * (1 + 2 * SUMS)))
            found.update(
                n
                for _, n in known[bisect_left(known, (low, -1)) : bisect_right(known, (high, len(self.all)))]
            )
        return found

    def _note(self, number: int, one: Move) -> None:
        t = self.all[number]
        for key in _keys(one):
            self._shared[key].add(number)
        for money in one.event.money:
            insort(self._sums[money.currency], (money.amount, number))
        kind = _Kind(frozenset(t.families), frozenset(t.modes), one.family, bool(t.things), t.specific)
        if number < len(self._kind_of):
            if self._kind_of[number] == kind:
                return
            del self._kinds[self._kind_of[number]][number]
            self._kind_of[number] = kind
        else:
            self._kind_of.append(kind)
        self._kinds[kind][number] = t

    def _spare(self, one: Move, kind: _Kind) -> float:
        """By how much the threshold can at most be passed, with nothing shared; below 0 where it cannot."""
        told = comparisons.of_kind(one.family, kind.families)
        mode = comparisons.of_mode(one, kind.modes, kind.last)
        if told.value <= -1.0 or (mode is not None and mode.value <= -1.0):
            return -1.0
        most = _weighed("kinds", told) + _weighed("modes", mode) - THRESHOLD + _ROUNDED
        if one.things and kind.named:
            if kind.specific and not any(general for _, _, general in one.things):
                return -1.0  # other things, which forbids it
            most += WEIGHT["things"] * MOST["things"]
        return most + sum(WEIGHT[name] * answer for name, answer in _at_most(one))

    def _loss(self, one: Move, t: Thread) -> float:
        """What is to be taken off that for the time between a move and an undertaking."""
        apart = max(one.low, t.low) - min(one.high, t.high)
        return WEIGHT["pace"] * (MOST["pace"] - LATE) if apart > self._longest else 0.0


def _at_most(one: Move) -> Iterator[tuple[str, float]]:
    """The most that each of the other questions can answer of a move, whatever it is held against."""
    yield "pace", MOST["pace"]
    if one.suppliers and one.recipients:
        yield "directions", MOST["directions"]
    if one.done and any(thing.quantity for thing, _, _ in one.things):
        yield "amounts", MOST["amounts"]
    if one.done and one.rank >= 0:
        yield "course", RATIFIED if one.stage == "ratified" else MOST["course"]
    else:
        yield "course", DENIED if one.event.factuality == "denied" else SPOKEN_OF


def _weighed(name: str, score: Score | None) -> float:
    return WEIGHT[name] * score.value if score else 0.0


def _keys(one: Move) -> Iterator[tuple[str, str]]:
    """What undertakings are looked up by."""
    yield from (("story", story) for story in one.stories)
    yield from (("name", name) for name in one.names)
    for thing, _, _ in one.things:
        yield from (("piece", piece) for piece in thing.pieces or _NO_PIECE[1:])
    if one.family in comparisons.OF_PLACES:
        yield from (("place", word) for word in one.place)
