"""Where one story on a page ends and the next begins.

labels → repeats marked → starts: a headline with its own dateline or date line,
                          or a digest's paragraphs, each with its own dateline
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from legation.document.labels import BODY, BYLINE, CAPTION, DATE, END, FURNITURE, LINE, LIST, Label

_KEY = re.compile(r"[\W_]+")
_REPEAT = 50  # letters from which a block printed again is a copy
_PARAGRAPH = 120  # characters from which a block ends a list of links
_PROBE = 30  # characters
_ENDS = 60  # letters of head and tail that must both have been seen
_PLAIN_HEADLINE_WORDS = range(5, 21)  # where only the layout of the page speaks for it


@dataclass(frozen=True, slots=True)
class Segment:
    """The blocks of one story, in order."""

    labels: tuple[Label, ...]
    digest: bool = False


def segments(text: str, labels: list[Label], given: tuple[int, ...] = ()) -> list[Segment]:
    """The stories of a page; at least one where there are blocks. ``given``: where they begin, if its form says so."""
    labels = settle_lists(mark_repeats(text, labels))
    if not labels:
        return []
    if given:
        found = [index for index, item in enumerate(labels) if item.block.start in given]
        return [Segment(tuple(part)) for part in _cut(labels, found)]
    starts = _digest(labels)
    if starts:
        starts[0] = 0
        return [Segment(tuple(part), digest=True) for part in _cut(labels, starts)]
    return [Segment(tuple(part)) for part in _cut(labels, _starts(text, labels))]


def _cut(labels: list[Label], starts: list[int]) -> list[list[Label]]:
    ends = [*starts[1:], len(labels)]
    return [labels[start:end] for start, end in zip(starts, ends, strict=True)]


# ------------------------------------------------------------------ repeats and lists


def mark_repeats(text: str, labels: list[Label]) -> list[Label]:
    """The second copy of a text that a page prints twice becomes furniture, with its headline."""
    if not _may_repeat(text, labels):
        return labels
    seen = ""
    marked: list[Label] = []
    for item in labels:
        key = _KEY.sub("", text[item.block.start : item.block.end]).lower()
        copy = len(key) >= _REPEAT and (key in seen or (key[:_ENDS] in seen and key[-_ENDS:] in seen))
        if copy and item.kind in (BODY, LINE):
            if item.kind == BODY:
                _unmark_heading(text, marked, seen)
            item = replace(item, kind=FURNITURE, filed=None)
        else:
            seen += key
        marked.append(item)
    return marked


def _may_repeat(text: str, labels: list[Label]) -> bool:
    """A quick look: whether the beginning of any longer block stands on the page again."""
    starts = (item.block.start for item in labels if item.block.end - item.block.start >= _REPEAT)
    return any(text.find(text[start : start + _PROBE], start + _PROBE) >= 0 for start in starts)


def _unmark_heading(text: str, marked: list[Label], seen: str) -> None:
    """The lines above a copied paragraph that are copies too, though short."""
    for index in range(len(marked) - 1, -1, -1):
        item = marked[index]
        if item.kind not in (LINE, CAPTION, DATE, BYLINE):
            return
        key = _KEY.sub("", text[item.block.start : item.block.end]).lower()
        if seen.count(key) < 2:
            return
        marked[index] = replace(item, kind=FURNITURE)


def settle_lists(labels: list[Label]) -> list[Label]:
    """What stands in a list of links, or after the end of the text, becomes furniture.

    A headline with its own dateline or date line ends the list: another story follows.
    """
    state: str | None = None
    settled: list[Label] = []
    for index, item in enumerate(labels):
        if item.kind in (LIST, END):
            state = END if END in (state, item.kind) else LIST
            item = replace(item, kind=FURNITURE)
        elif state and (_begins_story(labels, index) or (state == LIST and _is_paragraph(item))):
            state = None
        elif state and item.kind != CAPTION:
            item = replace(item, kind=FURNITURE, filed=None, dates=())
        settled.append(item)
    return settled


def _is_paragraph(item: Label) -> bool:
    return item.kind == BODY and item.block.end - item.block.start >= _PARAGRAPH


# ------------------------------------------------------------------ several stories


def _digest(labels: list[Label]) -> list[int]:
    """The paragraphs of a digest: the first paragraph and most others begin with a dateline of their own."""
    body = [index for index, item in enumerate(labels) if item.kind == BODY]
    filed = [index for index in body if labels[index].filed]
    if len(filed) < 2 or filed[0] != body[0] or len(filed) * 2 < len(body):
        return []
    if any(labels[index].kind == LINE for index in range(filed[0], filed[-1])):
        return []
    return filed


def _starts(text: str, labels: list[Label]) -> list[int]:
    """Where stories begin. Only a page that is proved to hold several is cut at bare headlines too."""
    lines = [
        index
        for index, item in enumerate(labels)
        if item.kind == LINE and index and _follows_text(labels, index)
    ]
    strong = [index for index in lines if _begins_story(labels, index)]
    if not strong:
        return [0]
    bare = [index for index in lines if _bare(text, labels, index)]
    return [0, *sorted({*strong, *bare})]


def _follows_text(labels: list[Label], index: int) -> bool:
    """Whether the line is the first after running text, so that it can be a headline and not a standfirst."""
    for item in reversed(labels[:index]):
        if item.kind == BODY:
            return True
        if item.kind in (LINE, DATE):
            return False
    return False


def _begins_story(labels: list[Label], index: int) -> bool:
    """A headline before a body that has its own dateline, or its own line with a date."""
    item = labels[index]
    if item.kind != LINE or item.name_line or item.block.end - item.block.start < 20:
        return False
    dated = False
    for later in labels[index + 1 :]:
        if later.kind == BODY and _is_standfirst(later) and not dated:
            continue
        if later.kind == BODY:
            return dated or later.filed is not None
        if later.kind in (LIST, END):
            return False
        dated = dated or (later.kind == DATE and bool(later.dates))
    return False


def _is_standfirst(item: Label) -> bool:
    return item.filed is None and item.block.end - item.block.start < 200


def _bare(text: str, labels: list[Label], index: int) -> bool:
    item = labels[index]
    words = len(text[item.block.start : item.block.end].split())
    if item.kind != LINE or item.sentence or item.name_line or words not in _PLAIN_HEADLINE_WORDS:
        return False
    following = labels[index + 1] if index + 1 < len(labels) else None
    return following is not None and following.kind == BODY and following.block.group > item.block.group
