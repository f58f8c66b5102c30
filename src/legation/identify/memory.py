"""What a story has told so far: which states, people and places it named, and who was told of together.

`Discourse` fills it; who asks for the other side, the pair, or the state most in mind, asks here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from legation.identify.people import People, Person
from legation.identify.salience import Salience
from legation.types import Mention, Sentence
from legation.vocabulary import Gazetteer

NAMING = frozenset({"state", "capital", "person", "office", "people", "forces", "body", "ship"})
"""Kinds of mention that name a state or somebody of one."""
_AT_HOME = 0.5  # how much more in mind the state is that a story is written from


class Standing(NamedTuple):
    """How a state stands in the story, for those who weigh which one is meant."""

    state: str
    in_mind: float  # as `Salience.value` has it
    share: float  # of all that the story names, 0 to 1
    at_home: bool  # the story is written from there


@dataclass(slots=True)
class Memory:
    """What a story has told up to the sentence that is being read."""

    gazetteer: Gazetteer
    people: People
    home: str | None  # the state of the dateline, or of the outlet
    text: str = ""
    nouns: Mapping[str, frozenset[str]] = field(default_factory=dict)  # `Lexicon.bare`
    focus: Counter[str] = field(default_factory=Counter)  # how often the story names each state
    recent: list[str] = field(default_factory=list)
    events: list[tuple[str, ...]] = field(
        default_factory=list
    )  # states told of together in an event, latest last
    doings: list[tuple[str, ...]] = field(default_factory=list)  # the same, without those who only had words
    met: tuple[str, ...] = ()  # whose people last met
    pairs: list[tuple[str, ...]] = field(default_factory=list)  # states named in one sentence, latest last
    last_person: Person | None = None
    subject_person: Person | None = None  # the first person of the sentence before
    last_subject: str | None = None
    last_host: str | None = None
    ships: tuple[str, ...] = ()  # whose ships were last named
    forces: tuple[str, ...] = ()  # whose troops were last named
    offices: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)  # whose army, ministry … was last named
    here: list[str] = field(default_factory=list)  # the states named so far in the sentence
    facing: dict[str, Person] = field(default_factory=dict)  # who was named so far in the sentence, by state
    latest: dict[str, Mention] = field(default_factory=dict)  # the words that last named each state
    alien: str | None = None  # the state last named, where only an adjective named it: "Indian troops"
    grounds: list[Mention] = field(default_factory=list)  # the places named, in order
    states: Salience[str] = field(default_factory=Salience)
    holders: Salience[Person] = field(default_factory=Salience)
    titles: dict[Person, set[str]] = field(default_factory=dict)  # the words of everyone's titles

    def survey(self, sentences: tuple[Sentence, ...]) -> None:
        """Count the states that the whole story names, before it is read in order."""
        self.people.foresee(mention for sentence in sentences for mention in sentence.mentions)
        for number, sentence in enumerate(sentences):
            weight = 3 if sentence.kind == "headline" else 2 if number < 3 else 1
            for mention in sentence.mentions:
                if mention.kind in NAMING:
                    for state in self.answering(mention.states):
                        self.focus[state] += weight

    def answering(self, states: Iterable[str]) -> tuple[str, ...]:
        """The states that deal with others: a territory abroad stands for the state that it is under."""
        known = self.gazetteer.states
        return tuple(dict.fromkeys(known[state].under or state for state in states))

    def note_pair(self, states: tuple[str, ...], met: bool = False, quarrel: bool = False) -> None:
        """Remember states that were told of together, whose people ``met``, and who only had words."""
        renew(self.events, states)
        if not quarrel:
            renew(self.doings, states)
        if met:
            self.met = states

    def groups(self) -> Iterator[tuple[str, ...]]:
        """States told of together, the likeliest to be meant first: those of events before those of sentences."""
        yield from reversed(self.events)
        yield from reversed(self.pairs)

    def named(self) -> list[str]:
        """Every state that the story names, or was in mind for, by code."""
        return sorted({*self.states.heard(), *self.focus})

    def standings(self, states: Iterable[str]) -> Iterator[Standing]:
        """How each of the states stands, in their order."""
        whole = sum(self.focus.values()) or 1
        for state in states:
            yield Standing(state, self.states.value(state), self.focus[state] / whole, state == self.home)

    def meant(self, apart: Collection[str] = ()) -> str | None:
        """The state most in mind; of two nearly alike, the one that the story is more about, or is written from."""
        best, most = None, 0.0
        for state, value, share, at_home in self.standings(self.states.heard()):
            if state in apart:
                continue
            value += (share + _AT_HOME * at_home) if value else 0.0
            if value >= most:
                best, most = state, value
        return best

    def together(self, count: int) -> tuple[str, ...]:
        """The states last told of together, as many as said; "the four ministers" may be two from each of two."""
        groups = [states for states in self.groups() if len(states) == count]
        if groups and count > 2:  # of three, those whom the story is most about: "the three countries"
            return max(groups, key=lambda states: sum(self.focus[state] for state in states))
        if groups:
            return groups[0]
        ranked = self.focus.most_common(count + 1)
        if (
            count <= 3
            and len(ranked) >= count
            and (len(ranked) == count or ranked[count - 1][1] > ranked[count][1])
        ):
            return tuple(sorted(state for state, _ in ranked[:count]))
        if count == 4:
            return next((states for states in self.groups() if len(states) == 2), ())
        return ()

    def other(self, state: str | None) -> str | None:
        """The state told of together with this one last; where there is none, the one most in mind beside it."""
        return None if state is None else self.opposite(state) or self.states.foremost(apart=state)

    def together_with(self, state: str, one: str) -> tuple[str, ...]:
        """The two states, where they were told of together; else nothing."""
        pair = tuple(sorted((state, one)))
        return pair if any(group == pair for group in self.groups()) else ()

    def opposite(self, state: str) -> str | None:
        """The state told of together with this one last, in an event or a sentence."""
        pairs = (states for states in self.groups() if len(states) == 2 and state in states)
        return next((other for states in pairs for other in states if other != state), None)

    @property
    def ground(self) -> str | None:
        """The state that the story is written from, where it speaks of it."""
        return self.home if self.home in self.focus else None

    def likeliest(self) -> str | None:
        """The state of the story's own ground; where that is not told, the state it is most about, if one stands out."""
        if self.home and (not self.focus or self.home in self.focus):
            return self.home
        top = self.focus.most_common(2)
        if len(top) == 1 or (len(top) == 2 and top[0][1] >= 2 * top[1][1]):
            return top[0][0]
        return None

    def dyad_with(self, state: str) -> tuple[str, ...]:
        """The pair of states with this one that the story is most about."""
        for states in (*reversed(self.doings), *self.groups()):
            if len(states) == 2 and state in states:
                return states
        other = next(((name, count) for name, count in self.focus.most_common(3) if name != state), None)
        return tuple(sorted((state, other[0]))) if other is not None and other[1] >= 3 else ()


def renew(groups: list[tuple[str, ...]], states: tuple[str, ...]) -> None:
    """Put the states last among those told of together."""
    if states in groups:
        groups.remove(states)
    groups.append(states)
