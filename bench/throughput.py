"""How fast the coder is, and whether its memory stays flat.

    python bench/throughput.py [--stories 1000] [--memory 10000] [--json]

Two kinds of news are made, in stories of 400 words. Defence news is made from the bundled dispatches: joined until a story
is that long, each time with the states, their adjectives and capitals exchanged for others, so that nothing is read twice.
In mixed news every third story is such a one, and the others are local news, invented here. Everything runs in one process,
on one core, and CPU time is counted. Plain tokenising of the same stories in the same run is the baseline: the ratio of the
two says more about the code, and less about the machine, than either.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import legation
from legation.pipeline import Pipeline
from legation.types import Capture

DATA = Path(legation.__file__).parent / "data"
WORDS = 400
_TOKEN = re.compile(r"\w+|[^\w\s]")


def dispatches() -> list[str]:
    """The texts of the bundled dispatches."""
    return [path.read_text(encoding="utf-8").strip() for path in sorted((DATA / "demo").glob("*.txt"))]


def names() -> list[dict[str, str]]:
    """Name, adjective and capital of each state of the world that has all three."""
    lines = (DATA / "states.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    head, body = rows[0], rows[1:]
    table = [dict(zip(head, row, strict=False)) for row in body]
    wanted = ("name", "adjectives", "capital")
    found = [{key: row.get(key, "").split("|")[0] for key in wanted} for row in table]
    return [row for row in found if all(row.values())]


def stories(count: int) -> Iterator[Capture]:
    """So many stories of 400 words, all different."""
    texts, states = dispatches(), names()
    known = {value: (number, key) for number, row in enumerate(states) for key, value in row.items()}
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(known, key=len, reverse=True)))
    for number in range(count):
        shift = number // len(texts)

        def other(match: re.Match[str], shift: int = shift) -> str:
            place, key = known[match.group()]
            return states[(place + 7 * shift) % len(states)][key]

        yield capture(number, pattern.sub(other, _joined(texts, number, number // len(texts))))


def _joined(texts: list[str], number: int, turn: int) -> str:
    """A dispatch, and the paragraphs of others after it, to 400 words."""
    parts, length, step = [], 0, 0
    while length < WORDS:
        text = texts[(number + step * (turn % 7 + 3)) % len(texts)]
        for paragraph in text.split("\n\n")[1 if step else 0 :]:
            parts.append(paragraph)
            length += len(paragraph.split())
            if length >= WORDS:
                break
        step += 1
    return "\n\n".join(parts)


LOCAL = """The council of {town} voted on {day} to close the old swimming pool on {street} Street, which needs a new roof.
Repairs would cost more than {number} thousand, council leader {person} said, and the money is not there.

Residents had collected {number} signatures against the plan. "My children learned to swim here," said {person}, a
baker, who has lived in {town} for {small} years. The pool was built in 1968 and is used by four schools.

A burst water main left {number} homes without water for most of {day}. The utility said the pipe, laid in 1931, gave
way beneath {street} Street shortly before dawn. Tankers were parked outside the library until the evening.

{town} Rovers lost {small}-1 at home to their neighbours on {day}, their third defeat in a row. {person} scored from the
penalty spot before the break, but the defence was asleep after it, coach {person} said.

Farmers around {town} expect the worst apple harvest for {small} years after the late frost of April. Some trees have
no fruit at all, said {person}, who runs an orchard north of the river. Prices in the shops may rise by a tenth.

The bakery chain {person} and Sons will open a shop in the former post office on {street} Street next month and is looking for
{small} people. It has been empty since the post office moved to the station.

Police are looking for witnesses after a cyclist was hurt at the crossing of {street} Street and the ring road on {day}
night. The driver of a grey van did not stop. The cyclist, who is {small} years old, is in hospital with a broken arm.

The school orchestra will play works by young composers in the town hall on {day}. Tickets cost {small} at the door, and
children pay nothing. "We have practised since the summer," said {person}, who teaches music.

Rents in {town} rose by {small} per cent last year, more than wages, according to a survey of {number} flats. The tenants' union
wants the council to build on the old goods yard. The owner of the yard did not answer questions.

A heron that had been caught in a fishing line was freed by firefighters near the mill on {day}. It flew off at once, to the
applause of some {small} walkers. The angling club asked its members to take their lines home.

Heavy rain is expected in the hills from {day} and may reach {town} by the weekend. The weather service warned of
flooding along the brook, where cellars filled up twice in the spring.

