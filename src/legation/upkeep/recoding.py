"""Archived stories coded anew with the installed version, and what that would change, before it is accepted.

    archived pages ── pipeline ──▶ reports as they would be now
                                       │
    reports as they stand ── compare ──┴──▶ Change (added, gone, changed fields) ── accept ──▶ the record

A report that is gone and one that came instead in the same story are one report that changed, where they are of one
kind and rest on words that overlap. Judgements go from the old one to the new one with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from legation import merge
from legation.judgement import judgement
from legation.record import Record, Writer
from legation.types import Document, Report
from legation.upkeep import keeping, linking

Coder = Callable[[Document], Sequence[Report]]
_OWN = frozenset({"id", "story", "evidence"})
"""Fields that are not compared: what they tell shows in the others."""


@dataclass(frozen=True, slots=True)
class Change:
    """One report before and after; None where there is none. ``fields`` are the names of those that differ."""

    before: Report | None
    after: Report | None
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Added, gone or changed."""
        return "added" if self.before is None else "gone" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Recoded:
    """A page, and what coding it anew changes in it."""

    document: Document
    reports: int  # as they stand
    changes: tuple[Change, ...]


def recode(record: Record, code: Coder) -> Iterator[Recoded]:
    """Every archived page coded anew; the record is left as it is."""
    for document, standing in record.pages():
        changes = compare(standing, code(document))
        yield Recoded(document, len(standing), tuple(changes))


def accept(record: Record, recoded: Iterable[Recoded], batch: int = 200) -> int:
    """Put what changed into the record, and merge it; how many changes. Judgements stay with what they were about."""
    done = 0
    waiting: list[Recoded] = []
    for one in recoded:
        if one.changes:
            waiting.append(one)
        if len(waiting) >= batch:
            done += _accept(record, waiting)
            waiting = []
    done += _accept(record, waiting)
    keeping.settle(record)
    return done


def _accept(record: Record, pages: Sequence[Recoded]) -> int:
    changes = [change for page in pages for change in page.changes]
    if not changes:
        return 0
    with record.writing() as writer:
        _drop(writer, [change.before for change in changes if change.before])
        writer.add_reports(change.after for change in changes if change.after)
        _carry(writer, changes)
    return len(changes)


def _drop(writer: Writer, gone: Sequence[Report]) -> None:
    numbers = writer.numbers(report.id for report in gone)
    opinions = writer.notebook.opinions(report.id for report in gone)
    stated = [(r.id, merge.corrected(r, opinions.get(r.id, ()))) for r in gone if r.id in numbers]
    filed = [(numbers[one], merge.rows(merge.member(merge.profile(r)))) for one, r in stated if r]
    before = writer.drop_reports({numbers[r.id]: r for r in gone if r.id in numbers}, filed)
    linking.note(writer, before, [])


def _carry(writer: Writer, changes: Iterable[Change]) -> None:
    """Judgements on reports that changed their ids speak of the new ones."""
    moved = {c.before.id: c.after.id for c in changes if c.before and c.after and c.before.id != c.after.id}
    writer.notebook.carry(moved)
    for said in writer.judgements():
        a, b = moved.get(said.one, said.one), moved.get(said.other, said.other)
        if (a, b) != (said.one, said.other) and a != b:
            writer.drop_judgement(said.one, said.other)
            writer.put_judgement(judgement(a, b, said.verdict, said.by, said.note))


# ------------------------------------------------------------------ comparing


def compare(standing: Sequence[Report], now: Sequence[Report]) -> Iterator[Change]:
    """What changes, in the order of the text; the same reports give nothing."""
    before, after = {r.id: r for r in standing}, {r.id: r for r in now}
    for one in sorted(before.keys() & after.keys()):
        differ = _differing(before[one], after[one])
        if differ or before[one].evidence != after[one].evidence:
            yield Change(before.pop(one), after.pop(one), differ or ("evidence",))
        else:
            del before[one], after[one]
    pairs = sorted(
        ((-_likeness(a, b), a.id, b.id) for a in before.values() for b in after.values() if _likeness(a, b)),
    )
    for _, a, b in pairs:
        if a in before and b in after:
            old, new = before.pop(a), after.pop(b)
            yield Change(old, new, _differing(old, new) or ("evidence",))
    yield from (Change(one, None) for one in sorted(before.values(), key=_place))
    yield from (Change(None, one) for one in sorted(after.values(), key=_place))


def _differing(a: Report, b: Report) -> tuple[str, ...]:
    return tuple(
        f.name for f in fields(Report) if f.name not in _OWN and getattr(a, f.name) != getattr(b, f.name)
    )


def _likeness(a: Report, b: Report) -> float:
    """How much two reports of one story tell of the same: characters of evidence that both rest on, and fields."""
    if a.story.id != b.story.id or (a.type != b.type and not set(a.states) & set(b.states)):
        return 0.0
    shared = sum(
        max(0, min(x.end, y.end) - max(x.start, y.start))
        for x in a.evidence
        for y in b.evidence
        if x.purpose == y.purpose == "event"
    )
    return shared * (1.0 + 0.1 * (len(fields(Report)) - len(_differing(a, b)))) if shared else 0.0


def _place(report: Report) -> tuple[str, int, str]:
    return report.story.id, min((e.start for e in report.evidence), default=0), report.id
