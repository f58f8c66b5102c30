"""Who says so: the speakers of a frame with their names and states, each through whom the words came.

    speaker → agency that carried the words ("told TASS", "TASS reported that …") → outlet

A ministry that publishes a text itself says all that the text puts in no other mouth; a charge is the word of who brings it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legation.identify.bare import GUESSES
from legation.identify.discourse import Discourse
from legation.identify.home import official
from legation.identify.party import Party
from legation.textfold import fold
from legation.types import Claim, Frame, Speech, Story
from legation.vocabulary import Gazetteer

_TOGETHER = 4  # states whose people speak together, at most
_WITHIN = re.compile(r" (?:in|at|within|close to|from|familiar with) ((?:[\w'’-]+ ?){1,5})")
_SEAT = re.compile(r" in ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
_LOCAL = frozenset({"person", "office", "body", "people", "name", "forces", "both", "paper"})


@dataclass(frozen=True, slots=True)
class Claims:
    """Finds the claims of the frames of one story."""

    story: Story
    gazetteer: Gazetteer
    discourse: Discourse
    released: bool = False  # an office publishes the story itself

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
            found += reversed(self._claims(speech, frame, states, through))
        return tuple(reversed(found))

    def _outlet(self, speaker: str) -> str | None:
        """The outlet, where it is not the one that is speaking."""
        outlet = self.story.outlet
        return outlet if outlet is not None and fold(outlet).lower() != fold(speaker).lower() else None

    def _claims(self, speech: Speech, frame: Frame, states: tuple[str, ...], via: str | None) -> list[Claim]:
        """The claim of a speaker; several who speak together, of states that the text tells, make one each."""
        assert speech.speaker is not None
        party = self.discourse.party(speech.speaker)
        if party.person is None and not party.states and speech.speaker.kind == "pronoun":
            return []
        if party.person is None and 1 < len(party.states) <= _TOGETHER:
            return [Claim(self._called(party, state), state, speech.manner, via) for state in party.states]
        state = self._speaks_for(party, frame, states)
        return [Claim(self._called(party, state), state, speech.manner, via)]

    def _called(self, party: Party, state: str | None) -> str:
        """The speaker's name; "it" and "they" are the state for which they stand."""
        known = self.gazetteer.states.get(state or "")
        pronoun = party.mention.kind == "pronoun" and party.person is None
        return known.name if pronoun and known is not None else _name(party)

    def _speaks_for(self, party: Party, frame: Frame, states: tuple[str, ...]) -> str | None:
        """The speaker's state; someone of no named state in a story from one of the parties' ground is one of its own.

        A ministry that is only called "the ministry" is of whoever does what it tells: "Chile will sell …, it said".
        """
        if party.person is None and not party.mention.states and self._outsider(party):
            return None
        home = self.discourse.home if self.discourse.home in states else None
        if self._abroad(party):
            others = [state for state in states if state not in party.states]
            return others[0] if len(others) == 1 else None
        guessed = party.person is None and party.why in GUESSES
        if guessed and party.mention.kind in _LOCAL:
            return home or self._agent(party, frame, states) or next(iter(party.states), None)
        if len(party.states) == 1:
            return party.states[0]
        local = not party.states and party.mention.kind in _LOCAL
        if not local:
            return None
        likely = self.discourse.likeliest()
        return home or self._agent(party, frame, states) or (likely if likely in states else None)

    def _agent(self, party: Party, frame: Frame, states: tuple[str, ...]) -> str | None:
        """Whose deed a frame tells of, where the speaker stands behind it: the state of its subject."""
        if party.mention.span.start < frame.trigger.start:
            return None
        of = [self.discourse.party(one.mention).states for one in frame.arguments if one.label == "subj"]
        doers = {state for found in of for state in found if state in states}
        return doers.pop() if len(doers) == 1 else None

    def _abroad(self, party: Party) -> bool:
        """ "The country's embassy in Moscow" is not Russia's."""
        mention = party.mention
        if mention.head not in self.discourse.nouns.get("missions", ()) or mention.states:
            return False
        seat = _SEAT.match(self.story.text, mention.span.end)
        entry = self.gazetteer.places.get(fold(seat[1]).lower()) if seat else None
        return entry is not None and entry.states == party.states

    def _outsider(self, party: Party) -> bool:
        """ "Diplomats", "western media": who speaks for no state, unless beside it stands whose he is."""
        nouns, end = self.discourse.nouns, party.mention.span.end
        if party.mention.head not in nouns.get("outsiders", ()):
            return False
        behind = _WITHIN.match(self.story.text, end)
        words = f"{party.mention.name} {behind[1] if behind else ''}".lower()
        return not any(word in words for word in nouns.get("insiders", ()))

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
        home = self.gazetteer.states.get(self.discourse.home or "")
        name = self.story.outlet
        if home is not None and self.released:
            return (Claim(name or home.name, self.discourse.home, "published", name),)
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
