"""What was known on a day is what a record of that day's pages would hold, whenever they were stored."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation import edtf
from legation.record import Wanted
from legation.types import Report
from legation.upkeep import keeping
from legation.upkeep.asof import known
from merge.made import story
from merge.steps import moves, step

from .pages import gold_pages, pages_of


@pytest.mark.parametrize("between", [(), ("PAK", "RUS")])
def test_it_equals_a_record_of_the_pages_of_that_day(tmp_path: Path, between: tuple[str, ...]) -> None:
    pages = gold_pages()
    random.Random(3).shuffle(pages)
    day = "2023-06-30"
    last = edtf.bounds(day)
    assert last
    then = [p for p in pages if (span := edtf.bounds(p.document.stories[0].published)) and span[1] <= last[1]]
    assert 20 < len(then) < len(pages)
    with keeping.open_record(tmp_path / "all.db", create=True) as record:
        keeping.add(record, pages)
        found = known(record, day, between)
    with keeping.open_record(tmp_path / "then.db", create=True) as record:
        keeping.add(record, then)
        assert {event for event, _ in found.events} == set(record.events(Wanted(between=between)))
        assert {d.id: d.stage for d in found.deals} == {d.id: d.stage for d in record.deals(between, on=day)}
        assert {d.id for d in found.deals if d.silent} == {
            d.id for d in record.deals(between, silent=True, on=day)
        }


def test_a_deal_has_got_as_far_as_was_told(tmp_path: Path) -> None:
    with keeping.open_record(tmp_path / "x.db", create=True) as record:
        keeping.add(
            record,
            pages_of(
                [
                    step("2014-06-02", "negotiating"),
                    step("2015-08-19", "signed", quantity=4),
                    step("2017-03-02", "delivered", quantity=4),
                    step("2015-08-19", "agreed", ("Mi-171", "helicopter"), told=story("late", "2020-01-01")),
                    step("2015-08-19", "agreed", ("S-400", "missile"), told=story("undated", None)),
                ]
            ),
        )
        stages = {day: [d.stage for d in known(record, day).deals] for day in ("2014-06-01", "2014-06-02", "2015-08-20", "2017-04-01", "2020-01-01")}  # fmt: skip
        assert stages == {
            "2014-06-01": [],
            "2014-06-02": ["negotiating"],
            "2015-08-20": ["signed"],
            "2017-04-01": ["delivered"],
            "2020-01-01": ["delivered", "agreed"],
        }
        assert known(record, "2020-01-01").undated == 1
        assert [d.stage for d in known(record, "2023-01-01", type="agreement").deals] == []


@settings(deadline=None, max_examples=10)
@given(st.lists(moves(), min_size=2, max_size=10, unique_by=lambda r: r.id))
def test_on_the_last_day_all_is_known_that_is_dated(reports: list[Report]) -> None:
    dated = [one for one in reports if one.story.published]
    with TemporaryDirectory() as folder, keeping.open_record(Path(folder) / "x.db", create=True) as record:
        keeping.add(record, pages_of(dated))
        found = known(record, "2030-01-01")
        assert sorted(d.id for d in found.deals) == sorted(d.id for d in record.deals())
        assert sorted(e.id for e, _ in found.events) == sorted(e.id for e in record.events())
