"""Lists of addresses: a text file with one a line, or the event files of GDELT, whose last column is the source."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from legation.settings import DEFAULTS

_SCHEMES = ("http://", "https://")
_LOOKED_AT = 5  # lines that must all be addresses
_GDELT_COLUMNS = (57, 58, 61)
_DAY = 1  # the column that holds the day, as 20141120


def is_list(head: bytes) -> bool:
    """Whether a file that begins so is a list of addresses, or an event file of GDELT."""
    lines = [line.strip() for line in head.decode("utf-8", "replace").splitlines() if line.strip()]
    if len(lines) > 1:
        lines = lines[:-1]  # the last may be cut
    lines = lines[:_LOOKED_AT]
    return bool(lines) and (all(map(_is_address, lines)) or all(map(_is_gdelt, lines)))


def _is_address(line: str) -> bool:
    return line.startswith(_SCHEMES) and not any(char.isspace() for char in line)


def _is_gdelt(line: str) -> bool:
    cells = line.split("\t")
    return len(cells) in _GDELT_COLUMNS and cells[-1].startswith(_SCHEMES)


def listed(stream: BinaryIO) -> Iterator[str]:
    """The addresses of a list, in its order, those that stand side by side once."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
    last = None
    while line := text.readline(DEFAULTS.line):
        address = line.strip().rsplit("\t", 1)[-1]
        if _is_address(address) and address != last:
            last = address
            yield address
