"""What counts as news, and whom it is for: the kinds of news, and the rules by which people ask to be told."""

from __future__ import annotations

from dataclasses import dataclass

from legation.textfold import fold
from legation.types import Event

KINDS = ("first", "rank", "moved", "silence", "confirmed", "denied")
"""First of its kind; an unusual rank; a deal has moved; silence is broken; a party confirms; somebody denies."""
EVERY = "event"
"""Not news by itself: any event, for rules that ask for every one."""


@dataclass(frozen=True, slots=True)
class News:
    """Something new about an event. ``what`` tells it from other news of its kind ("moved delivered actual"), ``day`` is the
    ISO day on which it was told, ``why`` one sentence, ``reports`` the ids of the reports of the event.
    """

    kind: str
    what: str
    event: str
    reports: tuple[str, ...]
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Whom to tell of what. Empty fields do not narrow. ``between``: codes of states that must all take part;
    ``actors``: parts of names or offices, one of which must; ``only``: the kinds of news that count.
    """

    name: str
    between: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    only: tuple[str, ...] = KINDS

    def fits(self, event: Event) -> bool:
        """Whether an event is of the kind that is watched."""
        if any(state not in event.states for state in self.between):
            return False
        if self.types and event.type not in self.types:
            return False
        if not self.actors:
            return True
        names = [fold(f"{actor.name} {actor.office or ''}").lower() for actor in event.actors]
        return any(fold(wanted).lower() in name for wanted in self.actors for name in names)


@dataclass(frozen=True, slots=True)
class Alert:
    """News as one rule tells of it: once."""

    rule: str
    news: News
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An alert as it stands in the record. ``made`` is in seconds since 1970, UTC."""

    number: int
    rule: str
    kind: str
    event: str
    day: str
    title: str
    body: str
    state: str
    made: float
