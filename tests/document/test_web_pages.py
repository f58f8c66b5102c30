"""Web pages: what their markup says is weighed, not believed; and the gate of gold/pages."""

from __future__ import annotations

import hashlib
import json

import pytest

import pages as bench
from legation.document import read
from legation.types import Capture, Story
from legation.vocabulary import Gazetteer

BODY = "".join(
    f"<p>The defence ministers of Malta and Tunisia met for the {n} time and agreed to hold a naval drill in spring, "
    "as both said to reporters after their talks.</p>"
    for n in ("first", "second", "third", "fourth")
)


def reading(
    html: str, gazetteer: Gazetteer, fetched: str | None = None, known: tuple[tuple[str, str], ...] = ()
) -> Story:
    """The one story of a page."""
    content = html.encode()
    capture = Capture("page", content, "text/html", hashlib.sha256(content).hexdigest(), fetched, known)
    (found,) = read(capture, gazetteer).stories
    return found


def story(
    gazetteer: Gazetteer, head: str = "", above: str = "", below: str = "", lang: str = "en",
    url: str | None = None, fetched: str | None = None, body: str = BODY,
) -> Story:  # fmt: skip
    html = (
        f'<html lang="{lang}"><head><title>Malta and Tunisia plan a drill | Gozo Courier</title>{head}</head>'
        f"<body><h1>Malta and Tunisia plan a drill</h1>{above}<div>{body}</div>{below}</body></html>"
    )
    return reading(html, gazetteer, fetched, (("url", url),) if url else ())


def ld(**values: object) -> str:
    thing = {"@type": "NewsArticle", "headline": "Malta and Tunisia plan a drill", **values}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def test_structured_data_gives_day_and_outlet(gazetteer: Gazetteer) -> None:
    found = story(gazetteer, ld(datePublished="2019-05-04T10:00:00+02:00", publisher={"name": "Gozo Post"}))
    assert (found.published, found.outlet) == ("2019-05-04", "Gozo Post")
    assert found.title == "Malta and Tunisia plan a drill"


def test_the_day_of_a_move_is_outvoted_and_noted(gazetteer: Gazetteer) -> None:
    found = story(
        gazetteer, ld(datePublished="2023-01-01T00:00:00Z"), "<p>May 4, 2019</p>",
        url="https://gozo.example/2019/05/04/drill.html",
    )  # fmt: skip
    assert found.published == "2019-05-04"
    assert any("2023-01-01" in note for note in found.notes)


@pytest.mark.parametrize("wrong", ["1970-01-01T00:00:00Z", "2019-09-09T00:00:00Z"])
def test_a_day_that_cannot_be_is_left_out_and_noted(wrong: str, gazetteer: Gazetteer) -> None:
    found = story(gazetteer, ld(datePublished=wrong), "<p>4 May 2019</p>", fetched="2019-05-06")
    assert found.published == "2019-05-04"
    assert any(wrong[:10] in note for note in found.notes)


def test_the_day_of_a_change_is_none_of_publication(gazetteer: Gazetteer) -> None:
    changed = '<meta property="article:modified_time" content="2024-02-02T10:00:00Z">'
    assert story(gazetteer, changed).published is None
    assert story(gazetteer, changed, "<p>Published 4 May 2019</p>").published == "2019-05-04"


def test_a_moment_of_greenwich_gives_way_to_the_printed_day(gazetteer: Gazetteer) -> None:
    found = story(gazetteer, ld(datePublished="2019-05-03T23:30:00Z"), "<p>4 May 2019</p>")
    assert found.published == "2019-05-04"


@pytest.mark.parametrize(
    ("lang", "url", "day"),
    [
        ("en-GB", None, "2019-05-04"),
        ("en-US", None, "2019-04-05"),
        ("en", "https://fleet.navy.mil/story/1", "2019-04-05"),
        ("en", "https://gozo.example/2019/04/05/drill", "2019-04-05"),
    ],
)
def test_which_number_is_the_month(lang: str, url: str | None, day: str, gazetteer: Gazetteer) -> None:
    assert story(gazetteer, above="<p>Date: 04/05/2019</p>", lang=lang, url=url).published == day


