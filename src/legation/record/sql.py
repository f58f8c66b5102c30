"""SQL as SQLite's own driver takes it: SQLAlchemy opens, pools and ends transactions, and stays out of the statements.

Merging looks for candidates some thirty times for every report; through SQLAlchemy each look cost fifty times what
SQLite needs for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection

Values = Sequence[Any]


class Sql:
    """The connection of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection  # for those who ask through SQLAlchemy
        self._driver = cast(sqlite3.Connection, connection.connection.driver_connection)

    def do(self, statement: str, values: Values = ()) -> sqlite3.Cursor:
        """Run a statement; its rows are read from what comes back."""
        return self._driver.execute(statement, values)

    def many(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement for every row."""
        self._driver.executemany(statement, rows)

    def one(self, statement: str, values: Values = ()) -> Any:
        """The first row, or None."""
        return self._driver.execute(statement, values).fetchone()

    def number(self, statement: str, values: Values = ()) -> int:
        """The first value of the first row, as a number; 0 for none."""
        row = self._driver.execute(statement, values).fetchone()
        return int(row[0] or 0) if row else 0


def marks(values: Sequence[Any]) -> str:
    """As many question marks, for an IN list."""
    return ",".join("?" * len(values))
