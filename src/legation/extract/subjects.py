"""Left of the verb: its subject with its list, what stands before it under prepositions, or whose subject it shares."""

from __future__ import annotations

from legation.extract.clauses import SPEECH, Clause, turn_passive
from legation.extract.complements import bare_number
from legation.extract.lists import alike, coordinated, list_ahead
from legation.extract.units import Unit


def fill_left(units: list[Unit], begin: int, at: int, clause: Clause, clauses: list[Clause]) -> None:
    """The subject: the noun group (with its list) nearest before the verb that no preposition governs."""
    previous = clauses[-1] if clauses else None
    found = _nearest(units, begin, at, _before_verb(units, begin, at, clause))
    if clause.relation == "rel":
        found = _of_relative(units, begin, clause, found)
        if previous is not None and found and _one_among(previous, found[0]):
            found = list(previous.subjects)
    elif clause.relation == "reduced":
        antecedent = _head_before(units, at) or antecedent_of(units, at)
        found = [*_things_with(units, antecedent), antecedent] if antecedent is not None else found
    elif clause.relation == "resume" and previous is not None:
        found = _taken_up(units, previous)
    elif clause.relation == "comp" and previous is not None and (waiting := _waiting(clause, previous)):
        if found:
            clause.objects += waiting  # "the pact which, he said, they would not renew"
        else:
            found = waiting  # "Israel, which he said fed on chaos"
    elif not found and previous is not None and clause.relation in ("inf", "part", "gerund", "coord", "sub"):
        found = _shared(clause, previous)
    clause.subjects = found


def _things_with(units: list[Unit], last: Unit) -> list[Unit]:
    """ "Two helicopters and a Dornier given by India": the things that one list joins to the last of them."""
    if last.item is None:
        return []
    found: list[Unit] = []
    index = next(number for number, unit in enumerate(units) if unit is last)
    while index > 1 and units[index - 1].kind in ("conj", "comma"):
        index -= 2
        if units[index].kind == "comma":
            index -= 1  # ", and"
        if index < 0 or units[index].kind != "np" or units[index].item is None:
            break
        found.insert(0, units[index])
    return found


def _one_among(previous: Clause, those: Unit) -> bool:
    """ "Belarus and Chad were among those who spoke": who is among them did it."""
    if previous.verb is None or previous.verb.lemma != "be" or those.mention is not None:
        return False
    return any(label == "among" and unit is those for label, unit in previous.prepositions)


def _head_before(units: list[Unit], at: int) -> Unit | None:
    """ "The ships of both navies, escorted by a tug": behind a comma a participle belongs to the head of the phrase."""
    if units[at - 1].kind != "comma":
        return None
    index = at - 2
    while index > 1 and units[index].kind == "np" and units[index - 1].kind == "prep":
        index -= 2
    return units[index] if index >= 0 and units[index].kind == "np" else None


def _before_verb(units: list[Unit], begin: int, at: int, clause: Clause) -> set[int]:
    """Give the clause the phrases and times before its verb; the indices of the noun groups that they govern."""
    governed: set[int] = set()
    for index in range(begin, at):
        unit = units[index]
        if unit.kind == "time":
            clause.times.append(unit)
        if unit.kind != "prep":
            continue
        target = index + 1
        while target < at and units[target].kind in ("adv", "prep"):
            target += 1
        if target < at and units[target].kind == "np":
            for item in coordinated(units, target):
                governed.add(item)
                clause.prepositions.append((unit.word, units[item]))
            other = max(governed) + 2
            paired = other == at - 1 and units[other - 1].kind == "conj"
            if paired and _plain(units[other - 2], units[other]) and _free(units, begin, index, governed):
                governed.add(other)  # "texts on infrastructure and human resources were signed"
                clause.prepositions.append((unit.word, units[other]))
    return governed


def _free(units: list[Unit], begin: int, end: int, governed: set[int]) -> bool:
    """A noun group that no preposition governs stands between the two."""
    return any(units[i].kind == "np" and i not in governed for i in range(begin, end))


