"""Readers of time expressions: what the words of each form of `timeforms` say, unsolved."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from legation.extract import relativereading
from legation.extract.timeforms import BEHIND_DAY, FORMS
from legation.extract.timewords import (
    ORDINALS,
    PLACES,
    QUARTERS,
    day_of,
    month_of,
    weekday_of,
    year_of,
    year_told,
)
from legation.types import Span, TimeExpression


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
    year, month = year_of(m["rdm_y"])[0], month_of(m["rdm_m"])
    first = TimeExpression(span, "day", year, month, day_of(m["rdm_d1"]))
    return _range(span, first, TimeExpression(span, "day", year, month, day_of(m["rdm_d2"])), rel)


def _read_rmd(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, month = year_of(m["rmd_y"])[0], month_of(m["rmd_m"])
    first = TimeExpression(span, "day", year, month, day_of(m["rmd_d1"]))
    return _range(span, first, TimeExpression(span, "day", year, month, day_of(m["rmd_d2"])), rel)


def _read_rdmdm(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year = year_of(m["rdmdm_y"])[0]
    first = TimeExpression(span, "day", year, month_of(m["rdmdm_m1"]), day_of(m["rdmdm_d1"]))
    return _range(
        span, first, TimeExpression(span, "day", year, month_of(m["rdmdm_m2"]), day_of(m["rdmdm_d2"])), rel
    )


def _read_rmdmd(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year = year_of(m["rmdmd_y"])[0]
    first = TimeExpression(span, "day", year, month_of(m["rmdmd_m1"]), day_of(m["rmdmd_d1"]))
    return _range(
        span, first, TimeExpression(span, "day", year, month_of(m["rmdmd_m2"]), day_of(m["rmdmd_d2"])), rel
    )


def _read_rww(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    which = (m["rww_after"] or " ").split()
    week = {"last": -2, "next": 2}.get(which[0]) if which else None
    first = TimeExpression(span, "weekday", weekday=weekday_of(m["rww_w1"]), offset=week)
    return _range(
        span, first, TimeExpression(span, "weekday", weekday=weekday_of(m["rww_w2"]), offset=week), rel
    )


def _read_rmm(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    last, offset = year_of(m["rmm_y2"])
    if m["rmm_to"].strip() == "and" and rel != "between":
        return None  # "in March and May": two times
    first = year_of(m["rmm_y1"])[0] or last
    early, late = month_of(m["rmm_m1"]), month_of(m["rmm_m2"])
    if first and first == last and early > late:
        first -= 1
    near = TimeExpression(span, "month", first, early, offset=offset, relation="in")
    return _range(span, near, TimeExpression(span, "month", last, late, offset=offset, relation="in"), rel)


def _read_half(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    second = m["half_n"] == "second"
    if m["half_m"]:
        year, month = year_of(m["half_my"])[0], month_of(m["half_m"])
        days = (16, monthrange(2023, month)[1]) if second else (1, 15)
        first, last = (TimeExpression(span, "day", year, month, day) for day in days)
        return _range(span, first, last, rel)
    year, offset = year_of(m["half_y"])
    months = (7, 12) if second else (1, 6)
    first, last = (TimeExpression(span, "month", year, n, offset=offset, relation="in") for n in months)
    return _range(span, first, last, rel)


_WEEKS = {"first": (1, 7), "second": (8, 14), "third": (15, 21), "fourth": (22, 28)}


def _read_weekof(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, offset = year_of(m["weekof_y"])
    month = month_of(m["weekof_m"])
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
    year, offset = year_of(m["wdmy_y"])
    return TimeExpression(
        span,
        "day",
        year,
        month_of(m["wdmy_m"]),
        day_of(m["wdmy_d"]),
        weekday_of(m["wdmy_w"]),
        unit=year_told(m["wdmy_y"]),
        offset=offset,
        relation=rel,
        anchor="event" if year_told(m["wdmy_y"]) else "story",
    )


def _read_wmdy(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, offset = year_of(m["wmdy_y"])
    weekday = weekday_of(m["wmdy_w"] or m["wmdy_w2"])
    return TimeExpression(
        span, "day", year, month_of(m["wmdy_m"]), day_of(m["wmdy_d"]), weekday, unit=year_told(m["wmdy_y"]), offset=offset,
        relation=rel, anchor="event" if year_told(m["wmdy_y"]) else "story",
    )  # fmt: skip


def _read_the_d(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    if rel not in ("on", "by", "until", "from", "since", "before", "after", "to", "of"):
        return None
    if rel != "on" and not m["the_d_of"] and not BEHIND_DAY.match(m.string, m.end()):
        return None
    month = {"this": 0, "last": -1, "next": 1}.get(m["the_d_of"] or "")
    anchor = "event" if month is None else "story"
    unit = "month" if m["the_d_of"] and month is None else None
    return TimeExpression(
        span, "monthday", day=day_of(m["the_d_d"]), unit=unit, offset=month, relation=rel, anchor=anchor
    )


def _read_rthe(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    """ "Between the 13th and 16th"."""
    first, last = (
        TimeExpression(span, "monthday", day=day_of(m[name]), relation="on", anchor="event")
        for name in ("rthe_1", "rthe_2")
    )
    return _range(span, first, last, rel)


def _read_word_d(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    """ "On the second of March", "on the sixth of the same month", "on the tenth"."""
    value = ORDINALS.index(m["word_d_d"]) + 1
    if m["word_d_m"]:
        year, offset = year_of(m["word_d_y"])
        return TimeExpression(span, "day", year, month_of(m["word_d_m"]), value, offset=offset, relation=rel)
    if rel != "on" or (value < PLACES and not m["word_d_of"]):
        return None  # "on the first, …" may be the first of a list
    month = {"this": 0, "last": -1, "next": 1}.get(m["word_d_of"] or "")
    unit = "month" if m["word_d_of"] and month is None else None
    anchor = "event" if month is None else "story"
    return TimeExpression(span, "monthday", day=value, unit=unit, offset=month, relation=rel, anchor=anchor)


_FEASTS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
}
_FEASTS |= {"boxing day": (12, 26), "christmas": (12, 25)}


def _read_feast(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    name = m["feast_n"].lower().replace("’", "'")
    year, offset = year_of(m["feast_y"])
    month, value = _FEASTS[name]
    about = name == "christmas"
    return TimeExpression(span, "day", year, month, value, offset=offset, relation=rel, approximate=about)


def _read_early(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    how = m["early_how"].lower()
    if m["early_m"]:
        return TimeExpression(
            span, "month", year_of(m["early_my"])[0], month_of(m["early_m"]), relation=rel, unit=how
        )
    return TimeExpression(span, "year", int(m["early_y"]), relation=rel, unit=how, approximate=True)


def _read_quarter(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    quarter = QUARTERS[(m["quarter_n"] or m["quarter_q"]).lower()]
    year, offset = year_of(m["quarter_y"] or m["quarter_y2"])
    first, last = (
        TimeExpression(span, "month", year, n, offset=offset, relation="in")
        for n in (quarter * 3 - 2, quarter * 3)
    )
    return _range(span, first, last, rel)


def _read_season(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    season = m["season_s"] or m["season_s2"] or m["season_s3"]
    which = (m["season_rel"] or m["season_rel2"] or m["season_rel3"] or "").lower()
    year, offset = year_of(m["season_y"])
    if year is None and offset is None:
        offset = {"last": -1, "next": 1, "this": 0}.get(which or "")
    anchor = "event" if year is None and which.startswith(("that", "the same")) else "story"
    return TimeExpression(span, "season", year, unit=season, offset=offset, relation=rel, anchor=anchor)


def _read_my(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    year, offset = year_of(m["my_y"])
    anchor = "event" if year_told(m["my_y"]) else "story"
    unit = "year" if offset is not None else None  # "May last year": it is the year that is counted
    return TimeExpression(
        span, "month", year, month_of(m["my_m"]), unit=unit, offset=offset, relation=rel, anchor=anchor
    )


def _read_mrel(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    word = m["mrel_rel"].lower()
    if word in ("that", "that same", "the same"):
        return TimeExpression(span, "month", month=month_of(m["mrel_m"]), relation=rel, anchor="event")
    which = {"last": -1, "next": 1, "this": 0, "this past": -1}.get(word)
    relation = word if which is None else rel
    if relation is not None and relation.startswith(("as ", "back ")):
        relation = "in"  # "as late as April"
    return TimeExpression(span, "month", month=month_of(m["mrel_m"]), offset=which, relation=relation)


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


_Reader = Callable[[re.Match[str], Span, str | None], TimeExpression | None]
_READ: dict[str, _Reader] = {
    name: reader
    for name, reader in {**vars(relativereading), **globals()}.items()
    if name.startswith("_read_")
}
READERS: dict[str, _Reader] = {name: _READ[f"_read_{name}"] for name, _ in FORMS}
