"""A brief: what was told in a stretch of days, by type, each sentence with the numbers of its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from legation.share import wording
from legation.share.screen import clean
from legation.types import Deal, Event, Report, Story

Told = tuple[Event, Sequence[Report]]


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a brief: what it is, its sentence, the numbers of its sources."""

    event: Event
    head: str
    sentence: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What was told from one day to another: lines under each type, deals that moved and fell silent, sources."""

    title: str
    since: str
    until: str
    parts: tuple[tuple[str, tuple[Line, ...]], ...]
    moved: tuple[Deal, ...]
    silent: tuple[Deal, ...]
    sources: tuple[Story, ...]  # the first has the number 1


def brief(
    title: str, days: tuple[str, str], told: Sequence[Told], deals: tuple[Sequence[Deal], Sequence[Deal]], names: Mapping[str, str]
) -> Brief:  # fmt: skip
    """The brief of these events; sources are numbered in the order in which they are first named."""
    of_type: dict[str, list[Told]] = {}
    for one in told:
        of_type.setdefault(one[0].type, []).append(one)
    numbers: dict[str, int] = {}
    stories: list[Story] = []
    parts: list[tuple[str, tuple[Line, ...]]] = []
    for kind, some in sorted(of_type.items(), key=lambda row: (-len(row[1]), row[0])):
        lines = []
        for event, reports in some:
            best = wording.best_report(event, reports)
            sentence = wording.key_sentence(best) if best else None
            own = []
            for report in sorted(reports, key=lambda r: r is not best):
                if report.story.id not in numbers:
                    stories.append(report.story)
                    numbers[report.story.id] = len(stories)
                own.append(numbers[report.story.id])
            words = clean(sentence.text) if sentence else ""
            lines.append(Line(event, _head(event, names), words, tuple(dict.fromkeys(own))))
        parts.append((kind, tuple(lines)))
    return Brief(title, *days, tuple(parts), tuple(deals[0]), tuple(deals[1]), tuple(stories))


def _head(event: Event, names: Mapping[str, str]) -> str:
    standing = wording.standing(event)
    parts = [wording.when(event.date), wording.named(event.states, names), wording.kind(event) + (f", {standing}" if standing else "")]  # fmt: skip
    if event.place:
        parts.append(wording.place(event.place))
    return " · ".join(parts)


def markdown(one: Brief) -> str:
    """The brief as Markdown, with its sources as footnotes."""
    lines = [f"# {_plain(one.title)}", "", f"Told from {one.since} to {one.until}.", ""]
    if not one.parts:
        lines += ["Nothing was told in these days.", ""]
    for kind, told in one.parts:
        lines += [f"## {kind} ({len(told)})", ""]
        for line in told:
            notes = "".join(f"[^{number}]" for number in line.sources)
            lines += [f"- **{_plain(line.head)}**: {_plain(line.sentence)}{notes}"]
        lines.append("")
    for name, deals in (("Deals that moved", one.moved), ("Deals gone silent", one.silent)):
        if deals:
            lines += [f"## {name}", "", *(f"- {_plain(deal_line(deal))}" for deal in deals), ""]
    lines += [
        f"[^{number}]: {_plain(wording.source(story))}" for number, story in enumerate(one.sources, start=1)
    ]
    return "\n".join(lines).rstrip() + "\n"


def deal_line(deal: Deal) -> str:
    """A deal with its steps, in a line."""
    steps = " → ".join(f"{step.stage} {wording.when(step.date or step.told)}" for step in deal.steps)
    return f"{deal.title}: {steps}" if steps else deal.title


def _plain(text: str) -> str:
    """Text that Markdown takes as it stands."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in clean(text))


def pdf(one: Brief) -> bytes:
    """The brief as PDF. Its fonts are those that every reader of PDF has: letters they lack are transliterated."""
    from fpdf import FPDF

    page = FPDF(format="A4")
    page.set_title(_latin(one.title))
    page.set_margins(22, 20, 22)
    page.set_auto_page_break(True, 20)
    page.add_page()
    _write(page, one.title, 16, "B", 2)
    _write(page, f"Told from {one.since} to {one.until}.", 10, "", 4)
    for kind, told in one.parts:
        _write(page, f"{kind} ({len(told)})", 12, "B", 1)
        for line in told:
            notes = " [" + ", ".join(map(str, line.sources)) + "]"
            _write(page, line.head, 9, "B", 0)
            _write(page, line.sentence + notes, 10, "", 2)
    for name, deals in (("Deals that moved", one.moved), ("Deals gone silent", one.silent)):
        if deals:
            _write(page, name, 12, "B", 1)
            for deal in deals:
                _write(page, deal_line(deal), 10, "", 1.5)
    if one.sources:
        _write(page, "Sources", 12, "B", 1)
        for number, story in enumerate(one.sources, start=1):
            _write(page, f"[{number}] {wording.source(story)}", 8, "", 1)
    return bytes(page.output())


def _write(page: object, text: str, size: int, style: str, below: float) -> None:
    page.set_font("Helvetica", style, size)  # type: ignore[attr-defined]
    page.multi_cell(0, size * 0.5, _latin(text), new_x="LMARGIN", new_y="NEXT")  # type: ignore[attr-defined]
    page.ln(below)  # type: ignore[attr-defined]


def _latin(text: str) -> str:
    kept = clean(text).replace("→", "->").replace("–", "-").replace("—", "-")
    return (
        "".join(c if ord(c) < 256 else anyascii(c) for c in kept)
        .encode("latin-1", "replace")
        .decode("latin-1")
    )
