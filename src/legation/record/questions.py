"""The questions one can ask a record about one thing by its id, and about how much there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from legation import edtf
from legation.errors import UsageError
from legation.judgement import Judgement, Opinion
from legation.record import codec, schema
from legation.record.desk import Notebook
from legation.record.finding import Cluster, clusters_of
from legation.record.names import Names
from legation.record.reading import (
    chunks,
    numbers_of_stories,
    reports_by_id,
    reports_by_number,
    sketches_of,
)
from legation.record.remembering import Remembered, bases
from legation.record.sql import Sql, marks
from legation.types import Event, Report

_TABLES = {"e_": "events", "s_": "stories", "r_": "reports"}
_KINDS = {"e_": "event", "s_": "story", "r_": "report"}
_SHOWN = 20
_STEP = 100
_DIGITS = 16
_OLD = 1900  # the first year of which stories are counted

Told = tuple[Event, tuple[Report, ...]]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two reports that were put together, by their rules or by a person."""

    one: str
    other: str
    judged: bool = False
    by: str | None = None


Opinions = Mapping[str, Sequence[Opinion]]
Derive = Callable[[Sequence[Report], Sequence[Joined], Mapping[str, Sequence[int]], Opinions], Event]
"""Works an event out from its reports (in the order of ids), their joins, the sketches of their stories by id, and
what people have said of the reports by id."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a record holds."""

    documents: int
    stories: int
    reports: int
    events: int
    judgements: int
    first: str | None  # the first and the last day on which a dated event began
    last: str | None


# ------------------------------------------------------------------ ids


def resolve(file: Sql, ref: str) -> str:
    """The id that ``ref`` stands for: whole, or its beginning where that is enough.

    An event is named after its first report; the name of any other of its reports, which may have been its name
    before, leads to it. Raises `UsageError` for what the record does not hold, and for a beginning that several share.
    """
    ref = ref.strip().lower()
    prefix = ref[:2]
    if prefix not in _TABLES:
        raise UsageError(f"{ref}: not an id (events begin with e_, stories with s_, reports with r_)")
    known = _starting(file, ref)
    if not known:
        raise UsageError(f"{ref}: no {_KINDS[prefix]} of this id in the record")
    if len(known) > 1:
        raise UsageError(f"{ref}: {len(known)} ids begin so ({', '.join(known[:3])} …); give more of it")
    return known[0]


def _starting(file: Sql, ref: str) -> list[str]:
    digits = ref[2:]
    if len(digits) > _DIGITS or any(digit not in "0123456789abcdef" for digit in digits):
        return []
    letter = ref[0]
    span = tuple(codec.number_of(f"{letter}_{digits.ljust(_DIGITS, fill)}") for fill in "0f")
    if letter == "s":
        sql = f"SELECT id FROM stories WHERE id BETWEEN ? AND ? ORDER BY id LIMIT {_SHOWN}"
        return [codec.id_of(letter, row[0]) for row in file.do(sql, span)]
    span = (span[0] >> 40, span[1] >> 40, *span)
    where = f"r.{schema.SHORT} BETWEEN ? AND ? AND r.id BETWEEN ? AND ?"
    if letter == "r":
        sql = f"SELECT id FROM reports r WHERE {where} ORDER BY r.{schema.SHORT}, r.id LIMIT {_SHOWN}"
        return [codec.id_of(letter, row[0]) for row in file.do(sql, span)]
    founders = f"SELECT r.id FROM reports r JOIN events e ON e.n = r.n WHERE {where}"
    others = (
        "SELECT f.id FROM reports r JOIN events e ON e.n = r.event JOIN reports f ON f.n = e.n "
        f"WHERE {where}"  # given up
    )
    for sql in (founders, others):
        found = sorted({row[0] for row in file.do(f"{sql} LIMIT {_SHOWN}", span)})
        if found:
            return [codec.id_of("e", number) for number in found]
    return []


def moved_to(file: Sql, event: str) -> str | None:
    """The event that an id leads to which is no event's now but could have been; None for any other."""
    whole = resolve(file, event)
    return whole if not whole.startswith(event.strip().lower()) else None


def founder_of(file: Sql, ref: str) -> int:
    """The number under which an event stands; ``ref`` is an event's or a report's id, or its beginning."""
    return reports_by_id(file, "event", [number_of(file, ref)])[0][1]


