"""The command that fetches what lists of addresses name.

lists ── collect.addresses ──▶ pages that wait (in the record) ── Watcher ──▶ the record
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.commands.running import Outcome, Stopped, archive_option, record_option

if TYPE_CHECKING:
    from legation.commands.watching import Watcher
    from legation.ledger import Counts
    from legation.record import Record

_BATCH = 1_000  # addresses entered in one transaction


@click.command()
@click.argument("lists", metavar="LIST…", nargs=-1, required=True)
@click.option(
    "--column", metavar="NAME", help="The column of a table that holds the addresses; url if nothing is said."
)
@record_option()
@click.option("--contact", metavar="WHO", help="Goes into the User-Agent, so that a site can reach you.")
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="Seconds between two requests to one host.",
)
@click.option(
    "--at-once",
    type=click.IntRange(1, 16),
    default=8,
    show_default=True,
    help="Hosts asked side by side; of each one page at a time.",
)
@click.option(
    "--allow-host",
    "hosts",
    metavar="HOST",
    multiple=True,
    help="A host of your own network that may be fetched from.",
)
@click.option(
    "--wait", is_flag=True, help="Go on until every page is had or given up, which may take two days."
)
@click.option("--retry", is_flag=True, help="Try pages of the lists again that were given up.")
@archive_option()
@click.pass_obj
def fetch(
    outcome: Outcome,
    lists: tuple[str, ...],
    column: str | None,
    record: str,
    contact: str | None,
    delay: float,
    at_once: int,
    hosts: tuple[str, ...],
    wait: bool,
    retry: bool,
    archive: bool,
) -> None:
    """Fetch the pages that lists of addresses name, and add them to a record.

    LIST is a text file with an address a line, a table with a column of addresses, or a file of GDELT; packed or not;
    "-" is standard input. Each address is fetched once: the run may be stopped at any moment, and the same command goes
    on. Sites' robots.txt and wishes to wait are honoured as by `legation watch`.
    """
    from legation.collect.fetching import Fetcher
    from legation.collect.guarding import Guard
    from legation.collect.sources import Manners, Sources
    from legation.commands.intake import progress
    from legation.commands.telling import open_record
    from legation.commands.watching import Watcher
    from legation.pipeline import Pipeline
    from legation.record import watched
    from legation.record.originals import Originals, beside

    names = tuple(dict.fromkeys(str(Path(one)) for one in lists if _is_there(one, outcome)))
    if not names:
        return
    allowed = frozenset(host.lower().rstrip(".") for host in hosts)
    with ExitStack() as opened:
        kept = opened.enter_context(open_record(record, create=True))
        fetcher = opened.enter_context(Fetcher(Guard(allowed), contact=contact, now=outcome.clock.now))
        originals = opened.enter_context(Originals(beside(record))) if archive else None
        found = Sources((), Manners(contact, delay, allowed, at_once=at_once))
        watcher = Watcher(
            kept,
            found,
            fetcher,
            Pipeline.default(),
            outcome.clock,
            outcome.fail,
            originals=originals,
            lists=names,
        )
        try:
            entered = [_enter(kept, name, column, retry, outcome) for name in names]
            with kept.reading() as connection:
                waiting = watched.waiting(connection, names)
            click.echo(_listed(sum(one for one, _ in entered), sum(new for _, new in entered), waiting))
            watcher.done = opened.enter_context(progress(f"fetching into {record}", waiting))
            watcher.run(once=not wait)
        except KeyboardInterrupt:
            watcher.settle()
            raise Stopped(
                f"stopped. {_told(watcher.tally)} The same command again goes on from there."
            ) from None
        click.echo(_told(watcher.tally) + _left(watcher))


def _is_there(path: str, outcome: Outcome) -> bool:
    """Whether there is such a list: of one that is not, no record is made."""
    if path == "-" or Path(path).exists():
        return True
    outcome.fail(f"{path}: no such file or folder")
    return False


def _enter(kept: Record, name: str, column: str | None, retry: bool, outcome: Outcome) -> tuple[int, int]:
    """Enter the addresses of a list into the record: how many it names, and how many wait because of it."""
    from legation.collect.addresses import from_path
    from legation.collect.guarding import host_of
    from legation.commands.gathering import Account
    from legation.ledger import Counts
    from legation.record import watched
    from legation.types import Failure

    def good() -> Iterator[str]:
        for one in from_path(name, column, getattr(sys.stdin, "buffer", None)):
            if isinstance(one, Failure):
                outcome.told(one)
            else:
                yield one

    account, source, total, new = Account(outcome.clock), good(), 0, 0
    while batch := [(address, host_of(address)) for address in islice(source, _BATCH)]:
        with kept.writing() as writer:
            more = watched.put_listed(writer.connection, name, batch, outcome.clock.now(), retry)
            account.count(writer.connection, name, Counts(found=more))
        new += more
        total += len(batch)
    return total, new


def _listed(total: int, new: int, waiting: int) -> str:
    from legation.share.wording import plural

    named = plural(total, "address", "addresses")
    return f"{named} listed, {new:,} of them new; {plural(waiting, 'page')} to be fetched."


def _told(tally: Counts) -> str:
    from legation.share.wording import plural

    return (
        f"{plural(tally.fetched, 'page')} fetched, {tally.read:,} read, {tally.coded:,} coded;"
        f" {plural(tally.reports, 'new report')}."
    )


def _left(watcher: Watcher) -> str:
    """What waits for another time."""
    from legation.record import watched
    from legation.share.wording import plural

    with watcher.record.reading() as connection:
        first = next(iter(watched.next_pages(connection, watcher.names)), None)
        number = watched.waiting(connection, watcher.names)
    if first is None:
        return ""
    moment = datetime.fromtimestamp(first.ready).astimezone().strftime("%Y-%m-%d %H:%M")
    many = plural(number, "page")
    return f" {many} to be tried again, from {moment} on: the same command does it (or --wait)."
