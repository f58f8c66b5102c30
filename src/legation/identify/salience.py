"""Who is most in mind as a story is read: what "it", "the country" and "the Secretary" stand for.

What a sentence begins with, before its first verb, is what it is about; a state named later, or by an adjective alone
("the Indian navy"), is in mind a little less. What was said some sentences ago fades.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import Generic, TypeVar

from legation.types import Mention, Sentence

# Found by trying values on gold/train, gold/second and tests/gold_dev; what matters is their order.
_SUBJECT, _OTHER, _ADJECTIVE = 3.0, 2.9, 1.5
_LEFT = 0.5  # of what was in mind, the part that is left a sentence later

T = TypeVar("T", bound=Hashable)


class Salience(Generic[T]):
    """How much each state, or each person, is in mind; filled as the mentions of a story are read in order."""

    __slots__ = ("_before", "_fresh", "_here", "_verb", "beside", "subjects")

    def __init__(self) -> None:
        self._before: dict[T, float] = {}
        self._here: dict[T, float] = {}
        self._verb = 0
        self._fresh = True
        self.beside: set[T] = set()  # whom the sentence names by an adjective: "Russian warships"
        self.subjects: list[T] = []  # with whom the last sentence begins that names any before its verb

    def begin(self, sentence: Sentence) -> None:
        """A new sentence: what was in mind fades."""
        faded = {one: value * _LEFT for one, value in self._before.items()}
        for one, value in self._here.items():
            faded[one] = faded.get(one, 0.0) + value
        self._before, self._here, self._fresh = faded, {}, True
        self.beside = set()
        self._verb = next((span.start for kind, span in sentence.groups if kind == "vg"), sentence.span.end)

    def hear(self, mention: Mention, one: T) -> None:
        """A mention that stands for one state or person."""
        weight = _OTHER
        if mention.adjectival:
            weight = _ADJECTIVE
            self.beside.add(one)
        elif mention.span.start < self._verb:
            weight = _SUBJECT
            if self._fresh:
                self.subjects, self._fresh = [], False
            if one not in self.subjects:
                self.subjects.append(one)
        self._here[one] = max(self._here.get(one, 0.0), weight)

    def foremost(self, among: Collection[T] | None = None, apart: T | None = None) -> T | None:
        """Who is most in mind, if need be ``among`` some or ``apart`` from one; of two alike, the one heard of last."""
        best, most = None, 0.0
        for one in self.heard():
            if one == apart or (among is not None and one not in among):
                continue
            value = self.value(one)
            if value >= most:
                best, most = one, value
        return best

    def heard(self) -> tuple[T, ...]:
        """Everyone who was ever in mind, those of this sentence last; someone may stand twice."""
        return (*self._before, *self._here)

    def value(self, one: T) -> float:
        """How much one is in mind now."""
        return self._before.get(one, 0.0) * _LEFT + self._here.get(one, 0.0)
