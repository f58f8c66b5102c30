"""Document: pages in the manner of real sites, and what the stage makes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation import gazetteer as tables
from legation.collect import captures
from legation.collect.pages import page
from legation.document import read
from legation.types import Capture, Document, Story
from legation.vocabulary import Gazetteer

BODY = (
    "The defence ministers of Malta and Tunisia met on Tuesday and agreed to hold a naval exercise off Gozo "
    "next spring, the two ministries said in a joint statement after the talks had ended."
)
MORE = (
    "Three patrol vessels and an aircraft of each country would take part, and observers from other states "
    "of the region would be invited, a spokesman told reporters on the quay."
)
LAST = "The two sides last trained together four years ago, when a Tunisian corvette called at Valletta for a week."


def document(text: str | bytes, gazetteer: Gazetteer, **known: str) -> Document:
    content = text.encode() if isinstance(text, str) else text
    capture = page("page.txt", content)
    assert isinstance(capture, Capture)
    capture = Capture("page.txt", content, capture.media_type, capture.sha256, known=tuple(known.items()))
    found = read(capture, gazetteer)
    for story in found.stories:
        check_spans(story)
    return found


def one(text: str, gazetteer: Gazetteer, **known: str) -> Story:
    (story,) = document(text, gazetteer, **known).stories
    return story


def check_spans(story: Story) -> None:
    """Paragraphs are in order, inside the page, not empty and not overlapping."""
    end = 0
    for paragraph in story.paragraphs:
        assert end <= paragraph.span.start < paragraph.span.end <= len(story.text)
        end = paragraph.span.end


def kinds(story: Story) -> list[tuple[str, str]]:
    return [(item.kind, story.text[item.span.start : item.span.end]) for item in story.paragraphs]


def texts(story: Story, kind: str) -> list[str]:
    return [text for found, text in kinds(story) if found == kind]


def page_of(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


# ------------------------------------------------------------------ one story


def test_headline_date_line_and_body(gazetteer: Gazetteer) -> None:
    story = one(
        page_of("Malta and Tunisia plan drill", "Published 17 Feb, 2023 09:40", BODY, MORE), gazetteer
    )
    assert story.title == "Malta and Tunisia plan drill"
    assert story.published == "2023-02-17"
    assert story.published_span is not None
    assert story.text[story.published_span.start : story.published_span.end] == "17 Feb, 2023"
    assert [kind for kind, _ in kinds(story)] == ["headline", "furniture", "lead", "body"]


@pytest.mark.parametrize(
    ("dateline", "place", "date", "agency"),
    [
        ("VALLETTA, December 1. /TASS/. ", "VALLETTA", "December 1", "TASS"),
        ("VALLETTA (Sputnik) – ", "VALLETTA", None, "Sputnik"),
        ("VALLETTA: ", "VALLETTA", None, None),
        ("TUNIS, 14 December 2023. ", "TUNIS", "14 December 2023", None),
        ("TUNIS, Sept 11 (Gozo Newsroom) - ", "TUNIS", "Sept 11", "Gozo Newsroom"),
        ("TUNIS, Tunisia, April 5 -- ", "TUNIS", "April 5", None),
        ("TUNIS, Thursday — ", "TUNIS", "Thursday", None),
        ("TUNIS/VALLETTA, 8 June 2017 - ", "TUNIS/VALLETTA", "8 June 2017", None),
        ("Tunis [Tunisia], August 4, 2023: ", "Tunis", "August 4, 2023", None),
        ("Tunis (Reuters) - ", "Tunis", None, "Reuters"),
        ("TUNIS (Gozo Newsroom) 05.06.2023 - ", "TUNIS", "05.06.2023", "Gozo Newsroom"),
        ("TUNIS (GNA), Monday, 5 June 2023 -- ", "TUNIS", "Monday, 5 June 2023", "GNA"),
        ("TUNIS (Gozo Newsroom, Monday 5 June 2023) – ", "TUNIS", "Monday 5 June 2023", "Gozo Newsroom"),
        ("TUNIS (Cap Bon), June 5, 2023. ", "TUNIS", "June 5, 2023", None),
        ("TUNIS (Monday, June 5, 2023) ", "TUNIS", "Monday, June 5, 2023", None),
        ("TUNIS, June 5, 2023, Gozo Newsroom. ", "TUNIS", "June 5, 2023", "Gozo Newsroom"),
        ("Tunis, 5 June 2023 (Gozo Newsroom).- ", "Tunis", "5 June 2023", "Gozo Newsroom"),
        ("TUNIS, 5 June (2023) – ", "TUNIS", "5 June (2023)", None),
        ("June 5, 2023 (TUNIS) – ", "TUNIS", "June 5, 2023", None),
    ],
)
def test_a_dateline_stays_out_of_the_lead(
    dateline: str, place: str, date: str | None, agency: str | None, gazetteer: Gazetteer
) -> None:
    story = one(page_of("Malta and Tunisia plan drill", dateline + BODY, MORE), gazetteer)
    assert story.dateline is not None
    assert (story.dateline.place, story.dateline.date_text, story.dateline.agency) == (place, date, agency)
    assert texts(story, "lead") == [BODY]
    for span, words in ((story.dateline.place_span, place), (story.dateline.date_span, date)):
        assert (span is None and words is None) or (span and story.text[span.start : span.end] == words)


@pytest.mark.parametrize("opening", ["PRESENTER: ", "NATO allies say that ", "THE ", "Q: ", "Mr Borg: "])
def test_what_is_no_dateline(opening: str, gazetteer: Gazetteer) -> None:
    story = one(page_of("Malta and Tunisia plan drill", opening + BODY, MORE), gazetteer)
    assert story.dateline is None
    assert texts(story, "lead") == [opening + BODY]


@pytest.mark.parametrize("when", ["5 June (2023)", "05.06.2023", "June 5, 2023"])
def test_a_dateline_with_its_year_dates_the_story(when: str, gazetteer: Gazetteer) -> None:
    story = one(page_of("Malta and Tunisia plan drill", f"TUNIS, {when} - {BODY}"), gazetteer)
    assert story.published == "2023-06-05"


def test_a_dateline_without_a_year_dates_nothing(gazetteer: Gazetteer) -> None:
    story = one(page_of("Malta and Tunisia plan drill", "VALLETTA, December 1. /TASS/. " + BODY), gazetteer)
    assert story.published is None
    assert (story.outlet, story.outlet_state) == ("TASS", "RUS")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("05.06.2023 - 03:55", "2023-06-05"),
        ("06/25/2023", "2023-06-25"),
        ("2023.12.18 15:04", "2023-12-18"),
        ("Wednesday 1 March 2023 | News", "2023-03-01"),
        ("Posted Mon 6 Oct 2025 at 3:15pm, updated Tue 7 Oct 2025 at 6:02pm", "2025-10-06"),
        ("Dec. 14, 2020, 3:40 p.m. EST", "2020-12-14"),
        ("20th Feb 2023", "2023-02-20"),
        ("Valletta | Thursday 4 April 2024 | 19:12", "2024-04-04"),
        ("Digest, July 2023", "2023-07"),
        ("26 October B.E. 2566", "2023-10-26"),
        ("2014. január 15. 09:20", "2014-01-15"),
        ("31.02.2023", None),
        ("Friday 1 October", None),
    ],
)
def test_date_lines(line: str, date: str | None, gazetteer: Gazetteer) -> None:
    story = one(page_of("Malta and Tunisia plan drill", line, BODY, MORE), gazetteer)
    assert story.published == date
    assert texts(story, "headline") == ["Malta and Tunisia plan drill"]


def test_a_date_in_a_sentence_is_no_date_of_publication(gazetteer: Gazetteer) -> None:
    story = one(
        page_of("Malta and Tunisia plan drill", "On May 22, 2023, in Tunis. " + BODY, MORE), gazetteer
    )
    assert story.published is None


def test_the_source_knows_best_and_conflicts_are_noted(gazetteer: Gazetteer) -> None:
    text = page_of("Malta and Tunisia plan drill", "17 February 2023", BODY)
    story = one(text, gazetteer, date="2023-02-12T08:00:00Z", outlet="Gozo Times")
    assert (story.published, story.outlet, story.outlet_state) == ("2023-02-12", "Gozo Times", None)
    assert story.notes == (
        "published 2023-02-12 by its source, but 2023-02-17 by the line “17 February 2023”",
    )


def test_the_address_gives_date_and_outlet(gazetteer: Gazetteer) -> None:
    text = page_of("Malta and Tunisia plan drill", BODY)
    story = one(text, gazetteer, url="https://www.tass.com/defense/2023/08/15/123")
    assert (story.published, story.outlet) == ("2023-08-15", "TASS")
    month = one(text, gazetteer, url="https://x.example/2023/08/talks")
    assert (month.published, month.outlet) == ("2023-08", None)


@pytest.mark.parametrize(
    ("blocks", "outlet"),
    [
        (
            ("GOZO DAILY\nHome > News > National", "TITLE", "By Ann Borg | July 8, 2024, 4:12 p.m."),
            "Gozo Daily",
        ),
        (("TITLE", "GOZO DAILY | Tuesday, January 2, 2024"), "Gozo Daily"),
        (("TITLE", "Harbour News Desk\n22.05.2023 - 03:55"), "Harbour News Desk"),
        (("TITLE", "3 February 2009, 19:40 (Harbour News Agency)"), "Harbour News Agency"),
        (("TITLE", "November 21, 2014 Paul Grech, The Moscow Times"), "The Moscow Times"),
        (
            ("Defence Ministry, Valletta\nPress Release", "TITLE", "July 8, 2024"),
            "Defence Ministry, Valletta",
        ),
        (("TITLE", "12.02.2015 , Harbour Insider"), "Harbour Insider"),
        (("TITLE", "By Staff Reporter | May 22, 2021"), None),
        (("FOR IMMEDIATE RELEASE", "TITLE"), None),
    ],
)
def test_outlets_at_the_top(blocks: tuple[str, ...], outlet: str | None, gazetteer: Gazetteer) -> None:
    title = "Malta and Tunisia plan drill"
    story = one(page_of(*(block.replace("TITLE", title) for block in blocks), BODY, MORE), gazetteer)
    assert (story.title, story.outlet) == (title, outlet)


@pytest.mark.parametrize(
    ("credit", "outlet", "date"),
    [
        ("First published by The Moscow Times", "The Moscow Times", None),
        ("Published in Gozo Post, May 22nd, 2021", "Gozo Post", "2021-05-22"),
        ("The quay at Gozo - Sputnik Africa, 1920, 15.08.2023", "Sputnik Africa", "2023-08-15"),
        ("(c) Gozo Evening News 2024", "Gozo Evening News", None),
    ],
)
def test_outlets_in_credits(credit: str, outlet: str, date: str | None, gazetteer: Gazetteer) -> None:
    story = one(page_of("Malta and Tunisia plan drill", BODY, MORE, credit), gazetteer)
    assert (story.outlet, story.published) == (outlet, date)


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Fishermen want a copy", "READ MORE: Fishermen want a copy", "RELATED: Lira flat | Storm",
        "Back to top button", "Please enter your comment!", "Share", "Subscribe", "To unsubscribe, reply to this",
        "(Translated from the Arabic)", "Tags: Malta, Tunisia", "All rights reserved. No copying.", "-30-", "###",
        "[email protected]", "Home > News > National", "© 2024 Gozo Post", "The author teaches history in Sousse.",
    ],
)  # fmt: skip
def test_furniture(line: str, gazetteer: Gazetteer) -> None:
    story = one(page_of("Malta and Tunisia plan drill", BODY, line, MORE), gazetteer)
    read_as = {text: kind for kind, text in kinds(story)}
    assert read_as[line] in ("furniture", "caption")
    assert (read_as[BODY], read_as[MORE]) == ("lead", "furniture" if "comment" in line else "body")


@pytest.mark.parametrize(
    "line",
    [
        "[Caption: On board the Melita during the briefing. Picture: AFM]", "[PHOTO: The two ministers. POOL]",
        "Photo: the quay at Gozo", "© Sputnik . Ann Borg", "© Ann Borg/Defence Ministry press service", "File photo",
        "Defence Minister Paul Grech", "Photo from", "The quay at Gozo. Source: AFM",
    ],
)  # fmt: skip
def test_captions(line: str, gazetteer: Gazetteer) -> None:
    story = one(page_of("Malta and Tunisia plan drill", line, BODY, MORE), gazetteer)
    assert texts(story, "caption") == [line]


def test_comments_and_link_lists_are_furniture(gazetteer: Gazetteer) -> None:
    text = page_of(
        "Malta and Tunisia plan drill", BODY, MORE, "MORE FROM WORLD\n- Storm shuts ports\n- Banks reopen",
        "COMMENTS (2)", "sailor_7: Good. Libya should be next.", "mrs_b: Show us the text first, sir.",
    )  # fmt: skip
    story = one(text, gazetteer)
    assert [kind for kind, _ in kinds(story)][:3] == ["headline", "lead", "body"]
    assert {kind for kind, _ in kinds(story)[3:]} == {"furniture"}


def test_sub_headings_split_nothing(gazetteer: Gazetteer) -> None:
    text = page_of(
        "Malta and Tunisia plan drill",
        "14 May 2024",
        BODY,
        "Regional Interests",
        MORE,
        "What will Libya say?",
        LAST,
    )
    story = one(text, gazetteer)
    assert story.title == "Malta and Tunisia plan drill"
    assert texts(story, "headline") == ["Malta and Tunisia plan drill", "Regional Interests"]


# ------------------------------------------------------------------ several stories


def test_stories_one_after_another(gazetteer: Gazetteer) -> None:
    text = page_of(
        "Malta opens Gozo port to Tunisian ships – minister", "Defence Minister Paul Grech",
        "VALLETTA (Sputnik) – " + BODY, "Read more:",
        "Tunisia, Malta successfully develop ties", "12.02.2015 , Harbour Insider", MORE,
        "Tunisia signs accord with Algeria", "TUNIS, November 20. /TASS/. " + LAST,
        "Tunisia and Algeria to fight smuggling together", "They will pool their efforts, the minister said. " + LAST[:80] + ".",
    )  # fmt: skip
    stories = document(text, gazetteer).stories
    assert [story.part for story in stories] == [1, 2, 3, 4]
    assert [story.outlet for story in stories] == ["Sputnik", "Harbour Insider", "TASS", None]
    assert [story.published for story in stories] == [None, "2015-02-12", None, None]
    assert stories[3].title == "Tunisia and Algeria to fight smuggling together"
    assert len({story.id for story in stories}) == 4


def test_a_digest(gazetteer: Gazetteer) -> None:
    text = page_of(
        "HARBOUR DIGEST No. 1/2024\n15 January 2024", "VALLETTA, 14 December 2023. " + BODY,
        "TUNIS, 18 December 2023. " + MORE, "ALGIERS, 12 January 2024. " + LAST, "To unsubscribe, reply to this message.",
    )  # fmt: skip
    stories = document(text, gazetteer).stories
    assert [story.dateline and story.dateline.place for story in stories] == ["VALLETTA", "TUNIS", "ALGIERS"]
    assert {story.published for story in stories} == {"2024-01-15"}
    assert {story.outlet for story in stories} == {"Harbour Digest"}


def test_a_page_printed_twice_is_read_once(gazetteer: Gazetteer) -> None:
    story_text = page_of("Malta and Tunisia plan drill", BODY, MORE)
    story = one(story_text + "\n" + story_text, gazetteer)
    assert [kind for kind, _ in kinds(story)] == [
        "headline",
        "lead",
        "body",
        "furniture",
        "furniture",
        "furniture",
    ]
    joined = one(story_text + "\n" + " ".join((BODY, MORE)), gazetteer)
    assert [kind for kind, _ in kinds(joined)] == ["headline", "lead", "body", "furniture"]


# ------------------------------------------------------------------ sources, languages, ids


def test_a_plain_text_page_is_unchanged(gazetteer: Gazetteer) -> None:
    text = page_of("Malta and Tunisia plan drill", BODY, MORE).replace("\n", "\r\n")
    assert document(b"\xef\xbb\xbf" + text.encode(), gazetteer).text == text


def test_lines_are_paragraphs_and_wrapped_lines_are_one(gazetteer: Gazetteer) -> None:
    lines = one("Malta and Tunisia plan drill\n" + "\n".join((BODY, MORE, LAST)), gazetteer)
    assert [kind for kind, _ in kinds(lines)] == ["headline", "lead", "body", "body"]
    wrapped = (
        "The defence ministers of Malta and Tunisia met on Tuesday and agreed to\n"
        "hold a naval exercise off Gozo next spring, the two ministries said\nafter the talks."
    )
    story = one(page_of("Malta and Tunisia plan drill", wrapped, MORE), gazetteer)
    assert texts(story, "lead") == [wrapped]


def test_a_record_of_a_bulk_file(gazetteer: Gazetteer, tmp_path: Path) -> None:
    record = {
        "title": "Malta and Tunisia plan drill",
        "date": "2021-01-21",
        "url": "https://x.example/",
        "text": BODY,
    }
    place = tmp_path / "a.jsonl"
    place.write_text(json.dumps(record), encoding="utf-8")
    (capture,) = captures([str(place)])
    assert isinstance(capture, Capture)
    found = read(capture, gazetteer)
    assert found.text == f"Malta and Tunisia plan drill\n\n{BODY}"
    (story,) = found.stories
    assert (story.path, story.url, story.published) == (f"{place}#1", "https://x.example/", "2021-01-21")
    assert story.title == "Malta and Tunisia plan drill"


HTML = f"""<!doctype html><html lang="en"><head><title>Malta and Tunisia plan drill | Gozo Courier</title>
<meta property="og:site_name" content="Gozo Courier"><meta property="og:title" content="Malta and Tunisia plan drill">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Malta and Tunisia plan drill",
"datePublished": "2024-03-05T08:00:00Z", "dateModified": "2024-03-07"}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Malta and Tunisia plan drill</h1>
<p>VALLETTA (Reuters) - {BODY}<p>{MORE}</p><p>{LAST}</article>
<div class="comments"><p>First!</p></div><footer>All rights reserved</footer>"""


def test_html(gazetteer: Gazetteer) -> None:
    found = document(HTML, gazetteer)
    (story,) = found.stories
    assert found.text.startswith("Malta and Tunisia plan drill\n\nVALLETTA (Reuters) - ")
    assert (story.title, story.outlet, story.published) == (
        "Malta and Tunisia plan drill",
        "Gozo Courier",
        "2024-03-05",
    )
    assert texts(story, "lead") == [BODY]
    assert "First!" not in found.text


def test_html_in_another_encoding(gazetteer: Gazetteer) -> None:
    page_text = (
        HTML.replace("<head>", '<head><meta charset="windows-1251">')
        .replace("First!", "Да")
        .replace("Gozo next", "Гозо next")
    )
    assert "Гозо" in document(page_text.encode("windows-1251"), gazetteer).text


@pytest.mark.parametrize(
    "broken", ["<html><body></body></html>", "<p>x</p>", "<html>" + "<div>" * 3000, HTML[:300]]
)
def test_html_without_text_is_a_failure(broken: str, gazetteer: Gazetteer) -> None:
    found = document(broken, gazetteer)
    assert found.stories == ()
    assert found.failures[0].why == "no main text could be found in its HTML"


def test_curly_quotes_of_an_old_encoding(gazetteer: Gazetteer) -> None:
    text = page_of("Malta and Tunisia plan drill", "“Malta’s navy is ready.” " + BODY, MORE)
    assert document(text.encode("cp1252"), gazetteer).text == text


def test_another_language_is_a_failure(gazetteer: Gazetteer) -> None:
    text = page_of(
        "Malte et la Tunisie préparent un exercice",
        "Les ministres de la défense de Malte et de la Tunisie se sont rencontrés mardi et sont convenus de tenir un "
        "exercice naval au large de Gozo au printemps prochain, ont annoncé les deux ministères.",
    )
    found = document(text, gazetteer)
    assert found.stories == ()
    assert found.failures[0].why == (
        "the page is in French (fr); only English is read so far: Malte et la Tunisie préparent un exercice"
    )
    assert found.unread[0].language == "fr"
    assert found.text == text


def test_ids_are_of_content_alone(gazetteer: Gazetteer) -> None:
    text = page_of("Malta and Tunisia plan drill", "17 February 2023", BODY)
    capture = page("other/name.txt", text.encode())
    assert isinstance(capture, Capture)
    here, there = one(text, gazetteer), read(capture, gazetteer).stories[0]
    assert here.id == there.id
    assert here.id.startswith("s_")
    assert len(here.id) == 18
    assert here.id != one(text.replace("2023", "2022"), gazetteer).id
    assert here.id == one(text.replace("\n\n", "\n\n\n  "), gazetteer).id


def test_marks_that_nobody_sees_keep_offsets_true(gazetteer: Gazetteer) -> None:
    text = page_of(
        "\u200fMalta and Tunisia plan drill\u200b", "\u200e17 February 2023\ufeff", "\u200b" + BODY, MORE
    )
    story = one(text, gazetteer)
    assert story.title == "Malta and Tunisia plan drill"
    assert story.published == "2023-02-17"
    assert texts(story, "lead") == [BODY]


@given(st.lists(st.sampled_from((
    BODY, MORE, LAST, "Malta and Tunisia plan drill", "17 February 2023", "TUNIS, 3 May. " + MORE, "COMMENTS (2)",
    "Read more:", "By Ann Borg", "© Sputnik", "\x00\u200f", "\ud800", "-", "12.02.2015 , Harbour Insider", "”", "VALLETTA",
    "\r", "\x85x\u2028", "Most read\n1. Storm", "( / | )", "May 2023",
)), max_size=12), st.sampled_from(("\n\n", "\n", "\r\n", "\u2029", " ")))  # fmt: skip
def test_any_order_of_blocks_reads_alike_twice(blocks: list[str], between: str) -> None:
    text = between.join(blocks) + "."
    capture = Capture("x", json.dumps({"text": text.replace("\ud800", "?")}).encode(), "application/json", "")
    found = read(capture, tables.load())
    assert found == read(capture, tables.load())
    assert found.stories or found.failures
    for story in found.stories:
        check_spans(story)


# ------------------------------------------------------------------ real pages and gold


def parts_right(folder: Path, gazetteer: Gazetteer) -> tuple[list[str], int]:
    wrong, count = [], 0
    for capture in captures(str(path) for path in sorted(folder.glob("*.txt"))):
        assert isinstance(capture, Capture)
        coding = json.loads(Path(capture.name).with_suffix(".json").read_text(encoding="utf-8"))
        count += 1
        if len(read(capture, gazetteer).stories) != coding["stories_in_page"]:
            wrong.append(capture.name)
    return wrong, count


def test_gold_pages_are_cut_right(gold: Path, gazetteer: Gazetteer) -> None:
    wrong, count = parts_right(gold / "train", gazetteer)
    assert count > 50
    assert len(wrong) <= 0.05 * count, wrong


@pytest.mark.shared
def test_development_pages_are_cut_right(shared: Path, gazetteer: Gazetteer) -> None:
    wrong, count = parts_right(shared / "gold", gazetteer)
    assert not wrong
    assert count > 20


@pytest.mark.shared
def test_a_page_of_many_stories(shared: Path, gazetteer: Gazetteer) -> None:
    (capture,) = captures([str(shared / "seeds" / "004_544341561949e636.txt")])
    assert isinstance(capture, Capture)
    stories = read(capture, gazetteer).stories
    # The coding beside the page counts nine; the page has eight headlines.
    assert len(stories) == 8
    assert [story.published for story in stories] == [
        None,
        "2015-02-12",
        None,
        "2014-11-21",
        None,
        None,
        None,
        None,
    ]
    assert [story.outlet for story in stories] == [
        "Sputnik", "Siberian Insider", "TASS", "The Moscow Times", "TASS", None, "TASS", "TASS",
    ]  # fmt: skip


@pytest.mark.shared
def test_a_page_with_captions_and_furniture(shared: Path, gazetteer: Gazetteer) -> None:
    (capture,) = captures([str(shared / "seeds" / "001_858a5d0899e8a191.txt")])
    assert isinstance(capture, Capture)
    (story,) = read(capture, gazetteer).stories
    assert (story.outlet, story.published) == ("Sputnik Africa", "2023-08-15")
    assert len(texts(story, "caption")) == 3
    assert texts(story, "furniture") == ["Subscribe", "Newsfeed", "0"]
