"""The commands that look into the coder: `legation explain` and `legation evaluate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from legation.commands.running import Outcome, format_option, paper, paths_argument

if TYPE_CHECKING:
    from legation.explanation import StoryRead
    from legation.types import Capture, Document


@click.command()
@paths_argument()
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


@click.command()
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
