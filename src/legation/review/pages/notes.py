"""Comments, and what somebody is to do."""

from __future__ import annotations

from starlette.responses import Response

from legation import edtf
from legation.errors import UsageError
from legation.review.visit import Visit


def note(visit: Visit) -> Response:
    """Comment on an event."""
    event = visit.desk.record.event(visit.said("event"))
    body = visit.said("body")[:5000]
    if not body:
        raise UsageError("a comment needs words")
    with visit.desk.record.writing() as writer:
        writer.notebook.add_note(event.reports[0], body, visit.person.name, visit.desk.now)
    return visit.go(f"/event/{event.id}")


def assign(visit: Visit) -> Response:
    """Give somebody something to do with an event, or mark it for follow-up."""
    event = visit.desk.record.event(visit.said("event"))
    who, what, due = visit.said("who"), visit.said("what")[:200], visit.said("due") or None
    known = [person.name for person in visit.desk.people.all()] or [visit.person.name]
    if who not in known:
        raise UsageError(f"{who}: no user of this name")
    if not what:
        raise UsageError("say what is to be done")
    if due and (len(due) != 10 or edtf.bounds(due) is None):
        raise UsageError(f"{due}: not a day (say 2014-11-20)")
    with visit.desk.record.writing() as writer:
        writer.notebook.add_task(event.reports[0], who, what, visit.person.name, visit.desk.now, due)
    return visit.go(f"/event/{event.id}")


def done(visit: Visit) -> Response:
    """Note that something is done."""
    number = visit.said("number")
    with visit.desk.record.writing() as writer:
        if not number.isdecimal() or not writer.notebook.finish_task(int(number[:12]), visit.desk.now):
            raise UsageError("there is nothing of that number still to be done")
    return visit.go(visit.said("back") or "/")
