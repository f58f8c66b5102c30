"""Bytes to text: what the bytes are goes before what anybody says of them, and the host before the page."""

from __future__ import annotations

import pytest

from legation.document.decode import decode

RUSSIAN = "Министр обороны встретился с послом."
QUOTED = "“We agreed,” the minister’s office said – in Málaga."
META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("content", "stated", "text"),
    [
        (RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN),
        (RUSSIAN.encode("koi8-r"), "KOI8-R", RUSSIAN),
        (
            QUOTED.encode("cp1252"),
            "iso-8859-1",
            QUOTED,
        ),  # the Encoding Standard: that name means windows-1252
        (QUOTED.encode("cp1252"), "us-ascii", QUOTED),
        ("防衛大臣".encode("iso2022_jp"), "ISO-2022-JP", "防衛大臣"),
        ("防衛大臣".encode("cp932"), "Shift_JIS", "防衛大臣"),
        ("国防部长".encode("gb18030"), "GB2312", "国防部长"),
        (QUOTED.encode(), "iso-8859-1", QUOTED),  # a host that says so of everything it has
        (b"\xef\xbb\xbf" + QUOTED.encode(), "windows-1251", QUOTED),
        (QUOTED.encode("utf-16"), "utf-8", QUOTED),
    ],
)
def test_what_the_host_says_is_used_where_the_bytes_leave_it_open(
    content: bytes, stated: str, text: str
) -> None:
    assert decode(content, stated) == text


def test_the_host_goes_before_the_page() -> None:
    page = (META.format("windows-1252") + RUSSIAN).encode("cp1251")
    assert RUSSIAN in decode(page, "windows-1251")
    assert RUSSIAN not in decode(page)
    assert RUSSIAN in decode((META.format("windows-1251") + RUSSIAN).encode("cp1251"))


def test_a_page_of_utf_8_with_a_broken_letter_stays_one() -> None:
    whole = RUSSIAN.encode() * 20
    assert decode(whole[:-3] + b"\xd0 end") == RUSSIAN * 19 + RUSSIAN[:-2] + "\ufffd end"


@pytest.mark.parametrize(
    "stated", ["", "nonsense", "unicode_escape", "rot13", "idna", "utf-16", "utf-7", "\x00", "é"]
)
def test_an_encoding_that_no_page_has_is_passed_over(stated: str) -> None:
    assert decode(QUOTED.encode("cp1252"), stated) == QUOTED
    assert decode(b"plain \\u0041 text", stated) == "plain \\u0041 text"
