"""Pages into the record: the one place where merging and the record meet.

    pages ── store (a batch, one transaction) ──▶ reports, marked as not yet merged
                                                     │
                 settle (a batch, one transaction)   ▼
          file → look → compare → ties → components → clusters → plan → events

Each batch is stored before it is merged. A process that is killed at any moment leaves whole batches behind, some
of them perhaps not merged; `settle` does that when the record is next opened or added to. Which events come out
depends on the reports and judgements alone, not on batches or order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from legation import judgement as sayings
from legation import linking, merge
from legation.errors import JudgementError, LegationError
from legation.judgement import SAME, Judgement
from legation.record import Record, Writer
from legation.settings import DEFAULTS
from legation.types import Capture, Document, Report


class Page(Protocol):
    """A page as the pipeline gives it."""

    @property
    def capture(self) -> Capture: ...
    @property
    def document(self) -> Document: ...
    @property
    def reports(self) -> tuple[Report, ...]: ...


@dataclass(frozen=True, slots=True)
class Receipt:
    """What has been stored: pages seen, and how many pages, stories and reports were new."""

    pages: int = 0
    new_pages: int = 0
    new_stories: int = 0
    new_reports: int = 0

    def __add__(self, other: Receipt) -> Receipt:
        return Receipt(
            self.pages + other.pages,
            self.new_pages + other.new_pages,
            self.new_stories + other.new_stories,
            self.new_reports + other.new_reports,
        )


def open_record(path: str | Path, create: bool = False) -> Record:
    """Open a record and finish what a stopped process left unmerged.

    Where the file cannot be written to, it is opened as it stands. Raises `RecordError` (see `Record.open`).
    """
    record = Record.open(path, create)
    try:
        settle(record)
    except LegationError:
        if create:
            record.close()
            raise
    return record


def add(
    record: Record,
    pages: Iterable[Page],
    batch: int = DEFAULTS.batch,
    stored: Callable[[Receipt], None] | None = None,
) -> Receipt:
    """Store pages and merge their reports; a page that is in the record already changes nothing.

    ``stored`` is called after each batch is safely in the file, with the sum so far. When ``pages`` raises, or the
    run is interrupted, what has come in is stored before the exception goes on.
    """
    total = Receipt()
    for number, (waiting, failure) in enumerate(_batches(pages, batch), start=1):
        if waiting:
            total += _store(record, waiting)
            if stored:
                stored(total)
        if failure:
            raise failure
        if number % DEFAULTS.merged_every == 0:
            _merge(record)
    settle(record)
    return total


def _batches(pages: Iterable[Page], size: int) -> Iterator[tuple[list[Page], BaseException | None]]:
    """Pages in lists of ``size``; what stops them short comes last, beside the pages that came before it."""
    source = iter(pages)
    while True:
        waiting: list[Page] = []
        try:
            for page in islice(source, size):  # one by one, so that those before a failure are kept
                waiting.append(page)  # noqa: PERF402
        except BaseException as failure:
            yield waiting, failure
            return
        if not waiting:
            return
        yield waiting, None


def _store(record: Record, pages: Iterable[Page]) -> Receipt:
    total = Receipt()
    with record.writing() as writer:
        for page in pages:
            document = page.document
            sketches = {story.id: merge.sketch(story) for story in document.stories}
            writer.note_read(page.capture.sha256, page.capture.name)
            new = writer.put_page(document, page.capture.sha256, page.reports, sketches)
            total += Receipt(1, 1, *new) if new else Receipt(1)
    return total


# ------------------------------------------------------------------ merging what is stored


def settle(record: Record) -> None:
    """Merge every report that is stored and not yet merged, and link the deals that this touches."""
    _merge(record)
    linking.settle(record)


def _merge(record: Record) -> None:
    """Merge every report that is stored and not yet merged; under new rules, every report."""
    if record.rules() != merge.RULES:
        with record.writing() as writer:
            writer.start_over(merge.RULES)
    while record.unmerged():
        with record.writing() as writer:
            waiting = writer.dirty(DEFAULTS.settled)
            _compare(writer, waiting)
            _rebuild(writer, waiting)
            writer.clean(waiting)


def _compare(writer: Writer, waiting: Iterable[int]) -> None:
    """File the reports, look for candidates, and keep the ties that are found."""
    own = {n: merge.member(merge.profile(report)) for n, report in writer.reports(waiting).items()}
    for number, one in own.items():
        writer.file(number, merge.rows(one.keys))
    near = {number: writer.look(merge.looks(one.keys)) - {number} for number, one in own.items()}
    others = {n for found in near.values() for n in found} - own.keys()
    everyone = own | {n: merge.member(merge.profile(report)) for n, report in writer.reports(others).items()}
    found = []
    for number, one in own.items():
        for other in near[number]:
            if other in own and other < number:
                continue  # seen from the other side
            if merge.worth_comparing(one, everyone[other]):
                verdict = merge.judge(one.profile, everyone[other].profile)
                if verdict.tied:
                    found.append((number, other, verdict.value))
    writer.put_ties(found)


def _rebuild(writer: Writer, waiting: Iterable[int]) -> None:
    """Work out the events of every component that holds one of the reports, and put them in the old ones' place."""
    judgements = writer.judgements()
    touched, standing = _reached(writer, set(waiting), judgements)
    reports = {report.id: report for report in touched.values()}
    ids = {number: report.id for number, report in touched.items()}
    ties = [
        merge.Tie(min(ids[a], ids[b]), max(ids[a], ids[b]), value)
        for a, b, value in writer.ties(touched)
        if a in ids and b in ids
    ]
    profiles = {one: merge.profile(report) for one, report in sorted(reports.items())}
    clusters = merge.cluster(profiles, ties, judgements)
    plan = merge.plan(clusters, standing)
    sketches = writer.sketches({report.story.id for report in reports.values()})
    events = [merge.build(step.cluster, reports, sketches) for step in plan.steps]
    writer.replace_events(standing, events, plan.retired)
    linking.note(writer, standing, events)


