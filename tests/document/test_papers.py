"""Papers: PDFs in reading order, e-mails with their stories, Word and OpenDocument; broken ones say why."""

from __future__ import annotations

import io
import sys
import zipfile
from email.message import EmailMessage

import pytest
from fpdf import FPDF

from legation.collect.pages import MAIL, OPEN, PDF, WORD, page
from legation.document import read
from legation.types import Capture, Document
from legation.vocabulary import Gazetteer

FIRST = (
    "VALLETTA, 4 May 2019 - The defence ministers of Malta and Tunisia met on the island of Gozo on Saturday and agreed "
    "to hold a naval drill in the coming spring, both told reporters afterwards."
)
SECOND = (
    "The two sides also signed a memorandum on the training of officers, which the parliaments have yet to approve, and "
    "spoke about interoperability of their coast guards."
)
THIRD = "Tunisia will send two patrol boats to Valletta in June, its minister said, and Malta will return the visit."


def paper(name: str, content: bytes, gazetteer: Gazetteer) -> Document:
    found = page(
        name, content, paper={"pdf": PDF, "eml": MAIL, "docx": WORD, "odt": OPEN}[name.split(".")[-1]]
    )
    assert isinstance(found, Capture)
    return read(found, gazetteer)


def why(document: Document) -> str:
    (failure,) = document.failures
    assert "\n" not in failure.why
    return failure.why


# ------------------------------------------------------------------ PDF


def pdf(*pages: list[tuple[float, float, float, int, str]], password: str = "") -> bytes:
    """A PDF of pages with paragraphs at (left, top, width, size, text), in millimetres and points."""
    made = FPDF(format="A4")
    made.set_auto_page_break(False)
    for number, parts in enumerate(pages, 1):
        made.add_page()
        for left, top, width, size, text in parts:
            made.set_font("Helvetica", size=size)
            made.set_xy(left, top)
            made.multi_cell(width, size * 0.5, text.replace("{page}", str(number)), align="L")
    if password:
        made.set_encryption(owner_password="o", user_password=password)
    return bytes(made.output())


def test_a_communique_has_title_date_and_paragraphs(gazetteer: Gazetteer) -> None:
    found = paper("a.pdf", pdf([(20, 20, 170, 18, "Malta and Tunisia plan a naval drill"), (20, 40, 170, 10, FIRST),
                                (20, 65, 170, 10, SECOND)]), gazetteer)  # fmt: skip
    (story,) = found.stories
    assert story.title == "Malta and Tunisia plan a naval drill"
    assert story.published == "2019-05-04"
    assert found.text.split("\n\n")[1:] == [FIRST, SECOND]


def test_columns_are_read_one_after_the_other(gazetteer: Gazetteer) -> None:
    made = pdf([(20, 20, 170, 18, "Malta and Tunisia plan a naval drill"), (20, 50, 80, 10, FIRST),
                (110, 50, 80, 10, SECOND + " " + THIRD)])  # fmt: skip
    found = paper("a.pdf", made, gazetteer)
    assert found.text.split("\n\n")[1:] == [FIRST, f"{SECOND} {THIRD}"]


def test_running_heads_and_page_numbers_are_left_out(gazetteer: Gazetteer) -> None:
    head, foot = (
        (20.0, 8.0, 170.0, 8, "Ministry of Defence - Communique {page} of 3"),
        (100.0, 285.0, 20.0, 8, "{page}"),
    )
    made = pdf([head, (20, 30, 170, 10, FIRST), foot], [head, (20, 30, 170, 10, SECOND), foot],
               [head, (20, 30, 170, 10, THIRD), foot])  # fmt: skip
    assert paper("a.pdf", made, gazetteer).text.split("\n\n") == [FIRST, SECOND, THIRD]


def test_a_paragraph_that_a_page_breaks_is_one(gazetteer: Gazetteer) -> None:
    whole = f"{FIRST} {SECOND}"
    cut = whole.index("which the parliaments")
    made = pdf([(20, 30, 170, 10, whole[:cut])], [(20, 30, 170, 10, whole[cut:])])
    assert paper("a.pdf", made, gazetteer).text == whole


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (
            "They spoke about inter-\noperability of their coast guards and of both navies.",
            "interoperability",
        ),
        (
            "A ten-day drill was planned, and then a second ten-\nday drill off the coast of Gozo.",
            "second ten-day",
        ),
        ("They spoke about the F-\n16 fighters of the air force and about nothing else.", "F-16"),
    ],
)
def test_words_that_a_line_divides(broken: str, whole: str, gazetteer: Gazetteer) -> None:
    assert whole in paper("a.pdf", pdf([(20, 30, 170, 10, FIRST), (20, 60, 170, 10, broken)]), gazetteer).text


