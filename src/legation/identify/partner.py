"""The other side of a happening of which a sentence names one: whom the story's own thread makes the likeliest.

Each state of the story is weighed: how much it is in mind, how much of the story it is, how often it was told of,
whether somebody of it begins the sentence, or the one before, whether the sentence names it by an adjective, whether the story began
with it, whether it took part in what was last told of the same group, and whether the story is written from there.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from legation.identify.discourse import Discourse
from legation.identify.happening import Happening

_GROUPS = (
    frozenset({"aid", "transfer", "deployment", "training", "access", "port-call", "project"}),
    frozenset({"dispute", "sanction", "conflict"}),
    frozenset({"meeting", "agreement", "pledge", "exercise", "forum", "institution"}),
)
# Found by a regression on gold/train, second, third, fifth, sixth, seventh and tests/gold_dev (340 events of which one side
# is not named).
_IN_MIND, _FOCUS, _TOLD, _HOME = 0.97, 1.2, 0.49, 0.96
_BEGAN, _BESIDE, _FIRST, _LAST = 1.06, 1.6, 1.25, 0.85
_MAKER = 1.0


def alike(type_: str) -> frozenset[str]:
    """The types of events of which one leads to another of them, between the same states."""
    return next((group for group in _GROUPS if type_ in group), frozenset())


def partner(
    discourse: Discourse,
    told: Sequence[Happening],
    type_: str,
    apart: Collection[str],
    makers: Collection[str] = (),
) -> tuple[str | None, float]:
    """The state that stands opposite, none of those ``apart``, and how likely it is the one meant, 0 to 1.

    ``makers``: who makes the arms that change hands.
    """
    like = alike(type_)
    last = next((one.states for one in reversed(told) if one.frame.type in like), ())
    first = told[0].states if told else ()
    began = discourse.subject_person.state if discourse.subject_person is not None else None
    beside = discourse.states.beside
    named = [state for state in discourse.named() if state not in apart]
    values = {
        state: _IN_MIND * in_mind
        + _FOCUS * share
        + _TOLD * _share(state, told)
        + _HOME * at_home
        + _BEGAN * (state == began)
        + _BESIDE * (state in beside)
        + _FIRST * (state in first)
        + _LAST * (state in last)
        + _MAKER * (state in makers)
        for state, in_mind, share, at_home in discourse.standings(named)
    }
    if not values:
        return None, 0.0
    best = max(values, key=lambda state: values[state])
    return best, 1 / sum(math.exp(value - values[best]) for value in values.values())


def _share(state: str, told: Sequence[Happening]) -> float:
    """The part of what was told that is this state's."""
    return sum(state in happening.states for happening in told) / len(told) if told else 0.0
