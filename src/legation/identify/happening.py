"""One frame with its states, people, date and place identified; or dropped, and why."""

from __future__ import annotations

from dataclasses import dataclass

from legation.identify.party import Party
from legation.identify.solving import Solved
from legation.types import Claim, Frame, Item, Money, Place, Span, Story


@dataclass(frozen=True, slots=True)
class Happening:
    """One frame, identified."""

    frame: Frame
    states: tuple[str, ...]
    parties: tuple[tuple[str, Party], ...]  # role, party
    date: Solved | None
    place: Place | None
    place_span: Span | None
    mode: str | None
    items: tuple[Item, ...]
    money: tuple[Money, ...]
    how: str  # how the states were found
    sure: float
    story: Story
    claims: tuple[Claim, ...] = ()
    fresh: bool = False  # news of the story's own day, by where it stands
    old: bool = False  # well before the story
    likely: float | None = None  # how likely type and states are right, as all signs together have it


@dataclass(frozen=True, slots=True)
class Dropped:
    """A frame that was not coded, and why."""

    frame: Frame
    why: str
