"""What merging costs as a record grows: made reports, ten years, sixty states, a few copies of most happenings.

    PYTHONPATH=src python bench/merging.py [REPORTS …]

Prints for each size: events, CPU seconds for merging values in hand, CPU seconds for storing and merging in a
record file, and bytes on disk per report beside the archived pages.
"""

from __future__ import annotations

import datetime
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from legation import keeping
from legation.merge import merge
from legation.types import Actor, Capture, Document, Evidence, Item, Paragraph, Place, Report, Span, Story

STATES = [a + b + c for a in "ABCDE" for b in "KLMN" for c in "XYZ"]
TYPES = ["meeting"] * 5 + [
    "agreement",
    "agreement",
    "transfer",
    "transfer",
    "exercise",
    "deployment",
    "aid",
    "dispute",
]
WORDS = [f"word{n}" for n in range(4000)]
NAMES = [f"{first} {last}" for first in ("Ana", "Boris", "Chen", "Dina") for last in WORDS[:100]]
FIRST = datetime.date(2014, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the pipeline gives it."""

    capture: Capture
    document: Document
    reports: tuple[Report, ...]


def pages(number: int, chance: random.Random) -> Iterator[Page]:
    """Pages of one report each, until there are ``number``; a happening is told of by one to six."""
    made = 0
    while made < number:
        day = FIRST + chance.randrange(3650)
        states = tuple(sorted(chance.sample(STATES, 2)))
        kind, who, words = chance.choice(TYPES), chance.sample(NAMES, 2), chance.sample(WORDS, 12)
        for _ in range(min(number - made, chance.choice((1, 1, 2, 3, 6)))):
            made += 1
            yield page(made, day, states, kind, who, words, chance)


def page(
    number: int,
    day: int,
    states: tuple[str, ...],
    kind: str,
    who: list[str],
    words: list[str],
    chance: random.Random,
) -> Page:
    """One page on the happening, in words partly its own; one in six leaves the day open or gives only the month."""
    said = " ".join(chance.sample(words, 8) + chance.sample(WORDS, 4))
    text = f"{said}. " + " ".join(chance.choices(WORDS, k=60))
    exact = datetime.date.fromordinal(day).isoformat()
    date = chance.choice((exact, exact, exact, exact, exact[:7], None))
    told = datetime.date.fromordinal(day + 1 + chance.randrange(3)).isoformat()
    name = f"{number:08d}"
    story = Story(
        f"s_{name}", f"{name}.txt", None, 1, said, f"Outlet {number % 300}", None, told, None, "en", text,
        (Paragraph(Span(0, len(text)), "body"),),
    )  # fmt: skip
    actors = tuple(
        Actor(person, state, "defence minister", "person", "participant", None, 0, 0)
        for person, state in zip(who, states, strict=True)
    )
    items = (Item(f"Mi-{len(who[0])}", "helicopter", 20, None, Span(0, 0)),) if kind == "transfer" else ()
    place = Place(words[0].title(), states[0], None, None, "city")
    report = Report(
        f"r_{chance.getrandbits(64):016x}", story, kind, None, states, actors, date, None, place, None, "actual", (),
        items, (), (), (Evidence(0, len(said), said, "event"),), "made", 0.9,
    )  # fmt: skip
    document = Document(f"p_{name}", story.path, None, text, (story,))
    return Page(Capture(f"{name}.txt", b"", "text/plain", name), document, (report,))


def measure(number: int) -> None:
    """One line of figures."""
    made = list(pages(number, random.Random(1)))
    start = time.process_time()
    events = merge(report for one in made for report in one.reports)
    in_hand = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        start = time.process_time()
        with keeping.open_record(path, create=True) as record:
            keeping.add(record, made)
            stored = record.totals().events
        kept = time.process_time() - start
        size = path.stat().st_size
    archive = sum(len(one.document.text) for one in made)
    print(
        f"{number:>9} reports  {len(events):>8} events  in hand {in_hand:7.1f} s  record {kept:7.1f} s  "
        f"{(size - archive) / number:6.0f} bytes a report beside the text  same events: {stored == len(events)}"
    )


if __name__ == "__main__":
    for argument in sys.argv[1:] or ["1000", "10000"]:
        measure(int(argument))
