"""Who says so: the speakers of a frame with their names and states, each through whom the words came.

    speaker → agency that carried the words ("told TASS", "TASS reported that …") → outlet

A ministry that publishes a text itself says all that the text puts in no other mouth; a charge is the word of who brings it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legation.identify.discourse import Discourse
from legation.identify.home import official
from legation.identify.party import Party
from legation.textfold import fold
from legation.types import Claim, Frame, Speech, Story
from legation.vocabulary import Gazetteer

_TOGETHER = 4  # states whose people speak together, at most
_LOCAL = frozenset({"person", "office", "body", "people", "name", "forces", "both", "paper"})


@dataclass(frozen=True, slots=True)
class Claims:
    """Finds the claims of the frames of one story."""

    story: Story
    gazetteer: Gazetteer
    discourse: Discourse

    def of(
        self, frame: Frame, parties: Sequence[tuple[str, Party]], states: tuple[str, ...]
    ) -> tuple[Claim, ...]:
        """Who says what a frame of these states tells, the nearest to the deed first."""
        return self._spoken(frame, states) or self._issuer() or self._accusers(frame, parties)

    def _spoken(self, frame: Frame, states: tuple[str, ...]) -> tuple[Claim, ...]:
        found: list[Claim] = []
        via = self.story.outlet
        for speech in reversed(frame.speech):  # from the outlet inward
            if speech.speaker is None:
                continue
            if speech.speaker.kind == "outlet":
                via = speech.speaker.name
                state = speech.speaker.states[0] if speech.speaker.states else None
                found.append(Claim(via, state, speech.manner, self._outlet(via)))
                continue
            through = speech.to.name if speech.to is not None else via
            found += reversed(self._claims(speech, states, through))
        return tuple(reversed(found))

    def _outlet(self, speaker: str) -> str | None:
        """The outlet, where it is not the one that is speaking."""
        outlet = self.story.outlet
        return outlet if outlet is not None and fold(outlet).lower() != fold(speaker).lower() else None

    def _claims(self, speech: Speech, states: tuple[str, ...], via: str | None) -> list[Claim]:
        """The claim of a speaker; several who speak together, of states that the text tells, make one each."""
        assert speech.speaker is not None
        party = self.discourse.party(speech.speaker)
        if party.person is None and not party.states and speech.speaker.kind == "pronoun":
            return []
        if party.person is None and 1 < len(party.states) <= _TOGETHER:
            return [Claim(self._called(party, state), state, speech.manner, via) for state in party.states]
        state = self._speaks_for(party, states)
        return [Claim(self._called(party, state), state, speech.manner, via)]

    def _called(self, party: Party, state: str | None) -> str:
        """The speaker's name; "it" and "they" are the state for which they stand."""
        known = self.gazetteer.states.get(state or "")
        pronoun = party.mention.kind == "pronoun" and party.person is None
        return known.name if pronoun and known is not None else _name(party)

    def _speaks_for(self, party: Party, states: tuple[str, ...]) -> str | None:
        """The speaker's state; someone of no named state in a story from one of the parties' ground is one of its own."""
        if party.person is None and not party.mention.states and self._outsider(party):
            return None
        if len(party.states) == 1:
            return party.states[0]
        home = self.discourse.home
        local = not party.states and party.mention.kind in _LOCAL
        return home if local and home in states else None

    def _outsider(self, party: Party) -> bool:
        """ "Diplomats", "western media": who speaks for no state, unless beside it stands whose he is."""
        words = party.mention.name.lower()
        nouns = self.discourse.nouns
        if party.mention.head not in nouns.get("outsiders", ()):
            return False
        return not any(word in words for word in nouns.get("ministries", ()))

    def _accusers(self, frame: Frame, parties: Sequence[tuple[str, Party]]) -> tuple[Claim, ...]:
        """A charge is the word of who brings it; where only words tell of it, of whom the sentence is about."""
        if frame.type != "dispute":
            return ()
        speakers = [p for role, p in parties if role == "speaker"]
        if frame.hint:
            subjects = {id(argument.mention) for argument in frame.arguments if argument.label == "subj"}
            speakers = [p for _, p in parties if id(p.mention) in subjects][:1]
        manner = "denied" if frame.mode == "reject" else "said"
        outlet = self.story.outlet
        return tuple(Claim(_name(p), p.states[0], manner, outlet) for p in speakers if len(p.states) == 1)

    def _issuer(self) -> tuple[Claim, ...]:
        """A ministry that publishes a text itself says all that the text puts in no other mouth."""
        name = self.story.outlet
        if name is None:
            return ()
        outlet = self.gazetteer.outlets.get(fold(name).lower())
        if outlet is not None and outlet.ownership == "ministry":
            return (Claim(outlet.name, outlet.state, "published", name),)
        if (
            outlet is None
            and self.discourse.home is not None
            and official(name, self.gazetteer, self.story.language)
        ):
            return (Claim(name, self.discourse.home, "published", name),)
        return ()


def _name(party: Party) -> str:
    return party.person.name if party.person is not None else _plain(party.mention.name)


def _plain(name: str) -> str:
    """A name without its article: "the foreign ministry" is the foreign ministry."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "its", "his", "her", "their", "our") else name
