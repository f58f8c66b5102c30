"""Pages as commands take them in: one at a time, failures told as they come, progress shown to whoever watches.

captures ── read ──▶ what was read, a page at a time     (what failed ──▶ Outcome)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TypeVar

from legation.collect import captures
from legation.collect.columns import Columns
from legation.collect.meter import Meter
from legation.collect.walk import files
from legation.commands.running import Outcome, fault, say, span
from legation.document import read as read_document
from legation.extract.tokens import split_sentences
from legation.measure.gold import GoldStory
from legation.pipeline import Page, Pipeline
from legation.settings import DEFAULTS
from legation.share.wording import plural
from legation.types import Capture, Document, Failure, Report, Story

T = TypeVar("T")
Tick = Callable[[], None]


def from_paths(
    paths: Sequence[str], columns: Columns = (), meter: Meter | None = None
) -> Iterator[Capture | Failure]:
    """What the paths of a command line stand for; "-" is standard input, taken as bytes."""
    stdin = getattr(sys.stdin, "buffer", None) if "-" in paths else None
    return captures(paths, stdin, columns, meter)


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


def gold_coder(
    pipeline: Pipeline, outcome: Outcome, tick: Tick | None = None
) -> Callable[[GoldStory], tuple[Report, ...]]:
    """Codes a gold story's page as a user would: from its file, with nothing known but its text."""

    def code(story: GoldStory) -> tuple[Report, ...]:
        found = pages(from_paths([str(story.path)]), pipeline, outcome, tick)
        return tuple(report for page in found for report in page.reports)

    return code


def pages(
    found: Iterable[Capture | Failure],
    pipeline: Pipeline,
    outcome: Outcome,
    tick: Tick | None = None,
    known: Callable[[str], bool] | None = None,
) -> Iterator[Page]:
    """Coded pages; what is wrong with a page is told, and the page given all the same.

    ``known`` tells by the hash of its bytes whether a page was read before: such a page is left, and given as left.
    """

    def read(capture: Capture) -> Page:
        if (known is not None and known(capture.sha256)) or not pipeline.worth_reading(capture):
            return Page(capture, Document("", capture.name, None, "", ()), (), left=True)
        document = readable(read_document(capture, pipeline.tables))
        return Page(capture, document, pipeline.code(document))

    for page in read_each(found, read, outcome, tick):
        for failure in page.document.failures:
            outcome.told(failure)
        yield page


def readable(document: Document) -> Document:
    """The page without stories that hold a "sentence" no one can have written, each with its failure.

    Reading takes time that grows with the square of a sentence's length: one of two million letters, which is
    what a broken export gives, would hold up the batch for an hour.
    """
    wrong = [
        (story, length)
        for story in document.stories
        if (length := _longest(story)) > DEFAULTS.longest_sentence
    ]
    if not wrong:
        return document
    name = document.path or document.url or document.id
    failures = [
        Failure(
            name, f"part {story.part} holds a sentence of {length:,} characters: too long to be one, not read"
        )
        for story, length in wrong
    ]
    kept = tuple(story for story in document.stories if all(story is not other for other, _ in wrong))
    return replace(document, stories=kept, failures=(*document.failures, *failures))


def _longest(story: Story) -> int:
    """The length of the longest sentence, in characters, looked for only where a paragraph is that long."""
    longest = 0
    for paragraph in story.paragraphs:
        start, end = paragraph.span.start, paragraph.span.end
        if paragraph.kind != "furniture" and end - start > DEFAULTS.longest_sentence:
            longest = max(
                longest, *(last - first for first, last in split_sentences(story.text, start, end)), 0
            )
    return longest


def size(paths: Sequence[str]) -> int | None:
    """Bytes of all files that the paths stand for; None where standard input is among them."""
    total = 0
    for path in paths:
        if path == "-":
            return None
        for found in files(path):
            if not isinstance(found, Failure):
                with suppress(OSError):
                    total += found.stat().st_size
    return total


@contextmanager
def progress(what: str, total: int | None, meter: Meter | None = None) -> Iterator[Tick]:
    """Show how far a run has got, on standard error: a bar on a terminal, else a line now and then.

    ``total`` counts pages, or, where a ``meter`` says how far reading has got, bytes.
    """
    if sys.stderr.isatty():
        with _bar(what, total, meter) as tick:
            yield tick
    else:
        say(f"{what}: {plural(total, 'page')}" if total is not None and meter is None else what)
        yield _log(what, total, meter)


def _log(what: str, total: int | None, meter: Meter | None) -> Tick:
    done, began = 0, time.monotonic()

    def tick() -> None:
        nonlocal done
        done += 1
        if done % DEFAULTS.told_every == 0:
            spent = max(time.monotonic() - began, 1e-6)
            share = meter.done / total if meter and total else done / total if total else 0.0
            left = f", about {span(spent / share - spent)} left" if 0 < share <= 1 else ""
            say(f"{what}: {done:,} pages so far, {done / spent:,.0f} a second{left}")

    return tick


@contextmanager
def _bar(what: str, total: int | None, meter: Meter | None) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[pages]:,} pages, {task.fields[rate]:,.0f} a second", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=total, pages=0, rate=0.0)
        done, began = 0, time.monotonic()

        def tick() -> None:
            nonlocal done
            done += 1
            rate = done / max(time.monotonic() - began, 1e-6)
            bar.update(task, completed=meter.done if meter else done, pages=done, rate=rate)

        yield tick
