"""The other side of a happening whose clause names one side, or neither: from its sentence, from what was told, from the story."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from legation.identify.aside import passed
from legation.identify.discourse import Discourse
from legation.identify.happening import Happening
from legation.identify.partner import partner
from legation.identify.party import Party, stateless, union
from legation.types import NATIONAL, Frame, Mention, Sentence, Story
from legation.vocabulary import Gazetteer

Found = tuple[tuple[str, ...], str, float]
"""States, in words how they were found, and how sure that is, 0 to 1."""
IN_CLAUSE = "named in the clause"
FROM_STORY = "the story's two states"
WITH_BODY = "a state, and a body that is none"
WORDS = frozenset({"dispute", "sanction"})  # where something is said or decreed is no party to it
CLOSE = frozenset({"transfer", "aid"})  # types whose parties stand in the clause itself
_NEAR = NATIONAL | {"place"}  # what else of the sentence may tell whose happening it is
_DIRECT = frozenset({"subj", "obj", "poss", "adj", "with", "between", "and", "by", "among", "trigger", "own"})
# Which kinds of event a noun of a class can point back to.
_POINTED = {
    "accord": ("agreement", "transfer", "access", "pledge"), "contract": ("transfer", "agreement"), "delivery": ("transfer",), "exercise": ("exercise",),
    "visit": ("meeting",), "talks": ("meeting",), "deployment": ("deployment",), "sanctions": ("sanction",), "attack": ("conflict",),
    "base": ("access",), "protest": ("dispute",), "project": ("project",),
    "step": ("agreement", "transfer", "access", "deployment", "sanction", "exercise", "meeting", "institution"),
}  # fmt: skip
_SOON = 2  # sentences
_UNNAMED = 0.65  # how sure the pair of the story is where the sentence names neither
_DEALT = frozenset(
    {"agreement", "access", "deployment", "transfer", "meeting", "project", "institution", "exercise"}
)
_OPPOSITE = {"supplier": "recipient", "recipient": "supplier"}


@dataclass(slots=True)
class Elsewhere:
    """Looks beyond the clause for the frames of one story; ``told`` grows as its happenings are told."""

    story: Story
    gazetteer: Gazetteer
    discourse: Discourse
    told: list[Happening]

    def other_side(
        self, frame: Frame, parties: list[tuple[str, Party]], sentence: Sentence, found: tuple[str, ...]
    ) -> Found:
        """The other side by what was told before, beside the verb, in the sentence, and last by the whole story."""
        if len(found) == 1 and any(stateless(party) for _, party in parties):
            return found, WITH_BODY, 0.9
        if len(found) == 1 and frame.type in _DEALT and self.with_authority(sentence, found):
            return found, WITH_BODY, 0.8
        before = self._told_before(frame, found) or self._opposite_told(frame, parties, found)
        if before:
            return before, "the event told of before", 0.85
        if frame.anaphor == "it":
            return found, "", 1.0
        wide = union(
            [found, *(self.discourse.party(a.mention).states for a in frame.arguments if a.label in _DIRECT)]
        )
        if len(wide) >= 2 and found:
            return wide, "named beside the verb", 0.9
        near = self._from_sentence(frame, sentence, found)
        if near:
            return near, "named in the sentence", 0.8
        made = self._with_maker(frame, sentence, found)
        if made:
            return made, "the maker of the arms, whom the story names", 0.85
        if frame.parties == 1 and found:
            return found, IN_CLAUSE, 0.9
        pair, likely = self._from_story(frame, sentence, found)
        return (pair, FROM_STORY, likely) if pair else (found, "", 1.0)

    def spoken_of(self, frame: Frame, found: tuple[str, ...]) -> tuple[str, ...]:
        """The states of what a dispute is about: the dispute just told of, or the event that "the deal" points back to."""
        last = self.told[-1] if self.told else None
        if (
            last is not None
            and last.frame.sentence == frame.sentence
            and last.frame.type in WORDS
            and set(found) < set(last.states)
        ):
            return last.states
        if frame.type != "dispute" or frame.anaphor is None:
            return ()
        classes = self.gazetteer.lexicons[self.story.language].noun_classes.get(frame.anaphor, frozenset())
        kinds = {kind for name in classes for kind in _POINTED.get(name, ())}
        told = [
            h
            for h in reversed(self.told)
            if h.frame.type in kinds and len(h.states) >= 2 and h.frame.sentence < frame.sentence
        ]
        told.sort(key=lambda h: h.frame.type not in ("sanction", "conflict"))
        return told[0].states if told else ()

    def with_authority(self, sentence: Sentence, found: tuple[str, ...]) -> bool:
        """The sentence speaks of an authority that is no state, and of no state beside: "a lease of Somaliland's shore"."""
        named = union(self.discourse.party(m).states for m in sentence.mentions if m.kind in NATIONAL)
        return set(named) <= set(found) and any(
            mention.kind == "group"
            and any(key == "category" and value.startswith("authority|") for key, value in mention.attributes)
            for mention in sentence.mentions
        )

    def _told_before(self, frame: Frame, found: tuple[str, ...]) -> tuple[str, ...]:
        """ "The deal", "the visit": an event of this type told of before gives its states."""
        alone = frame.anaphor == "another" and (
            found or frame.type != "agreement"
        )  # "a second accord" is of the same two
        if not frame.echo and (frame.anaphor is None or alone):
            return ()
        for happening in reversed(self.told):
            same = happening.frame.type == frame.type or {happening.frame.type, frame.type} == {
                "transfer",
                "agreement",
            }
            if same and set(found) <= set(happening.states):
                return happening.states
        return ()

    def _opposite_told(
        self, frame: Frame, parties: list[tuple[str, Party]], found: tuple[str, ...]
    ) -> tuple[str, ...]:
        """ "Nigeria followed, taking delivery of three": who supplied the last to take some supplies these too."""
        sides = {role for role, party in parties if party.states == found} & _OPPOSITE.keys()
        if not frame.echo or frame.type != "transfer" or len(found) != 1 or len(sides) != 1:
            return ()
        wanted = _OPPOSITE[sides.pop()]
        others = Counter(
            state
            for happening in reversed(self.told)
            if happening.frame.type == "transfer"
            for state in union(p.states for role, p in happening.parties if role == wanted)
            if state not in found
        )
        return union([found, (others.most_common(1)[0][0],)]) if others else ()

    def _from_sentence(self, frame: Frame, sentence: Sentence, found: tuple[str, ...]) -> tuple[str, ...]:
        spoken = {id(speech.speaker) for speech in frame.speech if speech.speaker is not None}
        scope = frame.scope or frame.span
        near: list[str] = list(found)
        for mention in sentence.mentions:
            if (id(mention) in spoken and found) or (frame.type in WORDS and mention in frame.places):
                continue
            if frame.type in CLOSE and not scope.start <= mention.span.start < scope.end:
                continue
            if frame.type == "meeting" and mention.kind == "pronoun" and mention.head == "them":
                continue  # "developing them": things as well as people
            if self._passed(mention):
                continue
            if mention.kind in _NEAR:
                for state in self.discourse.party(mention).states:
                    if state not in near:
                        near.append(state)
        if len(near) == 2 and frame.parties == 2:
            return tuple(sorted(near))
        return ()

    def _with_maker(self, frame: Frame, sentence: Sentence, found: tuple[str, ...]) -> tuple[str, ...]:
        """One party is named; the other is the state that makes the arms, where the story speaks of it."""
        if frame.type != "transfer" or len(found) > 1:
            return ()
        for argument in frame.arguments:
            states = argument.mention.states
            if argument.label != "maker" or len(states) != 1 or states[0] not in self.discourse.focus:
                continue
            if found and states != found:
                other, _ = self._opposite(frame, sentence, found)  # who makes them may long have sold them
                return tuple(sorted({*found, other or states[0]}))
            told = next(
                (
                    h.states
                    for h in reversed(self.told)
                    if h.frame.type == "transfer" and states[0] in h.states and len(h.states) == 2
                ),
                (),
            )
            return told or self.discourse.dyad_with(states[0])
        return ()

    def _from_story(
        self, frame: Frame, sentence: Sentence, found: tuple[str, ...]
    ) -> tuple[tuple[str, ...], float]:
        """The two states that the story's thread gives, and how likely they are the ones meant, 0 to 1."""
        if frame.parties != 2:
            return (), 0.0
        if len(found) == 1:
            other, likely = self._opposite(frame, sentence, found)
            return (tuple(sorted((found[0], other))), likely) if other is not None else ((), 0.0)
        if frame.roles or frame.anaphor is not None:
            return (), 0.0  # the thread of the whole story is asked last (`thread`)
        return self._signed_by_those_who_met(frame)

    def _signed_by_those_who_met(self, frame: Frame) -> tuple[tuple[str, ...], float]:
        """ "Seven accords were signed", told right behind a meeting of two, or what else they signed: they signed them."""
        last = self.told[-1] if self.told else None
        signed = frame.type == "agreement" and frame.stage == "signed"
        if not signed or last is None or len(last.states) != 2:
            return (), 0.0
        together = last.frame.type in ("meeting", "agreement") or last.frame.stage == "signed"
        near = 0 <= frame.sentence - last.frame.sentence <= _SOON
        return (last.states, _UNNAMED) if together and near else ((), 0.0)

    def _opposite(self, frame: Frame, sentence: Sentence, found: tuple[str, ...]) -> tuple[str | None, float]:
        """The state that stands opposite by the story's thread; none that is only passed on the way."""
        beside = union(self.discourse.party(m).states for m in sentence.mentions if self._passed(m))
        makers = union(a.mention.states for a in frame.arguments if a.label == "maker")
        return partner(self.discourse, self.told, frame.type, (*found, *beside), makers)

    def _passed(self, mention: Mention) -> bool:
        words = self.gazetteer.lexicons[self.story.language].wordlists
        return passed(mention, self.story.text, words)
