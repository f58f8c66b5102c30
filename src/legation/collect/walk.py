"""From the paths a user names to the files to be read, in an order that does not depend on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from legation.collect.unpacking import reason
from legation.types import Failure

TEXT = frozenset({".txt", ".md", ".text", ""})
HTML = frozenset({".html", ".htm", ".xhtml"})
BULK = frozenset({".jsonl", ".ndjson"})
JSON = frozenset({".json"})
TABLES = frozenset({".csv", ".tsv"})
PAPERS = frozenset({".pdf", ".eml", ".docx", ".odt"})
PACKED = frozenset({".gz", ".zst", ".zip", ".tar", ".tgz"})
MANY = BULK | JSON | TABLES | PACKED | frozenset({".parquet", ".warc"})
"""Suffixes of files that may hold many pages."""
READ = TEXT | HTML | PAPERS | MANY


def files(path: str) -> Iterator[Path | Failure]:
    """The files that ``path`` stands for: itself, or all files under it, sorted, hidden ones left out.

    A file of another kind inside a folder is a `Failure`; one that the user names is tried all the same.
    """
    try:
        place = Path(path)
        if place.is_dir():
            yield from _under(place)
        elif place.is_file():
            yield place
        elif place.exists():
            yield Failure(path, "neither a file nor a folder")
        else:
            yield Failure(path, "no such file or folder")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield Failure(path, reason(error))


def _under(folder: Path) -> Iterator[Path | Failure]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(folder), reason(error))
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        place = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _under(place)
        elif not entry.is_file():
            if entry.is_symlink() and not entry.is_dir():
                yield Failure(str(place), "a link that leads nowhere")
        elif place.suffix.lower() not in READ:
            yield Failure(str(place), not_read(place.suffix))
        elif not _is_sidecar(place, names):
            yield place


def _is_sidecar(place: Path, names: set[str]) -> bool:
    """A .json beside a page of the same name holds that page's coding or metadata, not another page."""
    return place.suffix.lower() in JSON and any(
        place.stem + suffix in names for suffix in (*TEXT, *HTML) if suffix
    )


def not_read(suffix: str) -> str:
    """What is said of a file of another kind."""
    return f"{suffix} files are not read (docs/sources.md lists what is)"
