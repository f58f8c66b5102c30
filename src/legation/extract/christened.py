"""Ships by their short names: behind "the Russian destroyer Admiral Chabanenko", "the Chabanenko" is a ship, too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.extract.names import Match
from legation.extract.things import is_vessel
from legation.types import Span
from legation.vocabulary import Entry, Lexicon

_CALLED = re.compile(
    r"\b(?P<kind>[a-z]+) (?P<names>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}(?:(?:, | and )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})*)"
)
_JOINTS = re.compile(r", | and ")
_NATIONAL = frozenset({"adjective", "state", "demonym"})
_BEFORE = 30  # characters in which the adjective of a state stands before the noun for the ship's kind
_SHORTEST = 4  # letters of a short name


def ships(text: str, spans: list[Span], names: list[Match], lexicon: Lexicon) -> list[Match]:
    """Matches for every later use of the last word of a ship's name that stands behind the noun for her kind."""
    taken = {match.surface.lower() for match in names}
    found: list[Match] = []
    for span in spans:
        for name, states, end in _called(text, span, names, lexicon):
            short = name.split()[-1]
            if len(short) < _SHORTEST or short.lower() in taken:
                continue
            taken.add(short.lower())
            found += _uses(text, spans, short, end, Entry("ship", name, states, short))
    return found


def _called(
    text: str, span: Span, names: list[Match], lexicon: Lexicon
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """The ships that a paragraph names behind the noun for their kind: name, whose, where the name ends."""
    for called in _CALLED.finditer(text, span.start, span.end):
        kind = called.group("kind")
        if not (is_vessel(kind, lexicon) or is_vessel(kind.removesuffix("s"), lexicon)):
            continue
        states = _whose(called.start(), names)
        for name in _JOINTS.split(called.group("names")):
            yield name, states, called.end()


def _whose(at: int, names: list[Match]) -> tuple[str, ...]:
    """The state whose name or adjective stands last before a noun: "the Russian destroyer"."""
    near = [match for match in names if at - _BEFORE <= match.start and match.end <= at]
    entries = [entry for match in near[-1:] for entry in match.entries if entry.kind in _NATIONAL]
    return entries[0].states if len({entry.states for entry in entries}) == 1 else ()


def _uses(text: str, spans: list[Span], short: str, begin: int, entry: Entry) -> Iterator[Match]:
    pattern = re.compile(rf"(?<=\b[Tt]he ){re.escape(short)}(?!\w)(?! [A-Z])")
    for span in spans:
        for use in pattern.finditer(text, max(begin, span.start), max(begin, span.end)):
            yield Match(use.start(), use.end(), short, (entry,))
