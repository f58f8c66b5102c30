"""Settings: the limits a run keeps to, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of a run: whole numbers above nought, but for ``doubtful``, which is between 0 and 1."""

    longest_sentence: int = 20_000
    """Characters; a story with a longer sentence is refused. The longest real ones have about 5,000."""
    told_every: int = 500
    """Pages read between two lines of a log."""
    batch: int = 200
    """Pages stored in one transaction."""
    settled: int = 2000
    """Reports merged in one transaction."""
    remembered: int = 320_000
    """Reports kept ready for comparing while pages are added: about 2 KB each."""
    merged_every: int = 10
    """Batches stored between two mergings, so that a long run does not leave all of it to the end."""

    doubtful: float = 0.6
    """Confidence; an event below it is kept, and waits for review."""

    page: int = 50_000_000
    """Bytes of one page; a larger one is refused."""
    line: int = 10_000_000
    """Bytes of one line of a bulk file, or of one cell of a table."""
    unpacked_page: int = 200_000_000
    """Bytes that an office document may unpack to."""
    ratio: int = 300
    """How many times its own size packed data may unpack to; what unpacks to more is a trap."""
    archive_members: int = 1_000_000
    """Members that an archive may have."""
    pdf_pages: int = 500
    """Pages of a PDF."""
    pdf_runs: int = 20_000
    """Runs of text on one page of a PDF that are looked at."""


DEFAULTS = Settings()
