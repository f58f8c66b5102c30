"""One page, as bytes, to one `Capture`: what kind of page it is, and whether it is text at all."""

from __future__ import annotations

import hashlib
import re

from legation.types import Capture, Failure

PAGE_LIMIT = 50_000_000  # bytes

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|meta)\b",
    re.I | re.S,
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SIGNATURES = (
    (b"%PDF", "a PDF file: PDF is not read yet"),
    (b"\x1f\x8b", "a gzip file: unpack it first"),
    (b"PK\x03\x04", "a zip file (or an office document): unpack it or save it as text first"),
    (b"BZh", "a bzip2 file: unpack it first"),
    (b"\xfd7zXZ", "an xz file: unpack it first"),
    (b"\x89PNG", "a picture, not a page"),
    (b"\xff\xd8\xff", "a picture, not a page"),
    (b"GIF8", "a picture, not a page"),
    (b"RIFF", "a picture or sound, not a page"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as text first"),
    (b"SQLite format 3", "a database, not a page"),
)


def page(name: str, content: bytes, suffix_says_html: bool = False) -> Capture | Failure:
    """A page of text or HTML; a `Failure` for what is empty, too large or not text."""
    why = unreadable(content)
    if why:
        return Failure(name, why)
    html = suffix_says_html or _HTML.match(content[:4000].removeprefix(b"\xef\xbb\xbf")) is not None
    return Capture(name, content, "text/html" if html else "text/plain", sha256(content))


def unreadable(content: bytes) -> str | None:
    """Why these bytes are no page, or None."""
    if len(content) > PAGE_LIMIT:
        return f"larger than {PAGE_LIMIT // 1_000_000} MB: too large for one page"
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
