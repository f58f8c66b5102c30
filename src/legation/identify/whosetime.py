"""What a time of a sentence hangs on, where its words show it: a clause of its own, a relative clause, a noun of deeds."""

from __future__ import annotations

import re

from legation.identify.bearing import POSSESSIVE
from legation.types import Frame, Sentence, TimeExpression

_WHEN = re.compile(r",? when\b")
_OTHER_CLAUSE = re.compile(r"[,;:]|\b(?:which|who|whom|that|had)\b")
_WHO = re.compile(r"\b(?:who|which|whom|(?<=[a-z] )that)\b [^,;]*$")
_BESIDE = 2  # characters between a time and the verb behind it
_REACH = 160  # characters
_DEED = re.compile(
    r"\b(?:attack|strike|raid|incursion|bombing|bombardment|shelling|explosion|killing|murder|assassination|poisoning"
    r"|invasion|annexation|downing|shooting|massacre|coup|clash|incident|violation|tapping|abduction|seizure)(?:s|es)?"
    r"(?: (?:of|on|in|at|against|near|by|off|over|upon|carried out)\b[^;]*|,? (?:(?:in|on|of|at) )?)$"
)
_CONDEMNED = re.compile(r"\b(?:condemn|denounc|deplor|protest|decri)\w*\b[^;]*?" + _DEED.pattern)
_STANDING = frozenset({"dispute", "pledge", "sanction", "access"})
_WHO_THEN = re.compile(r", (?:who|which) (?:had )?(?:on|in) $")  # "the authorities, who on April 17 declared"
_WHERE = re.compile(r",? where(?: [^,;.]*)?$")
_UNDONE = re.compile(
    r"\b(?:renew|extend|prolong|denounc|revok|accept|terminat|cancel|scrap|tear|tore|abrogat|suspend|ratif|amend|revis|updat"
    r"|replac|annul|void|supersed|invok|confirm|reaffirm|recall|put an end|puts an end|an end to|out of)\w*\b[^,;]*$"
)
_NOT = re.compile(r"\b(?:not|never|than|refus\w+|declin\w+)\b")
_OBJECT = re.compile(r"\b(?:mark|celebrat|commemorat|observ|remember)(?:e|s|es|ed|ing)? $")
_ASKED = re.compile(r" (?:when|how|why|whether)\b")
_RUNS_FROM = re.compile(
    r"[”\"’')]*(?: (?:of|in|with|between|at|near|by) [^,;:.]{1,60})?,? (?:lasting|running|held|taking place|to be held|to run|due to (?:open|begin|start|be held)|scheduled"
    r"|whose|which (?:will )?(?:runs?|lasts?|began|begins?|opens?|opened|is to))\b[^,;:]*$"
)
_PAPER = re.compile(
    r"\b(?:agreements?|memorandum|accord|pact|treaty|protocol|deal|framework|partnership|arrangement|lease)\b"
    r"(?:[^,;:.]{0,80} (?:signed|concluded|reached|sealed|initialled|put to paper)\b[^,;:.]{0,30}?)? (?:(?:in|on|of|late|early) )?$"
)
_RUN_DAYS = frozenset({"range", "day", "weekday"})
_ITS_SUBJECT = re.compile(r",? (?:it|he|she|they) (?:will|would|has|had|is|was|are|were)\b")
_PAST = re.compile(
    r"(?:(?:had|was|were|did)\b(?! to\b)|\w+ed\b|said|told|met|made|took|gave|went|came|held|began|left|sent|brought|bought"
    r"|sold|built|won|became|spoke|wrote|flew|rang|threw|broke|chose|fell|kept|lost|paid|rose|saw|stood|struck|swore"
    r"|withdrew|found)(?:(?! to ).)*$"
)
_BREAK = re.compile(r"[;:]| that | whether |\b(?:due|expected|scheduled|planned|slated)\b")


def hangs_elsewhere(text: str, frame: Frame, sentence: Sentence, time: TimeExpression) -> bool:
    """The time is that of other words of the sentence than those that tell of the frame's event."""
    return (
        _of_deed(text, frame, sentence, time)
        or _in_relative(text, frame, sentence, time)
        or _in_place_clause(text, frame, time)
        or _of_old_paper(text, frame, time)
        or _of_asking(text, frame, time)
        or _is_object(text, time)
    )


def _of_deed(text: str, frame: Frame, sentence: Sentence, time: TimeExpression) -> bool:
    """ "Condemned the strike on Doha on 9 September": the day is that of what the dispute is about."""
    if frame.type != "dispute":
        return False
    if (
        time.span.end <= frame.trigger.start
    ):  # "condemned the strike on Doha on 9 September and called on Israel to …"
        return " and " in text[time.span.end : frame.trigger.start] and (
            _CONDEMNED.search(text, sentence.span.start, time.span.start) is not None
        )
    return _DEED.search(text, frame.trigger.end, time.span.start) is not None


