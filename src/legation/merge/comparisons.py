"""The comparisons: small questions asked of two reports, each answered with a `Score` that says why.

A value runs from −1 (speaks against) to +1 (speaks for); None says nothing either way. What each question
weighs, and which of them can forbid a merge, stands in `weights`.
"""

from __future__ import annotations

from functools import lru_cache

from legation import edtf
from legation.merge.deeds import MET
from legation.merge.profile import NAME, Profile, Thing, same_person, same_thing
from legation.types import Score

RECURRENT = frozenset({"meeting", "forum", "exercise", "port-call", "dispute", "pledge", "training"})
"""Types that come again and again between the same states: told of far apart, they are rarely one happening."""

ONCE = frozenset({"signed", "ratified", "completed", "cancelled", "lapsed"})
"""Steps that are over when they are taken; what is agreed, or under way, is spoken of as to come for long."""
YEAR = 400
"""Days: a date that is wider says too little to be held against a year that is named."""
FIRST_YEAR, LAST_YEAR = "1945", "2099"
"""Figures between these are taken for years."""
SAME_WEEK = 7
SAME_DAYS = 3
"""News within so many days of each other is taken to be of one moment."""


def states(a: Profile, b: Profile) -> Score | None:
    """Do the same states take part?"""
    return _states(a.states, b.states)


@lru_cache(maxsize=MET)
def _states(ours: frozenset[str], theirs: frozenset[str]) -> Score:
    both = ours & theirs
    named = _and(sorted(both))
    if ours == theirs:
        return Score(1.0, f"both are between {named}" if named else "neither names a state")
    if not both or (len(both) < 2 and len(ours) > 1 and len(theirs) > 1):
        return Score(-1.0, "the parties are not the same")
    if both in (ours, theirs):
        return Score(0.3 if len(both) > 1 else -0.2, f"{named} in both, one names more parties")
    return Score(0.0 if 2 * len(both) > len(ours | theirs) else -0.6, f"{named} in both, beside others")


def dates(a: Profile, b: Profile) -> Score | None:
    """Can they have happened at one time?"""
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return None
    gap = max(a.low, b.low) - min(a.high, b.high)
    wide = max(a.width, b.width)
    if gap > 1 or (gap == 1 and wide > 31):
        return Score(-1.0, f"the dates lie apart ({a.date} and {b.date})")
    if gap == 1 and a.states != b.states:
        return Score(-1.0, f"other parties a day apart ({a.date} and {b.date})")
    if gap == 1:
        return Score(-0.2, f"the dates are a day apart ({a.date} and {b.date})")
    if wide == 1 or (a.date == b.date and wide <= 31):
        return Score(1.0 if wide <= 14 else 0.5, f"both on {a.date}")
    if a.low == b.low and wide <= 31 and min(a.width, b.width) == 1:
        return Score(0.8, f"both begin on {edtf.iso(a.low)}")
    value = 0.7 if wide <= 10 else 0.45 if wide <= 31 else 0.2 if wide <= 366 else 0.1
    return Score(value, f"the dates agree ({a.date} and {b.date})")


def news_times(a: Profile, b: Profile) -> Score | None:
    """Where a date is open: was it told of at about the same time, and can the telling fit?"""
    if a.low is not None and b.low is not None:
        return None
    if a.low is None and b.low is None:
        impossible = _still_to_come(a, b) or _still_to_come(b, a)
    else:
        impossible = _out_of_time(a, b) if a.low is None else _out_of_time(b, a)
    if impossible:
        return impossible
    near_a, near_b = _news(a), _news(b)
    if near_a is None or near_b is None:
        return None
    gap = max(near_a[0], near_b[0]) - min(near_a[1], near_b[1])
    if gap <= SAME_DAYS:
        return Score(0.1, "told of within three days of each other")
    if gap <= 2 * SAME_WEEK:
        return Score(0.0, f"told of {gap} days apart")
    once, again = (-0.1, -0.35) if gap <= 60 else (-0.25, -0.9) if gap <= 400 else (-0.35, -0.95)
    value = again if a.type in RECURRENT else once
    return Score(value, f"told of {gap} days apart, with no date that settles it")


