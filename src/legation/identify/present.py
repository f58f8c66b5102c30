"""Who else takes part: people of the parties whom the sentence names beside those that a rule gives a role."""

from __future__ import annotations

from dataclasses import replace

from legation.identify.discourse import Discourse
from legation.identify.party import Party
from legation.types import Frame, Sentence, Span

Parties = list[tuple[str, Party]]
BESIDE = "named beside those who act"
_BY_PEOPLE = frozenset({"meeting", "agreement", "transfer", "aid", "access", "institution", "pledge"})
_NAMED = frozenset({"person", "name"})


def beside(
    frame: Frame, parties: Parties, states: tuple[str, ...], sentence: Sentence, discourse: Discourse
) -> Parties:
    """The parties, and with them the people of their states who are named where the deed is told."""
    known = {party.person.name for _, party in parties if party.person is not None}
    speaking = {id(speech.speaker) for speech in frame.speech}
    scope = _scope(frame, sentence, discourse.text)
    found = list(parties)
    for mention in sentence.mentions:
        if mention.kind not in _NAMED or id(mention) in speaking or not _within(mention.span, scope):
            continue
        party = discourse.party(mention)
        person = party.person
        if person is None or person.state not in states or person.name in known:
            continue
        if person.office is None and person.key is None:
            continue  # a word with a capital may be no person at all
        known.add(person.name)
        found.append(("participant", replace(party, why=BESIDE)))
    return found


_FACING = frozenset({"meeting", "agreement"})
_TALKING = frozenset({"participant", "signatory", "host", "visitor"})


def opposed(frame: Frame, parties: Parties, states: tuple[str, ...], discourse: Discourse) -> Parties:
    """The parties, where of two states' people who meet or sign only one's are known: the others are the other's."""
    if frame.type not in _FACING or len(states) != 2:
        return parties
    known = {
        state
        for role, party in parties
        if role in _TALKING and len(party.states) == 1
        for state in party.states
    } & set(states)
    lost = [party for role, party in parties if role in _TALKING and _of_nowhere(party)]
    if len(known) != 1 or len(lost) != 1:
        return parties
    (other,) = set(states) - known
    (party,) = lost
    assert party.person is not None
    person = replace(party.person, state=other)
    discourse.people.remember(person)
    found = replace(party, states=(other,), person=person, why="of the other of the two states")
    return [(role, found if one is party else one) for role, one in parties]


def _of_nowhere(party: Party) -> bool:
    """Somebody named, of no state and of no body that is none."""
    served = any(key == "body" for key, _ in party.mention.attributes)
    return party.person is not None and not party.states and not served


def _scope(frame: Frame, sentence: Sentence, text: str) -> Span:
    """Where those stand who take part: of what people do together, the sentence up to its semicolons; else the clause."""
    if frame.type not in _BY_PEOPLE:
        return frame.scope or frame.span
    begin = text.rfind(";", sentence.span.start, frame.trigger.start) + 1
    end = text.find(";", frame.trigger.end, sentence.span.end)
    return Span(max(begin, sentence.span.start), end if end >= 0 else sentence.span.end)


def _within(span: Span, scope: Span) -> bool:
    return scope.start <= span.start and span.end <= scope.end
