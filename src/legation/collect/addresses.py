"""Lists of addresses to be fetched: one a line, a column of a table, or the files of GDELT; also packed.

Nothing is fetched here. GDELT's files are tables without a head, known by how many columns they have.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from legation.collect import archives
from legation.collect.cells import SEPARATORS, numbered, separator_of
from legation.collect.feeds import page_address
from legation.collect.guarding import checked
from legation.collect.unpacking import GZIP, ZSTD, Counted, guarded, reason, unpacked
from legation.collect.walk import files
from legation.errors import FetchError, InputError
from legation.settings import DEFAULTS
from legation.types import Failure

STDIN = "-"
URL = "url"
"""The column that is taken where none is named."""
_SCHEMES = ("http://", "https://")
_LOOKED_AT = 20  # lines of which more than half must be addresses
_GDELT = {
    57: 56,
    58: 57,
    61: 60,
    16: 5,
    27: 4,
}  # columns of events (two versions), mentions, GKG: that of the address
_HEAD = 4096
_ZIP = b"PK\x03\x04"
_COMMENT = "#"


def is_list(head: bytes) -> bool:
    """Whether a file that begins so is a list of addresses, or a file of GDELT."""
    lines = [line.strip("\r\n") for line in head.decode("utf-8", "replace").splitlines() if line.strip()]
    if len(lines) > 1 and not head.endswith(b"\n"):
        lines = lines[:-1]  # it may be cut
    lines = [line for line in lines if not line.startswith(_COMMENT)][:_LOOKED_AT]
    return any(2 * sum(map(known, lines)) > len(lines) for known in (_is_address, _is_gdelt))


def _is_address(line: str) -> bool:
    line = line.strip()
    return line.startswith(_SCHEMES) and not any(char.isspace() for char in line)


def _is_gdelt(line: str) -> bool:
    cells = line.split("\t")
    return len(cells) in _GDELT and cells[_GDELT[len(cells)]].startswith(_SCHEMES)


def count(stream: BinaryIO) -> int:
    """How many addresses a list holds, those that stand side by side once."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
    found = 0
    last = None
    for address in _plain("", text):
        found += isinstance(address, str) and address != last
        last = address
    return found


def from_path(path: str, column: str | None = None, stdin: BinaryIO | None = None) -> Iterator[str | Failure]:
    """The addresses that a file, the files of a folder, or standard input ("-") list: in their order, each time they
    stand there.

    ``column`` names the column of tables. A line that is no address is a `Failure` that says why; the rest goes on.
    """
    if path == STDIN and stdin is not None:
        yield from guarded(STDIN, _file(STDIN, _apart(stdin), column))
        return
    for place in files(path):
        if isinstance(place, Failure):
            yield place
            continue
        name = str(place)
        try:
            stream = place.open("rb")
        except OSError as error:
            yield Failure(name, reason(error))
            continue
        with stream:
            yield from guarded(name, _file(name, stream, column))


def _file(name: str, stream: io.BufferedReader[Any], column: str | None) -> Iterator[str | Failure]:
    head = stream.peek(_HEAD)[:_HEAD]
    if head.startswith((GZIP, ZSTD)):
        stream = unpacked(stream, head)
    elif head.startswith(_ZIP):
        for member in archives.zip_members(name, stream):
            if isinstance(member, Failure):
                yield member
            else:
                yield from guarded(member[0], _listed(*member, column))
        return
    yield from _listed(name, _apart(stream), column)


def _apart(stream: BinaryIO) -> io.BufferedReader[Any]:
    """A stream that can be closed and leaves the one below open."""
    return io.BufferedReader(Counted(stream))


def _listed(name: str, stream: io.BufferedReader[Any], column: str | None) -> Iterator[str | Failure]:
    head = stream.peek(_HEAD)[:_HEAD]
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    if not head.strip():
        yield Failure(name, "empty")
    elif column is not None or _is_table(head):
        yield from _column(name, text, column)
    else:
        yield from _plain(name, text)


def _is_table(head: bytes) -> bool:
    """Whether the first line names columns: one of them ``url``, or several where a later line holds an address."""
    first, _, rest = head.decode("utf-8-sig", "replace").partition("\n")
    names = [cell.strip(' "\r').lower() for cell in re.split(f"[{SEPARATORS}]", first)]
    return URL in names or (len(names) > 1 and "://" not in first and "://" in rest and not is_list(head))


# ------------------------------------------------------------------ what a list holds


def _plain(name: str, text: io.TextIOWrapper) -> Iterator[str | Failure]:
    number = 0
    while line := text.readline(DEFAULTS.line):
        number += 1
        cells = line.rstrip("\r\n").split("\t")
        found = cells[_GDELT[len(cells)]] if len(cells) in _GDELT else line
        if found.strip() and not found.startswith(_COMMENT):
            yield _address(f"{name}#{number}", found.strip())


def _column(name: str, text: io.TextIOWrapper, column: str | None) -> Iterator[str | Failure]:
    csv.field_size_limit(DEFAULTS.line)
    head = text.readline(DEFAULTS.line)
    separator = separator_of(head)
    names = [cell.strip() for cell in next(csv.reader([head], delimiter=separator))]
    wanted = (column or URL).lower()
    number = next((place for place, one in enumerate(names) if one.lower() == wanted), None)
    if number is None:
        raise InputError(f"no column “{column or URL}”; there are {', '.join(names)} (say --column NAME)")
    for one in numbered(name, text, separator):
        if isinstance(one, Failure):
            yield one
            continue
        label, row = one
        if number < len(row) and row[number].strip():
            yield _address(label, row[number].strip())
        elif any(cell.strip() for cell in row):
            yield Failure(label, "the row has no address")


def _address(label: str, written: str) -> str | Failure:
    """An address without fragment and tracking."""
    try:
        found = page_address(checked(written), "")
    except FetchError as error:
        return Failure(label, str(error))
    return found or Failure(label, "no address that can be fetched")
