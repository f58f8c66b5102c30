"""Alerts for people: as messages, as an Atom feed, and planned events as a calendar."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

from legation import edtf
from legation.errors import InputError
from legation.news import Alert, News, Sent
from legation.share import wording
from legation.share.screen import Screen, clean
from legation.types import Event, Report

_ATOM = "http://www.w3.org/2005/Atom"


_NEW = {
    "first": "first of its kind",
    "rank": "unusual rank",
    "moved": "a deal moved",
    "silence": "silence broken",
    "confirmed": "confirmed",
    "denied": "denied",
    "event": "new",
}


def title(event: Event, news: News, names: Mapping[str, str]) -> str:
    """One line: what happened, between whom, and why it is new."""
    what = ", ".join(part for part in (wording.kind(event), wording.standing(event)) if part)
    return clean(f"{wording.named(event.states, names) or 'no state'}: {what} ({_NEW[news.kind]})")


def body(event: Event, reports: Sequence[Report], news: News) -> str:
    """What happened, in the words that it rests on, with its sources."""
    best = wording.best_report(event, reports)
    sentence = wording.key_sentence(best) if best else None
    when = wording.when(event.date) if event.date else "an open date"
    lines = [
        f"{when}, told {news.day}: {news.why}.",
        clean(sentence.text) if sentence else "",
        *dict.fromkeys(wording.source(r.story) for r in reports),
        f"legation show {event.id}",
    ]
    return "\n".join(line for line in lines if line)


def table(screen: Screen, found: Sequence[Alert]) -> None:
    """Alerts by day, each with its words."""
    for one in found:
        screen.put((f"{one.news.day}  ", "magenta"), (one.title, "bold"), (f"  [{clean(one.rule)}]", "dim"))
        for line in one.body.split("\n"):
            screen.put(line, indent=12)
    screen.put((f"{wording.plural(len(found), 'alert')}.", "dim"))


# ------------------------------------------------------------------ messages


def send(addresses: Sequence[str], about: Sequence[Sent]) -> bool:
    """Send alerts as one message to every address; whether all of them took it.

    Raises `InputError` where an address is none, or the library for it is missing.
    """
    try:
        from apprise import Apprise
    except ImportError:
        raise InputError("messages need the extra `notify`: pip install 'legation[notify]'") from None
    logging.getLogger("apprise").addHandler(
        logging.NullHandler()
    )  # what fails is told once, by us, without addresses
    sender = Apprise()
    for number, address in enumerate(addresses, start=1):
        if not sender.add(address):  # the address itself may hold a password, and is not shown
            raise InputError(
                f"notify address {number} ({address.partition(':')[0]}:…) is none that can be sent to"
            )
    head = about[0].title if len(about) == 1 else f"{wording.plural(len(about), 'alert')} from Legation"
    text = "\n\n".join(f"{one.title}\n[{one.rule}] {one.body}" for one in about)
    return bool(sender.notify(title=head, body=text))


# ------------------------------------------------------------------ files


def write_feed(path: Path, found: Sequence[Sent], now: float) -> None:
    """Write an Atom feed of alerts, newest first."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", "urn:legation:alerts")
    _add(feed, "title", "Legation: alerts")
    _add(feed, "updated", _moment(max((one.made for one in found), default=now)))
    _add(_add(feed, "author"), "name", "Legation")
    for one in found:
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:legation:alert:{one.number}:{one.event}")
        _add(entry, "title", one.title)
        _add(entry, "updated", _moment(one.made))
        ElementTree.SubElement(entry, f"{{{_ATOM}}}category", {"term": one.kind})
        _add(entry, "content", f"[{one.rule}] {one.body}")
    _replace(path, ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if text is not None:
        child.text = "\n".join(map(clean, text.split("\n")))
    return child


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def write_calendar(
    path: Path, planned: Iterable[tuple[Event, Sequence[Report]]], names: Mapping[str, str], now: float
) -> int:
    """Write planned events as all-day entries of a calendar; how many there are."""
    from icalendar import Calendar
    from icalendar import Event as Entry

    calendar, count = Calendar(), 0
    calendar.add("prodid", "-//Legation//planned events//EN")
    calendar.add("version", "2.0")
    for event, reports in planned:
        span = edtf.bounds(event.date)
        if span is None:
            continue
        entry = Entry()
        entry.add("uid", f"{event.id}@legation")
        entry.add("dtstamp", datetime.fromtimestamp(now, UTC))
        entry.add("dtstart", date.fromordinal(span[0]))
        entry.add(
            "dtend", date.fromordinal(span[1]) + timedelta(days=1)
        )  # the day after the last, as the format has it
        entry.add("summary", clean(f"{wording.named(event.states, names)}: {wording.kind(event)}, planned"))
        best = wording.best_report(event, reports)
        sentence = wording.key_sentence(best) if best else None
        entry.add(
            "description", "\n".join([clean(sentence.text) if sentence else "", *_sources(reports)]).strip()
        )
        if event.place:
            entry.add("location", clean(wording.place(event.place)))
        entry.add("status", "TENTATIVE")
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
        count += 1
    _replace(path, calendar.to_ical())
    return count


def _sources(reports: Sequence[Report]) -> list[str]:
    return list(dict.fromkeys(wording.source(r.story) for r in reports))


def _replace(path: Path, content: bytes) -> None:
    """Write a file as a whole: a reader finds the old one or the new one."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            file.write(content)
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None
