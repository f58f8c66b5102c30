"""What is found and counted by what events are listed under, and the counts that stand beside a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation.record import Record, Wanted
from legation.types import Event
from legation.upkeep import correcting, keeping
from legation.upkeep.correcting import Hand
from merge.made import arms, report, story

from .pages import pages_of

TOLD = [
    report(story("one"), "transfer", items=(arms("Mi-35"), arms("Mi-17")), stage="signed", topics=("air-defence",)),
    report(story("two", outlet="TASS"), "transfer", ("IND", "RUS"), items=(arms("Mi-35"),), factuality="planned"),
    report(story("three", outlet="TASS"), "meeting", ("IND", "RUS"), "2016-03-02", topics=("air-defence", "cyber")),
    report(story("four", outlet="TASS"), "meeting", ("CHN", "PAK"), None),
]  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with keeping.open_record(tmp_path / "r.db", create=True) as opened:
        keeping.add(opened, pages_of(TOLD))
        yield opened


def by_hand(events: tuple[Event, ...]) -> dict[str, dict[str, int]]:
    """The same counts, from the events themselves."""
    values: dict[str, list[str]] = {
        "type": [e.type for e in events],
        "stage": [e.stage for e in events if e.stage],
        "factuality": [e.factuality for e in events],
        "state": [s for e in events for s in e.states],
        "topic": [t for e in events for t in e.topics],
        "outlet": [o for e in events for o in e.outlets],
        "arms": [d for e in events for d in {i.designation for i in e.items}],
        "year": [e.date[:4] for e in events if e.date],
    }
    return {kind: dict(Counter(found)) for kind, found in values.items() if found}


@pytest.mark.parametrize(
    "wanted",
    [Wanted(), Wanted(type="transfer"), Wanted(between=("RUS",)), Wanted(between=("IND", "RUS")),
     Wanted(outlet="TASS"), Wanted(weapon="Mi-35"), Wanted(topic="air-defence"), Wanted(since="2014", until="2015"),
     Wanted(outlet="TASS", type="meeting"), Wanted(weapon="Su-57")],
)  # fmt: skip
def test_counts_are_those_of_the_events_found(record: Record, wanted: Wanted) -> None:
    events = record.events(wanted)
    told = record.tally(wanted)
    assert (told.total, told.exact, told.partly) == (len(events), True, frozenset())
    assert {kind: dict(rows) for kind, rows in told.kinds} == by_hand(events)


def test_events_are_found_by_outlet_and_weapon(record: Record) -> None:
    assert len(record.events(Wanted(outlet="TASS"))) == 3
    assert [e.states for e in record.events(Wanted(weapon="Mi-17"))] == [("PAK", "RUS")]
    assert record.events(Wanted(outlet="Reuters")) == record.events(Wanted(weapon="TASS")) == ()


def test_what_was_not_gone_through_is_said(record: Record) -> None:
    told = record.tally(Wanted(between=("RUS",)), most=2)
    assert (told.total, told.exact, told.looked_at) == (3, True, 2)
    assert told.partly == {"state", "topic", "outlet", "arms"}
    narrow = record.tally(Wanted(topic="air-defence"), most=1)
    assert (narrow.total, narrow.exact) == (1, False) and "type" in narrow.partly


def test_counts_follow_what_is_rejected_and_taken_back(record: Record) -> None:
    from legation.upkeep import correcting
    from legation.upkeep.correcting import Hand

    before = record.tally()
    act = correcting.reject(record, [TOLD[1].id], Hand("anna"))
    assert {k: dict(r) for k, r in record.tally().kinds} == by_hand(record.events())
    correcting.take_back(record, act, Hand("anna"))
    assert record.tally() == before


def test_a_record_that_was_listed_otherwise_is_listed_anew(record: Record) -> None:
    whole = record.tally()
    with record.writing() as writer:  # as an earlier version left it
        writer.sql.do("DELETE FROM counts WHERE type < 0")
        writer.sql.do("DELETE FROM meta WHERE key = 'listing'")
        for kind in ("outlet", "arms"):
            sql = "DELETE FROM event_keys WHERE key IN (SELECT n FROM names WHERE CAST(word AS TEXT) LIKE ?)"
            writer.sql.do(sql, (f"{kind}:%",))
    assert record.unlisted() and record.events(Wanted(outlet="TASS")) == ()
    keeping.settle(record)
    assert not record.unlisted() and record.tally() == whole
    assert len(record.events(Wanted(outlet="TASS"))) == 3


def test_pairs_are_added_to_a_record_that_was_listed_without(record: Record) -> None:
    wanted = Wanted(between=("IND", "RUS"))
    events, deals = record.events(wanted), record.deals(between=("IND", "RUS"))
    assert len(events) == 2 and len(deals) == 1
    with record.writing() as writer:  # as an earlier version left it
        writer.sql.do("DELETE FROM event_keys WHERE key >= 1 << 24")
        writer.sql.do("DELETE FROM deal_states WHERE state >= 1 << 24")
        writer.sql.do("UPDATE meta SET value = '2' WHERE key = 'listing'")
    assert record.unlisted()
    assert (record.events(wanted), record.deals(between=("IND", "RUS"))) == (events, deals)
    keeping.settle(record)
    assert not record.unlisted()
    assert (record.events(wanted), record.deals(between=("IND", "RUS"))) == (events, deals)
    with record.reading() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM event_keys WHERE key >= 1 << 24").scalar_one()
        under = connection.exec_driver_sql("SELECT count(*) FROM deal_states WHERE state >= 1 << 24")
        assert (rows, under.scalar_one()) == (4, 2)


def test_two_states_are_found_in_a_crowd_whose_pairs_are_not_listed(record: Record) -> None:
    many = ("FRA", *(f"AA{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"), "ITA")
    both = [
        report(story("summit"), "forum", many, "2014-05-02"),
        report(story("visit"), "meeting", ("FRA", "ITA"), "2015-05-02"),
        report(story("years"), "aid", many, "2010/2016"),
    ]
    keeping.add(record, pages_of(both))
    for wanted, expected in (
        (Wanted(between=("FRA", "ITA")), ["forum", "aid", "meeting"]),
        (Wanted(between=("ITA", "FRA", "AAC")), ["forum", "aid"]),
        (Wanted(between=("FRA", "ITA"), since="2014-01-01", until="2014-12-31"), ["forum", "aid"]),
        (Wanted(between=("FRA", "ITA"), type="meeting"), ["meeting"]),
        (Wanted(between=("FRA", "PAK")), []),
    ):
        found = record.events(wanted)
        assert sorted(event.type for event in found) == sorted(expected)
        assert list(record.events(wanted, limit=10)) == list(found)
        assert record.count_events(wanted) == record.facets(wanted).total == len(found)
    act = correcting.reject(record, [both[0].id], Hand("anna"))
    assert [e.type for e in record.events(Wanted(between=("FRA", "ITA"), type="forum"))] == []
    correcting.take_back(record, act, Hand("anna"))
    assert [e.type for e in record.events(Wanted(between=("FRA", "ITA"), type="forum"))] == ["forum"]


def test_glimpses_are_the_events_in_short(record: Record) -> None:
    seen = record.glimpses(Wanted(), 10)
    events = {(e.type, e.states, e.date, e.stage, e.factuality) for e in record.events()}
    assert {(g.type, g.states, g.date, g.stage, g.factuality) for g in seen} == events
    assert seen[0].date == "2016-03-02" and seen[-1].date is None
    assert len(record.glimpses(Wanted(), 2)) == 2


def test_what_was_told_in_a_week_can_be_narrowed(record: Record) -> None:
    day = 735558  # 2014-11-21
    every = record.told_from(day, day, 100)
    assert len(every) == 4
    for wanted in (
        Wanted(between=("IND",)),
        Wanted(text="transfer"),
        Wanted(factuality="actual"),
        Wanted(type="aid"),
    ):
        some = record.told_from(day, day, 100, wanted)
        assert {e.id for e, _ in some} == {e.id for e in record.events(wanted)}
