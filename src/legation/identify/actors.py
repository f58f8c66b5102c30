"""Who takes part in a report, each with role, state and office; taken together from what its happenings name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from legation.identify.happening import Happening
from legation.identify.party import Party
from legation.types import Actor, Place
from legation.vocabulary import State

_KINDS = {"state": "state", "capital": "state", "country": "state", "person": "person", "office": "person", "name": "person",
          "pronoun": "person", "body": "body", "people": "body", "forces": "body", "organisation": "organisation",
          "group": "group", "ship": "body"}  # fmt: skip
_FOR_A_STATE = frozenset({"state", "capital", "country", "pronoun"})  # words that name no more than a state
_CAPITAL = re.compile(r"\b[A-Z]")  # a ship has a name, "two frigates" have none
_DIRECTED = frozenset({"supplier", "recipient", "donor", "organiser"})
_GROUND = frozenset({"access", "deployment", "port-call"})  # host and visitor may be states as such
_PARTS = frozenset(
    {"guest", "visitor", "capital", "side", "host"}
)  # the words name a part that is played, or a place
_SPOKEN = frozenset({"dispute"})
_TALKED = frozenset({"participant", "host", "visitor"})


def actors_of(
    group: Sequence[Happening],
    place: Place | None,
    mode: str | None,
    parties: Collection[str],
    states: Mapping[str, State],
) -> tuple[Actor, ...]:
    """The actors of a report between ``parties`` (states), each once, in text order."""
    found: dict[str, Actor] = {}
    type_ = ""
    for happening in group:
        type_ = happening.frame.type
        for role, party in happening.parties:
            actor = _actor(type_, role, party, states)
            if actor is None:
                continue
            key = f"{actor.kind}:{actor.name.lower()}"
            before = found.get(key)
            if before is None or (before.role == "participant" and actor.role != "participant"):
                found[key] = actor
    named = {(a.state, a.office) for a in found.values() if a.office and a.name[:1].isupper() and a.wikidata}
    kept = [a for a in found.values() if not (_nameless(a) and (a.state, a.office) in named)]
    held = {(a.state, a.role) for a in kept if a.kind != "state"}
    kept = [a for a in kept if a.kind != "state" or (a.state, a.role) not in held]
    if type_ == "agreement" and any(happening.frame.stage == "signed" for happening in group):
        kept = _by_hand(kept)
    if type_ == "meeting" and mode != "call":
        kept = _by_ground(kept, place, parties)
    return tuple(sorted(kept, key=lambda actor: (actor.start, actor.name)))


def _by_hand(actors: list[Actor]) -> list[Actor]:
    """Of what was signed, where nobody is said to have signed it, those who are named with it did."""
    if any(actor.role == "signatory" and actor.kind == "person" for actor in actors):
        return actors
    return [
        replace(actor, role="signatory") if actor.kind == "person" and actor.role == "participant" else actor
        for actor in actors
    ]


def _by_ground(actors: list[Actor], place: Place | None, parties: Collection[str]) -> list[Actor]:
    """Of those who meet on the soil of one of them, that one is the host and the others are the visitors."""
    ground = place.country if place is not None else None
    if ground not in parties:
        ground = _received(actors, parties)
    if ground is None:
        return actors
    return [
        replace(actor, role="host" if actor.state == ground else "visitor")
        if actor.state in parties and actor.role in _TALKED
        else actor
        for actor in actors
    ]


def _received(actors: list[Actor], parties: Collection[str]) -> str | None:
    """The one state of two whose people alone are said to receive, or whose people alone are not said to come."""
    hosts = {actor.state for actor in actors if actor.role == "host"}
    visitors = {actor.state for actor in actors if actor.role == "visitor"}
    if len(parties) != 2 or len(hosts | visitors) == 0 or hosts & visitors:
        return None
    ground = hosts or set(parties) - visitors
    return next(iter(ground)) if len(ground) == 1 and ground <= set(parties) else None


def _nameless(actor: Actor) -> bool:
    """Known by his office alone: "the Russian defence minister"."""
    return actor.kind == "person" and actor.office is not None and actor.office in actor.name.lower()


def _actor(type_: str, role: str, party: Party, states: Mapping[str, State]) -> Actor | None:
    mention = party.mention
    kind = _KINDS.get(mention.kind)
    span = mention.span
    if party.person is not None:
        who = party.person
        return Actor(who.name, who.state, who.office, "person", role, who.wikidata, span.start, span.end)
    if kind is None:
        return None
    if mention.kind in _FOR_A_STATE or (mention.kind == "people" and mention.adjectival):
        return _state(type_, role, party, states)
    if mention.kind == "name" or (mention.kind == "ship" and not _CAPITAL.search(mention.name[1:])):
        return None
    state = party.states[0] if len(party.states) == 1 else None
    if kind == "person" and len(party.states) != 1 and ("plural", "yes") in mention.attributes:
        return None  # "the leaders", of whom nobody is named
    if mention.kind == "forces" and role == "signatory":
        return None  # "the accord on the status of American soldiers"
    if mention.head in _PARTS:
        return None  # "his guest": somebody whom other words name
    sent = mention.kind == "forces" and role == "visitor"  # "120 instructors"
    if state is None and kind == "body" and not sent and mention.name[mention.name.find(" ") + 1 :].islower():
        return None  # "a large delegation", "the first aircraft" of nobody: no actor
    name = mention.key if mention.kind in ("organisation", "group") and mention.key else mention.name
    return Actor(name, state, mention.office, kind, role, None, span.start, span.end)


def _state(type_: str, role: str, party: Party, states: Mapping[str, State]) -> Actor | None:
    """A state as such takes part where it gives, takes, lets in or accuses; talks are held by people."""
    directed = (
        role in _DIRECTED
        or (role in ("host", "visitor") and type_ in _GROUND)
        or (role == "speaker" and type_ in _SPOKEN)
    )
    if not directed or len(party.states) != 1:
        return None
    state = states.get(party.states[0])
    span = party.mention.span
    return Actor(state.name, state.code, None, "state", role, None, span.start, span.end) if state else None
