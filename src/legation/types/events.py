"""What reports together tell of one happening: the event, and what is new about it."""

from __future__ import annotations

from dataclasses import dataclass

from legation.types.readings import Item, Money
from legation.types.reports import Actor, Claim, Place


@dataclass(frozen=True, slots=True)
class Score:
    """One comparison: how much it speaks for (above 0) or against (below 0), and the sentence that says why."""

    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A value that some reports give for a field, and the reports behind it."""

    value: object
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, from the reports that tell of it: winning values first, rivals beside them."""

    id: str
    reports: tuple[str, ...]
    type: str
    mode: str | None
    states: tuple[str, ...]
    actors: tuple[Actor, ...]
    date: str | None
    date_basis: str | None
    place: Place | None
    stage: str | None
    factuality: str
    topics: tuple[str, ...]
    items: tuple[Item, ...]
    money: tuple[Money, ...]
    claims: tuple[Claim, ...]
    confidence: float
    rivals: tuple[tuple[str, tuple[Rival, ...]], ...] = ()
    reasons: tuple[str, ...] = ()  # one sentence per merge, in order
    first_reported: str | None = None
    outlets: tuple[str, ...] = ()
    independent_outlets: int = 0
    copies: int = 0
    confirmed_by: tuple[str, ...] = ()
    confirmed_by_others: tuple[str, ...] = ()  # states that are no party and say so
    state_controlled_only: bool = False  # every outlet is known, and under the control of a state
    first_official: str | None = None  # the first day on which an official or a ministry said so
    source_grade: str = "F"  # Admiralty: A to E, F where it cannot be judged
    information_grade: str = "6"  # 1 to 5, 6 where it cannot be judged
    grade_reason: str = ""


@dataclass(frozen=True, slots=True)
class Novelty:
    """What is new about an event, and why.

    ``kind``: first (of its type or mode between these states since the record begins, or for years), rank (of those
    who took part, above or below what is usual), moved (a deal to another stage), silence (that it broke).
    ``value`` is the thing itself: the type, the rank, the stage, the days of silence.
    """

    kind: str
    value: str
    why: str
