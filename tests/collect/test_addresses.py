"""Lists of addresses: what they name, in every form that people have them in."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from legation.collect.addresses import from_path, is_list
from legation.types import Failure

A, B = "https://a.example/1", "https://b.example/2?id=7"


def listed(place: Path, content: bytes, column: str | None = None) -> list[str]:
    place.write_bytes(content)
    return [
        f"{one.name.removeprefix(str(place))} {one.why}" if isinstance(one, Failure) else one
        for one in from_path(str(place), column)
    ]


def gdelt(columns: int, at: int, address: str) -> bytes:
    cells = ["20190504"] * columns
    cells[at] = address
    return "\t".join(cells).encode()


@pytest.mark.parametrize(
    "content",
    [
        f"{A}\n{B}\n",
        f"\ufeff{A}\r\n\r\n{B}",
        f"# those of March\n{A}#part\nhttps://b.example/2?id=7&utm_source=letter",
        f"url\n{A}\n{B}\n",
        f'title,URL\n"one, and more",{A}\n"two\nlines",{B}\n',
        f"n;url;x\n1;{A};\n2;{B};\n",
        f"n\turl\n1\t{A}\n2\t{B}\n",
    ],
)
def test_addresses_of_a_list(tmp_path: Path, content: str) -> None:
    assert listed(tmp_path / "list", content.encode()) == [A, B]


@pytest.mark.parametrize(("columns", "at"), [(61, 60), (58, 57), (16, 5), (27, 4)])
def test_files_of_gdelt_packed_as_they_come(tmp_path: Path, columns: int, at: int) -> None:
    content = gdelt(columns, at, A) + b"\n" + gdelt(columns, at, B) + b"\n"
    assert is_list(content)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("20190504.export.CSV", content)
    assert listed(tmp_path / "a.zip", packed.getvalue()) == [A, B]
    assert listed(tmp_path / "a.csv.gz", gzip.compress(content)) == [A, B]


def test_a_column_may_be_named(tmp_path: Path) -> None:
    content = f"url,source\nx,{A}\ny,{B}\n,\nz,\n".encode()
    assert listed(tmp_path / "a.csv", content, "Source") == [A, B, "#5 the row has no address"]
    assert listed(tmp_path / "a.csv", content, "link") == [
        " no column “link”; there are url, source (say --column NAME)"
    ]
    assert listed(tmp_path / "a.csv", f"id,page\n1,{A}\n".encode()) == [
        " no column “url”; there are id, page (say --column NAME)"
    ]


def test_what_is_no_address_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    content = f"{A}\nwww.b.example/x\nfile:///etc/passwd\nhttp://me:secret@a.example/\n{B}\n".encode()
    found = listed(tmp_path / "a.txt", content)
    assert found[0] == A and found[-1] == B
    assert [one.split(":")[0] for one in found[1:-1]] == [
        "#2 forbidden scheme",
        "#3 forbidden scheme",
        "#4 bad address",
    ]
    assert not any("secret" in one for one in found)
    assert listed(tmp_path / "b.txt", b"") == [" empty"]
    assert listed(tmp_path / "c.gz", gzip.compress(content)[:-20])[-1].endswith("ends too early")


def test_a_page_is_no_list() -> None:
    assert not is_list(b"The minister spoke.\nSee https://a.example/1\nand more of it.\n")
    assert is_list(f"# mine\n{A}\nwww.noscheme.org\n{B}\n".encode())


# ------------------------------------------------------------------ the files of GDELT as they come, and what is wrong in them


def test_rows_of_gdelt_longer_than_what_is_looked_at(tmp_path: Path) -> None:
    def row(number: int, address: str) -> str:
        return "\t".join(
            [f"20190504120000-{number}", "20190504120000", "1", "a.example", address, *["x" * 900] * 22]
        )

    content = f"{row(0, A)}\n{row(1, B)}\n".encode()
    assert len(content) > 4 * 4096
    assert is_list(content[:4096])
    assert listed(tmp_path / "a.gkg.csv", content) == [A, B]


def test_the_knowledge_graph_of_2013_has_a_head_and_several_addresses_in_a_cell(tmp_path: Path) -> None:
    content = f"DATE\tNUMARTS\tSOURCEURLS\n20130401\t2\t{A}<UDIV>{B}\n20130401\t0\t\n".encode()
    assert listed(tmp_path / "a.gkg.csv", content) == [A, B, "#3 the row has no address"]
    assert listed(tmp_path / "b.csv", f"GLOBALEVENTID,SOURCEURL\n1,{A}\n".encode()) == [A]


def test_broken_rows_of_gdelt_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [
        gdelt(61, 60, A),
        b"half\ta row",
        gdelt(61, 60, ""),
        gdelt(60, 59, B),
        gdelt(61, 60, "BBC Monitoring"),
    ]
    assert listed(tmp_path / "a.export.CSV", b"\n".join([*rows, gdelt(61, 60, B)])) == [
        A,
        "#2 a row of 2 columns, where the first has 61: cut or broken",
        "#3 the row has no address",
        "#4 a row of 60 columns, where the first has 61: cut or broken",
        "#5 no page of the web: 'BBC Monitoring'",
        B,
    ]


def test_events_of_before_april_2013_have_no_address(tmp_path: Path) -> None:
    cells = ["9", "20130301", "201303", *["x"] * 54]
    content = ("\t".join(cells) + "\n").encode() * 5
    assert listed(tmp_path / "a.csv", content) == [" GDELT's events of before April 2013 give no addresses"]


def test_a_message_names_a_dozen_columns_at_most(tmp_path: Path) -> None:
    head = ",".join(f"column number {number} with a very long name" for number in range(500))
    (why,) = listed(tmp_path / "a.csv", f"{head}\n{A}\n".encode(), "nowhere")
    assert "and 488 more" in why
    assert len(why) < 600
