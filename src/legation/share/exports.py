"""Reports and events for other programs: JSON Lines in the record format, and CSV with one row an event.

Both are UTF-8, always. What a spreadsheet would take for a formula is given a leading apostrophe in CSV, because
the words of a page are nobody's instructions.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from legation.format import event_to_dict, report_to_dict
from legation.settings import DEFAULTS
from legation.share import wording
from legation.types import Event, Novelty, Report

COLUMNS = (
    "id",
    "type",
    "mode",
    "states",
    "date",
    "stage",
    "factuality",
    "place",
    "actors",
    "items",
    "money",
    "outlets",
    "grade",
    "new",
    "evidence",
    "sources",
    "confidence",
    "review",
)
Told = tuple[Event, Sequence[Report]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_JOINT = "; "


def json_line(value: dict[str, Any]) -> bytes:
    """One object as a line of JSON; letters stand for themselves, halves of letters are escaped."""
    try:
        return json.dumps(value, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value).encode() + b"\n"


def report_line(report: Report) -> bytes:
    """A report as one line of the record format."""
    return json_line(report_to_dict(report))


class EventsAsJson:
    """Writes events as JSON Lines; where ``several`` records are read, each line names its own under ``record``."""

    def __init__(self, stream: BinaryIO, several: bool = False) -> None:
        self._stream = stream
        self._several = several

    def __call__(
        self, record: str, told: Iterable[Told], new: Callable[[Event], Sequence[Novelty]] = lambda _: ()
    ) -> None:
        """Write the events of one record; ``new`` says what is new about each."""
        origin = {"record": record} if self._several else {}
        for event, reports in told:
            self._stream.write(json_line({**event_to_dict(event, reports, new(event)), **origin}))
        self._stream.flush()


class EventsAsCsv:
    """Writes events as CSV: `COLUMNS` once, then one row each; of several records, each row names its own last."""

    def __init__(self, stream: BinaryIO, several: bool = False) -> None:
        self._stream = stream
        self._writer = csv_writer(stream)
        self._several = several
        self._writer.writerow((*COLUMNS, "record") if several else COLUMNS)

    def __call__(
        self, record: str, told: Iterable[Told], new: Callable[[Event], Sequence[Novelty]] = lambda _: ()
    ) -> None:
        """Write the events of one record; ``new`` says what is new about each."""
        origin = (record,) if self._several else ()
        for event, reports in told:
            self._writer.writerow([safe(cell) for cell in (*csv_row(event, reports, new(event)), *origin)])
        self._stream.flush()


def csv_row(event: Event, reports: Sequence[Report], new: Sequence[Novelty] = ()) -> tuple[str, ...]:
    """The cells of an event's row, in the order of `COLUMNS`; several values in a cell are separated by "; "."""
    best = wording.best_report(event, reports)
    sentence = wording.key_sentence(best) if best else None
    return (
        event.id,
        event.type,
        event.mode or "",
        " ".join(event.states),
        event.date or "",
        event.stage or "",
        event.factuality,
        wording.place(event.place) if event.place else "",
        _JOINT.join(map(wording.actor, event.actors)),
        _JOINT.join(map(wording.item, event.items)),
        _JOINT.join(map(wording.money, event.money)),
        _JOINT.join(event.outlets),
        event.source_grade + event.information_grade,
        _JOINT.join(map(wording.novelty, new)),
        " ".join(sentence.text.split()) if sentence else "",
        _JOINT.join(dict.fromkeys(wording.source(r.story) for r in reports)),
        f"{event.confidence:.2f}",
        "waits" if event.confidence < DEFAULTS.doubtful else "",
    )


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def csv_writer(stream: BinaryIO) -> Any:
    """Writes rows as CSV in UTF-8."""
    return csv.writer(_Lines(stream), lineterminator="\n")


class _Lines:
    """What a csv writer writes to: text in, UTF-8 out."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.encode("utf-8", "backslashreplace"))
