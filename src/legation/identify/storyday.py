"""The day of a story, solved as a constraint.

What the page says (markup, date line), completed where it leaves the year out by the weekday that the lead gives,
by who held which office when, by the years the text names as past, and by the stories beside it on the page. What
stays open is left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from legation.identify.calendar import Interval, day, parse_edtf, safe_day, year
from legation.types import TimeExpression

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day a story was written, as far as known: an interval, and why."""

    when: Interval | None
    why: str

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
    past_years: Sequence[int],
    neighbours: Sequence[str],
    latest: str | None,
    reckoned: Sequence[int] = (),
    lead_day: date | None = None,
    coming: Sequence[Interval] = (),
    opening: date | None = None,
) -> Anchor:
    """The day of the story. ``past_years`` are years that the text speaks of as past, ``reckoned`` those that it
    counts to ("since 1975, 43 years ago"); ``coming`` are times that it speaks of as to come; ``lead_day`` is the full date that the lead gives for its event;
    ``opening`` is the full date with which its lead opens, as a dateline does; ``latest`` is the capture day."""
    stated = parse_edtf(published)
    if dateline is not None and dateline.year and dateline.month and dateline.day:
        written = safe_day(dateline.year, dateline.month, dateline.day)
        if written is not None:
            return Anchor(day(written), "the dateline")
    if stated is not None and stated.days == 1:
        return Anchor(stated, "the page's date")
    if dateline is not None and dateline.month and dateline.day:
        found = _complete(
            dateline, stated, lead_weekday, held, past_years, neighbours, latest, reckoned, coming
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
    if lead_day is not None:
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
    past_years: Sequence[int], neighbours: Sequence[str], latest: str | None, reckoned: Sequence[int],
    coming: Sequence[Interval],
) -> Anchor | None:  # fmt: skip
    assert dateline.month
    assert dateline.day
    limit = parse_edtf(latest)
    last = limit.last.year if limit else 2027
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
        judged = _judge(value, lead_weekday if dateline.weekday is None else None, held, past_years, near)
        if judged is not None:
            counted = 2.0 if value.year in reckoned else 0.0
            reasons = [f"the text counts its years to {value.year}", *judged[1]] if counted else judged[1]
            scored.append((judged[0] + counted + _before(value, coming), value, reasons))
    if not scored:
        return None
    scored.sort(key=lambda item: -item[0])
    best = scored[0]
    if dateline.weekday is not None:
        name = _NAMES[dateline.weekday]
        best = (best[0] + 1.5, best[1], [f"{best[1].day} {best[1]:%B} {best[1].year} is a {name}", *best[2]])
        scored[1:] = [(score + 1.5, *rest) for score, *rest in scored[1:]]  # type: ignore[misc]
    if best[0] < 1.0 or (len(scored) > 1 and scored[1][0] > best[0] - 0.55):
        return None
    return Anchor(day(best[1]), f"dateline without a year: {'; '.join(best[2])}")


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
    past_years: Sequence[int],
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
    if past_years:
        if value.year < max(past_years):
            return None
        gap = value.year - max(past_years)
        score += {0: 1.2, 1: 0.7, 2: 0.2}.get(gap, -0.5)
        reasons.append(f"{max(past_years)} is past")
    if weekday is not None:
        if value.weekday() == weekday:
            score += 1.5
            reasons.append(f"{value.day} {value:%B} {value.year} is a {_NAMES[weekday]}")
        elif (value.weekday() - weekday) % 7 == 1:
            score += 0.9
        else:
            score -= 1.0
    if near:
        gap_days = min(abs((value - interval.first).days) for interval in near)
        if gap_days <= 400:
            score += 1.0 - gap_days / 800
            reasons.append("the stories beside it are of that time")
    return score, reasons


def in_term(value: date, start: str, end: str) -> bool:
    """The day lies in the term (ISO, as precise as known), with a fortnight's grace at either end."""
    first, last = parse_edtf(start), parse_edtf(end)
    grace = timedelta(days=14)
    return (first is None or value >= first.first - grace) and (last is None or value <= last.last + grace)
