"""Who publishes an HTML page, as the page itself says: its metadata, its <title>, its masthead, its copyright line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from legation.document.outlets import known
from legation.document.pieces import Piece, has, marks_around
from legation.document.words import Words
from legation.textfold import fold
from legation.vocabulary import Gazetteer, MarkupNames

_MOST = 80  # characters of a name
_COPYRIGHT = re.compile(
    r"(?:(?:©|\(c\)|&copy;|copyright)[\s:,®-]*)+(?:\d{4}(?:\s*[-–]\s*\d{4})?\W*)?(?:by\s+)?(?P<name>[^\W\d_](?:[^|©.;]|\.(?=\w)){2,70})",
    re.I,
)
_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}/?", re.I)
_BRACKETED = re.compile(r"\s*\([A-Z]{2,8}\)\s*$")
_TAGLINE = re.compile(r"\s+[|–—·•-]+\s+|:\s+")
_RIGHTS = re.compile(r"[\s,]+(?:all rights|visitors)\b", re.I)
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{2,60})[»“”\"]")
_INSIDE = re.compile(r"(.{2,60}?)\s*\([^()]+\)")
_ABBREVIATED = 6  # letters of an abbreviation, at most
_MASTHEADS = 12  # pieces at the top of a page in which its name can stand


def outlet_of(
    stated: Sequence[str],
    beside: Sequence[str],
    found: Sequence[Piece],
    words: Words,
    gazetteer: Gazetteer,
    emblems: Sequence[str] = (),
    address: str | None = None,
    makers: Sequence[str] = (),
) -> str | None:
    """The name of the outlet, or None where nothing on the page gives it.

    ``beside`` is what <title> says beside the headline; ``emblems`` are the words for the site's emblem and feed. A name in the tables wins; then what the metadata states; then
    the name that most places agree on, the fullest form of it. ``address``: where the page came from; a name that its
    host bears has one place more. ``makers``: who made or owns the page, or its account elsewhere: an office is a place
    more, and any other name speaks for one that is the same.
    """
    offices = [name for name in map(_bare, map(_holder, makers)) if _is_body(name, words)]
    shown = [name for name in (*emblems, *offices) if _is_name(name, words)]
    heads, rights = [*_heads(found, gazetteer.markup), *shown], _rights(found)
    nobody = gazetteer.markup.marks["nobody"]
    hosts = [*_host_names(address), *(_key(name) for name in makers)]
    direct = [
        name
        for name in map(_bare, map(_holder, stated))
        if _is_name(name, words) and name.lower() not in nobody
    ]
    candidates = [name for name in map(_bare, beside) if _is_name(name, words)]
    names = [*direct, *candidates, *heads, *rights]
    in_tables = next((name for name in direct if known(name, gazetteer)), None)
    named = [name for name in direct if not _DOMAIN.fullmatch(name)]
    outright = in_tables or _most_shown(named, candidates, [*heads, *rights])
    if outright:
        return _fullest(_plainest(_without_motto(outright, names, hosts), names), [*heads, *rights])
    if candidates and known(candidates[0], gazetteer):
        return _plainest(
            candidates[0], shown
        )  # further in stand sections, which may bear the name of some review
    places = [*candidates, *heads, *rights]
    if not places:
        return next(iter(direct), None)
    best = max(
        dict.fromkeys(places),
        key=lambda name: (
            sum(_agree(name, other) for other in places)
            + _is_office(name, found, words)
            + (_key(name) in hosts),
            name in candidates,
            -places.index(name),
        ),
    )
    best = _plainest(_without_motto(best, places, hosts), places)
    top = [*(piece.text for piece in found[:_MASTHEADS]), *shown, *rights]
    return _fullest(_without_suffix(best, top, gazetteer.markup), [*heads, *rights])


def _most_shown(stated: Sequence[str], beside: Sequence[str], shown: Sequence[str]) -> str | None:
    """The stated name that readers see: the name of the site goes before that of the company behind it, which structured
    data gives as the publisher. Beside the headline counts for two; of equals the first.
    """

    def seen(name: str) -> int:
        return 2 * any(_agree(name, other) for other in beside) + any(_agree(name, other) for other in shown)

    return max(stated, key=seen, default=None)


def _host_names(address: str | None) -> list[str]:
    """The parts of the host's name, without its end, as names are compared."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return []
    return [_key(part) for part in host.split(".")[:-1] if len(part) > len("www")]


def _holder(stated: str) -> str:
    """What the metadata give as a name, where that is a line about copyright: who holds it."""
    match = _COPYRIGHT.match(stated)
    return _RIGHTS.split(match["name"])[0] if match else stated


def _is_body(name: str, words: Words) -> bool:
    """Whether a name of several words has one that names of offices or outlets have."""
    parts = [part.lower() for part in name.split()]
    return len(parts) > 1 and any(part in words.office_words or part in words.outlet_words for part in parts)


def _is_office(name: str, found: Sequence[Piece], words: Words) -> bool:
    """Whether a name is that of an office that the page names by itself near its top: on a portal of many offices."""
    key = _key(name)
    official = any(part.lower() in words.office_words for part in name.split())
    return official and any(_key(piece.text) == key for piece in found[: 2 * _MASTHEADS])


