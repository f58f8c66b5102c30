"""What people type: states by any of their names, days, types."""

from __future__ import annotations

import pytest

from legation import asking
from legation.errors import UsageError


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("PAK", "PAK"),
        ("pak", "PAK"),
        ("Pakistan", "PAK"),
        ("pakistani", "PAK"),
        ("Islamabad", "PAK"),
        ("the Netherlands", "NLD"),
        ("Côte d'Ivoire", "CIV"),
        ("Soviet Union", "RUS"),
        ("Kremlin", "RUS"),
        (" South   Korea ", "KOR"),
    ],
)
def test_a_state_by_any_of_its_names(word: str, code: str) -> None:
    assert asking.state(word) == code


@pytest.mark.parametrize(
    ("word", "near"), [("Pakistann", "Pakistan (PAK)"), ("Venezuala", "Venezuela (VEN)")]
)
def test_an_unknown_state_is_told_with_the_nearest_names(word: str, near: str) -> None:
    with pytest.raises(UsageError) as refused:
        asking.state(word)
    assert str(refused.value).startswith(word) and near in str(refused.value)


def test_a_word_like_no_state_is_told_without_names() -> None:
    with pytest.raises(UsageError, match=r"no state is known by that name$"):
        asking.state("xqzw")


def test_a_pair_needs_two() -> None:
    with pytest.raises(UsageError, match="one state, Russia"):
        asking.pair(("RUS", "Moscow"))


@pytest.mark.parametrize("word", ["2014", "2014-11", "2014-11-20"])
def test_days(word: str) -> None:
    assert asking.day(word) == word


@pytest.mark.parametrize("word", ["", "yesterday", "2014-13", "2014-02-30", "20/11/2014", "2014/2015", "14"])
def test_other_words_are_no_days(word: str) -> None:
    with pytest.raises(UsageError, match="not a date"):
        asking.day(word)


def test_a_period_does_not_end_before_it_begins() -> None:
    assert asking.period("2014", "2014-11") == ("2014", "2014-11")
    with pytest.raises(UsageError, match="lies before"):
        asking.period("2015", "2014-11")


def test_types_are_those_of_the_codebook() -> None:
    assert len(asking.types()) == 16
    assert asking.event_type("Port-Call") == "port-call"
    with pytest.raises(UsageError, match="meeting, forum"):
        asking.event_type("party")
