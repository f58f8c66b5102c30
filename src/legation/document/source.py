"""A capture as the text that every offset points into, with what its source says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from legation.document.decode import decode
from legation.document.letters import read_letter
from legation.document.markup import read_html
from legation.document.office import OPEN, WORD, read_office
from legation.document.pdf import read_pdf
from legation.document.stated import META, Dated
from legation.document.words import compiled
from legation.errors import InputError
from legation.types import Capture
from legation.vocabulary import Gazetteer

DEFAULT_LANGUAGE = "en"  # what a page too short to tell is taken for


class _Record(msgspec.Struct):
    text: str | None = None
    html: str | None = None


_records = msgspec.json.Decoder(_Record)


@dataclass(frozen=True, slots=True)
class Source:
    """Page text and what is known of the page before it is read."""

    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    dated: tuple[Dated, ...] = ()  # the days that the markup of a web page gives
    month_first: str = ""  # the marks between numbers of which the first is the month: "/" in 4/30/2024
    starts: tuple[int, ...] = ()  # where its stories begin, where its form says so


def source(capture: Capture, gazetteer: Gazetteer) -> Source:
    """The text of a capture. Raises `InputError` where there is none."""
    known = dict(capture.known)
    url = known.get("url") or (capture.name if capture.name.startswith(("http://", "https://")) else None)
    if capture.media_type == "text/html":
        return _from_html(capture.content, url, known, gazetteer)
    if capture.media_type == "application/json":
        return _from_record(capture.content, url, known, gazetteer)
    if capture.media_type in _PAPERS:
        return _PAPERS[capture.media_type](capture, url, known, gazetteer)
    return _source(decode(capture.content, known.get("charset")), url, known)


def _source(text: str, url: str | None, known: dict[str, str]) -> Source:
    return Source(
        text,
        known.get("title"),
        known.get("outlet"),
        known.get("date"),
        url,
        known.get("language"),
    )


def _from_record(content: bytes, url: str | None, known: dict[str, str], gazetteer: Gazetteer) -> Source:
    try:
        record = _records.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"not a page record: {error}") from error
    if not (record.text or "").strip():
        return _from_html((record.html or "").encode("utf-8"), url, known, gazetteer)
    text, title = record.text or "", known.get("title")
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    return _source(text, url, known)


def _from_html(content: bytes, url: str | None, known: dict[str, str], gazetteer: Gazetteer) -> Source:
    words = compiled(gazetteer.lexicons[DEFAULT_LANGUAGE].page)
    page = read_html(content, url, words, gazetteer, known.get("charset"))
    if page is None:
        raise InputError("no main text could be found in its HTML")
    return Source(
        text=page.text,
        title=known.get("title") or page.title,
        outlet=known.get("outlet") or page.outlet,
        date=known.get("date"),
        url=page.url or url,
        language=known.get("language") or page.language,
        dated=page.dated,
        month_first=page.month_first,
    )


# ------------------------------------------------------------------ papers


def _from_pdf(capture: Capture, url: str | None, known: dict[str, str], _tables: Gazetteer) -> Source:
    text, title = read_pdf(capture.content)
    return replace(_source(text, url, known), title=known.get("title") or title)


def _from_office(capture: Capture, url: str | None, known: dict[str, str], _tables: Gazetteer) -> Source:
    text, title = read_office(capture.content, capture.media_type)
    return replace(_source(text, url, known), title=known.get("title") or title)


def _from_letter(capture: Capture, url: str | None, known: dict[str, str], gazetteer: Gazetteer) -> Source:
    letter = read_letter(capture.content, gazetteer.markup)
    return Source(
        text=letter.text,
        title=known.get("title") or (None if letter.starts else letter.title),
        outlet=known.get("outlet") or letter.outlet,
        date=known.get("date"),
        url=url,
        language=known.get("language"),
        dated=(Dated(letter.date, META),) if letter.date else (),
        starts=letter.starts,
    )


_PAPERS = {
    "application/pdf": _from_pdf,
    "message/rfc822": _from_letter,
    WORD: _from_office,
    OPEN: _from_office,
}
