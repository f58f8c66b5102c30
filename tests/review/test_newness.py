"""What the desk says of what is new, and of what silence means."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from lxml import html

from legation.ledger import Counts, Round, Silence, silences
from legation.merge.grades import rank
from legation.record import Record, Wanted, coverage, watched
from legation.review.desk import Remembered
from legation.review.newness import Newness
from legation.review.wordings import linked
from legation.upkeep import keeping
from legation.upkeep.noticing import Noticing
from merge.made import report, story
from record.pages import pages_of

from .client import Browser, words


def rows(browser: Browser, path: str) -> list[list[str]]:
    """The cells of every row of a page's tables."""
    tree = html.fromstring(browser.get(path).content)
    return [[" ".join(c.text_content().split()) for c in row.xpath("th|td")] for row in tree.xpath("//tr")]


def watch(record: Record) -> None:
    """A ledger of five days: reached, reached by one of two, then two days of silence, then nothing new."""
    with record.writing() as writer:
        watched.prepare(writer.connection)
        for day, first, second in (
            ("2026-03-01", Counts(2, 2, 3, 3, 3, 0, 3, 2, 5), Counts(1, 1)),
            ("2026-03-02", Counts(2, 2, 1, 1, 1, 0, 1), Counts(3, failed=3)),
            ("2026-03-04", Counts(2, failed=2), Counts(2, failed=2)),
            ("2026-03-05", Counts(1, 1), Counts(1, 1)),
        ):
            coverage.count(writer.connection, "TASS", day, first)
            coverage.count(writer.connection, "ISPR", day, second)
        coverage.fail(writer.connection, "ISPR", "2026-03-02", "no answer", "https://ispr.example: timed out")


def test_days_without_an_answer_are_silence() -> None:
    rounds = [
        Round(f"2026-03-0{day}", 2, answered, 0, 0, 0) for day, answered in ((1, 2), (2, 1), (4, 0), (5, 2))
    ]
    assert silences(rounds) == (Silence("2026-03-03", "2026-03-04", 2),)
    assert silences(rounds[:2]) == silences([]) == ()


def test_the_front_page_tells_a_zero_from_silence(browser: Browser, record: Record) -> None:
    assert "No source is watched here" in browser.text("/")
    watch(record)
    shown = browser.text("/")
    assert "Sources were watched from 2026-03-01 to 2026-03-05" in shown
    assert "On 2 days of these none answered" in shown and "2026-03-03 to 2026-03-04" in shown
    assert ["2026-03-02", "1 of 2", "1", "3", "0"] in rows(browser, "/")  # answered, pages, failed, reports
    assert "On 2 days of these none answered" in browser.text("/dossier/PAK/RUS")


def test_the_ledger_is_shown_by_source_and_day(browser: Browser, record: Record) -> None:
    assert "Nothing stands in the ledger" in browser.text("/coverage")
    watch(record)
    shown = rows(browser, "/coverage")
    silent = next(row for row in shown if row[:2] == ["2026-03-02", "ISPR"])
    assert (
        silent[2].startswith("not reached") and "1 × no answer: https://ispr.example: timed out" in silent[2]
    )
    assert silent[3:5] == ["3", "0"] and silent[-1] == "3"
    assert ["2026-03-05", "TASS", "nothing new"] in [row[:3] for row in shown]
    narrowed = rows(browser, "/coverage?source=ISPR&since=2026-03-02&until=2026-03-02")
    assert [row[:2] for row in narrowed if len(row) > 5][1:] == [["2026-03-02", "ISPR"]]
    assert "not a date" in browser.text("/coverage?since=lately", 400)


def test_a_gap_says_whether_stories_of_its_years_were_read(browser: Browser, record: Record) -> None:
    told = [report(story(f"gap {year}", f"{year}-06-02"), states=("ISL", "URY"), date=f"{year}-06-01") for year in (2001, 2012)]  # fmt: skip
    keeping.add(record, pages_of([*told, report(story("between", "2005-01-01"), states=("CHL", "FIN"))]))
    assert "2002–2011: no event. 1 story of these years is in the record" in browser.text("/dossier/ISL/URY")


def test_what_is_new_and_what_is_routine_is_marked(browser: Browser, record: Record) -> None:
    noticing = Noticing(record)
    events = record.events(Wanted(between=("PAK", "RUS")))
    page = browser.get("/dossier/PAK/RUS").text
    assert any(noticing.of(event) for event in events)
    for event in events:
        for note in noticing.of(event):
            assert words(str(linked(note.why))) in words(page)
    assert page.count('class="routine"') == sum(not noticing.of(event) for event in events)


def test_what_takes_long_to_notice_is_said_later(record: Record) -> None:
    started, go = threading.Event(), threading.Event()

    class Slow(Remembered):
        def aside(self, name: str, make: Callable[[], object], token: str) -> None:
            def late() -> object:
                started.set()
                go.wait(10)
                return make()

            super().aside(name, late, token)

    memory = Slow(lambda: "", lambda: datetime.now(UTC))
    newness = Newness(record, memory)
    newness.at_once = 0
    event = record.events(Wanted(between=("PAK", "RUS")))[0]
    assert newness.marks([event]) == {}
    assert started.wait(10)
    go.set()
    for _ in range(100):
        if found := newness.marks([event]):
            break
        threading.Event().wait(0.05)
    assert found == {event.id: Noticing(record).of(event)}


def test_nothing_is_called_the_first_among_more_than_are_looked_at(record: Record) -> None:
    every = Noticing(record).among(("PAK", "RUS"))
    some = Noticing(record, 2).among(("PAK", "RUS"))
    assert any(note.kind == "first" for notes in every.values() for note in notes)
    assert some and not any(note.kind == "first" for notes in some.values() for note in notes)


def test_lists_sort_by_grade_with_what_cannot_be_judged_apart(browser: Browser, record: Record) -> None:
    page = browser.get("/events?sort=grade&per=200")
    shown = [cell.strip() for cell in html.fromstring(page.content).xpath("//td[@data-sort]/span/text()")]
    events = sorted(record.events(), key=rank)
    assert shown == [event.source_grade + event.information_grade for event in events]
    judged = [one for one in shown if not one.startswith("F")]
    assert judged and len(judged) < len(shown) and shown[: len(judged)] == judged == sorted(judged)
    worst = sorted(record.events(), key=lambda event: rank(event, worst_first=True))
    assert [e.source_grade for e in worst][len(judged) :] == ["F"] * (len(shown) - len(judged))
    assert "they stand apart at the end" in words(page.text)
