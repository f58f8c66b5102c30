"""`legation serve` and `legation user`."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from legation.errors import UsageError

if TYPE_CHECKING:
    from legation.review.people import People

_record = click.option(
    "--record", metavar="FILE", default="legation.db", show_default=True, help="The record."
)


@click.command()
@_record
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="The port.")
@click.option("--name", "names", metavar="NAME", multiple=True, help="A name by which others call this desk.")
@click.option("--tls", nargs=2, metavar="CERT KEY", help="Files of a certificate and its key: serve HTTPS.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that answer: one for each processor, four at most, where nothing is said.",
)
def serve(
    record: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    tls: tuple[str, str] | None,
    workers: int | None,
) -> None:
    """Open the desk: a web app on a record, to read, judge and correct it.

    It listens on this machine alone. Before it listens to others, users must be set up (`legation user add`).
    """
    from legation.commands.telling import Teller

    serving = _serving()
    desk = serving.open_desk(record, host, names, Teller(record))
    shown = "localhost" if host in serving.LOOPBACK else names[0] if names else host
    click.echo(f"The desk on {record} is at {'https' if tls else 'http'}://{shown}:{port}/ (Ctrl-C ends it)")
    with desk.record:
        serving.serve(desk, host, port, tls, workers)


@click.group()
def user() -> None:
    """Who may use the desk. With nobody set up, whoever sits at this machine may do everything."""


@user.command("add")
@click.argument("name")
@_record
@click.option("--role", default="review", show_default=True, help="read, review or admin.")
def add(name: str, record: str, role: str) -> None:
    """Set up a user; the password is asked for, or read from standard input."""
    people = _people(record)
    if not people.all() and role != "admin":
        raise UsageError(f"{name}: the first user needs --role admin, or nobody could add others at the desk")
    people.add(name, _password(), role)
    click.echo(f"{name} may {role}. The desk on {record} now asks everyone to log in.")


@user.command("list")
@_record
def listing(record: str) -> None:
    """List users and their roles."""
    for person in _people(record).all():
        click.echo(f"{person.name}\t{person.role}")


@user.command("remove")
@click.argument("name")
@_record
def remove(name: str, record: str) -> None:
    """Remove a user; their judgements stay."""
    _people(record).remove(name)
    click.echo(f"{name} is removed.")


@user.command("role")
@click.argument("name")
@click.argument("role")
@_record
def role(name: str, role: str, record: str) -> None:
    """Give a user another role: read, review or admin."""
    _people(record).set_role(name, role)
    click.echo(f"{name} may now {role}.")


@user.command("passwd")
@click.argument("name")
@_record
def passwd(name: str, record: str) -> None:
    """Give a user another password; their sessions end."""
    _people(record).set_password(name, _password())
    click.echo(f"{name} has a new password.")


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _people(record: str) -> People:
    serving = _serving()
    if not Path(record).is_file():
        raise UsageError(f"{record}: no such record (`legation add` makes one)")
    found: People = serving.People(serving.beside(Path(record)))
    return found


def _serving() -> ModuleType:
    """The desk's own packages, which come with the extra "desk"."""
    try:
        from legation.review import serving
    except ImportError as error:
        raise UsageError(
            f"the desk needs the extra packages “desk” (pip install 'legation[desk]'; {error})"
        ) from None
    return serving
