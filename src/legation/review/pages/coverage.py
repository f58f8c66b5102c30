"""Coverage: which sources were asked on which days and what came of it, so that a zero can be told from silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from legation import asking, edtf
from legation.ledger import Round, Silence, silences
from legation.record import Record, coverage
from legation.review.desk import Desk
from legation.review.visit import Visit

LATELY = 7
"""Days of the ledger that are shown where nothing else is asked for."""
YEAR = 365
"""Days of the ledger, the last, in which silences are looked for."""
MOST = 400
"""Rows of the ledger on one page."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far one may conclude from silence: the ledger by day, its silences, and the stories held by year."""

    rounds: tuple[Round, ...]  # the last days, the latest first
    first: str | None  # days (ISO) from which to which the ledger is looked at
    last: str | None
    silences: tuple[Silence, ...]  # the latest first
    years: tuple[tuple[int, int], ...]

    @property
    def silent_days(self) -> int:
        """Days on which no source answered."""
        return sum(one.days for one in self.silences)


def outlook(desk: Desk) -> Outlook:
    """The outlook of the record at hand."""
    record = desk.record
    rounds = desk.remembered.get("rounds", lambda: _rounds(record))
    years = desk.remembered.get("stories by year", record.stories_by_year)
    return Outlook(
        rounds[::-1][:LATELY],
        rounds[0].day if rounds else None,
        rounds[-1].day if rounds else None,
        silences(rounds)[::-1],
        years,
    )


def _rounds(record: Record) -> tuple[Round, ...]:
    """The last year of the ledger."""
    with record.reading() as connection:
        found = coverage.reach(connection)
        if found is None:
            return ()
        since = date.fromisoformat(found[1]) - timedelta(days=YEAR)
        return coverage.rounds(connection, since.isoformat())


def page(visit: Visit) -> Response:
    """The ledger, source by source and day by day."""
    known = outlook(visit.desk)
    asked = visit.asked("since") or None, visit.asked("until") or None
    first, last = (edtf.bounds(one) for one in asking.period(*asked))
    since, until = edtf.iso(first[0]) if first else None, edtf.iso(last[1]) if last else None
    if since is None and known.last:
        end = min(until or known.last, known.last)
        since = (date.fromisoformat(end) - timedelta(days=LATELY - 1)).isoformat()
    names = tuple(name for name in visit.request.query_params.getlist("source") if name)
    with visit.desk.record.reading() as connection:
        days = coverage.days(connection, names, since, until)
    ordered = sorted(days, key=lambda one: (one.day, one.source), reverse=True)
    return visit.page(
        "coverage.html", outlook=known, days=ordered[:MOST], all_days=len(days), since=since, until=until,
        names=names, sources=sorted({one.source for one in days}),
    )  # fmt: skip
