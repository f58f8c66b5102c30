"""What speaks for and against a reading: that a sentence tells of an event of this type between these states.

The rules read a sentence in one way. Beside it stand others: another type that its words speak for, another group of
states that it names or the story has in mind. Of each such reading some sixty signs are taken, of its words, of what
the rules made of it, of how the states are named and of the story so far, and their weights, learned from coded stories
by ``./run.sh learn``, are added up. The sum becomes the likelihood that the reading is right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from legation.identify.elsewhere import IN_CLAUSE
from legation.identify.footing import Footing
from legation.identify.happening import Dropped, Happening
from legation.identify.likelihood import likelihood, odds
from legation.identify.memory import Standing
from legation.identify.partner import alike
from legation.identify.proposals import Group, Scene, group_of, proposals
from legation.vocabulary import Signs

ASKED = 0.12
"""How likely the words of a sentence must make a type for it to be asked, where no rule read one."""
NOTED = 0.06
"""The same while the signs are learned: what is not asked for teaches, too."""
_ALONE = frozenset({"conflict", "exercise", "forum", "institution", "deployment", "sanction", "dispute", "access"})  # fmt: skip
_FORCES = frozenset({"forces", "people", "ship", "body"})
_BESIDE = frozenset({"with", "to", "from", "between", "and", "of", "by"})
_SEVERAL = 4  # states: from so many on, no difference is made
BY_WORDS, READ, TOLD = 0, 1, 2
"""What a reading rests on: on words alone; on a rule that read its type, of others or of nobody; on what is told already."""
_NOBODY = Standing("", 0.0, 0.0, False)
_HOPELESS = -85  # hundredths; no reading that was not settled is told below
_EVERY = 100_000  # hundredths: more than any sum
_FAINT = odds(0.0)  # of what is not there

Values = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One reading of a sentence, with the likelihood that it is right, 0 to 1, and what it was weighed by."""

    type: str
    states: Group
    likely: float
    basis: int  # BY_WORDS, READ or TOLD
    values: Values = field(repr=False)
    footing: Collection[str] = field(default=(), repr=False)


class _Stands(NamedTuple):
    """How a state stands in a sentence and its story; the numbers of several are added, or the least is taken."""

    counts: tuple[
        int, ...
    ]  # named, present, subject, behind a preposition, by persons, name, forces, place alone; mentions
    weights: tuple[
        float, ...
    ]  # in mind, part of the story, at home, in mind before, named by the story, of its two
    start: float | None  # where it is first named, as a part of the sentence


