"""Whose money a bare word means: "$40 million" in a Canberra release, "12 billion pesos" in Manila.

The tables give a word that several states share to its most usual money. Where a party of the event has money of
that name, it is that one's; a plain dollar is that only in a story from a state that writes its own so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from legation.identify.happening import Happening
from legation.textfold import fold
from legation.types import Money, Story
from legation.vocabulary import Gazetteer

_PLAIN_DOLLARS = frozenset({"AUD", "CAD", "NZD"})  # written "$" at home
_DOLLAR = "dollar"
_BARE = re.compile(
    r"[\d.,\s-]*(?:(?:thousand|million|billion|trillion|crores?|lakhs?|half a|an?)[\s-]*)*([a-z]+)"
)


def tendered(
    told: Sequence[Happening], story: Story, home: str | None, gazetteer: Gazetteer
) -> list[Happening]:
    """The happenings of a story, their sums in the money of those who pay them."""
    return [
        replace(one, money=tuple(_in_own(sum_, one, story, home, gazetteer) for sum_ in one.money))
        if one.money
        else one
        for one in told
    ]


def _in_own(sum_: Money, one: Happening, story: Story, home: str | None, gazetteer: Gazetteer) -> Money:
    name = _name(story.text[sum_.span.start : sum_.span.end].lower())
    if name is None:
        return sum_
    if name == _DOLLAR:
        currency = (
            _own(home, name, gazetteer)
            if home in one.states and not _from_abroad(story, home, gazetteer)
            else None
        )
        return replace(sum_, currency=currency) if currency in _PLAIN_DOLLARS else sum_
    at_home = [home] if home in one.states else []
    owned = [code for state in (*at_home, *one.states) if (code := _own(state, name, gazetteer)) is not None]
    if not owned or sum_.currency in owned or (not at_home and len(set(owned)) > 1):
        return sum_
    return replace(sum_, currency=owned[0])


def _name(words: str) -> str | None:
    """The bare name of the money of a sum, in the singular: "12.7 billion pesos", "$40 million"."""
    if words.startswith("$"):
        return _DOLLAR
    found = _BARE.fullmatch(words)
    return found[1].removesuffix("s") if found else None


def _own(state: str | None, name: str, gazetteer: Gazetteer) -> str | None:
    """The state's own money, if it bears that name: the Philippines' peso."""
    known = gazetteer.states.get(state or "")
    if known is None or not known.currency:
        return None
    words = (word for word, code in gazetteer.currencies.items() if code == known.currency)
    return known.currency if any(word.endswith(f" {name}") for word in words) else None


def _from_abroad(story: Story, home: str | None, gazetteer: Gazetteer) -> bool:
    """A known outlet of another state counts in its own money, or in that of the world."""
    outlet = gazetteer.outlets.get(fold(story.outlet or "").lower())
    return outlet is not None and outlet.state != home
