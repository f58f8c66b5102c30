"""Readers of time expressions: what the words of each form of `timeforms` say, unsolved."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from legation.extract.timeforms import FORMS
from legation.types import Span, TimeExpression

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
NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "several": 3, "a few": 3, "few": 3, "thirty": 30}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


def number(word: str | None) -> int | None:
    if not word:
        return None
    word = word.lower().strip()
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _day(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _year(word: str | None) -> tuple[int | None, int | None]:
    """(year, years from the story's year) of a year word: "2014", "last year"."""
    if not word:
        return None, None
    if word[0].isdigit():
        return int(word), None
    return None, {"last year": -1, "this year": 0, "next year": 1, "the year": 0}.get(word)


def _weekday(word: str | None) -> int | None:
    return WEEKDAYS[word.lower().rstrip(".")] if word else None


def _read_iso(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    return TimeExpression(span, "day", int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"]), relation=rel)


def _read_dmy(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    return TimeExpression(span, "day", int(m["dmy_y"]), int(m["dmy_m"]), int(m["dmy_d"]), relation=rel)


def _range(span: Span, first: TimeExpression, last: TimeExpression, rel: str | None) -> TimeExpression:
    return TimeExpression(
        span,
        "range",
        first.year,
        first.month,
        first.day,
        first.weekday,
        relation=rel,
        end=last,
        offset=first.offset,
    )


def _read_rdm(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, month = _year(m["rdm_y"])[0], _month(m["rdm_m"])
    first = TimeExpression(span, "day", year, month, _day(m["rdm_d1"]))
    return _range(span, first, TimeExpression(span, "day", year, month, _day(m["rdm_d2"])), rel)


def _read_rmd(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, month = _year(m["rmd_y"])[0], _month(m["rmd_m"])
    first = TimeExpression(span, "day", year, month, _day(m["rmd_d1"]))
    return _range(span, first, TimeExpression(span, "day", year, month, _day(m["rmd_d2"])), rel)


def _read_rdmdm(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year = _year(m["rdmdm_y"])[0]
    first = TimeExpression(span, "day", year, _month(m["rdmdm_m1"]), _day(m["rdmdm_d1"]))
    return _range(
        span, first, TimeExpression(span, "day", year, _month(m["rdmdm_m2"]), _day(m["rdmdm_d2"])), rel
    )


def _read_rmdmd(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year = _year(m["rmdmd_y"])[0]
    first = TimeExpression(span, "day", year, _month(m["rmdmd_m1"]), _day(m["rmdmd_d1"]))
    return _range(
        span, first, TimeExpression(span, "day", year, _month(m["rmdmd_m2"]), _day(m["rmdmd_d2"])), rel
    )


def _read_rww(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    which = (m["rww_after"] or " ").split()
    week = {"last": -2, "next": 2}.get(which[0]) if which else None
    first = TimeExpression(span, "weekday", weekday=_weekday(m["rww_w1"]), offset=week)
    return _range(
        span, first, TimeExpression(span, "weekday", weekday=_weekday(m["rww_w2"]), offset=week), rel
    )


def _read_rmm(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    last, offset = _year(m["rmm_y2"])
    if m["rmm_to"].strip() == "and" and rel != "between":
        return None  # "in March and May": two times
    first = _year(m["rmm_y1"])[0] or last
    early, late = _month(m["rmm_m1"]), _month(m["rmm_m2"])
    if first and first == last and early > late:
        first -= 1
    near = TimeExpression(span, "month", first, early, offset=offset, relation="in")
    return _range(span, near, TimeExpression(span, "month", last, late, offset=offset, relation="in"), rel)


def _read_half(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    second = m["half_n"] == "second"
    if m["half_m"]:
        year, month = _year(m["half_my"])[0], _month(m["half_m"])
        days = (16, monthrange(2023, month)[1]) if second else (1, 15)
        first, last = (TimeExpression(span, "day", year, month, day) for day in days)
        return _range(span, first, last, rel)
    year, offset = _year(m["half_y"])
    months = (7, 12) if second else (1, 6)
    first, last = (TimeExpression(span, "month", year, n, offset=offset, relation="in") for n in months)
    return _range(span, first, last, rel)


_WEEKS = {"first": (1, 7), "second": (8, 14), "third": (15, 21), "fourth": (22, 28)}


def _read_weekof(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, offset = _year(m["weekof_y"])
    month = _month(m["weekof_m"])
    end = monthrange(2023, month)[1]
    long = {"days": 5, "ten days": 10}.get(m["weekof_unit"], 7)
    which = m["weekof_n"]
    if which in ("last", "final"):
        days = (end - long + 1, end)
    elif long == 7:
        days = _WEEKS[which]
    elif which == "first":
        days = (1, long)
    else:
        return None
    first, last = (TimeExpression(span, "day", year, month, day, offset=offset) for day in days)
    return _range(span, first, last, rel)


def _read_ryy(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    first = int(m["ryy_1"])
    last = int(m["ryy_2"]) if len(m["ryy_2"]) == 4 else first // 100 * 100 + int(m["ryy_2"])
    if last < first:
        return None
    return _range(span, TimeExpression(span, "year", first), TimeExpression(span, "year", last), rel)


def _read_wdmy(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, offset = _year(m["wdmy_y"])
    return TimeExpression(
        span,
        "day",
        year,
        _month(m["wdmy_m"]),
        _day(m["wdmy_d"]),
        _weekday(m["wdmy_w"]),
        offset=offset,
        relation=rel,
    )


def _read_wmdy(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, offset = _year(m["wmdy_y"])
    weekday = _weekday(m["wmdy_w"] or m["wmdy_w2"])
    return TimeExpression(
        span, "day", year, _month(m["wmdy_m"]), _day(m["wmdy_d"]), weekday, offset=offset, relation=rel
    )


def _read_the_d(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    if rel not in ("on", "by", "until", "from", "since", "before", "after", "to", "of"):
        return None
    month = {"this": 0, "last": -1, "next": 1}.get(m["the_d_of"] or "")
    anchor = "event" if month is None else "story"
    unit = "month" if m["the_d_of"] and month is None else None
    return TimeExpression(
        span, "monthday", day=_day(m["the_d_d"]), unit=unit, offset=month, relation=rel, anchor=anchor
    )


def _read_early(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    how = m["early_how"].lower()
    if m["early_m"]:
        return TimeExpression(
            span, "month", _year(m["early_my"])[0], _month(m["early_m"]), relation=rel, unit=how
        )
    return TimeExpression(span, "year", int(m["early_y"]), relation=rel, unit=how, approximate=True)


def _read_endrel(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    which = {"this": 0, "the": 0, "last": -1, "next": 1, "the same": 0, "that": 0}[m["endrel_which"]]
    unit = m["endrel_unit"]
    anchor = "event" if m["endrel_which"] in ("the same", "that") else "story"
    if unit in SEASONS:
        return TimeExpression(span, "season", unit=unit, offset=which, relation=rel, anchor=anchor)
    return TimeExpression(span, "relative", unit=unit, offset=which, relation=rel, anchor=anchor)


def _read_isout(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    return TimeExpression(span, "relative", unit=m["isout_unit"], offset=0, relation=rel)


def _read_partway(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    form = "distance" if m["partway_unit"] == "day" else "relative"
    return TimeExpression(span, form, unit=m["partway_unit"], offset=0, relation=rel, anchor="event")


def _read_quarter(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    quarter = QUARTERS[(m["quarter_n"] or m["quarter_q"]).lower()]
    year, offset = _year(m["quarter_y"] or m["quarter_y2"])
    first, last = (
        TimeExpression(span, "month", year, n, offset=offset, relation="in")
        for n in (quarter * 3 - 2, quarter * 3)
    )
    return _range(span, first, last, rel)


def _read_season(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    season = m["season_s"] or m["season_s2"] or m["season_s3"]
    which = (m["season_rel"] or m["season_rel2"] or m["season_rel3"] or "").lower()
    year, offset = _year(m["season_y"])
    if year is None and offset is None:
        offset = {"last": -1, "next": 1, "this": 0}.get(which or "")
    anchor = "event" if year is None and which.startswith(("that", "the same")) else "story"
    return TimeExpression(span, "season", year, unit=season, offset=offset, relation=rel, anchor=anchor)


def _read_my(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, offset = _year(m["my_y"])
    anchor = "event" if m["my_y"] in ("the same year", "that year", "that same year") else "story"
    return TimeExpression(span, "month", year, _month(m["my_m"]), offset=offset, relation=rel, anchor=anchor)


def _read_mrel(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    word = m["mrel_rel"].lower()
    if word in ("that", "that same", "the same"):
        return TimeExpression(span, "month", month=_month(m["mrel_m"]), relation=rel, anchor="event")
    which = {"last": -1, "next": 1, "this": 0, "this past": -1}.get(word)
    relation = word if which is None else rel
    if relation is not None and relation.startswith(("as ", "back ")):
        relation = "in"  # "as late as April"
    return TimeExpression(span, "month", month=_month(m["mrel_m"]), offset=which, relation=relation)


def _read_fy(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    word = m["fy_y"] or m["fy_y3"]
    year = int(word) if len(word) == 4 else 2000 + int(word)
    return TimeExpression(span, "year", year, relation=rel, unit="fiscal year", approximate=True)


def _read_decade(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year = int(m["decade_y"])
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(m["decade_how"] or "", (0, 9))
    return _range(
        span, TimeExpression(span, "year", year + low), TimeExpression(span, "year", year + high), rel
    )


def _read_year(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    word = m["year_prep"].lower()
    return TimeExpression(span, "year", int(m["year_y"]), relation=word)


def _read_year_p(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    return TimeExpression(span, "year", int(m["year_p_y"]), relation="in")


def _read_yeartail(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    return TimeExpression(span, "year", int(m["yeartail_y"]), relation="in")


def _read_week(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    word, after = (m["week_rel"] or "").lower(), m["week_after"] or m["week_tail"]
    offset = {
        "last": -1,
        "next": 1,
        "this coming": 1,
        "this past": -1,
        "the following": 1,
        "the previous": -1,
    }.get(word or "")
    if after in ("last week", "next week", "this week"):
        offset = {"last week": -2, "next week": 2, "this week": None}[after]
    elif after == "week":
        offset = 2
    elif after == "last":
        offset = -1
    anchor = "event" if word in ("the following", "the previous") else "story"
    relation = "on" if word == "on" else rel
    return TimeExpression(
        span, "weekday", weekday=_weekday(m["week_w"]), offset=offset, relation=relation, anchor=anchor
    )


def _read_ago(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    count, unit, way = number(m["ago_n"]), m["ago_unit"], m["ago_dir"].partition(" today")[0]
    if count is None or unit == "hour":
        return None
    unit, count = (
        ("week", count * 2)
        if unit == "fortnight"
        else ("year", count * 10)
        if unit == "decade"
        else (unit, count)
    )
    sign = -1 if way in ("ago", "earlier", "before", "previously") else 1
    anchor = "story" if way in ("ago", "from now", "hence") else "event"
    vague = m["ago_n"].lower() in ("several", "a few", "few", "a couple of")
    return TimeExpression(
        span, "distance", unit=unit, offset=sign * count, relation=rel, anchor=anchor, approximate=vague
    )


def _read_daybefore(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    offset = -1 if m["daybefore_dir"] in ("before", "earlier") else 1
    unit = "day" if m["daybefore_unit"] in ("night", "evening") else m["daybefore_unit"]
    return TimeExpression(span, "distance", unit=unit, offset=offset, anchor="event")


def _read_daypart(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    """ "In the evening" is that of the day told of, "next morning" the one behind it."""
    offset = 1 if m["daypart_next"] else 0
    return TimeExpression(span, "distance", unit="day", offset=offset, relation="in", anchor="event")


def _read_atweekend(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    return TimeExpression(span, "relative", unit="weekend", offset=0, relation="in")


def _read_in_n(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    count = number(m["in_n_n"])
    if count is None:
        return None
    return TimeExpression(
        span, "distance", unit=m["in_n_unit"], offset=count, relation="within", approximate=True
    )


def _read_relative(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    word = (m["relative_word"] or "").lower()
    if word and rel == "from":  # "180 days from today" is no day of its own
        return None
    if word:
        offset = {
            "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1,
            "the day before yesterday": -2, "the day after tomorrow": 2,
        }[word]  # fmt: skip
        return TimeExpression(span, "distance", unit="day", offset=offset, relation=rel)
    which, unit, part = m["relative_which"].lower(), m["relative_unit"], (m["relative_part"] or "").lower()
    offset = {
        "last": -1, "this": 0, "next": 1, "the same": 0, "that same": 0, "that very": 0, "that": 0, "the previous": -1,
        "the following": 1, "the next": 1, "the coming": 1, "the past": -1, "this coming": 1, "the current": 0, "the preceding": -1,
    }[which]  # fmt: skip
    anchor = (
        "story"
        if which in ("last", "this", "next", "this coming", "the current", "the coming", "the past")
        else "event"
    )
    if unit in ("morning", "forenoon", "afternoon", "evening", "night"):
        offset = {
            "last": -1,
            "next": 1,
            "the following": 1,
            "the next": 1,
            "the previous": -1,
            "the preceding": -1,
        }.get(which, 0)
        return TimeExpression(span, "distance", unit="day", offset=offset, relation=rel, anchor=anchor)
    if unit == "day":
        if which == "last" or rel in ("to", "until", "till", "since", "of", "up to"):
            return None  # "to this day" is no day
        if which == "this" and rel != "on":
            return None
        anchor = "event"
        return TimeExpression(span, "distance", unit="day", offset=offset, relation=rel, anchor=anchor)
    bound = {"earlier": "earlier", "later": "later"}.get(part or "", rel)
    return TimeExpression(span, "relative", unit=unit, offset=offset, relation=bound, anchor=anchor)


def _read_coming(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    sign = 1 if m["coming_which"] in ("coming", "next") else -1
    unit = m["coming_unit"].rstrip("s")
    count = number(m["coming_n"]) or 1
    return TimeExpression(span, "span", unit=unit, offset=sign * count, relation="within", approximate=True)


_Reader = Callable[[re.Match[str], Span, str | None], TimeExpression | None]
READERS: dict[str, _Reader] = {name: globals()[f"_read_{name}"] for name, _ in FORMS}
