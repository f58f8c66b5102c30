"""Whose happening a sentence tells of that does not name both sides: the group of states that the story's thread makes the likeliest.

Where neither the clause nor its sentence settles whom it is about, each group that the story has named or told of together is
weighed: whether all of it is in mind, its part of the story, how near it was last told of, whether it was told of in a happening of the same
type or of a like one, whether the sentence before is about one of it, and how strongly the words speak for a happening at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from legation.identify.discourse import Discourse
from legation.identify.happening import Happening
from legation.identify.likelihood import likelihood, odds
from legation.identify.memory import Standing
from legation.identify.partner import alike
from legation.types import Frame

BY_THREAD = "the states that the story's thread makes the likeliest"
ENOUGH = 0.32
"""How likely a group must be: the share of right reports above which one more adds more than it costs (half of F1)."""
# Found by a regression on gold/train, second, third, fifth, sixth, seventh and tests/gold_dev (684 frames, 2,691 groups).
_START = -4.6
_IN_MIND, _SHARE, _MORE = 1.4, 2.2, -1.7
_BEGAN, _TOGETHER, _LEANT = 0.3, 0.65, 0.9
_SAME, _ALIKE, _SOON = 0.35, 0.55, 0.35
_WORDS, _POINTS = 0.15, 0.6
_NEAR = 2  # sentences
_MOST = 5  # states of a group
_FOREMOST = 4  # states of which pairs are made that the story did not make


def likeliest(
    frame: Frame,
    found: tuple[str, ...],
    chosen: tuple[str, ...],
    discourse: Discourse,
    told: Sequence[Happening],
) -> tuple[tuple[str, ...], float]:
    """The states meant, among them those ``found`` in the clause, and how likely that is, 0 to 1.

    ``chosen``: whom other ways would have taken, had they been surer.
    """
    standing = {one.state: one for one in discourse.standings(discourse.named())}
    told = [happening for happening in told if len(happening.states) > 1]
    best: tuple[str, ...] = ()
    most = 0.0
    for group in dict.fromkeys(_groups(found, standing, discourse, told)):
        value = _START + _WORDS * odds(frame.weight) + _POINTS * (frame.anaphor is not None)
        value += (
            _LEANT * (group == chosen) + _in_thread(group, standing, discourse) + _told_of(frame, group, told)
        )
        likely = likelihood(value)
        if likely > most:
            best, most = group, likely
    return best, most


def _groups(
    found: tuple[str, ...], standing: dict[str, Standing], discourse: Discourse, told: Sequence[Happening]
) -> Iterator[tuple[str, ...]]:
    """The groups that the story makes, and pairs of the states most in mind."""
    if len(found) > 1:
        yield found
        return
    made = [*(happening.states for happening in told), *discourse.pairs[-6:], *discourse.events[-4:]]
    yield from (
        tuple(sorted(group)) for group in made if 2 <= len(group) <= _MOST and set(found) <= set(group)
    )
    foremost = sorted(standing, key=lambda state: -(standing[state].in_mind + 5 * standing[state].share))
    if found:
        yield from (
            tuple(sorted((*found, state))) for state in foremost[: _FOREMOST + 1] if state not in found
        )
    else:
        yield from (tuple(sorted(pair)) for pair in combinations(foremost[:_FOREMOST], 2))


def _in_thread(group: Collection[str], standing: dict[str, Standing], discourse: Discourse) -> float:
    stands = [standing[state] for state in group if state in standing]
    whole = len(stands) == len(group)
    began = discourse.subject_person
    last = discourse.pairs[-1] if discourse.pairs else ()
    return (
        _IN_MIND * (min(one.in_mind for one in stands) / 3 if whole else 0.0)
        + _SHARE * sum(one.share for one in stands)
        + _MORE * (len(group) - 2)
        + _BEGAN * (began is not None and began.state in group)
        + _TOGETHER * (tuple(last) == group)
    )


def _told_of(frame: Frame, group: tuple[str, ...], told: Sequence[Happening]) -> float:
    of_them = [happening for happening in told if tuple(sorted(happening.states)) == group]
    like = alike(frame.type)
    return (
        _SAME * any(happening.frame.type == frame.type for happening in of_them)
        + _ALIKE * any(happening.frame.type in like for happening in of_them)
        + _SOON * any(0 <= frame.sentence - happening.frame.sentence <= _NEAR for happening in of_them)
    )
