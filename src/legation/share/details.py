"""One event or one story in full: every value with what it rests on, and the words themselves, marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.text import Text

from legation.settings import DEFAULTS
from legation.share import wording
from legation.share.marking import legend, marked, marks_of, sentences_of
from legation.share.screen import Screen, clean
from legation.types import Deal, Event, Evidence, Novelty, Report, Rival, Story

_LABEL = 15  # characters
Row = tuple[str, str, str]  # what, the value, what it rests on


def event(
    screen: Screen,
    one: Event,
    reports: Sequence[Report],
    names: Mapping[str, str],
    new: Sequence[Novelty] = (),
    deal: Deal | None = None,
    first_known: str | None = None,
) -> None:
    """An event: its values with their basis, rivals, reasons, and its reports with their words.

    ``new`` is what is new about it, ``deal`` the deal that it moves along, ``first_known`` when the record knew of it.
    """
    head = f"{wording.kind(one)}  {wording.named(one.states, names)}  {wording.when(one.date)}"
    screen.put((one.id, "bold"), "  ", (head, "bold cyan"))
    screen.put()
    for row in _event_rows(one, reports, names):
        _field(screen, row)
    _field(screen, ("first known", first_known or "", "in this record"))
    for row in _each("new", [note.why for note in new]):
        _field(screen, row)
    if deal:
        _field(screen, ("deal", f"{deal.id}  {deal.title}", deal.stage or ""))
    _rivals(screen, one)
    for number, reason in enumerate(one.reasons):
        _field(screen, ("merged because" if not number else "", reason, ""))
    screen.put()
    _heading(screen, wording.plural(len(reports), "report"))
    for report in reports:
        screen.put()
        _report(screen, report, one)


def story(screen: Screen, one: Story, reports: Sequence[Report], names: Mapping[str, str]) -> None:
    """A story: where it is from, its text with all evidence marked, and what was coded from it."""
    screen.put((one.id, "bold"), "  ", (clean(one.title or "no title"), "bold cyan"))
    screen.put()
    for row in _story_rows(one):
        _field(screen, row)
    screen.put()
    _heading(screen, "its text", legend(screen))
    screen.put()
    marks = [mark for report in reports for mark in (*sentences_of(report), *marks_of(report))]
    for paragraph in one.paragraphs:
        if paragraph.kind != "furniture":
            span = paragraph.span
            screen.block(marked(one.text[span.start : span.end], span.start, marks, screen.plain), indent=2)
            screen.put()
    _heading(screen, wording.plural(len(reports), "report") if reports else "no event found in it")
    for report in reports:
        screen.put()
        head = f"{wording.kind(report)}  {wording.named(report.states, names)}  {wording.when(report.date)}"
        screen.put((report.id, "dim"), "  ", (head, "bold"), indent=2)
        for row in _report_rows(report):
            _field(screen, row, indent=4)


# ------------------------------------------------------------------ values


def _event_rows(one: Event, reports: Sequence[Report], names: Mapping[str, str]) -> Iterator[Row]:
    backing = _Backing(reports)
    yield "type", one.type, backing.of(lambda r: r.type == one.type)
    yield "mode", one.mode or "", backing.of(lambda r: r.mode == one.mode)
    states = ", ".join(f"{names.get(s, s)} ({s})" for s in one.states)
    yield "states", states, backing.of(lambda r: r.states == one.states)
    dated = backing.of(lambda r: r.date == one.date) if one.date else ""
    yield "date", one.date or "open", "; ".join(part for part in (one.date_basis, dated) if part)
    yield "place", *_place(one, backing)
    yield "stage", one.stage or "", backing.of(lambda r: r.stage == one.stage)
    yield "factuality", one.factuality, backing.of(lambda r: r.factuality == one.factuality)
    yield "topics", ", ".join(one.topics), ""
    yield from _each("who", map(wording.actor, one.actors))
    yield from _each("what", map(wording.item, one.items))
    yield from _each("money", map(wording.money, one.money))
    yield from _each("says who", map(wording.claim, one.claims))
    yield "confirmed by", ", ".join(names.get(s, s) for s in one.confirmed_by), ""
    yield "also said by", ", ".join(names.get(s, s) for s in one.confirmed_by_others), "no party to it"
    yield "first reported", one.first_reported or "", ""
    yield "first official", one.first_official or "", "the first word of an official or a ministry"
    yield "grade", f"{one.source_grade}{one.information_grade}", one.grade_reason
    yield "outlets", clean(", ".join(one.outlets)), _voices(one)
    doubt = "below the setting: waits for review" if one.confidence < DEFAULTS.doubtful else ""
    yield "confidence", f"{one.confidence:.2f}", doubt


def _place(one: Event, backing: _Backing) -> tuple[str, str]:
    if one.place is None:
        return "", ""
    degrees = ""
    if one.place.latitude is not None and one.place.longitude is not None:
        degrees = f" at {one.place.latitude:.2f}, {one.place.longitude:.2f}"
    name = one.place.name
    given = backing.of(lambda r: r.place is not None and r.place.name == name)
    return wording.place(one.place), "; ".join(
        part for part in (f"{one.place.precision}{degrees}", given) if part
    )


def _voices(one: Event) -> str:
    controlled = "; all of them controlled by states" if one.state_controlled_only else ""
    copies = f"; {wording.plural(one.copies, 'copy', 'copies')} of others" if one.copies else ""
    return f"{one.independent_outlets} independent of one another{copies}{controlled}"


class _Backing:
    """How many of an event's reports give a value."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports

    def of(self, gives: Callable[[Report], bool]) -> str:
        """In words, how many reports give it; nothing where there is but one report."""
        if len(self._reports) < 2:
            return ""
        count = sum(map(gives, self._reports))
        return f"{'all' if count == len(self._reports) else count} of {len(self._reports)} reports"


