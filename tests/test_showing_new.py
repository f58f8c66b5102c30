"""What is new about an event, where events are shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from test_cli import DISPATCHES, legation  # noqa: F401


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from legation.cli import legation as commands
    from legation.commands.running import run

    path = tmp_path_factory.mktemp("new") / "demo.db"
    assert run(commands, ["add", str(DISPATCHES), "--record", str(path)]) == 0
    return path


def test_every_way_of_showing_an_event_says_what_is_new(legation: Any, record: Path) -> None:  # noqa: F811
    raw = legation("events", "--between", "FRA", "IND", "--format", "jsonl", "--record", record).lines
    (one,) = [event for event in raw if event["stage"] == "delivered" and event["novelty"]]
    assert [note["kind"] for note in one["novelty"]] == ["moved"]
    why = one["novelty"][0]["why"]
    assert why.startswith("from signed to delivered: 36 × Rafale")
    assert why in legation("show", one["id"], "--record", record).out
    assert f"new: {why}" in legation("dossier", "FRA", "IND", "--record", record).out
    listed = legation("events", "--between", "FRA", "IND", "--record", record).out
    assert "[now delivered]" in listed
    assert "now delivered" in legation("events", "--format", "csv", "--record", record).out
    routine = [event for event in raw if not event["novelty"]]
    assert routine and json.dumps(routine[0]["novelty"]) == "[]"


def test_a_dossier_begins_with_its_deals(legation: Any, record: Path) -> None:  # noqa: F811
    out = legation("dossier", "FRA", "IND", "--record", record).out
    assert out.index("Deals") < out.index("36 × Rafale") < out.index("\n2016")
    track = next(line for line in out.splitlines() if line.strip().startswith("signed 2016-09-23 → "))
    assert track.endswith("→ delivered 2019-09 (planned) → delivered 2019-10-08 → delivered 2020-07-29")
