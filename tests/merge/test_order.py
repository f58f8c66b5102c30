"""Moves are put in the order in which they happened: the quick way gives what the rule says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legation.gazetteer import deal_words
from legation.merge import merge
from legation.merge.deals.moves import Move, in_order, is_move, move
from legation.types import Report

from .steps import moves

WORDS = deal_words()


def made(reports: list[Report]) -> list[Move]:
    by_id = {one.id: one for one in reports}
    return [move(e, [by_id[r] for r in e.reports], WORDS) for e in merge(by_id.values()) if is_move(e)]


@given(st.lists(moves(), max_size=9))
def test_moves_come_as_they_happened(reports: list[Report]) -> None:
    found = made(reports)
    rest, expected = list(found), []
    while rest:  # the rule as it is written: of those that nothing surely precedes, that of the lowest stage
        ready = [m for m in rest if all(m.low <= other.high for other in rest)]
        ready.sort(key=lambda m: (m.rank, m.low, m.high, m.family == "accord", m.founder))
        expected.append(ready[0])
        rest.remove(ready[0])
    assert in_order(found) == expected
    assert in_order(found[::-1]) == expected
