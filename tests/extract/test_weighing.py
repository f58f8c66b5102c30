"""What the words of a sentence weigh beside the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legation.extract.reader import GrammarReader
from legation.extract.weighing import features, weigh
from legation.identify.happenings import MUTE
from legation.identify.reports import Identifier
from legation.types import Frame, Paragraph, Span, Story
from legation.vocabulary import Gazetteer, Weights


def story(text: str) -> Story:
    return Story(
        "s_words", None, None, 1, None, None, None, "2024-03-14", None, "en", text, (Paragraph(Span(0, len(text)), "body"),)
    )  # fmt: skip


def frames(text: str, tables: Gazetteer) -> tuple[Frame, ...]:
    return GrammarReader(tables).read(story(text)).frames


def weighing(tables: Gazetteer, weights: Weights) -> Gazetteer:
    return replace(tables, lexicons={"en": replace(tables.lexicons["en"], weights=weights)})


def test_weights_are_summed_and_made_likelihoods() -> None:
    weights = Weights(("meeting", "transfer"), (-100, 0), {"w:jet": "1:200", "w:meet": "0:100\t1:-200"})
    assert weigh({"w:meet", "w:unknown"}, weights) == {
        "meeting": 0.5,
        "transfer": pytest.approx(0.1192, abs=1e-4),
    }
    assert weigh({"w:jet", "w:meet"}, weights)["transfer"] == 0.5


def test_names_are_weighed_as_names_and_not_by_what_they_name(gazetteer: Gazetteer) -> None:
    reader = GrammarReader(gazetteer)
    found = [
        features(one.tagged, one.clauses)
        for text in ("Chad sold tanks to Togo.", "Peru sold tanks to Fiji.")
        for one in reader.explain(story(text))
    ]
    assert found[0] == found[1]
    assert {"w:sell", "sell>obj:arms", "to:state"} <= found[0]


def test_what_the_words_speak_against_is_dropped(gazetteer: Gazetteer) -> None:
    text = "The Dutch minister met his Danish counterpart in The Hague."
    identifier = Identifier(gazetteer)
    for start, kept in ((500, True), (-900, False)):
        tables = weighing(gazetteer, Weights(("meeting",), (start,)))
        told = identifier.reports(GrammarReader(tables).read(story(text)))
        assert [report.type for report in told] == (["meeting"] if kept else [])


def test_what_no_rule_reads_is_told_where_the_words_speak_for_it(gazetteer: Gazetteer) -> None:
    text = "Oslo and Riga were far apart on the frigate question."
    tables = weighing(gazetteer, Weights(("dispute", "transfer"), (-300, -300), {"w:apart": "0:400"}))
    (frame,) = frames(text, tables)
    assert (frame.type, frame.rule, frame.hint) == ("dispute", "en.dispute.words", True)
    (report,) = Identifier(tables).reports(GrammarReader(tables).read(story(text)))
    assert report.states == ("LVA", "NOR")
    assert report.confidence < 0.7
    assert frames(text, weighing(gazetteer, Weights())) == ()


def test_words_alone_are_mute_on_types_where_they_mislead(gazetteer: Gazetteer) -> None:
    text = "Oslo and Riga were far apart on the frigate question."
    assert "pledge" in MUTE
    for mute in MUTE:
        tables = weighing(gazetteer, Weights((mute,), (300,)))
        assert Identifier(tables).reports(GrammarReader(tables).read(story(text))) == ()


@pytest.mark.parametrize(
    "text", ["Oslo was silent on the frigate question.", "Oslo, Riga and Rome were far apart."]
)
def test_words_alone_must_name_two_states(text: str, gazetteer: Gazetteer) -> None:
    tables = weighing(gazetteer, Weights(("pledge",), (300,)))
    assert Identifier(tables).reports(GrammarReader(tables).read(story(text))) == ()


def test_a_rule_that_says_nothing_by_itself_reads_only_what_is_weighed(gazetteer: Gazetteer) -> None:
    text = "The power plant is a bone of contention between Laos and Thailand."
    rule = "en.project.things"
    weighed = weighing(gazetteer, Weights(("project",), (0,)))
    unweighed = weighing(gazetteer, Weights())
    assert rule in {frame.rule for frame in frames(text, weighed)}
    assert rule not in {frame.rule for frame in frames(text, unweighed)}
    line = replace(story(text), paragraphs=(Paragraph(Span(0, len(text)), "headline"),))
    assert rule not in {frame.rule for frame in GrammarReader(weighed).read(line).frames}
