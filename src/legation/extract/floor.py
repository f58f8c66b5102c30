"""Who has the floor: the speakers of a story's sentences, carried on over those that name none.

A quotation that runs on over several sentences keeps its speaker, and so do sentences in the first person, what is told
in an answer of a transcript, and what "the statement" adds to words whose author was named before.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from legation.extract.clauses import Clause
from legation.extract.speech import Label, announcer, label_of, last_speech, speech_of
from legation.extract.units import Unit
from legation.types import Mention, Speech
from legation.vocabulary import Lexicon

_OUTLOOK = frozenset({"future", "conditional", "possible", "future-in-past"})
_ISSUERS = frozenset({"person", "office", "body", "people", "state", "capital", "organisation"})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as the floor sees it."""

    paragraph: int
    units: Sequence[Unit]
    clauses: Sequence[Clause]
    own: dict[int, tuple[Speech, ...]]  # the speakers that its own words name, by clause
    last: Speech | None
    label: Label | None
    back: Speech | None = None  # who made known what the line before tells

    @classmethod
    def of(cls, clauses: Sequence[Clause], units: Sequence[Unit], paragraph: int, lexicon: Lexicon) -> Line:
        """The line that a sentence's clauses and units make."""
        asking = lexicon.bare.get("asking", frozenset())
        answering = lexicon.bare.get("answering", frozenset())
        label = label_of(units, asking, answering)
        own = speech_of(clauses, units)
        return cls(
            paragraph, units, clauses, own, last_speech(clauses, units), label, announcer(clauses, units)
        )

    @property
    def quotes(self) -> int:
        """How many marks of quotation stand in it."""
        return sum(unit.kind == "quote" for unit in self.units)


Chains = dict[int, tuple[Speech, ...]]


def chains(lines: Sequence[Line]) -> list[Chains]:
    """For each sentence, and each of its clauses (by identity), the speakers from the nearest outward."""
    found: list[Chains] = []
    floor = Floor()
    for number, line in enumerate(lines):
        ahead = lines[number + 1] if number + 1 < len(lines) else None
        behind = floor.enter(line, ahead)
        if (
            behind is None
            and line.last is None
            and ahead is not None
            and ahead.paragraph <= line.paragraph + 1
        ):
            behind = ahead.back
        turn = (floor.turn,) if floor.turn is not None else ()
        found.append({clause: _chain(own, behind, turn, floor.issuer) for clause, own in line.own.items()})
        floor.leave(line)
    return found


def _chain(
    own: tuple[Speech, ...], behind: Speech | None, turn: tuple[Speech, ...], issuer: Mention | None
) -> tuple[Speech, ...]:
    told = own or ((behind,) if behind is not None else ())
    told = tuple(_issued(speech, issuer) for speech in told)
    return (*told, *turn)


def _issued(speech: Speech, issuer: Mention | None) -> Speech:
    """ "The statement added": who issued it speaks."""
    paper = speech.speaker is not None and speech.speaker.kind == "paper"
    return replace(speech, speaker=issuer) if paper and issuer is not None else speech


class Floor:
    """Who has the floor as the sentences of a story are read in order."""

    def __init__(self) -> None:
        self.running: Speech | None = None  # who spoke last
        self.turn: Speech | None = None  # whose turn it is in a transcript
        self.issuer: Mention | None = None  # who last spoke for a state or a body
        self._named: Speech | None = None  # who was last named at the head of a line
        self._inside = False  # within a quotation that runs on
        self._paragraph = -1

    def enter(self, line: Line, ahead: Line | None) -> Speech | None:
        """The speaker whose words a sentence goes on with; None where its own words settle it or nobody speaks."""
        same = line.paragraph == self._paragraph
        if not same:
            self._inside, self.turn = False, None
        if line.label is not None:
            self.turn = self._turn(line.label)
        quoted = self._inside or (bool(line.units) and line.units[0].kind == "quote")
        self._inside ^= line.quotes % 2 == 1
        if line.last is not None:
            return None
        if quoted and self._inside and ahead is not None and ahead.paragraph == line.paragraph and ahead.last:
            return ahead.last
        first = _first_person(line)
        if self.running is not None and (quoted or first or (same and _outlook(line))):
            return self.running
        if not same and not (first or quoted):
            self.running = None
        return None

    def leave(self, line: Line) -> None:
        """Keep who spoke in a sentence."""
        self._paragraph = line.paragraph
        if line.last is None:
            return
        self.running = _issued(line.last, self.issuer)
        speaker = self.running.speaker
        if speaker is not None and speaker.kind in _ISSUERS:
            self.issuer = speaker

    def _turn(self, label: Label) -> Speech | None:
        if label.asking:
            return None  # a question asserts nothing
        if not label.answering:
            self._named = label.speech
            self.issuer = label.speech.speaker or self.issuer
        return self._named


def _first_person(line: Line) -> bool:
    return any(_among(unit, unit.wordlists["first_person"]) for unit in line.units if unit.kind == "np")


def _among(unit: Unit, words: Collection[str]) -> bool:
    return unit.determiner in words or unit.head in words


def _outlook(line: Line) -> bool:
    """Right behind reported speech, what is only to come is still the speaker's telling."""
    return any(clause.verb is not None and clause.verb.tense in _OUTLOOK for clause in line.clauses)
