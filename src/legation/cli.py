"""The command line: thin commands over the pipeline, the record and the renderings.

What is heavy is imported inside the commands, so that ``legation --version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from legation import __version__
from legation.commands import curating, dealing, listed, newsroom, versioning
from legation.commands.running import (
    DEFAULT_RECORD,
    Commands,
    Outcome,
    Stopped,
    archive_option,
    ask_each,
    between_option,
    format_option,
    name_record,
    paper,
    records_option,
    run,
)
from legation.review.commands import serve, user
from legation.settings import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legation.explanation import StoryRead
    from legation.pipeline import Page
    from legation.record import Record
    from legation.record.originals import Originals
    from legation.share.exports import Told
    from legation.types import Capture, Document, Event, Novelty

    New = Callable[[Event], Sequence[Novelty]]
    Printer = Callable[[str, Iterable[Told], New], None]

DEMO_RECORD = "legation-demo.db"

_paths = click.argument("paths", metavar="PATH…", nargs=-1, required=True)
_records = records_option()
_columns = click.option(
    "--columns",
    metavar="FIELD=COLUMN,…",
    help="What tables and records call the fields of a page: text=body,date=pubdate. "
    "The fields are title, date, url, outlet, language, text and html.",
)


def _one_record(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--record",
        metavar="FILE",
        default=default,
        show_default=True,
        help="The record to write to; made where there is none.",
    )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="legation", message="%(prog)s %(version)s")
def legation() -> None:
    """Read what is published about defence diplomacy, and keep the record of it.

    PATH is a file, a folder, or "-" for standard input: plain text, HTML, PDF, e-mail, Word and OpenDocument; JSON,
    JSONL, CSV and Parquet with the fields title, date, url and text; WARC; and ZIP, tar, gzip and zstd of these.
    What cannot be read is named on standard error, the rest goes on, and the exit
    status is then 1.
    """


@legation.command()
@_paths
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


@legation.command()
@_paths
@_one_record(DEFAULT_RECORD)
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


@legation.command()
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
@_records
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


@legation.command()
@click.argument("ref", metavar="ID")
@_records
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


@legation.command()
@click.argument("one", metavar="STATE")
@click.argument("other", metavar="STATE")
@_records
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


legation.add_command(curating.judge)
legation.add_command(curating.compare)
legation.add_command(curating.recode)
legation.add_command(dealing.deals)
legation.add_command(dealing.deal)
legation.add_command(dealing.asof)
legation.add_command(versioning.versions)
legation.add_command(versioning.original)
for _command in (newsroom.sources, newsroom.watch, listed.fetch, newsroom.coverage, newsroom.alerts):
    legation.add_command(_command)


@legation.command()
@_paths
@click.pass_obj
def explain(outcome: Outcome, paths: tuple[str, ...]) -> None:
    """Say how each sentence was read: names, groups, rules, dates; and why what looks like an event was not coded."""
    from legation.asking import state_names
    from legation.commands.explaining import Explainer
    from legation.commands.intake import from_paths, read_each, readable
    from legation.document import read
    from legation.gazetteer import load
    from legation.share import explanations

    tables, screen = load(), paper()
    explainer = Explainer(tables)

    def explained(capture: Capture) -> tuple[Document, tuple[StoryRead, ...]]:
        document = readable(read(capture, tables))
        return document, explainer.explain(document)

    told = 0
    for document, stories in read_each(from_paths(paths), explained, outcome):
        for failure in document.failures:
            outcome.told(failure)
        for story in stories:
            if told:
                screen.put()
            explanations.story(screen, story, state_names())
            told += 1


@legation.command()
@click.argument("folder", metavar="GOLD_DIR")
@click.option(
    "--by",
    type=click.Choice(("type", "language", "outlet")),
    default="type",
    show_default=True,
    help="What precision, recall and F1 are given for.",
)
@click.option("--errors", is_flag=True, help="Also what was wrong, with the sentence.")
@click.option("--html", metavar="FILE", help="Write all of it, mistakes too, to a page of its own.")
@format_option("table", "json")
@click.pass_obj
def evaluate(outcome: Outcome, folder: str, by: str, errors: bool, html: str | None, form: str) -> None:
    """Measure the coder on stories coded by hand.

    GOLD_DIR holds NAME.txt with its coding NAME.json beside it, in the format of gold/CODEBOOK.md. Every figure
    comes with its 95 % interval, by bootstrap over stories.
    """
    from pathlib import Path

    from legation.commands.intake import gold_coder, progress
    from legation.measure import evaluating
    from legation.measure.gold import read_gold
    from legation.pipeline import Pipeline
    from legation.share import evaluations

    stories = read_gold(Path(folder))
    with progress(f"coding {folder}", len(stories)) as tick:
        told = evaluating.evaluate(folder, stories, gold_coder(Pipeline.default(), outcome, tick), by)
    if html:
        Path(html).write_text(evaluations.page(told), encoding="utf-8", errors="replace")
    if form == "json":
        click.echo(evaluations.as_json(told, errors))
    else:
        evaluations.table(paper(), told, errors)


@legation.command()
@_one_record(DEMO_RECORD)
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


legation.add_command(serve)
legation.add_command(user)


def main() -> None:
    """The program ``legation``."""
    sys.exit(run(legation))


if __name__ == "__main__":
    main()
