"""Why a page was read as it was: every step of its reading, gathered from the stages into plain values.

Document ── reader.explain, identifier.happenings ──▶ StoryRead ── share.explanations ──▶ the reader's eye
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legation.explanation import EventLeft, EventRead, NameRead, Partaker, SentenceRead, StoryRead, TimeRead
from legation.extract import families
from legation.extract.reader import Analysis, GrammarReader
from legation.extract.rules import Rule
from legation.extract.units import Unit
from legation.identify.discourse import Discourse
from legation.identify.happening import Dropped, Happening
from legation.identify.reports import Identifier
from legation.pipeline import dateline_time
from legation.types import (
    NATIONAL,
    Document,
    Frame,
    Mention,
    Reading,
    Report,
    Sentence,
    Span,
    Story,
    TimeExpression,
)
from legation.vocabulary import Gazetteer

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHOWN_GROUPS = frozenset({"np", "vg", "prep", "time", "adv", "rel", "sub"})
_WHO = NATIONAL | {"organisation", "group"}
_SPEAKING = frozenset({"say", "tell", "announce", "deny"})  # what they govern is looked at, not they
_MANY = 5  # classes named in one reason


class Explainer:
    """Reads pages as the pipeline does, and keeps every step."""

    def __init__(self, tables: Gazetteer) -> None:
        self._reader = GrammarReader(tables)
        self._identifier = Identifier(tables)

    def explain(self, document: Document) -> tuple[StoryRead, ...]:
        """The stories of a page, each with all steps of its reading."""
        parts = []
        for story in document.stories:
            near = tuple(
                other.published for other in document.stories if other is not story and other.published
            )
            parts.append((self._reader.read(story), dateline_time(story), near))
        reports = self._identifier.page_reports(parts)
        return tuple(self._story(*part, reports) for part in parts)

    def _story(
        self,
        reading: Reading,
        dateline: TimeExpression | None,
        near: tuple[str, ...],
        reports: tuple[Report, ...],
    ) -> StoryRead:
        story = reading.story
        found, anchor, discourse = self._identifier.happenings(reading, dateline, near)
        sentences = tuple(
            _sentence(story, number, sentence, analysis, _of(found, number), discourse, reports)
            for number, (sentence, analysis) in enumerate(
                zip(reading.sentences, self._reader.explain(story), strict=True)
            )
        )
        day = anchor.when.edtf() if anchor.when is not None else None
        furniture = tuple(_words(story, p.span) for p in story.paragraphs if p.kind == "furniture")
        return StoryRead(story, day, anchor.why, tuple(_constraints(story, near)), sentences, furniture)


def _of(found: Iterable[Happening | Dropped], number: int) -> list[Happening | Dropped]:
    return [one for one in found if one.frame.sentence == number]


def _words(story: Story, span: Span) -> str:
    return story.text[span.start : span.end]


def _constraints(story: Story, near: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if story.dateline is not None and story.dateline.date_span is not None:
        yield "the dateline says", _words(story, story.dateline.date_span)
    if story.published is not None:
        words = f" (“{_words(story, story.published_span)}”)" if story.published_span else ""
        yield "the page's date", story.published + words
    if near:
        yield "the stories beside it are of", ", ".join(sorted(set(near)))
    if story.captured is not None:
        yield "it was there by", story.captured


# ------------------------------------------------------------------ a sentence


def _sentence(
    story: Story,
    number: int,
    sentence: Sentence,
    analysis: Analysis,
    found: list[Happening | Dropped],
    discourse: Discourse,
    reports: tuple[Report, ...],
) -> SentenceRead:
    names = tuple(_name(story, mention, discourse) for mention in sentence.mentions)
    groups = tuple((kind, _words(story, span)) for kind, span in sentence.groups if kind in _SHOWN_GROUPS)
    times = tuple(TimeRead(_words(story, time.span), _says(time)) for time in sentence.times)
    events = tuple(_event(story, one, reports) for one in found if isinstance(one, Happening))
    dropped = [
        EventLeft(_words(story, one.frame.trigger), one.frame.type, one.why)
        for one in found
        if isinstance(one, Dropped)
    ]
    frames = [one.frame for one in found]
    left = (*dropped, *_near_misses(story, analysis, frames))
    return SentenceRead(sentence.kind, _words(story, sentence.span), names, groups, times, events, left)


def _name(story: Story, mention: Mention, discourse: Discourse) -> NameRead:
    party = discourse.party(mention)
    words = _words(story, mention.span)
    full = mention.name
    if party.person is not None:
        full = f"{party.person.name}, {party.person.office}" if party.person.office else party.person.name
    stands_for = full if full and full.lower() != words.lower() else None
    return NameRead(
        words, mention.kind, party.states, stands_for, party.why or "in the tables, or told by its form"
    )


def _says(time: TimeExpression) -> str:
    """A time expression in words, with what it leaves open left out."""
    if time.end is not None:
        return f"from {_says_point(time)} to {_says_point(time.end)}"
    point = _says_point(time)
    related = f"{time.relation} {point}" if time.relation else point
    return f"about {related}" if time.approximate else related


def _says_point(time: TimeExpression) -> str:
    parts = [
        f"{name} {value}" for name in ("year", "month", "day") if (value := getattr(time, name)) is not None
    ]
    if time.weekday is not None:
        parts.append(_WEEKDAYS[time.weekday])
    if time.offset is not None:
        steps = {-1: "last", 0: "this", 1: "next"}.get(time.offset, f"{time.offset:+d}")
        counted = "" if time.anchor == "story" else ", counted from the day last told of"
        parts.append(f"{steps} {time.unit or time.form}{counted}")
    return ", ".join(parts) or f"a {time.form}"


def _event(story: Story, one: Happening, reports: tuple[Report, ...]) -> EventRead:
    frame = one.frame
    partakers = tuple(
        Partaker(role, _words(story, party.mention.span), party.states, party.why)
        for role, party in one.parties
    )
    return EventRead(
        rule=frame.rule,
        trigger=_words(story, frame.trigger),
        type=frame.type,
        mode=one.mode,
        states=one.states,
        states_why=one.how,
        partakers=partakers,
        date=one.date.when.edtf() if one.date else None,
        date_words=_words(story, one.date.source.span) if one.date else None,
        date_why=one.date.why if one.date else None,
        place=one.place.name if one.place else None,
        stage=frame.stage,
        factuality=frame.factuality,
        sure=one.sure,
        report=_report_of(frame, reports),
    )


def _report_of(frame: Frame, reports: tuple[Report, ...]) -> str | None:
    """The report that a frame went into: of its type, resting on its sentence."""
    for report in reports:
        if report.type != frame.type:
            continue
        if any(e.purpose == "event" and e.start <= frame.trigger.start < e.end for e in report.evidence):
            return report.id
    return None


# ------------------------------------------------------------------ what looks like an event and is none


def _near_misses(story: Story, analysis: Analysis, frames: Iterable[Frame]) -> Iterator[EventLeft]:
    """Words that rules look for, in a sentence that names someone, where no rule was satisfied."""
    if not any(mention.kind in _WHO for mention in analysis.sentence.mentions):
        return
    taken = [frame.trigger for frame in frames]
    told = [
        clause
        for clause in analysis.clauses
        if any(clause.start <= span.start < clause.end for span in taken)
    ]
    for unit, classes in _triggers(analysis):
        if any(clause.start <= unit.start < clause.end for clause in told):
            continue  # the clause tells an event already, or it was said why not
        lacking = [
            (reasons, rule) for rule in families.ALL if (reasons := _lacking(rule, unit, classes, analysis))
        ]
        if lacking:
            reasons, rule = min(lacking, key=lambda pair: len(pair[0]))
            why = f"{rule.name} comes nearest, but {' and '.join(reasons)}"
            yield EventLeft(_words(story, Span(unit.start, unit.end)), rule.type, why)


def _triggers(analysis: Analysis) -> Iterator[tuple[Unit, frozenset[str]]]:
    for unit in analysis.units:
        if unit.kind == "np" and unit.classes:
            yield unit, unit.classes
    for clause in analysis.clauses:
        if clause.verb is not None and clause.classes - _SPEAKING:
            yield clause.verb, clause.classes


def _lacking(rule: Rule, unit: Unit, classes: frozenset[str], analysis: Analysis) -> list[str]:
    """What a rule that looks for this word does not find; empty where it does not look for it."""
    if not classes.intersection(rule.verbs if unit.kind == "vg" else rule.nouns):
        return []
    clause = next((c for c in analysis.clauses if c.start <= unit.start < c.end), None)
    near = {name for other in analysis.units for name in _about(other)}
    reasons = []
    if unit.kind != "vg" and not rule.alone and not (clause and clause.classes.intersection(rule.governors)):
        reasons.append(f"no verb of {_listed(rule.governors)} governs it")
    subjects = {name for one in clause.subjects for name in _about(one)} if clause else set()
    objects = {name for one in clause.objects for name in _about(one)} if clause else set()
    for wanted, there, what in ((rule.subject, subjects, "subject"), (rule.object, objects, "object")):
        if wanted and not there.intersection(wanted):
            reasons.append(f"its {what} is none of {_listed(wanted)}")
    if rule.needs and not near.intersection(rule.needs):
        reasons.append(f"nothing beside it is any of {_listed(rule.needs)}")
    against = near.intersection(rule.without)
    if against:
        reasons.append(f"{_listed(sorted(against))} beside it speaks against it")
    return reasons or ["its parts do not stand together as that rule wants them"]


def _about(unit: Unit) -> frozenset[str]:
    found = set(unit.classes)
    if unit.mention is not None:
        found.add(unit.mention.kind)
        if unit.mention.office:
            found.add("office")
    if unit.nationals:
        found.add("state")
    return frozenset(found)


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    more = ", …" if len(shown) > _MANY else ""
    return "“" + ", ".join(shown[:_MANY]) + more + "”"
