"""The unit: a noun group, verb group, preposition or mark, as a stretch of tokens."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.types import Item, Mention, Money, TimeExpression
from legation.vocabulary import Wordlists


@dataclass(slots=True)
class Unit:
    """A noun group, verb group, preposition, or mark, as a stretch of tokens."""

    kind: str  # np vg prep conj comma semi colon dash open close quote rel sub time adv other
    first: int
    last: int
    start: int
    end: int
    word: str
    wordlists: Wordlists = field(repr=False, compare=False)  # of the language that it is in
    mention: Mention | None = None
    nationals: tuple[Mention, ...] = ()
    owner: Unit | None = None
    head: str = ""
    classes: frozenset[str] = frozenset()
    determiner: str = ""
    number: int | None = None
    number_text: str | None = None
    item: Item | None = None
    makers: tuple[str, ...] = ()  # the states that make the arms named here
    money: Money | None = None
    time: TimeExpression | None = None
    lemma: str = ""
    form: str = ""
    passive: bool = False
    negated: bool = False
    tense: str = ""
    modal: str = ""
    infinitive: bool = False
    gerund: bool = False
    participle: bool = False
    complements: list[tuple[str, Unit]] = field(default_factory=list)
    modifiers: tuple[str, ...] = ()
    kinds: frozenset[str] | None = None  # classes and kind of mention, once asked for
