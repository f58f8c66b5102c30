"""The day of a story, solved as a constraint.

What the page says (markup, date line), completed where it leaves the year out by the weekday that the lead gives,
by who held which office when, by the years the text names as past, and by the stories beside it on the page. What
stays open is left open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from legation.identify.calendar import Interval, day, parse_edtf, safe_day, year
from legation.types import TimeExpression

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


# What speaks for a year, as logarithms: near what dated stories of gold/ give (train, second, third, fifth to seventh and
# tenth: 400 with a weekday in the lead, 370 with a past year, 32 with a year in a name), leaning to the wires, whose
# date lines leave out the year: there the lead's weekday is more often the story's own, and a year told of nearer.
_SINCE_WEEKDAY = (1.35, 0.75, -0.3, -1.2, -1.6, -1.6, -1.6)  # days from the lead's weekday to the story's
_SINCE_PAST = (
    1.0,
    1.1,
    1.0,
    0.7,
    0.3,
    0.1,
    -0.2,
    -0.4,
    -0.5,
    -0.6,
)  # years from the latest one told of as past
_LONG_PAST = -1.3
_BARELY = 0.7  # held the office only by the grace given at either end of a term
_NAMED = 3.4  # the year stands in the name of something that the story tells of: so of 27 stories in 32, and later of 5
_BESIDE = (
    (45, 3.0),
    (150, 2.0),
    (400, 0.7),
)  # days to the nearest story of the page: pages hold stories of one time
_RECKONED = 2.0  # the text counts its years to it
_LEAST = 1.0
LATEST = 2027  # the last year that a story can be of, where nothing says when it was captured
_CLEAR = 0.6  # share of all that speaks for any year


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day a story was written, as far as known: an interval, and why."""

    when: Interval | None
    why: str
    filed: int = -1  # where the date stands with which the lead opens, if that is the story's day

    @property
    def day(self) -> date | None:
        """The day itself, where it is settled."""
        return self.when.first if self.when is not None and self.when.first == self.when.last else None


@dataclass(frozen=True, slots=True)
class Held:
    """An office that the story says someone holds: the terms in which that was so."""

    who: str
    office: str
    terms: tuple[tuple[str, str], ...]  # (start, end) ISO, end "" while in office
    now: bool = True  # told near the beginning, as of the story's own day


def solve_anchor(
    published: str | None,
    dateline: TimeExpression | None,
    lead_weekday: int | None,
    held: Sequence[Held],
    past: Sequence[date],
    neighbours: Sequence[str],
    latest: str | None,
    reckoned: Sequence[int] = (),
    lead_day: date | None = None,
    coming: Sequence[Interval] = (),
    opening: date | None = None,
    named_years: Sequence[int] = (),
) -> Anchor:
    """The day of the story. ``past`` are the first days of times that the text speaks of as past, ``reckoned`` those that it
    counts to ("since 1975, 43 years ago"); ``coming`` are times that it speaks of as to come; ``lead_day`` is the full date that the lead gives for its event;
    ``named_years`` are years in names ("Pitch Black 2022"); ``opening`` is the full date with which its lead opens, as a dateline does; ``latest`` is the capture day."""
    stated = parse_edtf(published)
    if dateline is not None and dateline.year and dateline.month and dateline.day:
        written = safe_day(dateline.year, dateline.month, dateline.day)
        if written is not None:
            return Anchor(day(written), "the dateline")
    if stated is not None and stated.days == 1:
        return Anchor(stated, "the page's date")
    if dateline is not None and dateline.month and dateline.day:
        found = _complete(
            dateline,
            stated,
            lead_weekday,
            held,
            past,
            neighbours,
            latest,
            reckoned,
            coming,
            named_years,
        )
        if found is not None:
            return found
    if stated is not None:
        return Anchor(stated, "the page's date")
    if opening is not None:
        return Anchor(day(opening), "the date with which its lead opens")
    if lead_day is not None and dateline is not None and dateline.weekday is not None:
        filed = lead_day + timedelta(days=(dateline.weekday - lead_day.weekday()) % 7)
        return Anchor(day(filed), "the dateline's weekday, at or behind the day that the lead tells of")
    if lead_day is not None and all(value.year <= lead_day.year + 1 for value in past):
        return Anchor(
            Interval(lead_day, lead_day + timedelta(days=6)),
            "no date on the page; the day that its lead tells of",
        )
    if len(set(reckoned)) == 1:
        return Anchor(
            year(reckoned[0]), f"no date on the page; its own reckoning of years gives {reckoned[0]}"
        )
    return Anchor(None, "the page gives no date")


