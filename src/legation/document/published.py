"""When a story was published, as the page says it.

A page of text has few dates and their places rank them. A web page has many, and any of them may lie (a site moved to a
new system stamps its whole archive with one day): there the days vote, each kind of place once, and what cannot be is
left out first. Whatever disagrees with the day that wins is noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from legation.document.dates import days_apart
from legation.types import Span

_CLOSE = 1  # days by which time zones may set two dates of one publication apart
_MOST = 200  # days that are weighed
_EARLIEST = "1990"  # no page of the web is older; an empty field of a database prints as 1970


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that the page offers; where ranks decide, the lowest wins, the most precise and first among equals.

    ``loose``: the markup does not say by which clock the day is counted, or by that of Greenwich, which may not be the
    outlet's. ``turned``: the other reading of 4/3/2024.
    """

    date: str
    rank: int
    where: str
    span: Span | None = None
    loose: bool = False
    turned: bool = False


# Ranks: what the source states; structured data, meta elements, marked elements; a line that says "published"; a bare
# date line; the address; a dateline with its year; a line that says "updated"; a line below the text; a credit.
KNOWN, STRUCTURED, META, ELEMENT, LABELLED, LINE, ADDRESS, FILED, UPDATED, BELOW, CREDIT = range(11)

# The voice that each rank speaks with, and its weight: structured data and meta elements are written by one program.
_VOICES = {
    STRUCTURED: ("head", 3.0), META: ("head", 3.0), ELEMENT: ("element", 2.5), LABELLED: ("line", 2.0),
    LINE: ("line", 2.0), ADDRESS: ("address", 2.5), FILED: ("dateline", 2.0), BELOW: ("below", 1.0),
    UPDATED: ("updated", 0.2), CREDIT: ("credit", 0.5),
}  # fmt: skip
_WEAK = 0.2  # of the weight of a day that the page also gives for a change, or of the less usual reading
_PRINTED = frozenset({LABELLED, LINE, BELOW})
_QUIET = frozenset({UPDATED, FILED, CREDIT})


def choose(
    candidates: Sequence[Candidate],
    changed: Iterable[str] = (),
    latest: str | None = None,
    vote: bool = False,
    elsewhere: Iterable[str] = (),
) -> tuple[Candidate | None, tuple[str, ...]]:
    """The date of publication with its words, and notes on the dates that disagree with it.

    ``vote``: the days of a web page. ``changed``: days that the markup gives for a later change of the page. ``latest``: the day it was fetched. ``elsewhere``:
    days that the page gives for something else, such as when its picture was taken.
    """
    possible: list[Candidate] = []
    gone: dict[str, None] = {}
    for one in _distinct(candidates):
        if one.rank == KNOWN or _can_be(one.date, latest, vote):
            possible.append(one)
        elif not one.turned:
            gone[_impossible(one, latest)] = None
    if not possible:
        return None, tuple(gone)
    if vote and not any(one.rank == KNOWN for one in possible):
        best = _elected(possible, set(changed), frozenset(elsewhere))
    else:
        best = _ordered([one for one in possible if not one.turned])[0]
    others = [one for one in _ordered(possible) if not one.turned]
    notes = dict.fromkeys((*gone, *(note for other in others if (note := _conflict(best, other)))))
    return _with_words(best, others), tuple(notes)


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each day once for each kind of place; of a page with ever so many days, the first. Copies say nothing new."""
    first: dict[tuple[str, int, bool], Candidate] = {}
    for one in candidates:
        known = first.setdefault((one.date, one.rank, one.turned), one)
        if known.span is None and one.span is not None and known.where == one.where:
            first[one.date, one.rank, one.turned] = one
    return list(first.values())[:_MOST]


def _can_be(date: str, latest: str | None, web: bool) -> bool:
    return (date[:4] >= _EARLIEST or not web) and (
        latest is None or date <= latest or (days_apart(date, latest) or 9) <= _CLOSE
    )


def _impossible(one: Candidate, latest: str | None) -> str:
    why = (
        "before there were web pages" if one.date[:4] < _EARLIEST else f"after {latest}, when it was fetched"
    )
    return f"not published {one.date}, as {one.where} has it: that is {why}"


def _ordered(candidates: Sequence[Candidate]) -> list[Candidate]:
    order = sorted(enumerate(candidates), key=lambda item: (item[1].rank, -len(item[1].date), item[0]))
    return [one for _, one in order]


# ------------------------------------------------------------------ the vote


def _elected(candidates: Sequence[Candidate], changed: set[str], others: frozenset[str]) -> Candidate:
    """The day for which most speaks; its printed form before a moment by no clock of the outlet's own."""
    days = [one for one in _ordered(candidates) if len(one.date) == 10] or _ordered(candidates)
    weights = [_support(one, candidates, changed, others) for one in days]
    best = days[weights.index(max(weights))]
    cluster = [one for one in days if _agree(one.date, best.date) and not one.turned]
    if best.loose and not any(one.rank in (LABELLED, LINE) and one.date == best.date for one in cluster):
        printed = (one for one in cluster if one.rank in (LABELLED, LINE, ADDRESS) and one.date != best.date)
        return next(printed, best)
    return best


def _support(
    day: Candidate, candidates: Sequence[Candidate], changed: set[str], others: frozenset[str]
) -> float:
    voices: dict[str, float] = {}
    for one in candidates:
        if _agree(one.date, day.date):
            voice, weight = _VOICES[one.rank]
            if one.turned or _is_change(one, changed) or (one.rank in _PRINTED and one.date in others):
                weight *= _WEAK
            voices[voice] = max(voices.get(voice, 0.0), weight)
    return sum(voices.values())


def _is_change(one: Candidate, changed: set[str]) -> bool:
    """A day that the page gives for a change; or one "published" after the day of the page's last change."""
    if one.rank in (STRUCTURED, META):
        return (
            bool(changed)
            and len(one.date) == 10
            and one.date > max(changed)
            and not _agree(one.date, max(changed))
        )
    return one.date in changed and one.rank != ADDRESS


def _agree(one: str, other: str) -> bool:
    if one.startswith(other) or other.startswith(one):
        return True
    apart = days_apart(one, other)
    return apart is not None and apart <= _CLOSE


# ------------------------------------------------------------------ words and notes


def _with_words(best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """The winning date with the words of another place that says the same, where its own has none."""
    if best.span is not None:
        return best
    span = next((other.span for other in candidates if other.span and other.date == best.date), None)
    return replace(best, span=span)


def _conflict(best: Candidate, other: Candidate) -> str | None:
    if other.rank in _QUIET or _agree(best.date, other.date):
        return None
    return f"published {best.date} by {best.where}, but {other.date} by {other.where}"
