"""Clauses: which noun groups are subject, object or complement of which verb group.

A compact reading of dependencies over the row of units. Between two verb groups the row is cut once, at the
likeliest joint (relative, subordinator, conjunction, comma, or the verb's own complement); what is left of the
cut belongs to the first verb, what is right of it to the second. Labels are deep ones: the subject of a passive
is ``obj``, its by-phrase ``subj``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from legation.extract.clauses import SPEECH, Clause, turn_passive
from legation.extract.complements import attach_complements, fill_right
from legation.extract.gapping import gap, meant_again
from legation.extract.inversion import subject_behind, turn_round
from legation.extract.joints import cut
from legation.extract.particles import drop_idiom, free_particles, take_particle, verb_classes
from legation.extract.subjects import antecedent_of, fill_left, what_is_done
from legation.extract.units import Unit
from legation.vocabulary import Lexicon


def parse(units: list[Unit], lexicon: Lexicon) -> list[Clause]:
    """The clauses of a sentence, in order."""
    if not units:
        return []
    free_particles(units, lexicon)
    turn_round(units)
    attach_complements(units)
    verbs = [index for index, unit in enumerate(units) if unit.kind == "vg"]
    if not verbs:
        return [_nominal(units)]
    parser = _Parser(units, lexicon)
    for at, after in itertools.pairwise([*verbs, len(units)]):
        parser.read(at, after)
    _lend_subject(parser.clauses)
    return parser.clauses


_EXISTS = "there"


@dataclass(frozen=True, slots=True)
class _Held:
    """A subject that waits for its verb while a relative clause runs: "the tanks that Poland bought | arrived"."""

    begin: int
    end: int
    relation: str
    joint: str
    parent: Clause | None
    behind_comma: bool = False  # its verb stands right behind the comma that closes what is set between


class _Parser:
    """Reads the verb groups of a sentence left to right, each into a clause; made once per sentence."""

    def __init__(self, units: list[Unit], lexicon: Lexicon) -> None:
        self.units = units
        self.lexicon = lexicon
        self.quoted = _quoted(units)
        self.clauses: list[Clause] = []
        self.begin, self.relation, self.joint = 0, "main", ""  # of the clause that comes next
        self.held: _Held | None = None

    def read(self, at: int, after: int) -> None:
        """The clause of the verb at ``at``; the next verb stands at ``after``."""
        units, verb = self.units, self.units[at]
        resumed = self._open(at, after)
        parent = resumed.parent if resumed is not None else self.clauses[-1] if self.clauses else None
        clause = Clause(verb, self.relation, parent, joint=self.joint, quoted=self.quoted[at])
        clause.classes = verb_classes(units, at, self.lexicon)
        end, relation, joint = self._close(at, after, clause)
        begin, until = (resumed.begin, resumed.end) if resumed is not None else (self.begin, at)
        fill_left(units, begin, until, clause, self.clauses)
        if at > 0 and units[at - 1].word == _EXISTS and units[at - 1].kind == "adv":
            clause.subjects = []  # "and there are ten thousand troops": nobody does it
        joint_of_gap = gap(units, at, end)
        fill_right(units, at + 1, end if joint_of_gap is None else joint_of_gap, clause)
        if not clause.subjects and subject_behind(verb, clause.objects, len(clause.prepositions)):
            clause.subjects, clause.objects = clause.objects[:1], clause.objects[1:]
        take_particle(units, at, clause, self.lexicon)
        drop_idiom(clause, self.lexicon)
        clause.first, clause.last = self.begin, max(at, end - 1)
        clause.start = units[self.begin].start if self.begin < len(units) else verb.start
        clause.end = units[clause.last].end
        again = None if joint_of_gap is None else meant_again(units, joint_of_gap, end, clause)
        self._turn(at, clause, resumed is None)
        self.clauses += [clause] if again is None else [clause, again]
        self.begin, self.relation, self.joint = end, relation, joint

    def _open(self, at: int, after: int) -> _Held | None:
        """The subject that the verb at ``at`` takes up again; else hold the one that what is set between makes wait."""
        if self.relation == "resumed" and self.held is not None:
            resumed = self.held
            self.relation, self.joint, self.held = resumed.relation, resumed.joint, None
            return resumed
        if self.held is None and self.relation in _MAIN:
            opening = _relative_within(self.units, self.begin, at)
            if opening is not None:
                word = next(
                    (u.word for u in self.units[opening:at] if u.kind == "rel"), self.units[opening].word
                )
                self._hold(opening, "rel", word, False)
            elif (set_off := self._set_off(at, after)) is not None:
                self._hold(set_off[0], set_off[1], ",", True)
            elif _reduced_within(self.units, self.begin, at, after):
                self._hold(_back(self.units, at - 1), "reduced", "", False)
        return None

    def _hold(self, opening: int, relation: str, joint: str, behind_comma: bool) -> None:
        above = self.clauses[-1] if self.clauses else None
        self.held = _Held(self.begin, opening, self.relation, self.joint, above, behind_comma)
        self.begin, self.relation, self.joint = opening, relation, joint

    def _set_off(self, at: int, after: int) -> tuple[int, str] | None:
        """Where a clause begins that two commas set between a subject and its verb, and its relation.

        "The ship, escorted by a tug, docked"; "Russia, the minister said, will lend the money".
        """
        units = self.units
        if after >= len(units) or not _finite(units[after]) or units[_back(units, after - 1)].kind != "comma":
            return None
        verb, before = units[at], _back(units, at - 1)
        if before <= self.begin:
            return None
        if units[before].kind == "comma":
            alone = (verb.participle or verb.gerund) and units[before - 1].kind == "np"
            return (before, "reduced" if verb.participle else "part") if alone else None
        if (
            not verb_classes(units, at, self.lexicon) & SPEECH
            or units[before].kind != "np"
            or verb.infinitive
        ):
            return None
        comma = next((i for i in range(before - 1, self.begin, -1) if units[i].kind not in _PHRASE), None)
        if comma is None or units[comma].kind != "comma" or units[comma - 1].kind != "np":
            return None
        return (comma, "coord") if _opens_with_subject(units, self.begin, comma) else None

    def _close(self, at: int, after: int, clause: Clause) -> tuple[int, str, str]:
        """Where the clause ends, and the relation and joint of the next."""
        if after >= len(self.units):
            return len(self.units), "", ""
        if self.held is not None and _resumes(self.units, at, after, clause, self.held.behind_comma):
            return after, "resumed", ""
        return cut(self.units, at, after, clause.classes)

    def _turn(self, at: int, clause: Clause, fresh: bool) -> None:
        """Give a participle the noun before it, a passive its deep labels, a relative clause its antecedent."""
        verb = self.units[at]
        if fresh and self.relation in _MAIN:
            antecedent = _participle_of(self.units, self.begin, at, clause)
            if antecedent is not None:
                clause.relation, clause.subjects = "reduced", [antecedent]
        elif fresh and self.relation == "part" and self.held is not None and not clause.subjects:
            clause.subjects = [unit for unit in [antecedent_of(self.units, at)] if unit is not None]
        done_by = clause.relation == "part" and not clause.objects and self._agent_behind(at, clause)
        if done_by and clause.classes & _MAKING:
            clause.subjects = _made_by(self.units[at - 1], self.clauses) or clause.subjects
        if verb.passive or (verb.participle and (clause.relation == "reduced" or done_by)):
            turn_passive(clause)
        elif (antecedent := _relative_object(self.units, self.begin, at, clause)) is not None:
            clause.objects.append(antecedent)
            clause.relation = "rel"

    def _agent_behind(self, at: int, clause: Clause) -> bool:
        """ "…, created by the two armies": the participle says what was done, and by whom."""
        behind = next((unit for unit in self.units[at + 1 :] if unit.kind != "adv"), None)
        agent = any(label == "by" and unit.mention is not None for label, unit in clause.prepositions)
        return agent and behind is not None and behind.kind == "prep" and behind.word == "by"


_MAKING = frozenset({"create_body", "build"})


def _made_by(comma: Unit, clauses: list[Clause]) -> list[Unit]:
    """ "The town houses a school, founded by the two armies": what was made is what the clause before acts on."""
    if comma.kind != "comma" or not clauses or clauses[-1].verb is None or clauses[-1].verb.passive:
        return []
    return [unit for unit in clauses[-1].objects[-1:] if unit.mention is None and unit.classes]


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
            if units[back].kind != "np":
                return None
            counted = units[index - 1].kind == "prep" and back > begin + 1 and units[back - 1].kind == "comma"
            return back if counted and units[back - 2].kind == "np" else index  # "fighters, most of whom …"
    return None


_PHRASE = frozenset({"prep", "np", "adv", "time"})


def _back(units: list[Unit], at: int) -> int:
    """The nearest unit at or before ``at`` that is no adverb or time."""
    while at > 0 and units[at].kind in ("adv", "time"):
        at -= 1
    return at


def _finite(verb: Unit) -> bool:
    return not (verb.infinitive or verb.gerund or (verb.participle and verb.form == "b"))


def _opens_with_subject(units: list[Unit], begin: int, comma: int) -> bool:
    """What stands before the comma is the subject of a verb still to come: a group that no preposition governs."""
    first, second = units[comma - 1], units[comma + 1]
    if units[comma - 2].kind == "prep" and comma - 2 >= begin and units[begin].kind != "np":
        return False  # "PNS Saif's stay in Mombasa, the embassy said, ended": the head stands before the preposition
    if second.mention is None or first.kind != "np" or second.kind != "np":
        return False
    same = first.mention is not None and first.mention.kind in _PERSONAL and second.mention.kind in _PERSONAL
    return not same and all(unit.kind in (*_PHRASE, "conj", "comma") for unit in units[begin:comma])


def _reduced_within(units: list[Unit], begin: int, at: int, after: int) -> bool:
    """ "The ministry, under a law known as X, slapped …": the participle belongs to a phrase, the next verb to the subject."""
    verb, before = units[at], _back(units, at - 1)
    if not verb.participle or after >= len(units) or units[before].kind != "np" or at + 1 >= after:
        return False
    if units[before - 1].kind != "prep" or before - 1 <= begin or units[at + 1].kind not in ("prep", "time"):
        return False
    following, last = units[after], _back(units, after - 1)
    if not _finite(following) or (following.participle and units[last].kind != "comma"):
        return False
    waiting = any(units[i].kind == "np" and units[i - 1].kind != "prep" for i in range(begin + 1, before))
    waiting = waiting or (units[begin].kind == "np")
    own = any(
        units[i].kind == "np" and units[i - 1].kind not in ("prep", "adv") for i in range(at + 1, after)
    )
    return waiting and not own and all(u.kind in (*_PHRASE, "comma") for u in units[at + 1 : after])


_PERSONAL = frozenset({"person", "office", "name", "people"})


def _resumes(units: list[Unit], at: int, after: int, clause: Clause, behind_comma: bool) -> bool:
    """The next verb ends what is set between and is that of the subject before it."""
    following = units[after]
    if behind_comma:
        return _finite(following) and units[_back(units, after - 1)].kind == "comma"
    if following.infinitive or following.gerund or clause.classes & SPEECH:
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


def _lend_subject(clauses: list[Clause]) -> None:
    """ "After meeting Kim, he …", "Received in Paris, he …": a fronted verb takes the subject of the clause behind it."""
    first = clauses[0]
    then = next((one for one in clauses[1:] if one.relation not in ("sub", "inf", "rel", "reduced")), None)
    if then is None:
        return
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
    antecedent = what_is_done(units, joint, clause) if joint >= 0 else None
    if joint == first - 1 and begin <= joint and _fronted(units, begin, joint):
        return None
    if (
        antecedent is None
        or antecedent.kind != "np"
        or antecedent.mention is not None
        or not antecedent.classes
    ):
        return None
    return antecedent


def _fronted(units: list[Unit], begin: int, at: int) -> bool:
    """ "During their stay the guests will …": the group at ``at`` ends a phrase that opens the clause."""
    opening = begin
    while opening < at and units[opening].kind in ("adv", "conj", "comma", "time"):
        opening += 1
    return units[opening].kind == "prep" and all(unit.kind in _PHRASE for unit in units[opening:at])


def _nominal(units: list[Unit]) -> Clause:
    clause = Clause(None, "nominal", start=units[0].start, end=units[-1].end, last=len(units) - 1)
    fill_right(units, 0, len(units), clause)
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
