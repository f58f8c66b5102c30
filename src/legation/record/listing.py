"""Events in the tables that they are found and counted by: put there, and taken out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from legation import edtf
from legation.record import codec, schema
from legation.record.names import Names
from legation.record.reading import chunks
from legation.record.sql import Sql
from legation.types import Event

MANY_STATES = 20
"""States beyond which the pairs of a large gathering are neither counted nor listed."""
WIDE_KEY = "wide"
CROWD_KEY = "crowd"
"""What events of more than `MANY_STATES` states are listed under, to be looked through for two of them."""
LISTING = "3"
"""The version of what events are listed under; noted in ``meta``, so that a record listed otherwise is listed anew."""
WITHOUT_PAIRS = "2"
"""The version before, which knew no pairs: they are added to it, and nothing is worked out anew."""
BY_KEY = -1
"""What stands for the type in rows of ``counts`` that count a topic, outlet or weapon, in the place of the stage."""
_TALLIED = ("topic:", "outlet:", "arms:")
_STATE = "state:"
_AT_ONCE = 100_000
"""Events whose pairs are listed in one go."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An event on its way into the tables: the numbers of its reports in the order of ids, and its packed cluster."""

    event: Event
    members: list[int]
    cluster: bytes


def key_of(kind: str, value: str) -> str:
    """The name under which events with a value are listed ("state:RUS")."""
    return f"{kind}:{value}"


def unpack_keys(packed: bytes) -> tuple[int, ...]:
    """The keys that an event stands under, in the order of their numbers."""
    return codec.unpack_rising(packed)


def days_of(event: Event) -> tuple[int, int]:
    """Where an event stands in time, and how many days further it may reach; undated ones by their telling."""
    span = edtf.bounds(event.date)
    if span:
        return span[0], span[1] - span[0]
    told = edtf.bounds(event.first_reported)
    return schema.UNDATED + (told[0] if told else schema.UNDATED), 0


def put_events(file: Sql, names: Names, listed: Sequence[Listed]) -> None:
    """List events, and note of their reports where they belong."""
    rows, postings, homes = [], [], []
    counted: Counter[tuple[int, ...]] = Counter()
    for one in listed:
        founder = one.members[0]
        day, width = days_of(one.event)
        keys = _keys(one.event, width, names)
        rows.append((founder, day, width, codec.pack_rising(sorted(keys)), one.cluster))
        postings += [(key, day, founder) for key in postings_of(keys, names)]
        homes += [(founder, member) for member in one.members[1:]]
        counted.update(_cells(keys, day, names))
    if not rows:
        return
    file.many("INSERT INTO events (n, day, width, keys, cluster) VALUES (?, ?, ?, ?, ?)", sorted(rows))
    file.many("INSERT INTO event_keys (key, day, event) VALUES (?, ?, ?)", sorted(postings))
    if homes:
        file.many("UPDATE reports SET event = ? WHERE n = ?", homes)
    _count(file, counted)


def drop_events(file: Sql, names: Names, founders: Iterable[int]) -> None:
    """Take events out; their reports belong nowhere then."""
    counted: Counter[tuple[int, ...]] = Counter()
    for some in chunks(founders):
        marks = ",".join("?" * len(some))
        gone = file.do(
            f"SELECT n, day, keys, cluster FROM events WHERE n IN ({marks})", tuple(some)
        ).fetchall()
        postings, homes = [], []
        for founder, day, packed, cluster in gone:
            keys = unpack_keys(packed)
            postings += [(key, day, founder) for key in postings_of(keys, names)]
            homes += [(member,) for member in codec.unpack_cluster(cluster, founder)[0][1:]]
            counted.subtract(_cells(keys, day, names))
        if postings:
            file.many("DELETE FROM event_keys WHERE key = ? AND day = ? AND event = ?", postings)
        if homes:
            file.many("UPDATE reports SET event = n WHERE n = ?", homes)
        file.do(f"DELETE FROM events WHERE n IN ({marks})", tuple(some))
    _count(file, counted)


