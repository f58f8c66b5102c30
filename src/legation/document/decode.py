"""Bytes to text: the byte order mark, UTF-8, what the host and the page declare, and last what the bytes look like.

The order of the HTML standard (mark, host, page, guess), but for one thing: bytes that are UTF-8 throughout are UTF-8,
whatever anybody says, since no other encoding makes such bytes by chance.
"""

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
_BROKEN = 0.1  # share of foreign letters that may be broken in what is UTF-8 all the same
_ESCAPE = b"\x1b"  # begins the letters of encodings that are made of ASCII
# What the Encoding Standard knows, by the names that Python has for it; and what it understands by names that mean
# something narrower elsewhere.
_KNOWN = re.compile(
    r"utf-8|cp(?:125\d|866|874|932|949|950)|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|big5\w*|euc_jp|gb18030|iso2022_jp"
)
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip


def decode(content: bytes, stated: str | None = None) -> str:
    """The text of ``content``, unchanged but for a byte order mark, which is no part of it.

    ``stated``: the encoding that the host named. Never fails: bytes that fit no encoding become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    named = [codec for name in (stated, _declared(content)) if (codec := _codec(name))]
    if named[:1] == ["iso2022_jp"] and _ESCAPE in content:
        return content.decode(named[0], errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _foreign(content, named)


def _codec(name: str | None) -> str | None:
    """The encoding that a name means, None where nobody knows it."""
    try:
        found = codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None
    meant = _MEANT.get(found, found) if found else None
    return meant if meant and _KNOWN.fullmatch(meant) else None


def _foreign(content: bytes, named: list[str]) -> str:
    torn = _torn(content)
    if torn is not None:
        return torn
    for encoding in (*named, *_guessed(content)):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    single = next((one for one in named if one.startswith(("cp", "iso8859", "koi8"))), "utf-8")
    return content.decode(single, errors="replace")


def _torn(content: bytes) -> str | None:
    """Text that is UTF-8 but for a few letters: cut in two somewhere, or put together from several sources."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    letters = sum(char > "\x7f" for char in text)
    return text if broken <= _BROKEN * letters else None


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:4096])
    return match.group(1).decode("ascii") if match else None


def _guessed(content: bytes) -> tuple[str, ...]:
    sample = content[:_SAMPLE]
    # A detector reads the few curly quotes of an English page as letters of some other alphabet.
    if sum(byte > 127 for byte in sample) < _STRAY * len(sample):
        return ("cp1252", "latin-1")
    import charset_normalizer  # here: most pages need no guess

    best = charset_normalizer.from_bytes(sample).best()
    return (best.encoding, "cp1252") if best else ("cp1252",)