def _plain(one: Unit, other: Unit) -> bool:
    """Two things of which neither names anybody."""
    return other.kind == "np" and one.mention is None and other.mention is None


def _nearest(units: list[Unit], begin: int, at: int, governed: set[int]) -> list[Unit]:
    """The free noun group nearest before the verb, with the list that it ends."""
    free = [
        i
        for i in range(begin, at)
        if units[i].kind == "np" and i not in governed and not bare_number(units[i])
    ]
    if not free:
        return []
    chosen = [_subject_end(units, free, at)]
    set_off = free[-1:] if free[-1] != chosen[0] and units[free[-1]].mention is None else []
    while (before := _listed_before(units, chosen[0], begin, governed)) is not None:
        chosen.insert(0, before)
    return [units[i] for i in (*chosen, *set_off)]  # "the planes, all gifts from India, are stationed …"


def _of_relative(units: list[Unit], begin: int, clause: Clause, found: list[Unit]) -> list[Unit]:
    """The subject of a relative clause; where it has one of its own, what stands before it is its object."""
    antecedent = antecedent_of(units, begin)
    if antecedent is None or units[begin].determiner == "whose":
        return found
    if clause.joint in ("who", "whom"):
        antecedent = _someone_before(units, begin) or antecedent
    if units[begin].kind == "np":
        return [antecedent]  # "fighters, most of whom …"
    if begin and units[begin - 1].kind == "prep":
        clause.prepositions.append((units[begin - 1].word, antecedent))
        return found
    if found and clause.joint in ("which", "that", "whom", "who"):
        at = next(index for index in range(begin - 1, -1, -1) if units[index] is antecedent)
        clause.objects.append(what_is_done(units, at, clause))
        return found
    return [antecedent]


# what of several nouns before a relative clause its verb is done to: "a memorandum on defence that both signed"
_DONE_TO = {
    "sign": frozenset({"accord", "paper", "contract", "arms_contract"}),
    "ratify": frozenset({"accord", "paper"}),
    "conclude": frozenset({"accord", "paper", "contract", "arms_contract"}),
    "buy": frozenset({"arms", "craft", "vessel", "warplane"}),
    "deliver": frozenset({"arms", "craft", "vessel", "warplane"}),
}


def what_is_done(units: list[Unit], at: int, clause: Clause) -> Unit:
    """The group that the clause speaks of: the nearest before it, or one that its verb fits better."""
    wanted = frozenset().union(*(_DONE_TO.get(name, ()) for name in clause.classes))
    nearest = units[at]
    if not wanted or nearest.kind != "np" or nearest.classes & wanted:
        return nearest
    for index in range(at - 1, max(-1, at - 8), -1):
        unit = units[index]
        if unit.kind not in ("np", "prep", "conj", "comma"):
            break
        if unit.kind == "np" and unit.classes & wanted and unit.mention is None:
            return unit
    return nearest


_SOMEONE = frozenset({"person", "office", "name", "people", "forces", "both", "pronoun"})


def _someone_before(units: list[Unit], begin: int) -> Unit | None:
    """Who "who" stands for: the nearest group before it, in the same phrase, that names or means people."""
    for index in range(begin - 1, max(-1, begin - 8), -1):
        unit = units[index]
        mention = unit.mention if unit.kind == "np" else None
        if mention is not None and (mention.kind in _SOMEONE or mention.head == "people"):
            return unit
        if unit.kind not in ("np", "prep", "comma", "adv", "conj"):
            return None
    return None


def _taken_up(units: list[Unit], previous: Clause) -> list[Unit]:
    """The subject of a verb that goes on where a clause on its subject ended."""
    relative = previous.relation == "rel" and bool(previous.subjects and previous.objects)
    reduced = previous.verb is not None and previous.verb.participle and not relative
    turned = reduced and previous.relation == "reduced"
    found = (
        [previous.objects[-1]] if relative else list(previous.objects[:1] if turned else previous.subjects)
    )
    if previous.verb is not None and previous.verb.gerund:
        found = _told_by_gerund(units, previous) or found
    if reduced and not turned:
        previous.relation = "reduced"
        turn_passive(previous)
    return found


