"""Hosts are asked side by side, each for one thing at a time; what comes of it is the same as one after another."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from legation.collect.fetching import Answer as Answered
from legation.collect.fetching import Unchanged
from legation.commands.clock import HOUR
from legation.commands.lanes import Lanes, Request, Steps
from legation.errors import FetchError
from legation.ledger import Counts
from legation.record import schema
from legation.upkeep import keeping
from web_server import Answer, article, feed, late, moved, sitemap

from .room import START, STORY, FakeClock, Room, stories

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TOWNS = tuple(f"town{number}.example" for number in range(6))


def towns(room: Room, seconds: float, *numbers: int) -> list[str]:
    """Sites that take their time, each with a feed and pages."""
    for host in TOWNS:
        items = stories(room.web, *numbers, host=host)
        for number in numbers:
            page = article(f"Accord {number}", f"{STORY} It was accord {number} of {host}.", day="2026-03-02")
            room.web.put(f"{host}/story/{number}", late(page, seconds))
        room.web.put(f"{host}/feed", late(feed(items), seconds))
    return list(TOWNS)


# ------------------------------------------------------------------ watching


def test_hosts_are_asked_side_by_side_and_none_for_two_things_at_once(room: Room) -> None:
    hosts = towns(room, 0.15, 1, 2)
    tally = room.round(*(room.source(host, host=host) for host in hosts))
    assert tally == Counts(asked=6, answered=6, found=12, tried=12, fetched=12, read=12, coded=12, reports=12)
    assert max(own for own, _ in room.web.crowd) == 1
    assert max(all_ for _, all_ in room.web.crowd) > 3
    assert all(later - sooner >= 2.0 for host in hosts for sooner, later in pairwise(room.web.moments(host)))


def test_no_more_are_asked_at_once_than_is_said(room: Room) -> None:
    room.manners = replace(room.manners, at_once=2)
    hosts = towns(room, 0.05, 1)
    assert room.round(*(room.source(host, host=host) for host in hosts)).coded == 6
    assert max(all_ for _, all_ in room.web.crowd) == 2


def test_what_is_kept_is_the_same_as_one_after_another(room: Room, tmp_path: Path) -> None:
    hosts = towns(room, 0.01, 1, 2, 3)
    room.web.put("town2.example/story/2", Answer(b"", 404))
    room.web.put("town4.example/feed", Answer(b"", 500))
    sources = [room.source(host, host=host) for host in hosts]
    kept = []
    for at_once in (1, 8):
        with keeping.open_record(tmp_path / f"{at_once}.db", create=True) as record:
            other = replace(
                room, record=record, manners=replace(room.manners, at_once=at_once), clock=FakeClock()
            )
            other.round(*sources)
            events = sorted(event.id for event in record.events())
            with record.reading() as connection:
                urls = sorted(connection.execute(select(schema.documents.c.url)).scalars())
            kept.append((events, urls, other.pages(), [(day.source, day.counts) for day in other.days()]))
    assert kept[0] == kept[1]
    assert len(kept[0][1]) == 14


def test_a_redirect_waits_for_its_turn_at_the_host_that_it_leads_to(room: Room) -> None:
    there = room.web.at("/story/1", "other.example")
    stories(room.web, 1, 2, host="other.example")
    room.web.put("news.example/x", moved(there))
    room.web.put("news.example/feed", feed([(room.web.at("/x"), "x", START)]))
    room.web.put("other.example/feed", feed([(room.web.at("/story/2", "other.example"), "Accord 2", START)]))
    tally = room.round(room.source(), room.source("Other", host="other.example"))
    assert tally.coded == 2
    assert max(own for own, _ in room.web.crowd) == 1
    assert all(later - sooner >= 2.0 for sooner, later in pairwise(room.web.moments("other.example")))


def test_a_redirect_to_a_host_that_is_to_be_left_alone_is_tried_another_time(room: Room) -> None:
    room.web.put("other.example/feed", Answer(b"", 429, headers={"Retry-After": "3600"}))
    room.web.put("news.example/feed", feed([(room.web.at("/x"), "x", START)]))
    room.web.put("news.example/x", moved(room.web.at("/story/1", "other.example")))
    stories(room.web, 1, host="other.example")
    sources = room.source("Other", host="other.example"), room.source()
    assert room.round(*sources).fetched == 0
    assert "/story/1" not in room.web.paths("other.example")
    room.web.put("other.example/feed", feed([]))
    room.clock.time += HOUR
    assert room.round(*sources).fetched == 1


def test_the_sitemaps_of_an_index_are_asked_for_one_after_another(room: Room) -> None:
    found = stories(room.web, 1, 2)
    places = [(room.web.at(f"/{n}.xml"), "2026-03-01") for n in (1, 2)]
    room.web.put("/feed", sitemap(places, index=True))
    for number, (link, _, _) in enumerate(found, 1):
        room.web.put(f"/{number}.xml", sitemap([(link, "2026-03-01")]))
    assert room.round(room.source(kind="sitemap")).coded == 2
    assert all(later - sooner >= 2.0 for sooner, later in pairwise(room.web.moments("news.example")))


# ------------------------------------------------------------------ lanes


class Asking:
    """Answers that come when they are let go; who was asked, and how many at once."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.asked: list[str] = []
        self.threads: set[int] = set()

    def __call__(self, request: Request) -> Answered:
        self.asked.append(request.address)
        self.threads.add(threading.get_ident())
        time.sleep(self.seconds)
        if "bad" in request.address:
            raise FetchError("not there", "404")
        return Unchanged(request.address)


