"""Does this move belong to this undertaking? Small questions, each answered with a `Score` that says why.

A value runs from −1 (speaks against) to +1 (speaks for); None says nothing. Weights and vetoes stand in `weights`.
"""

from __future__ import annotations

from legation.merge.deals.moves import RANK, SIGNED, Move, in_one_sentence
from legation.merge.deals.threads import Thread
from legation.merge.profile import same_thing
from legation.types import Score
from legation.vocabulary import DealWords

GENERAL_MODES = frozenset({None, "other", "defence-cooperation"})
"""Modes of an accord that say little of what is in it."""
NEAR_FAMILIES = frozenset(
    frozenset(pair)
    for pair in (
        ("arms", "accord"), ("arms", "aid"), ("arms", "project"), ("accord", "project"), ("accord", "access"),
        ("accord", "aid"), ("project", "aid"),
    )
)  # fmt: skip
"""Families between which one undertaking may move: the accord on a plant, and the plant."""
NEAR_MODES = frozenset(
    frozenset(pair)
    for pair in (
        ("sale", "licence"), ("sale", "lease"), ("sale", "upgrade"), ("base", "port"), ("base", "airspace"),
        ("access", "base"), ("access", "port"), ("access", "status-of-forces"), ("status-of-forces", "base"),
        ("status-of-forces", "logistics"), ("access", "logistics"), ("industry", "licence"), ("military", "gift"),
        ("nuclear-energy", "energy"), ("energy", "infrastructure"), ("industry", "infrastructure"),
        ("industry", "sale"),
    )
)  # fmt: skip
"""Modes that coders give to one undertaking."""
SAME_STEP = 21
"""Days within which two tellings of a step are of one step."""
UNENDING = 1 << 30
LARGE, OTHER_SIZE = 10, 3
"""An order of so many or more is another one than an order of less than a third of it."""
APPROVED_AFTER = {"arms": 400, "aid": 400}
"""Days after a signature within which an approval can still be that of what was signed."""
TALKS_AFTER = 60
"""Days after a signature within which talk of the deal may still lag behind it."""


