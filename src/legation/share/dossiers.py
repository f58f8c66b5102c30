"""The dossier: what happened between two states, by year, each thing with its words and its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from legation.share import deals as share_deals
from legation.share import wording
from legation.share.marking import legend, marked, marks_of
from legation.share.screen import Screen, clean
from legation.types import Deal, Event, Novelty, Report

_SOURCES = 4  # shown for an event; of more, only how many
Told = tuple[Event, Sequence[Report]]


def dossier(
    screen: Screen,
    pair: Sequence[str],
    years: Iterable[tuple[int | None, Sequence[Told]]],
    names: Mapping[str, str],
    deals: Sequence[Deal] = (),
    new: Callable[[Event], Sequence[Novelty]] = lambda _: (),
) -> int:
    """Print what happened between the states of ``pair``, year by year; how many events there were.

    ``deals`` are those between them, told first; ``new`` says what is new about an event.
    """
    found = [(year, told) for year, told in years if told]
    count = sum(len(told) for _, told in found)
    screen.put((wording.named(pair, names), "bold cyan"), "   ", _span(found, count))
    colours = legend(screen)
    if count and colours is not None:
        screen.put(colours)
    if deals:
        screen.put()
        screen.put(("Deals", "bold underline"))
        share_deals.lines(screen, deals)
    for year, told in found:
        screen.put()
        screen.put((str(year) if year is not None else "Date open", "bold underline"))
        for event, reports in told:
            _entry(screen, event, reports, pair, names, new(event))
    return count


def _span(found: Sequence[tuple[int | None, Sequence[Told]]], count: int) -> str:
    years = [year for year, _ in found if year is not None]
    if not count:
        return "nothing in this record"
    span = f", {min(years)}–{max(years)}" if years else ""
    return wording.plural(count, "event") + span


def _entry(
    screen: Screen,
    event: Event,
    reports: Sequence[Report],
    pair: Sequence[str],
    names: Mapping[str, str],
    new: Sequence[Novelty],
) -> None:
    screen.put()
    standing = wording.standing(event)
    facts = [wording.kind(event) + (f", {standing}" if standing else "")]
    others = [state for state in event.states if state not in pair]
    if others:
        facts.append(
            f"with {wording.named(others[:4], names, ', ')}" + (" and others" if len(others) > 4 else "")
        )
    if event.place:
        facts.append(wording.place(event.place))
    things = ", ".join([*map(wording.item, event.items[:3]), *map(wording.money, event.money[:2])])
    if things:
        facts.append(things)
    date = wording.when(event.date) if event.date else "open"
    screen.put((date.ljust(14), "magenta"), (" · ".join(facts), "bold"), indent=2)
    for note in new:
        screen.block(f"new: {clean(note.why)}", indent=16)
    best = wording.best_report(event, reports)
    sentence = wording.key_sentence(best) if best else None
    if best and sentence:
        screen.block(marked(sentence.text, sentence.start, marks_of(best), screen.plain), indent=16)
    _sources(screen, event, reports, names)


def _sources(screen: Screen, event: Event, reports: Sequence[Report], names: Mapping[str, str]) -> None:
    sources = list(dict.fromkeys(wording.source(report.story) for report in reports))
    for source in sources[:_SOURCES]:
        screen.put((f"– {source}", "dim"), indent=16)
    if len(sources) > _SOURCES:
        screen.put((f"– and {len(sources) - _SOURCES} more", "dim"), indent=16)
    confirmed = clean(", ".join(names.get(state, state) for state in event.confirmed_by))
    said = f"; confirmed by {confirmed}" if confirmed else ""
    screen.put((f"{event.id}{said}", "dim"), indent=16)