def carried_out(lanes: Lanes, clock: FakeClock) -> None:
    """Go on until nothing is in hand."""
    while lanes.flying or lanes.waiting:
        lanes.go()
        if lanes.flying:
            lanes.wait(1.0)
        else:
            clock.sleep(lanes.ready() - clock.now())


def test_steps_go_on_in_the_thread_that_waits() -> None:
    ask, clock, seen = Asking(0.01), FakeClock(), []

    def steps(name: str) -> Steps[None]:
        for number in range(2):
            yield Request(f"http://{name}.example/{number}")
            seen.append((name, threading.get_ident()))

    with Lanes(ask, lambda _host: 3.0, clock, 4) as lanes:
        for name in "abc":
            lanes.begin(f"{name}.example", steps(name))
        assert lanes.busy == {"a.example", "b.example", "c.example"} and lanes.room == 1
        carried_out(lanes, clock)
    assert sorted(name for name, _ in seen) == list("aabbcc")
    assert {thread for _, thread in seen} == {threading.get_ident()}
    assert threading.get_ident() not in ask.threads
    assert clock.slept and max(clock.slept) == 3.0  # each host was given its pause, all at the same time
    assert clock.time == START + 3.0


def test_what_goes_wrong_is_raised_where_it_was_asked() -> None:
    ask, clock, seen = Asking(), FakeClock(), []

    def steps() -> Steps[None]:
        try:
            yield Request("http://bad.example/")
        except FetchError as error:
            seen.append(error.kind)
        yield Request("http://good.example/", at=clock.now() + 60)
        seen.append(str(clock.now() - START))

    with Lanes(ask, lambda _host: 0.0, clock, 2) as lanes:
        lanes.begin("bad.example", steps())
        carried_out(lanes, clock)
    assert seen == ["not there", "60.0"]


def test_a_fault_ends_the_run_and_leaves_the_others() -> None:
    clock, closed = FakeClock(), []

    def faulty() -> Steps[None]:
        yield Request("http://a.example/")
        raise RuntimeError("a fault")

    def other() -> Steps[None]:
        try:
            yield Request("http://b.example/", at=clock.now() + 60)
        finally:
            closed.append("b")

    with Lanes(Asking(), lambda _host: 0.0, clock, 2) as lanes:
        lanes.begin("a.example", faulty())
        lanes.begin("b.example", other())
        with pytest.raises(RuntimeError, match="a fault"):
            carried_out(lanes, clock)
    assert closed == ["b"]
