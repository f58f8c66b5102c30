"""Of what kind the thing is that several happenings of a story tell: its mode, as rules, words and the story give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from legation.identify.happening import Happening
from legation.identify.modes import named_mode
from legation.types import Reading, Sentence
from legation.vocabulary import Gazetteer


def lead_of(group: list[Happening]) -> Happening:
    """The happening of a group that tells most."""
    return max(
        group, key=lambda h: (not h.frame.headline, h.date is not None, h.sure, -h.frame.trigger.start)
    )


def sentences_of(readings: Mapping[str, Reading], group: list[Happening]) -> dict[tuple[str, int], Sentence]:
    """The sentences of a group, by story and number."""
    return {(h.story.id, h.frame.sentence): readings[h.story.id].sentences[h.frame.sentence] for h in group}


def wording(group: list[Happening], readings: Mapping[str, Reading]) -> tuple[str, str]:
    """The words of a group's clauses, and of its sentences."""
    text = group[0].story.text
    words = " ".join(text[h.frame.span.start : h.frame.span.end] for h in group)
    spans = (s.span for s in sentences_of(readings, group).values())
    return words, " ".join(text[span.start : span.end] for span in spans)


def told_mode(group: list[Happening], readings: Mapping[str, Reading], tables: Gazetteer) -> str | None:
    """The mode that a rule or the words of a group tell; None where they tell none."""
    lead, (words, text) = lead_of(group), wording(group, readings)
    lexicon = tables.lexicons[lead.story.language]
    kind = lead.frame.type
    ordered = sorted(group, key=lambda h: -h.sure)
    mode = next((h.mode for h in ordered if h.mode and h.mode != "talks"), None) or lead.mode
    if mode == "sale" and kind == "transfer":
        special = named_mode(kind, words, lexicon)
        return special if special in _SPECIAL_SALES else mode
    if mode is not None:
        return mode
    if kind in _BY_CLAUSE:
        return named_mode(kind, words, lexicon)
    by_clause = named_mode(kind, words, lexicon) if kind == "agreement" else None
    return by_clause or named_mode(kind, text, lexicon)


# Types of which only the clause tells the mode, and not the rest of its sentence.
_BY_CLAUSE = frozenset({"sanction", "deployment", "conflict", "institution"})
_SPECIAL_SALES = frozenset({"licence", "lease", "upgrade"})  # "bought, to be built under licence"
# "The accord", "its police": of the kind that the story tells elsewhere.
_OF_ONE_KIND = frozenset({"agreement", "deployment"})


def mode_around(number: int, groups: Sequence[list[Happening]], told: Sequence[str | None]) -> str | None:
    """The mode of what the story tells of the same type and states: the nearest before, else the first behind."""
    one = lead_of(groups[number])
    if one.frame.type not in _OF_ONE_KIND:
        return None
    for other in (*range(number - 1, -1, -1), *range(number + 1, len(groups))):
        lead: Happening = lead_of(groups[other])
        mode: str | None = told[other]
        same = lead.frame.type == one.frame.type and set(lead.states) == set(one.states)
        if same and mode is not None and mode != "other":
            return mode
    return None
