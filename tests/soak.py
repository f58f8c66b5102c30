"""A day and a night of watching, on a clock that runs as fast as the work, with the process killed again and again.

    python tests/soak.py --hours 24 --kills 50

Sites publish at moments that a seed fixes; their feeds show the last dozen articles; pages fail now and then and come
the next time. A child process watches them, and is killed with SIGKILL at random moments, wherever it happens to be.
At the end every article stands in the record once, its original is kept, the ledger counts each once, each alert was
sent once, and nothing waits.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import select

from legation.collect.fetching import Fetcher, Limits
from legation.collect.guarding import Guard
from legation.collect.sources import Manners, Source, Sources
from legation.commands.clock import HOUR, MINUTE
from legation.commands.watching import Watcher
from legation.ledger import Counts
from legation.news import EVERY, Rule, Sent
from legation.pipeline import Pipeline
from legation.record import alerts as kept
from legation.record import coverage, schema, watched
from legation.record.originals import Originals, beside
from legation.upkeep import alerting, keeping
from web_server import HOME, Answer, Page, Web, article, feed, hang_up

START = datetime(2026, 3, 2, tzinfo=UTC).timestamp()
DRAIN = 6 * HOUR
"""Simulated seconds after the last article, in which what had failed is tried again."""
SITES = 4
SHOWN = 12  # articles that a feed shows
APART = 40 * MINUTE  # between two articles of a site, on average
LONGEST = 1.0  # real seconds for which a child lives before it is killed, at most
STATES = ("Russia", "Pakistan", "India", "France", "Japan", "Australia", "Poland", "Kenya", "Brazil")
PAIRS = tuple(combinations(STATES, 2))


class SharedClock:
    """A clock in a file, for all processes: it stands still but for those who wait."""

    def __init__(self, path: Path, start: float | None = None) -> None:
        if start is not None:
            path.write_bytes(struct.pack("d", start))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 8)

    def now(self) -> float:
        return float(struct.unpack("d", self._memory[:])[0])

    def sleep(self, seconds: float) -> None:
        self._memory[:] = struct.pack("d", self.now() + max(seconds, 0.0))


@dataclass(frozen=True, slots=True)
class Published:
    """An article of a site, and when it was published."""

    site: int
    number: int
    moment: float

    @property
    def path(self) -> str:
        return f"/{self.site}/{self.number}"

    def page(self) -> Answer:
        one, other = PAIRS[(self.site * 11 + self.number) % len(PAIRS)]
        day = datetime.fromtimestamp(self.moment, UTC)
        text = (
            f"GENEVA, {day:%B} {day.day}, {day.year} (Agency) - {one} and {other} signed an agreement on military "
            f"cooperation on {day:%A}, the defence ministry said. It was number {self.number} of site {self.site}."
        )
        return article(f"Agreement {self.site}-{self.number} signed", text, day=f"{day:%Y-%m-%d}")


def programme(seed: int, hours: float) -> list[Published]:
    """Everything that will be published."""
    dice, found = random.Random(seed), []
    for site in range(SITES):
        moment, number = START, 0
        while (moment := moment + dice.expovariate(1 / APART)) < START + hours * HOUR:
            number += 1
            found.append(Published(site, number, moment))
    return found


def host(site: int) -> str:
    """The name of a site."""
    return f"site{site}.example"


# ------------------------------------------------------------------ the web, in a process of its own


def serve(folder: Path, seed: int, hours: float) -> None:
    """Play the sites until standard input is closed."""
    clock = SharedClock(folder / "clock")
    articles = programme(seed, hours)
    with Web() as web:
        for site in range(SITES):
            own = [one for one in articles if one.site == site]
            web.put(f"/{site}/feed", _front(web, clock, own))
            for one in own:
                web.put(one.path, _Moody(one, seed).answer)
        print(web.port, flush=True)
        sys.stdin.read()
        print(json.dumps(Counter(one.path for one in web.asked)), flush=True)


def _front(web: Web, clock: SharedClock, own: list[Published]) -> Page:
    """The feed of a site, as it is at the moment."""

    def answer(_request: object) -> Answer:
        shown = [one for one in own if one.moment <= clock.now()][-SHOWN:]
        items = [
            (web.at(one.path, host(one.site)), f"Agreement {one.number}", one.moment)
            for one in reversed(shown)
        ]
        return feed(items, etag=f'"{shown[-1].number if shown else 0}"')

    return answer


class _Moody:
    """A page that fails as the dice have it, up to three times, before it comes."""

    def __init__(self, published: Published, seed: int) -> None:
        dice = random.Random(f"{seed}{published.path}")
        bad: list[Page] = [Answer(b"", 500), Answer(b"", 503, headers={"Retry-After": "90"}), hang_up]
        self.moods = [dice.choice(bad) for _ in range(3) if dice.random() < 0.15]
        self.page = published.page()

    def answer(self, request: Any) -> Answer | None:
        mood = self.moods.pop() if self.moods else self.page
        return mood if isinstance(mood, Answer) else mood(request)


# ------------------------------------------------------------------ the watcher, in children that are killed


def watch(folder: Path, port: int, end: float, pipeline: Pipeline) -> NoReturn:
    """Watch until the end; what a child does. It leaves without cleaning up, as a process that is killed would."""
    clock = SharedClock(folder / "clock")
    sources = tuple(
        Source(f"Site {n}", f"http://{host(n)}:{port}/{n}/feed", "rss", None, "en", "state", 30 * MINUTE, 100, "", None, None)
        for n in range(SITES)
    )  # fmt: skip
    guard = Guard(frozenset(map(host, range(SITES))), lambda _host, _port: (HOME,))
    with keeping.open_record(folder / "r.db", create=True) as record:
        fetcher = Fetcher(guard, Limits(1_000_000, 30, 60), now=clock.now)
        rules = alerting.Rules((Rule("every", only=(EVERY,)),), ("file",), folder / "alerts.atom")
        alerts = alerting.Alerting(
            record, rules, clock.now, lambda _line: None, partial(_send, folder / "sent")
        )
        alerts.run()
        found = Sources(sources, Manners(delay=1.0))
        with Originals(beside(folder / "r.db")) as originals:
            watcher = Watcher(
                record, found, fetcher, pipeline, clock, lambda _line: None, alerts.run, originals
            )
            watcher.run(until=end)
        alerts.run()
    os._exit(0)


def _send(place: Path, _addresses: Sequence[str], about: Sequence[Sent]) -> bool:
    """Write down what is sent: a reader who forgets nothing."""
    with place.open("a") as file:
        file.writelines(f"{one.number}\n" for one in about)
    return True


def soak(folder: Path, seed: int, hours: float, kills: int, longest: float = LONGEST) -> dict[str, object]:
    """Run it all; what came of it, as figures. Raises `AssertionError` where something was lost or repeated."""
    end = START + hours * HOUR + DRAIN
    clock = SharedClock(folder / "clock", START)
    command = [sys.executable, __file__, "--serve", str(folder), "--hours", str(hours), "--seed", str(seed)]
    began, dice, killed = time.monotonic(), random.Random(seed), 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        port = int(server.stdout.readline())
        pipeline = Pipeline.default()
        while True:
            child = os.fork()
            if not child:
                try:
                    watch(folder, port, end, pipeline)
                finally:  # a child that fails must not go on as its parent
                    traceback.print_exc()
                    os._exit(1)
            if killed < kills:
                time.sleep(dice.uniform(0.0, longest))
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if os.WIFSIGNALED(status):
                killed += 1
                continue
            assert os.waitstatus_to_exitcode(status) == 0, f"the watcher ended with {status}"
            break
        server.stdin.close()
        asked = json.loads(server.stdout.readline())
    assert killed == kills, f"the work was done after {killed} kills"
    found = check(folder, programme(seed, hours))
    requests = sum(asked.values())
    return {"hours": hours, "kills": killed, **found, "requests": requests, "seconds": round(time.monotonic() - began, 1),
            "clock": datetime.fromtimestamp(clock.now(), UTC).isoformat()}  # fmt: skip


def check(folder: Path, expected: list[Published]) -> dict[str, object]:
    """Every article once in the record, once in the ledger, and nothing left to do."""
    with keeping.open_record(folder / "r.db") as record:
        with record.reading() as connection:
            urls = Counter(
                url.partition("example:")[2].partition("/")[2]
                for url in connection.execute(select(schema.documents.c.url)).scalars()
            )
            days, pages = coverage.days(connection), watched.counts(connection)
            told = {one.number: one.state for one in kept.latest(connection, 10**6)}
            about = set(connection.execute(select(kept.about.c.report)).scalars())
            hashes = [
                bytes(one).hex() for one in connection.execute(select(schema.documents.c.sha256)).scalars()
            ]
        coded = [report.id for event in record.events() for report in record.reports_of(event.id)]
        assert not record.unmerged()
    wanted = Counter(one.path.removeprefix("/") for one in expected)
    assert urls == wanted, f"lost {sorted(wanted - urls)[:5]}, repeated {sorted(urls - wanted)[:5]}"
    assert pages == {"done": len(expected)}, pages
    total = sum((day.counts for day in days), Counts())
    assert total.found == total.fetched == total.read == total.coded == total.reports == len(expected), total
    assert total.tried + total.asked == total.fetched + total.answered + total.failed, total
    assert len(coded) == len(expected)
    sent = Counter(map(int, (folder / "sent").read_text().split()))
    assert set(sent.values()) == {1}, "an alert was sent twice"
    assert set(told.values()) <= {kept.SENT, kept.UNSURE}, Counter(told.values())
    assert {number for number, state in told.items() if state == kept.SENT} <= set(sent) <= set(told)
    assert about == set(coded), "an event that nobody was told of"
    with Originals(beside(folder / "r.db")) as originals:
        assert all(originals.get(one) for one in hashes), "a page whose original was not kept"
    unsure = sum(state == kept.UNSURE for state in told.values())
    return {
        "articles": len(expected),
        "asked": total.asked,
        "failed": total.failed,
        "alerts": len(told),
        "unsure": unsure,
    }


def main() -> None:
    """From the command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--hours", type=float, default=24.0)
    words.add_argument("--kills", type=int, default=50)
    words.add_argument(
        "--longest", type=float, default=LONGEST, help="seconds for which a child lives, at most"
    )
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.serve:
        serve(given.serve, given.seed, given.hours)
        return
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(soak(Path(folder), given.seed, given.hours, given.kills, given.longest)))


if __name__ == "__main__":
    main()
