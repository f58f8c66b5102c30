"""Long work on a record says how far it has got, to whoever wants to know."""

from __future__ import annotations

from typing import Protocol


class Tell(Protocol):
    """Told again and again: what is being done, and how many of how many are done; all of them, when it is over.

    ``rare`` marks work that is done once in the life of a record, and is told of however short it is.
    """

    def __call__(self, what: str, done: int, of: int, rare: bool = False) -> None: ...


def silent(what: str, done: int, of: int, rare: bool = False) -> None:
    """Tells nobody."""
