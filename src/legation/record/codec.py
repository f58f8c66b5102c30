"""How the records of `types` are written into the tables, and read back unchanged."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, get_type_hints

import msgspec

from legation.types import Event, Failure, Report, Story


def _without(record: type, name: str) -> tuple[type[msgspec.Struct], tuple[str, ...]]:
    """A struct with the fields of ``record`` but one; fields with defaults keep them."""
    hints = get_type_hints(record)
    kept = [field for field in fields(record) if field.name != name]
    return msgspec.defstruct(
        f"Stored{record.__name__}", [(f.name, hints[f.name]) for f in kept], frozen=True
    ), tuple(f.name for f in kept)


_StoredReport, _REPORT = _without(Report, "story")
_StoredStory, _STORY = _without(Story, "text")
_encoder = msgspec.json.Encoder()
_reports: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_StoredReport)
_stories: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_StoredStory)
_events = msgspec.json.Decoder(Event)


def report_payload(report: Report) -> str:
    """The report without its story, as JSON."""
    return _encoder.encode({name: getattr(report, name) for name in _REPORT}).decode()


def report_from(payload: str, story: Story) -> Report:
    """The report, with the story that it stands in."""
    stored = _reports.decode(payload)
    return Report(story=story, **{name: getattr(stored, name) for name in _REPORT})


def story_payload(story: Story) -> str:
    """The story without the page's text, as JSON."""
    return _encoder.encode({name: getattr(story, name) for name in _STORY}).decode()


def story_from(payload: str, text: str = "") -> Story:
    """The story, with the text of its page where it is wanted."""
    stored = _stories.decode(payload)
    return Story(text=text, **{name: getattr(stored, name) for name in _STORY})


def event_payload(event: Event) -> str:
    """The event as JSON."""
    return _encoder.encode(event).decode()


def event_from(payload: str) -> Event:
    """The event; values of rivals that are lists in JSON become tuples again."""
    event = _events.decode(payload)
    rivals = tuple(
        (name, tuple(replace(r, value=tuple(r.value)) if isinstance(r.value, list) else r for r in found))
        for name, found in event.rivals
    )
    return replace(event, rivals=rivals)


def failures_payload(failures: Sequence[Failure]) -> str:
    """Failures as JSON."""
    return _encoder.encode(failures).decode()


def pack_text(text: str) -> bytes:
    """Text, compressed; lone surrogates survive."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack_text(packed: bytes) -> str:
    """The text again, unchanged."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def pack_sketch(sketch: Sequence[int]) -> bytes:
    """32-bit numbers, little-endian."""
    return struct.pack(f"<{len(sketch)}I", *sketch)


def unpack_sketch(packed: bytes) -> tuple[int, ...]:
    """The numbers again."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)
