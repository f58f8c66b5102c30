"""Evidence marked in the text of a story: the text cut into pieces, each with what it is evidence for."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legation.share.marking import marks_of, sentences_of
from legation.types import Evidence, Report, Story

LABELS = {"item": "arms", "event": "sentence", "published": "date", "actor": "who", "states": "who"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are evidence for the same things; ``start`` is where they stand in the page, in characters."""

    text: str
    start: int
    purposes: tuple[str, ...]

    @property
    def classes(self) -> str:
        """Names of styles."""
        return " ".join(f"for-{LABELS.get(one, one)}" for one in self.purposes)

    @property
    def title(self) -> str:
        """What they are evidence for, in words."""
        return ", ".join(dict.fromkeys(LABELS.get(one, one) for one in self.purposes if one != "event"))


def pieces(text: str, start: int, marks: Iterable[Evidence]) -> tuple[Piece, ...]:
    """``text``, which stands at ``start`` of its page, cut where marks begin and end."""
    end = start + len(text)
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.end > mark.start]
    edges = {start, end, *(m.start for m in inside), *(m.end for m in inside)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    found = []
    for left, right in itertools.pairwise(cuts):
        over = {m.purpose for m in inside if m.start <= left and right <= m.end}
        found.append(Piece(text[left - start : right - start], left, tuple(sorted(over))))
    return tuple(found)


def sentences(report: Report) -> tuple[tuple[Piece, ...], ...]:
    """The sentences that a report rests on, each in pieces; and its other evidence that stands elsewhere."""
    marks, own = marks_of(report), sentences_of(report)
    return tuple(pieces(one.text, one.start, marks) for one in own)


def elsewhere(report: Report) -> tuple[Evidence, ...]:
    """Evidence outside the report's sentences, as a dateline is."""
    inside = [(one.start, one.end) for one in sentences_of(report)]
    outside = [m for m in marks_of(report) if not any(a <= m.start and m.end <= b for a, b in inside)]
    return tuple(m for m in outside if m.purpose != "actor")


def paragraphs(story: Story, reports: Sequence[Report]) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """A story's paragraphs, each with its kind, and all evidence marked."""
    marks = [mark for report in reports for mark in (*sentences_of(report), *marks_of(report))]
    return tuple(
        (one.kind, pieces(story.text[one.span.start : one.span.end], one.span.start, marks))
        for one in story.paragraphs
        if one.kind != "furniture"
    )
