"""The front page: what is new, what waits, what is to be done."""

from __future__ import annotations

from starlette.responses import Response

from legation.record import Record
from legation.review import queue, searching
from legation.review.pages import coverage
from legation.review.searching import Sought
from legation.review.visit import THEMES, Visit, as_json
from legation.types import Deal

NEWS, WAITING, DEALS = 12, 6, 5
LOOKED_AT = 100
"""Deals, those with the last news, among which those that moved and those gone silent are looked for."""


def front(visit: Visit) -> Response:
    """The front page."""
    record, remembered = visit.desk.record, visit.desk.remembered
    totals = remembered.get("totals", record.totals)
    news = remembered.get("news", lambda: searching.rows(searching.latest(record, NEWS)))
    waiting = remembered.get("queue", lambda: queue.waiting(record, Sought()))
    deals = remembered.get("deals", lambda: _deals(record))
    with record.notebook() as notebook:
        tasks = notebook.tasks(who=visit.person.name)
        views = notebook.views(visit.person.name)
        said = notebook.sayings(limit=8)
    return visit.page(
        "front.html",
        totals=totals,
        news=news,
        waiting=waiting[:WAITING],
        waiting_count=len(waiting),
        marks=visit.desk.newness.marks(row.event for row in news),
        outlook=coverage.outlook(visit),
        types=remembered.get("types", record.counts_by_type),
        pairs=remembered.get("pairs", lambda: record.busiest_pairs(12)),
        moved=deals[0],
        silent=deals[1],
        tasks=tasks,
        views=views,
        said=said,
    )


def _deals(record: Record) -> tuple[list[Deal], list[Deal]]:
    """Deals that moved last, and those that fell silent last."""
    moved = [deal for deal in record.deals(latest=True, limit=LOOKED_AT) if deal.stage and not deal.silent]
    silent = [deal for deal in record.deals(latest=True, silent=True, limit=LOOKED_AT) if deal.stage]
    return moved[:DEALS], silent[:DEALS]


def live(visit: Visit) -> Response:
    """The state of the record, for pages that are open: it is other than before when something was written."""
    return as_json({"change": visit.desk.token()})


def theme(visit: Visit) -> Response:
    """Keep how the desk looks."""
    wanted = visit.said("theme")
    response = visit.go(visit.said("back") or "/")
    response.set_cookie(
        "theme", wanted if wanted in THEMES else "auto", max_age=31_536_000, samesite="strict"
    )
    return response


def help_page(visit: Visit) -> Response:
    """How the desk is used."""
    return visit.page("help.html")
