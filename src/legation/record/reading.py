"""Reports and stories out of their rows, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from legation.record import codec, packed
from legation.record.names import Names
from legation.record.schema import SHORT
from legation.record.sql import Sql, marks
from legation.types import Document, Report, Story

MANY = 500
"""How many values stand in one IN list."""

_STORY = "s.n, s.id, s.payload, d.path, d.url, d.text FROM {} JOIN documents d ON d.n = s.document"
_REPORTS = "SELECT r.n, r.id, r.payload, " + _STORY.format("reports r JOIN stories s ON s.n = r.story")


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Lists of at most `MANY`."""
    rest = list(values)
    for start in range(0, len(rest), MANY):
        yield rest[start : start + MANY]


def reports_by_number(file: Sql, names: Names, numbers: Iterable[int]) -> dict[int, Report]:
    """Reports by number, with the text of their pages."""
    found: dict[int, Report] = {}
    stories: dict[int, Story] = {}
    for some in chunks(numbers):
        where = f" WHERE r.n IN ({','.join('?' * len(some))})"
        rows = file.do(_REPORTS + where, tuple(some))
        for number, ref, payload, home, *about in rows:
            if home not in stories:
                stories[home] = story_of(about, names)
            found[number] = packed.unpack_report(payload, codec.id_of("r", ref), stories[home], names)
    return found


def reports_by_id(file: Sql, column: str, ids: Iterable[int]) -> list[tuple[int, int]]:
    """The ids, as numbers, of those of the reports that there are, each with a column of its row.

    The plus keeps SQLite from putting a single id into the other condition, and reading the whole table.
    """
    found: list[tuple[int, int]] = []
    for some in chunks(ids):
        short = sorted({one >> 40 for one in some})
        sql = f"SELECT id, {column} FROM reports WHERE {SHORT} IN ({marks(short)}) AND +id IN ({marks(some)})"
        found += file.do(sql, (*short, *some)).fetchall()
    return found


_OWN = """SELECT s.n, r.n FROM stories s JOIN reports r ON r.n BETWEEN s.first AND s.last AND r.story = s.n
    WHERE s.n IN ({0}) AND r.late = 0 UNION ALL SELECT story, n FROM reports WHERE late = 1 AND story IN ({0})"""


def numbers_of_stories(file: Sql, stories: Iterable[int]) -> dict[int, list[int]]:
    """The numbers of the reports of stories, by the numbers of these."""
    found: dict[int, list[int]] = {}
    for some in chunks(stories):
        for story, number in file.do(_OWN.format(marks(some)), (*some, *some)):
            found.setdefault(story, []).append(number)
    return {story: sorted(found[story]) for story in found}


def numbers_of_story(file: Sql, story: int) -> list[int]:
    """The numbers of a story's reports; ``story`` is its id as a number."""
    number = file.number("SELECT n FROM stories WHERE id = ?", (story,))
    return numbers_of_stories(file, [number]).get(number, [])


def story_by_id(file: Sql, names: Names, story: int) -> Story:
    """One story, with the text of its page."""
    row = file.one("SELECT " + _STORY.format("stories s") + " WHERE s.id = ?", (story,))
    return story_of(tuple(row)[1:], names)


def page(file: Sql, names: Names, document: int) -> tuple[Document, tuple[Report, ...]]:
    """A page with its stories, by its number, and the reports of these in the order of their numbers."""
    ref, path, url, letters = file.one("SELECT id, path, url, text FROM documents WHERE n = ?", (document,))
    text = codec.unpack_text(letters)
    stories = tuple(
        codec.unpack_story(payload, codec.id_of("s", story), names, path, url, text)
        for story, payload in file.do(
            "SELECT id, payload FROM stories WHERE document = ? ORDER BY n", (document,)
        )
    )
    own = [row[0] for row in file.do("SELECT n FROM stories WHERE document = ?", (document,))]
    numbers = numbers_of_stories(file, own).values()
    found = reports_by_number(file, names, (n for some in numbers for n in some))
    return Document(codec.id_of("p", ref), path, url, text, stories), tuple(found[n] for n in sorted(found))


def story_of(row: Any, names: Names) -> Story:
    """A story out of its id, payload, and its page's path, address and text."""
    ref, payload, path, url, letters = row
    return codec.unpack_story(payload, codec.id_of("s", ref), names, path, url, codec.unpack_text(letters))


def sketches_of(file: Sql, stories: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Sketches of stories by id."""
    found: dict[str, tuple[int, ...]] = {}
    for some in chunks(stories):
        rows = file.do(
            f"SELECT id, sketch FROM stories WHERE id IN ({','.join('?' * len(some))})",
            tuple(map(codec.number_of, some)),
        )
        found.update((codec.id_of("s", row[0]), codec.unpack_rising(row[1])) for row in rows)
    return found
