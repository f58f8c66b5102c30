"""The tables for linking events into deals."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from legation.gazetteer.reading import DATA, read_table, several
from legation.textfold import fold
from legation.vocabulary import DealWords


@cache
def office_levels() -> dict[str, str]:
    """The level of each office (head, minister, deputy, military, diplomat, official), in every language's table."""
    found: dict[str, str] = {}
    for folder in sorted(DATA.iterdir(), key=lambda item: item.name):
        table = folder / "titles.tsv"
        if folder.is_dir() and table.is_file():
            for row in read_table(table):
                found.setdefault(row["office"], row["level"])
    return found


@cache
def deal_words() -> DealWords:
    """The tables of linking events into deals; states' names, which tell no deal from another, are added."""
    raw = tomllib.loads((DATA / "deals.toml").read_text(encoding="utf-8"))
    everyday = set(raw["everyday"]["words"])
    for row in read_table(DATA / "states.tsv"):
        cells = (row[name] for name in ("name", "aliases", "adjectives", "demonyms", "capital", "seats"))
        words = (fold(surface).lower() for cell in cells for surface in several(cell))
        everyday.update(
            word.removesuffix("'s") for surface in words for word in re.findall(r"[\w'-]+", surface)
        )
    return DealWords(
        usual=raw["usual"],
        marks={name: _any_of(words) for name, words in raw["marks"].items()},
        everyday=frozenset(everyday),
        covers={name: frozenset(found) for name, found in raw["covers"].items()},
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words or phrases; ``*`` stands for the rest of a word."""
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
