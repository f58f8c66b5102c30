"""Short stories, and whose word what they tell is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from legation.pipeline import Pipeline
from legation.types import Capture, Claim

_STORIES = tomllib.loads(Path(__file__).with_name("speakers.toml").read_text(encoding="utf-8"))["story"]
_CASES = [
    pytest.param(story["text"], type_, claims, id=f"{story['name']} ({type_})")
    for story in _STORIES
    for type_, claims in story["claims"].items()
]


def _words(claim: Claim) -> str:
    via = f" via {claim.via}" if claim.via is not None else ""
    return f"{claim.state or '-'} {claim.name}{via}"


@pytest.mark.parametrize(("text", "type_", "claims"), _CASES)
def test_whose_word_it_is(pipeline: Pipeline, text: str, type_: str, claims: list[str]) -> None:
    page = pipeline.read(Capture("story.txt", text.strip().encode() + b"\n", "text/plain", "0" * 64))
    told = [report for report in page.reports if report.type == type_]
    assert [[_words(claim) for claim in report.claims] for report in told] == [claims]
