"""When a frame's event took place: its own time expression, the occasion just told of, or the news of the day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from legation.identify.bearing import Bearing, ends, runs, weak
from legation.identify.beside import OTHER_TIME, time_beside
from legation.identify.calendar import Interval
from legation.identify.counting import STILL_TOLD, Counting, counted_off
from legation.identify.happening import Dropped, Happening
from legation.identify.narrative import CARRIED, Narrative
from legation.identify.solving import Solved, solve, spanned
from legation.identify.storyday import Anchor
from legation.identify.whosetime import days_of_run, hangs_elsewhere, times_of_papers, told_as_past, when_time
from legation.types import Frame, Sentence, Story, TimeExpression

_NEWS = frozenset({"meeting", "agreement", "transfer", "sanction", "dispute", "aid", "institution"})
_NEWS_NOW = _NEWS | {"access", "deployment", "port-call", "project"}  # "has suspended", "have reached"
_OCCASIONS = frozenset(
    {"meeting", "agreement", "pledge", "dispute", "sanction", "aid", "transfer", "institution"}
)
_SAME = "the occasion just told of"
_OPEN_ENDED = frozenset({"from", "since", "until", "till", "by"})
_YEAR = 365  # days

_PLAIN = frozenset({None, "on", "in", "over", "during"})
_NEXT = re.compile(r"\b(?:and|but|while)(?: on| in)? ?$")
_DONE = frozenset({"past", "perfect", "past-perfect"})  # tenses of what is over when the story is told


def _plain(sentence: Sentence) -> bool:
    """No time, or one that tells when: where only words speak for an event, nothing says which of two times is its own."""
    times = [time for time in sentence.times if time.form != "duration"]
    return len(times) < 2 and all(time.relation in _PLAIN for time in times)


def _settled(frame: Frame) -> bool:
    """Its own clause tells of what is done, and gives one time for it."""
    return frame.tense == "past" and len(frame.times) == 1 and frame.times[0].relation in _PLAIN


@dataclass(slots=True)
class When:
    """The running days of one story."""

    story: Story
    anchor: Anchor
    lead_until: int  # the last sentence that belongs to the lead
    timed: frozenset[int] = frozenset()  # the sentences that give a time
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)  # `Lexicon.timing`
    claimed: frozenset[int] = frozenset()  # the times of the sentence that an event of it has for its own
    sentence: Sentence | None = None  # the one that is being read
    asides: set[int] = field(default_factory=set)  # the frames told by the way, by id
    narrative: Narrative = field(init=False)
    counting: Counting = field(init=False)
    bearing: Bearing = field(init=False)

    def __post_init__(self) -> None:
        self.narrative = Narrative(self.story, self.anchor, self.lead_until, self.words)
        self.counting = Counting(self.anchor, self.narrative)
        self.bearing = Bearing(self.story.text, self.anchor)

    def date_of(
        self, frame: Frame, sentence: Sentence, states: tuple[str, ...], told: list[Happening]
    ) -> Solved | None:
        """The date of a frame's event, or None where the text leaves it open."""
        if frame.hint and not _plain(sentence):
            return self._of_words(frame, sentence)
        first = self._told(frame, sentence, states, told)
        if frame.headline or not runs(frame) or (first is not None and first.when.days > 1):
            return first
        closing = self._closing(frame, sentence)
        if closing is None:
            return first
        ahead = frame.tense != "past" or self.bearing.awaited(frame, closing)
        last = self._solve(closing, frame, ahead)
        if first is None:
            return self._from_today(frame, last)
        return (spanned(first, last) if last is not None else None) or first

    def _of_words(self, frame: Frame, sentence: Sentence) -> Solved | None:
        """Where only words speak for an event, and the sentence gives several times: that of the paper which it tells of, else
        the one of the clause, if that is settled and no paper's."""
        papers = times_of_papers(self.story.text, sentence)
        others = [time for time in sentence.times if time not in papers and time.form != "duration"]
        if frame.type == "agreement" and len(papers) == 1:
            return self._solve(papers[0], frame)
        if frame.type != "agreement" and papers and frame.times and frame.times[0] in papers:
            plain = len(others) == 1 and others[0].relation in _PLAIN and frame.tense == "past"
            return self._solve(others[0], frame) if plain else None
        return self._own(frame) if _settled(frame) and not self._in_turn(frame, sentence) else None

    def _in_turn(self, frame: Frame, sentence: Sentence) -> bool:
        """ "…, and on Sunday another flew in": a further time opens what is told next, and the words may be about that."""
        others = (time.span.start for time in sentence.times if time not in frame.times)
        return any(_NEXT.search(self.story.text, sentence.span.start, at) for at in others)

    def _closing(self, frame: Frame, sentence: Sentence) -> TimeExpression | None:
        """The one time of the sentence, outside the clause, that tells when what takes days is over."""
        found = [time for time in sentence.times if time not in frame.times and self._closes(frame, time)]
        return found[0] if len(found) == 1 else None

    def _closes(self, frame: Frame, time: TimeExpression) -> bool:
        if ends(frame, time):
            return True
        before = self.story.text[max(0, time.span.start - 20) : time.span.start].lower().split()
        if before and before[-1] == "on":
            before.pop()
        return bool(before) and before[-1] in self.words.get("closings", ())

    def _told(
        self, frame: Frame, sentence: Sentence, states: tuple[str, ...], told: list[Happening]
    ) -> Solved | None:
        """What the text tells of the event's day; what is surest is asked first."""
        found = (
            counted_off(self.story.text, frame, sentence, told, lambda time: self._solve(time, frame))
            or self._run(frame, sentence)
            or self._when(frame, sentence)
            or self._own(frame)
            or self._beside(frame, sentence)
            or self.narrative.labelled(frame, sentence)
            or self._same_occasion(frame, sentence, states, told)
            or self._carried(frame, sentence)
            or self._news_of_the_day(frame)
        )
        return None if found is not None and self._too_late(frame, found) else found

    def _too_late(self, frame: Frame, solved: Solved) -> bool:
        """ "Received him on the way to the summit that opens tomorrow": what is done was not done on a day to come."""
        if runs(frame) and (solved.source.form == "range" or self.bearing.awaited(frame, solved.source)):
            return False  # "has been invited to the fair in October", "arrived for the drill from 5 to 9 May": when it is to be
        return frame.factuality == "actual" and frame.tense in _DONE and self._lies_ahead(solved)

    def _lies_ahead(self, solved: Solved) -> bool:
        today = self.anchor.when
        return today is not None and solved.when.first > today.last

    def enter(self, number: int, sentence: Sentence) -> None:
        """Keep the times that a sentence names."""
        self.sentence = sentence
        self.counting.enter(number, sentence)

    def heard(self, happening: Happening) -> None:
        """Keep the day of an event told of, for "the same day" and for what the story goes on to tell."""
        self.counting.heard(happening)
        solved, frame = happening.date, happening.frame
        if solved is None or solved.source.form == "lead" or frame.headline or frame.background:
            return
        if solved.source.relation in _OPEN_ENDED:
            self.asides.add(id(frame))  # "is here from 28 July": no day that the story has come to
            return
        if self._by_the_way(solved):
            self.asides.add(id(frame))
        elif frame.factuality == "actual":
            self.narrative.tell(solved, frame.sentence)

    def _by_the_way(self, solved: Solved) -> bool:
        """ "Since men died there on the 15th, …", "of the battles of July": a time on which the story does not go on."""
        if solved.source.relation == "of":
            return True
        start = self.sentence.span.start if self.sentence is not None else 0
        before = self.story.text[start : solved.source.span.start].lower().rpartition(",")[2].split()
        return start <= solved.source.span.start and not self.words.get("asides", frozenset()).isdisjoint(
            before
        )

    def headlined(self, one: Happening | Dropped) -> Happening | Dropped:
        """A headline tells, in the present tense, of the day that its lead gives."""
        if not isinstance(one, Happening) or one.date is not None or not one.frame.headline:
            return one
        frame, main = one.frame, self.narrative.main
        if (
            main is None
            or frame.times
            or frame.factuality not in ("actual", "planned")
            or frame.type not in _OCCASIONS - {"transfer"}  # it speaks of the whole deal, not of a step
        ):
            return one
        source = TimeExpression(frame.trigger, "lead")
        return replace(
            one, date=Solved(main.when, f"the day that its lead tells of ({main.solved.why})", source)
        )

    def is_fresh(self, frame: Frame, solved: Solved | None) -> bool:
        """Undated, or dated only by its place, in the headline or the lead: the news itself."""
        lead = frame.headline or frame.sentence <= self.lead_until
        return lead and (solved is None or solved.source.form == "lead")

    def is_old(self, solved: Solved | None) -> bool:
        """More than two months before the story; of a season or a year that is over, its beginning is."""
        if solved is None or self.anchor.when is None:
            return False
        over = solved.when.days > 31 and solved.when.last < self.anchor.when.first
        return (self.anchor.when.first - (solved.when.first if over else solved.when.last)).days > 60

    def _solve(self, expression: TimeExpression, frame: Frame, ahead: bool = False) -> Solved | None:
        return solve(expression, self.anchor, self.counting.base(expression, frame.sentence), ahead)

    def _own(self, frame: Frame) -> Solved | None:
        """The narrowest of the clause's own times, up to the last day where it gives one.

        "Two days earlier, on Monday": the day named is the surer one.
        """
        found: list[tuple[bool, int, bool, int, Solved]] = []
        unsettled = False
        for number, expression in enumerate(frame.times):
            if not self._tells(frame, expression) or self.counting.adrift(frame, expression):
                continue
            solved = self._solve(expression, frame, self._ahead(frame, expression))
            if solved is not None:
                counted = expression.form == "distance"
                length = min(solved.when.days, _YEAR)  # a leap year is no longer than another
                found.append((weak(expression), length, counted, number, solved))
            elif expression.relation in _PLAIN and expression.form == "weekday":
                unsettled = True
        if not found or (unsettled and all(one[0] for one in found)):
            return None  # "on Friday gave back the base that, since 1999, …": not since 1999
        last = next((one[4] for one in found if ends(frame, one[4].source)), None)
        return self._until(frame, min(found, key=lambda item: item[:4])[4], last)

    def _tells(self, frame: Frame, expression: TimeExpression) -> bool:
        """The expression gives the event's time, and hangs on nothing else."""
        text, sentence = self.story.text, self.sentence
        if sentence is None or not self.bearing.tells(frame, expression):
            return sentence is None
        return not hangs_elsewhere(text, frame, sentence, expression)

    def _ahead(self, frame: Frame, expression: TimeExpression) -> bool:
        """The expression, where it leaves that open, means a time that is to come."""
        if not self.bearing.ahead(frame, expression):
            return False
        if self.sentence is None or self.bearing.awaited(frame, expression):
            return True
        return not told_as_past(self.story.text, self.sentence, expression)

    def _run(self, frame: Frame, sentence: Sentence) -> Solved | None:
        """The days that are said of the drill itself, with the last one where it is told apart."""
        time = None if frame.headline else days_of_run(self.story.text, frame, sentence)
        if time is None or weak(time):
            return None
        first = self._solve(time, frame, self._ahead(frame, time))
        last = next((t for t in sentence.times if t.span.start > time.span.end and ends(frame, t)), None)
        if first is None or last is None:
            return first
        until = self._solve(last, frame, True)
        return (spanned(first, until) if until is not None else None) or first

    def _when(self, frame: Frame, sentence: Sentence) -> Solved | None:
        time = None if frame.headline else when_time(self.story.text, frame, sentence)
        if time is None or time.relation == "until":
            return None
        return self._solve(time, frame, time.relation == "by")

    def _until(self, frame: Frame, first: Solved, last: Solved | None) -> Solved:
        """ "Opened on Friday and runs until the 27th"; what runs now and has no first day runs from the story's day."""
        if last is None:
            return first
        if first is last:
            return self._from_today(frame, last) or first
        return spanned(first, last) or first

    def _from_today(self, frame: Frame, last: Solved | None) -> Solved | None:
        day_ = self.anchor.day
        if last is None or day_ is None or frame.tense not in ("present", "future") or last.when.last <= day_:
            return None
        return Solved(Interval(day_, last.when.last), f"from the story's day, {last.why}", last.source)

    def _beside(self, frame: Frame, sentence: Sentence) -> Solved | None:
        own = frame.times
        if own and not any(self._tells(frame, time) for time in own):
            rest = tuple(time for time in sentence.times if time not in own)
            frame, sentence = replace(frame, times=()), replace(sentence, times=rest)
        beside = time_beside(self.story.text, frame, sentence, self.claimed)
        if beside is None:
            return None
        if beside.own:
            return self._own(replace(frame, times=(beside.time,)))
        return self._solve(beside.time, frame)

    def _same_occasion(
        self, frame: Frame, sentence: Sentence, states: tuple[str, ...], told: list[Happening]
    ) -> Solved | None:
        """A clause with no time of its own, right behind a dated event of the same states, tells of the same day."""
        if (
            frame.type not in _OCCASIONS
            or frame.tense in ("future", "past-perfect", "possible", "conditional")
            or frame.headline
            or self.narrative.elsewhen(sentence)
        ):
            return None
        before = next((h for h in reversed(told) if not h.frame.headline and h.date is not None), None)
        if before is None or before.date is None or frame.factuality != "actual" or before.date.when.days > 3:
            return None
        if before.date.source.form == "lead" or before.date.why.startswith(CARRIED):
            return None  # only supposed itself
        if id(before.frame) in self.asides or self._lies_ahead(before.date):
            return None
        if before.frame.background or before.old or not set(states) & set(before.states):
            return None
        since = range(before.frame.sentence + 1, frame.sentence + 1)
        if len(since) > STILL_TOLD or any(number in self.timed for number in since):
            return None
        why = before.date.why if before.date.why.startswith(_SAME) else f"{_SAME} ({before.date.why})"
        return Solved(before.date.when, why, before.date.source)

    def _carried(self, frame: Frame, sentence: Sentence) -> Solved | None:
        """The day on which the story goes on; a sentence that gives a time of its own does not."""
        return None if frame.sentence in self.timed else self.narrative.carried(frame, sentence)

    def _news_of_the_day(self, frame: Frame) -> Solved | None:
        """What a lead tells as done, with no time, was done on the day of the story or the two days before.

        The perfect reaches further back: within the week.
        """
        day_ = self.anchor.day
        if (
            day_ is None
            or frame.headline
            or frame.sentence > self.lead_until
            or frame.factuality != "actual"
            or frame.background
        ):
            return None
        news = _NEWS_NOW if frame.tense == "perfect" else _NEWS
        if frame.tense not in ("past", "perfect") or frame.type not in news or self.story.title is None:
            return None
        if any(argument.label in OTHER_TIME for argument in frame.arguments):
            return None
        source = TimeExpression(frame.trigger, "lead")
        back = timedelta(days=2 if frame.tense == "past" else 6)
        return Solved(Interval(day_ - back, day_), "told as news of the story's day", source)
