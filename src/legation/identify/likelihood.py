"""Shares as odds, and sums of odds as likelihoods: how what speaks for something is added up."""

from __future__ import annotations

import math

_LEAST, _MOST = 0.01, 0.99  # nothing is surer than that


def odds(share: float) -> float:
    """The logarithm of the odds of a share, 0 to 1."""
    share = min(max(share, _LEAST), _MOST)
    return math.log(share / (1 - share))


def likelihood(value: float) -> float:
    """How likely, 0 to 1, what has these odds is."""
    return 1 / (1 + math.exp(-value))
