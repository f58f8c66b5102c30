"""Bytes to text: the byte order mark, UTF-8, what the page declares, and last what its bytes look like."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""")
_SAMPLE = 100_000  # bytes looked at to guess an encoding
_STRAY = 0.05  # share of bytes outside ASCII up to which a page is English with typographic quotes


def decode(content: bytes) -> str:
    """The text of ``content``, unchanged but for a byte order mark, which is no part of it.

    Never fails: bytes that fit no encoding become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _foreign(content)


def _foreign(content: bytes) -> str:
    for encoding in (*_declared(content), *_guessed(content)):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", errors="replace")


def _declared(content: bytes) -> tuple[str, ...]:
    match = _DECLARED.search(content[:4096])
    return (match.group(1).decode("ascii"),) if match else ()


def _guessed(content: bytes) -> tuple[str, ...]:
    sample = content[:_SAMPLE]
    # A detector reads the few curly quotes of an English page as letters of some other alphabet.
    if sum(byte > 127 for byte in sample) < _STRAY * len(sample):
        return ("cp1252", "latin-1")
    import charset_normalizer  # here: most pages need no guess

    best = charset_normalizer.from_bytes(sample).best()
    return (best.encoding, "cp1252") if best else ("cp1252",)
