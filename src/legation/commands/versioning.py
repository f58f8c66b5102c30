"""The commands about what a page was: its versions, and the original bytes that were read."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.commands.running import Outcome, ask_each, paper, records_option

if TYPE_CHECKING:
    from legation.record import Record
    from legation.record.sources import Origin
    from legation.types import Report


@click.command()
@click.argument("ref", metavar="URL|ID")
@records_option()
@click.pass_obj
def versions(outcome: Outcome, ref: str, records: tuple[str, ...]) -> None:
    """List the versions of a page that were read, and what changed from each to the next.

    URL is the page's address, or the path of a file; ID that of a story (s_…), whole or enough of its beginning.
    """

    def ask(_path: str, record: Record) -> None:
        from legation.asking import state_names
        from legation.revision import changes, edits
        from legation.share import revisions

        found = [(one, *_content(record, one)) for one in _versions(record, ref)]
        screen = paper()
        for number, (one, _text, reports) in enumerate(found, 1):
            revisions.head(screen, number, one.added, one.place or "-", one.document, len(reports))
        for number, (before, after) in enumerate(pairwise(found), 1):
            title = f"from {number} to {number + 1}"
            differing = edits(before[1], after[1]), changes(before[2], after[2])
            revisions.differences(screen, title, *differing, state_names())

    ask_each(outcome, records, ask)


def _versions(record: Record, ref: str) -> tuple[Origin, ...]:
    from legation.errors import UsageError

    if ref.startswith("s_"):
        ref = record.resolve(ref)
    found = record.versions(ref)
    if not found:
        raise UsageError(f"{ref}: no page of this address, path or id in the record")
    return found


def _content(record: Record, one: Origin) -> tuple[str, tuple[Report, ...]]:
    """The paragraphs of a version's stories, and what was coded from them."""
    stories = [record.story(story) for story in one.stories]
    parts = (story.text[part.span.start : part.span.end] for story in stories for part in story.paragraphs)
    text = "\n".join(parts)
    return text, tuple(report for story in stories for report in record.reports_of(story.id))


@click.command()
@click.argument("ref", metavar="URL|ID")
@click.option("--output", metavar="FILE", help="Write to a file; otherwise to standard output.")
@records_option()
@click.pass_obj
def original(outcome: Outcome, ref: str, output: str | None, records: tuple[str, ...]) -> None:
    """Give back what was read for a page, byte for byte: the newest version, of a story its own.

    The bytes lie beside the record, in a file that ends in .originals, unless `add` was told --no-archive.
    """

    def ask(path: str, record: Record) -> None:
        from legation.errors import RecordError
        from legation.record.originals import Originals, beside

        found = _versions(record, ref)
        own = next((one for one in found if ref in (one.document, *one.stories)), found[-1])
        place = beside(path)
        kept = None
        if place.exists():
            with Originals(place) as originals:
                kept = originals.get(own.sha256)
        if kept is None:
            raise RecordError(f"{ref}: its original was not kept ({place})")
        if output:
            Path(output).write_bytes(kept[1])
        else:
            sys.stdout.buffer.write(kept[1])
            sys.stdout.buffer.flush()

    ask_each(outcome, records, ask)
