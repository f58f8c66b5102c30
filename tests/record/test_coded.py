"""What holds of made reports holds of the coder's own: order, batches, repetition, and taking a judgement back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation.commands.demo import dispatches
from legation.commands.intake import pages
from legation.commands.running import Outcome
from legation.judgement import DIFFERENT, SAME
from legation.pipeline import Page, Pipeline
from legation.record import Record
from legation.types import Deal, Event
from legation.upkeep import keeping

Held = tuple[list[Event], list[Deal]]


@pytest.fixture(scope="module")
def coded() -> list[Page]:
    return list(pages(dispatches(), Pipeline.default(), Outcome()))


@pytest.fixture(scope="module")
def held(coded: list[Page], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Held]]:
    with keeping.open_record(tmp_path_factory.mktemp("coded") / "a.db", create=True) as record:
        keeping.add(record, coded)
        yield record, said_by(record)


def said_by(record: Record) -> Held:
    return sorted(record.events(), key=lambda e: e.id), sorted(record.deals(), key=lambda d: d.id)


@pytest.mark.parametrize("seed", range(3))
def test_order_batches_and_repetition(
    coded: list[Page], held: tuple[Record, Held], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    come = chance.sample(coded, len(coded)) + chance.choices(coded, k=10)
    with keeping.open_record(tmp_path / "b.db", create=True) as record:
        while come:
            many = chance.choice((1, 3, 12, 30))
            keeping.add(record, come[:many], batch=chance.choice((1, 4)))
            come = come[many:]
        assert said_by(record) == held[1]


def test_a_judgement_taken_back_restores_what_was(held: tuple[Record, Held]) -> None:
    record, before = held
    chance = random.Random(5)
    many = [one for one in before[0] if len(one.reports) > 1]
    for event in chance.sample(many, 3):
        other = chance.choice([one for one in before[0] if one.id != event.id])
        keeping.judge(record, event.id, other.id, SAME)
        joined = record.event(event.reports[0])
        assert set(joined.reports) >= {*event.reports, *other.reports}
        keeping.withdraw(record, event.id, other.id)  # by the ids that they had
        assert said_by(record) == before
        keeping.judge(record, event.reports[0], event.reports[1], DIFFERENT)
        assert record.event_of(event.reports[0]).id != record.event_of(event.reports[1]).id
        keeping.withdraw(record, event.reports[0], event.reports[1])
        assert said_by(record) == before
