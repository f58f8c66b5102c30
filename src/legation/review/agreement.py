"""How far two coders agree: Cohen's κ and Krippendorff's α as NLTK computes them, with intervals by the jackknife.

κ: Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
α: Krippendorff, "Content Analysis" (nominal data, any number of coders, missing codings allowed).
Both are 1 for agreement in all, 0 for what chance would give, below 0 for less. They are not defined where every
coding is the same value: then None, since nothing could have been told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

Unit = Sequence[Hashable | None]
Measure = Callable[[Sequence[Unit]], float | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval (None where it is not defined), over so many units."""

    value: float | None
    low: float | None
    high: float | None
    units: int


def kappa(units: Sequence[Unit]) -> float | None:
    """Cohen's κ of two coders; units that one of the two has not coded do not count."""
    return _figure("kappa", [unit for unit in units if None not in unit])


def alpha(units: Sequence[Unit]) -> float | None:
    """Krippendorff's α for nominal data; a coding that is missing is None, a unit coded once does not count."""
    return _figure("alpha", [unit for unit in units if sum(value is not None for value in unit) > 1])


def _figure(name: str, units: Sequence[Unit]) -> float | None:
    """A measure of NLTK's, over codings with numbers in place of coders, units and values."""
    from nltk.metrics.agreement import AnnotationTask

    values = {value: number for number, value in enumerate(dict.fromkeys(v for unit in units for v in unit))}
    coded = [
        (str(coder), str(number), values[value])
        for number, unit in enumerate(units)
        for coder, value in enumerate(unit)
        if value is not None
    ]
    if len({value for *_, value in coded}) < 2:
        return None
    task: Any = AnnotationTask
    return float(getattr(task(data=coded), name)())


def with_interval(units: Sequence[Unit], figure: Measure) -> Figure:
    """A figure with its interval: Student's t times the jackknife's standard error, within −1 and 1.

    The jackknife leaves out one unit after another (Efron and Stein, "The jackknife estimate of variance", Annals of
    Statistics 9, 1981). Units coded alike are alike when left out, so that a figure is asked for once for each way of
    coding a unit and not a thousand times.
    """
    value, count = figure(units), len(units)
    if value is None or count < 3:
        return Figure(value, None, None, count)
    without: list[tuple[float, int]] = []
    for codings, many in Counter(map(tuple, units)).items():
        rest = list(units)
        del rest[next(n for n, unit in enumerate(units) if tuple(unit) == codings)]
        left = figure(rest)
        if left is not None:  # else nothing could be told apart without that unit
            without.append((left, many))
    seen = sum(many for _, many in without)
    if seen < count / 2:
        return Figure(value, None, None, count)
    mean = sum(left * many for left, many in without) / seen
    spread = sum(many * (left - mean) ** 2 for left, many in without) * (seen - 1) / seen
    reach = _t(seen - 1) * float(spread**0.5)
    return Figure(value, max(-1.0, value - reach), min(1.0, value + reach), count)


def _t(freedom: int) -> float:
    """The 97.5th percentile of Student's t: the expansion of Abramowitz and Stegun 26.7.5, within 1 % from 3 on."""
    z = NormalDist().inv_cdf(0.975)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))
