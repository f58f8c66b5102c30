"""Dates on a page's date lines, in the forms that sites print them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.document.words import Words
from legation.types import Span

_CENTURY = "70"  # a year of two digits from here on is one of the last century
_BESIDE = 16  # characters from a date within which its weekday stands
_BUDDHIST = 543  # years that the Buddhist era runs ahead
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")  # seconds or milliseconds since 1970
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"\s*((?:19|20)\d\d)(?:-?(\d\d)(?:-?(\d\d))?)?(?![\d-]|[/.]\d)")
# In the path of an address: /2023/08/15/, /2023-08/15/, /2023/aug/15/, /2023/0815/, /20230815/, /t20230815_, -20230815.
_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_IN_ADDRESS = re.compile(
    rf"/{_YEAR}[/-](?:(\d{{1,2}})(?:[/-](\d{{1,2}}))?|([a-z]{{3}})/(\d{{1,2}})|(\d\d)(\d\d))(?=[/\-_.]|$)"
    rf"|[/_-]t?{_YEAR}(\d\d)(\d\d)(?=[/\-_.]|$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date as printed: ``date`` is EDTF, or None where the year is not said.

    ``turned`` is the other day that 4/3/2024 can mean: the month first, as the United States write.
    """

    span: Span
    date: str | None
    turned: str | None = None


def find(text: str, start: int, end: int, words: Words) -> Iterator[Found]:
    """The dates between two offsets, in order; what is no day of the calendar is left out."""
    if not _DIGIT.search(text, start, end):
        return
    for match in words.date.finditer(text, start, end):
        found = _read(match, words)
        if found is not None:
            yield _by_weekday(found, text, words) if found.turned else found


def _by_weekday(found: Found, text: str, words: Words) -> Found:
    """The one of two readings that falls on the weekday printed beside it: "Thu, 11/09/2023" is in November."""
    start, end = found.span.start, found.span.end
    before = list(words.weekday.finditer(text, max(0, start - _BESIDE), start))
    named = before[-1] if before else words.weekday.search(text, end, end + _BESIDE)
    if named is None:
        return found
    between = text[named.end() : start] if before else text[end : named.start()]
    if any(char.isalnum() for char in between):
        return found
    wanted = words.weekdays[named.group().rstrip(".").lower()]
    fitting = [day for day in (found.date, found.turned) if day and _weekday(day) == wanted]
    return Found(found.span, fitting[0]) if len(fitting) == 1 else found


def _weekday(day: str) -> int:
    return datetime.date.fromisoformat(day).weekday()


def _read(match: re.Match[str], words: Words) -> Found | None:
    parts = match.groupdict()
    span = Span(match.start(), match.end())
    if parts["y1"]:
        date = iso(parts["y1"], parts["m1"], parts["d1"])
    elif last := next((n for n in ("2", "9", "10") if parts[f"y{n}"]), None):
        return _year_last(span, parts[f"y{last}"], parts[f"m{last}"], parts[f"d{last}"])
    elif parts["y5"]:
        date = iso(parts["y5"], str(words.months[parts["m5"].lower()]), None)
    elif parts["y8"]:
        date = iso(parts["y8"], parts["m8"], parts["d8"])
    elif year := parts["y6"] or parts["y7"]:
        month = words.months[(parts["m6"] or parts["m7"] or "").lower()]
        date = iso(year, str(month), parts["d6"] or parts["d7"])
    else:
        return _named(parts, span, words)
    return Found(span, date) if date else None


def _year_last(span: Span, year: str | None, month: str | None, day: str | None) -> Found | None:
    """Day first, as most of the world writes; month first only where no other reading is a date."""
    whole = full_year(year or "")
    first, turned = iso(whole, month, day), iso(whole, day, month)
    if first and turned and first != turned:
        return Found(span, first, turned)
    date = first or turned
    return Found(span, date) if date else None


def full_year(year: str) -> str:
    """A year of two digits ("03", "’23") in four: from 1970 to 2069, as computers have it. A year of four as it is."""
    digits = year.lstrip("'’‘")
    if len(digits) != 2:
        return digits
    return f"20{digits}" if digits < _CENTURY else f"19{digits}"


def _named(parts: dict[str, str | None], span: Span, words: Words) -> Found | None:
    month = words.months[(parts["m3"] or parts["m4"] or "").lower()]
    day, year = parts["d3"] or parts["d4"], parts["y3"] or parts["y4"]
    if year is None:
        return Found(span, None) if iso("2000", str(month), day) else None
    year = full_year(year)
    if int(year) > 2400:
        year = str(int(year) - _BUDDHIST)
    date = iso(year, str(month), day)
    return Found(span, date) if date else None


def iso(year: str, month: str | None, day: str | None) -> str | None:
    """The parts as EDTF, as precise as they are; None for what the calendar does not have."""
    try:
        moment = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if month is None:
        return f"{moment.year:04d}"
    return moment.isoformat() if day else moment.isoformat()[:7]


def stated(value: str, words: Words) -> str | None:
    """A date that markup or a record states: ISO, or any form that pages print."""
    return readings(value, words)[0]


def readings(value: str, words: Words) -> tuple[str | None, str | None]:
    """A date that markup states, and the other day that it can mean, with the month first."""
    if _EPOCH.fullmatch(value.strip()):
        moment = datetime.datetime.fromtimestamp(int(value.strip()[:10]), datetime.UTC)
        return moment.date().isoformat(), None
    match = _ISO.match(value)
    if match:
        return iso(*match.groups()), None
    found = next((one for one in find(value, 0, len(value), words) if one.date), None)
    return (found.date, found.turned) if found else (None, None)


def in_address(url: str, words: Words) -> tuple[str, Span] | None:
    """The date that a URL's path carries (``/2023/08/15/``, ``/2023/08/``), and where it stands in it. A whole day goes
    before a month.
    """
    found: list[tuple[str, Span]] = []
    for match in _IN_ADDRESS.finditer(url):
        parts = [part for part in match.groups() if part]
        if len(parts) > 1 and parts[1].isalpha():
            parts[1] = str(words.months.get(parts[1].lower(), 0))
        date = iso(parts[0], parts[1], parts[2] if len(parts) > 2 else None)
        if date:
            found.append((date, Span(match.start() + 1, match.end())))
    return max(found, key=lambda one: (len(one[0]), -one[1].start), default=None)


def days_apart(one: str, other: str) -> int | None:
    """Days between two full dates; None where either is less precise than a day."""
    if len(one) != 10 or len(other) != 10:
        return None
    return abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days)
