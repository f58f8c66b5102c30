"""Who may use the desk: users, their sessions, failed log-ins, and the audit log.

They stand in a file of their own beside the record (``legation.db`` → ``legation.db.users``), so that a record can be
given away without them, and so that a log-in never waits for whoever writes to the record. Passwords are kept as
argon2id hashes, sessions as SHA-256 of their cookie.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from legation.errors import RecordError, UsageError

READ, REVIEW, ADMIN = "read", "review", "admin"
ROLES = (READ, REVIEW, ADMIN)
"""What a user may do; each role may do what those before it may."""
SHORTEST = 10
"""Characters of the shortest password."""
SESSION = 12 * 3600
"""Seconds that a session lives without being used."""
WINDOW = 300
"""Seconds for which failed log-ins count."""
MOST_FAILURES = {"pair": 5, "address": 20, "name": 50}
"""Failed log-ins within the window after which no more are tried: of a name from an address, an address, a name."""
_NAME = re.compile(r"[\w.@-]{1,64}")
_TABLES = """
CREATE TABLE IF NOT EXISTS users (name TEXT PRIMARY KEY, hash TEXT NOT NULL, role TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    token TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS failures (name TEXT NOT NULL, address TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS failures_at ON failures(at);
CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, address TEXT NOT NULL,
    what TEXT NOT NULL, about TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether they may do what this role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


LOCAL = Person("local", ADMIN)
"""Whoever sits at this machine, where no users are set up."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit log."""

    at: str  # ISO moment, UTC
    who: str
    address: str
    what: str
    about: str


def beside(record: Path) -> Path:
    """The file of a record's users."""
    return record.with_name(record.name + ".users")


class People:
    """The file of users. Each question opens it anew: it is small, and threads may ask at once."""

    def __init__(self, path: Path, hasher: PasswordHasher | None = None) -> None:
        self.path = path
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash(
            secrets.token_hex(8)
        )  # so that an unknown name takes as long as a known one

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        fresh = not self.path.exists()
        if fresh:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        try:
            connection = sqlite3.connect(self.path, timeout=10)
            try:
                with connection:
                    connection.execute("PRAGMA foreign_keys = ON")
                    if (
                        fresh
                        or not connection.execute(
                            "SELECT 1 FROM sqlite_master WHERE name = 'meta'"
                        ).fetchone()
                    ):
                        connection.executescript(_TABLES)
                    yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise RecordError(f"{self.path}: {error}") from error

    # -------------------------------------------------------------- users

    def all(self) -> tuple[Person, ...]:
        """Everyone, by name; nobody where there is no file."""
        if not self.path.exists():
            return ()
        with self._open() as found:
            return tuple(Person(*row) for row in found.execute("SELECT name, role FROM users ORDER BY name"))

    def add(self, name: str, password: str, role: str) -> Person:
        """Set up a user. Raises `UsageError` for a name that is taken or odd, a short password, an unknown role."""
        if not _NAME.fullmatch(name) or name == LOCAL.name:
            raise UsageError(
                f"{name}: no name for a user (letters, digits and . _ - @, up to 64; not “{LOCAL.name}”)"
            )
        _check_role(role)
        hashed = self._hash(password)
        with self._open() as found:
            if found.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone():
                raise UsageError(f"{name}: there is a user of this name")
            found.execute("INSERT INTO users VALUES (?, ?, ?)", (name, hashed, role))
        return Person(name, role)

    def remove(self, name: str) -> None:
        """Remove a user and their sessions. Raises `UsageError` for an unknown name and for the last administrator."""
        with self._open() as found:
            self._not_the_last(found, name)
            found.execute("DELETE FROM users WHERE name = ?", (name,))

    def set_role(self, name: str, role: str) -> None:
        """Give a user another role. Raises `UsageError` as `remove` does."""
        _check_role(role)
        with self._open() as found:
            if role != ADMIN:
                self._not_the_last(found, name)
            self._must_exist(found, name)
            found.execute("UPDATE users SET role = ? WHERE name = ?", (role, name))

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password; their sessions end."""
        hashed = self._hash(password)
        with self._open() as found:
            self._must_exist(found, name)
            found.execute("UPDATE users SET hash = ? WHERE name = ?", (hashed, name))
            found.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def _hash(self, password: str) -> str:
        if len(password) < SHORTEST:
            raise UsageError(f"a password needs {SHORTEST} characters or more")
        return self._hasher.hash(password)

    def _must_exist(self, found: sqlite3.Connection, name: str) -> str:
        row = found.execute("SELECT role FROM users WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise UsageError(f"{name}: no user of this name")
        return str(row[0])

    def _not_the_last(self, found: sqlite3.Connection, name: str) -> None:
        if self._must_exist(found, name) != ADMIN:
            return
        admins = found.execute("SELECT count(*) FROM users WHERE role = ?", (ADMIN,)).fetchone()[0]
        others = found.execute("SELECT count(*) FROM users").fetchone()[0] - 1
        if admins == 1 and others:
            raise UsageError(f"{name}: is the last administrator; give that role to another first")

    # -------------------------------------------------------------- log-in

    def try_log_in(self, name: str, address: str, now: float) -> int:
        """Seconds until a log-in may be tried; 0 for at once, and the try then counts as failed until `log_in` says else.

        Counting and entering are one step, so that tries that come all at once, to whichever process, count like others.
        """
        sql = "SELECT count(*), min(at) FROM failures WHERE at > :since AND "
        which = {
            "pair": "name = :name AND address = :address",
            "address": "address = :address",
            "name": "name = :name",
        }
        values = {"since": now - WINDOW, "name": name[:64], "address": address}
        waits = [0.0]
        with self._open() as found:
            found.execute("BEGIN IMMEDIATE")
            for kind, where in which.items():
                count, first = found.execute(sql + where, values).fetchone()
                if count >= MOST_FAILURES[kind]:
                    waits.append(first + WINDOW - now)
            if len(waits) == 1:
                found.execute("DELETE FROM failures WHERE at < ?", (now - WINDOW,))
                found.execute("INSERT INTO failures VALUES (?, ?, ?)", (name[:64], address, now))
        return int(max(waits) + 0.999)

    def log_in(self, name: str, password: str, address: str, now: float) -> str | None:
        """A new session's cookie; None where name and password do not belong together. Ask `try_log_in` first."""
        with self._open() as found:
            row = found.execute("SELECT hash FROM users WHERE name = ?", (name,)).fetchone()
        if not self._verify(row[0] if row else self._nobody, password) or row is None:
            return None
        token = secrets.token_urlsafe(32)
        tried = "SELECT rowid FROM failures WHERE name = ? AND address = ? AND at = ? LIMIT 1"
        with self._open() as found:
            found.execute(f"DELETE FROM failures WHERE rowid = ({tried})", (name[:64], address, now))
            found.execute("DELETE FROM sessions WHERE until < ?", (now,))
            found.execute("INSERT INTO sessions VALUES (?, ?, ?)", (_digest(token), name, now + SESSION))
        return token

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (Argon2Error, InvalidHashError):
            return False

    def holder(self, token: str, now: float) -> Person | None:
        """Whose session this is; one that is used lives on."""
        with self._open() as found:
            row = found.execute(
                "SELECT u.name, u.role, s.until FROM sessions s JOIN users u USING (name) "
                "WHERE s.token = ? AND s.until > ?",
                (_digest(token), now),
            ).fetchone()
            if row is None:
                return None
            if row[2] < now + SESSION - 600:  # written at most every ten minutes
                found.execute(
                    "UPDATE sessions SET until = ? WHERE token = ?", (now + SESSION, _digest(token))
                )
            return Person(row[0], row[1])

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._open() as found:
            found.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))

    # -------------------------------------------------------------- audit, secret

    def note(self, entry: Entry) -> None:
        """Enter a line into the audit log."""
        row = (entry.at, entry.who, entry.address, entry.what, entry.about[:500])
        with self._open() as found:
            found.execute("INSERT INTO audit(at, who, address, what, about) VALUES (?, ?, ?, ?, ?)", row)

    def audit(self, limit: int = 200) -> tuple[Entry, ...]:
        """The audit log, latest first."""
        if not self.path.exists():
            return ()
        with self._open() as found:
            sql = "SELECT at, who, address, what, about FROM audit ORDER BY number DESC LIMIT ?"
            return tuple(Entry(*row) for row in found.execute(sql, (limit,)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise UsageError(f"{role}: no role (they are {', '.join(ROLES)})")
