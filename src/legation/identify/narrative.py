"""The running time of a story: which day its sentences tell of, where they do not say.

A simple past with no time word goes on with the day of the sentence before it (Partee 1984, "Nominal and temporal
anaphora"); a time word in a main clause moves that day; a digression ends with its paragraph, and the story
returns to its main line, the day that its lead tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from legation.identify.calendar import Interval
from legation.identify.solving import Solved
from legation.identify.storyday import Anchor
from legation.types import Frame, Sentence, Story

_PLAIN = frozenset({None, "on", "in", "at", "over", "during", "between"})
_LONGEST = 31  # days: a longer time is no running time
_A_WEEK = 7  # days: a longer time is left with its paragraph
_NEAR = 3  # days from the main line that are still part of it
_NEWS = 21  # days before the story that its news may lie back
_STANCES = frozenset({"dispute", "pledge"})
_SCENES = frozenset({"meeting", "agreement", "pledge", "dispute", "sanction", "institution"})  # a day's work
_HANDOVERS = frozenset({"transfer", "aid", "access", "conflict"})  # and what is done at a stroke
CARRIED = "the day that the "
_COUNTED = re.compile(
    r"\b(?:day|night|evening|week|month|year|hour)s? (?:before|after|that|when|on which)\b"  # "the day that the ship came"
    r"|^\W*on (?:the|its|his|her|their) (?:first|second|third|last|final) day\b"
    r"|\bon the (?:very )?day\b(?! of)|\bon the eve of\b|\bof the time\b|\bmeanwhile\b"
    r"|\bwithin (?:a|one|two|three|\d+) (?:day|week|month)s?\b"
    r"|\bthen(?=[,.;])"  # "spoke of a farce then,"
)
_OPENING = re.compile(r"\W*(?:After|When|Once|Before|As soon as)\b[^,]*(?=,)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A running time: what was solved, and where it was told."""

    solved: Solved
    sentence: int
    paragraph: int

    @property
    def when(self) -> Interval:
        """The days themselves."""
        return self.solved.when


