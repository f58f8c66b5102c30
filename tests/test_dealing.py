"""The commands `deals` and `deal` on the demonstration's dispatches."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from test_cli import DISPATCHES, legation  # noqa: F401


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from legation.cli import legation as commands
    from legation.commands.running import run

    path = tmp_path_factory.mktemp("dealing") / "demo.db"
    assert run(commands, ["add", str(DISPATCHES), "--record", str(path)]) == 0
    return path


def test_a_deal_and_its_steps(legation: Any, record: Path) -> None:  # noqa: F811
    listed = legation("deals", "--between", "India", "France", "--record", record)
    assert "36 × Rafale" in listed.out and "delivered" in listed.out
    ref = next(line for line in listed.out.splitlines() if "36 × Rafale" in line).split()[0]
    shown = legation("deal", ref, "--record", record)
    assert "36 ordered, 5 delivered" in shown.out
    assert "Rafale in both" in shown.out
    assert "arrived from France on Wednesday" in shown.out
    raw = legation("deal", ref[:10], "--format", "jsonl", "--record", record).lines[0]
    taken = [step["stage"] for step in raw["steps"] if step["factuality"] == "actual"]
    assert taken == [
        "signed",
        "delivered",
        "delivered",
    ]  # the first handed over in France, then five in India
    assert legation("deal", raw["events"][0], "--record", record).out == shown.out


def test_forms_agree(legation: Any, record: Path) -> None:  # noqa: F811
    raw = legation("deals", "--format", "jsonl", "--record", record).lines
    rows = list(csv.DictReader(io.StringIO(legation("deals", "--format", "csv", "--record", record).out)))
    assert [row["id"] for row in rows] == [one["id"] for one in raw]
    assert len(legation("deals", "--record", record).out.splitlines()) == len(raw)
    assert all(json.dumps(one["steps"]) for one in raw)
    silent = legation("deals", "--silent", "--format", "jsonl", "--record", record).lines
    assert [one["id"] for one in silent] == [one["id"] for one in raw if one["silent"]]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["deals", "--stage", "shaken"], "no stage of a deal"),
        (["deals", "--type", "meeting"], "no deal is of this type"),
        (["deal", "d_0000000000000000"], "no deal of this id"),
        (["deal", "x"], "no deal of this id"),
    ],
)
def test_what_cannot_be_asked(legation: Any, record: Path, arguments: list[str], why: str) -> None:  # noqa: F811
    done = legation(*arguments, "--record", record)
    assert done.status in (1, 2)
    assert why in done.err and len(done.err.splitlines()) == 1
