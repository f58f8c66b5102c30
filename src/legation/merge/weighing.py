"""Weighing evidence: small questions with their weights, and the verdict on what they are asked of.

Merging asks them of two reports, deals of an event and an undertaking; the tables stand beside the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from legation.types import Score

VETO = -10.0
"""The value of a verdict where a veto fell."""
SAYS = 0.25
"""What an answer must weigh to be told."""
_ROUNDED = 1e-6
"""Sums are rounded to so much."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """One row of a table: the question, its weight, and whether its −1 forbids what is asked about.

    ``most`` is the greatest answer there can be; ``bare`` gives the same answer without its sentence, where that takes
    longer to make than the answer.
    """

    name: str
    compare: Callable[..., Score | None]
    weight: float
    veto: bool = False
    most: float = 1.0
    bare: Callable[..., Score | None] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the questions say together: the sum, whether a veto fell, and the answers behind it.

    ``answers``: each question that was answered, with its answer; after a veto, that alone. Most verdicts are asked for
    their sum alone, so words are made of the answers only when somebody wants to know why.
    """

    value: float
    vetoed: bool
    answers: tuple[tuple[Weighing, Score], ...]
    threshold: float

    @property
    def holds(self) -> bool:
        """Whether the two belong together."""
        return not self.vetoed and self.value >= self.threshold

    @property
    def why(self) -> str:
        """The sentence a reviewer reads: the strongest answers first, what speaks against last."""
        said = [(_weight(row, score), row.name, score.why) for row, score in self.answers]
        order = sorted(said, key=lambda answer: (-answer[0], answer[1]))
        speaks_for = [why for weight, _, why in order if weight > SAYS][:5]
        against = [why for weight, _, why in reversed(order) if weight < -SAYS][:2]
        sentence = "; ".join(speaks_for) or "little speaks for it"
        return sentence + (f"; although {' and '.join(against)}" if against else "")


def _weight(row: Weighing, score: Score) -> float:
    """How much an answer says; a veto, what it says unweighed."""
    return score.value if row.veto and score.value <= -1.0 else round(row.weight * score.value, 3)


def weigh(table: Sequence[Weighing], threshold: float, *about: Any) -> Verdict:
    """Ask every question of a table in turn; the first veto ends it."""
    total = 0.0
    answers = []
    for row in table:
        score = row.compare(*about)
        if score is None:
            continue
        if row.veto and score.value <= -1.0:
            return Verdict(VETO, True, ((row, score),), threshold)
        total += row.weight * score.value
        answers.append((row, score))
    return Verdict(round(total, 6), False, tuple(answers), threshold)


class Scale:
    """A table that is asked for sums alone, millions of times: the same sums as `weigh` gives, sooner.

    Questions are asked in an order of their own, what forbids most and is soon answered first, and none is asked any
    more when the rest could not lift the sum to what is wanted.
    """

    def __init__(self, table: Sequence[Weighing], order: Sequence[str]) -> None:
        """``order`` names every row of the table."""
        places = {row.name: place for place, row in enumerate(table)}
        left = sum(row.weight * row.most for row in table)
        self._rows: list[tuple[int, Callable[..., Score | None], float, bool, float]] = []
        for place in (places.pop(name) for name in order):
            row = table[place]
            self._rows.append((place, row.bare or row.compare, row.weight, row.veto, left))
            left -= row.weight * row.most
        assert not places
        self._nothing = [0.0] * len(table)

    def total(self, least: float, *about: Any) -> float:
        """The sum; minus infinity where a veto fell, or where it is less than ``least``."""
        weighed = self._nothing.copy()
        so_far, enough = 0.0, least - _ROUNDED
        for place, ask, weight, veto, left in self._rows:
            if so_far + left < enough:
                return -inf
            score = ask(*about)
            if score is None:
                continue
            value = score.value
            if veto and value <= -1.0:
                return -inf
            weighed[place] = weight * value
            so_far += weight * value
        total = 0.0
        for one in weighed:  # in the order of the table, so that it comes to the same in the last place too
            total += one
        total = round(total, 6)
        return total if total >= least else -inf
