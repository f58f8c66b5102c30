"""Adding up what many features weigh for each of several outcomes, in one addition for each feature.

The weights of all outcomes stand in one whole number, _BITS for each: one addition adds them all.
"""

from __future__ import annotations

import struct
from functools import cache

from legation.vocabulary import Weights

_BITS = 32
_ZERO = 1 << (
    _BITS - 1
)  # what stands for 0 in a sum, so that no place ever goes below it and borrows of the next


def tally(features: set[str], weights: Weights) -> list[int]:
    """What these features weigh together for each outcome, in hundredths; all of them must be in the table."""
    rows = weights.rows
    for feature in features.difference(rows):  # read when first met, for most are not met in a day
        rows[feature] = _row(weights.of[feature])
    total = sum(map(rows.__getitem__, features), _level(weights.start))
    packed = total.to_bytes(len(weights.start) * _BITS // 8, "little")
    return [each - _ZERO for each in struct.unpack(f"<{len(weights.start)}I", packed)]


def _row(cells: str) -> int:
    """The weights of one feature."""
    pairs = (cell.split(":") for cell in cells.split("\t"))
    return sum(int(weight) << (_BITS * int(number)) for number, weight in pairs)


@cache
def _level(start: tuple[int, ...]) -> int:
    """Where the sums of all outcomes start."""
    return sum((_ZERO + each) << (_BITS * number) for number, each in enumerate(start))
