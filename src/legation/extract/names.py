"""Finds every known name of a story in one pass of the matcher, and lays the matches on the tokens."""

from __future__ import annotations

from dataclasses import dataclass

from legation.textfold import fold
from legation.vocabulary import Entry, Gazetteer


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in the text: where it stands and what it can mean."""

    start: int
    end: int
    surface: str
    entries: tuple[Entry, ...]


_PLURAL_KINDS = frozenset({"arms", "demonym"})


def find_names(text: str, gazetteer: Gazetteer) -> list[Match]:
    """The known names of a text that stand as whole words, in order, not overlapping.

    A plural -s after a designation ("Su-30s", "F-16s") belongs to the name.
    """
    folded = fold(text)
    size = len(text)
    found: list[Match] = []
    entries, surfaces = gazetteer.entries, gazetteer.surfaces
    for index, start, end in gazetteer.names.find_matches_as_indexes(folded):
        if start and folded[start - 1].isalnum():
            continue
        if end < size and folded[end].isalnum():
            plural = folded[end] == "s" and (end + 1 == size or not folded[end + 1].isalnum())
            if not (plural and any(entry.kind in _PLURAL_KINDS for entry in entries[index])):
                continue
            end += 1
        found.append(Match(start, end, surfaces[index], entries[index]))
    return found


# When one name can mean several things, the first of these kinds that fits is taken.
_ORDER = {
    kind: rank
    for rank, kind in enumerate(
        ("person", "state", "adjective", "capital", "seat", "body", "organisation", "group", "exercise", "forum", "ship",
         "shipprefix", "demonym", "arms", "place", "region", "regional", "outlet")
    )
}  # fmt: skip


def preferred(entries: tuple[Entry, ...]) -> Entry:
    """The likeliest meaning of a name on its own."""
    return min(entries, key=lambda entry: _ORDER.get(entry.kind, 99))
