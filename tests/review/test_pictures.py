"""Pictures, briefs and deals at the desk."""

from __future__ import annotations

import csv
import io
import re

import pytest

from legation.record import Record, Wanted
from legation.review import levels, specs
from legation.review.pictures import KINDS, period_of

from .client import Browser


@pytest.mark.parametrize("kind", KINDS)
def test_each_picture_is_a_page_a_table_and_files(browser: Browser, kind: str) -> None:
    shown = browser.text(f"/pictures?kind={kind}&state=RUS")
    assert "As a table" in shown
    svg = browser.get(f"/picture/{kind}.svg?state=RUS").text
    assert svg.startswith("<svg") and "http://" not in svg.replace("http://www.w3.org/", "")
    assert browser.get(f"/picture/{kind}.png?state=RUS").content.startswith(b"\x89PNG")
    rows = list(csv.reader(io.StringIO(browser.get(f"/picture/{kind}.csv?state=RUS").text)))
    assert len(rows) > 1 and len({len(row) for row in rows}) == 1
    spec = browser.get(f"/picture/{kind}.json?state=RUS").json()
    assert "url" not in str(spec.get("data", "")) and spec["$schema"].endswith("v6.json")


def test_the_table_of_a_picture_counts_what_the_record_holds(browser: Browser, record: Record) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get("/picture/counts.csv").text)))
    events = [e for e in record.events() if e.factuality == "actual" and period_of(e.date, "year")]
    assert sum(int(row["events"]) for row in rows) == len(events)
    pairs = {(r["a"], r["b"]): int(r["events"]) for r in csv.DictReader(io.StringIO(browser.get("/picture/matrix.csv").text))}  # fmt: skip
    assert pairs["Pakistan", "Russia"] == record.count_events(Wanted(between=("PAK", "RUS")))


def test_odd_pictures_are_refused(browser: Browser) -> None:
    assert "no such picture" in browser.text("/pictures?kind=pie", 404)
    assert "no such form" in browser.text("/picture/map.exe", 404)
    assert "no such period" in browser.text("/pictures?kind=counts&period=week", 404)


@pytest.mark.parametrize(
    ("date", "period", "there"),
    [("2014-11-20", "year", "2014"), ("2014-11-20", "quarter", "2014-Q4"), ("2014-11", "month", "2014-11"),
     ("2014", "month", None), ("2014-01/2014-03", "quarter", "2014-Q1"), (None, "year", None)],
)  # fmt: skip
def test_a_date_counts_in_a_period_that_holds_all_of_it(
    date: str | None, period: str, there: str | None
) -> None:
    assert period_of(date, period) == there


def test_a_change_of_level_is_found_where_it_is() -> None:
    found = levels.change_of_level([2, 3, 2, 1, 3, 11, 9, 12, 10, 11])
    assert found is not None and found.at == 5 and found.p < 0.01
    assert (found.before, found.after) == (2.2, 10.6)


def test_even_counts_show_no_change() -> None:
    found = levels.change_of_level([5, 4, 6, 5, 5, 4, 6, 5, 4, 6])
    assert found is not None and found.p > 0.3
    assert "No clear change" in levels.in_words(found, [str(n) for n in range(10)])


def test_chance_alone_seldom_looks_like_a_change() -> None:
    import numpy as np

    drawn = np.random.default_rng(1).poisson(6, size=(60, 12))
    small = sum(
        (found := levels.change_of_level([int(n) for n in row])) is not None and found.p < 0.05
        for row in drawn
    )
    assert (
        small <= 9
    )  # three are expected of sixty; nine or more come by chance less than twice in a thousand


@pytest.mark.parametrize("counts", [[], [0, 0, 0, 0, 0], [3, 4]])
def test_too_little_is_not_tested(counts: list[int]) -> None:
    assert levels.change_of_level(counts) is None


def test_the_world_has_outlines() -> None:
    shapes = {shape["id"]: shape for shape in specs.outlines()}
    assert len(shapes) > 160 and {"PAK", "RUS", "ZAF", "LSO"} <= shapes.keys()
    for shape in shapes.values():
        for polygon in shape["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1] and all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
    assert (
        max(len(polygon) for polygon in shapes["ZAF"]["geometry"]["coordinates"]) == 2
    )  # Lesotho is a hole in it


def test_the_library_that_draws_comes_from_this_machine(browser: Browser) -> None:
    answer = browser.get("/vega.js")
    assert "javascript" in answer.headers["content-type"] and "vegaEmbed" in answer.text


def test_a_brief_has_numbered_sources_in_every_form(browser: Browser) -> None:
    days = "from=2014-11-01&to=2014-12-31"
    shown = browser.text(f"/brief?{days}")
    assert "Told from 2014-11-01 to 2014-12-31" in shown and "Sources" in shown
    text = browser.get(f"/brief.md?{days}").text
    numbers = {line.split("]")[0][2:] for line in text.splitlines() if line.startswith("[^")}
    used = {part.split("]")[0] for part in text.split("[^")[1:]}
    assert numbers == used and "1" in numbers
    named = re.findall(r"\[\^(\d+)\]", text.partition("\n[^1]:")[0])
    assert list(dict.fromkeys(named)) == [str(n) for n in range(1, len(numbers) + 1)]
    assert browser.get(f"/brief.pdf?{days}").content.startswith(b"%PDF")


def test_a_brief_of_quiet_days_says_so(browser: Browser) -> None:
    assert "Nothing was told in these days" in browser.text("/brief?from=1990-01-01&to=1990-01-07")
    assert "lies after" in browser.text("/brief?from=2015-01-01&to=2014-01-01", 400)


def test_deals_stand_on_their_pages(browser: Browser, record: Record) -> None:
    deal = max(record.deals(), key=lambda one: len(one.steps))
    shown = browser.text(f"/deal/{deal.id}")
    assert all(step.stage in shown for step in deal.steps)
    assert f"Deals {record.count_deals()}" in browser.text("/deals")
    assert f"Deals {record.count_deals(silent=True)}" in browser.text("/deals?silent=1")
    assert "The deal" in browser.text(f"/event/{deal.events[0]}")
    a, b = deal.states[:2]
    assert deal.title.split(",")[0] in browser.text(f"/dossier/{a}/{b}")
    assert "no deal of this id" in browser.text("/deal/d_0000000000000000", 404)
