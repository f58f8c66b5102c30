"""Which reports are compared at all: candidates, by parties, family of types, and time.

The rule is one of pairs (`worth_comparing`), so it does not depend on what else is in the record:

- two reports share a *block*: a pair of states and a family of types; or, where one names a single state, that state;
- their *anchors* meet: the date where it is no wider than six weeks, else the months around the day of telling;
  (where one is undated and told of more than a fortnight from the other's news, they must also be *akin*: share part
  of a person's name, of a place, of a designation, a sum, five words in a row, or three names among their words);
- or one date is no wider than a year (``2019``) and the other no wider than that, and the two meet;
- or one of them is *vague* (an open or wide date), their *windows* meet, and they share a *feature*: part of a
  person's name, of a place, of a designation, or one of the rarer-looking words of the evidence;
- or one of them is *timeless* (neither its date nor the day of its telling is known): nothing else could bring it
  before the others, and there are few of these.

Anchors are narrow, so a block sorted by day is swept in n log n; only vague reports look further.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from sys import intern

import msgspec

from legation.merge.profile import NAME, Profile

NARROW = 45
"""Days: the widest date that counts as narrow."""
YEAR = 400
"""Days: a date that is wider says no more than an open one."""
SINCE, UNTIL = 60, 30
"""Days before and after the telling within which an undated happening is looked for first."""
BEFORE, AFTER = 1200, 150
"""Days before and after the telling within which an undated happening can lie."""
FORTNIGHT = 14
"""Days between news within which an undated report is compared with whatever is told of the same states."""
NAMED = 3
"""Names and figures that two reports must share to be akin by them: those of the two states come again and again."""
MANY = 20
"""States beyond which the pairs of a large gathering are no longer all listed."""
FEATURES = 2
"""How many of its features a report is filed under."""
REACH = NARROW + SINCE + UNTIL
"""Days: no anchor is wider."""
EVER = (0, 4_000_000)
AMONG = "0:"
"""Begins the name of a block of all reports of a state beside others."""

Interval = tuple[int, int]


class Keys(msgspec.Struct, frozen=True, gc=False):
    """Where a report is looked for (``own``), and where it looks (``asks``).

    ``anchor``, ``year`` and ``window`` are intervals of days. ``year``: a date that is neither narrow nor wider than a
    year. ``window`` is None for a report that is not vague.
    """

    own: tuple[str, ...]
    asks: tuple[str, ...]
    anchor: Interval | None
    window: Interval | None
    timeless: bool = False
    year: Interval | None = None


def keys(one: Profile) -> Keys:
    """The blocks of a report, and its place in time."""
    own, asks = _blocks(one.states, one.family)
    anchor, window, year = _in_time(one.low, one.high, one.told)
    return Keys(own, asks, anchor, window, one.low is None and one.told is None, year)


@lru_cache(maxsize=1 << 15)
def _blocks(parties: frozenset[str], family: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the blocks in which reports of these states are looked for, and where they look."""
    states = sorted(parties)[:MANY]
    pairs = tuple(pair_block(a, b, family) for a, b in combinations(states, 2))
    alone = tuple(f"1:{state}:{family}" for state in states or ["-"])
    among = tuple(f"{AMONG}{state}:{family}" for state in states)
    return (pairs + among, pairs + alone) if len(states) > 1 else (alone, alone + among)


@lru_cache(maxsize=1 << 15)
def _in_time(
    low: int | None, high: int | None, told: Interval | None
) -> tuple[Interval | None, Interval | None, Interval | None]:
    """Anchor, window and year. Reports of the same days share them: they are a quarter of what one takes in memory."""
    return _anchor(low, high, told), _window(low, high, told), _year(low, high)


def _anchor(low: int | None, high: int | None, told: Interval | None) -> Interval | None:
    if low is not None and high is not None and high - low < NARROW:
        return low - 1, high + 1
    if told is not None and told[1] - told[0] <= NARROW:
        return told[0] - SINCE, told[1] + UNTIL
    return None


def _year(low: int | None, high: int | None) -> Interval | None:
    if low is None or high is None or not NARROW <= high - low < YEAR:
        return None
    return low, high


