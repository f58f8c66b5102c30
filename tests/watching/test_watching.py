"""Watching: what sources list is fetched once, politely, and what goes wrong stays with the one it belongs to."""

from __future__ import annotations

import io
import sqlite3
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

import web_server as bad
from legation.collect.pages import WORD
from legation.commands.clock import DAY, HOUR
from legation.ledger import Counts
from legation.record.originals import Originals
from web_server import Answer, article, atom, feed, listing, moved, sitemap

from .room import START, STORY, Room, stories

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


# ------------------------------------------------------------------ what comes in


def test_what_a_feed_lists_is_fetched_read_and_kept_once(room: Room) -> None:
    room.web.put("/feed", feed(stories(room.web, 1, 2), etag='"a"'))
    tally = room.round(room.source())
    assert tally == Counts(asked=1, answered=1, found=2, tried=2, fetched=2, read=2, coded=2, reports=2)
    stored = {r.story for event in room.record.events() for r in room.record.reports_of(event.id)}
    assert {story.url for story in stored} == {room.web.at("/story/1"), room.web.at("/story/2")}
    assert {story.published for story in stored} == {"2026-03-02"}
    room.clock.time += HOUR
    again = room.round(room.source())
    assert again == Counts(asked=1, answered=1)
    assert room.web.paths().count("/story/1") == 1
    assert room.web.asked[-1].headers["if-none-match"] == '"a"'
    assert room.told == []


def test_a_source_is_not_asked_before_its_time(room: Room) -> None:
    room.web.put("/feed", feed([]))
    room.round(room.source())
    assert room.round(room.source()) == Counts()


@pytest.mark.parametrize("kind", ["atom", "sitemap", "index", "listing"])
def test_every_kind_of_source_is_read(room: Room, kind: str) -> None:
    items = stories(room.web, 1, 2)
    links = [(link, "A title that is as long as a headline") for link, _, _ in items]
    dated = [(link, "2026-03-01") for link, _, _ in items]
    pages = {
        "atom": atom((link, "Title", "2026-03-02T05:00:00Z") for link, _, _ in items),
        "sitemap": sitemap(dated),
        "index": sitemap(
            [(room.web.at("/march.xml"), "2026-03-01"), (room.web.at("/old.xml"), "2019-01-01")], True
        ),
        "listing": listing([*links, ("/about", "About us"), ("http://elsewhere.org/x", links[0][1])]),
    }
    room.web.put("/feed", pages[kind])
    room.web.put("/march.xml", sitemap(dated))
    source = room.source(kind="sitemap" if kind == "index" else kind)
    assert room.round(source).coded == 2
    assert "/old.xml" not in room.web.paths()


def test_pages_that_are_too_old_are_known_and_left(room: Room) -> None:
    old = [(room.web.at("/story/9"), "Old", START - 40 * DAY)]
    room.web.put("/feed", feed([*stories(room.web, 1), *old]))
    assert room.round(room.source()).found == 1
    assert room.pages() == {"done": 1, "left": 1}


def test_a_page_that_its_source_says_has_changed_is_fetched_again(room: Room) -> None:
    ((link, _, _),) = stories(room.web, 1)
    room.web.put("/feed", atom([(link, "Title", "2026-03-02T05:00:00Z")]))
    room.round(room.source(kind="atom"))
    room.web.put("/feed", atom([(link, "Title", "2026-03-02T06:00:00Z")]))
    room.web.put(
        "news.example/story/1", article("Accord number 1", STORY + " It was corrected.", day="2026-03-02")
    )
    room.clock.time += HOUR
    assert room.round(room.source(kind="atom")).fetched == 1
    assert room.record.totals().documents == 2
    room.clock.time += HOUR
    assert room.round(room.source(kind="atom")).tried == 0


def test_a_foreign_page_is_counted_and_named(room: Room) -> None:
    text = "Министр обороны встретился в Москве с послом, и стороны обсудили военное сотрудничество между странами. "
    room.web.put("/story", article("Встреча министров", text * 3))
    room.web.put("/feed", feed([(room.web.at("/story"), "x", START)]))
    assert room.round(room.source()) == Counts(asked=1, answered=1, found=1, tried=1, fetched=1, failed=1)
    (day,) = room.days()
    assert day.meaning == "nothing read"
    assert [reason.kind for reason in day.reasons] == ["not read"]
    assert "Russian" in day.reasons[0].example


