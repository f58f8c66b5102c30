"""Readouts side by side: what two sides' accounts of one event have in common, and what only one of them says.

An account belongs to the party whose outlet gives it, else to the only party whose officials speak in it. What a story
tells beside the event (what was agreed, what was promised) belongs to the account.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from legation.textfold import fold
from legation.types import Event, Report, Story

WORDS = 15
"""How many telling words of a side are shown."""
PROMISES = frozenset({"pledge", "agreement", "transfer", "aid", "training", "project"})
"""Types of which a report that is planned, or is a pledge, is a promise."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_KINDS = frozenset({"headline", "lead", "body"})


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says: its stories, and what is told in them."""

    state: str | None  # None for those that belong to no party, or to several
    stories: tuple[Story, ...]
    topics: tuple[str, ...]
    promises: tuple[str, ...]  # the sentences
    names: tuple[str, ...]
    words: tuple[tuple[str, int], ...]  # that no other account uses, the most frequent first


def accounts(
    event: Event,
    reports: Sequence[Report],
    told_in: Callable[[str], Sequence[Report]],
    plain: frozenset[str],
) -> tuple[Account, ...]:
    """The accounts of an event, those of its parties first. ``plain`` are words that tell nothing apart.

    ``told_in`` gives all reports of a story by its id.
    """
    sides: dict[str | None, dict[str, Story]] = defaultdict(dict)
    for report in reports:
        sides[side_of(report, event.states)][report.story.id] = report.story
    used = {side: _used(stories.values(), plain) for side, stories in sides.items()}
    found = []
    for side in sorted(sides, key=lambda state: (state is None, state or "")):
        others = {word for other, words in used.items() if other != side for word in words}
        own = sorted(
            ((w, n) for w, n in used[side].items() if w not in others), key=lambda row: (-row[1], row[0])
        )
        told = [report for story in sides[side] for report in told_in(story)]
        found.append(_account(side, tuple(sides[side].values()), told, own[:WORDS]))
    return tuple(found)


def side_of(report: Report, parties: Sequence[str]) -> str | None:
    """The party whose account this is; None for a third's, or where several speak."""
    if report.story.outlet_state in parties:
        return report.story.outlet_state
    speaking = {claim.state for claim in report.claims if claim.state in parties}
    return next(iter(speaking)) if len(speaking) == 1 and report.story.outlet_state is None else None


def _account(
    side: str | None, stories: tuple[Story, ...], told: Sequence[Report], words: Sequence[tuple[str, int]]
) -> Account:
    promised = [r for r in told if r.type in PROMISES and (r.type == "pledge" or r.factuality == "planned")]
    people = {
        fold(a.name).lower(): a.name for r in told for a in r.actors if a.kind == "person" and " " in a.name
    }
    return Account(
        state=side,
        stories=stories,
        topics=tuple(sorted({topic for r in told for topic in r.topics})),
        promises=tuple(dict.fromkeys(" ".join(_sentence(r).split()) for r in promised)),
        names=tuple(sorted(people.values())),
        words=tuple(words),
    )


def _sentence(report: Report) -> str:
    return next((e.text for e in report.evidence if e.purpose == "event"), "")


def _used(stories: Iterable[Story], plain: frozenset[str]) -> Counter[str]:
    """The words of some stories, folded, with how often they are used."""
    counted: Counter[str] = Counter()
    for story in stories:
        for part in story.paragraphs:
            if part.kind in _KINDS:
                text = fold(story.text[part.span.start : part.span.end]).lower()
                counted.update(word for word in _WORD.findall(text) if word not in plain)
    return counted
