"""Frames with their states, people, dates and places identified: what one clause tells, settled.

A `Happening` is a frame resolved; several happenings of one story are then joined into one report.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from legation.identify.dates import Anchor
from legation.identify.discourse import Discourse
from legation.identify.happening import Dropped, Happening
from legation.identify.party import Party
from legation.identify.sides import complete, introduce
from legation.identify.when import When
from legation.identify.where import Setting, where
from legation.textfold import fold
from legation.types import NATIONAL, Claim, Frame, Place, Sentence, Story
from legation.vocabulary import Gazetteer

_NEAR = NATIONAL | {"place"}  # what else of the sentence may tell whose happening it is

UNLIKELY = 0.2
"""How likely the words of a sentence must tell of a type for the reading of a rule that is sure of nothing to stand."""
_BY_WORDS = "named in the sentence whose words speak for it"
_IN_CLAUSE = "named in the clause"
_FROM_STORY = "the story's two states"
_WITH_BODY = "a state, and a body that is none"
_SPOKEN = frozenset({"dispute", "pledge", "access", "deployment", "agreement"})
_WORDS = frozenset({"dispute", "sanction"})  # where something is said or decreed is no party to it
_DIRECT = frozenset({"subj", "obj", "poss", "adj", "with", "between", "and", "by", "among", "trigger", "own"})
_CLOSE = frozenset({"transfer", "aid"})  # types whose parties stand in the clause itself
_HOSTED = frozenset({"access", "deployment", "port-call", "institution", "training", "meeting"})


# Which kinds of event a noun of a class can point back to.
_POINTED = {
    "accord": ("agreement", "transfer", "access", "pledge"), "contract": ("transfer", "agreement"), "delivery": ("transfer",), "exercise": ("exercise",),
    "visit": ("meeting",), "talks": ("meeting",), "deployment": ("deployment",), "sanctions": ("sanction",), "attack": ("conflict",),
    "base": ("access",), "protest": ("dispute",), "project": ("project",),
    "step": ("agreement", "transfer", "access", "deployment", "sanction", "exercise", "meeting", "institution"),
}  # fmt: skip


@dataclass(slots=True)
class Settler:
    """Identifies the frames of one story, in order."""

    story: Story
    gazetteer: Gazetteer
    discourse: Discourse
    anchor: Anchor
    told: list[Happening]
    when: When

    def settle(self, frame: Frame, sentence: Sentence) -> list[Happening | Dropped]:
        """Identify one frame; a `Dropped` says why it cannot be coded. A tour of two capitals is two visits."""
        parties = [(role, self.discourse.party(mention)) for role, mention in frame.roles]
        parties = self._other_than_subject(frame, _without_topics(parties))
        parties = [(role, p) for role, p in parties if p.mention.kind != "region" or len(p.states) < _WIDE]
        against = self._speaks_against(frame)
        if against:
            return [Dropped(frame, f"{frame.rule}: {against}")]
        if frame.hint:
            states, how, sure = self._by_words(parties), _BY_WORDS, 1.0
        else:
            states, how, sure = self._states(frame, parties, sentence)
        if frame.hint and self._told_already(frame, states):
            return [Dropped(frame, f"{frame.rule}: the words may speak of what was told before")]
        if len(states) < frame.parties and how != _WITH_BODY:
            named = ", ".join(states) or "no state"
            return [Dropped(frame, f"{frame.rule}: needs {frame.parties} states, found {named}")]
        if how != _IN_CLAUSE and any(_unnamed(party) for _, party in parties):
            return [Dropped(frame, f"{frame.rule}: with a state that is not told")]
        if len(states) > 12:
            return [Dropped(frame, f"{frame.rule}: a list of {len(states)} states is no event")]
        if how == _FROM_STORY and not self._may_lean(frame, parties, states, sentence):
            return [
                Dropped(
                    frame,
                    f"{frame.rule}: only {', '.join(states)} by the story's context; too little to say so",
                )
            ]
        parties = self._with_speaker(frame, parties, states)
        parties = introduce(complete(frame, parties, states, self.discourse), self.told)
        solved = self.when.date_of(frame, sentence, states, self.told)
        place, span = where(
            frame,
            sentence,
            states,
            parties,
            Setting(self.story, self.gazetteer, self.discourse, self.told, self.when.lead_until),
            solved,
        )
        claims = self._claims(frame, parties)
        found: list[Happening | Dropped] = []
        for dyad in self._dyads(frame, parties, states):
            here = place if len(dyad) == len(states) or place is None or place.country in dyad else None
            mode = _mode(frame, here, dyad, parties)
            taking_part = tuple(
                (role, p)
                for role, p in parties
                if not p.states or set(p.states) <= set(dyad) or len(dyad) == len(states)
            )
            happening = Happening(
                frame, dyad, taking_part, solved, here, span if here else None, mode, frame.items, frame.money, how,
                frame.strength * sure, self.story, claims, self.when.is_fresh(frame, solved), self.when.is_old(solved),
            )  # fmt: skip
            self._remember(happening)
            found.append(happening)
        return found

    def _speaks_against(self, frame: Frame) -> str:
        """Why the frame tells of nothing, whoever its parties are; empty where nothing speaks against it."""
        if frame.echo and not any(h.frame.type == frame.type for h in self.told):
            return "speaks of something told of before, and nothing was"
        if frame.weight < UNLIKELY * (1 - frame.strength) and not (frame.headline or frame.hint):
            return "the words of the sentence speak against it"
        return ""

    def _by_words(self, parties: list[tuple[str, Party]]) -> tuple[str, ...]:
        """The two states that a sentence names which no rule reads; none where it does not name just two."""
        states = _union(p.states for _, p in parties)
        named = _union(p.states for _, p in parties if p.mention.kind not in ("pronoun", "both", "country"))
        return states if len(states) == 2 and named == states else ()

    def _told_already(self, frame: Frame, states: tuple[str, ...]) -> bool:
        """What the words speak of may be what the story told of these states before."""
        return any(h.states == states and _same_kind(h.frame.type, frame.type) for h in self.told)

    def _with_speaker(
        self, frame: Frame, parties: list[tuple[str, Party]], states: tuple[str, ...]
    ) -> list[tuple[str, Party]]:
        """Who of one of the states says that it offers, grants, denies or accuses takes part by saying so."""
        if frame.type not in _SPOKEN:
            return parties
        speakers = (self.discourse.party(s.speaker) for s in frame.speech if s.speaker is not None)
        named = {p.person.name for _, p in parties if p.person is not None}
        added = [
            ("speaker", p)
            for p in speakers
            if p.person is not None and p.person.state in states and p.person.name not in named
        ]
        return [*parties, *added]

    def _other_than_subject(self, frame: Frame, parties: list[tuple[str, Party]]) -> list[tuple[str, Party]]:
        """ "The accord by which Sudan grants it a base": a pronoun beside the subject is not the subject."""
        subjects = {
            state
            for argument in frame.arguments
            if argument.label == "subj" and argument.mention.kind in ("state", "capital")
            for state in argument.mention.states
        }
        if len(subjects) != 1:
            return parties
        subject = next(iter(subjects))
        beside = {id(a.mention) for a in frame.arguments if a.label in ("obj", "to", "with")}
        found: list[tuple[str, Party]] = []
        for role, party in parties:
            mention = party.mention
            same = mention.kind == "pronoun" and mention.head == "it" and party.states == (subject,)
            other = self.discourse.other(subject) if same and id(mention) in beside else None
            found.append((role, Party(mention, (other,), None, "the other side") if other else party))
        return found

    def _may_lean(
        self, frame: Frame, parties: list[tuple[str, Party]], states: tuple[str, ...], sentence: Sentence
    ) -> bool:
        """A frame whose second state only the story's context gives: kept where its own words leave room for one."""
        if frame.headline or frame.type == "conflict":
            return False  # whom it attacks is told, or it is nobody of the story
        if frame.type == "meeting" and any(p.person is not None for _, p in parties):
            return True  # someone is named as meeting somebody
        named = _union(
            m.states for m in sentence.mentions if m.kind in ("state", "capital", "people", "forces", "body")
        )
        if any(state not in states for state in named):
            return False  # the sentence speaks of other states
        alike = _QUARRELS if frame.type == "dispute" else None
        if frame.type in _SELDOM_LEAN and not any(
            h.states == states and (alike is None or h.frame.type in alike) for h in self.told
        ):
            return False
        if frame.type in _CLOSE:
            told = any(
                h.states == states and h.frame.type in ("transfer", "agreement", "aid") for h in self.told
            )
            concrete = (
                frame.type == "transfer"
                and bool(frame.items)
                and frame.factuality == "actual"
                and any(p.states for _, p in parties)
            )
            return told or concrete or frame.anaphor is not None
        if frame.type != "meeting":
            return True
        unresolved = any(
            not p.states and p.mention.kind in ("person", "office", "people", "both", "pronoun")
            for _, p in parties
        )
        return frame.anaphor is not None or unresolved

    def _dyads(
        self, frame: Frame, parties: list[tuple[str, Party]], states: tuple[str, ...]
    ) -> list[tuple[str, ...]]:
        """One visitor received in several states, or "X and, separately, Y": an event with each."""
        if len(states) < 3:
            return [states]
        one_side, other_side = ("visitor", "host")
        if frame.type == "meeting" and frame.mode != "visit" and frame.apart:
            subjects = {id(argument.mention) for argument in frame.arguments if argument.label == "subj"}
            ones = _union(p.states for _, p in parties if id(p.mention) in subjects)
            others = _union(p.states for _, p in parties if id(p.mention) not in subjects)
        elif frame.type == "port-call" or (frame.type == "meeting" and frame.mode == "visit"):
            ones = _union(p.states for role, p in parties if role == one_side)
            others = _union(p.states for role, p in parties if role == other_side)
        else:
            return [states]
        rest = [state for state in others if state not in ones]
        if len(ones) == 1 and len(rest) >= 2:
            return [tuple(sorted((ones[0], state))) for state in rest]
        return [states]

    def _claims(self, frame: Frame, parties: list[tuple[str, Party]]) -> tuple[Claim, ...]:
        """Who says so, with the name and the state that the story has given the speaker so far."""
        found = []
        for speech in frame.speech:
            if speech.speaker is None:
                continue
            party = self.discourse.party(speech.speaker)
            if party.person is None and not party.states and speech.speaker.kind == "pronoun":
                continue
            name = party.person.name if party.person is not None else _plain(party.mention.name)
            found.append(
                Claim(
                    name,
                    party.states[0] if len(party.states) == 1 else None,
                    speech.manner,
                    self.story.outlet,
                )
            )
        return tuple(found) or self._issuer() or self._accusers(frame, parties)

    def _accusers(self, frame: Frame, parties: list[tuple[str, Party]]) -> tuple[Claim, ...]:
        """A charge is the word of who brings it."""
        if frame.type != "dispute":
            return ()
        return tuple(
            Claim(
                p.person.name if p.person is not None else _plain(p.mention.name),
                p.states[0],
                "denied" if frame.mode == "reject" else "said",
                self.story.outlet,
            )
            for role, p in parties
            if role == "speaker" and len(p.states) == 1
        )

    def _issuer(self) -> tuple[Claim, ...]:
        """A ministry that publishes a text itself says all that the text puts in no other mouth."""
        outlet = self.gazetteer.outlets.get(fold(self.story.outlet).lower()) if self.story.outlet else None
        if outlet is None or outlet.ownership != "ministry":
            return ()
        return (Claim(outlet.name, outlet.state, "published", self.story.outlet),)

    # -------------------------------------------------------------- states

    def _states(
        self, frame: Frame, parties: list[tuple[str, Party]], sentence: Sentence
    ) -> tuple[tuple[str, ...], str, float]:
        if frame.type == "dispute":
            parties = [
                (role, party)
                for role, party in parties
                if (party.mention.head or "") not in ("it", "itself") or role != "recipient"
            ]
        found = _union(party.states for _, party in parties)
        if frame.type == "dispute" and len(found) == 1 and _at_home(frame, parties):
            return found, "", 1.0
        found = self._abroad(frame, parties, found)
        if (
            frame.type == "deployment"
            and len(found) >= 2
            and not any(role == "visitor" and (p.states or _stateless(p)) for role, p in parties)
        ):
            return (), "nobody is said to send them", 0.0
        if frame.type in _WORDS and len(found) == 1:
            about = self._spoken_of(frame, found)
            if about:
                return _union([found, about]), "the speaker, and the parties of the event spoken of", 0.9
        found = _union([found, self._venue(frame)])
        if len(found) >= max(2, frame.parties):
            return found, _IN_CLAUSE, 1.0
        if len(found) == 1 and frame.type in _ABROAD and _one_sided(parties):
            alone = _sent_by_organisation(frame, parties)
            return (found if alone else ()), _WITH_BODY if alone else "at home", 0.8
        if frame.parties == 1 and found and frame.type in ("forum", "institution", "conflict", "pledge"):
            return found, _IN_CLAUSE, 1.0
        if frame.type == "exercise" and len(found) == 1 and self._alone(frame):
            return found, "one state's own drill", 0.0
        if frame.type == "exercise" and len(found) < 2:
            named = self._exercise_states(frame, sentence)
            if len(named) >= 2 or (named and frame.parties == 1):
                return (
                    named,
                    "named in the sentence, or the exercise's usual parties that the story names",
                    0.85,
                )
        if frame.type == "forum" and not found:
            return _usual_host(frame), "where the forum is always held", 0.8
        if len(found) == 1 and any(_stateless(party) for _, party in parties):
            return found, _WITH_BODY, 0.9
        before = self._told_before(frame, found) or self._opposite_told(frame, parties, found)
        if before:
            return before, "the event told of before", 0.85
        if frame.anaphor == "it":
            return found, "", 1.0
        wide = _union(
            [found, *(self.discourse.party(a.mention).states for a in frame.arguments if a.label in _DIRECT)]
        )
        if len(wide) >= 2 and found:
            return wide, "named beside the verb", 0.9
        near = self._from_sentence(frame, sentence, found)
        if near:
            return near, "named in the sentence", 0.8
        made = self._with_maker(frame, found)
        if made:
            return made, "the maker of the arms, whom the story names", 0.85
        if frame.parties == 1 and found:
            return found, _IN_CLAUSE, 0.9
        pair = self._from_story(frame, found)
        if pair:
            return pair, _FROM_STORY, 0.65
        return found, "", 1.0

    def _with_maker(self, frame: Frame, found: tuple[str, ...]) -> tuple[str, ...]:
        """One party is named; the other is the state that makes the arms, where the story speaks of it."""
        if frame.type != "transfer" or len(found) > 1:
            return ()
        for argument in frame.arguments:
            states = argument.mention.states
            if argument.label != "maker" or len(states) != 1 or states[0] not in self.discourse.focus:
                continue
            if found and states != found:
                other = self.discourse.states.foremost(
                    apart=found[0]
                )  # who makes them may long have sold them
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
                found = _union([found, tuple(state for state in members if state in self.discourse.focus)])
        if not found or any(role == "host" and party.states for role, party in parties):
            return found
        for happening in reversed(self.told):
            hosts = _union(p.states for role, p in happening.parties if role == "host" and not p.implied)
            if happening.frame.type == frame.type and len(hosts) == 1 and set(happening.states) != set(found):
                return found if set(hosts) & set(found) else _union([found, hosts])
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
        return (
            bool(subjects) and all(self.discourse.party(m).states for m in subjects) and not words & _SHARED
        )

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
            named = _union(
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
            for state in _union(p.states for role, p in happening.parties if role == wanted)
            if state not in found
        )
        return _union([found, (others.most_common(1)[0][0],)]) if others else ()

    def _from_sentence(self, frame: Frame, sentence: Sentence, found: tuple[str, ...]) -> tuple[str, ...]:
        spoken = {id(speech.speaker) for speech in frame.speech if speech.speaker is not None}
        scope = frame.scope or frame.span
        near: list[str] = list(found)
        for mention in sentence.mentions:
            if (id(mention) in spoken and found) or (frame.type in _WORDS and mention in frame.places):
                continue
            if frame.type in _CLOSE and not scope.start <= mention.span.start < scope.end:
                continue
            if frame.type == "meeting" and mention.kind == "pronoun" and mention.head == "them":
                continue  # "developing them": things as well as people
            if mention.kind in _NEAR:
                for state in self.discourse.party(mention).states:
                    if state not in near:
                        near.append(state)
        if len(near) == 2 and frame.parties == 2:
            return tuple(sorted(near))
        return ()

    def _from_story(self, frame: Frame, found: tuple[str, ...]) -> tuple[str, ...]:
        if frame.parties != 2:
            return ()
        state = found[0] if len(found) == 1 else None
        if state is None and not frame.roles and frame.anaphor is None:
            return ()
        if state is not None and frame.type in _IN_MIND:
            other = self.discourse.states.foremost(apart=state)
            return tuple(sorted((state, other))) if other is not None else ()
        return self.discourse.dyad_with(state)

    # -------------------------------------------------------------- place, date

    def _remember(self, happening: Happening) -> None:
        self.told.append(happening)
        if len(happening.states) >= 2:
            kind = happening.frame.type
            states = tuple(sorted(happening.states))
            self.discourse.note_pair(states, kind == "meeting", kind == "dispute")
        self.when.heard(happening)
        for role, party in happening.parties:
            if role == "host" and len(party.states) == 1 and not party.implied:
                self.discourse.last_host = party.states[0]


