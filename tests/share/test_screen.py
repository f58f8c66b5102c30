"""Text made safe to be shown, and wording."""

from __future__ import annotations

import pytest

from legation.share import wording
from legation.share.screen import clean, shorten
from legation.types import Item, Money, Span


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("red \x1b[31malert\x07", "red \ufffd[31malert\ufffd"),
        ("a\u202bright\u202c to left", "aright to left"),
        ("two\n  lines\t", "two lines"),
        ("half \ud800", "half \ufffd"),
        ("Côte d'Ivoire, 日本", "Côte d'Ivoire, 日本"),
    ],
)
def test_what_a_terminal_would_obey_is_not_shown(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shorten("Russia and Pakistan signed", 20) == "Russia and Pakistan…"
    assert shorten("Russia", 20) == "Russia"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"
    assert shorten("x" * 30, None) == "x" * 30


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2014-11-20", "2014-11-20"),
        ("2015-02-11/2015-02-13", "2015-02-11/13"),
        ("2015-02-11/2015-03-02", "2015-02-11/03-02"),
        ("2014/2015", "2014/2015"),
        ("2023-10~", "2023-10~"),
        (None, "date open"),
    ],
)
def test_dates(date: str | None, said: str) -> None:
    assert wording.when(date) == said


def test_states() -> None:
    assert wording.codes(("PAK", "RUS")) == "PAK RUS"
    assert wording.codes(("A", "B", "C", "D", "E")) == "A B C +2"
    assert wording.named(("PAK", "XXX"), {"PAK": "Pakistan"}) == "Pakistan – XXX"


def test_sums_and_arms() -> None:
    assert wording.money(Money(153e6, "USD", "value", Span(0, 0))) == "USD 153,000,000 (value)"
    assert wording.money(Money(2.5, "EUR", "", Span(0, 0))) == "EUR 2.5"
    assert wording.item(Item("Mi-35", "helicopter", 20, "up to 20", Span(0, 0))) == "up to 20 Mi-35"
    assert wording.item(Item("Mi-35", "helicopter", None, None, Span(0, 0))) == "Mi-35"
