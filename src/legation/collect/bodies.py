"""The body of an answer, taken in piece by piece: never more than a limit, packed or unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from legation.errors import FetchError

PIECE = 65_536
"""Bytes that are unpacked at a time."""
MOST_DENSE = 200
"""Unpacked bytes for one packed byte; HTML packs 5 to 20 times smaller."""
_SMALL = 1_000_000  # unpacked bytes below which no density is suspect
_ENCODINGS = {"": 0, "identity": 0, "gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's window bits


def read_body(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The body, unpacked. Raises `FetchError` for one that is larger than ``limit`` bytes, packed or unpacked, for one
    that unpacks to far more than pages do, and for a packing that is broken or was not asked for.
    """
    encoding = encoding.strip().lower()
    if encoding not in _ENCODINGS:
        raise FetchError("unknown packing", f"Content-Encoding is {encoding[:40]!r}")
    if not _ENCODINGS[encoding]:
        return _plain(pieces, limit)
    return _packed(pieces, encoding, limit)


def _plain(pieces: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            raise too_large(limit)
    return bytes(body)


def _packed(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    body, taken = bytearray(), 0
    unpacker = None
    for piece in pieces:
        if not piece:
            continue
        if unpacker is None:
            unpacker = zlib.decompressobj(_window(encoding, piece))
        taken += len(piece)
        if taken > limit:
            raise too_large(limit)
        while piece:
            try:
                body += unpacker.decompress(piece, PIECE)
            except zlib.error as error:
                raise FetchError("broken packing", f"{encoding}: {error}", transient=True) from None
            piece = unpacker.unconsumed_tail
            if len(body) > limit or (len(body) > _SMALL and len(body) > MOST_DENSE * taken):
                raise FetchError("bomb", f"{taken:,} bytes of {encoding} unpack to more than {len(body):,}")
    if unpacker is not None and not unpacker.eof:
        raise FetchError("broken packing", f"{encoding}: it ends too early", transient=True)
    return bytes(body)


def _window(encoding: str, first: bytes) -> int:
    """Zlib's window bits; some hosts send deflate without the header that the standard asks for."""
    bare = encoding == "deflate" and (first[0] & 0x0F != 8)
    return -15 if bare else _ENCODINGS[encoding]


def too_large(limit: int) -> FetchError:
    """The refusal of a body that is larger than a page may be."""
    return FetchError("too large", f"more than {limit / 1_000_000:g} MB")
