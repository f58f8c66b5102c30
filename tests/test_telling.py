"""Long work on a record says how far it has got, and can be stopped without loss."""

from __future__ import annotations

import lzma
import sqlite3
from pathlib import Path

import pytest

from legation.cli import legation
from legation.commands.running import run
from legation.commands.telling import Teller
from legation.upkeep import keeping

FIRST = Path(__file__).parent / "record" / "format1.db.xz"


@pytest.fixture
def former(tmp_path: Path) -> Path:
    path = tmp_path / "former.db"
    path.write_bytes(lzma.decompress(FIRST.read_bytes()))
    return path


def test_short_work_is_not_told_of_and_long_work_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 1.0, 1.5])
    teller = Teller("a.db", lambda: next(times))
    for done in (0, 5, 10):
        teller("merging, reports", done, 10)
    assert capsys.readouterr().err == ""
    times = iter([0.0, 3.0, 4.0, 20.0, 30.0])
    teller = Teller("a.db", lambda: next(times))
    for done in (0, 100, 200, 600, 1000):
        teller("merging, reports", done, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "legation: a.db: merging, reports: 100 of 1,000, about 27 s left",
        "legation: a.db: merging, reports: 600 of 1,000, about 13 s left",
        "legation: a.db: merging, reports: all 1,000 in 30 s",
    ]


def test_bringing_up_an_earlier_format_is_always_told(
    former: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(legation, ["deals", "--record", str(former)]) == 0
    first, last = capsys.readouterr().err.splitlines()
    assert "bringing the record from format 1 to 2, stories: 9; may be stopped" in first
    assert "stories: all 9 in" in last


def test_stopped_while_it_is_brought_up_it_is_what_it_was(
    former: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _reports(former)
    with monkeypatch.context() as stopping:
        stopping.setattr("legation.record.former.search.words_of", _stop_after(10))
        assert run(legation, ["events", "--record", str(former)]) == 130
    assert "stopped while bringing the record from format 1 to 2; nothing is lost" in capsys.readouterr().err
    assert _reports(former) == before
    assert run(legation, ["events", "--record", str(former)]) == 0


def test_stopped_while_merging_the_next_opening_goes_on(
    former: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stopping:
        stopping.setattr("legation.upkeep.keeping.merge.cluster", _stop_after(0))
        assert run(legation, ["events", "--record", str(former)]) == 130
    assert "stopped while merging; nothing is lost" in capsys.readouterr().err
    with keeping.open_record(former) as record:
        assert (record.totals().events, record.unmerged(), record.unlinked()) == (23, 0, 0)


def _reports(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        return connection.execute("SELECT id, payload FROM reports ORDER BY id").fetchall()
    finally:
        connection.close()


class _stop_after:  # noqa: N801 - stands in for a function
    """Ctrl-C, at the given call."""

    def __init__(self, calls: int) -> None:
        self.left = calls

    def __call__(self, *_: object) -> str:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return ""
