"""Places by name, with their coordinates, from the package's own tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from legation.gazetteer import read_table, several
from legation.textfold import fold
from legation.types import Place

_DATA = files("legation") / "data"


def _degrees(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    return (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else (None, None)


@cache
def _known() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for row in read_table(_DATA / "places.tsv"):
        precision = "region" if row["kind"] == "region" else "city"
        where = _degrees(row)
        place = Place(row["name"], row["state"] or None, where[0], where[1], precision)
        for name in (row["name"], *several(row["aliases"])):
            found.setdefault(fold(name).lower(), []).append(place)
    for row in read_table(_DATA / "states.tsv"):
        where = _degrees(row)
        for name in several(row["capital"]):
            found.setdefault(fold(name).lower(), []).append(
                Place(name, row["code"], where[0], where[1], "city")
            )
        found.setdefault(fold(row["name"]).lower(), []).append(
            Place(row["name"], row["code"], None, None, "country")
        )
    return {name: tuple(places) for name, places in found.items()}


@cache
def capitals() -> Mapping[str, tuple[float, float]]:
    """Latitude and longitude of every state's capital, in degrees, by the state's code."""
    rows = read_table(_DATA / "states.tsv")
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows if row["latitude"]}


def place(name: str, country: str | None) -> Place:
    """The place of this name, in this state where one is given; one that no table knows has no coordinates."""
    known = [one for one in _known().get(fold(name).lower(), ()) if country in (None, one.country)]
    return known[0] if known else Place(name, country, None, None, "city")


@cache
def _called() -> Mapping[str, tuple[str, ...]]:
    columns = ("name", "aliases", "adjectives", "demonyms", "capital")
    rows = read_table(_DATA / "states.tsv")
    return {row["code"]: tuple(name for column in columns for name in several(row[column])) for row in rows}


def names_of(state: str) -> tuple[str, ...]:
    """What a state is called: its name first, then other names, adjectives, demonyms, capital."""
    return _called().get(state, ())
