"""What an HTML page states of itself, read off its tree: meta elements, marked elements, and lines near the headline.

tree ─┬─ JSON-LD (`jsonld`)      ┐
      ├─ <meta>, <link>          ├─▶ Statement ─▶ title (`headings`), outlet (`masthead`), dates (`settling`)
      └─ elements in page order  ┘
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from legation.document.jsonld import structured
from legation.document.pieces import has, is_apart, marks_around, own_marks
from legation.document.stated import ELEMENT, META, STRUCTURED, Dated, Statement
from legation.vocabulary import MarkupNames

_SHOWN = 60  # characters of a <time> that says nothing for machines
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")
_NAME = 200  # characters of an element that names a publisher, at most
_MOST_SCRIPT = 2_000_000  # characters of a script that is looked through
_DAY = len("2023-11-09")
# A field of a script's data whose name speaks of publishing and whose value begins with a day: "publishedAt": "2023-11-09T…".
_FIELD = re.compile(
    r"(?P<name>\w{0,12}pub[a-z]{1,10}[\w-]{0,12})\\?[\"']?\s*[:=]\s*\\?[\"'](?P<value>(?:19|20)\d\d-\d\d-\d\d[^\"'\\]{0,25})",
    re.I,
)
_MARKS = re.compile(r"[\W_]+")


def statement(tree: Any, names: MarkupNames, url: str | None) -> Statement:
    """Everything that the markup states; ``url`` is the address the page came from, where known."""
    ld = structured(_blocks(tree), names)
    meta = _meta(tree)
    dates = [*ld.dates]
    for key, modified in (("published", False), ("modified", True)):
        dates += [Dated(value, META, modified) for value in _of(meta, names.meta[key])]
    dates += _marked(tree, names)
    if not any(one.kind in (STRUCTURED, META) and not one.modified for one in dates):
        dates += _scripted(tree, names)
    return Statement(
        dates=tuple(dict.fromkeys(dates)),
        titles=(*ld.titles, *_of(meta, names.meta["title"])),
        outlets=(*ld.outlets, *_of(meta, names.meta["outlet"]), *_marked_publisher(tree)),
        summaries=tuple(dict.fromkeys(_of(meta, names.meta["summary"]))),
        makers=tuple(dict.fromkeys(_of(meta, names.meta["maker"]))),
        url=_canonical(tree, meta, names, ld.url, url),
        language=_language(tree, meta, names, ld.language),
    )


# ------------------------------------------------------------------ the head


def _blocks(tree: Any) -> Iterator[str]:
    for node in tree.iter("script"):
        if "ld+json" in (node.get("type") or "").lower():
            yield node.text or ""


def _meta(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        value = " ".join((node.get("content") or "").split())
        if value:
            for key in ("property", "name", "itemprop", "http-equiv"):
                if name := (node.get(key) or "").strip().lower():
                    found.setdefault(name, []).append(value)
    return found


def _of(meta: Mapping[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from meta.get(name, ())


def _canonical(
    tree: Any, meta: Mapping[str, list[str]], names: MarkupNames, stated: str | None, url: str | None
) -> str | None:
    """The page's lasting address, if it is one of the site it came from; else the address it came from."""
    links = (
        node.get("href")
        for node in tree.iter("link")
        if "canonical" in (node.get("rel") or "").lower().split() and node.get("href")
    )
    for value in (*links, *_of(meta, names.meta["url"]), *((stated,) if stated else ())):
        whole = _joined(url, value)
        if whole and _is_page(whole, url):
            return whole
    return url


