"""Judging, comparing and coding anew from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.cli import legation
from legation.commands.running import run
from legation.upkeep import keeping
from merge.made import report, story
from record.pages import pages_of

A, B, C = (report(story(name), date=day) for name, day in (("a", "2014-11-20"), ("b", "2016"), ("c", "2018")))


@pytest.fixture
def record(tmp_path: Path) -> str:
    path = tmp_path / "r.db"
    with keeping.open_record(path, create=True) as kept:
        keeping.add(kept, pages_of([A, B, C]))
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = run(legation, list(words))
    told = capsys.readouterr()
    return status, told.out, told.err


def test_judged_and_taken_back(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "judge", A.id, B.id, "same", "--by", "Ana", "--record", record)
    assert status == 0
    assert "both are in e_" in out
    _, out, _ = said(capsys, "show", A.id, "--record", record)
    assert "Ana said that they are the same" in " ".join(out.split())
    status, out, _ = said(capsys, "judge", A.id, B.id, "--take-back", "--record", record)
    assert status == 0
    assert "they are in e_" in out


def test_what_cannot_be_judged_is_one_line(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    for one, other in ((A, B), (B, C)):
        said(capsys, "judge", one.id, other.id, "same", "--record", record)
    status, _, err = said(capsys, "judge", A.id, C.id, "not-same", "--record", record)
    assert status
    assert all(one.id in err for one in (A, B, C))
    gone = next(f"e_{one.id[2:]}" for one in (A, B, C) if one.id != min(A.id, B.id, C.id))
    _, _, err = said(capsys, "judge", gone, A.id, "unsure", "--record", record)
    assert f"is now part of e_{min(A.id, B.id, C.id)[2:]}" in err
    _, _, err = said(capsys, "judge", "r_0000000000000001", A.id, "same", "--record", record)
    assert "no report of this id" in err
    _, _, err = said(capsys, "judge", A.id, B.id, "perhaps", "--record", record)
    assert "say one of same, not-same, unsure" in err
    _, _, err = said(capsys, "judge", A.id, B.id, "--record", record)
    assert "--take-back" in err


def test_accounts_and_coding_anew(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "compare", A.id, "--record", record)
    assert status == 0
    assert "only one side" in out
    status, out, _ = said(
        capsys, "recode", "--record", record
    )  # the pages hold no sentence that could be coded
    assert status == 0
    assert "3 gone" in out
    assert "--accept" in out
    status, out, _ = said(capsys, "recode", "--accept", "--record", record)
    assert status == 0
    assert "now holds 0 events" in out
