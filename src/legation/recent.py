"""Values that are kept as long as they are used: the least memory of which values come again."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most so many values by their keys; those that were not asked for lately make room.

    Kept in two halves: what is asked for stands in the young one, and when that is full it becomes the old one, whose
    place it takes. So every step takes the same time however many are kept. (Taking the first out of one dictionary
    again and again does not: it goes over all the places that have become empty.)
    """

    def __init__(self, most: int) -> None:
        self._half = max(1, most // 2)
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """What is kept under a key; None where nothing is."""
        found = self._young.get(key)
        if found is None and key in self._old:
            found = self._old.pop(key)
            self.put(key, found)
        return found

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        if len(self._young) >= self._half:
            self._young, self._old = {}, self._young
        self._young[key] = value

    def __len__(self) -> int:
        return len(self._young.keys() | self._old.keys())