def test_days_of_other_pages_do_not_count(gazetteer: Gazetteer) -> None:
    related = '<aside><time datetime="2020-01-01">1 January 2020</time> Another drill</aside>'
    found = story(gazetteer, above="<p>4 May 2019</p>", below=related)
    assert (found.published, found.notes) == ("2019-05-04", ())


def test_broken_structured_data_is_passed_over(gazetteer: Gazetteer) -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script>'
    deep = f'<script type="application/ld+json">{"[" * 5000}</script>'
    assert story(gazetteer, broken + deep, "<p>4 May 2019</p>").published == "2019-05-04"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://gozo.example/drill", "https://gozo.example/drill"),
        ("/drill", "https://amp.gozo.example/drill"),
        ("https://gozo.example/", "https://amp.gozo.example/drill?amp=1"),
        ("https://elsewhere.example/drill", "https://amp.gozo.example/drill?amp=1"),
        ("javascript:alert(1)", "https://amp.gozo.example/drill?amp=1"),
        ("http://[broken", "https://amp.gozo.example/drill?amp=1"),
    ],
)
def test_the_lasting_address(link: str, kept: str, gazetteer: Gazetteer) -> None:
    head = f'<link rel="canonical" href="{link}">'
    found = story(gazetteer, head, url="https://amp.gozo.example/drill?amp=1")
    assert (found.url or "").replace("amp.gozo.example/drill\x00", "") in (
        kept,
        kept.replace("://gozo", "://amp.gozo"),
    )


def test_deeply_nested_markup_is_read(gazetteer: Gazetteer) -> None:
    body = "<div>" * 240 + BODY + "</div>" * 240
    assert story(gazetteer, above="<p>4 May 2019</p>", body=body).published == "2019-05-04"


ARTICLE = '"@type": "NewsArticle", "headline": "Malta and Tunisia plan a drill", "datePublished": "2019-05-04T09:00:00+02:00"'


@pytest.mark.parametrize(
    "block",
    [
        "//<![CDATA[\n{%s}\n//]]>",
        "/* <![CDATA[ */ {%s} /* ]]> */",
        "<!-- {%s} -->",
        "{%s,}",
        '[{"@type": ["Article", "NewsArticle"], %s}]',
        '{"@graph": [{"@type": "WebPage", "name": "x", %s}]}',
        '{%s, "description": "He said "no" to it"}',
    ],
)
def test_structured_data_is_read_through_what_systems_put_around_it(block: str, gazetteer: Gazetteer) -> None:
    head = f'<script type="application/ld+json">{block % ARTICLE}</script>'
    assert story(gazetteer, head).published == "2019-05-04"
    escaped = (block % ARTICLE).replace('"', "&quot;")
    head = f'<script type="application/ld+json">{escaped}</script>'
    assert block.count('"no"') or story(gazetteer, head).published == "2019-05-04"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("All News 15:25 May 4, 2019", "2019-05-04"),
        ("Sat May 04 09:00:00 CEST 2019", "2019-05-04"),
        ("2019年5月4日", "2019-05-04"),
        ("2019년 5월 4일", "2019-05-04"),
        ("4 мая 2019 (18:22)", "2019-05-04"),
        ("4 mei 2019", "2019-05-04"),
        ("4. května 2019", "2019-05-04"),
        ("May.4,2019", "2019-05-04"),
        ("May 4,2019", "2019-05-04"),
        ("4 listopada 2019", None),  # October in Zagreb, November in Warsaw
    ],
)
def test_days_as_sites_of_many_countries_print_them(line: str, day: str | None, gazetteer: Gazetteer) -> None:
    assert story(gazetteer, above=f"<p>{line}</p>").published == day


