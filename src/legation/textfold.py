"""Folding of letters, one for one: the folded text has the same length, so offsets stay true."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPECIAL = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "s", "æ": "a", "Æ": "A",
    "œ": "o", "Œ": "O", "ð": "d", "Ð": "D", "þ": "t", "Þ": "T", "ħ": "h", "Ħ": "H", "ə": "e", "Ə": "E",
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "‒": "-", "\u00a0": " ",
    "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
}  # fmt: skip


def _table() -> dict[int, str]:
    table = {ord(key): value for key, value in _SPECIAL.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        char = chr(code)
        if char in _SPECIAL:
            continue
        base = unicodedata.normalize("NFKD", char)[0]
        if base != char and base.isascii():
            table[code] = base
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """Letters without diacritics, typographic quotes and hyphens as plain ones; same length as ``text``."""
    return text if text.isascii() else text.translate(_TABLE)


_VARIANTS = (
    ("tch", "ch"), ("sch", "sh"), ("shch", "sh"), ("kh", "h"), ("zh", "j"), ("ts", "c"), ("dzh", "j"), ("dj", "j"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"), ("gh", "g"),
)  # fmt: skip


_NO_LETTER = re.compile(r"[^a-z ]+")
_ENDING = re.compile(r"(?:[aeo]?[iy]+[aeiy]*)\b")
_LONG_I = re.compile(r"[iy]+")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 15)  # the same few words come again and again: some 3 MB
def name_key(name: str) -> str:
    """A key that is the same for the usual spellings of one name (Sergei and Sergey, Shoigu and Shoygu).

    It levels transliteration, not identity: names that differ in more than spelling keep different keys.
    """
    text = fold(name).lower()
    if not (text.isascii() and text.isalpha()):
        text = _NO_LETTER.sub("", text)
    for old, new in _VARIANTS:
        if old in text:
            text = text.replace(old, new)
    if "i" in text or "y" in text:
        text = _ENDING.sub("i", text)
        text = _LONG_I.sub("i", text)
    return _DOUBLE.sub(r"\1", text).strip()