def _window(low: int | None, high: int | None, told: Interval | None) -> Interval | None:
    if low is not None and high is not None:
        return None if high - low < NARROW else (low, high)
    return (told[0] - BEFORE, told[1] + AFTER) if told else EVER


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


def rows(found: Member) -> tuple[Row, ...]:
    """What to file: by day under the block, and under each feature, so that vague reports can find it and be found."""
    keys = found.keys
    filed = []
    for name in keys.own:
        if name.startswith(AMONG):
            continue  # looked for in the pairs, which saves two rows of three
        if keys.anchor:
            filed.append(Row(name, *keys.anchor))
        if keys.timeless:
            filed.append(Row(f"{name}|ever", *EVER))
        if keys.year:
            filed.append(Row(f"{name}|year", *keys.year))
        for feature in found.features:
            if keys.window:
                filed.append(Row(f"{name}#{feature}|wide", *keys.window))
            elif keys.anchor:
                filed.append(Row(f"{name}#{feature}", *keys.anchor))
    return tuple(filed)


def looks(found: Member, partners: Iterable[str]) -> tuple[Look, ...]:
    """Where to look: a superset of what is worth comparing, the same relation as `candidates`.

    ``partners`` are all states of the reports that are filed: a report of a single state looks in every pair.
    """
    keys = found.keys
    asked = []
    for name in _filed(keys.asks, partners):
        asked.append(Look(f"{name}|ever", *EVER, EVER[0]))
        if keys.anchor:
            asked.append(_look(name, keys.anchor))
        if keys.year:
            asked.append(_look(name, keys.year))
        if found.profile.low is not None and (spell := keys.year or keys.anchor):
            asked.append(Look(f"{name}|year", spell[0] - YEAR, spell[1], spell[0]))
        if keys.timeless:
            asked.append(Look(name, *EVER, EVER[0]))
        span = keys.window or keys.anchor
        for feature in found.features:
            if span:
                asked.append(Look(f"{name}#{feature}|wide", EVER[0], span[1], span[0]))
            if keys.window:
                asked.append(_look(f"{name}#{feature}", keys.window))
    return tuple(asked)


def _look(name: str, span: Interval) -> Look:
    return Look(name, span[0] - REACH, span[1], span[0])


def _filed(names: Iterable[str], partners: Iterable[str]) -> Iterator[str]:
    """The names as they are filed: a state among others stands in its pairs."""
    for name in names:
        if not name.startswith(AMONG):
            yield name
            continue
        _, state, family = name.split(":")
        for other in partners:
            if other != state:
                yield pair_block(state, other, family)


def pair_block(a: str, b: str, family: str) -> str:
    """The block of two states."""
    return f"2:{min(a, b)}:{max(a, b)}:{family}"


def features(one: Profile) -> tuple[str, ...]:
    """What a report may be recognised by from afar: a few of its things, people, place and telling words."""
    parts = [f"t:{max(thing.pieces, key=_telling)}" for thing in one.things if thing.pieces]
    parts += [f"p:{max(person.parts, key=_telling)}" for person in one.persons if person.parts]
    parts += [f"l:{part}" for part in sorted(one.place_parts, key=_telling, reverse=True)[:1]]
    words = (
        sorted(one.words, key=lambda word: (-one.words[word], *_telling(word)))
        if len(set(parts)) < FEATURES
        else []
    )
    found = [*dict.fromkeys(parts), *(f"w:{word}" for word in words[:FEATURES])][:FEATURES]
    return tuple(intern(feature) for feature in sorted(set(found)))


@lru_cache(maxsize=1 << 15)
def _telling(word: str) -> tuple[bool, int, str]:
    """Figures before words, long words before short ones."""
    return any(letter.isdigit() for letter in word), len(word), word


def _kin(one: Profile) -> tuple[object, ...]:
    """What makes a report akin to another: parts of its people, place and things, and sums."""
    parts: list[object] = [part for person in one.persons for part in person.parts]
    parts += _kinds("l", one.place_parts)
    parts += [kin for thing in one.things for kin in _kinds("t", thing.pieces) if len(kin[1]) > 1]
    return tuple(dict.fromkeys((*parts, *one.money)))


