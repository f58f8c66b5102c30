"""Clauses: which noun groups are found as subject and object of which verb."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from legation.extract.clauses import Clause
from legation.extract.reader import GrammarReader
from legation.extract.units import Unit
from legation.gazetteer import load
from legation.types import Paragraph, Span, Story

_READER = GrammarReader(load())
_SENTENCES = tomllib.loads(Path(__file__).with_name("clauses.toml").read_text(encoding="utf-8"))["sentence"]


def _clauses(text: str) -> list[Clause]:
    story = Story(
        "s", None, None, 1, None, None, None, None, None, "en", text, (Paragraph(Span(0, len(text)), "body"),)
    )
    return [clause for analysis in _READER.explain(story) for clause in analysis.clauses]


def _names(units: list[Unit]) -> str:
    return ", ".join(unit.head if len(unit.head) > 1 else unit.word for unit in units)


def _agrees(found: Clause, expected: str) -> bool:
    verb, _, rest = expected.partition(":")
    subjects, _, objects = (part.strip() for part in rest.partition("→"))
    lemma = found.verb.lemma if found.verb is not None else ""
    return (
        lemma == verb.strip()
        and _holds(found.subjects, subjects)
        and (not objects or _holds(found.objects, objects))
    )


def _holds(units: list[Unit], expected: str) -> bool:
    """The groups are those expected, each told by a word that its text ends with."""
    words = [word.strip() for word in expected.split(",") if word.strip()]
    return len(units) == len(words) and all(
        unit.word.rstrip('"').endswith(word) for unit, word in zip(units, words, strict=True)
    )


@pytest.mark.parametrize("case", _SENTENCES, ids=lambda case: case["text"][:40])
def test_the_clauses_are_found(case: dict[str, object]) -> None:
    found = _clauses(str(case["text"]))
    for expected in case["clauses"]:  # type: ignore[attr-defined]
        assert any(_agrees(clause, expected) for clause in found), (
            expected,
            [(c.verb.lemma if c.verb else None, _names(c.subjects), _names(c.objects)) for c in found],
        )
