"""What came in since a moment, with what is new about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.upkeep import keeping
from legation.upkeep.noticing import Noticing, new_since, noted
from merge.made import story
from merge.steps import step

from .pages import pages_of


def test_events_new_since_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with keeping.open_record(tmp_path / "x.db", create=True) as record:
        monkeypatch.setattr("legation.record.writer.moment", lambda: "2026-01-01T00:00:00+00:00")
        keeping.add(
            record, pages_of([step("2014-06-02", "negotiating"), step("2015-08-19", "signed", quantity=4)])
        )
        monkeypatch.setattr("legation.record.writer.moment", lambda: "2026-02-01T00:00:00+00:00")
        retold = step("2015-08-19", "signed", quantity=4, told=story("later", "2015-08-20"))
        keeping.add(record, pages_of([step("2017-03-02", "delivered", quantity=4), retold]))
        assert len(record.events()) == 3
        ((event, notes),) = new_since(record, "2026-01-15T00:00:00+00:00")
        assert (event.stage, [note.kind for note in notes]) == ("delivered", ["moved"])
        assert len(new_since(record, "2025-01-01")) == 3
        assert new_since(record, "2026-02-01T00:00:00+00:00") == ()
        assert dict(noted(record, [event])) == {event: Noticing(record).of(event)}
