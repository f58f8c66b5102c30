"""A record of a few dispatches, and a desk on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from legation.commands.demo import dispatches
from legation.pipeline import Pipeline
from legation.record import Record
from legation.review.desk import Desk
from legation.review.people import People, beside
from legation.review.web import make_app
from legation.types import Capture
from legation.upkeep import keeping

from .client import Browser

CHOSEN = ("03_", "04_", "05_", "08_", "12_")
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def made_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record, made once."""
    path = tmp_path_factory.mktemp("desk") / "made.db"
    captures = [c for c in dispatches() if isinstance(c, Capture) and c.name.startswith(tuple(f"demo/{n}" for n in CHOSEN))]  # fmt: skip
    with keeping.open_record(path, create=True) as record:
        pipeline = Pipeline.default()
        keeping.add(record, [pipeline.read(capture) for capture in captures])
    return path


@pytest.fixture
def record(made_record: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy of it for one test."""
    path = tmp_path / "legation.db"
    shutil.copy(made_record, path)
    with keeping.open_record(path) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(record: Record) -> People:
    return People(beside(record.path), QUICK)


@pytest.fixture
def desk(record: Record, people: People, clock: Clock) -> Desk:
    return Desk(record, people, frozenset({"testserver", "localhost"}), clock)


@pytest.fixture
def browsing(desk: Desk) -> Iterator[Callable[[], Browser]]:
    """Makes browsers, each with cookies of its own."""
    opened: list[TestClient] = []
    app = make_app(desk)

    def another() -> Browser:
        client = TestClient(app, raise_server_exceptions=True)
        opened.append(client)
        return Browser(client)

    yield another
    for client in opened:
        client.close()


@pytest.fixture
def browser(browsing: Callable[[], Browser]) -> Browser:
    return browsing()
