"""Whose happening a frame tells of: the states that its clause, its sentence or the story gives it, and how they were found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from legation.identify.discourse import Discourse
from legation.identify.happening import Happening
from legation.identify.partner import partner
from legation.identify.party import Party
from legation.types import NATIONAL, Frame, Mention, Sentence, Story
from legation.vocabulary import Gazetteer

_NEAR = NATIONAL | {"place"}  # what else of the sentence may tell whose happening it is
Found = tuple[tuple[str, ...], str, float]
"""States, in words how they were found, and how sure that is, 0 to 1."""
IN_CLAUSE = "named in the clause"
FROM_STORY = "the story's two states"
WITH_BODY = "a state, and a body that is none"
_WORDS = frozenset({"dispute", "sanction"})  # where something is said or decreed is no party to it
_DIRECT = frozenset({"subj", "obj", "poss", "adj", "with", "between", "and", "by", "among", "trigger", "own"})
CLOSE = frozenset({"transfer", "aid"})  # types whose parties stand in the clause itself
# Which kinds of event a noun of a class can point back to.
_POINTED = {
    "accord": ("agreement", "transfer", "access", "pledge"), "contract": ("transfer", "agreement"), "delivery": ("transfer",), "exercise": ("exercise",),
    "visit": ("meeting",), "talks": ("meeting",), "deployment": ("deployment",), "sanctions": ("sanction",), "attack": ("conflict",),
    "base": ("access",), "protest": ("dispute",), "project": ("project",),
    "step": ("agreement", "transfer", "access", "deployment", "sanction", "exercise", "meeting", "institution"),
}  # fmt: skip
_SOON = 2  # sentences
_UNNAMED = 0.65  # how sure the pair of the story is where the sentence names neither
_DEALT = frozenset({"agreement", "access", "deployment", "transfer", "meeting", "project", "institution", "exercise"})
_OPPOSITE = {"supplier": "recipient", "recipient": "supplier"}
_SMALL_ALLIANCE = 8
_ON_THE_WAY = re.compile(r"\b(?:via|by way of|en route to|in transit through)\s+(?:the\s+)?$")  # passed, and no party
_BEFORE = 30  # characters
_BESIDE = frozenset({"with", "alongside"})
_FACING = 0.6  # how likely the other side of several must be
_ABROAD = frozenset({"port-call", "deployment", "access", "training"})


@dataclass(slots=True)
class Whose:
    """Finds the states of the frames of one story; ``told`` grows as its happenings are told."""

    story: Story
    gazetteer: Gazetteer
    discourse: Discourse
    told: list[Happening]

    def states(self, frame: Frame, parties: list[tuple[str, Party]], sentence: Sentence) -> Found:
        """The states of a frame, in words how they were found, and how sure that is, 0 to 1."""
        if frame.type == "dispute":
            charged = frame.rule.endswith(".accuse")  # "they accuse it of": here "it" is somebody
            parties = [
                (role, party)
                for role, party in parties
                if role != "recipient" or charged or not _empty_it(party)
            ]
        found = union(party.states for _, party in parties)
        if frame.type == "dispute" and len(found) == 1 and _at_home(frame, parties):
            return found, "", 1.0
        found = self._abroad(frame, parties, found)
        if frame.type == "deployment" and len(found) >= 2 and not _sent(parties):
            return (), "nobody is said to send them", 0.0
        if frame.type in _WORDS and len(found) == 1:
            about = self._spoken_of(frame, found)
            if about:
                return union([found, about]), "the speaker, and the parties of the event spoken of", 0.9
        found = union([self._where_they_met(frame, parties, found), self._venue(frame)])
        found = union([found, self._facing(frame, parties, found)])
        return (
            self._in_clause(frame, parties, found)
            or self._of_gathering(frame, sentence, found)
            or self._told_elsewhere(frame, parties, sentence, found)
        )

    def _where_they_met(
        self, frame: Frame, parties: list[tuple[str, Party]], found: tuple[str, ...]
    ) -> tuple[str, ...]:
        """ "The two ministers signed it in Lisbon": of the pairs told of, the one that has a state there."""
        both = any(party.mention.kind == "both" and set(party.states) == set(found) for _, party in parties)
        if not both or len(found) != 2:
            return found
        for mention in frame.places:
            grounds = mention.states if mention.kind in ("capital", "state") else ()
            if len(grounds) != 1 or grounds[0] in found:
                continue
            pairs = [self.discourse.together_with(one, grounds[0]) for one in found]
            return next((pair for pair in pairs if pair), found)
        return found

    def _facing(
        self, frame: Frame, parties: list[tuple[str, Party]], found: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The other side, where several states are named and all stand on one: "the drill with Russia and Belarus"."""
        if frame.type != "exercise" or len(found) < 2:
            return ()
        if not {a.label for a in frame.arguments if self.discourse.party(a.mention).states} <= _BESIDE:
            return ()
        other, likely = partner(self.discourse, self.told, frame.type, found)
        return (other,) if other is not None and likely >= _FACING else ()

    def _in_clause(
        self, frame: Frame, parties: list[tuple[str, Party]], found: tuple[str, ...]
    ) -> Found | None:
        """All that the clause names is all that there is."""
        if len(found) >= max(2, frame.parties):
            return found, IN_CLAUSE, 1.0
        if len(found) == 1 and frame.type in _ABROAD and _one_sided(parties):
            alone = _sent_by_organisation(frame, parties)
            return (found if alone else ()), WITH_BODY if alone else "at home", 0.8
        if frame.parties == 1 and found and frame.type in ("forum", "institution", "conflict", "pledge"):
            return found, IN_CLAUSE, 1.0
        return None

    def _of_gathering(self, frame: Frame, sentence: Sentence, found: tuple[str, ...]) -> Found | None:
        """The usual parties of an exercise, or where a forum is always held."""
        if frame.type == "exercise" and len(found) == 1 and self._alone(frame):
            return found, "one state's own drill", 0.0
        if frame.type == "exercise" and len(found) < 2:
            named = self._exercise_states(frame, sentence)
            if len(named) >= 2 or (named and frame.parties == 1):
                how = "named in the sentence, or the exercise's usual parties that the story names"
                return named, how, 0.85
        if frame.type == "forum" and not found:
            return _usual_host(frame), "where the forum is always held", 0.8
        return None

    def _told_elsewhere(
        self, frame: Frame, parties: list[tuple[str, Party]], sentence: Sentence, found: tuple[str, ...]
    ) -> Found:
        """The other side by what was told before, beside the verb, in the sentence, and last by the whole story."""
        if len(found) == 1 and any(_stateless(party) for _, party in parties):
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

    def with_authority(self, sentence: Sentence, found: tuple[str, ...]) -> bool:
        """The sentence speaks of an authority that is no state, and of no state beside: "a lease of Somaliland's shore"."""
        named = union(
            self.discourse.party(m).states for m in sentence.mentions if m.kind in NATIONAL
        )
        return set(named) <= set(found) and any(
            mention.kind == "group"
            and any(key == "category" and value.startswith("authority|") for key, value in mention.attributes)
            for mention in sentence.mentions
        )

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

    def _abroad(
        self, frame: Frame, parties: list[tuple[str, Party]], found: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Forces of an alliance are those of its members that the story names; forces of whom no host is told go where those told of before went."""
        if frame.type not in ("deployment", "port-call"):
            return found
        for _, party in parties:
            members = (
                self.gazetteer.members.get(party.mention.key or "", ())
                if party.mention.kind == "organisation"
                else ()
            )
            if 2 <= len(members) <= _SMALL_ALLIANCE:
                found = union([found, tuple(state for state in members if state in self.discourse.focus)])
        if not found or any(role == "host" and party.states for role, party in parties):
            return found
        for happening in reversed(self.told):
            hosts = union(p.states for role, p in happening.parties if role == "host" and not p.implied)
            if happening.frame.type == frame.type and len(hosts) == 1 and set(happening.states) != set(found):
                return found if set(hosts) & set(found) else union([found, hosts])
        return found

    def _venue(self, frame: Frame) -> tuple[str, ...]:
        """The usual host of a named forum, where the story names that state or the forum's name holds its city."""
        for argument in frame.arguments if frame.type == "forum" and frame.roles else ():
            usual = (
                dict(argument.mention.attributes).get("usual", "") if argument.mention.kind == "forum" else ""
            )
            for word in argument.mention.name.split() if usual else ():
                entry = self.gazetteer.places.get(word.lower())
                if usual in self.discourse.focus or (entry is not None and entry.states == (usual,)):
                    return (usual,)
        return ()

    def _alone(self, frame: Frame) -> bool:
        """One state's forces drill, and no word says that others did with them."""
        kinds = {argument.mention.kind for argument in frame.arguments}
        if kinds & {"exercise", "both", "pronoun", "organisation", "country"} or frame.anaphor is not None:
            return False
        words = set(self.story.text[frame.span.start : frame.span.end].lower().split())
        subjects = [a.mention for a in frame.arguments if a.label in ("subj", "poss")]
        if any(self.story.text[: m.span.start].endswith("and ") for m in subjects):
            return False  # "Finland's and Sweden's navies"
        together = self.gazetteer.lexicons[self.story.language].wordlists["acting_together"]
        named = bool(subjects) and all(self.discourse.party(m).states for m in subjects)
        return named and words.isdisjoint(together)

    def _exercise_states(self, frame: Frame, sentence: Sentence) -> tuple[str, ...]:
        """The parties of a named exercise: those that the sentence names, else its usual ones that the story names."""
        for argument in frame.arguments:
            if argument.mention.kind != "exercise":
                continue
            for happening in self.told:
                names = {a.mention.key for a in happening.frame.arguments if a.mention.kind == "exercise"}
                if argument.mention.key in names and len(happening.states) >= 2:
                    return happening.states
            usual = set(dict(argument.mention.attributes).get("usual", "").split("|"))
            named = union(
                self.discourse.party(m).states
                for m in sentence.mentions
                if m.kind in ("state", "capital", "people", "forces", "body", "office")
            )
            own = set(named) & usual
            if own and len(named) <= 2:
                named = tuple(sorted(own))
            if len(named) >= 2:
                return named
            if named and not usual - {""}:
                return named
            return tuple(sorted(own | {state for state in usual if state in self.discourse.focus})) or named
        return ()

    def _spoken_of(self, frame: Frame, found: tuple[str, ...]) -> tuple[str, ...]:
        """The states of what a dispute is about: the dispute just told of, or the event that "the deal" points back to."""
        last = self.told[-1] if self.told else None
        if (
            last is not None
            and last.frame.sentence == frame.sentence
            and last.frame.type in _WORDS
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
            if (id(mention) in spoken and found) or (frame.type in _WORDS and mention in frame.places):
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

    def _opposite(
        self, frame: Frame, sentence: Sentence, found: tuple[str, ...]
    ) -> tuple[str | None, float]:
        """The state that stands opposite by the story's thread; none that is only passed on the way."""
        passed = union(self.discourse.party(m).states for m in sentence.mentions if self._passed(m))
        makers = union(a.mention.states for a in frame.arguments if a.label == "maker")
        return partner(self.discourse, self.told, frame.type, (*found, *passed), makers)

    def _passed(self, mention: Mention) -> bool:
        """ "Via Georgia": on the way of what is moved, and no party."""
        begin = mention.span.start
        return _ON_THE_WAY.search(self.story.text, max(0, begin - _BEFORE), begin) is not None

    def _from_story(
        self, frame: Frame, sentence: Sentence, found: tuple[str, ...]
    ) -> tuple[tuple[str, ...], float]:
        """The two states that the story's thread gives, and how likely they are the ones meant, 0 to 1."""
        if frame.parties != 2:
            return (), 0.0
        if len(found) == 1:
            other, likely = self._opposite(frame, sentence, found)
            return (tuple(sorted((found[0], other))), likely) if other is not None else ((), 0.0)
        if not frame.roles and frame.anaphor is None:
            return self._signed_by_those_who_met(frame)
        return self.discourse.dyad_with(None), _UNNAMED

    def _signed_by_those_who_met(self, frame: Frame) -> tuple[tuple[str, ...], float]:
        """ "Seven accords were signed", told right behind a meeting of two, or what else they signed: they signed them."""
        last = self.told[-1] if self.told else None
        signed = frame.type == "agreement" and frame.stage == "signed"
        if not signed or last is None or len(last.states) != 2:
            return (), 0.0
        together = last.frame.type in ("meeting", "agreement") or last.frame.stage == "signed"
        near = 0 <= frame.sentence - last.frame.sentence <= _SOON
        return (last.states, _UNNAMED) if together and near else ((), 0.0)


def _usual_host(frame: Frame) -> tuple[str, ...]:
    """The state of a named forum that is always held in one place."""
    for argument in frame.arguments:
        usual = dict(argument.mention.attributes).get("usual", "") if argument.mention.kind == "forum" else ""
        if len(usual) == 3:
            return (usual,)
    return ()


def _empty_it(party: Party) -> bool:
    """ "It" as the one whom words are aimed at: seldom a state."""
    return party.mention.head in ("it", "itself")


def _sent(parties: list[tuple[str, Party]]) -> bool:
    """It is told who sends the troops, be it no state."""
    return any(role == "visitor" and (p.states or _stateless(p)) for role, p in parties)


def _one_sided(parties: list[tuple[str, Party]]) -> bool:
    """Host and visitor are both told, and no other state is left to look for."""
    hosts = [p for role, p in parties if role == "host" and p.states and p.mention.kind != "country"]
    visitors = [
        p
        for role, p in parties
        if role == "visitor" and (p.states or p.mention.kind in ("organisation", "group"))
    ]
    return bool(hosts and visitors)


def _sent_by_organisation(frame: Frame, parties: list[tuple[str, Party]]) -> bool:
    """The forces are those of an organisation or armed group, so that the host is the only state."""
    direct = {id(a.mention) for a in frame.arguments if a.label in ("subj", "obj", "of", "poss", "adj", "by")}
    return frame.type in ("deployment", "training") and any(
        role == "visitor"
        and not p.states
        and p.mention.kind in ("organisation", "group")
        and id(p.mention) in direct
        for role, p in parties
    )


def _at_home(frame: Frame, parties: list[tuple[str, Party]]) -> bool:
    """A quarrel inside one state: whom the words are aimed at is of the speaker's own state."""
    aimed = {id(argument.mention) for argument in frame.arguments if argument.label == "obj"}
    return any(party.states for _, party in parties if id(party.mention) in aimed)


def union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The states of all groups, each once, by code."""
    found: dict[str, None] = {}
    for states in groups:
        found.update(dict.fromkeys(states))
    return tuple(sorted(found))


def _stateless(party: Party) -> bool:
    """An organisation, an armed group, an authority that is no state, or someone who speaks for one."""
    mention = party.mention
    return not party.states and (
        party.body
        or mention.kind in ("organisation", "group")
        or any(key == "body" for key, _ in mention.attributes)
    )
