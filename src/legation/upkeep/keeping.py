"""Pages into the record.

    pages ── store (a batch, one transaction) ──▶ reports, marked as not yet merged ── settle ──▶ events, deals

Each batch is stored before it is merged. A process that is killed at any moment leaves whole batches behind, some
of them perhaps not merged; `settle` does that when the record is next opened or added to. Which events come out
depends on the reports and judgements alone, not on batches or order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Protocol

from legation import merge
from legation.errors import LegationError
from legation.gazetteer import read_table
from legation.record import Record, Writer
from legation.record.originals import Originals
from legation.settings import DEFAULTS
from legation.telling import Tell, silent
from legation.types import Capture, Document, Report
from legation.upkeep.judging import judge, withdraw
from legation.upkeep.merging import Seen, derive, merge_waiting, outlets, settle

__all__ = [
    "Page",
    "Receipt",
    "add",
    "derive",
    "function_words",
    "judge",
    "open_record",
    "outlets",
    "put",
    "settle",
    "withdraw",
]

_FUNCTION_WORDS = files("legation") / "data" / "en" / "function_words.tsv"
_PLAIN = frozenset("DHP&QYoxydz")
"""Tags of closed classes: articles, pronouns, prepositions, conjunctions, auxiliaries."""


TIDIED = 0.1
"""How much a record must have grown for its full text to be put in order: a tenth smaller, and quicker to search."""


class Page(Protocol):
    """A page as the pipeline gives it."""

    @property
    def capture(self) -> Capture: ...
    @property
    def document(self) -> Document: ...
    @property
    def reports(self) -> tuple[Report, ...]: ...


@dataclass(frozen=True, slots=True)
class Receipt:
    """What has been stored: pages seen, how many pages, stories and reports were new, and how many pages were left."""

    pages: int = 0
    new_pages: int = 0
    new_stories: int = 0
    new_reports: int = 0
    left: int = 0  # of a crawl's pages, those that a first look found to tell of nothing

    def __add__(self, other: Receipt) -> Receipt:
        return Receipt(
            self.pages + other.pages,
            self.new_pages + other.new_pages,
            self.new_stories + other.new_stories,
            self.new_reports + other.new_reports,
            self.left + other.left,
        )


def open_record(path: str | Path, create: bool = False, tell: Tell = silent) -> Record:
    """Open a record and finish what a stopped process left unmerged.

    A record of an earlier format or of earlier rules is worked out anew, which takes a while: ``tell`` hears how far it
    has got. Where it is stopped, nothing is lost, and the next opening goes on. Where the file cannot be written to, it is opened as it stands. Raises `RecordError` (see `Record.open`).
    """
    record = Record.open(path, derive, create, function_words() if create else (), tell)
    try:
        settle(record, tell=tell)
    except LegationError:
        if create:
            record.close()
            raise
    except BaseException:
        record.close()
        raise
    return record


def function_words() -> Iterator[str]:
    """Words that tell nothing apart, which the full text of a record leaves out."""
    for row in read_table(_FUNCTION_WORDS):
        if row["tag"] in _PLAIN:
            yield from (word for word in row["words"].split() if word.isalpha())


def add(
    record: Record,
    pages: Iterable[Page],
    batch: int = DEFAULTS.batch,
    stored: Callable[[Receipt], None] | None = None,
    originals: Originals | None = None,
    tell: Tell = silent,
) -> Receipt:
    """Store pages and merge their reports; a page that is in the record already changes nothing.

    ``stored`` is called after each batch is safely in the file, with the sum so far. When ``pages`` raises, or the
    run is interrupted, what has come in is stored before the exception goes on. ``originals`` is the archive in which
    the bytes of the pages are kept, before the pages themselves: a page in the record has its original. ``tell`` hears
    how far merging and linking have got when all pages are stored.
    """
    total = Receipt()
    seen = Seen()
    for number, (waiting, failure) in enumerate(_batches(pages, batch), start=1):
        if waiting:
            total += _store(record, waiting, originals)
            if stored:
                stored(total)
        if failure:
            raise failure
        if number % DEFAULTS.merged_every == 0:
            merge_waiting(record, seen)
    settle(record, seen, tell)
    if total.new_reports > record.totals().reports * TIDIED:
        with record.writing() as writer:
            writer.tidy()
    return total


def _batches(pages: Iterable[Page], size: int) -> Iterator[tuple[list[Page], BaseException | None]]:
    """Pages in lists of ``size``; what stops them short comes last, beside the pages that came before it."""
    source = iter(pages)
    while True:
        waiting: list[Page] = []
        try:
            for page in islice(source, size):  # one by one, so that those before a failure are kept
                waiting.append(page)  # noqa: PERF402
        except BaseException as failure:
            yield waiting, failure
            return
        if not waiting:
            return
        yield waiting, None


def _store(record: Record, pages: Sequence[Page], originals: Originals | None) -> Receipt:
    total = Receipt()
    if originals is not None:
        originals.keep(page.capture for page in pages if not getattr(page, "left", False))
    with record.writing() as writer:
        for page in pages:
            if getattr(page, "left", False):
                known = record.has_read(page.capture.sha256)
                writer.note_read(page.capture.sha256, page.capture.name)
                total += Receipt(1, left=0 if known else 1)
            else:
                total += put(writer, page)
    return total


def put(writer: Writer, page: Page) -> Receipt:
    """Store one page within a transaction; merging it is left to `settle`."""
    document = page.document
    sketches = {story.id: merge.sketch(story) for story in document.stories}
    writer.note_read(page.capture.sha256, page.capture.name)
    new = writer.put_page(document, page.capture.sha256, page.reports, sketches)
    return Receipt(1, 1, *new) if new else Receipt(1)
