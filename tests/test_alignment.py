"""Alignment: the assignment against brute force, and how alike two dates are."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from legation.measure.alignment import align, assign, date_likeness, fold

matrices = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(
        st.lists(st.sampled_from([0.0, 0.25, 1.0, 3.0, 4.5, 7.5]), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


def brute(scores: list[list[float]]) -> float:
    """The greatest sum of any assignment that leaves nothing over on the shorter side."""
    if len(scores) > len(scores[0]):
        scores = [list(column) for column in zip(*scores, strict=True)]
    columns = range(len(scores[0]))
    return max(
        sum(scores[i][j] for i, j in enumerate(chosen)) for chosen in permutations(columns, len(scores))
    )


@given(matrices)
def test_no_assignment_has_a_greater_sum(scores: list[list[float]]) -> None:
    pairs = assign(scores)
    assert len(pairs) == min(len(scores), len(scores[0]))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sum(scores[i][j] for i, j in pairs) == pytest.approx(brute(scores))


@given(matrices)
def test_ties_are_broken_as_scipy_breaks_them(scores: list[list[float]]) -> None:
    rows, columns = optimize.linear_sum_assignment([[-score for score in row] for row in scores])
    assert assign(scores) == list(zip(rows.tolist(), columns.tolist(), strict=True))


def test_nothing_is_aligned_with_nothing() -> None:
    assert assign([]) == assign([[], []]) == align((), (), "") == []


@pytest.mark.parametrize(
    ("gold", "mine", "likeness"),
    [
        (None, "2014", "free"),
        ("2014-11-20", None, "open"),
        ("2014-11-20", "2014-11-20", "exact"),
        ("2014-11-20", "2014-11", "compatible"),
        ("2014-11-20", "2014-11-21", "wrong"),
        ("2014-11-20", "2013/2015", "open"),  # too wide to say anything
        ("2014-11-20", "2014/..", "open"),
        ("2014-11-20", "some day", "open"),
        ("198X", "1985-04", "compatible"),
        ("198X", "1990", "wrong"),
        ("201X", "201X", "exact"),
        ("2014-XX", "2014-05", "compatible"),
        ("2014-22", "2014-07-01", "compatible"),  # summer
        ("2014-22", "2014-10", "wrong"),
        ("2023-11~", "2023-11-08", "compatible"),
        ("2015/..", "2020", "compatible"),
    ],
)
def test_dates_are_alike(gold: str | None, mine: str | None, likeness: str) -> None:
    assert date_likeness(gold, mine) == likeness


def test_names_are_compared_without_marks() -> None:
    assert fold("Sébastien  LECORNU, Jr.") == "sebastien lecornu jr"
