"""Alerts: what is new is told once, to whom asked for it, also after restarts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from legation.collect import captures
from legation.errors import InputError
from legation.news import Sent
from legation.pipeline import Pipeline
from legation.record import Record
from legation.record import alerts as kept
from legation.types import Capture
from legation.upkeep import alerting, keeping

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(slots=True)
class Desk:
    """A record, the day, and what was sent."""

    folder: Path
    record: Record
    pipeline: Pipeline
    day: str = "2024-06-10"
    hours: float = 12.0
    sent: list[Sent] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    taken: bool = True

    def now(self) -> float:
        return datetime.fromisoformat(self.day).replace(tzinfo=UTC).timestamp() + self.hours * 3600

    def send(self, _addresses: Sequence[str], about: Sequence[Sent]) -> bool:
        if self.taken:
            self.sent.extend(about)
        return self.taken

    def rules(self, text: str) -> alerting.Rules:
        path = self.folder / "alerts.toml"
        path.write_text(text)
        return alerting.load(path)

    def alerts(self, text: str) -> alerting.Alerting:
        return alerting.Alerting(self.record, self.rules(text), self.now, self.told.append, self.send)

    def add(self, *texts: str) -> None:
        for number, text in enumerate(texts):
            path = self.folder / f"{abs(hash(text))}-{number}.txt"
            path.write_text(text)
            pages = (self.pipeline.read(one) for one in captures([str(path)]) if isinstance(one, Capture))
            keeping.add(self.record, pages)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.default()


@pytest.fixture
def desk(tmp_path: Path, pipeline: Pipeline) -> Iterator[Desk]:
    with keeping.open_record(tmp_path / "r.db", create=True) as record:
        yield Desk(tmp_path, record, pipeline)


NOTIFY = "[deliver]\nnotify = ['json://localhost']\n"
ALL = NOTIFY + "[[watch]]\nname = 'all'\n"
OLD = tuple(
    f"MOSCOW, {month} 4, {year} (Agency) - Russia and Pakistan held a naval exercise on {month} 3, {year} in the Black Sea, the Russian defence ministry said. It was the largest of {year}."
    for year in (2021, 2022, 2023)
    for month in ("February", "June")
)
ACCORD = "MOSCOW, June 10, 2024 (Agency) - Russia and Pakistan signed an agreement on military cooperation on Monday in Moscow."
AGAIN = "ISLAMABAD, June 11, 2024 (Other) - Pakistan and Russia signed an agreement on military cooperation on Monday in Moscow, Pakistan's defence ministry said."
PLANNED = "TOKYO, June 10, 2024 (Agency) - Australian Defence Minister Richard Marles will visit Japan on June 20 for talks."


def kinds(sent: Sequence[Sent]) -> list[str]:
    return [one.kind for one in sent]


def test_what_is_new_is_told_once_and_a_confirmation_is_news_of_its_own(desk: Desk) -> None:
    desk.add(*OLD)
    alerts = desk.alerts(ALL)
    assert alerts.run() == 0
    desk.add(ACCORD)
    assert alerts.run() == 1
    assert kinds(desk.sent) == ["first"]
    assert (
        desk.sent[0].title == "Pakistan – Russia: agreement/defence-cooperation, signed (first of its kind)"
    )
    assert "signed an agreement" in desk.sent[0].body
    desk.day = "2024-06-11"
    desk.add(AGAIN)
    assert desk.alerts(ALL).run() == 1  # after a restart
    assert kinds(desk.sent) == ["first", "confirmed"]
    assert alerts.run() == 0 and len(desk.sent) == 2


def test_what_the_record_held_before_is_no_news(desk: Desk) -> None:
    desk.add(*OLD, ACCORD)
    assert desk.alerts(ALL).run() == 0


def test_what_was_told_long_ago_alerts_nobody_when_it_comes_in(desk: Desk) -> None:
    desk.day = "2024-12-01"
    desk.add(*OLD)
    alerts = desk.alerts(ALL)
    desk.add(ACCORD)
    assert alerts.run() == 0


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ("between = ['Pakistan', 'RUS']", True),
        ("between = ['India']", False),
        ("types = ['agreement', 'transfer']", True),
        ("types = ['transfer']", False),
        ("actors = ['nobody']", False),
        ("only = 'every'", True),
        ("only = ['moved']", False),
        ("only = ['first', 'moved']", True),
    ],
)
def test_a_rule_tells_what_it_asks_for(desk: Desk, rule: str, fits: bool) -> None:
    desk.add(*OLD)
    alerts = desk.alerts(f"{NOTIFY}[[watch]]\n{rule}\n")
    desk.add(ACCORD)
    assert alerts.run() == int(fits)


def test_a_message_that_is_not_taken_is_tried_again_and_given_up_after_five(desk: Desk) -> None:
    desk.add(*OLD)
    alerts = desk.alerts(ALL)
    desk.add(ACCORD)
    desk.taken = False
    alerts.run()
    desk.taken = True
    alerts.deliver()
    assert desk.sent == []  # not at once
    desk.hours += 0.2
    alerts.deliver()
    assert len(desk.sent) == 1
    assert desk.told == ["1 alert could not be sent, tried again later: an address did not take them"]
    desk.taken = False
    desk.add(AGAIN)
    desk.day = "2024-06-11"
    alerts.look()
    for hours in (0, 0.1, 0.2, 1.1, 1.2, 4.1, 12.1, 30):
        desk.hours = 12 + hours
        alerts.deliver()
    assert sum("given up" in line for line in desk.told) == 1
    assert len(desk.told) == 6


def test_what_was_on_its_way_when_a_process_ended_is_not_sent_again_and_said(desk: Desk) -> None:
    desk.add(*OLD)
    alerts = desk.alerts(ALL)
    desk.add(ACCORD)
    alerts.look()
    with desk.record.writing() as writer:
        (waiting,) = kept.of_state(writer.connection, kept.WAITING)
        kept.move(writer.connection, [waiting.number], kept.SENDING)
    desk.alerts(ALL).run()
    assert desk.sent == []
    assert len(desk.told) == 1 and "was on its way" in desk.told[0]


def test_a_dry_run_shows_the_past_and_changes_nothing(desk: Desk) -> None:
    desk.add(*OLD, ACCORD, AGAIN)
    rules = desk.rules(ALL)
    found = alerting.past(desk.record, rules, 30, desk.now, "2024-06-30")
    assert [(one.news.day, one.news.kind) for one in found] == [
        ("2024-06-10", "first"),
        ("2024-06-11", "confirmed"),
    ]
    assert alerting.past(desk.record, rules, 5, desk.now, "2024-06-30") == []
    with desk.record.reading() as connection:
        assert not kept.present(connection)


def test_feed_and_calendar_are_written_whole(desk: Desk) -> None:
    text = "[deliver]\nfeed = 'alerts.atom'\ncalendar = 'planned.ics'\n[[watch]]\nname = 'all <&>'\nonly = 'every'\n"
    desk.add(*OLD)
    alerts = desk.alerts(text)
    desk.add(ACCORD, PLANNED)
    alerts.run()
    feed = ElementTree.parse(desk.folder / "alerts.atom").getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2 == len({entry.findtext(f"{ATOM}id") for entry in entries})
    assert "[all <&>]" in (entries[0].findtext(f"{ATOM}content") or "")
    calendar = Calendar.from_ical((desk.folder / "planned.ics").read_bytes())
    (visit,) = calendar.walk("VEVENT")
    assert str(visit["summary"]) == "Australia – Japan: meeting/visit, planned"
    assert visit.decoded("dtstart").isoformat() == "2024-06-20"
    assert visit.decoded("dtend").isoformat() == "2024-06-21"
    desk.day = "2024-06-22"
    alerts.deliver()
    assert not Calendar.from_ical((desk.folder / "planned.ics").read_bytes()).walk("VEVENT")


@pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")  # on Python 3.11 and 3.12, inside apprise
def test_messages_go_out_through_apprise(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import apprise

    from legation.share import notices

    said: list[dict[str, str]] = []

    def notify(_self: apprise.Apprise, **words: str) -> bool:
        said.append(words)
        return True

    monkeypatch.setattr(apprise.Apprise, "notify", notify)
    one = Sent(1, "all", "first", "e_1", "2024-06-10", "A title", "A body", "waiting", 0.0)
    assert notices.send(["json://localhost", "mailto://user:secret@example.org"], [one, one])
    assert said == [
        {"title": "2 alerts from Legation", "body": "A title\n[all] A body\n\nA title\n[all] A body"}
    ]
    with pytest.raises(InputError, match=r"notify address 1 \(nonsense:…\)") as caught:
        notices.send(["nonsense://user:secret@host"], [one])
    assert "secret" not in str(caught.value)


WRONG = {
    "": "holds no rule",
    "[[watch]]\nbetween = ['Atlantis']": "Atlantis: no state is known by that name",
    "[[watch]]\ntypes = ['wedding']": "wedding: no type of the codebook",
    "[[watch]]\nonly = 'gossip'": "watch 1: only = 'gossip' is no kind of news",
    "[[watch]]\n[[watch]]": "two rules are named 'everything'",
    "[[watch]]\ncolour = 'red'": "unknown field `colour`",
    "[[watch": "Expected",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_broken_rules_are_told_in_one_line(desk: Desk, text: str) -> None:
    with pytest.raises(InputError) as caught:
        desk.rules(text)
    assert WRONG[text] in str(caught.value) and "\n" not in str(caught.value)
