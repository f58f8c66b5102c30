"""Every rule's examples: what must be read, what must not, what counts only in context.

The sentences stand in a TOML file beside each family of rules; this one test runs them all.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import legation.extract.families as families
from legation.extract.reader import GrammarReader
from legation.gazetteer import load
from legation.identify.reports import Identifier
from legation.types import Paragraph, Report, Span, Story
from legation.vocabulary import Gazetteer, Weights

_FOLDER = Path(families.__file__).parent


def without_weights(tables: Gazetteer) -> Gazetteer:
    lexicons = {name: replace(lexicon, weights=Weights()) for name, lexicon in tables.lexicons.items()}
    return replace(tables, lexicons=lexicons)


# The rules are tested here; what the words of a sentence weigh beside them is tested in test_weighing.py.
_READER = GrammarReader(without_weights(load()))
_IDENTIFIER = Identifier(load())


def _cases(section: str) -> list[Any]:
    found = []
    for path in sorted(_FOLDER.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get(section, ())):
            found.append(pytest.param(case, id=f"{path.stem}-{section}-{number}"))
    return found


def reports_of(case: dict[str, Any]) -> tuple[Report, ...]:
    """The reports of an example: its text as one paragraph, or after the paragraphs given as ``before``."""
    before = case.get("before", "")
    text = f"{before}\n\n{case['text']}" if before else case["text"]
    at = len(before) + 2 if before else 0
    paragraphs = [Paragraph(Span(at, len(text)), "body")]
    if before:
        paragraphs.insert(0, Paragraph(Span(0, len(before)), "body"))
    story = Story(
        "s_example",
        None,
        None,
        1,
        None,
        None,
        None,
        case.get("published", "2020-06-17"),
        None,
        "en",
        text,
        tuple(paragraphs),
    )
    found = _IDENTIFIER.reports(_READER.read(story))
    return tuple(r for r in found if any(e.purpose == "event" and e.end > at for e in r.evidence))


_CHECKED = ("mode", "stage", "factuality", "date")


def _agrees(report: Report, case: dict[str, Any]) -> bool:
    if report.type != case["type"] or list(report.states) != case["states"]:
        return False
    if any(key in case and getattr(report, key) != (case[key] or None) for key in _CHECKED):
        return False
    by_role = {(actor.role, actor.state) for actor in report.actors}
    return all((role, state) in by_role for role, state in case.get("roles", {}).items())


@pytest.mark.parametrize("case", [*_cases("read"), *_cases("in_context")])
def test_it_is_read(case: dict[str, Any]) -> None:
    found = reports_of(case)
    assert any(_agrees(report, case) for report in found), [
        (r.rule, r.mode, r.states, r.stage, r.factuality, r.date) for r in found
    ]


@pytest.mark.parametrize("case", _cases("not_read"))
def test_it_is_not_read(case: dict[str, Any]) -> None:
    assert case["type"] not in {report.type for report in reports_of(case)}
