"""Opening what is and what is not a record; questions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation import keeping
from legation.errors import NewerRecord, RecordError, UsageError
from legation.record import Record

from .pages import gold_pages


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with keeping.open_record(tmp_path_factory.mktemp("record") / "gold.db", create=True) as opened:
        keeping.add(opened, gold_pages())
        yield opened


def refused(path: Path, create: bool = False) -> str:
    with pytest.raises(RecordError) as error:
        keeping.open_record(path, create).close()
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)
    return str(error.value)


def test_what_is_not_a_record(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    assert "no such record" in refused(path)
    assert "is a folder" in refused(tmp_path)
    assert "no folder" in refused(tmp_path / "none" / "x.db", create=True)
    path.write_text("hello, I am a letter and not a record")
    assert "not a record" in refused(path, create=True)
    path.write_bytes(b"SQLite format 3\x00" + b"rubbish" * 1000)
    assert "not a record" in refused(path, create=True)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    assert "another program" in refused(path, create=True)


def test_a_newer_record(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    keeping.open_record(path, create=True).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(NewerRecord, match="newer version of Legation"):
        Record.open(path)


def test_a_file_left_by_a_process_killed_while_making_it(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    with keeping.open_record(path, create=True) as record:
        assert record.totals().reports == 0


def test_a_locked_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legation.record.engine.WAIT", 50)
    path = tmp_path / "x.db"
    with keeping.open_record(path, create=True) as record:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="another process is writing"):
            keeping.add(record, gold_pages()[:1])
        assert record.totals().reports == 0
        other.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with keeping.open_record(path, create=True) as record:
        keeping.add(record, gold_pages()[:3])
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with keeping.open_record(path) as record:
            assert record.totals().documents == 3
            with pytest.raises(RecordError, match="read-only"):
                keeping.add(record, gold_pages()[:4])
    finally:
        tmp_path.chmod(0o755)


def test_reports_come_back_unchanged(record: Record) -> None:
    for page in gold_pages():
        for report in page.reports:
            assert record.report(report.id) == report


def test_questions(record: Record) -> None:
    found = record.events(between=("NER", "USA"), type="deployment", since="2024-07", until="2024-08")
    assert [event.date for event in found] == ["2024-07-07", "2024-08-05"]
    assert (
        record.count_events(between=("NER", "USA"), type="deployment", since="2024-07", until="2024-08") == 2
    )
    assert all("RUS" in event.states for event in record.events(between=("RUS",)))
    assert all(any("Pistorius" in a.name for a in e.actors) for e in record.events(actor="boris pistorius"))
    assert record.events(actor="Anušauskas") == record.events(actor="anusauskas") != ()
    assert record.events(text='"tied up in Cape Town"')
    assert record.events(text="zzzz") == ()
    assert record.events(limit=5, offset=3) == record.events(limit=8)[3:]
    dates = [event.date for event in record.events()]
    assert None not in dates[: dates.index(None)]


def test_one_by_its_id(record: Record) -> None:
    event = max(record.events(), key=lambda one: len(one.reports))
    assert record.event(event.id[:10]) == event
    reports = record.reports_of(event.id)
    assert {report.id for report in reports} == set(event.reports)
    for report in reports:
        for evidence in report.evidence:
            assert report.story.text[evidence.start : evidence.end] == evidence.text
    story = record.story(reports[0].story.id)
    assert story == reports[0].story
    assert reports[0] in record.reports_of(story.id)


def test_questions_that_cannot_be_asked(record: Record) -> None:
    with pytest.raises(UsageError, match="ids begin so"):
        record.event("e_")
    with pytest.raises(UsageError, match="no event"):
        record.event("e_nothing")
    with pytest.raises(UsageError, match="not an id"):
        record.event("x")
    with pytest.raises(UsageError, match="not a date"):
        record.events(since="last week")
    with pytest.raises(UsageError, match="not the code of a state"):
        record.events(between=("Russia",))
    with pytest.raises(UsageError, match="no word"):
        record.events(text='"')


def test_counts(record: Record) -> None:
    totals, types, pairs = record.totals(), record.counts_by_type(), record.busiest_pairs(3)
    assert sum(number for _, number in types) == totals.events == record.count_events()
    assert len(pairs) == 3
    assert pairs[0][2] == record.count_events(between=pairs[0][:2])
    years = record.dossier("NER", "USA")
    assert sum(len(events) for _, events in years) == record.count_events(between=("NER", "USA"))
    assert [year for year, _ in years if year] == sorted(year for year, _ in years if year)
