"""Versions: the documents that were read of one page, the earliest first.

A page whose text has changed is a new document; nothing of the old one changes, since evidence points into its text. Two
documents are versions of one page when they have the same lasting address, or, for files that are one page, the same
path. That is worked out when it is asked for: a stored link would have to be mended whenever pages come in another order.
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.record import codec
from legation.record.sql import Sql

_COLUMNS = "SELECT n, id, sha256, path, url, added FROM documents"
_LINE = "#"  # marks a line of a bulk file, which is no place: another page may stand there tomorrow
_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Origin:
    """One version of a page: the document, the bytes that it was made from, from where and when, and its stories."""

    document: str
    sha256: str
    place: str | None  # the lasting address, or the path
    added: str  # ISO moment, UTC
    stories: tuple[str, ...]


def versions(file: Sql, ref: str) -> tuple[Origin, ...]:
    """All versions of the page that ``ref`` means: an address, a path, or the whole id of a document or story."""
    found = file.do(*_meant(ref)).fetchall()
    rows = {row[0]: row for row in found}
    for _, _, _, path, url, _ in found:
        if url:
            more = file.do(f"{_COLUMNS} WHERE url = ?", (url,))
        elif path and _LINE not in path and path != _STDIN:
            more = file.do(f"{_COLUMNS} WHERE url IS NULL AND path = ?", (path,))
        else:
            continue
        rows.update((row[0], row) for row in more)
    return tuple(_origin(file, *row) for row in sorted(rows.values(), key=lambda row: (row[5], row[0])))


def _meant(ref: str) -> tuple[str, tuple[object, ...]]:
    if ref.startswith("s_"):
        holds = "n = (SELECT document FROM stories WHERE id = ?)"
        return f"{_COLUMNS} WHERE {holds}", (codec.number_of(ref),)
    if ref.startswith("p_"):
        return f"{_COLUMNS} WHERE id = ?", (codec.number_of(ref),)
    return f"{_COLUMNS} WHERE url = ? OR path = ?", (ref, ref)


def _origin(
    file: Sql, number: int, id_: int, sha256: bytes, path: str | None, url: str | None, added: str
) -> Origin:
    stories = file.do("SELECT id FROM stories WHERE document = ? ORDER BY n", (number,))
    ids = tuple(codec.id_of("s", row[0]) for row in stories)
    return Origin(codec.id_of("p", id_), bytes(sha256).hex(), url or path, added, ids)
