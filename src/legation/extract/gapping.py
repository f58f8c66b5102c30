"""A verb that is said once and meant twice: "Estonia ordered twelve howitzers, and Latvia six"; "six were given by Russia and four by Belarus"."""

from __future__ import annotations

from dataclasses import replace

from legation.extract.clauses import Clause, turn_passive
from legation.extract.complements import bare_number, fill_right
from legation.extract.units import Unit

_NAMED = frozenset({"state", "capital", "country", "body"})
_MACHINES = frozenset({"arms", "ship", "forces"})
_SHARED = frozenset({"to", "from", "for"})  # what is told once for both, at the end


def gap(units: list[Unit], at: int, end: int) -> int | None:
    """Where, behind the verb at ``at``, the "and" stands behind which the verb is meant again; None where it is not."""
    for joint in range(at + 2, end - 2):
        if units[joint].kind != "conj" or units[joint].word != "and":
            continue
        first, second = units[joint + 1], units[joint + 2]
        before = [unit for unit in units[at + 1 : joint] if unit.kind == "np" and _thing(unit)]
        if units[at].passive:
            agent = second.kind == "prep" and second.word == "by" and bare_number(first)
            if agent and any(unit.word == "by" for unit in units[at + 1 : joint]):
                return joint
        elif before and _someone(first) and second.kind == "np" and _thing(second):
            return joint
    return None


def meant_again(units: list[Unit], joint: int, end: int, clause: Clause) -> Clause:
    """The clause behind the "and" at ``joint``, with the verb of ``clause``."""
    verb = clause.verb
    again = Clause(verb, "coord", clause.parent, joint="and", quoted=clause.quoted, classes=clause.classes)
    again.first, again.last = joint, end - 1
    again.start, again.end = units[joint].start, units[end - 1].end
    fill_right(units, joint + 1, end, again)
    if verb is not None and verb.passive:
        whole = clause.subjects[:1]
        again.subjects = [_as(unit, whole) for unit in again.objects[:1]]
        again.objects = again.objects[1:]
        turn_passive(again)
        return again
    things = [unit for unit in clause.objects if _thing(unit)]
    given = [unit for unit in clause.objects if _someone(unit)]
    again.objects = [_as(unit, things) if bare_number(unit) else unit for unit in again.objects]
    if given:  # "gave Estonia four and Latvia six"
        again.subjects = list(clause.subjects)
    else:
        again.subjects, again.objects = again.objects[:1], again.objects[1:]
        told = {label for label, _ in clause.prepositions}
        clause.prepositions += [pair for pair in again.prepositions if pair[0] in _SHARED - told]
    return again


def _someone(unit: Unit) -> bool:
    return (
        unit.kind == "np" and unit.mention is not None and unit.mention.kind in _NAMED and unit.item is None
    )


def _thing(unit: Unit) -> bool:
    mention = unit.mention
    machine = mention is None or (mention.kind in _MACHINES and not mention.states)
    return machine and (unit.number is not None or unit.item is not None)


def _as(unit: Unit, whole: list[Unit]) -> Unit:
    """A bare number, read as so many of the things just told of."""
    if not whole or not bare_number(unit):
        return unit
    thing = whole[-1]
    item = (
        None
        if thing.item is None
        else replace(thing.item, quantity=unit.number, quantity_text=unit.number_text)
    )
    return replace(unit, classes=unit.classes | thing.classes, item=item, nationals=thing.nationals)
