"""How good a clustering is, against the truth: pairwise precision and recall, and B³.

Pairs: a pair of reports in one cluster is right when the truth has them together too.
B³ (Bagga and Baldwin 1998): for each report, the share of its cluster that truly belongs with it (precision) and
the share of its true cluster that is found (recall), averaged over reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision and recall, each 0 to 1 (1 where there is nothing to find)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _pairs(labels: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def pairwise(truth: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Figures:
    """Pairs of reports put together, against pairs that belong together. Both map a report to its cluster."""
    both = _pairs((truth[key], found[key]) for key in truth)
    mine, true = _pairs(found[key] for key in truth), _pairs(truth.values())
    return Figures(both / mine if mine else 1.0, both / true if true else 1.0)


def b_cubed(truth: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Figures:
    """B³ precision and recall. Both map a report to its cluster, over the same reports."""
    if not truth:
        return Figures(1.0, 1.0)
    true_size, found_size = Counter(truth.values()), Counter(found[key] for key in truth)
    cells: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for key in truth:
        cells[truth[key], found[key]] += 1
    precision = sum(n * n / found_size[f] for (_, f), n in cells.items()) / len(truth)
    recall = sum(n * n / true_size[t] for (t, _), n in cells.items()) / len(truth)
    return Figures(precision, recall)
