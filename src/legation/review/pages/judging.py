"""Review: one event after another, with what can be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import Response

from legation.errors import JudgementError, UsageError
from legation.judgement import EDIT, Opinion
from legation.record import Record
from legation.review import queue, wordings
from legation.review.addresses import listing
from legation.review.evidence import find_words
from legation.review.pages.event import backing, neighbours, standing_reports, told
from legation.review.queue import Waiting
from legation.review.visit import Visit, as_json
from legation.share import wording
from legation.types import Event, Report
from legation.upkeep import correcting

DONE = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "same": "merged", "not-same": "split",
    "unsure": "left open",
}  # fmt: skip


def review(visit: Visit) -> Response:
    """The event that is next in the queue, or the one asked for."""
    record = visit.desk.record
    wanted = listing(visit.request.query_params)
    left = _queue(visit)
    at = visit.asked("at")
    number = next((n for n, one in enumerate(left) if one.event == at), None)
    if at and number is None:
        at = record.resolve(at)
    elif not at and left:
        at, number = left[0].event, 0
    said = _last_act(visit)
    if not at:
        return visit.page("review_done.html", listing=wanted, said=said, query=_query(visit))
    one = record.event(at)
    reports = standing_reports(record, one)
    best = wording.best_report(one, reports)
    with record.notebook() as notebook:
        seen = notebook.latest(one.reports)
        history, notes = notebook.sayings(one.reports), notebook.notes(one.reports)
    return visit.page(
        "review.html",
        event=one,
        best=told(best) if best else None,
        told=[told(report) for report in reports if report is not best],
        backing=backing(one, reports),
        why=left[number].why if number is not None else (),
        number=number,
        left=len(left),
        before=_address(visit, left, number, -1),
        after=_address(visit, left, number, 1),
        near=neighbours(record, one)[:9],
        seen=seen,
        history=history,
        notes=notes,
        said=said,
        choices=wordings.CHOICES,
        lists=wordings.LISTS,
        listing=wanted,
        query=_query(visit),
    )


def _queue(visit: Visit) -> tuple[Waiting, ...]:
    """What waits, of the list that the address asks for; remembered until the record changes."""
    wanted = listing(visit.request.query_params)
    if visit.asked("mine"):
        with visit.desk.record.notebook() as notebook:
            own = [task.report for task in notebook.tasks(who=visit.person.name)]
        return tuple(one for report in dict.fromkeys(own) if (one := _given(visit.desk.record, report)))
    return queue.remembered(visit.desk, wanted.sought, wanted.address() if wanted.chosen else "")


def _given(record: Record, report: str) -> Waiting | None:
    """An event that somebody was given to do; None where it was rejected since."""
    try:
        event = record.event_of(report)
    except UsageError:
        return None
    return Waiting(event.id, 0, ("given to you",), event.reports, event)


def _query(visit: Visit) -> str:
    """What narrows the queue, as the address has it."""
    kept = [(k, v) for k, v in visit.request.query_params.multi_items() if k not in ("at", "said")]
    return urlencode(kept)


def _address(visit: Visit, left: Sequence[Waiting], number: int | None, step: int) -> str:
    """The review of the event before or behind; the queue's beginning where there is none."""
    place = step - 1 if number is None and step > 0 else (number or 0) + step
    query = _query(visit)
    if (number is None and step < 0) or not 0 <= place < len(left):
        return f"/review?{query}" if query else "/review"
    return f"/review?{query}&at={left[place].event}" if query else f"/review?at={left[place].event}"


def _last_act(visit: Visit) -> dict[str, object] | None:
    """What was just done, as the page that follows says it."""
    number = visit.asked("said")
    if not number.isdecimal():
        return None
    with visit.desk.record.notebook() as notebook:
        said, shown = notebook.act(int(number[:12])), notebook.shown_at(int(number[:12]))
    if not said:
        return None
    what = ", ".join(dict.fromkeys(one.field for one in said if one.field))
    return {"act": said[0].act, "done": DONE[said[0].kind], "what": what, "back": said[0].taken_back is not None, "report": shown}  # fmt: skip


# ------------------------------------------------------------------ judging


