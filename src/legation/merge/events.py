"""Building an event: one cluster of reports, its winning values, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from legation import edtf
from legation.merge import grades, values
from legation.merge.clusters import Cluster, reason
from legation.merge.grades import UNKNOWN, Ownership
from legation.merge.profile import Profile, profile
from legation.merge.values import Backing
from legation.merge.voices import Sketch, copy_groups, voices
from legation.types import Event, Report, Rival

_PLAIN: tuple[tuple[str, Callable[[Report], object | None]], ...] = (
    ("type", lambda r: r.type),
    ("mode", lambda r: r.mode),
    ("states", lambda r: r.states),
    ("date", lambda r: r.date),
    ("stage", lambda r: r.stage),
    ("factuality", lambda r: r.factuality),
)


def event_id(founder: str) -> str:
    """The id of the event whose first report, in the order of ids, is ``founder``.

    The event is named after its founder: a function of the cluster alone, whatever order its reports arrived in.
    When an earlier id joins, the event is known by a new one; the old one still leads here, through its founder.
    """
    return "e_" + founder.removeprefix("r_")


def build(
    cluster: Cluster,
    reports: Mapping[str, Report],
    sketches: Mapping[str, Sketch],
    profiles: Mapping[str, Profile] | None = None,
    outlets: Ownership = UNKNOWN,
) -> Event:
    """The event of a cluster.

    ``sketches`` are by story id (one report needs none), ``profiles`` by report id, ``outlets`` say who owns them.
    """
    own = tuple(reports[one] for one in cluster.reports)
    drawn = {r.story.id: sketches.get(r.story.id, ()) for r in own}
    groups = voices(own, drawn)
    backing = Backing(own, {one: number for number, group in enumerate(groups) for one in group})
    dated = values.date_of(backing)
    states = max(
        backing.by_value(lambda r: r.states).items(),
        key=lambda row: (backing.support(row[1]), len(row[0]), row[0]),
    )[0]
    stage = backing.most_supported(lambda r: r.stage)
    place = values.place_of(backing)
    factuality = values.factuality_of(backing)
    who = grades.telling(states, own, len(groups), outlets)
    graded = grades.grade(who, factuality)
    draft = Event(
        id=event_id(cluster.reports[0]),
        reports=cluster.reports,
        type=backing.most_supported(lambda r: r.type) or own[0].type,
        mode=backing.most_supported(lambda r: r.mode),
        states=states,
        actors=values.actors_of(backing),
        date=dated.date if dated else None,
        date_basis=dated.date_basis if dated else backing.most_supported(lambda r: r.date_basis),
        place=place,
        stage=stage,
        factuality=factuality,
        topics=tuple(sorted({topic for r in own for topic in r.topics})),
        items=values.items_of(backing),
        money=values.money_of(backing),
        claims=values.claims_of(backing),
        confidence=values.confidence_of(backing),
        reasons=_reasons(cluster, reports, profiles),
        first_reported=_first([r.story.published for r in own]),
        outlets=tuple(sorted({r.story.outlet for r in own if r.story.outlet})),
        independent_outlets=len(groups),
        copies=len(own) - len(copy_groups(own, drawn)),
        confirmed_by=who.parties,
        confirmed_by_others=who.others,
        state_controlled_only=grades.only_controlled(own, outlets),
        first_official=_first([r.story.published for r in own if grades.official_states(r, outlets)]),
        source_grade=graded.source,
        information_grade=graded.information,
        grade_reason=graded.why,
    )
    return _with_rivals(draft, backing)


def _reasons(
    cluster: Cluster, reports: Mapping[str, Report], profiles: Mapping[str, Profile] | None
) -> tuple[str, ...]:
    if profiles is None:
        joined = {one for join in cluster.joins for one in (join.one, join.other)}
        profiles = {one: profile(reports[one]) for one in sorted(joined)}
    return tuple(reason(join, profiles) for join in cluster.joins)


def _with_rivals(event: Event, backing: Backing) -> Event:
    if len(backing.reports) == 1:
        return event  # most events: nobody else says anything
    found: list[tuple[str, tuple[Rival, ...]]] = []
    for name, value in _PLAIN:
        found.append((name, values.rivals(backing, getattr(event, name), value)))
    where = event.place.name if event.place else None
    found.append(("place", values.rivals(backing, where, lambda r: r.place.name if r.place else None)))
    for item in event.items:
        name = f"quantity of {item.designation}"
        found.append((name, values.rivals(backing, item.quantity, _quantity(item.designation))))
    found.append(("money", values.rivals(backing, _sums(event), _sums)))
    return replace(event, rivals=tuple(row for row in found if row[1]))


def _quantity(designation: str) -> Callable[[Report], object | None]:
    def value(report: Report) -> object | None:
        given = [i.quantity for i in report.items if i.designation.lower() == designation.lower()]
        return next((quantity for quantity in given if quantity is not None), None)

    return value


def _sums(one: Report | Event) -> str | None:
    """The sums of money that a report or event gives, as one text."""
    return "; ".join(sorted(f"{m.currency} {m.amount:,.0f}" for m in one.money)) or None


def _first(dates: Sequence[str | None]) -> str | None:
    known = [(span, text) for text in dates if text and (span := edtf.bounds(text))]
    return min(known)[1] if known else None
