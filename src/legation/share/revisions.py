"""The versions of a page, and what changed from each to the next, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from legation.revision import CHANGED, NEW, Change, Edit
from legation.share import wording
from legation.share.screen import Screen, clean, shorten
from legation.types import Report

_SIGNS = {NEW: ("+", "green"), CHANGED: ("~", "yellow")}
_GONE = ("-", "red")
_ROOM = 100  # characters of a paragraph that are shown


def head(screen: Screen, number: int, when: str, where: str, document: str, reports: int) -> None:
    """One version: its number, when it was read, from where, and how much was coded."""
    told = wording.plural(reports, "report")
    screen.put(
        (f"{number:3} ", "bold"),
        when[:16].replace("T", " "),
        "  ",
        (document, "dim"),
        f"  {told}  ",
        clean(where),
    )


def differences(
    screen: Screen, title: str, edits: Sequence[Edit], changes: Sequence[Change], names: Mapping[str, str]
) -> None:
    """What changed between two versions."""
    screen.put()
    screen.put((title, "bold"))
    for edit in edits:
        sign, style = _SIGNS.get(edit.kind, _GONE)
        screen.put((f"{sign} ", style), shorten(edit.text, _ROOM), indent=2)
    if not changes:
        screen.put(("what was coded is the same", "dim"), indent=2)
    for change in changes:
        sign, style = _SIGNS.get(change.kind, _GONE)
        one = change.after or change.before
        if one is not None:
            screen.put(
                (f"{sign} coded {change.kind}: ", style), _told(one, names), "  ", (one.id, "dim"), indent=2
            )
        for name, before, after in change.fields:
            screen.put(f"{name}: {clean(before)} → {clean(after)}", indent=6)


def _told(report: Report, names: Mapping[str, str]) -> str:
    return f"{wording.kind(report)}  {wording.named(report.states, names)}  {wording.when(report.date)}"
