"""Who says so, in one sentence: for every clause the speaker that the sentence's own words name.

A clause is spoken by whoever "said that" before it, "…, he said" after it or between its words, or "according to" whom
it is told. A line that opens with a name and a colon (a transcript, a headline) gives the floor to that name.
What the sentences around it add is in `legation.extract.floor`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from legation.extract.clauses import Clause
from legation.extract.units import Unit
from legation.types import Mention, Span, Speech

SPEAKING = frozenset({"say", "tell", "announce", "deny", "warn", "speak_out"})
PAPER = "told_paper"
"""The class of what speaks for whoever issued it: a statement, a communiqué."""
_BELONGS = ("of", "in", "from", "for", "at", "by", "close to", "within", "with")
_TELLING = frozenset({PAPER, "tellers", "delegates", "people", "sides", "troops", "forces"})
_NAMED = frozenset({"person", "name", "office"})
_SPEAKERS = frozenset({"person", "name", "office", "body", "people", "state", "capital", "organisation"})
_HEARD = frozenset({"tell"})
_SET_OFF = frozenset({",", "—", '"', ""})
_PART = frozenset({"part", "gerund"})
_OF_A_NOUN = frozenset({"rel", "reduced", "inf"})


def speech_of(clauses: Sequence[Clause], units: Sequence[Unit]) -> dict[int, tuple[Speech, ...]]:
    """For each clause (by identity) who says it: the speakers around it, then the source that it is told after."""
    spoken = _spoken(clauses)
    sources = _according(units)
    governing = {id(clause.parent) for clause in clauses if clause.relation == "comp"}
    found: dict[int, tuple[Speech, ...]] = {}
    for clause in clauses:
        around = (*_above(clause, spoken), _behind(clause, spoken, governing))
        speakers = list({id(one): one for one in around if one is not None}.values())
        if not speakers and any(clause is one for one in spoken):
            speakers = [clause]
        told = [_as_speech(one, spoken) for one in speakers]
        found[id(clause)] = (*told, *sources)
    return found


def last_speech(clauses: Sequence[Clause], units: Sequence[Unit]) -> Speech | None:
    """Who has the floor when the sentence ends; None where nobody in it speaks."""
    given = _according(units)
    if given:
        return given[0]
    spoken = _spoken(clauses)
    told = [clause for clause in spoken if _speaker(_tellers(clause, spoken)) is not None]
    return _as_speech(told[-1], spoken) if told else None


def announcer(clauses: Sequence[Clause], units: Sequence[Unit]) -> Speech | None:
    """Who made known what the sentence before tells: "The ministry announced the measure on Monday"."""
    for clause in _spoken(clauses):
        if "announce" in clause.classes and any(_told_again(unit) for unit in clause.objects):
            return _as_speech(clause, clauses)
    return None


def _told_again(unit: Unit) -> bool:
    """ "The decision", "this step", "it": what was just told."""
    words = unit.wordlists
    if unit.mention is not None and unit.mention.kind == "pronoun":
        return unit.head in words["told_again_pronouns"]
    return unit.head in words["told_again"] and unit.determiner in words["definite_determiners"]


# ------------------------------------------------------------------ clauses that speak


def _spoken(clauses: Sequence[Clause]) -> list[Clause]:
    return [
        clause
        for clause in clauses
        if clause.verb is not None
        and (_paper_tells(clause) or (clause.classes & SPEAKING and _has_teller(clause)))
    ]


def _paper_tells(clause: Clause) -> bool:
    """ "A statement of the ministry gave the diplomats two days": whatever a paper does, it says."""
    return clause.relation == "main" and any(
        PAPER in unit.classes and _issuer_of(unit) is not None for unit in clause.subjects
    )


def _passive(clause: Clause) -> bool:
    """A passive, or one joined to it without its own auxiliary and object."""
    if clause.verb is None or clause.verb.passive:
        return clause.verb is not None
    above = clause.parent.verb if clause.relation == "coord" and clause.parent is not None else None
    return above is not None and above.passive and not clause.objects


def _has_teller(clause: Clause) -> bool:
    if _HEARD & clause.classes and _passive(clause):
        return False  # "the ambassador was summoned and told that …": he hears it
    return bool(clause.subjects or _inverted(clause) or ("quoted" in clause.classes and clause.objects))


def _inverted(clause: Clause) -> list[Unit]:
    """The speaker behind the verb: "…, said Defence Minister Li", "Chad, announced Minister Koulamallah, is …"."""
    verb = clause.verb
    if verb is None or clause.joint not in _SET_OFF or "said_behind" not in clause.classes:
        return []
    if any(clause.start <= unit.start and unit.end <= verb.start for unit in clause.subjects):
        return []
    behind = next((unit for unit in clause.objects if unit.start >= verb.end), None)
    speaks = behind is not None and behind.mention is not None and behind.mention.kind in _SPEAKERS
    return [behind] if behind is not None and speaks else []


def _tellers(clause: Clause, spoken: Sequence[Clause]) -> list[Unit]:
    """The subject of a verb of saying; that of "adding that …" is whoever spoke before in the sentence."""
    behind = _inverted(clause)
    if clause.relation in _PART and not behind:
        before = [one for one in spoken if one.start < clause.start and one.relation not in _PART]
        if before:
            return _tellers(before[-1], spoken)
    if "quoted" in clause.classes and clause.verb is not None and clause.verb.passive:
        return clause.objects  # "the minister was quoted as saying"
    return behind or clause.subjects


def _above(clause: Clause, spoken: list[Clause]) -> list[Clause]:
    """The clauses over this one that speak, the nearest first, where this one is part of what they say."""
    found: list[Clause] = []
    child, at = clause, clause.parent
    while at is not None:
        says = at.verb is not None and any(at is one for one in spoken) and at.verb.end <= clause.start
        if says and not (child.relation == "coord" and at.relation in _OF_A_NOUN):
            found.append(at)
        child, at = at, at.parent
    return found[:1]


def _behind(clause: Clause, spoken: list[Clause], governing: set[int]) -> Clause | None:
    """The speaker set off from the words: "…, the minister said", "the base was, an aide said, fiction"."""
    for other in spoken:
        if other is clause or id(other) in governing or _set_in(other, clause) is False:
            continue
        if _set_in(other, clause) or other.joint in _SET_OFF or _coordinated(other):
            return other
    return None


def _set_in(other: Clause, clause: Clause) -> bool | None:
    """Whether a clause that speaks breaks into another; None where it stands behind it, False where neither is so."""
    if other.relation == "reduced":
        return bool(_inverted(other))
    if other.start > clause.start:
        return None
    verb = clause.verb
    if verb is None or other.verb is None or other.objects or other.joint != ",":
        return False
    subjects = [*clause.subjects, *clause.objects]
    return other.verb.end <= verb.start and any(unit.end <= other.start for unit in subjects)


def _coordinated(clause: Clause) -> bool:
    return clause.relation == "coord" and not clause.objects


def _as_speech(clause: Clause, spoken: Sequence[Clause]) -> Speech:
    verb = clause.verb
    assert verb is not None
    outlets = (unit.mention for unit in clause.objects if unit.mention is not None)
    to = next((mention for mention in outlets if mention.kind == "outlet"), None)
    manner = "denied" if "deny" in clause.classes else "announced" if "announce" in clause.classes else "said"
    speaker = _speaker(_tellers(clause, spoken))
    return Speech(speaker, manner, Span(clause.start, verb.end), to, clause.quoted)


# ------------------------------------------------------------------ sources and labels


def _according(units: Sequence[Unit]) -> tuple[Speech, ...]:
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
        span = Span(min(unit.start, source.start), source.end)
        return (Speech(_speaker([source]), "according to", span),)
    return ()


@dataclass(frozen=True, slots=True)
class Label:
    """What a line opens with before its colon: who has the floor, or that somebody asks or answers."""

    speech: Speech
    asking: bool = False
    answering: bool = False


_LONGEST_LABEL = 6  # units


def label_of(units: Sequence[Unit], asking: frozenset[str], answering: frozenset[str]) -> Label | None:
    """The label of a line ("MINISTER: …", "Q: …", "Deputy Minister for Policy Cho: …"); None where it has none."""
    colon = next((at for at, unit in enumerate(units[:_LONGEST_LABEL]) if unit.kind == "colon"), None)
    if not colon or colon + 1 == len(units):
        return None
    before = list(units[:colon])
    if before[0].kind != "np" or any(unit.kind not in ("np", "prep") for unit in before):
        return None
    span = Span(before[0].start, units[colon].end)
    word = before[0].word.lower()
    if len(before) == 1 and word in asking | answering:
        mention = Mention(Span(before[0].start, before[0].end), "people", before[0].word)
        return Label(Speech(mention, "said", span, None, True), word in asking, word in answering)
    named = _speaker(before[:1])
    if named is None or named.kind not in _NAMED:
        return None
    return Label(Speech(named, "said", span, None, True))


# ------------------------------------------------------------------ the speaker that a group names


def is_paper(unit: Unit) -> bool:
    """It speaks for whoever issued it, whom its own words do not name: "the statement"."""
    return PAPER in unit.classes and unit.mention is None and _issuer_of(unit) is None


def _issuer_of(unit: Unit) -> Mention | None:
    """Who issued a paper, where its own words tell: "the ministry's statement", "a note of the ministry"."""
    if unit.owner is not None and unit.owner.mention is not None:
        return unit.owner.mention
    if PAPER not in unit.classes:
        return None
    issuers = (other.mention for label, other in unit.complements if label in ("of", "from", "by"))
    return next((one for one in issuers if one is not None and one.kind in _SPEAKERS), None)


def _speaker(units: Sequence[Unit]) -> Mention | None:
    """The speaker that a subject names: its mention, with the state that its complement tells ("a source in …")."""
    for unit in sorted(units, key=lambda one: one.mention is None):
        mention = unit.mention or _issuer_of(unit)
        if mention is None:
            if unit.classes.isdisjoint(_TELLING):
                continue  # "the importance", left where a verb of saying seemed to be
            kind = "paper" if is_paper(unit) else "people"
            mention = Mention(Span(unit.start, unit.end), kind, unit.word, _own_states(unit), head=unit.head)
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
