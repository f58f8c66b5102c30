"""How ids, stories, pages and clusters are written into the tables, and read back unchanged; see `packed` for reports.

Rows are msgpack lists: words by their numbers (see `names`), days as counts of days, places in the page as offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
import zstandard

from legation import edtf
from legation.errors import RecordError
from legation.record.names import Names
from legation.types import Dateline, Failure, Paragraph, Span, Story

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder().decode
_HALF = 1 << 63

# ------------------------------------------------------------------ ids


def number_of(ref: str) -> int:
    """An id without its prefix as a signed 64-bit number, in the order of ids.

    Raises `RecordError` for what is not sixteen hexadecimal digits after a letter and "_".
    """
    try:
        if len(ref) == 18 and ref[1] == "_":
            return int(ref[2:], 16) - _HALF
    except ValueError:
        pass
    raise RecordError(f"{ref}: not an id (a letter, _ and sixteen hexadecimal digits)")


def id_of(prefix: str, number: int) -> str:
    """The id of a number."""
    return f"{prefix}_{number + _HALF:016x}"


def digest(sha256: str) -> bytes:
    """A digest as bytes; what is no hexadecimal number is kept as it is written."""
    try:
        return bytes.fromhex(sha256)
    except ValueError:
        return sha256.encode()


# ------------------------------------------------------------------ dates, rows


def _letters(packed: bytes) -> str:
    return packed.decode("utf-8", "surrogatepass")


def _flat(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    return [value for row in rows for value in row]


def _rows(flat: Sequence[Any], width: int) -> Iterable[Sequence[Any]]:
    return (flat[start : start + width] for start in range(0, len(flat), width))


def _span(span: Span | None) -> tuple[int, int]:
    return (span.start, span.end - span.start) if span else (0, 0)


def pack_date(text: str | None) -> int | str | None:
    """A plain day as a count of days; anything else as it is written."""
    if text is not None and len(text) == 10 and text[4] == text[7] == "-":
        span = edtf.bounds(text)
        if span is not None and span[0] == span[1] and edtf.iso(span[0]) == text:
            return span[0]
    return text


def day_of(text: str | None) -> int | None:
    """A plain day as a count of days; None for anything else."""
    packed = pack_date(text)
    return packed if isinstance(packed, int) else None


def unpack_date(packed: int | str | None) -> str | None:
    """The date again."""
    return date.fromordinal(packed).isoformat() if isinstance(packed, int) else packed


# ------------------------------------------------------------------ stories, pages


def pack_story(one: Story, names: Names, path: str | None, url: str | None) -> bytes:
    """The story without its id and the page's text; ``path`` and ``url`` are the page's, kept once."""
    word = names.number
    line = one.dateline
    return _pack(
        (
            None if one.path == path else [one.path],
            None if one.url == url else [one.url],
            one.part,
            None if one.title is None else one.title.encode("utf-8", "surrogatepass"),
            word(one.outlet),
            word(one.outlet_state),
            pack_date(one.published),
            _span(one.published_span) if one.published_span else None,
            word(one.language),
            _flat(_steps(one.paragraphs, names)),
            line
            and (
                word(line.place),
                line.place_span and _span(line.place_span),
                word(line.date_text),
                line.date_span and _span(line.date_span),
                word(line.agency),
            ),
            pack_date(one.captured),
            [word(note) for note in one.notes],
        )
    )


def unpack_story(
    packed: bytes, ref: str, names: Names, path: str | None, url: str | None, text: str = ""
) -> Story:
    """The story, with the text of its page where it is wanted."""
    word, name = names.word, names.text
    (own_path, own_url, part, title, outlet, state, published, span, language, paragraphs, line, captured,
     notes) = _unpack(packed)  # fmt: skip
    return Story(
        id=ref,
        path=own_path[0] if own_path else path,
        url=own_url[0] if own_url else url,
        part=part,
        title=None if title is None else _letters(title),
        outlet=word(outlet),
        outlet_state=word(state),
        published=unpack_date(published),
        published_span=_unspan(span),
        language=name(language),
        text=text,
        paragraphs=tuple(_paragraphs(paragraphs, names)),
        dateline=line
        and Dateline(word(line[0]), _unspan(line[1]), word(line[2]), _unspan(line[3]), word(line[4])),
        captured=unpack_date(captured),
        notes=tuple(map(name, notes)),
    )


def _steps(paragraphs: Sequence[Paragraph], names: Names) -> Iterable[tuple[int, int, int]]:
    """Paragraphs as kind, distance from the end of the one before, and length."""
    end = 0
    for one in paragraphs:
        yield names.number(one.kind), one.span.start - end, one.span.end - one.span.start
        end = one.span.end


def _paragraphs(flat: Sequence[int], names: Names) -> Iterable[Paragraph]:
    end = 0
    for kind, step, length in _rows(flat, 3):
        yield Paragraph(Span(end + step, end + step + length), names.text(kind))
        end += step + length


def _unspan(packed: Sequence[int] | None) -> Span | None:
    return Span(packed[0], packed[0] + packed[1]) if packed else None


def failures_payload(failures: Sequence[Failure]) -> str:
    """Failures as JSON."""
    return msgspec.json.encode(failures).decode()


def pack_text(text: str) -> bytes:
    """Text, compressed; lone surrogates survive."""
    return zstandard.compress(text.encode("utf-8", "surrogatepass"), 9)


def unpack_text(packed: bytes) -> str:
    """The text again, unchanged."""
    return zstandard.decompress(packed).decode("utf-8", "surrogatepass")


# ------------------------------------------------------------------ rows of whole numbers


def varints(values: Iterable[int]) -> bytearray:
    """Whole numbers from 0 on, seven bits a byte."""
    out = bytearray()
    for value in values:
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)
    return out


def unvarints(packed: bytes) -> list[int]:
    """The numbers again."""
    found, value, shift = [], 0, 0
    for byte in packed:
        if byte > 127:
            value |= (byte & 127) << shift
            shift += 7
        else:
            found.append(value | byte << shift)
            value = shift = 0
    return found


def pack_rising(values: Sequence[int]) -> bytes:
    """Rising whole numbers, as the steps between them, seven bits a byte."""
    out, last = bytearray(), 0
    for value in values:
        step, last = value - last, value
        while step > 127:
            out.append(step & 127 | 128)
            step >>= 7
        out.append(step)
    return bytes(out)


def unpack_rising(packed: bytes) -> tuple[int, ...]:
    """The numbers again."""
    found, value, step, shift = [], 0, 0, 0
    for byte in packed:
        step |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            value += step
            found.append(value)
            step = shift = 0
    return tuple(found)


def pack_cluster(members: Sequence[int], joins: Sequence[tuple[int, int, int]]) -> bytes:
    """The numbers of an event's reports in the order of their ids, and which of them were joined (1: by a person).

    Nothing for an event of one report, which most are: it is the founder, under which the event stands.
    """
    if len(members) == 1 and not joins:
        return b""
    return _pack((members, _flat(joins))) if joins else _pack((members,))


def unpack_cluster(packed: bytes, founder: int) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Both again."""
    if not packed:
        return [founder], []
    members, *rest = _unpack(packed)
    return members, [(j[0], j[1], j[2]) for j in _rows(rest[0], 3)] if rest else []
