"""A first look at one of a crawl's pages: its running text, roughly, for a fiftieth of the cost of careful extraction.

What is let through is read with care later; so the look may take in too much, but little that counts may escape it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from legation.document import outlets
from legation.document.decode import decode
from legation.document.language import language
from legation.types import Capture
from legation.vocabulary import Gazetteer

_UNREAD = ("script", "style", "noscript", "svg", "template", "select", "head")
_LEAST = 400  # characters of running text below which a page is taken whole
_UNKNOWN = "en"


@dataclass(frozen=True, slots=True)
class Glance:
    """The running text of a page, its language, and the state of its outlet where the tables know its site."""

    text: str
    language: str
    outlet_state: str | None


def glance(capture: Capture, gazetteer: Gazetteer) -> Glance | None:
    """A first look; None where the page is in a language that is not read."""
    text = decode(capture.content, dict(capture.known).get("charset"))
    if capture.media_type == "text/html":
        text = running_text(text)
    spoken = language(text) or _UNKNOWN
    if spoken not in gazetteer.lexicons:
        return None
    outlet = outlets.by_address(dict(capture.known).get("url"), gazetteer)
    return Glance(text, spoken, outlet.state if outlet else None)


def running_text(html: str) -> str:
    """The text of a page's paragraphs; all its text where there is little in paragraphs. Time grows with its length."""
    inside: list[str] = []
    everything: list[str] = []
    unread, paragraph = "", False
    for part in html.split("<")[1:]:
        end = part.find(">")
        if end < 0:
            continue
        tag = part[:12].lower()
        if unread:
            if not tag.startswith("/" + unread):
                continue
            unread = ""
        elif tag.startswith(_UNREAD):
            name = next(name for name in _UNREAD if tag.startswith(name))
            if tag[len(name) : len(name) + 1] in (" ", ">", "\t", "\n", "/") and part[end - 1 : end] != "/":
                unread = name
                continue
        if tag[:2] in ("p>", "p ", "p\n"):
            paragraph = True
            inside.append("\n\n")
        elif tag[:3] in ("/p>", "/di", "div", "tab", "/ta"):
            paragraph = False
        text = part[end + 1 :]
        everything.append(text)
        if paragraph:
            inside.append(text)
    found = "".join(inside)
    return unescape(found if len(found) >= _LEAST else " ".join(everything))
