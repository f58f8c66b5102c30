"""Reports and events as tables: a line each, wide where there is room, on two lines where a terminal is narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.text import Text

from legation.settings import DEFAULTS
from legation.share import wording
from legation.share.screen import Screen, clean, shorten
from legation.types import Event, Novelty, Report, Story

_DATE, _STATES, _KIND, _STANDING, _ID = 13, 11, 29, 18, 18  # characters
_ROOM_FOR_WORDS = 40  # below this the sentence gets a line of its own


def story_heading(screen: Screen, story: Story) -> None:
    """The line above the reports of a story: where it is from, when, and its title."""
    about = " · ".join(part for part in (clean(story.outlet or ""), story.published) if part)
    title = f"  {clean(story.title)}" if story.title else ""
    screen.put((wording.address(story), "bold"), f"  {about}" if about else "", (title, "dim"))


def story_reports(screen: Screen, story: Story, reports: Sequence[Report]) -> None:
    """One story and its reports, for reading as the coder goes along."""
    story_heading(screen, story)
    if not reports:
        screen.put(("no event found", "dim"), indent=2)
    for report in reports:
        sentence = wording.key_sentence(report)
        _row(screen, _cells(report), sentence.text if sentence else "", indent=2)


def event_heading(screen: Screen) -> None:
    """The names of the columns; left out where the lines go to another program."""
    if screen.room is not None:
        head = _columns(
            (("ID", _ID), ("DATE", _DATE), ("STATES", _STATES), ("TYPE", _KIND), ("STAGE", _STANDING))
        )
        screen.put((_cut(head, screen.room), "bold"))


def event_row(
    screen: Screen, event: Event, reports: Sequence[Report], new: Sequence[Novelty] = (), graded: bool = False
) -> None:
    """One event: its id and values, whether it waits for review, what is new, and the sentence that tells it best."""
    best = wording.best_report(event, reports)
    sentence = wording.key_sentence(best) if best else None
    cells = Text.assemble((event.id.ljust(_ID) + "  ", "dim"), _cells(event))
    tags = f"[{event.source_grade}{event.information_grade}] " if graded else ""
    tags += f"[review: {event.confidence:.2f}] " if event.confidence < DEFAULTS.doubtful else ""
    tags += f"[{'; '.join(map(wording.novelty, new))}] " if new else ""
    _row(screen, cells, tags + (sentence.text if sentence else ""))


def events(
    screen: Screen,
    told: Iterable[tuple[Event, Sequence[Report]]],
    new: Callable[[Event], Sequence[Novelty]] = lambda _: (),
    graded: bool = False,
) -> int:
    """A table of events with their reports; how many there were. ``new`` says what is new about an event.

    ``graded``: they come sorted by grade, which is shown; where those begin whose source cannot be judged, a line says so.
    """
    count, apart = 0, False
    for event, reports in told:
        if not count:
            event_heading(screen)
        if graded and not apart and event.source_grade == "F":
            screen.put(("source cannot be judged:", "dim"))
            apart = True
        event_row(screen, event, reports, new(event), graded)
        count += 1
    return count


def _cells(one: Report | Event) -> Text:
    row = Text()
    row.append(_pad(wording.when(one.date) if one.date else "open", _DATE), "magenta" if one.date else "dim")
    row.append(_pad(wording.codes(one.states), _STATES), "bold")
    row.append(_pad(wording.kind(one), _KIND), "cyan")
    row.append(_pad(wording.standing(one), _STANDING), "green" if one.factuality == "actual" else "yellow")
    return row


def _row(screen: Screen, cells: Text, sentence: str, indent: int = 0) -> None:
    left = None if screen.room is None else screen.room - indent - cells.cell_len
    if left is None or left >= _ROOM_FOR_WORDS:
        screen.put(cells, shorten(sentence, left), indent=indent)
        return
    cells.rstrip()
    screen.put(cells, indent=indent)
    if screen.room is not None and sentence:
        screen.put((shorten(sentence, screen.room - indent - 4), "italic"), indent=indent + 4)


def _pad(text: str, width: int) -> str:
    return text.ljust(width) + "  "


def _columns(columns: Iterable[tuple[str, int]]) -> str:
    return "".join(_pad(name, width) for name, width in columns).rstrip()


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[:room].rsplit(" ", 1)[0].rstrip()