def test_pdfs_that_cannot_be_read_say_why(gazetteer: Gazetteer) -> None:
    good = pdf([(20, 30, 170, 10, FIRST)])
    assert why(paper("a.pdf", b"%PDF-1.7 nothing", gazetteer)) == "the PDF is broken"
    assert why(paper("a.pdf", pdf([(20, 30, 170, 10, FIRST)], password="x"), gazetteer)).endswith(
        "by a password"
    )
    assert "a scan?" in why(paper("a.pdf", pdf([]), gazetteer))
    assert paper("a.pdf", good[: len(good) // 2], gazetteer).failures


# ------------------------------------------------------------------ e-mail


def letter(plain: str = "", html: str = "", **heads: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = heads.get("sender", "Gozo Courier <news@gozo.example>")
    message["Subject"] = heads.get("subject", "Malta and Tunisia plan a naval drill")
    message["Date"] = "Sun, 05 May 2019 08:00:00 +0200"
    message.set_content(plain or "Your programme shows no HTML.", cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def test_one_message_is_one_story(gazetteer: Gazetteer) -> None:
    found = paper(
        "a.eml", bytes(letter(f"{FIRST.replace('VALLETTA, 4 May 2019 - ', '')}\n\n{SECOND}\n")), gazetteer
    )
    (story,) = found.stories
    assert (story.title, story.outlet, story.published) == (
        "Malta and Tunisia plan a naval drill", "Gozo Courier", "2019-05-05",
    )  # fmt: skip


HTML = f"""<html><body><div class="preheader">View in browser</div><h1>Gozo Courier</h1>
<table><tr><td><h2>Malta and Tunisia plan a naval drill</h2><p>{FIRST[24:]}</p></td></tr>
<tr><td><h2>Two patrol boats are to visit in June</h2><p>{THIRD}</p><p>{SECOND}</p></td></tr></table>
<p class="footer">Unsubscribe</p></body></html>"""

PLAIN = f"""GOZO COURIER

Malta and Tunisia plan a naval drill
------------------------------------

{FIRST[24:]}

Two patrol boats are to visit in June
-------------------------------------

{THIRD}

{SECOND}
"""


@pytest.mark.parametrize("message", [letter(html=HTML), letter(PLAIN)], ids=["html", "plain"])
def test_a_newsletter_has_several_stories(message: EmailMessage, gazetteer: Gazetteer) -> None:
    found = paper("a.eml", bytes(message), gazetteer)
    assert [story.title for story in found.stories] == [
        "Malta and Tunisia plan a naval drill", "Two patrol boats are to visit in June",
    ]  # fmt: skip
    assert {story.published for story in found.stories} == {"2019-05-05"}
    for story in found.stories:
        kinds = [part.kind for part in story.paragraphs]
        assert kinds[:2] == ["headline", "lead"]


def test_an_email_is_known_by_its_head() -> None:
    found = page("letter", bytes(letter(FIRST)))
    assert isinstance(found, Capture)
    assert found.media_type == MAIL


@pytest.mark.parametrize(
    "content",
    [
        b"From: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x",
        b"From: =?utf-8?B?broken\nDate: nonsense\nContent-Type: text/plain; charset=no-such\n\n",
    ],
)
def test_a_letter_without_text_says_so(content: bytes, gazetteer: Gazetteer) -> None:
    assert "holds no text" in why(paper("a.eml", content, gazetteer))


def test_a_letter_in_a_strange_encoding_is_read(gazetteer: Gazetteer) -> None:
    content = b"From: Gozo <a@b.example>\nDate: nonsense\nSubject: Talks\nContent-Type: text/plain; charset=no-such\n\n"
    (story,) = paper("a.eml", content + FIRST.encode(), gazetteer).stories
    assert story.outlet == "Gozo"


# ------------------------------------------------------------------ Word and OpenDocument


def word() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Malta and Tunisia plan a naval drill", 0)
    document.add_paragraph(FIRST)
    document.add_table(1, 1).cell(0, 0).text = SECOND
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened() -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.text import H, P

    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Malta and Tunisia plan a naval drill"))
    document.text.addElement(P(text=FIRST))
    document.text.addElement(P(text=SECOND))
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "make"), [("a.docx", word), ("a.odt", opened)])
def test_an_office_document(name: str, make: object, gazetteer: Gazetteer) -> None:
    assert callable(make)
    found = paper(name, make(), gazetteer)
    (story,) = found.stories
    assert (story.title, story.published) == ("Malta and Tunisia plan a naval drill", "2019-05-04")
    assert found.text.split("\n\n")[1:] == [FIRST, SECOND]


@pytest.mark.parametrize(("name", "module"), [("a.docx", "docx"), ("a.odt", "odf")])
def test_without_the_extra_one_line_says_what_to_install(
    name: str, module: str, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = word() if name == "a.docx" else opened()
    monkeypatch.setitem(sys.modules, module, None)
    assert "legation[office]" in why(paper(name, content, gazetteer))


def test_a_document_that_declares_entities_is_refused(gazetteer: Gazetteer) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert "declares entities" in why(paper("a.docx", out.getvalue(), gazetteer))


def test_a_document_that_unpacks_to_too_much_is_refused(gazetteer: Gazetteer) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * 40_000_000)
    assert "too large" in why(paper("a.docx", out.getvalue(), gazetteer))


def test_a_broken_document_is_one_line(gazetteer: Gazetteer) -> None:
    content = word()
    assert why(paper("a.docx", content[:-200], gazetteer)) == "the document is broken or locked"
