"""A room in which sources are watched: a web, a record, a clock that only waiting moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from legation.collect.fetching import Fetcher, Limits
from legation.collect.guarding import Guard
from legation.collect.sources import Manners, Source, Sources
from legation.commands.clock import HOUR
from legation.commands.watching import Watcher
from legation.ledger import Counts, Day
from legation.pipeline import Pipeline
from legation.record import Record, coverage, watched
from legation.record.originals import Originals
from web_server import Web, article

START = datetime(2026, 3, 2, 6, tzinfo=UTC).timestamp()
HOSTS = frozenset(
    {"news.example", "ministry.example", "other.example", *(f"town{number}.example" for number in range(6))}
)
STORY = "MOSCOW, March 2, 2026 (Agency) - Russia and Pakistan signed an agreement on military cooperation on Monday in Moscow, the defence ministry said."


@dataclass(slots=True)
class FakeClock:
    """Time that passes only when someone waits."""

    time: float = START
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += max(seconds, 0.0)


@dataclass(slots=True)
class Room:
    """Everything that a watcher needs, and what it told."""

    web: Web
    record: Record
    pipeline: Pipeline
    clock: FakeClock
    told: list[str]
    manners: Manners
    fetchers: list[Fetcher] = field(default_factory=list)

    def watcher(self, *sources: Source, originals: Originals | None = None) -> Watcher:
        guard = Guard(HOSTS, self.web.resolve)
        fetcher = Fetcher(guard, Limits(1_000_000, 20, 40), now=self.clock.now)
        self.fetchers.append(fetcher)
        found = Sources(sources, self.manners)
        return Watcher(
            self.record, found, fetcher, self.pipeline, self.clock, self.told.append, originals=originals
        )

    def source(
        self, name: str = "Agency", path: str = "/feed", host: str = "news.example", kind: str = "rss"
    ) -> Source:
        return Source(name, self.web.at(path, host), kind, None, "en", "state", HOUR, 20, "", None, None)

    def round(self, *sources: Source) -> Counts:
        watcher = self.watcher(*sources)
        watcher.run(once=True)
        return watcher.tally

    def days(self) -> tuple[Day, ...]:
        with self.record.reading() as connection:
            return coverage.days(connection)

    def pages(self) -> dict[str, int]:
        with self.record.reading() as connection:
            return watched.counts(connection)


def stories(web: Web, *numbers: int, host: str = "news.example") -> list[tuple[str, str, float]]:
    """Pages of a site, as its feed lists them."""
    for number in numbers:
        text = f"{STORY} It was accord number {number}."
        web.put(f"{host}/story/{number}", article(f"Accord number {number} signed", text, day="2026-03-02"))
    return [(web.at(f"/story/{n}", host), f"Accord {n}", START - n * 60) for n in numbers]
