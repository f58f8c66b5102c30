"""Tables of pages: CSV, tab-separated and Parquet files, a page a row."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from legation.collect.cells import numbered, separator_of, text_of
from legation.collect.columns import FIELDS, Columns, chosen
from legation.collect.pages import sha256
from legation.errors import InputError
from legation.settings import DEFAULTS
from legation.types import Capture, Failure

_NO_ROWS = "a table with names of columns and no row"
_BATCH = 64  # rows of a Parquet file in memory


def rows(name: str, stream: BinaryIO, columns: Columns) -> Iterator[Capture | Failure]:
    """A page for every row of a CSV or tab-separated file, named ``name#line``; the first line names the columns."""
    csv.field_size_limit(DEFAULTS.line)
    text = text_of(stream, stream.peek(2) if isinstance(stream, io.BufferedReader) else b"")
    head = text.readline(DEFAULTS.line)
    if not head.strip():
        yield Failure(name, "empty")
        return
    separator = separator_of(head)
    names = next(csv.reader([head], delimiter=separator))
    wanted = chosen(names, columns)
    empty = True
    for one in numbered(name, text, separator):
        if isinstance(one, Failure):
            yield one
            continue
        label, row = one
        if any(cell.strip() for cell in row):
            empty = False
            yield page_of_row(
                label, {field: row[number] for field, number in wanted.items() if number < len(row)}
            )
    if empty:
        yield Failure(name, _NO_ROWS)


def parquet(name: str, place: Path, columns: Columns) -> Iterator[Capture | Failure]:
    """A page for every row of a Parquet file, named ``name#row``. It needs the extra ``tables``."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError:
        raise InputError("reading Parquet needs the extra “tables”: pip install 'legation[tables]'") from None
    try:
        with ParquetFile(place) as file:
            names = list(file.schema_arrow.names)
            wanted = chosen(names, columns)
            picked = [names[number] for number in wanted.values()]
            number = 0
            for batch in file.iter_batches(batch_size=_BATCH, columns=picked):
                for row in batch.to_pylist():
                    number += 1
                    values = {field: row[names[at]] for field, at in wanted.items()}
                    yield page_of_row(f"{name}#{number}", values)
            if not number:
                yield Failure(name, _NO_ROWS)
    except ArrowException as error:
        raise InputError(f"not a Parquet file that can be read: {' '.join(str(error).split())}") from error


def page_of_row(label: str, values: Mapping[str, object]) -> Capture | Failure:
    """The page of a row: its fields as JSON under the names that a bulk record has."""
    plain = {field: text for field, value in values.items() if (text := as_text(value))}
    if not plain.get("text") and not plain.get("html"):
        return Failure(label, "the row has neither text nor html")
    content = msgspec.json.encode(plain)
    known = tuple(
        (field, plain[field]) for field in FIELDS if field in plain and field not in ("text", "html")
    )
    return Capture(label, content, "application/json", sha256(content), known=known)


def as_text(value: object) -> str:
    """A cell as text; a moment as ISO has it."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):  # a datetime too
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace").strip()
    return str(value).strip()


__all__: Sequence[str] = ("as_text", "page_of_row", "parquet", "rows")
