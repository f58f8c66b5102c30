"""What `legation explain` tells of a story, as values: prepared above the stages, shown by `share`."""

from __future__ import annotations

from dataclasses import dataclass

from legation.types import Story


@dataclass(frozen=True, slots=True)
class NameRead:
    """Words that name someone or something: what kind of thing, whom they stand for, and how that is known."""

    words: str
    kind: str
    states: tuple[str, ...]
    stands_for: (
        str | None
    )  # a person, body or organisation by its full name, where it is not the words themselves
    why: str


@dataclass(frozen=True, slots=True)
class TimeRead:
    """A time expression, and in words what it says by itself."""

    words: str
    says: str


@dataclass(frozen=True, slots=True)
class Partaker:
    """Who takes part in an event: role, the words, the states they stand for, and how that is known."""

    role: str
    words: str
    states: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class EventRead:
    """A clause that was coded: the rule, the word that set it off, and how each value was worked out."""

    rule: str
    trigger: str
    type: str
    mode: str | None
    states: tuple[str, ...]
    states_why: str
    partakers: tuple[Partaker, ...]
    date: str | None
    date_words: str | None
    date_why: str | None
    place: str | None
    stage: str | None
    factuality: str
    sure: float
    report: str | None  # the id of the report that it went into


@dataclass(frozen=True, slots=True)
class EventLeft:
    """Words that look like an event and were not coded, and why."""

    words: str
    type: str
    why: str


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """One sentence and every step of its reading."""

    kind: str  # headline, lead, body, caption
    text: str
    names: tuple[NameRead, ...]
    groups: tuple[tuple[str, str], ...]  # kind, words
    times: tuple[TimeRead, ...]
    events: tuple[EventRead, ...]
    left: tuple[EventLeft, ...]


@dataclass(frozen=True, slots=True)
class StoryRead:
    """One story: how its day was solved, and its sentences in order."""

    story: Story
    day: str | None  # EDTF
    day_why: str
    constraints: tuple[tuple[str, str], ...]  # what speaks for the day of the story: where from, what it says
    sentences: tuple[SentenceRead, ...]
    furniture: tuple[str, ...]  # what stands on the page and is no story text