def _keys(event: Event, width: int, names: Names) -> list[int]:
    """What an event is listed under: type first, then stage and factuality, where they say something; then the rest."""
    words = [key_of("type", event.type)]
    if event.stage:
        words.append(key_of("stage", event.stage))
    if event.factuality != "actual":
        words.append(key_of("factuality", event.factuality))
    words += [key_of("state", state) for state in sorted(set(event.states))]
    words += [key_of("topic", topic) for topic in sorted(set(event.topics))]
    words += [key_of("outlet", outlet) for outlet in sorted(set(event.outlets))]
    words += [key_of("arms", name) for name in sorted({item.designation for item in event.items})]
    if width > schema.WIDE:
        words.append(WIDE_KEY)
    if len(set(event.states)) > MANY_STATES:
        words.append(CROWD_KEY)
    return [names.number(word) for word in words]


def postings_of(keys: Sequence[int], names: Names) -> list[int]:
    """The keys that an event with ``keys`` is found by: these, and its pairs of states.

    Of two states that have little in common, one would have to be gone through for the other.
    """
    return [*keys, *(schema.pair(a, b) for a, b in _pairs(keys, names))]


def _pairs(keys: Sequence[int], names: Names) -> Iterable[tuple[int, int]]:
    states = [key for key in keys if names.text(key).startswith(_STATE)]
    return combinations(states, 2) if len(states) <= MANY_STATES else ()


def version(file: Sql) -> str | None:
    """The version of what the events of a record are listed under."""
    row = file.one("SELECT value FROM meta WHERE key = 'listing'")
    return str(row[0]) if row else None


def has_pairs(file: Sql) -> bool:
    """Whether events and deals are listed under pairs: not in a record of before that nobody may write to."""
    return version(file) == LISTING


def list_pairs(file: Sql, names: Names) -> None:
    """List the events of a record that is listed `WITHOUT_PAIRS` under these too, and crowds as such."""
    file.do("DELETE FROM event_keys WHERE key >= ?", (schema.pair(1, 1),))
    page, last = "SELECT n, day, keys FROM events WHERE n > ? ORDER BY n LIMIT ?", 0
    while some := file.do(page, (last, _AT_ONCE)).fetchall():
        last = some[-1][0]
        postings, crowds = [], []
        for founder, day, packed in some:
            keys = unpack_keys(packed)
            if sum(names.text(key).startswith(_STATE) for key in keys) > MANY_STATES:
                crowds.append((codec.pack_rising(sorted({*keys, names.number(CROWD_KEY)})), founder))
                postings.append((names.number(CROWD_KEY), day, founder))
            postings += [(schema.pair(a, b), day, founder) for a, b in _pairs(keys, names)]
        file.many("INSERT OR IGNORE INTO event_keys (key, day, event) VALUES (?, ?, ?)", sorted(postings))
        file.many("UPDATE events SET keys = ? WHERE n = ?", crowds)


def cell_of(keys: Sequence[int], day: int, names: Names) -> tuple[int, int, int, int]:
    """Type, stage, factuality (by their keys, 0 for none) and year of an event listed under ``keys``."""
    kinds = {names.text(key).partition(":")[0]: key for key in keys}
    year = date.fromordinal(day).year if day < schema.UNDATED else 0
    return kinds.get("type", 0), kinds.get("stage", 0), kinds.get("factuality", 0), year


def _cells(keys: Sequence[int], day: int, names: Names) -> list[tuple[int, ...]]:
    """The cells of ``counts`` that an event adds to: for all, each state and each pair, by its kind and in the whole.

    Topics, outlets and arms are counted for all alone: for each state they would be many.
    """
    states = [key for key in keys if names.text(key).startswith(_STATE)]
    cell = cell_of(keys, day, names)
    everyone = (0, *states, *(schema.pair(a, b) for a, b in _pairs(keys, names)))
    tallied: list[tuple[int, ...]] = [
        (0, BY_KEY, key, 0, 0) for key in keys if names.text(key).startswith(_TALLIED)
    ]
    return [row for who in everyone for row in ((who, *cell), (who, 0, 0, 0, 0))] + tallied


def _count(file: Sql, counted: Counter[tuple[int, ...]]) -> None:
    rows = sorted((*cell, number) for cell, number in counted.items() if number)
    if not rows:
        return
    file.many(
        "INSERT INTO counts (who, type, stage, factuality, year, number) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET number = number + excluded.number",
        rows,
    )
    gone = [cell for *cell, number in rows if number < 0]
    if gone:
        file.many(
            "DELETE FROM counts WHERE who = ? AND type = ? AND stage = ? AND factuality = ? AND year = ? "
            "AND number <= 0",
            [tuple(cell) for cell in gone],
        )
