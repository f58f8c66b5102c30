"""A page as pieces of text in reading order, each with what its elements are marked as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from legation.document.stated import BELOW, LINE, Dated
from legation.vocabulary import MarkupNames

_LINE_LENGTH = 140  # characters that a line with a day has at most
_FOOT = 400  # characters of a labelled line below the text ("This entry was posted on …")
_BODY_LENGTH = 200  # characters from which a piece of text is the story's
_ABOVE, _UNDER = 8, 14  # pieces of text around the headline that may hold the page's day
_MOST_LINES = 40  # lines with a day that are looked at
_SPACED = re.compile(r"[\s_:]+")
_FIELDS = frozenset(("a", "span", "time", "i", "small"))
_UNREAD = frozenset(("script", "style", "noscript", "template", "select"))
_CELLS = frozenset(("dt", "th", "td"))
_BETWEEN = " | "
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code em font i kbd mark q s small span strong sub sup u time tt".split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page's text as a reader sees it: the text of a block without blocks in it."""

    text: str
    apart: bool  # it stands in a part that speaks of other pages
    marks: str  # classes and ids of the element and of those close around it, lower case
    tag: str
    dated: bool = False  # the element, or a part of its line, is called one of a date
    updated: bool = False  # or one of a later change
    within: bool = False  # it stands within the article, where the page marks it
    links: int = 0  # that it holds
    first: bool = False  # the element, or a part of its line, is called one of the day of publication


def own_marks(node: Any) -> str:
    return _SPACED.sub(
        " ",
        f"{node.get('class') or ''} {node.get('id') or ''} {node.get('data-testid') or ''} {node.get('data-hook') or ''}",
    ).lower()


def marks_around(node: Any, levels: int) -> str:
    found = []
    for _ in range(levels):
        if node is None:
            break
        found.append(own_marks(node))
        node = node.getparent()
    return " ".join(found)


def has(marks: str, wanted: tuple[str, ...]) -> bool:
    return any(one in marks for one in wanted)


def is_apart(node: Any, names: MarkupNames) -> bool:
    """Whether the element stands in a part of the page that speaks of other pages or of the site."""
    line = [node, *node.iterancestors()]
    within = next((number for number, one in enumerate(line) if _is_whole(one, names)), len(line))
    return any(
        _is_apart(one, names, number < within < len(line)) for number, one in enumerate(line[: within + 1])
    )


def _is_whole(node: Any, names: MarkupNames) -> bool:
    """Whether the element holds the whole article."""
    if node.tag in ("main", "article"):
        return True
    kind = (node.get("itemtype") or "").rsplit("/", 1)[-1].lower()
    return kind in names.article_types or any(
        mark in names.marks["whole"] for mark in own_marks(node).split()
    )


def _is_apart(node: Any, names: MarkupNames, within: bool) -> bool:
    """Whether what the element is or is called sets it apart; ``within``: it stands within an article."""
    if node.tag in ("body", "html"):
        return False
    if node.tag in names.marks["apart_elements"]:
        return not (within and node.tag == "footer")
    words = re.split(r"[^a-z]+", own_marks(node))
    whole = {*words, *(f"{one}-{two}" for one, two in pairwise(words))}
    if not whole.isdisjoint(names.marks["apart"]):
        return True
    return not within and not whole.isdisjoint(names.marks["apart_outside"])


def pieces(tree: Any, names: MarkupNames) -> list[Piece]:
    """The page's text in the order of reading, a piece for each stretch that no block breaks."""
    body = tree.find(".//body")
    walk = _Walk(names)
    walk.over(body if body is not None else tree)
    return walk.found


