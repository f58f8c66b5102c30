"""What people type, made into what a record can be asked: states by any of their names, days, types of event."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from legation import edtf
from legation.errors import UsageError
from legation.gazetteer import read_table, several
from legation.merge.deals.moves import FAMILIES
from legation.textfold import fold

_DATA = files("legation") / "data"
_NEAR = 3  # names offered in place of an unknown one
_LIKE = 60  # how like, of 100, an offered name must be
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@cache
def state_names() -> Mapping[str, str]:
    """The short name of every state, by its code. Read from its own table, which is quicker than loading all."""
    return {row["code"]: row["name"] for row in read_table(_DATA / "states.tsv")}


@cache
def _surfaces() -> Mapping[str, frozenset[str]]:
    """Codes by name, adjective, demonym, capital and seat, folded."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table(_DATA / "states.tsv"):
        cells = (
            row["code"],
            row["name"],
            row["aliases"],
            row["adjectives"],
            row["demonyms"],
            row["capital"],
            row["seats"],
        )
        for cell in cells:
            for surface in several(cell):
                found[_folded(surface)].add(row["code"])
    return {surface: frozenset(codes) for surface, codes in found.items()}


def _folded(name: str) -> str:
    return " ".join(fold(name).lower().split())


def state(word: str) -> str:
    """The code of the state that a code, name, adjective or capital stands for.

    Raises `UsageError` for a word that stands for none, with the nearest names, or for several.
    """
    names = state_names()
    if word.strip().upper() in names:
        return word.strip().upper()
    known = _folded(word).removeprefix("the ")
    codes = sorted(_surfaces().get(known, ()))
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise UsageError(f"{word}: could be {_either(codes)}; say which by its code")
    near = _nearest(known)
    raise UsageError(
        f"{word}: no state is known by that name" + (f"; did you mean {_either(near)}?" if near else "")
    )


def _nearest(word: str) -> list[str]:
    from rapidfuzz import fuzz, process

    found: list[str] = []
    for surface, _, _ in process.extract(
        word, _surfaces().keys(), scorer=fuzz.ratio, limit=20, score_cutoff=_LIKE
    ):
        found += [code for code in sorted(_surfaces()[surface]) if code not in found]
    return found[:_NEAR]


def _either(codes: Iterable[str]) -> str:
    *first, last = [f"{state_names()[code]} ({code})" for code in codes]
    return f"{', '.join(first)} or {last}" if first else last


def pair(words: tuple[str, str]) -> tuple[str, str]:
    """Two states. Raises `UsageError` where one is unknown, or both are the same."""
    a, b = state(words[0]), state(words[1])
    if a == b:
        raise UsageError(f"{words[0]} and {words[1]} are one state, {state_names()[a]}; a pair needs two")
    return a, b


def day(word: str) -> str:
    """A year, a month or a day as ISO 8601 writes it. Raises `UsageError` for anything else."""
    if not _DATE.fullmatch(word) or edtf.bounds(word) is None:
        raise UsageError(f"{word}: not a date (say 2014, 2014-11 or 2014-11-20)")
    return word


def last_day(word: str) -> str:
    """The last day of a year, a month or a day. Raises `UsageError` for anything else."""
    span = edtf.bounds(day(word))
    assert span is not None
    return edtf.iso(span[1])


def period(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """From when to when. Raises `UsageError` where it ends before it begins."""
    first, last = day(since) if since else None, day(until) if until else None
    start, end = edtf.bounds(first), edtf.bounds(last)
    if start and end and end[1] < start[0]:
        raise UsageError(f"--until {until} lies before --since {since}")
    return first, last


@cache
def _codebook() -> Mapping[str, Any]:
    return tomllib.loads((_DATA / "codebook.toml").read_text(encoding="utf-8"))


def types() -> tuple[str, ...]:
    """The types of the codebook, in its order."""
    return tuple(_codebook()["types"])


def stage(word: str) -> str:
    """A stage of the codebook. Raises `UsageError` for any other word."""
    known, stages = word.strip().lower().replace(" ", "-"), tuple(_codebook()["stages"]["values"])
    if known not in stages:
        raise UsageError(f"{word}: no stage of a deal (they are {', '.join(stages)})")
    return known


def deal_type(word: str) -> str:
    """A type of the codebook that can move a deal along. Raises `UsageError` for any other word."""
    known = event_type(word)
    if known not in FAMILIES:
        raise UsageError(f"{word}: no deal is of this type (they are {', '.join(FAMILIES)})")
    return known


def event_type(word: str) -> str:
    """A type of the codebook. Raises `UsageError` for any other word."""
    known = word.strip().lower()
    if known not in types():
        raise UsageError(f"{word}: no type of the codebook (they are {', '.join(types())})")
    return known
