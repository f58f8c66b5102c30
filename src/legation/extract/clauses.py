"""Clauses: which noun groups are subject, object or complement of which verb group.

A compact reading of dependencies over the row of units. Between two verb groups the row is cut once, at the
likeliest joint (relative, subordinator, conjunction, comma, or the verb's own complement); what is left of the
cut belongs to the first verb, what is right of it to the second. Labels are deep ones: the subject of a passive
is ``obj``, its by-phrase ``subj``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from legation.extract.units import Unit
from legation.vocabulary import Lexicon


@dataclass(slots=True)
class Clause:
    """A verb group with its arguments. ``verb`` is None in a row of noun groups (a headline, a caption)."""

    verb: Unit | None
    relation: str  # main rel comp inf part gerund coord sub reduced nominal
    parent: Clause | None = None
    subjects: list[Unit] = field(default_factory=list)
    objects: list[Unit] = field(default_factory=list)
    prepositions: list[tuple[str, Unit]] = field(default_factory=list)
    times: list[Unit] = field(default_factory=list)
    start: int = 0
    end: int = 0
    first: int = 0  # index of its first and last unit
    last: int = 0
    quoted: bool = False
    joint: str = ""
    classes: frozenset[str] = frozenset()  # of the verb, with its particle

    def arguments(self) -> list[tuple[str, Unit]]:
        """Every argument with its label."""
        found = [("subj", unit) for unit in self.subjects]
        found += [("obj", unit) for unit in self.objects]
        found += self.prepositions
        return found


_AWAY = frozenset({"in", "over", "across", "down", "up", "on"})


def _particle_before_from(units: list[Unit], index: int) -> bool:
    """ "Flew in from Beijing": the first of the two belongs to the verb, and no place stands under it."""
    beside = units[index + 1] if index + 1 < len(units) else None
    return (
        units[index].word in _AWAY and beside is not None and beside.kind == "prep" and beside.word == "from"
    )


_SPEECH = frozenset({"say", "tell", "announce", "deny"})


def parse(units: list[Unit], lexicon: Lexicon) -> list[Clause]:
    """The clauses of a sentence, in order."""
    if not units:
        return []
    _free_particles(units, lexicon)
    _attach_complements(units)
    verbs = [index for index, unit in enumerate(units) if unit.kind == "vg"]
    if not verbs:
        return [_nominal(units)]
    quoted = _quoted(units)
    clauses: list[Clause] = []
    begin = 0
    joint, relation = "", "main"
    held: _Held | None = None
    for number, at in enumerate(verbs):
        verb = units[at]
        after = verbs[number + 1] if number + 1 < len(verbs) else len(units)
        resumed = held if relation == "resumed" else None
        if resumed is not None:
            relation, joint, held = resumed.relation, resumed.joint, None
        elif (
            held is None and relation in _MAIN and (opening := _relative_within(units, begin, at)) is not None
        ):
            held = _Held(begin, opening, relation, joint, clauses[-1] if clauses else None)
            begin, relation, joint = opening, "rel", units[opening].word
        parent = resumed.parent if resumed is not None else clauses[-1] if clauses else None
        clause = Clause(verb, relation, parent, joint=joint, quoted=quoted[at])
        clause.classes = verb_classes(units, at, lexicon)
        cut, next_relation, next_joint = (
            _cut(units, at, after, clause.classes) if after < len(units) else (len(units), "", "")
        )
        if held is not None and after < len(units) and _resumes(units, at, after, clause):
            cut, next_relation, next_joint = after, "resumed", ""
        if resumed is not None:
            _fill_left(units, resumed.begin, resumed.end, clause, clauses)
        else:
            _fill_left(units, begin, at, clause, clauses)
        _fill_right(units, at + 1, cut, clause)
        _take_particle(units, at, clause, lexicon)
        clause.first, clause.last = begin, max(at, cut - 1)
        clause.start = units[begin].start if begin < len(units) else verb.start
        clause.end = units[clause.last].end
        if (
            resumed is None
            and relation in _MAIN
            and (antecedent := _participle_of(units, begin, at, clause)) is not None
        ):
            clause.relation, clause.subjects = "reduced", [antecedent]
        if verb.passive or (verb.participle and clause.relation == "reduced"):
            _turn_passive(clause)
        elif (antecedent := _relative_object(units, begin, at, clause)) is not None:
            clause.objects.append(antecedent)
            clause.relation = "rel"
        clauses.append(clause)
        begin, relation, joint = cut, next_relation, next_joint
    _lend_subject(clauses)
    return clauses


@dataclass(frozen=True, slots=True)
class _Held:
    """A subject that waits for its verb while a relative clause runs: "the tanks that Poland bought | arrived"."""

    begin: int
    end: int
    relation: str
    joint: str
    parent: Clause | None


_MAIN = frozenset({"main", "coord", "comp", "sub"})


def _relative_within(units: list[Unit], begin: int, at: int) -> int | None:
    """Where a relative clause opens behind the subject of the verb at ``at``, which is then its verb."""
    for index in range(at - 1, begin, -1):
        if (units[index].kind == "rel" or units[index].determiner == "whose") and any(
            unit.kind == "np" for unit in units[begin:index]
        ):
            back = index - 1
            while back > begin and units[back].kind in ("comma", "prep"):
                back -= 1
            return index if units[back].kind == "np" else None
    return None


def _resumes(units: list[Unit], at: int, after: int, clause: Clause) -> bool:
    """The next verb ends the relative clause and is that of the subject before it."""
    following = units[after]
    if following.infinitive or following.gerund or clause.classes & _SPEECH:
        return False
    back = after - 1
    while back > at and units[back].kind in ("adv", "time"):
        back -= 1
    if any(
        unit.kind in ("rel", "sub", "conj", "semi", "colon", "dash", "quote")
        for unit in units[at + 1 : after]
    ):
        return False
    return units[back].kind in ("comma", "np", "vg")


_PARTICLES = frozenset({"over", "off", "up", "out", "back", "away", "down", "through"})


def _free_particles(units: list[Unit], lexicon: Lexicon) -> None:
    """ "handed over the boats", "wrote off the debt": the word behind the verb is its particle, not a preposition."""
    for unit, following in itertools.pairwise(units):
        if unit.kind == "prep" and unit.word == "up to" and following.number is not None:
            unit.kind = "adv"
    for index, (verb, unit) in enumerate(itertools.pairwise(units)):
        brought = (
            unit.word == "in" and index + 2 < len(units) and units[index + 2].item is not None
        )  # "throw in two boats"
        free = verb.kind == "vg" and unit.kind == "prep" and (unit.word in _PARTICLES or brought)
        if free and any(rest == (unit.word,) for rest, _ in lexicon.verb_classes.get(verb.lemma, ())):
            unit.kind = "adv"


def _lend_subject(clauses: list[Clause]) -> None:
    """ "After meeting Kim, he …", "Received in Paris, he …": a fronted verb takes the subject of the clause behind it."""
    if len(clauses) < 2:
        return
    first, then = clauses[0], clauses[1]
    verb = first.verb
    if verb is None or first.subjects or then.joint != "," or then.verb is None or then.verb.gerund:
        return
    source = then.objects[:1] if then.verb.passive else then.subjects
    if verb.gerund:
        first.subjects = list(source)
    elif verb.participle and not any(unit.mention is not None for unit in first.objects):
        first.objects = [*source, *first.objects]
        first.subjects = [
            unit for label, unit in first.prepositions if label == "by" and unit.mention is not None
        ]


def _participle_of(units: list[Unit], begin: int, at: int, clause: Clause) -> Unit | None:
    """ "Under a pact signed in 2016, ships call": the noun group that a participle without a subject belongs to."""
    verb = units[at]
    if (
        not verb.participle
        or verb.form not in "eb"
        or clause.subjects
        or at <= begin
        or units[at - 1].kind != "np"
    ):
        return None
    after = units[at + 1] if at + 1 < len(units) else None
    if after is not None and after.kind not in ("prep", "time", "comma", "adv"):
        return None
    return units[at - 1] if any(unit is units[at - 1] for _, unit in clause.prepositions) else None


def _relative_object(units: list[Unit], begin: int, at: int, clause: Clause) -> Unit | None:
    """ "The pact that A and B concluded", "the accord they signed": what stands before the relative is its object."""
    verb = units[at]
    if (
        clause.objects
        or not clause.subjects
        or verb.passive
        or verb.infinitive
        or not verb.tense
        or verb.lemma in ("be", "have")
    ):
        return None
    first = next(
        (index for index in range(begin, at) if any(units[index] is unit for unit in clause.subjects)), -1
    )
    joint = first - 1
    if joint >= 1 and units[joint].kind in ("sub", "rel") and units[joint].word in ("that", "which"):
        joint -= 1
        if units[joint].kind == "comma":
            joint -= 1
    elif joint < 0 or (not units[first].determiner and units[first].mention is None):
        return None
    antecedent = units[joint] if joint >= 0 else None
    if (
        antecedent is None
        or antecedent.kind != "np"
        or antecedent.mention is not None
        or not antecedent.classes
    ):
        return None
    return antecedent


def _nominal(units: list[Unit]) -> Clause:
    clause = Clause(None, "nominal", start=units[0].start, end=units[-1].end, last=len(units) - 1)
    _fill_right(units, 0, len(units), clause)
    clause.subjects, clause.objects = clause.objects, []
    return clause


def _quoted(units: list[Unit]) -> list[bool]:
    inside = False
    found = []
    for unit in units:
        if unit.kind == "quote":
            inside = not inside
        found.append(inside)
    return found


def _attach_complements(units: list[Unit]) -> None:
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
            if word == "of" and units[at + 1].kind == "time":
                unit.complements.append(("dated", units[at + 1]))
                at += 2
                continue
            target = at + 1
            while target < len(units) and units[target].kind in ("adv", "prep"):
                target += 1
            if target >= len(units) or units[target].kind != "np":
                break
            targets = _coordinated(units, target)
            unit.complements += [(word, units[i]) for i in targets]
            if (
                word == "of"
                and not unit.item
                and ("measure" in unit.classes or unit.money is not None or _bare_number(unit))
            ):
                unit.classes = unit.classes | units[target].classes
                unit.item = units[target].item
                unit.nationals = unit.nationals or units[target].nationals
                unit.mention = unit.mention or units[target].mention
            at = targets[-1] + 1


def _coordinated(units: list[Unit], at: int) -> list[int]:
    """The noun groups of a list that begins at ``at``: "Japan, Britain and Italy"."""
    found = [at]
    while True:
        joint = found[-1] + 1
        if joint < len(units) and units[joint].kind == "comma":
            joint += 1
            if joint < len(units) and units[joint].kind == "conj":
                joint += 1
        elif (
            joint < len(units)
            and units[joint].kind == "conj"
            and units[joint].word in ("and", "or", "as well as")
        ):
            joint += 1
        else:
            return found
        if joint >= len(units) or units[joint].kind != "np" or not _alike(units[at], units[joint]):
            return found
        if units[joint - 1].kind == "comma" and _placed(units[at]) and not _placed(units[joint]):
            return found  # "in Laos, Prime Minister Ishiba and …"
        if units[joint - 1].kind == "comma" and not _list_ahead(units, joint):
            return found
        found.append(joint)


def _placed(unit: Unit) -> bool:
    return unit.mention is not None and unit.mention.kind in (
        "state",
        "capital",
        "place",
        "region",
        "country",
    )


def _alike(one: Unit, other: Unit) -> bool:
    first, second = one.mention, other.mention
    kinds = {unit.mention.kind for unit in (one, other) if unit.mention is not None}
    if "forces" in kinds and any(unit.item is not None for unit in (one, other)):
        return True  # "2,000 soldiers and 250 vehicles"
    both_ships = "ship" in one.classes and "ship" in other.classes
    if both_ships or (
        one.item is not None and other.item is not None and "ship" not in one.classes & other.classes
    ):
        return True
    if first is None or second is None:
        named = (first or second) is not None and (first or second).kind == "name"  # type: ignore[union-attr]
        return named or (
            first is None
            and second is None
            and bool(one.classes & other.classes or not (one.classes | other.classes))
        )
    grouping = {"state": 0, "capital": 0, "organisation": 0, "body": 0, "people": 0, "person": 0, "office": 0, "forces": 0,
                "name": 0, "country": 0, "pronoun": 0, "both": 0, "group": 0}  # fmt: skip
    if first.kind in grouping and second.kind in grouping:
        return True
    return first.kind == second.kind or {first.kind, second.kind} <= {"place", "capital", "region", "state"}


def _list_ahead(units: list[Unit], at: int) -> bool:
    """A comma joins a list only where an "and" follows before the next verb."""
    for unit in units[at : at + 16]:
        if unit.kind == "conj":
            return True
        if unit.kind not in ("np", "comma"):
            return False
    return False


# ------------------------------------------------------------------ what belongs to which verb


def _cut(units: list[Unit], at: int, after: int, classes: frozenset[str]) -> tuple[int, str, str]:
    """Where the next verb's clause begins, its relation, and the word at the joint."""
    following = units[after]
    back = after - 1
    while back > at and units[back].kind in ("adv", "time"):
        back -= 1
    if following.infinitive:
        return (back + 1 if back == at else after), "inf", "to"
    if following.gerund:
        if units[back].kind in ("prep", "sub"):
            return back, "gerund", units[back].word
        return after, "part", ""
    if following.participle and following.form == "b" and units[back].kind == "np":
        return after, "reduced", ""
    for index in range(after - 1, at, -1):
        kind = units[index].kind
        if kind == "rel":
            return index, "rel", units[index].word
        if kind == "sub":
            return index, "sub" if units[index].word not in ("that", "whether") else "comp", units[index].word
        if kind in ("semi", "colon", "dash"):
            return index, "coord", units[index].word
        if kind == "quote" and index < after - 1:
            return index, "coord", '"'
        if kind == "conj" and not _joins_groups(units, index, after):
            return index, "coord", units[index].word
        if kind == "comma" and not _joins_groups(units, index, after):
            return index, "coord" if not following.participle else "part", ","
    if following.participle and units[back].kind == "np":
        return after, "resume" if _only_verb(units, at, after) else "reduced", ""
    free = [i for i in range(at + 1, after) if units[i].kind == "np" and units[i - 1].kind != "prep"]
    telling = (
        bool(classes & _SPEECH) and at > 0 and units[at - 1].kind == "np" and units[at + 1].kind != "prep"
    )
    modifying = units[at].participle or (
        units[at].gerund and at > 0 and units[at - 1].kind == "np" and not following.participle
    )
    if modifying and units[back].kind == "np" and not (telling and free):
        return after, "resume", ""
    if free:  # "told reporters Britain would …": who is told, then what
        addressed = "tell" in classes and len(free) > 1 and free[1] == free[0] + 1
        return free[1 if addressed else 0], "comp", ""
    return after, "resume" if after - at > 1 else "comp", ""


