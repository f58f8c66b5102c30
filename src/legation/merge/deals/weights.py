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

WEIGHT = {row.name: row.weight for row in TABLE}
THRESHOLD = 3.0
CLEAR = 0.5
"""By how much a move that names nothing must fit one undertaking better than the next."""

RULES = "4"
"""Raise it with every change that moves a link: records then link their events anew."""


def judge(m: Move, t: Thread, tables: DealWords) -> Verdict:
    """Weigh every comparison of a move with an undertaking."""
    return weigh(TABLE, THRESHOLD, m, t, tables)
