"""Archives, packed streams, tables and web archives: what is in them comes through, what is wrong is named."""

from __future__ import annotations

import csv
import gzip
import io
import sys
import tarfile
import tracemalloc
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from legation.collect import archives, captures, unpacking, warcs
from legation.collect.columns import parse
from legation.collect.decoding import decoded
from legation.collect.meter import Meter
from legation.errors import UsageError
from legation.settings import DEFAULTS
from legation.types import Capture, Failure

TEXT = b"Talks in Gozo\n\nThe ministers met."
RECORD = b'{"text": "They met."}\n'


def collect(place: Path, columns: str = "") -> list[Capture | Failure]:
    return list(captures([str(place)], columns=parse(columns) if columns else ()))


def told(place: Path, columns: str = "") -> list[str]:
    """Each thing found, by the end of its name and what it is or what is wrong with it."""
    found = collect(place, columns)
    assert all("\n" not in item.why for item in found if isinstance(item, Failure))
    return [
        f"{item.name.removeprefix(str(place))} {item.why if isinstance(item, Failure) else item.media_type}"
        for item in found
    ]


def zipped(place: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return place


def written(place: Path, content: bytes) -> Path:
    place.write_bytes(content)
    return place


# ------------------------------------------------------------------ gzip, zstd


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
def test_packed_pages_and_records(suffix: str, pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    assert told(written(tmp_path / f"a.txt{suffix}", pack(TEXT))) == [" text/plain"]
    many = written(tmp_path / f"a.jsonl{suffix}", pack(RECORD * 3))
    assert told(many) == [f"#{n} application/json" for n in (1, 2, 3)]


def test_a_stream_that_is_cut_short_gives_what_came_before(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(b'{"text": "Number %d was received."}\n' % n for n in range(30_000)))
    found = collect(written(tmp_path / "a.jsonl.gz", packed[: len(packed) * 2 // 3]))
    assert len(found) > 10_000
    assert isinstance(found[-1], Failure)
    assert found[-1].why == "cut short: its packed data ends too early"


def test_broken_and_false_packing_is_named(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(TEXT * 50))
    packed[20:40] = b"\xff" * 20
    (broken,) = told(written(tmp_path / "a.txt.gz", bytes(packed)))
    assert broken.startswith(" broken: ")
    (short,) = told(written(tmp_path / "b.txt.zst", zstandard.compress(TEXT * 900)[:40]))
    assert short == " cut short: its packed data ends too early"
    assert told(written(tmp_path / "c.txt.gz", TEXT)) == [" text/plain"]  # the name lies, the bytes do not


def test_a_bomb_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    place = tmp_path / "a.jsonl.gz"
    with gzip.open(place, "wb") as file:
        file.write(b'{"text": "')
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n')
    tracemalloc.start()
    found = told(place)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert any("times its size: refused" in line for line in found)
    assert most < 80_000_000


def test_what_is_packed_twice_is_named(tmp_path: Path) -> None:
    assert told(written(tmp_path / "a.gz", gzip.compress(gzip.compress(TEXT)))) == [
        " packed within something packed: unpack it first"
    ]


# ------------------------------------------------------------------ ZIP, tar


def test_members_of_a_zip_in_the_order_of_their_names(tmp_path: Path) -> None:
    place = zipped(
        tmp_path / "a.zip", ("b.txt", TEXT), ("a/c.html", b"<p>They met.</p>"), ("a/r.jsonl", RECORD * 2),
        (".hidden.txt", TEXT), ("__MACOSX/b.txt", TEXT), ("song.mp3", b"x"), ("t.csv", b"text\nThey met.\n"),
    )  # fmt: skip
    assert told(place) == [
        "/a/c.html text/html", "/a/r.jsonl#1 application/json", "/a/r.jsonl#2 application/json", "/b.txt text/plain",
        "/song.mp3 .mp3 files are not read (docs/sources.md lists what is)", "/t.csv#2 application/json",
    ]  # fmt: skip


def test_names_that_lead_out_of_an_archive_are_refused(tmp_path: Path) -> None:
    names = ("../../etc/x.txt", "/etc/y.txt", "a/../../z.txt", "..\\w.txt", "C:/v.txt")
    found = told(zipped(tmp_path / "a.zip", *((name, TEXT) for name in names), ("good.txt", TEXT)))
    assert sum("leads out of the archive: refused" in line for line in found) == len(names)
    assert "/good.txt text/plain" in found


def test_a_locked_member_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("a.txt", TEXT), ("b.txt", TEXT))
    content = bytearray(place.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag of the first member in the directory
    assert told(written(place, bytes(content))) == ["/a.txt locked by a password", "/b.txt text/plain"]


def test_a_member_that_unpacks_to_far_too_much(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("a.jsonl", b"x" * 30_000_000), ("b.txt", TEXT))
    first, second = told(place)[-2:]
    assert "times its size: refused" in first or "longer than" in first
    assert second == "/b.txt text/plain"


def test_archives_with_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "DEFAULTS", replace(DEFAULTS, archive_members=2))
    place = zipped(tmp_path / "a.zip", *((f"{n}.txt", TEXT) for n in range(3)))
    assert "more than 2 members" in told(place)[-1]


def test_an_archive_within_an_archive_is_named(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", ("a.txt", TEXT)).read_bytes()
    found = told(zipped(tmp_path / "a.zip", ("inner.zip", inner), ("z.txt.gz", gzip.compress(TEXT))))
    assert found == [
        f"/{name} packed within something packed: unpack it first" for name in ("inner.zip", "z.txt.gz")
    ]


def test_a_broken_zip_is_one_line(tmp_path: Path) -> None:
    place = zipped(tmp_path / "a.zip", ("a.txt", TEXT * 100))
    content = bytearray(place.read_bytes())
    content[45:60] = b"\0" * 15
    (line,) = told(written(place, bytes(content)))
    assert "broken" in line
    (cut,) = told(written(place, bytes(content[:90])))
    assert "broken" in cut


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_file(mode: str, tmp_path: Path) -> None:
    place = tmp_path / ("a.tar.gz" if mode == "w:gz" else "a.tar")
    with tarfile.open(place, mode) as archive:  # type: ignore[call-overload]
        for name, content in (("x/a.txt", TEXT), ("../b.txt", TEXT), ("r.jsonl", RECORD)):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("l.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert told(place) == [
        "/x/a.txt text/plain", "/../b.txt its name leads out of the archive: refused", "/r.jsonl#1 application/json",
        "/l.txt a link or device, not a page",
    ]  # fmt: skip


# ------------------------------------------------------------------ tables


def test_rows_of_a_table_with_named_columns(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    with place.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(
            [
                ["Title", "body", "pubdate"],
                ["Talks", 'They "met",\nthen left.', "2019-05-04"],
                ["Empty", "", ""],
            ]
        )
    found = collect(place, "text=body,date=pubdate")
    assert isinstance(found[0], Capture)
    assert dict(found[0].known) == {"title": "Talks", "date": "2019-05-04"}
    assert b'They \\"met\\",\\nthen left.' in found[0].content
    assert isinstance(found[1], Failure)
    assert found[1].why == "the row has neither text nor html"
    (line,) = told(place)
    assert "no column named text or html; there are Title, body, pubdate" in line
    assert "no column “nix” for text" in told(place, "text=nix")[0]


def test_columns_of_json_lines(tmp_path: Path) -> None:
    place = written(
        tmp_path / "a.jsonl", b'{"body": "They met.", "meta": {"day": "2019-05-04"}}\n{"body": 1\n'
    )
    first, second = collect(place, "text=body,date=meta.day")
    assert isinstance(first, Capture)
    assert dict(first.known) == {"date": "2019-05-04"}
    assert isinstance(second, Failure)


@pytest.mark.parametrize("written_so", ["text", "text=", "nothing=a", "text=a,text=b"])
def test_columns_that_make_no_sense(written_so: str) -> None:
    with pytest.raises(UsageError):
        parse(written_so)


def test_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    place = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"body": ["They met.", None], "n": [1, 2]}), place)
    assert told(place, "text=body") == ["#1 application/json", "#2 the row has neither text nor html"]
    assert "no column named text or html" in told(place)[0]
    assert "not a Parquet file" in told(written(tmp_path / "b.parquet", b"PAR1 nothing"))[0]
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "legation[tables]" in told(place)[0]


# ------------------------------------------------------------------ lists of addresses


def test_a_list_of_addresses_says_that_they_must_be_fetched(tmp_path: Path) -> None:
    addresses = b"https://a.example/1\nhttps://a.example/1\nhttps://a.example/2\n"
    assert told(written(tmp_path / "a.txt", addresses)) == [
        f" a list of 2 addresses, which must be fetched first: legation fetch {tmp_path / 'a.txt'}"
    ]
    row = b"\t".join([b"1", b"20190504", *[b""] * 58, b"https://a.example/3"]) + b"\n"
    table = written(tmp_path / "a.csv", b"title,url\nOne,https://a.example/1\n")
    assert "legation fetch FILE --column url" in told(table)[0]
    assert "a list of 1 addresses" in told(written(tmp_path / "20190504.export.CSV", row * 3))[0]


# ------------------------------------------------------------------ WARC


def warc(*records: tuple[str, str, bytes], encoding: str = "") -> bytes:
    """A gzipped WARC of (address, content type, body); a record of a request stands before each."""
    made = b""
    for url, kind, body in records:
        extra = f"Content-Encoding: {encoding}\r\n" if encoding else ""
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
        for what, block in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", http)):
            head = (
                f"WARC/1.0\r\nWARC-Type: {what}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-05-04T10:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{len(made):032d}>\r\nContent-Type: application/http; msgtype={what}\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            made += gzip.compress(head.encode() + block + b"\r\n\r\n")
    return made


PAGE = b"<html><body><p>They met.</p></body></html>"
GZIP_BOMB = gzip.compress(b" " * 10_000_000)


def test_the_encoding_that_the_host_named_is_kept_in_a_web_archive(tmp_path: Path) -> None:
    body = "<html><body><p>Šimon Žák said so.</p></body></html>".encode("cp1250")
    content = warc(("https://a.example/1", "text/html; charset=windows-1250", body))
    (found,) = captures([str(written(tmp_path / "a.warc.gz", content))])
    assert isinstance(found, Capture)
    assert found.known == (("url", "https://a.example/1"), ("charset", "windows-1250"))


def test_pages_of_a_web_archive(tmp_path: Path) -> None:
    place = written(
        tmp_path / "a.warc.gz",
        warc(("https://a.example/1", "text/html", PAGE), ("https://a.example/2", "image/png", b"x")),
    )
    meter = Meter()
    (found,) = captures([str(place)], meter=meter)
    assert isinstance(found, Capture)
    assert (found.name, found.content) == (f"{place}#https://a.example/1", PAGE)
    assert found.fetched == "2019-05-04T10:00:00+00:00"
    assert found.known == (("url", "https://a.example/1"),)
    assert found.bulk
    assert meter.done == place.stat().st_size


def test_a_web_archive_from_standard_input() -> None:
    content = warc(("https://a.example/1", "text/html", PAGE))
    (found,) = captures(["-"], stdin=io.BytesIO(content))
    assert isinstance(found, Capture)


def test_a_lying_encoding_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken = warc(
        ("https://a.example/1", "text/html", gzip.compress(PAGE)[:12] + b"\xff" * 40), encoding="gzip"
    )
    unknown = warc(("https://a.example/2", "text/html", PAGE), encoding="rot13")
    plain = warc(("https://a.example/3", "text/html", PAGE), encoding="gzip")
    good = warc(("https://a.example/4", "text/html", gzip.compress(PAGE)), encoding="gzip")
    first, second, *rest = told(written(tmp_path / "a.warc.gz", broken + unknown + plain + good))
    assert "https://a.example/1 its content cannot be unpacked as it says" in first
    assert "rot13, which is not known" in second
    assert rest == ["#https://a.example/3 text/html", "#https://a.example/4 text/html"]


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)), ("deflate", zlib.compress(PAGE)[2:-4]),
        ("zstd", zstandard.compress(PAGE)), ("identity", PAGE), ("gzip", PAGE), ("", PAGE),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE))),
    ],
)  # fmt: skip
def test_encodings_of_servers(encoding: str, sent: bytes) -> None:
    assert decoded(sent, encoding, 1000) == PAGE


