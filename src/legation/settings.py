"""Settings: one frozen value, checked once where it enters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told. ``today`` (ISO day) is the latest day that any page can have been written."""

    today: str | None = None
    minimum_confidence: float = 0.0  # reports below it are left out of what is printed, never out of a record
