"""Aligns coded reports with gold events, one to one, so that the sum of their likeness is greatest.

Likeness weighs type, states, date and overlap of evidence. Two that share neither type (nor a near type) nor any
state are never aligned. The weights are those that coders of this field's gold have used throughout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from legation.gold import GoldEvent
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
_DATE_WEIGHT = {"exact": 1.0, "compatible": 0.8, "free": 0.6, "missing": 0.3, "wrong": 0.0}


def fold(text: str | None) -> str:
    """Letters and digits only, lower case, without diacritics."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def _padded(day: str, first: bool) -> str:
    parts = (day or ("0001" if first else "9999")).split("-")
    while len(parts) < 3:
        parts.append("01" if first else ("12" if len(parts) == 1 else "31"))
    return "-".join(parts)


def _bounds(edtf: str) -> tuple[str, str]:
    plain = re.sub(r"[~?%]", "", edtf)
    low, _, high = plain.partition("/")
    high = high or low
    return _padded(low.replace("..", ""), True), _padded(high.replace("..", ""), False)


def date_likeness(gold: str | None, mine: str | None) -> str:
    """exact, compatible (the intervals meet and mine spans at most two years), missing, wrong, or free."""
    if gold is None:
        return "free"
    if mine is None:
        return "missing"
    if gold == mine:
        return "exact"
    (gold_low, gold_high), (low, high) = _bounds(gold), _bounds(mine)
    if low <= gold_high and gold_low <= high:
        return "compatible" if int(high[:4]) - int(low[:4]) <= 1 else "missing"
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
    date = _DATE_WEIGHT[date_likeness(event.date, report.date)]
    return 3 * type_likeness(event.type, report.type) + 3 * shared + 1.5 * date + 1.5 * overlap


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
    """The one-to-one assignment of rows to columns with the greatest sum (Kuhn 1955, with potentials)."""
    if len(scores) > len(scores[0]):
        flipped = [[row[j] for row in scores] for j in range(len(scores[0]))]
        return sorted((i, j) for j, i in assign(flipped))
    rows, columns = len(scores), len(scores[0])
    row_price = [0.0] * (rows + 1)
    column_price = [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        _augment(scores, row_price, column_price, owner)
    return sorted((owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column])


def _augment(
    scores: Sequence[Sequence[float]], row_price: list[float], column_price: list[float], owner: list[int]
) -> None:
    columns = len(column_price) - 1
    slack = [float("inf")] * (columns + 1)
    way = [0] * (columns + 1)
    used = [False] * (columns + 1)
    column = 0
    while owner[column]:
        used[column] = True
        row, step, following = owner[column], float("inf"), 0
        for other in range(1, columns + 1):
            if used[other]:
                continue
            reduced = -scores[row - 1][other - 1] - row_price[row] - column_price[other]
            if reduced < slack[other]:
                slack[other], way[other] = reduced, column
            if slack[other] < step:
                step, following = slack[other], other
        for other in range(columns + 1):
            if used[other]:
                row_price[owner[other]] += step
                column_price[other] -= step
            else:
                slack[other] -= step
        column = following
    while column:
        owner[column] = owner[way[column]]
        column = way[column]
