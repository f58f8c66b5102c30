"""What was fetched, and what a page is made of: capture, document, story."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the page text: ``start`` inclusive, ``end`` exclusive, in characters."""

    start: int
    end: int


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
    """A page: its text, unchanged, and the stories found in it.

    ``unread``: the stories of a page in a language that is not read: their headline, outlet, day and text as the page
    marks them. They are never coded.
    """

    id: str
    path: str | None
    url: str | None
    text: str
    stories: tuple[Story, ...]
    failures: tuple[Failure, ...] = ()
    unread: tuple[Story, ...] = ()