def _waiting(clause: Clause, previous: Clause) -> list[Unit]:
    """What a relative speaks of, where its own verb is one of saying: it belongs to the verb that comes next."""
    verb = clause.verb
    if previous.relation != "rel" or not previous.classes & SPEECH or verb is None or verb.passive:
        return []
    if not previous.subjects or clause.joint or len(previous.objects) != 1:
        return []
    waiting, previous.objects = previous.objects, []
    return waiting


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
        and previous.verb.lemma in previous.verb.wordlists["object_control_verbs"]
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


def _subject_end(units: list[Unit], free: list[int], at: int) -> int:
    """The last free noun group before the verb, stepping back over one that a pair of commas sets off."""
    last = free[-1]
    if len(free) < 2 or units[last - 1].kind != "comma" or not _closed_by_comma(units, last, at):
        return last
    earlier, joint = free[-2], last - 2
    while joint > earlier and units[joint].kind in ("prep", "np", "time", "adv"):
        joint -= (
            1  # "HTMS Chang, a dock from Shanghai, joined"; "Moscow's base at Kant, 20 miles away, may stay"
        )
    return earlier if joint == earlier and not list_ahead(units, last) else last


def _closed_by_comma(units: list[Unit], last: int, at: int) -> bool:
    """Behind the group and its phrases stands the comma before the verb."""
    back = at if at < len(units) and units[at].kind == "comma" else at - 1
    while back > last and units[back].kind in ("adv", "time"):
        back -= 1
    return units[back].kind == "comma" and all(
        unit.kind in ("prep", "np", "time", "adv") for unit in units[last + 1 : back]
    )


def _listed_before(units: list[Unit], at: int, begin: int, governed: set[int]) -> int | None:
    joint = at - 1
    tied = joint >= begin and units[joint].kind == "conj"
    if tied:
        joint -= 1
        if joint >= begin and units[joint].kind == "comma":
            joint -= 1
            tied = False
    elif joint >= begin and units[joint].kind == "comma" and (list_ahead(units, at) or _headed(units, joint)):
        joint -= 1
    else:
        return None
    while tied and joint in governed and joint - 2 >= begin and units[joint - 1].kind == "prep":
        joint -= 2  # "the minister of defence and General Nze signed"
        if joint not in governed and (units[joint].mention is None or units[at].mention is None):
            return None
    if joint < begin or units[joint].kind != "np" or joint in governed:
        return None
    return joint if tied or alike(units[joint], units[at]) else None


def _headed(units: list[Unit], comma: int) -> bool:
    """ "China, India reach accord": two names of one kind open a headline, with a comma for "and"."""
    if comma != 1:
        return False
    first, second = units[0].mention, units[2].mention
    if first is None or second is None or units[0].determiner or units[2].determiner:
        return False
    return any(first.kind in kinds and second.kind in kinds for kinds in (_STATES, _PERSONS))


_STATES = frozenset({"state", "capital"})
_PERSONS = frozenset({"person", "name"})


def _set_off_head(units: list[Unit], at: int, before: int) -> Unit | None:
    """ "The frigate Taimur, built in Shanghai, which called …": what stands before the participle and its phrase."""
    if at < 4 or units[at + 1].kind != "comma" or before - at > 2 or units[at - 1].kind != "prep":
        return None
    participle, head = units[at - 2], units[at - 4]
    found = participle.kind == "vg" and participle.participle and units[at - 3].kind == "comma"
    return head if found and head.kind == "np" else None


def antecedent_of(units: list[Unit], before: int) -> Unit | None:
    """The noun group that a relative clause speaks of: the nearest, or the head of what is set off before it."""
    for index in range(before - 1, max(-1, before - 8), -1):
        if units[index].kind == "np":
            return _set_off_head(units, index, before) or units[index]
        if units[index].kind == "vg":
            return None
    return None
