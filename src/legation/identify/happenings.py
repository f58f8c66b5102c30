"""Frames with their states, people, dates and places identified: what one clause tells, settled.

A `Happening` is a frame resolved; several happenings of one story are then joined into one report.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from legation.identify.aside import of_a_war
from legation.identify.claims import Claims
from legation.identify.discourse import Discourse
from legation.identify.elsewhere import FROM_STORY, IN_CLAUSE, WITH_BODY
from legation.identify.goods import Goods
from legation.identify.happening import Dropped, Happening
from legation.identify.leaning import Candidate, may_lean
from legation.identify.partner import partner
from legation.identify.party import Party, union
from legation.identify.places import place_of
from legation.identify.present import beside, opposed
from legation.identify.release import released
from legation.identify.sides import complete, introduce
from legation.identify.solving import Solved
from legation.identify.storyday import Anchor
from legation.identify.thread import BY_THREAD, ENOUGH, likeliest
from legation.identify.when import When
from legation.identify.where import Setting, where
from legation.identify.whose import Whose
from legation.types import Frame, Place, Sentence, Span, Story
from legation.vocabulary import Gazetteer, Wordlists

UNLIKELY = 0.15
"""How likely the words of a sentence must tell of a type for the reading of a rule that is sure of nothing to stand."""
ALONE = 0.6
"""How clear the other side must be where only words speak for an event, and the sentence names one state."""
HINT = 0.5
"""How likely a type must be for a sentence to be told of that no rule reads; below this too much is wrong."""
MUTE = frozenset({"forum", "pledge"})
"""Types of which words alone say nothing: officials praise cooperation, and name gatherings, where nothing was promised or held."""
BY_SIGNS = "the states that all signs together make the likeliest"
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
        own = released(self.story, self.gazetteer)
        self.claims = Claims(self.story, self.gazetteer, self.discourse, own)

    def settle(self, frame: Frame, sentence: Sentence) -> list[Happening | Dropped]:
        """Identify one frame; a `Dropped` says why it cannot be coded. A tour of two capitals is two visits."""
        parties = self._parties(frame)
        against = self._speaks_against(frame)
        if against:
            return [Dropped(frame, f"{frame.rule}: {against}")]
        found = (
            (self._by_words(frame, parties, sentence), _BY_WORDS, 1.0)
            if frame.hint
            else self.whose.states(frame, parties, sentence)
        )
        candidate = Candidate(frame, sentence, parties, *found)
        unsettled = self._unsettled(candidate)
        lacking = unsettled or self._refused(candidate)
        if not lacking:
            return self._tell(candidate)
        meant = self._by_thread(candidate) if unsettled else None
        return self._tell(meant) if meant else [Dropped(frame, f"{frame.rule}: {lacking}")]

    def _parties(self, frame: Frame) -> list[tuple[str, Party]]:
        """Who takes part in what a frame tells, each identified."""
        parties = [(role, self.discourse.party(mention)) for role, mention in frame.roles]
        parties = self._other_than_subject(frame, _without_topics(parties))
        parties = [(role, p) for role, p in parties if p.mention.kind != "region" or len(p.states) < _WIDE]
        if frame.type not in _FOUGHT:
            text, words = self.story.text, self._words()
            parties = [(role, p) for role, p in parties if not of_a_war(p.mention, text, words)]
        return parties

    def tell(
        self, frame: Frame, sentence: Sentence, states: tuple[str, ...], likely: float
    ) -> list[Happening | Dropped]:
        """What a frame tells where it is known ``how likely`` it is of these states; nothing later leans on it."""
        parties = [(role, party) for role, party in self._parties(frame) if set(party.states) <= set(states)]
        found = self._tell(Candidate(frame, sentence, parties, states, BY_SIGNS, likely))
        return [replace(one, likely=likely) if isinstance(one, Happening) else one for one in found]

    def _by_thread(self, candidate: Candidate) -> Candidate | None:
        """The same with the states that the story's thread makes likely enough; None where it makes none so.

        Nor is any sought where a rule has refused whom it found, and so is sure of nothing.
        """
        frame = candidate.frame
        if frame.parties != 2 or frame.headline or not candidate.sure:
            return None
        vague = ("pronoun", "both") if frame.hint else ()
        found = union(p.states for _, p in candidate.parties if p.mention.kind not in vague)
        if len(found) == 2 and len(union(p.states for _, p in candidate.parties)) > 2:
            return None  # "our cooperation with India and Pakistan"
        states, likely = likeliest(frame, found, candidate.states, self.discourse, self.told)
        return replace(candidate, states=states, how=BY_THREAD, sure=likely) if likely >= ENOUGH else None

    def _unsettled(self, candidate: Candidate) -> str:
        """Why it is open whom the frame is about, so that the story's thread may be asked; empty where it is settled."""
        frame, states, how = candidate.frame, candidate.states, candidate.how
        if frame.hint and self._told_already(frame, states):
            return "the words may speak of what was told before"
        if len(states) < frame.parties and how != WITH_BODY:
            return f"needs {frame.parties} states, found {', '.join(states) or 'no state'}"
        if how == FROM_STORY and not self._refused(candidate) and not may_lean(candidate, self.told):
            return f"only {', '.join(states)} by the story's context; too little to say so"
        return ""

    def _refused(self, candidate: Candidate) -> str:
        """Why those whom the frame is about make no event; empty where they may."""
        states, uncounted = candidate.states, self._words()["uncounted_states"]
        if candidate.how != IN_CLAUSE and any(_unnamed(party, uncounted) for _, party in candidate.parties):
            return "with a state that is not told"
        if len(states) > _MANY:
            return f"a list of {len(states)} states is no event"
        return ""

    def _tell(self, candidate: Candidate) -> list[Happening | Dropped]:
        """The happenings of a frame whose states are found: when, where, what, and with which parts."""
        frame, sentence, states = candidate.frame, candidate.sentence, candidate.states
        parties = self._with_speaker(frame, candidate.parties, states)
        parties = opposed(frame, parties, states, self.discourse)
        parties = introduce(complete(frame, parties, states, self.discourse, self.told), self.told)
        solved = self.when.date_of(frame, sentence, states, self.told)
        if self._to_come(frame, solved):
            frame = replace(frame, factuality="planned")
        setting = Setting(self.story, self.gazetteer, self.discourse, self.told, self.when.lead_until)
        place, span = where(frame, sentence, states, parties, setting, solved)
        if frame.type == "forum" and len(states) == 1 and place is not None and place.country:
            states = tuple(sorted({*states, *self.discourse.answering([place.country])}))  # and the host
        parties = beside(frame, parties, states, sentence, self.discourse)
        claims = self.claims.of(frame, parties, states)
        items = self.goods.items_of(frame, sentence, states, self.told)
        found: list[Happening | Dropped] = []
        dyads = [states] if candidate.how == BY_SIGNS else self._dyads(frame, parties, states)
        for dyad in dyads:
            here, words = (
                (place, span) if len(dyad) == len(states) else self._of_dyad(frame, place, span, dyad)
            )
            mode = _mode(frame, here, dyad, parties)
            taking_part = tuple(
                (role, p)
                for role, p in parties
                if not p.states or set(p.states) <= set(dyad) or len(dyad) == len(states)
            )
            happening = Happening(
                frame, dyad, taking_part, solved, here, words if here else None, mode, items, frame.money, candidate.how,
                frame.strength * candidate.sure, self.story, claims, self.when.is_fresh(frame, solved),
                self.when.is_old(solved),
            )  # fmt: skip
            self._remember(happening)
            found.append(happening)
        return found

    def _to_come(self, frame: Frame, solved: Solved | None) -> bool:
        """ "The drill begins next month": told as a fact, of a day that lies ahead of the story."""
        today = self.anchor.when
        if frame.factuality != "actual" or frame.tense not in _PRESENT or frame.type in _SAID_NOW:
            return False
        return solved is not None and today is not None and solved.when.first > today.last

    def _of_dyad(
        self, frame: Frame, place: Place | None, span: Span | None, dyad: tuple[str, ...]
    ) -> tuple[Place | None, Span | None]:
        """The place of one of several meetings of a clause: the only one named, else the one on their own soil."""
        named = [(place_of(mention, self.gazetteer), mention.span) for mention in frame.places]
        grounds = {one.country for one, _ in named if one is not None}
        if place is None or place.country in dyad or grounds == {place.country}:
            return place, span
        return next(((one, at) for one, at in named if one is not None and one.country in dyad), (None, None))

    def _words(self) -> Wordlists:
        return self.gazetteer.lexicons[self.story.language].wordlists

    def _speaks_against(self, frame: Frame) -> str:
        """Why the frame tells of nothing, whoever its parties are; empty where nothing speaks against it."""
        if frame.echo and not any(h.frame.type == frame.type for h in self.told):
            return "speaks of something told of before, and nothing was"
        if frame.weight < UNLIKELY * (1 - frame.strength) and not (frame.headline or frame.hint):
            return "the words of the sentence speak against it"
        return ""

    def _by_words(
        self, frame: Frame, parties: list[tuple[str, Party]], sentence: Sentence
    ) -> tuple[str, ...]:
        """The two states that a sentence names which no rule reads; none where it does not name just two."""
        states = union(p.states for _, p in parties)
        named = union(p.states for _, p in parties if p.mention.kind not in ("pronoun", "both", "country"))
        alone = len(states) == 1 and named == states
        if alone and not self.whose.elsewhere.with_authority(sentence, states):
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
        """ "The accord by which Sudan grants it a base": a pronoun beside the subject is not the subject.

        Nor is one of several subjects: "the four cut their ties with it and sent its diplomats home".
        """
        subjects = {
            state
            for argument in frame.arguments
            if argument.label == "subj" and argument.mention.kind in ("state", "capital")
            for state in argument.mention.states
        }
        theirs = (
            self.discourse.party(argument.mention).states
            for argument in frame.arguments
            if argument.label == "subj" and argument.mention.head == "they"
        )
        subjects.update(*theirs)
        if not subjects:
            return parties
        beside = {id(a.mention) for a in frame.arguments if a.label in ("obj", "to", "with")}
        found: list[tuple[str, Party]] = []
        for role, party in parties:
            other = self._beside(subjects, party) if id(party.mention) in beside else None
            found.append((role, Party(party.mention, (other,), None, "the other side") if other else party))
        return found

    def _beside(self, subjects: set[str], party: Party) -> str | None:
        """Whom "it", beside these subjects, stands for instead of one of them."""
        mention = party.mention
        several = len(subjects) > 1
        held = several and dict(mention.attributes).get("owner") == "it"
        if not (mention.kind == "pronoun" and mention.head == "it") and not held:
            return None
        if party.states and not subjects.issuperset(party.states):
            return None
        return self.discourse.meant(subjects) if several else self.discourse.other(next(iter(subjects)))

    def _dyads(
        self, frame: Frame, parties: list[tuple[str, Party]], states: tuple[str, ...]
    ) -> list[tuple[str, ...]]:
        """One visitor received in several states, "X and, separately, Y", two that buy of one: an event with each."""
        if len(states) < 3:
            return [states]
        if frame.type == "transfer":
            ones, others = _listed(frame, parties, "supplier"), _listed(frame, parties, "recipient")
            if {*ones, *others} != set(states):
                return [states]
        elif frame.type == "meeting" and frame.mode != "visit" and frame.apart:
            subjects = {id(argument.mention) for argument in frame.arguments if argument.label == "subj"}
            ones = union(p.states for _, p in parties if id(p.mention) in subjects)
            others = union(p.states for _, p in parties if id(p.mention) not in subjects)
        elif frame.type == "port-call" or (frame.type == "meeting" and frame.mode == "visit"):
            others = _of_role(parties, "host")
            ones = _of_role(parties, "visitor") or tuple(state for state in states if state not in others)
        elif frame.apart and frame.type in _TOGETHER:
            beside = [self.discourse.party(a.mention).states for a in frame.arguments if a.label == "with"]
            others = union(beside)
            ones = tuple(state for state in states if state not in others)
        elif frame.apart:
            ones, others = _of_role(parties, *_DOING), _of_role(parties, *_DONE_TO)
        else:
            return [states]
        return _each_with_each(ones, others, frame) or [states]

    # -------------------------------------------------------------- place, date

    def _remember(self, happening: Happening) -> None:
        if happening.how in (BY_THREAD, BY_SIGNS):
            return  # too little to go by
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