def founders_of(file: Sql, refs: Iterable[str]) -> list[int]:
    """The same for several, in few questions where they are whole ids of events that stand."""
    wanted = list(refs)
    whole = [ref for ref in wanted if len(ref) == _DIGITS + 2 and ref.startswith("e_")]
    known: dict[str, int] = {}
    for some in chunks(whole):
        rows = reports_by_id(file, "CASE event WHEN n THEN n END", map(codec.number_of, some))
        known.update((codec.id_of("e", ref), n) for ref, n in rows if n)
    return [known[ref] if ref in known else founder_of(file, ref) for ref in wanted]


def number_of(file: Sql, ref: str) -> int:
    """The id of one thing as a number; ``ref`` may be its beginning."""
    return codec.number_of(resolve(file, ref))


def ids_of(file: Sql, numbers: Iterable[int]) -> dict[int, int]:
    """The ids of reports, as numbers, by their places in the tables."""
    found: dict[int, int] = {}
    for some in chunks(numbers):
        sql = f"SELECT n, id FROM reports WHERE n IN ({','.join('?' * len(some))})"
        found.update((row[0], row[1]) for row in file.do(sql, tuple(some)))
    return found


def report(file: Sql, names: Names, ref: str) -> Report:
    """One report."""
    ((_, number),) = reports_by_id(file, "n", [number_of(file, ref)])
    return reports_by_number(file, names, [number])[number]


def first_known(file: Sql, ref: str) -> str:
    """When the first story of an event came into the record."""
    members = clusters_of(file, [founder_of(file, ref)])
    numbers = [n for held, _ in members.values() for n in held]
    sql = (
        "SELECT min(d.added) FROM reports r JOIN stories s ON s.n = r.story "
        f"JOIN documents d ON d.n = s.document WHERE r.n IN ({marks(numbers)})"
    )
    return str(file.one(sql, numbers)[0])


# ------------------------------------------------------------------ events with their reports


def told(
    file: Sql,
    names: Names,
    derive: Derive,
    founders: Iterable[int],
    kept: Remembered | None = None,
    reasons: bool = True,
) -> Iterator[Told]:
    """Events by their founders, in the order given, each with its reports by the day of their telling.

    Without ``reasons`` the events do not say why their reports belong together, which is half of the work.
    """
    for some in _in_steps(founders):
        if kept is None or not reasons:
            yield from _worked_out(file, names, derive, some, clusters_of(file, some), reasons)
        else:
            found = _remembered(file, names, derive, some, kept)
            yield from (found[founder] for founder in some if founder in found)


def _remembered(
    file: Sql, names: Names, derive: Derive, founders: Sequence[int], kept: Remembered
) -> dict[int, Told]:
    clusters = clusters_of(file, founders)
    ids = ids_of(file, (n for members, _ in clusters.values() for n in members))
    said = Notebook(file.connection).opinions(codec.id_of("r", ref) for ref in ids.values())
    opinions = {n: said[ref] for n, number in ids.items() if (ref := codec.id_of("r", number)) in said}
    rests_on = bases(file, clusters, opinions)
    found = {one: known for one in clusters if (known := kept.get(one, rests_on[one])) is not None}
    new = [one for one in founders if one in clusters and one not in found]
    own = {one: clusters[one] for one in new}
    for one, event in zip(new, _worked_out(file, names, derive, new, own), strict=True):
        kept.put(one, rests_on[one], event)
        found[one] = event
    return found


def _worked_out(
    file: Sql,
    names: Names,
    derive: Derive,
    some: Sequence[int],
    clusters: Mapping[int, Cluster],
    reasons: bool = True,
) -> Iterator[Told]:
    if clusters:
        known = reports_by_number(file, names, (n for held in clusters.values() for n in held[0]))
        shared = {known[n].story.id for held in clusters.values() if len(held[0]) > 1 for n in held[0]}
        sketches = sketches_of(file, shared)
        opinions = Notebook(file.connection).opinions(report.id for report in known.values())
        for founder in some:
            if founder not in clusters:
                continue
            members, joins = clusters[founder]
            reports = [known[n] for n in members]
            joined = [
                Joined(reports[a].id, reports[b].id, bool(said), names.word(said - 1) if said else None)
                for a, b, said in joins
                if reasons
            ]
            event = derive(reports, joined, sketches, opinions)
            yield event, tuple(sorted(reports, key=by_telling))


