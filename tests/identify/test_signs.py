"""Readings side by side: what speaks for each, and which of them are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legation.extract.reader import GrammarReader
from legation.identify.happening import Dropped
from legation.identify.reports import Identifier
from legation.identify.signs import BY_WORDS, READ, TOLD, Weighed
from legation.identify.verdicts import BESIDE, ENOUGH, verdicts
from legation.types import Paragraph, Reading, Sentence, Span, Story
from legation.vocabulary import Gazetteer, Signs, Weights

SENTENCES = (
    "The Norwegian defence minister met his Latvian counterpart in Riga on Monday.",
    "Oslo and Riga spoke of frigates.",
    "Sweden was mentioned in passing.",
    "The guests left in the evening.",
)


def told(likely: float, type_: str = "meeting", states: str = "LVA NOR", basis: int = TOLD) -> Weighed:
    return Weighed(type_, tuple(states.split()), likely, basis, {})


def read(tables: Gazetteer, sentences: tuple[str, ...] = SENTENCES) -> Reading:
    text = " ".join(sentences)
    story = Story(
        "s_signs", None, None, 1, None, None, None, "2024-03-14", None, "en", text, (Paragraph(Span(0, len(text)), "body"),)
    )  # fmt: skip
    return GrammarReader(tables).read(story)


def signed(tables: Gazetteer, signs: Signs) -> Gazetteer:
    return replace(tables, lexicons={**tables.lexicons, "en": replace(tables.lexicons["en"], signs=signs)})


def test_the_likeliest_readings_are_told_and_none_beside_them_that_contradicts() -> None:
    first, other = told(0.9), told(0.8, "transfer", "SWE USA")
    weak = told(BESIDE[TOLD] - 0.01, "meeting", "NOR SWE")  # a state of the first, the same type
    again = told(BESIDE[TOLD] + 0.01, "agreement")  # the states of the first, but likely enough
    faint = told(ENOUGH[TOLD] - 0.01, "aid", "FRA MLI")
    assert verdicts([weak, faint, other, again, first]) == [first, other, again]


@pytest.mark.parametrize(("basis", "kept"), [(TOLD, True), (READ, False), (BY_WORDS, False)])
def test_what_the_rules_told_needs_less(basis: int, kept: bool) -> None:
    assert bool(verdicts([told((ENOUGH[TOLD] + ENOUGH[READ]) / 2, basis=basis)])) == kept


def test_words_alone_say_nothing_of_types_where_they_mislead() -> None:
    assert verdicts([told(0.95, "dispute", basis=BY_WORDS)])
    assert not verdicts([told(0.95, "pledge", basis=BY_WORDS)])


def test_every_reading_is_weighed_by_the_steps_of_its_signs(gazetteer: Gazetteer) -> None:
    signs = Signs(-100, {"states": ((1.5, 2.5), (0, 300, 0)), "no such sign": ((), (900,))})
    seen: list[tuple[Sentence, list[Weighed]]] = []
    tables = signed(gazetteer, signs)
    Identifier(tables, lambda sentence, found: seen.append((sentence, found))).reports(read(tables))
    first = {(one.type, one.states): one for one in seen[0][1]}
    meeting = first["meeting", ("LVA", "NOR")]
    assert meeting.likely == pytest.approx(0.8808, abs=1e-4)  # 1 / (1 + exp(-2))
    assert meeting.basis == TOLD
    assert meeting.values["states"] == 2
    assert meeting.values["states, others named"] == 0
    assert len(seen) == len(SENTENCES)


def test_what_all_signs_speak_against_is_left_with_the_reason(gazetteer: Gazetteer) -> None:
    tables = signed(gazetteer, Signs(-500, {"states": ((), (0,))}))
    reading = read(tables)
    assert Identifier(tables).reports(reading) == ()
    found = Identifier(tables).happenings(reading)[0]
    reasons = [one.why for one in found if isinstance(one, Dropped)]
    assert any("0.01 by all its signs, which is too little" in why for why in reasons)


def test_a_reading_that_no_rule_made_is_told_where_its_signs_speak_for_it(gazetteer: Gazetteer) -> None:
    spoken = signed(gazetteer, Signs(-500, {"reading of dispute": ((0.5,), (1000, 0))}))
    english = replace(spoken.lexicons["en"], weights=Weights(("dispute",), (0,)))
    tables = replace(spoken, lexicons={**spoken.lexicons, "en": english})
    reports = Identifier(tables).reports(read(tables))
    assert ("LVA", "NOR") in {one.states for one in reports}
    assert {one.rule for one in reports} == {"en.dispute.words"}
    assert all(one.confidence >= ENOUGH[BY_WORDS] for one in reports)


def test_a_short_text_stands_as_the_rules_read_it(gazetteer: Gazetteer) -> None:
    tables = signed(gazetteer, Signs(-900, {"states": ((), (0,))}))
    assert [one.type for one in Identifier(tables).reports(read(tables, SENTENCES[:1]))] == ["meeting"]
    assert Identifier(tables).reports(read(tables)) == ()


def test_without_signs_the_rules_decide_alone(gazetteer: Gazetteer) -> None:
    tables = signed(gazetteer, Signs())
    assert "meeting" in {one.type for one in Identifier(tables).reports(read(tables))}
