"""What merging looks at in a report, worked out once: a `Profile`.

The comparisons meet each report many times; folding names, splitting words and reading dates once per report
keeps them short and quick. A profile is a pure function of its report. A record keeps hundreds of thousands of them
at hand, so words stand once in memory, as do people, days and sets of states, and runs of words are kept as bits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from zlib import crc32

import msgspec

from legation import edtf
from legation.textfold import fold, name_key
from legation.types import Place, Report

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
Gram = tuple[str, ...]
Kind = tuple[str, str | None, str | None]
_BITS = 2048
"""Of the number in which the runs of words of a report are marked: two of twenty runs each meet by chance once in five times."""
_KNOWN = 1 << 15
"""People, places and sets of states that are remembered: the same few come again and again."""


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


class Profile(msgspec.Struct, frozen=True, gc=False):
    """One report, ready to be compared. ``low``/``high`` and ``told`` are days as `edtf.bounds` counts them.

    It refers to nothing that could refer to it: Python's collector need not go through hundreds of thousands of them.
    """

    id: str
    story: str
    kind: Kind  # type, mode and stage once more, in one
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
    weight: float  # of all words together
    said: tuple[Gram, ...]  # the words of each text in order
    runs: int  # a bit for each run of words in them, which another run may have too
    quotes: tuple[Gram, ...]  # the words of what is quoted

    def same_words(self, other: Profile) -> frozenset[Gram]:
        """Runs of words that stand in both."""
        if not self.runs & other.runs:
            return _NO_WORDS
        return _grams(self.said) & _grams(other.said)

    def quoted(self) -> frozenset[Gram]:
        """Runs of words that are quoted."""
        return _grams(self.quotes)

    @property
    def width(self) -> int:
        """How many days the date can mean; 0 where there is none."""
        return 0 if self.low is None or self.high is None else self.high - self.low + 1


def profile(report: Report) -> Profile:
    """What merging looks at in ``report``."""
    low, high = _span(report.date) if report.date else (None, None)
    texts = [fold(e.text) for e in report.evidence if e.purpose == "event"] or [
        fold(e.text) for e in report.evidence
    ]
    said = tuple(map(_in_order, texts))
    words = _words(texts)
    named = report.place is not None and report.place.precision not in {"country", "region"}
    return Profile(
        id=report.id,
        story=report.story.id,
        kind=_kind(report.type, report.mode, report.stage),
        type=report.type,
        family=FAMILIES.get(report.type, report.type),
        mode=report.mode,
        states=_states(report.states),
        low=low,
        high=high,
        date=intern(report.date) if report.date else None,
        told=edtf.bounds(report.story.published),
        stage=report.stage,
        factuality=report.factuality,
        persons=tuple(
            _person(a.name, a.state, a.role, a.wikidata, a.office)
            for a in report.actors
            if a.kind == "person" and _is_name(a.name)
        ),
        place=report.place,
        place_parts=_parts(report.place.name) if report.place and named else _NOTHING,
        things=tuple(_thing(i.designation, i.quantity) for i in report.items),
        money=frozenset((m.amount, m.currency) for m in report.money) if report.money else _NO_MONEY,
        words=words,
        weight=_shared(sum(words.values())),
        said=said,
        runs=_bits(_grams(said)),
        quotes=tuple(_in_order(quote) for text in texts for quote in _QUOTED.findall(text)),
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


_NOTHING: frozenset[str] = frozenset()
_NO_MONEY: frozenset[tuple[float, str]] = frozenset()
_NO_WORDS: frozenset[Gram] = frozenset()
_states = lru_cache(maxsize=_KNOWN)(frozenset[str])


@lru_cache(maxsize=_KNOWN)
def _shared(weight: float) -> float:
    """The same value, once in memory."""
    return weight


@lru_cache(maxsize=_KNOWN)
def _kind(type: str, mode: str | None, stage: str | None) -> Kind:
    return type, mode, stage


@lru_cache(maxsize=_KNOWN)
def _span(date: str) -> tuple[int, int] | tuple[None, None]:
    """The days that a date can mean, with what it gives."""
    span, give = edtf.bounds(date), edtf.slack(date)
    return (span[0] - give, span[1] + give) if span else (None, None)


def _bits(grams: Iterable[Gram]) -> int:
    found = 0
    for gram in grams:
        found |= 1 << crc32(" ".join(gram).encode("utf-8", "surrogatepass")) % _BITS
    return found


@lru_cache(maxsize=_KNOWN)
def _person(name: str, state: str | None, role: str, wikidata: str | None, office: str | None) -> Person:
    return Person(name, name_parts(name), state, role, wikidata, office)


@lru_cache(maxsize=_KNOWN, typed=True)
def _thing(name: str, quantity: int | None) -> Thing:
    return Thing(name, frozenset(_PIECE.findall(fold(name).lower())), quantity)


@lru_cache(maxsize=_KNOWN)
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
                key = intern(word.lower().removesuffix("'s"))
                weights[key] = max(weight, weights.get(key, 0.0))
    return weights


def _in_order(text: str) -> Gram:
    return tuple(intern(word.lower()) for word in _WORD.findall(text))


def _grams(texts: Iterable[Gram]) -> frozenset[Gram]:
    return frozenset(gram for words in texts for gram in zip(*(words[i:] for i in range(GRAM)), strict=False))
