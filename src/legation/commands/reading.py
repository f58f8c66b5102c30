"""The commands that read pages: `legation code`, `legation add` and `legation demo`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from legation.commands.running import (
    Outcome,
    Stopped,
    archive_option,
    format_option,
    paper,
    paths_argument,
    record_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legation.pipeline import Page
    from legation.record import Record
    from legation.record.originals import Originals

DEMO_RECORD = "legation-demo.db"

_columns = click.option(
    "--columns",
    metavar="FIELD=COLUMN,…",
    help="What tables and records call the fields of a page: text=body,date=pubdate. "
    "The fields are title, date, url, outlet, language, text and html.",
)


@click.command()
@paths_argument()
@format_option("table", "jsonl")
@_columns
@click.pass_obj
def code(outcome: Outcome, paths: tuple[str, ...], form: str, columns: str | None) -> None:
    """Code pages and print the reports, storing nothing.

    A table for people, always, unless jsonl is asked for: one report a line in the record format.
    """
    from legation.collect import columns as named
    from legation.commands.intake import from_paths, pages
    from legation.pipeline import Pipeline
    from legation.share import exports

    found = from_paths(paths, named.parse(columns) if columns else ())
    if form == "jsonl":
        for page in pages(found, Pipeline.default(), outcome):
            sys.stdout.buffer.writelines(map(exports.report_line, page.reports))
            sys.stdout.buffer.flush()
        return
    from legation.share import listing

    screen = paper()
    for page in pages(found, Pipeline.default(), outcome):
        for story in page.document.stories:
            listing.story_reports(screen, story, [r for r in page.reports if r.story.id == story.id])


@click.command()
@paths_argument()
@record_option()
@_columns
@archive_option()
@click.pass_obj
def add(outcome: Outcome, paths: tuple[str, ...], record: str, columns: str | None, archive: bool) -> None:
    """Code pages into a record, and merge the reports that tell of one happening.

    A page that is there already changes nothing. The run may be stopped at any moment; the same command goes on.
    """
    from legation.collect import columns as named
    from legation.collect.meter import Meter
    from legation.commands.intake import from_paths, pages, progress, size
    from legation.commands.telling import open_record
    from legation.pipeline import Pipeline
    from legation.record.originals import Originals, beside

    meter = Meter()
    with open_record(record, create=True) as kept:
        found = from_paths(paths, named.parse(columns) if columns else (), meter)
        with ExitStack() as opened:
            originals = opened.enter_context(Originals(beside(record))) if archive else None
            tick = opened.enter_context(progress(f"reading into {record}", size(paths), meter))
            known = (
                kept.has_read if kept.totals().documents else None
            )  # of a new record, nothing need be asked
            _keep(kept, pages(found, Pipeline.default(), outcome, tick, known), record, originals)


def _keep(kept: Record, found: Iterable[Page], path: str, originals: Originals | None = None) -> None:
    """Store pages, and say what has been stored, also where the run is stopped."""
    from legation.commands.telling import Teller
    from legation.share.wording import plural
    from legation.upkeep.keeping import Receipt
    from legation.upkeep.keeping import add as keep

    so_far = Receipt()

    def stored(sum_so_far: Receipt) -> None:
        nonlocal so_far
        so_far = sum_so_far

    try:
        keep(kept, found, stored=stored, originals=originals, tell=Teller(path))
    except KeyboardInterrupt:
        there = plural(so_far.new_pages, "new page")
        raise Stopped(
            f"stopped; {there} stored in {path}. The same command again goes on from there."
        ) from None
    events = plural(kept.totals().events, "event")
    known = so_far.pages - so_far.new_pages - so_far.left
    said = [f"{known:,} known before"] if known else []
    said += [f"{so_far.left:,} left at a first look"] if so_far.left else []
    before = f" ({', '.join(said)})" if said else ""
    new = f"{plural(so_far.new_stories, 'new story', 'new stories')}, {plural(so_far.new_reports, 'new report')}"
    click.echo(f"{plural(so_far.pages, 'page')}{before}: {new}. {path} now holds {events}.")


@click.command()
@record_option(default=DEMO_RECORD)
@click.pass_obj
def demo(outcome: Outcome, record: str) -> None:
    """Read forty dispatches that come with Legation into a record, and show what is in it."""
    from legation.commands import demo as demonstration
    from legation.commands.intake import pages, progress
    from legation.commands.telling import open_record
    from legation.pipeline import Pipeline
    from legation.upkeep.keeping import add as keep

    dispatches = demonstration.dispatches()
    with open_record(record, create=True) as kept:
        with progress(f"reading dispatches into {record}", len(dispatches)) as tick:
            keep(kept, pages(dispatches, Pipeline.default(), outcome, tick))
        demonstration.show(paper(), kept, record)