def _in_relative(text: str, frame: Frame, sentence: Sentence, time: TimeExpression) -> bool:
    """ "The officers who rebelled on 26 July have torn up the pact": the time is that of the relative clause, behind which
    the main verb follows."""
    if frame.trigger.start < time.span.end:
        return False
    opened = _WHO.search(text, max(sentence.span.start, time.span.start - _REACH), time.span.start)
    if opened is None:
        return False
    verbs = [span for kind, span in sentence.groups if kind == "vg"]
    if text.startswith("that", opened.start()) and any(0 <= opened.start() - span.end <= 1 for span in verbs):
        return False  # "said that …"
    own = any(opened.start() <= span.start < time.span.start for span in verbs)
    return own and (
        any(0 <= span.start - time.span.end <= _BESIDE for span in verbs)
        or _ITS_SUBJECT.match(text, time.span.end) is not None
    )


def _in_place_clause(text: str, frame: Frame, time: TimeExpression) -> bool:
    """ "Voiced concern about the shoal, where on June 17 sailors boarded boats": the day is that of the clause."""
    if time.span.start < frame.trigger.end:
        return False
    if _WHO_THEN.search(text, frame.trigger.end, time.span.start):
        return True
    if frame.type not in _STANDING:
        return False
    found = _WHERE.search(text, frame.trigger.end, time.span.start)
    if found is None:
        return False
    right_behind = text[found.start() : time.span.start].split()[1:] in (
        ["where"],
        ["where", "on"],
        ["where", "in"],
    )
    return frame.tense == "present" or right_behind


def _of_old_paper(text: str, frame: Frame, time: TimeExpression) -> bool:
    """ "Renewed the agreement of 1995": the year is that of the paper, and what is told of is its renewal."""
    if (
        frame.type not in ("agreement", "access")
        or time.relation != "of"
        or time.span.start < frame.trigger.end
    ):
        return False
    found = _UNDONE.search(text, frame.span.start, frame.trigger.start)
    return found is not None and _NOT.search(text, frame.span.start, found.start()) is None


def _of_asking(text: str, frame: Frame, time: TimeExpression) -> bool:
    """ "Could not say last Thursday when the soldiers had gone": the day is that of the saying."""
    if frame.tense != "past-perfect" or time.span.end > frame.trigger.start:
        return False
    return _ASKED.match(text, time.span.end) is not None


def _is_object(text: str, time: TimeExpression) -> bool:
    """ "Will mark Aug 14 in solidarity": the day is what is marked."""
    if text.startswith(POSSESSIVE, time.span.end):
        return False
    return _OBJECT.search(text, max(0, time.span.start - 20), time.span.start) is not None


def when_time(text: str, frame: Frame, sentence: Sentence) -> TimeExpression | None:
    """ "It is a long way from 2008, when the two signed": the time right before the "when" of the frame's clause."""
    start = sentence.span.start
    at = next(reversed(list(_WHEN.finditer(text, start, frame.trigger.start))), None)
    if (
        at is None
        or frame.tense not in ("past", "none")
        or _OTHER_CLAUSE.search(text, at.end(), frame.trigger.end)
    ):
        return None
    inside = any(at.end() <= time.span.start for time in frame.times)
    return None if inside else next((t for t in sentence.times if t.span.end == at.start()), None)


def days_of_run(text: str, frame: Frame, sentence: Sentence) -> TimeExpression | None:
    """ "Arrived today for the exercise, lasting two weeks from September 24 to October 10": the days said of the drill itself."""
    behind = (
        time for time in sentence.times if time.span.start >= frame.trigger.end and time.form in _RUN_DAYS
    )
    time = next(behind, None)
    if time is None or frame.type not in ("exercise", "training", "forum", "port-call"):
        return None
    return time if _RUNS_FROM.match(text, frame.trigger.end, time.span.start) else None


def times_of_papers(text: str, sentence: Sentence) -> list[TimeExpression]:
    """ "Under a memorandum which the two signed on August 13th", "on a lease of 1903": the times of papers."""
    found: dict[int, TimeExpression] = {}
    for time in sorted(sentence.times, key=lambda time: time.span.start):
        paper = _PAPER.search(text, sentence.span.start, time.span.start)
        if paper is not None:
            found.setdefault(paper.start(), time)
    return list(found.values())


def told_as_past(text: str, sentence: Sentence, time: TimeExpression) -> bool:
    """ "Will put an end to it, the minister announced on Thursday": the verb that the time stands with is in the past."""
    verbs = sorted((span for kind, span in sentence.groups if kind == "vg"), key=lambda span: span.start)
    before = next((span for span in reversed(verbs) if span.end <= time.span.start), None)
    if before is None or _BREAK.search(text, before.end, time.span.start):
        return False
    after = next((span for span in verbs if span.start >= time.span.end), None)
    if after is not None and not re.search(r"[,;:.]| and | but ", text[time.span.end : after.start]):
        return False  # "said the drill on Friday would …"
    return _PAST.match(text[before.start : before.end]) is not None
