"""A PDF file with a text layer as the text of a page: paragraphs in reading order, the title by its size."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from statistics import median
from typing import Any

from legation.document.layout import Line, join_runs, paragraphs
from legation.errors import InputError
from legation.settings import DEFAULTS

_LARGE = 1.25  # times the usual height of letters from which the first lines are a title
_TITLE_LINES = 4
_TITLE = range(10, 300)  # characters


def read_pdf(content: bytes) -> tuple[str, str | None]:
    """The text of the file and its title, where its first page shows one.

    Raises `InputError` for a file that is broken, locked, too long, or holds no text.
    """
    import pypdfium2 as pdfium  # here: few pages are PDF

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError("the PDF is locked by a password" if locked else "the PDF is broken") from error
    with closing(document):
        count = len(document)
        if count > DEFAULTS.pdf_pages:
            raise InputError(f"the PDF has {count:,} pages: more than {DEFAULTS.pdf_pages:,} are not read")
        try:
            pages = [_lines(document, number) for number in range(count)]
        except pdfium.PdfiumError as error:
            raise InputError("the PDF is broken") from error
    if not any(line.text.strip() for page in pages for line in page):
        raise InputError("the PDF holds no text (a scan?): only PDFs with a text layer are read")
    found = paragraphs(pages)
    title = _title(pages)
    if title and title not in found[:6]:
        title = None  # set in the middle of a paragraph: no title
    return "\n\n".join(found), title


def _lines(document: Any, number: int) -> list[Line]:
    page = document[number]
    text = page.get_textpage()
    try:
        found = []
        for index in range(min(text.count_rects(0, -1), DEFAULTS.pdf_runs)):
            left, bottom, right, top = text.get_rect(index)
            words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").strip("\r\n")
            if words.strip():
                found.append(Line(left, bottom, right, top, words, _size(text, left, (bottom + top) / 2)))
        return found
    finally:
        text.close()
        page.close()


def _size(text: Any, left: float, middle: float) -> float:
    """The size of the type at a place; 0 where there is no letter."""
    index = text.get_index(left + 1, middle, 3, 3)
    if index is None:
        return 0.0
    _, bottom, _, top = text.get_charbox(index, loose=True)
    return float(top - bottom)


def _title(pages: Sequence[Sequence[Line]]) -> str | None:
    """The first lines of the first page that are set larger than the rest."""
    first = join_runs(pages[0]) if pages else []
    heights = [line.height for page in pages for line in page if len(line.text) > 20]
    if not first or not heights:
        return None
    usual = median(heights)
    large = [line for line in first[:12] if line.height >= _LARGE * usual]
    if not large:
        return None
    most = max(line.height for line in large)
    lines = [line for line in large if line.height >= 0.8 * most][:_TITLE_LINES]
    title = " ".join(" ".join(line.text.split()) for line in lines)
    return title if len(title) in _TITLE else None
