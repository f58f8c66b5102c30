"""The frozen records that pass between the stages, one per moment.

    Capture → Document → Story → Reading (Frames) → Report → Event → Deal

Offsets (``start``, ``end``) are characters into the page text as archived, so that
``page.text[span.start:span.end]`` is the evidence, always. Dates are EDTF (ISO 8601-2). States are
ISO 3166-1 alpha-3 codes. Everything here is immutable: a stage makes new values, it changes none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

FORMAT_VERSION = 1


# ------------------------------------------------------------------ words and where they stand


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the page text: ``start`` inclusive, ``end`` exclusive, in characters."""

    start: int
    end: int


# ------------------------------------------------------------------ collect, document


@dataclass(frozen=True, slots=True)
class Capture:
    """One thing as it was fetched: bytes, where from, when.

    ``name`` is the path or address as the user gave it (with ``#n`` for the n-th line of a bulk file);
    ``known`` holds what the source itself says of the page (title, date, url, outlet), before any reading.
    """

    name: str
    content: bytes
    media_type: str  # "text/plain", "text/html", "application/json" (a bulk record), or that of a PDF, e-mail, document
    sha256: str
    fetched: str | None = None  # ISO day or moment, where known
    known: tuple[tuple[str, str], ...] = ()
    bulk: bool = (
        False  # one of a crawl's many pages: read only where a first look finds that it may tell of something
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read, and why, in one line a person can act on."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of story text; ``kind`` is headline, lead, body, caption or furniture."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a story says it was filed ("MOSCOW, December 1. /TASS/")."""

    place: str | None
    place_span: Span | None
    date_text: str | None
    date_span: Span | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """One story on a page: its parts, and what the page says of where and when it was published."""

    id: str
    path: str | None
    url: str | None
    part: int  # 1 for the first story on the page
    title: str | None
    outlet: str | None
    outlet_state: str | None
    published: str | None  # EDTF; None where the page does not say
    published_span: Span | None
    language: str
    text: str  # the whole page text: every offset points into it
    paragraphs: tuple[Paragraph, ...]
    dateline: Dateline | None = None
    captured: str | None = None  # the latest day that the story can have been written
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A page: its text, unchanged, and the stories found in it."""

    id: str
    path: str | None
    url: str | None
    text: str
    stories: tuple[Story, ...]
    failures: tuple[Failure, ...] = ()


# ------------------------------------------------------------------ extract


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
    apart: bool = False  # its words set meetings apart: "separately", "in turn"
    weight: float = 1.0  # how likely the words of its sentence tell of its type, 0 to 1
    hint: bool = False  # no rule reads the sentence; only its words speak for the type
    counts: tuple[Item, ...] = ()  # "24 of them": how many, of things that the story has named before


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one story: its sentences in order, and the frames found in them."""

    story: Story
    sentences: tuple[Sentence, ...]
    frames: tuple[Frame, ...]


class Reader(Protocol):
    """Reads a story into frames. The default one is a cascade of grammars; another may stand in its place."""

    def read(self, story: Story) -> Reading: ...


# ------------------------------------------------------------------ identify


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the page, and what they are evidence for (event, date, place, stage, published, actor …)."""

    start: int
    end: int
    text: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who takes part. ``kind`` is person, state, body, organisation or group."""

    name: str
    state: str | None
    office: str | None
    kind: str
    role: str
    wikidata: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where; ``precision`` is point, city, region or country."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says so: the speaker, how, and through whom."""

    name: str
    state: str | None
    manner: str
    via: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What one story says of one happening: the unit that ``legation code`` prints."""

    id: str
    story: Story
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
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float


# ------------------------------------------------------------------ merge


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


@dataclass(frozen=True, slots=True)
class Step:
    """One dated stage of a deal, and the event that carries it.

    ``date`` is the event's (EDTF); ``told`` the first day on which the step was reported. ``report`` is the report
    that tells it best, ``words`` its sentence. ``again`` are further events that tell of the same step,
    ``contradicted`` those that deny it.
    """

    stage: str
    factuality: str
    date: str | None
    event: str
    told: str | None = None
    claims: tuple[Claim, ...] = ()
    report: str | None = None
    words: str | None = None
    again: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of one thing were ordered in a deal, and how many have been delivered; None where no text says."""

    designation: str
    category: str
    ordered: int | None
    delivered: int | None


@dataclass(frozen=True, slots=True)
class Deal:
    """Events that move one undertaking along, in order.

    ``stage`` is how far it has got: the furthest step that was done, or the one that ended it. ``framework`` is the
    deal that this one falls under, ``parts`` those that fall under this one, ``renews`` an earlier deal that this
    one renews or repeats. ``reasons`` has one sentence for each event that was linked, and one for each other deal.
    ``due`` is the day (ISO) after which a deal that has not moved is silent; None where no further step is awaited.
    ``silent`` is said as of the day that was asked about.
    """

    id: str
    events: tuple[str, ...]
    type: str
    states: tuple[str, ...]
    title: str
    steps: tuple[Step, ...]
    last_news: str | None
    framework: str | None = None
    silent: bool = False
    items: tuple[Item, ...] = field(default=())
    mode: str | None = None
    stage: str | None = None
    suppliers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    money: tuple[Money, ...] = ()
    amounts: tuple[Amount, ...] = ()
    parts: tuple[str, ...] = ()
    renews: str | None = None
    first_news: str | None = None
    due: str | None = None
    reasons: tuple[str, ...] = ()
