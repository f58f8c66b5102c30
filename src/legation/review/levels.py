"""A test for a change of level in counts over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 1999
"""Random series that the one at hand is compared with."""
SEED = 20141120
FEWEST = 4
"""Periods below which nothing is tested."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where counts most clearly change their level: from the period of this number on (counted from 0).

    ``p`` is the share of random series of the same total with one even level whose clearest change is as clear.
    """

    at: int
    before: float  # events a period on either side
    after: float
    p: float


def change_of_level(counts: Sequence[int]) -> Change | None:
    """The clearest change of level; None where there are too few periods or no events.

    For each cut the likelihood of two Poisson levels is held against that of one (the likelihood-ratio scan for one
    change point); the p-value comes from `DRAWS` multinomial series with the same total, with a fixed seed. It takes
    the periods as equally long and the events as independent; counts from news are neither wholly, so take a small p
    as a reason to look, not as proof.
    """
    series = np.asarray(counts, dtype=float)
    if len(series) < FEWEST or series.sum() == 0:
        return None
    ratio, at = _clearest(series[None, :])
    even = np.full(len(series), 1 / len(series))
    drawn = np.random.default_rng(SEED).multinomial(int(series.sum()), even, size=DRAWS).astype(float)
    as_clear = int((_clearest(drawn)[0] >= ratio[0] - 1e-9).sum())
    cut = int(at[0])
    p = (1 + as_clear) / (1 + DRAWS)
    return Change(cut, float(series[:cut].mean()), float(series[cut:].mean()), p)


def _clearest(series: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row, the greatest log-likelihood ratio over all cuts, and where it is."""
    length = series.shape[1]
    cuts = np.arange(1, length)
    left = np.cumsum(series, axis=1)[:, :-1]
    total = series.sum(axis=1, keepdims=True)
    ratios = _part(left, cuts) + _part(total - left, length - cuts) - _part(total, np.asarray([length]))
    best = ratios.argmax(axis=1)
    return ratios[np.arange(len(series)), best], cuts[best]


def _part(events: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """Log-likelihood of a stretch at its own level, without what is the same for all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = events * np.log(events / periods)
    return np.where(events > 0, found, 0.0)


def in_words(change: Change | None, periods: Sequence[str]) -> str:
    """What the test found, in one sentence."""
    if change is None:
        return "Too few periods to test for a change of level."
    levels = f"{change.before:.1f} a period before, {change.after:.1f} after"
    p = "p < 0.001" if change.p < 0.001 else f"p = {change.p:.3f}".rstrip("0")
    clear = "A change of level" if change.p < 0.05 else "No clear change of level; the likeliest"
    return f"{clear} at {periods[change.at]}: {levels} ({p}, likelihood-ratio scan, {DRAWS} random series)."
