"""Readers of time expressions that are counted from another day: "on Monday", "last week", "two days later"."""

from __future__ import annotations

import re

from legation.extract.timewords import SEASONS, number, weekday_of
from legation.types import Span, TimeExpression


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
    before = word.endswith(("that", "same", " the"))
    if before:
        offset = 0
    if after in ("last week", "next week", "this week"):
        offset = {"last week": -2, "next week": 2, "this week": None}[after]
    elif after == "week":
        offset = 2
    elif after == "last":
        offset = -1
    anchor = "event" if before or word in ("the following", "the previous") else "story"
    relation = "on" if word.startswith("on") else rel
    return TimeExpression(
        span, "weekday", weekday=weekday_of(m["week_w"]), offset=offset, relation=relation, anchor=anchor
    )


def _read_ago(m: re.Match[str], span: Span, rel: str | None) -> TimeExpression | None:
    count, unit, way = number(m["ago_n"]), m["ago_unit"], m["ago_dir"].partition(" t")[0]
    if count is None or unit == "hour":
        return None
    unit, count = (
        ("week", count * 2)
        if unit == "fortnight"
        else ("year", count * 10)
        if unit == "decade"
        else (unit, count)
    )
    if unit == "year" and m["ago_dir"].endswith("this month"):
        unit, count = "month", count * 12  # "four years ago this month"
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
