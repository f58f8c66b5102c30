"""Adding: batches, order, repetition, interruption, judgements; always the events of a run from scratch."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation import merge as merging
from legation.errors import JudgementError
from legation.judgement import DIFFERENT, SAME, Judgement
from legation.record import Record
from legation.types import Event, Report
from legation.upkeep import keeping
from merge.made import report, story
from merge.strategies import judged, report_lists

from .pages import Page, gold_pages, pages_of


def events(record: Record) -> list[Event]:
    return sorted(record.events(), key=lambda event: event.id)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with keeping.open_record(tmp_path / "r.db", create=True) as opened:
        yield opened


def test_gold_in_batches_gives_what_a_run_from_scratch_gives(record: Record) -> None:
    pages = gold_pages()
    random.Random(3).shuffle(pages)
    for start in range(0, len(pages), 7):
        keeping.add(record, pages[start : start + 7], batch=3)
    assert events(record) == list(merge(r for p in pages for r in p.reports))


def test_the_same_page_twice_changes_nothing(record: Record) -> None:
    pages = gold_pages()[:20]
    first = keeping.add(record, pages)
    before, totals = events(record), record.totals()
    second = keeping.add(record, pages)
    assert (first.pages, first.new_pages) == (20, 20)
    assert (second.pages, second.new_pages, second.new_reports) == (20, 0, 0)
    assert (events(record), record.totals()) == (before, totals)
    assert record.has_read(pages[0].capture.sha256)


@given(report_lists(14), st.integers(1, 5), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_in_any_batches(reports: list[Report], batch: int, chance: random.Random) -> None:
    pages = [Page(p.capture, p.document, p.reports) for p in pages_of(reports)]
    chance.shuffle(pages)
    with (
        tempfile.TemporaryDirectory() as folder,
        keeping.open_record(Path(folder) / "r.db", create=True) as record,
    ):
        for start in range(0, len(pages), batch):
            keeping.add(record, pages[start : start + batch], batch=1)
        assert events(record) == list(merge(reports))


@given(judged())
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_judgement_taken_back_restores_what_was(made: tuple[list[Report], list[Judgement]]) -> None:
    reports, judgements = made
    with (
        tempfile.TemporaryDirectory() as folder,
        keeping.open_record(Path(folder) / "r.db", create=True) as record,
    ):
        keeping.add(record, pages_of(reports))
        states = [events(record)]
        stood = []
        for said in judgements:
            try:
                keeping.judge(record, said.one, said.other, said.verdict)
            except JudgementError:
                continue
            stood.append(said)
            states.append(events(record))
            assert states[-1] == list(merge(reports, stood))
        for said in reversed(stood):
            assert events(record) == states.pop()
            keeping.withdraw(record, said.one, said.other)
        assert events(record) == states.pop()


def merge(reports: Iterable[Report], judgements: Iterable[Judgement] = ()) -> tuple[Event, ...]:
    return merging.merge(reports, judgements, keeping.outlets())


B, C = report(story("b"), date="2014-11-20"), report(story("c"), date="2016")


def test_a_given_up_id_leads_to_its_successor(record: Record) -> None:
    keeping.add(record, pages_of([B, C]))
    old = {one.id: record.event_of(one.id).id for one in (B, C)}
    keeping.judge(record, old[B.id], old[C.id], SAME, by="Ana")
    (joined,) = record.events()
    gone = next(event for event in old.values() if event != joined.id)
    assert record.event(gone) == record.event(gone[:9]) == joined
    assert record.moved_to(gone) == joined.id
    with pytest.raises(JudgementError, match=f"now part of {joined.id}"):
        keeping.judge(record, gone, B.id, DIFFERENT)
    keeping.withdraw(record, B.id, C.id)
    assert {event.id for event in record.events()} == set(old.values())
    assert record.moved_to(gone) is None


def test_refused_judgements_are_not_stored(record: Record) -> None:
    third = report(story("d"), date="2018")
    keeping.add(record, pages_of([B, C, third]))
    keeping.judge(record, B.id, C.id, SAME)
    keeping.judge(record, C.id, third.id, SAME)
    with pytest.raises(JudgementError, match="contradict"):
        keeping.judge(record, B.id, third.id, DIFFERENT)
    assert len(record.judgements()) == 2
    with pytest.raises(JudgementError, match="against itself"):
        keeping.judge(record, B.id, B.id, SAME)
    with pytest.raises(JudgementError, match="nobody has judged"):
        keeping.withdraw(record, B.id, third.id)


def test_what_came_before_a_failure_is_kept(record: Record) -> None:
    def pages() -> Iterator[Page]:
        yield from gold_pages()[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keeping.add(record, pages())
    assert record.totals().documents == 5
    keeping.settle(record)
    assert not record.unmerged()


def test_new_rules_merge_everything_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.add(record, gold_pages()[:30])
    before = events(record)
    monkeypatch.setattr("legation.merge.RULES", "another")
    keeping.settle(record)
    assert record.rules() == "another"
    assert events(record) == before
