"""Short stories, and the dates, places, stages, actors, claims, things and sums that must be read in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from legation.pipeline import Pipeline
from legation.types import Capture, Report

_STORIES = [
    story
    for name in ("stories.toml", "dates.toml", "grounds.toml", "steps.toml", "threads.toml")
    for story in tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))["story"]
]
_EVENTS = [
    pytest.param(story["text"], event, id=f"{story['name']} ({number})")
    for story in _STORIES
    for number, event in enumerate(story["event"], 1)
]


def _told(pipeline: Pipeline, text: str, event: dict[str, Any]) -> Report:
    page = pipeline.read(Capture("story.txt", text.strip().encode() + b"\n", "text/plain", "0" * 64))
    found = [r for r in page.reports if (r.type, " ".join(r.states)) == (event["type"], event["states"])]
    return found[0]


@pytest.mark.parametrize(("text", "event"), _EVENTS)
def test_story_is_read(pipeline: Pipeline, text: str, event: dict[str, Any]) -> None:
    report = _told(pipeline, text, event)
    if "date" in event:
        assert (report.date or "") == event["date"], report.date_basis
    if "place" in event:
        assert ((report.place and report.place.country) or "") == event["place"]
    for name in ("mode", "stage", "factuality"):
        if name in event:
            assert (getattr(report, name) or "") == event[name], name
    if "claims" in event:
        assert event["claims"] in {claim.state for claim in report.claims}
    roles = {actor.name: actor.role for actor in report.actors}
    assert {name: roles.get(name) for name in event.get("actors", {})} == event.get("actors", {})
    if "items" in event:
        assert [f"{i.quantity or '?'} {i.designation}" for i in report.items] == event["items"]
    if "money" in event:
        assert [f"{m.amount:.0f} {m.currency}" for m in report.money] == event["money"]
