"""Time expressions solved: which days each stands for.

Each is counted from the day of the story, or, for "the same day" and "a week earlier", from the day of the event
last told of. What stays open is left open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from legation.identify.calendar import (
    Interval,
    day,
    month,
    month_end,
    safe_day,
    shift_months,
    week_of,
    year,
)
from legation.identify.storyday import Anchor
from legation.types import TimeExpression

_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}


@dataclass(frozen=True, slots=True)
class Solved:
    """A time expression with its interval, and in words how it was worked out."""

    when: Interval
    why: str
    source: TimeExpression


def solve(expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool) -> Solved | None:
    """The interval of a time expression, or None where it stays open.

    ``running`` is the day of the event last told of; ``ahead`` says that the clause looks forward.
    """
    if expression.form == "range" and expression.end is not None:
        return _solve_range(expression, anchor, running, ahead)
    reader = _SOLVERS.get(expression.form)
    found = reader(expression, anchor, running, ahead) if reader else None
    if found is None:
        return None
    when, why = found
    if expression.approximate and not when.approximate:
        when = Interval(when.first, when.last, True)
    return Solved(when, why, expression)


_ROUND = frozenset({10, 15, 20, 30})  # days that are counted roughly: "ten days ago", but "eleven days ago"
_LONGEST_RUN = 60  # days
_FEW = 3  # days: no longer time is meant by "the same day"


def spanned(first: Solved, last: Solved) -> Solved | None:
    """From the one day to the last of the other; None where that is no run of days."""
    days = (last.when.last - first.when.first).days
    if first.when.days > 1 or not 0 < days <= _LONGEST_RUN:
        return None
    return Solved(
        Interval(first.when.first, last.when.last), f"{first.why}, until {last.when.last}", first.source
    )


_Found = tuple[Interval, str] | None


def _around(near: TimeExpression, far: TimeExpression, anchor: Anchor) -> Interval | None:
    """ "From 17 to 27 February", read on the 20th: days without a year that hold the story's own day."""
    day_ = anchor.day
    if (
        day_ is None
        or near.year
        or far.year
        or near.offset is not None
        or not (near.month and near.day and far.month and far.day)
    ):
        return None
    for start_year in (day_.year - 1, day_.year):
        end_year = start_year + (1 if (far.month, far.day) < (near.month, near.day) else 0)
        start, end = safe_day(start_year, near.month, near.day), safe_day(end_year, far.month, far.day)
        if start is not None and end is not None and start <= day_ <= end:
            return Interval(start, end)
    return None


def _solve_range(
    expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool
) -> Solved | None:
    assert expression.end is not None
    far = expression.end
    form = far.form
    around = _around(expression, far, anchor)
    if around is not None:
        return Solved(around, "dates in the text, running on the story's day", expression)
    near = TimeExpression(
        expression.span, form, expression.year or far.year, expression.month, expression.day, expression.weekday,
        offset=expression.offset, relation=far.relation,
    )  # fmt: skip
    last = solve(far, anchor, running, ahead)
    first = solve(near, anchor, running, ahead)
    if first is None or last is None:
        return None
    start, end = first.when.first, last.when.last
    if start > end and form == "weekday":
        start -= timedelta(days=7)
    if start > end and far.year is None:
        start = start.replace(year=start.year - 1) if (start.month, start.day) != (2, 29) else start
    if start > end:
        return None
    return Solved(Interval(start, end), "dates in the text", expression)


def _solve_day(expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool) -> _Found:
    assert expression.month
    assert expression.day
    if expression.year:
        found = safe_day(expression.year, expression.month, expression.day)
        return (day(found), "date in the text") if found else None
    if expression.anchor == "event" and running is not None:
        found = safe_day(running.first.year, expression.month, expression.day)
        return (day(found), "day of the year just told of") if found else None
    chosen = _year_for(
        expression, anchor, ahead, lambda y: safe_day(y, expression.month or 1, expression.day or 1)
    )
    return (day(chosen), "day in the text, year of the story") if chosen else None


_LATELY = 150  # days: nearer than the same day of the next year


