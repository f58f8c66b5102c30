"""What one story tells of one happening: the report, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from legation.types.pages import Story
from legation.types.readings import Item, Money


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
