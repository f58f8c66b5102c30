"""Whether a frame may lean on the story for one of its states, where its own sentence does not name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legation.identify.elsewhere import CLOSE
from legation.identify.happening import Happening
from legation.identify.party import Party, union
from legation.types import Frame, Sentence

_QUARRELS = frozenset({"dispute", "sanction", "conflict"})
_SELDOM_LEAN = frozenset({"dispute", "exercise"})  # the other side guessed at is wrong more often than right
UNSURE, CLEAR = 0.4, 0.8  # how likely the other side must be for it to be said at all, and without more
_SUPPLY = frozenset({"transfer", "agreement", "aid"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame, and whom it is about as far as that is found."""

    frame: Frame
    sentence: Sentence
    parties: list[tuple[str, Party]]
    states: tuple[str, ...]
    how: str  # in words, how the states were found
    sure: float  # how sure that is, 0 to 1


def may_lean(candidate: Candidate, told: Sequence[Happening]) -> bool:
    """A frame whose second state only the story's context gives: kept where its own words leave room for one."""
    frame, sure = candidate.frame, candidate.sure
    if frame.headline or sure < UNSURE:
        return False
    others = _names_others(candidate)
    if sure >= CLEAR and not others:
        return True  # the story has nobody else
    if frame.type == "conflict":
        return False  # whom it attacks is told, or it is nobody of the story
    if frame.type == "meeting" and any(p.person is not None for _, p in candidate.parties):
        return True  # someone is named as meeting somebody
    if others or (frame.type in _SELDOM_LEAN and not _dealt_before(candidate, told)):
        return False
    if frame.type in CLOSE:
        return frame.anaphor is not None or _concrete(candidate) or _sold_before(candidate, told)
    return frame.type != "meeting" or frame.anaphor is not None or _with_someone(candidate)


def _names_others(candidate: Candidate) -> bool:
    """The sentence speaks of other states."""
    kinds = ("state", "capital", "people", "forces", "body")
    named = union(m.states for m in candidate.sentence.mentions if m.kind in kinds)
    return any(state not in candidate.states for state in named)


def _dealt_before(candidate: Candidate, told: Sequence[Happening]) -> bool:
    """The story told of something between these states before; of a quarrel, where this is a dispute."""
    alike = _QUARRELS if candidate.frame.type == "dispute" else None
    return any(h.states == candidate.states and (alike is None or h.frame.type in alike) for h in told)


def _sold_before(candidate: Candidate, told: Sequence[Happening]) -> bool:
    """The story told of a transfer, a gift or an accord between these states before."""
    return any(h.states == candidate.states and h.frame.type in _SUPPLY for h in told)


def _concrete(candidate: Candidate) -> bool:
    """It is told what changed hands, and one of those between whom."""
    frame = candidate.frame
    transfer = frame.type == "transfer" and bool(frame.items) and frame.factuality == "actual"
    return transfer and any(p.states for _, p in candidate.parties)


def _with_someone(candidate: Candidate) -> bool:
    """Somebody takes part whose state stays open."""
    kinds = ("person", "office", "people", "both", "pronoun")
    return any(not p.states and p.mention.kind in kinds for _, p in candidate.parties)
