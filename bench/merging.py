"""What a record costs as it grows: made reports (see `made`), stored and merged page by page.

    PYTHONPATH=src python bench/merging.py [REPORTS …] [--keep FILE]

Prints for each size: events, CPU seconds of storing and merging, the most memory, bytes on disk a report beside the
archive (the pages and the stories' own lines: title, address, paragraphs), and how long the questions of a desk take.
The sizes come one after another in processes of their own, so that memory is each one's own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from legation.record import Record, Wanted
from legation.upkeep import keeping
from made import STATES, TYPES, Press

ARCHIVE = ("documents", "stories", "reads")
DEALS = ("deals", "deal_states", "moves", "stale", "retired")
PAGE = 50
ASKED = 300


def measure(number: int, path: Path) -> None:
    """Fill a record, and print a line of figures and one for each kind of question."""
    made = 0.0

    def timed() -> Iterator[object]:
        nonlocal made
        pages = Press().pages(number)
        while True:
            start = time.process_time()
            page = next(pages, None)
            made += time.process_time() - start
            if page is None:
                return
            yield page

    start = time.process_time()
    told = 0

    def progress(so_far: keeping.Receipt) -> None:
        nonlocal told
        if so_far.new_reports >= (told + 1) * number // 10:
            told += 1
            spent = time.process_time() - start - made
            print(f"{so_far.new_reports:>9} reports stored  {spent:8.1f} s CPU", flush=True)

    with keeping.open_record(path, create=True) as record:
        keeping.add(record, timed(), stored=progress)  # type: ignore[arg-type]
        spent = time.process_time() - start - made
        totals = record.totals()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{totals.reports:>9} reports {totals.stories:>8} stories {totals.events:>8} events  {spent:8.1f} s CPU "
            f"({1e3 * spent / totals.reports:.2f} ms a report)  {memory:5.0f} MB",
            flush=True,
        )
        _sizes(path, totals.reports)
        _questions(record)


def _sizes(path: Path, reports: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows = connection.execute(
        "SELECT coalesce(m.tbl_name, d.name), d.name, sum(d.pgsize) FROM dbstat d "
        "LEFT JOIN sqlite_master m ON m.name = d.name GROUP BY 1, 2"
    ).fetchall()
    tables: dict[str, int] = {}
    for table, _, size in rows:
        name = "words" if table.startswith("words") else table
        tables[name] = tables.get(name, 0) + size
    beside = sum(size for name, size in tables.items() if name not in (*ARCHIVE, *DEALS))
    deals = sum(tables.get(name, 0) for name in DEALS)
    print(
        f"{'':9} {beside / reports:6.0f} bytes a report beside the archive, and {deals / reports:.0f} for deals: ",
        end="",
    )
    listed = sorted(tables.items(), key=lambda row: -row[1])
    print(
        ", ".join(f"{name} {size / reports:.0f}" for name, size in listed if size / reports >= 1), flush=True
    )


def _questions(record: Record) -> None:
    chance = random.Random(5)
    asked: dict[str, Callable[[], object]] = {
        "first page": lambda: record.events(limit=PAGE, newest=True),
        "front": lambda: (record.totals(), record.facets(), record.busiest_pairs(10), record.states()),
        "state": lambda: _page(record, Wanted(between=(_state(chance),))),
        "pair, next page": lambda: _next(record, Wanted(between=_pair(chance))),
        "type and year": lambda: _page(record, Wanted(type=_type(chance), since=_year(chance), until=None)),
        "state, type, stage": lambda: _page(
            record, Wanted(between=(_state(chance),), type="transfer", stage="signed")
        ),
        "month": lambda: _page(
            record, Wanted(since=(m := f"{_year(chance)}-0{chance.randrange(1, 9)}"), until=m)
        ),
        "a rare word": lambda: _page(record, Wanted(text=chance.choice(rare))),
        "a common word": lambda: _page(record, Wanted(text=chance.choice(common))),
        "a person": lambda: _page(record, Wanted(actor=chance.choice(people))),
        "facets of a pair": lambda: record.facets(Wanted(between=_pair(chance))),
        "one event": lambda: record.told_of(chance.choice(some)),
    }
    told = list(record.told(limit=300))
    some = [event.id for event, _ in told]
    people = [a.name for event, _ in told for a in event.actors]
    words = Press()._words
    rare, common = words[15_000:], words[:50]
    every = []
    for name, ask in asked.items():
        times = []
        for _ in range(max(3, ASKED // len(asked))):
            start = time.perf_counter()
            ask()
            times.append(1e3 * (time.perf_counter() - start))
        every += times
        print(f"{'':9} {name:20} median {statistics.median(times):6.1f} ms, most {max(times):7.1f} ms")
    print(f"{'':9} {'all':20} 95th percentile {statistics.quantiles(every, n=20)[-1]:.1f} ms", flush=True)


def _page(record: Record, wanted: Wanted) -> object:
    """What a page of the desk asks: events with their reports, and how many there are, up to a thousand."""
    return list(record.told(wanted, limit=PAGE, newest=True)), record.count_events(wanted, most=1000)


def _next(record: Record, wanted: Wanted) -> object:
    first = record.events(wanted, limit=PAGE)
    return list(record.told(wanted, limit=PAGE, after=first[-1].id)) if first else None


def _state(chance: random.Random) -> str:
    return chance.choice(STATES[:60])


def _pair(chance: random.Random) -> tuple[str, ...]:
    return tuple(chance.sample(STATES[:30], 2))


def _type(chance: random.Random) -> str:
    return chance.choice(TYPES)[0]


def _year(chance: random.Random) -> str:
    return str(chance.randrange(2014, 2024))


def main() -> int:
    """Measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description="What a record costs as it grows.")
    parser.add_argument("reports", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--keep", metavar="FILE", help="leave the last record there")
    options = parser.parse_args()
    for number in options.reports:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(options.keep or Path(folder) / "bench.db")
            child = multiprocessing.get_context("spawn").Process(target=measure, args=(number, path))
            child.start()
            child.join()
            if child.exitcode:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
