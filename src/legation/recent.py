"""Values that are kept as long as they are used: the least memory of which values come again."""

from __future__ import annotations

from itertools import islice
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most so many values by their keys; those that were not asked for lately make room.

    What is asked for goes to the end, and where there is no room the first eighth is let go at once. (Taking the first
    out of a dictionary again and again goes over all the places that have become empty; two halves, of which the older
    goes whole, hold half as much at times as there is room for.)
    """

    def __init__(self, most: int) -> None:
        self._most = max(1, most)
        self._kept: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """What is kept under a key; None where nothing is."""
        found = self._kept.pop(key, None)
        if found is not None:
            self._kept[key] = found
        return found

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        if len(self._kept) >= self._most and key not in self._kept:
            self._kept = dict(islice(self._kept.items(), 1 + self._most // 8, None))
        self._kept[key] = value

    def __len__(self) -> int:
        return len(self._kept)