def _joined(url: str | None, value: str) -> str | None:
    try:
        whole = urljoin(url or "", value.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.hostname else None


def _is_page(whole: str, url: str | None) -> bool:
    """Not the front page, and of the same site as the address the page came from."""
    one = urlsplit(whole)
    if not (one.path.strip("/") or one.query):
        return False
    if url is None:
        return True
    try:
        other = urlsplit(url).hostname or ""
    except ValueError:
        return True
    return _site(one.hostname or "") == _site(other)


def _site(host: str) -> str:
    """The host without the names that sites put before it for phones, AMP and print."""
    parts = host.lower().split(".")
    while len(parts) > 2 and parts[0] in ("www", "m", "amp", "mobile", "print", "edition"):
        parts.pop(0)
    return ".".join(parts)


def _language(tree: Any, meta: Mapping[str, list[str]], names: MarkupNames, stated: str | None) -> str | None:
    root = tree.getroottree().getroot()
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    for value in (
        root.get("lang"),
        root.get(xml),
        root.get("xml:lang"),
        stated,
        *_of(meta, names.meta["language"]),
    ):
        code = re.split(r"[-_]", (value or "").strip().lower())[0]
        if 2 <= len(code) <= 3 and code.isalpha():
            return code
    return None


# ------------------------------------------------------------------ marked elements


def _marked(tree: Any, names: MarkupNames) -> Iterator[Dated]:
    """Days in elements that are marked as holding them, outside the parts that speak of other pages."""
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        stated = _says_published(node, names)
        modified = has(own_marks(node), names.marks["updated"]) and not stated
        value = _machine_day(node, names) if stated or _holds_moment(node, names) else None
        if value and not is_apart(node, names) and (stated or not _in_masthead(node, names)):
            if node.tag == "time" and not stated and not _near_date(node, names):
                continue
            yield Dated(value, ELEMENT, modified)


def _in_masthead(node: Any, names: MarkupNames) -> bool:
    """Whether an element stands in the site's own head, which has the day of the visit and no headline."""
    head = None
    for one in node.iterancestors():
        if one.tag in ("article", "main", "body"):
            break
        if one.tag == "header" or not set(own_marks(one).split()).isdisjoint(names.marks["masthead"]):
            head = one
    return head is not None and next(head.iter("h1", "h2"), None) is None


def _says_published(node: Any, names: MarkupNames) -> bool:
    for key in ("itemprop", "property"):
        if any(_unprefixed(name) in names.attributes for name in (node.get(key) or "").lower().split()):
            return True
    return any(mark in names.marks["published_class"] for mark in (node.get("class") or "").lower().split())


def _unprefixed(name: str) -> str:
    """A name of schema.org without the prefix that RDFa gives it."""
    return name.rsplit("/", 1)[-1].removeprefix("schema:")


def _holds_moment(node: Any, names: MarkupNames) -> bool:
    """Whether an element holds a moment for machines: by what it is, or in an attribute of its own beside its mark."""
    if node.tag in names.marks["moment_elements"]:
        return True
    own = any(node.get(key) for key in names.marks["moment_attributes"] if key.startswith("data-"))
    return own and has(own_marks(node), names.marks["date"])


def _near_date(node: Any, names: MarkupNames) -> bool:
    """A bare <time> speaks for the page where it stands in the article's head, not within a post of a live page."""
    return bool(node.get("datetime")) or has(marks_around(node, 2), names.marks["date"])


def _machine_day(node: Any, names: MarkupNames) -> str | None:
    for key in names.marks["moment_attributes"]:
        if value := (node.get(key) or "").strip():
            return day_of_seconds(value) if _EPOCH.fullmatch(value) else value
    if node.tag != "time":
        return None
    shown = " ".join("".join(node.itertext()).split())
    return shown if shown and len(shown) <= _SHOWN else None


def day_of_seconds(value: str) -> str:
    """A count of seconds or milliseconds since 1970 as an ISO moment."""
    seconds = int(value[:10])
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat()


def _marked_publisher(tree: Any) -> Iterator[str]:
    """The names within elements marked as the publisher (microdata, RDFa) or as the source of an entry (hAtom)."""
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        if "source-org" in (node.get("class") or "").split() or _states(node, "publisher"):
            inner = next((part for part in node.iter() if _states(part, "name")), node)
            value = inner.get("content") or "".join(inner.itertext())
            if value.strip() and len(value) <= _NAME:
                yield " ".join(value.split())


def _states(node: Any, what: str) -> bool:
    kinds = f"{node.get('itemprop') or ''} {node.get('property') or ''}".lower().split()
    return what in map(_unprefixed, kinds)


# ------------------------------------------------------------------ scripts


def _scripted(tree: Any, names: MarkupNames) -> Iterator[Dated]:
    """The day that the data in a page's scripts give for its publication, where all of them give the same: they may be
    about other pages too.
    """
    found: dict[str, str] = {}
    for node in tree.iter("script"):
        text = node.text or ""
        if len(text) <= _MOST_SCRIPT and "ld+json" not in (node.get("type") or ""):
            for match in _FIELD.finditer(text):
                if _MARKS.sub("", match["name"]).lower() in names.scripts:
                    found.setdefault(match["value"][:_DAY], match["value"])
    if len(found) == 1:
        yield Dated(next(iter(found.values())), META)