def _reached(
    writer: Writer, numbers: set[int], judgements: Iterable[Judgement]
) -> tuple[dict[int, Report], dict[str, tuple[str, ...]]]:
    """Everything that ties, *same* judgements and standing events connect to the reports, and those events."""
    bound = _bonds(judgements)
    known: dict[int, Report] = {}
    standing: dict[str, tuple[str, ...]] = {}
    edge = numbers
    while edge:
        fresh = writer.reports(edge)
        known.update(fresh)
        ids = [report.id for report in fresh.values()]
        found = writer.standing(ids)
        standing.update(found)
        near = {one for held in found.values() for one in held}
        near.update(other for one in ids for other in bound.get(one, ()))
        edge = set(writer.numbers(near).values())
        edge.update(n for a, b, _ in writer.ties(fresh) for n in (a, b))
        edge -= known.keys()
    return known, standing


def _bonds(judgements: Iterable[Judgement]) -> Mapping[str, set[str]]:
    bound: dict[str, set[str]] = {}
    for found in judgements:
        if found.verdict == SAME:
            bound.setdefault(found.one, set()).add(found.other)
            bound.setdefault(found.other, set()).add(found.one)
    return bound


# ------------------------------------------------------------------ judgements


def judge(
    record: Record, a: str, b: str, verdict: str, by: str | None = None, note: str | None = None
) -> Judgement:
    """Store what a person says of two reports (*same*, *not-same*, *unsure*), and merge accordingly.

    An event stands for its first report. Raises `JudgementError` where the judgement contradicts others (they are
    named, and nothing is stored), or names what the record does not hold; `UsageError` for an unknown id.
    """
    made = sayings.judgement(_report(record, a), _report(record, b), verdict, by, note)
    others = [j for j in record.judgements() if (j.one, j.other) != (made.one, made.other)]
    merge.check([*others, made])
    with record.writing() as writer:
        writer.put_judgement(made)
        writer.soil(writer.numbers((made.one, made.other)).values())
    settle(record)
    return made


def withdraw(record: Record, a: str, b: str) -> None:
    """Take a judgement back; events become what they would be without it. Raises `JudgementError` if there is none."""
    one, other = _report(record, a), _report(record, b)
    with record.writing() as writer:
        if not writer.drop_judgement(one, other):
            raise JudgementError(f"{one} and {other}: nobody has judged these two")
        writer.soil(writer.numbers((one, other)).values())
    settle(record)


def _report(record: Record, ref: str) -> str:
    """The report that is meant; an event stands for its first. A given-up event id says where it went."""
    if not ref.startswith("e_"):
        return record.resolve(ref)
    moved = record.moved_to(ref)
    if moved:
        raise JudgementError(f"{ref}: is now part of {moved}; judge that, or name two of its reports")
    return record.event(ref).reports[0]
