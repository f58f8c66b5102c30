"""What a person has said of two reports: the same happening, not the same, or unsure.

Kept apart from the stages because merging obeys it and the record stores it.
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.errors import JudgementError

SAME, DIFFERENT, UNSURE = "same", "not-same", "unsure"
VERDICTS = (SAME, DIFFERENT, UNSURE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One saying of a person on two reports; ``one`` is the smaller id."""

    one: str
    other: str
    verdict: str
    by: str | None = None
    note: str | None = None


def judgement(a: str, b: str, verdict: str, by: str | None = None, note: str | None = None) -> Judgement:
    """A judgement with its ids in order; refuses an unknown verdict, and a report judged against itself."""
    if verdict not in VERDICTS:
        raise JudgementError(f"{verdict}: not a judgement (say one of {', '.join(VERDICTS)})")
    if a == b:
        raise JudgementError(f"{a}: a report cannot be judged against itself")
    return Judgement(min(a, b), max(a, b), verdict, by, note)
