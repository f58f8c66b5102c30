"""Who held which office when, and under which names people are known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from legation.gazetteer.naming import Names
from legation.gazetteer.reading import DATA, read_table, several
from legation.textfold import fold, name_key
from legation.vocabulary import Entry, Lexicon, Term


def _terms() -> list[tuple[Term, list[str]]]:
    found = []
    for table in sorted((DATA / "offices").iterdir(), key=lambda item: item.name):
        if not table.name.endswith(".tsv"):
            continue
        for row in read_table(table):
            term = Term(
                row["person"], row["state"], row["office"], row["start"], row["end"], row["wikidata"] or None
            )
            found.append((term, several(row["aliases"])))
    return found


def _surname(name: str) -> str:
    words = name.split()
    return next((word for word in reversed(words) if word.rstrip(".").lower() not in _BEHIND_NAMES), name)


_BEHIND_NAMES = frozenset({"jr", "sr", "ii", "iii"})


def add_people(
    names: Names,
) -> tuple[dict[str, list[Term]], dict[str, set[str]], dict[tuple[str, str], list[Term]]]:
    terms: dict[str, list[Term]] = defaultdict(list)
    surnames: dict[str, set[str]] = defaultdict(set)
    offices: dict[tuple[str, str], list[Term]] = defaultdict(list)
    keys: dict[str, str] = {}  # many hold several offices, and many share a surname
    named: set[tuple[str, str, str]] = set()
    for term, aliases in _terms():
        terms[term.person].append(term)
        offices[term.state, term.office].append(term)
        states = (term.state,) if len(term.state) == 3 else ()
        entry = Entry("person", term.person, states, term.person)
        for surface in (term.person, *aliases):
            if (term.person, term.state, surface) in named:
                continue
            named.add((term.person, term.state, surface))
            surname = _surname(surface)
            if surname not in keys:
                keys[surname] = name_key(surname)
            surnames[keys[surname]].add(term.person)
            if " " in surface:
                names.add([surface], entry)
    for holders in offices.values():
        holders.sort(key=lambda term: term.start)
    return terms, surnames, offices


_LEADING = frozenset({"president", "prime minister", "chancellor", "supreme leader", "junta chief"})


def leaders_of(offices: Mapping[tuple[str, str], Sequence[Term]]) -> dict[str, tuple[Term, ...]]:
    """Those whom the press names by one word alone: "Macron and Tusk", "Xi", "Prabowo"."""
    by_word: dict[str, list[Term]] = defaultdict(list)
    for (_, office), holders in offices.items():
        if office in _LEADING:
            for term in holders:
                for word in term.person.split():
                    if len(word) > 1 and word.isalpha():
                        by_word[word].append(term)
    found: dict[str, tuple[Term, ...]] = {}
    for word, terms in by_word.items():
        key = name_key(word)
        found[key] = (*found.get(key, ()), *terms)
    return found


_SEVERAL = 3


def given(people: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """First names: what stands behind one is a family's name, and no place or state ("Carlos Holguín", "Lisa Monaco")."""
    listed = {fold(name) for row in read_table(DATA / "given_names.tsv") for name in several(row["names"])}
    words = Counter(fold(name.partition(" ")[0]) for name in people if " " in name)
    known = (lexicon.tags, lexicon.forms, lexicon.titles, lexicon.noun_classes, lexicon.ranks)
    return frozenset(listed).union(
        word
        for word, count in words.items()
        if count >= _SEVERAL and word.isalpha() and not any(word.lower() in table for table in known)
    )
