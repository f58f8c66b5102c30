"""How fast the coder is, and whether its memory stays flat.

    python bench/throughput.py [--stories 1000] [--memory 10000] [--json]

The material is made from the bundled dispatches: joined until a story has 400 words, each time with the states, their
adjectives and capitals exchanged for others, so that nothing is read twice. Everything runs in one process, on one core, and
CPU time is counted. Plain tokenising of the same stories in the same run is the baseline: the ratio of the two says more
about the code, and less about the machine, than either.
"""

from __future__ import annotations

import argparse
import hashlib
import json
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


def cold_start() -> float:
    """Seconds on the clock for `legation code` on one dispatch, in a new process; the better of three."""
    page = sorted((DATA / "demo").glob("*.txt"))[0]
    command = [str(Path(sys.executable).with_name("legation")), "code", str(page), "--format", "jsonl"]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


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
    pages = list(stories(count))
    words = sum(len(page.content.split()) for page in pages)
    coding, reports = seconds_to_code(pipeline, pages)
    tokenising = seconds_to_tokenise(pages)
    figures: dict[str, float | int | str] = {
        "legation": legation.__version__,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "stories": count,
        "words_per_story": round(words / count),
        "reports_per_story": round(reports / count, 2),
        "stories_per_second": round(count / coding, 1),
        "words_per_second": round(words / coding),
        "tokenising_stories_per_second": round(count / tokenising, 1),
        "times_tokenising": round(coding / tokenising, 1),
        "import_seconds": round(importing(), 3),
        "cold_start_seconds": round(cold_start(), 2),
    }
    if long:
        del pages
        seconds_to_code(pipeline, stories(100))
        early = resident()
        seconds_to_code(pipeline, stories(long))
        figures |= {"memory_early_mb": early // 1024, f"memory_after_{long}_mb": resident() // 1024}
    return figures


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
