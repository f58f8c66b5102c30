"""Left of the verb: its subject with its list, what stands before it under prepositions, or whose subject it shares."""

from __future__ import annotations

from legation.extract.clauses import SPEECH, Clause, turn_passive
from legation.extract.complements import bare_number
from legation.extract.lists import alike, coordinated, list_ahead
from legation.extract.units import Unit


def fill_left(units: list[Unit], begin: int, at: int, clause: Clause, clauses: list[Clause]) -> None:
    """The subject: the noun group (with its list) nearest before the verb that no preposition governs."""
    previous = clauses[-1] if clauses else None
    found: list[Unit] = []
    governed: set[int] = set()
    index = begin
    while index < at:
        unit = units[index]
        if unit.kind == "prep":
            target = index + 1
            while target < at and units[target].kind in ("adv", "prep"):
                target += 1
            if target < at and units[target].kind == "np":
                for item in coordinated(units[:at], target):
                    governed.add(item)
                    clause.prepositions.append((unit.word, units[item]))
        elif unit.kind == "time":
            clause.times.append(unit)
        index += 1
    free = [
        i
        for i in range(begin, at)
        if units[i].kind == "np" and i not in governed and not bare_number(units[i])
    ]
    if free:
        last = _subject_end(units, free, at)
        chosen = [last]
        while (before := _listed_before(units, chosen[0], begin, governed)) is not None:
            chosen.insert(0, before)
        found = [units[i] for i in chosen]
    joint = clause.joint
    if clause.relation == "rel":
        antecedent = antecedent_of(units, begin)
        if antecedent is not None and units[begin].determiner != "whose":
            if begin and units[begin - 1].kind == "prep":
                clause.prepositions.append((units[begin - 1].word, antecedent))
            elif found and joint in ("which", "that", "whom", "who"):
                clause.objects.append(antecedent)
            else:
                found = [antecedent]
    elif clause.relation == "reduced":
        antecedent = antecedent_of(units, at)
        found = [antecedent] if antecedent is not None else found
    elif clause.relation == "resume" and previous is not None:
        relative = previous.relation == "rel" and bool(previous.subjects and previous.objects)
        reduced = previous.verb is not None and previous.verb.participle and not relative
        turned = reduced and previous.relation == "reduced"
        found = (
            [previous.objects[-1]]
            if relative
            else list(previous.objects[:1] if turned else previous.subjects)
        )
        if previous.verb is not None and previous.verb.gerund:
            found = _told_by_gerund(units, previous) or found
        if reduced and not turned:
            previous.relation = "reduced"
            turn_passive(previous)
    elif not found and previous is not None and clause.relation in ("inf", "part", "gerund", "coord", "sub"):
        found = _shared(clause, previous)
    clause.subjects = found


def _told_by_gerund(units: list[Unit], gerund: Clause) -> list[Unit]:
    """ "Said the troops serving there would leave": the noun before the gerund is its subject and the next verb's."""
    gerund.relation = "reduced"
    antecedent = antecedent_of(units, next(i for i, unit in enumerate(units) if unit is gerund.verb))
    if antecedent is None:
        return []
    outer = gerund.parent
    if outer is not None and any(unit is antecedent for unit in outer.objects) and outer.classes & SPEECH:
        outer.objects = [unit for unit in outer.objects if unit is not antecedent]
        gerund.subjects = [antecedent]
        return [antecedent]
    return []


def _shared(clause: Clause, previous: Clause) -> list[Unit]:
    """The subject that a verb without one of its own takes over."""
    source = previous
    if clause.relation == "coord" and clause.verb is not None and not clause.verb.gerund:
        while (
            source.relation in ("part", "gerund", "rel", "reduced", "inf")
            and source.parent is not None
            and (clause.joint == "," or source.relation in ("part", "gerund"))
        ):
            source = source.parent
    if (
        clause.relation == "inf"
        and previous.objects
        and previous.verb is not None
        and previous.verb.lemma in _OBJECT_CONTROL
    ):
        actors = [unit for unit in previous.objects if unit.mention is not None]
        if actors:
            return actors
    if clause.relation == "inf" and (actors := _for_whom(previous)):
        return actors
    if clause.relation == "inf" and previous.prepositions and clause.verb is not None:
        label, last = previous.prepositions[-1]
        bound = (
            last.mention is not None
            and last.mention.kind in ("state", "capital", "place")
            and not previous.objects
        )
        if (
            label == "for"
            and last.mention is not None
            and not bound
            and 0 < clause.verb.first - last.last <= 2
        ):
            return [last]  # "the go-ahead for troops to go"
    if source.verb is not None and source.verb.passive:
        return list(source.objects)
    return list(source.subjects)


def _for_whom(previous: Clause) -> list[Unit]:
    """ "A request for the ministers to meet": the subject of the infinitive stands behind "for"."""
    last = next(
        (
            number
            for number in range(len(previous.prepositions) - 1, -1, -1)
            if previous.prepositions[number][0] != "of"
        ),
        None,
    )
    if last is None or previous.prepositions[last][0] != "for" or not previous.objects:
        return []
    unit = previous.prepositions[last][1]
    actor = unit.mention is not None and unit.mention.kind in (
        "person",
        "office",
        "state",
        "capital",
        "people",
        "forces",
        "both",
    )
    return [unit] if actor else []


_OBJECT_CONTROL = frozenset(
    "ask urge order allow let permit enable invite request tell want require oblige authorise authorize help lead expect "
    "force press persuade call have see cause get direct instruct forbid clear".split()
)


def _subject_end(units: list[Unit], free: list[int], at: int) -> int:
    """The last free noun group before the verb, stepping back over one that a pair of commas sets off."""
    last = free[-1]
    if (
        last - 1 in range(len(units))
        and units[last - 1].kind == "comma"
        and last + 1 < at
        and units[last + 1].kind == "comma"
    ):
        earlier = [i for i in free if i < last - 1]
        if earlier and units[earlier[-1]].mention is not None and earlier[-1] == last - 2:
            return earlier[-1]
    return last


def _listed_before(units: list[Unit], at: int, begin: int, governed: set[int]) -> int | None:
    joint = at - 1
    if joint >= begin and units[joint].kind == "conj":
        joint -= 1
        if joint >= begin and units[joint].kind == "comma":
            joint -= 1
    elif joint >= begin and units[joint].kind == "comma" and list_ahead(units, at):
        joint -= 1
    else:
        return None
    if joint < begin or units[joint].kind != "np" or joint in governed:
        return None
    return joint if alike(units[joint], units[at]) else None


def antecedent_of(units: list[Unit], before: int) -> Unit | None:
    for index in range(before - 1, max(-1, before - 8), -1):
        if units[index].kind == "np":
            return units[index]
        if units[index].kind == "vg":
            return None
    return None
