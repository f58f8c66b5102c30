"""Loads the tables under ``data/`` once, into the frozen values of `vocabulary`.

What the files hold is read by subject: ``naming`` (states, bodies, places, things, outlets), ``holders`` (people and
their offices), ``wording`` (the words of one language), ``dealing`` (deals). A broken line raises `TableError` with
the file and the line number.
"""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

from legation.garbage import at_rest
from legation.gazetteer.dealing import deal_words, office_levels
from legation.gazetteer.holders import add_people, given, leaders_of
from legation.gazetteer.naming import (
    Names,
    add_bodies,
    add_outlets,
    add_places,
    add_states,
    add_things,
    epithets,
    official_names,
)
from legation.gazetteer.reading import DATA, read_table, several
from legation.gazetteer.wording import lexicon, markup_names, page_words, split_words
from legation.vocabulary import Entry, Gazetteer, State

__all__ = ["deal_words", "load", "office_levels", "page_words", "read_table", "several"]


@cache
def load() -> Gazetteer:
    """All tables. The first call reads the files; later calls return the same value."""
    with (
        at_rest()
    ):  # half a million things are made and none thrown away: looking for what is lost costs a sixth of it
        return _tables()


def _tables() -> Gazetteer:
    names = Names()
    states: dict[str, State] = {}
    places: dict[str, Entry] = {}
    add_states(names, states, places)
    add_bodies(names)
    add_places(names, places)
    add_things(names)
    english = lexicon("en")
    plain = {word for name in (*english.bare["institutions"], *english.titles) for word in split_words(name)}
    outlets, domains = add_outlets(names, official_names(), frozenset(plain))
    terms, surnames, offices = add_people(names)
    leaders = leaders_of(offices)
    members = {row["name"]: tuple(several(row["members"])) for row in read_table(DATA / "organisations.tsv")}
    members |= {row["name"]: tuple(several(row["members"])) for row in read_table(DATA / "regions.tsv")}
    currencies: dict[str, str] = {}
    for row in read_table(DATA / "currencies.tsv"):
        for word in (*several(row["words"]), *several(row["symbols"]), row["code"]):
            currencies.setdefault(word, row["code"])
    surfaces = tuple(names.by_surface)
    return Gazetteer(
        states=states,
        names=ahocorasick_rs.AhoCorasick(surfaces, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        surfaces=surfaces,
        entries=tuple(map(tuple, names.by_surface.values())),
        terms={person: tuple(values) for person, values in terms.items()},
        surnames={key: tuple(sorted(values)) for key, values in surnames.items()},
        offices={key: tuple(values) for key, values in offices.items()},
        leaders=leaders,
        given=given(terms, english),
        styles=frozenset(word.capitalize() for word in english.wordlists["styles"]),
        members=members,
        outlets=outlets,
        domains=domains,
        places=places,
        epithets=epithets(),
        currencies=currencies,
        lexicons={"en": english},
        markup=markup_names(),
    )
