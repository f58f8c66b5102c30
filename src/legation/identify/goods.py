"""What was sold, given or sent, and for how much, where the clause that tells of the event does not say it itself.

Its own sentence gives the rest ("… , worth $5 billion"), the story has named it before ("the tanks", "24 of them",
"the first three"), or the next sentence adds it ("The package is valued at …").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from legation.identify.happening import Happening
from legation.types import Frame, Item, Money, Sentence, Story
from legation.vocabulary import NAVAL

_SOLD = frozenset({"transfer"})  # types that hardly ever go without a thing
_MOVED = frozenset({"transfer", "port-call"})
_BROUGHT = frozenset({"deployment", "exercise", "sanction"})  # types told with the things of their sentence
_WITH_THINGS = _MOVED | _BROUGHT | {"aid", "project", "agreement", "conflict", "access"}
_PAID = frozenset({"transfer", "aid", "project", "agreement", "access"})
_PRICE = re.compile(
    r"\b(?:worth|valued?|values|costs?|price[ds]?|put at|estimated|amount(?:s|ed)? to|bill|paid|pay|sum|total(?:s|led|ling)?)\b",
    re.IGNORECASE,
)
_BARGAIN = re.compile(
    r"\b(?:the|this|that|its|their)\s+(?:[\w-]+\s+){0,2}?(?:package|deal|contract|sale|order|purchase|price|cost|value|agreement"
    r"|arrangement|loan|grant|project|bill|aircraft|jets|vessels|ships|systems?|tranche|accord|acquisition|transaction|sum)\b"
    r"|^(?:it|they)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?:first|second|third|last|next|deliver\w*|batch|battery|batteries|shipment|more|another|further|final|remaining)\b",
    re.IGNORECASE,
)
_STILL_MEANT = 2  # sentences within which "them" are what was named last
_ADDED = 3  # sentences within which a price is still that of the bargain just told of


@dataclass(slots=True)
class Goods:
    """The things and sums of one story, as they are told."""

    story: Story
    named: list[tuple[int, Item]] = field(default_factory=list)  # sentence, thing with a designation
    frames: Sequence[Frame] = ()  # those of the sentence

    def enter(self, number: int, sentence: Sentence, frames: Sequence[Frame]) -> None:
        """Begin a sentence: what it names can be pointed back to from its own words on."""
        self.frames = frames
        self.named += [(number, item) for item in sentence.items if _designated(item)]

    def items_of(
        self, frame: Frame, sentence: Sentence, states: tuple[str, ...], told: Sequence[Happening]
    ) -> tuple[Item, ...]:
        """The things of a frame's event."""
        items = tuple(item for item in frame.items if item.category != "money")  # a loan is no thing
        if not items and frame.type in _MOVED:
            items = self._beside(frame, sentence, _MOVED)
        elif not items and frame.type in _BROUGHT:
            items = self._beside(frame, sentence, _MOVED | _BROUGHT)
        if frame.type not in _SOLD:
            return items
        before = [
            one for one in reversed(told) if one.frame.type in _SOLD and one.items and one.states == states
        ]
        found = [self._by_name(item, frame.sentence, before) for item in items]
        if frame.counts:
            found += self._counted(frame, before)
        elif not found and before:
            whole = [one for one in before if one.frame.stage != "delivered"]
            found += self._again(frame, (before if frame.stage == "delivered" else whole or before)[0])
        return tuple(found)

    def _beside(self, frame: Frame, sentence: Sentence, types: frozenset[str]) -> tuple[Item, ...]:
        """The things of the sentence that no other event of it has."""
        claimed = {id(one) for other in self.frames for one in other.items}
        return tuple(
            one
            for one in sentence.items
            if id(one) not in claimed and self._nearest(one.span.start, types) == frame.trigger.start
        )

    def _nearest(self, position: int, types: frozenset[str]) -> int | None:
        """Where the event stands to which something at a position belongs: the last one before it, else the first."""
        triggers = sorted(frame.trigger.start for frame in self.frames if frame.type in types)
        before = [start for start in triggers if start <= position]
        return before[-1] if before else triggers[0] if triggers else None

    def _by_name(self, item: Item, number: int, before: Sequence[Happening]) -> Item:
        """ "180 of the tanks": by the name that they have in the story, where only one of their kind can be meant."""
        if _designated(item):
            return item
        for happening in before:
            name = _longest(one for one in happening.items if one.category == item.category)
            if name is not None:
                return replace(item, designation=self._in_full(name, item.category))
        name = _longest(one for at, one in self.named if at < number and one.category == item.category)
        return item if name is None else replace(item, designation=name)

    def _in_full(self, name: str, category: str) -> str:
        """A designation as the story first gave it: "Chunmoo" is the K239 Chunmoo."""
        known = {one.designation for _, one in self.named if one.category == category}
        fuller = [other for other in known if name in other and other != name]
        return fuller[0] if len(fuller) == 1 else name

    def _counted(self, frame: Frame, before: Sequence[Happening]) -> list[Item]:
        """ "24 of them", "the first three": so many of what was named last, where there were as many."""
        found: list[Item] = []
        for count in frame.counts:
            near = [
                one
                for number, one in reversed(self.named)
                if one.span.start < count.span.start and frame.sentence - number <= _STILL_MEANT
            ]
            known = [*near, *(one for happening in before for one in happening.items)]
            whole = next(
                (o for o in known if o.quantity is None or o.quantity >= (count.quantity or 0)), None
            )
            if whole is not None:
                found.append(
                    replace(
                        whole, quantity=count.quantity, quantity_text=count.quantity_text, span=count.span
                    )
                )
        return found

    def _again(self, frame: Frame, before: Happening) -> Sequence[Item]:
        """The things of the bargain told of before; as many, unless only a part of them may be meant."""
        only = self._only(frame.sentence) if not any(map(_designated, before.items)) else None
        if only is not None and len(before.items) == 1:  # "the materiel": the S-400 of the headline
            before = replace(before, items=(replace(only, quantity=None, quantity_text=None),))
        text = self.story.text[frame.span.start : frame.span.end]
        if _PARTS.search(text) or frame.stage in ("delivered", "under-way"):
            return tuple(replace(item, quantity=None, quantity_text=None) for item in before.items)
        return before.items

    def _only(self, number: int) -> Item | None:
        """The one thing that the story has named so far; None where it has named several."""
        before = [one for at, one in self.named if at <= number]
        return before[0] if _longest(before) is not None else None


