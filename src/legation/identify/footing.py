"""How the states of a reading stand among the words of its sentence, and those that it leaves out: see `legation.extract.surroundings`.

"Peru bought frigates from Italy, a Spanish yard said": Italy stands behind "from" under a verb of buying, Spain before a noun that
says. Which of such places speak for a state's part in an event, and which against, by type, is learned from coded stories.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product

from legation.identify.proposals import Group, Presence
from legation.tally import tally
from legation.types import Surroundings
from legation.vocabulary import Weights

ANY = "any"
"""The outcome under which stands what a feature weighs for every type."""
_PAIR = 2
_CODE = 3  # letters of a state's code


class Footing:
    """How the states stand that one sentence names or means, by code; ``keep`` what was never learned, too, to learn from."""

    def __init__(self, presences: Mapping[str, Presence], weights: Weights, keep: bool = False) -> None:
        self._weights, self._keep = weights, keep
        self._stands = {state: one.stands for state, one in presences.items()}
        self._inside = {state: self._marked("in:", one) for state, one in self._stands.items()}
        self._outside = {
            state: self._marked("out:", one) for state, one in self._stands.items() if len(state) == _CODE
        }
        self._sums: dict[Group, Mapping[str, int]] = {}

    def weight(self, type_: str, states: Group) -> int:
        """What the footing of these states weighs for a reading of this type, in hundredths."""
        if not self._weights.of:
            return 0
        sums = self._sums.get(states)
        if sums is None:
            known = self.features(states) & self._weights.of.keys()
            sums = dict(zip(self._weights.types, tally(known, self._weights), strict=True))
            self._sums[states] = sums
        return sums.get(type_, 0) + sums.get(ANY, 0)

    def features(self, states: Group) -> set[str]:
        """``in:`` where one of the states stands, ``out:`` where one stands that is left out; ``lp:`` the labels of two, one of each.

        ``in:absent`` of a state that the sentence does not hold; ``same`` or ``other``: in one clause, or none shared.
        """
        found: set[str] = set()
        for state in states:
            found |= self._inside[state] if self._stands.get(state) else {"in:absent"}
        for state, features in self._outside.items():
            if state not in states:
                found |= features
        pair = [stands for state in states if (stands := self._stands.get(state))]
        if len(states) == _PAIR == len(pair):
            found |= _beside(*pair)
        return found

    def _marked(self, mark: str, stands: Collection[Surroundings]) -> set[str]:
        found = {f"{mark}{feature}" for one in stands for feature in one.features}
        return found if self._keep else found & self._weights.of.keys()


def _beside(one: Collection[Surroundings], other: Collection[Surroundings]) -> set[str]:
    """How two states stand to each other."""
    clauses = [{number for each in stands for number in each.clauses} for stands in (one, other)]
    labels = [{label for each in stands for label in each.labels} for stands in (one, other)]
    found = {f"lp:{'|'.join(sorted(pair))}" for pair in product(*labels)}
    found.add("other" if clauses[0].isdisjoint(clauses[1]) else "same")
    return found
