"""An HTML page: its main text, and what its markup says of title, outlet, date and address."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from itertools import islice

from legation.document.decode import decode
from legation.errors import InputError

_MOST_ELEMENTS = 60_000  # a page with more is no article, and extraction grows with the square
# htmldate would take today for the latest date that a page can have: tomorrow the page would read differently.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1995-01-01",
    "max_date": "2100-12-31",
}
_LEAD_BLANKS = re.compile(r"\s*\n\s*")
_SEPARATED = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")


@dataclass(frozen=True, slots=True)
class Marked:
    """The text of a page with its title first, and what the markup says."""

    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None


def read_html(content: bytes, url: str | None) -> Marked | None:
    """The main text of a page and its metadata; None where there is no text to be found.

    Raises `InputError` for a page of more elements than any article has.
    """
    # Imported here: plain text needs none of it, and it takes 0.3 s to load.
    from trafilatura import bare_extraction, extract_metadata
    from trafilatura.utils import load_html

    _quiet()
    tree = load_html(decode(content))
    if tree is None:
        return None
    if sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        raise InputError(f"its HTML has more than {_MOST_ELEMENTS} elements: no article has so many")
    meta = extract_metadata(tree, default_url=url, date_config=dict(_DATES), extensive=False)
    found = bare_extraction(
        tree, url=url, fast=True, include_comments=False, include_tables=False, include_images=False,
        include_links=False, deduplicate=False, with_metadata=False,
        date_extraction_params=dict(_DATES),
    )  # fmt: skip
    body = (getattr(found, "text", None) or "").strip()
    if not body:
        return None
    title = _title(meta.title, meta.sitename)
    return Marked(_page_text(title, body), title, meta.sitename or None, meta.date or None, meta.url or None)


def _quiet() -> None:
    """The libraries report broken pages to the log; here a broken page is a value."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _title(title: str | None, site: str | None) -> str | None:
    """The title without the site's name at its end."""
    if not title:
        return None
    title = _LEAD_BLANKS.sub(" ", title).strip()
    if site and (match := _SEPARATED.search(title)) and site.lower() in match.group().lower():
        title = title[: match.start()]
    return title or None


def _page_text(title: str | None, body: str) -> str:
    paragraphs = [line.strip() for line in body.split("\n") if line.strip()]
    if title and paragraphs[:1] != [title]:
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)
