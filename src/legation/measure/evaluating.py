"""How good the coder is, measured against gold.

    stories → coder → reports → judge (each story) → tallies → figures, and groups of them
                         └→ merge ──┘

Intervals are the 2.5th and the 97.5th percentile of a bootstrap over stories, so that what hangs together in a
story stays together. For merging, the clusters are found once over all stories and their counts are drawn by story.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from legation.evaluation import Evaluation, Quality, Share
from legation.measure.gold import GoldStory
from legation.measure.judging import CONFIDENCES, VALUES, Tally, judge
from legation.merge import merge
from legation.types import Report

Coder = Callable[[GoldStory], Sequence[Report]]
Measure = Callable[[Callable[[str], float]], float | None]  # from the sum of a count, by its name
DATES = ("exact", "compatible", "open", "wrong")
SAMPLES = 1000
_NOT_NAMED = "(not named)"


def evaluate(
    name: str, stories: Sequence[GoldStory], coder: Coder, by: str = "type", samples: int = SAMPLES, seed: int = 0
) -> Evaluation:  # fmt: skip
    """Code every story and measure.

    ``by`` says what the groups are: type, language or outlet. ``samples`` drawn for the intervals, 0 for none; the
    same ``seed`` gives the same intervals.
    """
    tallies = [judge(story, coder(story)) for story in stories]
    _count_merging(tallies)
    sums = _Sums.of(tallies, samples, seed)
    confusion: Counter[tuple[str | None, str | None]] = Counter()
    for one in tallies:
        confusion.update(one.confusion)
    return Evaluation(
        name=name,
        stories=len(tallies),
        events=sum(len(story.events) for story in stories),
        reports=round(sums.total("reports")),
        overall=sums.quality(),
        dates={one: sums.share(f"date {one}", "dated") for one in DATES},
        values={one: sums.share(f"{one} right", f"{one} of") for one in VALUES},
        swapped=sums.share("swapped", "directed"),
        whole=sums.share("whole", "right"),
        spans_exact=sums.share("spans exact", "spans"),
        reliability={
            f"{low:.2f}–{high:.2f}": sums.share(f"sure {low} right", f"sure {low} of")
            for low, high in zip(CONFIDENCES, (*CONFIDENCES[1:], 1.0), strict=True)
        },
        merging={
            "pairs precision": sums.share("pairs both", "pairs found"),
            "pairs recall": sums.share("pairs both", "pairs true"),
            "B³ precision": sums.share("b3 precision", "merged"),
            "B³ recall": sums.share("b3 recall", "merged"),
        },
        by=by,
        groups=_groups(tallies, sums, by, samples, seed),
        confusion=dict(confusion),
        mistakes=tuple(mistake for one in tallies for mistake in one.mistakes),
    )


# ------------------------------------------------------------------ merging


def _count_merging(tallies: Sequence[Tally]) -> None:
    """Merge the reports that answer to gold events, and count for every report how its cluster and its key meet.

    Each pair is counted from both its ends, which changes no ratio, so that the counts can be drawn by story.
    """
    truth = {report.id: event.key for one in tallies for event, report in one.answers if event.key}
    events = merge(report for one in tallies for _, report in one.answers if report.id in truth)
    found = {report: event.id for event in events for report in event.reports}
    keys, clusters = Counter(truth.values()), Counter(found.values())
    both = Counter((truth[report], found[report]) for report in truth)
    for one in tallies:
        for report in dict.fromkeys(report.id for _, report in one.answers if report.id in truth):
            key, cluster = truth[report], found[report]
            shared = both[key, cluster]
            one.counts["merged"] += 1
            one.counts["b3 precision"] += shared / clusters[cluster]
            one.counts["b3 recall"] += shared / keys[key]
            one.counts["pairs both"] += shared - 1
            one.counts["pairs found"] += clusters[cluster] - 1
            one.counts["pairs true"] += keys[key] - 1


# ------------------------------------------------------------------ summing up


def _groups(tallies: Sequence[Tally], sums: _Sums, by: str, samples: int, seed: int) -> dict[str, Quality]:
    """The figures of every type, language or outlet, by name."""
    if by == "type":
        names = {name.partition(": ")[0] for one in tallies for name in one.counts if ": " in name}
        return {name: sums.quality(f"{name}: ") for name in sorted(names)}
    members: defaultdict[str, list[Tally]] = defaultdict(list)
    for one in tallies:
        members[getattr(one.story, by) or _NOT_NAMED].append(one)
    return {name: _Sums.of(members[name], samples, seed).quality() for name in sorted(members)}


@dataclass(frozen=True, slots=True)
class _Sums:
    """The counts of stories, added up over all of them and over each bootstrap draw (story numbers)."""

    columns: Mapping[str, Sequence[float]]  # a count → its number in each story
    draws: Sequence[Sequence[int]]
    drawn: dict[str, list[float]]

    @classmethod
    def of(cls, tallies: Sequence[Tally], samples: int, seed: int) -> _Sums:
        """``samples`` draws of as many stories as there are, with replacement."""
        names = dict.fromkeys(name for one in tallies for name in one.counts)
        chance, numbers = random.Random(seed), range(len(tallies))
        return cls(
            {name: [one.counts.get(name, 0) for one in tallies] for name in names},
            [chance.choices(numbers, k=len(tallies)) for _ in range(samples)] if tallies else [],
            {},
        )

    def total(self, name: str) -> float:
        """A count over all stories."""
        return sum(self.columns.get(name, ()))

    def share(self, right: str, of: str) -> Share:
        """One count as a share of another."""
        return self._measured(lambda count: count(right) / count(of) if count(of) else None, of)

    def quality(self, prefix: str = "") -> Quality:
        """Precision, recall and F1 of everything, or of the counts with a prefix."""
        right, judged, hit, required = (
            f"{prefix}{name}" for name in ("right", "judged", "found", "required")
        )

        def f1(count: Callable[[str], float]) -> float | None:
            if not count(judged) or not count(required):
                return None
            precision, recall = count(right) / count(judged), count(hit) / count(required)
            return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

        told = self.columns.get(judged, ()), self.columns.get(required, ())
        stories = len(next(iter(self.columns.values()), ()))
        if prefix:
            stories = (
                sum(map(any, zip(*told, strict=True))) if all(told) else sum(map(bool, [*told[0], *told[1]]))
            )
        return Quality(
            self.share(right, judged), self.share(hit, required), self._measured(f1, required), stories, round(self.total(required))
        )  # fmt: skip

    def _measured(self, measure: Measure, of: str) -> Share:
        values = []
        for number in range(len(self.draws)):
            value = measure(lambda name, n=number: self._drawn(name)[n])  # type: ignore[misc]
            if value is not None:
                values.append(value)
        values.sort()
        low, high = (values[int(0.025 * len(values))], values[int(0.975 * (len(values) - 1))]) if values else (None, None)  # fmt: skip
        return Share(measure(self.total), low, high, round(self.total(of)))

    def _drawn(self, name: str) -> list[float]:
        """The sums of a count over each draw."""
        if name not in self.drawn:
            column = self.columns.get(name)
            self.drawn[name] = (
                [sum(map(column.__getitem__, draw)) for draw in self.draws]
                if column
                else [0.0] * len(self.draws)
            )
        return self.drawn[name]
