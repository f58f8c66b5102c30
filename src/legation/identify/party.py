"""What words stand for: the states, and the person where they name one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legation.identify.people import Person
from legation.types import Mention


@dataclass(frozen=True, slots=True)
class Party:
    """What a mention stands for: states (may be none), and a person or organisation where it is one."""

    mention: Mention
    states: tuple[str, ...]
    person: Person | None = None
    why: str = ""
    implied: bool = False  # no word of the clause stands for it
    body: bool = False  # it stands for an organisation or a group that is no state


def union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The states of all groups, each once, by code."""
    found: dict[str, None] = {}
    for states in groups:
        found.update(dict.fromkeys(states))
    return tuple(sorted(found))


def stateless(party: Party) -> bool:
    """An organisation, an armed group, an authority that is no state, or someone who speaks for one."""
    mention = party.mention
    return not party.states and (
        party.body
        or mention.kind in ("organisation", "group")
        or any(key == "body" for key, _ in mention.attributes)
    )
