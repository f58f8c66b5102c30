"""Answers that one process of a desk made, for the others, and what they wish to be looked up.

A desk answers from several processes. What is slow to make is made by one of them and laid on a shelf, an SQLite file
that lives as long as the desk runs: so the same is shown whichever process answers, and nothing is counted twice.
A shelf that cannot be reached holds nothing; each process then makes its answers itself.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

MOST = 300
"""Answers on the shelf, those made last; each takes some kilobytes, a picture some hundred."""
CLAIM = 60.0
"""Seconds after which what one process set out to make may be made by another: it may have ended."""
WISHES = 24
"""Wishes that wait, the latest; what comes to be dropped is wished for again by the next page."""
_TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS answers (
    name TEXT PRIMARY KEY, token TEXT NOT NULL, made REAL NOT NULL, stands REAL NOT NULL, answer BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS answers_made ON answers(made);
CREATE TABLE IF NOT EXISTS claims (name TEXT PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS wishes (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, about TEXT NOT NULL, token TEXT NOT NULL);
"""


class Kept(NamedTuple):
    """An answer, what it rests on, when it was made (seconds of the epoch), and for how many seconds it stands after that has changed."""

    token: str
    made: float
    stands: float
    answer: Any


class Shelf:
    """The shelf in a file. Threads may share it; a process opens it when it first reaches for it.

    What lies on it is unpickled, so the file must stand where nobody but the desk can write.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[Shelf], tuple[Path]]:
        """Another process opens the same file."""
        return Shelf, (self.path,)

    def take(self, name: str, after: float = 0) -> Kept | None:
        """The answer of this name, if one lies there that was made after a moment."""
        row = self._one(
            "SELECT token, made, stands, answer FROM answers WHERE name = ? AND made > ?", (name, after)
        )
        return Kept(row[0], row[1], row[2], pickle.loads(row[3])) if row else None

    def put(self, name: str, kept: Kept) -> None:
        """Lay an answer there; the oldest make room."""
        row = (name, *kept[:3], pickle.dumps(kept.answer, pickle.HIGHEST_PROTOCOL))
        self._one("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)
        sql = (
            "DELETE FROM answers WHERE made <= (SELECT made FROM answers ORDER BY made DESC LIMIT 1 OFFSET ?)"
        )
        self._one(sql, (MOST,))

    def claim(self, name: str, now: float) -> bool:
        """Whether this process may set out to make an answer: no other has since `CLAIM` seconds."""
        sql = (
            "INSERT INTO claims VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at "
            "WHERE at < excluded.at - ? OR at > excluded.at RETURNING 1"
        )
        return self._one(sql, (name, now, CLAIM), (1,)) is not None

    def release(self, name: str) -> None:
        """Have made it, or failed to."""
        self._one("DELETE FROM claims WHERE name = ?", (name,))

    def wish(self, name: str, about: Sequence[str], token: str) -> None:
        """Have an answer looked up by the process that does so; of an earlier wish for it, only the last counts."""
        row = (name, json.dumps(about), token)
        self._one("INSERT OR REPLACE INTO wishes (name, about, token) VALUES (?, ?, ?)", row)
        self._one("DELETE FROM wishes WHERE number <= (SELECT max(number) FROM wishes) - ?", (WISHES,))

    def wished(self) -> tuple[str, list[str], str] | None:
        """The latest wish, which is then no longer one: its name, what it is about, and what it rests on."""
        sql = (
            "DELETE FROM wishes WHERE number = (SELECT max(number) FROM wishes) RETURNING name, about, token"
        )
        row = self._one(sql, ())
        return (row[0], json.loads(row[1]), row[2]) if row else None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _one(self, sql: str, values: Sequence[Any], otherwise: Any = None) -> Any:
        """The first row of what a statement gives; ``otherwise`` where the shelf cannot be reached."""
        try:
            with self._lock:
                return self._opened().execute(sql, values).fetchone()
        except sqlite3.Error:
            return otherwise

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            self._connection.executescript(_TABLES)
            self._connection.execute("PRAGMA synchronous = OFF")  # it need not outlive the machine
        return self._connection
