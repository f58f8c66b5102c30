"""Lines of a printed page, placed on it, to paragraphs in the order in which a reader takes them.

    runs ── same height, side by side ─▶ lines ── gutter ─▶ columns ── gaps, sizes ─▶ paragraphs

Lengths are in points, from the lower left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.5  # of a line's height by which runs of one line may lie apart
_WORD_GAP = 0.15  # of a line's height from which a gap between two runs is a blank
_RUN_GAP = 2.0  # of a line's height up to which two runs belong to one line
_PARAGRAPH_GAP = 1.45  # of the usual distance of lines from which a new paragraph begins
_SIZE_STEP = 1.15  # by which a heading is larger than the text below it
_COLUMN_LINES = 3  # that each of two columns has at least
_MIDDLE = (0.3, 0.7)  # of the text's width: where a gutter lies
_GUTTER = 8  # points: the least width of a gutter
_SAME_PLACE = 4  # points by which a running head may stand elsewhere
_MARGIN_LINES = 3  # lines at the top and the bottom of a page that may be a running head
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_HYPHENS = "\ufffe\u00ad\x02"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    size: float = 0.0  # of its type, in points; 0 where it is not known

    @property
    def height(self) -> float:
        """Of its type, in points."""
        return self.size or self.top - self.bottom


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of a document, without running heads and page numbers; one that a page breaks is one."""
    found: list[str] = []
    known = Counter(word for page in pages for line in page for word in line.text.lower().split())
    for page in without_running_heads([join_runs(page) for page in pages]):
        for block in in_reading_order(page):
            for lines in _paragraphs(block):
                text = join([line.text for line in lines], known)
                if found and _goes_on(found[-1], text):
                    found[-1] = join([found[-1], text], known)
                elif text:
                    found.append(text)
    return found


def _goes_on(before: str, after: str) -> bool:
    """Whether a paragraph was broken by the end of a page or column."""
    return len(before) > 60 and not _ENDS.search(before) and after[:1].islower()


# ------------------------------------------------------------------ lines


def join_runs(runs: Iterable[Line]) -> list[Line]:
    """Runs that stand side by side at one height as one line; lines from the top down, from the left."""
    lines: list[Line] = []
    for run in runs:
        last = lines[-1] if lines else None
        if last and _beside(last, run):
            blank = " " if run.left - last.right > _WORD_GAP * last.height else ""
            lines[-1] = Line(
                min(last.left, run.left), min(last.bottom, run.bottom), max(last.right, run.right),
                max(last.top, run.top), last.text + blank + run.text, max(last.size, run.size),
            )  # fmt: skip
        else:
            lines.append(run)
    return sorted(lines, key=lambda line: (-line.bottom, line.left))


