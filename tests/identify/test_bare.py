"""Words that name no state outright: which state they stand for in a story, or that they stay open."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from legation.document import read
from legation.identify.discourse import Discourse
from legation.pipeline import Pipeline, dateline_time
from legation.types import Capture, Mention, Reading

_STORIES = tomllib.loads(Path(__file__).with_name("bare.toml").read_text(encoding="utf-8"))["story"]
_APPOSITION = 3  # characters between a title and the name behind it
_OPEN_OR_RIGHT = 0.95  # of the words: those that stand for the right state


def _resolved(pipeline: Pipeline, text: str) -> tuple[Reading, Discourse]:
    document = read(Capture("bare.txt", text.encode(), "text/plain", "0" * 64), pipeline.tables)
    (story,) = document.stories
    reading = pipeline.reader.read(story)
    return reading, pipeline.identifier.happenings(reading, dateline_time(story), ())[2]


def _mention(reading: Reading, words: str) -> Mention | None:
    """The mention at the last place where the words stand; a name may follow ("the prime minister, Jonas Gahr Store")."""
    start = reading.story.text.rindex(words)
    end = start + len(words)
    mentions = sorted((m for s in reading.sentences for m in s.mentions), key=lambda m: -m.span.end)
    at = next((m for m in mentions if m.span.start < end and start < m.span.end), None)
    return at or next((m for m in reversed(mentions) if 0 <= m.span.start - end <= _APPOSITION), None)


def read_as(pipeline: Pipeline) -> list[tuple[str, str, str | None]]:
    """(words, the state they stand for, how they are read) of every word of every story."""
    rows: list[tuple[str, str, str | None]] = []
    for story in _STORIES:
        reading, discourse = _resolved(pipeline, story["text"].strip() + "\n")
        for words, states in story["stands"].items():
            mention = _mention(reading, words)
            rows.append(
                (words, states, " ".join(sorted(discourse.party(mention).states)) if mention else None)
            )
    return rows


@pytest.fixture(scope="module")
def rows(pipeline: Pipeline) -> list[tuple[str, str, str | None]]:
    return read_as(pipeline)


def test_bare_words_stand_for_the_right_state(rows: list[tuple[str, str, str | None]]) -> None:
    wrong = [(words, states, read) for words, states, read in rows if states != read]
    assert 1 - len(wrong) / len(rows) >= _OPEN_OR_RIGHT, wrong


def test_a_ministry_is_known_by_the_longer_names_of_its_state(pipeline: Pipeline) -> None:
    outlet = pipeline.tables.outlets["ministry of defence of the republic of armenia"]
    assert outlet.state == "ARM"
