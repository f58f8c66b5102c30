"""New or routine: what sets an event apart from what came before between the same states.

Each question is a small function that answers with a `Novelty` or not at all; an event about which none answers is
routine. The questions are asked of the events of one set of states in the order in which they happened, and of
their deals. What a record that begins too late cannot know is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from legation import edtf
from legation.merge.deals.moves import ENDED, RANK, taken
from legation.types import Deal, Event, Novelty, Step

AGAIN = 5 * 365
"""Days after which a thing that happens again counts as the first for years."""
BEFORE = 365
"""Days that a record must reach back behind an event before it can call it the first."""
ENOUGH = 3
"""Earlier events that there must be between the same states before anything can be called new or unusual."""
LATELY = 10 * 365
"""Days behind an event that count for what is usual."""
LONG, LONGEST, TIMES = 180, 730, 4
"""Days: a silence is long from here on if it is so many times the usual one, or from there on."""
NARROW = 62
"""Days: the widest date that can be put in order; what is wider stands at the day of its telling."""
LEVELS = ("official", "diplomat", "deputy", "minister", "head")
_HALTED = ENDED | {"suspended"}
_SAME = {"military": "deputy"}
_WORDS = {
    "official": "officials", "diplomat": "ambassadors", "deputy": "deputy ministers and generals",
    "minister": "ministers", "head": "heads of state or government",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """An event with its day, and what went before it."""

    event: Event
    day: int
    earlier: Sequence[tuple[int, Event]]
    begins: int  # the first day of which the record holds a story
    goes_on: bool  # it takes a deal further that began before


def novelties(
    events: Iterable[Event], deals: Iterable[Deal], levels: Mapping[str, str], begins: int
) -> dict[str, tuple[Novelty, ...]]:
    """What is new about each event, by its id; routine events have none.

    ``events`` are all of one set of states, ``deals`` those that they move, ``levels`` the level of each office, and
    ``begins`` the first day of which the record holds a story.
    """
    dated = sorted((day, one.id, one) for one in events if (day := day_of(one)) is not None)
    known = tuple(deals)
    moved = {event: note for deal in known for event, note in _moves(deal)}
    going_on = {event for deal in known for event in deal.events[1:]}
    ranks = _Ranks(levels)
    questions: tuple[Callable[[Past], Novelty | None], ...] = (_first, ranks.unusual, _silence)
    found: dict[str, tuple[Novelty, ...]] = {}
    earlier: list[tuple[int, Event]] = []
    for day, ref, event in dated:
        past = Past(event, day, earlier, begins, ref in going_on)
        notes = [note for ask in questions if event.factuality != "denied" and (note := ask(past))]
        found[ref] = tuple(notes + ([moved[ref]] if ref in moved else []))
        earlier.append((day, event))
    return found


def day_of(event: Event) -> int | None:
    """The day at which an event stands: its own, or that of its telling where it is planned, wide or open."""
    span, told = edtf.bounds(event.date), edtf.bounds(event.first_reported)
    if span and span[1] - span[0] <= NARROW and (event.factuality == "actual" or told is None):
        return span[0]
    return told[0] if told else None


def _first(past: Past) -> Novelty | None:
    """Is it the first of its type, or of its mode, between these states, or the first for years?"""
    one = past.event
    if not edtf.bounds(one.date) or past.goes_on or len(past.earlier) < ENOUGH:
        return None  # a record that hardly knows these states cannot tell what is new between them
    begins = edtf.iso(past.begins)[:4]
    done = [(day, other) for day, other in past.earlier if other.factuality == "actual"]
    for kind, same in (
        (one.type, [day for day, other in done if other.type == one.type]),
        (
            f"{one.type}/{one.mode}",
            [day for day, other in done if (other.type, other.mode) == (one.type, one.mode)],
        ),
    ):
        if "/" in kind and (one.mode is None or sum(other.type == one.type for _, other in done) < ENOUGH):
            continue
        if not same and past.day - past.begins >= BEFORE:
            return Novelty(
                "first",
                kind,
                f"the first {_said(kind)} between them in this record, which begins in {begins}",
            )
        if same and past.day - same[-1] >= AGAIN:
            year = edtf.iso(same[-1])[:4]
            return Novelty("first", kind, f"the first {_said(kind)} between them since {year}")
    return None


def _said(kind: str) -> str:
    type_, _, mode = kind.partition("/")
    return f"{type_} ({mode.replace('-', ' ')})" if mode else type_


class _Ranks:
    """Asks whether those who took part are of a higher or lower rank than is usual for such events."""

    def __init__(self, levels: Mapping[str, str]) -> None:
        self._levels = levels

    def rank(self, event: Event) -> int | None:
        """The highest level of anyone who took part for one of its states; None where no office is told."""
        offices = (
            a.office
            for a in event.actors
            if a.kind == "person" and a.role != "speaker" and a.state in event.states
        )
        found = [
            _SAME.get(level, level) for office in offices if office and (level := self._levels.get(office))
        ]
        return max((LEVELS.index(level) for level in found if level in LEVELS), default=None)

    def unusual(self, past: Past) -> Novelty | None:
        """Is the highest rank above or below the usual one of such events?"""
        mine = self.rank(past.event)
        if mine is None:
            return None
        lately = [o for day, o in past.earlier if past.day - day <= LATELY and o.type == past.event.type]
        known = [rank for other in lately if (rank := self.rank(other)) is not None]
        if len(known) < ENOUGH:
            return None
        usual = int(median(known) + 0.5)
        if mine == usual:
            return None
        how, word = ("above", LEVELS[mine]) if mine > usual else ("below", LEVELS[mine])
        why = f"{_WORDS[word]}, where {_WORDS[LEVELS[usual]]} are usual ({len(known)} earlier {past.event.type}s)"
        return Novelty("rank", how, why)


def _silence(past: Past) -> Novelty | None:
    """Does it come after a silence between these states that is long for them?"""
    if not past.earlier or past.event.factuality != "actual" or not edtf.bounds(past.event.date):
        return None
    days = [day for day, _ in past.earlier]
    gap = past.day - days[-1]
    gaps = [b - a for a, b in pairwise(days) if b > a]
    if len(gaps) < ENOUGH or gap < LONG:
        return None
    usual = median(gaps)
    if gap < min(LONGEST, TIMES * usual):
        return None
    return Novelty(
        "silence", str(gap), f"the first news between them for {gap:,} days; {usual:.0f} are usual"
    )


def _moves(deal: Deal) -> Iterator[tuple[str, Novelty]]:
    """The events that moved a deal to another stage."""
    before: Step | None = None
    for step in deal.steps:
        if not taken(step.stage, step.factuality) or step.contradicted:
            continue
        if before is not None and (RANK[step.stage] > RANK[before.stage] or before.stage in _HALTED):
            yield (
                step.event,
                Novelty(
                    "moved", step.stage, f"from {_stage(before)} to {_stage(step)}: {deal.title} ({deal.id})"
                ),
            )
        before = step


def _stage(step: Step) -> str:
    return step.stage.replace("-", " ")
