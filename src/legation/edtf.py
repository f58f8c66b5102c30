"""EDTF dates (ISO 8601-2) as intervals of days: which days a date can mean.

Days are counted as ``datetime.date.toordinal`` counts them. Read here: ``2014-11-20``, ``2014-11``, ``2014``,
seasons (``2014-21``), unspecified digits (``201X``, ``2014-XX``), qualifiers (``~ ? %``), intervals
(``2015-02-11/2015-02-13``) and open ends (``../2014``, ``2014/..``).
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

EARLIEST = date(1, 1, 1).toordinal()
LATEST = date(9999, 12, 31).toordinal()
_POINT = re.compile(r"(\d{1,4}X{0,3})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[~?%]*")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def bounds(text: str | None) -> tuple[int, int] | None:
    """The first and the last day that a date can mean; None for no date, or one that cannot be read."""
    return _bounds(text) if text else None


@lru_cache(maxsize=65536)
def _bounds(text: str) -> tuple[int, int] | None:
    first, slash, last = text.strip().partition("/")
    low = _point(first, open_end=EARLIEST)
    high = _point(last, open_end=LATEST) if slash else low
    if low is None or high is None:
        return None
    return (low[0], high[1]) if low[0] <= high[1] else None


def _point(text: str, open_end: int | None = None) -> tuple[int, int] | None:
    if text in {"", ".."}:
        return None if open_end is None else (open_end, open_end)
    match = _POINT.fullmatch(text)
    if match is None or len(match[1]) != 4:
        return None
    year, month, day = match.groups()
    low_year, high_year = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    try:
        if month is None or month == "XX":
            return date(low_year, 1, 1).toordinal(), date(high_year, 12, 31).toordinal()
        if int(month) in _SEASONS:
            low_month, high_month = _SEASONS[int(month)]
            return _month(low_year, low_month)[0], _month(high_year, high_month)[1]
        if day is None or day == "XX":
            return _month(low_year, int(month))
        exact = date(low_year, int(month), int(day)).toordinal()
    except ValueError:
        return None
    return exact, exact


def _month(year: int, month: int) -> tuple[int, int]:
    first = date(year, month, 1).toordinal()
    return first, first + calendar.monthrange(year, month)[1] - 1


def is_approximate(text: str) -> bool:
    """Whether the date is qualified as approximate or uncertain."""
    return any(mark in text for mark in "~?%")


def slack(text: str) -> int:
    """How many days beyond its bounds an approximate date may still mean: a week, a month or a year."""
    if not is_approximate(text):
        return 0
    span = bounds(text)
    if span is None:
        return 0
    width = span[1] - span[0] + 1
    return 7 if width <= 3 else 31 if width <= 31 else 366


def iso(day: int) -> str:
    """A day as ISO 8601."""
    return date.fromordinal(day).isoformat()


def year_of(text: str | None) -> int | None:
    """The one year that a date lies in; None where it is open or spans several."""
    span = bounds(text)
    if span is None:
        return None
    first, last = date.fromordinal(span[0]).year, date.fromordinal(span[1]).year
    return first if first == last else None
