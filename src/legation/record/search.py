"""Full text: which words of a report are indexed, and what a question becomes in SQLite's language.

Function words ("the", "of") make up nearly half of a text and tell nothing apart; they are left out of the index and
of questions alike, so that a phrase is still a phrase. Capitals keep a word: "US" is not "us", nor "May" "may".

The index knows which words a report holds, and not where. So the words of names begin with `NAME` there, to be told
from those of the text; and for a phrase the index gives the reports that hold all of its words, which are then read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from legation.errors import UsageError
from legation.textfold import fold
from legation.types import Report

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
NAME = "xqz"
"""Begins the words of names in the index. No word of a language that we read begins so."""


def words_of(report: Report, unindexed: frozenset[str]) -> str:
    """The words of title, evidence of the event, and names of those who take part, each once, as they are indexed.

    A report taken out of the record must be taken out of the index with the same words.
    """
    names = dict.fromkeys(name for actor in report.actors for name in (actor.name, actor.office) if name)
    named = [NAME + word for name in names for word in fold(_indexed(name, unindexed)).split()]
    words = [word for text in _texts(report) for word in _indexed(text, unindexed).split()]
    return " ".join(dict.fromkeys(words + named))


def _texts(report: Report) -> tuple[str, ...]:
    said = dict.fromkeys(e.text for e in report.evidence if e.purpose == "event")
    evidence = said or dict.fromkeys(e.text for e in report.evidence)
    return (report.story.title or "", *evidence)


def _indexed(text: str, unindexed: frozenset[str]) -> str:
    plain = text.encode("utf-8", "replace").decode()
    return " ".join(word for word in _WORD.findall(plain) if word not in unindexed)


def text_query(words: str, unindexed: frozenset[str]) -> str:
    """Words that must all stand in a title or evidence, those of phrases too. Raises `UsageError` for none."""
    terms = [
        term for phrase, word in _TERM.findall(words) for term in _indexed(phrase or word, unindexed).split()
    ]
    if not terms:
        raise UsageError(f"{words!r}: holds no word to look for")
    return " AND ".join(f'"{term}"' for term in terms)


def phrases_of(words: str, unindexed: frozenset[str]) -> tuple[str, ...]:
    """The phrases in double quotes, and words that are several ("Ka-52"), to be looked for in what a query gives."""
    terms = [_levelled(phrase or word, unindexed) for phrase, word in _TERM.findall(words)]
    return tuple(term for term in terms if " " in term)


def holds(report: Report, phrases: Iterable[str], unindexed: frozenset[str]) -> bool:
    """Whether a title or a piece of evidence holds each of the phrases."""
    texts = [f" {_levelled(text, unindexed)} " for text in _texts(report)]
    return all(any(f" {phrase} " in text for text in texts) for phrase in phrases)


def _levelled(text: str, unindexed: frozenset[str]) -> str:
    return fold(_indexed(text, unindexed)).lower()


def name_query(words: str, unindexed: frozenset[str]) -> str:
    """Beginnings of words that must all stand in names or offices. Raises `UsageError` for none."""
    terms = fold(_indexed(words, unindexed)).split()
    if not terms:
        raise UsageError(f"{words!r}: holds no name to look for")
    return " AND ".join(f'"{NAME}{term}" *' for term in terms)
