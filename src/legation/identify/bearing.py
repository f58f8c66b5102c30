"""What a time of a clause has to do with the clause's event: whether it is its time, and which way it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.identify.calendar import safe_day
from legation.identify.storyday import Anchor
from legation.types import Frame, TimeExpression

_LASTING = frozenset(
    {"deployment", "access", "training", "exercise", "project", "aid", "sanction", "institution"}
)
_DEADLINE = frozenset({"by", "until", "till"})
_DUE = frozenset({"due", "planned", "scheduled", "expected", "slated"})
_LOOKS_AHEAD = re.compile(
    r"\b(?:to be (?:\w+ly )?\w+(?:ed|ld|wn|un|ut)|going to be|invit(?:ed|es|ation)|pencilled in|slated)\b[^.,;:\n]*$"
    r"|\b(?:will|shall)(?: not)? \w+(?: (?!begun|held|\w+ed\b)[\w’'-]+){0,7} ?$"
)
_NEAR = 80  # characters
_LOOSE = frozenset({"weekday", "relative"})  # forms that a present tense turns to the days ahead
_DAYS = frozenset({"day", "weekday", "distance"})
_WEAK = frozenset({"since", "until", "till", "up to", "through", "of"})
_ABOUT_TO_COME = 60  # days
_AT_ONCE = 14  # days
_FAR_AHEAD = 9  # months
_A_MONTH = 31  # days
POSSESSIVE = ("'s ", "’s ")
_OWNED = re.compile(r"['’]s (?:(?!(?:of|on|in|with|for|to|that|and|by|at|over)\b)[\w’'-]+,? ){0,4}")
_FOLLOWS = re.compile(r"\bfollows?\b[^,;]*$")
_FIRST_TIME = re.compile(r"\bfirst(?: (?:time|such \w+|of its kind))? ?$")


_ENDS = frozenset({"until", "till", "through"})
_RUNNING = frozenset({"exercise", "port-call", "forum", "meeting", "training", "deployment"})  # take days


def runs(frame: Frame) -> bool:
    """What it tells of takes days."""
    return frame.type in _RUNNING


def ends(frame: Frame, expression: TimeExpression) -> bool:
    """It tells the last day of what takes days: "the drill runs until Friday"."""
    return expression.relation in _ENDS and runs(frame)


def weak(expression: TimeExpression) -> bool:
    """It bounds the event on one side only: "since 2014"."""
    return expression.relation in _WEAK


@dataclass(frozen=True, slots=True)
class Bearing:
    """Reads the words around the times of one story."""

    text: str
    anchor: Anchor

    def tells(self, frame: Frame, expression: TimeExpression) -> bool:
        """The expression gives the time of the event, not of something beside it."""
        if not self._of_event(frame, expression):
            return False
        if not _planned(frame) or _done_then(frame, expression):
            return True
        return not self._decided_then(frame, expression) and not self._deed_before(frame, expression)

    def ahead(self, frame: Frame, expression: TimeExpression) -> bool:
        """The expression, where it leaves that open, means a time that is to come."""
        return expression.relation != "since" and (
            (_planned(frame) and not _done_then(frame, expression))
            or (
                frame.tense == "present"
                and not self._follows(frame)
                and ((expression.form in _LOOSE and not frame.headline) or self._soon(expression))
            )
            or (expression.form == "range" and runs(frame) and self._soon(expression, _AT_ONCE))
            or self.awaited(frame, expression)
            or (frame.factuality == "possible" and frame.tense in ("possible", "conditional"))
        )

    def _of_event(self, frame: Frame, expression: TimeExpression) -> bool:
        relation, after = expression.relation, expression.span.end
        if self.text.endswith("than ", 0, expression.span.start):
            return False  # "ten more than last summer"
        if relation in ("before", "after", "ahead of", "prior to"):
            return False
        if relation == "since" and _FIRST_TIME.search(
            self.text, max(0, expression.span.start - 20), expression.span.start
        ):
            return False  # "for the first time since 2012"
        if self._of_noun(frame, expression) or self._of_other_verb(frame, expression):
            return False
        if _called_off(frame) and expression.form in _DAYS:
            return False  # "called the drill off on Friday": when it was to be held is not told
        if frame.type == "dispute" and self.text.startswith(POSSESSIVE, after):
            return False  # "calls Saturday's incursion a violation"
        if relation in ("since", "until", "till") and frame.type not in _LASTING:
            return self.text.startswith((", when ", ", the day "), after)
        if relation in _ENDS and frame.type == "access" and frame.tense not in ("past", "past-perfect"):
            return False  # "may stay until 2042": when it ends
        if relation == "for" and expression.year and frame.type not in _LASTING - {"aid"}:
            return False  # "aid for 2024"
        past = frame.factuality == "actual" and frame.tense in ("past", "perfect", "infinitive")
        if relation == "by" and past:
            return False  # "has told Russia to take home 45 employees by 15 August"
        if relation == "of":  # "the pact of 2014" dates the pact; "a boat of 1988" does not date its sale
            between = self.text[frame.trigger.end : expression.span.start].strip()
            return expression.span.start >= frame.trigger.end and between in ("", "of")
        return True

    def _of_other_verb(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "Had been there since Friday and held a drill", "to unite them from 2017 and to write off the debt", "will write
        off the debt: half at once, the rest from 2016"."""
        start, end = expression.span.start, frame.trigger.start
        if expression.span.end <= end:
            between = self.text[expression.span.end : end]
            if expression.relation == "since" and " and " in between:
                return runs(frame) and expression.form in _DAYS
            if expression.relation == "since" and between.strip() == ",":
                return frame.tense == "past"  # "the centre, open since January 2017, began a course"
            both = frame.tense == "infinitive" and expression.relation == "from" and "," not in between
            return both and between.rstrip().endswith((" and to", " and"))
        return expression.relation == "from" and ": " in self.text[frame.trigger.end : start]

    def _of_noun(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "Won last year's election with the promise to leave": the time is the noun's behind it, which tells of something else."""
        after = expression.span.end
        if not self.text.startswith(POSSESSIVE, after):
            return False
        noun = frame.trigger.start
        return noun < after or _OWNED.fullmatch(self.text, after, noun) is None

    def _decided_then(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "Agreed on Tuesday to hold a drill": the day is that of the decision, and the drill's stays open."""
        if frame.tense == "conditional":  # "that the men should go was settled in May"
            return not _inside(frame, expression)
        if frame.tense != "infinitive" or expression.span.end > frame.trigger.start:
            return False
        return not _inside(frame, expression) or self.text.startswith(" to ", expression.span.end)

    def _deed_before(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "Arrived on Friday and was due to drill": the day is that of the deed told of before."""
        if _inside(frame, expression) or expression.span.end >= frame.trigger.start:
            return False
        return " and " in self.text[expression.span.end : frame.trigger.start]

    def awaited(self, frame: Frame, expression: TimeExpression) -> bool:
        """ "The next is due in May", "to go home by 15 August": words before the time that look ahead."""
        if expression.relation in _DEADLINE:
            lasted = frame.tense in ("past", "past-perfect") and frame.factuality == "actual"
            return expression.relation == "by" or not lasted  # "drilled the marines until May"
        start = max(frame.span.start - _NEAR, expression.span.start - _NEAR, 0)
        if _LOOKS_AHEAD.search(self.text, start, expression.span.start):
            return True
        line = self.text[max(0, expression.span.start - 36) : expression.span.start].rpartition("\n")[2]
        before = line.lower().split()
        return bool(before) and not _DUE.isdisjoint(before[-5:])

    def _follows(self, frame: Frame) -> bool:
        """ "The statement follows two calls on Friday": what came before."""
        return _FOLLOWS.search(self.text, frame.span.start, frame.trigger.start) is not None

    def _soon(self, expression: TimeExpression, within: int = _ABOUT_TO_COME) -> bool:
        """ "The drill opens on August 11", "in May", read on the 4th of April: no year, and about to come."""
        when = self.anchor.when
        if when is None or when.days > _A_MONTH or expression.year or not expression.month:
            return False
        today = when.last
        if expression.form == "month":
            plain = expression.offset is None and expression.anchor == "story"
            return plain and 0 < (expression.month - today.month) % 12 <= _FAR_AHEAD
        if expression.form not in ("day", "range") or not expression.day:
            return False
        coming = (safe_day(year, expression.month, expression.day) for year in (today.year, today.year + 1))
        return any(day is not None and 0 < (day - today).days <= within for day in coming)


def _planned(frame: Frame) -> bool:
    return frame.factuality == "planned" or frame.tense == "future"


def _called_off(frame: Frame) -> bool:
    return frame.factuality == "denied" and frame.type in _RUNNING and frame.tense in ("past", "perfect")


def _inside(frame: Frame, expression: TimeExpression) -> bool:
    return frame.span.start <= expression.span.start < frame.span.end


def _done_then(frame: Frame, expression: TimeExpression) -> bool:
    """ "Voted on Wednesday to send troops": the day is that of the vote, which is past."""
    if expression.form not in _LOOSE:
        return False
    before = expression.span.end <= frame.trigger.start and frame.stage in ("approved", "agreed", "ratified")
    return frame.tense in ("past", "perfect") or (frame.tense == "infinitive" and before)
