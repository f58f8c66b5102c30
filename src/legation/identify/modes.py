"""Modes and topics told by the words of the clause: which kind of agreement, exercise, transfer, aid, access."""

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
    return next(
        (name for name, stems in lexicon.modes.get(kind, ()) if any(stem in low for stem in stems)), None
    )


def topics_of(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The topics that the words speak of, sorted."""
    found = lexicon.topic_words.find_matches_as_indexes(text.lower(), overlapping=True)
    return tuple(sorted({lexicon.topics[number] for number, _, _ in found}))
