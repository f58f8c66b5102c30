"""What each block of a page is, judged by itself: text, a line, a caption, a date line, furniture …"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.document.blocks import BLANK, Block
from legation.document.datelines import Filed, at_head, in_line
from legation.document.dates import Found, find
from legation.document.words import Words
from legation.textfold import fold
from legation.types import Span
from legation.vocabulary import Gazetteer

BODY, LINE, CAPTION, DATE, BYLINE, FURNITURE, LIST, END = (
    "body", "line", "caption", "date", "byline", "furniture", "list", "end",
)  # fmt: skip

_LONG = 200  # characters above which a block is text, whatever it begins with
_CAPTION = 600  # the most that a caption has
_DATE_LINE = 140
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]\s\u200b\u200e\u200f]*$")
_INNER_END = re.compile(r"[.!?][\"'”’)]*\s+[“\"'‘(]?[^\W\d_]")
_WORD = re.compile(r"[^\s|/·•<>,;()\[\]–—]+")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d\d)?\b|\b\d{1,2}(?:[:.]?\d\d)?\s?[ap]\.?m\b\.?|(?<!\S)\d+(?!\S)", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_MARK = re.compile(r"[|/·•>,;:()\[\]–—-]|\.(?:\s|$)")
_NAMES = 9  # words besides dates and labels that a date line may have


@dataclass(frozen=True, slots=True)
class Label:
    """A block, its kind, the dateline it begins with, and the dates and place on a line."""

    block: Block
    kind: str
    filed: Filed | None = None
    dates: tuple[Found, ...] = ()
    place: Span | None = None
    sentence: bool = False  # ends as a sentence does


def label(text: str, block: Block, words: Words, gazetteer: Gazetteer, first: bool) -> Label:
    """What a block is; ``first`` says that no text of a story came before it on the page."""
    size = block.end - block.start
    if size > _LONG:
        if size <= _CAPTION and _is_caption(text, block, words):
            return Label(block, CAPTION)
        return Label(block, BODY, at_head(text, block.start, block.end, words, gazetteer, first), sentence=True)
    line = fold(text[block.start : block.end])
    if not _LETTER.search(line):
        return Label(block, FURNITURE, dates=tuple(find(text, block.start, block.end, words)))
    return _short(text, block, line, words, gazetteer, first)


def _short(text: str, block: Block, line: str, words: Words, gazetteer: Gazetteer, first: bool) -> Label:
    sentence = _TERMINAL.search(line) is not None
    kind = _by_phrase(line, words)
    if kind is None:
        filed = at_head(text, block.start, block.end, words, gazetteer, first)
        if filed and filed.body < block.end and _is_text(line, sentence):
            return Label(block, BODY, filed, sentence=True)
    if kind in (LIST, END, CAPTION):
        return Label(block, kind, dates=tuple(find(text, block.start, block.end, words)) if kind == CAPTION else ())
    dates = tuple(find(text, block.start, block.end, words)) if len(line) <= _DATE_LINE else ()
    place = in_line(text, block.start, block.end, gazetteer) if dates or line.isupper() else None
    if kind is None and (_is_date_line(line, dates, block, words) or _is_weekday_line(line, words)):
        kind = DATE
    elif kind is None and place and place.end - place.start >= len(line) - 1:
        kind = DATE
    if kind is None and words.byline.match(line) and not sentence:
        kind = BYLINE
    if kind is None:
        kind = BODY if _is_text(line, sentence) else LINE
    return Label(block, kind, None, dates, place, sentence)


def _by_phrase(line: str, words: Words) -> str | None:
    if words.list_start.match(line):
        return LIST
    if words.end_start.match(line):
        return END
    if words.whole.fullmatch(line):
        return FURNITURE
    if words.furniture.match(line):
        return FURNITURE
    if words.caption_start.match(line) or words.caption_inside.search(line):
        return CAPTION
    return None


def _is_caption(text: str, block: Block, words: Words) -> bool:
    if words.caption_start.match(text, block.start, block.end):
        return True
    return words.caption_inside.search(text, block.start, block.end) is not None


def _is_text(line: str, sentence: bool) -> bool:
    """Whether a short block reads as running text and not as a heading."""
    if line.endswith(":") and len(line) > 60:
        return True
    if not sentence:
        return False
    return line.rstrip("\"' )").endswith((".", "…")) or _INNER_END.search(line) is not None or len(line) > 120


def _is_date_line(line: str, dates: tuple[Found, ...], block: Block, words: Words) -> bool:
    """A line that is a date with names and labels beside it, and no sentence."""
    if not dates:
        return False
    rest = list(line)
    for found in dates:
        rest[found.span.start - block.start : found.span.end - block.start] = " " * (found.span.end - found.span.start)
    plain = _CLOCK.sub(" ", words.weekday.sub(" ", "".join(rest)))
    names = [word for word in _WORD.findall(plain) if _LETTER.search(word) and word.lower() not in words.labels]
    small = sum(1 for name in names if name[:1].islower())
    if len(names) > _NAMES or small > 2 + ("://" in line):
        return False
    return not names or _set_apart(line, dates, block, words)


def _set_apart(line: str, dates: tuple[Found, ...], block: Block, words: Words) -> bool:
    """The date opens or closes the line, a mark stands beside it, or a label opens the line."""
    first, last = dates[0].span, dates[-1].span
    before = words.weekday.sub(" ", line[: first.start - block.start]).strip(BLANK)
    after = line[last.end - block.start :].strip(BLANK)
    if not before or words.published.match(line) or words.updated.match(line):
        return True
    return _MARK.search(before[-1:] + " ") is not None or before.split()[-1].lower() in words.labels and not after


def _is_weekday_line(line: str, words: Words) -> bool:
    match = words.weekday.match(line)
    return match is not None and not line[match.end() :].strip(" .,")
