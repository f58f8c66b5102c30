"""What changed between two versions of a page: in its words, and in what was coded from them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from legation.types import Report

NEW, GONE, CHANGED = "new", "gone", "changed"
_AROUND = 4  # words shown on either side of what differs in a paragraph


@dataclass(frozen=True, slots=True)
class Change:
    """A report that only one version gives, or one whose values differ: the fields, with both values as text."""

    kind: str
    before: Report | None
    after: Report | None
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that only one version has: a paragraph, or what differs in one; ``kind`` is new or gone."""

    kind: str
    text: str


_VALUES: tuple[tuple[str, Callable[[Report], object]], ...] = (
    ("mode", lambda report: report.mode),
    ("date", lambda report: report.date),
    ("stage", lambda report: report.stage),
    ("factuality", lambda report: report.factuality),
    ("place", lambda report: report.place.name if report.place else None),
    ("actors", lambda report: ", ".join(sorted({actor.name for actor in report.actors}))),
    (
        "items",
        lambda report: ", ".join(
            f"{item.quantity or ''} {item.designation}".strip() for item in report.items
        ),
    ),
    ("money", lambda report: ", ".join(f"{sum_.amount:,.0f} {sum_.currency}" for sum_ in report.money)),
    ("says", lambda report: ", ".join(sorted({claim.name for claim in report.claims}))),
)


def changes(before: Sequence[Report], after: Sequence[Report]) -> tuple[Change, ...]:
    """How what was coded differs: pairs of reports that mean one happening are compared, the others are gone or new.

    Two reports are a pair when type, states and date agree; of those left over, when type and states do; then when the
    type does and they share a state.
    """
    left, right = list(before), list(after)
    pairs: list[tuple[Report, Report]] = []
    for same in (_same_day, _same_states, _same_kind):
        for one in tuple(left):
            other = next((found for found in right if same(one, found)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                pairs.append((one, other))
    differing = [
        Change(CHANGED, one, other, fields) for one, other in pairs if (fields := _differences(one, other))
    ]
    return (
        *(Change(GONE, one, None) for one in left),
        *differing,
        *(Change(NEW, None, one) for one in right),
    )


def _same_day(one: Report, other: Report) -> bool:
    return _same_states(one, other) and one.date == other.date


def _same_states(one: Report, other: Report) -> bool:
    return one.type == other.type and one.states == other.states


def _same_kind(one: Report, other: Report) -> bool:
    return one.type == other.type and not set(one.states).isdisjoint(other.states)


def _differences(one: Report, other: Report) -> tuple[tuple[str, str, str], ...]:
    found = [(name, value(one), value(other)) for name, value in _VALUES]
    if one.states != other.states:
        found.insert(0, ("states", " ".join(one.states), " ".join(other.states)))
    return tuple((name, str(a or "open"), str(b or "open")) for name, a, b in found if a != b)


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """The paragraphs that only one of two texts has, in the order of the texts.

    Of a paragraph in which only some words changed, these words, with a few around them.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Edit] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for one, other in zip_longest(old[a:b], new[c:d]):
            gone, came = _parted(one, other) if one and other else (one, other)
            found += [Edit(GONE, gone)] if gone else []
            found += [Edit(NEW, came)] if came else []
    return tuple(found)


def _parted(one: str, other: str) -> tuple[str, str]:
    """What differs between two paragraphs, with the words around it; all of both where they have little in common."""
    old, new = one.split(), other.split()
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    if 2 * (head + tail) < most:
        return one, other
    first = max(head - _AROUND, 0)

    def cut(words: list[str]) -> str:
        last = len(words) - max(tail - _AROUND, 0)
        part = " ".join(words[first:last])
        return ("… " if first else "") + part + (" …" if last < len(words) else "")

    gone = len(old) > head + tail
    return cut(old) if gone else "", cut(new) if len(new) > head + tail else ""


def _paragraphs(text: str) -> list[str]:
    return [line for part in text.split("\n") if (line := " ".join(part.split()))]
