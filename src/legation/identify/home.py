"""Whose text a story is: the state that it is written from, and the office of a state that publishes it itself."""

from __future__ import annotations

import re

from legation.identify.release import issuer, own_minister
from legation.textfold import fold
from legation.types import Reading
from legation.vocabulary import Gazetteer

_PARTS = re.compile(r",\s*|\bof\s+(?:the\s+)?|[()|]")


def official(outlet: str, gazetteer: Gazetteer, language: str) -> bool:
    """An outlet that is a part of a state's government, by its name."""
    name = f" {' '.join(re.findall(r'[a-z]+', fold(outlet).lower()))} "
    return any(f" {word} " in name for word in gazetteer.lexicons[language].bare.get("publishing", ()))


def home_of(reading: Reading, gazetteer: Gazetteer) -> str | None:
    """The state of the dateline, of the outlet, or of the office that publishes the story; None where none is told."""
    story = reading.story
    own = issuer(reading, gazetteer)
    if own is not None:
        return own
    if story.dateline is not None and story.dateline.place:
        entry = gazetteer.places.get(_key(story.dateline.place))
        if entry is not None and entry.states:
            return entry.states[0]
    return story.outlet_state or _seat(reading, gazetteer)


def _seat(reading: Reading, gazetteer: Gazetteer) -> str | None:
    """The state of an office: that which its name tells ("Government of Hungary"), or that of its own minister."""
    story = reading.story
    if story.outlet is None or not official(story.outlet, gazetteer, story.language):
        return None
    parts = _PARTS.split(story.outlet)
    named = {state for part in parts if (state := _named_state(part, gazetteer)) is not None}
    if named:
        return named.pop() if len(named) == 1 else None
    return own_minister(reading, gazetteer)


def _named_state(words: str, gazetteer: Gazetteer) -> str | None:
    name = _key(words)
    entry = gazetteer.places.get(name)
    if entry is not None and len(entry.states) == 1:
        return entry.states[0]
    return next((code for code, state in gazetteer.states.items() if _key(state.name) == name), None)


def _key(name: str) -> str:
    return fold(name).strip().lower()
