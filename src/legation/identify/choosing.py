"""Of several readings of one clause, which stay: those that contradict each other are never both told."""

from __future__ import annotations

from legation.identify.happening import Dropped, Happening


def choose(settled: list[Happening | Dropped]) -> list[Happening | Dropped]:
    """Of several readings of one clause, keep the surest of each that contradict: a clause tells one thing of a kind."""
    kept: list[Happening | Dropped] = []
    taken: list[Happening] = []
    ranked = sorted(
        (h for h in settled if isinstance(h, Happening)), key=lambda h: (-h.sure, h.frame.trigger.start)
    )
    for happening in ranked:
        rival = next(
            (other for other in taken if _rivals(other, happening) or _adds_nothing(happening, other)), None
        ) or _told_pair_by_pair(happening, ranked)
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
_PAIR = 2
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


def _told_pair_by_pair(whole: Happening, others: list[Happening]) -> Happening | None:
    """One of the pairs that another rule tells of in the same sentence, where they make up all the states of this one."""
    if len(whole.states) <= _PAIR:
        return None
    pairs = [
        other
        for other in others
        if other.frame.sentence == whole.frame.sentence
        and other.frame.type == whole.frame.type
        and len(other.states) == _PAIR
        and set(other.states) < set(whole.states)
    ]
    told = {state for pair in pairs for state in pair.states}
    return pairs[0] if told == set(whole.states) else None


def _one_in_other(one: Happening, other: Happening) -> bool:
    """The states of one are among those of the other, and the two could not be joined into one report."""
    first, second = set(one.states), set(other.states)
    return first < second or second < first or (first == second and one.mode != other.mode)
