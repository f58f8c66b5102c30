"""Gold that is well formed is read; gold that is not is named with its path, its field and what was expected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from legation.errors import GoldError
from legation.measure.gold import read_gold

TEXT = "PARIS, 3 May 2021 - France and Armenia signed an accord.\r\n\r\nIt covers training."


def event(**changes: Any) -> dict[str, Any]:
    """A gold event with all its fields, some changed."""
    whole = {
        "key": "arm-fra-accord", "type": "agreement", "mode": "training", "states": ["FRA", "ARM"],
        "actors": [{"name": "Florence Parly", "state": "FRA", "office": "minister", "role": "signatory"}],
        "date": "2021-05-03", "place": {"name": "Paris", "country": "FRA"}, "stage": "signed",
        "factuality": "actual", "items": [{"designation": "CAESAR", "category": "artillery", "quantity": 6}],
        "money": [{"amount": 1000000, "currency": "EUR"}], "claimed_by": [{"name": "Paris", "state": "FRA"}],
        "required": True, "evidence": "France and Armenia signed an accord.",
    }  # fmt: skip
    return whole | changes


def write(folder: Path, *events: dict[str, Any], **changes: Any) -> Path:
    """A gold folder of one story."""
    raw = {"story": "one", "language": "en", "outlet": "AFP", "published": "2021-05-03", "events": events}
    (folder / "one.json").write_text(json.dumps(raw | changes), encoding="utf-8")
    (folder / "one.txt").write_bytes(TEXT.encode())
    return folder


def test_a_story_is_read_whole(tmp_path: Path) -> None:
    (story,) = read_gold(write(tmp_path, event()))
    assert (story.name, story.outlet, story.published, story.language) == ("one", "AFP", "2021-05-03", "en")
    assert story.text == TEXT  # line ends too: offsets count in the page as it stands
    (one,) = story.events
    states, items = list(one.states), list(one.items)
    assert states == ["ARM", "FRA"] and one.country == "FRA" and one.claim_states == ("FRA",)
    assert (
        one.actors[0].role == "signatory"
        and items == [("CAESAR", 6)]
        and list(one.money) == [(1000000, "EUR")]
    )


@pytest.mark.parametrize(
    "date", ["198X", "201X", "2014-XX", "2014-21", "2014-24", "2015/..", "../2014", "2024-02-22/2024-02-23", "2023-10~"]
)  # fmt: skip
def test_any_date_of_the_format_is_taken(date: str, tmp_path: Path) -> None:
    (story,) = read_gold(write(tmp_path, event(date=date)))
    assert story.events[0].date == date


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"type": "party"}, "type", "one of meeting, forum"),
        ({"type": ["meeting"]}, "type", "one of meeting, forum"),
        ({"stage": "done"}, "stage", "null or one of floated"),
        ({"factuality": None}, "factuality", "one of actual"),
        ({"states": ["France"]}, "states", "ISO 3166-1"),
        ({"states": "FRA"}, "states", "ISO 3166-1"),
        ({"date": "May 2021"}, "date", "EDTF"),
        ({"date": "2021-02-30"}, "date", "EDTF"),
        ({"date": 2021}, "date", "EDTF"),
        ({"required": "yes"}, "required", "true or false"),
        ({"evidence": "Nobody said this."}, "evidence", "an exact substring"),
        ({"evidence": ""}, "evidence", "an exact substring"),
        ({"actors": ["Parly"]}, "actors", "a list of objects"),
        ({"actors": [{"name": "Parly", "role": "boss"}]}, "actors[0].role", "null or one of host"),
        ({"actors": [{"name": "Parly", "state": "France"}]}, "actors[0].state", "alpha-3"),
        ({"place": "Paris"}, "place", "null or an object"),
        ({"place": {"country": "France"}}, "place.country", "alpha-3"),
        ({"items": [{"quantity": 2}]}, "items[0].designation", "text"),
        ({"items": [{"designation": "Mi-35", "quantity": "two"}]}, "items[0].quantity", "null or a number"),
        ({"money": [{"amount": "5m", "currency": "USD"}]}, "money[0].amount", "a number"),
        ({"claimed_by": {"state": "FRA"}}, "claimed_by", "a list of objects"),
    ],
)
def test_a_broken_field_is_named(changes: dict[str, Any], field: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(GoldError) as caught:
        read_gold(write(tmp_path, event(), event(**changes)))
    message = str(caught.value)
    assert f"{tmp_path / 'one.json'}: events[1].{field}: expected " in message
    assert expected in message and "; found " in message and "\n" not in message


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    for change, said in (
        ({"events": None}, "events: expected a list"),
        ({"published": "soon"}, "published: expected"),
    ):
        with pytest.raises(GoldError, match=said):
            read_gold(write(tmp_path, **change))
    for text, said in (
        ("{", "not readable as JSON"),
        ("[]", "expected a JSON object"),
        ("[" * 100_000, "not readable"),
    ):
        (tmp_path / "one.json").write_text(text, encoding="utf-8")
        with pytest.raises(GoldError, match=said):
            read_gold(tmp_path)


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    write(tmp_path, event())
    (tmp_path / "one.txt").unlink()
    with pytest.raises(GoldError, match=r"its text one\.txt is missing"):
        read_gold(tmp_path)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no gold stories"):
        read_gold(tmp_path)
    with pytest.raises(GoldError, match="no such folder"):
        read_gold(tmp_path / "nowhere")