def priced(told: list[Happening], sentences: Sequence[Sentence]) -> list[Happening]:
    """The events of a story with the sums that their clauses leave out.

    A sum belongs to the event of its sentence told of last before it; a sentence that tells of none adds its sums to
    the bargain just told of, where it speaks of a price ("The deal is worth …").
    """
    if not told:
        return told
    text = told[0].story.text
    taken = {id(one) for happening in told for one in happening.money}
    added: dict[int, tuple[Money, ...]] = {}
    for number, sentence in enumerate(sentences):
        for sum_ in sentence.money:
            if id(sum_) in taken:
                continue
            here = [one for one in told if one.frame.sentence == number and one.frame.type in _PAID]
            owner = _owner(here, sum_)
            words = text[sentence.span.start : sentence.span.end]
            behind = all(one.frame.trigger.start > sum_.span.start for one in here)
            if behind and sentence.kind != "headline" and (not here or _of_bargain(words)):
                owner = _bargain_priced(told, number, words) or owner
            if owner is not None and not owner.money:
                added[id(owner)] = (*added.get(id(owner), ()), sum_)
    return [replace(one, money=added[id(one)]) if id(one) in added else one for one in told]


def moored(told: list[Happening], sentences: Sequence[Sentence]) -> list[Happening]:
    """The port calls of a story, with the ships that the sentences around one name: "The frigate last called in June"."""
    eventful = {one.frame.sentence for one in told}
    found = []
    for one in told:
        if one.frame.type == "port-call":
            one = replace(one, items=_ships_of(one, sentences, eventful))
        found.append(one)
    return found


def _ships_of(one: Happening, sentences: Sequence[Sentence], eventful: set[int]) -> tuple[Item, ...]:
    """The things of a port call: its own ships, else those that the sentences around name, and those in their company."""
    own = [item for item in one.items if item.category in NAVAL]
    ships, at = list(one.items), one.frame.sentence
    if not any(map(_designated, own)):
        named, at = _ships_around(one, own, sentences)
        ships = named or ships
    if not any(map(_designated, ships)) or sentences[at].kind == "headline":
        return tuple(ships)
    known = {item.designation for item in ships}
    return (
        *ships,
        *(item for item in _consorts(one, at + 1, sentences, eventful) if item.designation not in known),
    )


_FLEET, _SHIP_BEFORE, _SHIP_BEHIND = 8, 6, 3  # ships; sentences before and behind
_IN_COMPANY = re.compile(
    r"\b(?:with|accompan\w+|alongside|together|escort\w*|in company|joined)\b", re.IGNORECASE
)
_ANY_SHIP = frozenset({"warship", "ship"})


