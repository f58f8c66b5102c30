"""Days as pages print them: what a form can only mean is read, what it may mean is left open or turned."""

from __future__ import annotations

import pytest

from legation.document.dates import find, full_year, in_address, stated
from legation.document.words import Words, compiled
from legation.vocabulary import Gazetteer


@pytest.fixture(scope="module")
def words(gazetteer: Gazetteer) -> Words:
    return compiled(gazetteer.lexicons["en"].page)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted: Friday 4 Oct 02", "2002-10-04"),
        ("4 October ’19", "2019-10-04"),
        ("Oct 4, '19 by our desk", None),
        ("Oct 4, '19", "2019-10-04"),
        ("17-Jun-98", "1998-06-17"),
        ("17 Jun 98 | 3 min read", "1998-06-17"),
        ("17 Jun 09 07:30", "2009-06-17"),
        ("23/11/19", "2019-11-23"),
        ("11/23/19", "2019-11-23"),
        ("31.12.99", "1999-12-31"),
        ("4. 10. 2019. | 14:35", "2019-10-04"),
        ("4 de octubre de 2019", "2019-10-04"),
        ("Friday, October 04 @ 06:04:55 CEST 2019", "2019-10-04"),
    ],
)
def test_a_form_that_is_clear_is_read(line: str, day: str | None, words: Words) -> None:
    assert next((one.date for one in find(line, 0, len(line), words)), None) == day


@pytest.mark.parametrize(
    "line",
    ["4 Oct 18:30", "4 Oct 18.30", "4 Oct 12 comments", "4 Oct 20-year-old", "Oct 4, 18 views",
     "19.11.23", "19-11-23", "24/7/365", "1/2/3", "30/02/19"],
)  # fmt: skip
def test_no_year_is_made_of_what_is_none(line: str, words: Words) -> None:
    assert [one.date for one in find(line, 0, len(line), words) if one.date] == []


def test_two_short_numbers_can_be_turned(words: Words) -> None:
    (found,) = find("Date: 04/05/19", 0, 14, words)
    assert (found.date, found.turned) == ("2019-05-04", "2019-04-05")


def test_what_markup_states_with_strokes_is_no_bare_year(words: Words) -> None:
    assert stated("2022/09/05 17:11", words) == "2022-09-05"
    assert stated("2022", words) == "2022"


@pytest.mark.parametrize(
    ("short", "whole"), [("69", "2069"), ("70", "1970"), ("’03", "2003"), ("1987", "1987")]
)
def test_two_digits_stand_for_the_years_around(short: str, whole: str) -> None:
    assert full_year(short) == whole


@pytest.mark.parametrize(
    ("line", "day", "turned"),
    [
        ("Thu, 11/09/2023 - 14:22", "2023-11-09", None),
        ("Monday 11/09/2023", "2023-09-11", None),
        ("11/09/2023 (Thursday)", "2023-11-09", None),
        ("Sunday, 11/09/2023", "2023-09-11", "2023-11-09"),  # falls on neither
        ("Thursday meeting 11/09/2023", "2023-09-11", "2023-11-09"),  # not beside it
    ],
)
def test_the_weekday_says_which_number_is_the_month(
    line: str, day: str, turned: str | None, words: Words
) -> None:
    (found,) = find(line, 0, len(line), words)
    assert (found.date, found.turned) == (day, turned)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2023/08/15/drill", "2023-08-15"),
        ("https://a.example/eng/wjbxw/202311/t20231109_11177.html", "2023-11-09"),
        ("https://a.example/n3/2023/1109/c90000-2017.html", "2023-11-09"),
        ("https://a.example/world/2023/nov/09/drill", "2023-11-09"),
        ("https://a.example/20231109/0f3a/c.html", "2023-11-09"),
        ("https://a.example/press-20231109.html", "2023-11-09"),
        ("https://a.example/2023/11/drill", "2023-11"),
        ("https://a.example/2023/1345/c1.html", None),
        ("https://a.example/id/20231109123456", None),
    ],
)
def test_days_that_addresses_carry(url: str, day: str | None, words: Words) -> None:
    found = in_address(url, words)
    assert (found[0] if found else None) == day
    if found:
        assert url[found[1].start : found[1].end].strip("/-_t")[:4] == "2023"
