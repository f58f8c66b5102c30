"""When a frame's event took place: its own time expression, the occasion just told of, or the news of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

from legation.identify.calendar import Interval, safe_day
from legation.identify.dates import Anchor, Solved, solve
from legation.identify.happening import Happening
from legation.types import Frame, Sentence, Story, TimeExpression

WHICH = frozenset({"which", "who", "whose"})
OTHER_TIME = frozenset({"on the eve of", "during", "ahead of", "after", "before", "since", "following"})
_NEWS = frozenset({"meeting", "agreement", "transfer", "sanction", "dispute", "aid", "institution"})
_LASTING = frozenset(
    {"deployment", "access", "training", "exercise", "project", "aid", "sanction", "institution"}
)
_OCCASIONS = frozenset(
    {"meeting", "agreement", "pledge", "dispute", "sanction", "aid", "transfer", "institution"}
)
_COUNTED = frozenset({"distance", "relative", "month", "year"})  # forms that count from a time named before
_STILL_TOLD = 4  # sentences for which the day last told of is still in mind
_DEADLINE = frozenset({"by", "until", "till"})
_DUE = frozenset({"due", "planned", "scheduled", "expected", "slated"})
_SPEECH_ACTS = frozenset({"dispute", "pledge", "sanction"})
_DECIDED = frozenset({"agreement", "transfer", "aid", "access", "pledge", "sanction", "dispute"})
_SEEN = frozenset({"meeting", "port-call", "deployment", "exercise", "training"})  # told of as they are
_OPENS = re.compile(
    r"(?:[A-Z]{4,}:)?[\W_]*(?:(?:On|In|At|Back in|Back on|Late on|Early on|Late in|Early in|Only|And|But|Then|Later|Earlier|It was)\s+(?:on\s+|in\s+)?(?:the\s+)?)?"
)
_BEHIND_SAYING = 40  # characters: "told the Daily News in Lagos on Friday"
_PLAIN = frozenset({None, "on", "in", "at", "from", "between"})
_SAME = "the occasion just told of"
_ABOUT_TO_COME = 60  # days
_LOOSE = frozenset({"weekday", "relative"})  # forms that a present tense turns to the days ahead


@dataclass(slots=True)
class When:
    """The running days of one story."""

    story: Story
    anchor: Anchor
    lead_until: int  # the last sentence that belongs to the lead
    running: Interval | None = None  # the day of the event last told of
    running_at: int = -9  # the sentence that told of it
    timed: frozenset[int] = frozenset()  # the sentences that give a time
    claimed: frozenset[int] = frozenset()  # the times of the sentence that an event of it has for its own
    named: list[tuple[int, int, Interval]] = field(
        default_factory=list
    )  # (sentence, position, time) as named
    year: Interval | None = None  # the year last told of, for "that year"

    def date_of(
        self, frame: Frame, sentence: Sentence, states: tuple[str, ...], told: list[Happening]
    ) -> Solved | None:
        """The date of a frame's event, or None where the text leaves it open."""
        return (
            self._own(frame)
            or self._counted_off(frame, sentence, told)
            or self._beside(frame, sentence)
            or self._same_occasion(frame, sentence, states, told)
            or self._news_of_the_day(frame)
        )

    def heard(self, happening: Happening) -> None:
        """Keep the day of an event told of, for "the same day" and "a week earlier"."""
        solved = happening.date
        if solved is not None and solved.when.first.year == solved.when.last.year:
            whole = solved.when.first
            self.year = Interval(whole.replace(month=1, day=1), whole.replace(month=12, day=31))
        if solved is not None and solved.when.days <= 31 and not happening.frame.headline:
            self.running, self.running_at = solved.when, happening.frame.sentence

    def is_fresh(self, frame: Frame, solved: Solved | None) -> bool:
        """Undated, or dated only by its place, in the headline or the lead: the news itself."""
        lead = frame.headline or frame.sentence <= self.lead_until
        return lead and (solved is None or solved.source.form == "lead")

    def is_old(self, solved: Solved | None) -> bool:
        """More than two months before the story."""
        if solved is None or self.anchor.when is None:
            return False
        return (self.anchor.when.first - solved.when.last).days > 60

    def _own(self, frame: Frame) -> Solved | None:
        planned = frame.factuality == "planned" or frame.tense == "future"
        found: list[tuple[int, bool, int, Solved]] = []
        for number, expression in enumerate(frame.times):
            if not self._tells(frame, expression) or self._adrift(frame, expression):
                continue
            done = _done_then(frame, expression)
            if planned and not done and self._decided_then(frame, expression):
                continue
            ahead = (
                (planned and not done)
                or (frame.tense == "present" and not frame.headline and expression.form in _LOOSE)
                or (frame.tense == "present" and self._soon(expression))
                or self._awaited(frame, expression)
                or (frame.factuality == "possible" and frame.tense in ("possible", "conditional"))
            )
            solved = solve(expression, self.anchor, self._counted_from(expression, frame), ahead)
            if solved is None:
                continue
            weak = 1 if expression.relation in ("since", "until", "till", "up to", "through") else 0
            counted = (
                expression.form == "distance"
            )  # "two days earlier, on Monday": the day named is the surer one
            found.append((weak * 1000 + solved.when.days, counted, number, solved))
        return min(found, key=lambda item: item[:3])[3] if found else None

    def _counted_off(self, frame: Frame, sentence: Sentence, told: list[Happening]) -> Solved | None:
        """ "Quito broke off ties on Monday, two days after Colombian aircraft struck a camp": so long before Monday."""
        found = _COUNTED_OFF.search(self.story.text, sentence.span.start, frame.trigger.start)
        if frame.headline or found is None:
            return None
        other = next(
            (
                h
                for h in reversed(told)
                if h.frame.sentence == frame.sentence and h.frame.trigger.end < found.start()
            ),
            None,
        )
        if other is not None:
            from_ = other.date if other.date is not None and other.date.source.form != "lead" else None
        else:
            days = [
                time
                for time in sentence.times
                if time.form in ("day", "weekday", "relative") and time.span.end < found.start()
            ]
            from_ = solve(days[-1], self.anchor, self._counted_from(days[-1], frame), False) if days else None
        if from_ is None or from_.when.days > 1:
            return None
        count = 0 if found[2] == "hour" else _number(found[1])
        if count is None:
            return None
        length = timedelta(days=count * (7 if found[2] == "week" else 1))
        day_ = from_.when.first - length if found[3] == "after" else from_.when.first + length
        slack = timedelta(days=0 if found[2] != "week" else 1)
        return Solved(Interval(day_ - slack, day_ + slack), f"counted from {from_.when.edtf()}", from_.source)

    def _beside(self, frame: Frame, sentence: Sentence) -> Solved | None:
        """The one time that the sentence gives outside the clause, where no other event has it."""
        if frame.headline or frame.times:
            return None
        opening = self._opening(frame, sentence)
        if opening is not None:
            return solve(opening, self.anchor, self._counted_from(opening, frame), False)
        if frame.factuality in ("denied", "possible"):
            return None  # "a resolution filed on Monday says that he cannot walk out": what is not done has no day
        near = self._in_part(sentence, frame)
        if len(near) == 1 and near[0].relation in _PLAIN and self._at_once(frame, near[0]):
            return self._own(replace(frame, times=tuple(near)))
        free = [time for time in near if id(time) not in self.claimed]
        if len(near) != 1 or len(free) != 1 or free[0].relation not in _PLAIN:
            return None
        at = free[0].span
        if any(said.span.start <= at.start < said.span.end + _BEHIND_SAYING for said in frame.speech):
            return self._as_said(frame, free[0])
        between = self.story.text[min(frame.trigger.end, at.end) : max(frame.trigger.start, at.start)]
        words = set(between.lower().replace(",", " ").split())
        if words & OTHER_TIME or (at.start > frame.trigger.start and words & WHICH):
            return None  # "groups, which were set up in September": when they were set up
        return self._own(replace(frame, times=tuple(free)))

    def _opening(self, frame: Frame, sentence: Sentence) -> TimeExpression | None:
        """ "On Friday, hours after the vote, Washington cleared the sale": the time that opens the sentence."""
        text = self.story.text
        first = min(sentence.times, key=lambda time: time.span.start, default=None)
        if first is None or first.form == "duration" or first.relation not in _PLAIN:
            return None
        if not _OPENS.fullmatch(text, sentence.span.start, first.span.start):
            return None
        if frame.trigger.start < first.span.end or frame.factuality == "possible":
            return None
        if frame.factuality == "planned" and frame.type not in _DECIDED:
            return None  # "On Monday he said that the drill would be held": when it will be is not told
        between = text[first.span.end : frame.trigger.start].lower()
        words = between.replace(",", " ").split()
        if WHICH & set(words) or ";" in between or self._nearer(sentence, first, frame):
            return None
        other = max((between.rfind(f" {word} ") for word in OTHER_TIME), default=-1)
        if other >= 0 and "," not in between[other:]:
            return None  # what came before
        return first

    def _nearer(self, sentence: Sentence, first: TimeExpression, frame: Frame) -> bool:
        """Another time stands nearer to what the frame tells: between the first and it, or behind it in the same breath."""
        text, trigger = self.story.text, frame.trigger
        return any(
            time.span.start >= first.span.end
            and (time.span.start < trigger.start or "," not in text[trigger.end : time.span.start])
            for time in sentence.times
            if time.form != "duration"
        )

    def _at_once(self, frame: Frame, time: TimeExpression) -> bool:
        """ "An accord was signed when the minister went to Rabat in November": both were then."""
        between = self.story.text[frame.trigger.end : time.span.start]
        return (
            " when " in between
            and not any(mark in between for mark in ".;,")
            and frame.tense in ("past", "past-perfect")
        )

    def _as_said(self, frame: Frame, said: TimeExpression) -> Solved | None:
        """ "Sweden will sell four jets, the ministers said on Friday": what is decided is so from the day it is told."""
        if frame.type not in _SPEECH_ACTS:
            standing = frame.tense in ("present", "perfect") and frame.type in _SEEN
            decided = frame.type in _DECIDED and frame.tense in (
                "present",
                "perfect",
                "future",
                "future-in-past",
                "infinitive",
            )
            done = frame.tense == "perfect" and frame.stage == "delivered"  # it may have been days before
            if not (standing or decided) or frame.background or done:
                return None
        return solve(said, self.anchor, self._counted_from(said, frame), False)

    def _counted_from(self, expression: TimeExpression, frame: Frame) -> Interval | None:
        """The day that "two days later" counts from: the one last named before it, else that of the event last told of."""
        fresh = frame.sentence - self.running_at <= _STILL_TOLD
        running = self.running if fresh else None
        if running is not None and self.running_at != frame.sentence and not self._near(running, expression):
            running = None
        if expression.anchor == "event" and expression.form in _COUNTED:
            running = self._named_before(expression, frame.sentence) or running
            if expression.unit == "year" or expression.form == "month":
                running = running or self.year
        return running

    def _named_before(self, expression: TimeExpression, number: int) -> Interval | None:
        for at, position, interval in reversed(self.named):
            if number - at > _STILL_TOLD:
                return None
            if position >= expression.span.start or (expression.unit != "year" and interval.days > 31):
                continue
            return interval if at == number or self._near(interval, expression) else None
        return None

    def _near(self, interval: Interval | None, expression: TimeExpression) -> bool:
        """Days and weeks are not counted over sentences from a time long past, which is told of by the way."""
        day_ = self.anchor.when
        if interval is None or day_ is None or expression.unit not in ("day", "week"):
            return interval is not None
        return (day_.first - interval.last).days < 60

    def enter(self, number: int, sentence: Sentence) -> None:
        """Keep the times that a sentence names, for those counted from them."""
        for time in sorted(sentence.times, key=lambda time: time.span.start):
            event = time.anchor == "event"
            running = self._named_before(time, number) if event and time.form in _COUNTED else None
            solved = solve(time, self.anchor, running, False)
            if solved is not None and (not event or running is not None):
                self.named.append((number, time.span.start, solved.when))

    def _adrift(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "On the 19th" behind what was long past; "had met him the day before": counted from no day that can be told."""
        if expression.form == "monthday":
            fresh = self.running is not None and frame.sentence - self.running_at <= _STILL_TOLD
            return fresh and self.running_at != frame.sentence and not self._near(self.running, expression)
        by_day = expression.anchor == "event" and expression.form == "distance" and expression.unit == "day"
        if not by_day or not expression.offset or frame.tense != "past-perfect":
            return False
        return not any(at == frame.sentence and p < expression.span.start for at, p, _ in self.named)

    def _awaited(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "The next is due in May", "to go home by 15 August": words before the time that look ahead."""
        if expression.relation in _DEADLINE:
            lasted = frame.tense in ("past", "past-perfect") and frame.factuality == "actual"
            return expression.relation == "by" or not lasted  # "drilled the marines until May"
        before = self.story.text[max(0, expression.span.start - 36) : expression.span.start].lower().split()
        return bool(before) and not _DUE.isdisjoint(before[-5:])

    def _soon(self, expression: TimeExpression) -> bool:
        """ "The drill opens on August 11", read on the 4th: a day without a year that is about to come."""
        today = self.anchor.day
        if (
            today is None
            or expression.form != "day"
            or expression.year
            or not (expression.month and expression.day)
        ):
            return False
        coming = (safe_day(year, expression.month, expression.day) for year in (today.year, today.year + 1))
        return any(day is not None and 0 < (day - today).days <= _ABOUT_TO_COME for day in coming)

    def _in_part(self, sentence: Sentence, frame: Frame) -> list[TimeExpression]:
        """The times of the part of the sentence, between semicolons, in which the event is told."""
        text = self.story.text
        start = text.rfind(";", sentence.span.start, frame.trigger.start) + 1 or sentence.span.start
        end = text.find(";", frame.trigger.end, sentence.span.end)
        return [t for t in sentence.times if start <= t.span.start < (end if end >= 0 else sentence.span.end)]

    def _decided_then(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "Agreed on Tuesday to hold a drill": the day is that of the decision, and the drill's stays open."""
        if frame.tense == "conditional":  # "that the men should go was settled in May"
            return not frame.span.start <= expression.span.start < frame.span.end
        if frame.tense != "infinitive" or expression.span.end > frame.trigger.start:
            return False
        outside = not frame.span.start <= expression.span.start < frame.span.end
        return outside or self.story.text.startswith(" to ", expression.span.end)

    def _tells(self, frame: Frame, expression: TimeExpression) -> bool:
        """The expression gives the time of the event, not of something beside it."""
        relation = expression.relation
        if self.story.text.endswith("than ", 0, expression.span.start):
            return False  # "ten more than last summer"
        if relation in ("before", "after", "ahead of", "prior to"):
            return False
        if relation in ("since", "until", "till") and frame.type not in _LASTING:
            return self.story.text.startswith((", when ", ", the day "), expression.span.end)
        if (
            relation == "by"
            and frame.factuality == "actual"
            and frame.tense in ("past", "perfect", "infinitive")
        ):
            return False  # "has told Russia to take home 45 employees by 15 August"
        if relation == "of":  # "the pact of 2014" dates the pact; "a boat of 1988" does not date its sale
            between = self.story.text[frame.trigger.end : expression.span.start].strip()
            return expression.span.start >= frame.trigger.end and between in ("", "of")
        return True

    def _same_occasion(
        self, frame: Frame, sentence: Sentence, states: tuple[str, ...], told: list[Happening]
    ) -> Solved | None:
        """A clause with no time of its own, right behind a dated event of the same states, tells of the same day."""
        if (
            frame.type not in _OCCASIONS
            or frame.tense in ("future", "past-perfect", "possible", "conditional")
            or frame.headline
        ):
            return None
        before = next((h for h in reversed(told) if not h.frame.headline and h.date is not None), None)
        if before is None or before.date is None or frame.factuality != "actual" or before.date.when.days > 3:
            return None
        if before.date.source.form == "lead":
            return None  # only supposed itself
        if before.frame.background or before.old or not set(states) & set(before.states):
            return None
        since = range(before.frame.sentence + 1, frame.sentence + 1)
        if len(since) > _STILL_TOLD or any(number in self.timed for number in since):
            return None
        why = before.date.why if before.date.why.startswith(_SAME) else f"{_SAME} ({before.date.why})"
        return Solved(before.date.when, why, before.date.source)

    def _news_of_the_day(self, frame: Frame) -> Solved | None:
        """What a lead tells as done, with no time, was done on the day of the story or the two days before."""
        day_ = self.anchor.day
        if (
            day_ is None
            or frame.headline
            or frame.sentence > self.lead_until
            or frame.factuality != "actual"
            or frame.background
        ):
            return None
        if frame.tense not in ("past", "perfect") or frame.type not in _NEWS or self.story.title is None:
            return None
        if any(argument.label in OTHER_TIME for argument in frame.arguments):
            return None
        source = TimeExpression(frame.trigger, "lead")
        return Solved(Interval(day_ - timedelta(days=2), day_), "told as news of the story's day", source)


_COUNTED_OFF = re.compile(
    r"\b(?:(?:only|just|barely|less than|some)\s+)?(\w+|a few|several)\s+(hour|day|week)s?\s+(after|before)\s+(?:\w+\s+){0,3}[^,;:]{0,60}$"
)
_COUNTS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1, "1": 1}


def _number(word: str) -> int | None:
    word = word.lower()
    return int(word) if word.isdigit() else _COUNTS.get(word)


def _done_then(frame: Frame, expression: TimeExpression) -> bool:
    """ "Voted on Wednesday to send troops": the day is that of the vote, which is past."""
    if expression.form not in _LOOSE:
        return False
    before = expression.span.end <= frame.trigger.start and frame.stage in ("approved", "agreed", "ratified")
    return frame.tense in ("past", "perfect") or (frame.tense == "infinitive" and before)
