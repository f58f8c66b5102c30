"""Finds every known name of a story in one pass of the matcher, and lays the matches on the tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.textfold import fold, name_key
from legation.vocabulary import Entry, Gazetteer


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in the text: where it stands and what it can mean."""

    start: int
    end: int
    surface: str
    entries: tuple[Entry, ...]


_SERIES = re.compile(r" (?:I{2,3}|I?V|VI{1,3}|IX|X)\b")  # "Exercise Mosi II" is one of the exercises Mosi
_VARIANT = re.compile(
    r"(?<=\d)[A-Z][A-Z0-9]{0,3}(?:/[A-Z][A-Z0-9]{0,2})?s?(?!\w)"
)  # "F-16AM/BMs", "T-72B3", "Su-35S" of F-16, T-72, Su-35
_PLURAL_KINDS = frozenset({"arms", "demonym"})


def find_names(text: str, gazetteer: Gazetteer) -> list[Match]:
    """The known names of a text that stand as whole words, in order, not overlapping.

    A plural -s after a designation ("Su-30s", "F-16s") belongs to the name.
    """
    folded = fold(text)
    found = _matches(folded, gazetteer)
    shouted = _lowered(folded, found)
    if shouted != folded:
        taken = [(match.start, match.end) for match in found]
        found += [
            match for match in _matches(shouted, gazetteer)
            if folded[match.start : match.end].isupper() and not any(match.start < e and s < match.end for s, e in taken)
        ]  # fmt: skip
        found.sort(key=lambda match: match.start)
    return found


_ALSO_FAMILIES = frozenset({"place", "state", "capital", "seat"})
_FAMILY = ("Al-", "al-", "bin ", "bint ", "ibn ")  # what stands before a family's name
_ANOTHER = ("National ", "Homeland ")  # words that make of an organisation's name that of a body at home
_OFFICE_OF = re.compile(r"\b(?:[Mm]inist(?:er|ers|ry|ries)|[Dd]epartment|[Ss]ecretary) (?:of|for) $")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")


def _lowered(folded: str, found: list[Match]) -> str:
    """The text with words all in capitals ("SOMALIA") as names are written, where no known name stands there."""
    taken = {position for match in found for position in (match.start,)}
    return _SHOUTED.sub(
        lambda word: word.group() if word.start() in taken else word.group().capitalize(), folded
    )


def _matches(folded: str, gazetteer: Gazetteer) -> list[Match]:
    size = len(folded)
    found: list[Match] = []
    entries, surfaces = gazetteer.entries, gazetteer.surfaces
    for index, start, end in gazetteer.names.find_matches_as_indexes(folded):
        if start and folded[start - 1].isalnum():
            continue
        if surfaces[index].startswith(_ARTICLES):
            index, start, end = _longer(folded, (index, start, end), gazetteer)
        if folded[end - 1] == "-":
            end -= 1  # "Sino-" of "Sino-Russian": the name is what stands before the hyphen
        elif (variant := _VARIANT.match(folded, end)) and any(e.kind == "arms" for e in entries[index]):
            end = variant.end()
        elif end < size and folded[end].isalnum():
            plural = folded[end] == "s" and (end + 1 == size or not folded[end + 1].isalnum())
            if not (plural and any(entry.kind in _PLURAL_KINDS for entry in entries[index])):
                continue
            end += 1
        if folded.endswith(_FAMILY, 0, start) and all(e.kind == "place" for e in entries[index]):
            continue  # "Sheikh Mishal Al-Sabah" is of no place
        if all(e.kind == "place" for e in entries[index]) and _given_before(folded, start, gazetteer):
            continue  # "Carlos Holguín": a family's name
        if _OFFICE_OF.search(folded, max(0, start - 24), start) and all(
            e.kind == "outlet" for e in entries[index]
        ):
            continue  # "the Ministry of Foreign Affairs" is no magazine
        if all(e.kind in _ALSO_FAMILIES for e in entries[index]) and _first_name_before(
            folded, start, gazetteer
        ):
            continue  # "Lisa Monaco", "Sarah Jordan"
        if folded.endswith(_ANOTHER, 0, start) and all(e.kind == "organisation" for e in entries[index]):
            continue  # "the National Security Council" is not the Security Council
        if any(entry.kind == "exercise" for entry in entries[index]):
            numbered = _SERIES.match(folded, end)
            end = numbered.end() if numbered else end
        meanings = entries[index]
        provinces = tuple(entry for entry in meanings if entry.category == "province")
        if provinces and len(meanings) > len(provinces):
            inside = found and _within(folded, found[-1], start, provinces[0])
            meanings = provinces if inside else tuple(e for e in meanings if e not in provinces)
        found.append(Match(start, end, surfaces[index], meanings))
    return found


_ARTICLES = ("the ", "The ")
_REACH = 80  # characters: no name is longer


def _longer(folded: str, found: tuple[int, int, int], gazetteer: Gazetteer) -> tuple[int, int, int]:
    """ "the Gulf of Oman" is not "the Gulf": the longer name that begins behind the article, where there is one."""
    index, start, end = found
    begin = start + len(_ARTICLES[0])
    for other, left, right in gazetteer.names.find_matches_as_indexes(folded[begin : begin + _REACH]):
        if left:
            break
        if begin + right > end and not folded[begin + right : begin + right + 1].isalnum():
            return other, begin, begin + right
    return index, start, end


def _within(folded: str, before: Match, start: int, province: Entry) -> bool:
    """ "Fort Benning, Georgia", "Moody Air Force Base in Georgia": a province that shares its name with a state."""
    here = any(e.kind == "place" and e.states == province.states for e in before.entries)
    return here and folded[before.end : start] in (", ", " in ")


def _given_before(folded: str, start: int, gazetteer: Gazetteer) -> bool:
    before = folded[max(0, start - 16) : start]
    return before.endswith(" ") and before[:-1].rpartition(" ")[2] in gazetteer.given


def _first_name_before(folded: str, start: int, gazetteer: Gazetteer) -> bool:
    """A given name stands before that begins the name: not the end of one ("Under Anwar Ibrahim Malaysia …")."""
    if not _given_before(folded, start, gazetteer):
        return False
    words = folded[max(0, start - 40) : start - 1].split(" ")
    if name_key(words[-1]) in gazetteer.surnames:
        return False  # "told Hassan Turkey would help"
    title = words[-2] if len(words) > 1 else ""
    return not title[:1].isupper() or title in gazetteer.styles


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
