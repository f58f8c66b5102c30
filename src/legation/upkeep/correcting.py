"""What a person says at the desk, stored and merged accordingly: of a report's values, and of what belongs together.

Each act is one transaction: it is refused when somebody else judged the same reports since the person looked
(`Overtaken`), entered into the log, and the reports that it touches are marked to be merged again; `settle` then
works out the events. An act can be taken back at any time; the log keeps both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from legation import merge
from legation.errors import JudgementError, Overtaken
from legation.judgement import ACCEPT, DIFFERENT, EDIT, REJECT, SAME, VERDICTS, Opinion, Saying, judgement
from legation.record import Record, Writer
from legation.types import Event, Report
from legation.upkeep.merging import settle

Clock = Callable[[], datetime]
Told = tuple[Event, tuple[Report, ...]]
AT_ONCE = 100
"""Events whose judgements are read together."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, what they had seen said when they looked (`Notebook.latest`; None: do not ask), and why.

    ``shown`` are the reports of the event that they looked at; undoing leads back to it.
    """

    by: str
    seen: int | None = None
    note: str | None = None
    clock: Clock = lambda: datetime.now(UTC)
    shown: Sequence[str] = ()

    @property
    def now(self) -> str:
        """The moment of the act, ISO, UTC, to the second."""
        return self.clock().isoformat(timespec="seconds")


def accept(record: Record, reports: Sequence[str], hand: Hand) -> int:
    """Say that these reports are right as they stand; the act's number."""
    return _opine(record, [Opinion(report, ACCEPT) for report in reports], hand)


def reject(record: Record, reports: Sequence[str], hand: Hand) -> int:
    """Say that these reports tell of no event of the codebook; the act's number."""
    return _opine(record, [Opinion(report, REJECT) for report in reports], hand)


def edit(record: Record, edits: Sequence[Opinion], hand: Hand, before: Sequence[str | None] = ()) -> int:
    """Set values of reports; the act's number. Raises `JudgementError` for a value of another shape than its field's."""
    for one in edits:
        try:
            merge.value_of(one.field or "", one.value)
        except (ValueError, KeyError, TypeError) as error:
            raise JudgementError(f"{one.field}: {one.value} is no value for it ({error})") from None
    return _opine(record, edits, hand, before)


def _opine(record: Record, opinions: Sequence[Opinion], hand: Hand, before: Sequence[str | None] = ()) -> int:
    old = [*before, *[None] * (len(opinions) - len(before))]
    said = [
        Saying(0, 0, one.kind, one.report, hand.by, hand.now, field=one.field, value=one.value, before=was,
               start=one.start, end=one.end, note=hand.note)
        for one, was in zip(opinions, old, strict=True)
    ]  # fmt: skip
    return _enter(record, said, hand)


def join(record: Record, one: str, other: str, hand: Hand) -> int:
    """Say that two events are one; the act's number. All reports of both are bound together."""
    if one == other:
        raise JudgementError(f"{one}: this is one event already")
    ours, theirs = record.event(one).reports, record.event(other).reports
    first = min(ours[0], theirs[0])
    pairs = [(first, report) for report in (*ours, *theirs) if report != first]
    return _enter(record, _verdicts(pairs, SAME, hand), hand)


def part(record: Record, event: str, reports: Sequence[str], hand: Hand) -> int:
    """Say that some reports of an event tell of another happening; the act's number."""
    held = record.event(event).reports
    leaving = [report for report in held if report in set(reports)]
    staying = [report for report in held if report not in leaving]
    if not leaving or not staying:
        raise JudgementError(f"{event}: name some of its reports, not none and not all")
    # What goes and what stays each hang together from now on by the person's word, not by ties to the other side.
    together = [(side[0], report) for side in (leaving, staying) for report in side[1:]]
    apart = [(a, b) for a in leaving for b in staying]
    return _enter(record, _verdicts(apart, DIFFERENT, hand) + _verdicts(together, SAME, hand), hand)


def _verdicts(pairs: Iterable[tuple[str, str]], verdict: str, hand: Hand) -> list[Saying]:
    return [
        Saying(0, 0, verdict, min(a, b), hand.by, hand.now, other=max(a, b), note=hand.note) for a, b in pairs
    ]


