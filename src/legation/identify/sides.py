"""The sides of a deed that its clause leaves unsaid: of two states, who gives and who takes, who hosts and who comes.

Where two states are parties and the clause puts one of them on a side, the other stands on the other side.
Where it puts neither there, the maker of the arms is the supplier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.identify.discourse import Discourse
from legation.identify.happening import Happening
from legation.identify.party import Party
from legation.identify.people import Person
from legation.identify.present import BESIDE
from legation.types import Frame, Mention

Parties = list[tuple[str, Party]]

_SIDES = {
    "transfer": ("supplier", "recipient"),
    "aid": ("donor", "recipient"),
    "training": ("supplier", "recipient"),
    "access": ("visitor", "host"),
    "deployment": ("visitor", "host"),
    "port-call": ("visitor", "host"),
}
_WHY = "the other of the two sides"


def complete(
    frame: Frame,
    parties: Parties,
    states: tuple[str, ...],
    discourse: Discourse,
    told: Sequence[Happening] = (),
) -> Parties:
    """The parties, and beside them the state that must stand on the side which nobody is said to stand on.

    What was told before of the same states and the same kind of deed gives the sides where the clause does not.
    """
    sides = _SIDES.get(frame.type)
    if sides is None or len(states) != 2:
        return parties
    parties = _turned(frame, _signed(frame, _without_goods(frame, parties)), states)
    giving, taking = (_held(parties, side) & set(states) for side in sides)
    if (
        len(giving) == 1 and giving == taking
    ):  # "American soldiers may use three former US bases": theirs, on other ground
        parties = [(r, p) for r, p in parties if r != sides[1] or set(p.states) != taking]
        taking = set()
    if not giving and not taking:
        giving, why = _makers(frame) & set(states), "the maker of the arms"
        if len(giving) != 1:
            giving, why = (
                _gave_before(frame, sides[0], states, told),
                "on this side of the deed told of before",
            )
        if len(giving) != 1:
            return parties
        (giver,) = giving
        parties = [*parties, (sides[0], _stands_for(giver, frame, discourse, why))]
    if len(giving) == 1 and not taking:
        (other,) = set(states) - giving
        return [*parties, (sides[1], _stands_for(other, frame, discourse, _WHY))]
    if len(taking) == 1 and not giving:
        (other,) = set(states) - taking
        return [*parties, (sides[0], _stands_for(other, frame, discourse, _WHY))]
    return parties


_TURN = {"supplier": "recipient", "recipient": "supplier"}


def _without_goods(frame: Frame, parties: Parties) -> Parties:
    """A ship that changes hands is what is given, and neither side."""
    if frame.type != "transfer":
        return parties
    return [(role, party) for role, party in parties if party.mention.kind != "ship"]


def _signed(frame: Frame, parties: Parties) -> Parties:
    """ "The two ministers signed the contract": people of both sides whom the words put on one of them are signatories."""
    if frame.type != "transfer":
        return parties
    for side in _TURN:
        here = {
            p.states for role, p in parties if role == side and p.person is not None and len(p.states) == 1
        }
        if len(here) > 1:
            return [
                ("signatory" if role == side and p.person is not None else role, p) for role, p in parties
            ]
    return parties


def _turned(frame: Frame, parties: Parties, states: tuple[str, ...]) -> Parties:
    """A firm that sells arms, or else the maker of these, is no recipient of them from the other state."""
    if frame.type != "transfer":
        return parties
    firms = {
        state
        for _, party in parties
        if ("category", "company") in party.mention.attributes
        for state in party.states
    }
    source = (firms or _makers(frame)) & set(states)
    taking = _held(parties, "recipient") & set(states)
    if len(source) != 1 or not source <= taking or source & _held(parties, "supplier"):
        return parties
    alone = taking == source
    return [
        (_TURN.get(role, role) if alone or set(party.states) == source else role, party)
        for role, party in parties
    ]


def _held(parties: Parties, side: str) -> set[str]:
    return {state for role, party in parties if role == side for state in party.states}


def _gave_before(frame: Frame, side: str, states: tuple[str, ...], told: Sequence[Happening]) -> set[str]:
    """Who stood on a side when the same states were last told of in a deed of this kind."""
    if frame.type != "transfer":
        return set()
    for happening in reversed(told):
        if happening.frame.type == frame.type and happening.states == states:
            return _held(list(happening.parties), side) & set(states)
    return set()


def _makers(frame: Frame) -> set[str]:
    if frame.type != "transfer":
        return set()
    return {s for a in frame.arguments if a.label == "maker" for s in a.mention.states}


def _stands_for(state: str, frame: Frame, discourse: Discourse, why: str) -> Party:
    """The state as a party, at the words that last named it."""
    named = discourse.latest.get(state)
    span = named.span if named is not None else frame.trigger
    name = named.name if named is not None else state
    return Party(Mention(span, "state", name, (state,)), (state,), None, why, True)


def introduce(parties: Parties, told: Sequence[Happening]) -> Parties:
    """ "The two ministers", "they", "his guest": in their place those who met, where the story has named them."""
    found: Parties = []
    for role, party in parties:
        people: tuple[Person, ...] = ()
        if role in _BY_PEOPLE and _several(party):
            people = _those_who_met(party, told)
        elif role in _BY_PEOPLE and _by_part(party):
            people = _last_named(party.states[0], told)
        found += [(role, replace(party, states=(one.state or "",), person=one)) for one in people] or [
            (role, party)
        ]
    return found


_BY_PEOPLE = frozenset({"signatory", "participant", "host", "visitor", "speaker"})
_PEOPLE = frozenset(
    "officials leaders men generals women commanders chiefs statesmen presidents premiers".split()
)
_PARTS = frozenset({"guest", "visitor", "host", "counterpart", "colleague", "opposite number"})


def _several(party: Party) -> bool:
    mention = party.mention
    if party.person is not None or len(party.states) < 2:
        return False
    return (
        (mention.kind == "both" and (mention.office is not None or mention.head in _PEOPLE))
        or (mention.kind == "office" and ("plural", "yes") in mention.attributes)
        or (mention.kind == "pronoun" and mention.head in ("they", "them"))
    )


def _by_part(party: Party) -> bool:
    """Told by the part played alone: "his Israeli guest"."""
    return party.person is None and len(party.states) == 1 and party.mention.head in _PARTS


def _last_named(state: str, told: Sequence[Happening]) -> tuple[Person, ...]:
    """The one person of a state who was told of last."""
    for happening in reversed(told):
        people = {
            p.person.name: p.person
            for _, p in happening.parties
            if p.person is not None and p.person.state == state
        }
        if people:
            return tuple(people.values()) if len(people) == 1 else ()
    return ()


def _those_who_met(party: Party, told: Sequence[Happening]) -> tuple[Person, ...]:
    """The people of the events told of last, one or more of each of the states."""
    people: dict[str, Person] = {}
    for happening in reversed(told):
        if not set(happening.states) & set(party.states):
            continue
        here = [
            p.person
            for _, p in happening.parties
            if p.person is not None and p.person.state in party.states and p.why != BESIDE
        ]
        known = {person.state for person in people.values()}
        people |= {person.name: person for person in here if person.state not in known}
        if {person.state for person in people.values()} == set(party.states):
            return tuple(people.values()) if len(people) == (party.mention.count or len(people)) else ()
    return ()
