"""What stands around a story on a web page: headings of kinds of pages, clocks, issues, changes, short names, other languages."""

from __future__ import annotations

import hashlib

import pytest

from legation.document import read
from legation.pipeline import Pipeline
from legation.types import Capture, Document, Story
from legation.vocabulary import Gazetteer

TITLE = "Malta and Tunisia plan a drill"
BODY = "".join(
    f"<p>The defence ministers of Malta and Tunisia met for the {n} time and agreed to hold a naval drill in spring, "
    "as both said to reporters after their talks.</p>"
    for n in ("first", "second", "third", "fourth")
)
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in (
    "Front page", "Islands", "World", "Money", "Sport", "Letters", "Weather", "Ferries", "Archive",
)) + "</ul>"  # fmt: skip


def document(html: str, gazetteer: Gazetteer, url: str | None = None) -> Document:
    content = html.encode()
    known = (("url", url),) if url else ()
    return read(
        Capture("page", content, "text/html", hashlib.sha256(content).hexdigest(), known=known), gazetteer
    )


def page(
    gazetteer: Gazetteer, above: str, below: str = "", head: str = f"<title>{TITLE} | Gozo Courier</title>",
    url: str | None = None, body: str = BODY,
) -> Story:  # fmt: skip
    """The story of a page with ``above`` before its text and ``below`` behind it."""
    html = f"<html lang='en'><head>{head}</head><body>{above}<div>{body}</div>{below}</body></html>"
    (found,) = document(html, gazetteer, url).stories
    return found


def kinds(found: Story) -> dict[str, str]:
    """What each paragraph of a story was taken for."""
    return {found.text[part.span.start : part.span.end]: part.kind for part in found.paragraphs}


# ------------------------------------------------------------------ headlines


@pytest.mark.parametrize("kind", ["Press Release", "News Details", "Press Statement", "Latest News"])
@pytest.mark.parametrize("tag", ["{kind}", "Ministry of Ports - {kind}"])
def test_a_heading_that_names_a_kind_of_page_is_no_headline(
    kind: str, tag: str, gazetteer: Gazetteer
) -> None:
    above = f"<h1>{kind}</h1><div><b>No. 12/2019</b></div><div><b>Dated: 4-5-2019</b></div><h4><u>{TITLE}</u></h4>"
    found = page(gazetteer, above, head=f"<title>{tag.format(kind=kind)}</title>")
    assert (found.title, found.published) == (TITLE, "2019-05-04")


def test_a_kind_of_page_is_no_outlet(gazetteer: Gazetteer) -> None:
    above = f"<div class='header'><span>Harbour Media Office</span></div><div><span>News Details</span></div><div>{TITLE}</div>"
    assert page(gazetteer, above, head="<title>News Details</title>").outlet == "Harbour Media Office"


def test_a_story_of_a_release_keeps_its_headline(gazetteer: Gazetteer) -> None:
    headline = "Press release on the drill of Malta and Tunisia"
    assert page(gazetteer, f"<h1>{headline}</h1>", head=f"<title>{headline}</title>").title == headline


def test_a_menu_is_no_headline(gazetteer: Gazetteer) -> None:
    menu = "".join(f"<a href='/{n}'>The {n} of the day</a> " for n in ("news", "photos", "videos", "songs"))
    found = page(gazetteer, f"<div>{menu}</div><div>{TITLE}</div>", head="<title>Gozo Courier</title>")
    assert found.title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "This page was printed from www.gozocourier.example on 9/9/2020",
        "Printed from the Gozo Courier on 9.9.2020",
        "Printed on 9 September 2020",
    ],
)
def test_when_a_page_was_printed_is_neither_headline_nor_day(line: str, gazetteer: Gazetteer) -> None:
    above = f"<p>{line}</p><p>Saturday, 4 May 2019</p><p><b>{TITLE}</b></p>"
    found = page(gazetteer, above, head="<title>Gozo Courier - Print Version</title>")
    assert (found.title, found.published) == (TITLE, "2019-05-04")


