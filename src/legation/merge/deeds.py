"""What kind of deed two reports tell of: comparisons of type, mode, stage and factuality, as in `comparisons`.

The answers depend on a few words alone, so that each is worked out once.
"""

from __future__ import annotations

from functools import lru_cache

from legation.merge.profile import Kind, Profile
from legation.types import Score

NEAR_TYPES = frozenset(
    frozenset(pair)
    for pair in (
        ("agreement", "transfer"), ("agreement", "project"), ("agreement", "pledge"), ("project", "pledge"),
        ("transfer", "pledge"), ("transfer", "project"), ("transfer", "aid"), ("aid", "pledge"),
        ("access", "port-call"), ("access", "deployment"), ("port-call", "deployment"), ("meeting", "forum"),
        ("exercise", "port-call"), ("training", "exercise"), ("training", "deployment"),
        ("dispute", "sanction"), ("institution", "agreement"),
    )
)  # fmt: skip
"""Types that coders give to one happening."""

NEAR_STAGES = frozenset(
    frozenset(pair)
    for pair in (
        ("floated", "offered"), ("offered", "agreed"), ("floated", "negotiating"), ("negotiating", "offered"),
        ("agreed", "signed"), ("agreed", "approved"), ("agreed", "under-way"), ("under-way", "delivered"),
        ("under-way", "completed"), ("delivered", "completed"), ("cancelled", "completed"),
        ("suspended", "cancelled"),
    )
)  # fmt: skip
"""Stages whose words are used for one step: "agreed to sell" on the day of the signing."""

OPPOSED_MODES = frozenset(
    frozenset(pair)
    for pair in (
        ("deploy", "withdraw"),
        ("opened", "closed"),
        ("created", "closed"),
        ("withdraw", "peacekeeping"),
    )
)
"""Modes of which one undoes the other."""

NEAR_MODES = frozenset(
    frozenset(pair)
    for pair in (
        ("visit", "talks"), ("conference", "summit"), ("sale", "gift"), ("opened", "created"),
        ("deploy", "peacekeeping"), ("deploy", "contractors"), ("accuse", "reject"), ("joint", "naval"),
        ("joint", "land"), ("joint", "air"), ("embargo", "suspension"),     )
)  # fmt: skip
"""Modes that coders give to one happening."""

MET = 1 << 14
"""Answers that are remembered for questions of few different values: sets of states, types, steps."""


def types(a: Profile, b: Profile) -> Score | None:
    """Are they the same kind of happening?"""
    at_once = bool(a.stage and a.stage == b.stage and a.date and a.date == b.date)
    return _types(a.type, b.type, at_once)


@lru_cache(maxsize=MET)
def _types(ours: str, theirs: str, at_once: bool) -> Score:
    if ours == theirs:
        return Score(1.0, f"both tell of {_article(ours)}")
    if frozenset((ours, theirs)) in NEAR_TYPES:
        # The last soldiers leave the base, or the base is handed back: the same step on the same day.
        return Score(
            -0.25 if at_once else -0.5, f"one calls it {_article(ours)}, the other {_article(theirs)}"
        )
    return Score(-1.0, f"{_article(ours)} is not {_article(theirs)}")


@lru_cache(maxsize=1 << 16)
def opposed(ours: Kind, theirs: Kind) -> bool:
    """Whether type, mode and stage alone forbid that reports of these kinds are one: so it is for one pair of four."""
    return any(
        score is not None and score.value <= -1.0
        for score in (
            _types(ours[0], theirs[0], True),
            _modes(ours[1], theirs[1]) if ours[0] == theirs[0] and ours[1] and theirs[1] else None,
            _stages(ours[2], theirs[2]) if ours[2] and theirs[2] else None,
        )
    )


def modes(a: Profile, b: Profile) -> Score | None:
    """Are they of the same mode?"""
    if a.type != b.type or a.mode is None or b.mode is None:
        return None
    return _modes(a.mode, b.mode)


@lru_cache(maxsize=MET)
def _modes(ours: str, theirs: str) -> Score:
    if ours == theirs:
        return Score(0.5, f"both are of mode {ours}")
    pair = frozenset((ours, theirs))
    value = -1.0 if pair in OPPOSED_MODES else -0.1 if pair in NEAR_MODES else -0.7
    return Score(value, f"one is of mode {ours}, the other {theirs}")


def stages(a: Profile, b: Profile) -> Score | None:
    """Is it the same step? Each step of a deal is an event of its own."""
    if a.stage is None or b.stage is None:
        return None
    return _stages(a.stage, b.stage)


@lru_cache(maxsize=MET)
def _stages(ours: str, theirs: str) -> Score:
    if ours == theirs:
        return Score(1.0, f"both are the step {ours}")
    if frozenset((ours, theirs)) in NEAR_STAGES:
        return Score(-0.4, f"one says {ours}, the other {theirs}")
    return Score(-1.0, f"{ours} and {theirs} are different steps")


def factualities(a: Profile, b: Profile) -> Score | None:
    """Planned and then done is one happening; denied and done are two."""
    return _factualities(a.factuality, b.factuality)


@lru_cache(maxsize=MET)
def _factualities(ours: str, theirs: str) -> Score:
    pair = {ours, theirs}
    if len(pair) == 1:
        return Score(0.3, f"both are {ours}")
    if "denied" in pair:
        return Score(
            -1.0 if "actual" in pair else -0.5, f"one is denied, the other {(pair - {'denied'}).pop()}"
        )
    return Score(0.0 if "possible" not in pair else -0.1, f"{ours} in one, {theirs} in the other")


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
