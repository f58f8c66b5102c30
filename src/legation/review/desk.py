"""What every page of the desk is handed: the record, the people, the templates, and what is remembered between pages."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from queue import SimpleQueue
from time import thread_time
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from legation import asking
from legation.commands.running import fault, say
from legation.errors import LegationError
from legation.record import Record
from legation.review import wordings
from legation.review.newness import Newness
from legation.review.people import People
from legation.review.shelf import Kept, Shelf
from legation.share.screen import clean

T = TypeVar("T")
Clock = Callable[[], datetime]
HERE = files("legation") / "review"
STALE = 30.0
"""Seconds for which a count that is slow to make may be shown after the record has changed."""
SLOW = 0.05
"""Seconds on the clock from which an answer counts as slow to make."""
BUSY = 0.02
"""Seconds of CPU from which it does."""
REST = 50
"""How many times as long as it took to make, a slow answer stands before it is made anew, up to half of `STALE`."""
MOST_MADE = 12
"""Answers that wait to be made aside; what comes then is asked for again by the next page."""


def utc_now() -> datetime:
    """Now."""
    return datetime.now(UTC)


class Remembered:
    """Answers that are slow to make, kept until the record changes.

    A quick answer is made anew at once; one that took longer than `SLOW` or `BUSY` is shown as it was, for `STALE` seconds at
    most, while a thread makes it anew: not after every change of a record that is written to all the time, see `REST`.
    Where other processes answer too, slow ones are shared with them on a shelf.
    """

    def __init__(self, token: Callable[[], str], clock: Clock, shelf: Shelf | None = None) -> None:
        self._token = token
        self._clock = clock
        self._shelf = shelf
        self._kept: dict[str, Kept] = {}
        self._making: set[str] = set()
        self._lock = threading.Lock()
        self._orders: SimpleQueue[tuple[str, str, Callable[[], object]]] = SimpleQueue()
        self._maker: threading.Thread | None = None  # one for all: a page that begins one waits until it runs

    def get(self, name: str, make: Callable[[], T], token: str | None = None) -> T:
        """The answer of this name. It stands as long as ``token`` does: the record's own, if none is given."""
        token = self._token() if token is None else token
        kept = self._known(name, token)
        if kept is not None and kept.token == token:
            return kept.answer  # type: ignore[no-any-return]
        age = self._now() - kept.made if kept is not None else STALE
        if kept is not None and kept.stands and age < STALE:
            if age >= kept.stands:
                self.aside(name, make, token)
            return kept.answer  # type: ignore[no-any-return]
        return self._make(name, token, make)

    def soon(self, name: str, token: str) -> tuple[Any, bool]:
        """The answer of this name, of now or of before, or None; and whether it should be made anew."""
        kept = self._known(name, token)
        stale = kept is None or (kept.token != token and self._now() - kept.made > STALE)
        return kept.answer if kept else None, stale

    def make(self, name: str, make: Callable[[], object], token: str) -> None:
        """Make an answer now, however quick it is, for all who share the shelf."""
        kept = self._known(name, token)
        if kept is None or kept.token != token:
            self._make(name, token, make, shared=True)

    def aside(self, name: str, make: Callable[[], object], token: str) -> None:
        """Have a thread make an answer, after all that it was told to make before."""
        with self._lock:
            if name in self._making or len(self._making) >= MOST_MADE:
                return
            self._making.add(name)
            if self._maker is None:
                self._maker = threading.Thread(target=self._make_all, daemon=True)
                self._maker.start()
        if self._shelf is None or self._shelf.claim(name, self._now()):
            self._orders.put((name, token, make))
        else:
            self._done(name)  # another process is at it

    def _now(self) -> float:
        return self._clock().timestamp()

    def _known(self, name: str, token: str) -> Kept | None:
        """What is kept under a name; what another process made, where that is newer."""
        with self._lock:
            kept = self._kept.get(name)
        if self._shelf is None or (kept is not None and kept.token == token):
            return kept
        newer = self._shelf.take(name, kept.made if kept else 0)
        return kept if newer is None else self._keep(name, newer)

    def _keep(self, name: str, kept: Kept) -> Kept:
        with self._lock:
            if len(self._kept) > 2000:
                self._kept.clear()
            self._kept[name] = kept
        return kept

    def _make_all(self) -> None:
        while True:
            name, token, make = self._orders.get()
            try:
                self._make(name, token, make)
            except LegationError:
                continue  # the next page that wants it is told
            except Exception as error:  # the outermost edge of this thread
                say(fault(error))
            finally:
                if self._shelf is not None:
                    self._shelf.release(name)

    def _make(self, name: str, token: str, make: Callable[[], T], shared: bool = False) -> T:
        try:
            began, worked = self._now(), thread_time()
            answer = make()
            now, worked = self._now(), thread_time() - worked
            slow = now - began > SLOW or worked > BUSY
            stands = min(REST * max(now - began, worked), STALE / 2) if slow else 0.0
            kept = self._keep(name, Kept(token, now, stands, answer))
            if self._shelf is not None and (shared or slow):
                self._shelf.put(name, kept)
            return answer
        finally:
            self._done(name)

    def _done(self, name: str) -> None:
        with self._lock:
            self._making.discard(name)


@dataclass(frozen=True)
class Desk:
    """A desk at work."""

    record: Record
    people: People
    hosts: frozenset[str]  # names by which the desk may be called
    clock: Clock = utc_now
    secret: str = field(
        default_factory=lambda: secrets.token_hex(32)
    )  # signs forms, whichever process answers
    shelf: Shelf | None = None  # where several processes answer

    @cached_property
    def names(self) -> Mapping[str, str]:
        """States' names by code."""
        return asking.state_names()

    @cached_property
    def remembered(self) -> Remembered:
        """Slow answers."""
        return Remembered(self.token, self.clock, self.shelf)

    @cached_property
    def newness(self) -> Newness:
        """What is new about events."""
        return Newness(self.record, self.remembered, self.shelf.wish if self.shelf else None)

    def token(self) -> str:
        """Changes whenever something is written to the record; reading it waits for nobody."""
        return "-".join(
            _stamp(self.record.path.with_name(self.record.path.name + end)) for end in ("", "-wal")
        )

    @cached_property
    def templates(self) -> Environment:
        """The templates. Whatever they print is freed of control characters and marks of writing direction first."""
        found = Environment(
            loader=FileSystemLoader(str(HERE / "templates")),
            autoescape=True,
            finalize=_harmless,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        found.filters |= wordings.filters(self.names)
        found.globals["fields"] = wordings.FIELDS
        return found

    def prepare(self) -> None:
        """Make ready what nobody's first page should wait for."""
        for name in self.templates.list_templates():
            self.templates.get_template(name)

    def let_go(self) -> None:
        """Close what is open; it is opened again when it is asked for. A process that is copied must hold no open record."""
        self.record.close()
        if self.shelf is not None:
            self.shelf.close()

    @property
    def now(self) -> str:
        """The moment, ISO, UTC, to the second."""
        return self.clock().isoformat(timespec="seconds")

    @property
    def today(self) -> str:
        """The day, ISO, UTC."""
        return self.clock().date().isoformat()


def load_drawing() -> None:
    """Load what draws: it takes a second, which the first who asks for a picture would wait."""
    for name in ("networkx", "numpy", "vl_convert"):
        import_module(name)


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return "0"
    return f"{found.st_mtime_ns:x}.{found.st_size:x}"


def _harmless(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
