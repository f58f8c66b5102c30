"""What is asked of a record to say what was known on a day: which reports were told by then, and what hangs together.

What ties connect is a component, and events never reach beyond one. So a component whose reports were all told by a
day had on that day the events that it has now; only the others have to be worked out anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from legation import edtf
from legation.judgement import Opinion
from legation.record import codec, deal_rows, deals, questions
from legation.record.desk import Notebook
from legation.record.finding import Cluster, clusters_of
from legation.record.listing import key_of
from legation.record.names import Names
from legation.record.questions import Derive, Told
from legation.record.reading import chunks, reports_by_number, sketches_of
from legation.record.sql import Sql, marks
from legation.types import Deal, Report, Story

Ties = set[tuple[int, int, float]]
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Component:
    """Events that ties connect, by their founders, with the numbers of their reports; and the ties."""

    events: Mapping[int, tuple[int, ...]]
    ties: frozenset[tuple[int, int, float]]

    @property
    def reports(self) -> tuple[int, ...]:
        """The numbers of all reports."""
        return tuple(number for held in self.events.values() for number in held)


def ties_of(file: Sql, numbers: Iterable[int]) -> Ties:
    """Every tie that one of these reports is in: both numbers, and how strong it is."""
    found: Ties = set()
    for some in chunks(numbers):
        for side in ("one", "other"):
            rows = file.do(f"SELECT one, other, value FROM ties WHERE {side} IN ({marks(some)})", some)
            found.update((row[0], row[1], row[2] / _MILLION) for row in rows)
    return found


def standing(file: Sql, numbers: Iterable[int]) -> dict[int, list[int]]:
    """The events that hold any of these reports, by founder: the numbers of all their reports, in order of ids."""
    return {founder: held[0] for founder, held in clusters_holding(file, numbers).items()}


def clusters_holding(file: Sql, numbers: Iterable[int]) -> dict[int, Cluster]:
    """The events that hold any of these reports, by founder: their reports, and which were joined."""
    founders: set[int] = set()
    for some in chunks(numbers):
        rows = file.do(f"SELECT event FROM reports WHERE n IN ({marks(some)})", some)
        founders.update(row[0] for row in rows)
    return clusters_of(file, sorted(founders))


class Past:
    """One read transaction on a record, for looking back."""

    def __init__(self, file: Sql, names: Names, derive: Derive) -> None:
        self._file = file
        self._names = names
        self._derive = derive
        self._stories: dict[int, int | None] = {}

    def founders(self, states: Iterable[str]) -> list[int]:
        """The founders of the events in which any of the states takes part; of all events where none is given."""
        wanted = list(states)
        if not wanted:
            return [row[0] for row in self._file.do("SELECT n FROM events ORDER BY n")]
        keys = [self._names.known(key_of("state", state)) for state in wanted]
        rows = self._file.do(f"SELECT DISTINCT event FROM event_keys WHERE key IN ({marks(keys)})", keys)
        return sorted(row[0] for row in rows)

    def component(self, founders: Iterable[int]) -> Component:
        """The components of these events, together."""
        events = {founder: held[0] for founder, held in clusters_of(self._file, founders).items()}
        ties: Ties = set()
        edge = {number for held in events.values() for number in held}
        while edge:
            fresh = ties_of(self._file, edge)
            ties |= fresh
            known = {number for held in events.values() for number in held}
            beyond = standing(self._file, {n for a, b, _ in fresh for n in (a, b)} - known)
            events |= beyond
            edge = {number for held in beyond.values() for number in held}
        return Component({founder: tuple(held) for founder, held in events.items()}, frozenset(ties))

    def told_by(self, numbers: Iterable[int]) -> dict[int, int | None]:
        """For each report the day by which its story was surely published, as `edtf` counts; None where none tells.

        It is the day of the capture where the story does not say.
        """
        found: dict[int, int | None] = {}
        for some in chunks(numbers):
            sql = f"SELECT r.n, s.n, s.published FROM reports r JOIN stories s ON s.n = r.story WHERE r.n IN ({marks(some)})"
            for number, story, day in self._file.do(sql, some):
                found[number] = self._written(story) if day is None else day
        return found

    def _written(self, number: int) -> int | None:
        if number not in self._stories:
            (payload,) = self._file.one("SELECT payload FROM stories WHERE n = ?", (number,))
            story = codec.unpack_story(payload, "", self._names, None, None)
            self._stories[number] = written(story)
        return self._stories[number]

    def reports(self, numbers: Iterable[int]) -> dict[int, Report]:
        """Reports by number, as they were coded."""
        return reports_by_number(self._file, self._names, numbers)

    def opinions(self, reports: Iterable[str]) -> Mapping[str, tuple[Opinion, ...]]:
        """What people have said of reports, by their ids."""
        return Notebook(self._file.connection).opinions(reports)

    def sketches(self, stories: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
        """Sketches of stories by id."""
        return sketches_of(self._file, stories)

    def told(self, founders: Iterable[int]) -> Iterator[Told]:
        """Events as they stand today, with their reports."""
        return questions.told(self._file, self._names, self._derive, founders)

    # -------------------------------------------------------------- deals

    def realms(self, between: Iterable[str]) -> set[int]:
        """The numbers of the sets of states that hold all of these, or have a deal in which all of these take part."""
        wanted = set(between)
        every = {row[0] for row in self._file.do("SELECT DISTINCT realm FROM moves")}
        found = {one for one in every if wanted <= set(self._names.text(one).split())}
        for state in sorted(wanted)[:1]:
            rows = self._file.do(
                "SELECT DISTINCT d.realm FROM deal_states s JOIN deals d ON d.id = s.deal WHERE s.state = ?",
                (self._names.known(state),),
            )
            found |= {row[0] for row in rows}
        return found

    def realm(self, states: Iterable[str]) -> int:
        """The number of a set of states; 0 where none of its events can move a deal."""
        return self._names.known(" ".join(states))

    def movers(self, realm: int) -> list[int]:
        """The founders of the events of a set of states that can move a deal."""
        return questions.founders_of(self._file, deals.events_of(self._file, realm))

    def deals(self, realm: int) -> list[Deal]:
        """The deals of a set of states as they stand today."""
        rows = self._file.do("SELECT payload, id FROM deals WHERE realm = ?", (realm,))
        return [deal_rows.unpack(payload, key, self._names) for payload, key in rows]


def written(story: Story) -> int | None:
    """The day by which a story was surely published; the day of its capture where it does not say; else None."""
    span = edtf.bounds(story.published) or edtf.bounds(story.captured)
    return span[1] if span else None
