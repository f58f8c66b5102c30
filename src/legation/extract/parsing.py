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
from legation.extract.joints import cut
from legation.extract.particles import free_particles, take_particle, verb_classes
from legation.extract.subjects import fill_left
from legation.extract.units import Unit
from legation.vocabulary import Lexicon


def parse(units: list[Unit], lexicon: Lexicon) -> list[Clause]:
    """The clauses of a sentence, in order."""
    if not units:
        return []
    free_particles(units, lexicon)
    attach_complements(units)
    verbs = [index for index, unit in enumerate(units) if unit.kind == "vg"]
    if not verbs:
        return [_nominal(units)]
    parser = _Parser(units, lexicon)
    for at, after in itertools.pairwise([*verbs, len(units)]):
        parser.read(at, after)
    _lend_subject(parser.clauses)
    return parser.clauses


@dataclass(frozen=True, slots=True)
class _Held:
    """A subject that waits for its verb while a relative clause runs: "the tanks that Poland bought | arrived"."""

    begin: int
    end: int
    relation: str
    joint: str
    parent: Clause | None


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
        resumed = self._open(at)
        parent = resumed.parent if resumed is not None else self.clauses[-1] if self.clauses else None
        clause = Clause(verb, self.relation, parent, joint=self.joint, quoted=self.quoted[at])
        clause.classes = verb_classes(units, at, self.lexicon)
        end, relation, joint = self._close(at, after, clause)
        begin, until = (resumed.begin, resumed.end) if resumed is not None else (self.begin, at)
        fill_left(units, begin, until, clause, self.clauses)
        fill_right(units, at + 1, end, clause)
        take_particle(units, at, clause, self.lexicon)
        clause.first, clause.last = self.begin, max(at, end - 1)
        clause.start = units[self.begin].start if self.begin < len(units) else verb.start
        clause.end = units[clause.last].end
        self._turn(at, clause, resumed is None)
        self.clauses.append(clause)
        self.begin, self.relation, self.joint = end, relation, joint

    def _open(self, at: int) -> _Held | None:
        """The subject that the verb at ``at`` takes up again; else hold the one that a relative clause sets waiting."""
        if self.relation == "resumed" and self.held is not None:
            resumed = self.held
            self.relation, self.joint, self.held = resumed.relation, resumed.joint, None
            return resumed
        if self.held is None and self.relation in _MAIN:
            opening = _relative_within(self.units, self.begin, at)
            if opening is not None:
                above = self.clauses[-1] if self.clauses else None
                self.held = _Held(self.begin, opening, self.relation, self.joint, above)
                self.begin, self.relation, self.joint = opening, "rel", self.units[opening].word
        return None

    def _close(self, at: int, after: int, clause: Clause) -> tuple[int, str, str]:
        """Where the clause ends, and the relation and joint of the next."""
        if after >= len(self.units):
            return len(self.units), "", ""
        if self.held is not None and _resumes(self.units, at, after, clause):
            return after, "resumed", ""
        return cut(self.units, at, after, clause.classes)

    def _turn(self, at: int, clause: Clause, fresh: bool) -> None:
        """Give a participle the noun before it, a passive its deep labels, a relative clause its antecedent."""
        verb = self.units[at]
        if fresh and self.relation in _MAIN:
            antecedent = _participle_of(self.units, self.begin, at, clause)
            if antecedent is not None:
                clause.relation, clause.subjects = "reduced", [antecedent]
        if verb.passive or (verb.participle and clause.relation == "reduced"):
            turn_passive(clause)
        elif (antecedent := _relative_object(self.units, self.begin, at, clause)) is not None:
            clause.objects.append(antecedent)
            clause.relation = "rel"


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
