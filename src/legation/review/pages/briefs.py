"""The weekly brief: a page, Markdown, PDF."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response

from legation import asking, edtf
from legation.errors import UsageError
from legation.record import Record
from legation.review import searching
from legation.review.addresses import Listing, listing
from legation.review.pages.events import name_of
from legation.review.searching import Sought
from legation.review.visit import Visit, attachment
from legation.share import briefs
from legation.share.briefs import Brief
from legation.types import Deal

WEEK = 7
MOST = 100
"""Events in a brief: those told last."""
DEALS = 20
"""Deals in a brief that moved, and as many that fell silent."""


def page(visit: Visit) -> Response:
    """The brief in a page."""
    made, wanted = _brief(visit)
    return visit.page("brief.html", brief=made, listing=wanted, query=visit.request.url.query)


def file(visit: Visit) -> Response:
    """The brief as Markdown or PDF."""
    made, _ = _brief(visit)
    if visit.path("form") == "pdf":
        return attachment(briefs.pdf(made), "brief.pdf", "application/pdf")
    return attachment(
        briefs.markdown(made).encode("utf-8", "replace"), "brief.md", "text/markdown; charset=utf-8"
    )


def _brief(visit: Visit) -> tuple[Brief, Listing]:
    """What was told in the days asked for: the last week of which the record holds a story, where nothing is said."""
    wanted = listing(visit.request.query_params)
    since, until = days(visit)
    record = visit.desk.record
    key = f"brief {since} {until} {wanted.address()}"
    told = visit.desk.remembered.get(
        key, lambda: searching.told_between(record, wanted.sought, since, until, MOST)
    )
    moved, silent = visit.desk.remembered.get(
        f"deals of {key}", lambda: _deals(record, wanted.sought, since, until)
    )
    name = name_of(visit, wanted)
    title = "Brief" if name == "All events" else f"Brief: {name}"
    return briefs.brief(title, (since, until), told, (moved, silent), visit.desk.names), wanted


def _deals(
    record: Record, sought: Sought, since: str, until: str
) -> tuple[tuple[Deal, ...], tuple[Deal, ...]]:
    """The deals that moved in these days, and those that fell silent; none where words are sought, which deals lack."""
    if sought.text:
        return (), ()
    between = (edtf.bounds(since) or (0, 0))[0], (edtf.bounds(until) or (0, 0))[1]
    moved = record.deals(between=sought.states, latest=True, limit=DEALS, news=between)
    silent = record.deals(between=sought.states, latest=True, limit=DEALS, silent=True, due=between)
    return moved, silent


def days(visit: Visit) -> tuple[str, str]:
    """The first and the last day of the brief (ISO)."""
    given = [visit.asked("from") or None, visit.asked("to") or None]
    first, last = (edtf.bounds(asking.day(one)) if one else None for one in given)
    end = edtf.iso(last[1]) if last else visit.desk.record.last_published() or visit.desk.today
    begin = (
        edtf.iso(first[0]) if first else (date.fromisoformat(end[:10]) - timedelta(days=WEEK - 1)).isoformat()
    )
    if begin > end:
        raise UsageError(f"{begin} lies after {end}")
    return begin, end
