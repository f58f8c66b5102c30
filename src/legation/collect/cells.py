"""Rows of cells out of a table in text: what parts the cells, and each row with its place in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOBase

from legation.types import Failure

SEPARATORS = ",;\t|"
"""What may part the cells of a table."""


def separator_of(head: str) -> str:
    """What parts the cells of a table, by its first line."""
    return max(SEPARATORS, key=head.count)


def numbered(name: str, text: TextIOBase, separator: str) -> Iterator[tuple[str, list[str]] | Failure]:
    """The rows behind the first line, each with its label ``name#line``; a row that cannot be read is a failure."""
    reader = csv.reader(text, delimiter=separator)
    while True:
        label = f"{name}#{reader.line_num + 2}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(label, f"the row cannot be read: {error}")
            continue
        yield label, row
