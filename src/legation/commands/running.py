"""How a command runs: what has failed so far, where it is told, and how it ends.

Exit status: 0 all done; 1 something failed and was told, the rest done; 2 a question that cannot be asked, or
gold that breaks its format; 130 stopped by the user. Failures are lines on standard error: ``legation: NAME: why``.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from legation.commands.clock import Clock, RealClock
from legation.errors import GoldError, LegationError, UsageError

if TYPE_CHECKING:
    from legation.record import Record
    from legation.share.screen import Screen
    from legation.types import Failure

FAILED, MISUSED, STOPPED = 1, 2, 130
DEFAULT_RECORD = "legation.db"


@dataclass(slots=True)
class Outcome:
    """What has failed in this run, and the clock that it goes by."""

    failures: int = 0
    clock: Clock = field(default_factory=RealClock)

    def fail(self, message: str) -> None:
        """Tell of something that could not be done; the rest goes on."""
        self.failures += 1
        say(message)

    def told(self, failure: Failure) -> None:
        """Tell of a page that could not be read."""
        self.fail(f"{failure.name}: {failure.why}")

    @property
    def status(self) -> int:
        """The exit status so far."""
        return FAILED if self.failures else 0


class Stopped(click.ClickException):
    """The user stopped the run; the message says what stands."""

    exit_code = STOPPED


class _ReaderGoneError(Exception):
    """Whoever read our output has closed it."""


class Commands(click.Group):
    """The command group: lists its commands in the order of work, and notices when its reader goes away."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were registered."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does it, but for a pipe that is closed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGoneError from None


def say(message: str) -> None:
    """One line on standard error, safe to be shown."""
    click.echo("legation: " + _one_line(message), err=True)


def span(seconds: float) -> str:
    """A length of time in words: "40 s", "12 min", "3 h 5 min"."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{max(round(seconds), 0)} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _one_line(message: str) -> str:
    line = " ".join(message.split())
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def run(commands: Commands, arguments: Sequence[str] | None = None) -> int:
    """Run a command line; its exit status. No exception leaves this function, and no traceback is shown."""
    _write_anything()
    logging.getLogger("sqlalchemy.pool").setLevel(
        logging.CRITICAL
    )  # a question that Ctrl-C cuts short is no news
    outcome = Outcome()
    try:
        commands.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="legation",
            standalone_mode=False,
            obj=outcome,
        )
        sys.stdout.flush()
    except (_ReaderGoneError, BrokenPipeError):
        _forget_stdout()
    except (click.Abort, KeyboardInterrupt):
        say("stopped")
        return STOPPED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return MISUSED
    except click.UsageError as error:
        return _misused(error.format_message(), error.ctx)
    except click.ClickException as error:
        say(error.format_message())
        return error.exit_code
    except (UsageError, GoldError) as error:
        return _misused(str(error), None)
    except (LegationError, OSError) as error:
        outcome.fail(str(error))
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else FAILED
    except Exception as error:  # the outermost edge: a fault of ours is told in one line like any other
        outcome.fail(fault(error))
    return outcome.status


def fault(error: Exception) -> str:
    """A fault of Legation itself, in one line that can be reported."""
    return f"a fault in Legation, please report it ({type(error).__name__}: {error})"


def _misused(message: str, ctx: click.Context | None) -> int:
    say(message)
    if ctx is not None:
        click.echo(f"See '{ctx.command_path} --help'.", err=True)
    return MISUSED


def _write_anything() -> None:
    """Letters that the terminal's encoding lacks are replaced, not an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _forget_stdout() -> None:
    """Let the interpreter flush what is left into nothing instead of a closed pipe."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file: a test's stand-in
        return


# ------------------------------------------------------------------ what commands write to, and records they read


def paper() -> Screen:
    """The console on standard output."""
    from legation.share.screen import Screen

    return Screen(sys.stdout)


def ask_each(outcome: Outcome, paths: Iterable[str], ask: Callable[[str, Record], None]) -> None:
    """Ask records one after another; of one that cannot be opened or does not know, only why, and the rest goes on."""
    from legation.commands.telling import open_record

    for path in dict.fromkeys(paths):
        try:
            with open_record(path) as record:
                ask(path, record)
        except LegationError as error:
            outcome.fail(_naming(path, str(error)))


def _naming(path: str, message: str) -> str:
    return message if message.startswith(path) else f"{path}: {message}"


# ------------------------------------------------------------------ options that several commands have


def paths_argument() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """What to read: one or several paths."""
    return click.argument("paths", metavar="PATH…", nargs=-1, required=True)


WRITTEN_TO = "The record to write to; made where there is none."


def record_option(
    told: str = WRITTEN_TO, default: str = DEFAULT_RECORD
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--record``, once; ``told`` is what its help says."""
    return click.option("--record", metavar="FILE", default=default, show_default=True, help=told)


def records_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--record``, once or several times: what to read."""
    return click.option(
        "--record",
        "records",
        metavar="FILE",
        multiple=True,
        default=(DEFAULT_RECORD,),
        show_default=True,
        help="The record to read. May be given several times: each is read on its own.",
    )


def format_option(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format``; the first of the names is what is printed if nothing is said."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="How to print.",
    )


def archive_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--archive/--no-archive``."""
    return click.option(
        "--archive/--no-archive", default=True, help="Keep the original bytes beside the record (on)."
    )


def between_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--between A B``."""
    return click.option(
        "--between", nargs=2, metavar="STATE STATE", help="Both take part: code, name, adjective or capital."
    )


def name_record(path: str) -> None:
    """The line above what one of several records answers."""
    paper().put((f"== {path} ==", "bold"))
