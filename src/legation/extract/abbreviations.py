"""Abbreviations that a story makes for itself: "the Nigerian Air Force (NAF)" lets NAF stand for it from there on."""

from __future__ import annotations

import re

from legation.extract.names import Match
from legation.types import Span
from legation.vocabulary import Entry

_BRACKET = re.compile(r"\((?:the\s+)?[\"“]?([A-Z][A-Za-z&]{1,7})[\"”]?\)")
_WORD = re.compile(r"[A-Z][\w’'-]*|\b(?:of|for|the|and|de|on)\b")
_STATES = frozenset({"state", "adjective", "demonym", "body", "seat"})


def abbreviations(text: str, spans: list[Span], names: list[Match]) -> list[Match]:
    """Matches for every later use of an abbreviation that the story itself explains and that names one state."""
    known = {match.surface for match in names}
    found: list[Match] = []
    for span in spans:
        for bracket in _BRACKET.finditer(text, span.start, span.end):
            short = bracket.group(1)
            if short in known:
                continue
            entry = _explained(text, span.start, bracket.start(), short, names)
            if entry is not None:
                found += _uses(text, spans, short, entry)
                known.add(short)
    return found


def _explained(text: str, floor: int, at: int, short: str, names: list[Match]) -> Entry | None:
    begin = max(floor, at - 90)
    words = list(_WORD.finditer(text, begin, at))
    capitals = [word for word in words if word.group()[0].isupper()]
    initials = [word.group()[0] for word in capitals]
    letters = [letter for letter in short if letter.isupper()]
    if len(letters) < 2 or initials[-len(letters) :] != letters:
        return None
    start = capitals[-len(letters)].start()
    inside = [
        m
        for m in names
        if start - 16 <= m.start and m.end <= at and any(e.kind in _STATES for e in m.entries)
    ]
    states = {
        state
        for match in inside
        for entry in match.entries
        if entry.kind in _STATES
        for state in entry.states
    }
    if len(states) != 1:
        return None
    return Entry("body", text[start:at].strip(), tuple(states), short, "army")


def _uses(text: str, spans: list[Span], short: str, entry: Entry) -> list[Match]:
    pattern = re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w])")
    return [
        Match(use.start(), use.end(), short, (entry,))
        for span in spans
        for use in pattern.finditer(text, span.start, span.end)
    ]
