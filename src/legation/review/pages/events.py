"""Lists of events, and what is downloaded of them."""

from __future__ import annotations

import io

from starlette.responses import Response

from legation.errors import UsageError
from legation.review import searching
from legation.review.addresses import PER_PAGE, Listing, listing
from legation.review.visit import Visit, attachment
from legation.share import exports
from legation.upkeep.correcting import standing

MOST = 20_000
"""Events in one download."""
MEDIA = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}


def events(visit: Visit) -> Response:
    """A list of events, narrowed as the address says."""
    wanted = listing(visit.request.query_params)
    record = visit.desk.record
    found = searching.find(record, wanted.sought, wanted.per, wanted.after)
    key = f"count {wanted.address(after=None)}"
    counted = visit.desk.remembered.get(key, lambda: searching.count(record, wanted.sought, found.events))
    with record.notebook() as notebook:
        views = notebook.views(visit.person.name)
    return visit.page(
        "events.html",
        listing=wanted,
        found=found,
        counted=counted,
        rows=searching.rows(found.told),
        views=views,
        per_page=PER_PAGE,
        graded=searching.GRADED,
        title=name_of(visit, wanted),
    )


def name_of(visit: Visit, wanted: Listing) -> str:
    """A list in words."""
    names = visit.desk.names
    parts = [names.get(value, value) if key == "state" else value for key, value in wanted.chosen]
    return ", ".join(parts) if parts else "All events"


def download(visit: Visit) -> Response:
    """All of a list, as a file."""
    form = visit.path("form")
    if form not in MEDIA:
        raise UsageError(f"{form}: no such form of download (csv, jsonl)")
    wanted = listing(visit.request.query_params)
    record = visit.desk.record
    found = searching.find(record, wanted.sought, MOST)
    stream = io.BytesIO()
    told = standing(record, found.told)
    (exports.EventsAsCsv(stream) if form == "csv" else exports.EventsAsJson(stream))("", told)
    return attachment(stream.getvalue(), f"events.{form}", MEDIA[form])


def save(visit: Visit) -> Response:
    """Keep a search under a name."""
    name, query = visit.said("name")[:100], visit.said("query")[:2000]
    if not name:
        raise UsageError("a saved view needs a name")
    if not query.startswith("/") or query.startswith("//"):
        raise UsageError(f"{query}: not an address of this desk")
    with visit.desk.record.writing() as writer:
        writer.notebook.add_view(name, visit.person.name, query, visit.desk.now)
    return visit.go(query)


def forget(visit: Visit) -> Response:
    """Forget a saved search."""
    number = visit.said("number")
    with visit.desk.record.writing() as writer:
        if not number.isdecimal() or not writer.notebook.drop_view(int(number), visit.person.name):
            raise UsageError("no such view of yours")
    return visit.go(visit.said("back") or "/")