# ------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Vol XXVIII &nbsp; No. 351 &nbsp; Saturday, 4 May 2019", "2019-05-04"),
        ("Issue 12, 4 May 2019", "2019-05-04"),
        ("Volume 3 | Saturday, May 4, 2019", "2019-05-04"),
        ("Saturday, 4 May 2019", None),  # the day of the visit, for all that the page says
    ],
)
def test_a_paper_is_dated_by_the_line_that_counts_its_issues(
    line: str, day: str | None, gazetteer: Gazetteer
) -> None:
    above = f"<table><tr><td>{line}</td></tr><tr><td>{MENU}</td><td><b>{TITLE}</b></td></tr></table>"
    assert page(gazetteer, above).published == day


def test_the_clock_of_the_site_dates_nothing(gazetteer: Gazetteer) -> None:
    clock = (
        "<header><div class='logo'>Gozo Courier</div><time class='date'>May 9, 2019, 5:30 PM</time></header>"
    )
    own = f"<article><h1>{TITLE}</h1><div class='item-date'>May 4, 2019, 5:30 PM</div></article>"
    changed = '<meta itemprop="datePublished" content="2019-05-04"><meta itemprop="dateModified" content="2019-05-04">'
    head = f"<title>{TITLE}</title>{changed}"
    assert page(gazetteer, clock + own, head=head).published == "2019-05-04"


def test_the_head_of_an_article_dates_it(gazetteer: Gazetteer) -> None:
    above = (
        f"<header class='entry'><h1>{TITLE}</h1><time datetime='2019-05-04T09:00'>Saturday</time></header>"
    )
    assert page(gazetteer, above).published == "2019-05-04"


@pytest.mark.parametrize(
    "line",
    [
        "<span class='posted'>Posted : 2019-05-04 17:05</span> <span class='updated'>Updated : 2019-05-04 19:33</span>",
        "<span class='modified'>Changed 2019-05-06</span> <span class='created'>2019-05-04 17:05</span>",
        "Publicado em <span class='documentPublished'>04/05/2019 16h45</span> Atualizado em 06/05/2019 09h10",
        "por <a>Assessoria de Portos</a> <span class='published-on'>04/05/2019 16h45</span> <span class='modified-on'>06/05/2019</span>",
        "Publié le 04/05/2019 à 16h45, mis à jour le 06/05/2019",
        "Veröffentlicht am 04.05.2019, aktualisiert am 06.05.2019",
        "Опубликовано: 04.05.2019 | Обновлено: 06.05.2019",
    ],
)
def test_a_change_beside_the_day_of_publication(line: str, gazetteer: Gazetteer) -> None:
    clock = "<div><span class='date'>Thu, May 9, 2019 | 09:41</span></div>"
    assert page(gazetteer, f"{clock}<h1>{TITLE}</h1><div class='info'>{line}</div>").published == "2019-05-04"


# ------------------------------------------------------------------ outlets


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.gov.br/defesa/pt-br/noticias/exercise", "Ministério da Defesa Brasil"),
        ("https://www.gov.br/fazenda/pt-br/noticias/exercise", "Ministério da Defesa"),
        ("https://www.gov.pl/web/obrona-narodowa/exercise", "Ministry of National Defence of Poland"),
    ],
)
def test_an_office_by_its_folder_on_a_portal(url: str, outlet: str, gazetteer: Gazetteer) -> None:
    head = f'<title>{TITLE}</title><meta property="og:site_name" content="Ministério da Defesa">'
    assert page(gazetteer, f"<h1>{TITLE}</h1>", head=head, url=url).outlet == outlet


def test_a_short_name_with_an_issue_is_spelled_out_by_the_top_of_the_page(gazetteer: Gazetteer) -> None:
    above = f"<p><b>HARBOUR SECURITY BULLETIN</b><br>No. 5/2019, 4 May 2019</p><hr><h2>{TITLE}</h2>"
    found = page(gazetteer, above, head="<title>HSB 5/2019</title>")
    assert (found.outlet, found.published) == ("Harbour Security Bulletin", "2019-05-04")


