"""Deals: a list, and one in full with its track of stages."""

from __future__ import annotations

from starlette.responses import Response

from legation import asking
from legation.errors import UsageError
from legation.measure.gold import STAGES
from legation.review.visit import Visit
from legation.types import Step

PER = 100
TYPES = ("transfer", "agreement", "project", "access", "aid")


def deals(visit: Visit) -> Response:
    """Deals, the ones that moved last first."""
    states = tuple(asking.state(v) for v in visit.request.query_params.getlist("state") if v.strip())
    stage, kind = visit.asked("stage") or None, visit.asked("type") or None
    if stage is not None:
        stage = asking.stage(stage)
    if kind is not None:
        kind = asking.deal_type(kind)
    silent = bool(visit.asked("silent"))
    record = visit.desk.record
    found = record.deals(between=states, type=kind, stage=stage, silent=silent, limit=PER, latest=True)

    def count() -> int:
        return record.count_deals(between=states, type=kind, stage=stage, silent=silent)

    return visit.page(
        "deals.html", deals=found,
        total=visit.desk.remembered.get(f"deals {states} {kind} {stage} {silent}", count),
        states=states, stage=stage, kind=kind, silent=silent, stages=STAGES, types=TYPES,
        by_stage=visit.desk.remembered.get("deals by stage", record.deals_by_stage),
    )  # fmt: skip


def deal(visit: Visit) -> Response:
    """One deal."""
    record = visit.desk.record
    one = record.deal(visit.path("ref"))
    others = {}
    for ref in (one.framework, one.renews, *one.parts):
        if ref:
            try:
                others[ref] = record.deal(ref)
            except UsageError:
                continue
    labels = {step.event: _called(step) for step in one.steps} | {ref: d.title for ref, d in others.items()}
    return visit.page("deal.html", deal=one, others=others, labels=labels)


def _called(step: Step) -> str:
    """A step in words, for what refers to it."""
    when = step.date or (f"told {step.told}" if step.told else "undated")
    return f"{step.stage} ({when})"
