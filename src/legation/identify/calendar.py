"""Days and intervals, and the EDTF (ISO 8601-2) that writes them.

An `Interval` is a pair of days, first and last, both included. Times of day and time zones play no part.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``first`` to ``last``, both included; ``approximate`` is EDTF's ``~``."""

    first: date
    last: date
    approximate: bool = False

    def edtf(self) -> str:
        """The interval as EDTF: a day, a month, a year, a decade ("198X"), or two with a slash."""
        mark = "~" if self.approximate else ""
        if self.first == self.last:
            return self.first.isoformat() + mark
        if self.first.day == 1 and self.last == month_end(self.first.year, self.first.month):
            return f"{self.first:%Y-%m}{mark}"
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            if self.first.year == self.last.year:
                return f"{self.first:%Y}{mark}"
            if self.first.year % 10 == 0 and self.last.year == self.first.year + 9:
                return f"{self.first.year // 10}X{mark}"
            return f"{self.first:%Y}/{self.last:%Y}"
        if self.first.day == 1 and self.last == month_end(self.last.year, self.last.month):
            return f"{self.first:%Y-%m}/{self.last:%Y-%m}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def meets(self, other: Interval) -> bool:
        """The two share at least one day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def days(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day(value: date) -> Interval:
    """A single day."""
    return Interval(value, value)


def month(year: int, number: int, approximate: bool = False) -> Interval:
    """A whole month."""
    return Interval(date(year, number, 1), month_end(year, number), approximate)


def year(value: int, approximate: bool = False) -> Interval:
    """A whole year."""
    return Interval(date(value, 1, 1), date(value, 12, 31), approximate)


def shift_months(value: date, months: int) -> tuple[int, int]:
    """(year, month) so many months away."""
    count = value.year * 12 + value.month - 1 + months
    return count // 12, count % 12 + 1


def safe_day(year_: int, month_: int, day_: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year_, month_, day_)
    except ValueError:
        return None


_PART = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def parse_edtf(text: str | None) -> Interval | None:
    """The interval that an EDTF string of our subset stands for; None for nothing or an open one."""
    if not text:
        return None
    plain = text.rstrip("~?%")
    first, slash, last = plain.partition("/")
    one = _part(first.rstrip("~?%"))
    if one is None:
        return None
    if not slash:
        return Interval(one.first, one.last, plain != text)
    two = _part(last)
    return None if two is None else Interval(one.first, two.last, plain != text)


def _part(text: str) -> Interval | None:
    match = _PART.match(text)
    if not match:
        return None
    year_, month_, day_ = int(match[1]), match[2], match[3]
    if day_:
        found = safe_day(year_, int(month_), int(day_))
        return day(found) if found else None
    return month(year_, int(month_)) if month_ and 1 <= int(month_) <= 12 else year(year_)


def week_of(value: date, offset: int) -> Interval:
    """The calendar week (Monday to Sunday) so many weeks from the day."""
    monday = value - timedelta(days=value.weekday()) + timedelta(weeks=offset)
    return Interval(monday, monday + timedelta(days=6))