# ------------------------------------------------------------------ text


@pytest.mark.parametrize("mark", ["(XNA)", "(PTI)", "(ANI)", "(AFP/XNA)", "(TAP)"])
def test_the_agency_behind_the_last_sentence_ends_none(mark: str, gazetteer: Gazetteer) -> None:
    last = f"The drill is to take place off Gozo in the spring. {mark}"
    assert kinds(page(gazetteer, f"<h1>{TITLE}</h1>", body=f"{BODY}<p>{last}</p>"))[last] == "body"


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ('<meta name="description" content="Corvette from Sfax to join in the spring">', "x1"),
        ("", "synopsis"),
        ("", "news-block sub-title"),
    ],
)
def test_the_line_below_the_headline_is_kept(head: str, mark: str, gazetteer: Gazetteer) -> None:
    line = "Corvette from Sfax to join in the spring" + ("" if head else ", and divers from Bizerte with her")
    above = f"<h1>{TITLE}</h1><div class='{mark}'>{line}</div>"
    assert line in kinds(page(gazetteer, above, head=f"<title>{TITLE}</title>{head}"))


@pytest.mark.parametrize(
    "line",
    [
        "Choose which Gozo.example letters you want delivered to your inbox.",
        "All questions regarding this sale should be directed to the Bureau of Ports, press@ports.example.",
        "The Gozo Bulletin is issued every Friday. To subscribe, write to us.",
    ],
)
def test_what_is_said_to_readers_is_furniture(line: str, gazetteer: Gazetteer) -> None:
    assert kinds(page(gazetteer, f"<h1>{TITLE}</h1>", body=f"{BODY}<p>{line}</p>"))[line] == "furniture"


def test_what_readers_say_is_none_of_the_story(gazetteer: Gazetteer) -> None:
    said = "Nobody here has asked the fishermen of the bay what they think of warships at their nets."
    found = page(gazetteer, f"<h1>{TITLE}</h1>", body=f"{BODY}<h4>The comments</h4><p>{said}</p>")
    assert kinds(found).get(said, "furniture") == "furniture"


def test_a_line_that_says_who_tells_it_leads_on_to_the_text(gazetteer: Gazetteer) -> None:
    line = "Ports Spokeswoman Ann Vella gave this account:"
    found = page(gazetteer, f"<h1>{TITLE}</h1>", body=f"<p>{line}</p>{BODY}")
    assert kinds(found)[line] == "body"


# ------------------------------------------------------------------ other languages


FRENCH = "".join(
    f"<p>Les ministres de la défense de Malte et de la Tunisie se sont rencontrés pour la {n} fois et sont convenus de tenir "
    "un exercice naval au printemps, ont-ils déclaré à la presse.</p>"
    for n in ("première", "deuxième", "troisième", "quatrième")
)


def test_a_page_that_is_not_read_still_says_what_it_is(gazetteer: Gazetteer) -> None:
    html = (
        '<html lang="fr"><head><title>Malte et la Tunisie préparent un exercice | Courrier de Gozo</title>'
        '<meta property="og:site_name" content="Courrier de Gozo"></head><body><h1>Malte et la Tunisie préparent un exercice</h1>'
        f"<p>Publié le 4 mai 2019</p><div>{FRENCH}</div></body></html>"
    )
    found = document(html, gazetteer)
    assert found.stories == ()
    (one,) = found.unread
    assert (one.title, one.outlet, one.published, one.language) == (
        "Malte et la Tunisie préparent un exercice", "Courrier de Gozo", "2019-05-04", "fr",
    )  # fmt: skip
    assert found.failures[0].why == (
        "the page is in French (fr); only English is read so far: "
        "Malte et la Tunisie préparent un exercice, Courrier de Gozo, 2019-05-04"
    )
    assert Pipeline.default().code(found) == ()
