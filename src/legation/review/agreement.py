"""How far two coders agree: Cohen's κ and Krippendorff's α, with bootstrap intervals over units.

κ: Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
α: Krippendorff, "Content Analysis" (nominal data, any number of coders, missing codings allowed).
Both are 1 for agreement in all, 0 for what chance would give, below 0 for less. They are not defined where every
coding is the same value: then None, since nothing could have been told apart.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

DRAWS = 1000
SEED = 20141120
Pair = tuple[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval (None where it is not defined), over so many units."""

    value: float | None
    low: float | None
    high: float | None
    units: int


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's κ of two coders."""
    if not pairs:
        return None
    total = len(pairs)
    agreed = sum(a == b for a, b in pairs) / total
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[value] * right[value] for value in left) / total**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def alpha(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's α for nominal data; a coding that is missing is None, a unit coded once does not count."""
    paired = [[v for v in unit if v is not None] for unit in units]
    paired = [values for values in paired if len(values) > 1]
    totals = Counter(value for values in paired for value in values)
    n = totals.total()
    observed = 0.0
    for values in paired:
        counts = Counter(values)
        differing = len(values) ** 2 - sum(count**2 for count in counts.values())
        observed += differing / (len(values) - 1)
    expected = n**2 - sum(count**2 for count in totals.values())
    return None if expected == 0 else 1 - (n - 1) * observed / expected


def with_interval(
    units: Sequence[Sequence[Hashable | None]],
    figure: Callable[[Sequence[Sequence[Hashable | None]]], float | None],
) -> Figure:
    """A figure with its interval: the middle 95 % over samples of as many units, drawn with a fixed seed."""
    value = figure(units)
    if value is None or len(units) < 2:
        return Figure(value, None, None, len(units))
    draw = random.Random(SEED)
    found = []
    for _ in range(DRAWS):
        one = figure([units[draw.randrange(len(units))] for _ in units])
        if one is not None:
            found.append(one)
    found.sort()
    if len(found) < DRAWS / 2:  # most samples could tell nothing apart
        return Figure(value, None, None, len(units))
    return Figure(value, found[int(0.025 * len(found))], found[int(0.975 * (len(found) - 1))], len(units))


def kappa_of_units(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """`kappa` of units with two codings each; units that one of the two has not coded do not count."""
    return kappa([(a, b) for a, b in units if a is not None and b is not None])
