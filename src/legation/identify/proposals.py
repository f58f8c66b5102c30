"""Whom a sentence may be about: every group of states that its words, or the story so far, put forward.

What the rules settled is one answer among others. Here all of them are gathered, each with its grounds, for
`legation.identify.signs` to weigh.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from legation.identify.discourse import Discourse
from legation.identify.happening import Dropped, Happening
from legation.identify.memory import NAMING, Standing
from legation.types import Mention, Sentence, Span, Surroundings

STANDING_IN = frozenset({"pronoun", "both", "country"})
"""Kinds of mention that stand for a state named elsewhere."""
_CODE = 3  # letters of a state's code
_WIDE = 7  # states: more are no group that deals
_PAIRED, _THREE = 8, 3  # states of a sentence of which pairs are made; from how many on all are one group
_PARTNERS, _FOREMOST = 5, 3  # states of the story that may stand opposite; of which pairs are made
_NAMED, _MEANT = 4, 2  # states of the sentence, named and meant, to which one is sought
_LATEST, _TOLD = 5, 6  # groups of the story so far

Group = tuple[str, ...]


@dataclass(slots=True)
class Presence:
    """How a state is present in a sentence."""

    start: int  # of the words that first name it, from the sentence's start
    kinds: set[str]
    labels: set[str]
    clauses: set[int]
    times: int = 0
    stands: list[Surroundings] = field(default_factory=list)  # of each of its mentions


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that bears on whom it is about, as it stands when the rules have read it."""

    number: int
    sentence: Sentence
    before: dict[str, Standing]  # how the story's states stood before the sentence, by code
    standing: dict[str, Standing]  # and now
    began: str | None  # whose person the sentence before began with
    pairs: tuple[Group, ...]  # states named in one sentence so far, and told of together
    events: tuple[Group, ...]
    told: tuple[Happening, ...]
    named: tuple[str, ...]  # the states that the sentence names, and those that it means
    meant: tuple[str, ...]
    presences: dict[str, Presence]
    groups: tuple[Group, ...]  # the states of each mention that stands for several


class Stage:
    """Notes how the story stands before a sentence, and what its mentions add."""

    def __init__(self, discourse: Discourse, told: Sequence[Happening]) -> None:
        self._discourse, self._told = discourse, told
        person = discourse.subject_person
        self._began = person.state if person is not None else None
        self._before = {one.state: one for one in discourse.standings(discourse.named())}
        self._pairs, self._events = tuple(discourse.pairs[-_LATEST:]), tuple(discourse.events[-_LATEST:])
        self._so_far = tuple(told)

    def scene(self, number: int, sentence: Sentence) -> Scene:
        """The sentence, once its mentions have been entered."""
        discourse = self._discourse
        parties = [(mention, discourse.party(mention).states) for mention in sentence.mentions]
        return Scene(
            number, sentence, self._before,
            {one.state: one for one in discourse.standings(discourse.named())},
            self._began, self._pairs, self._events, self._so_far,
            _states(parties, NAMING), _states(parties, STANDING_IN), _presences(sentence, parties),
            tuple(tuple(sorted(states)) for _, states in parties if len(states) > 1),
        )  # fmt: skip


def _states(parties: Sequence[tuple[Mention, Group]], kinds: Collection[str]) -> Group:
    found = (
        state
        for mention, states in parties
        if mention.kind in kinds
        for state in states
        if len(state) == _CODE
    )
    return tuple(dict.fromkeys(found))


def _presences(sentence: Sentence, parties: Sequence[tuple[Mention, Group]]) -> dict[str, Presence]:
    places: dict[Span, tuple[int, str]] = {}
    for number, part in enumerate(sentence.parts):
        for label, span in part.mentions:
            places.setdefault(span, (number, label))
    found: dict[str, Presence] = {}
    for mention, states in parties:
        place, stands = places.get(mention.span), sentence.surroundings.get(mention.span)
        for state in states:
            one = found.get(state)
            if one is None:
                one = found[state] = Presence(mention.span.start - sentence.span.start, set(), set(), set())
            one.kinds.add(mention.kind)
            one.times += 1
            if place is not None:
                one.clauses.add(place[0])
                one.labels.add(place[1])
            if stands is not None:
                one.stands.append(stands)
    return found


def group_of(happening: Happening) -> Group:
    """The states of a happening, in their order."""
    return tuple(sorted(happening.states))


def proposals(scene: Scene, settled: Sequence[Happening | Dropped]) -> dict[Group, set[str]]:
    """Every group of states that may be meant, with its grounds."""
    found: dict[Group, set[str]] = {}
    for group, ground in _proposed(scene, settled):
        states = tuple(sorted(set(group)))
        if 1 <= len(states) <= _WIDE or (states and ground == "told"):
            found.setdefault(states, set()).add(ground)
    return found


def _proposed(scene: Scene, settled: Sequence[Happening | Dropped]) -> Iterator[tuple[Sequence[str], str]]:
    named, meant = scene.named, scene.meant
    yield from ((one.states, "told") for one in settled if isinstance(one, Happening))
    yield from (((state,), "one") for state in named)
    everyone = tuple(dict.fromkeys((*named, *meant)))
    yield from ((pair, "pair") for pair in combinations(everyone[:_PAIRED], 2))
    yield from ((states, "all") for states in (named, everyone) if len(states) >= _THREE)
    yield from ((group, "mention") for group in scene.groups)
    for number in range(len(scene.sentence.parts)):
        inside = [state for state, one in scene.presences.items() if number in one.clauses]
        if len(inside) > 1:
            yield inside, "clause"
    standing = scene.standing
    foremost = sorted(standing, key=lambda state: -(standing[state].in_mind + 5 * standing[state].share))
    yield from (((one, other), "beside") for one in named[:_NAMED] for other in foremost[:_PARTNERS] if one != other)  # fmt: skip
    yield from (((one, other), "beside") for one in meant[:_MEANT] for other in foremost[:_PARTNERS - 1] if one != other)  # fmt: skip
    told = (group_of(one) for one in scene.told[-_TOLD:])
    yield from ((group, "thread") for group in (*scene.pairs, *scene.events, *told) if len(group) > 1)
    yield from ((pair, "foremost") for pair in combinations(foremost[:_FOREMOST], 2))
