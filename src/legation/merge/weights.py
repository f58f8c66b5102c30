"""What each comparison weighs, what forbids a merge, and the verdict on a pair.

The written rule
----------------
1. Two reports of one story are never one event: the coder has already joined what a story tells of one happening.
2. A comparison marked as a veto forbids the merge when it answers −1: other parties, other kinds of happening,
   opposite modes, dates that lie apart, different steps of a deal, told of as past before it happened,
   denied in one and done in the other, a meeting or call in another town, another weapon.
3. Otherwise the answers are weighed and summed; at `THRESHOLD` or above the two are tied.
4. A person's judgement stands above all of these (see `judgements`).

The weights were set by hand on development gold, with the figures of `tests/merge/test_gold.py` in view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from legation.merge import comparisons
from legation.merge.profile import Profile
from legation.types import Score

Comparison = Callable[[Profile, Profile], Score | None]


@dataclass(frozen=True, slots=True)
class Weighing:
    """One row of the table: the comparison, its weight, and whether its −1 forbids the merge."""

    name: str
    compare: Comparison
    weight: float
    veto: bool = False


TABLE = (
    Weighing("states", comparisons.states, 1.5, veto=True),
    Weighing("type", comparisons.types, 2.0, veto=True),
    Weighing("dates", comparisons.dates, 2.5, veto=True),
    Weighing("told", comparisons.news_times, 3.0, veto=True),
    Weighing("years", comparisons.years, 1.5),
    Weighing("stage", comparisons.stages, 1.0, veto=True),
    Weighing("factuality", comparisons.factualities, 1.0, veto=True),
    Weighing("mode", comparisons.modes, 1.5, veto=True),
    Weighing("places", comparisons.places, 1.5, veto=True),
    Weighing("things", comparisons.things, 1.5, veto=True),
    Weighing("persons", comparisons.persons, 3.0),
    Weighing("callers", comparisons.callers, 1.0, veto=True),
    Weighing("money", comparisons.sums, 1.5),
    Weighing("wording", comparisons.wording, 2.5),
    Weighing("particulars", comparisons.particulars, 1.0),
    Weighing("quotation", comparisons.quotation, 1.5),
)

THRESHOLD = 5.0

RULES = "3"
"""Raise it with every change that moves a verdict or a candidate: records then merge their reports anew."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparisons say of a pair: the sum, whether a veto fell, and the answers behind it."""

    value: float
    vetoed: bool
    answers: tuple[tuple[str, Score], ...]  # (comparison, its value times its weight and why)

    @property
    def tied(self) -> bool:
        """Whether the pair may be joined."""
        return not self.vetoed and self.value >= THRESHOLD

    @property
    def why(self) -> str:
        """The sentence a reviewer reads: the strongest answers first, what speaks against last."""
        order = sorted(self.answers, key=lambda answer: (-answer[1].value, answer[0]))
        speaks_for = [s.why for _, s in order if s.value > 0.25][:5]
        against = [s.why for _, s in reversed(order) if s.value < -0.25][:2]
        sentence = "; ".join(speaks_for) or "little speaks for it"
        return sentence + (f"; although {' and '.join(against)}" if against else "")


def judge(a: Profile, b: Profile) -> Verdict:
    """Weigh every comparison of two reports; symmetric."""
    if b.id < a.id:
        a, b = b, a
    total, answers = 0.0, []
    for row in TABLE:
        score = row.compare(a, b)
        if score is None:
            continue
        if row.veto and score.value <= -1.0:
            return Verdict(-10.0, True, ((row.name, score),))
        total += row.weight * score.value
        answers.append((row.name, Score(round(row.weight * score.value, 3), score.why)))
    return Verdict(round(total, 6), a.story == b.story, tuple(answers))
