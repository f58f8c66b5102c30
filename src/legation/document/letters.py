"""An e-mail as the text of a page: a newsletter with its stories, or one message with one story."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from legation.document.decode import decode
from legation.document.pieces import Piece, pieces
from legation.errors import InputError
from legation.vocabulary import MarkupNames

_HEADINGS = ("h1", "h2", "h3", "h4")
_FORWARDS = re.compile(r"^\s*(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.I)
_UNDERLINE = re.compile(r"[-=*_~]{4,}\s*")
_SOFT_BREAK = 998  # characters of a line that the format allows; longer ones are no paragraphs to be wrapped


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says: its text, where its stories begin (characters into the text), and its head."""

    text: str
    starts: tuple[int, ...]
    title: str | None
    outlet: str | None
    date: str | None
    url: str | None


def read_letter(content: bytes, names: MarkupNames) -> Letter:
    """The letter. Raises `InputError` for one that holds no text."""
    message = email.message_from_bytes(content, policy=default)
    if not isinstance(message, EmailMessage):
        raise InputError("not an e-mail that can be read")
    blocks = _blocks(message, names)
    if not any(text for text, _ in blocks):
        raise InputError("the e-mail holds no text")
    title = _FORWARDS.sub("", _header(message, "subject") or "") or None
    text, starts = _put_together(blocks, title)
    return Letter(
        text, starts, title, _sender(message), _day(message), _header(message, "archived-at", "list-post-url")
    )


def _header(message: EmailMessage, *names: str) -> str | None:
    for name in names:
        try:
            value = message.get(name)
        except (
            ValueError,
            TypeError,
            IndexError,
            AttributeError,
        ):  # headers that break the parser of the library
            continue
        if value and str(value).strip():
            return " ".join(str(value).split()).strip("<>")
    return None


def _sender(message: EmailMessage) -> str | None:
    """The name that the letter is sent under; of an address without a name, nothing is made."""
    name, _ = parseaddr(_raw(message, "from"))
    return name.strip(" \"'") or None


def _raw(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, TypeError, IndexError, AttributeError):
        return ""


def _day(message: EmailMessage) -> str | None:
    """The day of sending, where the letter was written."""
    try:
        return parsedate_to_datetime(_raw(message, "date")).date().isoformat()
    except (ValueError, TypeError):
        return None


# ------------------------------------------------------------------ the body


def _blocks(message: EmailMessage, names: MarkupNames) -> list[tuple[str, bool]]:
    """The paragraphs of the body, each with whether it is a heading."""
    html, plain = _part(message, "html"), _part(message, "plain")
    blocks = _of_html(html, names) if html else []
    return blocks if any(len(text) > 80 for text, _ in blocks) or not plain else _of_text(plain)


def _part(message: EmailMessage, kind: str) -> str:
    """The first part of a kind, its transfer encoding undone."""
    part = message.get_body(preferencelist=(kind,))
    if part is None or part.get_content_type() != f"text/{kind}":
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(payload)


def _of_html(html: str, names: MarkupNames) -> list[tuple[str, bool]]:
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is None:
        return []
    found = [piece for piece in pieces(tree, names) if not piece.apart]
    return [(piece.text, _is_heading(piece)) for piece in found]


def _is_heading(piece: Piece) -> bool:
    return piece.tag in _HEADINGS and len(piece.text) >= 12


def _of_text(plain: str) -> list[tuple[str, bool]]:
    """Chunks between blank lines; a single line with a rule below it is a heading."""
    blocks: list[tuple[str, bool]] = []
    for chunk in re.split(r"\n[ \t]*\n", plain.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        heading = len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]) is not None
        if heading:
            blocks.append((lines[0], True))
            lines = lines[2:]
        lines = [line for line in lines if not _UNDERLINE.fullmatch(line)]
        if lines:
            blocks.append(("\n".join(lines), False))
    return blocks


def _put_together(blocks: list[tuple[str, bool]], title: str | None) -> tuple[str, tuple[int, ...]]:
    """The text, and where its stories begin: at headings with text below them, where there are two or more."""
    text = ""
    heads: list[int] = []
    for number, (words, heading) in enumerate(blocks):
        if heading and _has_text_below(blocks[number + 1 : number + 4]):
            heads.append(len(text))
        text += words + "\n\n"
    text = text.rstrip("\n")
    if len(heads) > 1:
        return text, tuple(heads)
    if title and title not in text[: len(title) + 200]:
        return f"{title}\n\n{text}", ()
    return text, ()


def _has_text_below(blocks: list[tuple[str, bool]]) -> bool:
    """Whether text comes before the next heading: the name of the letter at its top is none of a story."""
    for text, heading in blocks:
        if heading:
            return False
        if len(text) > 80:
            return True
    return False
