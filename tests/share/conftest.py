"""A made-up event with two reports, and consoles that write to memory."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from legation.merge import merge
from legation.share.screen import Screen
from legation.types import Actor, Event, Evidence, Item, Money, Paragraph, Place, Report, Span, Story

TEXT = "Accord\n\nOn Thursday Sergei Shoigu signed an accord on 20 Mi-35s worth $153 million in Islamabad."
_SENTENCE = TEXT.index("On")


def _at(words: str, purpose: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start, start + len(words), words, purpose)


@pytest.fixture
def story() -> Story:
    """A story of one sentence."""
    paragraphs = (Paragraph(Span(0, 6), "headline"), Paragraph(Span(_SENTENCE, len(TEXT)), "lead"))
    return Story(
        "s_1", "news/pak.txt", None, 1, "Accord", "TASS", "RUS", "2014-11-20", None, "en", TEXT, paragraphs
    )  # fmt: skip


@pytest.fixture
def report(story: Story) -> Report:
    """What it says."""
    who = _at("Sergei Shoigu", "actor")
    return Report(
        id="r_1",
        story=story,
        type="transfer",
        mode="sale",
        states=("PAK", "RUS"),
        actors=(
            Actor("Sergei Shoigu", "RUS", "defence minister", "person", "supplier", "Q1", who.start, who.end),
        ),
        date="2014-11-20",
        date_basis="weekday in the story's week",
        place=Place("Islamabad", "PAK", 33.69, 73.06, "city"),
        stage="signed",
        factuality="actual",
        topics=("arms-industry",),
        items=(Item("Mi-35", "helicopter", 20, "20", Span(0, 0)),),
        money=(Money(153e6, "USD", "value", Span(0, 0)),),
        claims=(),
        evidence=(
            Evidence(_SENTENCE, len(TEXT), TEXT[_SENTENCE:], "event"),
            _at("Thursday", "date"),
            _at("Islamabad", "place"),
            _at("20 Mi-35s", "item"),
            _at("$153 million", "money"),
        ),
        rule="en.transfer.sale",
        confidence=0.9,
    )


@pytest.fixture
def reports(report: Report) -> tuple[Report, Report]:
    """The same told twice, by two outlets."""
    other = replace(
        report.story, id="s_2", path="news/other.txt", outlet="Dawn", outlet_state="PAK", text=TEXT + " "
    )
    return report, replace(report, id="r_2", story=other)


@pytest.fixture
def event(reports: tuple[Report, Report]) -> Event:
    """The one event of both."""
    (event,) = merge(reports)
    return event


class Paper:
    """A screen and what was written on it."""

    def __init__(self, colour: bool, width: int = 100) -> None:
        self.stream = io.StringIO()
        self.screen = Screen(self.stream, width, colour)

    @property
    def text(self) -> str:
        """Everything written so far."""
        return self.stream.getvalue()


@pytest.fixture
def plain() -> Paper:
    """A file or a pipe."""
    return Paper(colour=False)


@pytest.fixture
def terminal() -> Paper:
    """A terminal with colours, 100 characters wide."""
    return Paper(colour=True)
