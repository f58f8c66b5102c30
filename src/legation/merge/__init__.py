"""Reports that tell of one happening become one event, with reasons.

    reports → profiles → candidates (blocks) → ties (comparisons, weights) → clusters (+ judgements) → events

All of it is pure: the same reports and judgements give the same events with the same ids, in any order of arrival.
`merge` does the whole flow over values in hand; the record does the same over the parts that new reports touch,
and carries out the `plan` that comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from legation.judgement import Judgement
from legation.merge.blocks import Look, Member, Row, looks, member, rows, worth_comparing
from legation.merge.clusters import Cluster, Join, Tie, Verdicts, cluster, components, find_ties
from legation.merge.corrections import Opinions, all_corrected, corrected, honoured, value_of
from legation.merge.deeds import opposed
from legation.merge.events import build, event_id
from legation.merge.grades import UNKNOWN, Ownership
from legation.merge.judgements import check
from legation.merge.plan import Plan, Step, plan
from legation.merge.profile import profile
from legation.merge.voices import Sketch, sketch
from legation.merge.weights import RULES, THRESHOLD, judge, sum_of
from legation.types import Event, Report

__all__ = [
    "RULES",
    "THRESHOLD",
    "Cluster",
    "Join",
    "Look",
    "Member",
    "Opinions",
    "Plan",
    "Row",
    "Sketch",
    "Step",
    "Tie",
    "Verdicts",
    "all_corrected",
    "build",
    "check",
    "cluster",
    "components",
    "corrected",
    "event_id",
    "find_ties",
    "honoured",
    "judge",
    "looks",
    "member",
    "merge",
    "opposed",
    "plan",
    "profile",
    "rows",
    "sketch",
    "sum_of",
    "value_of",
    "worth_comparing",
]


def merge(
    reports: Iterable[Report], judgements: Iterable[Judgement] = (), outlets: Ownership = UNKNOWN
) -> tuple[Event, ...]:
    """The events of ``reports``, in the order of their ids; a report given twice counts once.

    ``outlets`` say who owns them, for the grades. Raises `JudgementError` where judgements contradict each other.
    """
    by_id = {report.id: report for report in reports}
    sayings = tuple(judgements)
    check(sayings)
    profiles = {one: profile(by_id[one]) for one in sorted(by_id)}
    ties = find_ties(member(one) for one in profiles.values())
    sketches = {story.id: sketch(story) for story in {r.story.id: r.story for r in by_id.values()}.values()}
    found = [build(one, by_id, sketches, profiles, outlets) for one in cluster(profiles, ties, sayings)]
    return tuple(sorted(found, key=lambda event: event.id))
