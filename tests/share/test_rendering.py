"""Events and stories as people see them: on a terminal, in a file, in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from legation.explanation import EventLeft, EventRead, NameRead, Partaker, SentenceRead, StoryRead, TimeRead
from legation.share import details, dossiers, explanations, exports, listing, summaries
from legation.share.marking import marked, marks_of
from legation.share.screen import Screen
from legation.types import Event, Evidence, Report, Story

NAMES = {"PAK": "Pakistan", "RUS": "Russia"}
Paper = Any


def test_marks_stand_for_colour_where_there_is_none(report: Report) -> None:
    sentence = report.evidence[0]
    shown = marked(sentence.text, sentence.start, marks_of(report), plain=True).plain
    assert shown == (
        "On «Thursday»[date] «Sergei Shoigu»[actor] signed an accord on «20 Mi-35s»[arms] worth «$153 million»[money] "
        "in «Islamabad»[place]."
    )


def test_colours_add_nothing_to_the_text(report: Report) -> None:
    sentence = report.evidence[0]
    shown = marked(sentence.text, sentence.start, marks_of(report), plain=False)
    assert shown.plain == sentence.text
    assert {span.style for span in shown.spans} >= {"bold magenta", "bold green"}


def test_marks_that_cross_or_lie_outside_do_no_harm() -> None:
    marks = (Evidence(0, 4, "abcd", "date"), Evidence(2, 6, "cdef", "place"), Evidence(50, 60, "far", "item"))
    assert marked("abcdef", 0, marks, plain=True).plain == "«abcd»[date]ef"


def test_a_list_in_a_file_has_one_line_an_event(
    plain: Paper, event: Event, reports: Sequence[Report]
) -> None:
    assert listing.events(plain.screen, [(event, reports)]) == 1
    (line,) = plain.text.splitlines()
    assert line.startswith(f"{event.id:18}  2014-11-20")
    assert line.endswith("in Islamabad.")
    assert "\x1b" not in line


def test_a_list_on_a_terminal_fits_it(terminal: Paper, event: Event, reports: Sequence[Report]) -> None:
    listing.events(terminal.screen, [(event, reports)])
    assert "\x1b[" in terminal.text
    assert max(len(_bare(line)) for line in terminal.text.splitlines()) <= 100


def _bare(line: str) -> str:
    from rich.text import Text

    return Text.from_ansi(line).plain


def test_a_story_without_events_says_so(plain: Paper, story: Story) -> None:
    listing.story_reports(plain.screen, story, [])
    assert "news/pak.txt" in plain.text and "no event found" in plain.text


def test_an_event_in_full_names_every_value_and_its_basis(
    plain: Paper, event: Event, reports: Sequence[Report]
) -> None:
    details.event(plain.screen, event, reports, NAMES)
    for said in (
        "Pakistan (PAK), Russia (RUS)",
        "weekday in the story's week",
        "all of 2 reports",
        "Islamabad, PAK",
        "20 Mi-35",
        "USD 153,000,000",
        "TASS, 2014-11-20, news/pak.txt",
        "merged because",
        "«Thursday»[date]",
        *event.reports,
    ):
        assert said in plain.text


def test_rivals_are_told(plain: Paper, report: Report, reports: Sequence[Report], event: Event) -> None:
    from legation.types import Rival

    rivals = (("date", (Rival("2014-11-20", ("r_1",)), Rival("2014-11", ("r_2",)))),)
    details.event(plain.screen, replace(event, rivals=rivals), reports, NAMES)
    assert "date: 2014-11-20 (1 report), not 2014-11 (1 report)" in plain.text


def test_a_story_in_full_shows_its_text_marked(plain: Paper, story: Story, report: Report) -> None:
    details.story(plain.screen, story, [report], NAMES)
    assert "«On «Thursday»[date] «Sergei Shoigu»[actor] signed" in plain.text
    assert "in «Islamabad»[place].»[event]" in plain.text


def test_a_dossier_goes_by_year_with_sources(plain: Paper, event: Event, reports: Sequence[Report]) -> None:
    undated = replace(event, id="e_open", date=None)
    count = dossiers.dossier(
        plain.screen, ("PAK", "RUS"), [(2014, [(event, reports)]), (None, [(undated, reports)])], NAMES
    )
    assert count == 2
    assert plain.text.startswith("Pakistan – Russia   2 events, 2014–2014")
    assert plain.text.index("\n2014\n") < plain.text.index("\nDate open\n")
    assert "– Dawn, 2014-11-20, news/other.txt" in plain.text


def test_an_empty_dossier_says_so(plain: Paper) -> None:
    assert dossiers.dossier(plain.screen, ("PAK", "RUS"), [], NAMES) == 0
    assert "nothing in this record" in plain.text


def test_a_summary(plain: Paper, event: Event, reports: tuple[Report, ...]) -> None:
    told = summaries.Summary(
        2, 2, 1, "2014", "2014", (("transfer", 1),), (("PAK", "RUS", 1),), ((event, reports),)
    )  # fmt: skip
    summaries.summary(plain.screen, told, NAMES)
    assert "2 stories → 2 reports → 1 event, reported 2014–2014" in plain.text
    assert "TASS:" in plain.text and "Dawn:" in plain.text
    assert "One event, because both" in plain.text


def test_csv_has_one_row_an_event(event: Event, reports: Sequence[Report]) -> None:
    stream = io.BytesIO()
    exports.EventsAsCsv(stream)("a.db", [(event, reports)])
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode()))
    assert tuple(row) == exports.COLUMNS
    assert row["states"] == "PAK RUS"
    assert row["money"] == "USD 153,000,000 (value)"
    assert row["sources"] == "TASS, 2014-11-20, news/pak.txt; Dawn, 2014-11-20, news/other.txt"


def test_what_the_coder_is_unsure_of_waits_for_review(
    plain: Paper, event: Event, reports: Sequence[Report]
) -> None:
    """A low confidence is shown in a list, in full and in a table; a high one is no news."""
    unsure, sure = replace(event, confidence=0.41), replace(event, confidence=0.93)
    stream = io.BytesIO()
    exports.EventsAsCsv(stream)("a.db", ((unsure, reports), (sure, reports)))
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode())))
    assert [(row["confidence"], row["review"]) for row in rows] == [("0.41", "waits"), ("0.93", "")]
    listing.events(plain.screen, [(unsure, reports), (sure, reports)])
    assert plain.text.count("[review: 0.41]") == plain.text.count("[review") == 1


def test_csv_holds_no_formula(event: Event, report: Report) -> None:
    evil = replace(event, outlets=('=HYPERLINK("http://x")',))
    stream = io.BytesIO()
    exports.EventsAsCsv(stream)("a.db", [(evil, [report])])
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode()))
    assert row["outlets"].startswith("'=")


def test_of_several_records_each_line_names_its_own(event: Event, reports: Sequence[Report]) -> None:
    table, lines = io.BytesIO(), io.BytesIO()
    exports.EventsAsCsv(table, several=True)("a.db", [(event, reports)])
    exports.EventsAsJson(lines, several=True)("a.db", [(event, reports)])
    assert next(csv.DictReader(io.StringIO(table.getvalue().decode())))["record"] == "a.db"
    assert json.loads(lines.getvalue())["record"] == "a.db"


def test_json_lines_survive_half_a_letter(report: Report) -> None:
    odd = replace(report, story=replace(report.story, title="half \ud800", path="f\udcff.txt"))
    line = exports.report_line(odd)
    assert json.loads(line)["story"]["title"] == "half \ud800"
    assert line.count(b"\n") == 1


@pytest.fixture
def explained(story: Story) -> StoryRead:
    read = EventRead(
        rule="en.transfer.sale",
        trigger="signed",
        type="transfer",
        mode="sale",
        states=("PAK", "RUS"),
        states_why="named in the clause",
        partakers=(Partaker("supplier", "Sergei Shoigu", ("RUS",), "defence minister of RUS"),),
        date="2014-11-20",
        date_words="Thursday",
        date_why="weekday in the story's week",
        place="Islamabad",
        stage="signed",
        factuality="actual",
        sure=0.9,
        report="r_1",
    )
    sentence = SentenceRead(
        "lead",
        "On Thursday …",
        (NameRead("Shoigu", "person", ("RUS",), "Sergei Shoigu, defence minister", "named before"),),
        (("time", "On Thursday"), ("np", "Sergei Shoigu"), ("vg", "signed")),
        (TimeRead("Thursday", "Thursday"),),
        (read,),
        (EventLeft("talks", "meeting", "needs 2 states, found RUS"),),
    )
    quiet = SentenceRead("body", "It rained.", (), (), (), (), ())
    return StoryRead(
        story,
        "2014-11-20",
        "the page's date",
        (("the page's date", "2014-11-20"),),
        (sentence, quiet),
        ("Read more",),
    )


def test_an_explanation_tells_every_step(plain: Paper, explained: StoryRead) -> None:
    explanations.story(plain.screen, explained, NAMES)
    for said in (
        "day of the story: 2014-11-20  (the page's date)",
        "not read as story text: “Read more”",
        "Shoigu → RUS, Sergei Shoigu, defence minister  (person: named before)",
        "[On Thursday] [Sergei Shoigu] [signed]",
        "by rule en.transfer.sale on “signed”",
        "date: 2014-11-20, from “Thursday”  (weekday in the story's week)",
        "not coded meeting? “talks”: needs 2 states, found RUS",
        "no word in it that a rule looks for",
    ):
        assert said in plain.text


def test_marks_are_used_where_colour_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert Screen(io.StringIO()).plain
