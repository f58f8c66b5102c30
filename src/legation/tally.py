"""Adding up what many features weigh for each of several outcomes, in one addition for each feature.

The weights of all outcomes stand in one whole number, _BITS for each: one addition adds them all.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache

from legation.vocabulary import Weights

_BITS = 32
_ZERO = 1 << (
    _BITS - 1
)  # what stands for 0 in a sum, so that no place ever goes below it and borrows of the next


class _Rows(dict[str, int]):
    """The rows of a table as whole numbers; each is read when it is first met, for most are not met in a day."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, feature: str) -> int:
        cells = self._weights.of[feature].split("\t")
        pairs = (cell.split(":") for cell in cells)
        self[feature] = row = sum(int(weight) << (_BITS * int(number)) for number, weight in pairs)
        return row


_ROWS: dict[int, _Rows] = {}  # by the identity of a table, which its rows hold on to


def tally(features: Iterable[str], weights: Weights) -> list[int]:
    """What these features weigh together for each outcome, in hundredths; all of them must be in the table."""
    rows = _ROWS.get(id(weights))
    if rows is None:
        rows = _ROWS[id(weights)] = _Rows(weights)
    total = sum(map(rows.__getitem__, features), _level(weights.start))
    packed = total.to_bytes(len(weights.start) * _BITS // 8, "little")
    return [each - _ZERO for each in struct.unpack(f"<{len(weights.start)}I", packed)]


@cache
def _level(start: tuple[int, ...]) -> int:
    """Where the sums of all outcomes start."""
    return sum((_ZERO + each) << (_BITS * number) for number, each in enumerate(start))
