"""Pages as commands take them in: one at a time, failures told as they come, progress shown to whoever watches.

captures ── read ──▶ what was read, a page at a time     (what failed ──▶ Outcome)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from legation.collect import captures
from legation.collect.walk import BULK, JSON, files
from legation.document import read as read_document
from legation.extract.tokens import split_sentences
from legation.gold import GoldStory
from legation.pipeline import Page, Pipeline
from legation.running import Outcome, fault, say
from legation.settings import DEFAULTS
from legation.types import Capture, Document, Failure, Report, Story

T = TypeVar("T")
Tick = Callable[[], None]


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


def gold_coder(
    pipeline: Pipeline, outcome: Outcome, tick: Tick | None = None
) -> Callable[[GoldStory], tuple[Report, ...]]:
    """Codes a gold story's page as a user would: from its file, with nothing known but its text."""

    def code(story: GoldStory) -> tuple[Report, ...]:
        found = pages(from_paths([str(story.path)]), pipeline, outcome, tick)
        return tuple(report for page in found for report in page.reports)

    return code


def pages(
    found: Iterable[Capture | Failure], pipeline: Pipeline, outcome: Outcome, tick: Tick | None = None
) -> Iterator[Page]:
    """Coded pages; what is wrong with a page is told, and the page given all the same."""

    def read(capture: Capture) -> Page:
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
        if done % DEFAULTS.told_every == 0:
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
