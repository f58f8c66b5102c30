"""The ledger of coverage, as values: what was tried, had, read and coded of a source on a day, and what failed and why.

So a zero can be told from silence: a source that was asked, answered and listed nothing new has a zero; one that was
not asked, or did not answer, has none.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


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
