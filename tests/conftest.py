"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation import gazetteer as tables
from legation.pipeline import Pipeline
from legation.vocabulary import Gazetteer

_REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages beside a working copy; the test is skipped where it is absent."""
    folder = _REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the material beside the working copy is absent")
    return folder


@pytest.fixture(scope="session")
def gold() -> Path:
    """The gold stories of the repository."""
    return _REPOSITORY / "gold"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The package's own tables."""
    return tables.load()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The whole flow with the package's tables and the default reader."""
    return Pipeline.default()


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are named by their argument: packed ones hold the hour of packing, and each worker would name them apart."""
    return argname if isinstance(val, bytes | bytearray) else None