def judge(visit: Visit) -> Response:
    """Accept, reject, edit, merge, split, undo."""
    act, record = visit.path("act"), visit.desk.record
    if act == "undo":
        number = correcting.undo(record, visit.hand)[0].act
        return _back(visit, number, _shown_at(record, number))
    one = record.event(visit.said("event"))
    hand = replace(visit.hand, shown=one.reports)
    if act == "accept":
        number = correcting.accept(record, one.reports, hand)
    elif act == "reject":
        number = correcting.reject(record, one.reports, hand)
    elif act == "edit":
        return _edit(visit, one, hand)
    elif act == "merge":
        number = correcting.join(record, one.id, record.resolve(visit.said("other")), hand)
        return _stay(visit, number, one)
    elif act == "split":
        number = correcting.part(record, one.id, visit.all_said("report"), hand)
        return _stay(visit, number, one)
    else:
        raise UsageError(f"{act}: no such page")
    return _onward(visit, number)


def _edit(visit: Visit, one: Event, hand: correcting.Hand) -> Response:
    """Set the fields that were changed in the form, with the words that show them."""
    record = visit.desk.record
    reports = standing_reports(record, one)
    report = next((r for r in reports if r.id == visit.said("report")), wording.best_report(one, reports))
    assert report is not None
    edits, before = [], []
    for field in wordings.FIELDS:
        if field not in visit.form:
            continue
        text = visit.said(field).replace("\r\n", "\n")
        if wordings.as_in_a_form(text) == wordings.as_in_a_form(wordings.shown(one, field)):
            continue
        value = wordings.typed(field, text, one)
        edits.append(Opinion(report.id, EDIT, field, value, *_words(visit, report, field, text)))
        before.append(wordings.as_json(one, field))
    if not edits:
        raise JudgementError("nothing was changed in the form, and nothing stored")
    return _stay(visit, correcting.edit(record, edits, hand, before), one)


def _words(visit: Visit, report: Report, field: str, text: str) -> tuple[int | None, int | None]:
    """Where the words stand that show a value: those that were chosen, or those that the value itself finds."""
    start, _, end = visit.said(f"words-{field}").partition("-")
    if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(report.story.text):
        return int(start), int(end)
    found = find_words(report, field, text)
    return found if found else (None, None)


def words(visit: Visit) -> Response:
    """The words that would be the evidence of a value, as the form asks while it is filled in."""
    report = correcting.stands(visit.desk.record, [visit.desk.record.report(visit.asked("report"))])[0]
    found = find_words(report, visit.asked("field"), visit.asked("value"))
    if found is None:
        return as_json({"start": None, "end": None, "text": ""})
    start, end = found
    return as_json({"start": start, "end": end, "text": report.story.text[start:end]})


def take_back(visit: Visit) -> Response:
    """Take an act back, one's own or another's."""
    number = visit.said("act")
    if not number.isdecimal():
        raise UsageError(f"{number}: no judgement of this number")
    correcting.take_back(visit.desk.record, int(number[:12]), visit.hand)
    back = visit.said("back")
    if back:
        return visit.go(back)
    record = visit.desk.record
    return visit.go(f"/event/{record.event_of(_shown_at(record, int(number[:12]))).id}")


def _shown_at(record: Record, act: int) -> str:
    """A report of the event at which an act was done."""
    with record.notebook() as notebook:
        return notebook.shown_at(act) or ""


def _onward(visit: Visit, number: int) -> Response:
    """The next event in the queue."""
    query = visit.said("query")
    return visit.go(f"/review?{query + '&' if query else ''}said={number}")


def _stay(visit: Visit, number: int, one: Event) -> Response:
    """The same event again, or what became of it."""
    return _back(visit, number, one.reports[0])


def _back(visit: Visit, number: int, report: str) -> Response:
    record, query = visit.desk.record, visit.said("query")
    return visit.go(f"/review?{query + '&' if query else ''}at={record.event_of(report).id}&said={number}")


def log(visit: Visit) -> Response:
    """The log of judgements, latest first."""
    who = visit.asked("by") or None
    with visit.desk.record.notebook() as notebook:
        said = notebook.sayings(by=who, limit=300)
    return visit.page("judgements.html", said=said, who=who)
