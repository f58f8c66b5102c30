"""How much sooner a list of addresses is had when hosts are asked side by side, against one after another.

    PYTHONPATH=src:bench:tests python bench/fetching.py [--hosts 12] [--pages 4] [--late 0.5] [--delay 0.25]

A local server plays the hosts; each takes its time over a page (``--late``, seconds) and is given a pause after it (``--delay``,
seconds). Real time is measured, with all that is done to a page: it is read, coded, and kept. The least that politeness
leaves is what one host costs: its pages, its robots.txt, and the pauses between them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from legation.collect.fetching import Fetcher
from legation.collect.guarding import Guard
from legation.collect.sources import AT_ONCE, Manners, Sources
from legation.commands.clock import RealClock
from legation.commands.watching import Watcher
from legation.pipeline import Pipeline
from legation.record import watched
from legation.upkeep import keeping
from web_server import Answer, Web, article, late

_LIST = "list.txt"
_TEXT = (
    "GENEVA, March 2, 2026 (Agency) - France and Kenya signed an agreement on military cooperation on Monday, the defence "
    "ministry said. It was number {n} of {host}."
)


def play(web: Web, hosts: int, pages: int, seconds: float) -> list[tuple[str, str]]:
    """Put the pages of every host where they will be found; their addresses, each with its host."""
    found = []
    for host in (f"slow{number}.example" for number in range(hosts)):
        web.put(f"{host}/robots.txt", late(Answer(b"", 404), seconds))
        for n in range(pages):
            page = article(f"Agreement {n} of {host}", _TEXT.format(n=n, host=host), day="2026-03-02")
            web.put(f"{host}/{n}", late(page, seconds))
            found.append((web.at(f"/{n}", host), f"{host}:{web.port}"))
    return found


def measure(pipeline: Pipeline, asked: argparse.Namespace, at_once: int) -> float:
    """Seconds in which all pages are had, so many hosts side by side."""
    with tempfile.TemporaryDirectory() as folder, Web() as web:
        addresses = play(web, asked.hosts, asked.pages, asked.late)
        allowed = frozenset(host.partition(":")[0] for _, host in addresses)
        clock = RealClock()
        with (
            keeping.open_record(Path(folder) / "r.db", create=True) as record,
            Fetcher(Guard(allowed, web.resolve)) as fetcher,
        ):
            found = Sources((), Manners(delay=asked.delay, at_once=at_once))
            watcher = Watcher(record, found, fetcher, pipeline, clock, print, lists=(_LIST,))
            with record.writing() as writer:
                watched.put_listed(writer.connection, _LIST, addresses, clock.now(), again=False)
            began = time.monotonic()
            watcher.run(once=True)
            seconds = time.monotonic() - began
        if watcher.tally.coded != len(addresses):
            sys.exit(f"{watcher.tally.coded} of {len(addresses)} pages were coded")
        if max(own for own, _ in web.crowd) > 1:
            sys.exit("a host was asked for two things at once")
    return seconds


def main() -> None:
    """Print the figures."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--hosts", type=int, default=12)
    words.add_argument("--pages", type=int, default=4, help="of each host")
    words.add_argument("--late", type=float, default=0.5, help="seconds that a host takes to answer")
    words.add_argument("--delay", type=float, default=0.25, help="seconds between two requests to a host")
    asked = words.parse_args()
    pipeline = Pipeline.default()
    alone = measure(pipeline, asked, 1)
    rows = {number: measure(pipeline, asked, number) for number in (2, 4, AT_ONCE, 2 * AT_ONCE)}
    least = (asked.pages + 1) * asked.late + asked.pages * asked.delay
    print(
        json.dumps(
            {
                "pages": asked.hosts * asked.pages,
                "one at a time": round(alone, 2),
                "least for one host": least,
            }
        )
    )
    for number, seconds in rows.items():
        print(
            json.dumps(
                {"at once": number, "seconds": round(seconds, 2), "times as fast": round(alone / seconds, 2)}
            )
        )


if __name__ == "__main__":
    main()
