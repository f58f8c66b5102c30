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
_CAPTION_TAIL = 120  # characters in which a long caption shows itself
_DATE_LINE = 140
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]*_\s\u200b\u200e\u200f]*$")
_INNER_END = re.compile(r"[.!?][\"'”’)]*\s+[“\"'‘(]?[^\W\d_]")
_WORD = re.compile(r"[^\s|/·•<>,;()\[\]–—]+")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d\d)?\b|\b\d{1,2}(?:[:.]?\d\d)?\s?[ap]\.?m\b\.?|(?<!\S)\d+(?!\S)", re.I
)
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_MARK = re.compile(r"[|/·•>,;:()\[\]–—-]|\.(?:\s|$)")
_NAME_WORDS = 8  # words of a caption that is a name and an office
_MOMENT = 60
_LABEL_REACH = 15  # characters between "Published" and its date
_OUTLET_WORDS = 4  # words that an outlet's name has
_NOTE_WORDS = 10  # words of a desk's note behind the date
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
    name_line: bool = False  # every word of it a name or an office: a caption, if it is not the headline


def label(text: str, block: Block, words: Words, gazetteer: Gazetteer, first: bool) -> Label:
    """What a block is; ``first`` says that no text of a story came before it on the page."""
    size = block.end - block.start
    if size > _LONG:
        if size <= _CAPTION and _is_long_caption(text, block, words):
            return Label(block, CAPTION)
        return Label(
            block, BODY, at_head(text, block.start, block.end, words, gazetteer, first), sentence=True
        )
    line = fold(text[block.start : block.end])
    if not _LETTER.search(line):
        return Label(block, FURNITURE, dates=tuple(find(text, block.start, block.end, words)))
    return _short(text, block, line, words, gazetteer, first)


def _short(text: str, block: Block, line: str, words: Words, gazetteer: Gazetteer, first: bool) -> Label:
    sentence = _TERMINAL.search(words.end_mark.sub("", line)[-6:]) is not None
    kind, filed = _by_phrase(line, sentence, words), None
    if kind is None:
        filed = at_head(text, block.start, block.end, words, gazetteer, first)
        if filed and filed.body < block.end and _is_text(line, sentence, words):
            return Label(block, BODY, filed, sentence=True)
    if kind in (LIST, END, CAPTION):
        return Label(
            block, kind, dates=tuple(find(text, block.start, block.end, words)) if kind == CAPTION else ()
        )
    dates = tuple(find(text, block.start, block.end, words)) if len(line) <= _DATE_LINE else ()
    if kind is not None:
        return Label(block, kind, None, dates, None, sentence)
    byline = words.byline.match(line) is not None and not sentence
    place = (
        in_line(text, block.start, block.end, gazetteer)
        if filed or dates or byline or line.isupper()
        else None
    )
    if place is None and filed and not _names_outlet(filed.dateline.place or "", words):
        place = filed.dateline.place_span
    kind = _apart(line, block, filed, dates, place, words) or (BYLINE if byline else None)
    if kind is None:
        kind = BODY if _is_text(line, sentence, words) else LINE
        return Label(
            block, kind, None, dates, place, sentence, kind == LINE and _is_name_line(line, gazetteer)
        )
    return Label(block, kind, filed, dates, place, sentence)


def _apart(
    line: str, block: Block, filed: Filed | None, dates: tuple[Found, ...], place: Span | None, words: Words
) -> str | None:
    """Whether a line says when or where, apart from the story."""
    if filed is not None and filed.body == block.end:
        return DATE
    if place is not None and place.end - place.start >= len(line) - 1:
        return DATE
    return DATE if _is_date_line(line, dates, block, words) or _is_moment(line, words) else None


def _by_phrase(line: str, sentence: bool, words: Words) -> str | None:
    if words.list_start.match(line):
        return LIST
    if words.end_start.match(line):
        return END
    if words.whole.fullmatch(line):
        return FURNITURE
    if words.furniture.match(line):
        return FURNITURE
    if words.caption_start.match(line) or (not sentence and words.caption_end.search(line)):
        return CAPTION
    return None


