"""The gate: what the coder gets right on gold, against the bounds of gold/floors.toml. The figures are printed."""

from __future__ import annotations

from pathlib import Path

import pytest

import accuracy
from legation.evaluation import Evaluation
from legation.pipeline import Pipeline

SEEDS = {"precision": 0.85, "recall": 0.85, "date_wrong": 0.0, "spans_exact": 1.0}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.default()


def measured(folder: Path, pipeline: Pipeline) -> Evaluation:
    told = accuracy.measure(folder, pipeline, samples=0)
    print(accuracy.line(told))
    return told


@pytest.mark.parametrize("name", accuracy.SETS)
def test_no_figure_is_worse_than_its_bound(name: str, pipeline: Pipeline) -> None:
    bounds = accuracy.floors()[name]
    assert set(bounds) == set(accuracy.FIGURES)
    assert accuracy.worse(measured(accuracy.SETS[name], pipeline), bounds) == []


@pytest.mark.shared
def test_the_seeds_are_coded_as_asked(shared: Path, pipeline: Pipeline) -> None:
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip("the seeds are absent")
    assert accuracy.worse(measured(folder, pipeline), SEEDS) == []


def test_a_figure_worse_than_its_bound_is_named(pipeline: Pipeline) -> None:
    told = accuracy.measure(accuracy.SETS["gold_dev"], pipeline, samples=0)
    found = accuracy.worse(told, {"f1": 1.01, "date_wrong": -0.01, "recall": 0.0})
    assert [line.split(": ")[1].split()[0] for line in found] == ["f1", "date_wrong"]
