"""The time that a sentence gives outside the clause of an event, where it is the event's all the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.types import Frame, Sentence, Speech, TimeExpression

OTHER_TIME = frozenset({"on the eve of", "during", "ahead of", "after", "before", "since", "following"})
WHICH = frozenset({"which", "who", "whose"})
DECIDED = frozenset({"agreement", "transfer", "aid", "access", "pledge", "sanction", "dispute"})
_SPEECH_ACTS = frozenset({"dispute", "pledge", "sanction"})
_SEEN = frozenset({"meeting", "port-call", "deployment", "exercise", "training"})  # told of as they are
_PLAIN = frozenset({None, "on", "in", "at", "from", "between"})
_OPENS = re.compile(
    r"(?:[A-Z]{4,}:)?[\W_]*(?:(?:On|In|At|Back in|Back on|Late on|Early on|Late in|Early in|Only|And|But|Then|Later|Earlier|It was)\s+(?:on\s+|in\s+)?(?:the\s+)?)?"
)
_CLOSING = frozenset({"until", "till", "through"})  # the last day of what takes days
_TURNS_ON = re.compile(r"\b(?:and|but|while) (?:on |in )?$")  # "and in April he resigned"
_DUE = re.compile(r"\b(?:was|were|is|are) (?:due|expected|scheduled|to)\b")
_SET_IN = re.compile(r", (?:who|which|whose) [^,;]*$")
_AND_OTHERS = re.compile(r", (?:and|but|while) [^,;]+ $")
_LONG = frozenset({"month", "year", "season"})
_ASIDE = 120  # characters
_BEHIND_SAYING = 40  # characters: "told the Daily News in Lagos on Friday"


@dataclass(frozen=True, slots=True)
class Beside:
    """A time outside the clause; ``own`` where it is to be read as a time of the clause would be."""

    time: TimeExpression
    own: bool


def time_beside(text: str, frame: Frame, sentence: Sentence, claimed: frozenset[int]) -> Beside | None:
    """The one time that the sentence gives outside the clause; ``claimed`` are the ids of those that other events have."""
    if frame.headline or frame.times:
        return None
    opening = _opening(text, frame, sentence)
    if opening is not None:
        return Beside(opening, False)
    if frame.factuality in ("denied", "possible"):
        return (
            None  # "a resolution filed on Monday says that he cannot walk out": what is not done has no day
        )
    near = [time for time in _in_part(text, frame, sentence) if time.relation not in _CLOSING]
    if len(near) != 1 or near[0].relation not in _PLAIN:
        return None
    time = near[0]
    if _at_once(text, frame, time):
        return Beside(time, True)
    if id(time) in claimed and (frame.background or frame.tense not in ("past", "none")):
        return None
    if any(_with_saying(text, sentence, said, time) for said in frame.speech):
        return Beside(time, False) if _so_when_said(frame) else None
    if _of_something_else(text, frame, time) or _told_apart(text, frame, sentence, time):
        return None
    return Beside(time, True)


def _with_saying(text: str, sentence: Sentence, said: Speech, time: TimeExpression) -> bool:
    """The time stands with the words that tell who says it: right behind, or where they are set off behind what is said
    ("…, the minister told the president at a session on Tuesday") before the next verb."""
    if not said.span.start <= time.span.start:
        return False
    if time.span.start < said.span.end + _BEHIND_SAYING:
        return True
    if not text.endswith((", ", '," ', ",” "), 0, said.span.start):
        return False
    verbs = (span for kind, span in sentence.groups if kind == "vg")
    return not any(said.span.end <= span.start < time.span.start for span in verbs)


def _of_something_else(text: str, frame: Frame, time: TimeExpression) -> bool:
    """ "Groups, which were set up in September": when they were set up."""
    between = text[min(frame.trigger.end, time.span.end) : max(frame.trigger.start, time.span.start)]
    words = set(between.lower().replace(",", " ").split())
    behind = time.span.start > frame.trigger.start
    if behind and (_TURNS_ON.search(between) or (frame.factuality != "planned" and _DUE.search(between))):
        return True
    if not behind and between.startswith(",") and _set_in(text, time):
        return True
    return bool(words & OTHER_TIME) or (time.span.start > frame.trigger.start and bool(words & WHICH))


def _told_apart(text: str, frame: Frame, sentence: Sentence, time: TimeExpression) -> bool:
    """ "Signed a declaration and recalled the academy, inaugurated in 2021": a long time, with a verb of its own."""
    if time.form not in _LONG or time.span.start < frame.trigger.end:
        return False
    verbs = [span for kind, span in sentence.groups if kind == "vg"]
    own = [span for span in verbs if frame.trigger.end < span.start and span.end <= time.span.start]
    if not own:
        return False
    last = own[-1]
    if len(own) > 1 and text.endswith(", ", 0, last.start) and " " not in text[last.start : last.end]:
        return True
    present = frame.tense in ("present", "none") and frame.type in _SEEN
    return present and _AND_OTHERS.search(text, frame.trigger.end, last.start) is not None


def _set_in(text: str, time: TimeExpression) -> bool:
    """ "The president, who had cut ties a month earlier, warned"; but the morning, also of what is told by the way, is today's."""
    opened = _SET_IN.search(text, max(0, time.span.start - _ASIDE), time.span.start)
    return opened is not None and time.offset != 0


