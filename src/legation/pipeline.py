"""The whole flow, once.

    Capture ── document.read ──▶ Document ── Story
                                               │
          extract: Sieve.holds, Reader.read  ▼
                                            Reading (sentences, frames)
                                               │
                 identify: Identifier.reports  ▼
                                            Report ── merge ──▶ Event ── record

This page decides nothing and opens nothing: it hands the tables to the stages and each stage's value to the next.
Everyone who reads pages (command line, desk, backfill) runs these functions.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legation import gazetteer
from legation.document import read as read_document
from legation.document.glance import glance
from legation.extract import families
from legation.extract.reader import GrammarReader
from legation.extract.sifting import Sieve
from legation.extract.times import find_times
from legation.identify.reports import Identifier
from legation.types import Capture, Document, Failure, Reader, Report, Story, TimeExpression
from legation.vocabulary import Gazetteer


@dataclass(frozen=True, slots=True)
class Page:
    """A page read: its document and the reports coded from it."""

    capture: Capture
    document: Document
    reports: tuple[Report, ...]
    left: bool = (
        False  # not read: known before, or a page of a crawl that a first look found to tell of nothing
    )


class Pipeline:
    """Captures in, reports out. Holds the tables; keeps nothing between pages."""

    def __init__(self, tables: Gazetteer, reader: Reader) -> None:
        self.tables = tables
        self.reader = reader
        self.sieve = Sieve(tables, families.BOOK)
        self.identifier = Identifier(tables)

    @classmethod
    def default(cls) -> Pipeline:
        """The pipeline with the package's own tables and the default reader.

        Sets the process's garbage collector to the work: see `_spare_the_tables`.
        """
        tables = gazetteer.load()
        pipeline = cls(tables, GrammarReader(tables))
        _spare_the_tables()
        return pipeline

    def worth_reading(self, capture: Capture) -> bool:
        """Whether one of a crawl's pages may tell of anything, by a first look; all others are always worth it."""
        if not capture.bulk or capture.media_type not in _LOOKED_AT:
            return True
        seen = glance(capture, self.tables)
        return seen is not None and self.sieve.passes((seen.text,), seen.language, (seen.outlet_state,))

    def read(self, capture: Capture) -> Page:
        """One capture to its document and reports."""
        document = read_document(capture, self.tables)
        return Page(capture, document, self.code(document))

    def code(self, document: Document) -> tuple[Report, ...]:
        """The reports of a document's stories, in order."""
        parts = []
        for story in document.stories:
            if not self.sieve.holds(story):
                continue
            neighbours = tuple(
                other.published for other in document.stories if other is not story and other.published
            )
            parts.append((self.reader.read(story), dateline_time(story), neighbours))
        return self.identifier.page_reports(parts)

    def pages(self, captures: Iterable[Capture | Failure]) -> Iterator[Page | Failure]:
        """Every capture read, as a stream; what could not be read goes through as it is."""
        for capture in captures:
            yield capture if isinstance(capture, Failure) else self.read(capture)


_LOOKED_AT = ("text/html", "text/plain")
_YOUNG = 50_000  # objects made before the collector looks at them: those of a few stories


def _spare_the_tables() -> None:
    """Let the collector pass over the tables, some 300,000 objects that live as long as the process.

    Without this it looks through them again and again. What a story leaves behind
    is still collected.
    """
    gc.freeze()
    if gc.isenabled() and 0 < gc.get_threshold()[0] < _YOUNG:
        gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])


def dateline_time(story: Story) -> TimeExpression | None:
    """The day that the story's dateline gives, as an expression still to be solved."""
    dateline = story.dateline
    if dateline is None or dateline.date_span is None:
        return None
    start = max(0, dateline.date_span.start - len("Wednesday, the "))  # the weekday may stand before the day
    found = find_times(story.text, start, dateline.date_span.end)
    return next((time for time in reversed(found) if time.span.end > dateline.date_span.start), None)
