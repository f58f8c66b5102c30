"""The ledger of coverage, as values: what was tried, had, read and coded of a source on a day, and what failed and why.

So a zero can be told from silence: a source that was asked, answered and listed nothing new has a zero; one that was
not asked, or did not answer, has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened. Of the source itself: ``asked``, ``answered``, new pages ``found``. Of its pages: ``tried``,
    ``fetched`` (or ``unchanged`` since they were last fetched), ``read`` (a story was found), ``coded`` (a report
    came of it), ``reports`` that were new. ``failed``: requests of either kind, and pages that could not be read.
    """

    asked: int = 0
    answered: int = 0
    found: int = 0
    tried: int = 0
    fetched: int = 0
    unchanged: int = 0
    read: int = 0
    coded: int = 0
    reports: int = 0
    failed: int = 0

    def __add__(self, more: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(more, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something failed, how often, and the last case in full."""

    kind: str
    number: int
    example: str


@dataclass(frozen=True, slots=True)
class Day:
    """What happened with one source on one day (ISO, UTC)."""

    source: str
    day: str
    counts: Counts
    reasons: tuple[Reason, ...] = ()

    @property
    def meaning(self) -> str:
        """What may be concluded from the day: whether its zero is one."""
        counts = self.counts
        if counts.reports:
            return "reports"
        if counts.read:
            return "nothing to code"
        if counts.fetched or counts.unchanged:
            return "nothing read" if counts.fetched else "nothing new"
        if counts.tried:
            return "pages not had"
        if counts.answered:
            return "nothing new"
        return "not reached" if counts.asked else "not asked"


@dataclass(frozen=True, slots=True)
class Round:
    """What happened on one day (ISO, UTC) with all sources: how many were asked and answered, and of their pages how
    many were had, what failed, and what came of them.
    """

    day: str
    asked: int
    answered: int
    pages: int
    failed: int
    reports: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Days in a row on which no source answered: of them the record knows nothing, not even that nothing happened."""

    first: str
    last: str
    days: int


def silences(rounds: Iterable[Round]) -> tuple[Silence, ...]:
    """The silences between the first and the last day of a ledger, the earliest first."""
    answered = sorted(date.fromisoformat(one.day) for one in rounds if one.answered)
    found = []
    for before, after in pairwise(answered):
        if (days := (after - before).days - 1) > 0:
            first, last = before + timedelta(1), after - timedelta(1)
            found.append(Silence(first.isoformat(), last.isoformat(), days))
    return tuple(found)
