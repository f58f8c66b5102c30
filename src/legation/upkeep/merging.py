"""Merging what a record holds: the one place where merging and the record meet.

    reports, marked as not yet merged
      │
      │ settle (a batch, one transaction)
      ▼
    file → look → compare → ties → what they reach → clusters → plan → events

Which events come out depends on the reports and judgements alone, not on batches or order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice

from legation import merge
from legation.garbage import at_rest
from legation.gazetteer import read_table, several
from legation.judgement import SAME, Judgement, Opinion
from legation.recent import Recent
from legation.record import Joined, Placed, Record, Stored, Writer
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
        self._said: object = None
        self._forget()

    def _forget(self) -> None:
        self._members: Recent[int, merge.Member | str] = Recent(self._most)  # or the id of what is rejected
        self.verdicts = merge.Verdicts()

    def check(self, said: object) -> None:
        """Forget everything where people have said something since."""
        if said != self._said:
            self._said = said
            self._forget()

    def get(self, number: int, ref: str) -> tuple[bool, merge.Member | None]:
        """Whether this report is known under this number, and what is known of it; None for what somebody has rejected."""
        found = self._members.get(number)
        if isinstance(found, str):
            return found == ref, None
        return (True, found) if found is not None and found.profile.id == ref else (False, None)

    def put(self, number: int, ref: str, member: merge.Member | None) -> None:
        """Know a report."""
        self._members.put(number, member or ref)


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
        with record.writing() as writer, at_rest():
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
        self.ids: dict[int, str] = {}
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
            self.ids[number] = report.id
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
            self.ids[number] = ref
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
        members = self.members
        for number, one in new.items():
            profile = one.profile
            for other in near[number]:
                member = members.get(other)
                if member is None or (other < number and other in new):
                    continue  # taken out by a person, or seen from the other side
                if merge.opposed(profile.kind, member.profile.kind) or not merge.worth_comparing(one, member):
                    continue
                value = merge.sum_of(profile, member.profile, merge.THRESHOLD)
                if value >= merge.THRESHOLD:
                    yield number, other, value

    def rebuild(self, waiting: Iterable[int]) -> None:
        """Work out anew the events that the reports may have changed, and put them in the old ones' place."""
        writer, own = self.writer, set(waiting)
        reach = self._reached(own)
        numbers = {self.ids[number]: number for number in reach.touched}
        before = {
            merge.event_id(self.ids[f]): tuple(self.ids[n] for n in made.members)
            for f, made in reach.standing.items()
        }
        plan = merge.plan((cluster for cluster, _ in reach.clusters), before)
        anew = [(cluster, stored) for cluster, stored in reach.clusters if reach.is_new(stored, own)]
        kept = {stored.members[0] for _, stored in reach.clusters} - {s.members[0] for _, s in anew}
        gone = [founder for founder in reach.standing if founder not in kept]
        placed = self._built(anew)
        writer.replace_events(gone, placed)
        writer.lead(self._left_behind(reach.standing, plan, numbers))
        linking.note(writer, [merge.event_id(self.ids[f]) for f in gone], [one.event for one in placed])

    def _reached(self, waiting: set[int]) -> _Reach:
        """What reports that wait may have changed, and no more of what hangs together with it.

        Whether a tie joins two clusters depends on what these held when its turn came. So a cluster that comes out with
        the joins that it had before changes nothing for those around it, whose ties to it were refused already. Looked
        at are the reports that wait, the events that hold them, all that is tied to these, and so on from every event
        that comes out otherwise than it stands. It ends where none does, with the result of a run from scratch, and a
        pair of states of which thousands of reports hang together is not gone through for each new one.
        """
        judgements = self.writer.judgements()
        bound = _bonds(judgements)
        reach = _Reach()
        edge, opened = waiting, waiting
        while edge:
            self._take_in(reach, edge, bound)
            self._take_in(reach, reach.around(opened & reach.touched), bound)
            reach.clusters = self._clusters(reach, judgements)
            opened = {
                n for _, stored in reach.clusters if reach.is_new(stored, waiting) for n in stored.members
            }
            edge = reach.around(opened)
        return reach

    def _take_in(self, reach: _Reach, numbers: set[int], bound: Mapping[str, set[str]]) -> None:
        """Take reports in, with the whole of the events that hold them and of what a person bound to them."""
        edge = numbers - reach.touched
        while edge:
            self.look_at(edge)
            reach.touched |= edge
            found = self.writer.standing(edge)
            reach.standing.update(found)
            near = {n for made in found.values() for n in made.members}
            if bound:
                ids = [self.ids[number] for number in edge]
                near.update(self.writer.numbers({o for one in ids for o in bound.get(one, ())}).values())
            for one, other, value in self.writer.ties(edge):
                reach.ties.setdefault(one, {})[other] = value
                reach.ties.setdefault(other, {})[one] = value
            edge = near - reach.touched

    def _clusters(self, reach: _Reach, judgements: Sequence[Judgement]) -> list[tuple[merge.Cluster, Stored]]:
        ids = {number: self.ids[number] for number in reach.touched}
        profiles = {ids[number]: self.members[number].profile for number in reach.touched - self.rejected}
        ties = [
            merge.Tie(ids[one], ids[other], value)
            for one in reach.touched
            for other, value in reach.ties.get(one, {}).items()
            if other in ids and ids[one] < ids[other]
        ]
        numbers = {one: number for number, one in ids.items()}
        found = merge.cluster(profiles, ties, judgements, self.seen.verdicts)
        return [(cluster, _as_stored(cluster, numbers)) for cluster in found]

    def _built(self, clusters: Sequence[tuple[merge.Cluster, Stored]]) -> list[Placed]:
        """The events of clusters, with what people said of them."""
        self.read(number for _, stored in clusters for number in stored.members)
        reports = {
            self.ids[number]: self.reports[number] for _, stored in clusters for number in stored.members
        }
        shared = {reports[one].story.id for c, _ in clusters if len(c.reports) > 1 for one in c.reports}
        sketches = self.writer.sketches(shared)
        placed = []
        for cluster, stored in clusters:
            made = merge.build(merge.Cluster(cluster.reports), reports, sketches, outlets=outlets())
            placed.append(Placed(merge.honoured(made, self.opinions), stored))
        return placed

    def _left_behind(
        self, standing: Mapping[int, Stored], plan: merge.Plan, numbers: Mapping[str, int]
    ) -> Iterator[tuple[int, int]]:
        """Rejected reports, each with the founder of an event that holds others which it stood with."""
        home = {
            numbers[one]: numbers[step.cluster.reports[0]]
            for step in plan.steps
            for one in step.cluster.reports
        }
        for made in standing.values():
            left = [home[number] for number in made.members if number in home]
            yield from ((number, left[0]) for number in made.members if number in self.rejected and left)


