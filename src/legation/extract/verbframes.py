"""Frames of verbs: a rule that fires on the class of a clause's verb, and whether what stands around it fits."""

from __future__ import annotations

from collections import defaultdict

from legation.extract.arguments import (
    NARROW,
    Surroundings,
    fits,
    owned_instead,
    purposed,
    taking_sides,
    with_complements,
)
from legation.extract.clauses import Clause
from legation.extract.framing import Framer
from legation.extract.hanging import (
    DEEDS,
    hangs_on,
    only_demanded,
    only_provided_for,
    only_talked_of,
    told_factuality,
)
from legation.extract.kinds import kinds_of
from legation.extract.parts import HOSTILE
from legation.extract.rules import Rule
from legation.extract.steps import looks_ahead, settle_step
from legation.extract.structure import Structure
from legation.extract.units import Unit
from legation.types import Frame, Span


class VerbFrames:
    """Applies the rules of verbs to the clauses of one sentence."""

    def __init__(self, structure: Structure, framer: Framer) -> None:
        self.structure = structure
        self.framer = framer
        self.around: dict[tuple[bool, bool, bool, bool], dict[int, Surroundings]] = defaultdict(dict)

    def frames(self, rule: Rule, clauses: list[Clause]) -> list[Frame]:
        """The frames that the rule makes of the clauses, which have its verb."""
        view = (rule.type in HOSTILE, rule.leaning, rule.type in NARROW, rule.type == "project")
        known = self.around[view]
        found = []
        for clause in clauses:
            if rule.unless_verb and not clause.classes.isdisjoint(rule.unless_verb):
                continue
            around = known.get(id(clause))
            if around is None:
                around = known[id(clause)] = self._around(rule, clause)
            # asked first: of twenty-five rules one gets further
            if fits(rule, around, self.structure.reach(clause) if rule.reach else ()):
                frame = self._frame(rule, clause, around)
                if frame is not None:
                    found.append(frame)
        return found

    def _frame(self, rule: Rule, clause: Clause, around: Surroundings) -> Frame | None:
        """The frame that the rule makes of the clause, if nothing speaks against it."""
        verb, arguments, deep = clause.verb, around.arguments, around.deep
        assert verb is not None
        if (
            rule.type in HOSTILE
            and clause.relation == "gerund"
            and clause.parent is not None
            and "accuse" in clause.parent.classes
        ):
            return None  # what someone is accused of is alleged, not told
        if rule.type in DEEDS and (only_demanded(clause) or only_provided_for(clause)):
            return None  # "urged Kigali to withdraw its troops", "an accord on building ships"
        if rule.unless and self.structure.told_of(clause).intersection(rule.unless):
            return None
        if any(label in rule.not_as for label, _ in arguments):
            return None
        if rule.type == "aid" and only_talked_of(clause):
            return None
        if rule.spoken and self.framer.teller(clause) is None:
            return None
        if rule.type == "conflict" and "feigned" in around.everything:
            return None  # "seized a mock airfield"
        if (rule.bare and clause.objects) or (rule.ahead and not looks_ahead(clause)):
            return None
        if (rule.hangs_on and not hangs_on(clause, rule.hangs_on)) or (rule.negated and not verb.negated):
            return None
        if rule.without and any(kinds_of(unit).intersection(rule.without) for unit in purposed(clause)):
            return None
        stage = rule.stage
        factuality = told_factuality(clause)
        if any(unit.determiner == "no" for label, unit in arguments if label in ("subj", "obj")):
            factuality = "denied"  # "no troops will be sent"
        if rule.type == "dispute" and (
            (factuality == "denied" and not rule.negated)
            or (factuality != "actual" and clause.relation in ("inf", "gerund"))
        ):
            return None  # what is not said, or promised not to be, is no dispute
        stage, factuality = settle_step(rule, stage, factuality, clause)
        return self.framer.build(rule, clause, Span(verb.start, verb.end), deep, stage, factuality)

    def _around(self, rule: Rule, clause: Clause) -> Surroundings:
        """What stands around the verb, as rules of this type see it."""
        arguments = clause.arguments()
        if rule.type in NARROW:
            arguments = owned_instead(clause, arguments)
        if rule.type in HOSTILE:
            arguments = taking_sides(clause, arguments) + self.structure.demanded_of(clause)
        if rule.leaning:
            arguments += self.structure.shared_places(clause)
        if rule.type == "access":
            arguments += _granters(clause)
        if rule.type == "project":
            arguments += _helpers(clause)
        return Surroundings(arguments, with_complements(arguments, rule.type in NARROW))


def _helpers(clause: Clause) -> list[tuple[str, Unit]]:
    """ "South Korea helps Egypt assemble howitzers": who helps has a part in it."""
    above = clause.parent
    helped = above is not None and clause.relation in ("comp", "inf") and "help" in above.classes
    return [("by", unit) for unit in above.subjects] if helped and above is not None else []


def _granters(clause: Clause) -> list[tuple[str, Unit]]:
    """Who lets somebody do what the clause tells: "Mauritius will let Britain keep Diego Garcia"."""
    above = clause.parent
    if (
        above is None
        or clause.relation not in ("comp", "inf", "reduced", "gerund")
        or not above.classes & _ALLOWING
    ):
        return []
    return [("granter", unit) for unit in above.subjects]


_ALLOWING = frozenset({"permit", "allow_in", "bar_access", "grant_access", "reject"})