def _only_verb(units: list[Unit], at: int, after: int) -> bool:
    """ "A plane carrying tents landed": behind an -ing form on the subject, a past form is the sentence's own verb."""
    if not units[at].gerund or at == 0 or units[at - 1].kind != "np":
        return False
    before = [unit for unit in units[: at - 1] if unit.kind == "vg"]
    return not before and not any(unit.kind == "vg" and not unit.infinitive for unit in units[after + 1 :])


def _joins_groups(units: list[Unit], index: int, after: int) -> bool:
    """The conjunction or comma joins two noun groups of one list rather than two clauses."""
    left, right = index - 1, index + 1
    if units[index].kind == "comma" and right < after and units[right].kind == "conj":
        right += 1
    if left < 0 or right >= after or units[left].kind != "np" or units[right].kind != "np":
        return False
    if units[index].kind == "comma" and not _list_ahead(units, right):
        return False
    if right + 1 == after and units[index].kind == "conj":  # "X met A and B said": B opens a clause
        before = units[left - 1].kind if left else ""
        return before in ("comma", "rel", "sub", "colon", "semi", "quote") and _alike(
            units[left], units[right]
        )
    return _alike(units[left], units[right])


def _fill_left(units: list[Unit], begin: int, at: int, clause: Clause, clauses: list[Clause]) -> None:
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
                for item in _coordinated(units[:at], target):
                    governed.add(item)
                    clause.prepositions.append((unit.word, units[item]))
        elif unit.kind == "time":
            clause.times.append(unit)
        index += 1
    free = [
        i
        for i in range(begin, at)
        if units[i].kind == "np" and i not in governed and not _bare_number(units[i])
    ]
    if free:
        last = _subject_end(units, free, at)
        chosen = [last]
        while (before := _listed_before(units, chosen[0], begin, governed)) is not None:
            chosen.insert(0, before)
        found = [units[i] for i in chosen]
    joint = clause.joint
    if clause.relation == "rel":
        antecedent = _antecedent(units, begin)
        if antecedent is not None and units[begin].determiner != "whose":
            if begin and units[begin - 1].kind == "prep":
                clause.prepositions.append((units[begin - 1].word, antecedent))
            elif found and joint in ("which", "that", "whom", "who"):
                clause.objects.append(antecedent)
            else:
                found = [antecedent]
    elif clause.relation == "reduced":
        antecedent = _antecedent(units, at)
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
            _turn_passive(previous)
    elif not found and previous is not None and clause.relation in ("inf", "part", "gerund", "coord", "sub"):
        found = _shared(clause, previous)
    clause.subjects = found


