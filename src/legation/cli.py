"""The command line: every command by its name, in the order of work.

What is heavy is imported inside the commands, so that ``legation --version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import sys

import click

from legation import __version__
from legation.commands import answering, curating, dealing, examining, listed, newsroom, reading, versioning
from legation.commands.running import Commands, run
from legation.review.commands import serve, user


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="legation", message="%(prog)s %(version)s")
def legation() -> None:
    """Read what is published about defence diplomacy, and keep the record of it.

    PATH is a file, a folder, or "-" for standard input: plain text, HTML, PDF, e-mail, Word and OpenDocument; JSON,
    JSONL, CSV and Parquet with the fields title, date, url and text; WARC; and ZIP, tar, gzip and zstd of these.
    What cannot be read is named on standard error, the rest goes on, and the exit
    status is then 1.
    """


for _command in (
    *(reading.code, reading.add),
    *(answering.events, answering.show, answering.dossier),
    *(curating.judge, curating.compare, curating.recode),
    *(dealing.deals, dealing.deal, dealing.asof),
    *(versioning.versions, versioning.original),
    *(newsroom.sources, newsroom.watch, listed.fetch, newsroom.coverage, newsroom.alerts),
    *(examining.explain, examining.evaluate, reading.demo),
    *(serve, user),
):
    legation.add_command(_command)


def main() -> None:
    """The program ``legation``."""
    sys.exit(run(legation))


if __name__ == "__main__":
    main()
