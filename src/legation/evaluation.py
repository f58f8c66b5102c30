"""What an evaluation says: the records that `legation.measure.evaluating` makes and the renderings show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion, 0 to 1, with its 95 % interval, and how many it was judged on.

    ``value`` is None where there was nothing to judge, the interval also where none was asked for.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of what was coded is right, and how much of what should be found is found."""

    precision: Share
    recall: Share
    f1: Share
    stories: int
    required: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that the coder got wrong, with the sentence; ``gold`` or ``mine`` is None where there is none.

    ``kind``: missed, extra, type, states, date, swapped, or the name of a value (stage, place …).
    """

    story: str
    kind: str
    gold: str | None
    mine: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything measured on one gold set."""

    name: str
    stories: int
    events: int
    reports: int
    overall: Quality
    dates: Mapping[str, Share]  # exact, compatible, open, wrong: of the right reports whose event has a date
    values: Mapping[str, Share]  # of the right reports, each value that the gold gives
    swapped: Share  # giver and receiver, or host and visitor, exchanged: the lower, the better
    whole: Share  # of the right reports, those with no value wrong or missing
    spans_exact: Share
    reliability: Mapping[str, Share]  # of the reports with a confidence from … to …, those that are right
    merging: Mapping[
        str, Share
    ]  # pairs and B³, precision and recall, over the reports that answer to an event
    by: str  # what the groups are: type, language or outlet
    groups: Mapping[str, Quality]
    confusion: Mapping[
        tuple[str | None, str | None], int
    ]  # (gold type, coded type): None for extra, for missed
    mistakes: tuple[Mistake, ...]
