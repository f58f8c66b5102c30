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
    "[fetching]\ndelay = -1\n[[source]]\nname = 'A'\nkind = 'rss'\nurl = 'http://a.org'": "delay is below nought",
    "[[source": "Expected ']]'",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_broken_file_of_sources_is_told_in_one_line(text: str) -> None:
    with pytest.raises(InputError) as caught:
        collected.parse(text, "s.toml")
    assert str(caught.value).startswith("s.toml: ") and "\n" not in str(caught.value)
    assert WRONG[text] in str(caught.value)
