"""Judgements: what a person says of two reports, kept in the record and merged accordingly."""

from __future__ import annotations

from legation import judgement as sayings
from legation import merge
from legation.errors import JudgementError
from legation.judgement import Judgement
from legation.record import Record
from legation.upkeep.merging import settle


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
