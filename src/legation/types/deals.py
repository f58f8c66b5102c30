"""How an undertaking moves along: its steps, what was ordered, the deal."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.types.readings import Item, Money
from legation.types.reports import Claim


@dataclass(frozen=True, slots=True)
class Step:
    """One dated stage of a deal, and the event that carries it.

    ``date`` is the event's (EDTF); ``told`` the first day on which the step was reported. ``report`` is the report
    that tells it best, ``words`` its sentence. ``again`` are further events that tell of the same step,
    ``contradicted`` those that deny it.
    """

    stage: str
    factuality: str
    date: str | None
    event: str
    told: str | None = None
    claims: tuple[Claim, ...] = ()
    report: str | None = None
    words: str | None = None
    again: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of one thing were ordered in a deal, and how many have been delivered; None where no text says."""

    designation: str
    category: str
    ordered: int | None
    delivered: int | None


@dataclass(frozen=True, slots=True)
class Deal:
    """Events that move one undertaking along, in order.

    ``stage`` is how far it has got: the furthest step that was done, or the one that ended it. ``framework`` is the
    deal that this one falls under, ``parts`` those that fall under this one, ``renews`` an earlier deal that this
    one renews or repeats. ``reasons`` has one sentence for each event that was linked, and one for each other deal.
    ``due`` is the day (ISO) after which a deal that has not moved is silent; None where no further step is awaited.
    ``silent`` is said as of the day that was asked about.
    """

    id: str
    events: tuple[str, ...]
    type: str
    states: tuple[str, ...]
    title: str
    steps: tuple[Step, ...]
    last_news: str | None
    framework: str | None = None
    silent: bool = False
    items: tuple[Item, ...] = field(default=())
    mode: str | None = None
    stage: str | None = None
    suppliers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    money: tuple[Money, ...] = ()
    amounts: tuple[Amount, ...] = ()
    parts: tuple[str, ...] = ()
    renews: str | None = None
    first_news: str | None = None
    due: str | None = None
    reasons: tuple[str, ...] = ()