def _story_rows(one: Story) -> Iterator[Row]:
    yield "from", wording.address(one), ""
    yield "outlet", clean(one.outlet or "not known"), one.outlet_state or ""
    words = one.text[one.published_span.start : one.published_span.end] if one.published_span else ""
    yield "published", one.published or "the page does not say", f"“{clean(words)}”" if words else ""
    if one.dateline:
        parts = (one.dateline.place, one.dateline.date_text, one.dateline.agency)
        yield "dateline", clean(", ".join(part for part in parts if part)), ""
    yield "language", one.language, ""
    yield from _each("note", one.notes)


def _report_rows(report: Report) -> Iterator[Row]:
    yield "date", report.date or "open", report.date_basis or ""
    yield "place", wording.place(report.place) if report.place else "", ""
    yield "stage", report.stage or "", ""
    yield "factuality", report.factuality, ""
    yield from _each("who", map(wording.actor, report.actors))
    yield from _each("what", map(wording.item, report.items))
    yield from _each("money", map(wording.money, report.money))
    yield from _each("says who", map(wording.claim, report.claims))
    yield "rule", report.rule, f"confidence {report.confidence:.2f}"


def _each(label: str, values: Iterator[str] | Sequence[str]) -> Iterator[Row]:
    for number, value in enumerate(values):
        yield "" if number else label, value, ""


def _field(screen: Screen, row: Row, indent: int = 2) -> None:
    label, value, basis = row
    if not value:
        return
    parts: list[str | Text | tuple[str, str]] = [(label.ljust(_LABEL), "dim"), clean(value)]
    if basis:
        parts.append((f"  ({clean(basis)})", "dim"))
    screen.put(*parts, indent=indent)


def _heading(screen: Screen, text: str, beside: Text | None = None) -> None:
    screen.put((text, "bold underline"), *(("   ", beside) if beside else ()))


def _rivals(screen: Screen, one: Event) -> None:
    for name, given in one.rivals:
        _field(screen, ("told otherwise" if name == one.rivals[0][0] else "", f"{name}: {_told(given)}", ""))


def _told(given: Sequence[Rival]) -> str:
    def value(rival: Rival) -> str:
        said = rival.value
        text = " ".join(map(str, said)) if isinstance(said, tuple | list) else str(said)
        return f"{text} ({wording.plural(len(rival.reports), 'report')})"

    return (
        ", not ".join((value(given[0]), " or ".join(map(value, given[1:]))))
        if len(given) > 1
        else value(given[0])
    )


# ------------------------------------------------------------------ the words


def _report(screen: Screen, report: Report, one: Event) -> None:
    screen.put((wording.source(report.story), "bold"), indent=2)
    if report.story.title:
        screen.put((clean(report.story.title), "italic"), indent=4)
    sentences = sentences_of(report)
    marks = marks_of(report)
    for sentence in sentences:
        screen.block(marked(sentence.text, sentence.start, marks, screen.plain), indent=4)
    for mark in _elsewhere(marks, sentences):
        screen.put(
            (f"{mark.purpose}: ", "dim"), marked(mark.text, mark.start, (mark,), screen.plain), indent=4
        )
    differs = _differences(report, one)
    about = f"{report.id}  story {report.story.id}  {report.rule}  confidence {report.confidence:.2f}"
    screen.put((about + (f"  here: {differs}" if differs else ""), "dim"), indent=4)


def _elsewhere(marks: Sequence[Evidence], sentences: Sequence[Evidence]) -> list[Evidence]:
    """Evidence that stands outside the sentences shown, as a dateline does."""
    inside = [(one.start, one.end) for one in sentences]
    return [
        m for m in marks if m.purpose != "actor" and not any(a <= m.start and m.end <= b for a, b in inside)
    ]


def _differences(report: Report, one: Event) -> str:
    found = []
    if report.type != one.type or report.mode != one.mode:
        found.append(wording.kind(report))
    if report.states != one.states:
        found.append(wording.codes(report.states))
    if report.date != one.date:
        found.append(wording.when(report.date))
    if (report.stage, report.factuality) != (one.stage, one.factuality):
        found.append(wording.standing(report) or report.factuality)
    return ", ".join(found)
