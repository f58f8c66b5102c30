"""One page, as bytes, to one `Capture`: what kind of page it is, and whether it is text at all."""

from __future__ import annotations

import hashlib
import re

from legation.settings import DEFAULTS
from legation.types import Capture, Failure

PDF, MAIL = "application/pdf", "message/rfc822"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN = "application/vnd.oasis.opendocument.text"
_BY_SUFFIX = {".pdf": PDF, ".eml": MAIL, ".docx": WORD, ".odt": OPEN}
_PDF_WITHIN = 1024  # bytes within which a PDF says that it is one
_ZIP = b"PK\x03\x04"
_MAIL = re.compile(rb"(?:[A-Z][A-Za-z-]+: [^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}")
_MAIL_HEADS = (b"\nfrom:", b"\nsubject:", b"\ndate:")

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|meta)\b",
    re.I | re.S,
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SIGNATURES = (
    (b"\x1f\x8b", "a gzip file: unpack it first"),
    (_ZIP, "a zip file where a page is wanted: unpack it first"),
    (b"BZh", "a bzip2 file: unpack it first"),
    (b"\xfd7zXZ", "an xz file: unpack it first"),
    (b"\x89PNG", "a picture, not a page"),
    (b"\xff\xd8\xff", "a picture, not a page"),
    (b"GIF8", "a picture, not a page"),
    (b"RIFF", "a picture or sound, not a page"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as text first"),
    (b"SQLite format 3", "a database, not a page"),
)


def kind_by_suffix(suffix: str) -> str | None:
    """The media type of a paper by its suffix (PDF, e-mail, Word, OpenDocument), None for any other."""
    return _BY_SUFFIX.get(suffix)


def page(
    name: str, content: bytes, suffix_says_html: bool = False, paper: str | None = None
) -> Capture | Failure:
    """A page of text or HTML, or a paper; a `Failure` for what is empty, too large or neither.

    ``paper``: the media type that the name speaks for, where it is that of a PDF, an e-mail or a document.
    """
    found = _paper(content, paper)
    if found is not None and len(content) <= DEFAULTS.page:
        return Capture(name, content, found, sha256(content))
    if paper and paper != MAIL and content.strip():
        return Failure(name, "not what its name says: it has not the form of such a file")
    why = unreadable(content)
    if why:
        return Failure(name, why)
    html = (suffix_says_html and b"<" in content) or _HTML.match(
        content[:4000].removeprefix(b"\xef\xbb\xbf")
    ) is not None
    return Capture(name, content, "text/html" if html else "text/plain", sha256(content))


def _paper(content: bytes, paper: str | None) -> str | None:
    """The media type of a PDF, an e-mail or a document by its first bytes."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return PDF
    if content.startswith(_ZIP):
        if paper in (WORD, OPEN):
            return paper
        return OPEN if OPEN.encode() in content[:200] else WORD if b"word/" in content else None
    if paper == MAIL and b":" in content[:_PDF_WITHIN]:
        return MAIL
    head = b"\n" + content[: _PDF_WITHIN * 8].lower()
    return MAIL if _MAIL.match(content) and all(name in head for name in _MAIL_HEADS) else None


def unreadable(content: bytes) -> str | None:
    """Why these bytes are no page, or None."""
    if len(content) > DEFAULTS.page:
        return f"larger than {DEFAULTS.page // 1_000_000} MB: too large for one page (settings: page)"
    if not content.strip():
        return "empty"
    for signature, why in _SIGNATURES:
        if content.startswith(signature):
            return why
    if content.startswith(_UTF16):
        return None
    if b"\0" in content:
        return "binary: holds NUL bytes"
    controls = sum(content[:4000].count(byte) for byte in _CONTROLS)
    return "binary: not text" if controls > len(content[:4000]) // 20 else None


_CONTROLS = [bytes([code]) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127)]


def sha256(content: bytes) -> str:
    """The hash of the bytes as fetched, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
