"""One segment of a page to one `Story`: its parts, where and when it was filed and published, and by whom."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from legation.document import outlets
from legation.document.dating import line_of, published_day
from legation.document.labels import BYLINE, CAPTION, DATE, FURNITURE, LINE, Label
from legation.document.outlets import Named
from legation.document.page import Page
from legation.document.parts import Parts, parts
from legation.document.stories import Segment
from legation.types import Dateline, Story


def story(page: Page, segment: Segment, head: tuple[Label, ...], part: int) -> Story | None:
    """The story of a segment, or None where it has neither headline nor text.

    ``head`` is what stands above the items of a digest, which speaks for all of them.
    """
    found = parts(
        page.source.text, segment, page.source.title if part == 1 else None, page.words, page.gazetteer
    )
    if found.headline < 0 and found.lead < 0:
        return None
    best, notes = published_day(page, found, head, part)
    outlet = _outlet(page, found, head)
    own = _own_text(page.source.text, found)
    return Story(
        id=story_id(own, outlet.name if outlet else None, best.date if best else None),
        path=page.capture.name,
        url=page.source.url,
        part=part,
        title=_title(page, found),
        outlet=outlet.name if outlet else None,
        outlet_state=outlet.state if outlet else None,
        published=best.date if best else None,
        published_span=best.span if best else None,
        language=page.language,
        text=page.source.text,
        paragraphs=found.paragraphs,
        dateline=_dateline(page.source.text, found),
        captured=page.capture.fetched[:10] if page.capture.fetched else None,
        notes=notes,
    )


def story_id(own_text: str, outlet: str | None, date: str | None) -> str:
    """An id made of content alone, so that two coders who read one story agree on it."""
    content = "\n".join((" ".join(own_text.split()), outlet or "", date or ""))
    return "s_" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _own_text(text: str, found: Parts) -> str:
    kept = (
        item.block for item, paragraph in zip(found.labels, found.paragraphs, strict=True)
        if paragraph.kind != "furniture"
    )  # fmt: skip
    return " ".join(text[block.start : block.end] for block in kept)


def _title(page: Page, found: Parts) -> str | None:
    if found.headline < 0:
        return None
    block = found.labels[found.headline].block
    return " ".join(page.source.text[block.start : block.end].split())


# ------------------------------------------------------------------ dateline


def _dateline(text: str, found: Parts) -> Dateline | None:
    """The lead's dateline; what it leaves out, a line above the text may say ("Friday 1 October")."""
    lead = found.labels[found.lead] if found.lead >= 0 else None
    dateline = lead.filed.dateline if lead and lead.filed else None
    line = next(
        (item for item in found.head if item.kind in (DATE, BYLINE) and (item.place or item.dates)), None
    )
    if line is None:
        return dateline
    open_date = next((date.span for date in line.dates if date.date is None), None)
    date = open_date or (line.dates[0].span if line.dates and line.place else None)
    dateline = dateline or Dateline(None, None, None, None, None)
    if dateline.place is None and line.place:
        span = line.place
        dateline = replace(dateline, place=text[span.start : span.end], place_span=span)
    if dateline.date_text is None and date:
        dateline = replace(dateline, date_text=text[date.start : date.end], date_span=date)
    return dateline if dateline.place or dateline.date_text else None


# ------------------------------------------------------------------ outlet


def _outlet(page: Page, found: Parts, head: tuple[Label, ...]) -> Named | None:
    text, words, gazetteer = page.source.text, page.words, page.gazetteer
    by_address = outlets.by_address(page.source.url, gazetteer)
    if page.source.outlet:
        given = outlets.given(page.source.outlet, gazetteer)
        told = dict(page.capture.known).get("outlet")
        # On the own site of an outlet that the tables know, a name that they do not is another wording of its.
        return by_address if by_address and not told and not outlets.known(given.name, gazetteer) else given
    if by_address:
        return by_address
    above = found.headline if found.headline >= 0 else len(found.head)
    lines = [
        *((item, True) for item in head),
        *((item, index < above) for index, item in enumerate(found.head)),
    ]
    for item, masthead in lines:
        if item.kind in (LINE, DATE, BYLINE, FURNITURE) and item is not _at(found, found.headline):
            named = outlets.in_line(line_of(text, item), words, gazetteer, masthead and item.kind != BYLINE)
            if named:
                return named
    return _credited(page, found) or _agency(page, found) or _in_headline(page, found)


def _at(found: Parts, index: int) -> Label | None:
    return found.labels[index] if index >= 0 else None


def _credited(page: Page, found: Parts) -> Named | None:
    for item in found.labels:
        if item.kind in (FURNITURE, CAPTION, BYLINE, DATE, LINE):
            line = line_of(page.source.text, item)
            if item.kind == CAPTION and not item.dates:
                continue  # "Photo: © Sputnik" names the picture's source, not the story's
            named = outlets.in_credit(line, page.words, page.gazetteer)
            if named:
                return named
    return None


def _agency(page: Page, found: Parts) -> Named | None:
    """The agency of the lead's dateline, or of a dateline on a line above it."""
    lead = _at(found, found.lead)
    for item in (*((lead,) if lead else ()), *found.head):
        if item.filed and item.filed.dateline.agency:
            return outlets.given(item.filed.dateline.agency, page.gazetteer)
    return None


def _in_headline(page: Page, found: Parts) -> Named | None:
    """A page without a headline proper: its first line names the programme, the next the day."""
    headline = _at(found, found.headline)
    if headline is None or headline.kind != LINE:
        return None
    dated = any(item.kind == DATE and item.block.group == headline.block.group for item in found.head)
    if not dated:
        return None
    return outlets.in_line(line_of(page.source.text, headline), page.words, page.gazetteer, masthead=False)
