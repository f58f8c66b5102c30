"""What the words of a sentence tell of, weighed: how likely it is that it tells of an event of each type.

The rules say what a sentence tells and of whom; the weights, learned from coded sentences by ``./run.sh learn``, say how
much its words are like those of sentences that do. They serve twice: a reading that the words speak against is dropped,
and a sentence that no rule reads, but whose words speak strongly for one type, is still told of.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from legation.extract.clauses import Clause
from legation.extract.tagged import Tagged
from legation.extract.units import Unit
from legation.tally import tally
from legation.types import Span
from legation.vocabulary import Weights

_PLAIN = ',.;:"()/-—&'  # tags of marks, which say nothing
_NAMED = "ABCLOWXUtm"  # tags of names, numbers, times and sums: that one stands there is weighed, not which

_COMMON = frozenset({"pronoun", "office", "forces", "both", "people", "country"})  # mentions by a common noun


def features(tagged: Tagged, clauses: Sequence[Clause]) -> set[str]:
    """What is weighed of a sentence: its words and pairs of words, its classes, and which stand in which relation.

    ``w:`` a word, ``b:`` two words in a row, ``k:`` two with one between them, ``v:`` a class of a verb, ``n:`` a class or
    kind of a noun group, ``label:class`` the same under its label, ``lemma>label:class`` the same under its verb;
    ``label:=word`` and ``lemma>label:=word`` the same of the head of a noun group.
    """
    return _worded(tagged, range(len(tagged.tags))).union(*map(_placed, clauses))


def features_of_parts(tagged: Tagged, clauses: Sequence[Clause]) -> list[set[str]]:
    """The same of each clause by itself, with the words between its ends."""
    starts = [start for start, _ in tagged.spans]
    return [
        _worded(tagged, range(bisect_left(starts, clause.start), bisect_left(starts, clause.end)))
        | _placed(clause)
        for clause in clauses
    ]


def placed(clause: Clause) -> tuple[tuple[str, Span], ...]:
    """Whom a clause names, each with the label of the noun group that names it."""
    return tuple(
        (label, unit.mention.span) for label, unit, _ in groups_of(clause) if unit.mention is not None
    )


def _worded(tagged: Tagged, places: range) -> set[str]:
    """The words and pairs of words at these places."""
    tags = tagged.tags
    words = [word_at(tagged, index) for index in places if tags[index] not in _PLAIN]
    found = {f"w:{word}" for word in words if word.isalpha() and word.islower()}
    found.update(f"b:{one}_{other}" for one, other in itertools.pairwise(words))
    found.update(f"k:{one}_{other}" for one, other in zip(words, words[2:], strict=False))
    return found


def word_at(tagged: Tagged, index: int) -> str:
    """The word at a place, as its dictionary has it; of a name, number, time or sum what it is."""
    tag = tagged.tags[index]
    return tag if tag in _NAMED else tagged.lemmas.get(index, tagged.lows[index])


def _placed(clause: Clause) -> set[str]:
    """The classes of a clause in their grammatical places."""
    found = {f"v:{name}" for name in clause.classes}
    verb = clause.verb.lemma if clause.verb is not None else ""
    for label, unit, host in groups_of(clause):
        direct = host is None
        for name in names_of(unit):
            found.add(f"n:{name}")
            found.add(f"{label}:{name}")
            if direct and verb:
                found.add(f"{verb}>{label}:{name}")
        head = head_of(unit)
        if head.isalpha() and head.islower():
            found.add(f"{label}:={head}")
            if direct and verb:
                found.add(f"{verb}>{label}:={head}")
    return found


def weigh(found: set[str], weights: Weights) -> dict[str, float]:
    """How likely, 0 to 1, a sentence with these features tells of an event of each type."""
    sums = tally(found & weights.of.keys(), weights)
    return {name: 1 / (1 + math.exp(-each / 100)) for name, each in zip(weights.types, sums, strict=True)}


def groups_of(clause: Clause) -> Iterator[tuple[str, Unit, Unit | None]]:
    """The noun groups of a clause with their labels; and those that belong to them, with the group that they belong to."""
    waiting: list[tuple[str, Unit, Unit | None]] = [("subj", unit, None) for unit in clause.subjects]
    waiting += [("obj", unit, None) for unit in clause.objects]
    waiting += [(label, unit, None) for label, unit in clause.prepositions]
    seen: set[tuple[str, int]] = set()
    while waiting:
        label, unit, host = waiting.pop()
        if (label, id(unit)) in seen:
            continue
        seen.add((label, id(unit)))
        yield label, unit, host
        waiting += [(inner, other, unit) for inner, other in unit.complements]
        if unit.owner is not None:
            waiting.append(("own", unit.owner, unit))


def head_of(unit: Unit) -> str:
    """The head of a noun group; none of a name, for which state or person it is shall not be learned."""
    return unit.head if unit.mention is None or unit.mention.kind in _COMMON else ""


def names_of(unit: Unit) -> Iterator[str]:
    """What a noun group is: its classes, the kind of its mention, whether it is an item or a sum."""
    yield from unit.classes
    if unit.mention is not None:
        yield unit.mention.kind
    if unit.item is not None:
        yield "item"
    if unit.money is not None:
        yield "sum"
