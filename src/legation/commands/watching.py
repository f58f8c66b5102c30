"""Watching sources: what is due, several hosts side by side, each thing kept in one transaction.

    sources.toml ──▶ upcoming: sources to ask, pages to fetch, those first that may be done first
                          │
            ask           ▼            fetch
    list of pages ◀──  lanes  ──▶ page ── pipeline ──▶ document, reports
         │       (robots.txt, politeness, guarded)          │
         ▼                                                  ▼
    one transaction: pages waiting, how the source       one transaction: the page in the record, its place in the
    stands, the ledger of coverage, when the host        queue closed, the ledger of coverage, when the host may be
    may be asked again                                   asked again

A process that is killed at any moment has done each of these wholly or not at all: nothing is lost, nothing counted
twice. What was on its way is fetched again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from legation.collect import feeds
from legation.collect.fetching import Answer, Fetched, Fetcher, Unchanged
from legation.collect.guarding import host_of
from legation.collect.sources import Source, Sources
from legation.commands.clock import DAY, Clock, iso
from legation.commands.gathering import Account, Gatherer, Tell
from legation.commands.lanes import Lanes, Request, Steps
from legation.commands.visiting import PATIENCE, Visit, Visitor, back_off
from legation.errors import FetchError
from legation.ledger import Counts
from legation.pipeline import Pipeline
from legation.record import Record, watched
from legation.record.originals import Originals
from legation.record.watched import Found, Standing, Waiting

VERSIONS = 5
"""How often a page that its source says has changed is fetched."""
FURTHER = 5
"""Sitemaps that are read of those that a sitemap leads to: the latest."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A source is to be asked what it lists, not before ``at``."""

    source: Source
    at: float

    @property
    def host(self) -> str:
        """The host that is asked."""
        return self.source.host


@dataclass(frozen=True, slots=True)
class Fetch:
    """A page is to be fetched, not before ``at``."""

    page: Waiting
    at: float

    @property
    def host(self) -> str:
        """The host that is asked."""
        return self.page.host


