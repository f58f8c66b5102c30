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
from math import inf

from legation.merge import comparisons, deeds
from legation.merge.profile import Profile
from legation.merge.weighing import Scale, Verdict, Weighing, weigh

TABLE = (
    Weighing("states", comparisons.states, 1.5, veto=True),
    Weighing("type", deeds.types, 2.0, veto=True),
    Weighing("dates", comparisons.dates, 2.5, veto=True),
    Weighing("told", comparisons.news_times, 3.0, veto=True, most=0.1),
    Weighing("years", comparisons.years, 1.5, most=0.0),
    Weighing("stage", deeds.stages, 1.0, veto=True),
    Weighing("factuality", deeds.factualities, 1.0, veto=True, most=0.3),
    Weighing("mode", deeds.modes, 1.5, veto=True, most=0.5),
    Weighing("places", comparisons.places, 1.5, veto=True),
    Weighing("things", comparisons.things, 1.5, veto=True),
    Weighing("persons", comparisons.persons, 3.0, most=0.7),
    Weighing("callers", comparisons.callers, 1.0, veto=True, most=0.0),
    Weighing("money", comparisons.sums, 1.5),
    Weighing("wording", comparisons.wording, 2.5, bare=comparisons.share_of_words),
    Weighing("particulars", comparisons.particulars, 1.0, most=0.0),
    Weighing("quotation", comparisons.quotation, 1.5),
)

_SOONEST = (
    "type", "stage", "states", "dates", "told", "factuality", "mode", "things", "money", "places", "persons",
    "quotation", "wording", "callers", "years", "particulars",
)  # fmt: skip
_SCALE = Scale(TABLE, _SOONEST)

THRESHOLD = 5.0

RULES = "4"
"""Raise it with every change that moves a verdict or a candidate: records then merge their reports anew."""


def judge(a: Profile, b: Profile) -> Verdict:
    """Weigh every comparison of two reports; symmetric."""
    first, second = (b, a) if b.id < a.id else (a, b)
    verdict = weigh(TABLE, THRESHOLD, first, second)
    return replace(verdict, vetoed=True) if a.story == b.story else verdict


def sum_of(a: Profile, b: Profile, least: float = -inf) -> float:
    """The value of the verdict; minus infinity where it is vetoed or less than ``least``. Takes a third of the time."""
    if a.story == b.story:
        return -inf
    return _SCALE.total(least, a, b) if a.id < b.id else _SCALE.total(least, b, a)
