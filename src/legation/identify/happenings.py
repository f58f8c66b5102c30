"""Frames with their states, people, dates and places identified: what one clause tells, settled.

A `Happening` is a frame resolved; several happenings of one story are then joined into one report.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.identify.claims import Claims
from legation.identify.dates import Anchor
from legation.identify.discourse import Discourse
from legation.identify.goods import Goods
from legation.identify.happening import Dropped, Happening
from legation.identify.partner import partner
from legation.identify.party import Party
from legation.identify.present import beside, opposed
from legation.identify.sides import complete, introduce
from legation.identify.when import When
from legation.identify.where import Setting, where
from legation.identify.whose import CLOSE, FROM_STORY, IN_CLAUSE, WITH_BODY, Whose, union
from legation.types import Frame, Place, Sentence, Story
from legation.vocabulary import Gazetteer

UNLIKELY = 0.3
"""How likely the words of a sentence must tell of a type for the reading of a rule that is sure of nothing to stand."""
UNSURE, CLEAR = 0.4, 0.8  # how likely the other side must be for it to be said at all, and without more
SPEAKS, ALONE = (
    0.6,
    0.8,
)  # how strongly words must speak, and how clear the other side must be, where one state is named
_BY_WORDS = "named in the sentence whose words speak for it, or whom the story leaves"
_SPOKEN = frozenset(
    {"dispute", "pledge", "access", "deployment", "agreement", "sanction", "conflict", "transfer"}
)


@dataclass(slots=True)
class Settler:
    """Identifies the frames of one story, in order."""

    story: Story
    gazetteer: Gazetteer
    discourse: Discourse
    anchor: Anchor
    told: list[Happening]
    when: When
    goods: Goods
    whose: Whose = field(init=False)
    claims: Claims = field(init=False)

    def __post_init__(self) -> None:
        self.whose = Whose(self.story, self.gazetteer, self.discourse, self.told)
        self.claims = Claims(self.story, self.gazetteer, self.discourse)

    def settle(self, frame: Frame, sentence: Sentence) -> list[Happening | Dropped]:
        """Identify one frame; a `Dropped` says why it cannot be coded. A tour of two capitals is two visits."""
        parties = [(role, self.discourse.party(mention)) for role, mention in frame.roles]
        parties = self._other_than_subject(frame, _without_topics(parties))
        parties = [(role, p) for role, p in parties if p.mention.kind != "region" or len(p.states) < _WIDE]
        against = self._speaks_against(frame)
        if against:
            return [Dropped(frame, f"{frame.rule}: {against}")]
        if frame.hint:
            states, how, sure = self._by_words(frame, parties), _BY_WORDS, 1.0
        else:
            states, how, sure = self.whose.states(frame, parties, sentence)
        if frame.hint and self._told_already(frame, states):
            return [Dropped(frame, f"{frame.rule}: the words may speak of what was told before")]
        if len(states) < frame.parties and how != WITH_BODY:
            named = ", ".join(states) or "no state"
            return [Dropped(frame, f"{frame.rule}: needs {frame.parties} states, found {named}")]
        if how != IN_CLAUSE and any(_unnamed(party) for _, party in parties):
            return [Dropped(frame, f"{frame.rule}: with a state that is not told")]
        if len(states) > 12:
            return [Dropped(frame, f"{frame.rule}: a list of {len(states)} states is no event")]
        if how == FROM_STORY and not self._may_lean(frame, parties, states, sentence, sure):
            return [
                Dropped(
                    frame,
                    f"{frame.rule}: only {', '.join(states)} by the story's context; too little to say so",
                )
            ]
        parties = self._with_speaker(frame, parties, states)
        parties = opposed(frame, parties, states, self.discourse)
        parties = introduce(complete(frame, parties, states, self.discourse, self.told), self.told)
        solved = self.when.date_of(frame, sentence, states, self.told)
        place, span = where(
            frame,
            sentence,
            states,
            parties,
            Setting(self.story, self.gazetteer, self.discourse, self.told, self.when.lead_until),
            solved,
        )
        parties = beside(frame, parties, states, sentence, self.discourse)
        claims = self.claims.of(frame, parties, states)
        items = self.goods.items_of(frame, sentence, states, self.told)
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
                frame, dyad, taking_part, solved, here, span if here else None, mode, items, frame.money, how,
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

    def _by_words(self, frame: Frame, parties: list[tuple[str, Party]]) -> tuple[str, ...]:
        """The two states that a sentence names which no rule reads; none where it does not name just two."""
        states = union(p.states for _, p in parties)
        named = union(p.states for _, p in parties if p.mention.kind not in ("pronoun", "both", "country"))
        if len(states) == 1 and named == states and frame.weight >= SPEAKS:
            other, likely = partner(self.discourse, self.told, frame.type, states)
            return tuple(sorted((*states, other))) if other is not None and likely >= ALONE else ()
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
        self,
        frame: Frame,
        parties: list[tuple[str, Party]],
        states: tuple[str, ...],
        sentence: Sentence,
        sure: float,
    ) -> bool:
        """A frame whose second state only the story's context gives: kept where its own words leave room for one."""
        if frame.headline or sure < UNSURE:
            return False
        named = union(
            m.states for m in sentence.mentions if m.kind in ("state", "capital", "people", "forces", "body")
        )
        others = any(state not in states for state in named)
        if sure >= CLEAR and not others:
            return True  # the story has nobody else
        if frame.type == "conflict":
            return False  # whom it attacks is told, or it is nobody of the story
        if frame.type == "meeting" and any(p.person is not None for _, p in parties):
            return True  # someone is named as meeting somebody
        if others:
            return False  # the sentence speaks of other states
        alike = _QUARRELS if frame.type == "dispute" else None
        if frame.type in _SELDOM_LEAN and not any(
            h.states == states and (alike is None or h.frame.type in alike) for h in self.told
        ):
            return False
        if frame.type in CLOSE:
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
            ones = union(p.states for _, p in parties if id(p.mention) in subjects)
            others = union(p.states for _, p in parties if id(p.mention) not in subjects)
        elif frame.type == "port-call" or (frame.type == "meeting" and frame.mode == "visit"):
            ones = union(p.states for role, p in parties if role == one_side)
            others = union(p.states for role, p in parties if role == other_side)
        else:
            return [states]
        rest = [state for state in others if state not in ones]
        if len(ones) == 1 and len(rest) >= 2:
            return [tuple(sorted((ones[0], state))) for state in rest]
        return [states]

    # -------------------------------------------------------------- place, date

    def _remember(self, happening: Happening) -> None:
        self.told.append(happening)
        if (
            len(happening.states) >= 2 and not happening.frame.hint
        ):  # what words alone tell of is too little to go by
            kind = happening.frame.type
            states = tuple(sorted(happening.states))
            self.discourse.note_pair(states, kind == "meeting", kind == "dispute")
        self.when.heard(happening)
        for role, party in happening.parties:
            if role == "host" and len(party.states) == 1 and not party.implied:
                self.discourse.last_host = party.states[0]


def _unnamed(party: Party) -> bool:
    """ "A third country": a party, and nobody is told which."""
    mention = party.mention
    if mention.kind == "pronoun" and mention.head in ("we", "us", "you") and not party.states:
        return True  # "we" of a speaker whom nobody knows
    indefinite = mention.name.lower().startswith(("a ", "an ", "another "))
    return mention.kind == "country" and not party.states and indefinite


_DEALINGS = frozenset({"agreement", "transfer", "aid", "project", "pledge"})


def _same_kind(one: str, other: str) -> bool:
    """Types that speak of one undertaking, where only words tell them apart."""
    return one == other or {one, other} <= _DEALINGS


_QUARRELS = frozenset({"dispute", "sanction", "conflict"})
# guessed at, the other side of these is wrong more often than right
_SELDOM_LEAN = frozenset({"dispute", "exercise"})
_WIDE = 4  # states: what is done in a region that wide is not done in each of them


def _without_topics(parties: list[tuple[str, Party]]) -> list[tuple[str, Party]]:
    seen: set[tuple[str, int]] = set()
    kept = []
    for role, party in parties:
        mark = (role, id(party.mention))
        if mark not in seen:
            seen.add(mark)
            kept.append((role, party))
    return kept


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
