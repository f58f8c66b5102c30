"""Whether a story is an office's own release, and of which state: it says all that it puts in no other mouth.

A release calls itself one above its text ("Press release", "Statement:"), or has the office alone on a line there ("Ministry
of Defence"), or ends with notes to editors. An office speaks of its own state first: of its minister without saying
whose he is, or of "Australia and Vanuatu" where the minister in Canberra signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from legation.identify.calendar import parse_edtf
from legation.identify.people import People
from legation.textfold import fold
from legation.types import Reading, Sentence, Story
from legation.vocabulary import Gazetteer, State

_OPENING = 3  # sentences
_LONGEST = 9  # words of a line that names an office
_ARTICLE = 4  # characters
_PIECES = re.compile(r"\n|\s[|·•]\s")
_WORDS = re.compile(r"[a-z]+")
_NAMING = frozenset({"state", "capital", "person", "office", "body", "people", "forces", "ship"})
_OFFICES = frozenset({"body"})


def released(story: Story, gazetteer: Gazetteer) -> bool:
    """Whether what stands above or below its text says that an office publishes the story itself."""
    nouns = gazetteer.lexicons[story.language].bare
    above = [_plain(line) for line in _head(story)]
    if any(_opens(line, nouns.get("releases", frozenset())) for line in above):
        return True
    if any(" ".join(_WORDS.findall(line)) in nouns.get("release_lines", ()) for line in above):
        return True
    if any(_is_office(line, gazetteer, nouns) for line in above):
        return True
    below = (_plain(story.text[p.span.start : p.span.end]) for p in story.paragraphs[1:])
    return any(_opens(line, nouns.get("release_ends", frozenset())) for line in below)


def _head(story: Story) -> Iterator[str]:
    """The lines above the text, cut where bars cut them."""
    for paragraph in story.paragraphs:
        if paragraph.kind in ("lead", "body"):
            return
        yield from _PIECES.split(story.text[paragraph.span.start : paragraph.span.end])


def _plain(line: str) -> str:
    return fold(line).strip(" *-–—").lower()


def _opens(line: str, labels: frozenset[str]) -> bool:
    """The line is a label, or has one in front of a colon, a comma, a bracket or a date."""
    return any(
        line.startswith(label) and re.match(r"\s*(?:$|[:,;(–—-]|\d)", line[len(label) :]) for label in labels
    )


def _is_office(line: str, gazetteer: Gazetteer, nouns: Mapping[str, frozenset[str]]) -> bool:
    """The line names an office and nothing else: "Ministry of Defence", "Foreign Office, London"."""
    words = _WORDS.findall(line)
    if not words or len(words) > _LONGEST:
        return False
    name = f" {' '.join(words)} "
    office = next((one for one in nouns.get("publishing", ()) if f" {one} " in name), None)
    if office is None:
        return False
    rest = name.replace(f" {office} ", " ").split()
    parts = nouns.get("office_parts", frozenset())
    return all(word in parts or word in gazetteer.places for word in rest)


def issuer(reading: Reading, gazetteer: Gazetteer) -> str | None:
    """The state whose office releases the story; None where it is no release, or does not tell."""
    story = reading.story
    if not released(story, gazetteer):
        return None
    missions = gazetteer.lexicons[story.language].bare.get("missions", frozenset())
    sent = next(
        (state for line in _head(story) if (state := _mission(_plain(line), missions, gazetteer))), None
    )
    title = next((s for s in reading.sentences if s.kind == "headline"), None)
    lead = next((s for s in reading.sentences if s.kind in ("lead", "body")), None)
    return (
        sent
        or (_minister(lead, story, gazetteer) if lead else None)
        or (_first(lead, _OFFICES) if lead else None)
        or (_subject(title) if title else None)
        or (_first(lead) if lead else None)
        or _filed(story, gazetteer)
    )


def _mission(line: str, missions: frozenset[str], gazetteer: Gazetteer) -> str | None:
    """Whose embassy a line names: "U.S. Embassy in Kenya", "Embassy of Japan"."""
    for word in missions:
        before, found, after = f" {line} ".partition(f" {word} ")
        if found:
            of = re.match(r"of (?:the )?([\w .'-]+?)(?= in | to |,|$)", after.strip())
            owner = of[1] if of else before.strip().removeprefix("the ")
            return next((code for code, one in gazetteer.states.items() if owner in _names(one)), None)
    return None


def _names(state: State) -> tuple[str, str]:
    return fold(state.name).lower(), fold(state.adjective).lower()


def _minister(lead: Sentence, story: Story, gazetteer: Gazetteer) -> str | None:
    """The state of a minister with whom the text begins and of whom it does not say whose he is."""
    first = next(iter(lead.mentions), None)
    if first is None or first.kind != "person" or not first.office or first.states:
        return None
    person = People(gazetteer, parse_edtf(story.published)).resolve(first, ())
    return person.state if person.key is not None else None


def _subject(title: Sentence) -> str | None:
    """The state with whose name a headline begins: "Latvia lowers …"."""
    first = next(iter(title.mentions), None)
    plain = (
        first is not None
        and first.kind == "state"
        and not first.adjectival
        and first.span.start - title.span.start <= _ARTICLE
    )
    return first.states[0] if plain and first is not None and len(first.states) == 1 else None


def own_minister(reading: Reading, gazetteer: Gazetteer) -> str | None:
    """An office names its own minister first, and without his state: who held that office on the story's day tells it."""
    people = People(gazetteer, parse_edtf(reading.story.published))
    for sentence in reading.sentences[:_OPENING]:
        for mention in sentence.mentions:
            if mention.kind == "person" and mention.office and not mention.states:
                person = people.resolve(mention, ())
                if person.key is not None and person.state is not None:
                    return person.state
    return None


def _filed(story: Story, gazetteer: Gazetteer) -> str | None:
    if story.dateline is None or not story.dateline.place:
        return None
    entry = gazetteer.places.get(fold(story.dateline.place).strip().lower())
    return entry.states[0] if entry is not None and entry.states else None


def _first(sentence: Sentence, kinds: frozenset[str] = _NAMING) -> str | None:
    """The state that a sentence names first, where it begins with a state or somebody of one."""
    first = next((m for m in sentence.mentions if m.kind != "pronoun"), None)
    if first is None or first.kind not in kinds or len(first.states) != 1:
        return None
    return first.states[0]