def emblems(tree: Any, names: MarkupNames) -> tuple[str, ...]:
    """The names that a page gives in words for its emblem ("Logo: Ministry of Defence") and for its feed."""
    found: list[str] = []
    for node in tree.iter("img"):
        about = f"{marks_around(node, 3)} {node.get('src') or ''}".lower()
        if has(about, names.marks["masthead"]):
            found.append(node.get("alt") or node.get("title") or "")
    feeds = (node for node in tree.iter("link") if (node.get("type") or "").endswith(("rss+xml", "atom+xml")))
    found += (re.split(r"\s[»|–-]\s", node.get("title") or "")[0] for node in feeds)
    told = (_without_words(name, names.marks["emblem"]) for name in found[:_MASTHEADS])
    return tuple(dict.fromkeys(name for name in told if name))


def _without_words(name: str, extra: tuple[str, ...]) -> str:
    """A name without what describes an emblem before and behind it, and without what stands in brackets."""
    parts = re.sub(r"\([^()]*\)", " ", name).split()
    if parts[:1] != ["The"]:  # the article of the name itself
        while parts and parts[0].strip(":-–|,").lower() in extra:
            parts.pop(0)
    while parts and parts[-1].strip(":-–|,").lower() in extra:
        parts.pop()
    return _bare(" ".join(parts))


def _bare(name: str) -> str:
    """A name without an abbreviation in brackets, and without what marks it as an account."""
    return _BRACKETED.sub("", " ".join(name.split())).strip(" |-–—•:·,").removeprefix("@")


def _is_name(name: str, words: Words) -> bool:
    lettered = name[:1].isalpha() or (name[:1].isdigit() and " " in name)
    return (
        2 < len(name) <= _MOST
        and lettered
        and "://" not in name
        and not words.date.search(name)
        and not _is_section(name, words)
    )


def _is_section(name: str, words: Words) -> bool:
    parts = re.findall(r"\w+", name.lower())
    return "".join(parts) in words.sections or (
        bool(parts) and all(p in words.sections | words.labels for p in parts)
    )


def _heads(found: Sequence[Piece], names: MarkupNames) -> list[str]:
    """The names at the top of the page."""
    return [
        name
        for piece in found[:_MASTHEADS]
        if len(piece.text) <= _MOST
        and (piece.tag == "header" or has(piece.marks, names.marks["masthead"]))
        and (name := _bare(piece.text))
    ]


def _rights(found: Sequence[Piece]) -> list[str]:
    """Who holds the copyright, by the lines at the end of the page."""
    rights = (_COPYRIGHT.search(piece.text) for piece in found[-_MASTHEADS:] if len(piece.text) < 4 * _MOST)
    whole = (_RIGHTS.split(m["name"])[0] for m in rights if m)
    names = (quoted[1] if (quoted := _QUOTED.search(name)) else name for name in whole)
    return [_bare(re.sub(r"[\s,]+\d{4}(?:\s*[-–]\s*\d{4})?\W*$", "", name)) for name in names]


def _key(name: str) -> str:
    return re.sub(r"\W+", "", fold(name).lower()).removeprefix("the")


def _agree(name: str, other: str) -> bool:
    one, two = _key(name), _key(other)
    return bool(one and two) and (one in two or two in one)


def _fullest(name: str, others: Sequence[str]) -> str:
    """The longer form of a name in which it stands at the beginning, where two places have that form."""
    longer = [
        other
        for other in others
        if len(other) > len(name) and fold(other).lower().startswith(fold(name).lower() + " ")
    ]
    return next((other for other in longer if longer.count(other) > 1), name)


def _plainest(name: str, others: Sequence[str]) -> str:
    """The name without what an address or brackets add to it, and an abbreviation in full, where another place
    on the page has it so: "DAILY.COM" is the Daily, "Plus (PlusNews)" is Plus, "XNA" is the Xanadu News Agency.
    """
    if _DOMAIN.fullmatch(name):
        label = _key(name.split("//")[-1].removeprefix("www.").rsplit(".", 1)[0])
        return next((other for other in others if _key(other) == label and "." not in other), name)
    inside = _INSIDE.fullmatch(name)
    if inside:
        return next((other for other in others if other == inside[1]), name)
    if name.isupper() and name.isalpha() and len(name) <= _ABBREVIATED:
        spelled = (other for other in others if _initials(other) == name)
        return next(spelled, name)
    return name


def _without_motto(name: str, others: Sequence[str], hosts: Sequence[str]) -> str:
    """The name without what follows a dash or a stroke, where another place or the host bears it so."""
    first, *motto = _TAGLINE.split(name)
    return first if motto and _key(first) in {*map(_key, others), *hosts} else name


def _initials(name: str) -> str:
    """The capitals that the words of a name begin with."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _without_suffix(name: str, heads: Sequence[str], names: MarkupNames) -> str:
    """The name without "Online", where the masthead has it so."""
    first, _, last = name.rpartition(" ")
    return (
        first
        if last.lower() in names.marks["suffixes"] and any(_key(first) == _key(head) for head in heads)
        else name
    )
