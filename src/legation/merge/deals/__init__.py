"""Events that move one undertaking along become one deal, with reasons.

    events + their reports → moves → (per set of states) sweep: comparisons, weights → threads → frameworks → deals

All of it is pure: the same events give the same deals with the same ids, in any order of arrival. Deals of one set of
states depend on the events of that set alone, so that the record works out anew only the sets that are touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from legation.merge.deals.building import build, deal_id, founder, linked
from legation.merge.deals.moves import Move, is_move, move, told_once
from legation.merge.deals.sweep import sweep
from legation.merge.deals.weights import RULES
from legation.types import Deal, Event, Report
from legation.vocabulary import DealWords

__all__ = ["RULES", "deal_id", "founder", "is_move", "link", "realm"]

Told = tuple[Event, Sequence[Report]]


def realm(event: Event) -> tuple[str, ...] | None:
    """The set of states among whose events a deal is looked for; None for what is no step of a deal.

    Where three or more are named, it is the one that supplies and the one that receives, if the text tells them.
    """
    if not is_move(event):
        return None
    if len(event.states) > 2:
        suppliers = {a.state for a in event.actors if a.role in ("supplier", "donor") and a.state}
        recipients = {a.state for a in event.actors if a.role == "recipient" and a.state}
        if len(suppliers) == len(recipients) == 1 and suppliers != recipients:
            return tuple(sorted(suppliers | recipients))
    return tuple(sorted(set(event.states)))


def link(told: Iterable[Told], tables: DealWords) -> tuple[Deal, ...]:
    """The deals of ``told`` (events, each with all of its reports), in the order of their ids."""
    realms: dict[tuple[str, ...], dict[str, Move]] = defaultdict(dict)
    for event, reports in told:
        where = realm(event)
        if where is not None:
            realms[where][event.id] = move(event, reports, tables)
    found = [deal for where in sorted(realms) for deal in _of_realm(list(realms[where].values()), tables)]
    return tuple(sorted(found, key=lambda deal: deal.id))


def _of_realm(moves: Sequence[Move], tables: DealWords) -> list[Deal]:
    threads = sweep(told_once(moves), tables)
    ids = {id(t): deal_id(founder(t)) for t in threads}
    parts: dict[int, list[str]] = defaultdict(list)
    for t in threads:
        if t.under:
            parts[id(t.under)].append(ids[id(t)])
    return [linked(t, build(t, tables), ids, sorted(parts[id(t)])) for t in threads]
