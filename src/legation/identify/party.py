"""What words stand for: the states, and the person where they name one."""

from __future__ import annotations

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
