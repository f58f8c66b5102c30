"""Word and OpenDocument files as the text of a page. They need the extra ``office``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from legation.errors import InputError
from legation.settings import DEFAULTS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN = "application/vnd.oasis.opendocument.text"
_MISSING = "reading {} files needs the extra “office”: pip install 'legation[office]'"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_HEAD = 4096  # bytes in which a document type would be declared


def read_office(content: bytes, media_type: str) -> tuple[str, str | None]:
    """The text of the file, a paragraph a block, and its title where it is marked as one.

    Raises `InputError` for a broken or oversized file, one that declares entities, and where the extra is missing.
    """
    _check(content)
    blocks = list(_word(content) if media_type == WORD else _open(content))
    if not blocks:
        raise InputError("the document holds no text")
    title = next((text for text, style in blocks[:6] if style == "title"), None) or next(
        (text for text, style in blocks[:6] if style == "heading"), None
    )
    return "\n\n".join(text for text, _ in blocks), title


def _check(content: bytes) -> None:
    """Look at the parts before a library unpacks them: their sizes, and that none declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            total = sum(part.file_size for part in parts.infolist())
            if total > DEFAULTS.unpacked_page or total > DEFAULTS.ratio * max(len(content), 100_000):
                raise InputError(f"the document unpacks to {total / 1e6:,.0f} MB: too large for one page")
            for part in parts.infolist():
                if part.filename.endswith(".xml"):
                    with parts.open(part) as stream:
                        head = stream.read(_HEAD).upper()
                    if any(word in head for word in _DECLARATIONS):
                        raise InputError(f"the document declares entities ({part.filename}): not read")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError("the document is broken or locked") from error


def _word(content: bytes) -> Iterator[tuple[str, str]]:
    try:
        import docx
        from docx.table import Table
    except ModuleNotFoundError:
        raise InputError(_MISSING.format("Word")) from None
    try:
        document = docx.Document(io.BytesIO(content))
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                seen: set[int] = set()
                for row in item.rows:
                    for cell in row.cells:
                        if id(cell._tc) not in seen:
                            seen.add(id(cell._tc))
                            yield from ((text, "") for p in cell.paragraphs if (text := _plain(p.text)))
            elif text := _plain(item.text):
                yield text, _style(item.style.name if item.style is not None else "")
    except (KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise InputError("the Word document is broken") from error


def _style(name: str | None) -> str:
    word = (name or "").lower()
    return "title" if word == "title" else "heading" if word.startswith("heading") else ""


def _open(content: bytes) -> Iterator[tuple[str, str]]:
    try:
        from odf import teletype
        from odf.opendocument import load
    except ModuleNotFoundError:
        raise InputError(_MISSING.format("OpenDocument")) from None
    try:
        document = load(io.BytesIO(content))
        for node in _leaves(document.text):
            if text := _plain(str(teletype.extractText(node))):
                style = str(node.getAttribute("stylename") or "").lower()
                heading = node.qname[1] == "h"
                yield (
                    text,
                    "title" if "title" in style and "sub" not in style else "heading" if heading else "",
                )
    except (KeyError, ValueError, AttributeError, SyntaxError, TypeError, zipfile.BadZipFile) as error:
        raise InputError("the OpenDocument file is broken") from error


def _leaves(node: Any) -> Iterator[Any]:
    """The paragraphs and headings of the text, in order; those in tables and lists too."""
    for child in getattr(node, "childNodes", ()):
        name = getattr(child, "qname", ("", ""))[1]
        if name in ("p", "h"):
            yield child
        elif name not in ("tracked-changes", "annotation"):
            yield from _leaves(child)


def _plain(text: str) -> str:
    return " ".join(text.split())
