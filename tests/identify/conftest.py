"""The pipeline that all stories here are read with."""

from __future__ import annotations

import pytest

from legation.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.default()
