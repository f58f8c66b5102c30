"""Names that stand beside a deed and are no party to it: who is passed on the way, and whose war it is."""

from __future__ import annotations

import re
from functools import cache

from legation.types import Mention
from legation.vocabulary import Wordlists

_FAR = 30  # characters before a name in which the words stand
_WARS = ("words_for_wars", "war_prepositions")


def passed(mention: Mention, text: str, words: Wordlists) -> bool:
    """ "Via Georgia", "despite Russia": on the way of what is moved, or against it."""
    return _behind(mention, text, words["passing_words"])


def of_a_war(mention: Mention, text: str, words: Wordlists) -> bool:
    """ "Because of the war in Ukraine": whose war it is, and no party to what it brought about."""
    return _behind(mention, text, *(words[name] for name in _WARS))


def _behind(mention: Mention, text: str, *words: frozenset[str]) -> bool:
    """The name, with its article, stands right behind one word of each list, in their order."""
    begin = mention.span.start
    return _pattern(*words).search(text, max(0, begin - _FAR), begin) is not None


@cache
def _pattern(*words: frozenset[str]) -> re.Pattern[str]:
    row = r"\s+".join(f"(?:{'|'.join(map(re.escape, sorted(one)))})" for one in words)
    return re.compile(rf"\b{row}\s+(?:the\s+)?$")
