"""On whose soil an event took place, where no place is named: what the parts of the states in the deed tell.

Forces sent stand on the other side's soil. A base is used where it was granted. A power plant rises where it
was bought. Where the deed gives no state as its ground, the answer is None.
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.identify.happening import Happening
from legation.identify.party import Party
from legation.types import Frame

_RECEIVED = frozenset({"meeting", "exercise", "institution"})  # on the soil of who is said to receive
_ABROAD = frozenset({"access", "deployment", "port-call"})  # on the soil of the state that did not come
_BROUGHT = frozenset({"training", "project"})  # on the soil of who gets it, where one side brings it
_MADE_TOGETHER = "industry"  # a mode of projects that stand on no one's soil alone
_GIVING = ("supplier", "donor")

_MISSIONS = frozenset({"embassy", "consulate", "mission"})  # they stand on another state's ground

Sided = Sequence[tuple[str, Party]]


def ground_of(
    frame: Frame, parties: Sided, states: tuple[str, ...], mode: str | None
) -> tuple[str, Party | None] | None:
    """The state on whose soil an event of this mode took place, and the party that tells it where there is one."""
    if frame.type == "conflict":
        return _struck(frame, parties, states)
    if frame.type in _RECEIVED | _ABROAD | _BROUGHT:
        received = _host(frame, parties, states)
        if received is not None:
            return received
    if frame.type == "meeting":
        return _visited(frame, parties, states)
    if frame.type in _ABROAD:
        return _other(parties, states, "visitor")
    if frame.type == "training" or (frame.type == "project" and mode != _MADE_TOGETHER):
        return _other(parties, states, *_GIVING)
    return None


def _held(parties: Sided, states: tuple[str, ...], *roles: str) -> dict[str, Party]:
    """The states that stand on a side; "them" and "both sides", which stand for all, stand on none."""
    return {
        state: party
        for role, party in parties
        if role in roles or (party.mention.head in _HOSTS and "host" in roles)
        if not (len(party.states) > 1 and set(party.states) >= set(states))
        for state in party.states
    }


_HOSTS = frozenset({"host", "hosts"})  # "a drill with the hosts"


def _host(frame: Frame, parties: Sided, states: tuple[str, ...]) -> tuple[str, Party | None] | None:
    """The one state that is said to receive, and did not come itself."""
    hosts = {
        state: party
        for state, party in _held(parties, states, "host").items()
        if party.mention.head not in _MISSIONS
    }
    if len(hosts) > 1 or frame.type in _ABROAD:
        came = _held(parties, states, "visitor")
        hosts = {state: party for state, party in hosts.items() if state not in came}
    if len(hosts) != 1:
        return None
    return next(iter(hosts.items()))


def _visited(frame: Frame, parties: Sided, states: tuple[str, ...]) -> tuple[str, Party | None] | None:
    """A visit of one of two states is paid to the other."""
    return _other(parties, states, "visitor") if frame.mode == "visit" else None


def _other(parties: Sided, states: tuple[str, ...], *roles: str) -> tuple[str, Party | None] | None:
    """The one state of two that does not stand on a side on which the other does."""
    there = set(_held(parties, states, *roles))
    if len(states) != 2 or len(there) != 1 or not there < set(states):
        return None
    return next(state for state in states if state not in there), None


def _struck(frame: Frame, parties: Sided, states: tuple[str, ...]) -> tuple[str, Party | None] | None:
    """An attack strikes its victim's soil; a coup takes place where the one state is whose it is."""
    struck = _held(parties, (), "recipient")
    if len(struck) == 1 and frame.mode == "attack":
        return next(iter(struck)), None
    return (states[0], None) if len(states) == 1 else None


def soil_before(frame: Frame, states: tuple[str, ...], told: Sequence[Happening]) -> Happening | None:
    """The event told of last that kept the same states' forces, or their work, on one soil."""
    if frame.type not in _ABROAD | _BROUGHT:
        return None
    for before in reversed(told):
        alike = before.frame.type in _ABROAD | _BROUGHT and set(before.states) == set(states)
        if alike and before.place is not None and before.place.country in states:
            return before
    return None
