"""How far an event can be relied on, in the two letters of the Admiralty system, by a written rule with its reason.

The source, by the best of the voices that tell of the event:

- A  the parties themselves: at least two of them, each by an official or an outlet of its own ministries;
- B  a news agency that no government runs, a public broadcaster, or one party speaking of itself;
- C  the private or the specialist press;
- D  only outlets that a state controls, none of them speaking for a party;
- F  no outlet is known: cannot be judged.

E (unreliable) is never given: it takes a record of past mistakes, which no table here holds.

The information, by what stands behind it:

- 1  confirmed: two parties say so, or one party and a voice that belongs to none; and nobody denies it;
- 2  probably true: two independent voices, or one party, and nobody denies it;
- 3  possibly true: one voice;
- 4  doubtful: some say that it is not so;
- 5  improbable: a party says that it is not so, and no party says that it is;
- 6  it is only planned or possible, or the one voice is of an unknown outlet: cannot be judged.

F and 6 are no ranks: they stand outside the order and are never sorted as worst.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from legation.textfold import fold
from legation.types import Event, Report

CONTROLLED = frozenset({"state", "ministry"})
AGENCIES = frozenset({"wire", "public"})
PRESS = frozenset({"private", "specialist"})

Ownership = Mapping[str, str]
"""Who owns an outlet (state, ministry, public, private, specialist, wire), by its folded name."""
UNKNOWN: Ownership = MappingProxyType({})
"""No outlet is known."""


@dataclass(frozen=True, slots=True)
class Grade:
    """Both letters, and the sentence that says why."""

    source: str
    information: str
    why: str


def rank(event: Event, worst_first: bool = False) -> tuple[bool, int, bool, int]:
    """Where an event stands in a list sorted by grade; F and 6 stand apart, last in either direction."""
    turn = -1 if worst_first else 1
    source, information = event.source_grade, event.information_grade
    return source == "F", turn * ord(source), information == "6", turn * ord(information)


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells of an event: its parties, others, and what kinds of outlet."""

    parties: tuple[str, ...]  # those of its states that say so themselves
    others: tuple[str, ...]  # states that are no party and say so
    kinds: frozenset[str]  # of the outlets that are known
    voices: int
    denied: bool
    denied_by: tuple[str, ...]  # parties that deny it


def ownership(report: Report, outlets: Ownership) -> str | None:
    """Who owns the outlet of a report; None where it is not known."""
    name = report.story.outlet
    return outlets.get(fold(name).lower()) if name else None


def official_states(report: Report, outlets: Ownership) -> frozenset[str]:
    """The states whose officials or ministries speak in a report."""
    found = {claim.state for claim in report.claims if claim.state}
    if report.story.outlet_state and ownership(report, outlets) == "ministry":
        found.add(report.story.outlet_state)
    return frozenset(found)


def telling(states: Sequence[str], reports: Sequence[Report], voices: int, outlets: Ownership) -> Telling:
    """Who tells of an event of these states."""
    affirmed = [r for r in reports if r.factuality != "denied"]
    denying = [r for r in reports if r.factuality == "denied"]
    said = {state for r in affirmed for state in official_states(r, outlets)}
    refused = {state for r in denying for state in official_states(r, outlets)}
    kinds = {kind for r in reports if (kind := ownership(r, outlets))}
    return Telling(
        parties=tuple(s for s in states if s in said),
        others=tuple(sorted(said - set(states))),
        kinds=frozenset(kinds),
        voices=voices,
        denied=bool(denying) and bool(affirmed),
        denied_by=tuple(s for s in states if s in refused) if affirmed else (),
    )


def only_controlled(reports: Iterable[Report], outlets: Ownership) -> bool:
    """Whether every outlet is known and under the control of a state."""
    kinds = [ownership(report, outlets) for report in reports]
    return bool(kinds) and all(kind in CONTROLLED for kind in kinds)


def grade(told: Telling, factuality: str) -> Grade:
    """Both letters by the rule above."""
    source, who = _source(told)
    information, what = _information(told, factuality)
    return Grade(source, information, f"{source}: {who}; {information}: {what}")


def _source(told: Telling) -> tuple[str, str]:
    if len(told.parties) > 1:
        return "A", f"{_and(told.parties)} say so themselves"
    if told.kinds & AGENCIES:
        return "B", "a news agency that no government runs or a public broadcaster tells of it"
    if told.parties:
        return "B", f"{told.parties[0]} says so itself"
    if told.kinds & PRESS:
        return "C", "the press tells of it"
    if told.kinds:
        return "D", "only outlets that a state controls tell of it"
    return "F", "no known outlet tells of it, so the source cannot be judged"


def _information(told: Telling, factuality: str) -> tuple[str, str]:
    if told.denied_by and not told.parties:
        return "5", f"{_and(told.denied_by)} denies it, and no party says so"
    if told.denied:
        return "4", "some say that it is not so"
    if factuality in {"planned", "possible"}:
        return "6", f"it is only {factuality}, so whether it happens cannot be judged"
    if len(told.parties) > 1:
        return "1", f"confirmed by {_and(told.parties)}"
    if told.parties and told.voices > 1:
        return "1", f"{told.parties[0]} says so, and another voice does"
    if told.voices > 1:
        return "2", f"{told.voices} independent voices say so"
    if told.parties:
        return "2", f"{told.parties[0]} says so itself, and nobody denies it"
    if told.kinds:
        return "3", "one voice says so"
    return "6", "one voice of an unknown outlet, which cannot be judged"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
