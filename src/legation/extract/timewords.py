"""The words that time expressions are made of: months, weekdays, numbers, seasons; and what each stands for."""

from __future__ import annotations

import re

from legation.morphology import NUMERALS

_MONTHS = "january february march april may june july august september october november december".split()
MONTHS = {name: number for number, name in enumerate(_MONTHS, 1)}
MONTHS |= {name[:3]: number for name, number in list(MONTHS.items())} | {"sept": 9}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = {name: number for number, name in enumerate(_DAYS)}
WEEKDAYS |= {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
NUMBERS = NUMERALS | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "several": 3,
    "a few": 3,
    "few": 3,
    "thirty": 30,
}
_TENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
ORDINALS = [*_ONES, *_TENS, "twentieth", *(f"twenty-{one}" for one in _ONES), "thirtieth", "thirty-first"]
PLACES = 6  # up to there a bare ordinal is rather a place in a list
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


def number(word: str | None) -> int | None:
    """The number that a word or figures stand for; None where it is none."""
    if not word:
        return None
    word = word.lower().strip()
    return int(word) if word.isdigit() else NUMBERS.get(word)


def month_of(word: str) -> int:
    """The month, 1 to 12, of its name, whole or cut."""
    return MONTHS[word.lower().rstrip(".")]


def day_of(word: str) -> int:
    """The day of the month of its figures: "13th"."""
    return int(re.sub(r"\D", "", word))


def year_of(word: str | None) -> tuple[int | None, int | None]:
    """(year, years from the story's year) of a year word: "2014", "last year"."""
    if not word:
        return None, None
    if word[0].isdigit():
        return int(word), None
    return None, {"last year": -1, "this year": 0, "next year": 1, "the year": 0}.get(word)


def year_told(word: str | None) -> str | None:
    """ "year" where a year word means the year told of before: "that year"."""
    return "year" if word in ("that year", "that same year", "the same year") else None


def weekday_of(word: str | None) -> int | None:
    """The weekday of its name, Monday 0."""
    return WEEKDAYS[word.lower().rstrip(".")] if word else None
