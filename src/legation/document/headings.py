"""The title of an HTML page: the heading that its metadata repeats, without what the site adds to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from legation.document.pieces import Piece
from legation.document.words import Words
from legation.textfold import fold

_LEAST, _MOST = 8, 300  # characters of a title
_SHARE = 0.4  # of the stated title's letters that a heading must have to be the same title
_LETTERS = re.compile(r"\W+")
_SEPARATOR = re.compile(r"\s+[|–—•·›»>:~-]+\s+|\s*(?:::|\|)\s*|:\s+|(?<=[a-z]):(?=[A-Z])")
_WORDS = 4  # of a headline, at least
_PARAGRAPH = 160  # characters from which a piece is a paragraph
_SENTENCE = 90  # and of one that ends as a sentence does
_FIELDS = frozenset(
    ("td", "dt", "dd")
)  # cells and fields of a table: its headline stands in a cell of the head
_MENU = 3  # links in a line that is a menu
_LINES = 6  # pieces before the text in which the headline stands
# The end of a sentence or of a label; an hour, a day in numbers, an address: none of them is a headline's.
_ENDS = re.compile(r"[.:;,|]$|\b\d{1,2}:\d\d\b|\b\d{1,2}([./-])\d{1,2}\1\d{2,4}\b|\bwww\.|://|\w@\w")
_HEADINGS = ("h1", "h2", "h3")


def title_of(
    stated: Sequence[str], tag: str | None, found: Sequence[Piece], words: Words, site: Sequence[str] = ()
) -> tuple[str | None, int]:
    """The title, and the piece of the page that shows it (-1 where none does).

    ``stated`` are the titles of the metadata, best first; ``tag`` is the text of <title>; ``site`` are the names that the page
    shows for its site. What names a kind of page ("Press release") is no title.
    """
    stated = [value for value in stated if not words.is_page_kind(value)]
    known = [key for value in (*stated, tag or "") if (key := _key(value))]
    kinds = (piece.text for piece in found if words.is_page_kind(piece.text))
    sites = {key for name in (*site, *kinds) if (key := _key(name))}
    best, place = _shown(known, found, sites)
    named = (
        _named(tag, found, len(best or ""), sites) if place < 0 or found[place].tag not in _HEADINGS else -1
    )
    if named >= 0:
        return found[named].text, named
    if place >= 0 and found[place].tag not in _HEADINGS and not stated and _says_little(tag or "", site):
        heading = _line_before_text(found)
        if heading >= 0 and found[heading].tag in _HEADINGS:
            return found[heading].text, heading
    if place >= 0:
        return best, place
    whole = next((value for value in stated if value and not value.endswith(("…", "..."))), None)
    if whole:
        return whole, -1
    heading = _only_heading(found, sites)
    if heading >= 0:
        return found[heading].text, heading
    if _says_little(tag or "", site) and (line := _line_before_text(found)) >= 0:
        return found[line].text, line
    return (_longest_segment(tag) if tag else None) or (stated[0] if stated else None), -1


def _key(text: str) -> str:
    return _LETTERS.sub("", fold(text).lower()).removesuffix("…")


def _shown(known: Sequence[str], found: Sequence[Piece], sites: Collection[str]) -> tuple[str | None, int]:
    """The longest piece that the metadata repeats and that is not the name of a site; headings before other pieces, the
    first before its copies.
    """
    best: tuple[bool, int, int, int] | None = None
    for number, piece in enumerate(found):
        if not _LEAST <= len(piece.text) <= _MOST:
            continue
        key = _key(piece.text)
        if key in sites:
            continue
        agrees = [
            other
            for other in known
            if (key in other and len(key) >= _SHARE * len(other))
            or (len(other) > 30 and key.startswith(other))
        ]
        if key and agrees:
            rank = (piece.tag in _HEADINGS, len(key), -_level(piece), -number)
            best = max(best, rank) if best else rank
    return (found[-best[3]].text, -best[3]) if best else (None, -1)


def _named(tag: str | None, found: Sequence[Piece], rival: int, sites: Collection[str]) -> int:
    """A main heading that is one of the parts of <title>, where the other parts are long; not the name of the site,
    which is far shorter than a ``rival`` (characters) elsewhere on the page.
    """
    parts = {_key(part) for part in segments(tag or "")}.difference(sites)
    heads = (
        number
        for number, piece in enumerate(found)
        if piece.tag == "h1" and not piece.apart and _key(piece.text) in parts
        if max(_LEAST, rival / 2) <= len(piece.text) <= _MOST
    )
    return next(heads, -1)


def _level(piece: Piece) -> int:
    """How far a piece is from being a main heading."""
    if piece.apart:
        return 9
    return _HEADINGS.index(piece.tag) if piece.tag in _HEADINGS else 5


def _only_heading(found: Sequence[Piece], sites: Collection[str]) -> int:
    heads = [
        number
        for number, piece in enumerate(found)
        if piece.tag == "h1"
        and not piece.apart
        and _key(piece.text) not in sites
        and _LEAST <= len(piece.text) <= _MOST
    ]
    return heads[0] if len(heads) == 1 else -1


def _says_little(tag: str, site: Sequence[str]) -> bool:
    """Whether a <title> is that of the site, or as short as that of a section: the same on all its pages."""
    longest = _longest_segment(tag) or ""
    key = _key(longest)
    named = any(other and other in key for other in map(_key, site))
    return len(longest.split()) < (2 * _WORDS if named else _WORDS)


def _line_before_text(found: Sequence[Piece]) -> int:
    """The longest line like a headline among the last before the first paragraph of text."""
    text = next((n for n, piece in enumerate(found) if not piece.apart and _is_paragraph(piece)), len(found))
    before = [number for number in range(text) if not found[number].apart and not _is_field(found[number])]
    lines = [
        number
        for number in before[-_LINES:]
        if _LEAST <= len(found[number].text) <= _PARAGRAPH
        if len(found[number].text.split()) >= _WORDS and not _ENDS.search(found[number].text)
        if found[number].links < _MENU
    ]
    return max(lines, key=lambda number: len(found[number].text), default=-1)


def _is_field(piece: Piece) -> bool:
    """Whether a piece is a name or a value in a table of the page's own data ("Author", "Hits: 411")."""
    return piece.tag in _FIELDS and len(piece.text.split()) < _WORDS


def _is_paragraph(piece: Piece) -> bool:
    return len(piece.text) > _PARAGRAPH or (len(piece.text) > _SENTENCE and piece.text.endswith("."))


def segments(tag: str) -> list[str]:
    """The parts of a <title>: headline, section, site."""
    return [part.strip() for part in _SEPARATOR.split(tag) if part and part.strip()]


def _longest_segment(tag: str) -> str | None:
    return max(segments(tag), key=len, default=None)


def beside(tag: str, title: str | None) -> list[str]:
    """What a <title> says beside the page's title: the site and its sections, the site's likelier places first."""
    plain = " ".join(tag.split())
    if title:
        start = fold(plain).lower().find(fold(title).lower())
        if start >= 0:
            before, after = plain[:start], plain[start + len(title) :]
            return [*reversed(segments(" " + after + " ")), *segments(" " + before + " ")]
        return segments(plain)[::-1]
    return segments(plain)[:0:-1]