def _ships_around(
    one: Happening, own: Sequence[Item], sentences: Sequence[Sentence]
) -> tuple[list[Item], int]:
    """The ships of a port call's states that the nearest sentence names, before it or else right behind, and its number.

    Where the clause tells their kind ("the frigate"), those of that kind, however far back they were named.
    """
    number, kinds = one.frame.sentence, {item.category for item in own}
    many = max((item.quantity or 1 for item in own), default=_FLEET)
    told = bool(kinds) and not kinds & _ANY_SHIP
    around = [
        *range(number, -1 if told else number - _SHIP_BEFORE, -1),
        *range(number + 1, number + _SHIP_BEHIND),
    ]
    for at in around:
        if not 0 <= at < len(sentences):
            continue
        ships = [
            item
            for item in _named_ships(one, sentences[at])
            if not kinds or kinds & _ANY_SHIP or item.category in kinds | _ANY_SHIP
        ]
        if 0 < len(ships) <= many:
            return ships, at
    return [], number


def _consorts(one: Happening, behind: int, sentences: Sequence[Sentence], eventful: set[int]) -> list[Item]:
    """ "With the cruiser Adams she will stay until Friday": the ships that the next sentence adds, if it tells no event."""
    if behind in eventful or behind >= len(sentences):
        return []
    span = sentences[behind].span
    if _IN_COMPANY.search(one.story.text, span.start, span.end) is None:
        return []
    return _named_ships(one, sentences[behind])


def _named_ships(one: Happening, sentence: Sentence) -> list[Item]:
    """The ships that a sentence names, but those of states that are no party."""
    foreign = [
        m.span
        for m in sentence.mentions
        if m.kind == "ship" and m.states and not set(m.states) & set(one.states)
    ]
    return [
        item
        for item in sentence.items
        if item.category in NAVAL
        and _designated(item)
        and not any(span.start <= item.span.start < span.end for span in foreign)
    ]


def _owner(here: Sequence[Happening], sum_: Money) -> Happening | None:
    """The event of a sentence to which a sum in it belongs: the last one before it, else the first."""
    before = [one for one in here if one.frame.trigger.start <= sum_.span.start]
    ordered = sorted(before or here, key=lambda one: one.frame.trigger.start)
    return (ordered[-1] if before else ordered[0]) if ordered else None


def _of_bargain(words: str) -> bool:
    """ "The package is worth …": the sentence begins with a bargain, and tells its price."""
    bargain = _BARGAIN.search(words)
    return bargain is not None and bargain.start() == 0 and _PRICE.search(words) is not None


def _bargain_priced(told: Sequence[Happening], number: int, words: str) -> Happening | None:
    """The bargain last told of, where a sentence behind it speaks of its price."""
    priced_, named = _PRICE.search(words) is not None, _BARGAIN.search(words) is not None
    reach = _ADDED if priced_ and named else 1 if priced_ or named else -1
    near = [
        one
        for one in told
        if one.frame.type in _PAID and not one.frame.headline and 0 < number - one.frame.sentence <= reach
    ]
    return max(near, key=lambda one: one.frame.trigger.start, default=None)


def _longest(items: Iterable[Item]) -> str | None:
    """The one designation of several things, in its fullest form; None where they are called differently."""
    names = {one.designation for one in items if _designated(one)}
    full = max(names, key=lambda name: (len(name), name), default=None)
    return full if full is not None and all(name in full for name in names) else None


def _designated(item: Item) -> bool:
    """ "JF-17", "Chunmoo" and no "fighter": named by its own name, not by a word for its kind."""
    return item.designation != item.designation.lower()


def things_of(group: Sequence[Happening], kind: str) -> tuple[Item, ...]:
    """The things of an event of this type that several happenings tell, each once, in text order."""
    if kind not in _WITH_THINGS:
        return ()
    found: list[Item] = []
    for happening in group:
        for item in happening.items:
            same = next((one for one in found if _same_thing(one, item)), None)
            if same is None:
                found.append(item)
            else:
                found[found.index(same)] = _fuller(same, item)
    return tuple(sorted(found, key=lambda item: item.span.start))


def _same_thing(one: Item, other: Item) -> bool:
    """ "72 Chunmoo" and "K239 Chunmoo" are one thing told twice; what is counted differently is not."""
    first, second = one.designation.lower().split(), other.designation.lower().split()
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    counts = {one.quantity, other.quantity} - {None}
    return one.category == other.category and long[-len(short) :] == short and len(counts) < 2


def _fuller(one: Item, other: Item) -> Item:
    """The thing under its longer name, with its number where either gives it."""
    named = max(one, other, key=lambda item: len(item.designation))
    counted = one if one.quantity is not None else other
    return replace(named, quantity=counted.quantity, quantity_text=counted.quantity_text, span=counted.span)
