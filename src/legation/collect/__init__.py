"""Collect: fetches what is to be read, as bytes, and decides nothing about it.

    paths, folders, "-" ── walk ──▶ sources ── read ──▶ Capture | Failure

The only stage of reading that touches the world. What cannot be read is a `Failure` in the stream.
"""

from legation.collect.stream import captures

__all__ = ["captures"]
