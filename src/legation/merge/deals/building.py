"""Building a deal: its steps with their evidence, what was ordered and delivered, how far it has got, what is awaited."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from legation import edtf
from legation.merge.deals.moves import ENDED, FAMILIES, FAR, RANK, Move, taken
from legation.merge.deals.threads import Thread
from legation.merge.profile import same_thing
from legation.types import Amount, Deal, Event, Item, Money, Step
from legation.vocabulary import DealWords

SAME_STEP = 21
"""Days within which two tellings of one stage are one step."""
_ORDER = ("arms", "project", "access", "accord", "aid")


def deal_id(founder: str) -> str:
    """The id of the deal of which ``founder`` is the first report in the order of ids; so it is for events."""
    return "d_" + hashlib.sha256(f"deal:{founder}".encode()).hexdigest()[:16]


def founder(thread: Thread) -> str:
    """The report that a deal is named for."""
    return min(m.founder for m in thread.moves)


def build(thread: Thread, tables: DealWords) -> Deal:
    """The deal of a thread; its links to other deals are put in by `linked`."""
    moves = thread.moves
    main = _main(moves)
    steps = steps_of(moves)
    amounts = amounts_of(moves, steps)
    stage = stage_of(steps)
    first, last = _news(moves)
    states = Counter(m.event.states for m in moves)
    draft = Deal(
        id=deal_id(founder(thread)),
        events=tuple(m.event.id for m in moves),
        type=main.event.type,
        states=min(states, key=lambda s: (-states[s], len(s), s)),
        title="",
        steps=steps,
        last_news=edtf.iso(last) if last is not None else None,
        items=_items(moves, amounts),
        mode=_most([m.event.mode for m in moves if m.event.type == main.event.type]),
        stage=stage,
        suppliers=_side([m.suppliers for m in moves], [m.recipients for m in moves]),
        recipients=_side([m.recipients for m in moves], [m.suppliers for m in moves]),
        money=_money(moves),
        amounts=amounts,
        first_news=edtf.iso(first) if first is not None else None,
        due=_due(FAMILIES[main.event.type], stage, moves, amounts, last, tables),
        reasons=tuple(thread.reasons),
    )
    return replace(draft, title=title(draft, main))


def linked(thread: Thread, deal: Deal, ids: dict[int, str], parts: Sequence[str]) -> Deal:
    """The deal with the ids of its framework, of its parts, and of the deal that it renews."""
    reasons = list(deal.reasons)
    under = ids[id(thread.under)] if thread.under else None
    renews = ids[id(thread.renews)] if thread.renews else None
    if under:
        reasons.append(f"under {under}: {thread.reason_under}")
    if renews:
        reasons.append(f"after {renews}: the same undertaken again")
    return replace(deal, framework=under, renews=renews, parts=tuple(parts), reasons=tuple(reasons))


def _main(moves: Sequence[Move]) -> Move:
    """The move whose type the deal has: of the most common family, arms before papers."""
    count = Counter(m.family for m in moves)
    family = min(count, key=lambda f: (-count[f], _ORDER.index(f)))
    return next(m for m in moves if m.family == family)


# ------------------------------------------------------------------ steps


def steps_of(moves: Sequence[Move]) -> tuple[Step, ...]:
    """The dated stages: tellings of one step are one, and what denies a step stands with it."""
    taken: list[list[Move]] = []
    for m in moves:
        if m.rank < 0 or m.event.factuality == "denied":
            continue
        home = next((group for group in taken if _same_step(group[0], m)), None)
        if home is None:
            taken.append([m])
        else:
            home.append(m)
    denials = [m for m in moves if m.event.factuality == "denied"]
    against: dict[int, list[str]] = {}
    for denial in denials:
        number = _denied(denial, taken)
        if number is not None:
            against.setdefault(number, []).append(denial.event.id)
    steps = [_step(group, against.get(n, ())) for n, group in enumerate(taken)]
    steps += [_step([m], ()) for m in denials if _denied(m, taken) is None and m.rank >= 0]
    return tuple(steps)


def _same_step(a: Move, b: Move) -> bool:
    if a.stage != b.stage or a.event.factuality != b.event.factuality:
        return False
    apart = max(a.low, b.low) - min(a.high, b.high)
    if apart > SAME_STEP and (a.done or (a.event.date and b.event.date and a.event.date != b.event.date)):
        return False
    if a.stage == "delivered" and a.done:
        mine, other = ({t.quantity for t, _, _ in m.things if t.quantity} for m in (a, b))
        if mine and other and mine.isdisjoint(other):
            return False
        if (
            a.things
            and b.things
            and not any(same_thing(x, y) for x, _, _ in a.things for y, _, _ in b.things)
        ):
            return False
    return True


def _denied(denial: Move, taken: Sequence[Sequence[Move]]) -> int | None:
    """Which step is denied: that of its stage, else the last before it."""
    if denial.rank >= 0:
        same = [n for n, group in enumerate(taken) if group[0].stage == denial.stage]
        return same[-1] if same else None
    before = [n for n, group in enumerate(taken) if group[0].low <= denial.high]
    return before[-1] if before else None


def _step(group: Sequence[Move], against: Sequence[str]) -> Step:
    best = min(group, key=lambda m: (not m.dated, m.high - m.low, -len(m.event.reports), m.founder))
    told = [m.told for m in group if m.told is not None]
    claims = {c for m in group for c in m.event.claims}
    return Step(
        stage=best.stage or "",
        factuality=best.event.factuality,
        date=best.event.date,
        event=best.event.id,
        told=edtf.iso(min(told)) if told else None,
        claims=tuple(sorted(claims, key=lambda c: (c.name, c.state or "", c.manner, c.via or ""))),
        report=best.report,
        words=best.words or None,
        again=tuple(m.event.id for m in group if m is not best),
        contradicted=tuple(against),
    )


def stage_of(steps: Sequence[Step]) -> str | None:
    """How far it has got: the furthest step since it was last halted, or the halt; None where nothing was done."""
    stage: str | None = None
    for step in steps:
        if not taken(step.stage, step.factuality) or (
            step.contradicted and len(step.again) < len(step.contradicted)
        ):
            continue
        halted = stage in ENDED or stage == "suspended"
        if stage is None or halted or RANK[step.stage] >= RANK[stage]:
            stage = step.stage
    return stage


# ------------------------------------------------------------------ numbers


def amounts_of(moves: Sequence[Move], steps: Sequence[Step]) -> tuple[Amount, ...]:
    """For each thing how many were ordered, and how many have been delivered by the steps taken."""
    main = {step.event for step in steps}
    names: list[tuple[str, str, bool]] = []
    found: list[dict[str, int]] = []
    for m in moves:
        if not m.done:
            continue
        for thing, category, general in m.things:
            place = _group(thing.name, category, general, names)
            if place == len(names):
                names.append((thing.name, category, general))
                found.append({})
            elif names[place][2] and not general:
                names[place] = (thing.name, category, general)
            if thing.quantity and m.event.id in main:
                _add(found[place], m, thing.quantity)
    rows = []
    for (name, category, _), sums in zip(names, found, strict=True):
        ordered = sums.get("signed") or sums.get("before")
        delivered = sums.get("delivered")
        if ordered and any(m.done and m.stage == "completed" for m in moves):
            delivered = max(ordered, delivered or 0)
        rows.append(Amount(name, category, ordered, delivered))
    return tuple(rows)


def _group(name: str, category: str, general: bool, known: Sequence[tuple[str, str, bool]]) -> int:
    for n, (other, other_category, vague) in enumerate(known):
        if name.lower() == other.lower() or (category == other_category and (general or vague)):
            return n
        if name.lower().startswith(other.lower()) or other.lower().startswith(name.lower()):
            return n
    return len(known)


def _add(sums: dict[str, int], m: Move, quantity: int) -> None:
    if m.stage in {"delivered", "completed"}:
        ordered, so_far = sums.get("signed") or sums.get("before", 0), sums.get("delivered", 0)
        whole = "total" in m.marks or m.stage == "completed" or (so_far and quantity == ordered)
        sums["delivered"] = max(quantity, so_far) if whole else so_far + quantity
    elif m.stage in {"signed", "ratified"}:
        sums["signed"] = max(quantity, sums.get("signed", 0))
    elif m.rank < RANK["signed"]:
        sums["before"] = quantity if m.rank >= 0 else sums.get("before", quantity)


def _items(moves: Sequence[Move], amounts: Sequence[Amount]) -> tuple[Item, ...]:
    """Each thing once, with the number that was ordered."""
    known = {i.designation: i for m in moves for i in m.event.items}
    return tuple(
        replace(known[a.designation], quantity=a.ordered, quantity_text=None) for a in amounts
    ) or tuple({i.designation: i for m in moves for i in m.event.items}.values())


def _money(moves: Sequence[Move]) -> tuple[Money, ...]:
    found = {(x.currency, x.amount): x for m in moves for x in m.event.money}
    return tuple(found[key] for key in sorted(found))


# ------------------------------------------------------------------ parties, times, names


def _side(own: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """The states on one side of a transfer: those named there more often than on the other."""
    here = Counter(s for states in own for s in states)
    there = Counter(s for states in other for s in states)
    return tuple(sorted(s for s in here if here[s] > there[s]))


def _most(values: Sequence[str | None]) -> str | None:
    known = Counter(v for v in values if v)
    return min(known, key=lambda v: (-known[v], v)) if known else None


def _news(moves: Sequence[Move]) -> tuple[int | None, int | None]:
    """The days of the first and the last news: of telling, or of the event where no story says when it was told."""
    told = [m.told if m.told is not None else m.high for m in moves]
    known = [day for day in told if day < FAR]
    return (min(known), max(known)) if known else (None, None)


def _due(
    family: str,
    stage: str | None,
    moves: Sequence[Move],
    amounts: Sequence[Amount],
    last: int | None,
    tables: DealWords,
) -> str | None:
    """The day after which it is silent; None where nothing more is awaited."""
    if last is None or last >= FAR:
        return None
    planned = [s for m in moves if m.event.factuality == "planned" and (s := edtf.bounds(m.event.date))]
    usual = tables.usual.get(family, {}).get(stage or "offered")
    if stage == "delivered" and not any(a.ordered and (a.delivered or 0) < a.ordered for a in amounts):
        usual = None
    if usual is None:
        return None
    ahead = max((high for _, high in planned if high < edtf.LATEST), default=last)
    return edtf.iso(max(last, ahead) + usual)


def title(deal: Deal, main: Move) -> str:
    """What it is about in a few words, with the codes of its states."""
    what = _things(deal) if main.family in {"arms", "aid"} else ""
    what = what or _plain(deal, main.event)
    if deal.suppliers and deal.recipients:
        return f"{what}, {_and(deal.suppliers)} to {_and(deal.recipients)}"
    return f"{what}, {_and(deal.states)}"


def _things(deal: Deal) -> str:
    names = [f"{a.ordered:,} × {a.designation}" if a.ordered else a.designation for a in deal.amounts]
    names = names or [i.designation for i in deal.items]
    return ", ".join(names[:3]) + (" and more" if len(names) > 3 else "")


def _and(states: Sequence[str]) -> str:
    return f"{', '.join(states[:-1])} and {states[-1]}" if len(states) > 1 else "".join(states)


def _plain(deal: Deal, event: Event) -> str:
    mode = deal.mode if deal.mode not in (None, "other") else ""
    named = event.place is not None and event.place.precision not in {"country", "region"}
    where = f" at {event.place.name}" if event.type in {"access", "project"} and event.place and named else ""
    if event.type == "transfer":
        return f"arms {mode}".strip()
    return f"{mode.replace('-', ' ')} {event.type}".strip() + where