def _is_long_caption(text: str, block: Block, words: Words) -> bool:
    if words.caption_start.match(text, block.start, block.end):
        return True
    tail = text[max(block.start, block.end - _CAPTION_TAIL) : block.end]
    return not _TERMINAL.search(tail[-6:]) and words.caption_end.search(tail) is not None


def _is_text(line: str, sentence: bool, words: Words) -> bool:
    """Whether a short block reads as running text and not as a heading."""
    if line.endswith(":") and len(line) > 60:
        return True
    if not sentence:
        return False
    line = words.end_mark.sub("", line)
    return line.rstrip("\"' )").endswith((".", "…")) or _INNER_END.search(line) is not None or len(line) > 120


def _is_date_line(line: str, dates: tuple[Found, ...], block: Block, words: Words) -> bool:
    """A line that is a date with names and labels beside it, and no sentence."""
    if not dates:
        return False
    rest = list(line)
    for found in dates:
        rest[found.span.start - block.start : found.span.end - block.start] = " " * (
            found.span.end - found.span.start
        )
    plain = _CLOCK.sub(" ", words.weekday.sub(" ", "".join(rest)))
    label = words.published.match(line) or words.updated.match(line)
    if label and dates[0].span.start - block.start - label.end() <= _LABEL_REACH:
        return True
    names = _names_beside(plain, words)
    begun = dates[0].span.start - block.start
    if words.weekday.search(line) and not _INNER_END.search(line[:begun]) and len(line) <= _DATE_LINE:
        front = _names_beside(plain[:begun], words)
        tail = line[dates[0].span.end - block.start :]
        if front and len(front) <= _OUTLET_WORDS and all(name[:1].isupper() for name in front):
            behind = len(names) - len(front)
            if tail[:1] == "." and behind <= _NOTE_WORDS:
                return (
                    True  # "Andean Courier, Monday 4 May 2015. Documents service. Abridged from both texts"
                )
    small = sum(1 for name in names if name[:1].islower())
    if len(names) > _NAMES or small > 2 + ("://" in line):
        return False
    return not names or _set_apart(line, dates, block, words)


def _names_beside(plain: str, words: Words) -> list[str]:
    return [
        word for word in _WORD.findall(plain) if _LETTER.search(word) and word.lower() not in words.labels
    ]


def _set_apart(line: str, dates: tuple[Found, ...], block: Block, words: Words) -> bool:
    """The date opens or closes the line, a mark stands beside it, or a label opens the line."""
    first, last = dates[0].span, dates[-1].span
    before = words.weekday.sub(" ", line[: first.start - block.start]).strip(BLANK)
    after = line[last.end - block.start :].strip(BLANK)
    if not before or words.published.match(line) or words.updated.match(line):
        return True
    if any(clock.end() == len(before) and ":" in clock.group() for clock in _CLOCK.finditer(before)):
        return True  # "All News 15:25 November 20, 2023"
    label = before.split()[-1].lower()
    if _MARK.search(before[-1:] + " ") or words.published.fullmatch(label) or words.updated.fullmatch(label):
        return True
    return label in words.labels and not after


def _names_outlet(name: str, words: Words) -> bool:
    return any(part.lower() in words.outlet_words for part in name.split())


def _is_name_line(line: str, gazetteer: Gazetteer) -> bool:
    """ "Defense Minister Sergey Shoigu": few words, all with capitals, and none of them a verb."""
    parts = line.split()
    if len(parts) > _NAME_WORDS or not all(part[:1].isupper() for part in parts if len(part) > 3):
        return False
    verbs = next(iter(gazetteer.lexicons.values())).forms if gazetteer.lexicons else {}
    return not any(part.lower().strip(",.:") in verbs for part in parts[1:])


def _is_moment(line: str, words: Words) -> bool:
    """ "Updated 6:48 p.m.", "Thursday": labels, weekdays and hours, and nothing else."""
    if len(line) > _MOMENT or not (_DIGIT.search(line) or " " not in line.strip()):
        return False
    plain, hours = _CLOCK.subn(" ", line)
    plain, days = words.weekday.subn(" ", plain)
    names = [word for word in _WORD.findall(plain) if _LETTER.search(word)]
    return hours + days > 0 and all(word.lower().strip(".:") in words.labels for word in names)
