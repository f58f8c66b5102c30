"""How long the desk takes to answer, in a large record, with many who read and one who writes.

    PYTHONPATH=src:bench python bench/desk.py [--events N] [--record FILE] [--readers N] [--seconds S] [--think S]

Makes a record of N events (see `made`; each told by one report, and not merged, since only reading is measured), or takes
one made before; serves it; lets the readers open pages at random as people do, each looking at a page for ``--think``
seconds (half as long to half as long again) before the next; and adds new pages to the record all the while, one after
another, at the lowest priority as a watch in the background would be. Readers, writer and server share the machine.
Prints for each kind of page how often it was opened, and the median and the 95th percentile, in milliseconds, of three
times: from asking to the last byte, as a reader sees it; the CPU that the server spent on it (``Server-Timing``); and what
is left, which is waiting for the processor; then the CPU of all processes of the server together, with what they made while
nobody waited, and their memory, what they share counted once. Before that, the CPU time of pages opened one by one. On a machine
that others work on too, ``--priority -15`` sets server and readers before these (root may), with the writer at 4: so the clock
tells of the desk, and not of them; the load that stood beside it is printed, and what a virtual machine did not get.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import httpx2

import copies
from legation import edtf, merge
from legation.asking import state_names
from legation.ledger import Counts
from legation.record import Placed, Record, Stored, Writer, coverage, watched
from legation.types import Report
from legation.upkeep import keeping, linking
from made import FIRST, STATES, TYPES, YEARS, Page, Press

BASE = 125_000
"""Events that are made one by one."""
BATCH = 2000
"""Pages that are made and stored in one go: some days' news."""
TELLINGS = (1, 1, 1, 2)
"""How many stories tell of a happening: fewer than in the news, so that a million events fit an afternoon."""
TOPICS = (
    "counter-terrorism maritime-security air-defence education intelligence peacekeeping cyber space".split()
)
STATES[:] = sorted(state_names())[:: len(state_names()) // len(STATES)][
    : len(STATES)
]  # whose names the desk knows
COMMAND = "import sys; from legation.cli import main; sys.exit(main())"
Times = tuple[float, float]
"""Milliseconds on the clock and of CPU."""
WORDS = "ba deki lomu naperri stotal verzan morlin fegra holjun credov".split()


def fill(path: Path, events: int, seed: int = 1) -> None:
    """A record of so many events, as merging would leave it: what tells of one happening is known here, and not sought.

    Pages are made in a process of their own, while this one stores; deals are linked at the end. Of more than `BASE`
    events the rest are copies (see `copies`): a million are there in a quarter of an hour.
    """
    times = max(1, round(events / BASE))
    events = events // times
    with keeping.open_record(path, create=True) as record:
        with record.writing() as writer:
            writer.start_over(merge.RULES)
        start, done = time.monotonic(), 0
        for batch in _made(seed, events):
            done += _put(record, batch)
            _say(f"{done:,} of {events:,} events, {time.monotonic() - start:,.0f} s")
            if done >= events:
                break
        _say(f"{record.unlinked():,} pairs of states to be linked")
        linking.settle(record)
        _say(f"all linked, {time.monotonic() - start:,.0f} s")
        if times > 1:
            copies.copy(record, times - 1)
        with record.writing() as writer:
            writer.tidy()
        with record.writing() as writer:
            watched.prepare(writer.connection)
            for day in range(365 * YEARS):
                _cover(writer, FIRST + day)


def _say(words: str) -> None:
    print(f"\r{words}   ", end="", file=sys.stderr, flush=True)


def _made(seed: int, events: int) -> Iterator[list[Page]]:
    """Pages, in lists; the next is made while the last is stored."""
    with multiprocessing.Pool(1, _begin, (seed, events)) as pool:
        waiting = [pool.apply_async(_next) for _ in range(3)]
        while batch := waiting.pop(0).get():
            waiting.append(pool.apply_async(_next))
            yield batch


def _begin(seed: int, events: int) -> None:
    global _pages
    _pages = Press(seed, TELLINGS).pages(round(events * statistics.mean(TELLINGS) * 1.02))


def _next() -> list[Page]:
    return list(islice(_pages, BATCH))


_pages: Iterator[Page] = iter(())


