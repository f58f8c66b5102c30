"""Gathering pages that wait: fetched, read, and kept with the ledger in one transaction each.

page that waits ── visitor ──▶ capture ── archive of originals
                                  │
                             document.read, pipeline.code
                                  ▼
one transaction: the page in the record, its place in the queue closed, the ledger, when its host may be asked again
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from legation.collect.fetching import Fetched, Unchanged, captured
from legation.collect.pages import sha256
from legation.commands.clock import MINUTE, Clock, iso
from legation.commands.intake import readable
from legation.commands.lanes import Steps
from legation.commands.running import fault
from legation.commands.visiting import Visit, Visitor
from legation.document import read as read_document
from legation.errors import FetchError
from legation.ledger import Counts
from legation.pipeline import Page, Pipeline
from legation.record import Record, coverage, watched
from legation.record.originals import Originals
from legation.record.watched import DONE, FAILED, Waiting
from legation.types import Capture
from legation.upkeep import keeping

TRIES = 8
"""How often a page is tried before it is given up: over about two days."""
SETTLED = 50
"""Pages stored between two mergings."""

Tell = Callable[[str], None]


class Account:
    """What happened, counted in the record by source and day, and for the run as a whole."""

    def __init__(self, clock: Clock) -> None:
        self.tally = Counts()
        self._clock = clock

    def count(self, connection: Connection, source: str, counts: Counts) -> None:
        """Add to today's counts of a source."""
        coverage.count(connection, source, self._today(), counts)
        self.tally += counts

    def fail(self, connection: Connection, source: str, kind: str, why: str) -> None:
        """Note why something of a source failed today."""
        coverage.fail(connection, source, self._today(), kind, why)

    def _today(self) -> str:
        return iso(self._clock.now())[:10]


class Gatherer:
    """Fetches pages that wait and keeps what came of them."""

    def __init__(
        self,
        record: Record,
        visitor: Visitor,
        account: Account,
        pipeline: Pipeline,
        clock: Clock,
        tell: Tell,
        originals: Originals | None = None,
        settled: Callable[[], object] = lambda: None,
        outlets: Mapping[str, str] | None = None,
    ) -> None:
        """``originals``: the archive in which the bytes of pages are kept, before the pages themselves. ``outlets``:
        for a source, the outlet of its pages. ``settled`` is called when what came in has been merged.
        """
        self._record = record
        self._visitor = visitor
        self._account = account
        self._pipeline = pipeline
        self._clock = clock
        self._tell = tell
        self._originals = originals
        self._settled = settled
        self._outlets = outlets or {}
        self._unmerged = 0

    def settle(self) -> None:
        """Merge what has come in."""
        if self._unmerged:
            keeping.settle(self._record)
            self._unmerged = 0
            self._settled()

    def fetch(self, page: Waiting) -> Steps[bool]:
        """Fetch a page and keep what came of it; of a host that is not known yet, only its robots.txt: then False."""
        visit = self._visitor.visit()
        try:
            had = yield from self._had(page, visit)
            if had is None:
                return False
            if isinstance(had, Unchanged):
                self._closed(page, visit, Counts(tried=1, unchanged=1))
                return True
            one = self._read(had[0])
        except FetchError as error:
            self._not_had(page, visit, error)
            return True
        if self._originals is not None:
            self._originals.keep((one.capture,))
        self._kept(page, visit, had[1], one)
        self._unmerged += 1
        if self._unmerged >= SETTLED:
            self.settle()
        return True

    def _had(self, page: Waiting, visit: Visit) -> Steps[tuple[Capture, Fetched | None] | Unchanged | None]:
        """The page, with the answer that it came in where it had to be fetched; None where its host was greeted first."""
        carried = self._carried(page)
        if carried is not None:
            return carried, None
        if (yield from visit.greet(page.address)):
            with self._record.writing() as writer:
                visit.release(writer.connection)
            return None
        found = yield from visit.get(page.address, again=page.versions > 0)
        return (
            found
            if isinstance(found, Unchanged)
            else (captured(found, self._outlets.get(page.source)), found)
        )

    def _carried(self, page: Waiting) -> Capture | None:
        """The page as its source carried it, if it did: nothing has to be fetched."""
        with self._record.reading() as connection:
            content = watched.content(connection, page)
        if content is None:
            return None
        known = {"url": page.address, "outlet": self._outlets.get(page.source)}
        said = tuple((key, value) for key, value in known.items() if value)
        return Capture(page.address, content, "text/html", sha256(content), iso(self._clock.now()), said)

    def _read(self, capture: Capture) -> Page:
        try:
            document = readable(read_document(capture, self._pipeline.tables))
            return Page(capture, document, self._pipeline.code(document))
        except Exception as error:  # one page that we fail at must not cost the others
            raise FetchError("fault", fault(error)) from error

    def _kept(self, page: Waiting, visit: Visit, answer: Fetched | None, one: Page) -> None:
        with self._record.writing() as writer:
            connection = writer.connection
            if watched.close(connection, page, DONE):
                receipt = keeping.put(writer, one)
                stories, reports = len(one.document.stories), len(one.reports)
                counts = Counts(
                    tried=1, fetched=1, read=min(stories, 1), coded=min(reports, 1),
                    reports=receipt.new_reports, failed=int(not stories),
                )  # fmt: skip
                self._account.count(connection, page.source, counts)
                for failure in one.document.failures:
                    self._fail(connection, page, "not read", failure.why)
                if answer is not None:
                    watched.put_answer(connection, page.address, answer.etag, answer.modified)
            visit.release(connection)

    def _closed(self, page: Waiting, visit: Visit, counts: Counts) -> None:
        with self._record.writing() as writer:
            if watched.close(writer.connection, page, DONE):
                self._account.count(writer.connection, page.source, counts)
            visit.release(writer.connection)

    def _not_had(self, page: Waiting, visit: Visit, error: FetchError) -> None:
        """A page could not be had: it waits, or is given up."""
        again = error.transient and page.tries + 1 < TRIES
        with self._record.writing() as writer:
            connection = writer.connection
            if again:
                wait = max(error.wait or 0.0, 5 * MINUTE * 2**page.tries)
                kept = watched.postpone(connection, page, self._clock.now() + wait)
            else:
                kept = watched.close(connection, page, FAILED)
            if kept:
                self._account.count(connection, page.source, Counts(tried=1, failed=1))
                self._fail(connection, page, error.kind, error.why)
            visit.release(connection, error)
        if kept and not again:
            self._tell(f"{page.source}: {page.address}: {error}")

    def _fail(self, connection: Connection, page: Waiting, kind: str, why: str) -> None:
        self._account.fail(connection, page.source, kind, f"{page.address}: {why}")