def test_the_encoding_that_the_host_names_is_read(room: Room) -> None:
    """In windows-1252, an S with a caron is read wrongly as Latin-2, which a guess may take it for."""
    page = article("Accord signed", STORY + " The minister, Šimon Žák, said so – “at last”.").body.decode()
    room.web.put("/story", Answer(page.encode("cp1250"), kind="text/html; charset=windows-1250"))
    room.web.put("/feed", feed([(room.web.at("/story"), "x", START)]))
    assert room.round(room.source()).coded == 1
    (story,) = {r.story for e in room.record.events() for r in room.record.reports_of(e.id)}
    assert "Šimon Žák, said so – “at last”" in room.record.story(story.id).text


@pytest.mark.parametrize("kind", ["application/pdf", "application/octet-stream", "text/html"])
def test_a_pdf_is_fetched_and_read(room: Room, kind: str) -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.multi_cell(170, 6, STORY)
    room.web.put("/paper.pdf", Answer(bytes(made.output()), kind=kind))
    room.web.put("/feed", feed([(room.web.at("/paper.pdf"), "x", START)]))
    assert room.round(room.source()).coded == 1


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/paper.docx", WORD),
        ("/download?id=7", WORD),
        ("/paper.docx", "application/octet-stream"),
        ("/paper.docx", "application/msword"),
    ],
)
def test_a_word_file_is_fetched_and_read(room: Room, path: str, kind: str) -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Accord signed", style="Title")
    document.add_paragraph(STORY)
    document.save(out)
    room.web.put(path, Answer(out.getvalue(), kind=kind))
    links = [(room.web.at(path), "A title that is as long as a headline")]
    room.web.put("/feed", listing(links))
    assert room.round(room.source(kind="listing")).coded == 1


def carrying(items: list[tuple[str, str, str, str]]) -> Answer:
    """An Atom feed of (address, title, moment, text)."""
    parts = "".join(
        f'<entry><id>{link}</id><title>{title}</title><link href="{link}"/><updated>{when}</updated>'
        f'<content type="html">{escape(f"<p>{text}</p>")}</content></entry>'
        for link, title, when, text in items
    )
    xml = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{parts}</feed>'
    return Answer(xml.encode(), kind="application/atom+xml")


def test_the_text_that_a_feed_carries_is_read_without_fetching_its_pages(room: Room) -> None:
    address = room.web.at("/closed/1")
    source = replace(room.source(kind="atom"), take="feed", outlet="The Agency")
    room.web.put("/feed", carrying([(address, "Accord signed", "2026-03-02T05:00:00Z", STORY)]))
    assert room.round(source) == Counts(
        asked=1, answered=1, found=1, tried=1, fetched=1, read=1, coded=1, reports=1
    )
    (story,) = {r.story for e in room.record.events() for r in room.record.reports_of(e.id)}
    assert (story.url, story.title, story.outlet, story.published) == (
        address, "Accord signed", "The Agency", "2026-03-02",
    )  # fmt: skip
    room.clock.time += HOUR
    assert room.round(source).tried == 0
    room.web.put(
        "/feed", carrying([(address, "Accord signed", "2026-03-02T06:00:00Z", STORY + " It was long.")])
    )
    room.clock.time += HOUR
    assert room.round(source).fetched == 1
    assert len(room.record.versions(address)) == 2
    assert "/closed/1" not in room.web.paths()


def test_a_page_of_which_the_feed_carries_nothing_is_fetched(room: Room) -> None:
    room.web.put("/feed", feed(stories(room.web, 1)))
    assert room.round(replace(room.source(), take="feed")).coded == 1
    assert "/story/1" in room.web.paths()


# ------------------------------------------------------------------ what was fetched


def test_what_is_fetched_is_kept_byte_for_byte_before_it_is_read_in(room: Room, tmp_path: Path) -> None:
    room.web.put("/feed", feed(stories(room.web, 1)))
    address = room.web.at("/story/1")
    place = tmp_path / "r.originals"

    class Killed(BaseException):
        """The process ends."""

    def killed(*_arguments: object) -> None:
        raise Killed

    with Originals(place) as originals:
        watcher = room.watcher(room.source(), originals=originals)
        watcher.gatherer._kept = killed  # type: ignore[method-assign, assignment]
        with pytest.raises(Killed):
            watcher.run(once=True)
        assert room.record.versions(address) == ()
    with Originals(place) as originals:
        room.watcher(room.source(), originals=originals).run(once=True)
        (version,) = room.record.versions(address)
        answered = room.web.pages["news.example/story/1"]
        assert isinstance(answered, Answer)
        assert originals.get(version.sha256) == ("text/html", answered.body)
    with sqlite3.connect(place) as file:
        assert file.execute("SELECT count(*) FROM originals").fetchone() == (1,)