@dataclass(slots=True)
class _Reach:
    """How far new reports reach: what was looked at, the events that stand there, and how it now hangs together."""

    touched: set[int] = field(default_factory=set)
    standing: dict[int, Stored] = field(default_factory=dict)
    ties: dict[int, dict[int, float]] = field(default_factory=dict)
    clusters: list[tuple[merge.Cluster, Stored]] = field(default_factory=list)

    def around(self, numbers: Iterable[int]) -> set[int]:
        """What is tied to some reports and has not been looked at."""
        return {other for one in numbers for other in self.ties.get(one, ())} - self.touched

    def is_new(self, stored: Stored, waiting: set[int]) -> bool:
        """Whether an event comes out otherwise than it stands, or holds a report that waits."""
        return self.standing.get(stored.members[0]) != stored or not waiting.isdisjoint(stored.members)


def _as_stored(cluster: merge.Cluster, numbers: Mapping[str, int]) -> Stored:
    """A cluster by the numbers of its reports, with its joins by their places in it."""
    place = {one: number for number, one in enumerate(cluster.reports)}
    joins = tuple((place[j.one], place[j.other], j.judged, j.by) for j in cluster.joins)
    return Stored(tuple(numbers[one] for one in cluster.reports), joins)


def _bonds(judgements: Iterable[Judgement]) -> Mapping[str, set[str]]:
    bound: dict[str, set[str]] = {}
    for found in judgements:
        if found.verdict == SAME:
            bound.setdefault(found.one, set()).add(found.other)
            bound.setdefault(found.other, set()).add(found.one)
    return bound