def test_an_encoding_that_is_a_trap_gives_no_more_than_the_limit() -> None:
    assert len(decoded(GZIP_BOMB, "gzip", 1000)) == 1001


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("br", b"\xff" * 50),
        ("br, gzip", GZIP_BOMB),
        ("gzip", gzip.compress(PAGE)[:-12]),
    ],
)
def test_an_encoding_that_the_bytes_have_not(encoding: str, sent: bytes) -> None:
    with pytest.raises(ValueError, match=r"not what|cut short"):
        decoded(sent, encoding, 1000)


def test_a_huge_record_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcs, "DEFAULTS", replace(DEFAULTS, page=1_000_000))
    bomb = warc(("https://a.example/1", "text/html", gzip.compress(b" " * 200_000_000)), encoding="gzip")
    place = written(tmp_path / "a.warc.gz", bomb + warc(("https://a.example/2", "text/html", PAGE)))
    tracemalloc.start()
    first, second = told(place)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "too large for one page (settings: page)" in first
    assert second.endswith("text/html")
    assert most < 20_000_000


def test_a_web_archive_that_is_cut_short_gives_what_came_before(tmp_path: Path) -> None:
    whole = warc(*((f"https://a.example/{n}", "text/html", PAGE) for n in range(5)))
    *before, last = told(written(tmp_path / "a.warc.gz", whole[:-100]))
    assert len(before) == 4
    assert "cut short" in last
    assert told(written(tmp_path / "b.warc", b"no web archive"))


