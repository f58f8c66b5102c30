"""Watching sources: what is due, one thing after another, each kept in one transaction.

    sources.toml ──▶ next: a source to ask, or a page to fetch, whichever may be done first
                          │
            ask           ▼            fetch
    list of pages ◀── fetcher ──▶ page ── pipeline ──▶ document, reports
         │       (robots.txt, politeness, guarded)          │
         ▼                                                  ▼
    one transaction: pages waiting, how the source       one transaction: the page in the record, its place in the
    stands, the ledger of coverage, when the host        queue closed, the ledger of coverage, when the host may be
    may be asked again                                   asked again

A process that is killed at any moment has done each of these wholly or not at all: nothing is lost, nothing counted
twice. A page that was on its way is fetched again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import Connection

from legation.collect import feeds, robots
from legation.collect.fetching import Fetched, Fetcher, Unchanged, captured
from legation.collect.guarding import host_of
from legation.collect.sources import Source, Sources
from legation.commands.intake import readable
from legation.commands.running import fault
from legation.document import read as read_document
from legation.errors import FetchError
from legation.ledger import Counts
from legation.pipeline import Page, Pipeline
from legation.record import Record, coverage, watched
from legation.record.watched import DONE, FAILED, Found, Standing, Waiting
from legation.types import Capture
from legation.upkeep import keeping

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
TRIES = 8
"""How often a page is tried before it is given up: over about two days."""
VERSIONS = 5
"""How often a page that its source says has changed is fetched."""
FURTHER = 5
"""Sitemaps that are read of those that a sitemap leads to: the latest."""
PATIENCE = 2 * MINUTE
"""For how long a single round waits for a host; one that wants longer is left for the next."""
SETTLED = 50
"""Pages stored between two mergings."""
ROBOTS_FOR = DAY
_OPEN = frozenset({"not there", "not let in", "odd answer"})  # answers that mean there is no robots.txt
_BUSY = frozenset({"host in trouble", "asked to wait"})  # answers that leave open what is in it


class Clock(Protocol):
    """The time of day, and waiting."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class RealClock:
    """The machine's clock."""

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Ask:
    """A source is to be asked what it lists, not before ``at``."""

    source: Source
    at: float


@dataclass(frozen=True, slots=True)
class Fetch:
    """A page is to be fetched, not before ``at``."""

    page: Waiting
    at: float


Tell = Callable[[str], None]


def quiet_for(weekly: float) -> float:
    """Seconds without a new page after which a source counts as silent: seven times its usual interval, and never
    less than two days. Where pages come at random, that long a pause happens once in a thousand intervals.
    """
    return max(2 * DAY, 7 * 7 * DAY / weekly) if weekly else float("inf")


def back_off(failures: int) -> float:
    """Seconds for which a host is left alone after so many failures in a row: one minute, doubled, at most six hours."""
    return float(min(MINUTE * 2 ** min(max(failures - 1, 0), 20), 6 * HOUR))