def _told_by_gerund(units: list[Unit], gerund: Clause) -> list[Unit]:
    """ "Said the troops serving there would leave": the noun before the gerund is its subject and the next verb's."""
    gerund.relation = "reduced"
    antecedent = _antecedent(units, next(i for i, unit in enumerate(units) if unit is gerund.verb))
    if antecedent is None:
        return []
    outer = gerund.parent
    if outer is not None and any(unit is antecedent for unit in outer.objects) and outer.classes & _SPEECH:
        outer.objects = [unit for unit in outer.objects if unit is not antecedent]
        gerund.subjects = [antecedent]
        return [antecedent]
    return []


def _bare_number(unit: Unit) -> bool:
    """A number that stands alone: "the two of them", "pennant number 454"."""
    counted = unit.head.replace(",", "").isdigit() or (
        unit.number is not None and unit.head == unit.number_text
    )
    return unit.mention is None and unit.money is None and not unit.nationals and counted


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
    elif joint >= begin and units[joint].kind == "comma" and _list_ahead(units, at):
        joint -= 1
    else:
        return None
    if joint < begin or units[joint].kind != "np" or joint in governed:
        return None
    return joint if _alike(units[joint], units[at]) else None


def _antecedent(units: list[Unit], before: int) -> Unit | None:
    for index in range(before - 1, max(-1, before - 8), -1):
        if units[index].kind == "np":
            return units[index]
        if units[index].kind == "vg":
            return None
    return None