def _year_for(
    expression: TimeExpression, anchor: Anchor, ahead: bool, make: Callable[[int], date | None]
) -> date | None:
    """The year that a date without one means: the latest past one, or the next one where the clause looks ahead."""
    if anchor.when is None:
        return None
    base = anchor.when.last
    if expression.offset is not None:
        return make(base.year + expression.offset)
    options = [value for y in (base.year - 1, base.year, base.year + 1) if (value := make(y)) is not None]
    if ahead:
        length = timedelta(days=0 if expression.form == "day" else 27)  # this month is not over
        later = [value for value in options if value + length >= anchor.when.first]
        just_past = [value for value in options if 0 < (base - value).days <= _LATELY]
        if expression.form == "day" and just_past and (not later or (min(later) - base).days > 200):
            return max(just_past)  # "had been due on 9 September", read on the 18th
        return min(later) if later else None
    earlier = [value for value in options if value <= base]
    return max(earlier) if earlier else None


def _solve_monthday(
    expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool
) -> _Found:
    assert expression.day
    base = running if running is not None and running.days <= 31 else anchor.when
    if expression.anchor == "story" and expression.offset is not None:
        return _solve_day_of_month(expression, anchor)
    if base is None or (base.days > 31):
        return None
    found = safe_day(base.first.year, base.first.month, expression.day)
    if found is None:
        return None
    if running is None and anchor.day is not None and found > anchor.day and not ahead:
        back, number = shift_months(found, -1)
        found = safe_day(back, number, expression.day) or found
    if ahead and anchor.day is not None and found < anchor.day:
        found = safe_day(*shift_months(anchor.day, 1), expression.day) or found
    return day(found), "day of the month that the text speaks of"


def _solve_day_of_month(expression: TimeExpression, anchor: Anchor) -> _Found:
    """ "On the 10th of this month", "of last month"."""
    assert expression.day
    assert expression.offset is not None
    if anchor.day is None:
        return None
    found = safe_day(*shift_months(anchor.day, expression.offset), expression.day)
    return (day(found), "day of the month named from the story's day") if found else None


def _solve_month(expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool) -> _Found:
    assert expression.month
    if expression.year:
        return month(expression.year, expression.month), "month in the text"
    if expression.anchor == "event" and running is not None:
        return month(running.first.year, expression.month), "month of the year just told of"
    base = anchor.when
    if base is None:
        return None
    if (
        expression.offset is not None
        and expression.unit != "year"
        and abs(expression.offset) == 1
        and expression.relation != "in"
    ):
        return _last_or_next_month(expression, base)
    if expression.offset == 0:
        return month(base.last.year, expression.month), "month of the story's year"
    chosen = _year_for(expression, anchor, ahead, lambda y: date(y, expression.month or 1, 1))
    return (month(chosen.year, chosen.month), "month in the text, year of the story") if chosen else None


def _last_or_next_month(expression: TimeExpression, base: Interval) -> _Found:
    assert expression.month
    assert expression.offset
    value = base.last.year
    if expression.offset < 0:
        value -= 1 if expression.month >= base.last.month else 0
    else:
        value += 1 if expression.month <= base.first.month else 0
    return month(value, expression.month), "month named from the story's day"


def _solve_year(expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool) -> _Found:
    if expression.year is None:
        return None
    if expression.unit in ("mid", "the middle of"):
        return month(expression.year, 6, True), "middle of the year in the text"
    return year(expression.year, expression.approximate), "year in the text"


def _solve_weekday(
    expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool
) -> _Found:
    base = anchor.day
    if base is None and anchor.when is not None and anchor.when.days == 7:
        same = anchor.when.first.weekday() == expression.weekday
        base = (
            anchor.when.first if same or ahead else None
        )  # no day of its own but the one that its lead tells of
    if expression.anchor == "event" and running is not None and running.days == 1:
        base = running.first
    if base is None or expression.weekday is None:
        return None
    if expression.anchor == "event" and expression.offset == 0:
        return (running, "the weekday told of") if running is not None else None
    if expression.offset == 2 or expression.offset == -2:
        monday = week_of(base, 1 if expression.offset > 0 else -1).first
        return day(monday + timedelta(days=expression.weekday)), "weekday of the week before or after"
    back = (base.weekday() - expression.weekday) % 7
    if expression.offset == 1 or (ahead and expression.offset is None):
        forward = (expression.weekday - base.weekday()) % 7
        if expression.offset == 1 and forward == 0:
            forward = 7
        return day(base + timedelta(days=forward)), "weekday after the story's day"
    if expression.offset == -1 and back <= 1:
        back += 7  # yesterday is not "last Monday"
    return day(base - timedelta(days=back)), "weekday in the story's week"


