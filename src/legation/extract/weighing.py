"""What the words of a sentence tell of, weighed: how likely it is that it tells of an event of each type.

The rules say what a sentence tells and of whom; the weights, learned from coded sentences by ``./run.sh learn``, say how
much its words are like those of sentences that do. They serve twice: a reading that the words speak against is dropped,
and a sentence that no rule reads, but whose words speak strongly for one type, is still told of.
"""

from __future__ import annotations

import itertools
import math
import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from legation.extract.clauses import Clause
from legation.extract.tagged import Tagged
from legation.extract.units import Unit
from legation.types import Span
from legation.vocabulary import Weights

_PLAIN = ',.;:"()/-—&'  # tags of marks, which say nothing
_NAMED = "ABCLOWXUtm"  # tags of names, numbers, times and sums: that one stands there is weighed, not which


def features(tagged: Tagged, clauses: Sequence[Clause]) -> set[str]:
    """What is weighed of a sentence: its words and pairs of words, its classes, and which stand in which relation.

    ``w:`` a word, ``b:`` two words in a row, ``v:`` a class of a verb, ``n:`` a class or kind of a noun group,
    ``label:class`` the same under its label, ``lemma>label:class`` the same under its verb.
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
    return tuple((label, unit.mention.span) for label, unit, _ in _groups(clause) if unit.mention is not None)


def _worded(tagged: Tagged, places: range) -> set[str]:
    """The words and pairs of words at these places."""
    tags, lemmas, lows = tagged.tags, tagged.lemmas, tagged.lows
    words = [
        tags[index] if tags[index] in _NAMED else lemmas.get(index, lows[index])
        for index in places
        if tags[index] not in _PLAIN
    ]
    found = {f"w:{word}" for word in words if word.isalpha() and word.islower()}
    found.update(f"b:{one}_{other}" for one, other in itertools.pairwise(words))
    return found


def _placed(clause: Clause) -> set[str]:
    """The classes of a clause in their grammatical places."""
    found = {f"v:{name}" for name in clause.classes}
    verb = clause.verb.lemma if clause.verb is not None else ""
    for label, unit, direct in _groups(clause):
        for name in _names(unit):
            found.add(f"n:{name}")
            found.add(f"{label}:{name}")
            if direct and verb:
                found.add(f"{verb}>{label}:{name}")
    return found


def weigh(found: set[str], weights: Weights) -> dict[str, float]:
    """How likely, 0 to 1, a sentence with these features tells of an event of each type."""
    table = weights.of
    total = sum([_row(table[feature]) for feature in found & table.keys()], _level(weights.start))
    sums = _unpack(total, len(weights.types))
    return {name: 1 / (1 + math.exp(-each / 100)) for name, each in zip(weights.types, sums, strict=True)}


# The weights of all types stand in one whole number, _BITS for each: one addition adds them all.
_BITS = 32
_ZERO = 1 << (
    _BITS - 1
)  # what stands for 0 in a sum, so that no place ever goes below it and borrows of the next


@cache
def _row(cells: str) -> int:
    """The weights of one feature; read when it is first met, for most are not met in a day."""
    pairs = (cell.split(":") for cell in cells.split("\t"))
    return sum(int(weight) << (_BITS * int(number)) for number, weight in pairs)


@cache
def _level(start: tuple[int, ...]) -> int:
    """Where the sums of all types start."""
    return sum((_ZERO + each) << (_BITS * number) for number, each in enumerate(start))


def _unpack(total: int, count: int) -> list[int]:
    packed = total.to_bytes(count * _BITS // 8, "little")
    return [each - _ZERO for each in struct.unpack(f"<{count}I", packed)]


def _groups(clause: Clause) -> Iterator[tuple[str, Unit, bool]]:
    """The noun groups of a clause with their labels, and those that belong to them."""
    waiting = [("subj", unit, True) for unit in clause.subjects]
    waiting += [("obj", unit, True) for unit in clause.objects]
    waiting += [(label, unit, True) for label, unit in clause.prepositions]
    seen: set[tuple[str, int]] = set()
    while waiting:
        label, unit, direct = waiting.pop()
        if (label, id(unit)) in seen:
            continue
        seen.add((label, id(unit)))
        yield label, unit, direct
        waiting += [(inner, other, False) for inner, other in unit.complements]
        if unit.owner is not None:
            waiting.append(("own", unit.owner, False))


def _names(unit: Unit) -> Iterator[str]:
    yield from unit.classes
    if unit.mention is not None:
        yield unit.mention.kind
    if unit.item is not None:
        yield "item"
    if unit.money is not None:
        yield "sum"