def _opening(text: str, frame: Frame, sentence: Sentence) -> TimeExpression | None:
    """ "On Friday, hours after the vote, Washington cleared the sale": the time that opens the sentence."""
    first = min(sentence.times, key=lambda time: time.span.start, default=None)
    if first is None or first.form == "duration" or first.relation not in _PLAIN:
        return None
    if not _OPENS.fullmatch(text, sentence.span.start, first.span.start):
        return None
    if frame.trigger.start < first.span.end or frame.factuality == "possible":
        return None
    if frame.factuality == "planned" and frame.type not in DECIDED:
        return None  # "On Monday he said that the drill would be held": when it will be is not told
    between = text[first.span.end : frame.trigger.start].lower()
    words = between.replace(",", " ").split()
    if WHICH & set(words) or ";" in between or _nearer(text, frame, sentence, first):
        return None
    other = max((between.rfind(f" {word} ") for word in OTHER_TIME), default=-1)
    return None if other >= 0 and "," not in between[other:] else first  # else what came before


def _nearer(text: str, frame: Frame, sentence: Sentence, first: TimeExpression) -> bool:
    """Another time stands nearer to what the frame tells: between the first and it, or behind it in the same breath."""
    trigger = frame.trigger
    return any(
        time.span.start >= first.span.end
        and (time.span.start < trigger.start or "," not in text[trigger.end : time.span.start])
        for time in sentence.times
        if time.form != "duration"
    )


def _in_part(text: str, frame: Frame, sentence: Sentence) -> list[TimeExpression]:
    """The times of the part of the sentence, between semicolons, in which the event is told."""
    start = text.rfind(";", sentence.span.start, frame.trigger.start) + 1 or sentence.span.start
    end = text.find(";", frame.trigger.end, sentence.span.end)
    return [t for t in sentence.times if start <= t.span.start < (end if end >= 0 else sentence.span.end)]


def _at_once(text: str, frame: Frame, time: TimeExpression) -> bool:
    """ "An accord was signed when the minister went to Rabat in November": both were then."""
    between = text[frame.trigger.end : time.span.start]
    joined = " when " in between and not any(mark in between for mark in ".;,")
    return joined and frame.tense in ("past", "past-perfect")


def _so_when_said(frame: Frame) -> bool:
    """ "Sweden will sell four jets, the ministers said on Friday": what is decided is so from the day it is told."""
    if frame.type in _SPEECH_ACTS:
        return True
    standing = frame.tense in ("present", "perfect") and frame.type in _SEEN
    decided = frame.type in DECIDED and frame.tense in _OF_DECISIONS
    done = frame.tense == "perfect" and frame.stage == "delivered"  # it may have been days before
    return (standing or decided) and not frame.background and not done


_OF_DECISIONS = frozenset({"present", "perfect", "future", "future-in-past", "conditional", "infinitive"})
