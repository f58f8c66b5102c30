"""Among which words a mention stands."""

from __future__ import annotations

import pytest

from legation.extract.reader import GrammarReader
from legation.types import Paragraph, Sentence, Span, Story, Surroundings
from legation.vocabulary import Gazetteer


@pytest.fixture
def stands(gazetteer: Gazetteer) -> dict[str, Surroundings]:
    sentence = read("On Monday Peru signed an agreement with Chile and bought Swedish radars.", gazetteer)
    return {
        mention.states[0]: sentence.surroundings[mention.span]
        for mention in sentence.mentions
        if mention.states
    }


def read(text: str, gazetteer: Gazetteer) -> Sentence:
    story = Story(
        "s_stands", None, None, 1, None, None, None, None, None, "en", text, (Paragraph(Span(0, len(text)), "body"),)
    )  # fmt: skip
    return GrammarReader(gazetteer).read(story).sentences[0]


def test_a_subject_stands_under_its_verb(stands: dict[str, Surroundings]) -> None:
    assert {"kind:state", "sign>subj", "next:sign"} <= stands["PER"].features
    assert "subj" in stands["PER"].labels


def test_what_stands_behind_a_preposition_under_the_verb(stands: dict[str, Surroundings]) -> None:
    assert {"sign>with", "prev:with", "prev2:agreement_with"} <= stands["CHL"].features
    assert stands["CHL"].clauses & stands["PER"].clauses


def test_who_belongs_to_a_noun_group_stands_under_it(gazetteer: Gazetteer) -> None:
    sentence = read("The president of Peru met officers of Chile.", gazetteer)
    chile = next(mention for mention in sentence.mentions if mention.name == "Chile")
    found = sentence.surroundings[chile.span]
    assert {"=officers~of", "meet>+>of", "lab:of+"} <= found.features
    assert found.labels == {"of+"}


def test_a_nation_before_a_noun_stands_under_the_noun(stands: dict[str, Surroundings]) -> None:
    assert {"lab:nat", "prev:buy"} <= stands["SWE"].features
    assert any(feature.endswith("~nat") for feature in stands["SWE"].features)


def test_which_state_it_is_is_not_said(gazetteer: Gazetteer) -> None:
    found = [
        set(read(text, gazetteer).surroundings.values())
        for text in ("Chad and Togo sold tanks to Peru.", "Fiji and Laos sold tanks to Oman.")
    ]
    assert found[0] == found[1]


def test_nothing_is_noted_where_nothing_is_read(gazetteer: Gazetteer) -> None:
    assert read("Peru has two capitals.", gazetteer).surroundings == {}
