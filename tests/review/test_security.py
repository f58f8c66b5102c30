"""What keeps strangers, other sites and hostile texts out."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from legation.errors import UsageError
from legation.record import Record
from legation.review.desk import Desk
from legation.review.people import MOST_FAILURES, SESSION, WINDOW, People
from legation.review.serving import open_desk
from legation.review.web import PAGES, make_app
from legation.types import Paragraph, Span
from legation.upkeep import keeping
from merge.made import report, story
from record.pages import pages_of

from .client import Browser
from .conftest import Clock

SECRET = "a long enough password"


@pytest.fixture
def users(people: People) -> People:
    for name, role in (("ada", "admin"), ("rex", "review"), ("lea", "read")):
        people.add(name, SECRET, role)
    return people


def test_every_answer_carries_the_headers(browser: Browser) -> None:
    for path, status in (
        ("/", 200),
        ("/nowhere", 404),
        ("/static/desk.css", 200),
        ("/event/e_0000000000000000", 404),
    ):
        headers = browser.get(path, status).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert "frame-ancestors 'none'" in policy and headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY" and headers["referrer-policy"] == "same-origin"


def test_no_page_names_another_address(browser: Browser) -> None:
    from lxml import html

    for path in ("/", "/events", "/review", "/help", "/dossier/PAK/RUS"):
        tree = html.fromstring(browser.get(path).content)
        assert all(where.startswith("/") for where in tree.xpath("//script/@src|//link/@href|//img/@src"))
        assert not tree.xpath("//@style|//style|//script[not(@src)]|//@onclick")


def test_a_form_without_its_token_is_refused(browser: Browser, record: Record) -> None:
    event = record.events()[0]
    browser.get("/")
    for form in ({}, {"csrf": "x"}, {"csrf": "x.y.z"}):
        answer = browser.client.post("/notes", data={"event": event.id, "body": "x"} | form)
        assert answer.status_code == 403
    with record.notebook() as notebook:
        assert notebook.notes(event.reports) == ()


def test_a_token_of_another_visitor_is_refused(browsing: Callable[[], Browser], record: Record) -> None:
    token = browsing().token()
    other = browsing()
    other.token()
    form = {"csrf": token, "event": record.events()[0].id, "body": "x"}
    assert other.client.post("/notes", data=form).status_code == 403


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}])
def test_a_form_from_another_site_is_refused(
    browser: Browser, record: Record, headers: dict[str, str]
) -> None:
    form = {"csrf": browser.token(), "event": record.events()[0].id, "body": "x"}
    assert browser.client.post("/notes", data=form, headers=headers).status_code == 403


def test_every_page_that_changes_something_wants_the_token(browser: Browser) -> None:
    for method, path, _, _ in PAGES:
        if method == "POST":
            where = path.replace("{act}", "accept").replace("{number}", "1")
            assert browser.client.post(where, data={}).status_code == 403, path


def test_a_host_of_another_name_is_refused(browser: Browser) -> None:
    assert browser.client.get("/", headers={"host": "rebound.example"}).status_code == 421


def test_a_form_that_is_too_large_is_refused(browser: Browser) -> None:
    assert browser.client.post("/notes", data={"body": "x" * 3_000_000}).status_code == 413


# ------------------------------------------------------------------ users


def test_with_users_everybody_must_log_in(browser: Browser, users: People) -> None:
    for method, path, _, role in PAGES:
        if method == "GET" and role is not None:
            answer = browser.client.get(
                path.replace("{ref}", "e_1").replace("{one}", "RUS"), follow_redirects=False
            )
            assert answer.status_code == 303 and answer.headers["location"].startswith("/login")
    assert browser.client.post("/notes", data={"body": "x"}).status_code == 401


def test_log_in_and_out(browser: Browser, users: People) -> None:
    assert "do not belong together" in browser.log_in("ada", "wrong password", 401).text
    assert "do not belong together" in browser.log_in("nobody", SECRET, 401).text
    browser.log_in("ada", SECRET)
    assert "Users" in browser.text("/")
    browser.send("/logout")
    assert browser.get("/").url.path == "/login"


def test_the_cookie_of_a_session_is_kept_from_scripts_and_other_sites(
    browser: Browser, users: People
) -> None:
    answer = browser.client.post(
        "/login",
        data={"csrf": browser.token("/login"), "name": "ada", "password": SECRET},
        follow_redirects=False,
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    token = answer.cookies["legation-session"]
    assert token.encode() not in users.path.read_bytes() and SECRET.encode() not in users.path.read_bytes()
    assert stat.S_IMODE(users.path.stat().st_mode) == 0o600


def test_a_session_ends_when_it_is_not_used(browser: Browser, users: People, clock: Clock) -> None:
    browser.log_in("ada", SECRET)
    clock.wait(SESSION - 5)
    assert browser.get("/").url.path == "/"
    clock.wait(SESSION + 5)
    assert browser.get("/").url.path == "/login"


def test_roles_bound_what_may_be_done(browser: Browser, users: People, record: Record) -> None:
    event = record.events()[0].id
    browser.log_in("lea", SECRET)
    assert browser.get(f"/event/{event}").status_code == 200
    browser.get("/review", 403)
    browser.get("/users", 403)
    browser.send("/review/accept", 403, event=event)
    browser.send("/notes", 403, event=event, body="x")
    browser.send("/logout")
    browser.log_in("rex", SECRET)
    browser.send("/notes", event=event, body="mine")
    browser.get("/users", 403)
    browser.send("/users/role", 403, name="rex", role="admin")


def test_an_administrator_looks_after_users(browser: Browser, users: People) -> None:
    browser.log_in("ada", SECRET)
    browser.send("/users/add", name="new", password=SECRET, role="read")
    browser.send("/users/role", name="new", role="review")
    assert {p.name: p.role for p in users.all()}["new"] == "review"
    browser.send("/users/remove", name="new")
    assert "new" not in {p.name for p in users.all()}
    browser.send("/users/add", 400, name="new", password="short", role="read")
    browser.send("/users/add", 400, name="new", password=SECRET, role="king")
    browser.send("/users/add", 400, name="ada", password=SECRET, role="read")
    browser.send("/users/role", 400, name="ada", role="read")
    browser.send("/users/remove", 400, name="ada")
    shown = browser.text("/users")
    assert "POST /users/add" in shown and SECRET not in shown


def test_a_new_password_ends_old_sessions(browsing: Callable[[], Browser], users: People) -> None:
    browser = browsing()
    browser.log_in("rex", SECRET)
    users.set_password("rex", "another long password")
    assert browser.get("/").url.path == "/login"
    browser.log_in("rex", SECRET, 401)
    browser.log_in("rex", "another long password")


def test_log_ins_are_limited_and_open_again(browser: Browser, users: People, clock: Clock) -> None:
    for _ in range(MOST_FAILURES["pair"]):
        browser.log_in("ada", "wrong password", 401)
    answer = browser.log_in("ada", SECRET, 429)  # not even with the right one
    assert 0 < int(answer.headers["retry-after"]) <= WINDOW
    browser.log_in("rex", SECRET)
    browser.send("/logout")
    clock.wait(WINDOW + 1)
    browser.log_in("ada", SECRET)
    assert "log-in failed" in browser.text("/users")


def test_judgements_and_the_audit_log_name_the_user(browser: Browser, users: People, record: Record) -> None:
    browser.log_in("rex", SECRET)
    form = browser.form("/review", "/review/accept")
    browser.send("/review/accept", form=form)
    with record.notebook() as notebook:
        assert {said.by for said in notebook.sayings()} == {"rex"}
    entry = next(e for e in users.audit() if e.what == "POST /review/accept")
    assert entry.who == "rex" and form["event"] in entry.about and "csrf" not in entry.about


def test_other_addresses_are_refused_without_users(record: Record, users: People, tmp_path: Path) -> None:
    open_desk(str(record.path), "192.0.2.7").record.close()
    with pytest.raises(UsageError, match="--name"):
        open_desk(str(record.path), "0.0.0.0")
    users.path.unlink()
    for host in ("192.0.2.7", "0.0.0.0", "::", "desk.example"):
        with pytest.raises(UsageError, match="legation user add"):
            open_desk(str(record.path), host)
    for host in ("127.0.0.1", "127.0.0.5", "::1", "localhost"):
        open_desk(str(record.path), host).record.close()


def test_log_in_leads_nowhere_else(browser: Browser, users: People) -> None:
    form = {"csrf": browser.token("/login"), "name": "ada", "password": SECRET, "next": "//evil.example/"}
    answer = browser.client.post("/login", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/"


# ------------------------------------------------------------------ hostile texts

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> \u202egnp.exe\u202c {{ 7*7 }} \x1b[31m'


@pytest.fixture
def hostile(desk: Desk, record: Record) -> str:
    """An event from a story that does what it can."""
    text = f"{HOSTILE} the ministers met in Islamabad {HOSTILE}"
    told = story("hostile", text=text, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)",
                 paragraphs=(Paragraph(Span(0, len(text)), "body"),))  # fmt: skip
    own = report(told, words=text)
    keeping.add(record, pages_of([own]))
    return own.id


def test_stored_text_is_shown_harmlessly(browser: Browser, hostile: str, record: Record) -> None:
    event = record.event_of(hostile)
    browser.send("/notes", event=event.id, body=HOSTILE)
    browser.send("/tasks", event=event.id, who="local", what=HOSTILE)
    browser.send("/views/save", name=HOSTILE, query="/events")
    form = browser.form(f"/review?at={event.id}", "/review/accept")
    for page in ("/", "/events", f"/event/{event.id}", f"/story/{record.report(hostile).story.id}", f"/review?at={event.id}",
                 "/dossier/PAK/RUS", "/events?text=%3Cscript%3Ealert", "/search?q=%3Cscript%3E"):  # fmt: skip
        shown = browser.get(page).text
        assert "<script>alert" not in shown and "<img src=x" not in shown, page
        assert "\u202e" not in shown and "\x1b" not in shown, page
        assert 'href="javascript' not in shown and 'src="javascript' not in shown, page
    assert "49" not in browser.text(f"/event/{event.id}").split("Comments")[1][:80]
    browser.send("/review/accept", form=form | {"note": HOSTILE})
    assert "<script>alert" not in browser.get("/judgements").text


def test_words_keep_their_places_when_they_are_made_harmless(
    browser: Browser, hostile: str, record: Record
) -> None:
    from lxml import html

    event = record.event_of(hostile)
    tree = html.fromstring(browser.get(f"/event/{event.id}").content)
    for piece in tree.xpath(f"//article[@id='{hostile}']//blockquote/*[@data-at]"):
        at, words = int(piece.get("data-at")), piece.text_content()
        stored = record.report(hostile).story.text[at : at + len(words)]
        assert all(a == b or a == "\ufffd" for a, b in zip(words, stored, strict=True))


def test_downloads_hold_no_formula(browser: Browser, record: Record) -> None:
    own = report(story("formula", outlet="=cmd()"), words="the ministers met")
    keeping.add(record, pages_of([own]))
    assert "\n=" not in browser.get("/events.csv").text and ",=cmd" not in browser.get("/events.csv").text


def test_the_desk_tells_no_traceback(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from starlette.testclient import TestClient

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("legation.review.searching.find", broken)
    client = TestClient(make_app(desk), raise_server_exceptions=False)
    answer = client.get("/events")
    assert answer.status_code == 500 and "inside" not in answer.text and "Traceback" not in answer.text
    told = capsys.readouterr().err
    assert "please report it (RuntimeError: inside)" in told and "Traceback" not in told
    assert "content-security-policy" in answer.headers
    assert json.loads(client.get("/live").text)["change"]
