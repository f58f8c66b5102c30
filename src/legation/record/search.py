"""Full text: which words of a report are indexed, and what a question becomes in SQLite's language.

Function words ("the", "of") make up nearly half of a text and tell nothing apart; they are left out of the index and
of questions alike, so that a phrase is still a phrase. Capitals keep a word: "US" is not "us", nor "May" "may".
"""

from __future__ import annotations

import re

from legation.errors import UsageError
from legation.textfold import fold
from legation.types import Report

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
GAP = " … "


def words_of(report: Report, unindexed: frozenset[str]) -> tuple[str, str, str]:
    """Title, evidence of the event, and names of those who take part, as they are indexed.

    A report taken out of the record must be taken out of the index with the same words.
    """
    said = dict.fromkeys(e.text for e in report.evidence if e.purpose == "event")
    evidence = said or dict.fromkeys(e.text for e in report.evidence)
    names = dict.fromkeys(name for actor in report.actors for name in (actor.name, actor.office) if name)
    return (
        _indexed(report.story.title or "", unindexed),
        _indexed(GAP.join(evidence), unindexed),
        fold(_indexed(GAP.join(names), unindexed)),
    )


def _indexed(text: str, unindexed: frozenset[str]) -> str:
    plain = text.encode("utf-8", "replace").decode()
    return " ".join(word for word in _WORD.findall(plain) if word not in unindexed)


def text_query(words: str, unindexed: frozenset[str]) -> str:
    """Words that must all stand in a title or evidence, a phrase in double quotes. Raises `UsageError` for none."""
    terms = [_indexed(phrase or word, unindexed) for phrase, word in _TERM.findall(words)]
    terms = [term for term in terms if term]
    if not terms:
        raise UsageError(f"{words!r}: holds no word to look for")
    return "{title evidence} : (" + " AND ".join(f'"{term}"' for term in terms) + ")"


def name_query(words: str, unindexed: frozenset[str]) -> str:
    """Beginnings of words that must all stand in names or offices. Raises `UsageError` for none."""
    terms = _indexed(fold(words), unindexed).split()
    if not terms:
        raise UsageError(f"{words!r}: holds no name to look for")
    return "{names} : (" + " AND ".join(f'"{term}" *' for term in terms) + ")"