def _usual_host(frame: Frame) -> tuple[str, ...]:
    """The state of a named forum that is always held in one place."""
    for argument in frame.arguments:
        usual = dict(argument.mention.attributes).get("usual", "") if argument.mention.kind == "forum" else ""
        if len(usual) == 3:
            return (usual,)
    return ()


def _unnamed(party: Party) -> bool:
    """ "A third country": a party, and nobody is told which."""
    mention = party.mention
    if mention.kind == "pronoun" and mention.head in ("we", "us", "you") and not party.states:
        return True  # "we" of a speaker whom nobody knows
    indefinite = mention.name.lower().startswith(("a ", "an ", "another "))
    return mention.kind == "country" and not party.states and indefinite


def _stateless(party: Party) -> bool:
    """An organisation, an armed group, an authority that is no state, or someone who speaks for one."""
    mention = party.mention
    return not party.states and (
        mention.kind in ("organisation", "group") or any(key == "body" for key, _ in mention.attributes)
    )


# types of which the other side is whoever is most in mind, rather than whom the story is about
_IN_MIND = frozenset({"meeting", "access", "transfer", "dispute", "sanction", "conflict"})
_DEALINGS = frozenset({"agreement", "transfer", "aid", "project", "pledge"})


def _same_kind(one: str, other: str) -> bool:
    """Types that speak of one undertaking, where only words tell them apart."""
    return one == other or {one, other} <= _DEALINGS


