"""What a question to the record narrows to: the keys, days and words under which the events asked for stand.

A question is driven by what narrows it most (a state, a type, words), so that a page costs about as much in a record
of a million events as in one of a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import isqrt
from typing import Any

from legation import edtf
from legation.errors import UsageError
from legation.record import schema, search
from legation.record.listing import CROWD_KEY, WIDE_KEY, has_pairs, key_of
from legation.record.names import Names
from legation.record.sql import Sql

FEW = 20_000
"""Reports that hold the words asked for, up to which they are gathered before anything else is looked at, at most."""
PAGE = 30
"""Events that are mostly asked for at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for; what is None does not narrow.

    ``between``: states (ISO alpha-3) that must all take part. ``since`` and ``until``: EDTF; an event counts that
    can have happened then, undated ones do not. ``actor``: beginnings of words that must all stand in names or
    offices of one report. ``text``: words that must all stand in the title or the evidence of one report, a phrase
    in double quotes. ``type``, ``stage``, ``factuality``, ``topic``: as in the codebook. ``outlet`` and ``weapon``:
    one that tells of it, and one that it is about, by their names as events have them.
    """

    between: tuple[str, ...] = ()
    type: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    text: str | None = None
    stage: str | None = None
    factuality: str | None = None
    topic: str | None = None
    outlet: str | None = None
    weapon: str | None = None


@dataclass(slots=True)
class Asked:
    """A question as the tables understand it: keys to stand under and not to, days, full-text queries and phrases."""

    keys: list[int]
    apart: list[int]  # the same without pairs, where some of the keys are pairs of states
    without: list[int]
    since: int | None
    until: int | None
    matches: list[str]
    phrases: tuple[str, ...] = ()
    few: list[str] = field(default_factory=list)  # those of the matches that narrow
    impossible: bool = False


def keys_of(names: Names, wanted: Wanted) -> tuple[list[int], list[int]]:
    """What the events asked for stand under (0 for what the record has never met), and what they do not."""
    words = [key_of("state", code_of(state)) for state in wanted.between]
    for kind in ("type", "stage", "factuality", "topic", "outlet", "weapon"):
        value = getattr(wanted, kind)
        if value is not None and (kind, value) != ("factuality", "actual"):
            words.append(key_of("arms" if kind == "weapon" else kind, value))
    keys = [names.known(word) for word in dict.fromkeys(words)]
    others = [names.known(key_of("factuality", other)) for other in ("planned", "possible", "denied")]
    return keys, [key for key in others if key] if wanted.factuality == "actual" else []


def asked_for(file: Sql, names: Names, wanted: Wanted, unindexed: frozenset[str]) -> Asked:
    """A question by the numbers that the record keeps. Raises `UsageError` for what is no state, date or word."""
    keys, without = keys_of(names, wanted)
    matches = []
    if wanted.text is not None:
        matches.append(search.text_query(wanted.text, unindexed))
    if wanted.actor is not None:
        matches.append(search.name_query(wanted.actor, unindexed))
    paired = _paired(file, names, wanted.between, keys)
    found = Asked(
        paired or keys,
        keys if paired else [],
        without,
        _day(wanted.since)[0] if wanted.since else None,
        _day(wanted.until)[1] if wanted.until else None,
        matches,
        search.phrases_of(wanted.text, unindexed) if wanted.text is not None else (),
        impossible=0 in keys,
    )
    few = _few(file) if matches else 0
    found.few = [match for match in matches if _matched(file, match, few + 1) <= few]
    return found


def _few(file: Sql) -> int:
    """Reports with the words that are gathered as quickly as going through the newest events until a page is full.

    Of N reports with m that hold them, `PAGE` times N / m are gone through: as many as are gathered, where m² is
    `PAGE` times N.
    """
    return min(FEW, max(isqrt(PAGE * file.number("SELECT max(n) FROM reports")), PAGE))


def _paired(file: Sql, names: Names, between: Sequence[str], keys: Sequence[int]) -> list[int]:
    """The keys with pairs in place of states; none where there are no two, or the record does not list pairs."""
    states = [key for key in keys if names.text(key).startswith("state:")] if len(between) > 1 else []
    if len(states) < 2 or 0 in keys or not has_pairs(file):
        return []
    pairs = [schema.pair(a, b) for a, b in combinations(states, 2)]
    return pairs + [key for key in keys if key not in states]


def code_of(state: str) -> str:
    """A state as it was given, if it may be one. Raises `UsageError`."""
    if not re.fullmatch(r"[A-Z]{3}", state):
        raise UsageError(f"{state}: not the code of a state (ISO 3166-1 alpha-3, as in PAK)")
    return state


def _day(date: str) -> tuple[int, int]:
    span = edtf.bounds(date)
    if span is None:
        raise UsageError(f"{date}: not a date (say 2014, 2014-11 or 2014-11-20)")
    return span


def _matched(file: Sql, match: str, most: int) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    return file.number(sql, (match, most))


# ------------------------------------------------------------------ where they stand

_MATCHED = (
    "SELECT DISTINCT r.event AS n FROM reports r WHERE r.n IN (SELECT rowid FROM words WHERE words MATCH ?)"
)
_UNDER = "EXISTS (SELECT 1 FROM event_keys x WHERE x.key = ? AND x.day = {d} AND x.event = {n})"


@dataclass(slots=True)
class Source:
    """FROM and WHERE of a question, with ``{d}`` and ``{n}`` for where day and founder are read from."""

    tables: str
    day: str
    founder: str
    where: list[str]
    values: list[Any]

    def also(self, condition: str, *values: Any) -> None:
        """Ask for a condition too; ``values`` for its question marks."""
        self.where.append(condition)
        self.values += values

    def sql(self, select: str, rest: str = "") -> str:
        """The whole question; its values are in ``values``, those of ``select`` and ``rest`` apart."""
        condition = " AND ".join(self.where) or "1"
        whole = f"{select} FROM {self.tables} WHERE {condition}{rest}"
        return whole.replace("{d}", self.day).replace("{n}", self.founder)


def sources(file: Sql, asked: Asked) -> Iterator[Source]:
    """What is to be read: sources with nothing in common.

    Events that may begin long before the period are one of their own, and so are crowds, which are not listed by pairs.
    """
    crowd = special(file, CROWD_KEY) if asked.apart else None
    wide = special(file, WIDE_KEY) if asked.since is not None else None
    for keys in (asked.keys, [crowd, *asked.apart]) if crowd else (asked.keys,):
        yield source_of(file, asked, keys, None)
        if wide:
            yield source_of(file, asked, keys, wide)


def special(file: Sql, word: str) -> int | None:
    """The number of a key that stands for no value; None where no event stands under it."""
    row = file.one("SELECT n FROM names WHERE word = ?", (word.encode(),))
    return int(row[0]) if row else None


def source_of(file: Sql, asked: Asked, under: Sequence[int], wide: int | None) -> Source:
    """The events under all of some keys, fewest first; ``wide`` for those that began before the period."""
    keys = list(under)
    if len(keys) > 1:
        keys.sort(key=lambda key: _number_under(file, key))
    if wide is not None:
        keys.insert(0, wide)
    few = list(asked.few)
    if few:
        source = Source(f"({_MATCHED}) m CROSS JOIN events e ON e.n = m.n", "e.day", "e.n", [], [few.pop(0)])
    elif keys:
        source = Source("event_keys k CROSS JOIN events e ON e.n = k.event", "k.day", "k.event", [], [])
        source.also("k.key = ?", keys.pop(0))
    else:
        source = Source("events e", "e.day", "e.n", [], [])
    for match in few:
        source.also(f"e.n IN ({_MATCHED})", match)
    for key in keys:
        source.also(_UNDER, key)
    for key in asked.without:
        source.also(f"NOT {_UNDER}", key)
    if asked.since is not None:
        source.also("{d} " + (">=" if wide is None else "<") + " ?", asked.since - schema.WIDE)
        source.also("{d} + e.width >= ?", asked.since)
    if asked.until is not None or asked.since is not None:
        source.also("{d} <= ?", schema.UNDATED - 1 if asked.until is None else asked.until)
    return source


def _number_under(file: Sql, key: int) -> int:
    counted = file.one("SELECT number FROM counts WHERE who = ? AND type = 0", (key,))  # of states and pairs
    if counted:
        return int(counted[0])
    sql = "SELECT count(*) FROM (SELECT 1 FROM event_keys WHERE key = ? LIMIT 20000)"
    return file.number(sql, (key,))
