"""Which reports tell of one happening: clusters, out of tied pairs and judgements.

    members → ties (candidate pairs whose verdict is tied) → components → clusters

A component is what ties and *same* judgements connect; a cluster never reaches beyond one. So the clusters of a
component depend on its own reports alone, and the store may work out again only the components that a new report
touches, with the result that a run from scratch would give.

Within a component: first the *same* judgements, then the ties from the strongest to the weakest (ids settle equal
ones); two clusters are joined unless a judgement, a shared story or a veto between any of their members forbids it.
What a person put together consists of *parts*: a tie need only fit the part of the report that it ties. So two events
that somebody calls the same come together whole, although a veto stands between their reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from legation.judgement import DIFFERENT, SAME, UNSURE, Judgement
from legation.merge.blocks import Member, candidates
from legation.merge.profile import Profile
from legation.merge.weights import THRESHOLD, judge, sum_of
from legation.recent import Recent

COHESION = 0.6
"""How much of the threshold the pairs across two clusters must reach on average for the two to be joined."""


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two reports that the rules would join: ``one`` is the smaller id."""

    one: str
    other: str
    value: float


@dataclass(frozen=True, slots=True)
class Join:
    """Two reports whose clusters were put together: by the rules, or because a person said so."""

    one: str
    other: str
    judged: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one happening, by id in order, and the joins that made it, in order."""

    reports: tuple[str, ...]
    joins: tuple[Join, ...] = ()


def reason(join: Join, profiles: Mapping[str, Profile]) -> str:
    """The sentence that says why two reports were put together."""
    if join.judged:
        return f"{join.one} and {join.other}: {join.by or 'a person'} said that they are the same"
    return f"{join.one} and {join.other}: {judge(profiles[join.one], profiles[join.other]).why}"


def find_ties(members: Iterable[Member]) -> tuple[Tie, ...]:
    """The tied pairs among ``members``."""
    found = []
    for a, b in candidates(members):
        value = sum_of(a.profile, b.profile, THRESHOLD)
        if value >= THRESHOLD:
            found.append(Tie(a.profile.id, b.profile.id, value))
    return tuple(found)


def components(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """What the pairs connect: groups of ids, each in order, ordered by their first."""
    parent = {one: one for one in ids}
    for a, b in pairs:
        if a in parent and b in parent:
            x, y = sorted((_root(parent, a), _root(parent, b)))
            parent[y] = x
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(parent):
        groups[_root(parent, one)].append(one)
    return tuple(tuple(groups[root]) for root in sorted(groups))


def _root(parent: dict[str, str], one: str) -> str:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


def cluster(
    profiles: Mapping[str, Profile],
    ties: Iterable[Tie],
    judgements: Iterable[Judgement] = (),
    verdicts: Verdicts | None = None,
) -> tuple[Cluster, ...]:
    """The clusters of ``profiles``, in the order of their first reports; ``verdicts`` are what is known already."""
    ties = sorted(ties, key=lambda tie: (-tie.value, tie.one, tie.other))
    sayings = sorted((j for j in judgements if j.one in profiles and j.other in profiles), key=_by_ids)
    return _Joining(profiles, sayings, verdicts or Verdicts()).run(ties)


class Verdicts:
    """What two reports come to, remembered: where much hangs together, the same two are asked about again and again.

    ``most``: how many are kept, at about 200 bytes each.
    """

    def __init__(self, most: int = 1 << 18) -> None:
        self._known: Recent[tuple[str, str], float] = Recent(most)

    def value(self, a: Profile, b: Profile) -> float:
        """The value of the verdict; minus infinity where a veto fell."""
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        found = self._known.get(pair)
        if found is None:
            found = sum_of(a, b)
            self._known.put(pair, found)
        return found


def _by_ids(found: Judgement) -> tuple[str, str]:
    return found.one, found.other


class _Joining:
    """One run of joining; holds the clusters while they grow."""

    def __init__(
        self, profiles: Mapping[str, Profile], sayings: Sequence[Judgement], verdicts: Verdicts
    ) -> None:
        self.profiles = profiles
        self.verdicts = verdicts
        self.sayings = sayings
        self.said = {(j.one, j.other): j.verdict for j in sayings}
        self.parent = {one: one for one in profiles}
        self.members = {one: [one] for one in profiles}
        self.joins: dict[str, list[Join]] = {one: [] for one in profiles}
        self.part: dict[str, list[str]] = {one: [one] for one in profiles}  # shared by all reports of a part
        self.refused: dict[str, set[str]] = defaultdict(set)  # cluster → reports it must not hold

    def run(self, ties: Sequence[Tie]) -> tuple[Cluster, ...]:
        for saying in self.sayings:
            if saying.verdict == SAME:
                self._join(Join(saying.one, saying.other, True, saying.by))
        for saying in self.sayings:
            if saying.verdict == DIFFERENT:
                self.refused[_root(self.parent, saying.one)].add(saying.other)
                self.refused[_root(self.parent, saying.other)].add(saying.one)
        for tie in ties:
            if self.said.get((tie.one, tie.other)) != UNSURE and self._may_join(tie):
                self._join(Join(tie.one, tie.other))
                self._one_part(tie)
        roots = sorted({_root(self.parent, one) for one in self.parent})
        found = (Cluster(tuple(sorted(self.members[r])), tuple(self.joins[r])) for r in roots)
        return tuple(sorted(found, key=lambda one: one.reports))

    def _join(self, join: Join) -> None:
        x, y = sorted((_root(self.parent, join.one), _root(self.parent, join.other)))
        if x == y:
            return
        self.parent[y] = x
        self.members[x] += self.members.pop(y)
        self.joins[x] += [*self.joins.pop(y), join]
        self.refused[x] |= self.refused.pop(y, set())

    def _one_part(self, tie: Tie) -> None:
        ours, theirs = self.part[tie.one], self.part[tie.other]
        ours += theirs
        self.part.update(dict.fromkeys(theirs, ours))

    def _may_join(self, tie: Tie) -> bool:
        x, y = _root(self.parent, tie.one), _root(self.parent, tie.other)
        if x == y:
            return False
        if not self.refused.get(x, set()).isdisjoint(self.members[y]):
            return False
        ours, theirs = self.part[tie.one], self.part[tie.other]
        stories = {self.profiles[one].story for one in ours}
        if any(self.profiles[one].story in stories for one in theirs):
            return False
        return self._cohere(ours, theirs)

    def _cohere(self, ours: Sequence[str], theirs: Sequence[str]) -> bool:
        """No veto between any two, and together not far below the threshold."""
        total = 0.0
        for one in ours:
            for other in theirs:
                total += self.verdicts.value(self.profiles[one], self.profiles[other])
                if total == -inf:
                    return False
        return total >= COHESION * THRESHOLD * len(ours) * len(theirs)
