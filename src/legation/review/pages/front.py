"""The front page: what is new, what waits, what is to be done."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from starlette.responses import Response

from legation.errors import LegationError
from legation.record import Record
from legation.record.questions import Totals
from legation.review import queue, searching
from legation.review.desk import Desk
from legation.review.pages import coverage
from legation.review.queue import Waiting
from legation.review.searching import Row, Sought
from legation.review.visit import THEMES, Visit, as_json
from legation.types import Deal

NEWS, DEALS = 12, 5
LOOKED_AT = 100
"""Deals, those with the last news, among which those that moved and those gone silent are looked for."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the front page says of the record, whoever looks."""

    totals: Totals
    news: tuple[Row, ...]
    waiting: tuple[Waiting, ...]
    types: tuple[tuple[str, int], ...]
    pairs: tuple[tuple[str, str, int], ...]
    moved: list[Deal]
    silent: list[Deal]


def overview(desk: Desk) -> Overview:
    """All of it, as it is remembered; called before the first visit, so that nobody waits for it."""
    record, remembered = desk.record, desk.remembered
    moved, silent = remembered.get("deals", lambda: _deals(record))
    return Overview(
        remembered.get("totals", record.totals),
        remembered.get("news", lambda: searching.rows(searching.latest(record, NEWS))),
        queue.remembered(desk, Sought()),
        remembered.get("types", record.counts_by_type),
        remembered.get("pairs", lambda: record.busiest_pairs(12)),
        moved,
        silent,
    )


def make_ready(desk: Desk) -> None:
    """Count what the first who come would wait for. What the record refuses now, they are told."""
    with suppress(LegationError):
        overview(desk)
        coverage.outlook(desk)


def front(visit: Visit) -> Response:
    """The front page."""
    record = visit.desk.record
    known = overview(visit.desk)
    with record.notebook() as notebook:
        tasks = notebook.tasks(who=visit.person.name)
        views = notebook.views(visit.person.name)
        said = notebook.sayings(limit=8)
    return visit.page(
        "front.html",
        known=known,
        waiting=known.waiting[: queue.FIRST],
        looked_at=queue.LOOKED_AT,
        marks=visit.desk.newness.marks(row.event for row in known.news),
        outlook=coverage.outlook(visit.desk),
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
