"""Right of the verb: objects, prepositional phrases, times; and the phrases that belong to a noun group."""

from __future__ import annotations

from dataclasses import replace

from legation.extract.clauses import SPEECH, Clause
from legation.extract.lists import coordinated
from legation.extract.particles import particle_before_from
from legation.extract.units import Unit
from legation.types import Item


def fill_right(units: list[Unit], begin: int, end: int, clause: Clause) -> None:
    governed: set[int] = set()
    governed_by: dict[int, str] = {}
    index = begin
    while index < end:
        unit = units[index]
        if unit.kind == "prep" and not particle_before_from(units, index):
            target = index + 1
            while target < end and units[target].kind in ("adv", "prep"):
                target += 1
            if target < end and units[target].kind == "np":
                inner = index > begin and _belongs_to_noun(unit.word, units, index, governed_by)
                for item in coordinated(units[:end], target):
                    governed.add(item)
                    governed_by[item] = unit.word
                    if not inner:
                        clause.prepositions.append((unit.word, units[item]))
            elif target < end and units[target].kind == "time":
                clause.times.append(units[target])
                index = target
        elif unit.kind == "time":
            clause.times.append(unit)
        elif unit.kind == "np" and index not in governed:
            clause.objects.append(unit)
        elif unit.kind == "adv" and unit.mention is not None:
            clause.prepositions.append(("in", unit))  # "moored here"
        index += 1
    verb = clause.verb
    if (
        verb is not None
        and not clause.subjects
        and clause.classes & SPEECH
        and clause.objects
        and clause.relation != "inf"
    ):
        clause.subjects = [clause.objects.pop(0)]  # '…,' said the minister


_CLOSING_OUT = frozenset({"for", "against", "despite", "amid", "like", "unlike"})
_WITHIN = frozenset({"in", "at", "against", "from", "near", "on"})


def _belongs_to_noun(word: str, units: list[Unit], index: int, governed_by: dict[int, str]) -> bool:
    """ "for their offensive against fighters in Mali": a phrase behind a closing one belongs to its noun, not the verb."""
    before = governed_by.get(index - 1)
    if word == "of":
        return units[index - 1].kind == "np"
    closing = before in _CLOSING_OUT or before in units[index].wordlists["when_prepositions"]
    return closing and word in _WITHIN


def attach_complements(units: list[Unit]) -> None:
    """Prepositional phrases that stand right behind a noun group are its complements too."""
    for index, unit in enumerate(units):
        if unit.kind != "np":
            continue
        at = index + 1
        while at + 1 < len(units):
            if units[at].kind == "time" or (units[at].kind == "np" and units[at].time is not None):
                at += 1
                continue
            if units[at].kind != "prep":
                break
            word = units[at].word
            if word in unit.wordlists["when_prepositions"]:
                break  # "the trip to Denmark after the attack": it is told when, and of what the attack was
            if unit.complements and unit.complements[-1][0] == "for" and word in _WITHIN:
                break  # "battalions for peacekeeping in Mali": the phrase is of what stands before it
            if word == "of" and units[at + 1].kind == "time":
                unit.complements.append(("dated", units[at + 1]))
                at += 2
                continue
            target = at + 1
            while target < len(units) and units[target].kind in ("adv", "prep"):
                target += 1
            if target >= len(units) or units[target].kind != "np":
                break
            targets = coordinated(units, target)
            unit.complements += [(word, units[i]) for i in targets]
            if not unit.item and _stands_for(unit, word, units[target]):
                unit.classes = unit.classes | units[target].classes
                unit.item = _part_of(unit, units[target].item)
                unit.nationals = unit.nationals or units[target].nationals
                unit.mention = unit.mention or units[target].mention
            at = targets[-1] + 1


def _stands_for(unit: Unit, word: str, whole: Unit) -> bool:
    """ "A batch of shells", "$4 billion in loans", "two of the jets": what the phrase behind it says is meant."""
    if word == "in":
        return unit.money is not None and whole.mention is None
    measured = "measure" in unit.classes or unit.money is not None or _counted(unit) or _one_of(unit)
    return word == "of" and measured


def _one_of(unit: Unit) -> bool:
    """ "The second of four radars": one of them."""
    return unit.head in unit.wordlists["ordinals_of_parts"] and unit.mention is None


def _part_of(unit: Unit, whole: Item | None) -> Item | None:
    """So many of the things as the group before them counts: "the first two of the six jets" are two."""
    if whole is None or unit.money is not None or not (_counted(unit) or _one_of(unit)):
        return whole
    number = 1 if _one_of(unit) else unit.number
    return replace(whole, quantity=number, quantity_text=unit.number_text or unit.head)


def bare_number(unit: Unit) -> bool:
    """A number that stands alone: "two of them", "pennant number 454"; "the fourteen" are somebody or something."""
    return _counted(unit) and unit.determiner not in ("the", "these", "those", "all")


def _counted(unit: Unit) -> bool:
    counted = unit.head.replace(",", "").isdigit() or (
        unit.number is not None and unit.head == unit.number_text
    )
    return unit.mention is None and unit.money is None and not unit.nationals and counted
