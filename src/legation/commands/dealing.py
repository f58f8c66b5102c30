"""The commands about deals: what is being undertaken, how far it has got, and what was known of it on a day."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
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

if TYPE_CHECKING:
    from legation.record import Record
    from legation.types import Deal
    from legation.upkeep.asof import Known

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

    They stand in the order of their first news; the day shown is that of the last. What is silent is said as of the last
    day of which the record holds a story.
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


@click.command()
@click.argument("date", metavar="DATE")
@between_option()
@click.option("--type", "kind", metavar="TYPE", help="A type of the codebook: meeting, agreement, transfer …")
@click.option(
    "--what",
    type=click.Choice(("both", "events", "deals")),
    default="both",
    show_default=True,
    help="What to print.",
)
@format_option("table", "jsonl")
@records_option()
@click.pass_obj
def asof(
    outcome: Outcome,
    date: str,
    between: tuple[str, str] | None,
    kind: str | None,
    what: str,
    form: str,
    records: tuple[str, ...],
) -> None:
    """Tell what the record knew on a day: events and deals out of what had been published by then.

    DATE is a day, a month or a year; the end of it is meant. Every line of jsonl has the day under "as_of".
    """
    from legation import asking
    from legation.upkeep.asof import known

    day = asking.last_day(date)
    pair = asking.pair(between) if between else ()
    type_ = asking.event_type(kind) if kind else None
    several = len(set(records)) > 1

    def ask(path: str, record: Record) -> None:
        found = known(record, day, pair, type_)
        if form == "jsonl":
            _known_as_json(found, what, {"record": path} if several else {})
            return
        if several:
            name_record(path)
        _known_as_tables(found, what)

    ask_each(outcome, records, ask)


def _known_as_json(found: Known, what: str, origin: dict[str, str]) -> None:
    from legation.format import deal_to_dict, event_to_dict
    from legation.share import exports

    stream, more = sys.stdout.buffer, {"as_of": found.day, **origin}
    if what != "deals":
        stream.writelines(
            exports.json_line({**event_to_dict(e, reports), **more}) for e, reports in found.events
        )
    if what != "events":
        stream.writelines(exports.json_line({**deal_to_dict(one), **more}) for one in found.deals)
    stream.flush()


def _known_as_tables(found: Known, what: str) -> None:
    from legation.share import deals as share
    from legation.share import listing
    from legation.share.wording import plural

    screen = paper()
    counts = f"{plural(len(found.events), 'event')}, {plural(len(found.deals), 'deal')}"
    screen.put((f"As known on {found.day}: {counts}", "bold"))
    if found.undated:
        screen.put(
            (f"{plural(found.undated, 'report')} left out: nothing says when the story was published", "dim")
        )
    if what != "deals" and found.events:
        screen.put()
        listing.events(screen, found.events)
    if what != "events" and found.deals:
        screen.put()
        share.table(screen, found.deals)
