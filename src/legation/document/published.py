"""When a story was published, as the page says it."""

from __future__ import annotations

from dataclasses import dataclass

from legation.document.dates import days_apart
from legation.types import Span

_CLOSE = 1  # days by which time zones may set two dates of one publication apart


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that the page offers; the lowest ``rank`` wins, the most precise and first among equals."""

    date: str
    rank: int
    where: str
    span: Span | None = None


# Ranks: what the source or the markup states; a line that says "published"; a bare date line; the address;
# a dateline with its year; a line that says "updated"; a line below the text; a credit in a caption.
KNOWN, LABELLED, LINE, ADDRESS, FILED, UPDATED, BELOW, CREDIT = range(8)


def choose(candidates: list[Candidate]) -> tuple[Candidate | None, tuple[str, ...]]:
    """The date of publication with its words, and notes on the dates that disagree with it."""
    if not candidates:
        return None, ()
    order = sorted(enumerate(candidates), key=lambda item: (item[1].rank, -len(item[1].date), item[0]))
    best = order[0][1]
    notes = tuple(dict.fromkeys(note for _, other in order[1:] if (note := _conflict(best, other))))
    return _with_words(best, [other for _, other in order]), notes


def _with_words(best: Candidate, candidates: list[Candidate]) -> Candidate:
    """The winning date with the words of another place that says the same, where its own has none."""
    if best.span is not None:
        return best
    span = next((other.span for other in candidates if other.span and other.date == best.date), None)
    return Candidate(best.date, best.rank, best.where, span)


def _conflict(best: Candidate, other: Candidate) -> str | None:
    if other.rank in (UPDATED, FILED, CREDIT):
        return None
    if best.date.startswith(other.date) or other.date.startswith(best.date):
        return None
    apart = days_apart(best.date, other.date)
    if apart is not None and apart <= _CLOSE:
        return None
    return f"published {best.date} by {best.where}, but {other.date} by {other.where}"
