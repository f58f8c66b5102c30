"""The codebook is data: it must be whole, and agree with the gold and with the page written from it."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import legation

ROOT = Path(__file__).parents[1]
DATA = Path(legation.__file__).parent / "data"
BOOK: dict[str, Any] = tomllib.loads((DATA / "codebook.toml").read_text(encoding="utf-8"))
PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT DEMAND ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


@pytest.mark.parametrize("name", BOOK["types"])
def test_type_is_whole(name: str) -> None:
    entry = BOOK["types"][name]
    assert entry["is"] and entry["is_not"] and len(entry["examples"]) == 2
    assert set(entry["plover"]) <= PLOVER and entry["plover"]
    assert all(code in {f"{number:02}" for number in range(1, 21)} for code in entry["cameo"])


def test_axes_hold_what_the_gold_holds() -> None:
    stages, factualities, roles = (set(BOOK[axis]["values"]) for axis in ("stages", "factuality", "roles"))
    for path in (ROOT / "gold" / "train").glob("*.json"):
        for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
            where = f"{path.stem}: {event['key']}"
            assert event["type"] in BOOK["types"], where
            assert event["mode"] in {None, *BOOK["types"][event["type"]]["modes"]}, where
            assert event["stage"] in {None, *stages}, where
            assert event["factuality"] in factualities, where
            assert {actor["role"] for actor in event["actors"]} <= {None, *roles}, where


def test_topics_are_those_of_the_table() -> None:
    rows = [
        line.split("\t")
        for line in (DATA / "topics.tsv").read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
    ]
    assert {row[0] for row in rows[1:]} == set(BOOK["topics"]["values"])


def test_modes_of_the_word_table_are_defined() -> None:
    table = tomllib.loads((DATA / "en" / "modes.toml").read_text(encoding="utf-8"))
    for name, entry in table.items():
        modes = {mode for mode, _ in entry["modes"]} | ({entry["default"]} - {""})
        assert modes <= set(BOOK["types"][name]["modes"]), name


def test_stages_of_the_word_table_are_defined() -> None:
    table = tomllib.loads((DATA / "en" / "stages.toml").read_text(encoding="utf-8"))
    assert set(table) == set(BOOK["stages"]["applies_to"])
    for name, entry in table.items():
        stages = {stage for stage, _ in entry["stages"]} | ({entry["default"]} - {""})
        assert stages <= set(BOOK["stages"]["values"]), name


def test_page_is_current() -> None:
    spec = importlib.util.spec_from_file_location("write_codebook", ROOT / "docs" / "write_codebook.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == module.page(BOOK)
