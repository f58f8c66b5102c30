"""Weighing evidence: small questions with their weights, and the verdict on what they are asked of.

Merging asks them of two reports, deals of an event and an undertaking; the tables stand beside the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from legation.types import Score

VETO = -10.0
"""The value of a verdict where a veto fell."""
SAYS = 0.25
"""What an answer must weigh to be told."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """One row of a table: the question, its weight, and whether its −1 forbids what is asked about."""

    name: str
    compare: Callable[..., Score | None]
    weight: float
    veto: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the questions say together: the sum, whether a veto fell, and the answers behind it.

    ``answers``: the name of each question that was answered, its answer's value times its weight, and why.
    """

    value: float
    vetoed: bool
    answers: tuple[tuple[str, Score], ...]
    threshold: float

    @property
    def holds(self) -> bool:
        """Whether the two belong together."""
        return not self.vetoed and self.value >= self.threshold

    @property
    def why(self) -> str:
        """The sentence a reviewer reads: the strongest answers first, what speaks against last."""
        order = sorted(self.answers, key=lambda answer: (-answer[1].value, answer[0]))
        speaks_for = [s.why for _, s in order if s.value > SAYS][:5]
        against = [s.why for _, s in reversed(order) if s.value < -SAYS][:2]
        sentence = "; ".join(speaks_for) or "little speaks for it"
        return sentence + (f"; although {' and '.join(against)}" if against else "")


def weigh(table: Sequence[Weighing], threshold: float, *about: Any) -> Verdict:
    """Ask every question of a table in turn; the first veto ends it."""
    total, answers = 0.0, []
    for row in table:
        score = row.compare(*about)
        if score is None:
            continue
        if row.veto and score.value <= -1.0:
            return Verdict(VETO, True, ((row.name, score),), threshold)
        total += row.weight * score.value
        answers.append((row.name, Score(round(row.weight * score.value, 3), score.why)))
    return Verdict(round(total, 6), False, tuple(answers), threshold)
