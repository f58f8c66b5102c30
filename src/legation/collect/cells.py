"""Rows of cells out of a table in text: what parts the cells, and each row with its place in the file."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from io import TextIOBase
from typing import BinaryIO

from legation.types import Failure

SEPARATORS = ",;\t|"
"""What may part the cells of a table."""
URLS = (
    "url", "urls", "sourceurl", "sourceurls", "source_url", "documentidentifier", "mentionidentifier", "page_url", "link",
)  # fmt: skip
"""What tables call the column of addresses, the likeliest first; some are those of GDELT's exports."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SHOWN, _LONGEST = 12, 30  # names of columns in a message, and characters of one


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 by the table of Western Europe: as spreadsheets on Windows write them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("legation.western", _one_by_one)


def text_of(stream: BinaryIO, head: bytes) -> io.TextIOWrapper:
    """A table's bytes as text: UTF-16 where its mark says so, else UTF-8, and what is none of Windows' Western letters."""
    encoding = "utf-16" if head.startswith(_UTF16) else "utf-8-sig"
    return io.TextIOWrapper(stream, encoding=encoding, errors="legation.western", newline="")


def separator_of(head: str) -> str:
    """What parts the cells of a table, by its first line."""
    return max(SEPARATORS, key=head.count)


def listed(names: Sequence[str]) -> str:
    """The names of columns for a message of one line: the first dozen, long ones cut."""
    shown = [name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…" for name in names[:_SHOWN]]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return " ".join(f"{', '.join(shown)}{more}".split())


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
