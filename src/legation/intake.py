"""Pages as commands take them in: one at a time, failures told as they come, progress shown to whoever watches.

captures ── read ──▶ what was read, a page at a time     (what failed ──▶ Outcome)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from legation.collect import captures
from legation.collect.walk import BULK, JSON, files
from legation.pipeline import Page, Pipeline
from legation.running import Outcome, fault, say
from legation.types import Capture, Failure

T = TypeVar("T")
Tick = Callable[[], None]
_EVERY = 500  # pages between two lines of a log


def from_paths(paths: Sequence[str]) -> Iterator[Capture | Failure]:
    """What the paths of a command line stand for; "-" is standard input, taken as bytes."""
    return captures(paths, stdin=getattr(sys.stdin, "buffer", None) if "-" in paths else None)


def read_each(
    found: Iterable[Capture | Failure],
    read: Callable[[Capture], T],
    outcome: Outcome,
    tick: Tick | None = None,
) -> Iterator[T]:
    """Read captures one by one. What could not be fetched is told and passed over, and so is what we fail at:
    a fault of ours on one page must not cost the others.
    """
    for capture in found:
        if isinstance(capture, Failure):
            outcome.told(capture)
        else:
            try:
                page = read(capture)
            except Exception as error:
                outcome.fail(f"{capture.name}: {fault(error)}")
            else:
                yield page
        if tick is not None:
            tick()


def pages(
    found: Iterable[Capture | Failure], pipeline: Pipeline, outcome: Outcome, tick: Tick | None = None
) -> Iterator[Page]:
    """Coded pages; what is wrong with a page is told, and the page given all the same."""
    for page in read_each(found, pipeline.read, outcome, tick):
        for failure in page.document.failures:
            outcome.told(failure)
        yield page


def count(paths: Sequence[str]) -> int | None:
    """How many pages the paths stand for; None where that shows only as they are read."""
    total = 0
    for path in paths:
        if path == "-":
            return None
        for found in files(path):
            if not isinstance(found, Failure) and found.suffix.lower() in BULK | JSON:
                return None
            total += 1
    return total


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Tick]:
    """Show how far a run has got, on standard error: a bar on a terminal, else a line now and then."""
    if sys.stderr.isatty():
        with _bar(what, total) as tick:
            yield tick
    else:
        say(f"{what}: {total:,} pages" if total is not None else what)
        yield _log(what)


def _log(what: str) -> Tick:
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0:
            say(f"{what}: {done:,} pages so far")

    return tick


@contextmanager
def _bar(what: str, total: int | None) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
