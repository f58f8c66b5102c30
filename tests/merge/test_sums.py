"""What two reports come to is worked out in a quick way too, which gives what the table says."""

from __future__ import annotations

from itertools import combinations
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.merge import THRESHOLD, judge, opposed, profile, sum_of
from legation.merge.weighing import Scale
from legation.merge.weights import TABLE
from legation.types import Report

from .strategies import report_lists


@given(report_lists(), st.sampled_from((-inf, 0.0, THRESHOLD, 8.0)))
def test_the_sum_is_that_of_the_table(reports: list[Report], least: float) -> None:
    for a, b in combinations(map(profile, reports), 2):
        verdict = judge(a, b)
        expected = -inf if verdict.vetoed or verdict.value < least else verdict.value
        assert sum_of(a, b, least) == sum_of(b, a, least) == expected
        assert verdict.vetoed or not opposed(a.kind, b.kind)
        for row, score in verdict.answers:
            assert score.value <= row.most


def test_every_question_is_asked() -> None:
    with pytest.raises(AssertionError):
        Scale(TABLE, [row.name for row in TABLE[1:]])
