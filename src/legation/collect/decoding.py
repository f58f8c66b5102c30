"""What a server sent, its Content-Encoding undone, up to a limit. The bytes are believed before the header."""

from __future__ import annotations

import io
import zlib

from legation.collect.unpacking import GZIP, ZSTD

_WINDOW = 1 << 27  # bytes of memory that a zstd stream may ask for


def decoded(content: bytes, encoding: str, limit: int) -> bytes:
    """The content as a page, at most ``limit`` bytes and one; more are not unpacked.

    A server that says "gzip" and sends plain text is understood. Raises `ValueError` where the content is in the
    encoding that it names, but broken, or names one that nobody knows.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        content = _undone(content, name, limit + 1)
    return content


def _undone(content: bytes, name: str, most: int) -> bytes:
    if name in ("identity", "none", "utf-8"):
        return content
    if name in ("gzip", "x-gzip"):
        return _inflated(content, 31, most) if content.startswith(GZIP) else content
    if name == "deflate":
        return _inflated(content, 15 if content[:1] == b"\x78" else -15, most)
    if name == "zstd":
        return _zstd(content, most) if content.startswith(ZSTD) else content
    if name == "br":
        from fastwarc.stream_io import BrotliReader

        try:
            return bytes(BrotliReader(io.BytesIO(content)).read(most))
        except (OSError, ValueError, EOFError) as error:
            raise ValueError(f"not what br makes: {error}") from error
    raise ValueError(f"encoded as {name}, which is not known")


def _inflated(content: bytes, bits: int, most: int) -> bytes:
    inflater = zlib.decompressobj(bits)
    try:
        found = inflater.decompress(content, most)
    except zlib.error as error:
        raise ValueError(f"not what its encoding makes: {error}") from error
    if not inflater.eof and len(found) < most:
        raise ValueError("cut short")
    return found


def _zstd(content: bytes, most: int) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(content) as reader:
            return bytes(reader.read(most))
    except zstandard.ZstdError as error:
        raise ValueError(f"not what zstd makes: {error}") from error