def _out_of_time(undated: Profile, dated: Profile) -> Score | None:
    """An undated happening was told of before the dated one happened, or was still to come after it."""
    if undated.told is None or dated.low is None or dated.high is None:
        return None
    if undated.factuality == "actual" and undated.told[1] < dated.low - 1:
        soon = undated.type in RECURRENT and undated.told[1] >= dated.low - SAME_WEEK
        return Score(
            -0.1 if soon else -1.0, f"one was told of as past before {dated.date}"
        )  # the press says "visits" of what begins in a few days
    if undated.factuality in {"planned", "possible"} and dated.high < undated.told[0] - SAME_DAYS:
        return Score(-1.0, f"one was still to come after {dated.date}")
    return None


def _still_to_come(later: Profile, done: Profile) -> Score | None:
    """Of two without a date, one was still to come when the other had been told of as done."""
    if later.factuality not in {"planned", "possible"} or done.factuality != "actual":
        return None
    if later.type not in RECURRENT and not (later.stage == done.stage and later.stage in ONCE):
        return None
    if later.told is None or done.told is None or later.told[0] - done.told[1] <= SAME_DAYS:
        return None
    return Score(-1.0, "one was still to come after the other had been told of as done")


def _news(one: Profile) -> tuple[int, int] | None:
    """When the happening was news: its date, or where that is open, the day it was told of."""
    if one.low is not None and one.high is not None:
        return one.low, one.high
    return one.told


def persons(a: Profile, b: Profile) -> Score | None:
    """Are the same people named? Different visitors speak against it."""
    if not a.persons or not b.persons:
        return None
    shared = [p for p in a.persons if any(same_person(p, q) for q in b.persons)]
    if shared:
        names = _and([p.name for p in shared[:3]])
        return Score(0.7 if len(shared) > 1 else 0.55, f"{names} in both")
    for p in a.persons:
        for q in b.persons:
            if p.office and p.office == q.office and p.state and p.state == q.state:
                return Score(-1.0, f"the {p.office} is {p.name} in one, {q.name} in the other")
    for p in a.persons:
        for q in b.persons:
            if p.state and p.state == q.state and p.role == q.role:
                return Score(-0.5, f"{p.name} in one, {q.name} in the other")
    return None


def callers(a: Profile, b: Profile) -> Score | None:
    """Did another minister of the same state come? Each names one visitor, of another office."""
    if not {a.type, b.type} <= {"meeting"} or any(same_person(p, q) for p in a.persons for q in b.persons):
        return None
    ours, theirs = ([p for p in one.persons if p.role == "visitor"] for one in (a, b))
    if len(ours) != 1 or len(theirs) != 1:
        return None
    p, q = ours[0], theirs[0]
    if p.state and p.state == q.state and p.office and q.office and p.office != q.office:
        return Score(-1.0, f"{p.name}, {p.office}, came in one, {q.name}, {q.office}, in the other")
    return None


def places(a: Profile, b: Profile) -> Score | None:
    """Is it the same place?"""
    if a.place is None or b.place is None:
        return None
    if a.place_parts and b.place_parts:
        if a.place_parts & b.place_parts or _close(a, b):
            return Score(1.0, f"both at {a.place.name}")
        fixed = {a.type, b.type} <= {"meeting", "forum", "port-call"}
        far = a.place.country != b.place.country
        return Score(-1.0 if fixed else -0.8 if far else -0.3, f"{a.place.name} is not {b.place.name}")
    if a.place.country and a.place.country == b.place.country:
        return Score(0.2, f"both in {a.place.country}")
    if a.place.country and b.place.country:
        return Score(-0.9, f"one in {a.place.country}, the other in {b.place.country}")
    return None


def _close(a: Profile, b: Profile) -> bool:
    """Within about 30 kilometres."""
    if a.place is None or b.place is None:
        return False
    points = (a.place.latitude, b.place.latitude, a.place.longitude, b.place.longitude)
    if None in points:
        return False
    north, south, east, west = (float(p) for p in points if p is not None)
    return abs(north - south) < 0.27 and abs(east - west) < 0.35


