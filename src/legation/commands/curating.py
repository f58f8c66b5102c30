"""The commands of those who keep a record: to judge, to compare accounts, to code anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from legation.commands.running import Outcome, ask_each, paper, record_option, records_option
from legation.judgement import VERDICTS

if TYPE_CHECKING:
    from legation.record import Record
    from legation.share.screen import Screen
    from legation.upkeep.recoding import Change, Recoded

_SHOWN = 3
"""Changes of a page that are shown in full; of more, only how many."""


@click.command()
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@click.argument("verdict", metavar="VERDICT", required=False)
@click.option("--by", metavar="NAME", help="Who says so.")
@click.option("--note", metavar="WORDS", help="Why.")
@click.option("--take-back", is_flag=True, help="Take back what was said of the two.")
@record_option("The record.")
def judge(
    one: str, other: str, verdict: str | None, by: str | None, note: str | None, take_back: bool, record: str
) -> None:
    """Say of two reports or events that they are the same happening, not the same, or that you are unsure.

    VERDICT is same, not-same or unsure. It outranks every rule, holds for later versions, and can be taken back. An
    event (e_…) stands for its first report.
    """
    from legation.commands.telling import open_record
    from legation.upkeep import keeping

    if take_back == (verdict is not None):
        raise click.UsageError(f"say one of {', '.join(VERDICTS)}, or --take-back")
    with open_record(record) as kept:
        if verdict is None:
            keeping.withdraw(kept, one, other)
            click.echo("taken back; " + _where(kept, one, other))
        else:
            made = keeping.judge(kept, one, other, verdict, by, note)
            click.echo(f"{made.one} and {made.other}: {made.verdict}; " + _where(kept, made.one, made.other))


def _where(record: Record, one: str, other: str) -> str:
    a, b = record.told_of(one)[0].id, record.told_of(other)[0].id
    return f"both are in {a}" if a == b else f"they are in {a} and {b}"


@click.command()
@click.argument("ref", metavar="EVENT")
@records_option()
@click.pass_obj
def compare(outcome: Outcome, ref: str, records: tuple[str, ...]) -> None:
    """Put two sides' accounts of one event side by side: topics, names, promises, and words that only one uses."""
    from legation.asking import state_names
    from legation.share import accounts
    from legation.upkeep import keeping, readouts

    def ask(_path: str, record: Record) -> None:
        event, reports = record.told_of(ref)
        found = readouts.accounts(event, reports, record.reports_of, frozenset(keeping.function_words()))
        accounts.side_by_side(paper(), event, found, state_names())

    ask_each(outcome, records, ask)


@click.command()
@click.option("--accept", "accepted", is_flag=True, help="Put the changes into the record.")
@record_option("The record.")
def recode(accepted: bool, record: str) -> None:
    """Code all archived stories anew with this version, and show what changes: added, gone, changed fields.

    Without --accept the record stays as it is. Judgements stay, also where the report that they speak of changes.
    """
    from legation.commands.telling import open_record
    from legation.pipeline import Pipeline
    from legation.upkeep import recoding

    screen = paper()
    counted: Counter[str] = Counter()
    code = Pipeline.default().code
    with open_record(record) as kept:

        def shown() -> Iterator[Recoded]:
            for page in recoding.recode(kept, code):
                counted["pages"] += 1
                counted["reports"] += page.reports
                for change in page.changes:
                    counted[change.kind] += 1
                    counted.update(f"field {name}" for name in change.fields)
                _page(screen, page)
                yield page

        if accepted:
            recoding.accept(kept, shown())
        else:
            for _ in shown():
                pass
        events = kept.totals().events
    _sum(counted, accepted, events)


def _page(screen: Screen, page: Recoded) -> None:
    if not page.changes:
        return
    from legation.share.screen import clean

    screen.put((clean(page.document.path or page.document.url or page.document.id), "bold"))
    for change in page.changes[:_SHOWN]:
        screen.put((f"{change.kind:8}", "yellow"), clean(_told(change)), indent=2)
    if len(page.changes) > _SHOWN:
        screen.put((f"and {len(page.changes) - _SHOWN} more", "dim"), indent=2)


def _told(change: Change) -> str:
    one = change.after or change.before
    assert one is not None
    head = f"{one.id}  {one.type} {' '.join(one.states)}  {one.date or 'open'}"
    if change.before is None or change.after is None:
        return head
    before, after = change.before, change.after
    short = ("type", "mode", "states", "date", "stage", "factuality", "rule", "confidence")
    parts = [
        f"{name}: {getattr(before, name)} → {getattr(after, name)}" if name in short else name
        for name in change.fields
    ]
    return f"{head}  {'; '.join(parts)}"


def _sum(counted: Counter[str], accepted: bool, events: int) -> None:
    from legation.share.wording import plural

    changes = ", ".join(f"{counted[kind]} {kind}" for kind in ("added", "gone", "changed"))
    fields = sorted(((n, name[6:]) for name, n in counted.items() if name.startswith("field ")), reverse=True)
    where = f" ({', '.join(f'{name} {n}' for n, name in fields)})" if fields else ""
    click.echo(
        f"{plural(counted['pages'], 'page')}, {plural(counted['reports'], 'report')}: {changes}{where}."
    )
    if accepted:
        click.echo(f"The record now holds {plural(events, 'event')}.")
    elif counted["added"] + counted["gone"] + counted["changed"]:
        click.echo("Nothing was changed; --accept puts this into the record.")
