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
from legation.collect.cells import SEPARATORS, URLS, listed, numbered, separator_of, text_of
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
_SEVERAL = "<UDIV>"  # between the addresses of one cell, in GDELT's knowledge graph of 2013
_SCHEMES = ("http://", "https://")
_LOOKED_AT = 20  # lines of which more than half must be addresses
_GDELT = {
    58: 57,
    61: 60,
    16: 5,
    27: 4,
}  # columns of events (two versions), mentions, GKG: that of the address
_UNTIL_2013 = 57  # columns of GDELT's events before April 2013
_GKG = re.compile(
    r"\d{14}-T?\d+\t\d{14}\t[^\t]*\t[^\t]*\thttps?://"
)  # a row may be longer than what is looked at
_HISTORIC = re.compile(r"\d+\t(?:19|20)\d{6}\t(?:19|20)\d{4}\t")  # number, day, month
_HEAD = 4096
_SHOWN = 60  # characters of a cell in a message
_ZIP = b"PK\x03\x04"
_COMMENT = "#"


def is_list(head: bytes) -> bool:
    """Whether a file that begins so is a list of addresses, or a file of GDELT."""
    lines = [line.strip("\r\n") for line in head.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    if len(lines) > 1 and not head.endswith(b"\n"):
        lines = lines[:-1]  # it may be cut
    lines = [line for line in lines if not line.startswith(_COMMENT)][:_LOOKED_AT]
    return 2 * sum(map(_is_address, lines)) > len(lines) or bool(lines and _is_gdelt(lines[0]))


def _is_address(line: str) -> bool:
    line = line.strip()
    return line.startswith(_SCHEMES) and not any(char.isspace() for char in line)


def _is_gdelt(line: str) -> bool:
    cells = line.split("\t")
    if len(cells) == _UNTIL_2013:
        return _HISTORIC.match(line) is not None
    known = len(cells) in _GDELT and cells[_GDELT[len(cells)]].startswith(_SCHEMES)
    return known or _GKG.match(line) is not None


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
    text = text_of(stream, head)
    if not head.strip():
        yield Failure(name, "empty")
    elif column is not None or _is_table(head):
        yield from _column(name, text, column)
    else:
        yield from _plain(name, text)


def _is_table(head: bytes) -> bool:
    """Whether the first line names columns: one of them that of addresses, or several where a later line holds one."""
    first, _, rest = head.decode("utf-8-sig", "replace").partition("\n")
    names = [cell.strip(' "\r').lower() for cell in re.split(f"[{SEPARATORS}]", first)]
    return not {*names}.isdisjoint(URLS) or (
        len(names) > 1 and "://" not in first and "://" in rest and not is_list(head)
    )


# ------------------------------------------------------------------ what a list holds


def _plain(name: str, text: io.TextIOWrapper) -> Iterator[str | Failure]:
    number = width = 0  # width: columns of a file of GDELT
    while line := text.readline(DEFAULTS.line):
        number += 1
        line = line.rstrip("\r\n")
        if not width and _is_gdelt(line):
            width = len(line.split("\t"))
            if width == _UNTIL_2013:
                raise InputError("GDELT's events of before April 2013 give no addresses")
        if width and line:
            yield _of_gdelt(f"{name}#{number}", line.split("\t"), width)
        elif line.strip() and not line.startswith(_COMMENT):
            yield _address(f"{name}#{number}", line.strip())


def _of_gdelt(label: str, cells: list[str], width: int) -> str | Failure:
    """The address of a row of GDELT's."""
    if len(cells) != width or width not in _GDELT:
        return Failure(label, f"a row of {len(cells)} columns, where the first has {width}: cut or broken")
    found = cells[_GDELT[width]].strip()
    if not found:
        return Failure(label, "the row has no address")
    if "://" not in found:
        return Failure(label, f"no page of the web: {found[:_SHOWN]!r}")
    return _address(label, found)


def _column(name: str, text: io.TextIOWrapper, column: str | None) -> Iterator[str | Failure]:
    csv.field_size_limit(DEFAULTS.line)
    head = text.readline(DEFAULTS.line)
    separator = separator_of(head)
    names = [cell.strip() for cell in next(csv.reader([head], delimiter=separator))]
    plain = [one.lower() for one in names]
    wanted = next((one for one in ([column.lower()] if column else URLS) if one in plain), None)
    if wanted is None:
        raise InputError(f"no column “{column or URL}”; there are {listed(names)} (say --column NAME)")
    number = plain.index(wanted)
    for one in numbered(name, text, separator):
        if isinstance(one, Failure):
            yield one
            continue
        label, row = one
        if number < len(row) and row[number].strip():
            yield from (_address(label, each.strip()) for each in row[number].split(_SEVERAL) if each.strip())
        elif any(cell.strip() for cell in row):
            yield Failure(label, "the row has no address")


def _address(label: str, written: str) -> str | Failure:
    """An address without fragment and tracking."""
    try:
        found = page_address(checked(written), "")
    except FetchError as error:
        return Failure(label, str(error))
    return found or Failure(label, "no address that can be fetched")
