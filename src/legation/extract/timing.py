"""Which time expressions of a sentence tell when a frame's event took place; they are solved in `identify`."""

from __future__ import annotations

from legation.extract.clauses import Clause
from legation.extract.rules import Rule
from legation.extract.units import Unit
from legation.types import TimeExpression

_ORDER = frozenset({"follow", "precede"})


def times_told(
    rule: Rule, clause: Clause, noun: Unit | None, units: list[Unit]
) -> tuple[TimeExpression, ...]:
    """The times that tell when: the noun's own where it must carry one, else the clause's."""
    if noun is None:
        return times_of_clause(clause)
    if clause.verb is not None and clause.verb.lemma in _ORDER and noun in clause.subjects:
        return ()  # "the meeting, which followed a call on 18 May"
    if "dated" in rule.prepositions:
        return tuple(u.time for label, u in noun.complements if label == "dated" and u.time is not None)
    return times_beside(noun, units) if rule.dated else times_of_clause(clause)


def times_beside(noun: Unit, units: list[Unit]) -> tuple[TimeExpression, ...]:
    """The times that stand in a noun group's own row: "the July 2023 coup in Niamey", "the clash there in June"."""
    at = next(index for index, unit in enumerate(units) if unit is noun)
    before = units[at - 1] if at else noun
    if before.time is not None:
        return (before.time,)
    for unit in units[at + 1 :]:
        if unit.time is not None:
            return (unit.time,)
        if unit.kind not in ("np", "prep", "conj"):
            break
    return ()


def times_of_clause(clause: Clause) -> tuple[TimeExpression, ...]:
    """The clause's own times; else those of the clause that it leans on."""
    at: Clause | None = clause
    while at is not None:
        if at.times:
            return tuple(unit.time for unit in at.times if unit.time is not None)
        if at.relation == "sub" and at.joint == "when":
            return _when(at)
        if at.relation not in ("inf", "part", "gerund", "coord") or (
            at.relation == "coord" and at.joint not in ("and", "but", ",")
        ):
            return ()
        if (
            at.relation == "coord"
            and at.parent is not None
            and at.parent.subjects is not at.subjects
            and _own_subject(at)
        ):
            return ()
        at = at.parent
    return ()


def _when(clause: Clause) -> tuple[TimeExpression, ...]:
    """ "On Tuesday, when a memorandum was signed": a clause opened by "when" has the time that stands before it."""
    times = clause.parent.times if clause.parent is not None else []
    return tuple(
        unit.time for unit in times if unit.time is not None and 0 <= clause.start - unit.end <= _NEXT_TO
    )


_NEXT_TO = 8  # characters: a comma, blanks and the "when" itself


def _own_subject(clause: Clause) -> bool:
    return (
        bool(clause.subjects)
        and clause.verb is not None
        and any(unit.start >= clause.start for unit in clause.subjects)
    )