@pytest.mark.parametrize(
    "value", ["1556956800", "1556956800000", "Sat May 04 09:00:00 CEST 2019", "20190504"]
)
def test_days_as_metadata_writes_them(value: str, gazetteer: Gazetteer) -> None:
    assert story(gazetteer, f'<meta name="publish_time" content="{value}">').published == "2019-05-04"


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ("Posted 05.04.2019", "Taken 04.27.2019", "2019-05-04"),
        ("Posted 04.05.2019", "Taken 27.04.2019", "2019-05-04"),
        ("Posted 04.05.2019", "Taken 27.04.2019, or 04/27/2019", "2019-05-04"),  # it says both: day first
    ],
)
def test_a_page_writes_its_numbers_one_way(above: str, below: str, day: str, gazetteer: Gazetteer) -> None:
    assert story(gazetteer, above=f"<p>{above}</p>", below=f"<p>{below}</p>").published == day


def masthead(gazetteer: Gazetteer, title: str, head: str, body: str) -> str | None:
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}<h1>Malta and Tunisia plan a drill</h1><div>{BODY}</div></body></html>"
    return reading(html, gazetteer).outlet


@pytest.mark.parametrize(
    ("title", "head", "body", "outlet"),
    [
        ("{}", "", '<div class="logo"><img alt="Logo: Gozo Courier (Link to home)"></div>', "Gozo Courier"),
        ("{}", '<link rel="alternate" type="application/rss+xml" title="Gozo Courier » Feed">', "", "Gozo Courier"),
        ("{}", "", "<footer>© 2019-2024 by Gozo Courier. Proudly built with a builder</footer>", "Gozo Courier"),
        ("{}", "", "<footer>Copyright Gozo Courier 2019</footer>", "Gozo Courier"),
        ("{}", '<meta property="og:site_name" content="QNP">', '<div class="logo"><img alt="Qala News Post"></div>', "Qala News Post"),
        ("{}", '<meta property="og:site_name" content="QALA.EXAMPLE">', '<div class="site-title">Qala</div>', "Qala"),
        ("{}", '<meta property="og:site_name" content="Qala+ (QalaPlus)">', '<div class="logo">Qala+</div>', "Qala+"),
        # one name in several forms
        ("{} | Gozo Courier", '<meta property="og:site_name" content="gozocourier">', "", "Gozo Courier"),
        ("{} | Gozo Courier", ld(publisher={"name": "Gozo Courier News"}) + '<meta property="og:site_name" content="Gozo Courier">', "", "Gozo Courier"),
        ("{} | Gozo Systems", "", "<footer><p>© 2019 Gozo Systems Pte Ltd</p></footer>", "Gozo Systems"),
        (":: Welcome to Gozo Courier ::", "", "<footer><p>© 2019 Gozo Courier</p></footer>", "Gozo Courier"),
        ("{}", "", '<div class="publisher-logo">Published by Gozo Courier</div>', "Gozo Courier"),
        ("{}", "", '<amp-img class="logo" alt="Gozo Courier"></amp-img>', "Gozo Courier"),
        ("{} | Γκόζο", '<meta property="og:site_name" content="Γκόζο">', '<img class="logo" alt="Gozo Courier">', "Gozo Courier"),
        ("{}", '<meta property="og:site_name" content="T.C. Ministry of Ports">', '<img class="logo" alt="Ministry of Ports">', "Ministry of Ports"),
        ("{} | Gozo Army", '<meta name="author" content="Ministry of Ports">', '<img class="logo" alt="Gozo Army">', "Gozo Army"),
    ],
)  # fmt: skip
def test_the_outlet_by_its_emblem_its_feed_in_full_and_in_several_forms(
    title: str, head: str, body: str, outlet: str, gazetteer: Gazetteer
) -> None:
    assert masthead(gazetteer, title.format("Malta and Tunisia plan a drill"), head, body) == outlet