_TOGETHER = frozenset({"exercise", "agreement", "pledge", "project", "institution"})
_DOING = ("organiser", "supplier", "donor", "visitor")
_DONE_TO = ("recipient", "host")


def _of_role(parties: list[tuple[str, Party]], *roles: str) -> tuple[str, ...]:
    return union(p.states for role, p in parties if role in roles)


def _each_with_each(ones: tuple[str, ...], others: tuple[str, ...], frame: Frame) -> list[tuple[str, ...]]:
    """The pairs of one side with the other, where one side is one state; several met one at one table, or rang it up each."""
    rest = [state for state in others if state not in ones]
    several = frame.type != "meeting" or frame.mode == "call"
    if (len(ones) == 1 and len(rest) >= 2) or (len(rest) == 1 and len(ones) >= 2 and several):
        return [tuple(sorted((one, other))) for one in ones for other in rest]
    return []


def _listed(frame: Frame, parties: list[tuple[str, Party]], role: str) -> tuple[str, ...]:
    """The states of one side, where one list names them all: "Denmark and Sweden bought …"."""
    labels = {id(argument.mention): argument.label for argument in frame.arguments}
    named = [p for r, p in parties if r == role and p.mention.kind != "pronoun"]
    one_list = len({labels.get(id(p.mention)) for p in named}) == 1
    return union(p.states for p in named) if one_list else ()


