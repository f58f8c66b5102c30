"""Versions of a page and its originals: nothing of an earlier one changes, and what was read can be had back."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from legation.cli import legation as commands
from legation.commands.running import run
from legation.errors import RecordError
from legation.record.originals import Originals, beside
from legation.revision import CHANGED, GONE, NEW, changes, edits
from legation.types import Capture
from legation.upkeep.keeping import open_record

HTML = """<html><head><title>Talks | Gozo Courier</title><link rel="canonical" href="https://gozo.example/talks">
</head><body><h1>Russia and Pakistan hold talks in Islamabad</h1><p>20 November 2014</p><div>{}</div></body></html>"""
SIGNED = (
    "<p>ISLAMABAD, November 20, 2014 - Russia and Pakistan signed an agreement on military cooperation in Islamabad on "
    "Thursday, the defence ministry said after the talks of the two ministers.</p>"
)
DRILL = (
    "<p>India and Russia will hold a joint naval exercise in the Bay of Bengal next month, the navy said.</p>"
)
PLAIN = "<p>The weather in the capital was fine and the market was open until late in the evening, shops said.</p>"


def page(place: Path, *parts: str) -> Path:
    place.write_text(HTML.format("".join(parts)))
    return place


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Path:
    """A record with two versions of one page."""
    monkeypatch.chdir(tmp_path)
    for number, parts in enumerate(((SIGNED, PLAIN), (SIGNED, DRILL)), 1):
        assert run(commands, ["add", str(page(tmp_path / f"{number}.html", *parts))]) == 0
    capfd.readouterr()
    return tmp_path / "legation.db"


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run(commands, list(arguments))
    out, err = capfd.readouterr()
    return status, out, err


def test_versions_of_a_page_and_what_changed(two: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capfd, "versions", "https://gozo.example/talks")
    assert status == 0
    first, second = out.splitlines()[:2]
    assert first.split()[0] == "1" and second.split()[0] == "2"
    assert "- The weather in the capital" in out
    assert "+ India and Russia will hold" in out
    assert "+ coded new: exercise" in out
    assert "coded gone" not in out


def test_any_story_of_a_page_leads_to_its_versions(two: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with open_record(two) as record:
        found = record.versions("https://gozo.example/talks")
    story = found[0].stories[0]
    assert said(capfd, "versions", story)[1] == said(capfd, "versions", "https://gozo.example/talks")[1]
    status, _, err = said(capfd, "versions", "https://gozo.example/other")
    assert status == 1 and err.count("\n") == 1


def test_the_text_that_evidence_points_into_stays(two: Path) -> None:
    with open_record(two) as record:
        first, second = record.versions("https://gozo.example/talks")
        for version in (first, second):
            for story in version.stories:
                for report in record.reports_of(story):
                    for one in report.evidence:
                        assert record.story(story).text[one.start : one.end] == one.text
        assert "weather" in record.story(first.stories[0]).text
        assert "weather" not in record.story(second.stories[0]).text


def test_originals_come_back_byte_for_byte(
    two: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_record(two) as record:
        first, _ = record.versions("https://gozo.example/talks")
    for ref, name in (("https://gozo.example/talks", "2.html"), (first.stories[0], "1.html")):
        assert said(capfd, "original", ref, "--output", "back.html")[0] == 0
        assert (tmp_path / "back.html").read_bytes() == (tmp_path / name).read_bytes()


def test_no_archive_keeps_no_originals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run(commands, ["add", "--no-archive", str(page(tmp_path / "1.html", SIGNED, PLAIN))])
    assert not beside(tmp_path / "legation.db").exists()
    status, _, err = said(capfd, "original", "https://gozo.example/talks")
    assert status == 1 and "was not kept" in err


def test_what_was_read_is_passed_over(two: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = beside(two).stat().st_size
    status, out, _ = said(capfd, "add", "1.html", "2.html")
    assert status == 0
    assert "2 pages (2 known before)" in out
    assert beside(two).stat().st_size == before


def capture(content: bytes) -> Capture:
    return Capture("a", content, "text/plain", hashlib.sha256(content).hexdigest())


def test_an_archive_keeps_each_original_once(tmp_path: Path) -> None:
    one, other = capture(b"one"), capture(b"other" * 10_000)
    with Originals(tmp_path / "a.originals") as kept:
        assert kept.keep([one, other]) == 2
        assert kept.keep([one]) == 0
        assert kept.get(other.sha256) == ("text/plain", other.content)
        assert kept.get("00" * 32) is None


def test_damage_and_foreign_files_are_one_line(tmp_path: Path) -> None:
    place, one = tmp_path / "a.originals", capture(b"one")
    with Originals(place) as kept:
        kept.keep([one])
    connection = sqlite3.connect(place)
    connection.execute("UPDATE originals SET content = x'00'")
    connection.commit()
    connection.close()
    with Originals(place) as kept, pytest.raises(RecordError, match="cannot be read"):
        kept.get(one.sha256)
    (tmp_path / "text.originals").write_bytes(b"no archive at all, but text " * 100)
    with pytest.raises(RecordError):
        Originals(tmp_path / "text.originals")
    open_record(tmp_path / "other.db", create=True).close()
    with pytest.raises(RecordError, match="not an archive"):
        Originals(tmp_path / "other.db")


def test_edits_are_paragraphs() -> None:
    found = edits("a\n\nb\n\nc", "a\n\nB\n\nc\n\nd")
    assert [(one.kind, one.text) for one in found] == [(GONE, "b"), (NEW, "B"), (NEW, "d")]
    assert edits("a  b", "a b") == ()


def test_changes_pair_what_means_one_happening(two: Path) -> None:
    with open_record(two) as record:
        first, second = record.versions("https://gozo.example/talks")
        before = record.reports_of(first.stories[0])
        after = record.reports_of(second.stories[0])
    assert [one.kind for one in changes(before, after)] == [NEW]
    assert [one.kind for one in changes(after, before)] == [GONE]
    (change,) = changes(before, [replace(before[0], stage="ratified"), *before[1:]])
    assert change.kind == CHANGED
    assert change.fields == (("stage", before[0].stage or "open", "ratified"),)
