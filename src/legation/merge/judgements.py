"""Judgements stand above rules, and may not contradict each other.

*Unsure* sets the rule for that pair aside, without forbidding that other
reports bring the two together. Judgements that contradict each other are refused, with the reports named.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from itertools import pairwise

from legation.errors import JudgementError
from legation.judgement import DIFFERENT, SAME, Judgement


def check(judgements: Iterable[Judgement]) -> None:
    """Refuse judgements that contradict each other, naming the reports (A is B, B is C, A is not C)."""
    known = sorted(judgements, key=lambda j: (j.one, j.other))
    same: dict[str, list[str]] = defaultdict(list)
    for found in known:
        if found.verdict == SAME:
            same[found.one].append(found.other)
            same[found.other].append(found.one)
    for found in known:
        if found.verdict == DIFFERENT:
            path = _path(same, found.one, found.other)
            if path:
                steps = ", ".join(f"{a} = {b}" for a, b in pairwise(path))
                raise JudgementError(
                    f"these judgements contradict each other: {steps}, and {found.one} ≠ {found.other}; take one back"
                )


def _path(same: dict[str, list[str]], start: str, goal: str) -> list[str]:
    """The shortest chain of *same* judgements from one report to another; empty where there is none."""
    queue, came_from = deque([start]), {start: start}
    while queue:
        here = queue.popleft()
        if here == goal:
            path = [here]
            while path[-1] != start:
                path.append(came_from[path[-1]])
            return path[::-1]
        for there in sorted(same.get(here, ())):
            if there not in came_from:
                came_from[there] = here
                queue.append(there)
    return []
