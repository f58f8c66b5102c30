"""The joint between two verb groups: where the second one's clause begins, and how it hangs on the first."""

from __future__ import annotations

from legation.extract.clauses import SPEECH
from legation.extract.lists import alike, list_ahead
from legation.extract.units import Unit


def cut(units: list[Unit], at: int, after: int, classes: frozenset[str]) -> tuple[int, str, str]:
    """Where the next verb's clause begins, its relation, and the word at the joint."""
    following = units[after]
    back = after - 1
    while back > at and units[back].kind in ("adv", "time"):
        back -= 1
    if following.infinitive:
        return (back + 1 if back == at else after), "inf", "to"
    if following.gerund:
        if units[back].kind in ("prep", "sub"):
            return back, "gerund", units[back].word
        return after, "part", ""
    if following.participle and following.form == "b" and units[back].kind == "np":
        return after, "reduced", ""
    for index in range(after - 1, at, -1):
        kind = units[index].kind
        if kind == "rel":
            return index, "rel", units[index].word
        if kind == "sub":
            return index, "sub" if units[index].word not in ("that", "whether") else "comp", units[index].word
        if kind in ("semi", "colon", "dash"):
            return index, "coord", units[index].word
        if kind == "quote" and index < after - 1:
            return index, "coord", '"'
        if kind == "conj" and not _joins_groups(units, index, after):
            return index, "coord", units[index].word
        if kind == "comma" and not _joins_groups(units, index, after):
            return index, "coord" if not following.participle else "part", ","
    if following.participle and units[back].kind == "np":
        return after, "resume" if _only_verb(units, at, after) else "reduced", ""
    free = [i for i in range(at + 1, after) if units[i].kind == "np" and units[i - 1].kind != "prep"]
    telling = (
        bool(classes & SPEECH) and at > 0 and units[at - 1].kind == "np" and units[at + 1].kind != "prep"
    )
    modifying = units[at].participle or (
        units[at].gerund and at > 0 and units[at - 1].kind == "np" and not following.participle
    )
    if modifying and units[back].kind == "np" and not (telling and free):
        return after, "resume", ""
    if free:  # "told reporters Britain would …": who is told, then what
        addressed = "tell" in classes and len(free) > 1 and free[1] == free[0] + 1
        return free[1 if addressed else 0], "comp", ""
    return after, "resume" if after - at > 1 else "comp", ""


def _only_verb(units: list[Unit], at: int, after: int) -> bool:
    """ "A plane carrying tents landed": behind an -ing form on the subject, a past form is the sentence's own verb."""
    if not units[at].gerund or at == 0 or units[at - 1].kind != "np":
        return False
    before = [unit for unit in units[: at - 1] if unit.kind == "vg"]
    return not before and not any(unit.kind == "vg" and not unit.infinitive for unit in units[after + 1 :])


def _joins_groups(units: list[Unit], index: int, after: int) -> bool:
    """The conjunction or comma joins two noun groups of one list rather than two clauses."""
    left, right = index - 1, index + 1
    if units[index].kind == "comma" and right < after and units[right].kind == "conj":
        right += 1
    if left < 0 or right >= after or units[left].kind != "np" or units[right].kind != "np":
        return False
    if units[index].kind == "comma" and not list_ahead(units, right):
        return False
    if right + 1 == after and units[index].kind == "conj":  # "X met A and B said": B opens a clause
        before = units[left - 1].kind if left else ""
        return before in ("comma", "rel", "sub", "colon", "semi", "quote") and alike(
            units[left], units[right]
        )
    return alike(units[left], units[right])
