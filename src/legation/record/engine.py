"""The seam to SQLite: opening a file as a record, transactions, and foreign errors turned into one clear line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from legation.errors import NewerRecord, RecordError
from legation.record import desk_schema, former, schema
from legation.record.listing import LISTING
from legation.telling import Tell, silent

WAIT = 10_000
"""Milliseconds to wait for another process that is writing."""
CACHE = 16_000
"""Kilobytes of the file that a connection keeps at hand; what SQLite would keep costs a tenth more time to fill a record."""
_MAGIC = b"SQLite format 3\x00"


def open_engine(path: Path, create: bool, unindexed: Iterable[str] = (), tell: Tell = silent) -> Engine:
    """The engine of the record at ``path``; makes the file where it is new and ``create`` says so.

    ``tell`` hears how far it has got where a record of an earlier format is brought up.

    Raises `RecordError` for what is not a record or cannot be opened, `NewerRecord` for one of a later format.
    """
    fresh = _look_at(path, create)
    read_only = not fresh and not create and not _can_write(path)
    engine = _engine(path, read_only)
    with seam(path):
        version = _examine(engine, path, fresh)
        if read_only and 0 < version < schema.VERSION:
            raise RecordError(
                f"{path}: made by an earlier version (format {version}), and cannot be written to; "
                "open it once where it can be, or a copy of it"
            )
        if not read_only:
            if not version:
                _make(engine, unindexed)
            elif version < schema.VERSION:
                former.bring_up(engine, tell)
            desk_schema.make(engine)
    return engine


def _look_at(path: Path, create: bool) -> bool:
    """Whether the file is new or empty; refuses what cannot be a record before SQLite sees it."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        if not create:
            raise RecordError(f"{path}: no such record (`legation add` makes one)") from None
        if not path.parent.is_dir():
            raise RecordError(f"{path}: there is no folder {path.parent}") from None
        return True
    except IsADirectoryError:
        raise RecordError(f"{path}: is a folder, not a record") from None
    except OSError as error:
        raise RecordError(f"{path}: cannot be read ({error.strerror})") from None
    if head and head != _MAGIC:
        raise RecordError(f"{path}: not a record (it is not an SQLite file)")
    if not head and not create:
        raise RecordError(f"{path}: not a record (the file is empty)")
    return not head


def _can_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _engine(path: Path, read_only: bool) -> Engine:
    # A file in a folder that cannot be written to has no place for SQLite's side files: it is read as it stands,
    # unless a writer's side file is there, which may hold what is newest.
    how = "mode=ro&" if path.with_name(path.name + "-wal").exists() else "immutable=1&"
    place = f"file:{_quoted(path)}?{how if read_only else ''}uri=true"
    engine = create_engine(f"sqlite:///{place}", connect_args={"timeout": WAIT / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _quoted(path: Path) -> str:
    return quote(str(path.resolve()))


def _examine(engine: Engine, path: Path, fresh: bool) -> int:
    """The format; 0 where the tables are still to be made. Refuses files of other programs and of later formats."""
    with engine.connect() as connection:
        application = connection.execute(text("PRAGMA application_id")).scalar_one()
        version = connection.execute(text("PRAGMA user_version")).scalar_one()
        tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
    if fresh or (tables == 0 and application in (0, schema.APPLICATION)):
        return 0
    if application != schema.APPLICATION:
        raise RecordError(f"{path}: not a record (an SQLite file of another program)")
    if version > schema.VERSION:
        raise NewerRecord(
            f"{path}: made by a newer version of Legation (format {version}; this one reads up to {schema.VERSION})"
        )
    return int(version)


def _make(engine: Engine, unindexed: Iterable[str]) -> None:
    """Make the tables in one transaction, so that a process killed here leaves an empty file or a whole record."""
    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
    finally:
        raw.close()
    with engine.execution_options(writing=True).begin() as connection:
        schema.metadata.create_all(connection)
        connection.execute(text(schema.WORDS))
        words = " ".join(sorted(set(unindexed)))
        connection.execute(schema.meta.insert(), {"key": "unindexed", "value": words})
        connection.execute(schema.meta.insert(), {"key": "listing", "value": LISTING})
        connection.execute(text(f"PRAGMA application_id = {schema.APPLICATION}"))
        connection.execute(text(f"PRAGMA user_version = {schema.VERSION}"))


@contextmanager
def seam(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one line that names the record."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise RecordError(f"{path}: {_plain(str(cause))}") from error


def _plain(message: str) -> str:
    known = {
        "locked": "another process is writing to it; try again when that has finished",
        "readonly": "cannot be written to (the file or its folder is read-only)",
        "read-only": "cannot be written to (the file or its folder is read-only)",
        "unable to open": "cannot be opened (may the folder be written to?)",
        "not a database": "not a record (it is not an SQLite file)",
        "malformed": "damaged (SQLite finds it malformed); take a copy and run `sqlite3 FILE .recover` on it",
        "disk is full": "there is no room left on the disk",
        "no such table": "not a whole record (a table is missing)",
    }
    return next((plain for sign, plain in known.items() if sign in message), f"SQLite says: {message}")
