"""The days that a page offers for a story's publication: its source, its markup, its lines, its address, its dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from legation.document import published
from legation.document.blocks import Block
from legation.document.dates import find, in_address, readings, stated
from legation.document.labels import BODY, BYLINE, CAPTION, DATE, FURNITURE, LINE, Label, label
from legation.document.page import Page
from legation.document.parts import Parts
from legation.document.published import Candidate
from legation.document.stated import BELOW, ELEMENT, META, STRUCTURED, Dated
from legation.document.stated import LINE as NEAR
from legation.document.words import Words
from legation.types import Span

_ADDRESS = re.compile(r"https?://\S+|[\w.-]+\.[a-z]{2,}(?:\s*/\s*[\w.-]+)+", re.I)
_BULLETS = "-–•*·| "
_FIELDS = re.compile(r"[|•·;/]|\s[-–—]\s")
_OWN_CLOCK = re.compile(r"\d[+-](?!00:?00)\d\d:?\d\d$")
_STATED = {STRUCTURED: published.STRUCTURED, META: published.META, ELEMENT: published.ELEMENT}


def published_day(
    page: Page, found: Parts, head: tuple[Label, ...], part: int
) -> tuple[Candidate | None, tuple[str, ...]]:
    """The day of publication of one story, and notes on what disagrees with it."""
    fetched = page.capture.fetched
    candidates = [*_marked(page, part), *_dates(page, found, head, part)]  # the nearest to the headline first
    changed = _changes(page)
    others = [
        day
        for one in page.source.dated
        if page.words.event.match(one.value) and (day := stated(one.value, page.words))
    ]
    return published.choose(
        candidates, changed, fetched[:10] if fetched else None, bool(page.source.dated), others
    )


def _changes(page: Page) -> list[str]:
    """The days on which the page was changed. One that only a line gives, while another line marked as that of publication has
    the same, says nothing: a story is often changed on its first day.
    """
    words, dated = page.words, page.source.dated
    first = {
        stated(one.value, words)
        for one in dated
        if one.kind == NEAR and not one.modified and (one.marked or words.published.match(one.value))
    }
    days = ((one, stated(one.value, words)) for one in dated if one.modified)
    return [day for one, day in days if day and not (one.kind == NEAR and day in first)]


def _marked(page: Page, part: int) -> Iterator[Candidate]:
    """The days that the markup states, and those of lines near the headline."""
    for one in page.source.dated:
        if one.modified:
            continue
        if one.kind in _STATED:
            yield from _of_markup(one, page)
        elif part == 1:
            yield from _near(one, page)


def _of_markup(one: Dated, page: Page) -> Iterator[Candidate]:
    """The day that markup states, the month first where the page writes so; and the other reading of it."""
    day, turned = readings(one.value, page.words)
    if turned and any(mark in one.value for mark in page.source.month_first):
        day, turned = turned, day
    rank, where = _STATED[one.kind], f"its {one.kind}"
    if day:
        yield Candidate(day, rank, where, loose=_OWN_CLOCK.search(one.value) is None)
    if turned:
        yield Candidate(turned, rank, where, turned=True)


def _near(one: Dated, page: Page) -> Iterator[Candidate]:
    """The day of a line that stands near the headline, or with a label below the text."""
    line = Block(0, len(one.value), 0)
    item = label(one.value, line, page.words, page.gazetteer, True)
    labelled = page.words.published.match(one.value) is not None
    if one.kind == BELOW and not labelled:
        yield from (replace(found, span=None) for found in _of_address(one.value, item, page.words))
        return
    if one.marked and item.kind in (LINE, BODY):
        item = replace(item, kind=DATE)  # its words may be of another language
    if item.kind not in (DATE, BYLINE, FURNITURE) or not item.dates:
        return
    rank = published.BELOW if one.kind == BELOW else None
    for day in _of_line(one.value, item, page, rank):
        told = one.first and day.rank == published.LINE
        yield replace(day, span=None, rank=published.LABELLED if told else day.rank)


def _dates(page: Page, found: Parts, head: tuple[Label, ...], part: int) -> list[Candidate]:
    source, words = page.source, page.words
    candidates: list[Candidate] = []
    if source.date and (date := stated(source.date, words)):
        candidates.append(Candidate(date, published.KNOWN, "its source"))
    if part == 1 and source.url and (address := in_address(source.url, words)):
        candidates.append(Candidate(address[0], published.ADDRESS, "its address"))
    for item in (*head, *found.head):
        candidates += _of_line(source.text, item, page, None)
    if found.lead >= 0:
        candidates += _of_dateline(source.text, found.labels[found.lead], words)
    for item in found.tail:
        if item.kind in (DATE, BYLINE, FURNITURE):
            candidates += _of_line(source.text, item, page, published.BELOW)
    for item in found.labels:
        if item.kind == CAPTION and item.dates and words.outlet_credit.match(line_of(source.text, item)):
            candidates += _of_line(source.text, item, page, published.CREDIT)
    return candidates


def _of_line(text: str, item: Label, page: Page, rank: int | None) -> list[Candidate]:
    """The dates of a line that stands apart. After the first, a date is taken for that of an update."""
    if item.kind not in (DATE, BYLINE, FURNITURE, CAPTION) or (item.kind == CAPTION and rank is None):
        return []
    line, words = line_of(text, item).lstrip(_BULLETS), page.words
    if words.event.match(line):
        return []
    first = published.UPDATED if words.updated.match(line) else published.LINE
    if words.published.match(line):
        first = published.LABELLED
    ranks = [first if rank is None else rank]
    candidates = []
    after = item.block.start
    for number, date in enumerate(item.dates):
        own = _own_rank(text[after : date.span.start], words)
        after = date.span.end
        if date.date:
            use = ranks[0] if number == 0 else max(ranks[0], published.UPDATED)
            if rank is None and own is not None:
                use = own
            days = (date.date, date.turned)
            if any(mark in text[date.span.start : date.span.end] for mark in page.source.month_first):
                days = (date.turned or date.date, date.date)
            candidates.append(Candidate(days[0], use, f"the line “{line}”", date.span))
            if date.turned and days[1]:
                candidates.append(Candidate(days[1], use, f"the line “{line}”", date.span, turned=True))
    if not candidates:
        candidates += _of_address(text, item, words)
    return candidates


def _own_rank(before: str, words: Words) -> int | None:
    """What the label right before a date makes of it, where a line holds several ("Updated: … | Created: …")."""
    last = _FIELDS.split(before)[-1].strip()
    if words.updated.match(last):
        return published.UPDATED
    return published.LABELLED if words.published.match(last) else None


def _of_address(text: str, item: Label, words: Words) -> list[Candidate]:
    match = _ADDRESS.search(text, item.block.start, item.block.end)
    address = in_address(match.group(), words) if match else None
    if not match or not address:
        return []
    span = Span(match.start() + address[1].start, match.start() + address[1].end)
    return [Candidate(address[0], published.ADDRESS, "the address on the page", span)]


def _of_dateline(text: str, lead: Label, words: Words) -> list[Candidate]:
    span = lead.filed.dateline.date_span if lead.filed else None
    if span is None:
        return []
    return [
        Candidate(date.date, published.FILED, "its dateline", date.span)
        for date in find(text, span.start, span.end, words)
        if date.date
    ]


def line_of(text: str, item: Label) -> str:
    """The words of a block."""
    return text[item.block.start : item.block.end]
