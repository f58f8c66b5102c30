"""Datelines: where and when a story says it was filed ("MOSCOW, December 1. /TASS/.")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.document.words import Words
from legation.textfold import fold
from legation.types import Dateline, Span
from legation.vocabulary import Gazetteer

_REACH = 140  # characters within which a dateline ends
_PLACE = re.compile(
    r"[^\W\d_][^,:(\[–—|\n]{2,44}?(?=\s*(?:[,:(\[–—|]|[.\s]\s*/[^\W\d_]|\.\s|\s--?\s|\s-$|$))"
)
_DASHES = frozenset({"--", "–", "—", "-", ".-", ".–", ".—"})
_AROUND = " \t\u00a0-"
_SEGMENT = re.compile(r"[^|,/()\[\]–—]+?(?=\s*(?:[|,/()\[\]–—]|\s--?\s|\s-$|$))")


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline at the head of a paragraph, and where the paragraph's own words begin."""

    dateline: Dateline
    body: int
    dated: bool


def known_place(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the tables know every place of a dateline ("Kazan/New Delhi")."""
    parts = [fold(part).strip().lower() for part in name.split("/")]
    return all(part in gazetteer.places for part in parts)


def at_head(text: str, start: int, end: int, words: Words, gazetteer: Gazetteer, first: bool) -> Filed | None:
    """The dateline with which a paragraph begins; ``first`` says that it is the first of its story.

    A paragraph further down needs a known place or a date, so that "NATO – the alliance –" is none.
    """
    head = text[start : start + 3]
    if not head.isupper() and not first:
        return None
    reach = min(end, start + _REACH)
    turned = words.dated_first.match(text, start, reach) if first else None
    if turned:
        return _turned(turned)
    match = _PLACE.match(text, start, reach)
    if not match:
        return None
    tail = words.dateline.match(text, match.end(), reach)
    if not tail:
        return None
    place = match.group().strip()
    if not _accepted(place, tail, known_place(place, gazetteer), first):
        return None
    body = tail.end()
    while body < end and text[body].isspace():
        body += 1
    dateline = _dateline(match, tail)
    return Filed(dateline, body, tail["date"] is not None)


def _turned(match: re.Match[str]) -> Filed:
    """A dateline that begins with its day: "March 3, 2021 (KHARTOUM) – "."""
    place, date = Span(*match.span("place")), Span(*match.span("date"))
    return Filed(Dateline(match["place"], place, match["date"], date, None), match.end(), True)


def _accepted(place: str, tail: re.Match[str], known: bool, first: bool) -> bool:
    mark, filed = tail["mark"], bool(tail["date"] or tail["weekday"] or tail["slash"])
    if place.isupper():
        return filed or known or (first and mark in _DASHES)
    agency = bool(tail["round"]) and mark in _DASHES
    return known and (agency or (filed and mark != ""))


def _dateline(match: re.Match[str], tail: re.Match[str]) -> Dateline:
    when = "date" if tail["date"] else "weekday"
    span = Span(tail.start(when), tail.end(when)) if tail[when] else None
    if tail["date"] and tail["weekday"]:
        span = Span(tail.start("weekday"), tail.end("date"))
    return Dateline(
        place=match.group().strip(),
        place_span=Span(match.start(), match.start() + len(match.group().rstrip())),
        date_text=match.string[span.start : span.end] if span else None,
        date_span=span,
        agency=agency_name(tail["round"] or tail["slash"] or _early(tail) or tail["beside"]),
    )


def _early(tail: re.Match[str]) -> str | None:
    """The agency in brackets before the date; before a comma they may hold a region: "Itaguaí (RJ), 27 March"."""
    name = tail["early"]
    return name if name and (not tail["apart"] or (name.isupper() and len(name) > 2)) else None


def agency_name(words: str | None) -> str | None:
    """The agency in a dateline's brackets, where they hold a name."""
    name = (words or "").strip()
    return name if name[:1].isupper() and not any(char.isdigit() for char in name) else None


def in_line(text: str, start: int, end: int, gazetteer: Gazetteer) -> Span | None:
    """The place that a line apart from the story names ("Cairo | Thursday 4 April 2024")."""
    for match in _SEGMENT.finditer(text, start, end):
        name = match.group().strip(_AROUND)
        if fold(name).lower() in gazetteer.places:
            begin = match.start() + len(match.group()) - len(match.group().lstrip(_AROUND))
            return Span(begin, begin + len(name))
    return None
