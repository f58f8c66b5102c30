"""What was read in a story, before anything is identified: mentions, things, times, frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from legation.types.pages import Span, Story

NATIONAL = frozenset(
    {"state", "capital", "person", "office", "people", "forces", "body", "both", "country", "pronoun"}
)
"""Kinds of mention that can stand for a state, or for several."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name, or stand for, someone or something.

    ``kind``: state, person, office (a title without a name), body (ministry, force, company),
    organisation, group, people (soldiers, officials of a state), place, region, both (the two sides),
    pronoun, arms, goods, exercise, forum, ship, accord, paper (a statement, as a speaker).
    ``states``: the states that the words themselves settle. ``key`` is the entry in the tables, where one is.
    """

    span: Span
    kind: str
    name: str
    states: tuple[str, ...] = ()
    key: str | None = None
    office: str | None = None
    count: int | None = None  # for "both" and plural anaphors: how many
    head: str | None = None  # the word that carries the meaning, lower case
    adjectival: bool = False  # "Russian", standing before a noun
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression as read, not yet solved.

    ``form``: day, month, year, weekday, relative, range, season, duration. The numbers are as the words
    give them; what the words leave out is None.
    """

    span: Span
    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    unit: str | None = None  # day, week, month, year, for relative expressions and durations
    offset: int | None = None  # -1 is last, +1 is next, 0 is this
    relation: str | None = None  # on, by, since, until, before, after, during
    end: TimeExpression | None = None  # the far end of a range
    approximate: bool = False
    anchor: str = "story"  # what a relative expression counts from: story, or event (the text's running day)


@dataclass(frozen=True, slots=True)
class Item:
    """Arms or goods: what, how many, of which category."""

    designation: str
    category: str
    quantity: int | None
    quantity_text: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of money; ``of`` says what it measures (value, aid, loan)."""

    amount: float
    currency: str
    of: str
    span: Span


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a trigger: ``label`` is subj, obj, poss, adj or the preposition."""

    label: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Speech:
    """Who is speaking in a clause, and how ("said", "denied", "told TASS")."""

    speaker: Mention | None
    manner: str
    span: Span
    to: Mention | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What one clause says: a trigger with its arguments, before anything is identified."""

    type: str
    mode: str | None
    rule: str
    sentence: int
    trigger: Span
    span: Span  # the clause
    arguments: tuple[Argument, ...]
    roles: tuple[tuple[str, Mention], ...]
    times: tuple[TimeExpression, ...]
    places: tuple[Mention, ...]
    items: tuple[Item, ...]
    money: tuple[Money, ...]
    stage: str | None
    factuality: str
    tense: str  # past, present, future, none
    speech: tuple[Speech, ...]
    topics: tuple[str, ...] = ()
    quoted: bool = False
    headline: bool = False
    background: bool = False
    strength: float = 1.0  # how sure the rule is of its reading, 0 to 1
    parties: int = 2  # how many states an event of this kind needs
    anaphor: str | None = None  # "the deal", "the visit": an event told of before
    scope: Span | None = None  # the clause with those that it hangs on and that hang on it
    echo: bool = False  # counts only where the story has told of an event of its type
    apart: bool = False  # its words tell of several such events: "separately", "in turn", "each"
    weight: float = 1.0  # how likely the words of its sentence tell of its type, 0 to 1
    hint: bool = False  # no rule reads the sentence; only its words speak for the type
    counts: tuple[Item, ...] = ()  # "24 of them": how many, of things that the story has named before


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of a sentence: whom it names, under which labels, and how likely its words tell of each type of event."""

    mentions: tuple[tuple[str, Span], ...]  # label, where the mention stands
    likely: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Among which words a mention stands: see `legation.extract.surroundings`."""

    features: frozenset[str]
    labels: frozenset[str]  # of the noun groups that name it; with "+" where they belong to another
    clauses: frozenset[int]  # the numbers of the clauses that it stands in


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a story, with what was found in it."""

    span: Span
    paragraph: int
    kind: str  # headline, lead, body, caption
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    groups: tuple[tuple[str, Span], ...] = ()
    skipped: str | None = None  # why a sentence that looks like an event was not coded
    items: tuple[Item, ...] = ()
    money: tuple[Money, ...] = ()
    likely: Mapping[str, float] = field(
        default_factory=dict, hash=False
    )  # how likely its words tell of each type
    parts: tuple[Part, ...] = ()
    surroundings: Mapping[Span, Surroundings] = field(
        default_factory=dict, hash=False
    )  # of its mentions, where it may tell of something


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one story: its sentences in order, and the frames found in them."""

    story: Story
    sentences: tuple[Sentence, ...]
    frames: tuple[Frame, ...]


class Reader(Protocol):
    """Reads a story into frames. The default one is a cascade of grammars; another may stand in its place."""

    def read(self, story: Story) -> Reading: ...
