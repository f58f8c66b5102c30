"""Which value of a field wins in an event, and the rivals beside it.

Support is counted in voices (see `voices`), not in reports: a hundred copies of one dispatch are one voice.
Every choice is a total order, so that the same reports give the same winner whatever their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from legation import edtf
from legation.merge.profile import Person, name_parts, same_person
from legation.types import Actor, Claim, Item, Money, Place, Report, Rival

T = TypeVar("T")
PRECISION = {"point": 3, "city": 2, "region": 1, "country": 0}
_ROLES = (
    "host",
    "visitor",
    "supplier",
    "recipient",
    "donor",
    "signatory",
    "organiser",
    "participant",
    "speaker",
)


@dataclass(frozen=True, slots=True)
class Backing:
    """The reports of an event in the order of ids, and the voice of each."""

    reports: tuple[Report, ...]
    voice: Mapping[str, int]

    def support(self, reports: Sequence[Report]) -> int:
        """How many voices stand behind these reports."""
        return len({self.voice[r.id] for r in reports})

    def by_value(self, value: Callable[[Report], T | None]) -> dict[T, list[Report]]:
        """Reports by the value that they give; those that give none are left out."""
        found: dict[T, list[Report]] = defaultdict(list)
        for report in self.reports:
            given = value(report)
            if given is not None:
                found[given].append(report)
        return found

    def most_supported(self, value: Callable[[Report], T | None]) -> T | None:
        """The value with the most voices, then the most reports, then the first in the order of its text."""
        found = self.by_value(value)
        if not found:
            return None
        return min(found, key=lambda v: (-self.support(found[v]), -len(found[v]), str(v)))


def rivals(backing: Backing, winner: object, value: Callable[[Report], object | None]) -> tuple[Rival, ...]:
    """The winning value and, after it, those that other reports give; empty where nobody disagrees."""
    found = backing.by_value(value)
    if len(found) < 2:
        return ()
    order = sorted(found, key=lambda v: (v != winner, -backing.support(found[v]), str(v)))
    return tuple(Rival(v, tuple(r.id for r in found[v])) for v in order)


def date_of(backing: Backing) -> Report | None:
    """The report whose date wins: agreeing with the most voices, then the most precise, then the most often given.

    Where a report tells of the happening as done, dates from before it (plans) give way.
    """
    done = [r for r in backing.reports if r.factuality == "actual" and edtf.bounds(r.date)]
    dated = done or [r for r in backing.reports if edtf.bounds(r.date)]
    if not dated:
        return None
    return min(dated, key=lambda r: (*_date_rank(r, dated, backing), r.date or "", r.date_basis or "~", r.id))


def _date_rank(report: Report, dated: Sequence[Report], backing: Backing) -> tuple[int, int, int]:
    low, high = edtf.bounds(report.date) or (0, 0)
    agree = [r for r in dated if (span := edtf.bounds(r.date)) and span[0] <= high and low <= span[1]]
    return -backing.support(agree), high - low, -sum(r.date == report.date for r in dated)


def place_of(backing: Backing) -> Place | None:
    """The most precise place; among equally precise ones that with the most voices."""
    found = backing.by_value(lambda r: r.place)
    if not found:
        return None
    return min(
        found,
        key=lambda p: (
            -PRECISION.get(p.precision, 0),
            -backing.support(found[p]),
            p.latitude is None,
            str(p),
        ),
    )


def factuality_of(backing: Backing) -> str:
    """Done, where one report says so; else what was said last."""
    if any(r.factuality == "actual" for r in backing.reports):
        return "actual"
    last = max(
        backing.reports, key=lambda r: ((edtf.bounds(r.story.published) or (0, 0))[1], r.factuality, r.id)
    )
    return last.factuality


def actors_of(backing: Backing) -> tuple[Actor, ...]:
    """Everyone named, each person once: the fullest name, with state, office and item where any report gives them."""
    groups: list[list[Actor]] = []
    named = sorted(
        (a for r in backing.reports for a in r.actors), key=lambda a: (-len(a.name), a.name, str(a), a.role)
    )
    for actor in named:
        home = next((group for group in groups if _same_actor(group[0], actor)), None)
        if home is None:
            groups.append([actor])
        else:
            home.append(actor)
    return tuple(sorted(map(_joined, groups), key=lambda a: (_rank(a.role), a.state or "~", a.name)))


def _rank(role: str) -> int:
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)


def _same_actor(a: Actor, b: Actor) -> bool:
    if a.kind != b.kind:
        return False
    if a.kind == "person":
        return same_person(_person(a), _person(b))
    return a.state == b.state and a.name.lower() == b.name.lower() and a.role == b.role


def _person(actor: Actor) -> Person:
    return Person(actor.name, name_parts(actor.name), actor.state, actor.role, actor.wikidata, actor.office)


def _joined(group: Sequence[Actor]) -> Actor:
    def first(values: Sequence[str | None]) -> str | None:
        given = [v for v in values if v]
        return min(given, key=lambda v: (-given.count(v), v)) if given else None

    return replace(
        group[0],
        state=first([a.state for a in group]),
        office=first([a.office for a in group]),
        wikidata=first([a.wikidata for a in group]),
        role=first([a.role for a in group]) or "",
    )


def items_of(backing: Backing) -> tuple[Item, ...]:
    """Each designation once, with the quantity that has the most voices."""
    return tuple(_most_voiced(backing, lambda r: r.items, lambda i: (i.designation.lower(),), _counted))


def _counted(item: Item) -> tuple[bool, str]:
    return item.quantity is None, f"{item.quantity or 0:012d}{item.designation}"


def money_of(backing: Backing) -> tuple[Money, ...]:
    """Each sum once; what it measures by the most voices."""
    return tuple(
        _most_voiced(backing, lambda r: r.money, lambda m: (m.currency, m.amount), lambda m: (False, m.of))
    )


def _most_voiced(
    backing: Backing,
    values: Callable[[Report], tuple[T, ...]],
    key: Callable[[T], tuple[object, ...]],
    order: Callable[[T], tuple[bool, str]],
) -> list[T]:
    groups: dict[tuple[object, ...], list[tuple[T, int]]] = defaultdict(list)
    for report in backing.reports:
        for value in values(report):
            groups[key(value)].append((value, backing.voice[report.id]))
    best = []
    for name in sorted(groups, key=str):
        support: dict[tuple[bool, str], set[int]] = defaultdict(set)
        for value, voice in groups[name]:
            support[order(value)].add(voice)
        wins = min(support, key=lambda o: (o[0], -len(support[o]), o))
        best.append(next(value for value, _ in groups[name] if order(value) == wins))
    return best


def claims_of(backing: Backing) -> tuple[Claim, ...]:
    """Everyone who says so, once."""
    found = {c for r in backing.reports for c in r.claims}
    return tuple(sorted(found, key=lambda c: (c.name, c.state or "", c.manner, c.via or "")))


def confidence_of(backing: Backing) -> float:
    """One voice has the confidence of its surest report; voices that agree add up as independent witnesses do."""
    best: dict[int, float] = defaultdict(float)
    for report in backing.reports:
        voice = backing.voice[report.id]
        best[voice] = max(best[voice], report.confidence)
    doubt = 1.0
    for voice in sorted(best):
        doubt *= 1.0 - best[voice]
    return round(min(0.99, 1.0 - doubt) if len(best) > 1 else 1.0 - doubt, 4)