def quiet_for(weekly: float) -> float:
    """Seconds without a new page after which a source counts as silent: seven times its usual interval, and never
    less than two days. Where pages come at random, that long a pause happens once in a thousand intervals.
    """
    return max(2 * DAY, 7 * 7 * DAY / weekly) if weekly else float("inf")


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
        originals: Originals | None = None,
        lists: Sequence[str] = (),
    ) -> None:
        """``tell`` is given one line for whatever fails; ``settled`` is called when what came in has been merged;
        ``originals`` is the archive of what was fetched. ``lists``: lists of addresses whose pages are fetched too.
        """
        self.record = record
        self.sources = {source.name: source for source in found.sources}
        self.names = (*self.sources, *lists)
        self.manners = found.manners
        self.clock = clock
        self.tell = tell
        self.account = Account(clock)
        self.done: Callable[[], object] = lambda: None
        """Called when a page was had or not."""
        self.fetcher = fetcher
        self.visitor = Visitor(record, found.manners.delay, clock)
        outlets = {source.name: source.outlet for source in found.sources if source.outlet}
        self.gatherer = Gatherer(
            record, self.visitor, self.account, pipeline, clock, tell, originals, settled, outlets
        )
        with record.writing() as writer:
            watched.prepare(writer.connection)

    @property
    def tally(self) -> Counts:
        """What happened in this run."""
        return self.account.tally

    # -------------------------------------------------------------- what is due

    def run(self, once: bool = False, until: float = float("inf")) -> None:
        """Do what is due. ``once``: one round over the sources whose time has come, then the pages that they list, and no
        host is waited for longer than `PATIENCE`; otherwise until the moment ``until``.
        """
        due_by = self.clock.now() if once else None
        with Lanes(self._request, self.visitor.delay, self.clock, self.manners.at_once) as lanes:
            while True:
                later = self._begin(lanes, due_by)
                lanes.go()
                now = self.clock.now()
                moment = min(later, lanes.ready())
                if lanes.flying:
                    lanes.wait(moment - now)
                elif moment > (now + PATIENCE if once else until) and not lanes.waiting:
                    break
                else:
                    if moment > now + self.manners.delay or once:
                        self.settle()
                    self.clock.sleep(max(moment - now, 0.0))
        self.settle()

    def _begin(self, lanes: Lanes, due_by: float | None) -> float:
        """Begin all that may be done now; the moment at which more may, as far as it is known without an answer."""
        while lanes.room > 0:
            jobs = self.upcoming(lanes.room, lanes.busy, due_by)
            due = [job for job in jobs if job.at <= self.clock.now()]
            if not due:
                return jobs[0].at if jobs else float("inf")
            for job in due:
                if lanes.room > 0 and job.host not in lanes.busy:
                    lanes.begin(job.host, self._steps(job))
        return float("inf")

    def upcoming(
        self, most: int = 1, busy: Collection[str] = (), due_by: float | None = None
    ) -> list[Ask | Fetch]:
        """What can be done first, at most so many pages, none of hosts that are ``busy``; of sources only those due by then."""
        with self.record.reading() as connection:
            known = watched.standings(connection) if self.sources else {}
            free = watched.free(connection) if self.sources else {}
            pages = watched.next_pages(connection, self.names, most, busy)
        asks = [
            Ask(source, max(due, free.get(source.host, 0.0)))
            for source in self.sources.values()
            if source.host not in busy
            if (due := self._standing(source, known).due) <= (due if due_by is None else due_by)
        ]
        return sorted([*asks, *(Fetch(page, page.ready) for page in pages)], key=lambda job: job.at)

    def _standing(self, source: Source, known: dict[str, Standing]) -> Standing:
        found = known.get(source.name)
        return found if found and found.url == source.url else Standing(source.name, source.url)

    def _steps(self, job: Ask | Fetch) -> Steps[None]:
        """Do one thing and keep what came of it."""
        if isinstance(job, Ask):
            yield from self._ask(job.source)
        elif (yield from self.gatherer.fetch(job.page)):
            self.done()

    def _request(self, request: Request) -> Answer:
        return self.fetcher.ask(request.address, dict(request.headers), request.limit)

    def settle(self) -> None:
        """Merge what has come in."""
        self.gatherer.settle()

    # -------------------------------------------------------------- sources

    def _ask(self, source: Source) -> Steps[None]:
        began = self.clock.now()
        with self.record.reading() as connection:
            before = self._standing(source, watched.standings(connection))
        before = before if before.began else replace(before, began=began)
        visit = self.visitor.visit()
        try:
            entries, answers = yield from self._list(source, visit)
        except FetchError as error:
            self._unanswered(source, before, visit, error)
            return
        now = self.clock.now()
        with self.record.writing() as writer:
            connection = writer.connection
            new = 0
            if entries is not None:
                found = self._found(source, entries, now, first=before.answered is None)
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
            self.account.count(connection, source.name, Counts(asked=1, answered=1, found=new))
            visit.release(connection)
        self._tell_change(source, before, standing)

    def _list(
        self, source: Source, visit: Visit
    ) -> Steps[tuple[Sequence[feeds.Entry] | None, list[tuple[str, Fetched]]]]:
        """The pages that a source lists, and the answers that say so; None where nothing has changed."""
        answer = yield from visit.get(source.url)
        if isinstance(answer, Unchanged):
            return None, []
        answers = [(source.url, answer)]
        found = feeds.listed(source.kind, answer.content, answer.address, answer.charset, source.only)
        entries = list(found.entries)
        oldest = iso(self.clock.now() - self.manners.reach * DAY)
        latest = sorted(found.further, key=lambda one: one.moment or "9", reverse=True)[:FURTHER]
        for one in latest:
            if one.moment and one.moment < oldest:
                continue
            child = yield from visit.get(one.address)
            if isinstance(child, Fetched):
                answers.append((one.address, child))
                listed = feeds.listed("sitemap", child.content, child.address, child.charset, source.only)
                entries.extend(listed.entries)
        if found.further and len(answers) == 1 and not entries:
            return None, answers
        return entries, answers

    def _found(self, source: Source, entries: Sequence[feeds.Entry], now: float, first: bool) -> list[Found]:
        """Entries as pages to be fetched, the latest first. Known and left are those that are too old, and, the first
        time, all after the first so many.
        """
        oldest = iso(now - self.manners.reach * DAY)
        most = self.manners.most if first else len(entries)
        ordered = sorted(entries, key=lambda one: one.moment or "9", reverse=True)
        return [
            Found(
                one.address, host_of(one.address), one.stamp, bool(one.moment and one.moment < oldest) or place >= most,
                feeds.as_page(one) if source.take == "feed" and one.text else None,
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

    def _unanswered(self, source: Source, before: Standing, visit: Visit, error: FetchError) -> None:
        now, failures = self.clock.now(), before.failures + 1
        with self.record.writing() as writer:
            connection = writer.connection
            due = now + min(source.every, 10 * back_off(failures))
            standing = replace(before, due=due, standing=error.kind, failures=failures)
            watched.put_standing(connection, standing)
            self.account.count(connection, source.name, Counts(asked=1, failed=1))
            self.account.fail(connection, source.name, error.kind, f"{source.url}: {error}")
            visit.release(connection, error)
        if standing.standing != before.standing:
            self.tell(f"{source.name}: {error}")
