"""WARC files, as web archives and Common Crawl keep them: the pages in them as a stream, one record in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from legation.collect.decoding import decoded
from legation.collect.pages import page
from legation.settings import DEFAULTS
from legation.types import Capture, Failure

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_GOOD = 200
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,30})", re.I)


def records(
    name: str, source: BinaryIO | str, at: Callable[[int], None] | None = None
) -> Iterator[Capture | Failure]:
    """The pages of a WARC file, named ``name#address``; ``source`` is a stream or a path.

    Answers that are no page (pictures, redirects, errors of the server) are passed over in silence: a crawl is full of
    them. ``at`` is told how many bytes of the file have been read.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    found = ArchiveIterator(
        source if isinstance(source, str) else _Told(source),  # type: ignore[arg-type]
        record_types=wanted,
        parse_http=False,
        auto_decode="none",
        fsspec_args=False,
        quirks_mode=True,
    )
    count = 0
    while True:
        try:
            record = next(found)
        except StopIteration:
            break
        except (OSError, ValueError, EOFError) as error:
            yield Failure(name, f"broken or cut short after {count:,} records: {_plain(error)}")
            return
        count += 1
        one = _capture(name, record)
        if one is not None:
            yield one
        if at is not None:
            at(record.stream_pos)
    if count == 0:
        yield Failure(name, "holds no record of a page")


class _Told:
    """A stream that knows how far it has got: the library asks, and standard input does not know."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or fewer."""
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._place


def _capture(name: str, record: Any) -> Capture | Failure | None:
    """The page of a record, or None where it holds none."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    label = f"{name}#{url or record.record_id}"
    if record.content_length == 0:
        return Failure(label, "a record without content: cut short?")
    try:
        record.parse_http(auto_decode="transfer")
        if not _is_page(record):
            return None
        content = record.reader.read(DEFAULTS.page + 1)
        if _is_short(record, len(content)):
            return Failure(label, f"cut short: {len(content):,} bytes of {record.content_length:,}")
        if record.http_headers is not None and len(content) <= DEFAULTS.page:
            content = decoded(content, record.http_headers.get("Content-Encoding") or "", DEFAULTS.page)
    except (OSError, ValueError, EOFError) as error:
        return Failure(label, f"its content cannot be unpacked as it says: {_plain(error)}")
    if len(content) > DEFAULTS.page:
        return Failure(
            label, f"larger than {DEFAULTS.page // 1_000_000} MB: too large for one page (settings: page)"
        )
    found = page(label, content, "html" in (record.http_content_type or ""))
    if isinstance(found, Failure):
        return found
    when = record.record_date
    charset = _CHARSET.search(record.http_headers.get("Content-Type") or "") if record.http_headers else None
    said = (
        ("url", url if url.startswith(("http://", "https://")) else None),
        ("charset", charset and charset[1]),
    )
    known = tuple((key, str(value)) for key, value in said if value)
    fetched = when.isoformat(timespec="seconds") if when is not None else None
    return Capture(label, found.content, found.media_type, found.sha256, fetched, known, bulk=True)


def _is_short(record: Any, size: int) -> bool:
    """Whether fewer bytes came than the record says, as where a download broke off. What was sent in chunks says nothing."""
    sent = record.http_headers.get("Transfer-Encoding") if record.http_headers is not None else None
    return size <= DEFAULTS.page and size < record.content_length and "chunked" not in (sent or "").lower()


def _is_page(record: Any) -> bool:
    if record.http_headers is not None:
        status = record.http_headers.status_code
        if status is not None and status != _GOOD:
            return False
        kind = (record.http_content_type or "").lower()
        return not kind or kind.startswith(_PAGES)
    kind = (record.headers.get("Content-Type") or "").lower()
    return kind.startswith(_PAGES)


def _plain(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
