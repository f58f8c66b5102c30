"""How well pages are taken apart: date published, title, outlet and story text, on the HTML pages of gold/pages.

    python bench/pages.py [--verbose] [PART …]

Each page is read as it would be after fetching: its bytes and the address it came from. Shares are of pages; the text's
figure is the mean over pages of the F1 of words, each word as often as it stands there. ``--verbose`` names what was
wrong, but in ``test``, which is for measuring. Of a page in a language that is not read, what it says of itself counts.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import msgspec

from legation.collect.pages import sha256
from legation.document import read
from legation.gazetteer import load
from legation.textfold import fold
from legation.types import Capture, Document, Story

GOLD = Path(__file__).parent.parent / "gold" / "pages"
PARTS = ("train", "fresh", "later", "next", "last", "broad", "after", "blind", "test")
FIELDS = ("published", "title", "outlet", "text")


class Truth(msgspec.Struct, frozen=True):
    """What a page holds, by hand; ``url`` is the address it is fetched from, ``text`` its story's paragraphs."""

    url: str
    published: str
    title: str
    outlet: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """How one page was read: 1 or 0 for a value, the F1 of words for the text; and what was read."""

    name: str
    published: float
    title: float
    outlet: float
    text: float
    seen: str


def read_page(place: Path, truth: Truth) -> Document:
    """The page as read from its bytes and its address."""
    content = place.read_bytes()
    known = (("url", truth.url),)
    return read(Capture(place.name, content, "text/html", sha256(content), known=known), load())


def marks(place: Path) -> Marks:
    """The marks of one page; its truth stands beside it."""
    truth = msgspec.json.decode(place.with_suffix(".json").read_bytes(), type=Truth)
    document = read_page(place, truth)
    stories = document.stories or document.unread
    if not stories:
        return Marks(place.stem, 0, 0, 0, 0, "; ".join(failure.why for failure in document.failures))
    story = stories[0]
    text = words(" ".join(truth.text))
    seen = f"{story.published} | {story.title} | {story.outlet}"
    return Marks(
        place.stem,
        float(story.published == truth.published),
        float(_plain(story.title) == _plain(truth.title)),
        float(_plain(story.outlet) == _plain(truth.outlet)),
        f1(text, words(own_text(story))),
        f"{seen} | stories {len(stories)}",
    )


def own_text(story: Story) -> str:
    """The paragraphs of a story without headlines, captions and furniture."""
    spans = (part.span for part in story.paragraphs if part.kind in ("lead", "body"))
    return " ".join(story.text[span.start : span.end] for span in spans)


def _plain(value: str | None) -> str:
    return " ".join(fold(value or "").lower().split())


def words(text: str) -> Counter[str]:
    """The words of a text, each as often as it stands there."""
    return Counter(re.findall(r"\w+", fold(text).lower()))


def f1(wanted: Counter[str], found: Counter[str]) -> float:
    """The harmonic mean of precision and recall over words; 0 to 1."""
    total = wanted.total() + found.total()
    return 2 * (wanted & found).total() / total if total else 1.0


def measure(part: str) -> list[Marks]:
    """The marks of every page of a part of the set."""
    return [marks(place) for place in sorted((GOLD / part).glob("*.html"))]


def figures(found: list[Marks]) -> dict[str, float]:
    """The mean of each field, 0 to 1."""
    return {name: sum(getattr(one, name) for one in found) / len(found) for name in FIELDS}


def below(part: str, values: dict[str, float]) -> list[str]:
    """The fields whose figure has fallen below the floor of its part."""
    floors = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))[part]
    return [name for name in FIELDS if values[name] < floors[name]]


def main() -> int:
    """Print the figures; 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("parts", nargs="*", default=PARTS)
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    low: list[str] = []
    print(f"{'':8}{'pages':>6}" + "".join(f"{name:>11}" for name in FIELDS))
    for part in asked.parts:
        found = measure(part)
        values = figures(found)
        print(f"{part:8}{len(found):6}" + "".join(f"{values[name]:11.3f}" for name in FIELDS))
        low += [f"{part}: {name}" for name in below(part, values)]
        for one in found if asked.verbose and part != "test" else ():
            wrong = [name for name in FIELDS[:3] if not getattr(one, name)]
            if wrong or one.text < 0.95:
                print(f"    {one.name}: {' '.join(wrong)} text {one.text:.3f} ({one.seen})")
    if low:
        print(f"below the floor (gold/pages/floors.toml): {', '.join(low)}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
