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
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from legation import asking
from legation.record import Record
from legation.review import wordings
from legation.review.newness import Newness
from legation.review.people import People
from legation.share.screen import clean

T = TypeVar("T")
Clock = Callable[[], datetime]
HERE = files("legation") / "review"
STALE = 30.0
"""Seconds for which a count that is slow to make may be shown after the record has changed."""
SLOW = 0.05
"""Seconds from which an answer counts as slow to make."""
REST = 50
"""How many times as long as it took to make, a slow answer stands before it is made anew, up to half of `STALE`."""
MOST_MADE = 12
"""Answers that wait to be made aside; what comes then is asked for again by the next page."""


def utc_now() -> datetime:
    """Now."""
    return datetime.now(UTC)


class Remembered:
    """Answers that are slow to make, kept until the record changes.

    A quick answer is made anew at once; one that took longer than `SLOW` is shown as it was, for `STALE` seconds at
    most, while a thread makes it anew: not after every change of a record that is written to all the time, see `REST`.
    """

    def __init__(self, token: Callable[[], str], clock: Clock) -> None:
        self._token = token
        self._clock = clock
        self._kept: dict[str, tuple[str, float, float, Any]] = {}  # token, made at, seconds it took, answer
        self._making: set[str] = set()
        self._one_by_one = threading.Lock()
        self._lock = threading.Lock()

    def get(self, name: str, make: Callable[[], T], token: str | None = None) -> T:
        """The answer of this name. It stands as long as ``token`` does: the record's own, if none is given."""
        token = self._token() if token is None else token
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None and kept[0] == token:
                return kept[3]  # type: ignore[no-any-return]
            age = self._clock().timestamp() - kept[1] if kept is not None else STALE
        if kept is not None and kept[2] > SLOW and age < STALE:
            if age >= min(REST * kept[2], STALE / 2):
                self._begin(name, token, make)
            return kept[3]  # type: ignore[no-any-return]
        return self._make(name, token, make)

    def soon(self, name: str, make: Callable[[], T] | None, token: str) -> tuple[T | None, bool]:
        """The answer of this name, of now or of before, or None; and whether it is being made anew, by a thread."""
        with self._lock:
            kept = self._kept.get(name)
        stale = kept is None or (kept[0] != token and self._clock().timestamp() - kept[1] > STALE)
        if stale and make is not None:
            self._begin(name, token, make)
        return kept[3] if kept else None, stale and make is not None

    def _begin(self, name: str, token: str, make: Callable[[], object]) -> None:
        with self._lock:
            if name in self._making or len(self._making) >= MOST_MADE:
                return
            self._making.add(name)
        threading.Thread(target=self._make_aside, args=(name, token, make), daemon=True).start()

    def _make_aside(self, name: str, token: str, make: Callable[[], object]) -> None:
        with self._one_by_one:
            self._make(name, token, make)

    def _make(self, name: str, token: str, make: Callable[[], T]) -> T:
        try:
            began = self._clock().timestamp()
            answer = make()
            now = self._clock().timestamp()
            with self._lock:
                if len(self._kept) > 2000:
                    self._kept.clear()
                self._kept[name] = (token, now, now - began, answer)
            return answer
        finally:
            with self._lock:
                self._making.discard(name)


@dataclass(frozen=True)
class Desk:
    """A desk at work."""

    record: Record
    people: People
    hosts: frozenset[str]  # names by which the desk may be called
    clock: Clock = utc_now
    secret: str = field(default_factory=lambda: secrets.token_hex(32))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """States' names by code."""
        return asking.state_names()

    @cached_property
    def remembered(self) -> Remembered:
        """Slow answers."""
        return Remembered(self.token, self.clock)

    @cached_property
    def newness(self) -> Newness:
        """What is new about events."""
        return Newness(self.record, self.remembered)

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
        threading.Thread(target=_load, daemon=True).start()

    @property
    def now(self) -> str:
        """The moment, ISO, UTC, to the second."""
        return self.clock().isoformat(timespec="seconds")

    @property
    def today(self) -> str:
        """The day, ISO, UTC."""
        return self.clock().date().isoformat()


def _load() -> None:
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
