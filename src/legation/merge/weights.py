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

from dataclasses import replace

from legation.merge import comparisons
from legation.merge.profile import Profile
from legation.merge.weighing import Verdict, Weighing, weigh

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

RULES = "4"
"""Raise it with every change that moves a verdict or a candidate: records then merge their reports anew."""


def judge(a: Profile, b: Profile) -> Verdict:
    """Weigh every comparison of two reports; symmetric."""
    first, second = (b, a) if b.id < a.id else (a, b)
    verdict = weigh(TABLE, THRESHOLD, first, second)
    return replace(verdict, vetoed=True) if a.story == b.story else verdict
