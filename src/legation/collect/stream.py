"""Everything the user names, as a stream of captures: flat in memory, one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from legation.collect.bulk import LINE_LIMIT, is_record, lines, objects
from legation.collect.pages import PAGE_LIMIT, page
from legation.collect.walk import BULK, HTML, JSON, files, reason
from legation.types import Capture, Failure

STDIN = "-"
_TOO_LARGE = f"larger than {PAGE_LIMIT // 1_000_000} MB: too large for one page"


def captures(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Capture | Failure]:
    """The pages that ``paths`` stand for, in order: files, folders (sorted, hidden files left out), ``-``.

    Whatever cannot be read is a `Failure` with its name and one line that says why; the rest goes on.
    """
    for path in paths:
        if path == STDIN:
            yield from _standard_input(stdin)
            continue
        for found in files(path):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _file(found)


def _file(place: Path) -> Iterator[Capture | Failure]:
    name, suffix = str(place), place.suffix.lower()
    try:
        with place.open("rb") as stream:
            if suffix in BULK:
                yield from lines(name, stream)
                return
            content = stream.read(PAGE_LIMIT + 1)
    except OSError as error:
        yield Failure(name, reason(error))
        return
    yield from _single(name, content, suffix)


def _single(name: str, content: bytes, suffix: str) -> Iterator[Capture | Failure]:
    if len(content) > PAGE_LIMIT:
        yield Failure(name, _TOO_LARGE)
    elif not content.strip():
        yield Failure(name, "empty")
    elif suffix in JSON:
        yield from objects(name, content)
    else:
        yield page(name, content, suffix in HTML)


def _standard_input(stdin: BinaryIO | None) -> Iterator[Capture | Failure]:
    if stdin is None:
        yield Failure(STDIN, "there is no standard input")
        return
    try:
        first = stdin.readline(LINE_LIMIT + 1)
        if is_record(first):
            yield from lines(STDIN, stdin, first)
            return
        content = first + stdin.read(PAGE_LIMIT + 1)
    except OSError as error:
        yield Failure(STDIN, reason(error))
        return
    yield from _single(STDIN, content, ".json" if _looks_like_list(content) else "")


def _looks_like_list(content: bytes) -> bool:
    start = content[:100].lstrip()
    return start.startswith((b"[{", b"{")) or (start.startswith(b"[") and start[1:].lstrip().startswith(b"{"))
