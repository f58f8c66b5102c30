"""What deals look at in an event, worked out once: a `Move` of some undertaking.

A move is an event of a type that has stages (arms, accords, access, projects, aid) between two states or more.
What is undertaken is told by the things, the names and the mode; when, by an interval of days: the event's own date,
or, for what is planned or undated, the days around its telling.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush

from legation import edtf
from legation.merge.profile import Thing, name_parts, same_thing
from legation.textfold import fold
from legation.types import Event, Item, Report
from legation.vocabulary import DealWords

FAMILIES = {
    "transfer": "arms",
    "agreement": "accord",
    "access": "access",
    "project": "project",
    "aid": "aid",
}
"""Types of event that can move an undertaking along, and the family of undertakings that each belongs to."""
PAPERS = {"nuclear-energy": "project", "access": "access"}
"""Modes of an agreement that is the paper of an undertaking of another family: of a plant, of a base."""

RANK = {
    stage: rank
    for rank, stage in enumerate(
        (
            "floated", "offered", "negotiating", "agreed", "approved", "signed", "ratified", "under-way", "delivered",
            "completed", "suspended", "cancelled", "lapsed",
        )
    )
}  # fmt: skip
"""The stages in the order in which a deal goes through them."""
SIGNED = RANK["signed"]
ENDED = frozenset({"completed", "cancelled", "lapsed"})
FAR = 1 << 40
LOOK_BACK = 400
"""Days before its telling in which an undated step is taken to lie."""
WIDE = 800
"""Days beyond which a date says too little to order steps by."""

_PIECE = re.compile(r"[a-z]+|\d+")
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][\w'-]+|\b[A-Z]{2,}\w*|\b[A-Z][\w'-]*\d\w*")


@dataclass(frozen=True, slots=True)
class Move:
    """One event as a step of an undertaking. ``low`` and ``high`` are days as `edtf.bounds` counts them."""

    event: Event
    founder: str
    family: str
    low: int
    high: int
    dated: bool  # the event's own date says when; else the telling does
    told: int | None  # the first day on which it was reported
    things: tuple[tuple[Thing, str, bool], ...]  # thing, category, whether its name is a general word
    suppliers: frozenset[str]
    recipients: frozenset[str]
    names: frozenset[str]
    place: frozenset[str]
    stories: frozenset[str]
    marks: frozenset[str]
    report: str
    words: str
    sentences: frozenset[tuple[str, int, int]]  # story, and where in it the step is told
    stage: str | None  # in the deal, which may be another than the event's

    @property
    def rank(self) -> int:
        """How far along its stage is; −1 where no stage is told."""
        return RANK.get(self.stage or "", -1)

    @property
    def done(self) -> bool:
        """Whether the step was taken, and not only planned, thought possible or denied."""
        return taken(self.stage, self.event.factuality)


def taken(stage: str | None, factuality: str) -> bool:
    """Whether a step was taken. What is floated is by its nature only possible."""
    return factuality == "actual" or (stage == "floated" and factuality == "possible")


def is_move(event: Event) -> bool:
    """Whether an event can be a step of a deal."""
    return event.type in FAMILIES and len(event.states) > 1


def family(event: Event) -> str:
    """The family of undertakings that an event moves along."""
    own = FAMILIES[event.type]
    return PAPERS.get(event.mode or "", own) if own == "accord" else own


def move(event: Event, reports: Sequence[Report], tables: DealWords) -> Move:
    """What deals look at in ``event``, told by ``reports`` (all of its own)."""
    own = sorted(reports, key=lambda r: r.id)
    texts = [fold(e.text) for r in own for e in r.evidence if e.purpose == "event"]
    low, high, dated = _when(event)
    best = min(
        own, key=lambda r: (r.stage != event.stage, r.date != event.date, -r.confidence, r.id), default=None
    )
    told = edtf.bounds(event.first_reported)
    marks = _marks(texts, tables)
    return Move(
        event=event,
        founder=event.reports[0],
        family=family(event),
        low=low,
        high=high,
        dated=dated,
        told=told[0] if told else None,
        things=tuple(row for row in map(_thing, event.items) if not (row[2] and row[1] == "other")),
        suppliers=_on(event, "supplier", "donor"),
        recipients=_on(event, "recipient"),
        names=_names(texts, event, tables),
        place=_place(event, tables),
        stories=frozenset(r.story.id for r in own),
        marks=marks,
        report=best.id if best else event.reports[0],
        words=next((e.text for e in best.evidence if e.purpose == "event"), "") if best else "",
        sentences=frozenset(
            (r.story.id, e.start, e.end) for r in own for e in r.evidence if e.purpose == "event"
        ),
        stage=_stage(event.stage, marks),
    )


def _stage(stage: str | None, marks: frozenset[str]) -> str | None:
    """The stage of the deal: a signed letter of intent shows it agreed, and the last of the goods completed."""
    if stage == "signed" and "intent" in marks:
        return "agreed"
    return "completed" if stage == "delivered" and "last" in marks else stage


def in_one_sentence(a: Move, b: Move) -> bool:
    """Whether the same words tell of both."""
    return any(
        story == other and start < last and first < end
        for story, start, end in a.sentences
        for other, first, last in b.sentences
    )


ECHOES = {"completed": "delivered", "signed": "agreed"}
"""Steps of which one sentence tells as two: a delivery completed; a paper signed, and what is agreed in it."""


def told_once(moves: Sequence[Move]) -> list[Move]:
    """Moves, with those levelled of which one sentence tells as of two steps; they are the further one.

    What completes a delivery completes the deal where it says how many; else ("of a second battery") it is a delivery.
    A purchase that is negotiated on is no purchase yet: they are the earlier one.
    """
    found = list(moves)
    of_story: dict[str, list[int]] = defaultdict(list)
    for n, m in enumerate(moves):
        for story in m.stories:
            of_story[story].append(n)
    for n, main in enumerate(moves):
        if not main.done or main.stage not in ECHOES:
            continue
        beside = sorted({k for story in main.stories for k in of_story[story]})
        if main.stage == "signed" and any(_talked_of(main, found[k]) for k in beside):
            found[n] = replace(main, stage="negotiating")
            continue
        echoes = [
            k
            for k, m in ((k, found[k]) for k in beside)
            if m.done
            and m.stage == ECHOES[main.stage]
            and _share_things(main, m)
            and in_one_sentence(main, m)
        ]
        if not echoes:
            continue
        group = [found[k] for k in (n, *echoes)]
        counted = main.stage == "signed" or any(thing.quantity for m in group for thing, _, _ in m.things)
        for k in (n, *echoes):
            found[k] = replace(found[k], stage=main.stage if counted else ECHOES[main.stage])
    return found


def _talked_of(signed: Move, m: Move) -> bool:
    """Whether the same words tell of talks on what is given as signed, and no day of a signature is told."""
    if signed.dated or m.stage != "negotiating" or not m.done:
        return False
    return _share_things(signed, m) and in_one_sentence(signed, m)


def _share_things(a: Move, b: Move) -> bool:
    """Whether the same thing is named in both, or none in one of them."""
    return not (a.things and b.things) or any(
        same_thing(x, y) for x, _, _ in a.things for y, _, _ in b.things
    )


def _when(event: Event) -> tuple[int, int, bool]:
    """The days in which the step can lie, and whether the event's own date says so."""
    told = edtf.bounds(event.first_reported)
    span = edtf.bounds(event.date)
    if event.factuality == "actual" and span and span[1] - span[0] <= WIDE:
        return span[0], span[1], True
    if told:  # what is planned is a step of the day on which it was said
        back = LOOK_BACK if event.factuality == "actual" else 0
        return told[0] - back, told[1], False
    if span:
        return span[0] - LOOK_BACK, span[1], False
    return FAR, FAR, False


