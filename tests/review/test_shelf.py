"""What the processes of a desk make for each other."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from legation.record import Record, Wanted
from legation.review.desk import STALE, Desk, Remembered
from legation.review.newness import Newness
from legation.review.people import People
from legation.review.shelf import CLAIM, MOST, WISHES, Kept, Shelf
from legation.review.web import make_app
from legation.upkeep.noticing import Noticing

from .client import words
from .conftest import Clock


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "answers.db")


@pytest.fixture
def other(shelf: Shelf) -> Shelf:
    """The same as another process has it."""
    return Shelf(shelf.path)


class Slowly:
    """Makes answers, each of which takes a second of a clock; counts them."""

    def __init__(self, clock: Clock) -> None:
        self.made = 0
        self._clock = clock

    def __call__(self) -> int:
        self._clock.wait(1)
        self.made += 1
        return self.made


def test_what_one_lays_there_another_takes_once(shelf: Shelf, other: Shelf) -> None:
    kept = Kept("token", 10.0, 2.0, {"types": (("talks", 3),)})
    assert other.take("count") is None
    shelf.put("count", kept)
    assert other.take("count") == kept
    assert other.take("count", after=10.0) is None


def test_the_oldest_make_room(shelf: Shelf) -> None:
    for number in range(MOST + 5):
        shelf.put(f"n {number}", Kept("", number + 1.0, 0.0, number))
    assert shelf.take("n 4") is None and shelf.take("n 5") is not None


def test_only_one_sets_out_to_make_an_answer(shelf: Shelf, other: Shelf) -> None:
    assert shelf.claim("count", 100.0)
    assert not other.claim("count", 101.0)
    assert other.claim("count", 101.0 + CLAIM)  # the first may have ended
    other.release("count")
    assert shelf.claim("count", 102.0 + CLAIM)


def test_the_latest_wish_comes_first_and_few_wait(shelf: Shelf, other: Shelf) -> None:
    for number in range(WISHES + 3):
        shelf.wish(f"new {number}", ("PAK", "RUS"), str(number))
    shelf.wish("new 5", ("PAK", "RUS"), "later")
    assert other.wished() == ("new 5", ["PAK", "RUS"], "later")
    found = []
    while wish := other.wished():
        found.append(wish[0])
    assert found == [f"new {number}" for number in range(WISHES + 2, 3, -1) if number != 5]


def test_a_shelf_that_cannot_be_reached_holds_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "no folder" / "answers.db")
    shelf.put("count", Kept("", 1.0, 0.0, 1))
    shelf.wish("new", ("PAK",), "")
    assert shelf.take("count") is None and shelf.wished() is None
    assert shelf.claim("count", 1.0)  # it makes its answers itself


def test_what_one_process_made_slowly_another_shows(shelf: Shelf, other: Shelf, clock: Clock) -> None:
    make = Slowly(clock)
    one, two = Remembered(lambda: "a", clock, shelf), Remembered(lambda: "a", clock, other)
    assert one.get("count", make) == two.get("count", make) == 1
    assert make.made == 1


def test_a_process_that_was_behind_shows_what_is_newer(shelf: Shelf, other: Shelf, clock: Clock) -> None:
    make, token = Slowly(clock), ["a"]
    one, two = (Remembered(lambda: token[0], clock, each) for each in (shelf, other))
    assert one.get("count", make) == two.get("count", make) == 1
    token[0] = "b"
    clock.wait(STALE)
    assert one.get("count", make) == 2
    assert two.get("count", make) == 2


def test_quick_answers_are_not_sent_around(shelf: Shelf, other: Shelf, clock: Clock) -> None:
    Remembered(lambda: "a", clock, shelf).get("count", lambda: 1)
    assert other.take("count") is None


def test_what_is_new_is_looked_up_by_another_process(
    record: Record, shelf: Shelf, other: Shelf, clock: Clock
) -> None:
    def desk(its: Shelf) -> Newness:
        made = Newness(record, Remembered(lambda: "", clock, its), its.wish)
        made.at_once = 0
        return made

    event = record.events(Wanted(between=("PAK", "RUS")))[0]
    answering, behind = desk(shelf), desk(other)
    assert answering.marks([event]) == {}
    wish = other.wished()
    assert wish is not None
    behind.make(*wish)
    assert (
        answering.marks([event])
        == desk(Shelf(shelf.path)).marks([event])
        == {event.id: Noticing(record).of(event)}
    )
    assert other.wished() is None


PATHS = (
    "/", "/events", "/events?type=talks", "/events?text=ministers", "/dossier/PAK/RUS", "/dossier/PAK", "/dossiers",
    "/deals", "/brief", "/coverage", "/review", "/coding", "/pictures?kind=counts", "/pictures?kind=map",
    "/pictures?kind=network", "/pictures?kind=matrix", "/pictures?kind=timeline",
)  # fmt: skip


def test_pages_are_the_same_whichever_process_made_what_they_show(
    record: Record, people: People, shelf: Shelf, other: Shelf, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legation.review.desk.BUSY", -1)  # so that all of it is laid on the shelf
    hosts = frozenset({"testserver"})
    alone, one, two = (Desk(record, people, hosts, clock, "secret", its) for its in (None, shelf, other))
    seen = [_pages(desk) for desk in (alone, one, two)]
    for path, *pages in zip(PATHS, *seen, strict=True):
        assert pages[0] == pages[1] == pages[2], path
    with sqlite3.connect(shelf.path) as file:
        assert file.execute("SELECT count(*) FROM answers").fetchone()[0] > len(PATHS)


def _pages(desk: Desk) -> list[str]:
    """The words of pages, without what stands in forms for one visitor alone."""
    with TestClient(make_app(desk)) as client:
        return [words(client.get(path).text) for path in PATHS]
