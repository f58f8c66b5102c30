"""The demonstration: dispatches that come with the package, a look at what is in them, and where to go from there."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from legation import edtf
from legation.asking import state_names
from legation.collect.pages import page
from legation.record import Record
from legation.share.screen import Screen
from legation.share.summaries import Summary, summary
from legation.types import Capture, Deal, Event, Failure, Report

DISPATCHES = files("legation") / "data" / "demo"
_PAIRS, _SHOWN = 8, 3
_QUIET = frozenset({"conflict"})  # said in passing by many stories, with little to show

Told = tuple[Event, tuple[Report, ...]]


def dispatches() -> list[Capture | Failure]:
    """The dispatches, in the order of their names, under names that do not tell where the package is installed."""
    found = sorted(
        (item for item in DISPATCHES.iterdir() if item.name.endswith(".txt")), key=lambda item: item.name
    )
    return [page(f"demo/{item.name}", item.read_bytes()) for item in found]


def show(screen: Screen, record: Record, path: str) -> None:
    """Print what the record holds, three events worth a look, and what can be asked next."""
    totals = record.totals()
    told = tuple(record.told())
    chosen = choose(told)
    years = sorted(year for event, _ in told if (year := edtf.year_of(event.first_reported)))
    pairs = record.busiest_pairs(_PAIRS)
    found = Summary(
        stories=totals.stories,
        reports=totals.reports,
        events=totals.events,
        first=str(years[0]) if years else None,
        last=str(years[-1]) if years else None,
        types=record.counts_by_type(),
        pairs=pairs,
        chosen=chosen,
        deals=furthest(record.deals()),
        all_deals=record.count_deals(),
    )
    summary(screen, found, state_names())
    screen.put()
    screen.put(("What to try next", "bold"))
    for command, what in next_steps(path, pairs, chosen):
        screen.put((command, "bold green"), indent=2)
        screen.put((what, "dim"), indent=6)


def choose(told: Iterable[Told]) -> tuple[Told, ...]:
    """A few events worth a look: told by several outlets, dated to the day, rich in values, each of another type."""
    ranked = sorted(told, key=lambda one: (_worth(*one), one[0].id), reverse=True)
    kept: list[Told] = []
    for one in ranked:
        if one[0].type not in {other.type for other, _ in kept} and len(kept) < _SHOWN:
            kept.append(one)
    return tuple(kept)


def furthest(deals: Iterable[Deal]) -> tuple[Deal, ...]:
    """A few deals worth a look: those that have gone through most steps, by the day of their first news."""
    ranked = sorted(deals, key=lambda one: (-sum(s.factuality == "actual" for s in one.steps), one.id))
    return tuple(sorted(ranked[:_SHOWN], key=lambda one: (one.first_news or "", one.id)))


def _worth(event: Event, reports: Sequence[Report]) -> tuple[bool, bool, int, int, float]:
    exact = event.date is not None and len(event.date) == 10
    plain = exact and event.factuality == "actual" and event.type not in _QUIET
    values = len(event.actors) + 2 * len(event.items) + 2 * len(event.money) + (event.place is not None)
    return len(reports) > 1, plain, event.independent_outlets, values + len(reports), event.confidence


def next_steps(
    path: str, pairs: Sequence[tuple[str, str, int]], chosen: Sequence[Told]
) -> Iterator[tuple[str, str]]:
    """Commands that work on this record, each with what it shows."""
    legation, record = program(), f" --record {shlex.quote(path)}"
    if pairs:
        a, b = (state_names().get(state, state) for state in pairs[0][:2])
        yield (
            f"{legation} dossier {shlex.quote(a)} {shlex.quote(b)}{record}",
            "everything between two states, by year, with sources",
        )
    if chosen:
        yield (
            f"{legation} show {chosen[0][0].id}{record}",
            "one event in full: every value and the words it rests on",
        )
    yield (
        f"{legation} deals --silent{record}",
        "what was undertaken, and has not been heard of for longer than is usual",
    )
    yield (
        f"{legation} events --type transfer --since 2016{record}",
        "a list to narrow down; --format csv for a spreadsheet",
    )
    example = Path(str(DISPATCHES)) / "03_islamabad_flash.txt"
    if example.is_file():
        yield (
            f"{legation} explain {shlex.quote(_near(example))}",
            "why each sentence was read as it was, or not at all",
        )
    yield f"{legation} add FOLDER", "a record of your own pages, in legation.db"


def program() -> str:
    """How this program can be called from here."""
    called = Path(sys.argv[0])
    if called.name != "legation" or shutil.which("legation") == str(called):
        return "legation"
    return shlex.quote(_near(called))


def _near(path: Path) -> str:
    """A path as seen from here, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
