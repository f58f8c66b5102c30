"""A web archive read into reports: how fast, against merely unpacking it, and in how much memory.

    python bench/backfill.py [--pages 10000] [--telling 0.05]

The archive is made here: pages of news in the markup of gold/pages, most of them local news that names no two states
(they fail the first look), some in French, a share of them (``--telling``) stories of the gold. What is printed for each
step is pages a second and how many times as long it takes as unpacking alone; and the most memory that coding took above
what the tables take, in the first tenth and in the whole.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from legation.collect import captures
from legation.commands.intake import pages
from legation.commands.running import Outcome
from legation.pipeline import Pipeline
from legation.types import Capture

GOLD = Path(__file__).parent.parent / "gold"
SEED = 20_140_201
WORDS = """the council said that new buses would serve the harbour road from Monday after residents had asked for a
better timetable since last winter while shops near the market reported more visitors and the mayor spoke of a modest
success although the bridge stays closed for repairs until the engineers have checked every bolt and painted the rail""".split()
FRENCH = """le conseil municipal a dit que de nouveaux autobus desserviront la route du port dès lundi car les habitants
avaient demandé un meilleur horaire depuis le dernier hiver et le maire a parlé d'un modeste succès pour la ville""".split()


def make(place: Path, count: int, telling: float) -> None:
    """Write a gzipped WARC of ``count`` pages, each record a gzip member, as Common Crawl does."""
    rng = random.Random(SEED)
    real = [path.read_bytes() for path in sorted((GOLD / "pages" / "train").glob("*.html"))]
    with place.open("wb") as file:
        for number in range(count):
            draw = rng.random()
            if draw < telling:
                body = rng.choice(real)
            else:
                body = plain(rng, FRENCH if draw > 0.8 else WORDS, number)
            file.write(record(f"https://news{number % 40}.example/{number}", body))


def plain(rng: random.Random, words: list[str], number: int) -> bytes:
    """A page of local news, with the menus and scripts that such pages have: about 30 kB."""

    def text(size: int) -> str:
        return " ".join(rng.choice(words) for _ in range(size))

    menu = "".join(f'<li class="menu-item"><a href="/{n}">{text(2)}</a></li>' for n in range(80))
    script = "<script>var data = [" + ",".join(str(rng.randrange(10**6)) for _ in range(1200)) + "];</script>"
    body = "".join(f"<p>{text(70).capitalize()}.</p>" for _ in range(9))
    return (
        f"<!DOCTYPE html><html><head><title>Local news {number}</title>{script}</head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{text(8).capitalize()}</h1><time datetime='2019-05-04'>4 May 2019</time>{body}</article>"
        f"<aside><ul>{menu}</ul></aside>{script}</body></html>"
    ).encode()


def record(url: str, body: bytes) -> bytes:
    """One response as a gzip member."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-05-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):032d}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", 6)


def unpack(place: Path) -> int:
    """Unpack the file and do nothing with it; bytes."""
    size = 0
    with gzip.open(place, "rb") as file:
        while part := file.read(1 << 20):
            size += len(part)
    return size


def memory() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024 * 1024
    )


def timed(do: Callable[[], object]) -> tuple[float, object]:
    """CPU-seconds of this process, and what came of it."""
    began = time.process_time()
    return_value = do()
    return time.process_time() - began, return_value


def main() -> int:
    """Make the archive, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--telling", type=float, default=0.05)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "made.warc.gz"
        make(place, asked.pages, asked.telling)
        measure(place, asked.pages)
    return 0


def measure(place: Path, count: int) -> None:
    """Each step by itself, then all of them."""
    alone, size = timed(lambda: unpack(place))
    print(
        f"{count:,} pages, {place.stat().st_size / 1e6:.0f} MB packed, {int(str(size)) / 1e6:.0f} MB unpacked"
    )
    print(f"{'unpacking alone':28}{count / alone:10,.0f} pages/s      1.0")
    told("records (fastwarc)", count, alone, lambda: sum(1 for _ in captures([str(place)])))
    pipeline = Pipeline.default()
    list(pages(iter(()), pipeline, Outcome()))
    told("and a first look", count, alone, lambda: sum(pipeline.worth_reading(c) for c in read(place)))
    code(place, count, alone, pipeline)


def told(what: str, count: int, alone: float, do: Callable[[], object]) -> None:
    """Print the speed of a step."""
    spent, found = timed(do)
    print(f"{what:28}{count / spent:10,.0f} pages/s {spent / alone:8.1f}   ({found:,} pages)")


def read(place: Path) -> Iterator[Capture]:
    """The pages of the archive."""
    return (one for one in captures([str(place)]) if isinstance(one, Capture))


def code(place: Path, count: int, alone: float, pipeline: Pipeline) -> None:
    """Code everything, and look at the memory on the way."""
    marks: list[float] = []
    reports = 0
    before = memory()

    def run() -> int:
        nonlocal reports
        outcome = Outcome()
        for number, page in enumerate(pages(read(place), pipeline, outcome), 1):
            reports += len(page.reports)
            if number * 10 % count < 10:
                marks.append(memory() - before)
        return reports

    told("and coding what passes", count, alone, run)
    print(
        f"{reports:,} reports; memory above the tables: {marks[0]:.0f} MB after a tenth, {marks[-1]:.0f} MB at the end"
    )


if __name__ == "__main__":
    sys.exit(main())
