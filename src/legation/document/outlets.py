"""Who published a story: a name at the top of the page, in its date line, its credits or its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from legation.document.dates import find
from legation.document.words import Words
from legation.textfold import fold
from legation.vocabulary import Gazetteer, Outlet

_SPLIT = re.compile(r"\s*[|•·/]\s*|\s+[-–—]+\s+|,\s+|\.\s+(?=[^\W\d_])|[()\[\]]|\s*:\s+")
_STRONG_SPLIT = re.compile(r"^\s*(?:[|•·]|[-–—]+\s)")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b.*|[\d.]+$")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}", re.I)
_MOST_WORDS = 8
_DEEPEST = 2  # folders of an address that may belong to an outlet's place on a portal
_SHORT = 3  # letters: words up to this length stay small in a name set in capitals


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet as the page names it; ``state`` only where the tables know it."""

    name: str
    state: str | None


def known(name: str, gazetteer: Gazetteer) -> Named | None:
    """The outlet of that name in the tables, with or without its article."""
    key = fold(name).strip(" .").lower()
    outlet = gazetteer.outlets.get(key) or gazetteer.outlets.get(key.removeprefix("the "))
    return _named(outlet)


def _named(outlet: Outlet | None) -> Named | None:
    return Named(outlet.name, outlet.state) if outlet else None


def given(name: str, gazetteer: Gazetteer) -> Named:
    """An outlet that the page or its source names outright."""
    return known(name, gazetteer) or Named(_as_name(name.strip()), None)


def by_address(url: str | None, gazetteer: Gazetteer) -> Named | None:
    """The outlet to whose domain a URL belongs; on a portal of many offices ("gov.br/defesa") to whose part of it."""
    whole = urlsplit(url) if url and "://" in url else urlsplit("")
    parts = (whole.hostname or "").lower().split(".")
    folders = whole.path.lower().strip("/").split("/")
    ends = ["/" + "/".join(folders[:depth]) for depth in range(min(_DEEPEST, len(folders)), 0, -1)]
    for end in (*ends, ""):
        for cut in range(len(parts) - 1):
            outlet = gazetteer.domains.get(".".join(parts[cut:]) + end)
            if outlet:
                return _named(outlet)
    return None


def in_credit(line: str, words: Words, gazetteer: Gazetteer) -> Named | None:
    """The outlet in "First published by …", "Published in …, May 22nd", "(c) … 2024"."""
    match = words.outlet_credit.match(line)
    if not match:
        return None
    name = next(value for value in match.groups() if value)
    return known(name, gazetteer) or (given(name, gazetteer) if _capitalised(name) else None)


def in_line(line: str, words: Words, gazetteer: Gazetteer, masthead: bool) -> Named | None:
    """The outlet that a line apart from the story names; ``masthead`` says it stands above the headline.

    A name is taken where the tables know it, where it holds a word such as "Daily" or "News", or where
    it is set in capitals, or before a date, at the top of the page.
    """
    plain = words.weekday.sub(" ", _without_dates(line, words))
    pieces = [piece.strip() for piece in _SPLIT.split(plain) if piece and piece.strip()]
    masthead = masthead and not words.byline.match(line)
    for piece in pieces:
        found = known(piece, gazetteer)
        if found:
            return found
    for number, piece in enumerate(pieces):
        name = _stripped(piece, words)
        after = plain[plain.find(piece) + len(piece) :]
        apart = (
            _STRONG_SPLIT.match(after) is not None and line.startswith(name) and not words.byline.match(line)
        )
        if not _is_section(piece, words) and _is_name(name, words, gazetteer, masthead, number == 0, apart):
            whole = masthead and _has(name, words.office_words)
            return Named(_as_name(line.strip() if whole else name), None)
    return None


def _is_name(name: str, words: Words, gazetteer: Gazetteer, masthead: bool, first: bool, apart: bool) -> bool:
    parts = name.split()
    if _DOMAIN.fullmatch(name):
        return masthead and first
    if not 2 <= len(parts) <= _MOST_WORDS or _is_section(name, words) or not _capitalised(name):
        return False
    if (
        all(part.lower().strip(".") in words.labels for part in parts)
        or fold(name).lower() in gazetteer.places
    ):
        return False
    if _has(name, words.outlet_words):
        return True
    if masthead and first:
        return _has(name, words.office_words) or name.isupper() or apart
    return first and apart


def _has(name: str, wanted: frozenset[str]) -> bool:
    return any(part.strip(".'s").lower() in wanted or part.lower() in wanted for part in name.split())


def _is_section(name: str, words: Words) -> bool:
    return re.sub(r"\W+", "", name).lower() in words.sections or name.lower() in words.sections


def _capitalised(name: str) -> bool:
    parts = [part for part in name.split() if part[:1].isalpha()]
    small = sum(1 for part in parts if part[:1].islower())
    return bool(parts) and parts[0][:1].isupper() and small * 2 < max(len(parts), 2)


def _stripped(piece: str, words: Words) -> str:
    """A piece without the labels and numbers around a name ("Staff Writer", "Updated")."""
    parts = _CLOCK.sub("", piece).split()
    while (
        parts
        and parts[-1].lower().strip(".:") in words.labels
        and parts[-1].lower() not in words.outlet_words
    ):
        parts.pop()
    while (
        parts
        and parts[0].lower().strip(".:") in words.labels
        and parts[0].lower() not in ("the", "a", "press")
    ):
        parts.pop(0)
    return " ".join(parts)


def _without_dates(line: str, words: Words) -> str:
    plain = line
    for found in find(line, 0, len(line), words):
        span = found.span
        plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
    return plain


def _as_name(name: str) -> str:
    """A name set in capitals, as it would stand in a sentence; an abbreviation stays."""
    if not name.isupper() or " " not in name:
        return name
    parts = [part.lower() if number and len(part) <= _SHORT and part.isalpha() else part.capitalize()
             for number, part in enumerate(name.split())]  # fmt: skip
    return " ".join(parts)
