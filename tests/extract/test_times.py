"""Time expressions: what is found in the words, and what they say."""

from __future__ import annotations

import pytest

from legation.extract.times import find_times

_FOUND = [
    ("The same evening they left.", "The same evening", "distance", 0, "event"),
    ("In the forenoon the two met.", "In the forenoon", "distance", 0, "event"),
    ("Riga recalled its envoy that night.", "that night", "distance", 0, "event"),
    ("Next morning he flew home.", "Next morning", "distance", 1, "event"),
    ("They had landed the evening before.", "the evening before", "distance", -1, "event"),
    ("The drill began this morning near Riga.", "this morning", "distance", 0, "story"),
    ("The minister landed last night.", "last night", "distance", -1, "story"),
    ("Three days earlier Oslo paid.", "Three days earlier", "distance", -3, "event"),
    ("On that day the accord was signed.", "that day", "distance", 0, "event"),
    ("That same April he was in Oslo.", "That same April", "month", None, "event"),
    ("The ship sailed over the weekend.", "over the weekend", "relative", 0, "story"),
    ("On the 14th the envoy left.", "the 14th", "monthday", None, "event"),
    ("On the 10th of this month the two met.", "the 10th of this month", "monthday", 0, "story"),
    ("On the 16th of that month Mali left.", "the 16th of that month", "monthday", None, "event"),
    ("As late as April he was in Oslo.", "As late as April", "month", None, "story"),
    ("They landed on Sun 7 May.", "Sun 7 May", "day", None, "story"),
    ("They flew home in the autumn.", "in the autumn", "season", None, "story"),
    ("He spent that summer in Oslo.", "that summer", "season", None, "event"),
    ("They signed on Thursday of last week.", "on Thursday of last week", "weekday", -2, "story"),
]
_NONE = [
    "The 14th Infantry marched past.",
    "To this day no accord is signed.",
    "The ministers met in the morning sun.",
    "The border stays open.",
    "The guest was met by Kang Sun Nam.",
]


@pytest.mark.parametrize(("text", "words", "form", "offset", "anchor"), _FOUND)
def test_time_is_read(text: str, words: str, form: str, offset: int | None, anchor: str) -> None:
    (time,) = find_times(text, 0, len(text))
    assert text[time.span.start : time.span.end] == words
    assert (time.form, time.offset, time.anchor) == (form, offset, anchor)


@pytest.mark.parametrize("text", _NONE)
def test_no_time_is_read(text: str) -> None:
    assert find_times(text, 0, len(text)) == []
