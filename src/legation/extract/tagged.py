"""A sentence as tokens with tags."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.types import Money, TimeExpression
from legation.vocabulary import Entry, Wordlists


@dataclass(slots=True)
class Tagged:
    """A sentence as tokens with tags; the lists run in step. Built once, then only read."""

    text: str
    start: int
    end: int
    spans: list[tuple[int, int]]
    words: list[str]
    lows: list[str]
    tags: list[str]
    entries: dict[int, Entry]  # token → the name it is
    choices: dict[int, tuple[Entry, ...]]
    times: dict[int, TimeExpression]
    money: dict[int, Money]
    payload: dict[int, str]  # token → phrase it stands for
    lemmas: dict[int, str]
    wordlists: Wordlists = field(repr=False)  # of the language that it is in

    @property
    def line(self) -> str:
        """The tags as one string: a character per token."""
        return "".join(self.tags)
