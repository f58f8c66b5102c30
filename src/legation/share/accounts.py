"""Accounts of one event side by side: what all say, and what only one says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from legation.share import wording
from legation.share.screen import Screen, clean
from legation.types import Event, Story

_LABEL = 10  # characters


class Account(Protocol):
    """What one side says."""

    @property
    def state(self) -> str | None: ...
    @property
    def stories(self) -> tuple[Story, ...]: ...
    @property
    def topics(self) -> tuple[str, ...]: ...
    @property
    def promises(self) -> tuple[str, ...]: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def words(self) -> tuple[tuple[str, int], ...]: ...


def side_by_side(screen: Screen, event: Event, accounts: Sequence[Account], names: Mapping[str, str]) -> None:
    """Print the accounts of an event, one below the other, with what only one of them has marked by +."""
    head = f"{wording.kind(event)}  {wording.named(event.states, names)}  {wording.when(event.date)}"
    screen.put((event.id, "bold"), "  ", (head, "bold cyan"))
    if len(accounts) < 2:
        screen.put(("only one side's account of it is in the record", "yellow"))
    for one in accounts:
        rest = [other for other in accounts if other is not one]
        screen.put()
        whose = names.get(one.state, one.state) if one.state else "others"
        screen.put((f"{whose}", "bold underline"))
        for story in one.stories:
            screen.put((f"– {wording.source(story)}", "dim"), indent=2)
        _row(screen, "topics", one.topics, [other.topics for other in rest])
        _row(screen, "names", one.names, [other.names for other in rest])
        _lines(screen, "promises", one.promises)
        words = ", ".join(f"{word} ({count})" if count > 1 else word for word, count in one.words)
        _put(screen, "words", f"that no other account uses: {words}" if words else "")
    if any(len(accounts) > 1 and (one.topics or one.names) for one in accounts):
        screen.put()
        screen.put(("+ only in this account", "dim"))


def _row(screen: Screen, label: str, values: Sequence[str], others: Sequence[Sequence[str]]) -> None:
    elsewhere = {value for other in others for value in other}
    mark = "+" if others else ""
    _put(screen, label, ", ".join(value if value in elsewhere else f"{mark}{value}" for value in values))


def _lines(screen: Screen, label: str, values: Sequence[str]) -> None:
    for number, value in enumerate(values):
        _put(screen, "" if number else label, f"“{value}”")


def _put(screen: Screen, label: str, value: str) -> None:
    if value:
        screen.put((label.ljust(_LABEL), "dim"), clean(value), indent=2)
