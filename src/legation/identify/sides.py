"""The sides of a deed that its clause leaves unsaid: of two states, who gives and who takes, who hosts and who comes.

Where two states are parties and the clause puts one of them on a side, the other stands on the other side.
Where it puts neither there, the maker of the arms is the supplier.
"""

from __future__ import annotations

from legation.identify.discourse import Discourse
from legation.identify.party import Party
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


def complete(frame: Frame, parties: Parties, states: tuple[str, ...], discourse: Discourse) -> Parties:
    """The parties, and beside them the state that must stand on the side which nobody is said to stand on."""
    sides = _SIDES.get(frame.type)
    if sides is None or len(states) != 2:
        return parties
    giving, taking = (_held(parties, side) & set(states) for side in sides)
    if (
        len(giving) == 1 and giving == taking
    ):  # "American soldiers may use three former US bases": theirs, on other ground
        parties = [(r, p) for r, p in parties if r != sides[1] or set(p.states) != taking]
        taking = set()
    if not giving and not taking:
        giving = _makers(frame) & set(states)
        if len(giving) != 1:
            return parties
        (maker,) = giving
        parties = [*parties, (sides[0], _stands_for(maker, frame, discourse, "the maker of the arms"))]
    if len(giving) == 1 and not taking:
        (other,) = set(states) - giving
        return [*parties, (sides[1], _stands_for(other, frame, discourse, _WHY))]
    if len(taking) == 1 and not giving:
        (other,) = set(states) - taking
        return [*parties, (sides[0], _stands_for(other, frame, discourse, _WHY))]
    return parties


def _held(parties: Parties, side: str) -> set[str]:
    return {state for role, party in parties if role == side for state in party.states}


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
