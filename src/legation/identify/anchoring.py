"""The day of a story: the anchor from which its dates are counted, and where in it times stand that may lie ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from legation.identify.calendar import Interval, parse_edtf, safe_day
from legation.identify.people import People
from legation.identify.solving import solve
from legation.identify.storyday import LATEST, Anchor, Held, solve_anchor
from legation.types import Mention, Reading, Sentence, TimeExpression
from legation.vocabulary import Gazetteer

_TO_COME = frozenset({"by", "until", "till", "through"})
_LOOKS_BACK = re.compile(
    r"\W*(?:When|After|Before|Since|Ever since|Once)\b[^,]*"
)  # what a lead opens with is not its news


def anchor_of(
    reading: Reading, dateline: TimeExpression | None, neighbours: Sequence[str], gazetteer: Gazetteer
) -> Anchor:
    """The day of a story, from what it says of it and from who holds which office in it."""
    story = reading.story
    told = [sentence for sentence in reading.sentences if sentence.kind in ("lead", "body")]
    weekday = next(
        (
            t.weekday
            for s in told[:4]
            for t in s.times
            if t.form == "weekday" and t.offset is None and t.relation not in _TO_COME
        ),
        None,
    )
    ahead = _ahead(reading)
    past = [
        date(t.year, (t.form in ("month", "day") and t.month) or 1, 1)
        for s in reading.sentences
        for t in s.times
        if t.year is not None and t.relation not in _TO_COME and t.span.start not in ahead
    ]
    limit = parse_edtf(story.captured)
    past = [value for value in past if limit is None or value <= limit.last]
    latest = limit.last.year if limit is not None else LATEST
    reckoned = [value for value in _reckoned(reading) if value <= latest]
    opening = _opening(reading)
    anchor = solve_anchor(
        story.published,
        dateline,
        weekday,
        _held(reading, gazetteer),
        past,
        neighbours,
        story.captured,
        reckoned,
        _lead_day(story.text, told[:2]),
        [t for t in map(_interval, _times(reading, ahead)) if t is not None],
        _day_of(opening) if opening is not None else None,
        _named_years(reading, gazetteer) if dateline is not None and dateline.year is None else (),
    )
    if opening is None or anchor.when is None or anchor.day != _day_of(opening):
        return _with_filing(reading, anchor)
    return replace(anchor, filed=opening.span.start) if opening.relation is None else anchor


def _lead_day(text: str, lead: Sequence[Sentence]) -> date | None:
    """The one full date that the lead gives for its news."""
    dated = [
        time
        for sentence in lead
        for time in sentence.times
        if time.form == "day"
        and time.year
        and time.month
        and time.day
        and not _LOOKS_BACK.fullmatch(text, sentence.span.start, time.span.start)
    ]
    return _day_of(dated[0]) if len(dated) == 1 else None


def without_filing(reading: Reading, anchor: Anchor) -> Reading:
    """The reading without the time with which the story is dated: it is that of no event."""
    if anchor.filed < 0:
        return reading

    def rest(times: tuple[TimeExpression, ...]) -> tuple[TimeExpression, ...]:
        return tuple(time for time in times if time.span.start != anchor.filed)

    sentences = tuple(replace(one, times=rest(one.times)) for one in reading.sentences)
    return replace(
        reading,
        sentences=sentences,
        frames=tuple(replace(one, times=rest(one.times)) for one in reading.frames),
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
    r"\b(?:will(?! be recalled| recall| remember)|would|shall|expected|planned|plans?|scheduled|due|intends?|from now|is to|are to)\b"
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


_YEARS_ON = re.compile(r"\b(\d{1,3}) years\b(?! (?:from|until|to)\b)")


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
    r"(?:[^\W\d_][^\d\n–—]{1,44}\s*[–—-]\s*|[\W_]*|.*\b(?:recorded|week ending|as of|issued|posted|updated)(?: on)? "
    r"|(?:(?:[A-ZÀ-Þ][\w’'-]*(?:/[A-ZÀ-Þ][\w’'-]*)*|\([^)\d]{2,40}\)|de|del|of|the|no\. ?\d{1,5})[,.:|·–—]?\s+){1,6}(?:[–—|·-]\s)?)"
)
_FILED_TAIL = re.compile(
    r"(?:,? [A-Z]{3,}\b)?(?:\s*\([^)\d\n]{2,40}\))?\)?\s*(?:\.[–—-]|[.:–—|](?=\s|$)|-\s|$)"
)
_HEADED = frozenset({None, "on", "of", "for"})


def _opening(reading: Reading) -> TimeExpression | None:
    """The full date that stands before the first words of the story ("OTTAWA – March 27, 2012 – …"), or in its heading."""
    text = reading.story.text
    for sentence in reading.sentences[:4]:
        days = [
            time for time in sentence.times if time.form == "day" and time.year and time.month and time.day
        ]
        for time in days:
            before = _FILED.fullmatch(text, sentence.span.start, time.span.start)
            if before is not None and _FILED_TAIL.match(text, time.span.end, sentence.span.end):
                return time
        if len(days) == 1 and days[0].relation in _HEADED and _is_heading(sentence):
            return days[0]
    return None


_AGENCY = re.compile(r"\s*\([A-Z][A-Za-z /-]{1,24}\)\s+(?=[A-Z\"“])")


def _with_filing(reading: Reading, anchor: Anchor) -> Anchor:
    """ "Washington, Aug 30 (PTI) After …": the story's own day, without the year."""
    text, day_ = reading.story.text, anchor.day
    for sentence in reading.sentences[:4]:
        time = min(sentence.times, key=lambda time: time.span.start, default=None)
        if day_ is None or time is None or (time.form, time.month, time.day) != ("day", day_.month, day_.day):
            continue
        before = _FILED.fullmatch(text, sentence.span.start, time.span.start)
        if before is not None and _AGENCY.match(text, time.span.end, sentence.span.end):
            return replace(anchor, filed=time.span.start)
    return anchor


def _is_heading(sentence: Sentence) -> bool:
    """ "Regular press conference on February 27, 2019", "A ledger of missions, closed 31 August 2024": it says nothing
    that has a verb, or stands above the lead."""
    return sentence.kind == "headline" or not any(kind == "vg" for kind, _ in sentence.groups)


def _day_of(time: TimeExpression) -> date | None:
    return safe_day(time.year or 0, time.month or 0, time.day or 0)


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
