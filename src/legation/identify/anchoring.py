"""The day of a story: the anchor from which its dates are counted, and where in it times stand that may lie ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from legation.identify.calendar import Interval, parse_edtf, safe_day
from legation.identify.people import People
from legation.identify.solving import solve
from legation.identify.storyday import Anchor, Held, solve_anchor
from legation.types import Mention, Reading, TimeExpression
from legation.vocabulary import Gazetteer


def anchor_of(
    reading: Reading, dateline: TimeExpression | None, neighbours: Sequence[str], gazetteer: Gazetteer
) -> Anchor:
    """The day of a story, from what it says of it and from who holds which office in it."""
    story = reading.story
    told = [sentence for sentence in reading.sentences if sentence.kind in ("lead", "body")]
    weekday = next(
        (t.weekday for s in told[:4] for t in s.times if t.form == "weekday" and t.offset is None), None
    )
    ahead = _ahead(reading)
    past = [
        t.year
        for s in reading.sentences
        for t in s.times
        if t.year is not None and t.relation not in ("by", "until", "till") and t.span.start not in ahead
    ]
    limit = parse_edtf(story.captured)
    past = [value for value in past if limit is None or value <= limit.last.year]
    reckoned = _reckoned(reading)
    dated = [t for s in told[:2] for t in s.times if t.form == "day" and t.year and t.month and t.day]
    lead_day = (
        safe_day(dated[0].year or 0, dated[0].month or 0, dated[0].day or 0) if len(dated) == 1 else None
    )
    return solve_anchor(
        story.published,
        dateline,
        weekday,
        _held(reading, gazetteer),
        past,
        neighbours,
        story.captured,
        reckoned,
        lead_day,
        [t for t in map(_interval, _times(reading, ahead)) if t is not None],
        _opening_day(reading),
        _named_years(reading, gazetteer) if dateline is not None and dateline.year is None else (),
    )


def _held(reading: Reading, gazetteer: Gazetteer) -> list[Held]:
    found: dict[tuple[str, str], Held] = {}
    for number, sentence in enumerate(reading.sentences):
        for mention in sentence.mentions:
            if mention.kind != "person" or not mention.office or ("former", "yes") in mention.attributes:
                continue
            person, held = _terms(mention, gazetteer)
            if held:
                today = number < _NEWS_OF_TODAY
                found.setdefault((person, mention.office), Held(person, mention.office, held, today))
    return list(found.values())


def _terms(mention: Mention, gazetteer: Gazetteer) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The name of an office holder, and the terms in which that person held that office."""
    if len(mention.states) == 1:
        person = People(gazetteer, None).resolve(mention, mention.states)
        terms = gazetteer.offices.get((mention.states[0], mention.office or ""), ())
        return person.name, tuple((term.start, term.end) for term in terms if term.person == person.key)
    own = gazetteer.terms.get(mention.key or "", ())  # "President Joe Biden": the full name says whose
    terms = tuple(term for term in own if term.office == mention.office)
    return mention.key or "", tuple((term.start, term.end) for term in terms)


_NAMED_YEAR = re.compile(r"\b([A-Z][\w/’']{2,})[- ]((?:19|20)\d\d)\b")


def _named_years(reading: Reading, gazetteer: Gazetteer) -> list[int]:
    """The years that stand in names: "Pitch Black 2022", "Interaction-2024"."""
    text = reading.story.text
    words = gazetteer.lexicons[reading.story.language].timing.get("no_names", frozenset())
    return [int(year) for word, year in _NAMED_YEAR.findall(text) if word.lower() not in words]


_NEWS_OF_TODAY = 6  # sentences: whom the story names later may be a figure of its background
_COMING = re.compile(
    r"\b(?:will|would|shall|expected|planned|plans?|scheduled|due|intends?|from now|is to|are to)\b"
)


def _ahead(reading: Reading) -> frozenset[int]:
    """Where times stand that may lie ahead of the story: those of planned events, or behind words that look ahead."""
    planned = {
        time.span.start
        for frame in reading.frames
        if frame.factuality == "planned" or frame.tense == "future"
        for time in frame.times
    }
    text = reading.story.text
    for sentence in reading.sentences:
        looks = _COMING.search(text, sentence.span.start, sentence.span.end)
        if looks is not None:
            planned.update(time.span.start for time in sentence.times if time.span.start > looks.start())
    return frozenset(planned)


def _times(reading: Reading, starts: frozenset[int]) -> list[TimeExpression]:
    return [time for sentence in reading.sentences for time in sentence.times if time.span.start in starts]


def _interval(time: TimeExpression) -> Interval | None:
    """What a time that names its own year says, whatever the story's day."""
    year = time.year or (time.end.year if time.end is not None else None)
    solved = solve(time, Anchor(None, ""), None, True) if year is not None else None
    return solved.when if solved is not None else None


_YEARS_ON = re.compile(r"\b(\d{1,3}) years\b")


def _reckoned(reading: Reading) -> list[int]:
    """Years that the story's own counting leads to: "43 years after 1975", "in September 2022, a year ago"."""
    found: list[int] = []
    text = reading.story.text
    for sentence in reading.sentences:
        explicit = [
            time for time in sentence.times if time.year is not None and time.form in ("year", "month", "day")
        ]
        for time in explicit:
            after = next(
                (
                    t
                    for t in sentence.times
                    if t.form == "distance" and t.unit == "year" and 0 <= t.span.start - time.span.end <= 3
                ),
                None,
            )
            if (
                after is not None
                and after.offset is not None
                and after.anchor == "story"
                and time.year is not None
            ):
                found.append(time.year - after.offset)
        counted = _YEARS_ON.search(text, sentence.span.start, sentence.span.end)
        if counted and len(explicit) == 1 and int(counted[1]) >= 10 and explicit[0].year is not None:
            found.append(explicit[0].year + int(counted[1]))
    return found


_FILED = re.compile(
    r"(?:[^\W\d_][^\d\n–—]{1,44}\s*[–—-]\s*|[\W_]*|.*\b(?:recorded|week ending|as of|issued|posted|updated)(?: on)? )"
)
_FILED_TAIL = re.compile(r"\s*[.:–—](?:\s|$)|\s-\s")


def _opening_day(reading: Reading) -> date | None:
    """The full date that stands before the first words of the story ("OTTAWA – March 27, 2012 – …")."""
    text = reading.story.text
    for sentence in reading.sentences[:3]:
        for time in sentence.times:
            if time.form != "day" or not (time.year and time.month and time.day):
                continue
            before = _FILED.fullmatch(text, sentence.span.start, time.span.start)
            if before is not None and _FILED_TAIL.match(text, time.span.end):
                return safe_day(time.year, time.month, time.day)
    return None


def timed(reading: Reading) -> frozenset[int]:
    """The sentences that give a time other than how long something lasts."""
    return frozenset(
        number
        for number, sentence in enumerate(reading.sentences)
        if any(time.form != "duration" for time in sentence.times)
    )


def lead_until(reading: Reading) -> int:
    """The number of the first sentence of the body: the lead is what stands up to it."""
    return next(
        (number for number, sentence in enumerate(reading.sentences) if sentence.kind in ("lead", "body")), -1
    )
