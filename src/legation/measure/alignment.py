"""Aligns coded reports with gold events, one to one, so that the sum of their likeness is greatest.

Likeness weighs type, states, date and overlap of evidence. Two that share neither type (nor a near type) nor any
state are never aligned. The weights are those that coders of this field's gold have used throughout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from legation.edtf import bounds
from legation.measure.gold import GoldEvent
from legation.types import Report

_NEAR = frozenset(
    frozenset(pair)
    for pair in (
        ("agreement", "pledge"), ("agreement", "transfer"), ("agreement", "project"), ("project", "pledge"),
        ("aid", "transfer"), ("aid", "pledge"), ("access", "deployment"), ("access", "port-call"),
        ("exercise", "port-call"), ("training", "exercise"), ("meeting", "forum"), ("transfer", "pledge"),
        ("training", "deployment"), ("dispute", "sanction"), ("agreement", "exercise"),
    )
)  # fmt: skip
_DATE_WEIGHT = {"exact": 1.0, "compatible": 0.8, "free": 0.6, "open": 0.3, "wrong": 0.0}


def fold(text: str | None) -> str:
    """Letters and digits only, lower case, without diacritics."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def date_likeness(gold: str | None, mine: str | None) -> str:
    """exact, compatible (the intervals meet and mine spans at most two years), open, wrong, or free (no gold date).

    A date of mine that spans more settles nothing and counts as open; so does one that cannot be read.
    """
    if gold is None:
        return "free"
    if gold == mine:
        return "exact"
    true, found = bounds(gold), bounds(mine)
    if true is None or found is None:
        return "open"
    if found[0] <= true[1] and true[0] <= found[1]:
        years = date.fromordinal(found[1]).year - date.fromordinal(found[0]).year
        return "compatible" if years <= 1 else "open"
    return "wrong"


def type_likeness(one: str, other: str) -> float:
    """1 for the same type, 0.4 for near types, else 0."""
    return 1.0 if one == other else 0.4 if frozenset((one, other)) in _NEAR else 0.0


def _likeness(event: GoldEvent, report: Report, text: str) -> float:
    gold, mine = set(event.states), set(report.states)
    shared = len(gold & mine) / len(gold | mine) if gold | mine else 0.0
    start = text.find(event.evidence)
    end = start + len(event.evidence)
    overlap = any(e.start < end and start < e.end for e in report.evidence)
    dated = _DATE_WEIGHT[date_likeness(event.date, report.date)]
    return 3 * type_likeness(event.type, report.type) + 3 * shared + 1.5 * dated + 1.5 * overlap


def align(events: Sequence[GoldEvent], reports: Sequence[Report], text: str) -> list[tuple[int, int]]:
    """Pairs (event, report) by index."""
    if not events or not reports:
        return []
    scores = [[_likeness(event, report, text) for report in reports] for event in events]
    return [
        (i, j)
        for i, j in assign(scores)
        if type_likeness(events[i].type, reports[j].type) > 0
        and set(events[i].states) & (set(reports[j].states) or set(events[i].states))
    ]


def assign(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The one-to-one assignment of rows to columns with the greatest sum, as pairs (row, column) by row.

    Shortest augmenting paths (Crouse 2016, "On implementing 2D rectangular assignment algorithms"). Where several
    assignments are equally good, the order of the search decides; it is that of scipy's ``linear_sum_assignment``,
    so that figures made with that function agree with these.
    """
    if not scores or not scores[0]:
        return []
    if len(scores) > len(scores[0]):
        flipped = [list(column) for column in zip(*scores, strict=True)]
        return sorted((row, column) for column, row in assign(flipped))
    search = _Search.over(scores)
    for row in range(len(scores)):
        search.place(row)
    return list(enumerate(search.column_of))


@dataclass(slots=True)
class _Search:
    """The assignment so far: -1 where a row or a column is still free; prices keep every reduced cost at 0 or more."""

    costs: list[list[float]]
    row_price: list[float]
    column_price: list[float]
    column_of: list[int]
    row_of: list[int]

    @classmethod
    def over(cls, scores: Sequence[Sequence[float]]) -> _Search:
        rows, columns = len(scores), len(scores[0])
        costs = [[-score for score in row] for row in scores]
        return cls(costs, [0.0] * rows, [0.0] * columns, [-1] * rows, [-1] * columns)

    def place(self, start: int) -> None:
        """Give one more row its column, moving others along the cheapest path."""
        columns = len(self.row_of)
        path, reach = [-1] * columns, [float("inf")] * columns
        rows_seen, columns_seen = {start}, set()
        left = list(range(columns - 1, -1, -1))
        row, cost, column = start, 0.0, -1
        while True:
            place, cost = self._nearest(row, cost, left, path, reach)
            column = left[place]
            columns_seen.add(column)
            left[place] = left[-1]
            left.pop()
            if self.row_of[column] == -1:
                break
            row = self.row_of[column]
            rows_seen.add(row)
        self._price(start, cost, rows_seen, columns_seen, reach)
        self._turn(start, column, path)

    def _nearest(
        self, row: int, cost: float, left: list[int], path: list[int], reach: list[float]
    ) -> tuple[int, float]:
        """Where in ``left`` the cheapest column stands, seen from a row, and what it costs; a free one before others."""
        lowest, nearest = float("inf"), -1
        for place, column in enumerate(left):
            through = cost + self.costs[row][column] - self.row_price[row] - self.column_price[column]
            if through < reach[column]:
                path[column], reach[column] = row, through
            if reach[column] < lowest or (reach[column] == lowest and self.row_of[column] == -1):
                lowest, nearest = reach[column], place
        return nearest, lowest

    def _price(self, start: int, cost: float, rows: set[int], columns: set[int], reach: list[float]) -> None:
        self.row_price[start] += cost
        for row in rows - {start}:
            self.row_price[row] += cost - reach[self.column_of[row]]
        for column in columns:
            self.column_price[column] -= cost - reach[column]

    def _turn(self, start: int, column: int, path: list[int]) -> None:
        """Walk back from the free column, giving every row on the path the column after it."""
        while True:
            row = path[column]
            self.row_of[column] = row
            self.column_of[row], column = column, self.column_of[row]
            if row == start:
                return
