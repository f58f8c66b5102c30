"""Columns as the tables beside a record's own have them: always filled, unless they say otherwise."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Float, Integer, Table, Text, inspect


def words(name: str, **more: Any) -> Column[str]:
    """Text."""
    return Column(name, Text, nullable=False, **more)


def whole(name: str, **more: Any) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False, **more)


def moment(name: str) -> Column[float]:
    """Seconds since 1970, UTC."""
    return Column(name, Float, nullable=False)


def number(name: str) -> Column[int]:
    """The number of a row, which SQLite gives."""
    return Column(name, Integer, primary_key=True)


def has(connection: Connection, table: Table) -> bool:
    """Whether the record has a table: those beside its own are made when they are first needed."""
    return inspect(connection).has_table(table.name)
