"""Modes, stages and topics told by the words of the clause: which kind of agreement or transfer, how far it has got."""

from __future__ import annotations

from legation.vocabulary import Lexicon


def mode_of(kind: str, mode: str | None, text: str, lexicon: Lexicon) -> str | None:
    """The mode of an event of this type, from the words of its clause; ``mode`` is what the rule says."""
    if mode is not None:
        return mode
    return named_mode(kind, text, lexicon) or lexicon.default_modes.get(kind)


def named_mode(kind: str, text: str, lexicon: Lexicon) -> str | None:
    """The mode that the words name; None where they name none."""
    low = text.lower()
    return next((name for name, words in lexicon.modes.get(kind, ()) if words.search(low)), None)


def stage_of(kind: str, stage: str | None, factuality: str, text: str, lexicon: Lexicon) -> str | None:
    """The stage of an event of this type; ``stage`` is what the rule says. What did not happen has none by its words."""
    if stage is not None or factuality == "denied":
        return stage
    low = text.lower()
    named = next((name for name, words in lexicon.stage_words.get(kind, ()) if words.search(low)), None)
    return named or (lexicon.default_stages.get(kind) if factuality == "actual" else None)


def topics_of(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The topics that the words speak of, sorted."""
    found = lexicon.topic_words.find_matches_as_indexes(text.lower(), overlapping=True)
    return tuple(sorted({lexicon.topics[number] for number, _, _ in found}))
