"""Where much hangs together: what is worked out anew is little, and comes to what a run from scratch gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from legation.merge import find_ties, member, merge, profile
from legation.recent import Recent
from legation.record import Writer
from legation.types import Report
from legation.upkeep import keeping
from merge.made import city, person, report, story

from .pages import pages_of

WORDS = "Arden Belmor Corvane Delphin Estrane Falmere Gorvath Hestia Ilmare Jovane Keldor Lumen".split()


def chain(chance: random.Random, count: int) -> list[Report]:
    """Reports of one pair of states of which each shares something with some others, and contradicts some."""
    found = []
    for number in range(count):
        told = story(f"chain {number}", f"2014-11-{chance.randrange(3, 27):02}")
        who = chance.choice(("Anna Brandt", "Boris Clermont", "Cara Duval"))
        found.append(
            report(
                told,
                date=chance.choice((None, "2014-11", f"2014-11-{chance.randrange(3, 27):02}")),
                words=f"The talks of {' '.join(chance.sample(WORDS, 3))} went on",
                actors=(person(who, "RUS"),) if chance.random() < 0.6 else (),
                place=city(chance.choice(("Sarmin", "Veldt")), "PAK") if chance.random() < 0.4 else None,
                factuality=chance.choice(("actual", "actual", "planned")),
            )
        )
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_one_by_one_gives_what_a_run_from_scratch_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    reports = chain(chance, 80)
    assert len(find_ties(map(member, map(profile, reports)))) > 40  # it hangs together
    pages = pages_of(reports)
    chance.shuffle(pages)
    with keeping.open_record(tmp_path / "r.db", create=True) as record:
        while pages:
            keeping.add(record, [pages.pop() for _ in range(min(len(pages), chance.randrange(1, 4)))])
        assert sorted(record.events(), key=lambda event: event.id) == list(merge(reports))


def test_only_what_comes_out_otherwise_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = chain(random.Random(7), 60)
    written: list[str] = []
    put = Writer.replace_events

    def noted(self: Writer, before: object, events: object) -> None:
        made = list(events)  # type: ignore[call-overload]
        written.extend(one.event.id for one in made)
        put(self, before, made)  # type: ignore[arg-type]

    with keeping.open_record(tmp_path / "r.db", create=True) as record:
        *most, last = pages_of(reports)
        keeping.add(record, most)
        monkeypatch.setattr(Writer, "replace_events", noted)
        keeping.add(record, [last])
        assert 0 < len(written) < len(list(record.events())) / 2
        assert sorted(record.events(), key=lambda event: event.id) == list(merge(reports))


def test_what_is_asked_for_is_kept() -> None:
    kept: Recent[int, int] = Recent(10)
    for number in range(1000):
        kept.put(number, number)
        assert kept.get(0) == 0
        assert len(kept) <= 10
    assert kept.get(500) is None
    assert kept.get(999) == 999
