"""Who publishes an HTML page, as the page itself says: its metadata, its <title>, its masthead, its copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from legation.document.nameforms import (
    DOMAIN,
    agree,
    bare,
    fullest,
    is_latin,
    key,
    plainest,
    without_form,
    without_motto,
    without_suffix,
)
from legation.document.outlets import known
from legation.document.pieces import Piece, has, marks_around
from legation.document.words import Words
from legation.vocabulary import Gazetteer, MarkupNames

_MOST = 80  # characters of a name
_YEARS = re.compile(r"[\s,]+\d{4}(?:\s*[-–]\s*\d{4})?\W*$")
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{2,60})[»“”\"]")
_MASTHEADS = 12  # pieces at the top of a page in which its name can stand


@dataclass(frozen=True, slots=True)
class Clues:
    """What a page gives for its outlet, beside what stands on it: the names that its metadata state, best first; what
    <title> says beside the headline; the words for the site's emblem and feed; who holds the copyright; who made or owns
    the page, or its account elsewhere; where it came from; its headline.
    """

    stated: Sequence[str] = ()
    beside: Sequence[str] = ()
    emblems: Sequence[str] = ()
    holders: Sequence[str] = ()
    makers: Sequence[str] = ()
    address: str | None = None
    title: str | None = None


def outlet_of(clues: Clues, found: Sequence[Piece], words: Words, gazetteer: Gazetteer) -> str | None:
    """The name of the outlet, or None where nothing on the page gives it.

    A name in the tables wins; then what the metadata state; then the name that most places agree on, the fullest form of
    it. A name that the host bears has one place more; so has an office that the page names by itself.
    """
    names = gazetteer.markup
    bodies = [name for name in clues.makers if _has_any(name, words.office_words | words.outlet_words)]
    stated, beside, heads, shown, rights = (
        _names(values, clues.title, words, names)
        for values in (
            clues.stated, clues.beside, _heads(found, names, words), (*clues.emblems, *bodies), clues.holders,
        )
    )  # fmt: skip
    hosts = [*_host_names(clues.address), *map(key, clues.makers)]
    seen = [*heads, *shown, *rights]
    offices = [name for name in clues.makers if _has_any(name, words.office_words)]
    places = [*beside, *heads, *_names(clues.emblems, clues.title, words, names), *rights]
    stated += [name for name in offices if any(agree(name, other) for other in places)]
    everywhere = [*stated, *beside, *seen]
    in_tables = next((name for name in stated if known(name, gazetteer)), None)
    named = [name for name in stated if not DOMAIN.fullmatch(name)]
    outright = in_tables or _most_shown(named, beside, seen, found, words)
    if outright:
        return fullest(_plain(outright, everywhere, hosts, found, words, names), seen)
    if beside and known(beside[0], gazetteer):
        return plainest(beside[0], shown)  # further in stand sections, which may bear the name of some review
    places = [*beside, *seen]
    if not places:
        return next(iter(stated), None)
    best = _most_agreed(places, beside, hosts, found, words)
    return fullest(_plain(best, places, hosts, found, words, names), seen)


def _plain(
    name: str, others: Sequence[str], hosts: Sequence[str], found: Sequence[Piece], words: Words,
    names: MarkupNames,
) -> str:  # fmt: skip
    """A name without its motto, its address and "Online", where other places have it so, and spelled out where the top of
    the page has it in full.
    """
    top = [piece.text for piece in found[:_MASTHEADS]]
    titled = [line for line in top if _has_any(line, words.outlet_words | words.office_words)]
    plain = plainest(without_motto(name, others, hosts), [*others, *titled])
    return without_suffix(plain, [*others, *top], names)


def _names(values: Iterable[str], title: str | None, words: Words, markup: MarkupNames) -> list[str]:
    """The values that can be a name, in plain form; in the letters of the headline where any is."""
    bared = (without_form(bare(_holder(value, words), words), markup) for value in values)
    found = [
        name
        for name in bared
        if _is_name(name, words) and name.lower() not in markup.marks["nobody"]
        if key(name) != key(title or "")
    ]
    return [name for name in found if is_latin(name)] if title and is_latin(title) else found


def _most_shown(
    stated: Sequence[str], beside: Sequence[str], shown: Sequence[str], found: Sequence[Piece], words: Words
) -> str | None:
    """The stated name that readers see: the name of the site goes before that of the company behind it, which structured
    data gives as the publisher, and the office before its portal. Beside the headline counts for two; of equals that which
    stands so elsewhere, then the first.
    """

    def seen(name: str) -> tuple[int, int]:
        told = 2 * any(agree(name, other) for other in beside) + any(agree(name, other) for other in shown)
        same = sum(key(name) == key(other) for other in (*beside, *shown))
        return told + 2 * _is_office(name, found, words), same

    return max(stated, key=seen, default=None)


def _most_agreed(
    places: Sequence[str], beside: Sequence[str], hosts: Sequence[str], found: Sequence[Piece], words: Words
) -> str:
    """The name on which most places agree; of equals one beside the headline, then the first."""
    return max(
        dict.fromkeys(places),
        key=lambda name: (
            sum(agree(name, other) for other in places)
            + _is_office(name, found, words)
            + (key(name) in hosts),
            name in beside,
            -places.index(name),
        ),
    )


def _host_names(address: str | None) -> list[str]:
    """The parts of the host's name, without its end, as names are compared."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return []
    return [key(part) for part in host.split(".")[:-1] if len(part) > len("www")]


