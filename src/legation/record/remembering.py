"""Events that were worked out, remembered as long as what they rest on stands.

Working an event out of its reports costs far more than reading the rows that it rests on. A desk shows the same events
again and again; it has the record remember them. What an event rests on is compared byte for byte each time, so that a
judgement, a merge or a recoding is seen at once, whoever made it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from legation.judgement import Opinion
from legation.record.reading import chunks
from legation.record.sql import Sql
from legation.types import Event, Report

Told = tuple[Event, tuple[Report, ...]]
Basis = tuple[object, ...]


class Remembered:
    """At most so many events, those asked for last; threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[Basis, Told]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, founder: int, basis: Basis) -> Told | None:
        """The event of a founder, if it rests on the same as then."""
        with self._lock:
            found = self._kept.get(founder)
            if found is None or found[0] != basis:
                return None
            self._kept.move_to_end(founder)
            return found[1]

    def put(self, founder: int, basis: Basis, told: Told) -> None:
        """Remember an event."""
        with self._lock:
            self._kept[founder] = basis, told
            self._kept.move_to_end(founder)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def bases(
    file: Sql,
    clusters: Mapping[int, tuple[Sequence[int], Sequence[tuple[int, int, int]]]],
    opinions: Mapping[int, Sequence[Opinion]],
) -> dict[int, Basis]:
    """What each event rests on: its reports and stories as they are stored, how they hang together, what was said."""
    rows: dict[int, tuple[object, ...]] = {}
    for some in chunks(n for members, _ in clusters.values() for n in members):
        sql = (
            "SELECT r.n, r.id, r.payload, s.id, s.payload FROM reports r JOIN stories s ON s.n = r.story "
            f"WHERE r.n IN ({','.join('?' * len(some))})"
        )
        rows.update((row[0], tuple(row)) for row in file.do(sql, tuple(some)))
    return {
        founder: (tuple(joins), *((rows[n], tuple(opinions.get(n, ()))) for n in members))
        for founder, (members, joins) in clusters.items()
    }
