"""What the record knew on a day: events and deals, out of what had been published by then.

Nothing is remembered of former states: reports count by the day on which their stories were published (not the day on
which they were stored), and are merged and linked by today's rules and judgements. So stages, numbers and confirmations
are those that a reader of that day could know.

    events asked for → what hangs together with them → all told by then? as they stand
                                                     → some? those worked out anew, from the ties that are kept

So it costs about as much as showing the same events today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from legation import edtf, merge
from legation.gazetteer import deal_words
from legation.judgement import Judgement
from legation.merge import deals as linking
from legation.record import Record, Wanted
from legation.record.deals import on_day
from legation.record.past import Component, Past
from legation.types import Deal, Event, Report
from legation.upkeep.merging import outlets

Told = tuple[Event, tuple[Report, ...]]
AT_ONCE = 500
"""Events that are looked at together."""


@dataclass(frozen=True, slots=True)
class Known:
    """Events by date, each with its reports, and deals by their first news; ``undated`` reports were left out."""

    day: str
    events: tuple[Told, ...]
    deals: tuple[Deal, ...]
    undated: int


def known(record: Record, day: str, between: tuple[str, ...] = (), type: str | None = None) -> Known:
    """What was known at the end of ``day`` (ISO).

    With ``between``, those events are given in which all of these states took part by what was told until then: a
    report that names one state may be part of an event of both. ``type`` narrows events and deals.
    Raises what `Record.events` raises.
    """
    last = edtf.bounds(day)
    assert last is not None
    listed = record.founders(Wanted(between=between, type=type))
    judgements = record.judgements()
    with record.looking_back() as past:
        then = _Then(past, last[1], judgements)
        then.look_at(past.founders(between))
        found = [*past.told(one for one in listed if one in then.whole), *then.changed]
        events = sorted((one for one in found if _asked(one[0], between, type)), key=_by_date)
        linked = (on_day(deal, edtf.iso(last[1])) for deal in _deals(then, past, between))
        deals = sorted(
            (d for d in linked if _asked(d, between, type)), key=lambda d: (d.first_news or "9", d.id)
        )
    return Known(edtf.iso(last[1]), tuple(events), tuple(deals), then.undated)


@dataclass(slots=True)
class _Then:
    """Events sorted by what was known of them: the founders of those that stood as they do, and those that did not."""

    past: Past
    last: int
    judgements: tuple[Judgement, ...]
    whole: set[int] = field(default_factory=set)
    other: set[int] = field(default_factory=set)  # were unknown, or stood otherwise
    changed: list[Told] = field(default_factory=list)  # how those stood
    undated: int = 0

    def look_at(self, founders: Iterable[int]) -> None:
        """Sort these events, and those that hang together with them."""
        waiting = list(founders)
        for start in range(0, len(waiting), AT_ONCE):
            some = [
                one
                for one in waiting[start : start + AT_ONCE]
                if one not in self.whole and one not in self.other
            ]
            for component in _apart(self.past.component(some)):
                self._sort(component)

    def _sort(self, component: Component) -> None:
        days = self.past.told_by(component.reports)
        early = {number for number, day in days.items() if day is not None and day <= self.last}
        self.undated += sum(day is None for day in days.values())
        if len(early) == len(days):
            self.whole.update(component.events)
            return
        self.other.update(component.events)
        if early:
            self.changed += self._rebuilt(component, early)

    def _rebuilt(self, component: Component, early: set[int]) -> Iterator[Told]:
        """The events of the reports that were told by then."""
        coded = self.past.reports(early)
        said = self.past.opinions(report.id for report in coded.values())
        stated = merge.all_corrected({report.id: report for report in coded.values()}, said)
        by_id = {report.id: report for report in coded.values()}
        profiles = {one: merge.profile(report) for one, report in sorted(stated.items())}
        ties = [
            merge.Tie(min(coded[a].id, coded[b].id), max(coded[a].id, coded[b].id), value)
            for a, b, value in component.ties
            if a in early and b in early
        ]
        clusters = merge.cluster(profiles, sorted(ties), self.judgements)
        sketches = self.past.sketches(
            {stated[one].story.id for c in clusters if len(c.reports) > 1 for one in c.reports}
        )
        for cluster in clusters:
            event = merge.build(cluster, stated, sketches, profiles, outlets())
            own = sorted((by_id[one] for one in cluster.reports), key=_by_telling)
            yield merge.honoured(event, said), tuple(own)


def _apart(whole: Component) -> Iterator[Component]:
    """Components one by one."""
    home = {number: founder for founder, held in whole.events.items() for number in held}
    pairs = [(str(home[a]), str(home[b])) for a, b, _ in whole.ties if a in home and b in home]
    for group in merge.components(map(str, whole.events), pairs):
        events = {int(one): whole.events[int(one)] for one in group}
        yield Component(events, frozenset(tie for tie in whole.ties if home.get(tie[0]) in events))


def _deals(then: _Then, past: Past, between: tuple[str, ...]) -> Iterator[Deal]:
    """The deals of that day: as they stand where all that moved them stood so, else linked anew."""
    moved: dict[int, list[Told]] = {}
    for told in then.changed:
        states = linking.realm(told[0])
        if states is not None:
            moved.setdefault(past.realm(states), []).append(told)
    unnumbered = moved.pop(0, [])
    for realm in sorted(past.realms(between) | moved.keys()):
        movers = past.movers(realm)
        then.look_at(movers)
        if realm not in moved and all(one in then.whole for one in movers):
            yield from past.deals(realm)
            continue
        stood = past.told(one for one in movers if one in then.whole)
        yield from linking.link([*stood, *moved.get(realm, ())], deal_words())
    yield from linking.link(unnumbered, deal_words())


def _by_telling(report: Report) -> tuple[bool, str, str]:
    return report.story.published is None, report.story.published or "", report.id


def _asked(one: Event | Deal, between: tuple[str, ...], type_: str | None) -> bool:
    return set(between) <= set(one.states) and type_ in (None, one.type)


def _by_date(told: Told) -> tuple[bool, int, int, str]:
    low, high = edtf.bounds(told[0].date) or (0, 0)
    return not told[0].date, low, high, told[0].id