def _fill_right(units: list[Unit], begin: int, end: int, clause: Clause) -> None:
    governed: set[int] = set()
    governed_by: dict[int, str] = {}
    index = begin
    while index < end:
        unit = units[index]
        if unit.kind == "prep" and not _particle_before_from(units, index):
            target = index + 1
            while target < end and units[target].kind in ("adv", "prep"):
                target += 1
            if target < end and units[target].kind == "np":
                inner = index > begin and _belongs_to_noun(unit.word, units, index, governed_by)
                for item in _coordinated(units[:end], target):
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
        index += 1
    verb = clause.verb
    if (
        verb is not None
        and not clause.subjects
        and clause.classes & _SPEECH
        and clause.objects
        and clause.relation != "inf"
    ):
        clause.subjects = [clause.objects.pop(0)]  # '…,' said the minister


_CLOSING = frozenset({"for", "against", "despite", "amid", "like", "unlike", "of"})


def _belongs_to_noun(word: str, units: list[Unit], index: int, governed_by: dict[int, str]) -> bool:
    """ "for their offensive against fighters in Mali": a phrase behind a closing one belongs to its noun, not the verb."""
    before = governed_by.get(index - 1)
    if word == "of":
        return units[index - 1].kind == "np"
    return before in _CLOSING and word in ("in", "at", "against", "from", "near", "on") and before != "of"


