"""Who speaks with whose voice: copies of one text, and stories of one outlet or agency, count once.

A story is sketched by the `SIZE` smallest of the hashes of its runs of five words (a bottom-k sketch: Broder 1997,
Cohen and Kaplan 2007). Two sketches give an estimate of how much of the shorter text stands in the longer one;
at `COPY` or above the two are copies of one text: agency copy, lightly edited or cut.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import combinations

from legation.merge.clusters import components
from legation.textfold import fold
from legation.types import Report, Story

SIZE = 48
RUN = 5
COPY = 0.6
_WORD = re.compile(r"\w+")
_TEXT_KINDS = frozenset({"headline", "lead", "body"})

Sketch = tuple[int, ...]


def story_text(story: Story) -> str:
    """The story's own words: its paragraphs without captions and furniture; the page where none are marked."""
    parts = [story.text[p.span.start : p.span.end] for p in story.paragraphs if p.kind in _TEXT_KINDS]
    return "\n".join(parts) or story.text


def sketch(story: Story) -> Sketch:
    """The sketch of a story: its smallest hashes, in order; empty for a text of fewer than five words."""
    words = _WORD.findall(fold(story_text(story)).lower())
    runs = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    return tuple(sorted({_scatter(zlib.crc32(run.encode())) for run in runs})[:SIZE])


def _scatter(value: int) -> int:
    """Spread CRC-32 over 20 bits (Knuth's multiplicative hash), so that its smallest values are a fair sample.

    Twenty bits keep a sketch under 100 bytes; in texts of up to 100,000 words a chance agreement stays below one in ten.
    """
    return (value * 2654435761 & 0xFFFFFFFF) >> 12


def overlap(a: Sketch, b: Sketch) -> float:
    """About how much of the smaller text stands in the larger: 0 to 1."""
    if not a or not b:
        return 0.0
    limit = min(a[-1], b[-1])
    few, many = ({h for h in one if h <= limit} for one in (a, b))
    smaller = min(len(few), len(many))
    return len(few & many) / smaller if smaller else 0.0


def are_copies(a: Sketch, b: Sketch) -> bool:
    """Whether two stories carry one text. A sketch that is not full is of a short text, and must agree in full."""
    return overlap(a, b) >= COPY and min(len(a), len(b)) >= 8


def voices(reports: Sequence[Report], sketches: Mapping[str, Sketch]) -> tuple[tuple[str, ...], ...]:
    """Reports grouped by whose voice they are: same text, same outlet, or same agency; groups of report ids.

    Stories that name no outlet, agency or address count as one voice together: nothing shows that they are two.
    """
    pairs = list(_copies(reports, sketches))
    spoken: dict[str, str] = {}
    for report in sorted(reports, key=lambda r: r.id):
        for name in _names(report.story):
            first = spoken.setdefault(name, report.id)
            pairs.append((first, report.id))
    return components((r.id for r in reports), pairs)


def copy_groups(reports: Sequence[Report], sketches: Mapping[str, Sketch]) -> tuple[tuple[str, ...], ...]:
    """Reports grouped by text alone."""
    return components((r.id for r in reports), _copies(reports, sketches))


def _copies(reports: Sequence[Report], sketches: Mapping[str, Sketch]) -> list[tuple[str, str]]:
    known = [(r.id, sketches[r.story.id]) for r in sorted(reports, key=lambda r: r.id)]
    return [(a, b) for (a, x), (b, y) in combinations(known, 2) if are_copies(x, y)]


def _names(story: Story) -> tuple[str, ...]:
    agency = story.dateline.agency if story.dateline else None
    names = {fold(name).lower().strip() for name in (story.outlet, agency) if name}
    if not names and story.url:
        names = {story.url.split("://")[-1].split("/")[0].removeprefix("www.")}
    return tuple(sorted(names)) or ("",)
