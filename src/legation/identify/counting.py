"""The days from which a story counts: "the same day", "a week earlier", "two days after aircraft struck a camp"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from legation.identify.bearing import POSSESSIVE
from legation.identify.calendar import Interval
from legation.identify.happening import Happening
from legation.identify.narrative import Narrative
from legation.identify.solving import Solved, solve
from legation.identify.storyday import Anchor
from legation.morphology import NUMERALS
from legation.types import Frame, Sentence, TimeExpression

STILL_TOLD = 4  # sentences for which the day last told of is still in mind
_COUNTED = frozenset(
    {"distance", "relative", "month", "year", "monthday", "day", "weekday"}
)  # forms that count from a time named before
_OF_NOUNS = frozenset(
    {"of", "since", "until", "till", "by", "dated"}
)  # before times on which nothing is told to be done
_HOUR_OF = re.compile(r"\b(?:night|evening|morning|afternoon|dawn|day|hours) of (?:the )?$")
_COMING = re.compile(r"\b(?:will|shall|due|expected|(?:is|are) to)\b[^,;:]*$")
_MONTH = 31  # days
_WEEKS = 27  # days: what is longer, and no longer than a month, is one
_LONG_PAST = 300  # days
_OPENS = 3  # characters before the words that open a sentence
_FEW = 3  # days or sentences: near enough to count single days from


@dataclass(slots=True)
class Counting:
    """The times of one story that later ones are counted from, kept as its sentences are read."""

    anchor: Anchor
    narrative: Narrative
    running: Interval | None = None  # the day of the event last told of
    running_at: int = -9  # the sentence that told of it
    running_by: int = -1  # where the time stands that gave it
    before: Interval | None = None  # the day told of before that time gave another
    named: list[tuple[int, int, Interval]] = field(
        default_factory=list
    )  # (sentence, position, time) as named
    year: Interval | None = None  # the year last told of, for "that year"
    paragraph: int = -1
    began: int = 0  # the sentence with which the paragraph began
    due: list[tuple[int, int, Interval]] = field(default_factory=list)  # days by which something is to be
    weekdays: list[tuple[int, int, Interval]] = field(
        default_factory=list
    )  # days named as Monday, Tuesday, …
    pointed: set[int] = field(default_factory=set)  # where "this year" and "the end of the year" stand
    counted: dict[int, Interval | None] = field(default_factory=dict)  # by position: what a time counts from

    def enter(self, number: int, sentence: Sentence) -> None:
        """Keep the times that a sentence names, for those counted from them."""
        self.narrative.turn(sentence)
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.began = sentence.paragraph, number
        known: list[Solved] = []
        for time in sorted(sentence.times, key=lambda time: time.span.start):
            event = time.anchor == "event"
            running = self.base(time, number) if event and time.form in _COUNTED else None
            self.counted[time.span.start] = running
            text, start = self.narrative.story.text, time.span.start
            ahead = time.relation in ("by", "until", "till") or _COMING.search(
                text, sentence.span.start, start
            )
            solved = solve(time, self.anchor, running, bool(ahead))
            owned = text.startswith(POSSESSIVE, time.span.end)
            if solved is not None and (not event or running is not None):
                known.append(solved)
                of_noun = (
                    time.relation in _OF_NOUNS
                    and solved.when.days <= _FEW
                    and not _HOUR_OF.search(text, sentence.span.start, start)
                )
                if time.relation == "by":
                    self.due.append((number, start, solved.when))
                if time.weekday is not None:
                    self.weekdays.append((number, start, solved.when))
                if time.unit == "year" and time.offset == 0 and not event:
                    self.pointed.add(start)
                if (
                    not owned and not of_noun
                ):  # "Saturday's deadline", "the raid of 5 May": no day that the story has come to
                    self.named.append((number, start, solved.when))
        self.narrative.enter(number, sentence, known)

    def heard(self, happening: Happening) -> None:
        """Keep the day of an event told of."""
        solved = happening.date
        if solved is None:
            return
        if solved.when.first.year == solved.when.last.year:
            whole = solved.when.first
            self.year = Interval(whole.replace(month=1, day=1), whole.replace(month=12, day=31))
        if happening.frame.tense == "past-perfect" and self._long_past(solved.when):
            return  # "the four had signed on 22 July 2022": told by the way
        if solved.when.days <= 31 and not happening.frame.headline:
            if solved.source.span.start != self.running_by:
                self.before = self.running
            self.running, self.running_at = solved.when, happening.frame.sentence
            self.running_by = solved.source.span.start

    def _long_past(self, interval: Interval) -> bool:
        today = self.anchor.when
        return today is not None and (today.first - interval.last).days > _LONG_PAST

    def base(self, expression: TimeExpression, number: int) -> Interval | None:
        """The day that "two days later" counts from, in the sentence of that number: the one last named before it,
        else that of the event last told of, else that of the story's line. A new paragraph counts from the story's main line."""
        anew = self.narrative.anew
        if _by_day(expression) and not self._named_here(expression, number) and self._lost(expression):
            return None
        if (
            _by_day(expression)
            and expression.offset != 0  # "the same day", also in a new paragraph, is the day last told of
            and anew is not None
            and not self._named_here(expression, number)
        ):
            return anew
        if expression.form == "weekday" and expression.offset == 0:
            return self._weekday_named(expression, number)
        if expression.form == "monthday":
            if expression.unit == "month":  # "of that month"
                return self._named_before(expression, number)
            return self._month_named(expression, number) or self._told_of(expression, number)
        running = self._told_of(expression, number)
        if expression.anchor == "event" and expression.form in _COUNTED:
            running = self._same_month(expression) or self._named_before(expression, number) or running
            if expression.unit == "year" or expression.form == "month":
                running = running or self.year
        if running is None and _by_day(expression):
            line = self.narrative.line
            if line is not None and line.solved.source.span.start == expression.span.start:
                return self.counted.get(expression.span.start)  # the line has come to it by this very time
            if line is not None and line.when.days <= _FEW:
                return line.when
            return self.running if _the_same(expression) else self.anchor.when
        return running

    def _lost(self, expression: TimeExpression) -> bool:
        """ "Ten days earlier" in a paragraph that has named no day, in a story with no main line: earlier than what is not told."""
        return self.narrative.main is None and (expression.offset or 0) < -1

    def _told_of(self, expression: TimeExpression, number: int) -> Interval | None:
        """The day of the event told of last, while it is in mind."""
        fresh = number - self.running_at <= STILL_TOLD
        running = self.running if fresh else None
        if self.running_by == expression.span.start:
            running = self.before  # "a day before he met him and signed": both are a day before what was told
        if running is not None and self.running_at != number and not self._near(running, expression):
            return None
        return running

    def _same_month(self, expression: TimeExpression) -> Interval | None:
        """ "The same April": the last one named."""
        words = self.narrative.story.text[expression.span.start : expression.span.end].lower()
        if expression.form != "month" or not words.startswith("the same "):
            return None
        return next(
            (
                interval
                for _, position, interval in reversed(self.named)
                if position < expression.span.start
                and interval.days <= 2 * _MONTH
                and expression.month in (interval.first.month, interval.last.month)
            ),
            None,
        )

    def _named_here(self, expression: TimeExpression, number: int) -> bool:
        """The paragraph has named a day before the expression."""
        return any(
            (at == number and position < expression.span.start)
            or (self.began <= at < number and interval.days <= _FEW)
            for at, position, interval in self.named
        )

    def _month_named(self, expression: TimeExpression, number: int) -> Interval | None:
        """ "Last September, on the 13th": the month that the sentence itself names before, or the paragraph as a whole month."""
        for at, position, interval in reversed(self.named):
            if at < self.began:
                return None
            here = at == number and position < expression.span.start
            if interval.days <= _MONTH and (here or (at < number and interval.days > _WEEKS)):
                return interval
        return None

    def _weekday_named(self, expression: TimeExpression, number: int) -> Interval | None:
        """ "That Wednesday": the last day named that was one."""
        return next(
            (
                interval
                for at, position, interval in [*reversed(self.weekdays), *reversed(self.named)]
                if (at < number or position < expression.span.start)
                and interval.days == 1
                and interval.first.weekday() == expression.weekday
            ),
            None,
        )

    def adrift(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "On the 19th" behind what was long past; "had met him the day before": counted from no day that can be told."""
        number = frame.sentence
        if expression.form == "monthday":
            if (
                expression.anchor == "story"
                or expression.unit == "month"
                or self._month_named(expression, number) is not None
            ):
                return False
            fresh = self.running is not None and number - self.running_at <= STILL_TOLD
            return fresh and self.running_at != number and not self._near(self.running, expression)
        if not _by_day(expression) or frame.tense != "past-perfect":
            return False
        return not any(
            0 <= number - at <= _FEW
            and (at < number or position < expression.span.start)
            and interval.days <= _FEW
            for at, position, interval in self.named
        )

    def _named_before(self, expression: TimeExpression, number: int) -> Interval | None:
        if _by_day(expression) and (expression.offset or 0) > 0:
            due = next(
                (day_ for at, start, day_ in self.due if at == number and start < expression.span.start), None
            )
            if due is not None:
                return due  # "by the 26th, and three days after"
        longest = 366 if expression.unit == "year" or expression.form == "month" else _MONTH
        if _by_day(expression):
            longest = _FEW
        today = self.anchor.when
        for at, position, interval in reversed(self.named):
            if number - at > STILL_TOLD:
                return None
            later = at == number and (expression.offset or 0) > 0  # "by the 26th, and three days after"
            to_come = today is not None and interval.first > today.last and not later
            if position >= expression.span.start or to_come:
                continue
            if expression.form == "month" and position in self.pointed:
                continue  # "the rest is due by the end of the year"; and then "July of that year"
            if interval.days > longest:
                if at == number:
                    return interval  # "in December …; the other replied the next day": of a day not told
                continue
            told_here = at == number or (at >= self.began and _by_day(expression) and interval.days == 1)
            return interval if told_here or self._near(interval, expression) else None
        return None

    def _near(self, interval: Interval | None, expression: TimeExpression) -> bool:
        """Days and weeks are not counted over sentences from a time long past, which is told of by the way."""
        day_ = self.anchor.when
        if interval is None or day_ is None or expression.unit not in ("day", "week"):
            return interval is not None
        return (day_.first - interval.last).days < 60


