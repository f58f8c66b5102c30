"""Frames: the rules applied to the clauses of a sentence.

A frame says what one clause tells: its type, who stands in which relation to the trigger, the time and place
expressions of the clause, the things and sums in it, how far the undertaking has got, whether it happened, is
planned, is possible or is denied, and who says so. Nothing is identified here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from legation.extract.arguments import PARTY, with_complements
from legation.extract.clauses import Clause
from legation.extract.framing import Framer
from legation.extract.hanging import told_factuality
from legation.extract.kinds import kinds_of
from legation.extract.nounframes import NounFrames
from legation.extract.rules import Rule, RuleBook
from legation.extract.steps import settle_step
from legation.extract.structure import Structure
from legation.extract.units import Unit
from legation.extract.verbframes import VerbFrames
from legation.types import Frame, Span, Speech
from legation.vocabulary import Lexicon


class SentenceFrames:
    """Applies every rule to one sentence; made once per sentence and thrown away."""

    def __init__(self, clauses: list[Clause], units: list[Unit], sentence: int, lexicon: Lexicon, headline: bool,
        speech: Mapping[int, tuple[Speech, ...]], likely: Mapping[str, float],
    ) -> None:  # fmt: skip
        self.clauses, self.units = clauses, units
        structure = Structure(clauses, units)
        self.framer = Framer(structure, sentence, lexicon, headline, speech, likely)
        self.verbs = VerbFrames(structure, self.framer)
        self.nouns = NounFrames(structure, self.framer)

    def frames(self, book: RuleBook) -> list[Frame]:
        """Every frame that the rules find, in the order of the text."""
        verbs, nouns = self._triggers(book)
        unweighed = self.framer.headline or not self.framer.lexicon.weights.types
        found: list[Frame] = []
        for number in sorted(verbs.keys() | nouns.keys()):
            rule = book.rules[number]
            if unweighed and rule.weighed:
                continue
            if number in verbs:
                found += self.verbs.frames(rule, verbs[number])
            if number in nouns:
                for unit in nouns[number]:
                    found += self.nouns.frames(rule, unit)
        found.sort(key=lambda frame: (frame.trigger.start, -frame.strength))
        return found

    def hints(self, likely: Mapping[str, float]) -> list[Frame]:
        """Frames for what the sentence's words speak for, whether or not a rule reads it; whoever is named may take part."""
        clause = next((one for one in self.clauses if one.verb is not None and one.relation == "main"), None)
        clause = clause or next((one for one in self.clauses if one.verb is not None), None)
        if clause is None or clause.verb is None or not likely:
            return []
        deep = [
            (label, unit) for one in self.clauses for label, unit in with_complements(list(one.arguments()))
        ]
        trigger = Span(clause.verb.start, clause.verb.end)
        whole = Span(self.clauses[0].start, self.clauses[-1].end)
        said = next(filter(None, (self.framer.speech.get(id(one), ()) for one in self.clauses)), ())
        told = told_factuality(clause)
        found: list[Frame] = []
        for type_, each in likely.items():
            rule = Rule(f"{type_}.words", type_, parties=2, strength=round(each / 2, 2))
            stage, factuality = settle_step(rule, None, told, clause)
            frame = self.framer.build(rule, clause, trigger, deep, stage, factuality)
            people = tuple(dict.fromkeys(a.mention for a in frame.arguments if a.mention.kind in PARTY))
            roles = tuple(("participant", mention) for mention in people)
            found.append(replace(frame, hint=True, speech=frame.speech or said, span=whole, roles=roles))
        return found

    def _triggers(self, book: RuleBook) -> tuple[dict[int, list[Clause]], dict[int, list[Unit]]]:
        """For each rule (by number) whose trigger class occurs, the clauses and the noun groups that have it, in order."""
        verbs: dict[int, list[Clause]] = {}
        nouns: dict[int, list[Unit]] = {}
        for clause in self.clauses:
            if clause.verb is not None and clause.classes:
                for number in book.of_verb(clause.classes):
                    verbs.setdefault(number, []).append(clause)
        for unit in self.units:
            if unit.kind == "np" and (kinds := kinds_of(unit)):
                for number in book.of_noun(kinds):
                    nouns.setdefault(number, []).append(unit)
        return verbs, nouns
