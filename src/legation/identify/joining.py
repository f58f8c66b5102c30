"""What one story tells of one happening is one report: headline, lead, caption and body are joined here.

Two happenings of a story are one where type, states and factuality agree, dates and stages do not contradict,
and the words do not set them apart ("a second accord", "another visit").
"""

from __future__ import annotations

from legation.identify.happening import Happening

_STEPS = frozenset({"agreement", "transfer", "aid", "project", "access", "deployment"})
_TALKED = "meeting.both-talk"
_FINISHING = {"signed": {"agreed", "signed"}, "agreed": {"agreed", "signed"}}


def join(happenings: list[Happening]) -> list[list[Happening]]:
    """Groups of happenings that are one, each in text order; the first member of a group founds it."""
    groups: list[list[Happening]] = []
    ordered = sorted(happenings, key=lambda h: (h.frame.headline, h.frame.trigger.start, -h.sure))
    for happening in ordered:
        group = next((group for group in groups if _one(group, happening)), None)
        if group is None:
            groups.append([happening])
        else:
            group.append(happening)
    groups.sort(key=lambda group: min(h.frame.trigger.start for h in group))
    return groups


def _one(group: list[Happening], other: Happening) -> bool:
    first = group[0]
    if first.frame.type != other.frame.type:
        return False
    if not _same_parties(first, other):
        return False
    if other.frame.anaphor == "another":
        return False
    if not _factuality(first, other):
        return False
    return all(_compatible(member, other) for member in group)


def _same_parties(one: Happening, other: Happening) -> bool:
    first, second = set(one.states), set(other.states)
    if first == second:
        return True
    loose = (
        one.frame.headline
        or other.frame.headline
        or one.frame.type in ("exercise", "forum", "conflict")
        or other.frame.anaphor is not None
    )
    return loose and (first <= second or second <= first)


def _factuality(one: Happening, other: Happening) -> bool:
    if one.frame.factuality == other.frame.factuality:
        return True
    if one.frame.type == "exercise" and {one.frame.factuality, other.frame.factuality} == {
        "actual",
        "planned",
    }:
        told_ahead = one.date is not None and other.date is not None and one.date.when.meets(other.date.when)
        if told_ahead or (other.frame.anaphor is not None and other.date is None):
            return True  # "these exercises" are those just told of
    return other.frame.headline or one.frame.headline or _timeless(one) or _timeless(other)


def _timeless(happening: Happening) -> bool:
    """A present-tense mention with no date ("the navies take part in the drill") says nothing of when."""
    return (
        happening.date is None
        and happening.frame.tense in ("present", "none")
        and happening.frame.factuality == "actual"
    )


def _names(happening: Happening) -> set[str | None]:
    return {a.mention.key for a in happening.frame.arguments if a.mention.kind == "exercise"}


def _compatible(one: Happening, other: Happening) -> bool:
    if talked(one) or talked(other):
        return True
    if (one.fresh and other.old) or (one.old and other.fresh):
        return False
    if one.frame.type == "meeting" and (_other_people(one, other) or _other_ground(one, other)):
        return False
    if one.frame.type == "exercise" and _names(one) and _names(other) and not _names(one) & _names(other):
        return False
    if (
        one.date is not None
        and other.date is not None
        and not one.date.when.meets(other.date.when)
        and _firm(one)
        and _firm(other)
    ):
        return False
    if one.frame.type in _STEPS:
        a, b = one.frame.stage, other.frame.stage
        if a is not None and b is not None and a != b and b not in _FINISHING.get(a, ()):
            return False
    if (
        one.frame.type == "meeting"
        and "call" in (one.mode, other.mode)
        and one.mode != other.mode
        and None not in (one.mode, other.mode)
    ):
        return False
    if one.frame.type == "agreement" and one.mode != other.mode and "other" in (one.mode, other.mode):
        return one.frame.headline or other.frame.headline or other.frame.anaphor is not None
    if (
        one.frame.type in ("sanction", "institution", "dispute", "conflict")
        and one.mode != other.mode
        and None not in (one.mode, other.mode)
    ):
        return False
    return _same_things(one, other)


def talked(happening: Happening) -> bool:
    """ "The leaders also discussed X": what those who met spoke of there; its times are those of X."""
    return happening.frame.type == "meeting" and happening.frame.rule.endswith(_TALKED)


def _firm(happening: Happening) -> bool:
    """Its day is told, not only supposed from its place in the lead."""
    return happening.date is not None and happening.date.source.form != "lead"


def _other_people(one: Happening, other: Happening) -> bool:
    """Each names people of one state, and not one of them is the same: "Shoigu met Castro", "Putin's visit in July"."""
    first, second = _people(one), _people(other)
    if not first or not second or set(first) & set(second):
        return False
    return bool(set(first.values()) & set(second.values()))


def _other_ground(one: Happening, other: Happening) -> bool:
    """Received in one state, and received in another: two visits."""
    if one.place is None or other.place is None or one.frame.headline or other.frame.headline:
        return False
    return one.place.country != other.place.country


def _people(happening: Happening) -> dict[str, str]:
    return {
        p.person.name.split()[-1].lower(): p.person.state
        for _, p in happening.parties
        if p.person is not None and p.person.state
    }


def _same_things(one: Happening, other: Happening) -> bool:
    if one.frame.type not in ("transfer", "port-call") or not one.items or not other.items:
        return True
    first = {(item.designation) for item in one.items}
    second = {(item.designation) for item in other.items}
    if not first & second and not {i.category for i in one.items} & {i.category for i in other.items}:
        return False
    counts_one = {item.designation: item.quantity for item in one.items if item.quantity is not None}
    counts_two = {item.designation: item.quantity for item in other.items if item.quantity is not None}
    return all(counts_two.get(name, count) == count for name, count in counts_one.items())
