"""Python's collector of garbage, of what refers to itself in circles, kept out of the way where it only looks."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Have the collector rest during work that makes much and leaves no circles behind.

    It goes through all that is alive whenever that has grown by a quarter, and takes what is in use for a moment for
    growth: where hundreds of thousands of reports are kept at hand, that is a quarter of the time. Whatever is no longer
    used is let go at once all the same; only circles wait. Where several threads are within, the first to leave ends the rest.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
