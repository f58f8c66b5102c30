"""Everything the user names, as a stream of captures: flat in memory, one page at a time.

path ─ walk ─▶ file ─ by its first bytes and its name ─┬─ page (text, HTML, PDF, e-mail and what is attached, Word …)
                                                      ├─ records (JSON, JSON Lines, CSV, Parquet, WARC)
                members, packed streams ◀─────────────┴─ packed (ZIP, tar, gzip, zstd): once more from the start
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from legation.collect import addresses, archives, letters, tables, warcs
from legation.collect.bulk import is_record, lines, objects
from legation.collect.columns import Columns
from legation.collect.meter import Meter
from legation.collect.pages import MAIL, kind_by_suffix, page
from legation.collect.unpacking import GZIP, ZSTD, Counted, guarded, reason, unpacked
from legation.collect.walk import BULK, HTML, JSON, PACKED, READ, TABLES, files, not_read
from legation.settings import DEFAULTS
from legation.types import Capture, Failure

STDIN = "-"
_HEAD = 4096  # bytes by which a file is known
_ZIP, _PARQUET, _WARC, _TAR = b"PK\x03\x04", b"PAR1", b"WARC/", b"ustar"
_EMPTY_ZIP = b"PK\x05\x06"
_TAR_AT = 257
_TOO_LARGE = f"larger than {DEFAULTS.page // 1_000_000} MB: too large for one page (settings: page)"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file, a member of an archive or what a packed file holds, opened."""

    name: str
    stream: io.BufferedReader[Any]
    place: Path | None = None  # where it lies by itself; None within an archive
    depth: int = 0  # archives around it

    @property
    def suffix(self) -> str:
        """Of the name, lower case, without those of packing."""
        parts = [part.lower() for part in PurePath(self.name).suffixes]
        while parts and parts[-1] in PACKED:
            parts.pop()
        return parts[-1] if parts else ""


def captures(
    paths: Iterable[str], stdin: BinaryIO | None = None, columns: Columns = (), meter: Meter | None = None
) -> Iterator[Capture | Failure]:
    """The pages that ``paths`` stand for, in order: files, folders (sorted, hidden files left out), ``-``.

    Whatever cannot be read is a `Failure` with its name and one line that says why; the rest goes on. ``columns`` say
    what tables and records call their fields; ``meter`` is told how far reading has got.
    """
    for path in paths:
        if path == STDIN:
            yield from _standard_input(stdin, columns)
            continue
        for found in files(path):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _file(found, columns, meter or Meter())


def _file(place: Path, columns: Columns, meter: Meter) -> Iterator[Capture | Failure]:
    name = str(place)
    try:
        stream = place.open("rb")
    except OSError as error:
        yield Failure(name, reason(error))
        return
    with stream, meter.file(place) as counted:
        opened = _Opened(name, io.BufferedReader(counted(stream)), place)
        yield from guarded(name, _contents(opened, columns, meter))


def _standard_input(stdin: BinaryIO | None, columns: Columns) -> Iterator[Capture | Failure]:
    if stdin is None:
        yield Failure(STDIN, "there is no standard input")
        return
    buffered = stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(Counted(stdin))
    yield from guarded(STDIN, _contents(_Opened(STDIN, buffered), columns, Meter()))


# ------------------------------------------------------------------ by what it is


def _contents(opened: _Opened, columns: Columns, meter: Meter) -> Iterator[Capture | Failure]:
    head = opened.stream.peek(_HEAD)[:_HEAD]
    if head.startswith(_EMPTY_ZIP):
        yield Failure(opened.name, "an archive with nothing in it")
    elif _is_packed(head) or opened.suffix == ".warc" or head.startswith(_WARC):
        yield from _packed(opened, head, columns, meter)
    elif head.startswith(_PARQUET) or opened.suffix == ".parquet":
        yield from _parquet(opened, columns)
    elif addresses.is_list(head):
        yield Failure(opened.name, _to_be_fetched(opened))
    elif opened.suffix in TABLES:
        yield from tables.rows(opened.name, opened.stream, columns)
    elif opened.suffix in BULK or (opened.name == STDIN and is_record(_first_line(head))):
        yield from lines(opened.name, opened.stream, columns)
    else:
        yield from _single(opened, columns)


def _is_packed(head: bytes) -> bool:
    return head.startswith((GZIP, ZSTD, _ZIP)) or head[_TAR_AT : _TAR_AT + 5] == _TAR


def _first_line(head: bytes) -> bytes:
    return head.split(b"\n", 1)[0]


