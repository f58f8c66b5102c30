"""How far long work on a record has got, told on standard error: a line when it takes a while, then every ten seconds.

Lines, and no bar: they are told while other commands draw a bar of their own, and a log keeps them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from legation.commands.running import Stopped, say, span
from legation.record import Record

PATIENCE, AGAIN = 2.0, 10.0
"""Seconds until work is told of at all, and between two lines on it."""


class Teller:
    """Tells of the work on one record; what is over before anybody would wonder is not told of."""

    def __init__(self, path: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.at_work: str | None = None
        self._path = path
        self._clock = clock
        self._began = 0.0
        self._told: float | None = None

    def __call__(self, what: str, done: int, of: int, rare: bool = False) -> None:
        """Hear how far it has got, and tell it where it is time to."""
        now = self._clock()
        if what != self.at_work:
            self.at_work, self._began, self._told = what, now, None
        spent = now - self._began
        if done >= of:
            if self._told is not None:
                say(f"{self._path}: {what}: all {of:,} in {span(spent)}")
            self.at_work = None
        elif rare and self._told is None:
            self._tell(now, f"{of:,}; may be stopped, nothing is lost")
        elif now - (self._told or self._began) >= (AGAIN if self._told else PATIENCE):
            left = f", about {span(spent / done * (of - done))} left" if done else ""
            self._tell(now, f"{done:,} of {of:,}{left}")

    def _tell(self, now: float, how_far: str) -> None:
        self._told = now
        say(f"{self._path}: {self.at_work}: {how_far}")


@contextmanager
def open_record(path: str, create: bool = False) -> Iterator[Record]:
    """A record, opened while telling of what has to be worked out first; stopping that is told as what it is.

    Raises `RecordError` (see `Record.open`), `Stopped`.
    """
    from legation.upkeep import keeping

    teller = Teller(path)
    try:
        opened = keeping.open_record(path, create, teller)
    except KeyboardInterrupt:
        if teller.at_work is None:
            raise
        raise Stopped(
            f"stopped while {teller.at_work.partition(',')[0]}; nothing is lost, the next command on {path} goes on with it"
        ) from None
    with opened:
        yield opened
