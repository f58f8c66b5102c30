"""Merging what a record holds: the one place where merging and the record meet.

    reports, marked as not yet merged
      │
      │ settle (a batch, one transaction)
      ▼
    file → look → compare → ties → components → clusters → plan → events

Which events come out depends on the reports and judgements alone, not on batches or order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

from legation import merge
from legation.gazetteer import read_table, several
from legation.judgement import SAME, Judgement, Opinion
from legation.record import Joined, Placed, Record, Writer
from legation.record.listing import WITHOUT_PAIRS
from legation.settings import DEFAULTS
from legation.telling import Tell, silent
from legation.textfold import fold
from legation.types import Event, Report
from legation.upkeep import linking

_OUTLETS = files("legation") / "data" / "outlets.tsv"


def settle(record: Record, seen: Seen | None = None, tell: Tell = silent) -> None:
    """Merge every report that is stored and not yet merged, and link the deals that this touches."""
    merge_waiting(record, seen or Seen(), tell)
    linking.settle(record, tell)


class Seen:
    """Reports made ready for comparing, by their numbers, kept over the transactions of one run.

    In a busy record a report is compared with those of three months, and each of them would be read anew for every
    batch. A number may be given to another report, and people may correct what one says: both are looked at again
    in every transaction.
    """

    def __init__(self, most: int = DEFAULTS.remembered) -> None:
        self._most = most
        self._members: dict[int, tuple[str, merge.Member | None]] = {}  # None for what somebody has rejected
        self._said: object = None

    def check(self, said: object) -> None:
        """Forget everything where people have said something since."""
        if said != self._said:
            self._members, self._said = {}, said

    def get(self, number: int, ref: str) -> tuple[bool, merge.Member | None]:
        """Whether this report is known under this number, and what is known of it."""
        found = self._members.get(number)
        if found is None or found[0] != ref:
            return False, None
        self._members[number] = self._members.pop(number)  # used last, forgotten last
        return True, found[1]

    def put(self, number: int, ref: str, member: merge.Member | None) -> None:
        """Know a report; the one that was not needed for longest makes room."""
        self._members[number] = ref, member
        if len(self._members) > self._most:
            del self._members[next(iter(self._members))]


def merge_waiting(record: Record, seen: Seen, tell: Tell = silent) -> None:
    """Merge every report that is stored and not yet merged; under new rules, every report."""
    if record.rules() != merge.RULES:
        with record.writing() as writer:
            writer.start_over(merge.RULES)
    _list_anew(record)
    total = 0
    while left := record.unmerged():
        total = max(total, left)
        tell("merging, reports", total - left, total)
        with record.writing() as writer:
            settling = _Settling(writer, seen)
            waiting = writer.dirty(DEFAULTS.settled)
            settling.compare(waiting)
            settling.rebuild(waiting)
            writer.clean(waiting)
    if total:
        tell("merging, reports", total, total)


def _list_anew(record: Record) -> None:
    """List every event again, where an earlier version knew less to find events by."""
    if not record.unlisted():
        return
    if record.listing() == WITHOUT_PAIRS:
        with record.writing() as writer:
            writer.list_pairs()
        return
    told = record.told()
    while some := [event for event, _ in islice(told, DEFAULTS.settled)]:
        with record.writing() as writer:
            writer.relist(some)
    with record.writing() as writer:
        writer.listed()


def derive(
    reports: Sequence[Report],
    joins: Iterable[Joined],
    sketches: Mapping[str, Sequence[int]],
    opinions: merge.Opinions,
) -> Event:
    """The event of some reports and what people said of them; the record calls it when an event is asked for."""
    made = tuple(merge.Join(join.one, join.other, join.judged, join.by) for join in joins)
    cluster = merge.Cluster(tuple(report.id for report in reports), made)
    own = dict.fromkeys(report.story.id for report in reports)
    drawn = {story: tuple(sketches[story]) for story in own if story in sketches}
    stated = merge.all_corrected({report.id: report for report in reports}, opinions)
    return merge.honoured(merge.build(cluster, stated, drawn, outlets=outlets()), opinions)


@cache
def outlets() -> Mapping[str, str]:
    """Who owns each outlet, by its name and its other names, folded. Read from its own table, which is quick."""
    return {
        fold(name).lower(): row["ownership"]
        for row in read_table(_OUTLETS)
        for name in (row["name"], *several(row["aliases"]))
    }


class _Settling:
    """One transaction of merging; reads every report once."""

    def __init__(self, writer: Writer, seen: Seen) -> None:
        self.writer = writer
        self.seen = seen
        self.reports: dict[int, Report] = {}
        self.members: dict[int, merge.Member] = {}
        self.opinions: dict[str, Sequence[Opinion]] = {}
        self.rejected: set[int] = set()
        seen.check(writer.notebook.state())

    def read(self, numbers: Iterable[int]) -> None:
        """Have these reports at hand, with the text of their pages and ready for comparing."""
        found = self.writer.reports(number for number in numbers if number not in self.reports)
        self.opinions |= self.writer.notebook.opinions(report.id for report in found.values())
        for number, report in found.items():
            stated = merge.corrected(report, self.opinions.get(report.id, ()))
            self.reports[number] = stated or report
            known, member = self.seen.get(number, report.id)
            if not known:
                member = None if stated is None else merge.member(merge.profile(stated))
                self.seen.put(number, report.id, member)
            if member is None:
                self.rejected.add(number)
            else:
                self.members[number] = member

    def look_at(self, numbers: Iterable[int]) -> None:
        """Have these reports ready for comparing; those that are known need not be read."""
        unknown = [number for number in numbers if number not in self.members and number not in self.rejected]
        unread = []
        for number, ref in self.writer.ids(unknown).items():
            known, member = self.seen.get(number, ref)
            if not known:
                unread.append(number)
            elif member is None:
                self.rejected.add(number)
            else:
                self.members[number] = member
        for start in range(0, len(unread), DEFAULTS.settled):  # what is read is let go once it is ready
            some = unread[start : start + DEFAULTS.settled]
            held = self.reports.keys() & set(some)
            self.read(some)
            for number in some:
                if number not in held:
                    del self.reports[number]

    def compare(self, waiting: Sequence[int]) -> None:
        """File the reports, look for candidates, and keep the ties that are found."""
        self.read(waiting)
        new = {number: self.members[number] for number in waiting if number not in self.rejected}
        self.writer.file((number, merge.rows(one)) for number, one in new.items())
        partners = self.writer.partners(sorted({s for one in new.values() for s in one.profile.states}))
        near = {
            number: self.writer.look(merge.looks(one, partners)) - {number} for number, one in new.items()
        }
        self.look_at({n for found in near.values() for n in found})
        self.writer.put_ties(self._ties(new, near))

    def _ties(
        self, new: Mapping[int, merge.Member], near: Mapping[int, set[int]]
    ) -> Iterator[tuple[int, int, float]]:
        for number, one in new.items():
            for other in near[number]:
                if (other in new and other < number) or other in self.rejected:
                    continue  # seen from the other side, or taken out by a person
                member = self.members[other]
                if merge.worth_comparing(one, member):
                    verdict = merge.judge(one.profile, member.profile)
                    if verdict.holds:
                        yield number, other, verdict.value

    def rebuild(self, waiting: Iterable[int]) -> None:
        """Work out the events of every component that holds one of the reports, and put them in the old ones' place."""
        writer = self.writer
        judgements = writer.judgements()
        touched, standing, ties = self._reached(set(waiting), judgements)
        ids = {number: self.reports[number].id for number in touched}
        numbers = {one: number for number, one in ids.items()}
        reports = {ids[number]: self.reports[number] for number in touched - self.rejected}
        profiles = {one: self.members[numbers[one]].profile for one in sorted(reports)}
        tied = [merge.Tie(min(ids[a], ids[b]), max(ids[a], ids[b]), value) for a, b, value in sorted(ties)]
        clusters = merge.cluster(profiles, tied, judgements)
        before = {merge.event_id(ids[f]): tuple(ids[n] for n in held) for f, held in standing.items()}
        plan = merge.plan(clusters, before)
        shared = {reports[one].story.id for c in clusters if len(c.reports) > 1 for one in c.reports}
        sketches = writer.sketches(shared)
        placed = [
            Placed(
                merge.honoured(
                    merge.build(merge.Cluster(step.cluster.reports), reports, sketches, outlets=outlets()),
                    self.opinions,
                ),
                _by_place(step.cluster),
            )
            for step in plan.steps
        ]
        writer.replace_events(standing, placed, numbers)
        writer.lead(self._left_behind(standing, plan, numbers))
        linking.note(writer, before, [one.event for one in placed])

    def _left_behind(
        self, standing: Mapping[int, Sequence[int]], plan: merge.Plan, numbers: Mapping[str, int]
    ) -> Iterator[tuple[int, int]]:
        """Rejected reports, each with the founder of an event that holds others which it stood with."""
        home = {
            numbers[one]: numbers[step.cluster.reports[0]]
            for step in plan.steps
            for one in step.cluster.reports
        }
        for held in standing.values():
            left = [home[number] for number in held if number in home]
            yield from ((number, left[0]) for number in held if number in self.rejected and left)

    def _reached(
        self, numbers: set[int], judgements: Iterable[Judgement]
    ) -> tuple[set[int], dict[int, list[int]], set[tuple[int, int, float]]]:
        """All that ties, *same* judgements and standing events connect to the reports; those events, and the ties."""
        bound = _bonds(judgements)
        touched: set[int] = set()
        standing: dict[int, list[int]] = {}
        ties: set[tuple[int, int, float]] = set()
        edge = numbers
        while edge:
            self.read(edge)
            touched |= edge
            found = self.writer.standing(edge)
            standing.update(found)
            near = {n for held in found.values() for n in held}
            if bound:
                ids = [self.reports[number].id for number in edge]
                near.update(self.writer.numbers({o for one in ids for o in bound.get(one, ())}).values())
            fresh = self.writer.ties(edge)
            ties |= fresh
            near.update(n for a, b, _ in fresh for n in (a, b))
            edge = near - touched
        return touched, standing, ties


def _by_place(cluster: merge.Cluster) -> tuple[tuple[int, int, bool, str | None], ...]:
    """The joins of a cluster, with its reports by their places in it."""
    place = {one: number for number, one in enumerate(cluster.reports)}
    return tuple((place[j.one], place[j.other], j.judged, j.by) for j in cluster.joins)


def _bonds(judgements: Iterable[Judgement]) -> Mapping[str, set[str]]:
    bound: dict[str, set[str]] = {}
    for found in judgements:
        if found.verdict == SAME:
            bound.setdefault(found.one, set()).add(found.other)
            bound.setdefault(found.other, set()).add(found.one)
    return bound
