"""The names of states, bodies, places and things, and what each can mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from legation.gazetteer.reading import DATA, number, read_table, several
from legation.textfold import fold
from legation.vocabulary import Entry, Outlet, State


class Names:
    """Collects surfaces and what they can mean, then builds the matcher."""

    def __init__(self) -> None:
        self.by_surface: dict[str, list[Entry]] = defaultdict(list)

    def add(self, surfaces: Iterable[str], entry: Entry) -> None:
        for surface in surfaces:
            folded = fold(surface)
            if len(folded) > 1:
                known = self.by_surface[folded]
                if not known or entry not in known:
                    known.append(entry)


def add_states(names: Names, states: dict[str, State], places: dict[str, Entry]) -> None:
    for row in read_table(DATA / "states.tsv"):
        code = row["code"]
        capitals = several(row["capital"])
        adjectives = several(row["adjectives"])
        latitude, longitude = number(row["latitude"]), number(row["longitude"])
        states[code] = State(
            code, row["name"], capitals[0] if capitals else "", latitude, longitude, row["currency"],
            adjectives[0] if adjectives else row["name"], row["region"], row["under"],
        )  # fmt: skip
        names.add([row["name"], *several(row["aliases"])], Entry("state", row["name"], (code,), code))
        names.add(adjectives, Entry("adjective", row["name"], (code,), code))
        names.add(several(row["demonyms"]), Entry("demonym", row["name"], (code,), code))
        for capital in capitals:
            if capital != row["name"]:
                entry = Entry("capital", capitals[0], (code,), code, "city", latitude, longitude)
                names.add([capital], entry)
                places[fold(capital).lower()] = entry
        names.add(several(row["seats"]), Entry("seat", row["name"], (code,), code))
    for row in read_table(DATA / "combining.tsv"):  # the hyphen is a part of the name: "Sino-Russian"
        state = states[row["state"]]
        names.add([f"{row['form']}-"], Entry("adjective", state.name, (state.code,), state.code))


def add_bodies(names: Names) -> None:
    for row in read_table(DATA / "bodies.tsv"):
        states = (row["state"],) if row["state"] else ()
        names.add(
            [row["phrase"]], Entry("body", row["name"] or row["phrase"], states, row["phrase"], row["kind"])
        )
    for row in read_table(DATA / "organisations.tsv"):
        entry = Entry("organisation", row["name"], (), row["name"], row["kind"])
        names.add([row["name"], *several(row["aliases"])], entry)
    for row in read_table(DATA / "groups.tsv"):
        entry = Entry("group", row["name"], (), row["name"], f"{row['kind']}|{row['state']}")
        names.add([row["name"], *several(row["aliases"])], entry)


def add_places(names: Names, places: dict[str, Entry]) -> None:
    for row in read_table(DATA / "places.tsv"):
        states = (row["state"],) if row["state"] else ()
        entry = Entry(
            "place",
            row["name"],
            states,
            row["name"],
            row["kind"],
            number(row["latitude"]),
            number(row["longitude"]),
        )
        surfaces = [row["name"], *several(row["aliases"])]
        names.add(surfaces, entry)
        for surface in surfaces:
            places.setdefault(fold(surface).lower(), entry)
    for row in read_table(DATA / "regions.tsv"):
        surfaces = [row["name"], *several(row["aliases"])]
        entry = Entry("region", row["name"], tuple(several(row["members"])), row["name"], row["kind"])
        names.add(surfaces, entry)
        names.add(several(row["adjectives"]), Entry("regional", row["name"], (), row["name"], row["kind"]))


def add_things(names: Names) -> None:
    for row in read_table(DATA / "arms.tsv"):
        makers = tuple(several(row["maker"]))
        entry = Entry("arms", row["designation"], makers, row["designation"], row["category"])
        names.add([row["designation"], *several(row["aliases"])], entry)
    for row in read_table(DATA / "exercises.tsv"):
        entry = Entry("exercise", row["name"], tuple(several(row["states"])), row["name"], row["mode"])
        names.add([row["name"], *several(row["aliases"])], entry)
    for row in read_table(DATA / "forums.tsv"):
        usual: tuple[str, ...] = (row["state"],) if row["state"] else ()
        entry = Entry("forum", row["name"], usual, row["place"], row["mode"])
        names.add([row["name"], *several(row["aliases"])], entry)
    for row in read_table(DATA / "ships.tsv"):
        states = tuple(several(row["state"]))
        kind = "shipprefix" if row["kind"] == "prefix" else "ship"
        names.add(_both_orders(row["word"]), Entry(kind, row["word"], states, row["word"], row["category"]))


def _both_orders(ship: str) -> list[str]:
    """ "Dena frigate": a name that is also a word of its own is known beside the noun for her kind, on either side."""
    words = ship.split(" ")
    last = next(
        number for number in range(len(words), -1, -1) if not number or not words[number - 1].islower()
    )
    return [ship, " ".join([*words[last:], *words[:last]])] if 0 < last < len(words) else [ship]


def add_outlets(
    names: Names, republics: dict[str, list[str]], plain: frozenset[str]
) -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    """``plain``: words of which the names of state bodies are made, in the language of the text."""
    outlets: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for row in read_table(DATA / "outlets.tsv"):
        outlet = Outlet(row["name"], row["state"] or None, row["language"], row["ownership"], row["domain"])
        surfaces = [row["name"], *several(row["aliases"])]
        if row["ownership"] == "ministry" and row["state"]:
            surfaces += _of_the_republic(row["name"], republics.get(row["state"], []))
        for surface in surfaces:
            outlets.setdefault(fold(surface).lower(), outlet)
        if row["domain"]:
            domains.setdefault(row["domain"].lower(), outlet)
        states = (outlet.state,) if outlet.state else ()
        official = row["ownership"] == "ministry"
        if official:  # who publishes is the body itself, and most are read as such: "the Indian Navy"
            surfaces = [s for s in surfaces if plain.isdisjoint(re.findall(r"\w+", s.lower()))]
        names.add(
            [s for s in surfaces if len(s) > 2],
            Entry("body" if official else "outlet", row["name"], states, row["name"], row["ownership"]),
        )
    return outlets, domains


def official_names() -> dict[str, list[str]]:
    """State → its name and the longer names that it bears."""
    return {row["code"]: [row["name"], *several(row["aliases"])] for row in read_table(DATA / "states.tsv")}


def _of_the_republic(name: str, states: list[str]) -> list[str]:
    """ "Ministry of Defence of Armenia" → "Ministry of Defence of the Republic of Armenia", by the state's names."""
    body, of, state = name.rpartition(" of ")
    if not of or state.removeprefix("the ") not in states:
        return []
    return [f"{body} of {the}{other}" for other in states for the in ("", "the ")]


def epithets() -> dict[str, frozenset[str]]:
    """Words that describe a state → the states that they fit, the longest words first."""
    found: dict[str, frozenset[str]] = {}
    for row in read_table(DATA / "epithets.tsv"):
        for words in several(row["words"]):
            found[words] = frozenset(several(row["states"]))
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
