"""The record format: the keys and their order, and reports written and read back unchanged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import InputError
from legation.format import deal_to_dict, event_to_dict, report_from_dict, report_to_dict
from legation.merge import merge
from legation.types import (
    Actor,
    Claim,
    Deal,
    Evidence,
    Item,
    Money,
    Place,
    Report,
    Span,
    Step,
    Story,
)

STORY = Story(
    "s_1", "news/pak.txt", None, 1, "Accord", "TASS", "RUS", "2014-11-20", None, "en", "", ()
)  # fmt: skip
REPORT = Report(
    id="r_1",
    story=STORY,
    type="agreement",
    mode="defence-cooperation",
    states=("PAK", "RUS"),
    actors=(Actor("Sergei Shoigu", "RUS", "defence minister", "person", "signatory", "Q1", 210, 223),),
    date="2014-11-20",
    date_basis="weekday in dateline week",
    place=Place("Islamabad", "PAK", 33.69, 73.06, "city"),
    stage="signed",
    factuality="actual",
    topics=("counter-terrorism",),
    items=(Item("Mi-35", "helicopter", 20, "up to 20", Span(0, 0)),),
    money=(Money(30000000000.0, "USD", "value", Span(0, 0)),),
    claims=(Claim("Russian Ministry of Defence", "RUS", "said", "TASS"),),
    evidence=(Evidence(180, 184, "They", "event"), Evidence(214, 222, "Thursday", "date")),
    rule="en.agreement.signed",
    confidence=0.93,
)


def _documented() -> dict[str, Any]:
    page = (Path(__file__).parents[1] / "docs" / "record-format.md").read_text(encoding="utf-8")
    example: dict[str, Any] = json.loads(page.split("```json\n")[1].split("```")[0])
    return example


def _shape(value: Any) -> Any:
    """The keys of a value, in order, at every level."""
    if isinstance(value, dict):
        return [(key, _shape(inner)) for key, inner in value.items()]
    return [_shape(inner) for inner in value[:1]] if isinstance(value, list) else None


def test_a_report_has_the_documented_keys_in_their_order() -> None:
    assert _shape(report_to_dict(REPORT)) == _shape(_documented())


def test_keys_are_there_when_nothing_is_known() -> None:
    bare = replace(
        REPORT, mode=None, actors=(), date=None, date_basis=None, place=None, stage=None, topics=(), items=(), money=(),
        claims=(), evidence=(),
    )  # fmt: skip
    assert list(report_to_dict(bare)) == list(report_to_dict(REPORT))
    assert report_to_dict(bare)["place"] is None and report_to_dict(bare)["items"] == []


def test_what_evidence_is_for_stands_under_for() -> None:
    assert report_to_dict(REPORT)["evidence"][1] == {
        "start": 214,
        "end": 222,
        "text": "Thursday",
        "for": "date",
    }


@pytest.mark.parametrize(("amount", "written"), [(827e6, "827000000"), (1.5, "1.5"), (3.8e9, "3800000000")])
def test_whole_sums_are_whole_numbers(amount: float, written: str) -> None:
    money = report_to_dict(replace(REPORT, money=(Money(amount, "EUR", "value", Span(0, 1)),)))["money"]
    assert json.dumps(money[0]["amount"]) == written


def test_a_report_is_read_back_unchanged() -> None:
    assert report_from_dict(json.loads(json.dumps(report_to_dict(REPORT)))) == REPORT


_words = st.text(min_size=1, max_size=12)
_open = st.none() | _words


@given(
    st.builds(
        replace,
        st.just(REPORT),
        mode=_open,
        states=st.lists(st.sampled_from(["PAK", "RUS", "IND"]), unique=True).map(tuple),
        actors=st.lists(
            st.builds(
                Actor, _words, _open, _open, _words, _words, _open, st.integers(0, 99), st.integers(0, 99)
            )
        ).map(tuple),
        date=_open,
        place=st.none() | st.builds(Place, _words, _open, st.none() | st.floats(-90, 90), st.none(), _words),
        topics=st.lists(_words).map(tuple),
        money=st.lists(st.builds(Money, st.floats(0, 1e15), _words, _words, st.just(Span(0, 0)))).map(tuple),
        evidence=st.lists(st.builds(Evidence, st.integers(0), st.integers(0), _words, _words)).map(tuple),
        confidence=st.floats(0, 1),
    )
)
def test_any_report_is_read_back_unchanged(report: Report) -> None:
    assert report_from_dict(json.loads(json.dumps(report_to_dict(report)))) == report


def test_unknown_keys_are_passed_over() -> None:
    raw = report_to_dict(REPORT)
    raw["mood"] = "new"
    raw["actors"][0]["rank"] = "general"
    assert report_from_dict(raw) == REPORT


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": 2}, "format 2"),
        ({"format": None}, "format None"),
        ({"states": None}, "not a report"),
        ({"place": "Islamabad"}, "not a report"),
        ({"confidence": "high"}, "not a report"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line(change: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        report_from_dict(report_to_dict(REPORT) | change)
    assert "\n" not in str(refused.value)


def test_a_missing_key_is_named() -> None:
    raw = report_to_dict(REPORT)
    del raw["stage"]
    with pytest.raises(InputError, match="'stage'"):
        report_from_dict(raw)


def test_an_event_has_the_fields_of_a_report_and_its_sources() -> None:
    (event,) = merge([REPORT])
    raw = json.loads(json.dumps(event_to_dict(event, [REPORT])))
    happening = [
        key
        for key in report_to_dict(REPORT)
        if key not in ("id", "format", "coder", "story", "evidence", "rule")
    ]
    assert [key for key in raw if key in happening] == happening
    assert raw["reports"] == ["r_1"]
    assert raw["sources"][0]["evidence"][0]["for"] == "event"


def test_a_deal_names_its_steps() -> None:
    step = Step("signed", "actual", "2014-11-20", "e_1")
    raw = deal_to_dict(
        Deal("d_1", ("e_1",), "transfer", ("PAK", "RUS"), "Mi-35 for Pakistan", (step,), "2014-11-21")
    )
    told = {name: raw["steps"][0][name] for name in ("stage", "factuality", "date", "event")}
    assert told == {"stage": "signed", "factuality": "actual", "date": "2014-11-20", "event": "e_1"}
    assert raw["silent"] is False
