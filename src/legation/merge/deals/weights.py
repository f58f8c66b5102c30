"""What each comparison weighs in linking a move to an undertaking, and what forbids it.

The written rule
----------------
1. The moves of one set of states are taken in the order in which they happened (`moves.in_order`).
2. Each is compared with every undertaking that is open so far; a veto forbids it, the other answers are summed.
3. At `THRESHOLD` or above it joins the undertaking with the highest sum; else it begins a new one.
4. A move that names nothing (no thing, name or sum) and fits two undertakings about equally well stays apart:
   nothing says which is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from legation.merge.deals import comparisons
from legation.merge.deals.moves import Move
from legation.merge.deals.threads import Thread
from legation.types import Score
from legation.vocabulary import DealWords

Comparison = Callable[[Move, Thread, DealWords], Score | None]


@dataclass(frozen=True, slots=True)
class Weighing:
    """One row of the table: the comparison, its weight, and whether its −1 forbids the link."""

    name: str
    compare: Comparison
    weight: float
    veto: bool = False


TABLE = (
    Weighing("kinds", comparisons.kinds, 2.0, veto=True),
    Weighing("directions", comparisons.directions, 1.0, veto=True),
    Weighing("things", comparisons.things, 3.0, veto=True),
    Weighing("renewals", comparisons.renewals, 1.0, veto=True),
    Weighing("frameworks", comparisons.frameworks, 1.0, veto=True),
    Weighing("course", comparisons.course, 1.5, veto=True),
    Weighing("places", comparisons.places, 2.0, veto=True),
    Weighing("modes", comparisons.modes, 1.5, veto=True),
    Weighing("amounts", comparisons.amounts, 1.5, veto=True),
    Weighing("pace", comparisons.pace, 1.0),
    Weighing("names", comparisons.names, 2.0),
    Weighing("together", comparisons.together, 2.0),
    Weighing("sums", comparisons.sums, 2.0),
)

THRESHOLD = 3.0
CLEAR = 0.5
"""By how much a move that names nothing must fit one undertaking better than the next."""

RULES = "3"
"""Raise it with every change that moves a link: records then link their events anew."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparisons say: the sum, whether a veto fell, and the answers, weighed."""

    value: float
    vetoed: bool
    answers: tuple[Score, ...]

    @property
    def fits(self) -> bool:
        """Whether the move may join."""
        return not self.vetoed and self.value >= THRESHOLD

    @property
    def why(self) -> str:
        """The sentence that a reader sees: the strongest answers first, what speaks against last."""
        order = sorted(self.answers, key=lambda s: (-s.value, s.why))
        speaks_for = [s.why for s in order if s.value > 0.25][:4]
        against = [s.why for s in reversed(order) if s.value < -0.25][:1]
        sentence = "; ".join(speaks_for) or "little speaks for it"
        return sentence + (f"; although {against[0]}" if against else "")


def judge(m: Move, t: Thread, tables: DealWords) -> Verdict:
    """Weigh every comparison of a move with an undertaking."""
    total, answers = 0.0, []
    for row in TABLE:
        score = row.compare(m, t, tables)
        if score is None:
            continue
        if row.veto and score.value <= -1.0:
            return Verdict(-10.0, True, (score,))
        total += row.weight * score.value
        answers.append(Score(round(row.weight * score.value, 3), score.why))
    return Verdict(round(total, 6), False, tuple(answers))
