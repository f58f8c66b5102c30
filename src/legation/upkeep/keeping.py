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

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Protocol

from legation import judgement as sayings
from legation import merge
from legation.errors import JudgementError, LegationError
from legation.gazetteer import read_table, several
from legation.judgement import SAME, Judgement, Opinion
from legation.record import Joined, Placed, Record, Writer
from legation.record.listing import WITHOUT_PAIRS
from legation.record.originals import Originals
from legation.settings import DEFAULTS
from legation.telling import Tell, silent
from legation.textfold import fold
from legation.types import Capture, Document, Event, Report
from legation.upkeep import linking

_FUNCTION_WORDS = files("legation") / "data" / "en" / "function_words.tsv"
_OUTLETS = files("legation") / "data" / "outlets.tsv"
_PLAIN = frozenset("DHP&QYoxydz")
"""Tags of closed classes: articles, pronouns, prepositions, conjunctions, auxiliaries."""


TIDIED = 0.1
"""How much a record must have grown for its full text to be put in order: a tenth smaller, and quicker to search."""


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
    """What has been stored: pages seen, how many pages, stories and reports were new, and how many pages were left."""

    pages: int = 0
    new_pages: int = 0
    new_stories: int = 0
    new_reports: int = 0
    left: int = 0  # of a crawl's pages, those that a first look found to tell of nothing

    def __add__(self, other: Receipt) -> Receipt:
        return Receipt(
            self.pages + other.pages,
            self.new_pages + other.new_pages,
            self.new_stories + other.new_stories,
            self.new_reports + other.new_reports,
            self.left + other.left,
        )


def open_record(path: str | Path, create: bool = False, tell: Tell = silent) -> Record:
    """Open a record and finish what a stopped process left unmerged.

    A record of an earlier format or of earlier rules is worked out anew, which takes a while: ``tell`` hears how far it
    has got. Where it is stopped, nothing is lost, and the next opening goes on. Where the file cannot be written to, it is opened as it stands. Raises `RecordError` (see `Record.open`).
    """
    record = Record.open(path, derive, create, function_words() if create else (), tell)
    try:
        settle(record, tell=tell)
    except LegationError:
        if create:
            record.close()
            raise
    except BaseException:
        record.close()
        raise
    return record


def function_words() -> Iterator[str]:
    """Words that tell nothing apart, which the full text of a record leaves out."""
    for row in read_table(_FUNCTION_WORDS):
        if row["tag"] in _PLAIN:
            yield from (word for word in row["words"].split() if word.isalpha())


def add(
    record: Record,
    pages: Iterable[Page],
    batch: int = DEFAULTS.batch,
    stored: Callable[[Receipt], None] | None = None,
    originals: Originals | None = None,
    tell: Tell = silent,
) -> Receipt:
    """Store pages and merge their reports; a page that is in the record already changes nothing.

    ``stored`` is called after each batch is safely in the file, with the sum so far. When ``pages`` raises, or the
    run is interrupted, what has come in is stored before the exception goes on. ``originals`` is the archive in which
    the bytes of the pages are kept, before the pages themselves: a page in the record has its original. ``tell`` hears
    how far merging and linking have got when all pages are stored.
    """
    total = Receipt()
    seen = Seen()
    for number, (waiting, failure) in enumerate(_batches(pages, batch), start=1):
        if waiting:
            total += _store(record, waiting, originals)
            if stored:
                stored(total)
        if failure:
            raise failure
        if number % DEFAULTS.merged_every == 0:
            _merge(record, seen)
    settle(record, seen, tell)
    if total.new_reports > record.totals().reports * TIDIED:
        with record.writing() as writer:
            writer.tidy()
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


def _store(record: Record, pages: Sequence[Page], originals: Originals | None) -> Receipt:
    total = Receipt()
    if originals is not None:
        originals.keep(page.capture for page in pages if not getattr(page, "left", False))
    with record.writing() as writer:
        for page in pages:
            if getattr(page, "left", False):
                known = record.has_read(page.capture.sha256)
                writer.note_read(page.capture.sha256, page.capture.name)
                total += Receipt(1, left=0 if known else 1)
            else:
                total += put(writer, page)
    return total


def put(writer: Writer, page: Page) -> Receipt:
    """Store one page within a transaction; merging it is left to `settle`."""
    document = page.document
    sketches = {story.id: merge.sketch(story) for story in document.stories}
    writer.note_read(page.capture.sha256, page.capture.name)
    new = writer.put_page(document, page.capture.sha256, page.reports, sketches)
    return Receipt(1, 1, *new) if new else Receipt(1)


# ------------------------------------------------------------------ merging what is stored


def settle(record: Record, seen: Seen | None = None, tell: Tell = silent) -> None:
    """Merge every report that is stored and not yet merged, and link the deals that this touches."""
    _merge(record, seen or Seen(), tell)
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


def _merge(record: Record, seen: Seen, tell: Tell = silent) -> None:
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
    one, other = _judged(record, a), _judged(record, b)
    with record.writing() as writer:
        if not writer.drop_judgement(one, other):
            raise JudgementError(f"{one} and {other}: nobody has judged these two")
        writer.soil(writer.numbers((one, other)).values())
    settle(record)


def _judged(record: Record, ref: str) -> str:
    """The report that was meant when it was judged; an event's id keeps that of its first report, also when given up."""
    return record.resolve("r_" + ref[2:] if ref.startswith("e_") else ref)


def _report(record: Record, ref: str) -> str:
    """The report that is meant; an event stands for its first. A given-up event id says where it went."""
    if not ref.startswith("e_"):
        return record.resolve(ref)
    moved = record.moved_to(ref)
    if moved:
        raise JudgementError(f"{ref}: is now part of {moved}; judge that, or name two of its reports")
    return record.event(ref).reports[0]
