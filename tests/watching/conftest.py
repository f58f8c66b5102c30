"""A web, a record and a clock in which sources are watched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from legation.collect.sources import Manners
from legation.pipeline import Pipeline
from legation.record import Record
from legation.upkeep import keeping
from web_server import Web

from .room import HOSTS, FakeClock, Room


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as found:
        yield found


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with keeping.open_record(tmp_path / "r.db", create=True) as found:
        yield found


@pytest.fixture
def room(web: Web, record: Record, pipeline: Pipeline) -> Iterator[Room]:
    clock = FakeClock()
    web.now = clock.now
    found = Room(web, record, pipeline, clock, [], Manners(delay=2.0, allow_hosts=HOSTS))
    yield found
    for fetcher in found.fetchers:
        fetcher.close()
