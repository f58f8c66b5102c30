"""Packed data as a stream of what is in it, with a watch on how much that is."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from legation.errors import InputError
from legation.settings import DEFAULTS
from legation.types import Failure

if TYPE_CHECKING:
    import zstandard

T = TypeVar("T")
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_TRUSTED = 20_000_000  # bytes up to which the ratio is not looked at
_PACKED = 1 << 10  # bytes unpacked at once: of repetition they may hold thirty thousand times as much
_WINDOW = 1 << 27  # bytes of memory that a zstd stream may ask for


class Counted(io.RawIOBase):
    """A stream that counts what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """As many bytes as fit."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


def _frame() -> zstandard.ZstdDecompressionObj:
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()


class _Zstd:
    """What a zstd stream of one or more frames holds; raises `EOFError` where it ends within a frame."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._frame = _frame()
        self._within = False  # a frame has begun and not ended
        self._waiting = b""
        self._held = b""

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer; none at the end."""
        while not self._held:
            packed = self._waiting or self._stream.read(_PACKED)
            self._waiting = b""
            if not packed:
                if self._within:
                    raise EOFError
                return b""
            if not self._within:
                self._frame, self._within = _frame(), True
            self._held = self._frame.decompress(packed)
            if self._frame.eof:
                self._waiting, self._within = self._frame.unused_data, False
        found, self._held = self._held[:size], self._held[size:]
        return found


class Unpacked(Counted):
    """What a packed stream holds; raises `InputError` where that is out of all proportion to the stream itself.

    ``packed``: what counts the packed bytes, or their number where it is known.
    """

    def __init__(self, stream: BinaryIO, packed: Counted | int) -> None:
        super().__init__(stream)
        self._packed = packed

    def readinto(self, buffer: object) -> int:
        """As many bytes as fit."""
        size = super().readinto(buffer)
        packed = self._packed if isinstance(self._packed, int) else self._packed.count
        if self.count > _TRUSTED and self.count > DEFAULTS.ratio * max(packed, 1):
            raise InputError(
                f"unpacks to more than {DEFAULTS.ratio} times its size: refused (settings: ratio)"
            )
        return size


def unpacked(stream: BinaryIO, head: bytes) -> io.BufferedReader:
    """The content of a gzip or zstd stream, which begins with ``head``."""
    counted = Counted(stream)
    raw = io.BufferedReader(counted)
    if head.startswith(GZIP):
        return io.BufferedReader(Unpacked(gzip.GzipFile(fileobj=raw), counted))  # type: ignore[arg-type]
    return io.BufferedReader(Unpacked(_Zstd(raw), counted))  # type: ignore[arg-type]


def guarded(name: str, found: Iterator[T | Failure]) -> Iterator[T | Failure]:
    """What a source gives, and one `Failure` where it breaks; what came before that stands."""
    import tarfile
    import zipfile

    import zstandard

    try:
        yield from found
    except InputError as error:
        yield Failure(name, str(error))
    except EOFError:
        yield Failure(name, "cut short: its packed data ends too early")
    except (zlib.error, gzip.BadGzipFile, zstandard.ZstdError, zipfile.BadZipFile, tarfile.TarError) as error:
        yield Failure(name, f"broken: {error}")
    except (OSError, ValueError) as error:
        yield Failure(name, reason(error))


def reason(error: OSError | ValueError) -> str:
    """Why the system refused, in one line without the path."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)