def _holder(stated: str, words: Words) -> str:
    """What the metadata give as a name, where that is a line about copyright: who holds it."""
    match = words.rights.match(stated)
    return words.rights_end.split(match["name"])[0] if match else stated


def _has_any(name: str, wanted: frozenset[str]) -> bool:
    """Whether a name of several words has one of those ``wanted``."""
    parts = [part.lower() for part in name.split()]
    return len(parts) > 1 and not wanted.isdisjoint(parts)


def _is_office(name: str, found: Sequence[Piece], words: Words) -> bool:
    """Whether a name is that of an office that the page names by itself near its top: on a portal of many offices."""
    wanted = key(name)
    fields = (part for piece in found[: 2 * _MASTHEADS] for part in piece.text.split(" | "))
    return _has_any(name, words.office_words) and any(key(part) == wanted for part in fields)


def emblems(tree: Any, names: MarkupNames, words: Words) -> tuple[str, ...]:
    """The names that a page gives in words for its emblem ("Logo: Ministry of Defence") and for its feed."""
    found: list[str] = []
    for node in tree.iter("img", "amp-img"):
        about = f"{marks_around(node, 3)} {node.get('src') or ''}".lower()
        if has(about, names.marks["masthead"]):
            found += (node.get("alt") or node.get("title") or "").split(" | ")
    feeds = (node for node in tree.iter("link") if (node.get("type") or "").endswith(("rss+xml", "atom+xml")))
    found += (re.split(r"\s[»|–-]\s", node.get("title") or "")[0] for node in feeds)
    told = (_without_words(name, names.marks["emblem"], words) for name in found[:_MASTHEADS])
    return tuple(dict.fromkeys(name for name in told if name))


def _without_words(name: str, extra: tuple[str, ...], words: Words) -> str:
    """A name without what describes an emblem before and behind it, and without what stands in brackets."""
    parts = re.sub(r"\([^()]*\)", " ", name).split()
    if parts[:1] != ["The"]:  # the article of the name itself
        while parts and parts[0].strip(":-–|,").lower() in extra:
            parts.pop(0)
    while parts and parts[-1].strip(":-–|,").lower() in extra:
        parts.pop()
    return bare(" ".join(parts), words)


def _is_name(name: str, words: Words) -> bool:
    lettered = name[:1].isalnum() and sum(map(str.isalpha, name)) > 1
    return (
        2 < len(name) <= _MOST
        and lettered
        and "://" not in name
        and not words.date.search(name)
        and not words.is_section(name)
        and not words.is_page_kind(name)
    )


def _heads(found: Sequence[Piece], names: MarkupNames, words: Words) -> list[str]:
    """The names at the top of the page."""
    return [
        name
        for piece in found[:_MASTHEADS]
        if len(piece.text) <= _MOST
        and (piece.tag == "header" or has(piece.marks, names.marks["masthead"]))
        and (name := bare(piece.text, words))
    ]


def holders(found: Sequence[Piece], words: Words) -> list[str]:
    """Who holds the copyright, by the lines at the end of the page."""
    foot = [piece.text for piece in found[-_MASTHEADS:] if len(piece.text) < 4 * _MOST]
    told = (pattern.search(line) for pattern in (words.rights, words.owned) for line in foot)
    whole = (words.rights_end.split(match["name"])[0] for match in told if match)
    names = (quoted[1] if (quoted := _QUOTED.search(name)) else name for name in whole)
    return [bare(_YEARS.sub("", name), words) for name in names]
