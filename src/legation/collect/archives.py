"""ZIP and tar archives: their members, one at a time, never written to disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from legation.collect.unpacking import Unpacked
from legation.settings import DEFAULTS
from legation.types import Failure

Member = tuple[str, io.BufferedReader]

_LOCKED = 0x1  # flag of a member that is encrypted


def is_office(stream: BinaryIO) -> bool:
    """Whether a ZIP file is a Word or OpenDocument file; the stream is left at its beginning."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist()[: DEFAULTS.archive_members])
    except (zipfile.BadZipFile, OSError, ValueError):
        names = set()
    stream.seek(0)
    return "word/document.xml" in names or {"mimetype", "content.xml"} <= names


def zip_members(name: str, stream: BinaryIO) -> Iterator[Member | Failure]:
    """The members of a ZIP file, in the order of their names."""
    with zipfile.ZipFile(stream) as archive:
        listed = sorted(archive.infolist(), key=lambda info: info.filename)
        if len(listed) > DEFAULTS.archive_members:
            yield Failure(name, _too_many(len(listed)))
            return
        for info in listed:
            label = f"{name}/{info.filename}"
            if info.is_dir() or (_is_hidden(info.filename) and not _refused(info.filename)):
                continue
            if why := _refused(info.filename) or (
                "locked by a password" if info.flag_bits & _LOCKED else None
            ):
                yield Failure(label, why)
                continue
            try:
                with archive.open(info) as member:
                    packed = Unpacked(member, max(info.compress_size, 1))  # type: ignore[arg-type]
                    yield label, io.BufferedReader(packed)
            except (NotImplementedError, RuntimeError):
                yield Failure(label, "packed in a way that is not read")
            except zipfile.BadZipFile as error:
                yield Failure(label, f"broken: {error}")


def tar_members(name: str, stream: BinaryIO) -> Iterator[Member | Failure]:
    """The members of a tar stream, in its order."""
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, info in enumerate(archive):
            label = f"{name}/{info.name}"
            if number >= DEFAULTS.archive_members:
                yield Failure(name, _too_many(number))
                return
            if info.isdir() or (_is_hidden(info.name) and not _refused(info.name)):
                continue
            if why := _refused(info.name) or (None if info.isreg() else "a link or device, not a page"):
                yield Failure(label, why)
                continue
            member = archive.extractfile(info)
            if member is not None:
                yield label, io.BufferedReader(member)  # type: ignore[arg-type]


def _too_many(count: int) -> str:
    return f"holds more than {DEFAULTS.archive_members:,} members ({count:,}): refused (settings: archive_members)"


def _refused(member: str) -> str | None:
    """Why a member is not taken for its name, or None."""
    path = PurePosixPath(member.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "its name leads out of the archive: refused"
    return None


def _is_hidden(member: str) -> bool:
    parts = PurePosixPath(member).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts
