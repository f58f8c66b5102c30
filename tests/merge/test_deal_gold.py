"""The gate of linking: histories written by hand, event by event and as the coder reads their stories."""

from __future__ import annotations

import pytest

from deals import by_events, by_stories, gold_deals, share

SEQUENCES, PAIRS = 0.95, 0.98
"""Floors over events; raised by hand, never lowered silently."""
STORIES, STORY_PAIRS, STORY_PRECISION = 0.72, 0.92, 0.98
"""Floors over the coder's own reports, whose misreadings of a stage count here too."""


def test_the_gold_is_what_it_says() -> None:
    golds = gold_deals()
    assert len({gold.key for gold in golds}) == len(golds)
    assert sum(3 <= len(gold.steps) <= 8 for gold in golds) >= 40
    assert sum(all(step.page for step in gold.steps) for gold in golds) >= 15
    ids = [step.report.id for gold in golds for step in gold.steps]
    assert len(set(ids)) == len(ids)


def test_histories() -> None:
    measured = by_events(gold_deals())
    right, number = share(measured.results)
    both, linked, wanted = measured.pairs
    assert right / number >= SEQUENCES, [r.gold.key for r in measured.results if not r.stages]
    assert both / linked >= PAIRS
    assert both / wanted >= PAIRS
    for gold in gold_deals():
        for name in ("framework", "renews"):
            other = getattr(gold, name)
            if other:
                assert getattr(measured.home[gold.key], name) == measured.home[other].id, gold.key


@pytest.mark.slow
def test_stories() -> None:
    measured = by_stories(gold_deals())
    right, number = share(measured.results)
    both, linked, wanted = measured.pairs
    assert right / number >= STORIES
    assert both / wanted >= STORY_PAIRS
    assert both / linked >= STORY_PRECISION