def test_counting_does_not_change_what_is_read() -> None:
    counted = unpacking.Counted(io.BytesIO(b"abc" * 1000))
    assert io.BufferedReader(counted).read() == b"abc" * 1000
    assert counted.count == 3000


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_record_that_is_cut_is_named_and_not_taken_for_a_page(name: str, tmp_path: Path) -> None:
    noise = bytes(33 + (number * 7919) % 90 for number in range(2000))
    packed = warc(
        ("https://a.example/1", "text/html", PAGE), ("https://a.example/2", "text/html", PAGE + noise)
    )
    whole = packed if name.endswith(".gz") else gzip.decompress(packed)
    one, two = collect(written(tmp_path / name, whole[:-200]))
    assert isinstance(one, Capture)
    assert isinstance(two, Failure)
    assert two.name.endswith("#https://a.example/2")
    assert "cut short" in two.why


def test_frames_of_zstd_are_one_stream(tmp_path: Path) -> None:
    packed = zstandard.compress(RECORD * 3) + zstandard.compress(RECORD)
    assert len(told(written(tmp_path / "a.jsonl.zst", packed))) == 4
    found = told(written(tmp_path / "b.jsonl.zst", packed[:-4]))
    assert found[-1] == " cut short: its packed data ends too early"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_as_spreadsheets_write_them(encoding: str, tmp_path: Path) -> None:
    content = "title,text\r\nSão Tomé,“Très bien”, said Müller.\r\n".replace(
        "“Très bien”, said", "“Très bien” said"
    )
    (found,) = collect(written(tmp_path / "a.csv", content.encode(encoding)))
    assert isinstance(found, Capture)
    assert found.known == (("title", "São Tomé"),)
    assert "“Très bien” said Müller." in found.content.decode()


def test_what_holds_nothing_is_named(tmp_path: Path) -> None:
    assert told(zipped(tmp_path / "a.zip")) == [" an archive with nothing in it"]
    assert told(written(tmp_path / "a.csv", b"title,text\n")) == [" a table with names of columns and no row"]
