"""A page's text as blocks: paragraphs and single lines, each with exact offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Marks of direction, joiners and other characters that are seen by no reader.
INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\x00"
)
BLANK = " \t\r\n\x0b\x0c\u00a0\u2007\u202f\u2009\u3000" + INVISIBLE
_BREAK = "\r\n\u2028\u2029\x85"
_LINE = re.compile(f"[^{BLANK}{_BREAK}][^{_BREAK}]*")
_WRAP_WIDTH = range(45, 101)  # characters a line of hard-wrapped text may have
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page without blanks around it; ``group`` counts the blank-line chunks before it."""

    start: int
    end: int
    group: int


def blocks(text: str) -> list[Block]:
    """The blocks of a page in order. Lines that a fixed width has broken are one block."""
    found: list[Block] = []
    chunk: list[tuple[int, int]] = []
    group = last = 0
    for match in _LINE.finditer(text):
        start = match.start()
        end = start + len(match.group().rstrip(BLANK))
        if chunk and _blank_line(text, last, start):
            found += _close(text, chunk, group)
            chunk, group = [], group + 1
        chunk.append((start, end))
        last = end
    return found + _close(text, chunk, group)


def _blank_line(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    if len(between) == 1:
        return False
    return between.replace("\r\n", "\n").count("\n") + between.count("\u2029") > 1 or (
        "\n" not in between and between.count("\r") > 1
    )


def _close(text: str, chunk: list[tuple[int, int]], group: int) -> list[Block]:
    if len(chunk) > 1 and _wrapped(text, chunk):
        return [Block(chunk[0][0], chunk[-1][1], group)]
    return [Block(start, end, group) for start, end in chunk]


def _wrapped(text: str, chunk: list[tuple[int, int]]) -> bool:
    """Whether the lines are one paragraph broken at a fixed width."""
    if any(end - start >= _WRAP_WIDTH.stop for start, end in chunk):
        return False
    inner = chunk[:-1]
    broken = sum(
        end - start in _WRAP_WIDTH and not _SENTENCE_END.search(text, max(start, end - 4), end)
        for start, end in inner
    )
    small = sum(text[start].islower() for start, _ in chunk[1:])
    return broken * 3 >= len(inner) * 2 and small * 2 >= len(inner)
