"""One report from the happenings of a story that tell of one thing: of each value the best that any of them gives."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from legation.identify.actors import actors_of
from legation.identify.bearing import ends
from legation.identify.goods import things_of
from legation.identify.happening import Happening
from legation.identify.joining import talked
from legation.identify.kinds import lead_of, sentences_of, wording
from legation.identify.likelihood import likelihood, odds
from legation.identify.modes import mode_of, stage_of, topics_of
from legation.identify.solving import Solved, spanned
from legation.types import Claim, Evidence, Money, Place, Reading, Report, Sentence, Story
from legation.vocabulary import Gazetteer


def report_of(
    readings: Mapping[str, Reading], group: list[Happening], mode: str | None, tables: Gazetteer
) -> Report:
    """The report that a group of happenings makes; ``mode`` is what their words tell of it."""
    story = group[0].story
    lexicon = tables.lexicons[story.language]
    lead = lead_of(group)
    states = (
        max((h.states for h in group), key=lambda states: (len(states), states))
        if _grows(group)
        else lead.states
    )
    told = [h for h in group if not talked(h)] or group
    date = _best_date(told)
    place, place_holder = _best_place(told, lead)
    words, text = wording(group, readings)
    mode = mode_of(lead.frame.type, mode, text, lexicon)
    actors = actors_of(group, place, mode, states, tables.states)
    factuality = lead.frame.factuality
    stage = stage_of(lead.frame.type, _best_stage(group), factuality, words, lexicon)
    items = things_of(group, lead.frame.type)
    money = _money(group)
    claims = _claims(group)
    evidence = _evidence(story, group, sentences_of(readings, group), date, place_holder)
    confidence = _confidence(group)
    report_id = _identity(story, lead.frame.type, mode, states, date, stage, factuality, evidence)
    return Report(
        report_id, story, lead.frame.type, mode, states, actors, date.when.edtf() if date else None,
        date.why if date else None, place, stage, factuality, topics_of(text, lexicon), items, money, claims, evidence,
        lead.frame.rule, confidence,
    )  # fmt: skip


def _best_stage(group: list[Happening]) -> str | None:
    """The stage that the surest words of a group tell, a headline's last."""
    ordered = sorted(group, key=lambda h: (h.frame.headline, _weak_stage(h)))
    return next((h.frame.stage for h in ordered if h.frame.stage), None)


# Fitted on stories that neither the rules nor the weights had seen (gold/second, third and fifth, each left out in turn).
_LEVEL, _BY_RULES, _BY_WORDS = 0.49, 0.39, 0.21


def _confidence(group: list[Happening]) -> float:
    """How likely type and states are right: as the signs have it; where none were learned, as rules and words do."""
    weighed = [h.likely for h in group if h.likely is not None]
    if weighed:
        return round(max(weighed), 2)
    sure = 1 - _product(1 - h.sure for h in group)
    likely = max(h.frame.weight for h in group)
    return round(likelihood(_LEVEL + _BY_RULES * odds(sure) + _BY_WORDS * odds(likely)), 2)


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


def _money(group: list[Happening]) -> tuple[Money, ...]:
    found: dict[tuple[float, str], Money] = {}
    for happening in group:
        for money in happening.money:
            found.setdefault((money.amount, money.currency), money)
    return tuple(sorted(found.values(), key=lambda money: money.span.start))


def _claims(group: list[Happening]) -> tuple[Claim, ...]:
    found: dict[tuple[str, str | None], Claim] = {}
    for happening in group:
        for claim in happening.claims:
            found.setdefault((claim.name, claim.state), claim)
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
