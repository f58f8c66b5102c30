"""Who says so: for every clause the speaker that its words name, or that the sentences around it do.

A clause is spoken by whoever "said that" before it, "…, he said" after it, or "according to" whom it is told.
A quotation that runs on over several sentences keeps its speaker, and so do sentences in the first person;
a line that opens with a name and a colon (a transcript) gives the floor to that name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from legation.extract.clauses import Clause
from legation.extract.units import Unit
from legation.types import Mention, Span, Speech

SPEAKING = frozenset({"say", "tell", "announce", "deny", "warn"})
_FIRST_PERSON = frozenset({"we", "us", "our", "i", "ourselves", "my", "ours"})
_BELONGS = ("of", "in", "from", "for", "at", "close to", "within", "with")
_OUTLOOK = frozenset({"future", "conditional", "possible", "future-in-past"})


class Floor:
    """Who has the floor: one sentence's speakers, and whether its quotation runs on."""

    def __init__(self, clauses: Sequence[Clause], units: Sequence[Unit], paragraph: int) -> None:
        self.clauses = clauses
        self.units = units
        self.paragraph = paragraph
        self.marks = sum(unit.kind == "quote" for unit in units)
        self.own = _speech_of(clauses, units)
        self.last = _last_speech(clauses, units)

    def chains(self, carried: Speech | None) -> dict[int, tuple[Speech, ...]]:
        """For each clause (by identity) its speakers; ``carried`` speaks where the sentence names none."""
        behind = (carried,) if carried is not None else ()
        return {clause: tuple(chain) or behind for clause, chain in self.own.items()}


def carried(floors: Sequence[Floor]) -> list[Speech | None]:
    """For each sentence the speaker whose words it goes on with, None where its own words settle it or nobody speaks."""
    found: list[Speech | None] = []
    running: Speech | None = None
    inside = False
    for number, floor in enumerate(floors):
        same = number > 0 and floors[number - 1].paragraph == floor.paragraph
        inside = inside and same
        quoted = inside or _opens_quoted(floor)
        inside ^= floor.marks % 2 == 1
        if floor.last is not None:
            running = floor.last
            found.append(None)
            continue
        ahead = floors[number + 1] if number + 1 < len(floors) else None
        if (
            quoted
            and inside
            and ahead is not None
            and ahead.paragraph == floor.paragraph
            and ahead.last is not None
        ):
            found.append(ahead.last)
        elif running is not None and (quoted or _first_person(floor) or (same and _outlook(floor))):
            found.append(running)
        else:
            found.append(None)
            if not same:
                running = running if _first_person(floor) or quoted else None
    return found


def _opens_quoted(floor: Floor) -> bool:
    return bool(floor.units) and floor.units[0].kind == "quote"


def _first_person(floor: Floor) -> bool:
    return any(
        unit.determiner in _FIRST_PERSON or unit.head in _FIRST_PERSON
        for unit in floor.units
        if unit.kind == "np"
    )


def _outlook(floor: Floor) -> bool:
    """Right behind reported speech, what is only to come is still the speaker's telling."""
    return any(clause.verb is not None and clause.verb.tense in _OUTLOOK for clause in floor.clauses)


# ------------------------------------------------------------------ within one sentence


def _spoken(clauses: Sequence[Clause]) -> list[Clause]:
    return [
        clause
        for clause in clauses
        if clause.verb is not None and clause.classes & SPEAKING and clause.subjects
    ]


def _speech_of(clauses: Sequence[Clause], units: Sequence[Unit]) -> dict[int, list[Speech]]:
    """For each clause, who says it: the nearest speaker above it, behind it, or the source that it is told after."""
    found: dict[int, list[Speech]] = {}
    spoken = _spoken(clauses)
    accordingly = [*_according(units), *_transcript(units)]
    governing = {id(clause.parent) for clause in clauses if clause.relation == "comp"}
    for clause in clauses:
        speakers = [
            one for one in (_above(clause, spoken), _behind(clause, spoken, governing)) if one is not None
        ]
        if not speakers and clause in spoken:
            speakers = [clause]
        found[id(clause)] = [*(_as_speech(speaker) for speaker in speakers), *accordingly]
    return found


def _above(clause: Clause, spoken: list[Clause]) -> Clause | None:
    """The nearest clause over this one that speaks, where this one is part of what it says and not of its subject."""
    at = clause.parent
    while at is not None:
        if at in spoken and at.verb is not None and at.verb.end <= clause.start:
            return at
        at = at.parent
    return None


def _behind(clause: Clause, spoken: list[Clause], governing: set[int]) -> Clause | None:
    """The speaker set off behind the words: "…, the minister said", "the base was, an aide said, fiction"."""
    for other in spoken:
        if other is clause or other.start <= clause.start or id(other) in governing:
            continue
        if other.joint in (",", '"', "—", "") or (other.relation == "coord" and not other.objects):
            return other
    return None


def _last_speech(clauses: Sequence[Clause], units: Sequence[Unit]) -> Speech | None:
    given = [*_transcript(units), *_according(units)]
    if given:
        return given[0]
    spoken = [clause for clause in _spoken(clauses) if _speaker(clause.subjects) is not None]
    return _as_speech(spoken[-1]) if spoken else None


def _as_speech(clause: Clause) -> Speech:
    verb = clause.verb
    assert verb is not None
    to = next(
        (
            unit.mention
            for unit in clause.objects
            if unit.mention is not None and unit.mention.kind == "outlet"
        ),
        None,
    )
    manner = "denied" if "deny" in clause.classes else "announced" if "announce" in clause.classes else "said"
    return Speech(_speaker(clause.subjects), manner, Span(clause.start, verb.end), to, clause.quoted)


def _according(units: Sequence[Unit]) -> list[Speech]:
    for unit, source in pairwise(units):
        if unit.kind != "prep" or source.kind != "np":
            continue
        if unit.word != "according to":  # "in the words of X", "by her account"
            told = unit.word in ("in", "by", "on") and "account" in source.classes
            by = [other for label, other in source.complements if label == "of"] or (
                [source.owner] if source.owner else []
            )
            if not told or not by:
                continue
            source = by[0]
        return [Speech(_speaker([source]), "according to", Span(min(unit.start, source.start), source.end))]
    return []


def _transcript(units: Sequence[Unit]) -> list[Speech]:
    if len(units) > 2 and units[0].kind == "np" and units[1].kind == "colon":
        mention = units[0].mention
        if mention is not None and mention.kind in ("person", "name", "office"):
            return [Speech(mention, "said", Span(units[0].start, units[1].end), None, True)]
    return []


def _speaker(units: Sequence[Unit]) -> Mention | None:
    """The speaker that a subject names: its mention, with the state that its complement tells ("a source in …")."""
    for unit in units:
        mention = unit.mention
        if mention is None and unit.owner is not None and unit.owner.mention is not None:
            mention = unit.owner.mention  # "the ministry's statement said"
        if mention is None:
            mention = Mention(
                Span(unit.start, unit.end), "people", unit.word, _own_states(unit), head=unit.head
            )
        if not mention.states and mention.kind in ("office", "people", "body"):
            states = _place_of(unit)
            mention = replace(mention, states=states) if states else mention
        return mention
    return None


def _own_states(unit: Unit) -> tuple[str, ...]:
    return tuple(dict.fromkeys(state for national in unit.nationals for state in national.states))


def _place_of(unit: Unit) -> tuple[str, ...]:
    for label, other in unit.complements:
        states = other.mention.states if other.mention is not None else _own_states(other)
        if label in _BELONGS and len(states) == 1:
            return states
    return ()
