"""Evidence marked in the words it stands in: by colour on a terminal, by signs where there is no colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.text import Text

from legation.share.screen import Screen
from legation.types import Evidence, Report

STYLES = {
    "event": "underline",
    "actor": "bold cyan",
    "date": "bold magenta",
    "published": "bold magenta",
    "place": "bold green",
    "item": "bold yellow",
    "money": "bold bright_red",
    "stage": "bold blue",
}
_OTHER = "bold"
_WORDS = {"item": "arms"}
_BLANKS = re.compile(r"\s+")
_HIDDEN = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def legend(screen: Screen) -> Text | None:
    """What the colours mean; None where there are none."""
    if screen.plain:
        return None
    shown = [name for name in STYLES if name not in ("event", "published", "stage")]
    parts = [part for name in shown for part in ((_WORDS.get(name, name), STYLES[name]), "  ")]
    return Text.assemble(*parts[:-1])


def marks_of(report: Report) -> tuple[Evidence, ...]:
    """The words behind a report's values: its evidence, save for whole sentences, and the names of its actors."""
    values = [one for one in report.evidence if one.purpose != "event"]
    actors = [Evidence(a.start, a.end, a.name, "actor") for a in report.actors if a.end > a.start]
    return tuple(sorted({*values, *actors}, key=lambda one: (one.start, -one.end, one.purpose)))


def sentences_of(report: Report) -> tuple[Evidence, ...]:
    """The sentences that a report rests on, in its own order."""
    return tuple(one for one in report.evidence if one.purpose == "event")


def marked(text: str, start: int, marks: Iterable[Evidence], plain: bool) -> Text:
    """``text``, which stands at ``start`` of its page, with the marks that fall into it; others are passed over."""
    end = start + len(text)
    inside = _outermost_of_each([one for one in marks if start <= one.start < one.end <= end])
    cuts = sorted({start, end, *(one.start for one in inside), *(one.end for one in inside)})
    shown = Text()
    for left, right in zip(cuts, [*cuts[1:], end], strict=True):
        if plain:
            shown.append(_signs(left, inside))
        over = [one for one in inside if one.start <= left and right <= one.end]
        style = " ".join(STYLES.get(one.purpose, _OTHER) for one in over)
        shown.append(_flat(text[left - start : right - start]), None if plain else style or None)
    return shown


def _outermost_of_each(marks: Sequence[Evidence]) -> list[Evidence]:
    """Of marks for one purpose that overlap, the first and longest; whole sentences first, so that they hold the rest."""
    kept: list[Evidence] = []
    for one in sorted(marks, key=lambda m: (m.start, -m.end, m.purpose != "event", m.purpose)):
        crossing = any(
            one.start < other.end
            and other.start < one.end
            and (other.purpose == one.purpose or not (other.start <= one.start and one.end <= other.end))
            for other in kept
        )
        if not crossing:
            kept.append(one)
    return kept


def _signs(at: int, marks: Sequence[Evidence]) -> str:
    closing = [one for one in reversed(marks) if one.end == at]
    opening = [one for one in marks if one.start == at]
    ends = "".join(f"»[{_WORDS.get(one.purpose, one.purpose)}]" for one in closing)
    return ends + "«" * len(opening)


def _flat(text: str) -> str:
    return _CONTROL.sub("\ufffd", _BLANKS.sub(" ", _HIDDEN.sub("", text)))