def _by_day(expression: TimeExpression) -> bool:
    return expression.anchor == "event" and expression.form == "distance" and expression.unit == "day"


def _the_same(expression: TimeExpression) -> bool:
    """ "The same day", "that day"; "in the evening" may be that of the story's own day."""
    return _by_day(expression) and expression.offset == 0 and expression.relation != "in"


_COUNTED_OFF = re.compile(
    r"\b(?:(?:only|just|barely|less than|some)\s+)?(\w+|a few|several)\s+(hour|day|week)s?\s+(after|before)\s+(?:\w+\s+){0,3}[^,;:]{0,60}$"
)
_COUNTS = NUMERALS | {"a": 1, "an": 1}


def counted_off(
    text: str,
    frame: Frame,
    sentence: Sentence,
    told: Sequence[Happening],
    solved: Callable[[TimeExpression], Solved | None],
) -> Solved | None:
    """ "Quito broke off ties on Monday, two days after Colombian aircraft struck a camp": so long before Monday."""
    found = _COUNTED_OFF.search(text, sentence.span.start, frame.trigger.start)
    if frame.headline or found is None:
        return None
    count = 0 if found[2] == "hour" else _number(found[1])
    from_ = _counted_from(found.start(), frame, sentence, told, solved)
    if count is None or from_ is None or from_.when.days > 1:
        return None
    length = timedelta(days=count * (7 if found[2] == "week" else 1))
    day_ = from_.when.first - length if found[3] == "after" else from_.when.first + length
    slack = timedelta(days=0 if found[2] != "week" else 1)
    return Solved(Interval(day_ - slack, day_ + slack), f"counted from {from_.when.edtf()}", from_.source)


def _counted_from(
    start: int,
    frame: Frame,
    sentence: Sentence,
    told: Sequence[Happening],
    solved: Callable[[TimeExpression], Solved | None],
) -> Solved | None:
    """The day of what the sentence told before that position, else the last day that it named."""
    days = [t for t in sentence.times if _is_day(t)]
    before = [t for t in days if t.span.end < start]
    for other in reversed(told):
        if other.frame.sentence == frame.sentence and other.frame.trigger.end < start:
            if before and before[-1].span.start > other.frame.span.end:
                break  # "and today, an hour before the two were to meet"
            return other.date if other.date is not None and other.date.source.form != "lead" else None
    if not before and start - sentence.span.start < _OPENS and len(days) == 1:
        return solved(days[0])  # "Four days after it was unloaded, it took to the air on Thursday"
    return solved(before[-1]) if before else None


def _is_day(time: TimeExpression) -> bool:
    """A day that the sentence names: "on Monday", "today"."""
    return time.form in ("day", "weekday", "relative") or (
        time.form == "distance"
        and time.unit == "day"
        and time.anchor == "story"
        and time.relation != "within"
    )


def _number(word: str) -> int | None:
    word = word.lower()
    return int(word) if word.isdigit() else _COUNTS.get(word)
