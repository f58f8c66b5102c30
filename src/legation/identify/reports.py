"""Reports: what one story says of one happening, with the words beside every value."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

from legation.identify.actors import actors_of
from legation.identify.bearing import ends
from legation.identify.calendar import Interval, parse_edtf, safe_day
from legation.identify.discourse import Discourse
from legation.identify.goods import Goods, moored, priced
from legation.identify.happening import Dropped, Happening
from legation.identify.happenings import Settler, official
from legation.identify.joining import join, talked
from legation.identify.modes import mode_of, named_mode, topics_of
from legation.identify.people import People
from legation.identify.solving import Solved, solve, spanned
from legation.identify.storyday import Anchor, Held, solve_anchor
from legation.identify.when import When
from legation.types import (
    Claim,
    Evidence,
    Frame,
    Item,
    Mention,
    Money,
    Place,
    Reading,
    Report,
    Sentence,
    Story,
    TimeExpression,
)
from legation.vocabulary import Gazetteer


class Identifier:
    """Turns a reading into reports; one is made per batch and keeps nothing between stories."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def reports(
        self, reading: Reading, dateline: TimeExpression | None = None, neighbours: Sequence[str] = ()
    ) -> tuple[Report, ...]:
        """The reports of one story, in text order."""
        return self.page_reports([(reading, dateline, neighbours)])

    def page_reports(
        self, parts: Sequence[tuple[Reading, TimeExpression | None, Sequence[str]]]
    ) -> tuple[Report, ...]:
        """The reports of a page: what several of its stories tell of one happening is one report, under the first."""
        happenings: list[Happening] = []
        readings: dict[str, Reading] = {}
        for reading, dateline, neighbours in parts:
            if not reading.frames:
                continue  # nothing is told, so nobody need be identified
            readings[reading.story.id] = reading
            found = self.happenings(reading, dateline, neighbours)[0]
            settled = [h for h in found if isinstance(h, Happening)]
            happenings += moored(priced(settled, reading.sentences), reading.sentences)
        return tuple(_report(readings, group, self._gazetteer) for group in join(happenings))

    def happenings(
        self, reading: Reading, dateline: TimeExpression | None = None, neighbours: Sequence[str] = ()
    ) -> tuple[list[Happening | Dropped], Anchor, Discourse]:
        """Every frame identified or dropped, the story's day, and the running actors: for `explain` too."""
        story = reading.story
        anchor = self._anchor(reading, dateline, neighbours)
        discourse = Discourse(
            self._gazetteer,
            People(self._gazetteer, anchor.when or parse_edtf(story.published)),
            self._home(story),
            story.text,
            self._gazetteer.lexicons[story.language].bare,
        )
        discourse.survey(reading.sentences)
        settler = Settler(
            story, self._gazetteer, discourse, anchor, [],
            When(story, anchor, _lead_until(reading), _timed(reading), self._gazetteer.lexicons[story.language].timing),
            Goods(story),
        )  # fmt: skip
        by_sentence: dict[int, list[Frame]] = {}
        for frame in reading.frames:
            by_sentence.setdefault(frame.sentence, []).append(frame)
        found: list[Happening | Dropped] = []
        for number, sentence in enumerate(reading.sentences):
            discourse.enter(sentence)
            settler.when.enter(number, sentence)
            frames = by_sentence.get(number, [])
            settler.goods.enter(number, sentence, frames)
            settler.when.claimed = frozenset(id(time) for frame in frames for time in frame.times)
            settled = [one for frame in frames if not frame.hint for one in settler.settle(frame, sentence)]
            if not any(isinstance(one, Happening) for one in settled):  # words speak where no rule does
                settled += [one for frame in frames if frame.hint for one in settler.settle(frame, sentence)]
            found += _choose(settled)
        return [settler.when.headlined(one) for one in found], anchor, discourse

    def _home(self, story: Story) -> str | None:
        if story.dateline is not None and story.dateline.place:
            entry = self._gazetteer.places.get(story.dateline.place.strip().lower())
            if entry is not None and entry.states:
                return entry.states[0]
        return story.outlet_state or self._seat(story.outlet)

    def _seat(self, outlet: str | None) -> str | None:
        """The state that an office's name tells ("Foreign Ministry, Tokyo", "Government of Hungary")."""
        if outlet is None or not official(outlet):
            return None
        parts = re.split(r",\s*|\bof\s+(?:the\s+)?|[()|]", outlet)
        named = {state for part in parts if (state := self._named_state(part)) is not None}
        return named.pop() if len(named) == 1 else None

    def _named_state(self, words: str) -> str | None:
        name = words.strip().lower()
        entry = self._gazetteer.places.get(name)
        if entry is not None and len(entry.states) == 1:
            return entry.states[0]
        return next(
            (code for code, state in self._gazetteer.states.items() if state.name.lower() == name), None
        )

    def _anchor(self, reading: Reading, dateline: TimeExpression | None, neighbours: Sequence[str]) -> Anchor:
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
            self._held(reading),
            past,
            neighbours,
            story.captured,
            reckoned,
            lead_day,
            [t for t in map(_interval, _times(reading, ahead)) if t is not None],
            _opening_day(reading),
        )

    def _held(self, reading: Reading) -> list[Held]:
        found: dict[tuple[str, str], Held] = {}
        for number, sentence in enumerate(reading.sentences):
            for mention in sentence.mentions:
                if mention.kind != "person" or not mention.office or ("former", "yes") in mention.attributes:
                    continue
                person, held = self._terms(mention)
                if held:
                    today = number < _NEWS_OF_TODAY
                    found.setdefault((person, mention.office), Held(person, mention.office, held, today))
        return list(found.values())

    def _terms(self, mention: Mention) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The name of an office holder, and the terms in which that person held that office."""
        if len(mention.states) == 1:
            person = People(self._gazetteer, None).resolve(mention, mention.states)
            terms = self._gazetteer.offices.get((mention.states[0], mention.office or ""), ())
            return person.name, tuple((term.start, term.end) for term in terms if term.person == person.key)
        own = self._gazetteer.terms.get(
            mention.key or "", ()
        )  # "President Joe Biden": the full name says whose
        terms = tuple(term for term in own if term.office == mention.office)
        return mention.key or "", tuple((term.start, term.end) for term in terms)


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


def _timed(reading: Reading) -> frozenset[int]:
    """The sentences that give a time other than how long something lasts."""
    return frozenset(
        number
        for number, sentence in enumerate(reading.sentences)
        if any(time.form != "duration" for time in sentence.times)
    )


def _lead_until(reading: Reading) -> int:
    """The number of the first sentence of the body: the lead is what stands up to it."""
    return next(
        (number for number, sentence in enumerate(reading.sentences) if sentence.kind in ("lead", "body")), -1
    )


def _choose(settled: list[Happening | Dropped]) -> list[Happening | Dropped]:
    """Of several readings of one clause, keep the surest of each that contradict: a clause tells one thing of a kind."""
    kept: list[Happening | Dropped] = []
    taken: list[Happening] = []
    ranked = sorted(
        (h for h in settled if isinstance(h, Happening)), key=lambda h: (-h.sure, h.frame.trigger.start)
    )
    for happening in ranked:
        rival = next(
            (other for other in taken if _rivals(other, happening) or _adds_nothing(happening, other)), None
        )
        if rival is not None:
            kept.append(
                Dropped(
                    happening.frame, f"{happening.frame.rule}: {rival.frame.rule} reads the same words better"
                )
            )
        else:
            taken.append(happening)
    kept += [h for h in settled if isinstance(h, Dropped)]
    return [*sorted(taken, key=lambda h: h.frame.trigger.start), *kept]


# Types that are never both meant by one clause with the same states: the surer reading stays.
_EXCLUSIVE = (
    frozenset({"agreement", "transfer", "aid", "project", "pledge"}),
    frozenset({"access", "deployment", "port-call", "institution", "training"}),
    frozenset({"meeting", "forum", "port-call"}),
    frozenset({"dispute", "sanction"}),
    frozenset({"meeting", "sanction"}),
    frozenset({"training", "exercise"}),
    frozenset({"transfer", "deployment", "training"}),
    frozenset({"dispute", "pledge"}),
    frozenset({"conflict", "exercise"}),
    frozenset({"conflict", "deployment"}),
)


_SURE_OF_NOTHING = 0.2  # the strength of rules that say nothing unless the words speak for it
_SAID_ONCE = frozenset({"meeting", "dispute"})


def _rivals(one: Happening, other: Happening) -> bool:
    a, b = one.frame, other.frame
    same_clause = a.span == b.span or (a.trigger.start < b.trigger.end and b.trigger.start < a.trigger.end)
    if not same_clause:
        return False
    if a.type == b.type and a.type in _SAID_ONCE and a.trigger == b.trigger and _one_in_other(one, other):
        return True  # one verb read by two rules
    if a.type == b.type:
        return (
            a.type == "dispute" and a.mode != b.mode
        )  # one clause rejects or accuses; what agrees is joined
    return any(a.type in group and b.type in group for group in _EXCLUSIVE)


def _adds_nothing(weak: Happening, other: Happening) -> bool:
    """A rule that is sure of nothing tells again what a surer one tells of the same sentence."""
    told_alike = weak.frame.type == other.frame.type and weak.states == other.states
    return told_alike and weak.frame.strength <= _SURE_OF_NOTHING < other.frame.strength


def _one_in_other(one: Happening, other: Happening) -> bool:
    """The states of one are among those of the other, and the two could not be joined into one report."""
    first, second = set(one.states), set(other.states)
    return first < second or second < first or (first == second and one.mode != other.mode)


# ------------------------------------------------------------------ one report


def _report(readings: Mapping[str, Reading], group: list[Happening], tables: Gazetteer) -> Report:
    story = group[0].story
    lexicon = tables.lexicons[story.language]
    lead = max(
        group, key=lambda h: (not h.frame.headline, h.date is not None, h.sure, -h.frame.trigger.start)
    )
    states = (
        max((h.states for h in group), key=lambda states: (len(states), states))
        if _grows(group)
        else lead.states
    )
    told = [h for h in group if not talked(h)] or group
    date = _best_date(told)
    place, place_holder = _best_place(told, lead)
    words = " ".join(story.text[h.frame.span.start : h.frame.span.end] for h in group)
    sentences = {
        (h.story.id, h.frame.sentence): readings[h.story.id].sentences[h.frame.sentence] for h in group
    }
    text = " ".join(story.text[s.span.start : s.span.end] for s in sentences.values())
    mode = (
        next((h.mode for h in sorted(group, key=lambda h: -h.sure) if h.mode and h.mode != "talks"), None)
        or lead.mode
    )
    if lead.frame.type == "agreement":
        mode = mode or named_mode("agreement", words, lexicon) or named_mode("agreement", text, lexicon)
    mode = mode_of(lead.frame.type, mode, words if lead.frame.type == "sanction" else text, lexicon)
    actors = actors_of(group, place, mode, tables.states)
    stage = next(
        (
            h.frame.stage
            for h in sorted(group, key=lambda h: (_weak_stage(h), h.frame.headline))
            if h.frame.stage
        ),
        None,
    )
    factuality = lead.frame.factuality
    items = _items(group, lead.frame.type)
    money = _money(group)
    claims = _claims(group)
    evidence = _evidence(story, group, sentences, date, place_holder)
    confidence = _confidence(group)
    report_id = _identity(story, lead.frame.type, mode, states, date, stage, factuality, evidence)
    return Report(
        report_id, story, lead.frame.type, mode, states, actors, date.when.edtf() if date else None,
        date.why if date else None, place, stage, factuality, topics_of(text, lexicon), items, money, claims, evidence,
        lead.frame.rule, confidence,
    )  # fmt: skip


# Fitted on stories that neither the rules nor the weights had seen (gold/second, third and fifth, each left out in turn).
_LEVEL, _BY_RULES, _BY_WORDS = 0.49, 0.39, 0.21


def _confidence(group: list[Happening]) -> float:
    """How likely type and states are right: by how sure the rules are of themselves, and by what the words weigh."""
    sure = 1 - _product(1 - h.sure for h in group)
    likely = max(h.frame.weight for h in group)
    return round(1 / (1 + math.exp(-(_LEVEL + _BY_RULES * _odds(sure) + _BY_WORDS * _odds(likely)))), 2)


def _odds(share: float) -> float:
    share = min(max(share, 0.01), 0.99)
    return math.log(share / (1 - share))


def _grows(group: list[Happening]) -> bool:
    return group[0].frame.type in ("exercise", "forum") or len(group) > 1


def _weak_stage(happening: Happening) -> int:
    return {"signed": 0, "ratified": 0, "delivered": 1, "agreed": 3, None: 9}.get(happening.frame.stage, 2)


def _product(values) -> float:  # type: ignore[no-untyped-def]
    result = 1.0
    for value in values:
        result *= value
    return result


def _best_date(group: list[Happening]):  # type: ignore[no-untyped-def]
    dated = [h.date for h in group if h.date is not None]
    body = [h.date for h in group if h.date is not None and not h.frame.headline]
    dated = [solved for solved in dated if solved.source.form != "lead"] or body or dated
    if not dated:
        return None
    last = next((h.date for h in group if h.date is not None and ends(h.frame, h.date.source)), None)
    if last is not None:
        starts = [solved for solved in dated if solved is not last]
        runs = [run for solved in starts if (run := spanned(solved, last)) is not None]
        if runs:
            return min(runs, key=lambda solved: solved.when.days)
    best = min(
        dated, key=lambda solved: (solved.when.days if solved.when.days != 1 else 0, solved.source.span.start)
    )
    ranges = [solved for solved in dated if 1 < solved.when.days <= 60 and solved.source.form == "range"]
    return ranges[0] if ranges else best


def _best_place(group: list[Happening], lead: Happening) -> tuple[Place | None, Happening | None]:
    rank = {"point": 0, "city": 1, "region": 2, "country": 3}
    placed = [h for h in group if h.place is not None]
    if not placed:
        return None, None
    best = min(
        placed,
        key=lambda h: (rank[h.place.precision] if h.place else 9, h is not lead, h.frame.trigger.start),
    )
    return best.place, best


def _items(group: list[Happening], kind: str) -> tuple[Item, ...]:
    if kind not in ("transfer", "aid", "port-call", "project", "deployment", "exercise", "agreement"):
        return ()
    found: dict[str, Item] = {}
    for happening in group:
        for item in happening.items:
            before = found.get(item.designation.lower())
            if before is None or (before.quantity is None and item.quantity is not None):
                found[item.designation.lower()] = item
    return tuple(sorted(found.values(), key=lambda item: item.span.start))


def _money(group: list[Happening]) -> tuple[Money, ...]:
    found: dict[tuple[float, str], Money] = {}
    for happening in group:
        for money in happening.money:
            found.setdefault((money.amount, money.currency), money)
    return tuple(sorted(found.values(), key=lambda money: money.span.start))


def _claims(group: list[Happening]) -> tuple[Claim, ...]:
    found: dict[str, Claim] = {}
    for happening in group:
        for claim in happening.claims:
            found.setdefault(claim.name, claim)
    return tuple(found.values())


def _evidence(
    story: Story,
    group: list[Happening],
    sentences: Mapping[tuple[str, int], Sentence],
    date: Solved | None,
    place_holder: Happening | None,
) -> tuple[Evidence, ...]:
    found: dict[tuple[int, int, str], Evidence] = {}

    def put(start: int, end: int, purpose: str) -> None:
        found.setdefault((start, end, purpose), Evidence(start, end, story.text[start:end], purpose))

    for happening in sorted(group, key=lambda h: (h.frame.headline, h.frame.trigger.start)):
        sentence = sentences[happening.story.id, happening.frame.sentence]
        put(sentence.span.start, sentence.span.end, "event")
    if date is not None and date.source.form != "lead":
        put(date.source.span.start, date.source.span.end, "date")
    if place_holder is not None and place_holder.place_span is not None:
        put(place_holder.place_span.start, place_holder.place_span.end, "place")
    for happening in group:
        for item in happening.items:
            put(item.span.start, item.span.end, "item")
        for money in happening.money:
            put(money.span.start, money.span.end, "money")
    return tuple(found.values())


def _identity(
    story: Story, kind: str, mode: str | None, states: tuple[str, ...], date: Solved | None, stage: str | None,
    factuality: str, evidence: tuple[Evidence, ...],
) -> str:  # fmt: skip
    parts = [story.id, kind, mode or "", ",".join(states), date.when.edtf() if date else "", stage or "", factuality,
             f"{evidence[0].start}-{evidence[0].end}"]  # fmt: skip
    return "r_" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
