"""One event, and one story, in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from legation import edtf
from legation.errors import UsageError
from legation.record import Record, Wanted
from legation.review import marking
from legation.review.visit import Visit
from legation.types import Deal, Event, Evidence, Report
from legation.upkeep.correcting import stands

NEAR = 60
"""Days on either side within which neighbours are looked for."""
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A report with its words, marked."""

    report: Report
    sentences: tuple[tuple[marking.Piece, ...], ...]
    elsewhere: tuple[Evidence, ...]


def told(report: Report) -> Told:
    """A report as a page shows it."""
    return Told(report, marking.sentences(report), marking.elsewhere(report))


def event(visit: Visit) -> Response:
    """An event: its values, their evidence, rivals, reasons, history, neighbours."""
    record = visit.desk.record
    ref = record.resolve(visit.path("ref"))
    if ref != visit.path("ref"):
        return visit.go(f"/event/{ref}")
    one, told_by = record.told_of(ref)
    reports = stands(record, told_by)
    with record.notebook() as notebook:
        said = notebook.sayings(one.reports)
        notes, tasks = notebook.notes(one.reports), notebook.tasks(one.reports)
        seen = notebook.latest(one.reports)
    return visit.page(
        "event.html",
        event=one,
        told=[told(report) for report in reports],
        numbers={one.id: f"report {number}" for number, one in enumerate(reports, start=1)},
        backing=backing(one, reports),
        said=said,
        notes=notes,
        tasks=tasks,
        seen=seen,
        deal=_deal(record, one),
        marks=visit.desk.newness.marks([one]),
        near=neighbours(record, one)[:SHOWN],
        people=[person.name for person in visit.desk.people.all()] or [visit.person.name],
    )


def _deal(record: Record, one: Event) -> Deal | None:
    """The deal that an event moves along, with whether it is silent."""
    found = record.deal_of(one.id)
    return record.deal(found.id) if found else None


def standing_reports(record: Record, one: Event) -> tuple[Report, ...]:
    """The reports of an event as people left them."""
    return stands(record, record.reports_of(one.id))


def backing(one: Event, reports: Sequence[Report]) -> dict[str, str]:
    """For each field, how many of the reports give the value that won; nothing for events told once."""
    if len(reports) < 2:
        return {}
    found = {}
    for field in ("type", "mode", "states", "date", "stage", "factuality"):
        count = sum(getattr(report, field) == getattr(one, field) for report in reports)
        found[field] = f"{'all' if count == len(reports) else count} of {len(reports)} reports"
    return found


def neighbours(record: Record, one: Event) -> tuple[Event, ...]:
    """Other events between the same states, near in time, the nearest first."""
    span = edtf.bounds(one.date)
    if span is None or not one.states:
        return ()
    since, until = (
        edtf.iso(min(max(day, edtf.EARLIEST), edtf.LATEST)) for day in (span[0] - NEAR, span[1] + NEAR)
    )
    near = Wanted(between=one.states[:2], since=since, until=until)
    return tuple(other for other in record.nearest(near, span[0], SHOWN + 2) if other.id != one.id)


def report(visit: Visit) -> Response:
    """The event that a report belongs to."""
    return visit.go(f"/event/{visit.desk.record.event_of(visit.path('ref')).id}")


def story(visit: Visit) -> Response:
    """A story with its text, and all evidence marked in it."""
    record = visit.desk.record
    one = record.story(visit.path("ref"))
    reports = stands(record, record.reports_of(one.id))
    chosen = [r for r in reports if r.id == visit.asked("report")] or reports
    homes = {r.id: _home(record, r.id) for r in reports}
    return visit.page(
        "story.html",
        story=one,
        reports=reports,
        chosen=chosen,
        homes=homes,
        paragraphs=marking.paragraphs(one, chosen),
    )


def _home(record: Record, report: str) -> str | None:
    """The event that holds a report; None where somebody rejected it."""
    try:
        return record.event_of(report).id
    except UsageError:
        return None


def search(visit: Visit) -> Response:
    """The one field for everything: an id, a pair of states, or words."""
    words = visit.asked("q")
    if not words:
        return visit.go("/events")
    if words[:2] in ("e_", "s_", "r_"):
        kind = {"e_": "event", "s_": "story", "r_": "report"}[words[:2]]
        return visit.go(f"/{kind}/{words.split()[0]}")
    return visit.go(_by_words(words))


def _by_words(words: str) -> str:
    from urllib.parse import quote, urlencode

    from legation import asking

    for joint in (" - ", " – ", " and ", ", ", " "):
        parts = [part for part in words.split(joint) if part]
        if len(parts) == 2:
            try:
                a, b = asking.pair((parts[0], parts[1]))
            except UsageError:
                continue
            return f"/dossier/{quote(a)}/{quote(b)}"
    try:
        return f"/dossier/{quote(asking.state(words))}"
    except UsageError:
        return "/events?" + urlencode({"text": words})
