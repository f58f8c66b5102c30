"""Sentences and tokens, with exact offsets. Nothing is changed or lost: a token is a slice of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# "U.S." and "F.M." hold together; a number keeps its separators and ordinal ending; "2+2" is one word;
# letters keep inner apostrophes ("N'Djamena", "don't"); everything else that is no blank stands alone.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?<!\w)[A-Z]\.(?=\s?[A-Z][a-z])|(?<!\w)(?:Jr|Sr|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Brig|Adm|Cmdr|Sen|Rep|St|Prof|Hon)\."
    r"|['’]s\b|\d+\+\d+|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![^\W_])|\d+"
    r"|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\d*"
    r"|[^\w\s]|_"
)
_POSSESSIVE = re.compile(r"['’][sS]$")
_CONTRACTION = re.compile(r"(n['’]t|['’](?:ll|re|ve|d|m))$", re.IGNORECASE)

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cmdr cdr adm sgt brig gov sen rep hon st jr sr no nos vs etc inc ltd co corp "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun approx dept est fig "
    "art vol ed rev rt ret retd rtd e.g i.e u.s u.k u.n rs mass pa va md fla calif tex ariz conn ill ind mich minn "
    "a.m p.m h.e messrs mt ft ave pvt cpl cpt ltc vadm radm av avm".split()
)
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|$)|[.!?][\"”»]?(?=[A-Z“\"][a-z’']|“)")
_STARTER = re.compile(
    r"\s+(?:The|A|An|It|He|She|They|This|That|These|In|On|At|But|And|His|Her|Its|Their|For|As|We)\b"
)
_NEXT_LOWER = re.compile(r"\s*[a-z]")


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end), blanks trimmed at both ends."""
    begin = start
    for match in _END.finditer(text, start, end):
        if not _ends(text, match, begin, end):
            continue
        yield from _trim(text, begin, match.end())
        begin = match.end()
    yield from _trim(text, begin, end)


def _ends(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    if match.end() >= end:
        return True
    if _NEXT_LOWER.match(text, match.end()):
        return False
    if match.group()[0] != "." or match.group() in ("...", "…"):
        return True
    word = _last_word(text, begin, match.start())
    if word.lower() in ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isupper():  # an initial, "Alexander V. Fomin"; or the end of "U.S."
        dotted = match.start() >= 2 and text[match.start() - 2] == "."
        return dotted and bool(_STARTER.match(text, match.end()))
    return not (word.isdigit() and text[match.end() : match.end() + 1].isdigit())


def _last_word(text: str, begin: int, at: int) -> str:
    left = at
    while left > begin and (text[left - 1].isalnum()):
        left -= 1
    return text[left:at]


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def tokenize(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The tokens of ``text[start:end]`` as (start, end); "Russia's" and "don't" give two each."""
    if text.find("'", start, end) < 0 and text.find("’", start, end) < 0:
        return [match.span() for match in _TOKEN.finditer(text, start, end)]
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text, start, end):
        left, right = match.span()
        word = match.group()
        if "'" in word or "’" in word:
            cut = _POSSESSIVE.search(word) or _CONTRACTION.search(word)
            if cut and cut.start() > 0:
                found.append((left, left + cut.start()))
                found.append((left + cut.start(), right))
                continue
        found.append((left, right))
    return found
