"""How far reading has got, in bytes of the files that are read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(slots=True)
class Meter:
    """Bytes read so far: those of files that are done, and of the one that is being read."""

    before: int = 0
    here: int = 0

    @property
    def done(self) -> int:
        """All bytes so far."""
        return self.before + self.here

    def at(self, place: int) -> None:
        """Reading has got so far in the file."""
        self.here = place

    @contextmanager
    def file(self, place: Path) -> Iterator[Callable[[BinaryIO], io.RawIOBase]]:
        """Within: the file is being read, through what the given function makes of its stream."""
        try:
            yield lambda stream: _Metered(stream, self)
        finally:
            self.here = 0
            with suppress(OSError):
                self.before += place.stat().st_size


class _Metered(io.RawIOBase):
    """A file whose place is told to a meter."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """As the file is."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place."""
        return self._stream.tell()

    def readinto(self, buffer: object) -> int:
        """As many bytes as fit."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self._meter.at(self._stream.tell() if self._stream.seekable() else self._meter.here + len(data))
        return len(data)
