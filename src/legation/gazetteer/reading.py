"""Reading a table: TSV with comment lines (``#``: what it is, where from) and a header line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from legation.errors import TableError

DATA = files("legation") / "data"
_NAME = re.compile(r"[\w-]+")
_SECTION = re.compile(r"\[(\w+)\]")


def read_table(table: Traversable) -> Iterator[dict[str, str]]:
    """The rows of a TSV table, each as a dict from its header line."""
    header: list[str] | None = None
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line[0] == "#" or line.isspace():
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        lacking = len(header) - len(cells)
        if lacking < 0:
            raise TableError(f"{table.name}:{number}: {len(cells)} columns, expected {len(header)}")
        if lacking:
            cells += [""] * lacking
        yield dict(zip(header, cells, strict=True))


def several(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by ``|``."""
    if "|" not in cell:
        return [cell.strip()] if cell and not cell.isspace() else []
    return [value.strip() for value in cell.split("|") if value.strip()]


def number(cell: str) -> float | None:
    """A number, or None for an empty cell."""
    return float(cell) if cell.strip() else None


def read_lists(table: Traversable) -> dict[str, dict[str, Any]]:
    """The lists of words (or single words) of a TOML file, by section and name.

    Each stands on a line of its own, so that what stands behind its ``=`` is JSON, too, and is read as such: twenty times
    as fast as `tomllib`, which reads the same. Raises `TableError` where a line holds anything else.
    """
    sections: dict[str, dict[str, Any]] = {}
    section: dict[str, Any] | None = None
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, _, listed = line.partition(" = ")
        try:
            if not listed:
                section = sections.setdefault(_SECTION.fullmatch(line)[1], {})  # type: ignore[index]
            else:
                section[_NAME.fullmatch(name)[0]] = json.loads(listed)  # type: ignore[index]
        except (TypeError, json.JSONDecodeError):
            raise TableError(f'{table.name}:{number}: neither [section] nor name = ["word", …]') from None
    return sections
