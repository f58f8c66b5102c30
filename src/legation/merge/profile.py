"""What merging looks at in a report, worked out once: a `Profile`.

The comparisons meet each report many times; folding names, splitting words and reading dates once per report
keeps them short and quick. A profile is a pure function of its report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation import edtf
from legation.textfold import fold, name_key
from legation.types import Actor, Item, Place, Report

FAMILIES = {
    "meeting": "talk", "forum": "talk",
    "agreement": "deal", "transfer": "deal", "project": "deal", "pledge": "deal", "aid": "deal",
    "institution": "deal",
    "access": "force", "port-call": "force", "deployment": "force", "exercise": "force", "training": "force",
    "dispute": "clash", "sanction": "clash", "conflict": "clash",
}  # fmt: skip
"""Types that can be taken for one another; reports of different families are never compared."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['-][^\W_]+)*")
_PIECE = re.compile(r"[a-z]+|\d+")
_QUOTED = re.compile(r'"([^"]{20,})"')
NAME = 2.0
"""What sharing a name or a figure says; an ordinary word says less."""
GRAM = 5
"""Words that must follow one another to count as the same words."""


@dataclass(frozen=True, slots=True)
class Person:
    """A named person in a report: the parts of the name, levelled over spellings."""

    name: str
    parts: frozenset[str]
    state: str | None
    role: str
    wikidata: str | None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """Arms or goods in a report: the pieces of the designation ("F-16" is f and 16)."""

    name: str
    pieces: frozenset[str]
    quantity: int | None


@dataclass(frozen=True, slots=True)
class Profile:
    """One report, ready to be compared. ``low``/``high`` and ``told`` are days as `edtf.bounds` counts them."""

    id: str
    story: str
    type: str
    family: str
    mode: str | None
    states: frozenset[str]
    low: int | None
    high: int | None
    date: str | None
    told: tuple[int, int] | None
    stage: str | None
    factuality: str
    persons: tuple[Person, ...]
    place: Place | None
    place_parts: frozenset[str]
    things: tuple[Thing, ...]
    money: frozenset[tuple[float, str]]
    words: dict[str, float]
    grams: frozenset[tuple[str, ...]]
    quotes: frozenset[tuple[str, ...]]

    @property
    def width(self) -> int:
        """How many days the date can mean; 0 where there is none."""
        return 0 if self.low is None or self.high is None else self.high - self.low + 1


def profile(report: Report) -> Profile:
    """What merging looks at in ``report``."""
    span = edtf.bounds(report.date)
    give = edtf.slack(report.date) if report.date else 0
    texts = [fold(e.text) for e in report.evidence if e.purpose == "event"] or [
        fold(e.text) for e in report.evidence
    ]
    named = report.place is not None and report.place.precision not in {"country", "region"}
    return Profile(
        id=report.id,
        story=report.story.id,
        type=report.type,
        family=FAMILIES.get(report.type, report.type),
        mode=report.mode,
        states=frozenset(report.states),
        low=span[0] - give if span else None,
        high=span[1] + give if span else None,
        date=report.date,
        told=edtf.bounds(report.story.published),
        stage=report.stage,
        factuality=report.factuality,
        persons=tuple(_person(a) for a in report.actors if a.kind == "person" and _is_name(a.name)),
        place=report.place,
        place_parts=_parts(report.place.name) if report.place and named else frozenset(),
        things=tuple(_thing(i) for i in report.items),
        money=frozenset((m.amount, m.currency) for m in report.money),
        words=_words(texts),
        grams=frozenset(gram for text in texts for gram in _grams(text)),
        quotes=frozenset(gram for text in texts for q in _QUOTED.findall(text) for gram in _grams(q)),
    )


def name_parts(name: str) -> frozenset[str]:
    """The parts of a person's name that tell it apart: no initials, no "Jr.", spelling levelled."""
    parts = [name_key(word) for word in re.split(r"[\s.,-]+", name)]
    kept = [part for part in parts if len(part) > 1 and part not in _SUFFIXES]
    return frozenset(kept or [part for part in parts if part])


def same_person(a: Person, b: Person) -> bool:
    """Same Wikidata item; else same state (where both are known) and one name within the other."""
    if a.wikidata and b.wikidata:
        return a.wikidata == b.wikidata
    if a.state and b.state and a.state != b.state:
        return False
    return bool(a.parts and b.parts) and (a.parts <= b.parts or b.parts <= a.parts)


def same_thing(a: Thing, b: Thing) -> bool:
    """One designation within the other, or the same number or a long word in both ("GM200", "Ground Master 200")."""
    if a.pieces <= b.pieces or b.pieces <= a.pieces:
        return True
    return any(p.isdigit() or len(p) >= 5 for p in a.pieces & b.pieces)


def _is_name(name: str) -> bool:
    """Whether these are the words of a name ("Khalid bin Salman"), and not of a people ("U.S. officials")."""
    return bool(name) and not name.split()[-1].islower()


def _person(actor: Actor) -> Person:
    return Person(actor.name, name_parts(actor.name), actor.state, actor.role, actor.wikidata, actor.office)


def _thing(item: Item) -> Thing:
    return Thing(item.designation, frozenset(_PIECE.findall(fold(item.designation).lower())), item.quantity)


def _parts(name: str) -> frozenset[str]:
    return frozenset(part for part in map(name_key, _WORD.findall(name)) if len(part) > 2)


def _words(texts: list[str]) -> dict[str, float]:
    """Words with how much sharing them says, by their shape alone: names and figures 2, long words 1, else 0.5."""
    weights: dict[str, float] = {}
    for text in texts:
        for match in _WORD.finditer(text):
            word = match[0]
            before = text[max(0, match.start() - 3) : match.start()].rstrip(' "')
            first = not before or before[-1] in ".!?"
            name = (word[0].isupper() and not first) or word[0].isdigit()
            weight = NAME if name else 1.0 if len(word) > 6 else 0.5
            if len(word) > 3 or name:
                key = word.lower().removesuffix("'s")
                weights[key] = max(weight, weights.get(key, 0.0))
    return weights


def _grams(text: str) -> list[tuple[str, ...]]:
    words = [match[0].lower() for match in _WORD.finditer(text)]
    return [tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)]
