"""What is attached to an e-mail: papers, pages and messages, each to be read by itself."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from legation.collect.pages import MAIL, OPEN, PDF, WORD

DEEPEST = 5
"""Messages within messages that are opened."""
_SUFFIXES = {
    PDF: ".pdf",
    MAIL: ".eml",
    WORD: ".docx",
    OPEN: ".odt",
    "text/html": ".html",
    "text/plain": ".txt",
}
_PASSED_OVER = (
    "image/", "audio/", "video/", "font/", "text/calendar", "text/vcard", "text/x-vcard", "application/pgp-",
    "application/pkcs7-", "application/x-pkcs7-", "application/ics", "message/delivery-status", "message/disposition",
)  # fmt: skip
_NAME = 60  # characters of a subject that name a message
_BREAKS = (ValueError, TypeError, IndexError, AttributeError, KeyError, LookupError)
"""What the library raises for headers that break its parser."""


def opened(content: bytes) -> EmailMessage | None:
    """The message; None for bytes that are none."""
    with suppress(*_BREAKS):
        found = email.message_from_bytes(content, policy=default)
        return found if isinstance(found, EmailMessage) else None
    return None


def has_text(message: EmailMessage) -> bool:
    """Whether the message says something itself."""
    with suppress(*_BREAKS):
        body = message.get_body(preferencelist=("html", "plain"))
        payload = body.get_payload(decode=True) if body is not None else None
        return isinstance(payload, bytes) and bool(payload.strip())
    return True


def day(message: EmailMessage) -> str | None:
    """The day of sending (ISO), on which what is attached was there."""
    with suppress(*_BREAKS):
        return parsedate_to_datetime(str(message.get("date") or "")).date().isoformat()
    return None


def attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """What is attached: a name of its own for each, and its bytes. Pictures, sounds, signatures and calendars are
    passed over; what else cannot be read is given all the same, for the reader to say so.
    """
    names: set[str] = set()
    for number, part in enumerate(_parts(message), 1):
        kind = part.get_content_type()
        if kind.startswith(_PASSED_OVER):
            continue
        content = _content(part)
        if content.strip():
            yield _named(part, kind, number, names), content


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are no body: attachments, and messages that are forwarded whole."""
    if message.get_content_maintype() != "multipart":
        return
    for part in message.iter_parts():
        if not isinstance(part, EmailMessage):
            continue
        if part.get_content_maintype() == "multipart":
            yield from _parts(part)
        elif _is_attached(part):
            yield part


def _is_attached(part: EmailMessage) -> bool:
    if part.get_content_type() == MAIL:
        return True
    if part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() != "text" or _filename(part) is not None


def _content(part: EmailMessage) -> bytes:
    with suppress(*_BREAKS):
        if part.get_content_type() == MAIL:
            inner = part.get_payload(0)
            return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        payload = part.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""
    return b""


def _named(part: EmailMessage, kind: str, number: int, taken: set[str]) -> str:
    name = _filename(part) or _subject(part) or f"part {number}"
    suffix = _SUFFIXES.get(kind, "")
    if suffix and not PurePosixPath(name).suffix:
        name += suffix
    while name in taken:
        place = PurePosixPath(name)
        name = f"{place.stem} ({number}){place.suffix}"
        number += 1
    taken.add(name)
    return name


def _subject(part: EmailMessage) -> str | None:
    """What a message that is attached is about."""
    with suppress(*_BREAKS):
        inner = part.get_payload(0) if part.get_content_type() == MAIL else None
        subject = str(inner.get("subject") or "") if isinstance(inner, EmailMessage) else ""
        return " ".join(re.sub(r"[^\w ,'’-]+", " ", subject).split())[:_NAME].strip() or None
    return None


def _filename(part: EmailMessage) -> str | None:
    with suppress(*_BREAKS):
        written = " ".join((part.get_filename() or "").replace("\\", "/").split())
        return PurePosixPath(written).name or None
    return None