_QUARRELS = frozenset({"dispute", "sanction", "conflict"})
_OPPOSITE = {"supplier": "recipient", "recipient": "supplier"}
# guessed at, the other side of these is wrong more often than right
_SELDOM_LEAN = frozenset({"dispute", "exercise"})
_WIDE = 4  # states: what is done in a region that wide is not done in each of them
_SMALL_ALLIANCE = 8
_SHARED = frozenset(
    "joint joined together with alongside bilateral trilateral combined multinational multilateral allied between".split()
)
_ABROAD = frozenset({"port-call", "deployment", "access", "training"})


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


def _without_topics(parties: list[tuple[str, Party]]) -> list[tuple[str, Party]]:
    seen: set[tuple[str, int]] = set()
    kept = []
    for role, party in parties:
        mark = (role, id(party.mention))
        if mark not in seen:
            seen.add(mark)
            kept.append((role, party))
    return kept


def _plain(name: str) -> str:
    """A name without its article: "the foreign ministry" is the foreign ministry."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "its", "his", "her", "their", "our") else name


def _at_home(frame: Frame, parties: list[tuple[str, Party]]) -> bool:
    """A quarrel inside one state: whom the words are aimed at is of the speaker's own state."""
    aimed = {id(argument.mention) for argument in frame.arguments if argument.label == "obj"}
    return any(party.states for _, party in parties if id(party.mention) in aimed)


def _union(groups) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    found: dict[str, None] = {}
    for states in groups:
        found.update(dict.fromkeys(states))
    return tuple(sorted(found))


def _mode(
    frame: Frame, place: Place | None, states: tuple[str, ...], parties: list[tuple[str, Party]]
) -> str | None:
    if frame.type == "meeting" and frame.mode in ("talks", None):
        if place is not None and place.country in states:
            return "visit" if len(states) == 2 else "multilateral"
        if len(states) > 2:
            return "multilateral"
    if frame.type == "meeting" and frame.mode == "visit" and len(states) > 2:
        return "multilateral"
    return frame.mode
