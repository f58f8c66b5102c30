"""The commands that answer from records: `legation events`, `legation show` and `legation dossier`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from legation.commands.running import (
    Outcome,
    ask_each,
    between_option,
    format_option,
    name_record,
    paper,
    records_option,
)
from legation.settings import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legation.record import Record
    from legation.share.exports import Told
    from legation.types import Event, Novelty

    New = Callable[[Event], Sequence[Novelty]]
    Printer = Callable[[str, Iterable[Told], New], None]


@click.command()
@between_option()
@click.option("--type", "kind", metavar="TYPE", help="A type of the codebook: meeting, agreement, transfer …")
@click.option("--since", metavar="DATE", help="Year, month or day: 2014, 2014-11, 2014-11-20.")
@click.option("--until", metavar="DATE", help="The same; the day, month or year itself counts.")
@click.option("--actor", metavar="NAME", help="Someone takes part whose name or office holds these words.")
@click.option(
    "--text", metavar="WORDS", help='Words in a title or in the evidence; "a phrase" in double quotes.'
)
@click.option(
    "--sort",
    type=click.Choice(["date", "grade"]),
    default="date",
    show_default=True,
    help="By date, or best sources first: A1 to D5, then those that cannot be judged (F, 6).",
)
@click.option("--sure", is_flag=True, help="Leave out what waits for review because its confidence is low.")
@format_option("table", "jsonl", "csv")
@records_option()
@click.pass_obj
def events(
    outcome: Outcome,
    between: tuple[str, str] | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    actor: str | None,
    text: str | None,
    sort: str,
    sure: bool,
    form: str,
    records: tuple[str, ...],
) -> None:
    """List events by date or source grade: all, or those asked for.

    What the coder is unsure of is listed with the others, marked [review: its confidence]. In CSV, a cell that a spreadsheet would take for a formula begins with an apostrophe. Where several records
    are read, every line of jsonl and csv names its record.
    """
    from legation import asking
    from legation.merge.grades import rank
    from legation.record import Wanted
    from legation.upkeep.correcting import standing
    from legation.upkeep.noticing import Noticing

    first, last = asking.period(since, until)
    wanted = Wanted(
        between=asking.pair(between) if between else (),
        type=asking.event_type(kind) if kind else None,
        since=first,
        until=last,
        actor=actor,
        text=text,
    )
    several = len(set(records)) > 1
    printer = _printer(form, several, sort == "grade")

    def ask(path: str, record: Record) -> None:
        if several and form == "table":
            name_record(path)
        told = standing(record, record.told(wanted))
        if sure:
            told = (one for one in told if one[0].confidence >= DEFAULTS.doubtful)
        if sort == "grade":
            told = iter(sorted(told, key=lambda one: rank(one[0])))
        printer(path, told, Noticing(record).of)

    ask_each(outcome, records, ask)


def _printer(form: str, several: bool, graded: bool) -> Printer:
    """What prints events in a form."""
    from legation.share import exports, listing

    if form == "table":
        screen = paper()

        def table(_path: str, told: Iterable[Told], new: New) -> None:
            if not listing.events(screen, told, new, graded):
                screen.put(("no such event", "dim"))

        return table
    stream = sys.stdout.buffer
    return exports.EventsAsJson(stream, several) if form == "jsonl" else exports.EventsAsCsv(stream, several)


@click.command()
@click.argument("ref", metavar="ID")
@records_option()
@click.pass_obj
def show(outcome: Outcome, ref: str, records: tuple[str, ...]) -> None:
    """Show an event or a story in full, with the evidence marked.

    ID is an event's (e_…), a story's (s_…) or a report's (r_…: the event it belongs to), or enough of its beginning.
    """
    several = len(set(records)) > 1

    def ask(path: str, record: Record) -> None:
        if several:
            name_record(path)
        _show(record, ref)

    ask_each(outcome, records, ask)


def _show(record: Record, ref: str) -> None:
    from legation.asking import state_names
    from legation.share import details
    from legation.upkeep.correcting import standing
    from legation.upkeep.noticing import Noticing

    whole = record.resolve(ref)
    if whole.startswith("s_"):
        details.story(paper(), record.story(whole), record.reports_of(whole), state_names())
        return
    ((event, reports),) = standing(record, [record.told_of(whole)])
    new, deal = Noticing(record).of(event), record.deal_of(event.id)
    details.event(paper(), event, reports, state_names(), new, deal, record.first_known(whole))


@click.command()
@click.argument("one", metavar="STATE")
@click.argument("other", metavar="STATE")
@records_option()
@click.pass_obj
def dossier(outcome: Outcome, one: str, other: str, records: tuple[str, ...]) -> None:
    """Tell what happened between two states, by year, with sources."""
    from legation import asking
    from legation.share import dossiers
    from legation.upkeep.noticing import Noticing

    pair = asking.pair((one, other))
    several = len(set(records)) > 1

    def ask(path: str, record: Record) -> None:
        if several:
            name_record(path)
        deals = record.deals(between=pair)
        dossiers.dossier(
            paper(), pair, record.dossier(*pair), asking.state_names(), deals, Noticing(record).of
        )

    ask_each(outcome, records, ask)