def _put(record: Record, pages: Sequence[Page]) -> int:
    """Store pages, and the events that they tell of; how many these are."""
    told: dict[int, list[Report]] = defaultdict(list)
    with record.writing() as writer:
        for page in pages:
            sketches = {story.id: merge.sketch(story) for story in page.document.stories}
            reports = [_on_topics(one, n) for one, n in zip(page.reports, page.told, strict=True)]
            writer.put_page(page.document, page.capture.sha256, reports, sketches)
            for number, report in zip(page.told, reports, strict=True):
                told[number].append(report)
        every = {one.id: one for some in told.values() for one in some}
        numbers = writer.numbers(every)
        writer.clean(numbers.values())
        placed = []
        for some in told.values():
            ids = sorted(report.id for report in some)
            joins = tuple(merge.Join(ids[0], other) for other in ids[1:])
            event = merge.build(merge.Cluster(tuple(ids), joins), every, {})
            own = tuple(numbers[one] for one in ids)
            placed.append(Placed(event, Stored(own, tuple((0, n, False, None) for n in range(1, len(own))))))
        writer.replace_events((), placed)
        linking.note(writer, (), [one.event for one in placed])
    return len(placed)


def _on_topics(report: Report, happening: int) -> Report:
    chance = random.Random(happening)
    return replace(report, topics=tuple(sorted(set(chance.choices(TOPICS, k=chance.choice((0, 0, 1, 2)))))))


def _cover(writer: Writer, day: int) -> None:
    """A day of twenty sources in the ledger of coverage, the first of them not reached now and then."""
    for number in range(20):
        chance = random.Random(f"{number} {day}")
        answered, new = chance.random() > number / 200, chance.choice((0, 0, 1, 4))
        counts = Counts(24, 24, new, new, new, 0, new, new) if answered else Counts(24, failed=24)
        coverage.count(writer.connection, f"Outlet {number}", edtf.iso(day), counts)


# ------------------------------------------------------------------ reading


def known(record: Record) -> tuple[list[str], list[str]]:
    """Ids of events and of stories to be looked at."""
    told = list(record.told(limit=400, newest=True))
    return [event.id for event, _ in told], [reports[0].story.id for _, reports in told]


def addresses(
    some: Sequence[str], stories: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Kinds of page and their addresses, as people open them."""
    rank = [1 / (n + 4) for n in range(len(STATES))]
    while True:
        a, b = chance.choices(STATES, rank, k=2)
        if a == b:
            continue
        kind, year = chance.choice(TYPES)[0], chance.randrange(2014, 2024)
        yield from chance.sample(
            [
                ("front", "/"),
                ("events", "/events"),
                ("events by type", f"/events?type={kind}"),
                ("events by type and years", f"/events?type={kind}&since={year}&until={year}"),
                ("events by state", f"/events?state={a}"),
                ("events by two states", f"/events?state={a}&state={b}"),
                ("dossier of two states", f"/dossier/{a}/{b}"),
                ("dossier of one state", f"/dossier/{a}"),
                ("deals", "/deals"),
                ("events by words", f"/events?text={chance.choice(WORDS)}"),
                ("event", f"/event/{chance.choice(some)}"),
                ("event", f"/event/{chance.choice(some)}"),
                ("story", f"/story/{chance.choice(stories)}"),
                ("review", "/review"),
                ("review", f"/review?at={chance.choice(some)}"),
                ("brief", "/brief"),
                ("brief of two states", f"/brief?state={a}&state={b}"),
                ("picture of counts", f"/pictures?kind=counts&state={a}"),
                ("picture: map", f"/pictures?kind=map&state={a}"),
                ("picture: network", f"/pictures?kind=network&type={kind}"),
                ("events by outlet", f"/events?outlet=Outlet+{chance.randrange(300)}"),
                ("events by topic", f"/events?topic={chance.choice(TOPICS)}"),
                ("events by grade", f"/events?sort=grade&state={a}"),
                ("deals of two states", f"/deals?state={a}&state={b}"),
                ("coverage", "/coverage"),
                ("coding", "/coding"),
                ("change", "/live"),
            ],
            27,
        )


def read(
    base: str,
    found: tuple[list[str], list[str]],
    number: int,
    until: float,
    think: float,
    times: dict[str, list[Times]],
) -> None:
    """One reader."""
    chance = random.Random(number)
    time.sleep(chance.random() * think)
    with httpx2.Client(base_url=base, timeout=60) as client:
        for kind, address in addresses(*found, chance):
            if time.monotonic() > until:
                return
            start = time.perf_counter()
            answer = client.get(address)
            spent = 1000 * (time.perf_counter() - start)
            cpu = float(answer.headers["server-timing"].partition("dur=")[2])
            times[kind if answer.status_code == 200 else f"{kind}: {answer.status_code}"].append((spent, cpu))
            time.sleep(think * chance.uniform(0.5, 1.5))


def alone(path: Path, pages: int) -> None:
    """The CPU time of each page in the thread that answers, which depends little on what else the machine does.

    What the desk makes aside, while nobody waits, is not in it.
    """
    from starlette.testclient import TestClient

    from legation.review.serving import open_desk
    from legation.review.web import make_app

    desk = open_desk(str(path), names=["testserver"])
    desk.prepare()
    times: dict[str, list[Times]] = defaultdict(list)
    with desk.record, TestClient(make_app(desk)) as client:
        for kind, address in islice(addresses(*known(desk.record), random.Random(0)), pages):
            answer = client.get(address)
            cpu = float(answer.headers["server-timing"].partition("dur=")[2])
            times[kind if answer.status_code == 200 else f"{kind}: {answer.status_code}"].append((cpu, cpu))
    print("CPU time of a page, alone")
    _print(times)


def write(path: Path, seconds: float, added: Synchronized[int]) -> None:
    """One writer, in a process of its own, who adds one page after another."""
    os.nice(19)
    pages = Press(99).pages(1_000_000)
    until = time.monotonic() + seconds
    with keeping.open_record(path) as record:
        while time.monotonic() < until:
            added.value += keeping.add(record, islice(pages, 1)).new_pages


def serve(path: Path, workers: int | None) -> tuple[subprocess.Popen[bytes], str]:
    """A desk on the record, with so many processes; as many as it takes by itself, where nothing is said."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", COMMAND, "serve", "--record", str(path), "--port", str(port)]
    command += ["--workers", str(workers)] if workers else []
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process, f"http://127.0.0.1:{port}"
        time.sleep(0.1)
    raise SystemExit("the desk does not answer")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--record", type=Path, default=Path("bench-desk.db"))
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=6)
    parser.add_argument("--pages", type=int, default=600, help="pages opened one by one for their CPU time")
    parser.add_argument("--priority", type=int, default=0, help="niceness of server and readers; see above")
    parser.add_argument("--workers", type=int, help="processes of the server")
    parser.add_argument("--only-fill", action="store_true")
    asked = parser.parse_args()
    if not asked.record.exists():
        fill(asked.record, asked.events)
    if asked.only_fill:
        return
    if asked.priority:
        os.setpriority(os.PRIO_PROCESS, 0, asked.priority)
    if asked.pages:
        alone(asked.record, asked.pages)
    many(asked)


