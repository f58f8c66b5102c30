"""Reading a table: TSV with comment lines (``#``: what it is, where from) and a header line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from legation.errors import TableError

DATA = files("legation") / "data"


def read_table(table: Traversable) -> Iterator[dict[str, str]]:
    """The rows of a TSV table, each as a dict from its header line."""
    header: list[str] | None = None
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise TableError(f"{table.name}:{number}: {len(cells)} columns, expected {len(header)}")
        if len(cells) < len(header):
            cells += [""] * (len(header) - len(cells))
        yield dict(zip(header, cells, strict=True))


def several(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by ``|``."""
    if "|" not in cell:
        return [cell.strip()] if cell and not cell.isspace() else []
    return [value.strip() for value in cell.split("|") if value.strip()]


def number(cell: str) -> float | None:
    """A number, or None for an empty cell."""
    return float(cell) if cell.strip() else None
