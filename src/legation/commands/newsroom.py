"""The commands about sources: watching them, what came of it, and what is new."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.commands.running import (
    Outcome,
    Stopped,
    archive_option,
    ask_each,
    format_option,
    name_record,
    paper,
    record_option,
    records_option,
)
from legation.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from legation.commands.watching import Watcher
    from legation.ledger import Day
    from legation.record import Record


def _starter() -> str:
    return (files("legation") / "data" / "sources.toml").read_text(encoding="utf-8")


@click.command()
@click.argument("file", metavar="SOURCES")
@click.option("--once", is_flag=True, help="One round over the sources whose time has come, then stop.")
@record_option()
@click.option("--alerts", "rules", metavar="RULES", help="A file of rules: whom to tell of what is new.")
@archive_option()
@click.pass_obj
def watch(outcome: Outcome, file: str, once: bool, record: str, rules: str | None, archive: bool) -> None:
    """Ask sources what is new, fetch it, and add it to a record.

    SOURCES is a file of sources (`legation sources --starter` prints one to begin with). Sites' robots.txt and
    wishes to wait are honoured. The run may be stopped at any moment; the same command goes on.
    """
    from legation.collect import sources as collected
    from legation.collect.fetching import Fetcher
    from legation.collect.guarding import Guard
    from legation.commands.telling import open_record
    from legation.commands.watching import Watcher
    from legation.pipeline import Pipeline
    from legation.record.originals import Originals, beside
    from legation.upkeep import alerting

    found, asked = collected.load(Path(file)), alerting.load(Path(rules)) if rules else None
    guard, clock = Guard(found.manners.allow_hosts), outcome.clock
    with ExitStack() as opened:
        kept = opened.enter_context(open_record(record, create=True))
        fetcher = opened.enter_context(Fetcher(guard, contact=found.manners.contact, now=clock.now))
        originals = opened.enter_context(Originals(beside(record))) if archive else None
        alerts = alerting.Alerting(kept, asked, clock.now, outcome.fail) if asked else None
        settled = alerts.run if alerts else lambda: 0
        watcher = Watcher(kept, found, fetcher, Pipeline.default(), clock, outcome.fail, settled, originals)
        try:
            settled()
            watcher.run(once)
        except KeyboardInterrupt:
            watcher.settle()
            raise Stopped(f"stopped. {_told(watcher)} The same command again goes on from there.") from None
        click.echo(f"{_told(watcher)} {record} now holds {_events(kept)}.")
        if once and not watcher.tally.asked:
            click.echo(_when(watcher))


@click.command()
@click.argument("file", metavar="[SOURCES]", required=False)
@click.option("--starter", is_flag=True, help="Print a file of sources to begin with.")
@record_option("The record that watches them.")
def sources(file: str | None, starter: bool, record: str) -> None:
    """Say how each source of a file stands: whether it ever answered, when, and what is odd about it."""
    from legation.collect import sources as collected
    from legation.commands.telling import open_record
    from legation.record import watched
    from legation.share import coverages

    if starter:
        click.echo(_starter(), nl=False)
        return
    if file is None:
        raise UsageError("sources: name a file of sources, or ask for one with --starter")
    found, known = collected.load(Path(file)), {}
    if Path(record).exists():
        with open_record(record) as kept, kept.reading() as connection:
            known = watched.standings(connection) if watched.present(connection) else {}
    screen = paper()
    for source in found.sources:
        one = known.get(source.name)
        asked = one if one and one.url == source.url else None
        coverages.source(
            screen, source.name, source.state, source.kind, source.url, source.verified,
            asked.answered if asked else None, None if asked is None else asked.standing,
        )  # fmt: skip


@click.command()
@click.option(
    "--source", "names", metavar="NAME", multiple=True, help="Only this source; may be given several times."
)
@click.option("--since", metavar="DATE", help="Year, month or day: 2026, 2026-11, 2026-11-20.")
@click.option("--until", metavar="DATE", help="The same; the day, month or year itself counts.")
@format_option("table", "jsonl", "csv")
@records_option()
@click.pass_obj
def coverage(
    outcome: Outcome,
    names: tuple[str, ...],
    since: str | None,
    until: str | None,
    form: str,
    records: tuple[str, ...],
) -> None:
    """Say what was tried, had, read and coded of each source on each day, and what failed and why.

    So that a zero can be told from silence: "nothing new" is a zero, "not reached" is not. Days are those of UTC.
    """
    from legation import asking, edtf
    from legation.record import coverage as kept

    first, last = (edtf.bounds(one) for one in asking.period(since, until))
    start, end = edtf.iso(first[0]) if first else None, edtf.iso(last[1]) if last else None
    several = len(set(records)) > 1
    printer = _ledger_printer(form, several)

    def ask(path: str, record: Record) -> None:
        if several and form == "table":
            name_record(path)
        with record.reading() as connection:
            days = kept.days(connection, names, start, end)
        printer(path, days)

    ask_each(outcome, records, ask)


def _ledger_printer(form: str, several: bool) -> Callable[[str, Sequence[Day]], None]:
    from legation.share import coverages

    if form == "table":
        screen = paper()
        return lambda _path, days: coverages.table(screen, days)
    return (coverages.AsJson if form == "jsonl" else coverages.AsCsv)(sys.stdout.buffer, several)


@click.command()
@click.argument("file", metavar="RULES")
@click.option("--dry-run", is_flag=True, help="Say what would have been told, and change nothing.")
@click.option(
    "--days",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="With --dry-run: over so many days.",
)
@click.option("--until", metavar="DAY", help="With --dry-run: the last of them; today if nothing is said.")
@record_option("The record to look at.")
@click.pass_obj
def alerts(outcome: Outcome, file: str, dry_run: bool, days: int, until: str | None, record: str) -> None:
    """Tell what is new in a record since the last time, to whom RULES says.

    The first time, what the record holds already is not news. `legation watch --alerts RULES` does this as it goes.
    """
    from legation import asking
    from legation.commands.telling import open_record
    from legation.share import notices
    from legation.share.wording import plural
    from legation.upkeep import alerting

    rules, last = alerting.load(Path(file)), asking.day(until) if until else None
    with open_record(record) as kept:
        now = outcome.clock.now
        if dry_run:
            found = alerting.past(kept, rules, days, now, last)
            notices.table(paper(), found)
            return
        fired = alerting.Alerting(kept, rules, now, outcome.fail).run()
        click.echo(f"{plural(fired, 'new alert')}.")


def _told(watcher: Watcher) -> str:
    from legation.share.wording import plural

    tally = watcher.tally
    return (
        f"{plural(tally.asked, 'source')} asked, {tally.answered:,} answered; {plural(tally.found, 'new page')} listed,"
        f" {tally.fetched:,} fetched, {tally.read:,} read, {tally.coded:,} coded; {plural(tally.reports, 'new report')}."
    )


def _events(record: Record) -> str:
    from legation.share.wording import plural

    return plural(record.totals().events, "event")


def _when(watcher: Watcher) -> str:
    from datetime import datetime

    jobs = watcher.upcoming()
    if not jobs:
        return "Nothing is due."
    moment = datetime.fromtimestamp(jobs[0].at).astimezone().strftime("%Y-%m-%d %H:%M")
    return f"No source is due; the next is at {moment}."
