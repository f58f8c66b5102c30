"""Alerts: rules of people, held against what is new in the record, told once each.

    reports not looked at yet ─▶ their events ─▶ spotting.news ─▶ rules ─▶ alerts, kept in one transaction
                                                                              │
                               feed and calendar (written anew) ◀── deliver ──┴──▶ messages

An alert is marked as on its way before it is sent. Where a process ends in between, nobody can know whether it arrived:
it is not sent again, which is said, and it stands in the feed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from legation import asking, edtf
from legation.errors import InputError, UsageError
from legation.news import EVERY, KINDS, Alert, News, Rule, Sent
from legation.record import Record
from legation.record import alerts as kept
from legation.share import notices
from legation.share.wording import plural
from legation.types import Event, Report
from legation.upkeep import spotting
from legation.upkeep.noticing import Noticing

FRESH = 14
"""Days: news that were told longer ago, when they come into the record, are history and alert nobody."""
TRIES = (0.0, 600.0, 3_600.0, 14_400.0, 43_200.0)
"""Seconds after it was made from which an alert is sent for the first, second … and last time."""
SHOWN = 100  # alerts in the feed
_EPOCH = date(1970, 1, 1).toordinal()


class _Watch(msgspec.Struct, forbid_unknown_fields=True):
    name: str = ""
    between: list[str] = []
    types: list[str] = []
    actors: list[str] = []
    only: str | list[str] = "new"


class _Deliver(msgspec.Struct, forbid_unknown_fields=True):
    notify: list[str] = []
    feed: str = ""
    calendar: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    watch: list[_Watch] = []
    deliver: _Deliver = msgspec.field(default_factory=_Deliver)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a file of rules says. Paths are as the file's own folder has them."""

    rules: tuple[Rule, ...]
    notify: tuple[str, ...] = ()
    feed: Path | None = None
    calendar: Path | None = None


def load(path: Path) -> Rules:
    """The rules in a file. Raises `InputError` with one line that says what is wrong."""
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        rules = tuple(_rule(one, number) for number, one in enumerate(found.watch, start=1))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        msgspec.ValidationError,
        UsageError,
    ) as error:
        raise InputError(f"{path}: {error}") from None
    if not rules:
        raise InputError(f"{path}: holds no rule (a rule is a table [[watch]])")
    names = [rule.name for rule in rules]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise InputError(f"{path}: two rules are named {twice!r}; give each a name of its own")
    files = (path.parent / name if name else None for name in (found.deliver.feed, found.deliver.calendar))
    feed, calendar = files
    return Rules(rules, tuple(found.deliver.notify), feed, calendar)


def _rule(raw: _Watch, number: int) -> Rule:
    only = (raw.only,) if isinstance(raw.only, str) else tuple(raw.only)
    if only == ("new",):
        only = KINDS
    elif only == ("every",):
        only = (EVERY,)
    wrong = next((kind for kind in only if kind not in (*KINDS, EVERY)), None)
    if wrong:
        raise UsageError(
            f"watch {number}: only = {wrong!r} is no kind of news (new, every, {', '.join(KINDS)})"
        )
    between = tuple(asking.state(word) for word in raw.between)
    types = tuple(asking.event_type(word) for word in raw.types)
    said = " ".join((*between, *types, *raw.actors)) or "everything"
    return Rule(raw.name or said, between, types, tuple(raw.actors), only)


