"""What people say of reports, and the events that come of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation.errors import JudgementError, Overtaken, UsageError
from legation.judgement import EDIT, Opinion
from legation.merge import merge
from legation.record import Record, Wanted
from legation.types import Event
from legation.upkeep import correcting, keeping
from legation.upkeep.correcting import Hand
from merge.made import report, story
from record.pages import pages_of

ANNA, BEN = Hand("anna"), Hand("ben")
TOLD = [
    report(story("one"), states=("PAK", "RUS"), date="2014-11-20", words="the ministers met in Islamabad"),
    report(
        story("two"), states=("PAK", "RUS"), date="2014-11-20", words="the two ministers met in Islamabad"
    ),
    report(story("three"), states=("IND", "RUS"), date="2016-03-02", words="they met in Delhi"),
]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with keeping.open_record(tmp_path / "r.db", create=True) as opened:
        keeping.add(opened, pages_of(TOLD))
        yield opened


def event_of(record: Record, number: int) -> Event:
    return record.event_of(TOLD[number].id)


def edited(record: Record, number: int, field: str, value: object, hand: Hand = ANNA) -> int:
    return correcting.edit(record, [Opinion(TOLD[number].id, EDIT, field, json.dumps(value))], hand)


def test_an_accepted_event_is_certain_and_taken_back_it_is_as_before(record: Record) -> None:
    before = event_of(record, 2)
    act = correcting.accept(record, before.reports, ANNA)
    assert event_of(record, 2).confidence == 1.0
    correcting.take_back(record, act, BEN)
    assert event_of(record, 2) == before


def test_a_rejected_report_makes_no_event_and_comes_back(record: Record) -> None:
    before = record.events()
    act = correcting.reject(record, [TOLD[2].id], ANNA)
    assert record.count_events() == len(before) - 1
    with pytest.raises(UsageError, match="rejected"):
        event_of(record, 2)
    assert record.events(Wanted(text="Delhi")) == ()
    correcting.take_back(record, act, ANNA)
    assert record.events() == before


def test_rejecting_the_first_report_of_an_event_leaves_the_others(record: Record) -> None:
    both = event_of(record, 0)
    assert len(both.reports) == 2
    correcting.reject(record, [both.reports[0]], ANNA)
    left = record.event(both.id)  # the old id leads on
    assert left.reports == both.reports[1:]


def test_an_edit_stands_above_what_all_reports_say(record: Record) -> None:
    edited(record, 0, "date", "2014-11-21")
    found = next(e for e in record.events() if TOLD[0].id in e.reports)
    assert (found.date, found.date_basis) == ("2014-11-21", "set by a person")


def test_an_edit_moves_a_report_to_where_it_now_belongs_and_back(record: Record) -> None:
    before = record.events()
    act = edited(record, 0, "states", ["IND", "RUS"])
    moved = event_of(record, 0)
    assert moved.states == ("IND", "RUS") and moved.reports == (TOLD[0].id,)
    assert event_of(record, 1).reports == (TOLD[1].id,)
    assert [e.id for e in record.events(Wanted(between=("IND",)))] == sorted(
        (e.id for e in (moved, event_of(record, 2))), key=lambda i: record.event(i).date or ""
    )
    correcting.take_back(record, act, ANNA)
    assert record.events() == before


def test_the_later_of_two_edits_counts_and_the_earlier_comes_back(record: Record) -> None:
    edited(record, 2, "stage", "agreed")
    act = edited(record, 2, "stage", "signed", BEN)
    assert event_of(record, 2).stage == "signed"
    correcting.take_back(record, act, BEN)
    assert event_of(record, 2).stage == "agreed"


def test_edits_survive_new_pages_and_merging_anew(record: Record) -> None:
    edited(record, 2, "stage", "agreed")
    correcting.reject(record, [TOLD[1].id], ANNA)
    before = record.events()
    keeping.add(record, pages_of([report(story("four"), states=("FRA", "GRC"), date="2020-01-01")]))
    with record.writing() as writer:
        writer.start_over("other rules")
    keeping.settle(record)
    assert [e for e in record.events() if e.states != ("FRA", "GRC")] == list(before)


def test_events_are_joined_and_parted_and_each_can_be_undone(record: Record) -> None:
    before = record.events()
    one, other = event_of(record, 0), event_of(record, 2)
    correcting.join(record, one.id, other.id, ANNA)
    joined = event_of(record, 2)
    assert len(joined.reports) == 3
    correcting.part(record, joined.id, [TOLD[2].id], BEN)
    assert event_of(record, 2).reports == (TOLD[2].id,)
    assert len(event_of(record, 0).reports) == 2
    correcting.undo(record, BEN)
    assert event_of(record, 0) == joined
    correcting.undo(record, ANNA)
    assert record.events() == before
    with pytest.raises(JudgementError, match="nothing that could be taken back"):
        correcting.undo(record, ANNA)


def test_the_second_of_two_people_is_told_and_nothing_is_lost(record: Record) -> None:
    one = event_of(record, 0)
    with record.notebook() as notebook:
        seen = notebook.latest(one.reports)
    correcting.accept(record, one.reports, Hand("anna", seen))
    with pytest.raises(Overtaken, match="anna"):
        correcting.reject(record, one.reports, Hand("ben", seen))
    assert record.event(one.id).confidence == 1.0
    with record.notebook() as notebook:
        assert [said.by for said in notebook.sayings(one.reports)] == ["anna"] * len(one.reports)
        seen = notebook.latest(one.reports)
    correcting.undo(record, ANNA)
    with pytest.raises(Overtaken):  # taking back counts as well
        correcting.accept(record, one.reports, Hand("ben", seen))


def test_the_log_says_who_what_when_why_and_keeps_what_was_taken_back(record: Record) -> None:
    hand = Hand("anna", None, "the second day of the visit")
    act = correcting.edit(record, [Opinion(TOLD[2].id, EDIT, "date", '"2016-03-03"')], hand, ['"2016-03-02"'])
    correcting.take_back(record, act, BEN)
    with record.notebook() as notebook:
        (said,) = notebook.sayings([TOLD[2].id])
    assert (said.by, said.kind, said.field, said.value, said.before, said.note, said.taken_by) == (
        "anna", "edit", "date", '"2016-03-03"', '"2016-03-02"', "the second day of the visit", "ben",
    )  # fmt: skip
    assert said.made.startswith("20") and said.taken_back


@pytest.mark.parametrize(("field", "value"), [("states", '"PAK"'), ("date", "[1]"), ("items", '[{"x": 1}]')])
def test_a_value_of_another_shape_is_refused(record: Record, field: str, value: str) -> None:
    with pytest.raises(JudgementError, match=field):
        correcting.edit(record, [Opinion(TOLD[0].id, EDIT, field, value)], ANNA)


def test_without_judgements_the_record_is_what_merging_gives(record: Record) -> None:
    assert sorted(record.events(), key=lambda e: e.id) == list(merge(TOLD))
