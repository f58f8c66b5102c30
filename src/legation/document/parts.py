"""What each block is to its story: headline, lead, body, caption or furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.document.labels import BODY, BYLINE, CAPTION, DATE, LINE, Label
from legation.document.outlets import in_line
from legation.document.stories import Segment
from legation.document.words import Words
from legation.types import Paragraph, Span
from legation.vocabulary import Gazetteer

_GOES_ON = ":,;–—"  # a line that ends so leads on to the next: text, not a heading
_BULLETS = "-–—•*·▪●"
_STANDFIRST = 300  # characters that a standfirst above the dateline may have
_PATH = re.compile(r"\s[/|>»›]\s")  # "Reactor Weekly / New build"
_TITLE = 250
_HEADLINE_BODY = 130
_LEADS_ON = 6  # words from which a line with a colon above the text says who tells it


@dataclass(frozen=True, slots=True)
class Parts:
    """A story's paragraphs and its landmarks, as positions in ``labels``; -1 for what it has not."""

    labels: tuple[Label, ...]
    headline: int
    lead: int
    last: int  # the last block of running text
    paragraphs: tuple[Paragraph, ...]

    @property
    def head(self) -> tuple[Label, ...]:
        """The blocks above the text (all of them in a story without text)."""
        return self.labels[: self.lead] if self.lead >= 0 else self.labels

    @property
    def tail(self) -> tuple[Label, ...]:
        """The blocks below the text."""
        return self.labels[self.last + 1 :] if self.last >= 0 else ()


def parts(text: str, segment: Segment, title: str | None, words: Words, gazetteer: Gazetteer) -> Parts:
    """The parts of one story; ``title`` is the page's own, where its source says it."""
    labels = segment.labels
    headline = -1 if segment.digest else _headline(text, labels, title)
    lead = _lead(text, labels, headline)
    last = max(
        (index for index, item in enumerate(labels) if item.kind == BODY and index != headline), default=-1
    )
    paragraphs = tuple(
        Paragraph(
            _span(item, index == lead), _kind(text, labels, index, headline, lead, last, words, gazetteer)
        )
        for index, item in enumerate(labels)
    )
    return Parts(labels, headline, lead, last, paragraphs)


def _span(item: Label, is_lead: bool) -> Span:
    """The block; the dateline's words stay out of a paragraph that begins with one."""
    begins = (
        item.filed.body
        if item.filed and item.kind == BODY and item.filed.body < item.block.end
        else item.block.start
    )
    return Span(begins, item.block.end)


# ------------------------------------------------------------------ headline and lead


def _headline(text: str, labels: tuple[Label, ...], title: str | None) -> int:
    first_body = next((index for index, item in enumerate(labels) if item.kind == BODY), len(labels))
    if title:
        for index, item in enumerate(labels[: first_body + 1]):
            if text[item.block.start : item.block.end] == title and len(title) <= _TITLE:
                return index
    lines = [index for index in range(first_body) if labels[index].kind == LINE]
    if not lines:
        return first_body if _body_is_headline(text, labels, first_body) else -1
    if len(lines) == 1:
        return lines[0]
    return next((index for index in lines if not _is_masthead(text, labels, lines, index)), lines[-1])


def _is_masthead(text: str, labels: tuple[Label, ...], lines: list[int], index: int) -> bool:
    """A line above the headline: a name in capitals, a word or two, or part of a group that opens the page."""
    line = text[labels[index].block.start : labels[index].block.end]
    words = line.split()
    later = [other for other in lines if other > index and _can_be_headline(text, labels[other])]
    if not later:
        return False
    if len(words) <= 2 or (line.isupper() and len(words) <= 7) or _capital_start(words):
        return True
    if len(words) <= 8 and _PATH.search(line):
        return True
    group = labels[index].block.group
    apart = any(labels[other].block.group > group for other in later)
    return apart and _group_opens_page(labels, group) and len(words) <= 8


def _can_be_headline(text: str, item: Label) -> bool:
    words = text[item.block.start : item.block.end].split()
    return len(words) > 3 and not item.name_line


def _capital_start(words: list[str]) -> bool:
    """ "MONSOON MUSINGS - a blog about …": a name in capitals, then a dash."""
    marks = [number for number, word in enumerate(words) if word in "-–—|"]
    return bool(marks) and marks[0] > 1 and all(word.isupper() for word in words[: marks[0]])


def _group_opens_page(labels: tuple[Label, ...], group: int) -> bool:
    members = [item for item in labels if item.block.group == group]
    return group == labels[0].block.group and len(members) > 1


def _body_is_headline(text: str, labels: tuple[Label, ...], index: int) -> bool:
    """A headline that ends as a sentence does: short, first, with a date line or byline below it."""
    if index + 1 >= len(labels) or labels[index].filed or any(item.kind == DATE for item in labels[:index]):
        return False
    block = labels[index].block
    if block.end - block.start > _HEADLINE_BODY or text[block.start] in _BULLETS:
        return False
    return labels[index + 1].kind in (DATE, BYLINE, CAPTION) or text[block.end - 1] in "?!"


def _lead(text: str, labels: tuple[Label, ...], headline: int) -> int:
    """The first paragraph; a short standfirst above a dateline is not it, nor are bullet points."""
    body = [
        index
        for index, item in enumerate(labels)
        if item.kind == BODY and index != headline and text[item.block.start] not in _BULLETS
    ]
    if not body:
        return next(
            (index for index, item in enumerate(labels) if item.kind == BODY and index != headline), -1
        )
    for index in body[:3]:
        if labels[index].filed:
            return index
        if labels[index].block.end - labels[index].block.start > _STANDFIRST:
            break
    return body[0]


# ------------------------------------------------------------------ kinds


def _kind(
    text: str, labels: tuple[Label, ...], index: int, headline: int, lead: int, last: int,
    words: Words, gazetteer: Gazetteer,
) -> str:  # fmt: skip
    item = labels[index]
    if index == headline:
        return "headline"
    if item.kind == BODY:
        return "lead" if index == lead else "body"
    if item.kind == CAPTION:
        return "caption"
    if item.kind != LINE or index > last:
        return "furniture"
    line = text[item.block.start : item.block.end]
    if index < lead:
        return _head_line(line, item.name_line, index, headline, words, gazetteer)
    return "body" if item.sentence or line[0] in _BULLETS or line[-1] in _GOES_ON else "headline"


def _head_line(
    line: str, name_line: bool, index: int, headline: int, words: Words, gazetteer: Gazetteer
) -> str:
    if index < headline or headline < 0:
        return "furniture"
    if line.endswith(":") and len(line.split()) >= _LEADS_ON:
        return "body"
    if line.isupper() or in_line(line, words, gazetteer, masthead=False):
        return "furniture"
    return "caption" if name_line else "headline"