class _Walk:
    """A walk over a tree in the order of reading, without recursion: pages nest deeper than Python calls may."""

    def __init__(self, names: MarkupNames) -> None:
        self.names = names
        self.found: list[Piece] = []
        self.text: list[str] = []
        self.holder: Any = None  # the block that the text belongs to
        self.apart = self.within = False
        self.marked = self.first = False  # what parts of the line are called
        self.links = 0

    def over(self, root: Any) -> None:
        """Take the pieces of everything under ``root``."""
        waiting: list[tuple[Any, bool, bool, bool]] = [(root, False, False, False)]
        while waiting:
            node, apart, within, leaving = waiting.pop()
            if leaving:
                self._leave(node, apart, within)
                continue
            if not isinstance(node.tag, str) or node.tag in _UNREAD:
                self.text.append(node.tail or "")
                continue
            apart_here = apart or _is_apart(node, self.names, within)
            whole = _is_whole(node, self.names) and (not apart or node.tag == "main")
            if whole:
                apart_here = False
            if self._stands_alone(node):
                self._close()
                self.holder, self.apart, self.within = node, apart_here, within or whole
            else:
                self.marked = self.marked or self._is_called(node, "day")
                self.first = self.first or self._is_called(node, "publication")
            self.links += node.tag == "a"
            if self._runs_on(node):
                self.text.append(_BETWEEN)
            self.text.append(node.text or "")
            waiting.append((node, apart, within, True))
            waiting += [(child, apart_here, within or whole, False) for child in reversed(node)]
        self._close()

    def _runs_on(self, node: Any) -> bool:
        """Whether a field begins where the text before it ends: "Public Affairs<span>May 4</span>"."""
        before = self.text[-1][-1:] if self.text else ""
        after = (node.text or "")[:1]
        return node.tag in _FIELDS and before.islower() and (after.isupper() or after.isdigit())

    def _is_called(self, node: Any, what: str) -> bool:
        """Whether an element is called one that holds a day, and none of a later change."""
        own = own_marks(node)
        return has(own, self.names.marks[what]) and not has(own, self.names.marks["updated"])

    def _stands_alone(self, node: Any) -> bool:
        """Whether an element is a block, or holds the day of a later change beside what else its line says."""
        if node.tag not in _INLINE:
            return True
        own = own_marks(node)
        if not has(own, self.names.marks["updated"]) or has(own, self.names.marks["published_class"]):
            return False
        return any(char.isdigit() for char in "".join(node.itertext()))

    def _leave(self, node: Any, apart: bool, within: bool) -> None:
        if self._stands_alone(node):
            self._close()
            parent = node.getparent()
            self.holder, self.apart, self.within = (parent if parent is not None else node), apart, within
        self.text.append(node.tail or (_BETWEEN if _touches(node) else ""))

    def _close(self) -> None:
        line = " ".join("".join(self.text).split())
        self.text.clear()
        if line and self.holder is not None:
            piece = Piece(line, self.apart, marks_around(self.holder, 3), str(self.holder.tag))
            self.found.append(replace(
                piece,
                dated=self.marked or self._is_called(self.holder, "day"),
                updated=has(own_marks(self.holder), self.names.marks["updated"]),
                within=self.within,
                links=self.links,
                first=self.first or self._is_called(self.holder, "publication"),
            ))  # fmt: skip
        self.marked, self.first, self.links = False, False, 0


def _touches(one: Any) -> bool:
    """Whether an element ends where the next begins, as the fields of a line do ("<span>News</span><span>4 May</span>")."""
    following = one.getnext()
    return following is not None and one.tag in _FIELDS and following.tag in _FIELDS


def lines(found: list[Piece], title: int, issue: re.Pattern[str]) -> Iterator[Dated]:
    """Lines near the headline, those within the same article first and of them the nearest, and labelled ones below the text,
    that may hold the page's day; and the line above them in which a paper counts its issues.
    """
    if title < 0:
        return
    near = [
        ((piece.within != found[title].within, title - number), _dated(piece, LINE))
        for number, piece in enumerate(found[:title])
        if title - number <= _ABOVE and _can_hold_day(piece)
    ]
    below: list[Dated] = []
    body = False
    for seen, piece in enumerate(_with_fields(found[title + 1 :]), 1):
        body = body or len(piece.text) > _BODY_LENGTH or seen > _UNDER
        if _can_hold_day(piece) and not body:
            near.append(((piece.within != found[title].within, seen), _dated(piece, LINE)))
        elif body and _can_hold_day(piece, _FOOT):
            below.append(_dated(piece, BELOW))
    yield from (one for _, one in sorted(near, key=lambda item: item[0]))
    for piece in found[: max(0, title - _ABOVE)]:
        if _can_hold_day(piece) and issue.search(piece.text):
            yield Dated(piece.text, LINE, marked=True)
    yield from below[:_MOST_LINES]


def _with_fields(found: list[Piece]) -> Iterator[Piece]:
    """What stands within the article; the value of a field in the next cell with the field's name."""
    field = ""
    for piece in found:
        if piece.apart:
            continue
        if piece.tag in _CELLS and not any(char.isdigit() for char in piece.text):
            field = piece.text if len(piece.text) < 40 else ""
        elif field:
            piece, field = replace(piece, text=f"{field.rstrip(':')}: {piece.text}"), ""
        yield piece


def _dated(piece: Piece, kind: str) -> Dated:
    """The line; of a long one the beginning, in which its label and its day stand."""
    return Dated(piece.text[:_LINE_LENGTH], kind, piece.updated and kind == LINE, piece.dated, piece.first)


def _can_hold_day(piece: Piece, longest: int = _LINE_LENGTH) -> bool:
    return not piece.apart and len(piece.text) <= longest and any(char.isdigit() for char in piece.text)
