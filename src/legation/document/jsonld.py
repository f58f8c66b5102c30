"""Structured data: the article that a page's JSON-LD describes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

import msgspec

from legation.document.stated import STRUCTURED, Dated, Statement
from legation.vocabulary import MarkupNames

_MOST = 2_000_000  # characters of one block; a larger one is no description of a page
_DEEPEST = 6
_CONTROL = re.compile(r"[\x00-\x1f]+")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_COMMA = re.compile(r",\s*([}\]])")
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w*Article\w*|BlogPosting|Report)"')
_FIELD = re.compile(
    r'"(?P<name>datePublished|dateCreated|dateModified|inLanguage)"\s*:\s*"(?P<value>[^"\\]{4,40})"'
)
_SITES = frozenset({"website", "newspaper", "periodical"})
_BODIES = frozenset({"newsmediaorganization", "governmentorganization"})
_PARTS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart")


def structured(blocks: Iterator[str], names: MarkupNames) -> Statement:
    """The statement of the first block that describes an article; broken blocks are passed over."""
    things = [thing for block in blocks for thing in _things(_decode(block), 0)]
    by_id = {str(thing["@id"]): thing for thing in things if "@id" in thing and "name" in thing}
    pages = [thing for thing in things if _is(thing, names.page_types)]
    article = next((thing for thing in things if _is(thing, names.article_types)), None)
    if article is None:
        article = pages[0] if pages else None
    if article is None:
        return Statement(outlets=_site(things))
    within = _within(article, by_id)
    return Statement(
        dates=tuple(_dates(article)) or tuple(day for page in pages[:1] for day in _dates(page)),
        titles=tuple(_texts(article, "headline", "name", "alternativeHeadline", "alternateName")),
        outlets=(*_publisher(article, by_id), *_site([*things, *within])),
        url=_address(article),
        language=next(iter(_texts(article, "inLanguage")), None),
    )


def _decode(block: str) -> object:
    """What a block says: as it stands, else without the marks and slips that publishing systems leave in it."""
    if len(block) > _MOST:
        return None
    text = _CONTROL.sub(" ", _WRAPPED.sub(" ", block)).strip().rstrip(";")
    for mended in (text, _COMMA.sub(r"\1", text), _COMMA.sub(r"\1", unescape(text))):
        try:
            return msgspec.json.decode(mended)
        except (msgspec.DecodeError, RecursionError, UnicodeError):
            continue
    return _fields(text)


def _fields(text: str) -> object:
    """The plain fields of an article in a block that is broken past mending, such as by a quotation in its headline."""
    kind = _TYPE.search(text)
    found = {match["name"]: match["value"] for match in reversed(list(_FIELD.finditer(text)))}
    return {"@type": kind[1], **found} if kind and found else None


def _things(value: object, depth: int) -> Iterator[dict[str, object]]:
    """The objects of a block that have a type, outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for name in _PARTS:
            yield from _things(value.get(name), depth + 1)


def _is(thing: dict[str, object], types: frozenset[str]) -> bool:
    kinds = thing.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return any(str(kind).rsplit("/", 1)[-1].lower() in types for kind in found)


def _texts(thing: dict[str, object], *names: str) -> Iterator[str]:
    for name in names:
        value = thing.get(name)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, dict):
            first = first.get("@value")
        if isinstance(first, str) and first.strip():
            yield " ".join(first.split())


def _dates(article: dict[str, object]) -> Iterator[Dated]:
    for value in _texts(article, "datePublished", "dateCreated"):
        yield Dated(value, STRUCTURED)
    for value in _texts(article, "dateModified"):
        yield Dated(value, STRUCTURED, modified=True)


def _publisher(article: dict[str, object], by_id: dict[str, dict[str, object]]) -> Iterator[str]:
    for key in ("publisher", "sourceOrganization", "copyrightHolder", "provider"):
        value = article.get(key)
        one = value[0] if isinstance(value, list) and value else value
        if isinstance(one, str):
            yield " ".join(one.split())
        elif isinstance(one, dict):
            whole = by_id.get(str(one.get("@id")), one) if "name" not in one else one
            yield from islice(_texts(whole, "name", "legalName", "alternateName"), 1)


def _within(article: dict[str, object], by_id: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    """What the article is said to be part of: the site, or a page of it."""
    value = article.get("isPartOf")
    parts = value if isinstance(value, list) else [value]
    return [by_id.get(str(part.get("@id")), part) for part in parts if isinstance(part, dict)]


def _site(things: list[dict[str, object]]) -> tuple[str, ...]:
    """The name of the site; else that of the body whose site it is."""
    for kinds in (_SITES, _BODIES):
        site = next((thing for thing in things if _is(thing, kinds) and "name" in thing), None)
        if site is not None:
            return tuple(_texts(site, "name"))
    return ()


def _address(article: dict[str, object]) -> str | None:
    whole = article.get("mainEntityOfPage")
    if isinstance(whole, dict):
        whole = whole.get("@id")
    for value in (article.get("url"), whole):
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return None
