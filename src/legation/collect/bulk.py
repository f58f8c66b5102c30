"""Many pages in one file: JSON Lines, read line by line, and JSON holding one object or a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from legation.collect.pages import sha256
from legation.types import Capture, Failure

LINE_LIMIT = 10_000_000  # bytes
_BOM = b"\xef\xbb\xbf"


class _Record(msgspec.Struct):
    """The fields of a bulk record that say where a page is from; its text or HTML stays in the bytes."""

    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    text: str | None = None
    html: str | None = None


_KNOWN = ("title", "date", "url", "outlet", "language")
_records = msgspec.json.Decoder(_Record)
_list = msgspec.json.Decoder(list[msgspec.Raw])


def lines(name: str, stream: BinaryIO, first: bytes = b"") -> Iterator[Capture | Failure]:
    """A `Capture` for every line, named ``name#line``; a broken or overlong line is a `Failure`.

    ``first`` is a first line that was already taken from the stream.
    """
    number = 0
    while line := first or stream.readline(LINE_LIMIT + 1):
        first = b""
        number += 1
        label = f"{name}#{number}"
        if len(line) > LINE_LIMIT:
            _skip_line(stream, line)
            yield Failure(label, f"line {number} is longer than {LINE_LIMIT // 1_000_000} MB")
        else:
            content = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
            if content:
                yield record(label, content, f"line {number}")
    if number == 0:
        yield Failure(name, "empty")


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LINE_LIMIT)


def objects(name: str, content: bytes) -> Iterator[Capture | Failure]:
    """The page of a JSON file that holds one object, or the pages of one that holds a list (``name#n``)."""
    content = content.removeprefix(_BOM).strip()
    if not content.startswith(b"["):
        yield record(name, content, "the file")
        return
    try:
        found = _list.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Failure(name, f"the file is not valid JSON: {error}")
        return
    if not found:
        yield Failure(name, "an empty list")
    for number, raw in enumerate(found, 1):
        yield record(f"{name}#{number}", bytes(raw).strip(), f"item {number}")


def record(name: str, content: bytes, where: str) -> Capture | Failure:
    """One record; ``where`` names it in the message if it is broken."""
    try:
        found = _records.decode(content)
    except msgspec.ValidationError as error:
        return Failure(name, f"{where} is not a page record: {error}")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Failure(name, f"{where} is not valid JSON: {error}")
    if not (found.text or "").strip() and not (found.html or "").strip():
        return Failure(name, f"{where} has neither text nor html")
    known = tuple((key, value.strip()) for key in _KNOWN if (value := getattr(found, key)) and value.strip())
    return Capture(name, content, "application/json", sha256(content), known=known)


def is_record(line: bytes) -> bool:
    """Whether a first line of unnamed input is a JSON record by itself."""
    line = line.removeprefix(_BOM).strip()
    if not line.startswith(b"{"):
        return False
    try:
        _records.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
