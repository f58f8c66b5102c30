"""Shortcuts of linking give what the long way gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from legation.gazetteer import deal_words
from legation.merge import merge
from legation.merge.deals.moves import Move, in_order, is_move, move
from legation.merge.deals.threads import Thread
from legation.merge.deals.weights import judge, most
from legation.types import Report

from .steps import moves

WORDS = deal_words()


def made(reports: list[Report]) -> list[Move]:
    by_id = {one.id: one for one in reports}
    return [move(e, [by_id[r] for r in e.reports], WORDS) for e in merge(by_id.values()) if is_move(e)]


@settings(max_examples=150, deadline=None)
@given(st.lists(moves(), min_size=2, max_size=7))
def test_what_is_left_out_unjudged_could_not_have_been_joined(reports: list[Report]) -> None:
    found = made(reports)
    for n, one in enumerate(found):
        others = found[:n] + found[n + 1 :]
        threads = [Thread(other) for other in others]
        for other in others[1:]:
            threads[0].take(other)
        for thread in threads:
            verdict = judge(one, thread, WORDS)
            assert verdict.vetoed or verdict.value <= most(one, thread) + 1e-6


@settings(max_examples=150, deadline=None)
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
