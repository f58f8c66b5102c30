"""Whose text a story is: the state that it is written from, and the office of a state that publishes it itself."""

from __future__ import annotations

import re

from legation.identify.calendar import parse_edtf
from legation.identify.people import People
from legation.textfold import fold
from legation.types import Reading, Story
from legation.vocabulary import Gazetteer

_OPENING = 3  # sentences
_PARTS = re.compile(r",\s*|\bof\s+(?:the\s+)?|[()|]")


def official(outlet: str, gazetteer: Gazetteer, language: str) -> bool:
    """An outlet that is a part of a state's government, by its name."""
    name = f" {' '.join(re.findall(r'[a-z]+', fold(outlet).lower()))} "
    return any(f" {word} " in name for word in gazetteer.lexicons[language].bare.get("publishing", ()))


def home_of(reading: Reading, gazetteer: Gazetteer) -> str | None:
    """The state of the dateline, of the outlet, or of the office that publishes the story; None where none is told."""
    story = reading.story
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
    return _of_its_minister(reading, story, gazetteer)


def _of_its_minister(reading: Reading, story: Story, gazetteer: Gazetteer) -> str | None:
    """An office names its own minister first, and without his state: who held that office on the story's day tells it."""
    people = People(gazetteer, parse_edtf(story.published))
    for sentence in reading.sentences[:_OPENING]:
        for mention in sentence.mentions:
            if mention.kind == "person" and mention.office and not mention.states:
                person = people.resolve(mention, ())
                if person.key is not None and person.state is not None:
                    return person.state
    return None


def _named_state(words: str, gazetteer: Gazetteer) -> str | None:
    name = _key(words)
    entry = gazetteer.places.get(name)
    if entry is not None and len(entry.states) == 1:
        return entry.states[0]
    return next((code for code, state in gazetteer.states.items() if _key(state.name) == name), None)


def _key(name: str) -> str:
    return fold(name).strip().lower()