_TAKEN_WITH = frozenset("off out down up back away over in".split())


def _take_particle(units: list[Unit], at: int, clause: Clause, lexicon: Lexicon) -> None:
    """What follows a verb and its particle is the verb's object: "broke off ties", "called in the envoy"."""
    verb = units[at]
    if at + 1 >= len(units) or units[at + 1].kind != "prep" or clause.objects or not clause.prepositions:
        return
    word = units[at + 1].word
    if word not in _TAKEN_WITH or all(
        rest != (word,) for rest, _ in lexicon.verb_classes.get(verb.lemma, ())
    ):
        return
    taken = [unit for label, unit in clause.prepositions if label == word and unit.start > verb.end]
    if not taken or (
        word in ("in", "over")
        and not (taken[0].classes & {"envoy"} or (taken[0].mention and taken[0].mention.office))
    ):
        return
    clause.objects = taken
    clause.prepositions = [
        (label, unit) for label, unit in clause.prepositions if all(unit is not other for other in taken)
    ]


def _turn_passive(clause: Clause) -> None:
    agents = [unit for label, unit in clause.prepositions if label == "by"]
    clause.prepositions = [
        (label, unit) for label, unit in clause.prepositions if label != "by" or unit.mention is None
    ]
    clause.objects = [*clause.subjects, *clause.objects]
    clause.subjects = [unit for unit in agents if unit.mention is not None]