def _beside(one: Line, other: Line) -> bool:
    height = max(one.height, other.height, 1)
    level = abs(one.bottom - other.bottom) < _SAME_LINE * height
    return level and -height < other.left - one.right < min(_RUN_GAP * height, _GUTTER)


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages without the lines that stand at the top or bottom of most of them, and without page numbers."""
    margins = [[*page[:_MARGIN_LINES], *page[-_MARGIN_LINES:]] for page in pages]
    counted = Counter(key for lines in margins for key in {_placed(line) for line in lines})
    often = {key for key, count in counted.items() if count > 1 and 2 * count >= len(pages)}
    kept = []
    for page, edge in zip(pages, margins, strict=True):
        gone = {
            id(line)
            for line in edge
            if (len(pages) > 1 and _placed(line) in often) or _PAGE_NUMBER.fullmatch(line.text.strip())
        }
        kept.append([line for line in page if id(line) not in gone])
    return kept


def _placed(line: Line) -> tuple[str, int]:
    """The words of a line, whatever its numbers, and about where it stands on its page."""
    return " ".join(_DIGITS.sub("#", line.text).lower().split()), round(line.bottom / _SAME_PLACE)


# ------------------------------------------------------------------ columns


def in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """Blocks of lines: what spans the page by itself, between that the left column before the right one."""
    gutter = find_gutter(lines)
    if gutter is None:
        return [list(lines)]
    blocks: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < gutter < line.right:
            blocks += [left, right]
            left, right = [], []
            if blocks and blocks[-1] and _spans(blocks[-1][-1], gutter):
                blocks[-1].append(line)
            else:
                blocks.append([line])
        elif line.right <= gutter:
            left.append(line)
        else:
            right.append(line)
    blocks += [left, right]
    return [block for block in blocks if block]


def _spans(line: Line, gutter: float) -> bool:
    return line.left < gutter < line.right


def find_gutter(lines: Sequence[Line]) -> float | None:
    """Where the white band between two columns lies, or None on a page of one column."""
    if len(lines) < 2 * _COLUMN_LINES:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    width = last - first
    best: tuple[int, float] | None = None
    for start in sorted({line.left for line in lines}):
        place = start - _GUTTER / 2
        if not first + _MIDDLE[0] * width < place < first + _MIDDLE[1] * width:
            continue
        crossing = sum(
            line.left < place + _GUTTER / 2 - 0.1 and line.right > place - _GUTTER / 2 for line in lines
        )
        if best is None or crossing < best[0]:
            best = (crossing, place)
    if best is None:
        return None
    left = [line for line in lines if line.right <= best[1]]
    right = [line for line in lines if line.left >= best[1]]
    together = _overlap(left, right)
    enough = min(len(left), len(right)) >= _COLUMN_LINES and best[0] <= (len(left) + len(right)) / 2
    return best[1] if enough and together else None


def _overlap(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the columns stand beside each other, and not one below the other."""
    if not left or not right:
        return False
    top = min(max(line.top for line in left), max(line.top for line in right))
    bottom = max(min(line.bottom for line in left), min(line.bottom for line in right))
    return top - bottom > 2 * median(line.height for line in left)


# ------------------------------------------------------------------ paragraphs


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    if not lines:
        return []
    steps = [above.bottom - below.bottom for above, below in pairwise(lines)]
    usual = _usual(steps, median(line.height for line in lines))
    right = max(line.right for line in lines)
    groups = [[lines[0]]]
    for step, above, below in zip(steps, lines, lines[1:], strict=False):
        if _breaks(step, usual, above, below, right):
            groups.append([below])
        else:
            groups[-1].append(below)
    return groups


def _usual(steps: Sequence[float], height: float) -> float:
    """The distance of two lines of one paragraph: a small one among those found, and not far from their height."""
    real = sorted(step for step in steps if step > 0.8 * height)
    return min(real[len(real) // 4], 1.6 * height) if real else 1.2 * height


def _breaks(step: float, usual: float, above: Line, below: Line, right: float) -> bool:
    """Whether a paragraph ends between two lines: a gap, another size, an indent, or a short last line."""
    if step > _PARAGRAPH_GAP * usual or step < 0:
        return True
    larger = max(above.height, below.height) / max(min(above.height, below.height), 0.1)
    if larger > _SIZE_STEP:
        return True
    ended = _ENDS.search(above.text.rstrip()) is not None
    indent = below.left - above.left > 0.8 * below.height
    short = right - above.right > 0.25 * (right - above.left)
    return ended and (indent or short)


def join(lines: Sequence[str], known: Counter[str]) -> str:
    """Lines as one text. A word that the end of a line divides is put together again."""
    text = ""
    for line in lines:
        line = " ".join(line.split())
        if not text:
            text = line
        elif text[-1] in _HYPHENS or (text[-1] in "-‐" and line[:1].islower()):
            text = _put_together(text, line, known)
        else:
            text = f"{text} {line}"
    return "".join(char for char in text if char not in _HYPHENS)


def _put_together(text: str, line: str, known: Counter[str]) -> str:
    """The two halves of a word with the hyphen where the document has the word so elsewhere, else without."""
    first, second = re.split(r"\s", text[:-1])[-1], re.split(r"\s", line)[0]
    compound = re.sub(r"\W+$", "", f"{first}-{second}").lower()
    keep = any(key.startswith(compound) for key in known) or first[-1:].isdigit() or not line[:1].islower()
    return text[:-1] + ("-" if keep else "") + line
