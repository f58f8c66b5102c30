"""Finds time expressions and reads what they say, without solving them.

The grammar is one regular expression for the words that can stand in a time expression (`timeforms`), and small
readers for each form (`timereading`). Solving (which year, which Monday) is done later, where the whole page is known.
"""

from __future__ import annotations

import re

from legation.extract.timeforms import BEFORE, DURATION, HINT, TIME
from legation.extract.timereading import READERS
from legation.extract.timewords import number
from legation.types import Span, TimeExpression


def find_times(text: str, start: int, end: int) -> list[TimeExpression]:
    """The time expressions in ``text[start:end]``, in order, not overlapping."""
    if not HINT.search(text, start, end):
        return []
    found: list[TimeExpression] = []
    for match in TIME.finditer(text, start, end):
        expression = _read(match, text, start)
        if expression is not None:
            found.append(expression)
    return found


def find_durations(text: str, start: int, end: int) -> list[TimeExpression]:
    """Durations ("three-day", "for two weeks"): form "duration", ``offset`` counts ``unit``s."""
    found = []
    for match in DURATION.finditer(text, start, end):
        count = number(match["n"] or match["n2"])
        if count:
            unit = (match["unit"] or match["unit2"]).lower()
            found.append(TimeExpression(Span(*match.span()), "duration", unit=unit, offset=count))
    return found


def _read(match: re.Match[str], text: str, floor: int) -> TimeExpression | None:
    reader = READERS[match.lastgroup or ""]  # the group of the form closes last
    relation = None
    before = BEFORE.search(text, max(floor, match.start() - 28), match.start())
    if before:
        relation = before["prep"].lower()
    blank = len(match.group()) - len(match.group().lstrip())
    return reader(match, Span(match.start() + blank, match.end()), relation)