def test_a_page_that_cannot_be_read_is_kept_too(room: Room, tmp_path: Path) -> None:
    room.web.put("/story", article("Встреча министров", "Министр обороны встретился в Москве с послом. " * 5))
    room.web.put("/feed", feed([(room.web.at("/story"), "x", START)]))
    with Originals(tmp_path / "r.originals") as originals:
        room.watcher(room.source(), originals=originals).run(once=True)
        (version,) = room.record.versions(room.web.at("/story"))
        assert originals.get(version.sha256) is not None


# ------------------------------------------------------------------ manners


def test_robots_txt_is_honoured_and_asked_for_once_a_day(room: Room) -> None:
    room.web.put(
        "/robots.txt", Answer(b"User-agent: *\nDisallow: /story/2\nCrawl-delay: 30", kind="text/plain")
    )
    room.web.put("/feed", feed(stories(room.web, 1, 2, 3)))
    tally = room.round(room.source())
    assert (tally.fetched, tally.failed) == (2, 1)
    assert "/story/2" not in room.web.paths()
    assert room.web.paths().count("/robots.txt") == 1
    assert any("robots.txt" in line for line in room.told)
    assert all(later - sooner >= 30.0 for sooner, later in pairwise(room.web.moments("news.example")))
    room.clock.time += DAY
    room.round(room.source())
    assert room.web.paths().count("/robots.txt") == 2


def test_where_robots_txt_cannot_be_had_nothing_is_fetched(room: Room) -> None:
    room.web.put("/robots.txt", Answer(b"", 503))
    room.web.put("/feed", feed(stories(room.web, 1)))
    assert room.round(room.source()) == Counts(asked=1, failed=1)
    assert room.web.paths() == ["/robots.txt"]


def test_robots_txt_counts_for_the_host_that_a_redirect_leads_to(room: Room) -> None:
    room.web.put("other.example/robots.txt", Answer(b"User-agent: legation\nDisallow: /", kind="text/plain"))
    room.web.put("/story", moved(room.web.at("/x", "other.example")))
    room.web.put("/feed", feed([(room.web.at("/story"), "x", START)]))
    assert room.round(room.source()).failed == 1
    assert room.web.paths("other.example") == ["/robots.txt"]


def test_a_host_is_given_time_between_two_requests_and_others_are_asked_meanwhile(room: Room) -> None:
    room.web.put("news.example/feed", feed(stories(room.web, 1, 2)))
    room.web.put("other.example/feed", feed(stories(room.web, 3, 4, host="other.example")))
    room.round(room.source("A"), room.source("B", host="other.example"))
    for host in ("news.example", "other.example"):
        moments = room.web.moments(host)
        assert len(moments) == 3
        assert all(later - sooner >= 2.0 for sooner, later in pairwise(moments))
    assert room.clock.time - START < 2 * 6.0  # less than one after the other


def test_a_host_that_asks_to_wait_is_waited_for(room: Room) -> None:
    items = stories(room.web, 1, 2)
    good = room.web.pages["news.example/story/1"]
    room.web.put("news.example/story/1", Answer(b"", 429, headers={"Retry-After": "600"}))
    room.web.put("/feed", feed(items))
    room.round(room.source())
    assert room.web.paths().count("/story/1") == 1
    assert "/story/2" not in room.web.paths()  # the whole host is left alone
    room.web.put("news.example/story/1", good)
    room.clock.time += 300
    room.round(room.source())
    assert room.web.paths().count("/story/1") == 1
    room.clock.time += 300
    assert room.round(room.source()).fetched == 2


def test_a_page_that_never_comes_is_given_up_and_told_once(room: Room) -> None:
    room.web.put("/story", Answer(b"", 500))
    room.web.put("/feed", feed([(room.web.at("/story"), "x", START)]))
    watcher = room.watcher(replace(room.source(), every=30 * DAY))
    watcher.run(until=START + 20 * DAY)
    assert room.web.paths().count("/story") == 8
    assert room.pages() == {"failed": 1}
    assert [line for line in room.told if "/story" in line] == [
        f"Agency: {room.web.at('/story')}: host in trouble: 500 Internal Server Error"
    ]


# ------------------------------------------------------------------ what goes wrong