def _complete(
    dateline: TimeExpression, stated: Interval | None, lead_weekday: int | None, held: Sequence[Held],
    past: Sequence[date], neighbours: Sequence[str], latest: str | None, reckoned: Sequence[int],
    coming: Sequence[Interval], named_years: Sequence[int],
) -> Anchor | None:  # fmt: skip
    assert dateline.month
    assert dateline.day
    limit = parse_edtf(latest)
    last = limit.last.year if limit else LATEST
    near = [interval for text in neighbours if (interval := parse_edtf(text)) is not None]
    scored: list[tuple[float, date, list[str]]] = []
    for candidate in range(1990, last + 1):
        value = safe_day(candidate, dateline.month, dateline.day)
        if (
            value is None
            or (dateline.weekday is not None and value.weekday() != dateline.weekday)
            or (limit and value > limit.last)
            or (stated and not day(value).meets(stated))
        ):
            continue
        judged = _judge(value, lead_weekday if dateline.weekday is None else None, held, past, near)
        if judged is not None:
            told, why = _told_years(value.year, reckoned, named_years)
            scored.append((judged[0] + told + _before(value, coming), value, [*why, *judged[1]]))
    if not scored:
        return None
    scored.sort(key=lambda item: -item[0])
    best = scored[0]
    if dateline.weekday is not None:
        name = _NAMES[dateline.weekday]
        best = (best[0] + 1.5, best[1], [f"{best[1].day} {best[1]:%B} {best[1].year} is a {name}", *best[2]])
        scored[1:] = [(score + 1.5, *rest) for score, *rest in scored[1:]]  # type: ignore[misc]
    rivals = sum(math.exp(score - best[0]) for score, *_ in scored[1:])
    if best[0] < _LEAST or 1 / (1 + rivals) < _CLEAR:
        return None
    return Anchor(day(best[1]), f"dateline without a year: {'; '.join(best[2])}")


def _told_years(value: int, reckoned: Sequence[int], named: Sequence[int]) -> tuple[float, list[str]]:
    """What speaks for a year, or against it, because the text counts to it or a name bears it; and the reasons."""
    score = 0.0
    reasons: list[str] = []
    if value in reckoned:
        score += _RECKONED
        reasons.append(f"the text counts its years to {value}")
    if value in named:
        score += _NAMED
        reasons.append(f"a name in the text bears {value}")
    elif named and value < max(named):
        score -= _NAMED
    return score, reasons


def _before(value: date, coming: Sequence[Interval]) -> float:
    """What the story speaks of as to come lies behind its day, and mostly not far."""
    if not coming:
        return 0.0
    if any(interval.last < value for interval in coming):
        return -1.0
    return 0.4 if min(interval.first.year for interval in coming) - value.year <= 1 else 0.0


def _judge(
    value: date,
    weekday: int | None,
    held: Sequence[Held],
    past: Sequence[date],
    near: Sequence[Interval],
) -> tuple[float, list[str]] | None:
    score = 0.0
    reasons: list[str] = []
    serving = [one for one in held if any(in_term(value, start, end) for start, end in one.terms)]
    if any(one.now and one not in serving for one in held):
        return None
    if serving:
        score += 1.0
        reasons.append(f"{serving[0].who} was {serving[0].office}")
    score -= 0.6 * (len(held) - len(serving))
    score -= _BARELY * sum(not _in_office(value, one) for one in serving)
    if past:
        if value < max(past):
            return None
        gap = value.year - max(past).year
        score += _SINCE_PAST[gap] if gap < len(_SINCE_PAST) else _LONG_PAST
        reasons.append(f"{max(past).year} is past")
    if weekday is not None:
        score += _SINCE_WEEKDAY[(value.weekday() - weekday) % 7]
        if value.weekday() == weekday:
            reasons.append(f"{value.day} {value:%B} {value.year} is a {_NAMES[weekday]}")
        elif (value.weekday() - weekday) % 7 == 1:
            reasons.append(f"{value.day} {value:%B} {value.year} is the day after a {_NAMES[weekday]}")
    if near:
        gap_days = min(abs((value - interval.first).days) for interval in near)
        told = next((weight for days, weight in _BESIDE if gap_days <= days), None)
        if told is not None:
            score += told
            reasons.append("the stories beside it are of that time")
    return score, reasons


def _in_office(value: date, one: Held) -> bool:
    return any(in_term(value, start, end, timedelta()) for start, end in one.terms)


def in_term(value: date, start: str, end: str, grace: timedelta = timedelta(days=14)) -> bool:
    """The day lies in the term (ISO, as precise as known), with a fortnight's grace at either end unless told otherwise."""
    first, last = parse_edtf(start), parse_edtf(end)
    return (first is None or value >= first.first - grace) and (last is None or value <= last.last + grace)