def _enter(record: Record, said: Sequence[Saying], hand: Hand) -> int:
    touched = {report for one in said for report in (one.report, one.other) if report}
    with record.writing() as writer:
        _not_overtaken(writer, hand.shown or touched, hand)
        _consistent(writer, said)
        act = writer.notebook.say(said, hand.shown[0] if hand.shown else None)
        for one in said:
            if one.kind in VERDICTS and one.other:
                writer.put_judgement(judgement(one.report, one.other, one.kind, one.by, one.note))
        _soil(writer, said)
    settle(record)
    return act


def _not_overtaken(writer: Writer, looked_at: Iterable[str], hand: Hand) -> None:
    if hand.seen is None:
        return
    now = writer.notebook.latest(looked_at)
    if now != hand.seen:
        others = [one for one in writer.notebook.sayings(looked_at, limit=20) if one.by != hand.by]
        who = f"{others[0].by} ({others[0].kind}, {others[0].made})" if others else "you, in another window"
        raise Overtaken(f"judged in the meantime by {who}; look again, nothing of yours was stored")


def _consistent(writer: Writer, said: Sequence[Saying]) -> None:
    """Refuse verdicts that contradict others. Raises `JudgementError`, with the reports named."""
    new = {
        (s.report, s.other): judgement(s.report, s.other, s.kind)
        for s in said
        if s.kind in VERDICTS and s.other
    }
    if new:
        merge.check([*(j for j in writer.judgements() if (j.one, j.other) not in new), *new.values()])


def _soil(writer: Writer, said: Sequence[Saying]) -> None:
    """Have what was spoken of merged again; what now says something else is also looked for anew."""
    numbers = writer.numbers({report for one in said for report in (one.report, one.other) if report})
    changed = {one.report for one in said if one.kind in (EDIT, REJECT)}
    writer.unfile(number for report, number in numbers.items() if report in changed)
    writer.soil(numbers.values())


def take_back(record: Record, act: int, hand: Hand) -> tuple[Saying, ...]:
    """Take an act back; what was said in it. Verdicts that it replaced stand again.

    Raises `JudgementError` where there is no such act, it was taken back before, or what would then stand
    contradicts itself.
    """
    with record.writing() as writer:
        said = tuple(one for one in writer.notebook.act(act) if one.taken_back is None)
        if not said:
            raise JudgementError(f"judgement {act}: there is none that could be taken back")
        writer.notebook.take_back(act, hand.by, hand.now)
        for one in said:
            if one.kind in VERDICTS and one.other:
                _restore(writer, one.report, one.other)
        merge.check(writer.judgements())
        _soil(writer, said)
    settle(record)
    return said


def _restore(writer: Writer, one: str, other: str) -> None:
    earlier = writer.notebook.standing_verdict(one, other)
    if earlier is None:
        writer.drop_judgement(one, other)
    else:
        writer.put_judgement(judgement(one, other, earlier.kind, earlier.by, earlier.note))


def undo(record: Record, hand: Hand) -> tuple[Saying, ...]:
    """Take back the last act of a person that still stands; what was said in it.

    Raises `JudgementError` where there is none.
    """
    with record.notebook() as notebook:
        act = notebook.last_act(hand.by)
    if act is None:
        raise JudgementError(f"{hand.by}: has said nothing that could be taken back")
    return take_back(record, act, hand)


def standing(record: Record, told: Iterable[Told]) -> Iterator[Told]:
    """Events with their reports as people left them: with their values, and the words that they gave as evidence."""
    source = iter(told)
    while some := list(islice(source, AT_ONCE)):
        with record.notebook() as notebook:
            opinions = notebook.opinions(report.id for _, reports in some for report in reports)
        for event, reports in some:
            yield event, tuple(merge.corrected(r, opinions.get(r.id, ())) or r for r in reports)


def stands(record: Record, reports: Sequence[Report]) -> tuple[Report, ...]:
    """Reports as people left them; a rejected one is given as the coder left it, so that it can be looked at."""
    with record.notebook() as notebook:
        opinions = notebook.opinions(report.id for report in reports)
    return tuple(merge.corrected(report, opinions.get(report.id, ())) or report for report in reports)