class Alerting:
    """Holds rules against a record."""

    def __init__(
        self,
        record: Record,
        rules: Rules,
        now: Callable[[], float],
        tell: Callable[[str], None],
        send: Callable[[Sequence[str], Sequence[Sent]], bool] = notices.send,
    ) -> None:
        """What the record holds by now is not news. ``send`` carries a message, ``tell`` is given what fails."""
        self.record, self.rules, self.now, self.tell, self.send = record, rules, now, tell, send
        with record.writing() as writer:
            kept.prepare(writer.connection)
            lost = kept.of_state(writer.connection, kept.SENDING)
            kept.move(writer.connection, [one.number for one in lost], kept.UNSURE)
        for one in lost:
            tell(
                f"alert {one.number} ({one.title}): was on its way when the last run ended; it is not sent again"
            )

    def run(self) -> int:
        """Look at what has come in, and deliver; how many alerts were new."""
        fired = self.look()
        self.deliver()
        return fired

    # -------------------------------------------------------------- what is new

    def look(self) -> int:
        """Make alerts of what has come in since the last time; how many."""
        fired, oldest = 0, edtf.iso(self._today() - FRESH)
        noticing = Noticing(self.record)
        while True:
            with self.record.writing() as writer:
                unseen = kept.unseen(writer.connection)
                reports = writer.reports(unseen).values()
            if not unseen:
                return fired
            events = {event.id: event for event in (self.record.event_of(report.id) for report in reports)}
            found = [
                a
                for _, event in sorted(events.items())
                for a in alerts_of(self.record, self.rules, event, noticing)
                if a.news.day >= oldest
            ]
            with self.record.writing() as writer:
                fired += sum(kept.put(writer.connection, alert, self.now()) for alert in found)
                kept.mark(writer.connection, unseen[-1])

    def _today(self) -> int:
        return today(self.now)

    # -------------------------------------------------------------- delivering

    def deliver(self) -> None:
        """Send what waits, and write the feed and the calendar."""
        with self.record.writing() as writer:
            waiting = kept.due(writer.connection, self.now(), TRIES)
            state = kept.SENDING if self.rules.notify else kept.KEPT
            kept.move(writer.connection, [one.number for one in waiting], state)
        if waiting and self.rules.notify:
            self._send(waiting)
        if self.rules.feed:
            with self.record.reading() as connection:
                notices.write_feed(self.rules.feed, kept.latest(connection, SHOWN), self.now())
        if self.rules.calendar:
            notices.write_calendar(self.rules.calendar, self._planned(), asking.state_names(), self.now())

    def _send(self, waiting: Sequence[Sent]) -> None:
        try:
            taken, why = self.send(self.rules.notify, waiting), "an address did not take them"
        except InputError as error:
            taken, why = False, str(error)
        numbers = [one.number for one in waiting]
        with self.record.writing() as writer:
            kept.move(writer.connection, numbers, kept.SENT if taken else kept.WAITING, tries=1)
            given_up = kept.give_up(writer.connection, len(TRIES))
        if not taken:
            again = "given up" if given_up else "tried again later"
            self.tell(f"{plural(len(waiting), 'alert')} could not be sent, {again}: {why}")

    def _planned(self) -> Iterator[tuple[Event, Sequence[Report]]]:
        """Planned events that a rule watches and that are still to come."""
        for event in self.record.events():
            span = edtf.bounds(event.date)
            ahead = event.factuality == "planned" and span and self._today() <= span[1] < edtf.LATEST
            if ahead and any(rule.fits(event) for rule in self.rules.rules):
                yield event, self.record.reports_of(event.id)


def alerts_of(record: Record, rules: Rules, event: Event, noticing: Noticing) -> Iterator[Alert]:
    """What the rules make of an event, told before or not."""
    fitting = [rule for rule in rules.rules if rule.fits(event)]
    if not fitting:
        return
    reports = record.reports_of(event.id)
    for news in (*spotting.news(record, event, noticing), *_every(event)):
        for rule in fitting:
            if news.kind in rule.only:
                yield Alert(
                    rule.name,
                    news,
                    notices.title(event, news, asking.state_names()),
                    notices.body(event, reports, news),
                )


def past(
    record: Record, rules: Rules, days: int, now: Callable[[], float], until: str | None = None
) -> list[Alert]:
    """What would have been told in the days before ``until`` (ISO; else today), in order. Changes nothing."""
    span = edtf.bounds(until)
    last = span[1] if span else today(now)
    events = record.events()
    noticing = Noticing(record)
    alerts = [alert for event in events for alert in alerts_of(record, rules, event, noticing)]
    within = [one for one in alerts if edtf.iso(last - days + 1) <= one.news.day <= edtf.iso(last)]
    return sorted(within, key=lambda one: (one.news.day, one.title, one.rule, one.news.what))


def today(now: Callable[[], float]) -> int:
    """The day, as `edtf` counts."""
    return _EPOCH + int(now() // 86_400)


def _every(event: Event) -> Iterator[News]:
    told = spotting.day_told(event)
    if told is not None:
        yield News(EVERY, EVERY, event.id, event.reports, edtf.iso(told), "a new event")
