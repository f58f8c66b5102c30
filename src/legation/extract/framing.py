"""A frame made of a trigger and what stands around it: its parts, times and places, who says it, and its stretch."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from legation.extract.clauses import Clause
from legation.extract.parts import Parts, anaphor_of
from legation.extract.rules import Rule
from legation.extract.structure import Structure
from legation.extract.timing import times_told
from legation.extract.units import Unit
from legation.types import Frame, Mention, Span, Speech
from legation.vocabulary import Lexicon


class Framer:
    """Makes the frames of one sentence.

    ``speech`` is who says each clause, by the `id` of the clause; ``likely`` is what the sentence's words weigh for each type.
    """

    def __init__(
        self,
        structure: Structure,
        sentence: int,
        lexicon: Lexicon,
        headline: bool,
        speech: Mapping[int, tuple[Speech, ...]],
        likely: Mapping[str, float],
    ) -> None:
        self.structure = structure
        self.sentence = sentence
        self.lexicon = lexicon
        self.headline = headline
        self.speech = speech
        self.likely = likely

    def build(
        self, rule: Rule, clause: Clause, trigger: Span, deep: list[tuple[str, Unit]], stage: str | None, factuality: str,
        noun: Unit | None = None,
    ) -> Frame:  # fmt: skip
        """The frame of a trigger: ``deep`` are its arguments and theirs, ``noun`` the trigger where it is no verb."""
        parts = Parts(rule)
        for label, unit in deep:
            parts.take(label, unit)
        if noun is not None:
            parts.take("trigger", noun)
        if rule.type == "transfer" and noun is not None and clause.classes & _TAKING:
            parts.roles = _taken_by(clause, parts.roles)
        if rule.reach and not parts.items:
            reached = (unit.item for unit in self.structure.reach(clause) if unit.item is not None)
            parts.items = list(dict.fromkeys(reached))
        teller = self.teller(clause) if rule.spoken else None
        if teller is not None:
            parts.roles.append(("speaker", teller))
        verb = clause.verb
        return Frame(
            type=rule.type,
            mode=rule.mode,
            rule=f"{self.lexicon.language}.{rule.name}",
            sentence=self.sentence,
            trigger=trigger,
            span=Span(clause.start, clause.end),
            arguments=tuple(parts.arguments),
            roles=tuple(parts.roles),
            times=times_told(rule, clause, noun, self.structure.units),
            places=tuple(parts.places),
            items=tuple(parts.items),
            money=tuple(parts.money),
            stage=stage,
            factuality=rule.factuality or factuality,
            tense=verb.tense if verb is not None else "none",
            speech=self.speech.get(id(clause), ()),
            quoted=clause.quoted,
            headline=self.headline,
            background=clause.relation == "rel" or (verb is not None and verb.tense == "past-perfect"),
            strength=rule.strength,
            parties=rule.parties,
            scope=self.structure.scope(clause),
            echo=rule.echo,
            apart=self._apart(clause, rule),
            anaphor=anaphor_of(rule, noun, clause),
            counts=tuple(parts.counts),
            weight=self.likely.get(rule.type, 1.0),
        )

    def teller(self, clause: Clause) -> Mention | None:
        """Who says the clause, where it is someone other than its own subject."""
        own = {id(unit.mention) for unit in clause.subjects}
        return next(
            (
                s.speaker
                for s in self.speech.get(id(clause), ())
                if s.speaker is not None and id(s.speaker) not in own
            ),
            None,
        )

    def _apart(self, clause: Clause, rule: Rule) -> bool:
        """The clause says that its events were separate ones, or tells whom somebody met by name, one after the other."""
        units = self.structure.units[clause.first : clause.last + 1]
        words = {word for unit in units if unit.word != "each other" for word in unit.word.split()}
        if _said_again(units):
            return True
        if rule.type != "meeting":
            return not words.isdisjoint(self.lexicon.each)
        if not words.isdisjoint(self.lexicon.apart | self.lexicon.each):
            return True
        return words.isdisjoint(self.lexicon.jointly) and (rule.mode == "call" or _one_by_one(clause))


_ONE = frozenset(
    {"person", "office", "pronoun", "state", "capital"}
)  # who may meet others one after the other


_TAKING = frozenset({"buy", "obtain"})  # verbs whose subject gets the things


def _taken_by(clause: Clause, roles: list[tuple[str, Mention]]) -> list[tuple[str, Mention]]:
    """ "The air force took twelve aircraft": whoever takes them has not supplied them."""
    subjects = {id(unit.mention) for unit in clause.subjects}
    return [
        ("recipient" if role == "supplier" and id(mention) in subjects else role, mention)
        for role, mention in roles
    ]


def _said_again(units: list[Unit]) -> bool:
    """ "With the French and with the Americans": the preposition stands before each."""
    return any(
        conj.kind == "conj" and prep.word == "with" and any(unit.word == "with" for unit in units[:at])
        for at, (conj, prep) in enumerate(pairwise(units))
    )


def _one_by_one(clause: Clause) -> bool:
    """One person, office or state met, or spoke to, several people who are each named."""
    met = [unit for unit in clause.objects if unit.mention is not None]
    met += [
        unit for label, unit in clause.prepositions if label in ("with", "to") and unit.mention is not None
    ]
    if len(clause.subjects) != 1 or len(met) < 2 or any(_kind(unit) != "person" for unit in met):
        return False
    return _kind(clause.subjects[0]) in _ONE


def _kind(unit: Unit) -> str:
    return unit.mention.kind if unit.mention is not None else ""
