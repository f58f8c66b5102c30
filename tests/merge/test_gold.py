"""The gate of merging, on reports made from gold: what a faultless coder would hand over."""

from __future__ import annotations

from gold_reports import gold_reports, truth
from legation.merge import merge
from legation.scoring import b_cubed, pairwise

PRECISION, RECALL, B_CUBED = 0.97, 0.93, 0.95
"""Floors; raised by hand, never lowered silently."""


def test_gold_clusters() -> None:
    reports = gold_reports()
    true = truth(reports)
    found = {report: event.id for event in merge(reports) for report in event.reports}
    pairs, b3 = pairwise(true, found), b_cubed(true, found)
    print(
        f"pairwise precision {pairs.precision:.3f} recall {pairs.recall:.3f}; B³ {b3.f1:.3f} ({len(true)} reports)"
    )
    assert pairs.precision >= PRECISION
    assert pairs.recall >= RECALL
    assert b3.f1 >= B_CUBED


def test_every_report_is_in_one_event() -> None:
    reports = gold_reports()
    held = [report for event in merge(reports) for report in event.reports]
    assert sorted(held) == sorted(report.id for report in reports)


def test_no_event_holds_two_reports_of_one_story() -> None:
    stories = {report.id: report.story.id for report in gold_reports()}
    for event in merge(gold_reports()):
        assert len({stories[one] for one in event.reports}) == len(event.reports)
