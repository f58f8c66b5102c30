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

from legation.merge.deals import comparisons
from legation.merge.deals.moves import Move
from legation.merge.deals.threads import Thread
from legation.merge.weighing import Verdict, Weighing, weigh
from legation.vocabulary import DealWords

TABLE = (
    Weighing("kinds", comparisons.kinds, 2.0, veto=True),
    Weighing("directions", comparisons.directions, 1.0, veto=True),
    Weighing("course", comparisons.course, 1.5, veto=True),  # forbids most, and is soon asked
    Weighing("things", comparisons.things, 3.0, veto=True),
    Weighing("renewals", comparisons.renewals, 1.0, veto=True),
    Weighing("frameworks", comparisons.frameworks, 1.0, veto=True),
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

RULES = "4"
"""Raise it with every change that moves a link: records then link their events anew."""


def most(m: Move, t: Thread) -> float:
    """What the answers can add up to at most, from what is quickly told; no less than the sum of `judge`.

    A busy pair of states has thousands of undertakings, most of which share nothing with a move but its kind.
    """
    kind = 1.0 if m.family in t.families else -1.0
    total = kind + 0.3 + 0.4 + _most_of_mode(m, t) + _most_of_course(m, t)  # 0.3 for directions, 0.4 for pace
    if m.things and t.things:
        total += 3.75  # things and amounts
    if m.place:
        total += 2.0
    if not m.names.isdisjoint(t.names):
        total += 2.0
    if not m.stories.isdisjoint(t.stories):
        total += 3.0
    return total + 2.0 if m.event.money and t.sums else total


def _most_of_mode(m: Move, t: Thread) -> float:
    mode = m.event.mode
    if mode not in t.modes:
        return 0.3
    return 0.0 if mode is None else 0.45 if mode in comparisons.GENERAL_MODES else 1.2


def _most_of_course(m: Move, t: Thread) -> float:
    if not m.done or m.rank < 0:
        return 0.9
    if m.stage == "ratified":
        return 1.5
    ahead = m.rank > t.furthest >= 0 or (t.signed is not None and m.stage != "signed")
    return 1.2 if ahead else 0.75


def judge(m: Move, t: Thread, tables: DealWords) -> Verdict:
    """Weigh every comparison of a move with an undertaking."""
    return weigh(TABLE, THRESHOLD, m, t, tables)
