"""Collect: every source gives captures or failures, and one broken source stops nothing."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

from legation.collect import bulk, captures, stream
from legation.settings import DEFAULTS
from legation.types import Capture, Failure


def collect(*paths: Path | str, stdin: bytes | None = None) -> list[Capture | Failure]:
    return list(captures([str(path) for path in paths], io.BytesIO(stdin) if stdin is not None else None))


def write(folder: Path, name: str, content: bytes) -> Path:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def why(found: Capture | Failure) -> str:
    assert isinstance(found, Failure)
    assert "\n" not in found.why
    return found.why


def test_a_text_file_is_its_bytes(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfMalta hosts talks\r\n\r\nMinisters met on Gozo.\r\n"
    place = write(tmp_path, "a.txt", content)
    (found,) = collect(place)
    assert found == Capture(str(place), content, "text/plain", hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_html_by_its_name(tmp_path: Path, name: str) -> None:
    (found,) = collect(write(tmp_path, name, b"<p>Talks in Gozo"))
    assert isinstance(found, Capture)
    assert found.media_type == "text/html"


def test_a_page_without_any_element_is_text_whatever_its_name(tmp_path: Path) -> None:
    (found,) = collect(write(tmp_path, "a.html", b"Talks in Gozo"))
    assert isinstance(found, Capture)
    assert found.media_type == "text/plain"


def test_html_by_its_look(tmp_path: Path) -> None:
    (found,) = collect(
        write(tmp_path, "page", b"\n<!-- saved -->\n<!DOCTYPE html><html><body>x</body></html>")
    )
    assert isinstance(found, Capture)
    assert found.media_type == "text/html"


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path, name, b"text")
    names = [Path(found.name).relative_to(tmp_path).as_posix() for found in collect(tmp_path)]
    assert names == ["a/c.txt", "a/z.md", "b.txt"]


def test_the_coding_beside_a_page_is_no_page(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"text")
    write(tmp_path, "a.json", b'{"events": []}')
    assert [Path(found.name).name for found in collect(tmp_path)] == ["a.txt"]


def test_failures_say_why_and_the_batch_goes_on(tmp_path: Path) -> None:
    paths = [
        tmp_path / "none.txt",
        write(tmp_path, "empty.txt", b""),
        write(tmp_path, "blank.txt", b" \n\t\n"),
        write(tmp_path, "nul.txt", b"talks\0in Gozo"),
        write(tmp_path, "noise.bin", bytes(range(1, 32)) * 20),
        write(tmp_path, "a.pdf", b"no PDF at all"),
        write(tmp_path, "b.gz", b"BZh91AY"),
        write(tmp_path, "good.txt", b"Talks in Gozo"),
    ]
    *failed, good = collect(*paths)
    assert [why(found) for found in failed] == [
        "no such file or folder",
        "empty",
        "empty",
        "binary: holds NUL bytes",
        "binary: not text",
        "not what its name says: it has not the form of such a file",
        "a bzip2 file: unpack it first",
    ]
    assert isinstance(good, Capture)


def test_a_file_of_another_kind_in_a_folder_is_named(tmp_path: Path) -> None:
    write(tmp_path, "sound.mp3", b"a,b")
    (found,) = collect(tmp_path)
    assert why(found).startswith(".mp3 files are not read")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    place = write(tmp_path, "a.txt", b"text")
    place.chmod(0)
    assert why(collect(place)[0]) == "permission denied"


def test_a_link_that_leads_nowhere_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    assert why(collect(tmp_path)[0]) == "a link that leads nowhere"


def test_a_page_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "DEFAULTS", replace(DEFAULTS, page=10))
    assert "too large for one page" in why(collect(write(tmp_path, "a.txt", b"x" * 11))[0])


def test_utf_16_is_text(tmp_path: Path) -> None:
    (found,) = collect(write(tmp_path, "a.txt", "Talks in Gozo".encode("utf-16")))
    assert isinstance(found, Capture)


def test_json_lines_are_numbered_and_broken_ones_named(tmp_path: Path) -> None:
    rows = [
        b'\xef\xbb\xbf{"title": "Talks", "date": "2024-05-01", "url": "https://x.example/1", "text": "They met."}',
        b"",
        b'{"title": "Talks", "text": ',
        b'{"title": 7, "text": "They met."}',
        b'{"title": "No body"}',
        b'{"html": "<p>They met.</p>", "outlet": "Gozo Times", "language": "en", "other": {"x": 1}}',
        b'{"text": "\xff\xfe"}',
    ]
    place = write(tmp_path, "a.jsonl", b"\n".join(rows))
    found = collect(place)
    assert [item.name.rpartition("#")[2] for item in found] == ["1", "3", "4", "5", "6", "7"]
    first, broken, mistyped, bodiless, html, undecodable = found
    assert isinstance(first, Capture)
    assert first.known == (("title", "Talks"), ("date", "2024-05-01"), ("url", "https://x.example/1"))
    assert first.media_type == "application/json"
    assert why(broken).startswith("line 3 is not valid JSON")
    assert why(mistyped).startswith("line 4 is not a page record")
    assert why(bodiless) == "line 5 has neither text nor html"
    assert isinstance(html, Capture)
    assert why(undecodable).startswith("line 7")


def test_an_overlong_line_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "DEFAULTS", replace(DEFAULTS, line=40))
    rows = b'{"text": "a"}\n{"text": "' + b"b" * 100 + b'"}\n{"text": "c"}\n'
    first, long, last = collect(write(tmp_path, "a.ndjson", rows))
    assert isinstance(first, Capture)
    assert "line 2 is longer than" in why(long)
    assert isinstance(last, Capture)
    assert last.name.endswith("#3")


def test_json_of_one_object_or_a_list(tmp_path: Path) -> None:
    one = write(tmp_path, "one.json", b'{"text": "They met."}')
    many = write(tmp_path, "many.json", b'[{"text": "They met."}, {"text": ""}, 3]')
    single, first, second, third = collect(one, many)
    assert single.name == str(one)
    assert first.name == f"{many}#1"
    assert "item 2" in why(second)
    assert "item 3" in why(third)
    assert "not valid JSON" in why(collect(write(tmp_path, "bad.json", b"[{]"))[0])
    assert why(collect(write(tmp_path, "none.json", b"[]"))[0]) == "an empty list"


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (b"Talks in Gozo\n\nThey met.", ["text/plain"]),
        (b"<html><body><p>They met.</p></body></html>", ["text/html"]),
        (b'{"text": "a"}\n{"text": "b"}\n', ["application/json", "application/json"]),
        (b'[{"text": "a"},\n {"text": "b"}]', ["application/json", "application/json"]),
    ],
)
def test_standard_input_is_told_by_its_look(content: bytes, kinds: list[str]) -> None:
    found = collect("-", stdin=content)
    assert [item.media_type for item in found if isinstance(item, Capture)] == kinds


def test_standard_input_that_is_absent_or_empty() -> None:
    assert why(collect("-")[0]) == "there is no standard input"
    assert why(collect("-", stdin=b"")[0]) == "empty"


def test_captures_come_one_at_a_time(tmp_path: Path) -> None:
    place = write(tmp_path, "a.jsonl", b'{"text": "a"}\n' * 3)
    found = captures([str(place), str(tmp_path / "none")])
    assert isinstance(next(found), Capture)


def test_the_page_limit_stands_above_the_line_limit() -> None:
    assert DEFAULTS.page >= DEFAULTS.line