def things(a: Profile, b: Profile) -> Score | None:
    """Are the same arms or goods named, and in the same number?"""
    if not a.things or not b.things:
        return None
    pairs = [(x, y) for x in a.things for y in b.things if same_thing(x, y)]
    if not pairs:
        if {_general(x) for x in a.things} != {_general(y) for y in b.things}:
            return None  # "a warship" may be any of those that have names
        known = any(p.isdigit() for x in a.things for p in x.pieces)
        return Score(-1.0 if known else -0.6, f"{a.things[0].name} is not {b.things[0].name}")
    clash = [(x, y) for x, y in pairs if x.quantity and y.quantity and x.quantity != y.quantity]
    if len(clash) == len(pairs):
        x, y = clash[0]
        return Score(-0.2, f"{x.quantity} {x.name} in one, {y.quantity} in the other")
    return Score(1.0, f"{pairs[0][0].name} in both")


def _general(thing: Thing) -> bool:
    """Whether it is called by a word for its kind ("warships") and not by a name or a designation."""
    return thing.name == thing.name.lower() and not any(letter.isdigit() for letter in thing.name)


def sums(a: Profile, b: Profile) -> Score | None:
    """Is the same sum of money named?"""
    if not a.money or not b.money:
        return None
    shared = [
        m for m in a.money for n in b.money if m[1] == n[1] and abs(m[0] - n[0]) <= 0.02 * max(m[0], n[0])
    ]
    if shared:
        amount, currency = min(shared)
        return Score(1.0, f"{currency} {amount:,.0f} in both")
    return Score(-0.4, "the sums of money differ")


def wording(a: Profile, b: Profile) -> Score | None:
    """Do they use the same words, above all names and figures?"""
    answer = share_of_words(a, b)
    if answer is None:
        return None
    ours, theirs = a.words, b.words
    shared = ours.keys() & theirs.keys()
    telling = sorted([w for w in shared if ours[w] >= 1.0], key=lambda word: (-ours[word], -len(word), word))
    words = f"shared words ({', '.join(telling[:3])})" if telling else "a few everyday words in common"
    return Score(answer.value, words if shared else "no words in common")


def share_of_words(a: Profile, b: Profile) -> Score | None:
    """The answer of `wording` without its sentence: of the words of the shorter one, weighed, those that both use."""
    ours, theirs = a.words, b.words
    if not ours or not theirs:
        return None
    shared = ours.keys() & theirs.keys()
    if not shared:
        return _NO_WORDS
    value = sum([min(ours[w], theirs[w]) for w in shared]) / max(min(a.weight, b.weight), 6.0)
    return Score(min(1.0, value), "")


_NO_WORDS = Score(-0.1, "")


def years(a: Profile, b: Profile) -> Score | None:
    """Where one leaves the date open: do its words name another year than that of the other?

    "Exercise Falcon 2024" is not the Falcon of May 2020.
    """
    if a.type not in RECURRENT or (a.low is None) == (b.low is None):
        return None
    undated, dated = (a, b) if a.low is None else (b, a)
    if dated.low is None or dated.high is None or dated.width > YEAR:
        return None
    own = {edtf.iso(dated.low)[:4], edtf.iso(dated.high)[:4]}
    named, known = (
        {word for word in one.words if word.isdigit() and FIRST_YEAR <= word <= LAST_YEAR and len(word) == 4}
        for one in (undated, dated)
    )
    if not named or named & (own | known):
        return None
    return Score(-1.0, f"one names {min(named)}, the other was on {dated.date}")


def quotation(a: Profile, b: Profile) -> Score | None:
    """Do both give the same words in the same order?"""
    shared = a.same_words(b)
    if not shared:
        return None
    words = " ".join(min(shared))
    quoted = bool(shared & a.quoted() & b.quoted())
    return Score(1.0 if quoted or len(shared) > 4 else 0.5, f"the same words (“{words} …”) in both")


def particulars(a: Profile, b: Profile) -> Score | None:
    """Where no date holds them together: is there a person, place, thing, sum or name in common?"""
    if a.low is not None and b.low is not None and max(a.width, b.width) <= 31:
        return None
    near = news_times(a, b)
    if near is not None and near.value > 0:
        return None
    ours, theirs = a.words, b.words
    if any(weight >= NAME and theirs.get(word, 0.0) >= NAME for word, weight in ours.items()):
        return None
    for ask in (things, sums, places, persons):
        answer = ask(a, b)
        if answer is not None and answer.value >= 0.5:
            return None
    return Score(-0.9, "nothing particular in common")


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
