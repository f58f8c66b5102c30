"""Where it happened: a place named in the clause, else what "here" and "the capital" stand for."""

from __future__ import annotations

from legation.textfold import fold
from legation.types import Mention, Place
from legation.vocabulary import Gazetteer

_PRECISION = {
    "city": "city",
    "base": "point",
    "port": "point",
    "region": "region",
    "island": "region",
    "sea": "region",
}


def place_of(mention: Mention, gazetteer: Gazetteer) -> Place | None:
    """The place that a mention names, or None for a region of many states."""
    if mention.kind in ("state", "country") and len(mention.states) == 1:
        state = gazetteer.states.get(mention.states[0])
        if state is None:
            return None
        return Place(state.name, state.code, state.latitude, state.longitude, "country")
    entry = gazetteer.places.get(fold(mention.name).lower())
    if entry is None:
        return None
    country = entry.states[0] if entry.states else None
    return Place(entry.name, country, entry.latitude, entry.longitude, _PRECISION.get(entry.category, "city"))


def named_place(name: str, gazetteer: Gazetteer) -> Place | None:
    """The place of a dateline."""
    entry = gazetteer.places.get(fold(name).strip().lower())
    if entry is None:
        return None
    country = entry.states[0] if entry.states else None
    return Place(entry.name, country, entry.latitude, entry.longitude, _PRECISION.get(entry.category, "city"))


def capital_of(code: str, gazetteer: Gazetteer) -> Place | None:
    """The capital of a state, for "the Lithuanian capital"."""
    state = gazetteer.states.get(code)
    if state is None or not state.capital:
        return None
    return Place(state.capital, code, state.latitude, state.longitude, "city")