# ------------------------------------------------------------------ verbs with their particles


def verb_classes(units: list[Unit], at: int, lexicon: Lexicon) -> frozenset[str]:
    """The classes of the verb group at ``at``, told by its lemma and the words behind it."""
    verb = units[at]
    found: set[str] = set()
    window = _window(units, at)
    known = {*window, *(word[:-1] for word in window if word.endswith("s"))}
    modifiers = set(verb.modifiers)
    for rest, classes in lexicon.verb_classes.get(verb.lemma, ()):
        if not rest:
            if not found or verb.lemma not in _CHANGED_BY_PARTICLE:
                found |= classes
        elif (known.issuperset(rest) and _follows(rest, window)) or modifiers.issuperset(rest):
            found |= classes
    return frozenset(found)


_CHANGED_BY_PARTICLE = frozenset("call pull put take hold set go give hand turn shut break".split())


def _window(units: list[Unit], at: int) -> list[str]:
    words: list[str] = []
    for unit in units[at + 1 : at + 9]:
        if unit.kind in ("semi", "colon", "quote", "rel", "dash"):
            break
        words += unit.word.replace("'s", " ").split()
        if unit.kind == "vg":
            words.append(unit.lemma)
    return words


def _follows(rest: tuple[str, ...], window: list[str]) -> bool:
    at = 0
    for number, word in enumerate(rest):
        limit = 1 if number == 0 and len(rest) == 1 and word in _TIGHT else 6
        for offset, other in enumerate(window[at : at + limit + 1]):
            if other == word or other == word + "s":
                at += offset + 1
                break
        else:
            return False
    return True


_TIGHT = frozenset("on to with at in into for from of upon against about".split())
