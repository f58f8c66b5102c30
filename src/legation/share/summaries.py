"""The summary of a record: how much of what, between whom, and a few events with their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legation.share import wording
from legation.share.deals import lines
from legation.share.marking import legend, marked, marks_of
from legation.share.screen import Screen, clean
from legation.types import Deal, Event, Report

_BAR = 28  # characters of the longest bar
_QUOTED = 3  # sentences shown for an event


@dataclass(frozen=True, slots=True)
class Summary:
    """What a summary tells: counts, the busiest pairs of states, deals worth a look, events with their reports."""

    stories: int
    reports: int
    events: int
    first: str | None  # year in which the first of it was reported, and the last
    last: str | None
    types: tuple[tuple[str, int], ...]
    pairs: tuple[tuple[str, str, int], ...]
    chosen: tuple[tuple[Event, tuple[Report, ...]], ...]
    deals: tuple[Deal, ...] = ()  # a few, and how many there are in all
    all_deals: int = 0


def summary(screen: Screen, told: Summary, names: Mapping[str, str]) -> None:
    """Print a summary."""
    span = f", reported {told.first}–{told.last}" if told.first and told.last else ""
    counts = (
        f"{wording.plural(told.stories, 'story', 'stories')} → {wording.plural(told.reports, 'report')}"
        f" → {wording.plural(told.events, 'event')}{span}"
    )
    screen.put((counts, "bold"))
    _bars(screen, "What happened", told.types)
    _bars(screen, "Between whom", [(wording.named((a, b), names), n) for a, b, n in told.pairs])
    if told.deals:
        screen.put()
        screen.put(("How far it has got", "bold"), (f"   {wording.plural(told.all_deals, 'deal')}", "dim"))
        screen.put()
        lines(screen, told.deals)
    if told.chosen:
        screen.put()
        colours = legend(screen)
        screen.put(("Told by several, and brought together", "bold"), *(("   ", colours) if colours else ()))
    for event, reports in told.chosen:
        screen.put()
        _event(screen, event, reports, names)


def _bars(screen: Screen, title: str, counts: Sequence[tuple[str, int]]) -> None:
    if not counts:
        return
    screen.put()
    screen.put((title, "bold"))
    most = max(count for _, count in counts)
    width = max(len(name) for name, _ in counts)
    for name, count in counts:
        bar = "█" * max(1, round(_BAR * count / most))
        screen.put(name.ljust(width + 2), (f"{count:>4}", "bold"), "  ", (bar, "cyan"), indent=2)


def _event(screen: Screen, event: Event, reports: Sequence[Report], names: Mapping[str, str]) -> None:
    standing = wording.standing(event)
    head = f"{wording.kind(event)}{f', {standing}' if standing else ''}"
    place = f" · {wording.place(event.place)}" if event.place else ""
    screen.put(
        (f"{wording.when(event.date)} · {wording.named(event.states, names)} · {head}{place}", "bold cyan"),
        indent=2,
    )
    for report in spread(event, reports):
        sentence = wording.key_sentence(report)
        if sentence:
            screen.put((f"{clean(report.story.outlet or wording.address(report.story))}:", "dim"), indent=4)
            screen.block(marked(sentence.text, sentence.start, marks_of(report), screen.plain), indent=6)
    more = len(reports) - _QUOTED
    reason = f"One event, because {_because(event.reasons[0])}." if event.reasons else ""
    rest = f" {wording.plural(more, 'more report')}." if more > 0 else ""
    screen.put((f"{event.id}  {reason}{rest}", "dim"), indent=4)


def _because(reason: str) -> str:
    """A reason without the ids of the two reports that it speaks of."""
    return reason.partition(": ")[2] or reason


def spread(event: Event, reports: Sequence[Report]) -> list[Report]:
    """A few reports of an event, from as many outlets as there are, the best of each."""
    kept: dict[str, Report] = {}
    rest = list(reports)
    while rest and len(kept) < _QUOTED:
        best = wording.best_report(event, rest)
        assert best is not None
        rest.remove(best)
        kept.setdefault(best.story.outlet or best.story.id, best)
    return list(kept.values())