def test_a_heading_is_the_title_however_long_the_name_of_the_site(gazetteer: Gazetteer) -> None:
    html = (
        "<html><head><title>Malta and Tunisia plan a drill - Gozo Courier - News, comment and analysis of the whole "
        "Mediterranean, from Valletta</title></head><body><p>News, comment and analysis of the whole Mediterranean</p>"
        f"<h1>Malta and Tunisia plan a drill</h1><div>{BODY}</div></body></html>"
    )
    found = reading(html, gazetteer)
    assert found.title == "Malta and Tunisia plan a drill"


def test_a_lead_that_stands_apart_is_read(gazetteer: Gazetteer) -> None:
    lead = "Malta and Tunisia signed an agreement on military cooperation in Valletta on Saturday, the two ministries said."
    above = f'<div class="itemIntroText"><p>{lead}</p></div>'
    found = story(gazetteer, above=above, body=f'<div class="itemFullText">{BODY}</div>')
    kinds = {found.text[part.span.start : part.span.end]: part.kind for part in found.paragraphs}
    assert kinds[lead] in ("lead", "body")
    assert found.text.count(lead) == 1


def test_what_an_agency_puts_behind_the_last_sentence_ends_none(gazetteer: Gazetteer) -> None:
    last = "The drill is to take place off Gozo in the spring, and a corvette from Sfax will be part of it. (end)"
    found = story(gazetteer, body=BODY + f"<p>{last}</p>")
    kinds = {found.text[part.span.start : part.span.end]: part.kind for part in found.paragraphs}
    assert kinds[last] == "body"


@pytest.mark.parametrize("part", bench.PARTS)
def test_no_figure_of_pages_falls_below_its_floor(part: str) -> None:
    found = bench.measure(part)
    assert (
        len(found)
        == {
            "train": 40,
            "test": 20,
            "fresh": 20,
            "later": 10,
            "next": 20,
            "last": 20,
            "broad": 60,
            "after": 20,
            "blind": 60,
        }[part]
    )
    assert bench.below(part, bench.figures(found)) == []


# ------------------------------------------------------------------ days with labels, names beside names


@pytest.mark.parametrize(
    "above",
    [
        "<p>Updated: 06-05-2019 08:11 | Created: 04-05-2019 18:04</p>",
        "<p>By Ann Vella, Gozo Public Affairs<span>May 4, 2019</span></p>",
        '<div class="meta"><a>Politics</a> <a>Materials</a> <time>4 May 2019 18:04 (UTC +04:00)</time></div>',
        (
            "<p>2 May 2019</p><table><tr><td>Date Taken:</td><td>2 May 2019</td></tr>"
            "<tr><td>Date Posted:</td><td>4 May 2019</td></tr></table>"
        ),
    ],
)
def test_the_day_that_is_labelled_as_that_of_publication_is_taken(above: str, gazetteer: Gazetteer) -> None:
    assert story(gazetteer, above=above, url="https://fleet.gozo.example/x").published == "2019-05-04"


@pytest.mark.parametrize(
    ("dots", "day"), [("4.5.2019", "2019-05-04"), ("4. 5. 2019.", "2019-05-04"), ("4/5/2019", "2019-04-05")]
)
def test_dots_give_the_day_first_also_on_american_pages(dots: str, day: str, gazetteer: Gazetteer) -> None:
    assert story(gazetteer, above=f"<p>{dots}</p>", lang="en-US").published == day


def test_the_name_of_the_site_goes_before_that_of_the_company(gazetteer: Gazetteer) -> None:
    site = '<meta property="og:site_name" content="Gozo Courier">'
    found = story(
        gazetteer, site + ld(publisher={"name": "Xlendi Holding"}), below="<p>© 2019 Xlendi Holding</p>"
    )
    assert found.outlet == "Gozo Courier"


