"""Sums of money: "$3.8 billion", "€827 million", "Rs 15,157 crore", "45 million USD", "2.5 billion yen"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from legation.types import Money, Span

_SCALE = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9,
    "b": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "crore": 1e7, "crores": 1e7, "lakh": 1e5, "lakhs": 1e5,
    "lakh crore": 1e12,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = {"half a": 0.5, "a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "ten": 10.0,
          "several": None, "a quarter of a": 0.25, "one and a half": 1.5}  # fmt: skip
_SCALES = r"lakh crore|thousand|million|billion|trillion|crores?|lakhs?|mln|bln|mn|bn|tn|trn|[mbk]\b"


_DIGIT = re.compile(r"\d")
_PATTERNS: dict[int, re.Pattern[str]] = {}  # one per table of currencies, which lives as long as the process


def _compiled(currencies: Mapping[str, str]) -> re.Pattern[str]:
    known = _PATTERNS.get(id(currencies))
    if known is None:
        symbols = tuple(key for key in currencies if not key.islower())
        known = _PATTERNS[id(currencies)] = _pattern(
            symbols, tuple(key for key in currencies if len(key) > 1)
        )
    return known


@lru_cache(maxsize=4)
def _pattern(symbols: tuple[str, ...], words: tuple[str, ...]) -> re.Pattern[str]:
    marks = "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    spelled = "|".join(sorted(_WORDS, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w])(?P<mark>{marks})\s?(?P<amount>{_NUMBER})(?:[-\s]?(?P<scale>{_SCALES}))?(?![\w])"
        rf"|(?<![\w.,])(?P<amount2>{_NUMBER}|(?:{spelled})(?=\s(?:million|billion|trillion)))[-\s]?(?:(?P<scale2>{_SCALES})[-\s]?)?"
        rf"(?:(?P<adjective>[A-Z][a-z]+)\s)?(?P<word>{names})\b"
    )


def find_money(
    text: str, start: int, end: int, currencies: Mapping[str, str], adjectives: Mapping[str, str]
) -> list[Money]:
    """The sums in ``text[start:end]``. ``adjectives`` gives the currency of "Indian rupees" and the like."""
    found: list[Money] = []
    if not _DIGIT.search(text, start, end) and "illion" not in text[start:end]:
        return found
    for match in _compiled(currencies).finditer(text, start, end):
        currency = currencies[match["mark"] or match["word"]]
        if match["adjective"] and match["adjective"] in adjectives:
            currency = adjectives[match["adjective"]]
        raw = match["amount"] or match["amount2"]
        number = _WORDS[raw] if raw in _WORDS else float(raw.replace(",", ""))
        if number is None:
            continue
        scale = (match["scale"] or match["scale2"] or "").lower()
        if (
            not scale
            and number < 100
            and match["word"]
            and match["word"].islower()
            and len(match["word"]) < 4
        ):
            continue
        found.append(Money(round(number * _SCALE.get(scale, 1.0), 2), currency, "value", Span(*match.span())))
    return found