def kinds(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Are they of one family?"""
    families = t.families
    if m.family in families:
        return Score(0.5, f"both are of the family {m.family}")
    if any(frozenset((m.family, other)) in NEAR_FAMILIES for other in families):
        return Score(-0.5, f"one is of the family {m.family}, the other {min(families)}")
    return Score(-1.0, f"{m.family} is not {min(families)}")


def directions(m: Move, t: Thread, tables: DealWords) -> Score | None:
    """Does it go from the same state to the same state?

    The same weapon told of the other way round is more often a story misread than a second deal.
    """
    if not (m.suppliers and m.recipients and t.suppliers and t.recipients):
        return None
    if m.suppliers & m.recipients or t.suppliers & t.recipients:
        return None  # the words leave the direction open
    if m.suppliers & t.recipients or m.recipients & t.suppliers:
        thing = things(m, t, tables)
        same = thing is not None and thing.value >= 1.0
        return Score(-0.6 if same else -1.0, f"{_and(m.suppliers)} supplies in one and receives in the other")
    if m.suppliers.isdisjoint(t.suppliers):
        return Score(-1.0, f"one is supplied by {_and(m.suppliers)}, the other by {_and(t.suppliers)}")
    return Score(0.3, f"both go from {_and(m.suppliers)} to {_and(m.recipients)}")


def things(m: Move, t: Thread, tables: DealWords) -> Score | None:
    """Is it about the same arms or goods?"""
    if not m.things or not t.things:
        return None
    for mine, _, general in m.things:
        for other, _, vague in t.things:
            if not (general or vague) and same_thing(mine, other):
                return Score(1.0, f"{other.name} in both")
    specific = [row for row in m.things if not row[2]], [row for row in t.things if not row[2]]
    for mine, category, general in m.things:
        for other, other_category, vague in t.things:
            if not (general or vague):
                continue
            if category == other_category and (
                mine.pieces & other.pieces or not (general and vague) or category != "other"
            ):
                return Score(0.6, f"{mine.name} in one and {other.name} in the other, which may be the same")
            if other_category in tables.covers.get(category, ()) or category in tables.covers.get(
                other_category, ()
            ):
                return Score(0.3, f"{mine.name} in one and {other.name} in the other, which may be the same")
    if all(specific):
        return Score(-1.0, f"{specific[0][0][0].name} is not {specific[1][0][0].name}")
    return Score(-1.0, f"{m.things[0][0].name} is not {t.things[0][0].name}")


def modes(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Are they of the same mode?"""
    mine = m.event.mode
    theirs = t.modes
    if mine in theirs:
        return Score(0.3 if mine in GENERAL_MODES else 0.8, f"both are of mode {mine}") if mine else None
    if mine in GENERAL_MODES or theirs & GENERAL_MODES:
        return Score(-0.1, "the mode of one is left open")
    if any(frozenset((mine, other)) in NEAR_MODES for other in theirs):
        return Score(0.2, f"{mine} is near to {min(map(str, theirs))}")
    if m.family == "arms" and t.last.family == "arms":
        return Score(-0.5, f"{mine} is not {min(map(str, theirs))}")
    return Score(-1.0, f"{mine} is not {min(map(str, theirs))}")


def names(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Do they share a name: of a plant, a base, an instrument?"""
    if m.stories & t.stories and m.family not in t.families:
        return None  # one story has the same people throughout
    shared = sorted(m.names & t.names, key=lambda w: (-len(w), w))
    if not shared:
        return None
    return Score(min(1.0, 0.35 * len(shared)), f"the same names ({', '.join(shared[:3])})")


def together(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Does one story tell of both, or even one sentence?"""
    if not m.stories & t.stories:
        return None
    if any(in_one_sentence(m, one) for one in t.moves):
        return Score(1.5, "one sentence tells of both")
    return Score(1.0, "one story tells of both")


def sums(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Is the same sum named?"""
    shared = sorted(
        (x.amount, x.currency)
        for x in m.event.money
        if any(x.currency == c and abs(x.amount - a) <= 0.05 * max(a, x.amount) for a, c in t.sums)
    )
    return Score(1.0, f"{shared[0][1]} {shared[0][0]:,.0f} in both") if shared else None


def places(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Is it the same base, port or site? Where a paper was signed says nothing."""
    if m.family not in {"access", "project"} or not m.place:
        return None
    known = [one for one in t.moves if one.place and one.family in {"access", "project"}]
    if not known:
        return None
    here = m.event.place.name if m.event.place else ""
    if any(m.place & one.place for one in known):
        return Score(1.0, f"both at {here}")
    there = known[0].event.place
    return Score(-1.0, f"{here} is not {there.name if there else ''}")


def amounts(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Do the numbers add up: the order repeated, or deliveries that still fit into it?"""
    quantity = max((thing.quantity or 0 for thing, _, _ in m.things), default=0)
    if not quantity or not t.ordered or not m.done:
        return None
    if m.stage in {"delivered", "completed"}:
        if quantity > t.ordered or (t.delivered >= t.ordered and quantity < t.ordered):
            return Score(
                -1.0 if t.signed else -0.3,
                f"more would be delivered than the {t.ordered:,} that were ordered",
            )
        return Score(0.3, f"{quantity:,} of the {t.ordered:,} that were ordered")
    if quantity == t.ordered:
        return Score(0.5, f"{quantity:,} in both")
    few, many = sorted((quantity, t.ordered))
    if many >= LARGE and many >= OTHER_SIZE * few:
        return Score(-1.0, f"{quantity:,} and {t.ordered:,} are orders of quite another size")
    return None


def renewals(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Is what was in force renewed? A renewal is a deal of its own."""
    old = t.furthest >= SIGNED and not any("renewal" in one.marks for one in t.moves)
    if "renewal" in m.marks and m.rank <= SIGNED and old:
        return Score(-1.0, "what was signed is renewed, which is a new deal")
    if "further" in m.marks and m.rank <= SIGNED and t.furthest >= SIGNED:
        return Score(-1.0, "a further order is a new deal")
    return None


def frameworks(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Is one a framework and the other a contract under it? Each contract is a deal of its own."""
    if m.rank < 0:
        return None
    if t.framework and t.furthest >= RANK["agreed"] and "framework" not in m.marks:
        again = m.stage == t.last.stage and _gap(t.last, m) <= SAME_STEP
        if m.rank <= RANK["completed"] and m.rank != RANK["ratified"] and not again:
            return Score(-1.0, "a contract under a framework is a deal of its own")
    if (
        "framework" in m.marks
        and RANK["agreed"] <= m.rank <= SIGNED
        and t.furthest >= SIGNED
        and not t.framework
    ):
        return Score(-1.0, "a framework is no step of a contract")
    return None


def course(m: Move, t: Thread, _: DealWords) -> Score | None:
    """Does the step follow from those before it?"""
    stage = m.stage
    if m.event.factuality == "denied" and any(one.stage == stage for one in t.moves):
        return Score(0.6, f"one denies that it was {stage}")
    if not m.done or m.rank < 0:
        return Score(0.3, "what is planned or said of it stands beside its steps")
    ended, signed = t.ended, t.signed
    if ended and _gap(ended, m) > SAME_STEP and m.dated and stage != ended.stage:
        return Score(-1.0, f"that deal was {ended.stage} before")
    if stage == "signed" and signed:
        if m.event.type not in {one.event.type for one in t.did("signed")}:
            return Score(0.5, "an accord, and the contract under it")
        if m.dated and signed.dated and _gap(signed, m) > SAME_STEP:
            return Score(-1.0, f"signed again {_gap(signed, m):,} days later is another deal")
        return Score(0.5, "both tell of its signature")
    if m.rank < RANK["approved"] and t.furthest >= RANK["signed"] and not t.suspended:
        late = _gap(signed or t.last, m)
        if late > TALKS_AFTER or t.furthest > RANK["ratified"]:
            return Score(-1.0, f"{stage} after it was signed begins another deal")
        return Score(0.0, f"{stage}, although it was signed {late} days before")
    if stage == "approved" and signed and _gap(signed, m) > APPROVED_AFTER.get(m.family, UNENDING):
        return Score(-1.0, f"approved {_gap(signed, m):,} days after it was signed begins another deal")
    if m.rank < t.furthest and t.furthest >= RANK["delivered"] and stage in {"signed", "approved"}:
        return Score(-1.0, f"{stage} after a delivery begins another deal")
    if stage == "ratified" and signed and not t.did("ratified"):
        return Score(1.0, "what was signed is ratified")
    if stage == "ratified" and t.last.stage == "ratified":
        return Score(0.8, "ratified by one side, then by the other or in force")
    if stage == "approved" and signed:
        return Score(0.8, "what was signed is approved")
    if stage in {"delivered", "under-way"} and signed:
        return Score(0.8, f"{stage} after it was signed")
    if stage == "delivered" and m.family == "arms":
        return Score(0.0, "delivered, although no story tells of a contract")
    if m.rank > t.furthest >= 0:
        return Score(0.8, f"{stage} after it was {t.last.stage or 'spoken of'}")
    if m.rank >= t.furthest:
        return Score(0.4, f"{stage} follows {t.last.stage or 'what was said'}")
    return Score(0.0, f"{stage} after {t.last.stage or 'what was said'}")


def pace(m: Move, t: Thread, tables: DealWords) -> Score | None:
    """Is it told of within the time that such a deal takes?"""
    near = min(t.moves, key=lambda one: _gap(one, m))
    gap = _gap(near, m)
    stage = near.stage or ""
    usual = tables.usual.get(near.family, {}).get(stage, 1095)
    if gap <= usual:
        return Score(0.4, f"{gap:,} days after the news before it")
    if gap <= 2 * usual:
        return Score(-0.4, f"{gap:,} days after the news before it, longer than usual")
    return Score(-1.0, f"{gap:,} days after the news before it")


def _gap(a: Move, b: Move) -> int:
    """Days that surely lie between two moves, in whichever order."""
    return max(0, max(a.low, b.low) - min(a.high, b.high))


def _and(states: frozenset[str] | set[str]) -> str:
    return " and ".join(sorted(states))
