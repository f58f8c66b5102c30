"""Which column of a table, or key of a record, holds what of a page."""

from __future__ import annotations

from collections.abc import Sequence

from legation.collect.cells import URLS, listed
from legation.errors import InputError, UsageError

FIELDS = ("title", "date", "url", "outlet", "language", "text", "html")
"""What can be known of a page, under the names of a bulk record."""

Columns = tuple[tuple[str, str], ...]
"""Pairs of a field and the name of the column that holds it."""


def parse(written: str) -> Columns:
    """The columns as a command line has them: ``text=body,date=pubdate``. Raises `UsageError`."""
    found: dict[str, str] = {}
    for pair in written.split(","):
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not name or field not in FIELDS:
            raise UsageError(
                f"{pair.strip()!r}: not a column (say FIELD=COLUMN; the fields are {', '.join(FIELDS)})"
            )
        if field in found:
            raise UsageError(f"{field}: two columns are given for it")
        found[field] = name
    return tuple(found.items())


def chosen(names: Sequence[str], columns: Columns) -> dict[str, int]:
    """The number of the column of each field. Raises `InputError` where a named column, or all text, is missing."""
    plain = {name.strip().lower(): number for number, name in reversed(list(enumerate(names)))}
    given = dict(columns)
    found: dict[str, int] = {}
    for field in FIELDS:
        number = plain.get(given.get(field, field).strip().lower())
        if number is not None:
            found[field] = number
        elif field in given:
            raise InputError(f"no column “{given[field]}” for {field}; there are {listed(names)}")
    if "text" not in found and "html" not in found:
        addresses = found.get("url", next((plain[one] for one in URLS if one in plain), None))
        if addresses is not None:
            raise InputError(
                f"it has addresses (column {names[addresses]}), but no column named text or html: to fetch them, "
                f"legation fetch FILE --column {names[addresses]}"
            )
        raise InputError(f"no column named text or html; there are {listed(names)} (say --columns text=NAME)")
    return found
