"""Frames of nouns: a rule that fires on what a noun group is, by itself or under the verbs that govern it."""

from __future__ import annotations

from legation.extract.arguments import (
    NARROW,
    Surroundings,
    borrowed,
    fits,
    hangs_obliquely,
    own_arguments,
    with_complements,
)
from legation.extract.clauses import Clause
from legation.extract.framing import Framer
from legation.extract.hanging import only_talked_of, told_factuality
from legation.extract.kinds import kinds_of
from legation.extract.rules import Rule
from legation.extract.steps import settle_step
from legation.extract.structure import Structure
from legation.extract.timing import times_beside, times_of_clause
from legation.extract.units import Unit
from legation.types import Frame, Span

_AT_FORUM = frozenset({"at", "for", "to", "in"})
# classes of verbs that give a stage to what they govern, tried in order
_STAGING = ("ratify", "cancel", "suspend", "lapse", "sign", "sign_name", "renew", "deliver", "approve", "negotiate", "offer",
            "agree", "assent", "conclude", "complete", "float")  # fmt: skip


class NounFrames:
    """Applies the rules of nouns to the noun groups of one sentence."""

    def __init__(self, structure: Structure, framer: Framer) -> None:
        self.structure = structure
        self.framer = framer

    def frames(self, rule: Rule, unit: Unit) -> list[Frame]:
        """A noun by itself tells one thing; one that verbs govern tells as many as they: signed in May, ratified in June."""
        if rule.alone:
            clause, label = self.structure.home.get(id(unit), (self.structure.clause_around(unit), "of"))
            frame = self._frame(rule, unit, clause, label)
            return [frame] if frame is not None else []
        found: dict[int, Frame] = {}
        for clause, label in self.structure.homes.get(id(unit), ()):
            frame = self._frame(rule, unit, clause, label)
            if frame is not None:
                found.setdefault(id(clause), frame)
        return list(found.values())

    def _frame(self, rule: Rule, unit: Unit, clause: Clause, label: str) -> Frame | None:
        label = self.structure.carried(unit, clause, label)
        governed = (
            clause.verb is not None
            and bool(clause.classes)
            and (label in ("obj", "subj", "out of") or hangs_obliquely(rule, unit, label, clause))
        )
        if not self._stands_right(rule, unit, clause, label, governed):
            return None
        arguments = self._arguments(rule, unit, clause, label, governed)
        deep = with_complements(arguments, rule.type in NARROW)
        around = Surroundings(arguments, deep, unit)
        if not fits(rule, around, self.structure.reach(clause) if rule.reach else ()):
            return None
        factuality = self._factuality(rule, unit, clause, label, governed)
        if factuality is None:
            return None
        stage = self._stage_by_verb(rule, clause, deep) if rule.staged and governed else rule.stage
        stage, factuality = settle_step(rule, stage, factuality, clause, governed=governed)
        if rule.type in ("meeting", "forum") and factuality == "actual":
            factuality = self._by_adjective(unit, label)
        if rule.under and factuality == "actual" and clause.verb is not None:
            factuality = told_factuality(clause)  # "agreed to meet on the margins of the summit"
        return self.framer.build(rule, clause, Span(unit.start, unit.end), deep, stage, factuality, noun=unit)

    def _stands_right(self, rule: Rule, unit: Unit, clause: Clause, label: str, governed: bool) -> bool:
        """The noun stands where the rule wants it: under its governors, under no noun or label that speaks against it."""
        if not rule.alone and not (governed and clause.classes.intersection(rule.governors)):
            return False
        if label in rule.not_as and not governed:
            return False
        if rule.type == "aid" and only_talked_of(clause):
            return False
        if rule.not_under and self.structure.is_under(unit, rule.not_under):
            return False
        if rule.under_noun and not self.structure.is_under(unit, rule.under_noun):
            return False
        if rule.of_kind and kinds_of(unit).isdisjoint(rule.of_kind):
            return False
        if (rule.verbless and clause.verb is not None) or (rule.under and label not in rule.under):
            return False
        if label in ("obj", "subj") and clause.classes.intersection(rule.unless_verb):
            return False
        if (governed or label in ("in", "into")) and self.structure.told_of(clause).intersection(rule.unless):
            return False
        timeless = (rule.dated and not times_beside(unit, self.structure.units)) or (
            rule.timed and not times_of_clause(clause)
        )
        return not timeless

    def _arguments(
        self, rule: Rule, unit: Unit, clause: Clause, label: str, governed: bool
    ) -> list[tuple[str, Unit]]:
        """What the noun itself brings, and what it takes over from its clause."""
        arguments = own_arguments(unit)
        seen = {id(other) for _, other in arguments} | {id(unit)}
        if rule.type in ("meeting", "forum"):
            light = clause.verb is None or bool(governed and clause.classes.intersection(rule.governors))
            found = borrowed(unit, label, clause, light, rule.type == "forum" and label in _AT_FORUM)
        elif governed or clause.verb is None or rule.type in ("exercise", "port-call"):
            found = list(clause.arguments())
        else:
            found = []
        arguments += [(lab, other) for lab, other in found if id(other) not in seen]
        if rule.type in ("meeting", "forum"):
            arguments += [
                (lab, other)
                for lab, other in self.structure.present_at(unit, clause)
                if id(other) not in seen
            ]
        if rule.type == "agreement" and sum(other.mention is not None for _, other in arguments) < 2:
            arguments += self.structure.obliged(unit, clause)
        return arguments

    def _factuality(self, rule: Rule, unit: Unit, clause: Clause, label: str, governed: bool) -> str | None:
        """Whether what the noun names took place, as its clause tells; None where the clause tells nothing of it."""
        told = governed or not label or clause.verb is None
        ahead = clause.verb is not None and clause.verb.tense in ("future", "possible", "conditional")
        if label not in ("obj", "subj") and ahead:
            told = True
        if unit.determiner == "no" and label in ("obj", "subj", ""):
            if clause.classes & {"announce", "say"} and rule.type in NARROW | {"agreement"}:
                return None  # "no contract was announced" denies none
            return "denied"
        return told_factuality(clause) if told else "actual"

    def _stage_by_verb(self, rule: Rule, clause: Clause, deep: list[tuple[str, Unit]]) -> str | None:
        """How far the undertaking has got, by the verb that governs it; what a parliament passes is ratified."""
        stage = self._stage(clause) or rule.stage
        verb = clause.verb
        if rule.stage == "delivered" and verb is not None and verb.lemma in verb.wordlists["accepting_verbs"]:
            return rule.stage  # "accepted the delivery of the first three"
        if rule.type != "agreement" or stage not in ("approved", "agreed"):
            return stage
        passed = any(label == "subj" and "legislature" in kinds_of(other) for label, other in deep)
        return "ratified" if passed else stage

    def _stage(self, clause: Clause) -> str | None:
        for name in _STAGING:
            if name in clause.classes and name in self.framer.lexicon.stages:
                return self.framer.lexicon.stages[name]
        return None

    def _by_adjective(self, unit: Unit, label: str) -> str:
        """A planned, a possible or a cancelled visit; "ahead of a visit"."""
        for words, factuality in self.framer.lexicon.outlook:
            if not words.isdisjoint(unit.modifiers):
                return factuality
        return "planned" if label in ("ahead of", "on the eve of", "pending") else "actual"
