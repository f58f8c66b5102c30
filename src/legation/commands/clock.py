"""The time of day, and waiting: a seam, so that a day of watching can be tried in a second."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0


class Clock(Protocol):
    """What commands know of time."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class RealClock:
    """The machine's clock."""

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def iso(moment: float) -> str:
    """A moment as ISO has it, UTC."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
