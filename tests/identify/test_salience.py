"""What "it", "the country", "they" and a bare title stand for, in small stories."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from legation.pipeline import Pipeline
from legation.types import Capture


@cache
def _pipeline() -> Pipeline:
    return Pipeline.default()


def told(text: str) -> set[tuple[str, ...]]:
    """Type and states of every report of a story."""
    content = text.encode()
    capture = Capture("story.txt", content, "text/plain", hashlib.sha256(content).hexdigest())
    return {(report.type, *report.states) for report in _pipeline().read(capture).reports}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # the subject of the sentence before, not the state named last
            (
                "Bolivia has looked to new partners since its army lost the favour of the United States.\n\n"
                "In May it signed a defence cooperation agreement with Iran."
            ),
            ("agreement", "BOL", "IRN"),
        ),
        (
            (
                "Ghana wants to renew its navy, long supplied by France.\n\n"
                "The country signed a contract for two patrol boats with South Korea on 4 March 2022."
            ),
            ("transfer", "GHA", "KOR"),
        ),
        (  # all of the states that the sentence before begins with
            (
                "Norway, Sweden and Denmark were the first to answer the appeal of Estonia.\n\n"
                "They signed a defence cooperation agreement with Latvia on 3 June 2021."
            ),
            ("agreement", "DNK", "LVA", "NOR", "SWE"),
        ),
        (  # of two ministers, the one who bears the very title
            (
                "US Secretary of Defense Lloyd Austin met Kenyan Defence Cabinet Secretary Aden Duale in Nairobi on 25 September 2023.\n\n"
                "Angola's Minister of Defence João Ernesto dos Santos had been in Nairobi the week before. "
                "From there the Secretary of Defense travelled on to Angola for talks."
            ),
            ("meeting", "AGO", "USA"),
        ),
    ],
)
def test_who_is_meant(text: str, expected: tuple[str, ...]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "The Omani foreign minister met Sheikh Sabah Al-Khalid Al-Sabah of Kuwait on Monday.",
            ("meeting", "KWT", "MYS", "OMN"),
        ),
        (
            "Peru has bought no aircraft for years. Its air force flies MiGs from Russia.\n\nIt accused Chile of spying on Tuesday.",
            ("dispute", "CHL", "RUS"),
        ),
        (
            "Serbia held its yearly parade on Saturday, to which envoys of Hungary came.\n\nThe country received drones from China in May.",
            ("transfer", "CHN", "HUN"),
        ),
    ],
)
def test_who_is_not_meant(text: str, wrong: tuple[str, ...]) -> None:
    assert wrong not in told(text)