def test_a_motto_and_the_name_of_nobody_are_left_out(gazetteer: Gazetteer) -> None:
    head = '<meta property="og:site_name" content="Gozo Courier - All of the Islands, Daily">'
    found = story(
        gazetteer, head + ld(publisher={"name": "admin"}), below="<footer><p>© Gozo Courier</p></footer>"
    )
    assert found.outlet == "Gozo Courier"


def test_a_headline_that_only_stands_on_the_page_is_found(gazetteer: Gazetteer) -> None:
    html = (
        '<html><head><title>Gozo Courier Online</title></head><body><img src="mast.gif" class="logo" alt="The Gozo Courier">'
        f"<table><tr><td>Home<br>Sport</td><td><b>Malta and Tunisia plan a drill</b><br>4 May 19<br><br>{BODY}</td></tr></table></body></html>"
    )
    found = reading(html, gazetteer)
    assert (found.title, found.published) == ("Malta and Tunisia plan a drill", "2019-05-04")


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Malta and Tunisia plan a drill", '<meta property="og:site_name" content="Xlendi Post | Latest News and Headlines">'),
        ("Malta and Tunisia plan a drill", '<meta name="copyright" content="Copyright (c) 2019 Xlendi Post. All rights reserved">'),
        ("Malta and Tunisia plan a drill | Xlendi Post | Mediterranean", ""),
    ],
)  # fmt: skip
def test_the_name_that_the_host_bears_is_that_of_the_site(
    title: str, head: str, gazetteer: Gazetteer
) -> None:
    html = f"<html><head><title>{title}</title>{head}</head><body><h1>Malta and Tunisia plan a drill</h1>{BODY}</body></html>"
    found = reading(html, gazetteer, known=(("url", "https://www.xlendipost.example/drill"),))
    assert found.outlet == "Xlendi Post"


# ------------------------------------------------------------------ days and names that other markup holds


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ("<script>dataLayer = [{'pageType': 'article', 'publishDate': '2019-05-04'}];</script>", ""),
        ('<script id="__NEXT_DATA__" type="application/json">{"story":{"publishedAt":"2019-05-04T09:00:00Z"}}</script>', ""),
        ("", '<span class="post-date" data-timestamp="1556956800">a while ago</span>'),
        ("", '<relative-time datetime="2019-05-04T09:00:00+02:00">5 years ago</relative-time>'),
        ("", '<div property="schema:datePublished" content="2019-05-04T09:00:00+02:00">Saturday</div>'),
        ("", '<meta itemprop="datePublished dateCreated" content="2019-05-04">'),
        (ld() + '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2019-05-04"}</script>', ""),
    ],
)  # fmt: skip
def test_days_that_scripts_and_marked_elements_hold(head: str, above: str, gazetteer: Gazetteer) -> None:
    assert story(gazetteer, head, above).published == "2019-05-04"


def test_scripts_that_give_several_days_give_none(gazetteer: Gazetteer) -> None:
    data = '<script>var all = [{"publishedAt": "2019-05-04"}, {"publishedAt": "2019-04-01"}];</script>'
    assert story(gazetteer, data).published is None


def test_the_printed_day_goes_before_one_by_no_clock(gazetteer: Gazetteer) -> None:
    printed = "<p>Published 4 May 2019</p>"
    assert story(gazetteer, '<meta name="date" content="2019-05-05">', printed).published == "2019-05-04"
    own = ld(datePublished="2019-05-05T00:10:00+02:00")
    assert story(gazetteer, own, printed).published == "2019-05-05"