BAD: dict[str, tuple[bad.Page, str]] = {
    "bomb": (bad.bomb, "bomb"),
    "huge": (bad.endless, "too large"),
    "short": (bad.short, "broken answer"),
    "loop": (moved("/feed"), "endless redirect"),
    "home": (moved("http://127.0.0.1/"), "forbidden address"),
    "metadata": (moved("http://169.254.169.254/"), "forbidden address"),
    "trouble": (Answer(b"", 503), "host in trouble"),
    "wait": (Answer(b"", 429), "asked to wait"),
    "gone": (Answer(b"", 404), "not there"),
    "html": (article("We have moved", "words"), "changed shape"),
    "empty": (Answer(b"", kind="application/xml"), "changed shape"),
    "entities": (
        Answer(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>&a;</channel></rss>'),
        "forbidden XML",
    ),
    "laughs": (
        Answer(b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>'),
        "forbidden XML",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_source_is_named_and_the_others_carry_on(room: Room, case: str) -> None:
    page, kind = BAD[case]
    room.web.put("news.example/feed", page)
    room.web.put("other.example/feed", feed(stories(room.web, 3, host="other.example")))
    tally = room.round(room.source("Bad"), room.source("Good", host="other.example"))
    assert (tally.asked, tally.answered, tally.reports) == (2, 1, 1)
    assert len(room.told) == 1 and room.told[0].startswith(f"Bad: {kind}")
    day = next(day for day in room.days() if day.source == "Bad")
    assert (day.meaning, [reason.kind for reason in day.reasons]) == ("not reached", [kind])


def test_every_bad_page_is_named_and_the_others_carry_on(room: Room) -> None:
    room.manners = replace(room.manners, delay=0.0)
    pages: dict[str, bad.Page] = {
        "bomb": bad.bomb, "huge": bad.endless, "lying": bad.lying_huge, "packing": Answer(b"x", headers={"Content-Encoding": "br"}),
        "loop": moved("/loop"), "home": moved("http://127.0.0.1/"), "metadata": moved("http://169.254.169.254/x"),
        "picture": Answer(b"\xff\xd8\xff", kind="image/jpeg"), "gone": Answer(b"", 404),
    }  # fmt: skip
    for name, page in pages.items():
        room.web.put(f"/{name}", page)
    items = [(room.web.at(f"/{name}"), name, START) for name in pages]
    room.web.put("/feed", feed([*items, *stories(room.web, 1, 2)]))
    tally = room.round(room.source())
    assert (tally.fetched, tally.failed) == (2, len(pages))
    assert len(room.told) == len(pages)
    assert room.pages() == {"done": 2, "failed": len(pages)}


def test_a_source_that_falls_silent_is_told_once_and_when_it_speaks_again(room: Room) -> None:
    room.web.put("/feed", feed(stories(room.web, 1)))
    watcher = room.watcher(replace(room.source(), every=12 * HOUR))
    watcher.run(until=START + 2 * DAY)
    assert room.told == []
    watcher.run(until=START + 6 * DAY)
    assert room.told == ["Agency: silent: nothing new for 3 days, where 20 a week are usual"]
    room.clock.time = START + 6 * DAY
    room.web.put("/feed", feed([(room.web.at("/story/2"), "x", room.clock.time)]))
    stories(room.web, 2)
    watcher.run(until=START + 7 * DAY)
    assert room.told[1:] == ["Agency: all is well again (it was: silent)"]


def test_a_source_that_lists_nothing_any_more_is_told(room: Room) -> None:
    room.web.put(
        "/feed", listing((link, "A title as long as a headline") for link, _, _ in stories(room.web, 1))
    )
    source = room.source(kind="listing")
    room.round(source)
    room.web.put("/feed", listing([("/x", "short")]))
    room.clock.time += HOUR
    room.round(source)
    assert room.told == ["Agency: changed shape: it answers, but lists nothing; it listed 1"]


# ------------------------------------------------------------------ the ledger


def test_a_zero_can_be_told_from_silence(room: Room) -> None:
    room.web.put("news.example/feed", feed([]))
    room.web.put("other.example/feed", Answer(b"", 500))
    room.round(room.source("Zero"), room.source("Silence", host="other.example"))
    meanings = {day.source: day.meaning for day in room.days()}
    assert meanings == {"Zero": "nothing new", "Silence": "not reached"}


def test_days_are_counted_apart(room: Room) -> None:
    room.web.put("/feed", feed(stories(room.web, 1)))
    watch = room.watcher(replace(room.source(), every=6 * HOUR))
    watch.run(until=START + 2 * DAY)
    days = room.days()
    assert [day.day for day in days] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert [day.counts.reports for day in days] == [1, 0, 0]
    assert days[1].counts.asked == days[1].counts.answered == 4