def many(asked: argparse.Namespace) -> None:
    """Readers side by side, with a writer."""
    process, base = serve(asked.record, asked.workers)
    times: dict[str, list[Times]] = defaultdict(list)
    added = multiprocessing.Value("i", 0)
    with keeping.open_record(asked.record) as record:
        print(f"{record.totals().events:,} events, {asked.readers} readers, {asked.think:g} s between pages")
        found = known(record)
        until, before = time.monotonic() + asked.seconds, _processors()
        threads = [
            threading.Thread(target=read, args=(base, found, number, until, asked.think, times))
            for number in range(asked.readers)
        ]
        writer = multiprocessing.Process(target=write, args=(asked.record, asked.seconds, added))
        writer.start()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        after = _processors()
        writer.join(10)
        writer.terminate()  # on a busy machine its last page may take minutes
        writer.join()
    _print(times)
    worked, stolen = ((b - a) / asked.seconds for a, b in zip(before, after, strict=True))
    print(f"meanwhile {added.value:,} pages were added; load {os.getloadavg()[0]:.1f}", end="; ")
    print(
        f"processors at work {100 * worked:.0f} %, taken away by other machines {100 * stolen:.0f} % of one"
    )
    _stop(process)


def _processors() -> tuple[float, float]:
    """Seconds that all processors worked, and that the host of this machine gave to others (Linux; elsewhere 0)."""
    try:
        ticks = [int(n) for n in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    except OSError:
        return 0, 0
    return sum(ticks[:3] + ticks[5:7]) / 100, ticks[7] / 100


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server, and tell what its processes took, all of them together."""
    processes = _family(process.pid)
    memory = [_memory(one) for one in processes]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process.terminate()
    process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"server: {len(processes)} processes, {cpu:.1f} s of CPU, {sum(memory):,.0f} MB")


def _family(process: int) -> list[int]:
    """A process and those that it began (Linux; elsewhere itself alone)."""
    try:
        began = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return [process]
    return [process, *(one for child in began for one in _family(int(child)))]


def _memory(process: int) -> float:
    """Megabytes that a process takes, its share of what it has in common with others (Linux; else 0)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _print(times: Mapping[str, Sequence[Times]]) -> None:
    for kind in sorted(times):
        _line(kind, times[kind])
    _line("all", [one for some in times.values() for one in some])


def _line(kind: str, found: Sequence[Times]) -> None:
    told = [f"{kind:26} {len(found):5} pages"]
    rows = [("clock", [clock for clock, _ in found]), ("CPU", [cpu for _, cpu in found])]
    rows.append(("waiting", [clock - cpu for clock, cpu in found]))
    for name, some in rows if any(rows[2][1]) else rows[1:2]:
        late = sorted(some)[min(len(some) - 1, int(0.95 * len(some)))]
        told.append(f"{name} {statistics.median(some):6.1f} {late:7.1f}")
    print("  ".join(told))


if __name__ == "__main__":
    main()