@lru_cache(maxsize=1 << 15)
def _kinds(kind: str, parts: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, part) for part in parts)


class Member(msgspec.Struct, frozen=True, gc=False):
    """A report in its blocks: profile, keys and features, worked out once. ``news``: the days when it was news."""

    profile: Profile
    keys: Keys
    features: tuple[str, ...]
    kin: tuple[object, ...]
    names: int  # how many of its words are names and figures
    news: Interval | None


def member(one: Profile) -> Member:
    """Make ready for blocking."""
    news = _days(one.low, one.high) if one.low is not None and one.high is not None else one.told
    names = sum(weight >= NAME for weight in one.words.values())
    return Member(one, keys(one), features(one), _kin(one), names, news)


@lru_cache(maxsize=1 << 15)
def _days(low: int, high: int) -> Interval:
    return low, high


def worth_comparing(a: Member, b: Member) -> bool:
    """Whether two reports that share a block are candidates; symmetric."""
    if a.profile.story == b.profile.story:
        return False
    if _meet(a.keys.anchor, b.keys.anchor) and (not _apart(a, b) or _akin(a, b)):
        return True
    if _timeless(a, b) or _timeless(b, a) or _in_one_year(a, b):
        return True
    if a.keys.window is None and b.keys.window is None:
        return False
    spans = _meet(a.keys.window or a.keys.anchor, b.keys.window or b.keys.anchor)
    return spans and any(feature in b.features for feature in a.features)


def _apart(a: Member, b: Member) -> bool:
    """Whether a date is open, and the two were news at other times."""
    if (a.profile.low is not None and b.profile.low is not None) or a.news is None or b.news is None:
        return False
    return max(a.news[0], b.news[0]) - min(a.news[1], b.news[1]) > FORTNIGHT


def _akin(a: Member, b: Member) -> bool:
    theirs = b.kin
    if any(part in theirs for part in a.kin):
        return True
    if a.names >= NAMED and b.names >= NAMED:
        words, others = a.profile.words, b.profile.words
        if sum(words[w] >= NAME and others[w] >= NAME for w in words.keys() & others.keys()) >= NAMED:
            return True
    return bool(a.profile.same_words(b.profile))


def _in_one_year(a: Member, b: Member) -> bool:
    if not (a.keys.year or b.keys.year) or a.profile.low is None or b.profile.low is None:
        return False
    return _meet(a.keys.year or a.keys.anchor, b.keys.year or b.keys.anchor)


def _timeless(a: Member, b: Member) -> bool:
    return a.keys.timeless and (b.keys.timeless or b.keys.anchor is not None)


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
    timeless = [one for one in answering if one.keys.timeless]
    yearly = [one for one in answering if one.keys.year]
    by_feature: dict[str, list[Member]] = defaultdict(list)
    if any(one.keys.window for one in answering) or any(one.keys.window for one in asking):
        for one in answering:
            for feature in one.features:
                by_feature[feature].append(one)
    wide = {feature: [o for o in found if o.keys.window] for feature, found in by_feature.items()}
    for one in asking:
        found = {o.profile.id: o for o in (answering if one.keys.timeless else timeless)}
        found.update((o.profile.id, o) for o in _timed(one.keys.anchor, timed, starts))
        found.update((o.profile.id, o) for o in _timed(one.keys.year, timed, starts))
        if one.profile.low is not None:
            found.update((o.profile.id, o) for o in yearly)
        for feature in one.features:
            rows = by_feature if one.keys.window else wide
            found.update((o.profile.id, o) for o in rows.get(feature, ()))
        for other in found.values():
            if worth_comparing(one, other):
                yield one, other


def _timed(
    span: Interval | None, timed: list[tuple[Interval, Member]], starts: list[int]
) -> Iterator[Member]:
    if span is None:
        return
    low, high = span
    first = bisect_left(starts, low - REACH)
    for anchor, other in timed[first : bisect_right(starts, high)]:
        if anchor[1] >= low:
            yield other
