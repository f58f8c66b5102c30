"""The commands about deals: what is being undertaken between states, and how far it has got."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from legation.running import (
    Outcome,
    ask_each,
    between_option,
    format_option,
    name_record,
    paper,
    records_option,
)

if TYPE_CHECKING:
    from legation.record import Record
    from legation.types import Deal

    Printer = Callable[[str, Sequence[Deal]], None]


@click.command()
@between_option()
@click.option(
    "--stage", metavar="STAGE", help="How far it has got: negotiating, signed, delivered, cancelled …"
)
@click.option("--type", "kind", metavar="TYPE", help="transfer, agreement, project, access or aid.")
@click.option(
    "--silent", is_flag=True, help="Only deals of which nothing was heard for longer than is usual."
)
@format_option("table", "jsonl", "csv")
@records_option()
@click.pass_obj
def deals(
    outcome: Outcome,
    between: tuple[str, str] | None,
    stage: str | None,
    kind: str | None,
    silent: bool,
    form: str,
    records: tuple[str, ...],
) -> None:
    """List deals: events that move one undertaking along, with how far it has got.

    What is silent is said as of the last day of which the record holds a story.
    """
    from legation import asking

    pair = asking.pair(between) if between else None
    reached, type_ = asking.stage(stage) if stage else None, asking.deal_type(kind) if kind else None
    several = len(set(records)) > 1
    printer = _printer(form, several)

    def ask(path: str, record: Record) -> None:
        if several and form == "table":
            name_record(path)
        found = record.deals(between=pair, stage=reached, type=type_, silent=silent)
        printer(path, found if form != "jsonl" else [record.with_words(one) for one in found])

    ask_each(outcome, records, ask)


def _printer(form: str, several: bool) -> Printer:
    """What prints deals in a form; of several records, each line of jsonl and csv names its own."""
    from legation.format import deal_to_dict
    from legation.share import deals as share
    from legation.share import exports

    stream = sys.stdout.buffer
    if form == "table":
        screen = paper()

        def table(_path: str, found: Sequence[Deal]) -> None:
            if not share.table(screen, found):
                screen.put(("no such deal", "dim"))

        return table
    if form == "jsonl":

        def lines(path: str, found: Sequence[Deal]) -> None:
            origin = {"record": path} if several else {}
            stream.writelines(exports.json_line({**deal_to_dict(one), **origin}) for one in found)
            stream.flush()

        return lines
    writer = exports.csv_writer(stream)
    writer.writerow((*share.COLUMNS, "record") if several else share.COLUMNS)

    def rows(path: str, found: Sequence[Deal]) -> None:
        for one in found:
            cells = (*share.csv_row(one), path) if several else share.csv_row(one)
            writer.writerow([exports.safe(cell) for cell in cells])
        stream.flush()

    return rows


@click.command()
@click.argument("ref", metavar="ID")
@format_option("table", "jsonl")
@records_option()
@click.pass_obj
def deal(outcome: Outcome, ref: str, form: str, records: tuple[str, ...]) -> None:
    """Show one deal in full: its steps with their words, what was ordered and delivered, and why it is one deal.

    ID is a deal's (d_…), or that of an event (e_…) which moves it; enough of the beginning will do.
    """
    several = len(set(records)) > 1

    def ask(path: str, record: Record) -> None:
        if several and form == "table":
            name_record(path)
        found = _deal(record, ref)
        if form == "jsonl":
            _printer(form, several)(path, [found])
            return
        from legation.asking import state_names
        from legation.share import deals as share

        named = [one for one in (found.framework, found.renews, *found.parts) if one]
        share.deal(paper(), found, state_names(), {one: record.deal(one) for one in named})

    ask_each(outcome, records, ask)


def _deal(record: Record, ref: str) -> Deal:
    """The deal that is meant. Raises `UsageError` for an unknown id, and for an event that moves no deal."""
    from legation.errors import UsageError

    if not ref.startswith("e_"):
        return record.deal(ref)
    event = record.event(ref)
    found = record.deal_of(event.id)
    if found is None:
        raise UsageError(f"{ref}: an event that moves no deal along ({event.type})")
    return record.deal(found.id)