_FOUGHT = frozenset(
    {"conflict", "dispute", "sanction", "meeting", "deployment"}
)  # which may be about a war, or in it


def _unnamed(party: Party, uncounted: frozenset[str]) -> bool:
    """ "A third country": a party, and nobody is told which."""
    mention = party.mention
    if mention.kind == "pronoun" and mention.head in ("we", "us", "you") and not party.states:
        return True  # "we" of a speaker whom nobody knows
    many = mention.count is not None and mention.count > _MANY
    if many and not party.states and mention.head in uncounted:
        return True  # "more than 100 countries"
    indefinite = mention.name.lower().startswith(("a ", "an ", "another "))
    return mention.kind == "country" and not party.states and indefinite


_PRESENT = frozenset({"present", "none", "infinitive"})
_SAID_NOW = frozenset({"pledge", "dispute"})  # the words are said now, whatever day they speak of
_DEALINGS = frozenset({"agreement", "transfer", "aid", "project", "pledge"})


def _same_kind(one: str, other: str) -> bool:
    """Types that speak of one undertaking, where only words tell them apart."""
    return one == other or {one, other} <= _DEALINGS


_MANY = 12  # states: more are a list of members, and no event
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


def speaks(frame: Frame, sentence: Sentence) -> bool:
    """Whether words alone speak for a frame: those of its sentence, for no type more than for its own."""
    if not frame.hint or frame.headline or frame.type in MUTE or frame.weight < HINT:
        return False
    return frame.weight == max(sentence.likely.values())
