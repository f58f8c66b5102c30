"""What is worth a person's time: events in the order in which judging them teaches most."""

from __future__ import annotations

from dataclasses import dataclass, replace

from legation.record import Record
from legation.review.desk import Desk
from legation.review.searching import Sought, find
from legation.types import Event

LOOKED_AT = 400
"""Events among which the queue is made, the newest first."""
FIRST = 6
"""Of these it is said at once what they are about."""
_WEIGHT = {
    "transfer": 3,
    "agreement": 3,
    "access": 3,
    "deployment": 2,
    "sanction": 2,
    "conflict": 2,
    "exercise": 1,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits for a judgement, how much it is worth to look at, and why."""

    event: str
    worth: float
    why: tuple[str, ...]
    reports: tuple[str, ...]
    about: (
        Event | None
    )  # of those that stand first alone: a queue is kept, and sent from one process to another


def remembered(desk: Desk, sought: Sought, narrowed: str = "") -> tuple[Waiting, ...]:
    """What waits, as the desk remembers it; ``narrowed``: what of the list was asked for, as its address has it.

    The queue may be a little behind: what was judged since does not come again, and what was taken back does.
    """
    with desk.record.notebook() as notebook:
        spoken, (_, _, taken_back) = notebook.spoken_of(), notebook.state()
    name = " ".join(filter(None, ("queue", narrowed, str(taken_back or ""))))
    left = desk.remembered.get(name, lambda: waiting(desk.record, sought))
    return tuple(one for one in left if spoken.isdisjoint(one.reports))


def waiting(record: Record, sought: Sought) -> tuple[Waiting, ...]:
    """Events of which nobody has said anything, the worthiest first."""
    found = find(record, sought, LOOKED_AT).events
    with record.notebook() as notebook:
        spoken = notebook.spoken_of()
    left = (_weighed(event) for event in found if spoken.isdisjoint(event.reports))
    ordered = sorted(left, key=lambda one: (-one.worth, one.event))
    return (*ordered[:FIRST], *(replace(one, about=None) for one in ordered[FIRST:]))


def _weighed(event: Event) -> Waiting:
    doubt = 1 - event.confidence
    why = [f"confidence {event.confidence:.2f}"] if doubt > 0.25 else []
    worth = 4 * doubt
    if event.rivals:
        worth += 1.5 * len(event.rivals)
        why.append("told in different ways: " + ", ".join(name for name, _ in event.rivals[:3]))
    value = _WEIGHT.get(event.type, 0) + 2 * bool(event.money) + bool(event.items)
    if value > 2:
        worth += 0.5 * value
        why.append("of weight: " + event.type + (", with a sum" if event.money else ""))
    if event.independent_outlets > 1:
        worth += 0.3 * min(event.independent_outlets, 5)
        why.append(f"{event.independent_outlets} outlets")
    if event.date is None:
        worth += 0.5
        why.append("date open")
    return Waiting(event.id, round(worth, 3), tuple(why), event.reports, event)
