"""Which reports are compared at all: candidates, by parties, family of types, and time.

The rule is one of pairs (`worth_comparing`), so it does not depend on what else is in the record:

- two reports share a *block*: a pair of states and a family of types; or, where one names a single state, that state;
- their *anchors* meet: the date where it is no wider than six weeks, else the week around the day of telling;
- or one of them is *vague* (an open or wide date), their *windows* meet, and they share a *feature*: part of a
  person's name, of a place, of a designation, or one of the rarer-looking words of the evidence.

Anchors are narrow, so a block sorted by day is swept in n log n; only vague reports look further.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from legation.merge.profile import Profile

NARROW = 45
"""Days: the widest date that counts as narrow."""
AROUND = 7
"""Days around the telling within which an undated happening is looked for first."""
BEFORE, AFTER = 1200, 150
"""Days before and after the telling within which an undated happening can lie."""
MANY = 20
"""States beyond which the pairs of a large gathering are no longer all listed."""
FEATURE_WORDS = 8
REACH = NARROW + 2 * AROUND + 2
"""Days: no anchor is wider."""
EVER = (0, 4_000_000)

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Keys:
    """Where a report is looked for (``own``), and where it looks (``asks``).

    ``anchor`` and ``window`` are intervals of days; ``window`` is None for a report that is not vague.
    """

    own: tuple[str, ...]
    asks: tuple[str, ...]
    anchor: Interval | None
    window: Interval | None


def keys(one: Profile) -> Keys:
    """The blocks of a report, and its place in time."""
    states = sorted(one.states)[:MANY]
    family = one.family
    pairs = tuple(f"2:{a}:{b}:{family}" for a, b in combinations(states, 2))
    alone = tuple(f"1:{state}:{family}" for state in states or ["-"])
    among = tuple(f"0:{state}:{family}" for state in states)
    if len(states) > 1:
        own, asks = pairs + among, pairs + alone
    else:
        own, asks = alone, alone + among
    return Keys(own, asks, _anchor(one), _window(one))


def _anchor(one: Profile) -> Interval | None:
    if one.low is not None and one.high is not None:
        return (one.low - 1, one.high + 1) if one.width <= NARROW else None
    if one.told is not None and one.told[1] - one.told[0] <= NARROW:
        return one.told[0] - AROUND, one.told[1] + AROUND
    return None


def _window(one: Profile) -> Interval | None:
    if one.low is not None and one.high is not None:
        return None if one.width <= NARROW else (one.low, one.high)
    return (one.told[0] - BEFORE, one.told[1] + AFTER) if one.told else EVER


@dataclass(frozen=True, slots=True)
class Row:
    """How a store files a report: under a name, with an interval of days."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Look:
    """Where a store looks for candidates: rows of a name with ``first`` ≤ low ≤ ``last`` and high ≥ ``reach``."""

    name: str
    first: int
    last: int
    reach: int


def rows(found: Keys) -> tuple[Row, ...]:
    """What to file: anchors and windows under names of their own, so that narrow rows are found by their day."""
    filed = []
    for name in found.own:
        if found.anchor:
            filed.append(Row(f"{name}|anchor", *found.anchor))
        if found.window:
            filed.append(Row(f"{name}|window", *found.window))
    return tuple(filed)


def looks(found: Keys) -> tuple[Look, ...]:
    """Where to look: a superset of what is worth comparing, the same relation as `candidates`."""
    spans = [span for span in (found.anchor, found.window) if span]
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    asked = []
    for name in found.asks:
        asked.append(Look(f"{name}|anchor", low - REACH, high, low))
        asked.append(Look(f"{name}|window", EVER[0], high, low))
    return tuple(asked)


def features(one: Profile) -> frozenset[str]:
    """What a vague report may be recognised by."""
    words = sorted(one.words, key=lambda word: (-one.words[word], -len(word), word))[:FEATURE_WORDS]
    parts = [f"p:{part}" for person in one.persons for part in person.parts if len(part) > 2]
    parts += [f"t:{piece}" for thing in one.things for piece in thing.pieces if len(piece) > 2]
    parts += [f"l:{part}" for part in one.place_parts]
    return frozenset([*parts, *(f"w:{word}" for word in words), f"m:{one.type}:{one.mode}:{one.stage}"])


@dataclass(frozen=True, slots=True)
class Member:
    """A report in its blocks: profile, keys and features, worked out once."""

    profile: Profile
    keys: Keys
    features: frozenset[str]


def member(one: Profile) -> Member:
    """Make ready for blocking."""
    return Member(one, keys(one), features(one))


def worth_comparing(a: Member, b: Member) -> bool:
    """Whether two reports that share a block are candidates; symmetric."""
    if a.profile.story == b.profile.story:
        return False
    if _meet(a.keys.anchor, b.keys.anchor):
        return True
    if a.keys.window is None and b.keys.window is None:
        return False
    spans = _meet(a.keys.window or a.keys.anchor, b.keys.window or b.keys.anchor)
    return spans and not a.features.isdisjoint(b.features)


def _meet(a: Interval | None, b: Interval | None) -> bool:
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def candidates(members: Iterable[Member]) -> Iterator[tuple[Member, Member]]:
    """Every pair worth comparing, once, the smaller id first; in the order of ids."""
    by_block: dict[str, list[Member]] = defaultdict(list)
    asking: dict[str, list[Member]] = defaultdict(list)
    everyone = sorted(members, key=lambda one: one.profile.id)
    for one in everyone:
        for key in one.keys.own:
            by_block[key].append(one)
        for key in one.keys.asks:
            asking[key].append(one)
    pairs: dict[tuple[str, str], tuple[Member, Member]] = {}
    for key in sorted(asking):
        for one, other in _in_block(asking[key], by_block.get(key, [])):
            first, second = (one, other) if one.profile.id < other.profile.id else (other, one)
            pairs[first.profile.id, second.profile.id] = (first, second)
    for ids in sorted(pairs):
        yield pairs[ids]


def _in_block(asking: list[Member], answering: list[Member]) -> Iterator[tuple[Member, Member]]:
    timed = sorted(
        ((one.keys.anchor, one) for one in answering if one.keys.anchor),
        key=lambda row: (row[0], row[1].profile.id),
    )
    starts = [anchor[0] for anchor, _ in timed]
    by_feature: dict[str, list[Member]] = defaultdict(list)
    if any(one.keys.window for one in answering) or any(one.keys.window for one in asking):
        for one in answering:
            for feature in one.features:
                by_feature[feature].append(one)
    wide = {feature: [o for o in found if o.keys.window] for feature, found in by_feature.items()}
    for one in asking:
        found = {o.profile.id: o for o in _timed(one, timed, starts)}
        for feature in one.features:
            rows = by_feature if one.keys.window else wide
            found.update((o.profile.id, o) for o in rows.get(feature, ()))
        for other in found.values():
            if worth_comparing(one, other):
                yield one, other


def _timed(one: Member, timed: list[tuple[Interval, Member]], starts: list[int]) -> Iterator[Member]:
    if one.keys.anchor is None:
        return
    low, high = one.keys.anchor
    first = bisect_left(starts, low - REACH)
    for anchor, other in timed[first : bisect_right(starts, high)]:
        if anchor[1] >= low:
            yield other
