"""A record of format 1 (``format1.db.xz``, of made pages) is opened, and says what it said."""

from __future__ import annotations

import lzma
import sqlite3
from pathlib import Path

import pytest

from legation.errors import RecordError
from legation.record import Record, Wanted, schema
from legation.record.engine import open_engine
from legation.upkeep import keeping

REPORTS, EVENTS = 24, 23
FIRST = Path(__file__).with_name("format1.db.xz")


@pytest.fixture
def former(tmp_path: Path) -> Path:
    path = tmp_path / "former.db"
    path.write_bytes(lzma.decompress(FIRST.read_bytes()))
    return path


def test_it_is_brought_up_with_all_that_it_held(former: Path) -> None:
    with keeping.open_record(former) as record:
        _holds_all(record)
    with keeping.open_record(former) as record:  # and is now a record of this format
        _holds_all(record)
    with sqlite3.connect(former) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    connection.close()


def _holds_all(record: Record) -> None:
    totals = record.totals()
    assert (totals.reports, totals.events, totals.judgements) == (REPORTS, EVENTS, 1)
    reports = [report for _, own in record.told() for report in own]
    assert len(reports) == REPORTS
    for report in reports:
        for evidence in report.evidence:
            assert report.story.text[evidence.start : evidence.end] == evidence.text
        assert report.type
        assert all(0 <= actor.start <= actor.end for actor in report.actors)
    said = reports[0].evidence[0].text.rstrip(".")
    assert reports[0].id in {
        one for event in record.events(Wanted(text=f'"{said}"')) for one in event.reports
    }
    who = next(actor.name for report in reports for actor in report.actors)
    assert record.events(Wanted(actor=who))
    assert sum(1 for event in record.events() if len(event.reports) == 2) == 1  # a person said so
    assert len(record.deals()) == 14


def test_where_it_cannot_be_written_to_it_says_so(former: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legation.record.engine._can_write", lambda _: False)
    with pytest.raises(RecordError, match=r"former\.db: made by an earlier version \(format 1\)"):
        open_engine(former, create=False)
