"""The other side of a happening of which a sentence names one: whom the story's own thread makes the likeliest.

Each state of the story is weighed: how much it is in mind, how much of the story it is, how often it was told of,
above all in happenings of the same group, whether the headline names it, and whether the story is written from there.
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
# Found by a regression on gold/train, second, third, fifth and tests/gold_dev (600 events of which one side is not named).
_IN_MIND, _FOCUS, _TOLD, _ALIKE, _HOME, _HEADLINE = 0.45, 1.2, 1.6, 0.8, 1.8, 0.8


def partner(
    discourse: Discourse, told: Sequence[Happening], type_: str, apart: Collection[str]
) -> tuple[str | None, float]:
    """The state that stands opposite, none of those ``apart``, and how likely it is the one meant, 0 to 1."""
    alike = next((group for group in _GROUPS if type_ in group), frozenset())
    near = [happening for happening in told if happening.frame.type in alike]
    named = sorted({*discourse.states.heard(), *discourse.focus}.difference(apart))
    values = {
        state: _IN_MIND * in_mind
        + _FOCUS * share
        + _TOLD * _share(state, told)
        + _ALIKE * _share(state, near)
        + _HOME * at_home
        + _HEADLINE * (state in discourse.headlined)
        for state, in_mind, share, at_home in discourse.standings(named)
    }
    if not values:
        return None, 0.0
    best = max(values, key=lambda state: values[state])
    return best, 1 / sum(math.exp(value - values[best]) for value in values.values())


def _share(state: str, told: Sequence[Happening]) -> float:
    """The part of what was told that is this state's."""
    return sum(state in happening.states for happening in told) / len(told) if told else 0.0
