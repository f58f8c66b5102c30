"""Whom a sentence is about that names nobody, or one side: what the story's thread makes likely, and what it leaves open."""

from __future__ import annotations

import pytest

from legation.pipeline import Pipeline
from legation.types import Capture, Report


def told(pipeline: Pipeline, text: str) -> list[Report]:
    page = pipeline.read(Capture("story.txt", text.encode(), "text/plain", "0" * 64))
    return list(page.reports)


def states(reports: list[Report], type_: str) -> set[str]:
    return {" ".join(report.states) for report in reports if report.type == type_}


def test_the_pair_last_told_of_is_likelier_than_one_told_of_long_before(pipeline: Pipeline) -> None:
    text = (
        "Boats and howitzers\n\nYEREVAN, 14 March 2024 - Peru bought four patrol boats from Spain in 2020.\n\n"
        "Armenia ordered 24 howitzers from India in 2022, the newspaper said. The price was not made public. "
        "Under the contract the last guns are to be delivered in 2026.\n"
    )
    delivered = [report.states for report in told(pipeline, text) if report.stage == "delivered"]
    assert delivered == [("ARM", "IND")]


@pytest.mark.parametrize(
    "text",
    [
        "The deputies are to vote on the ratification of the treaty next week.",
        "The last of the commandos are to go home by the end of June.",
    ],
)
def test_without_a_story_nobody_is_supposed(pipeline: Pipeline, text: str) -> None:
    assert told(pipeline, f"News\n\nLIMA, 14 March 2024 - {text}\n") == []


def test_what_the_rules_refuse_is_not_brought_back(pipeline: Pipeline) -> None:
    text = (
        "At sea\n\nLIMA, 14 March 2024 - The ministers of Peru and Chile met in Lima on Thursday. "
        "The Chilean navy exercised alone off Valparaíso the same day.\n"
    )
    assert states(told(pipeline, text), "exercise") == set()


def test_a_later_step_is_told_of_the_states_that_took_the_first(pipeline: Pipeline) -> None:
    text = (
        "A treaty before the house\n\nBISHKEK, 14 March 2024 - Kyrgyzstan and Tajikistan signed a treaty on their border in "
        "Bishkek on Wednesday. The talks had taken years. The deputies are to vote on its ratification next week.\n"
    )
    signed, ratified = (report for report in told(pipeline, text) if report.type == "agreement")
    assert signed.states == ratified.states == ("KGZ", "TJK")
    assert (ratified.stage, ratified.factuality) == ("ratified", "planned")
    assert ratified.confidence <= signed.confidence
