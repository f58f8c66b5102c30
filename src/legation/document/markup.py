"""An HTML page: its main text, and what its markup says of title, outlet, dates, address and language."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from legation.document.decode import decode
from legation.document.headings import beside, title_of
from legation.document.masthead import Clues, emblems, holders, outlet_of
from legation.document.pagehead import statement
from legation.document.pieces import Piece, has, lines, pieces
from legation.document.stated import Dated
from legation.document.words import Words
from legation.errors import InputError
from legation.vocabulary import Gazetteer, MarkupNames

_MOST_ELEMENTS = 60_000  # a page with more is no article, and extraction grows with the square
_LEAD = 60  # characters that a paragraph of a lead has, at least
_MOSTLY = 0.6  # of the main text's letters
_PARAGRAPHS = frozenset({"p", "div", "h2", "h3", "h4"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ENDS = re.compile(r"[.!?…][\"'”’)]*$")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})[-/.](\d{1,2})[-/.](?:(?:19|20)\d\d|(?<=/)\d\d)(?![\d./-])")
_MARKS = "/.-"  # between the numbers of a date
_AMERICAN_MARKS = "/-"  # dots belong to the order of day, month, year
_AMERICAN = re.compile(r"en[-_]us\b", re.I)
_AMERICAN_HOSTS = (".mil", ".gov")  # top-level names that the United States keep for their own offices


@dataclass(frozen=True, slots=True)
class Marked:
    """The text of a page with its title first, and what the markup says."""

    text: str
    title: str | None = None
    outlet: str | None = None
    dated: tuple[Dated, ...] = ()
    url: str | None = None
    language: str | None = None
    month_first: str = ""


def read_html(
    content: bytes, url: str | None, words: Words, gazetteer: Gazetteer, charset: str | None = None
) -> Marked | None:
    """The main text of a page and its metadata; None where there is no text to be found.

    ``charset``: the encoding that the host named.

    Raises `InputError` for a page of more elements than any article has.
    """
    from trafilatura.utils import load_html  # here: plain text needs none of it, and it takes 0.3 s to load

    _quiet()
    tree = load_html(decode(content, charset))
    if tree is None:
        return None
    if sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        raise InputError(f"its HTML has more than {_MOST_ELEMENTS} elements: no article has so many")
    said = statement(tree, gazetteer.markup, url)
    shown = pieces(tree, gazetteer.markup)
    tag = " ".join((tree.findtext(".//title") or "").split())
    signs = emblems(tree, gazetteer.markup, words)
    owners = holders(shown, words)
    title, place = title_of(said.titles, tag, shown, words, (*signs, *owners))
    body = _without_apart(_main_text(tree, said.url), shown, words)
    if not body:
        return None
    clues = Clues(said.outlets, beside(tag, title), signs, owners, said.makers, said.url or url, title)
    return Marked(
        text=_page_text(title, _with_lead(body, shown, place, said.summaries, gazetteer.markup)),
        title=title,
        outlet=outlet_of(clues, shown, words, gazetteer),
        dated=tuple(dict.fromkeys((*said.dates, *lines(shown, place, words.issue)))),
        url=said.url,
        language=said.language,
        month_first=_month_first(tree, said.url, shown),
    )


def _main_text(tree: Any, url: str | None) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree, url=url, fast=True, include_comments=False, include_tables=False, include_images=False,
        include_links=False, deduplicate=False, with_metadata=False,
    )  # fmt: skip
    return (getattr(found, "text", None) or "").strip()


def _without_apart(body: str, found: Sequence[Piece], words: Words) -> str:
    """The main text without the lines that stand only in parts of the page that speak of other pages or of its readers, or
    below the heading of such a part; as it is, where that would leave less than most of it.
    """
    ends = (
        n for n, piece in enumerate(found) if piece.tag in _HEADINGS and words.end_start.match(piece.text)
    )
    end = next(ends, len(found))
    own = {_squeezed(piece.text) for piece in found[:end] if not piece.apart}
    apart = {_squeezed(piece.text) for n, piece in enumerate(found) if piece.apart or n >= end} - own
    kept = "\n".join(line for line in body.split("\n") if _squeezed(line) not in apart)
    return kept if len(kept) >= _MOSTLY * len(body) else body


def _squeezed(line: str) -> str:
    return "".join(line.split()).lstrip("-•")


def _with_lead(
    body: str, found: Sequence[Piece], title: int, summaries: Sequence[str], names: MarkupNames
) -> str:
    """The main text with the paragraphs of running text between the headline and its beginning, and the line there that the
    page's head repeats as its summary: some publishing systems keep the lead apart, and extraction takes it for something else.
    """
    repeated = {_squeezed(summary) for summary in summaries}
    first = next((line for line in body.split("\n") if len(line) >= _LEAD), "")
    start = next((n for n, piece in enumerate(found) if first and piece.text[:_LEAD] == first[:_LEAD]), -1)
    if not 0 <= title < start:
        return body
    lead = [
        piece.text
        for piece in found[title + 1 : start]
        if not piece.apart
        and piece.tag in _PARAGRAPHS
        and (
            (len(piece.text) >= _LEAD and _ENDS.search(piece.text))
            or _squeezed(piece.text) in repeated
            or (_is_standfirst(piece, names) and len(piece.text) >= _LEAD)
        )
        if piece.text not in body and not has(piece.marks, names.marks["caption"])
    ]
    return "\n".join([*lead, body])


def _is_standfirst(piece: Piece, names: MarkupNames) -> bool:
    return not set(piece.marks.split()).isdisjoint(names.marks["standfirst"])


def _quiet() -> None:
    """The libraries report broken pages to the log; here a broken page is a value."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _month_first(tree: Any, url: str | None, found: Sequence[Piece]) -> str:
    """The marks between numbers that give the month first: all where other dates on the page show it; strokes on pages
    for readers in the United States.
    """
    pairs = [(int(m[1]), int(m[2])) for piece in found for m in _NUMBERS.finditer(piece.text)]
    day_first, month_first = any(one > 12 for one, _ in pairs), any(other > 12 for _, other in pairs)
    if day_first != month_first:
        return _MARKS if month_first else ""
    if _AMERICAN.match(tree.getroottree().getroot().get("lang") or ""):
        return _AMERICAN_MARKS
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return _AMERICAN_MARKS if host.endswith(_AMERICAN_HOSTS) else ""


def _page_text(title: str | None, body: str) -> str:
    paragraphs = [line.strip() for line in body.split("\n") if line.strip()]
    if title and paragraphs[:1] != [title]:
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)
