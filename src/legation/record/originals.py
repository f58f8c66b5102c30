"""The archive of originals: what was read, byte for byte, in a file beside the record.

A record can be worked out again from it. It is a file of its own so that the record stays small enough to be copied and
sent, and one file instead of a million; it may be moved away or left out, and nothing in the record depends on it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import zstandard

from legation.errors import RecordError
from legation.settings import DEFAULTS
from legation.types import Capture

_MARK = 0x4C454742
"""``LEGB``: marks an SQLite file as an archive; kept in SQLite's ``application_id``."""
_LEVEL = 9
_TABLE = """CREATE TABLE IF NOT EXISTS originals (
    sha256 BLOB PRIMARY KEY, media_type TEXT NOT NULL, content BLOB NOT NULL) WITHOUT ROWID"""


def beside(record: str | Path) -> Path:
    """Where the archive of a record lies: ``legation.db`` has ``legation.originals``."""
    return Path(record).with_suffix(".originals")


class Originals:
    """An archive file, opened. Each original is kept once, under the SHA-256 of its bytes, zstd-compressed."""

    def __init__(self, path: str | Path) -> None:
        """Open the archive, and make it where there is none. Raises `RecordError` for what is no archive."""
        self.path = Path(path)
        try:
            self._connection = sqlite3.connect(self.path, timeout=10)
            mark = self._connection.execute("PRAGMA application_id").fetchone()[0]
            tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if mark != _MARK and tables:
                raise RecordError(f"{self.path}: not an archive of originals")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(_TABLE)
            self._connection.execute(f"PRAGMA application_id = {_MARK}")
            self._connection.commit()
        except sqlite3.Error as error:
            raise RecordError(f"{self.path}: {error}") from error

    def __enter__(self) -> Originals:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def keep(self, captures: Iterable[Capture]) -> int:
        """Keep the bytes of captures, all of them or none; how many were new."""
        packer = zstandard.ZstdCompressor(level=_LEVEL)
        rows = (
            (bytes.fromhex(one.sha256), one.media_type, packer.compress(one.content))
            for one in captures
            if not self._has(one.sha256)
        )
        try:
            with self._connection:
                done = self._connection.executemany("INSERT OR IGNORE INTO originals VALUES (?, ?, ?)", rows)
        except sqlite3.Error as error:
            raise RecordError(f"{self.path}: {error}") from error
        return max(done.rowcount, 0)

    def _has(self, sha256: str) -> bool:
        query = "SELECT 1 FROM originals WHERE sha256 = ?"
        return self._connection.execute(query, (bytes.fromhex(sha256),)).fetchone() is not None

    def get(self, sha256: str) -> tuple[str, bytes] | None:
        """The media type and the bytes of an original, or None. Raises `RecordError` where they are damaged."""
        query = "SELECT media_type, content FROM originals WHERE sha256 = ?"
        try:
            row = self._connection.execute(query, (bytes.fromhex(sha256),)).fetchone()
            if row is None:
                return None
            content = zstandard.ZstdDecompressor().decompress(row[1], max_output_size=2 * DEFAULTS.page)
        except (sqlite3.Error, zstandard.ZstdError, ValueError) as error:
            raise RecordError(f"{self.path}: the original {sha256[:12]} cannot be read: {error}") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RecordError(f"{self.path}: the original {sha256[:12]} is damaged: its hash is another")
        return row[0], content