def _single(opened: _Opened, columns: Columns) -> Iterator[Capture | Failure]:
    content = opened.stream.read(DEFAULTS.page + 1)
    if len(content) > DEFAULTS.page:
        yield Failure(opened.name, _TOO_LARGE)
    elif not content.strip():
        yield Failure(opened.name, "empty")
    elif opened.suffix in JSON or (opened.name == STDIN and _looks_like_list(content)):
        yield from objects(opened.name, content, columns)
    else:
        found = page(opened.name, content, opened.suffix in HTML, kind_by_suffix(opened.suffix))
        if isinstance(found, Capture) and found.media_type == MAIL:
            yield from _letter(found, opened, columns)
        else:
            yield found


def _letter(found: Capture, opened: _Opened, columns: Columns) -> Iterator[Capture | Failure]:
    """An e-mail, and what is attached to it; one that says nothing itself stands for what is attached."""
    message = letters.opened(found.content)
    attached = list(letters.attached(message)) if message else []
    if message is None or not attached or letters.has_text(message):
        yield found
    if message is None:
        return
    for name, content in attached:
        inner = _Opened(
            f"{found.name}/{name}", io.BufferedReader(io.BytesIO(content)), depth=opened.depth + 1
        )
        if inner.depth > letters.DEEPEST:
            yield Failure(inner.name, f"more than {letters.DEEPEST} messages within one another: not read")
        elif inner.suffix not in READ:
            yield Failure(inner.name, not_read(inner.suffix))
        else:
            for one in guarded(inner.name, _contents(inner, columns, Meter())):
                yield _there_by(one, letters.day(message))


def _there_by(one: Capture | Failure, day: str | None) -> Capture | Failure:
    """What was there on a day, at the latest."""
    return replace(one, fetched=day) if isinstance(one, Capture) and one.fetched is None else one


def _looks_like_list(content: bytes) -> bool:
    start = content[:100].lstrip()
    return start.startswith((b"[{", b"{")) or (start.startswith(b"[") and start[1:].lstrip().startswith(b"{"))


def _to_be_fetched(opened: _Opened) -> str:
    count = addresses.count(opened.stream)
    return (
        f"a list of {count:,} addresses, which must be fetched first: legation fetch {opened.place or 'FILE'}"
    )


def _parquet(opened: _Opened, columns: Columns) -> Iterator[Capture | Failure]:
    if opened.place is None:
        yield Failure(opened.name, "a Parquet file that is no file by itself: unpack it first")
    else:
        yield from tables.parquet(opened.name, opened.place, columns)


# ------------------------------------------------------------------ packed


def _packed(opened: _Opened, head: bytes, columns: Columns, meter: Meter) -> Iterator[Capture | Failure]:
    if opened.suffix == ".warc" or head.startswith(_WARC):
        yield from _warc(opened, meter)
    elif head.startswith(_ZIP):
        yield from _zip(opened, columns, meter)
    elif opened.depth:
        yield Failure(opened.name, "packed within something packed: unpack it first")
    elif head.startswith((GZIP, ZSTD)):
        inner = unpacked(opened.stream, head)
        start = inner.peek(_HEAD)[:_HEAD]
        tar = start[_TAR_AT : _TAR_AT + 5] == _TAR
        yield from _contents(_Opened(opened.name, inner, depth=0 if tar else 1), columns, meter)
    else:
        yield from _members(archives.tar_members(opened.name, opened.stream), columns, meter)


def _warc(opened: _Opened, meter: Meter) -> Iterator[Capture | Failure]:
    if opened.place is not None:
        yield from warcs.records(opened.name, str(opened.place), meter.at)
    else:
        yield from warcs.records(opened.name, opened.stream)


def _zip(opened: _Opened, columns: Columns, meter: Meter) -> Iterator[Capture | Failure]:
    stream: BinaryIO = opened.stream
    if kind_by_suffix(opened.suffix) or not _can_seek(stream):
        content = stream.read(DEFAULTS.page + 1)
        if len(content) > DEFAULTS.page:
            yield Failure(opened.name, _TOO_LARGE)
            return
        stream = io.BytesIO(content)
    if archives.is_office(stream):
        yield page(opened.name, stream.read(), False, kind_by_suffix(opened.suffix))
    elif opened.depth:
        yield Failure(opened.name, "packed within something packed: unpack it first")
    else:
        yield from _members(archives.zip_members(opened.name, stream), columns, meter)


def _can_seek(stream: BinaryIO) -> bool:
    return stream.seekable()


def _members(
    found: Iterator[archives.Member | Failure], columns: Columns, meter: Meter
) -> Iterator[Capture | Failure]:
    for member in found:
        if isinstance(member, Failure):
            yield member
            continue
        opened = _Opened(member[0], member[1], depth=1)
        if opened.suffix not in READ:
            yield Failure(opened.name, not_read(opened.suffix))
        else:
            yield from guarded(opened.name, _contents(opened, columns, meter))
