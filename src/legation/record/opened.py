"""One record file that is open: its transactions, and what is kept of it while it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from legation.record.engine import open_engine, seam
from legation.record.names import Known, Names
from legation.record.questions import Derive
from legation.record.remembering import Remembered
from legation.record.sql import Sql
from legation.record.writer import Writer
from legation.telling import Tell, silent


@dataclass(frozen=True, slots=True)
class Asking:
    """One read transaction."""

    file: Sql
    names: Names


class Opened:
    """A record file. Every question is one read transaction; `writing` opens the one way to change anything.

    Threads may share it. All methods raise `RecordError` with one line where SQLite refuses.
    """

    def __init__(self, path: Path, engine: Engine, derive: Derive) -> None:
        self.path = path
        self._engine = engine
        self._derive = derive
        self._known = Known()
        self._plain: frozenset[str] | None = None
        self._kept: Remembered | None = None

    @classmethod
    def open(
        cls,
        path: str | Path,
        derive: Derive,
        create: bool = False,
        unindexed: Iterable[str] = (),
        tell: Tell = silent,
    ) -> Self:
        """Open the record at ``path``; with ``create``, make it where there is none.

        ``derive`` works events out from their reports: the record keeps none. ``unindexed`` are the words that the
        full text of a new record leaves out. ``tell`` hears of work that takes a while. Raises `RecordError` for what is not a record, `NewerRecord` for one
        made by a newer version.
        """
        place = Path(path)
        return cls(place, open_engine(place, create, unindexed, tell), derive)

    def remember(self, most: int) -> None:
        """Remember so many events that were worked out, for whoever asks for the same ones again and again."""
        self._kept = Remembered(most)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction that writes: all of it is kept, or nothing. Waits for another writer for ten seconds."""
        with seam(self.path):
            try:
                with self._engine.execution_options(writing=True).begin() as connection:
                    file = Sql(connection)
                    yield Writer(file, Names(file, self._known), self._unindexed(file))
            except BaseException:
                self._known.forget()
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads, for questions that stand in modules of their own."""
        with seam(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _asking(self) -> Iterator[Asking]:
        with seam(self.path), self._engine.connect() as connection:
            file = Sql(connection)
            yield Asking(file, Names(file, self._known))

    def _unindexed(self, file: Sql) -> frozenset[str]:
        if self._plain is None:
            self._plain = frozenset((noted(file, "unindexed") or "").split())
        return self._plain


def noted(file: Sql, key: str) -> str | None:
    """What the record says of itself under a key; None where it says nothing."""
    row = file.one("SELECT value FROM meta WHERE key = ?", (key,))
    return str(row[0]) if row else None
