"""Review at the desk: the queue, and each thing that can be said."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from legation.record import Record, Wanted
from legation.review.desk import Remembered

from .client import Browser, words


def first(browser: Browser) -> dict[str, str]:
    """What the form of the first event in the queue holds."""
    return browser.form("/review", "/review/accept")


def test_accepting_leads_on_and_undo_leads_back(browser: Browser, record: Record) -> None:
    before = first(browser)
    page = browser.send("/review/accept", form=before | {"note": "checked with the ministry"})
    assert "Accepted" in page.text and first(browser)["event"] != before["event"]
    assert record.event(before["event"]).confidence == 1.0
    assert "checked with the ministry" in browser.text(f"/event/{before['event']}")
    page = browser.send("/review/undo")
    assert "Taken back: accepted" in words(page.text) and before["event"] in str(page.url)
    assert first(browser)["event"] == before["event"]


def test_the_queue_is_worked_off(browser: Browser, record: Record) -> None:
    for _ in range(record.count_events()):
        browser.send("/review/reject", form=first(browser))
    assert "Nothing waits for review" in browser.text("/review")
    assert record.count_events() == 0


def test_a_queue_that_is_behind_shows_nothing_that_was_judged(
    browser: Browser, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, object] = {}
    monkeypatch.setattr(Remembered, "get", lambda _, name, make: kept.setdefault(name, make()))
    for _ in range(record.count_events()):
        assert browser.send("/review/reject", form=first(browser)).status_code == 200
    assert "Nothing waits for review" in browser.text("/review")


def test_an_edit_sets_the_value_and_marks_its_words(browser: Browser, record: Record) -> None:
    event = max(record.events(), key=lambda e: (len(e.reports), e.id))
    page = f"/review?at={event.id}"
    form = browser.form(page, "/review/edit")
    report = form["report"]
    answer = browser.client.get(
        "/review/words", params={"report": report, "field": "place", "value": "Moscow"}
    )
    found = answer.json()
    sentence = record.report(report).evidence[0]
    shown = browser.send("/review/edit", page=page, form=form | {"date": "2014-11-21", "note": "a day later"})
    assert "Edited : date" in words(shown.text).replace("Edited:", "Edited :")
    assert next(e for e in record.events() if report in e.reports).date == "2014-11-21"
    assert found["text"] in ("", "Moscow") and sentence.text


def test_words_are_found_for_values(browser: Browser, record: Record) -> None:
    event = next(e for e in record.events() if e.date == "2014-11-20" and len(e.reports) > 1)
    report = next(r for r in record.reports_of(event.id) if "20 November" in r.evidence[0].text)
    asked = {"report": report.id, "field": "date", "value": "2014-11-20"}
    assert browser.client.get("/review/words", params=asked).json()["text"] == "20 November"
    asked = {"report": report.id, "field": "states", "value": "PAK"}
    assert "Pakistan" in browser.client.get("/review/words", params=asked).json()["text"]


def test_a_wrong_value_is_told_and_nothing_is_stored(browser: Browser) -> None:
    form = browser.form("/review", "/review/edit")
    for field, value, why in (
        ("date", "yesterday", "no date"),
        ("states", "Atlantis", "no state"),
        ("stage", "done", "none of"),
        ("money", "many dollars", "no amount"),
        ("type", "party", "no type"),
    ):
        assert why in words(browser.send("/review/edit", 409, form=form | {field: value}).text)
    assert "nothing was changed" in words(browser.send("/review/edit", 409, form=form).text)
    assert "Nothing was judged yet" in browser.text("/judgements")


def test_every_field_can_be_set(browser: Browser, record: Record) -> None:
    form = browser.form("/review", "/review/edit")
    new = {
        "type": "transfer", "mode": "sale", "states": "Pakistan, Russia, China", "date": "2015-08", "stage": "signed",
        "place": "Rawalpindi, Pakistan", "factuality": "planned", "topics": "air defence, maritime-security",
        "actors": "Raheel Sharif | PAK | army chief | visitor", "items": "4 | Mi-35 | helicopter",
        "money": "USD | 153000000 | value",
    }  # fmt: skip
    browser.send("/review/edit", form=form | new)
    event = record.event_of(form["report"])
    assert (event.type, event.mode, event.states, event.date) == (
        "transfer",
        "sale",
        ("CHN", "PAK", "RUS"),
        "2015-08",
    )
    assert (event.stage, event.factuality, event.topics) == (
        "signed",
        "planned",
        ("air-defence", "maritime-security"),
    )
    assert event.place is not None and event.place.country == "PAK" and event.place.latitude is not None
    assert [(i.quantity, i.designation) for i in event.items] == [(4, "Mi-35")]
    assert [(m.currency, m.amount) for m in event.money] == [("USD", 153000000)]
    assert [(a.name, a.state, a.role) for a in event.actors] == [("Raheel Sharif", "PAK", "visitor")]


def test_events_are_merged_and_split(browser: Browser, record: Record) -> None:
    one, other = (
        record.events(Wanted(between=("PAK", "RUS"), type=type_))[0] for type_ in ("exercise", "meeting")
    )
    page = f"/review?at={one.id}"
    form = browser.form(page, "/review/accept")
    browser.send("/review/merge", form=form | {"other": other.id})
    joined = record.event_of(one.reports[0])
    assert set(joined.reports) == {*one.reports, *other.reports}
    form = browser.form(f"/review?at={joined.id}", "/review/accept")
    browser.send("/review/split", form=form | {"report": list(other.reports)})
    assert set(record.event_of(one.reports[0]).reports) == set(one.reports)


def test_undoing_a_merge_leads_back_to_the_event_that_was_shown(browser: Browser, record: Record) -> None:
    events = record.events(Wanted(between=("PAK", "RUS")))[:2]
    for one, other in (events, events[::-1]):  # whichever of the two lends its id to both
        form = browser.form(f"/review?at={one.id}", "/review/accept")
        browser.send("/review/merge", form=form | {"other": other.id})
        shown = browser.send("/review/undo")
        assert f"at={one.id}" in str(shown.url)
        assert browser.form(f"/review?at={one.id}", "/review/accept")["event"] == one.id


def test_of_two_at_once_the_second_is_told(browsing: Callable[[], Browser], record: Record) -> None:
    anna, ben = browsing(), browsing()
    form = first(anna)
    anna.send("/review/accept", form=form)
    answer = ben.send("/review/reject", 409, form=form)
    assert "Somebody was quicker" in answer.text
    assert record.event(form["event"]).confidence == 1.0


def test_a_form_sent_back_as_it_was_changes_nothing(browser: Browser, record: Record) -> None:
    for event in record.events():
        form = browser.form(f"/review?at={event.id}", "/review/edit")
        assert "nothing was changed" in words(browser.send("/review/edit", 409, form=form).text), event.id


def test_downloads_carry_the_words_that_a_person_gave(browser: Browser, record: Record) -> None:
    event = next(e for e in record.events() if len(e.reports) == 1 and e.date and e.type == "meeting")
    (report,) = record.reports_of(event.id)
    page = f"/review?at={event.id}"
    form = browser.form(page, "/review/edit")
    start = report.story.text.index(" ", report.evidence[0].start) + 1
    chosen = {"date": "2013-05-07", "words-date": f"{start}-{start + 12}"}
    browser.send("/review/edit", page=page, form=form | chosen)
    line = next(
        one
        for one in map(json.loads, browser.get("/events.jsonl").text.splitlines())
        if report.id in one["reports"]
    )
    (source,) = line["sources"]
    assert line["date"] == "2013-05-07"
    words_of_date = [one for one in source["evidence"] if one["for"] == "date"]
    assert [(one["start"], one["end"]) for one in words_of_date] == [(start, start + 12)]
    assert words_of_date[0]["text"] == report.story.text[start : start + 12]
