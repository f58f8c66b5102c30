"""What is attached to an e-mail is read as a document of its own, and its name says where it hung."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from legation.collect import captures
from legation.collect.pages import MAIL, OPEN, PDF, WORD
from legation.document import read
from legation.types import Capture, Failure
from legation.vocabulary import Gazetteer

STORY = (
    "MOSCOW, March 2, 2026 (Agency) - Russia and Pakistan signed an agreement on military cooperation on Monday in "
    "Moscow, the defence ministry said. The two ministers met for an hour and spoke of exercises in the summer."
)
HTML = f"<html><head><title>Accord signed</title></head><body><article><h1>Accord signed</h1><p>{STORY}</p></article></body></html>"


def pdf(text: str = STORY) -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.multi_cell(170, 6, text)
    return bytes(made.output())


def word(text: str = STORY) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def letter(text: str = "", subject: str = "Fwd: papers") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Desk <desk@gozo.example>"
    message["Subject"] = subject
    message["Date"] = "Tue, 03 Mar 2026 08:00:00 +0200"
    message.set_content(text)
    return message


def attach(message: EmailMessage, content: bytes, kind: str, name: str | None = None) -> None:
    main, _, sub = kind.partition("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)


def found(place: Path, message: EmailMessage) -> list[Capture | Failure]:
    place.write_bytes(bytes(message))
    return list(captures([str(place)]))


def names(place: Path, message: EmailMessage) -> list[str]:
    return [
        f"{one.name.removeprefix(str(place))} {one.media_type if isinstance(one, Capture) else one.why}"
        for one in found(place, message)
    ]


def test_each_attachment_is_a_document_of_its_own(tmp_path: Path, gazetteer: Gazetteer) -> None:
    message = letter("Please find the papers of yesterday's talks attached. They are for the file.")
    attach(message, pdf(), "application/pdf", "communiqué.pdf")
    attach(message, word(), WORD, "C:\\Users\\me\\fact sheet.docx")
    attach(message, HTML.encode(), "text/html", "page.html")
    message.add_attachment(letter(STORY, "Re: Talks / Moscow"))
    attach(message, b"\x89PNG", "image/png", "logo.png")
    assert names(tmp_path / "a.eml", message) == [
        f" {MAIL}",
        f"/communiqué.pdf {PDF}",
        f"/fact sheet.docx {WORD}",
        "/page.html text/html",
        f"/Re Talks Moscow.eml {MAIL}",
    ]
    for one in found(tmp_path / "a.eml", message)[1:]:
        assert isinstance(one, Capture)
        document = read(one, gazetteer)
        (story,) = document.stories
        assert document.path == one.name
        assert "Russia and Pakistan signed an agreement" in " ".join(story.text.split())
        assert story.captured == "2026-03-03" or one.media_type == MAIL


def test_a_letter_that_says_nothing_stands_for_what_is_attached(tmp_path: Path) -> None:
    message = letter("\n")
    attach(message, pdf(), "application/octet-stream", "a.pdf")
    assert names(tmp_path / "a.eml", message) == [f"/a.pdf {PDF}"]


def test_names_are_made_where_they_are_missing_or_the_same(tmp_path: Path) -> None:
    message = letter("See below, in the papers.")
    for text in ("One.", "Two."):
        attach(message, pdf(text), "application/pdf", "a.pdf")
    attach(message, pdf(), "application/pdf")
    assert [name.split()[0] for name in names(tmp_path / "a.eml", message)[1:]] == ["/a.pdf", "/a", "/part"]
    assert names(tmp_path / "a.eml", message)[2] == f"/a (2).pdf {PDF}"


def test_messages_within_messages_have_an_end(tmp_path: Path) -> None:
    inner = letter(STORY, "0")
    for depth in range(1, 9):
        outer = letter(f"Forwarded, for the {depth}th time.", str(depth))
        outer.add_attachment(inner)
        inner = outer
    told = names(tmp_path / "a.eml", inner)
    assert len(told) == 7
    assert told[-1].endswith("more than 5 messages within one another: not read")


def test_what_is_attached_and_cannot_be_read_is_named(tmp_path: Path, gazetteer: Gazetteer) -> None:
    message = letter("See the table, and the page.")
    attach(message, b"PK\x03\x04 nothing", "application/vnd.ms-excel", "table.xls")
    attach(message, b"%PDF-1.7 nothing", "application/pdf", "broken.pdf")
    attach(message, b"BEGIN:VCALENDAR", "text/calendar", "invite.ics")
    _, table, broken = found(tmp_path / "a.eml", message)
    assert isinstance(table, Failure) and table.name.endswith("a.eml/table.xls")
    assert isinstance(broken, Capture)
    (failure,) = read(broken, gazetteer).failures
    assert (failure.name, failure.why) == (broken.name, "the PDF is broken")


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n--x--",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--x--",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: a/b; name==?utf-8?B?%%\r\n\r\n!\r\n--x--",
        b"Date: nonsense\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--",
        b"Content-Type: message/rfc822\r\n\r\nFrom: y\r\n\r\n",
    ],
)
def test_broken_letters_end_in_no_crash(tmp_path: Path, head: bytes) -> None:
    place = tmp_path / "a.eml"
    place.write_bytes(b"From: x <x@y.example>\r\nSubject: z\r\n" + head)
    assert list(captures([str(place)]))


def test_the_limits_of_packed_files_hold_for_what_is_attached(tmp_path: Path) -> None:
    message = letter("See the archive.")
    attach(message, b"PK\x05\x06" + bytes(18), "application/zip", "a.zip")
    attach(message, b"<x>", "application/xml", "a.xml")
    assert len(found(tmp_path / "a.eml", message)) == 3
    assert OPEN not in str(names(tmp_path / "a.eml", message))
