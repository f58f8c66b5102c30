"""Noun groups, verb groups and what joins them: a sentence as a row of units.

A noun group that names or stands for someone or something carries a `Mention`. Groups are found left to
right over the tags; what a noun group means is read from its parts (determiner, number, adjectives of states,
title, rank, name, head noun).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from legation.extract.apposition import settle_groups
from legation.extract.nounextent import NOMINAL, compound_adjective, extent, sum_before_noun
from legation.extract.nounmeaning import interpret
from legation.extract.tagged import Tagged
from legation.extract.units import Unit
from legation.extract.verbgroups import verb_group
from legation.types import Mention, Span
from legation.vocabulary import Lexicon

_MARKS = {
    ",": "comma", ";": "semi", ":": "colon", "—": "dash", "(": "open", ")": "close", '"': "quote", "&": "conj",
    "P": "prep", "Q": "rel", "Y": "sub", "R": "adv", "t": "time", "-": "dash",
}  # fmt: skip


_HERE = "here"  # the state that the story is written from


def group(sentence: Tagged, lexicon: Lexicon) -> list[Unit]:
    """The units of a sentence, in order."""
    units: list[Unit] = []
    tags = sentence.tags
    count, index = len(tags), 0
    while index < count:
        tag = tags[index]
        if (
            tag in "oxydviabgz!e"
            and not _inclusive(sentence, index)
            and (unit := verb_group(sentence, index)) is not None
        ):
            units.append(unit)
            index = unit.last + 1
        elif tag == "e" and _inclusive(sentence, index):
            units.append(_mark(sentence, index))
            units[-1].kind = "adv"
            index += 1
        elif tag == "D" and index + 1 < count and tags[index + 1] == "t":
            units.append(_mark(sentence, index))  # "the next day": the article says nothing
            index += 1
        elif tag in NOMINAL or sum_before_noun(tags, index) or compound_adjective(sentence, index):
            index = noun_groups(sentence, index, units, lexicon)
        else:
            units.append(_mark(sentence, index))
            index += 1
    _mark_spans(units)
    return settle_groups(units)


def _inclusive(sentence: Tagged, at: int) -> bool:
    """ "Three ministers came, Peru's included": no verb, but a word that ends a list of members."""
    closed = at + 1 >= len(sentence.tags) or sentence.tags[at + 1] in ",.;"
    return at < len(sentence.tags) and sentence.lows[at] == "included" and closed


def _stretch(unit: Unit) -> bool:
    """ "Five months", "a week", "hours": so much time, counted from what comes behind."""
    return unit.number is not None or unit.determiner in ("a", "an") or unit.head.endswith("s")


def _mark_spans(units: list[Unit]) -> None:
    """ "A few days before": a stretch of time counted from another is no subject or object."""
    for unit, following in pairwise(units):
        if following.head in following.wordlists["reflexive_pronouns"] and unit.kind in ("np", "comma"):
            following.kind = "adv"  # "Poland itself has handed over …"
        if "span" in unit.classes and unit.determiner in ("every", "each") and unit.mention is None:
            unit.kind = "adv"  # "70 tonnes of food every month"
        if (
            "span" in unit.classes
            and unit.mention is None
            and following.word in following.wordlists["counted_from"]
        ):
            unit.kind = "adv" if following.kind == "adv" else unit.kind
        elif "span" in unit.classes and _stretch(unit) and following.word in ("after", "before"):
            unit.kind = "adv" if following.kind in ("prep", "sub") else unit.kind


def _mark(sentence: Tagged, index: int) -> Unit:
    tag = sentence.tags[index]
    start, end = sentence.spans[index]
    unit = Unit(_MARKS.get(tag, "other"), index, index, start, end, sentence.lows[index], sentence.wordlists)
    if tag == "t":
        unit.time = sentence.times[index]
    elif tag == "m":
        unit.kind, unit.money = "np", sentence.money[index]
    elif tag == "R" and unit.word == _HERE:
        unit.head, unit.mention = _HERE, Mention(Span(start, end), "country", unit.word, (), head=_HERE)
    return unit


def noun_groups(sentence: Tagged, index: int, units: list[Unit], lexicon: Lexicon) -> int:
    """Read one noun group, with the possessors before it, into ``units``; the index after it."""
    owner: Unit | None = None
    listed: list[
        Unit
    ] = []  # "Gabon's and Togo's commanders": the possessors before the last, and what joins them
    while True:
        last = extent(sentence, index, lexicon)
        unit = interpret(sentence, index, last, owner, lexicon)
        after = last + 1
        if after < len(sentence.tags) and sentence.tags[after] == "s" and _owns(sentence, after):
            owner = _owning_together(unit, listed)
            listed = []
            index = after + 1
            continue
        if (further := _further_owner(sentence, after, unit, lexicon)) is not None:
            listed += [unit, *(_mark(sentence, at) for at in range(after + 1, further))]
            index = further
            continue
        units += [*listed, unit]
        return after + 1 if _stands_alone(sentence, after, unit) else after


def _owns(sentence: Tagged, at: int) -> bool:
    tags = sentence.tags
    if _inclusive(sentence, at + 1):
        return False
    return at + 1 < len(tags) and tags[at + 1] in "JjUANCWXSTKhLOBgeb"


def _further_owner(sentence: Tagged, after: int, unit: Unit, lexicon: Lexicon) -> int | None:
    """Where the next possessor of a list of states begins: "Fiji's, Tonga's and Samoa's ministers"."""
    tags = sentence.tags
    if after + 2 >= len(tags) or tags[after] != "s" or unit.mention is None or not unit.mention.states:
        return None
    further = after + 2
    if tags[after + 1] == "," and tags[further] == "&":
        further += 1
    if tags[after + 1] not in "&," or further >= len(tags) or tags[further] not in "DABLOTK":
        return None
    behind = extent(sentence, further, lexicon) + 1
    return further if behind < len(tags) and tags[behind] == "s" else None


def _owning_together(unit: Unit, listed: list[Unit]) -> Unit:
    """The last possessor of a list, for the states of all of them."""
    if unit.mention is None or not listed:
        return unit
    states = [state for one in (*listed, unit) if one.mention is not None for state in one.mention.states]
    unit.mention = replace(unit.mention, states=tuple(dict.fromkeys(states)))
    return unit


def _stands_alone(sentence: Tagged, after: int, unit: Unit) -> bool:
    """The possessive mark of a state with nothing behind it: "three ministers, Peru's among them"."""
    if after + 1 >= len(sentence.tags) or sentence.tags[after] != "s" or unit.mention is None:
        return False
    return bool(unit.mention.states) and (
        sentence.tags[after + 1] in ",P" or sentence.lows[after + 1] in ("included", "the")
    )