@pytest.mark.parametrize(
    "head",
    [
        ld(isPartOf={"@type": "WebSite", "name": "Xlendi Post"}),
        ld(publisher={"@id": "#us"}) + '<script type="application/ld+json">{"@type":"Organization","@id":"#us","name":"Xlendi Post"}</script>',
        ld(publisher={"@type": "Organization", "legalName": "Xlendi Post"}),
        ld(publisher={"name": {"@value": "Xlendi Post", "@language": "en"}}),
        '<meta name="SiteName" content="Xlendi Post">',
        '<meta name="dcterms.creator" content="Xlendi Post">',
        '<div itemprop="publisher">Xlendi Post</div>',
        '<div property="schema:publisher"><span property="schema:name">Xlendi Post</span></div>',
        '<div class="source-org vcard"><span class="org fn">Xlendi Post</span></div>',
    ],
)  # fmt: skip
def test_the_publisher_by_other_markup(head: str, gazetteer: Gazetteer) -> None:
    title = "Malta and Tunisia plan a drill"
    assert masthead(gazetteer, title, head, head if head.startswith("<div") else "") == "Xlendi Post"


def test_a_maker_who_is_a_person_is_no_outlet(gazetteer: Gazetteer) -> None:
    head = '<meta name="author" content="Ann Vella"><meta name="twitter:site" content="@gozocourier">'
    assert masthead(gazetteer, "Malta and Tunisia plan a drill | Gozo Courier", head, "") == "Gozo Courier"
    assert masthead(gazetteer, "Malta and Tunisia plan a drill", head, "") is None


def test_what_stands_apart_is_no_part_of_the_story(gazetteer: Gazetteer) -> None:
    promo = (
        "Our weekly letter brings the news of the islands to readers abroad, with a column and a crossword."
    )
    inside = BODY + f'<div class="newsletter-box"><p>{promo}</p></div>' + BODY.replace("met for", "sat for")
    assert promo not in story(gazetteer, body=inside).text


# ------------------------------------------------------------------ lines that rival each other, names in several forms


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("<div class='dt'>9 May 2019 10:12</div><ul><li>Home page</li><li>World</li></ul>", "<p>4 May 2019</p>"),
        ("", "<p class='post-date'>วันที่ 4 May 2019</p>"),
        ("", "<ul><li>4 May 2019 -</li><li>Last updated: 6 May 2019 11:20</li></ul>"),
        ("", f"{BODY}<p>This entry was posted on Saturday, May 4th, 2019 at 9:41 pm and is filed under News.</p>"),
        ("<p class='comment'>7 May 2019</p>", "<p>4 May 2019</p>"),
    ],
)  # fmt: skip
def test_the_line_that_is_the_page_s_own_day(above: str, below: str, gazetteer: Gazetteer) -> None:
    html = (
        "<html><head><title>Malta and Tunisia plan a drill</title></head><body>"
        f"{above}<h1>Malta and Tunisia plan a drill</h1>{below}<div>{BODY}</div></body></html>"
    )
    found = reading(html, gazetteer)
    assert found.published == "2019-05-04"


def test_an_exact_printed_day_keeps_the_moment_of_the_markup(gazetteer: Gazetteer) -> None:
    head = '<meta name="dcterms.issued" content="2019-05-04">'
    foot = "<p>Page last modified: 5 May 2019</p>"
    assert story(gazetteer, head, "<p>4 May 2019</p>", foot).published == "2019-05-04"


@pytest.mark.parametrize(
    "site", ["<h1>Ministry of Ports</h1>", '<div class="banner">Ministry of Ports</div>']
)
def test_the_name_of_the_site_is_no_headline(site: str, gazetteer: Gazetteer) -> None:
    html = (
        f"<html><head><title>Ministry of Ports</title></head><body>{site}<table><tr><th>Malta and Tunisia plan a drill</th></tr>"
        f"<tr><td>Author</td><td>Press office</td></tr><tr><td>Date</td><td>2019.05.04</td></tr></table><div>{BODY}</div>"
        "<div>Copyright 2019 Ministry of Ports</div></body></html>"
    )
    found = reading(html, gazetteer)
    assert (found.title, found.published) == ("Malta and Tunisia plan a drill", "2019-05-04")
