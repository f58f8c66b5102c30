"""Settings: the limits a run keeps to, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of a run, as whole numbers above nought."""

    longest_sentence: int = 20_000
    """Characters; a story with a longer sentence is refused. The longest real ones have about 5,000."""
    told_every: int = 500
    """Pages read between two lines of a log."""
    batch: int = 200
    """Pages stored in one transaction."""
    settled: int = 2000
    """Reports merged in one transaction."""
    merged_every: int = 10
    """Batches stored between two mergings, so that a long run does not leave all of it to the end."""


DEFAULTS = Settings()
