"""Whose happening a frame tells of: the states that its clause names, with those that stand elsewhere, and how they were found."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.identify.discourse import Discourse
from legation.identify.elsewhere import IN_CLAUSE, WITH_BODY, WORDS, Elsewhere, Found
from legation.identify.happening import Happening
from legation.identify.partner import partner
from legation.identify.party import Party, stateless, union
from legation.types import Frame, Sentence, Story
from legation.vocabulary import Gazetteer

AT_HOME = "within one state"  # so that nobody else is looked for
_SMALL_ALLIANCE = 8
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
    elsewhere: Elsewhere = field(init=False)

    def __post_init__(self) -> None:
        self.elsewhere = Elsewhere(self.story, self.gazetteer, self.discourse, self.told)

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
            return found, AT_HOME, 0.0
        found = self._abroad(frame, parties, found)
        if frame.type == "deployment" and len(found) >= 2 and not _sent(parties):
            return (), "nobody is said to send them", 0.0
        if frame.type in WORDS and len(found) == 1:
            about = self.elsewhere.spoken_of(frame, found)
            if about:
                return union([found, about]), "the speaker, and the parties of the event spoken of", 0.9
        found = union([self._where_they_met(frame, parties, found), self._venue(frame)])
        found = union([found, self._facing(frame, found), self._visiting(frame, parties, found)])
        return (
            self._in_clause(frame, parties, found)
            or self._of_gathering(frame, sentence, found)
            or self.elsewhere.other_side(frame, parties, sentence, found)
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

    def _facing(self, frame: Frame, found: tuple[str, ...]) -> tuple[str, ...]:
        """The other side, where several states are named and all stand on one: "the drill with Russia and Belarus"."""
        if frame.type != "exercise" or len(found) < 2:
            return ()
        if not {a.label for a in frame.arguments if self.discourse.party(a.mention).states} <= _BESIDE:
            return ()
        other, likely = partner(self.discourse, self.told, frame.type, found)
        return (other,) if other is not None and likely >= _FACING else ()

    def _visiting(
        self, frame: Frame, parties: list[tuple[str, Party]], found: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Who came, where several are visited and no visitor is told: "a tour that took in visits to Peru and Chile"."""
        hosts = union(party.states for role, party in parties if role == "host")
        if frame.type != "meeting" or frame.mode != "visit" or len(hosts) < 2 or hosts != found:
            return ()
        if any(role == "visitor" for role, _ in parties):
            return ()
        named = next((state for state in self.discourse.facing if state not in hosts), None)
        if named is not None:
            return (named,)
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
            return (found, WITH_BODY, 0.8) if alone else ((), AT_HOME, 0.0)
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
    return any(role == "visitor" and (p.states or stateless(p)) for role, p in parties)


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
