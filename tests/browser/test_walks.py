"""The walks of three people through the desk, each to the end of what they came for."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legation.review.people import People, beside

from .conftest import CHROMIUM, check, shoot

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.skipif(CHROMIUM is None, reason="LEGATION_BROWSER names no browser (./run.sh browser)"),
]
Start = Callable[..., str]


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def click(page: Page, name: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def test_a_dataset_builder_reviews_by_keyboard_and_exports(page: Page, desk: Start) -> None:
    page.goto(desk())
    check(page)
    shoot(page, "front")
    page.keyboard.press("g")
    press(page, "r")
    shoot(page, "review")
    check(page)
    for number in range(20):
        press(page, "r" if number % 5 == 4 else "a")
        assert page.locator(".done").inner_text().startswith("Rejected" if number % 5 == 4 else "Accepted")
    at = page.locator("input[name=event]").first.input_value()
    press(page, "u")
    assert "Taken back" in page.locator(".done").inner_text()
    assert page.locator("input[name=event]").first.input_value() != at
    _edits_with_evidence(page)
    merged = _merges(page)
    assert page.locator(".done").inner_text().startswith("Merged")
    press(page, "u")
    assert page.locator("input[name=event]").first.input_value() == merged
    page.keyboard.press("g")
    press(page, "e")
    check(page)
    shoot(page, "events")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 100 and {"id", "date", "states"} <= rows[0].keys()


def _edits_with_evidence(page: Page) -> None:
    """Set the place, and see at once which words show it."""
    page.keyboard.press("e")
    page.locator("#f-place").focus()
    page.keyboard.press("Control+a")
    words = next(w for w in page.locator("#words").inner_text().split() if w[:1].isupper() and w.isalpha())
    page.keyboard.type(words)
    page.wait_for_selector("#words .for-chosen")
    assert page.locator("#words .for-chosen").first.inner_text() == words
    press(page, "Control+Enter")
    assert page.locator(".done").inner_text().startswith("Edited: place")


def _merges(page: Page) -> str:
    """Merge the first event of the queue that has a neighbour; its id."""
    for _ in range(40):
        page.keyboard.press("m")
        if page.locator("#merge [data-number='1']").count():
            event = page.locator("input[name=event]").first.input_value()
            page.keyboard.press("Escape")
            page.keyboard.press("m")
            page.locator("#merge summary").focus()
            page.keyboard.press("1")
            assert page.locator("#merge [data-number='1']").is_checked()
            press(page, "Control+Enter")
            return event
        page.keyboard.press("Escape")
        press(page, "n")
    raise AssertionError("no event with a neighbour")


def test_an_analyst_finds_a_dossier_follows_a_deal_and_prints(
    page: Page, desk: Start, tmp_path: Path
) -> None:
    where = desk()
    page.goto(where)
    page.keyboard.press("/")
    page.keyboard.type("Pakistan Russia")
    press(page, "Enter")
    assert page.url == f"{where}/dossier/PAK/RUS"
    check(page)
    shoot(page, "dossier")
    page.locator(".deal h3 a").first.click()
    page.wait_for_url("**/deal/d_*")
    check(page)
    shoot(page, "deal")
    page.locator(".timeline a.date").first.click()
    page.wait_for_url("**/event/e_*")
    check(page)
    shoot(page, "event")
    page.locator("article.report h3 a").first.click()
    page.wait_for_url("**/story/s_*")
    check(page)
    page.goto(f"{where}/pictures?kind=map&state=RUS")
    for kind in ("map", "network", "counts", "matrix", "timeline"):
        page.goto(f"{where}/pictures?kind={kind}&state=RUS")
        page.wait_for_selector("#chart[data-drawn]")
        check(page)
        shoot(page, kind)
    with page.expect_download() as download:
        page.get_by_role("link", name="SVG").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("<svg")
    page.goto(f"{where}/brief?from=2014-11-01&to=2014-12-31")
    check(page)
    shoot(page, "brief")
    assert page.pdf(path=tmp_path / "printed.pdf").startswith(b"%PDF")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_an_administrator_looks_after_users(page: Page, desk: Start) -> None:
    where = desk("guarded.db", lambda record: _add(record) and None)
    page.goto(where)
    assert "/login" in page.url
    check(page)
    shoot(page, "login")
    _log_in(page, "ada")
    page.get_by_role("link", name="Users").click()
    check(page)
    shoot(page, "users")
    page.locator("form[action='/users/add'] input[name=name]").fill("lea")
    page.locator("form[action='/users/add'] input[name=password]").fill("a long enough password")
    page.locator("form[action='/users/add'] select").select_option("read")
    page.get_by_role("button", name="Add").click()
    page.get_by_label("Role of lea").select_option("review")
    page.locator("tr", has_text="lea").get_by_role("button", name="Set").first.click()
    assert page.get_by_label("Role of lea").input_value() == "review"
    page.get_by_role("button", name="Log out").click()
    _log_in(page, "lea")
    assert page.get_by_role("link", name="Users").count() == 0
    assert page.get_by_role("link", name="Review", exact=True).count() == 1
    assert (answer := page.goto(f"{where}/users")) is not None and answer.status == 403


def test_two_coders_code_blind_and_settle(page: Page, desk: Start) -> None:
    where = desk("coded.db")
    page.goto(f"{where}/coding")
    for name, value in (("name", "pilot"), ("size", "2"), ("one", "anna"), ("other", "ben")):
        page.locator(f"form.row input[name={name}]").fill(value)
    click(page, "Draw")
    shoot(page, "coding")
    check(page)
    for coder, kind in (("anna", "meeting"), ("ben", "agreement")):
        page.goto(f"{where}/coding/1?as={coder}")
        if coder == "anna":
            shoot(page, "coding-work")
            check(page)
        while page.get_by_role("button", name="Store, and on").count():
            assert "Legation" not in page.locator("form .edit").inner_text()
            page.locator("#c-type").select_option(kind)
            page.locator("#c-states").fill("PAK RUS")
            click(page, "Store, and on")
    page.goto(f"{where}/coding/1/settle")
    shoot(page, "coding-settle")
    check(page)
    while page.get_by_role("button", name="Settle so").count():
        click(page, "Settle so")
    with page.expect_navigation():
        page.get_by_role("link", name="Agreement").click()
    assert page.get_by_role("heading", name="anna and Legation").count() == 1
    shoot(page, "coding-agreement")
    check(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="gold").click()
    assert zipfile.is_zipfile(download.value.path())


@pytest.mark.parametrize(
    "path", ["deals", "dossiers", "dossier/RUS", "weapon/Mi-35", "coverage", "help", "judgements", "events?text=zeppelins"]
)  # fmt: skip
def test_other_pages_are_sound(page: Page, desk: Start, path: str) -> None:
    page.goto(f"{desk()}/{path}")
    check(page)
    shoot(page, path.partition("?")[0].replace("/", "-") + ("-empty" if "?" in path else ""))


def _add(record: Path) -> object:
    return People(beside(record)).add("ada", "a long enough password", "admin")


def _log_in(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill("a long enough password")
    with page.expect_navigation():
        page.get_by_role("button", name="Log in").click()


def test_open_pages_show_new_events_without_being_loaded_again(
    page: Page, desk: Start, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    from legation.upkeep import keeping
    from merge.made import report, story
    from record.pages import pages_of

    page.goto(desk("live.db"))
    before = page.locator("#numbers b").first.inner_text()
    page.evaluate("window.still = true")
    with keeping.open_record(tmp_path / "live.db") as record:
        keeping.add(
            record,
            pages_of(
                [  # of states of whom the demonstration tells nothing, so that it is an event of its own
                    report(
                        story("new", published="2030-01-01"),
                        states=("ISL", "URY"),
                        date="2030-01-01",
                        words="the two ministers met again",
                    )
                ]
            ),
        )
    expect(page.locator("#numbers b").first).not_to_have_text(before, timeout=20_000)
    assert int(page.locator("#numbers b").first.inner_text()) == int(before) + 1
    expect(page.locator("#new")).to_contain_text("the two ministers met again", timeout=20_000)
    assert page.evaluate("window.still") is True
