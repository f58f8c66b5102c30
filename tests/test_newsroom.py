"""The commands about sources, as people use them, against a server that plays the web."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from legation.cli import legation as commands
from legation.collect import sources as collected
from legation.commands.clock import RealClock
from legation.commands.running import Outcome
from legation.errors import InputError
from web_server import Answer, Web, article, atom, feed

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
DAY = "2026-03-02"
STORY = "MOSCOW, March 2, 2026 (Agency) - Russia and Pakistan signed an agreement on military cooperation on Monday in Moscow, the defence ministry said."
Call = Callable[..., Result]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as found:
        yield found


class QuickClock(RealClock):
    """The clock of a day that is travelled to: whoever waits travels on."""

    def __init__(self, day: time_machine.Traveller) -> None:
        self._day = day

    def sleep(self, seconds: float) -> None:
        self._day.shift(seconds)


@pytest.fixture
def clock() -> Iterator[QuickClock]:
    with time_machine.travel(f"{DAY}T08:00:00Z", tick=True) as day:
        yield QuickClock(day)


@pytest.fixture
def legation(clock: QuickClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Runs a command in an empty folder; what fails is told on standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        outcome = Outcome(clock=clock)
        result = CliRunner().invoke(commands, arguments, obj=outcome)
        result.failures = outcome.failures  # type: ignore[attr-defined]
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def sources(web: Web, tmp_path: Path) -> str:
    home = f"http://127.0.0.1:{web.port}"
    web.put("/feed", feed([(f"{home}/story", "Accord", 1_772_430_000.0)]))
    web.put("/story", article("Accord signed", STORY, day=DAY))
    web.put("/broken", Answer(b"", 500))
    text = f"""
    [fetching]
    delay = 0
    allow_hosts = ["127.0.0.1"]
    [[source]]
    name = "Good"
    kind = "rss"
    url = "{home}/feed"
    [[source]]
    name = "=Broken"
    kind = "rss"
    url = "{home}/broken"
    """
    (tmp_path / "sources.toml").write_text(text)
    return "sources.toml"


def test_one_round_and_what_came_of_it(legation: Call, sources: str) -> None:
    done = legation("watch", sources, "--once")
    assert (
        "2 sources asked, 1 answered; 1 new page listed, 1 fetched, 1 read, 1 coded; 1 new report."
        in done.output
    )
    assert "=Broken: host in trouble: 500 Internal Server Error" in done.output
    assert json.loads(legation("events", "--format", "jsonl").output)["states"] == ["PAK", "RUS"]

    rows = [json.loads(line) for line in legation("coverage", "--format", "jsonl").output.splitlines()]
    assert [(row["source"], row["day"], row["meaning"], row["reports"]) for row in rows] == [
        ("=Broken", DAY, "not reached", 0),
        ("Good", DAY, "reports", 1),
    ]
    assert rows[0]["reasons"][0]["kind"] == "host in trouble"
    table = list(csv.DictReader(io.StringIO(legation("coverage", "--format", "csv").output)))
    assert [row["source"] for row in table] == ["'=Broken", "Good"]  # no formula for a spreadsheet
    shown = legation("coverage", "--source", "Good", "--since", DAY).output
    assert "reports" in shown and "Broken" not in shown
    assert "no source was asked" in legation("coverage", "--until", "2026-03-01").output

    assert "No source is due; the next is at" in legation("watch", sources, "--once").output
    standing = legation("sources", sources).output
    assert "answered 2026-03-02" in standing and "unverified; host in trouble" in standing


def test_what_was_watched_has_versions_and_originals(
    legation: Call, sources: str, web: Web, clock: QuickClock
) -> None:
    legation("watch", sources, "--once")
    first, address = web.pages["/story"], f"http://127.0.0.1:{web.port}/story"
    assert isinstance(first, Answer)
    assert legation("original", address).stdout_bytes == first.body
    web.put("/story", article("Accord signed", STORY + " It was corrected in the afternoon.", day=DAY))
    web.put("/feed", atom([(address, "Accord", f"{DAY}T09:30:00Z")]))
    clock.sleep(2 * 3600)
    legation("watch", sources, "--once")
    changed = legation("versions", address).output
    assert "from 1 to 2" in changed and "+ " in changed and "corrected in the afternoon" in changed
    second = web.pages["/story"]
    assert isinstance(second, Answer)
    assert legation("original", address).stdout_bytes == second.body


def test_originals_may_be_left_out(legation: Call, sources: str, web: Web, tmp_path: Path) -> None:
    legation("watch", sources, "--once", "--no-archive")
    assert not list(tmp_path.glob("*.originals*"))
    assert "was not kept" in legation("original", f"http://127.0.0.1:{web.port}/story").output


# ------------------------------------------------------------------ lists of addresses


@pytest.fixture
def listed(web: Web, tmp_path: Path) -> list[str]:
    """A list of four addresses: two stories, one that is not there, one whose host is in trouble."""
    home = f"http://127.0.0.1:{web.port}"
    for number in (1, 2):
        web.put(f"/{number}", article(f"Accord {number}", f"{STORY} It was number {number}.", day=DAY))
    web.put("/late", Answer(b"", 503))
    (tmp_path / "list.txt").write_text("".join(f"{home}/{one}\n" for one in ("1", "none", "2", "late")))
    return ["fetch", "list.txt", "--delay", "0", "--allow-host", "127.0.0.1"]


def test_a_list_of_addresses_is_fetched_once_and_goes_on(
    legation: Call, listed: list[str], web: Web, clock: QuickClock
) -> None:
    done = legation(*listed)
    assert "4 addresses listed, 4 of them new; 4 pages to be fetched." in done.output
    assert "2 pages fetched, 2 read, 2 coded; 2 new reports. 1 page to be tried again, from" in done.output
    assert done.failures == 1 and "/none: not there: 404" in done.output  # type: ignore[attr-defined]
    web.put("/late", article("Accord 3", f"{STORY} It was number 3.", day=DAY))
    assert "1 page to be fetched" in legation(*listed).output
    assert web.paths().count("/late") == 1  # it is not yet its time
    clock.sleep(600)
    assert "1 page fetched, 1 read, 1 coded; 1 new report." in legation(*listed).output
    assert "0 pages to be fetched." in legation(*listed).output
    assert [web.paths().count(path) for path in ("/1", "/2", "/none", "/late")] == [1, 1, 1, 2]
    assert "1 of them new" in legation(*listed, "--retry").output
    (row,) = [json.loads(line) for line in legation("coverage", "--format", "jsonl").output.splitlines()]
    assert (row["source"], row["found"], row["fetched"], row["reports"]) == ("list.txt", 5, 3, 3)
    assert legation("original", f"http://127.0.0.1:{web.port}/1").stdout_bytes.startswith(b"<!DOCTYPE html>")


def test_a_list_is_waited_for_where_that_is_asked_for(legation: Call, listed: list[str], web: Web) -> None:
    assert "to be tried again" not in legation(*listed, "--wait").output
    assert web.paths().count("/late") == 8


def test_robots_and_private_addresses_hold_for_lists_too(legation: Call, listed: list[str], web: Web) -> None:
    web.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /2", kind="text/plain"))
    assert "/2: robots.txt" in legation(*listed).output
    assert "/2" not in web.paths()
    told = legation(*listed[:4], "--record", "other.db").output
    assert "forbidden address: 127.0.0.1 is a loopback address" in told


def test_a_list_that_is_not_there_makes_no_record(legation: Call, tmp_path: Path) -> None:
    done = legation("fetch", "nothing.txt")
    assert done.output == "legation: nothing.txt: no such file or folder\n"
    assert done.failures == 1 and not list(tmp_path.iterdir())  # type: ignore[attr-defined]


def test_a_page_that_a_source_left_is_fetched_for_a_list(legation: Call, sources: str, web: Web) -> None:
    old = f"http://127.0.0.1:{web.port}/story"
    web.put("/feed", feed([(old, "Accord", 1_572_430_000.0)]))
    assert "0 fetched" in legation("watch", sources, "--once").output
    Path("old.csv").write_text(f"day,url\n{DAY},{old}\n")
    told = legation("fetch", "old.csv", "--delay", "0", "--allow-host", "127.0.0.1").output
    assert "1 page fetched, 1 read, 1 coded" in told


def test_a_record_that_watches_nothing_has_no_coverage(legation: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    legation("add", "a.txt")
    assert "no source was asked" in legation("coverage").output


def test_the_starter_names_sixty_sources_that_are_all_unverified(legation: Call) -> None:
    found = collected.parse(legation("sources", "--starter").output, "starter").sources
    assert len(found) >= 60
    assert {one.verified for one in found} == {None}
    assert all(one.weekly and one.every >= 900 for one in found)


WRONG = {
    "": "names no source",
    "[[source]]\nname = 'A'\nkind = 'rss'": "source 1 (A): Object missing required field `url`",
    "[[source]]\nname = 'A'\nkind = 'fax'\nurl = 'http://a.org'": "source 1 (A): Invalid enum value 'fax'",
    "[[source]]\nname = 'A'\nkind = 'rss'\nurl = 'file:///x'": "source 'A': forbidden scheme",
    "[[source]]\nname = 'A'\nkind = 'rss'\nurl = 'http://a.org'\nevery = 'soon'": "every = 'soon' is no span of time",
    "[[source]]\nname = 'A'\nkind = 'rss'\nurl = 'http://a.org'\nevery = '0m'": "every = '0m' is no span of time",
    "[[source]]\nname = 'A'\nkind = 'rss'\nurl = 'http://a.org'\nstate = 'Japan'": "'Japan' is no code of a state",
    "[[source]]\nname = 'A'\nkind = 'rss'\nurl = 'http://a.org'\ncolour = 'red'": "unknown field `colour`",
    "[[source]]\nname = 'A'\nkind = 'rss'\nurl = 'http://a.org'\n" * 2: "two sources have the name A",
    "[[source]]\nname = 'A'\nkind = 'sitemap'\ntake = 'feed'\nurl = 'http://a.org'": "a sitemap carries no text",
    "[fetching]\ndelay = -1\n[[source]]\nname = 'A'\nkind = 'rss'\nurl = 'http://a.org'": "delay is below nought",
    "[[source": "Expected ']]'",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_broken_file_of_sources_is_told_in_one_line(text: str) -> None:
    with pytest.raises(InputError) as caught:
        collected.parse(text, "s.toml")
    assert str(caught.value).startswith("s.toml: ") and "\n" not in str(caught.value)
    assert WRONG[text] in str(caught.value)
