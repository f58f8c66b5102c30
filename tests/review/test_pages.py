"""Every page: that it answers, and what stands on it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from legation.record import Record, Wanted

from .client import Browser


def largest(record: Record) -> str:
    return max(record.events(), key=lambda event: (len(event.reports), event.id)).id


@pytest.mark.parametrize(
    "path",
    ["/", "/events", "/dossiers", "/dossier/PAK/RUS", "/dossier/Russia", "/person/Sergei%20Shoigu", "/weapon/Mi-35",
     "/review", "/help", "/judgements", "/users", "/login", "/events?state=PAK&type=transfer&since=2014&sort=oldest"],
)  # fmt: skip
def test_pages_answer(browser: Browser, path: str) -> None:
    assert "Legation" in browser.text(path)


def test_the_front_page_counts_what_is_there(browser: Browser, record: Record) -> None:
    totals = record.totals()
    shown = browser.text("/")
    assert f"{totals.events} events" in shown and f"{totals.stories} stories" in shown
    assert "Worth a look" in shown


def test_facets_narrow_and_the_address_holds_the_view(browser: Browser, record: Record) -> None:
    all_of_them = browser.text("/events")
    assert f"All events {record.count_events()}" in all_of_them
    narrowed = browser.text("/events?type=transfer&state=PAK")
    assert f"Pakistan, transfer {record.count_events(Wanted(type='transfer', between=('PAK',)))}" in narrowed
    assert browser.get("/events?type=transfer&state=PAK").text.count('aria-current="true"') == 2


def test_a_list_goes_on_page_by_page(browser: Browser, record: Record) -> None:
    from lxml import html

    seen: list[str] = []
    path = "/events?per=7"
    while path:
        tree = html.fromstring(browser.get(path).content)
        seen += tree.xpath("//td[@class='date']/a/@href")
        path = next(iter(tree.xpath("//a[@rel='next']/@href")), "")
    assert sorted(seen) == sorted(f"/event/{event.id}" for event in record.events())
    assert len(seen) == len(set(seen))


def test_downloads_hold_what_is_shown(browser: Browser, record: Record) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get("/events.csv?type=transfer").text)))
    lines = browser.get("/events.jsonl?type=transfer").text.splitlines()
    wanted = {event.id for event in record.events(Wanted(type="transfer"))}
    assert {row["id"] for row in rows} == {json.loads(line)["id"] for line in lines} == wanted


def test_an_event_shows_its_evidence_by_role(browser: Browser, record: Record) -> None:
    page = browser.get(f"/event/{largest(record)}").text
    assert 'class="for-who"' in page and 'class="for-date"' in page
    assert "Why these are one" in page and "Told by" in page


def test_a_story_is_shown_whole_with_its_evidence(browser: Browser, record: Record) -> None:
    report = record.reports_of(largest(record))[0]
    shown = browser.text(f"/story/{report.story.id}")
    for paragraph in report.story.paragraphs:
        if paragraph.kind != "furniture":
            words = " ".join(report.story.text[paragraph.span.start : paragraph.span.end].split())
            assert words in shown


@pytest.mark.parametrize(
    ("asked", "there"),
    [("Pakistan Russia", "/dossier/PAK/RUS"), ("russia", "/dossier/RUS"), ("helicopters", "/events?text=helicopters"),
     ("Saudi Arabia - France", "/dossier/SAU/FRA")],
)  # fmt: skip
def test_one_field_finds_states_and_words(browser: Browser, asked: str, there: str) -> None:
    from urllib.parse import quote

    answer = browser.client.get(f"/search?q={quote(asked)}", follow_redirects=False)
    assert answer.headers["location"] == there


def test_an_id_leads_to_its_page(browser: Browser, record: Record) -> None:
    event = record.events()[0]
    for ref in (event.id, event.reports[0]):
        answer = browser.get(f"/search?q={ref}")
        assert answer.url.path == f"/event/{event.id}"


@pytest.mark.parametrize(
    ("path", "status", "why"),
    [("/event/e_0000000000000000", 404, "no event of this id"), ("/dossier/Atlantis", 400, "no state is known"),
     ("/events?type=party", 400, "no type of the codebook"), ("/events?since=tomorrow", 400, "not a date"),
     ("/events?stage=done", 400, "no stage"), ("/nowhere", 404, "no such page"), ("/dossier/RUS/Russia", 400, "one state")],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_in_one_line(browser: Browser, path: str, status: int, why: str) -> None:
    assert why in browser.text(path, status)


def test_saved_views_comments_and_tasks(browser: Browser, record: Record) -> None:
    browser.send("/views/save", name="Arms to Pakistan", query="/events?type=transfer&state=PAK")
    event = largest(record)
    browser.send("/notes", event=event, body="Ask the embassy.")
    browser.send("/tasks", event=event, who="local", what="find the text of the accord", due="2026-04-01")
    front = browser.text("/")
    assert "Arms to Pakistan" in front and "find the text of the accord from local, due 2026-04-01" in front
    assert "Ask the embassy." in browser.text(f"/event/{event}")
    assert "1 of 1" in browser.text("/review?mine=1") or "given to you" in browser.text("/review?mine=1")
    browser.send("/tasks/done", number="1")
    browser.send("/views/forget", number="1")
    assert "Arms to Pakistan" not in browser.text("/") and "find the text" not in browser.text("/")


def test_open_pages_learn_that_the_record_was_written_to(browser: Browser, record: Record) -> None:
    before = browser.get("/live").json()
    assert browser.get("/live").json() == before
    browser.send("/notes", event=largest(record), body="new")
    assert browser.get("/live").json() != before


def test_ids_in_sentences_are_links_with_names(browser: Browser, record: Record) -> None:
    from lxml import html

    page = html.fromstring(browser.get(f"/event/{largest(record)}").content)
    reasons = page.xpath("//h2[text()='Why these are one']/following-sibling::ul[1]//a")
    assert reasons and {a.text for a in reasons} <= {f"report {n}" for n in range(1, 20)}
    deal = html.fromstring(browser.get(f"/deal/{record.deals()[0].id}").content)
    labels = deal.xpath("//h2[text()='Why this is one deal']/following-sibling::ul[1]//a/text()")
    assert labels and not any("e_" in label for label in labels)


def test_what_refers_by_id_is_shown_harmlessly() -> None:
    from legation.review.wordings import linked

    ref = "d_1168cd59bf9d1082"
    shown = linked(f"<b>moved</b>\u202e: ({ref})", {ref: "<i>arms</i>"})
    assert (
        shown == f'&lt;b&gt;moved&lt;/b&gt;: (<a class="ref" href="/deal/{ref}">&lt;i&gt;arms&lt;/i&gt;</a>)'
    )
    assert linked("(d_1168cd59bf9d1082)") == f'(<a class="ref" href="/deal/{ref}">deal</a>)'


def test_review_shows_values_and_nothing_of_the_machinery(browser: Browser, record: Record) -> None:
    event = next(e for e in record.events() if e.items)
    assert "built-in" not in browser.get(f"/review?at={event.id}").text


def test_what_was_given_to_do_and_rejected_since_does_not_stand_in_the_way(
    browser: Browser, record: Record
) -> None:
    one, other = (event for event in list(record.events())[:2])
    for event in (one, other):
        browser.send("/tasks", event=event.id, who="local", what="review")
    browser.send("/review/reject", page=f"/review?at={one.id}", event=one.id)
    assert "given to you" in browser.text("/review?mine=1")


def test_the_front_page_says_which_events_are_worth_a_look(browser: Browser, record: Record) -> None:
    from lxml import html

    page = html.fromstring(browser.get("/").content)
    shown = page.xpath("//section[@id='waiting']//li/a/text()")
    assert len(shown) > 3 and all(", " in line for line in shown)