class Watcher:
    """Asks sources and fetches what they list."""

    def __init__(
        self,
        record: Record,
        found: Sources,
        fetcher: Fetcher,
        pipeline: Pipeline,
        clock: Clock,
        tell: Tell,
        settled: Callable[[], object] = lambda: None,
    ) -> None:
        """``tell`` is given one line for whatever fails; ``settled`` is called when what came in has been merged."""
        self.record = record
        self.sources = {source.name: source for source in found.sources}
        self.manners = found.manners
        self.fetcher = fetcher
        self.pipeline = pipeline
        self.clock = clock
        self.tell = tell
        self.settled = settled
        self.tally = Counts()
        self._unmerged = 0
        self._touched: list[str] = []  # hosts that the request in hand has reached
        self._delays: dict[str, float] = {}
        with record.writing() as writer:
            watched.prepare(writer.connection)

    # -------------------------------------------------------------- one thing after another

    def run(self, once: bool = False, until: float = float("inf")) -> None:
        """Do what is due. ``once``: one round over the sources whose time has come, then the pages that they list;
        otherwise until the moment ``until``.
        """
        start = self.clock.now()
        while True:
            job = self.next(due_by=start if once else None)
            now = self.clock.now()
            limit = now + PATIENCE if once else until
            if job is None or job.at > limit:
                break
            if job.at > now:
                if job.at > now + self.manners.delay or once:
                    self.settle()
                self.clock.sleep(job.at - now)
            self.do(job)
        self.settle()

    def next(self, due_by: float | None = None) -> Ask | Fetch | None:
        """What can be done first; of sources only those due by then."""
        with self.record.reading() as connection:
            known, free = watched.standings(connection), watched.free(connection)
            page = watched.next_page(connection, tuple(self.sources))
        asks = [
            Ask(source, max(standing.due, free.get(source.host, 0.0)))
            for source in self.sources.values()
            if (standing := self._standing(source, known)).due <= (standing.due if due_by is None else due_by)
        ]
        first = min(asks, key=lambda ask: ask.at, default=None)
        if page is not None and (first is None or page.ready < first.at):
            return Fetch(page, page.ready)
        return first

    def _standing(self, source: Source, known: dict[str, Standing]) -> Standing:
        found = known.get(source.name)
        return found if found and found.url == source.url else Standing(source.name, source.url)

    def do(self, job: Ask | Fetch) -> None:
        """Do one thing and keep what came of it."""
        self._touched = []
        if isinstance(job, Ask):
            self._ask(job.source)
        else:
            self._fetch(job.page)
            self._unmerged += 1
            if self._unmerged >= SETTLED:
                self.settle()

    def settle(self) -> None:
        """Merge what has come in."""
        if self._unmerged:
            keeping.settle(self.record)
            self._unmerged = 0
            self.settled()

    # -------------------------------------------------------------- sources

    def _ask(self, source: Source) -> None:
        began = self.clock.now()
        with self.record.reading() as connection:
            before = self._standing(source, watched.standings(connection))
        before = before if before.began else replace(before, began=began)
        try:
            entries, answers = self._list(source)
        except FetchError as error:
            self._unanswered(source, before, error)
            return
        now = self.clock.now()
        with self.record.writing() as writer:
            connection = writer.connection
            new = 0
            if entries is not None:
                found = self._found(entries, now, first=before.answered is None)
                new = watched.put_found(connection, source.name, found, now, VERSIONS)
            for address, answer in answers:
                watched.put_answer(connection, address, answer.etag, answer.modified)
            number = before.entries if entries is None else len(entries)
            standing = replace(
                before, due=now + source.every, answered=now, new=now if new else before.new, failures=0,
                entries=number,
            )  # fmt: skip
            standing = replace(standing, standing=self._sign(source, standing, before))
            watched.put_standing(connection, standing)
            self._count(connection, source.name, Counts(asked=1, answered=1, found=new))
            self._release(connection)
        self._tell_change(source, before, standing)

    def _list(self, source: Source) -> tuple[Sequence[feeds.Entry] | None, list[tuple[str, Fetched]]]:
        """The pages that a source lists, and the answers that say so; None where nothing has changed."""
        answer = self._get(source.url)
        if isinstance(answer, Unchanged):
            return None, []
        answers = [(source.url, answer)]
        found = feeds.listed(source.kind, answer.content, answer.address, answer.charset, source.only)
        entries = list(found.entries)
        oldest = _iso(self.clock.now() - self.manners.reach * DAY)
        latest = sorted(found.further, key=lambda one: one.moment or "9", reverse=True)[:FURTHER]
        for one in latest:
            if one.moment and one.moment < oldest:
                continue
            self.clock.sleep(self._delay(host_of(one.address)))
            child = self._get(one.address)
            if isinstance(child, Fetched):
                answers.append((one.address, child))
                listed = feeds.listed("sitemap", child.content, child.address, child.charset, source.only)
                entries.extend(listed.entries)
        if found.further and len(answers) == 1 and not entries:
            return None, answers
        return entries, answers

    def _found(self, entries: Sequence[feeds.Entry], now: float, first: bool) -> list[Found]:
        """Entries as pages to be fetched, the latest first. Known and left are those that are too old, and, the first
        time, all after the first so many.
        """
        oldest = _iso(now - self.manners.reach * DAY)
        most = self.manners.most if first else len(entries)
        ordered = sorted(entries, key=lambda one: one.moment or "9", reverse=True)
        return [
            Found(
                one.address, host_of(one.address), one.stamp, bool(one.moment and one.moment < oldest) or place >= most
            )
            for place, one in enumerate(ordered)
        ]  # fmt: skip

    def _sign(self, source: Source, now: Standing, before: Standing) -> str:
        """What is odd about a source that answers."""
        if not now.entries:
            return "lists nothing"
        last = now.new or now.began
        return "silent" if (now.answered or 0.0) - last > quiet_for(source.weekly) else ""

    def _tell_change(self, source: Source, before: Standing, now: Standing) -> None:
        if now.standing == before.standing:
            return
        if now.standing == "silent":
            days = ((now.answered or 0.0) - (now.new or now.began)) / DAY
            self.tell(
                f"{source.name}: silent: nothing new for {days:.0f} days, where {source.weekly:g} a week are usual"
            )
        elif now.standing == "lists nothing":
            was = f"; it listed {before.entries}" if before.entries else ""
            self.tell(f"{source.name}: changed shape: it answers, but lists nothing{was}")
        elif not now.standing:
            self.tell(f"{source.name}: all is well again (it was: {before.standing})")

    def _unanswered(self, source: Source, before: Standing, error: FetchError) -> None:
        now, failures = self.clock.now(), before.failures + 1
        with self.record.writing() as writer:
            connection = writer.connection
            due = now + min(source.every, 10 * back_off(failures))
            standing = replace(before, due=due, standing=error.kind, failures=failures)
            watched.put_standing(connection, standing)
            self._count(connection, source.name, Counts(asked=1, failed=1))
            coverage.fail(connection, source.name, self._today(), error.kind, f"{source.url}: {error}")
            self._release(connection, error)
        if standing.standing != before.standing:
            self.tell(f"{source.name}: {error}")

    # -------------------------------------------------------------- pages

    def _fetch(self, page: Waiting) -> None:
        source = self.sources[page.source]
        try:
            answer = self._get(page.address, again=page.versions > 0)
            if isinstance(answer, Unchanged):
                self._closed(page, Counts(tried=1, unchanged=1))
                return
            one = self._read(captured(answer, source.outlet))
        except FetchError as error:
            self._not_had(page, error)
            return
        with self.record.writing() as writer:
            connection = writer.connection
            if watched.close(connection, page, DONE):
                receipt = keeping.put(writer, one)
                stories, reports = len(one.document.stories), len(one.reports)
                counts = Counts(
                    tried=1, fetched=1, read=min(stories, 1), coded=min(reports, 1),
                    reports=receipt.new_reports, failed=int(not stories),
                )  # fmt: skip
                self._count(connection, page.source, counts)
                for failure in one.document.failures:
                    self._fail(connection, page, "not read", failure.why)
                watched.put_answer(connection, page.address, answer.etag, answer.modified)
            self._release(connection)

    def _read(self, capture: Capture) -> Page:
        try:
            document = readable(read_document(capture, self.pipeline.tables))
            return Page(capture, document, self.pipeline.code(document))
        except Exception as error:  # one page that we fail at must not cost the others
            raise FetchError("fault", fault(error)) from error

    def _closed(self, page: Waiting, counts: Counts) -> None:
        with self.record.writing() as writer:
            if watched.close(writer.connection, page, DONE):
                self._count(writer.connection, page.source, counts)
            self._release(writer.connection)

    def _not_had(self, page: Waiting, error: FetchError) -> None:
        """A page could not be had: it waits, or is given up."""
        again = error.transient and page.tries + 1 < TRIES
        with self.record.writing() as writer:
            connection = writer.connection
            if again:
                wait = max(error.wait or 0.0, 5 * MINUTE * 2**page.tries)
                kept = watched.postpone(connection, page, self.clock.now() + wait)
            else:
                kept = watched.close(connection, page, FAILED)
            if kept:
                self._count(connection, page.source, Counts(tried=1, failed=1))
                self._fail(connection, page, error.kind, error.why)
            self._release(connection, error)
        if kept and not again:
            self.tell(f"{page.source}: {page.address}: {error}")

    # -------------------------------------------------------------- the network, politely

    def _get(self, address: str, again: bool = True) -> Fetched | Unchanged:
        """Fetch an address; ``again``: only if it has changed since the last time."""
        etag = modified = None
        if again:
            with self.record.reading() as connection:
                etag, modified = watched.answer(connection, address)
        return self.fetcher.get(address, etag, modified, self._allows)

    def _allows(self, address: str) -> None:
        """Raises `FetchError` for what a site's robots.txt closes to us; notes that its host has been reached."""
        host = host_of(address)
        self._touched.append(host)
        robots.check(self._robots(host, address), address)

    def _robots(self, host: str, address: str) -> robots.Robots:
        with self.record.reading() as connection:
            known = watched.host(connection, host)
        if known.robots_until <= self.clock.now():
            text = self._robots_text(address)
            known = replace(known, robots=text, robots_until=self.clock.now() + ROBOTS_FOR)
            with self.record.writing() as writer:
                watched.put_host(writer.connection, known)
            self._delays.pop(host, None)
            self.clock.sleep(self.manners.delay)
        rules = robots.parse(known.robots or "")
        self._delays[host] = max(self.manners.delay, rules.delay or 0.0)
        return rules

    def _robots_text(self, address: str) -> str:
        try:
            answer = self.fetcher.get(robots.place(address), limit=robots.LIMIT)
        except FetchError as error:
            if error.kind in _OPEN:
                return ""
            if error.kind not in _BUSY:
                raise
            why = f"could not be had, so nothing is fetched ({error})"
            raise FetchError("robots.txt", why, transient=True, wait=error.wait, host=True) from None
        return answer.content.decode("utf-8", "replace") if isinstance(answer, Fetched) else ""

    def _delay(self, host: str) -> float:
        return self._delays.get(host, self.manners.delay)

    def _release(self, connection: Connection, error: FetchError | None = None) -> None:
        """Note when the hosts that were reached may be asked again."""
        now = self.clock.now()
        for host in dict.fromkeys(self._touched):
            known = watched.host(connection, host)
            if error is not None and error.host and host == self._touched[-1]:
                wait = back_off(known.failures + 1) if error.wait is None else error.wait
                known = replace(known, failures=known.failures + 1, free=now + max(wait, self._delay(host)))
            else:
                known = replace(known, failures=0, free=max(known.free, now + self._delay(host)))
            watched.put_host(connection, known)

    # -------------------------------------------------------------- the ledger

    def _today(self) -> str:
        return _iso(self.clock.now())[:10]

    def _count(self, connection: Connection, source: str, counts: Counts) -> None:
        coverage.count(connection, source, self._today(), counts)
        self.tally += counts

    def _fail(self, connection: Connection, page: Waiting, kind: str, why: str) -> None:
        coverage.fail(connection, page.source, self._today(), kind, f"{page.address}: {why}")


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