@dataclass(slots=True)
class Narrative:
    """The running time of one story, sentence by sentence; ``words`` are the language's `Lexicon.timing`."""

    story: Story
    anchor: Anchor
    lead_until: int
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    line: Moment | None = None  # what the sentences tell of now
    main: Moment | None = None  # what the lead tells of
    paragraph: int = -1
    label: Moment | None = None  # the day that stands by itself before what was done then
    anew: Interval | None = None  # the main line, where the paragraph had told of no time before the sentence
    adrift: bool = False  # the paragraph tells of a time that is not settled

    def turn(self, sentence: Sentence) -> None:
        """Turn to a sentence: a new paragraph ends a digression."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.adrift = sentence.paragraph, False
            if self.line is not None and not self._on_main(self.line):
                self.line = self.main
        told = self.line is None or self.line.paragraph == self.paragraph
        self.anew = None if told or self.main is None or self.main.when.days > _NEAR else self.main.when

    def enter(self, number: int, sentence: Sentence, solved: Iterable[Solved]) -> None:
        """Hear the times that the sentence turned to gives."""
        if sentence.kind == "headline":
            return
        for one in sorted(solved, key=lambda one: one.source.span.start):
            if self._moves(sentence, one):
                self.tell(one, number)
                if self._labels(sentence, one):
                    self.label = self.line
                return
            if self._past(one) and one.when.days > _LONGEST and one.source.relation in _PLAIN:
                self.adrift = True

    def tell(self, solved: Solved, number: int) -> None:
        """The sentence of that number tells of this time."""
        if solved.when.days > _LONGEST or not self._past(solved):
            return
        if self.line is not None and solved.why.startswith(CARRIED):
            solved = self.line.solved  # gone on with, not told anew
        self.line, self.adrift = Moment(solved, number, self.paragraph), False
        if (self.main is None and number <= self.lead_until + 2 and self._recent(solved)) or (
            self.main is not None and self.main.when == solved.when
        ):
            self.main = self.line

    def _labels(self, sentence: Sentence, solved: Solved) -> bool:
        """ "5 June." above or before what was done then: the sentence says nothing else."""
        span, time = sentence.span, solved.source.span
        rest = self.story.text[span.start : time.start] + self.story.text[time.end : span.end]
        return solved.when.days <= _NEAR and not any(letter.isalnum() for letter in rest)

    def labelled(self, frame: Frame, sentence: Sentence) -> Solved | None:
        """A chronology tells in the present tense of the day with which its paragraph opens."""
        label = self.label
        if label is None or label is not self.line or label.paragraph != sentence.paragraph:
            return None
        if frame.tense != "present" or frame.factuality != "actual" or frame.background:
            return None
        return Solved(label.when, f"{CARRIED}paragraph opens with ({label.solved.why})", label.solved.source)

    def carried(self, frame: Frame, sentence: Sentence) -> Solved | None:
        """The day on which a clause goes on; None where its tense, its words or the distance speak against it."""
        if self.line is None or self.adrift or not self._goes_on(frame, sentence):
            return None
        line, gap = self.line, frame.sentence - self.line.sentence
        here = line.paragraph == sentence.paragraph
        scene = frame.type in _SCENES
        if line.when.days > _A_WEEK and not (here and gap <= 1 and frame.tense == "past"):
            return None
        if gap > 2 and not (scene and line is self.main):
            return None
        how = f"{CARRIED}{'paragraph' if here else 'story'} tells of"
        return Solved(line.when, f"{how} ({line.solved.why})", line.solved.source)

    def _goes_on(self, frame: Frame, sentence: Sentence) -> bool:
        if (
            frame.headline
            or frame.background
            or frame.factuality != "actual"
            or frame.type not in _SCENES | _HANDOVERS
        ):
            return False
        if frame.tense != "past" and not (frame.type in _STANCES and frame.tense in ("infinitive", "none")):
            return False
        return not self.elsewhen(sentence)

    def elsewhen(self, sentence: Sentence) -> bool:
        """The sentence has words that tell of another time than the sentence before it, read or not."""
        words = self.story.text[sentence.span.start : sentence.span.end].lower()
        if _COUNTED.search(words) is not None or self._opens_elsewhen(sentence):
            return True
        return not self._words_of(words).isdisjoint(self.words.get("elsewhen", ()))

    def _opens_elsewhen(self, sentence: Sentence) -> bool:
        """ "After the generals took over, Washington froze the money": when that was is told by a clause of its own."""
        opening = _OPENING.match(self.story.text, sentence.span.start, sentence.span.end)
        return opening is not None and any(
            kind == "vg" and span.end <= opening.end() for kind, span in sentence.groups
        )

    def _on_main(self, moment: Moment) -> bool:
        if self.main is None:
            return True
        a, b = moment.when, self.main.when
        if a.days > _NEAR and not a.meets(b):
            return False  # "last week" is another time than Wednesday
        return (a.first - b.last).days <= _NEAR and (b.first - a.last).days <= _NEAR

    def _past(self, solved: Solved) -> bool:
        return self.anchor.when is None or solved.when.first <= self.anchor.when.last

    def _recent(self, solved: Solved) -> bool:
        day = self.anchor.when
        return solved.when.days <= _A_WEEK and (day is None or (day.first - solved.when.last).days <= _NEWS)

    def _moves(self, sentence: Sentence, solved: Solved) -> bool:
        time = solved.source
        if time.relation not in _PLAIN or not self._past(solved) or solved.when.days > _LONGEST:
            return False
        before = self.story.text[sentence.span.start : time.span.start].lower()
        return self._words_of(before).isdisjoint(self.words.get("turns", ()))

    @staticmethod
    def _words_of(text: str) -> set[str]:
        return {word.strip(".,;:!?\"'“”‘’()") for word in text.split()}