def _solve_relative(
    expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool
) -> _Found:
    if expression.anchor == "event" and running is None and not _long_ago(expression):
        return None
    base = running if expression.anchor == "event" and running is not None else anchor.when
    if base is None or expression.offset is None:
        return None
    origin = base.last
    unit, offset = expression.unit, expression.offset
    if unit == "year":
        return year(origin.year + offset), "year counted from the story's day"
    if anchor.when is not None and base is anchor.when and base.days > 31:
        return None
    if unit == "month":
        return month(*shift_months(origin, offset)), "month counted from the story's day"
    if base.days > 1:
        return None
    if unit == "week":
        found = week_of(origin, offset)
        if offset == 0 and not ahead and found.last > origin:
            found = Interval(found.first, origin)
        return found, "week counted from the story's day"
    if unit == "weekend":
        monday = week_of(origin, offset if origin.weekday() < 5 else offset + 1).first
        saturday = (
            monday + timedelta(days=5) - (timedelta(weeks=1) if offset == 0 and not ahead else timedelta())
        )
        return Interval(saturday, saturday + timedelta(days=1)), "weekend counted from the story's day"
    return None


def _long_ago(expression: TimeExpression) -> bool:
    """ "A month earlier": so long that the story's day serves where no other was told of."""
    return expression.unit in ("week", "month", "year") and (expression.offset or 0) < 0


def _solve_distance(
    expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool
) -> _Found:
    base = running if expression.anchor == "event" and running is not None else anchor.when
    if expression.anchor == "event" and running is None and not _long_ago(expression):
        return None
    if expression.anchor == "event" and running is not None and 1 < running.days <= 3 and expression.offset:
        if expression.unit == "day":
            back = timedelta(days=expression.offset)
            return Interval(
                running.first + back, running.last + back
            ), "days counted from the days just told of"
        base = day(running.last if expression.offset > 0 else running.first)
    if base is None or expression.offset is None:
        return None
    unit, offset = expression.unit, expression.offset
    if expression.relation in ("within", "since", "for") and unit != "day":
        return None
    if unit == "year":
        return year(base.last.year + offset), "years counted from the story's day"
    if base.days > 31:
        return None
    if unit == "month":
        return month(
            *shift_months(base.last, offset), expression.approximate
        ), "months counted from the story's day"
    if base.days > 1:
        return (base, "the day just told of") if offset == 0 and base.days <= _FEW else None
    if unit == "week":
        found = base.first + timedelta(weeks=offset)
        slack = timedelta(days=1 + min(abs(offset), 4))
        return Interval(found - slack, found + slack), "weeks counted from the story's day"
    if abs(offset) > 1 and expression.approximate:
        return None
    if abs(offset) in _ROUND:
        found = base.first + timedelta(days=offset)
        return Interval(
            found - timedelta(days=1), found + timedelta(days=1)
        ), "days counted from the story's day"
    return day(base.first + timedelta(days=offset)), "days counted from the story's day"


def _season(value: int, name: str) -> Interval:
    """The season that begins in a year: the winter of 2023 ends in February 2024."""
    first, last = _SEASON_MONTHS[name]
    return Interval(date(value, first, 1), month_end(value + (last < first), last))


def _solve_season(
    expression: TimeExpression, anchor: Anchor, running: Interval | None, ahead: bool
) -> _Found:
    name = expression.unit or "summer"
    if expression.year is not None:
        return _season(expression.year, name), "season in the text"
    base = running if expression.anchor == "event" else anchor.when
    if base is None:
        return None
    if expression.anchor == "event" or expression.offset == 0:
        return _season(base.last.year, name), "season of the year that the text speaks of"
    near = [_season(value, name) for value in range(base.last.year - 2, base.last.year + 2)]
    if expression.offset == 1 or (expression.offset is None and ahead):
        return next(one for one in near if one.first > base.last), "season after the story's day"
    if expression.offset == -1:
        near = [one for one in near if one.last < base.first]
    return next(one for one in reversed(near) if one.first <= base.last), "season before the story's day"


_SOLVERS = {
    "day": _solve_day,
    "monthday": _solve_monthday,
    "month": _solve_month,
    "year": _solve_year,
    "weekday": _solve_weekday,
    "relative": _solve_relative,
    "distance": _solve_distance,
    "season": _solve_season,
}
