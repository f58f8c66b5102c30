"""The sweep: moves of one set of states, in order, into undertakings; then frameworks, and what is denied."""

from __future__ import annotations

from collections.abc import Sequence

from legation.merge.deals import comparisons
from legation.merge.deals.moves import RANK, Move, in_order
from legation.merge.deals.threads import Thread
from legation.merge.deals.weights import CLEAR, THRESHOLD, judge, most
from legation.merge.weighing import Verdict
from legation.vocabulary import DealWords

UNDER = 3660
"""Days after a framework within which a contract can be one under it."""
_FAMILIES = frozenset({"arms", "accord", "aid", "project"})


def sweep(moves: Sequence[Move], tables: DealWords) -> list[Thread]:
    """The undertakings that the moves belong to, in the order in which they began."""
    threads: list[Thread] = []
    for one in in_order([m for m in moves if m.event.factuality != "denied"]):
        _place(one, threads, tables)
    for one in in_order([m for m in moves if m.event.factuality == "denied"]):
        _place(one, threads, tables)
    _put_under_frameworks(threads, tables)
    return threads


def _place(one: Move, threads: list[Thread], tables: DealWords) -> None:
    """Let a move join the undertaking that it fits best, or begin one."""
    pieces = frozenset(piece for thing, _, _ in one.things for piece in thing.pieces)
    specific = not any(general for _, _, general in one.things)
    likely = [n for n, t in enumerate(threads) if _likely(one, t, pieces if specific else frozenset())]
    judged = [(judge(one, threads[n], tables), n) for n in likely if most(one, threads[n]) >= THRESHOLD]
    fitting = sorted(((v, n) for v, n in judged if v.holds), key=lambda row: (-row[0].value, -row[1]))
    if fitting and not _unclear(one, [v for v, _ in fitting]):
        verdict, number = fitting[0]
        threads[number].take(one, f"{one.event.id}: {verdict.why}")
        return
    began = Thread(one)
    began.renews = _renewed(one, [threads[n] for n in likely], tables)
    threads.append(began)


def _likely(one: Move, t: Thread, pieces: frozenset[str]) -> bool:
    """Whether neither the family nor the things, ``pieces`` of names, forbid it at once.

    It is what the questions would say, said sooner: a busy pair of states has thousands of undertakings.
    """
    if one.family not in t.families and not any(
        frozenset((one.family, family)) in comparisons.NEAR_FAMILIES for family in t.families
    ):
        return False
    return not (pieces and t.pieces and t.specific and pieces.isdisjoint(t.pieces))


def _unclear(one: Move, verdicts: Sequence[Verdict]) -> bool:
    """Whether a move that names nothing fits several undertakings about equally well."""
    if one.things or one.names or one.event.money or len(verdicts) < 2:
        return False
    return verdicts[0].value - verdicts[1].value < CLEAR


def _renewed(one: Move, likely: Sequence[Thread], tables: DealWords) -> Thread | None:
    """The earlier undertaking of the same kind that this one begins again, and is forbidden to join."""
    if one.rank > RANK["signed"] or not one.done:
        return None
    again = "renewal" in one.marks
    if not (one.things or again):
        return None  # nothing could say that it is the same again
    for t in reversed(likely):
        if t.furthest < RANK["signed"] or t.framework or not (again or t.things):
            continue
        kind, thing, mode = (
            ask(one, t, tables) for ask in (comparisons.kinds, comparisons.things, comparisons.modes)
        )
        if kind is None or kind.value <= 0:
            continue
        same_thing = thing is not None and thing.value >= 1.0
        same_mode = thing is None and mode is not None and mode.value > -1.0
        if (same_thing or (same_mode and again)) and judge(one, t, tables).vetoed:
            return t
    return None


def _put_under_frameworks(threads: Sequence[Thread], tables: DealWords) -> None:
    frames = [t for t in threads if t.framework and t.furthest >= RANK["agreed"]]
    for t in threads:
        if t.framework or not frames:
            continue
        for frame in reversed(frames):
            why = _falls_under(t, frame, tables)
            if why:
                t.under, t.reason_under = frame, why
                break


def _falls_under(t: Thread, frame: Thread, tables: DealWords) -> str | None:
    """Why an undertaking falls under a framework; None where it does not."""
    first, start = t.moves[0], next(m for m in frame.moves if m.rank >= RANK["agreed"])
    if first.family not in _FAMILIES or first.high < start.low or first.low - start.high > UNDER:
        return None
    thing = comparisons.things(first, frame, tables)
    if thing is not None:
        return f"{thing.why}, and the framework came first" if thing.value > 0 else None
    shared = sorted(t.names & frame.names)
    if any("under" in m.marks for m in t.moves):
        return "its words say that it is under a framework"
    if shared:
        return f"the same names ({', '.join(shared[:3])}), and the framework came first"
    return "one story tells of both" if t.stories & frame.stories else None
