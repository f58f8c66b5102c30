"""What is new about an event beside what came before between the same states, and what is routine."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from legation import edtf
from legation.gazetteer import deal_words, office_levels
from legation.merge import merge
from legation.merge.deals import link
from legation.merge.novelty import novelties
from legation.types import Novelty, Report

from .made import person, report, story
from .steps import moves, step

BEGINS = edtf.bounds("2004-01-01")


def met(date: str, office: str = "defence minister", **more: object) -> Report:
    return report(
        story(f"met {date} {office}", date),
        date=date,
        words=f"{office} {date}",
        actors=(person(f"Person of {date}", "RUS", office=office),),
        **more,  # type: ignore[arg-type]
    )


def new(reports: Sequence[Report]) -> dict[str, tuple[Novelty, ...]]:
    """Notes by the date of their event."""
    by_id = {one.id: one for one in reports}
    events = merge(reports)
    deals = link(((e, [by_id[r] for r in e.reports]) for e in events), deal_words())
    assert BEGINS
    found = novelties(events, deals, office_levels(), BEGINS[0])
    dates = {event.id: event.date or "" for event in events}
    return {dates[ref]: notes for ref, notes in found.items()}


def kinds(notes: Sequence[Novelty]) -> list[tuple[str, str]]:
    return [(note.kind, note.value) for note in notes]


YEARLY = [met(f"20{year:02}-0{month}-10") for year in range(6, 12) for month in (2, 8)]


def test_the_first_of_its_kind() -> None:
    drill = report(story("drill", "2012-01-10"), "exercise", date="2012-01-10", mode="naval")
    again = report(story("again", "2012-03-10"), "exercise", date="2012-03-10", mode="naval")
    after = report(story("after", "2020-03-10"), "exercise", date="2020-03-10", mode="naval")
    found = new([*YEARLY, drill, again, after])
    assert kinds(found["2012-01-10"]) == [("first", "exercise")]
    assert "in this record, which begins in 2004" in found["2012-01-10"][0].why
    assert found["2012-03-10"] == ()
    assert "since 2012" in found["2020-03-10"][0].why
    assert found["2011-08-10"] == ()


def test_a_record_that_hardly_knows_them_says_nothing() -> None:
    drill = report(story("drill", "2012-01-10"), "exercise", date="2012-01-10", mode="naval")
    assert new([drill, met("2011-08-10")]) == {"2012-01-10": (), "2011-08-10": ()}


def test_a_rank_above_or_below_the_usual() -> None:
    found = new([*YEARLY, met("2012-02-10", "president"), met("2012-08-10", "deputy defence minister")])
    assert kinds(found["2012-02-10"]) == [("rank", "above")]
    assert kinds(found["2012-08-10"]) == [("rank", "below")]
    assert "where ministers are usual" in found["2012-02-10"][0].why


def test_a_silence_broken() -> None:
    found = new([*YEARLY, met("2014-08-10")])
    ((kind, days),) = kinds(found["2014-08-10"])
    assert kind == "silence"
    assert int(days) == 1096
    assert "are usual" in found["2014-08-10"][0].why


def test_a_stage_that_moved() -> None:
    found = new([step("2014-06-02", "negotiating"), step("2015-08-19", "signed", quantity=4)])
    assert found["2014-06-02"] == ()
    assert kinds(found["2015-08-19"]) == [("moved", "signed")]
    assert found["2015-08-19"][0].why.startswith("from negotiating to signed: 4 × Mi-35")


@settings(deadline=None, max_examples=40)
@given(st.lists(moves(), max_size=10, unique_by=lambda r: r.id), st.randoms(use_true_random=False))
def test_order_changes_nothing(reports: list[Report], chance: random.Random) -> None:
    again = list(reports)
    chance.shuffle(again)
    assert new(again) == new(reports)