def _in_steps(founders: Iterable[int]) -> Iterator[list[int]]:
    """A few at a time, so that what is asked for last is not read before it is wanted."""
    source = iter(founders)
    while some := list(islice(source, _STEP)):
        yield some


def by_telling(report: Report) -> tuple[bool, str, str]:
    """Reports in the order in which they were published, those of unknown day last."""
    return report.story.published is None, report.story.published or "", report.id


def in_order(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Reports of a story in the order of its text."""
    return tuple(sorted(reports, key=lambda r: (min((e.start for e in r.evidence), default=0), r.id)))


def published_between(file: Sql, first: int, last: int, limit: int) -> list[int]:
    """The founders of events told in stories published between two days, those told last first."""
    sql = "SELECT n FROM stories WHERE published BETWEEN ? AND ? ORDER BY published DESC, n DESC LIMIT ?"
    stories = [row[0] for row in file.do(sql, (first, last, 3 * limit))]
    found: dict[int, None] = {}
    for some in chunks(stories):
        own = numbers_of_stories(file, some)
        numbers = [number for story in some for number in own.get(story, ())]
        for part in chunks(numbers):
            rows = file.do(f"SELECT n, event FROM reports WHERE n IN ({marks(part)})", part)
            event = dict(rows.fetchall())
            found |= dict.fromkeys(event[number] for number in part)
        if len(found) >= limit:
            break
    return list(found)[:limit]


# ------------------------------------------------------------------ how much


def stories_by_year(file: Sql) -> tuple[tuple[int, int], ...]:
    """How many stories were published in each year, from the first to the last of which there are any."""
    first = file.number("SELECT min(published) FROM stories")
    last = file.number("SELECT max(published) FROM stories")  # asked for together, SQLite would read them all
    if not last:
        return ()
    found = []
    for year in range(max(int(edtf.iso(first)[:4]), _OLD), int(edtf.iso(last)[:4]) + 1):
        start, end = edtf.bounds(f"{year:04}") or (0, 0)
        sql = "SELECT count(*) FROM stories WHERE published BETWEEN ? AND ?"
        found.append((year, file.number(sql, (start, end))))
    return tuple(found)


def totals(file: Sql) -> Totals:
    """How much there is of everything."""

    def ask(sql: str) -> int:
        return file.number(sql)

    first = ask("SELECT min(day) FROM events WHERE day > 1")
    last = ask(f"SELECT max(day) FROM events WHERE day < {schema.UNDATED}")
    return Totals(
        documents=ask("SELECT count(*) FROM documents"),
        stories=ask("SELECT count(*) FROM stories"),
        reports=ask("SELECT count(*) FROM reports"),
        events=ask("SELECT number FROM counts WHERE who = 0 AND type = 0"),
        judgements=ask("SELECT count(*) FROM judgements"),
        first=edtf.iso(first) if 0 < first < schema.UNDATED else None,
        last=edtf.iso(last) if last else None,
    )


def new_since(file: Sql, moment: str) -> list[int]:
    """Founders of the events of which no report stands in a page that was added at ``moment`` (ISO, UTC) or before."""
    sql = """SELECT r.event FROM reports r JOIN stories s ON s.n = r.story JOIN documents d ON d.n = s.document
        GROUP BY r.event HAVING min(d.added) > ?"""
    return [row[0] for row in file.do(sql, (moment,))]


def by_year(found: Iterable[Told]) -> tuple[tuple[int | None, tuple[Told, ...]], ...]:
    """Events with their reports under the year in which they began; the undated ones last, under None."""
    years: dict[int | None, list[Told]] = {}
    for one in found:
        span = edtf.bounds(one[0].date)
        year = edtf.iso(span[0])[:4] if span else None
        years.setdefault(int(year) if year else None, []).append(one)
    order = sorted(years, key=lambda year: (year is None, year or 0))
    return tuple((year, tuple(years[year])) for year in order)


def has_read(file: Sql, sha256: str) -> bool:
    """Whether a capture with these bytes stands in the ledger."""
    sql = "SELECT 1 FROM reads WHERE sha256 = ? LIMIT 1"
    return file.one(sql, (codec.digest(sha256),)) is not None


def judgements(file: Sql) -> tuple[Judgement, ...]:
    """Everything that people have said."""
    rows = file.do("SELECT one, other, verdict, by, note FROM judgements ORDER BY one, other")
    return tuple(Judgement(*row) for row in rows)
