"""The default reader: a cascade of small grammars, each of whose answers can be explained.

    sentences → names, times, sums → tags → groups → clauses → frames

A sentence with no word that any rule names is not looked at further. `explain` shows every step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from legation.extract import families
from legation.extract.abbreviations import abbreviations
from legation.extract.amounts import find_money
from legation.extract.christened import ships
from legation.extract.clauses import Clause
from legation.extract.floor import Line, chains
from legation.extract.frames import SentenceFrames
from legation.extract.groups import group
from legation.extract.names import Match, find_names
from legation.extract.parsing import parse
from legation.extract.surroundings import surroundings
from legation.extract.tagged import Tagged
from legation.extract.tagging import tag_sentence
from legation.extract.times import find_durations, find_times
from legation.extract.tokens import split_sentences
from legation.extract.units import Unit
from legation.extract.weighing import features, features_of_parts, placed, weigh
from legation.types import Frame, Mention, Part, Reading, Sentence, Span, Story
from legation.vocabulary import Gazetteer, Lexicon

FAINT = 0.15
"""How likely the words of a sentence must make a type for it to be asked whether it tells of one, where no rule reads it."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """One sentence, with every step of its reading, for `explain`."""

    sentence: Sentence
    tagged: Tagged
    units: tuple[Unit, ...]
    clauses: tuple[Clause, ...]


class GrammarReader:
    """Reads stories with the rules of `families` and the words of one language."""

    def __init__(self, gazetteer: Gazetteer, language: str = "en") -> None:
        self._gazetteer = gazetteer
        self._lexicon: Lexicon = gazetteer.lexicons[language]
        self._adjectives = {
            state.adjective: state.currency for state in gazetteer.states.values() if state.currency
        }

    def read(self, story: Story) -> Reading:
        """The sentences of a story and the frames found in them."""
        analyses = self._analyses(story)
        lines = [
            Line.of(analysis.clauses, analysis.units, analysis.sentence.paragraph, self._lexicon)
            for analysis, _ in analyses
        ]
        frames: list[Frame] = []
        sentences: list[Sentence] = []
        for number, ((analysis, kind), speech) in enumerate(zip(analyses, chains(lines), strict=True)):
            clauses, units = list(analysis.clauses), list(analysis.units)
            headline = kind in ("headline", "caption")
            likely = weigh(features(analysis.tagged, analysis.clauses), self._lexicon.weights)
            sentence = SentenceFrames(clauses, units, number, self._lexicon, headline, speech, likely)
            found = sentence.frames(families.BOOK)
            found += sentence.hints({name: each for name, each in likely.items() if each >= FAINT})
            frames += found
            sentences.append(self._laid_open(replace(analysis.sentence, likely=likely), analysis, found))
        return Reading(story, tuple(sentences), tuple(frames))

    def _laid_open(self, sentence: Sentence, analysis: Analysis, frames: Sequence[Frame]) -> Sentence:
        """A sentence that may tell of something, with its clauses, each with what its words weigh, and where its mentions stand."""
        if not frames:
            return sentence
        weights, tagged, clauses = self._lexicon.weights, analysis.tagged, analysis.clauses
        parts = tuple(
            Part(placed(clause), weigh(found, weights))
            for clause, found in zip(clauses, features_of_parts(tagged, clauses), strict=True)
        )
        return replace(sentence, parts=parts, surroundings=surroundings(tagged, clauses, sentence.mentions))

    def explain(self, story: Story) -> list[Analysis]:
        """Every sentence with all steps of its reading."""
        return [analysis for analysis, _ in self._analyses(story)]

    def _analyses(self, story: Story) -> list[tuple[Analysis, str]]:
        read = []
        spans = [paragraph.span for paragraph in story.paragraphs if paragraph.kind != "furniture"]
        named = {span: self._names(story.text, span) for span in spans}
        matches = [match for found in named.values() for match in found]
        short = abbreviations(story.text, spans, matches)
        short += ships(story.text, spans, matches, self._lexicon)
        for number, paragraph in enumerate(story.paragraphs):
            if paragraph.kind == "furniture":
                continue
            names = [*named[paragraph.span], *short]
            for start, end in split_sentences(story.text, paragraph.span.start, paragraph.span.end):
                inside = [match for match in names if start <= match.start and match.end <= end]
                read.append(
                    (self._analyse(story.text, start, end, number, paragraph.kind, inside), paragraph.kind)
                )
        return read

    def _names(self, text: str, span: Span) -> list[Match]:
        part = text[span.start : span.end]
        return [
            Match(match.start + span.start, match.end + span.start, match.surface, match.entries)
            for match in find_names(part, self._gazetteer)
        ]

    def _analyse(
        self, text: str, start: int, end: int, paragraph: int, kind: str, names: list[Match]
    ) -> Analysis:
        times = find_times(text, start, end)
        money = find_money(text, start, end, self._gazetteer.currencies, self._adjectives)
        tagged = tag_sentence(text, start, end, names, times, money, self._lexicon)
        units = group(tagged, self._lexicon)
        clauses = parse(units, self._lexicon)
        mentions = tuple(_mentions(units))
        sentence = Sentence(
            Span(start, end), paragraph, kind, mentions,
            (*(unit.time for unit in units if unit.time is not None), *find_durations(text, start, end)),
            tuple((unit.kind, Span(unit.start, unit.end)) for unit in units),
            items=tuple(unit.item for unit in units if unit.item is not None),
            money=tuple(unit.money for unit in units if unit.money is not None),
        )  # fmt: skip
        return Analysis(sentence, tagged, tuple(units), tuple(clauses))


def _mentions(units: list[Unit]) -> list[Mention]:
    found: list[Mention] = []
    for unit in units:
        owner = unit.owner
        while owner is not None:
            if owner.mention is not None:
                found.append(owner.mention)
            owner = owner.owner
        found += unit.nationals
        if unit.mention is not None:
            found.append(unit.mention)
    found.sort(key=lambda mention: (mention.span.start, mention.span.end))
    return found
