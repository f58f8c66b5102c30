"""The ledger of coverage for people and for other programs, and how sources stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import BinaryIO

from rich.text import Text

from legation.ledger import Counts, Day
from legation.share.exports import csv_writer, json_line, safe
from legation.share.screen import Screen, clean, shorten

NUMBERS = tuple(one.name for one in fields(Counts))
COLUMNS = ("source", "day", "meaning", *NUMBERS, "reasons")
_SHOWN = ("asked", "answered", "found", "tried", "fetched", "read", "coded", "reports", "failed")
_NAME, _DAY, _MEANING, _STATE, _KIND = 34, 10, 15, 3, 7  # characters
_GOOD = {"reports": "green", "nothing to code": "green", "nothing new": "green"}


def table(screen: Screen, days: Sequence[Day]) -> None:
    """A line for each source and day, and below it a line for each reason of failing."""
    if not days:
        screen.put(("no source was asked", "dim"))
        return
    head = f"{'DAY':<{_DAY}}  {'SOURCE':<{_NAME}}  {'MEANING':<{_MEANING}}  "
    screen.put((head + "  ".join(name.upper() for name in _SHOWN), "bold"))
    for day in days:
        numbers = (f"{getattr(day.counts, name):>{len(name)},}" for name in _SHOWN)
        screen.put(
            (f"{day.day:<{_DAY}}  ", "magenta"),
            (f"{_cut(day.source, _NAME)}  ", "bold"),
            (f"{day.meaning:<{_MEANING}}  ", _GOOD.get(day.meaning, "yellow")),
            "  ".join(numbers),
        )
        for reason in day.reasons:
            line = Text.assemble(
                f"{reason.number:,} × ", (reason.kind, "yellow"), ": ", clean(reason.example)
            )
            screen.put(line, indent=_DAY + 2)


class AsJson:
    """Writes the ledger as JSON Lines; where ``several`` records are read, each line names its own."""

    def __init__(self, stream: BinaryIO, several: bool) -> None:
        self._stream = stream
        self._several = several

    def __call__(self, record: str, days: Iterable[Day]) -> None:
        """Write the ledger of one record."""
        origin = {"record": record} if self._several else {}
        for day in days:
            row = {"source": day.source, "day": day.day, "meaning": day.meaning, **asdict(day.counts)}
            reasons = [asdict(reason) for reason in day.reasons]
            self._stream.write(json_line({**row, "reasons": reasons, **origin}))
        self._stream.flush()


class AsCsv:
    """Writes the ledger as CSV: `COLUMNS` once, then a row for each source and day."""

    def __init__(self, stream: BinaryIO, several: bool) -> None:
        self._stream = stream
        self._several = several
        self._writer = csv_writer(stream)
        self._writer.writerow((*COLUMNS, "record") if several else COLUMNS)

    def __call__(self, record: str, days: Iterable[Day]) -> None:
        """Write the ledger of one record."""
        origin = (record,) if self._several else ()
        for day in days:
            numbers = (str(getattr(day.counts, name)) for name in NUMBERS)
            reasons = "; ".join(f"{reason.number} {reason.kind}" for reason in day.reasons)
            cells = (day.source, day.day, day.meaning, *numbers, reasons, *origin)
            self._writer.writerow([safe(cell) for cell in cells])
        self._stream.flush()


def source(
    screen: Screen,
    name: str,
    state: str | None,
    kind: str,
    url: str,
    verified: str | None,
    answered: float | None,
    standing: str | None,
) -> None:
    """One source: whether it ever answered, and what is odd about it. ``standing`` is None where it was never asked."""
    if answered is not None:
        last = datetime.fromtimestamp(answered, UTC).isoformat(sep=" ", timespec="minutes")[:16]
        said, style = (
            f"answered {last}" + (f"; {standing}" if standing else ""),
            "yellow" if standing else "green",
        )
    elif standing is None:
        said, style = (
            f"verified {verified}, not asked yet" if verified else "unverified, not asked yet",
            "dim",
        )
    else:
        said, style = f"unverified; {standing}", "yellow"
    screen.put(
        (f"{_cut(name, _NAME)}  ", "bold"),
        f"{state or '':<{_STATE}}  {kind:<{_KIND}}  ",
        (f"{clean(said):<40}  ", style),
        (clean(url), "dim"),
    )


def _cut(text: str, width: int) -> str:
    return f"{shorten(text, width):<{width}}"
