"""Many pages in one file: JSON Lines, read line by line, and JSON holding one object or a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from legation.collect.columns import FIELDS, Columns
from legation.collect.pages import sha256
from legation.collect.tables import page_of_row
from legation.settings import DEFAULTS
from legation.types import Capture, Failure

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
_objects = msgspec.json.Decoder(dict[str, object])
_list = msgspec.json.Decoder(list[msgspec.Raw])


def lines(name: str, stream: BinaryIO, columns: Columns = ()) -> Iterator[Capture | Failure]:
    """A `Capture` for every line, named ``name#line``; a broken or overlong line is a `Failure`.

    ``columns`` say what the records call the fields of a page.
    """
    number = 0
    while line := stream.readline(DEFAULTS.line + 1):
        number += 1
        label = f"{name}#{number}"
        if len(line) > DEFAULTS.line:
            _skip_line(stream, line)
            yield Failure(label, f"line {number} is longer than {DEFAULTS.line // 1_000_000} MB")
        else:
            content = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
            if content:
                yield record(label, content, f"line {number}", columns)
    if number == 0:
        yield Failure(name, "empty")


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(DEFAULTS.line)


def objects(name: str, content: bytes, columns: Columns = ()) -> Iterator[Capture | Failure]:
    """The page of a JSON file that holds one object, or the pages of one that holds a list (``name#n``)."""
    content = content.removeprefix(_BOM).strip()
    if not content.startswith(b"["):
        yield record(name, content, "the file", columns)
        return
    try:
        found = _list.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Failure(name, f"the file is not valid JSON: {error}")
        return
    if not found:
        yield Failure(name, "an empty list")
    for number, raw in enumerate(found, 1):
        yield record(f"{name}#{number}", bytes(raw).strip(), f"item {number}", columns)


def record(name: str, content: bytes, where: str, columns: Columns = ()) -> Capture | Failure:
    """One record; ``where`` names it in the message if it is broken."""
    try:
        if columns:
            return _renamed(name, content, columns)
        found = _records.decode(content)
    except msgspec.ValidationError as error:
        return Failure(name, f"{where} is not a page record: {error}")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Failure(name, f"{where} is not valid JSON: {error}")
    if not (found.text or "").strip() and not (found.html or "").strip():
        return Failure(name, f"{where} has neither text nor html")
    known = tuple((key, value.strip()) for key in _KNOWN if (value := getattr(found, key)) and value.strip())
    return Capture(name, content, "application/json", sha256(content), known=known)


def _renamed(name: str, content: bytes, columns: Columns) -> Capture | Failure:
    """A record whose fields bear other names; a name with dots leads into objects within ("meta.pubdate")."""
    found = _objects.decode(content)
    names = {field: field for field in FIELDS} | dict(columns)
    return page_of_row(name, {field: _at(found, key) for field, key in names.items()})


def _at(found: object, key: str) -> object:
    if isinstance(found, dict) and key in found:
        return found[key]
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


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
