"""What a person has said: of two reports (the same happening, not the same, unsure), and of one report's values.

Kept apart from the stages because merging obeys it and the record stores it.
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.errors import JudgementError

SAME, DIFFERENT, UNSURE = "same", "not-same", "unsure"
VERDICTS = (SAME, DIFFERENT, UNSURE)
ACCEPT, REJECT, EDIT = "accept", "reject", "edit"
OPINIONS = (ACCEPT, REJECT, EDIT)
FIELDS = (
    "type", "mode", "states", "date", "place", "stage", "factuality", "topics", "actors", "items", "money",
)  # fmt: skip
"""The values of a report that a person can set."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One saying of a person on two reports; ``one`` is the smaller id."""

    one: str
    other: str
    verdict: str
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """One saying of a person on one report: accept it, reject it, or set the value of a field (*edit*).

    ``value`` is JSON: text or null for the plain fields, a list or an object for the others. ``start`` and ``end``
    are where the words stand that the person gave as evidence, in characters of the page; both None where none.
    """

    report: str
    kind: str
    field: str | None = None
    value: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """An entry of the log of judgements: who said what of which report, when and why; nothing is ever struck out.

    ``kind`` is one of `OPINIONS` or `VERDICTS`; ``other`` is the second report of a verdict. ``before`` is the value
    that stood before an edit. Sayings of one act share its ``act`` and are taken back together.
    """

    number: int
    act: int
    kind: str
    report: str
    by: str
    made: str  # ISO moment, UTC
    other: str | None = None
    field: str | None = None
    value: str | None = None
    before: str | None = None
    start: int | None = None
    end: int | None = None
    note: str | None = None
    taken_back: str | None = None  # ISO moment, UTC
    taken_by: str | None = None

    @property
    def opinion(self) -> Opinion:
        """What it says of its one report."""
        return Opinion(self.report, self.kind, self.field, self.value, self.start, self.end)


def judgement(a: str, b: str, verdict: str, by: str | None = None, note: str | None = None) -> Judgement:
    """A judgement with its ids in order; refuses an unknown verdict, and a report judged against itself."""
    if verdict not in VERDICTS:
        raise JudgementError(f"{verdict}: not a judgement (say one of {', '.join(VERDICTS)})")
    if a == b:
        raise JudgementError(f"{a}: a report cannot be judged against itself")
    return Judgement(min(a, b), max(a, b), verdict, by, note)
