"""Deals in a record: the same whatever the order, the batches and the repetition; what is asked of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.gazetteer import deal_words
from legation.judgement import DIFFERENT, SAME
from legation.merge import merge
from legation.merge.deals import link
from legation.record import Record
from legation.record.sql import Sql
from legation.types import Deal, Report
from legation.upkeep import keeping, linking
from merge.made import story
from merge.steps import moves, step

from .pages import gold_pages, pages_of


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with keeping.open_record(tmp_path_factory.mktemp("deals") / "gold.db", create=True) as opened:
        keeping.add(opened, gold_pages())
        yield opened


def in_hand(reports: Sequence[Report]) -> list[Deal]:
    by_id = {one.id: one for one in reports}
    told = ((event, [by_id[one] for one in event.reports]) for event in merge(reports))
    return list(link(told, deal_words()))


def stored(record: Record) -> list[Deal]:
    return sorted((record.deal(one.id, on="1900-01-01") for one in record.deals()), key=lambda one: one.id)


@settings(deadline=None, max_examples=12)
@given(
    st.lists(moves(), min_size=2, max_size=12, unique_by=lambda r: r.id),
    st.lists(st.integers(1, 4), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_order_and_batches_change_nothing(
    reports: list[Report], sizes: list[int], chance: random.Random
) -> None:
    pages = pages_of(reports)
    chance.shuffle(pages)
    with TemporaryDirectory() as folder, keeping.open_record(Path(folder) / "x.db", create=True) as record:
        start = 0
        for size in [*sizes, len(pages)]:
            keeping.add(record, pages[start : start + size], batch=2)
            start += size
        keeping.add(record, pages[:3])
        assert stored(record) == in_hand(reports)


def test_gold_in_a_record_is_gold_in_hand(record: Record) -> None:
    reports = [report for page in gold_pages() for report in page.reports]
    assert stored(record) == in_hand(reports)
    assert record.unlinked() == 0


def test_a_judgement_links_anew(tmp_path: Path) -> None:
    one = step("2015-08-19", "signed", quantity=4, words="the contract for four Mi-35 was signed")
    two = step(
        "2015-08-19",
        "signed",
        quantity=4,
        words="four Mi-35 under a contract signed that day",
        supplier="RUS",
    )
    with keeping.open_record(tmp_path / "x.db", create=True) as record:
        keeping.add(record, pages_of([one, two]))
        before = record.deals()
        assert [len(deal.events) for deal in before] == [1]
        keeping.judge(record, one.id, two.id, DIFFERENT)
        assert [len(deal.events) for deal in record.deals()] == [2]
        keeping.withdraw(record, one.id, two.id)
        assert record.deals() == before


def test_a_deal_id_given_up_leads_on(tmp_path: Path) -> None:
    reports = [
        step(f"2015-0{n}-19", "signed" if n == 1 else "delivered", quantity=20 if n == 1 else n)
        for n in range(1, 6)
    ]
    reports.sort(
        key=lambda one: one.id, reverse=True
    )  # each that joins comes before all others in the order of ids
    with keeping.open_record(tmp_path / "x.db", create=True) as record:
        known = []
        for one in reports:
            keeping.add(record, pages_of([one]))
            known += [deal.id for deal in record.deals()]
        (last,) = record.deals()
        assert len(set(known)) > 1
        assert {record.deal(old).id for old in known} == {last.id}


def test_questions(record: Record) -> None:
    found = record.deals(between=("PAK", "RUS"))
    assert found
    assert all({"PAK", "RUS"} <= set(deal.states) for deal in found)
    assert len(found) == record.count_deals(between=("PAK", "RUS"))
    assert {deal.stage for deal in record.deals(stage="signed")} == {"signed"}
    assert sum(number for _, number in record.deals_by_stage()) == record.count_deals()
    day = record.last_published()
    silent = record.deals(silent=True)
    assert silent
    assert all(deal.silent and deal.due and day and deal.due < day for deal in silent)
    assert record.count_deals(silent=True, on="1900-01-01") == 0
    for deal in record.deals()[:40]:
        assert all(record.deal_of(event) is not None for event in deal.events)
        shown = record.deal(deal.id[:12])
        assert shown.id == deal.id
        assert all(step.words for step in shown.steps)


@pytest.mark.parametrize("ref", ["d_", "d_0000000000000000", "d_nothing", "d_" + "1" * 30])
def test_ids_that_mean_no_deal(record: Record, ref: str) -> None:
    with pytest.raises(UsageError, match="deal"):
        record.deal(ref)


def test_a_deal_that_moves_to_another_set_of_states(tmp_path: Path) -> None:
    """A merge may give an event other states; its deal keeps its id and is found under the new ones alone."""
    two = step("2015-08-19", "signed", quantity=4, words="the contract for four Mi-35 was signed")
    three = [
        step("2015-08-19", "signed", quantity=4, states=("CHN", "PAK", "RUS"), words="the contract for four Mi-35", told=story(name, "2015-08-20"))
        for name in "ab"
    ]  # fmt: skip
    reports = [two, *three]
    with keeping.open_record(tmp_path / "x.db", create=True) as record:
        for one in reports:
            keeping.add(record, pages_of([one]))
            keeping.judge(record, two.id, one.id, SAME) if one is not two else None
        assert stored(record) == in_hand_judged(reports, record)
        keeping.withdraw(record, two.id, three[0].id)
        keeping.withdraw(record, two.id, three[1].id)
        assert stored(record) == in_hand(reports)


def in_hand_judged(reports: Sequence[Report], record: Record) -> list[Deal]:
    by_id = {one.id: one for one in reports}
    told = ((event, [by_id[one] for one in event.reports]) for event in merge(reports, record.judgements()))
    return list(link(told, deal_words()))


TWO = [
    step("2014-06-02", "negotiating"),
    step("2014-11-20", "agreed", type="agreement", mode="access", words="the use of the port was agreed"),
]
SIGNED = step("2015-08-19", "signed", quantity=4)


def test_only_deals_that_change_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    many = Sql.many

    def spy(file: Sql, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        rows = list(rows)
        written.extend(len(rows) for _ in range(statement.startswith("INSERT INTO deals ")))
        many(file, statement, rows)

    monkeypatch.setattr(Sql, "many", spy)
    with keeping.open_record(tmp_path / "r.db", create=True) as record:
        keeping.add(record, pages_of(TWO))
        keeping.add(record, pages_of([SIGNED]))
        assert written == [2, 1]
        assert stored(record) == in_hand([*TWO, SIGNED])


def test_what_comes_in_while_deals_are_linked_is_linked_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link_of, left = linking._linked, [SIGNED]

    def slow(record: Record, realms: Sequence[int]) -> Iterator[tuple[int, tuple[Deal, ...]]]:
        found = list(link_of(record, realms))
        if left:
            new = left.pop()
            with keeping.open_record(tmp_path / "r.db") as other:  # which does not wait
                keeping.add(other, pages_of([new]))
        return iter(found)

    monkeypatch.setattr(linking, "_linked", slow)
    with keeping.open_record(tmp_path / "r.db", create=True) as record:
        keeping.add(record, pages_of(TWO))
        assert stored(record) == in_hand([*TWO, SIGNED])


def test_one_report_is_found_without_reading_all(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[str] = []
    do = Sql.do

    def spy(file: Sql, statement: str, values: Sequence[Any] = ()) -> Any:
        if statement.startswith("SELECT"):
            plans.extend(row[3] for row in do(file, f"EXPLAIN QUERY PLAN {statement}", values))
        return do(file, statement, values)

    event = record.events(limit=1)[0]
    monkeypatch.setattr(Sql, "do", spy)
    assert record.event(event.id) == event
    assert len(record.reports_of(event.id)) == len(event.reports)
    assert any("reports_short" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN reports")]