The library has lent out {number} books since January, a tenth more than in the same months of last year. Novels went best,
head librarian {person} said, and books on gardening came next."""
TOWNS = "Ashcombe Brindle Carrow Dunmarsh Elverton Fosswick Garlow Hexby Ivelstow Kettlemere Lorrington Marlsby".split()
PEOPLE = (
    "Ann Pellow",
    "Tom Garrick",
    "Ruth Ormsden",
    "Peter Whitlow",
    "Jane Thackery",
    "Mark Hollin",
    "Eve Standish",
)
STREETS = "Mill Church Station Orchard Market Bridge Garden".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def local_news(number: int) -> str:
    """A story of local news of 400 words, which tells of nothing between states."""
    paragraphs = [paragraph.replace("\n", " ") for paragraph in LOCAL.split("\n\n")]
    parts: list[str] = []
    for step in range(len(paragraphs)):
        turn = number * 5 + step * (number % 4 * 2 + 1)
        parts.append(
            paragraphs[turn % len(paragraphs)].format(
                town=TOWNS[number % len(TOWNS)], person=PEOPLE[turn % len(PEOPLE)], day=DAYS[turn % len(DAYS)],
                street=STREETS[(turn + number) % len(STREETS)], number=100 + turn % 871, small=3 + turn % 29,
            )
        )  # fmt: skip
        if sum(len(part.split()) for part in parts) >= WORDS:
            break
    return "\n\n".join(parts)


def mixed(count: int) -> Iterator[Capture]:
    """So many stories, of which every third is of defence news and the others are local news."""
    defence = stories(count)
    for number in range(count):
        yield next(defence) if number % 3 == 0 else capture(number, local_news(number))


def capture(number: int, text: str) -> Capture:
    """The text as it would come from a file."""
    content = text.encode()
    return Capture(f"bench/{number}.txt", content, "text/plain", hashlib.sha256(content).hexdigest())


def seconds_to_code(pipeline: Pipeline, captures: Iterable[Capture]) -> tuple[float, int]:
    """CPU seconds to read the pages, and how many reports came of them."""
    found, start = 0, time.process_time()
    for page in captures:
        found += len(pipeline.read(page).reports)
    return time.process_time() - start, found


def seconds_to_tokenise(captures: Iterable[Capture]) -> float:
    """CPU seconds to cut the same pages into words and punctuation, keeping offsets: the baseline."""
    start = time.process_time()
    for page in captures:
        for _ in [match.span() for match in _TOKEN.finditer(page.content.decode())]:
            pass
    return time.process_time() - start


def resident() -> int:
    """Kilobytes of memory held now (Linux), or at most so far (elsewhere)."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmRSS:\s+(\d+)", status.read_text()).group(1))  # type: ignore[union-attr]
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


def cold_start() -> dict[str, float]:
    """Seconds for `legation code` on one dispatch, in a new process, on the clock and of CPU; the best of five."""
    page = sorted((DATA / "demo").glob("*.txt"))[0]
    program = "import sys; from legation.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "code", str(page), "--format", "jsonl"]
    clock, cpu = [], []
    for _ in range(5):
        start, before = time.perf_counter(), os.times()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        clock.append(time.perf_counter() - start)
        after = os.times()
        cpu.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    return {"cold_start_seconds": round(min(clock), 2), "cold_start_cpu_seconds": round(min(cpu), 2)}


def importing() -> float:
    """Seconds on the clock for `import legation` in a new process, less those of an empty one; the better of three."""

    def run(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - start

    return max(0.0, min(run("import legation") for _ in range(3)) - min(run("pass") for _ in range(3)))


def measure(count: int, long: int) -> dict[str, float | int | str]:
    """All figures."""
    pipeline = Pipeline.default()
    seconds_to_code(pipeline, stories(40))  # warm
    figures: dict[str, float | int | str] = {
        "legation": legation.__version__,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "stories": count,
        "import_seconds": round(importing(), 3),
        **cold_start(),
    }
    for kind, made in (("defence", stories), ("mixed", mixed)):
        figures |= {f"{kind}_{name}": value for name, value in _speed(pipeline, list(made(count))).items()}
    if long:
        seconds_to_code(pipeline, mixed(100))
        early = resident()
        seconds_to_code(pipeline, mixed(long))
        figures |= {"memory_early_mb": early // 1024, f"memory_after_{long}_mb": resident() // 1024}
    return figures


def _speed(pipeline: Pipeline, pages: list[Capture]) -> dict[str, float | int]:
    """Stories and words for each second of CPU time, and how often they could have been tokenised meanwhile."""
    words = sum(len(page.content.split()) for page in pages)
    coding, reports = seconds_to_code(pipeline, pages)
    tokenising = seconds_to_tokenise(pages)
    return {
        "words_per_story": round(words / len(pages)),
        "reports_per_story": round(reports / len(pages), 2),
        "stories_per_second": round(len(pages) / coding, 1),
        "words_per_second": round(words / coding),
        "tokenising_stories_per_second": round(len(pages) / tokenising, 1),
        "times_tokenising": round(coding / tokenising, 1),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed and memory of the coder.")
    parser.add_argument("--stories", type=int, default=1000, help="how many stories to time")
    parser.add_argument(
        "--memory", type=int, default=10_000, help="how many stories to watch the memory over (0: none)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    figures = measure(options.stories, options.memory)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name.replace('_', ' '):32} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