def _marks(texts: Sequence[str], tables: DealWords) -> frozenset[str]:
    """What the words say of the kind of step; what is under a framework is none itself."""
    found = {name for name, words in tables.marks.items() if any(words.search(t) for t in texts)}
    return frozenset(found - {"framework"} if "under" in found else found)


def _thing(item: Item) -> tuple[Thing, str, bool]:
    name = item.designation
    general = name == name.lower() and not any(c.isdigit() for c in name)
    return Thing(name, frozenset(_PIECE.findall(fold(name).lower())), item.quantity), item.category, general


def _on(event: Event, *roles: str) -> frozenset[str]:
    return frozenset(a.state for a in event.actors if a.role in roles and a.state in event.states and a.state)


def _names(texts: Sequence[str], event: Event, tables: DealWords) -> frozenset[str]:
    """Names in the evidence that can tell one undertaking from another: not of states, persons or months."""
    persons = {part for a in event.actors if a.kind == "person" for part in a.name.lower().split()}
    found = {m[0].lower().removesuffix("'s") for text in texts for m in _NAME.finditer(text)}
    things = {part for i in event.items for part in re.findall(r"[\w'-]+", fold(i.designation).lower())}
    known = persons | things | tables.everyday
    return frozenset(w for w in found if len(w) > 2 and w not in known and w.removesuffix("s") not in things)


def _place(event: Event, tables: DealWords) -> frozenset[str]:
    """The words of the place, where it is narrower than a state and no capital."""
    if event.place is None or event.place.precision in {"country", "region"}:
        return frozenset()
    if set(fold(event.place.name).lower().split()) <= tables.everyday:
        return frozenset()
    return name_parts(event.place.name)


def in_order(moves: Sequence[Move]) -> list[Move]:
    """Moves as they happened: one that surely lies before another comes first, then the earlier stage, then the day.

    Of those that nothing surely precedes, the one of the lowest stage is taken, again and again; so the order is a
    function of the moves alone.
    """
    coming = sorted(moves, key=lambda m: (m.low, m.high, m.founder))
    ends = sorted((m.high, n) for n, m in enumerate(coming))
    ready: list[tuple[tuple[int, int, int, bool, str], int]] = []
    taken: list[Move] = []
    gone = [False] * len(coming)
    arrived = first = 0
    while len(taken) < len(coming):
        while gone[ends[first][1]]:
            first += 1
        # Days tell the order of what is dated; stages only where the days leave it open.
        # A contract comes before the paper that is told beside it, so that the paper finds it.
        while arrived < len(coming) and coming[arrived].low <= ends[first][0]:
            m = coming[arrived]
            heappush(ready, ((m.rank, m.low, m.high, m.family == "accord", m.founder), arrived))
            arrived += 1
        _, chosen = heappop(ready)
        gone[chosen] = True
        taken.append(coming[chosen])
    return taken
