"""Which words of a story show a value that a person typed: those in the report's own sentences first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from legation import asking, edtf
from legation.errors import UsageError
from legation.review import places
from legation.share.marking import sentences_of
from legation.types import Report

_MONTHS = "January February March April May June July August September October November December".split()


def find_words(report: Report, field: str, text: str) -> tuple[int, int] | None:
    """Where the words stand, as offsets into the page; None where no words show the value.

    They are looked for in the sentences that the report rests on, then in its story.
    """
    patterns = [re.compile(rf"(?<!\w){one}(?!\w)", re.IGNORECASE) for one in _patterns(field, text.strip())]
    for low, high in _stretches(report):
        for pattern in patterns:
            found = pattern.search(report.story.text, low, high)
            if found:
                return found.span()
    return None


def _stretches(report: Report) -> Iterator[tuple[int, int]]:
    for sentence in sentences_of(report):
        yield sentence.start, sentence.end
    for paragraph in report.story.paragraphs:
        if paragraph.kind != "furniture":
            yield paragraph.span.start, paragraph.span.end


def _patterns(field: str, text: str) -> Iterable[str]:
    if not text:
        return ()
    if field == "date":
        return _dates(text)
    if field == "states":
        return _states(text)
    if field in ("actors", "items", "money"):
        return _rows(field, text)
    if field == "place":
        return (re.escape(text.partition(",")[0].strip()),)
    if field in ("stage", "type", "mode", "topics"):
        return (re.escape(word.strip().replace("-", " ")) for word in text.split(",") if word.strip())
    return ()


def _dates(text: str) -> list[str]:
    """Ways in which English writes a day, the fullest first."""
    first = text.partition("/")[0].rstrip("~?%")
    parts = first.split("-")
    found = [re.escape(text)]
    if len(parts) == 3 and edtf.bounds(first):
        month, day = _MONTHS[int(parts[1]) - 1], str(int(parts[2]))
        short = rf"(?:{month}|{month[:3]}\.?)"
        found += [rf"{day}(?:st|nd|rd|th)? {short}(?:,? {parts[0]})?", rf"{short} {day}(?:st|nd|rd|th)?(?:,? {parts[0]})?"]  # fmt: skip
        weekday = (edtf.bounds(first) or (0, 0))[0] % 7
        found.append("Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split()[weekday])
    elif len(parts) == 2 and parts[1].isdecimal() and 1 <= int(parts[1]) <= 12:
        month = _MONTHS[int(parts[1]) - 1]
        found += [rf"{month} {parts[0]}", month]
    return [*found, parts[0]]


def _states(text: str) -> list[str]:
    """Names and adjectives of the states typed, the last first: it is most often the one that was added."""
    found = []
    words = text.split(",") if "," in text else text.split()
    for word in reversed([w.strip() for w in words if w.strip()]):
        try:
            names = places.names_of(asking.state(word))
        except UsageError:
            continue
        found += [re.escape(name) for name in names]
    return found


def _rows(field: str, text: str) -> list[str]:
    """What stands in the last line: a name, a designation, an amount."""
    cells = [cell.strip() for cell in text.splitlines()[-1].split("|")]
    if field == "money":
        amount = cells[1] if len(cells) > 1 else cells[0]
        return [re.escape(amount), *_sums(amount)]
    name = cells[1] if field == "items" and len(cells) > 1 else cells[0]
    if field == "items" and cells[0] and cells[0] != name:
        return [rf"{re.escape(cells[0])}\W+(?:\w+\W+){{0,2}}{re.escape(name)}s?", rf"{re.escape(name)}s?"]
    return [re.escape(name), re.escape(name.split()[-1])] if name else []


def _sums(amount: str) -> list[str]:
    try:
        value = float(amount.replace(",", ""))
    except ValueError:
        return []
    found = [re.escape(f"{value:,.0f}")]
    for name, size in (("billion", 1e9), ("million", 1e6)):
        if value >= size:
            found.append(rf"[$€£]?{re.escape(f'{value / size:g}')} {name}(?: \w+)?")
    return found
