"""What people have said of single reports, put into the reports and events that come of them.

A rejected report tells of nothing: it is left out. An edited value replaces the coder's in the report, with the words
that the person gave as its evidence, and stands in the event above the values of all other reports; of two edits of
one field the later counts. An accepted report is certain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from legation.judgement import ACCEPT, EDIT, REJECT, Opinion
from legation.types import Actor, Event, Evidence, Item, Money, Place, Report, Span

Opinions = Mapping[str, Sequence[Opinion]]
"""Opinions by report, the earliest first."""
CERTAIN = 1.0
PURPOSE = {
    "items": "item",
    "actors": "actor",
    "states": "actor",
    "topics": "event",
    "type": "event",
    "mode": "event",
}
"""What the evidence of a field is called, where it is not called as the field is."""
_NOWHERE = Span(0, 0)


def corrected(report: Report, opinions: Sequence[Opinion]) -> Report | None:
    """The report as people left it; None where they rejected it. Raises ValueError for a value of another shape."""
    kinds = [one.kind for one in opinions if one.kind != EDIT]
    if kinds and kinds[-1] == REJECT:
        return None
    for one in opinions:
        if one.kind == EDIT and one.field:
            report = _edited(report, one)
    return replace(report, confidence=CERTAIN) if ACCEPT in kinds else report


def all_corrected(reports: Mapping[Any, Report], opinions: Opinions) -> dict[Any, Report]:
    """Reports by any key, as people left them; rejected ones are left out."""
    found = {key: corrected(report, opinions.get(report.id, ())) for key, report in reports.items()}
    return {key: report for key, report in found.items() if report is not None}


def honoured(event: Event, opinions: Opinions) -> Event:
    """The event with the values that people set in any of its reports, and its certainty where one was accepted."""
    said = [one for report in event.reports for one in opinions.get(report, ())]
    edits = [one for one in said if one.kind == EDIT and one.field]
    values = {one.field: value_of(one.field, one.value) for one in edits if one.field}
    if "date" in values:
        values["date_basis"] = "set by a person"
    if any(one.kind == ACCEPT for one in said):
        values["confidence"] = CERTAIN
    return replace(event, **values) if values else event


def _edited(report: Report, one: Opinion) -> Report:
    assert one.field is not None
    changes: dict[str, Any] = {one.field: value_of(one.field, one.value)}
    if one.field == "date":
        changes["date_basis"] = "set by a person"
    purpose = PURPOSE.get(one.field, one.field)
    kept = tuple(e for e in report.evidence if e.purpose != purpose or purpose == "event")
    changes["evidence"] = kept + _words(report, one, purpose)
    return replace(report, **changes)


def _words(report: Report, one: Opinion, purpose: str) -> tuple[Evidence, ...]:
    """The words that the person gave. Where the page's text is not at hand they stay empty: merging needs none."""
    if one.start is None or one.end is None:
        return ()
    return (Evidence(one.start, one.end, report.story.text[one.start : one.end], purpose),)


def value_of(field: str, value: str | None) -> Any:
    """The value of a field from its JSON, in the records of `types`.

    Raises ValueError for JSON of another shape.
    """
    raw: Any = msgspec.json.decode(value) if value is not None else None
    if field in ("states", "topics"):
        return tuple(sorted(set(msgspec.convert(raw or [], list[str]))))
    if field == "place":
        return msgspec.convert(raw, Place | None)
    if field == "items":
        return tuple(
            Item(i["designation"], i["category"], i["quantity"], i["quantity_text"], _NOWHERE) for i in raw
        )
    if field == "money":
        return tuple(Money(float(m["amount"]), m["currency"], m["of"], _NOWHERE) for m in raw)
    if field == "actors":
        return tuple(msgspec.convert(one, Actor) for one in raw)
    return msgspec.convert(raw, str | None)
