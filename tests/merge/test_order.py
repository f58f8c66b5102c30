"""Order of arrival, repetition and judgements: what must never change the events, and what must."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gold_reports import gold_reports
from legation.errors import JudgementError
from legation.judgement import DIFFERENT, SAME, UNSURE, Judgement, judgement
from legation.merge import check, judge, merge, profile
from legation.merge.blocks import candidates, looks, member, rows, worth_comparing
from legation.types import Report

from .made import report, story
from .strategies import judged, report_lists

UNHURRIED = settings(deadline=None, max_examples=50)


@UNHURRIED
@given(report_lists(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(reports: list[Report], chance: random.Random) -> None:
    again = [*reports, *reports]
    chance.shuffle(again)
    assert merge(again) == merge(reports)


def test_gold_in_any_order() -> None:
    reports = list(gold_reports())
    first = merge(reports)
    random.Random(7).shuffle(reports)
    assert merge(reports) == first


@UNHURRIED
@given(report_lists())
def test_verdicts_are_symmetric(reports: list[Report]) -> None:
    for a, b in zip(reports, reversed(reports), strict=True):
        if a.id != b.id:
            assert judge(profile(a), profile(b)) == judge(profile(b), profile(a))


@UNHURRIED
@given(report_lists())
def test_blocks_find_what_is_worth_comparing(reports: list[Report]) -> None:
    """Looking one by one, as a store does, finds the pairs that a sweep over all finds."""
    members = [member(profile(one)) for one in reports]
    swept = {frozenset((a.profile.id, b.profile.id)) for a, b in candidates(members)}
    filed = [(row, one) for one in members for row in rows(one)]
    partners = sorted({state for report in reports for state in report.states})
    looked = set()
    for one in members:
        for look in looks(one, partners):
            for row, other in filed:
                hit = row.name == look.name and look.first <= row.low <= look.last and row.high >= look.reach
                if hit and other is not one and worth_comparing(one, other):
                    looked.add(frozenset((one.profile.id, other.profile.id)))
    assert swept == looked


@UNHURRIED
@given(judged(), st.randoms(use_true_random=False))
def test_judgements_hold(made: tuple[list[Report], list[Judgement]], chance: random.Random) -> None:
    reports, judgements = made
    try:
        events = merge(reports, judgements)
    except JudgementError:
        return
    home = {one: event.id for event in events for one in event.reports}
    for said in judgements:
        if said.verdict == SAME:
            assert home[said.one] == home[said.other]
        if said.verdict == DIFFERENT:
            assert home[said.one] != home[said.other]
    chance.shuffle(reports)
    chance.shuffle(judgements)
    assert merge(reports, judgements) == events


A, B, C = (
    report(story(name), "meeting", date=day) for name, day in (("a", None), ("b", "2014"), ("c", "2016"))
)


def test_contradictory_judgements_name_the_reports() -> None:
    said = [judgement(A.id, B.id, SAME), judgement(C.id, B.id, SAME), judgement(C.id, A.id, DIFFERENT)]
    with pytest.raises(JudgementError) as refused:
        check(said)
    assert all(one.id in str(refused.value) for one in (A, B, C))


def test_a_person_joins_what_rules_keep_apart() -> None:
    assert len(merge([B, C])) == 2
    event = merge([B, C], [judgement(B.id, C.id, SAME, by="Ana")])[0]
    assert "Ana said" in event.reasons[0]


def test_unsure_sets_the_rule_aside() -> None:
    twice = [
        report(story("a"), words="the pact of Islamabad"),
        report(story("b"), words="a pact in Islamabad"),
    ]
    assert len(merge(twice)) == 1
    assert len(merge(twice, [judgement(twice[0].id, twice[1].id, UNSURE)])) == 2
