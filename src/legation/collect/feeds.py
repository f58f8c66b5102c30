"""What a source lists, from the bytes that it answered with: the pages, with what is said of each.

    RSS, Atom ── feedparser ──┐
    sitemaps  ── defusedxml ──┼──▶ Listed (entries; further sitemaps)      (not what it was ──▶ FetchError)
    listing pages ── links ───┘

Nothing is fetched here: feedparser is given bytes, and XML may declare no entities.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import lxml.etree
import lxml.html
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from legation.collect.bodies import read_body
from legation.collect.guarding import checked
from legation.errors import FetchError

MOST = 50_000
"""Entries read from one answer; what a sitemap may hold by its own rules."""
_UNPACKED = 60_000_000  # bytes of a packed sitemap
_GZIP = b"\x1f\x8b"
_SHAPE = "changed shape"
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|mc_cid|mc_eid|at_medium|at_campaign|cmpid|ocid|ref_src", re.I)
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|mp[34]|avi|mov|zip|css|js|ico|xml|rss|doc|xlsx?|pptx?)$", re.I
)
_SPEAKING = 25  # characters of link text above which a link on a listing is taken for a headline


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a source lists. ``moment``: when published, as ISO in UTC, where the source says so; ``stamp``
    changes when the source says that the page has changed. ``text``: what a feed itself says of it, HTML.
    """

    address: str
    title: str | None = None
    moment: str | None = None
    stamp: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What a source lists; ``further`` are sitemaps that it leads to, with when they changed."""

    entries: tuple[Entry, ...]
    further: tuple[Entry, ...] = ()


def listed(kind: str, content: bytes, address: str, charset: str | None = None, only: str = "") -> Listed:
    """The pages that a source of this kind lists. Raises `FetchError` where the answer has another shape."""
    if kind == "sitemap":
        found = _sitemap(content, address)
    elif kind == "listing":
        found = Listed(tuple(_links(content, address, charset, only)))
    else:
        found = Listed(tuple(_feed(content, address, charset)))
    kept = {entry.address: entry for entry in found.entries if only in entry.address}
    return Listed(tuple(kept.values())[:MOST], found.further)


def page_address(base: str, link: str | None) -> str | None:
    """The address that a link means, without fragment and tracking; None where it leads to no page."""
    try:
        address = checked(urljoin(base, (link or "").strip()))
    except (FetchError, ValueError):
        return None
    parts = urlsplit(address)
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(key)
    ]
    known = (
        urlencode(query) if len(query) != len(parse_qsl(parts.query, keep_blank_values=True)) else parts.query
    )
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", known, ""))


# ------------------------------------------------------------------ RSS and Atom


def _feed(content: bytes, address: str, charset: str | None) -> Iterator[Entry]:
    import feedparser  # here, for reading a page from disk should not wait for it

    _refuse_entities(content)
    headers = {"content-location": address}
    if charset:
        headers["content-type"] = f"application/xml; charset={charset}"
    parsed = feedparser.parse(
        io.BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version") and not parsed.entries:
        raise FetchError(_SHAPE, f"no feed, but {_shape(content)}")
    for raw in parsed.entries[:MOST]:
        link = raw.get("link") or (raw.get("id") if str(raw.get("id", "")).startswith("http") else None)
        found = page_address(address, link)
        if found is None:
            continue
        updated = _moment(
            dict.get(raw, "updated_parsed")
        )  # the plain lookup: feedparser's own falls back, and warns
        moment = _moment(raw.get("published_parsed")) or updated
        yield Entry(found, raw.get("title"), moment, updated or "", _text(raw))


def _text(raw: Any) -> str | None:
    """The longest text that an entry of a feed carries."""
    texts = [str(one.get("value") or "") for one in raw.get("content", ())]
    return max([*texts, str(raw.get("summary") or "")], key=len).strip() or None


def as_page(entry: Entry) -> bytes:
    """What a feed itself says, as a web page: its title, its day, its text."""
    title, day = escape(entry.title or "", quote=False), escape(entry.moment or "")
    head = f'<title>{title}</title><meta property="article:published_time" content="{day}">'
    page = f"<html><head><meta charset='utf-8'>{head}</head><body><article><h1>{title}</h1><div>{entry.text}</div></article></body></html>"
    return page.encode("utf-8", "replace")


def _moment(when: time.struct_time | None) -> str | None:
    if when is None:
        return None
    try:
        return datetime(*when[:6], tzinfo=UTC).isoformat(timespec="seconds")
    except ValueError:
        return None


def _refuse_entities(content: bytes) -> None:
    """Refuse XML that declares entities or points outside; what is not XML at all is left to others."""
    try:
        ElementTree.fromstring(content, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise FetchError("forbidden XML", f"it declares entities ({type(error).__name__})") from None
    except (ElementTree.ParseError, ValueError, LookupError):
        return


def _shape(content: bytes) -> str:
    """What an answer looks like, in a few words."""
    head = content[:1000].lstrip().lower()
    if not head:
        return "an empty answer"
    if head.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    return "JSON" if head[:1] in (b"{", b"[") else "XML of another kind" if head[:1] == b"<" else "other text"


# ------------------------------------------------------------------ sitemaps


def _sitemap(content: bytes, address: str) -> Listed:
    if content.startswith(_GZIP):
        content = read_body([content], "gzip", _UNPACKED)
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FetchError("forbidden XML", f"it declares entities ({type(error).__name__})") from None
    except (ElementTree.ParseError, ValueError, LookupError):
        raise FetchError(_SHAPE, f"no sitemap, but {_shape(content)}") from None
    kind = _local(root.tag)
    if kind not in ("urlset", "sitemapindex"):
        raise FetchError(_SHAPE, f"no sitemap, but an XML file of {kind!r}")
    found = tuple(entry for item in list(root)[:MOST] if (entry := _sitemap_entry(item, address)) is not None)
    return Listed(found) if kind == "urlset" else Listed((), found)


def _sitemap_entry(item: Any, base: str) -> Entry | None:
    said = {_local(part.tag): (part.text or "").strip() for part in item.iter() if part.text}
    found = page_address(base, said.get("loc")) if said.get("loc") else None
    if found is None:
        return None
    changed = _iso(said.get("lastmod"))
    return Entry(found, said.get("title"), _iso(said.get("publication_date")) or changed, changed or "")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def _iso(text: str | None) -> str | None:
    """A W3C date as an ISO moment in UTC; a day alone counts from its beginning."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="seconds")


# ------------------------------------------------------------------ listing pages


def _links(content: bytes, address: str, charset: str | None, only: str) -> Iterator[Entry]:
    """Links of a page that stay on its site. Without a pattern, those whose words are as long as a headline."""
    parser = lxml.html.HTMLParser(encoding=charset) if _known(charset) else lxml.html.HTMLParser()
    try:
        root = lxml.html.document_fromstring(content, parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        raise FetchError(_SHAPE, f"no page with links, but {_shape(content)}") from None
    base = next((urljoin(address, found.get("href", "")) for found in root.iter("base")), address)
    here = page_address(address, address)
    for link in root.iter("a"):
        found = page_address(base, link.get("href")) if link.get("href") else None
        if (
            found is None
            or found == here
            or _site(found) != _site(address)
            or _MEDIA.search(urlsplit(found).path)
        ):
            continue
        title = " ".join(str(link.text_content()).split())
        if only or (len(title) >= _SPEAKING and urlsplit(found).path.strip("/")):
            yield Entry(found, title or None)


def _known(charset: str | None) -> bool:
    try:
        return bool(charset) and bool("".encode(charset or "") == b"")
    except LookupError:
        return False


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