@dataclass
class Ballot:
    """The readings of one sentence, side by side."""

    scene: Scene
    settled: Sequence[Happening | Dropped]
    chosen: Sequence[Happening]
    story: Mapping[str, int]  # how often the whole story names each state
    sentences: Sequence[
        Mapping[str, float]
    ]  # how likely the words of each of its sentences tell of each type
    most: int = _EVERY  # what signs of type and states together weigh at most, as `most_of` has it

    def weigh(self, signs: Signs, keep: bool = False) -> Iterator[Weighed]:
        """Every reading with its likelihood; with its values where they are to be kept, else without those that are hopeless."""
        asked = NOTED if keep else ASKED
        if not self.settled and max(self.scene.sentence.likely.values(), default=0.0) < asked:
            return
        most, footing = self.most, Footing(self.scene.presences, signs.footing, keep)
        of_states: dict[Group, tuple[int, Values]] = {}
        for type_ in self._types(asked):
            values = self._of_type(type_)
            start = signs.start + _sum(signs, values)
            for states, grounds in self._groups.items():
                if len(states) == 1 and type_ not in _ALONE and "told" not in grounds:
                    continue
                if states not in of_states:
                    theirs = self._of_states(states, grounds)
                    of_states[states] = _sum(signs, theirs), theirs
                weight, theirs = of_states[states]
                weight += footing.weight(type_, states)
                basis = self._basis(type_, states)
                settled = any(kind == type_ and group == states for kind, group, _ in self._settled)
                if not keep and not settled and start + weight + most < _HOPELESS:
                    continue
                both = self._of_both(type_, states, basis)
                total = start + weight + _sum(signs, both)
                likely = likelihood(total / 100)
                if keep:
                    found, stands = {**values, **theirs, **both}, footing.features(states)
                    yield Weighed(type_, states, likely, basis, found, stands)
                else:
                    yield Weighed(type_, states, likely, basis, {})

    @cached_property
    def _groups(self) -> dict[Group, set[str]]:
        return proposals(self.scene, self.settled)

    @cached_property
    def _whole(self) -> int:
        return sum(self.story.values()) or 1

    @cached_property
    def _most(self) -> Collection[str]:
        """The two states that the story names most."""
        ranked = sorted(self.story.items(), key=lambda item: -item[1])
        return {state for state, _ in ranked[:2]}

    @cached_property
    def _mentions(self) -> int:
        return sum(one.times for one in self.scene.presences.values()) or 1

    def _types(self, asked: float) -> Iterator[str]:
        read = {one.frame.type for one in self.settled}
        likely = self.scene.sentence.likely
        yield from (type_ for type_, each in likely.items() if each >= asked or type_ in read)

    # ------------------------------------------------------------------ the signs

    def _of_type(self, type_: str) -> Values:
        """What the words say of the type, and what the rules read of it; and what kind of sentence it is."""
        sentence, number = self.scene.sentence, self.scene.number
        likely = sentence.likely
        own = odds(likely[type_])
        frames = [one for one in self.settled if one.frame.type == type_]
        by_rule = [one for one in frames if not one.frame.hint]
        last = len(self.sentences) - 1
        return {
            f"type {type_}": 1.0,
            "words": own,
            "words against the likeliest": own - odds(max(likely.values())),
            "words, rank of the type": sum(each > likely[type_] for each in likely.values()),
            "words of the sentence before": odds(self.sentences[number - 1].get(type_, 0.0) if number else 0.0),
            "words of the sentence behind": odds(self.sentences[number + 1].get(type_, 0.0) if number < last else 0.0),
            "words of the likeliest clause": max((odds(part.likely[type_]) for part in sentence.parts), default=_FAINT),
            "rules, strength": max((one.frame.strength for one in by_rule), default=0.0),
            "rules, words of their types": max((one.frame.weight for one in by_rule), default=0.0),
            "rules, without states": sum(isinstance(one, Dropped) for one in by_rule),
            "rules, readings in all": len(self.settled),
            "states named": len(self.scene.named),
            "states of the story": len(self.story),
            "headline": sentence.kind == "headline",
            "lead": sentence.kind == "lead",
            "sentence, number": number,
            "sentences": len(self.sentences),
            "clauses": len(sentence.parts),
            "times": len(sentence.times),
        }  # fmt: skip

    def _of_states(self, states: Group, grounds: set[str]) -> Values:
        """How the states are named, and how they stand in the story."""
        scene = self.scene
        stands = [self._state(state) for state in states]
        named, present, subject, beside, persons, name, forces, place, times = map(sum, zip(*[one.counts for one in stands], strict=True))  # fmt: skip
        mind, share, home, before, known, most = zip(*[one.weights for one in stands], strict=True)
        starts = [one.start for one in stands if one.start is not None]
        return {
            "states": len(states),
            "states, named": named,
            "states, others named": len(scene.named) - named,
            "states, present": present,
            "subject, any": subject > 0,
            "subjects": subject,
            "behind prepositions": beside,
            "by persons": persons,
            "by name": name,
            "by forces": forces,
            "by a place alone": place,
            "place of the last": max(starts, default=1.0),
            "place of the first": min(starts, default=1.0),
            "part of the mentions": times / self._mentions,
            "in mind, least": min(mind),
            "in mind": sum(mind),
            "in mind before, least": min(before),
            "part of the story, least": min(share),
            "part of the story": sum(share),
            "part of all names": sum(known) / self._whole,
            "at home": max(home),
            "of the story's two": sum(most),
            "told of before": len(self._told.get(states, ())),
            "the last pair": self._last == states,
            "the sentence before began with one": scene.began in states,
            "ground: pair": "pair" in grounds,
            "ground: beside": "beside" in grounds,
            "ground: foremost": "foremost" in grounds,
            "ground: told": "told" in grounds,
        }

    def _state(self, state: str) -> _Stands:
        """How one state stands; worked out once for a sentence."""
        found = self._stands.get(state)
        if found is not None:
            return found
        scene = self.scene
        one, stand = scene.presences.get(state), scene.standing.get(state, _NOBODY)
        named = int(state in scene.named)
        counts, start = (named, 0, 0, 0, 0, 0, 0, 0, 0), None
        if one is not None:
            kinds, length = one.kinds, scene.sentence.span.end - scene.sentence.span.start
            start = one.start / length
            counts = (
                named, 1, int("subj" in one.labels), int(not one.labels.isdisjoint(_BESIDE)),
                int("person" in kinds or "office" in kinds), int("state" in kinds), int(not kinds.isdisjoint(_FORCES)),
                int(kinds == {"place"}), one.times,
            )  # fmt: skip
        before = scene.before.get(state, _NOBODY).in_mind
        weights = (stand.in_mind, stand.share, float(stand.at_home), before, float(self.story.get(state, 0)), float(state in self._most))  # fmt: skip
        found = self._stands[state] = _Stands(counts, weights, start)
        return found

    @cached_property
    def _stands(self) -> dict[str, _Stands]:
        return {}

    @cached_property
    def _last(self) -> Group:
        """The states last named together, before the sentence."""
        return tuple(sorted(self.scene.pairs[-1])) if self.scene.pairs else ()

    @cached_property
    def _settled(self) -> Sequence[tuple[str, Group, Happening]]:
        """What was settled, by type and states."""
        return [(one.frame.type, group_of(one), one) for one in self.settled if isinstance(one, Happening)]

    @cached_property
    def _chosen(self) -> Collection[tuple[str, Group]]:
        return {(one.frame.type, group_of(one)) for one in self.chosen}

    @cached_property
    def _read(self) -> Collection[str]:
        """The types that a rule read."""
        return {one.frame.type for one in self.settled if not one.frame.hint}

    @cached_property
    def _told(self) -> Mapping[Group, list[str]]:
        """What the story told before, by states."""
        found: dict[Group, list[str]] = {}
        for one in self.scene.told:
            found.setdefault(group_of(one), []).append(one.frame.type)
        return found

    def _basis(self, type_: str, states: Group) -> int:
        if (type_, states) in self._chosen:
            return TOLD
        return READ if type_ in self._read else BY_WORDS

    def _of_both(self, type_: str, states: Group, basis: int) -> Values:
        """What the rules, and the story, tell of this type between these states."""
        scene = self.scene
        mine = [one for kind, group, one in self._settled if kind == type_ and group == states]
        elsewhere = {kind for kind, group, _ in self._settled if group == states and kind != type_}
        told = self._told.get(states, ())
        like = alike(type_)
        parts = scene.sentence.parts
        present = [scene.presences[state].clauses for state in states if state in scene.presences]
        shared = set.intersection(*present) if present and len(present) == len(states) else set()
        return {
            f"states of {type_}": min(len(states), _SEVERAL),
            f"reading of {type_}": basis,
            "told by a reading": bool(mine),
            "told by the one chosen": basis == TOLD,
            "told, how sure": max((one.sure for one in mine), default=0.0),
            "told, strength": max((one.frame.strength for one in mine), default=0.0),
            "told, named in the clause": any(one.how == IN_CLAUSE for one in mine),
            "told of other states": any(
                kind == type_ and group != states for kind, group, _ in self._settled
            ),
            "told as another type": bool(elsewhere),
            "told as a like type": not like.isdisjoint(elsewhere),
            "story told of the type": type_ in told,
            "story told of a like type": not like.isdisjoint(told),
            "words of a shared clause": max(
                (odds(parts[number].likely[type_]) for number in shared), default=_FAINT
            ),
            "words of their clauses": max(
                (odds(parts[number].likely[type_]) for one in present for number in one), default=_FAINT
            ),
        }


_UNSETTLED = ("told by a reading", "told by the one chosen", "told, how sure", "told, strength", "told, named in the clause")  # fmt: skip
_OPEN = ("told of other states", "told as another type", "told as a like type", "story told of the type", "story told of a like type", "words of a shared clause", "words of their clauses")  # fmt: skip


def most_of(signs: Signs) -> int:
    """What the signs of type and states together weigh at most, where nothing of both was settled."""
    weights = {name: row[1] for name, row in signs.of.items()}
    fixed = sum(weights[name][0] for name in _UNSETTLED if name in weights)
    free = sum(max(weights[name]) for name in _OPEN if name in weights)
    of_types = [
        max((max(row) for name, row in weights.items() if name.startswith(head)), default=0)
        for head in ("states of ", "reading of ")
    ]
    return fixed + free + sum(of_types)


def _sum(signs: Signs, values: Values) -> int:
    """The weights of what was found, in hundredths; a sign that was never learned weighs nothing."""
    total = 0
    for name, value in values.items():
        row = signs.of.get(name)
        if row is not None:
            total += row[1][bisect_right(row[0], value)]
    return total
