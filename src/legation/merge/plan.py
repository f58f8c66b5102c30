"""What is to be done to the record's events: a plan, made here, carried out by the store.

    clusters + events as they stand → Plan (create, extend, split, leave)

- *create*: no standing event holds any of the reports;
- *extend*: one or more standing events come in whole (more than one: they become one, and the old ids lead here);
- *split*: only a part of a standing event comes in;
- *leave*: a standing event holds just these reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legation.merge.clusters import Cluster
from legation.merge.events import event_id

CREATE, EXTEND, SPLIT, LEAVE = "create", "extend", "split", "leave"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: the cluster that becomes an event, and the standing events that it is made from."""

    action: str
    event: str
    cluster: Cluster
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in the order of their events, and ids that are given up, each with the report that it stood for."""

    steps: tuple[Step, ...]
    retired: tuple[tuple[str, str], ...]


def plan(clusters: Iterable[Cluster], standing: Mapping[str, tuple[str, ...]]) -> Plan:
    """Compare clusters with the standing events (id → its reports in order) that share a report with them."""
    holder = {report: event for event, reports in standing.items() for report in reports}
    steps = sorted((_step(c, standing, holder) for c in clusters), key=lambda step: step.event)
    alive = {step.event for step in steps}
    held = {report for one in steps for report in one.cluster.reports}
    gone = [
        (event, [r for r in reports if r in held])
        for event, reports in standing.items()
        if event not in alive
    ]
    retired = sorted(
        (event, left[0]) for event, left in gone if left
    )  # nothing is left where all were rejected
    return Plan(tuple(steps), tuple(retired))


def _step(cluster: Cluster, standing: Mapping[str, tuple[str, ...]], holder: Mapping[str, str]) -> Step:
    before = tuple(sorted({holder[r] for r in cluster.reports if r in holder}))
    own = set(cluster.reports)
    event = event_id(cluster.reports[0])
    if not before:
        action = CREATE
    elif before == (event,) and tuple(standing[event]) == cluster.reports:
        action = LEAVE
    elif all(own.issuperset(standing[old]) for old in before):
        action = EXTEND
    else:
        action = SPLIT
    return Step(action, event, cluster, before)
