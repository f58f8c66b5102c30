"""Lists: which noun groups a comma or conjunction joins to one ("Japan, Britain and Italy")."""

from __future__ import annotations

from legation.extract.units import Unit


def coordinated(units: list[Unit], at: int) -> list[int]:
    """The noun groups of a list that begins at ``at``: "Japan, Britain and Italy"."""
    found = _joined(units, at)
    return found[:1] if len(found) > 1 and _opens_before_subject(units, at, found[-1] + 1) else found


def _opens_before_subject(units: list[Unit], at: int, behind: int) -> bool:
    """ "In Paris, Germany and France signed …": what a phrase opens with ends at its comma, and a subject follows."""
    if at == 0 or units[at - 1].kind != "prep" or units[at + 1].kind != "comma":
        return False
    while behind < len(units) and units[behind].kind in ("adv", "time"):
        behind += 1
    if not _verb_at(units, behind):
        return False
    index = at - 1
    while index > 0 and units[index - 1].kind not in ("semi", "colon", "quote", "dash", "sub"):
        index -= 1
        if units[index].kind not in ("np", "prep", "adv", "time"):
            return False
        if units[index].kind == "np" and (index == 0 or units[index - 1].kind != "prep"):
            return False  # "officials in Paris, Berlin and Warsaw said"
    return True


def _joined(units: list[Unit], at: int) -> list[int]:
    found = [at]
    while True:
        joint = found[-1] + 1
        if joint < len(units) and units[joint].kind == "comma":
            joint += 1
            if joint < len(units) and units[joint].kind == "conj":
                joint += 1
        elif (
            joint < len(units)
            and units[joint].kind == "conj"
            and units[joint].word in ("and", "or", "as well as")
        ):
            joint += 1
        else:
            return found
        if joint >= len(units) or units[joint].kind != "np":
            return found
        paired = units[joint - 1].kind == "conj" and at > 0 and units[at - 1].word == "between"
        if not (paired or alike(units[at], units[joint]) or _topics(units, at, joint)):
            return found
        if units[joint - 1].kind == "comma" and _placed(units[at]) and not _placed(units[joint]):
            return found  # "in Laos, Prime Minister Ishiba and …"
        if units[joint - 1].kind == "comma" and not list_ahead(units, joint):
            return found
        if units[joint - 2].kind == "comma" and _verb_at(units, joint + 1):
            return found  # "… to Peru, and Japan offers a radar"
        if (
            units[joint - 1].kind == "conj"
            and _counted_at(units, joint + 1)
            and not _counted_at(units, joint)
        ):
            return found  # "… from France, and Latvia six from the United States"
        found.append(joint)


def _topics(units: list[Unit], at: int, joint: int) -> bool:
    """ "On peace and security": two bare words under one preposition, which name nobody."""
    pair = (units[at], units[joint])
    bare = all(
        one.mention is None and one.item is None and not one.determiner and " " not in one.word
        for one in pair
    )
    return bare and at > 0 and units[at - 1].word in ("on", "for") and units[joint - 1].kind == "conj"


def _verb_at(units: list[Unit], at: int) -> bool:
    return at < len(units) and units[at].kind == "vg" and not (units[at].infinitive or units[at].gerund)


def _counted_at(units: list[Unit], at: int) -> bool:
    return at < len(units) and units[at].kind == "np" and units[at].number is not None


def _placed(unit: Unit) -> bool:
    return unit.mention is not None and unit.mention.kind in (
        "state",
        "capital",
        "place",
        "region",
        "country",
    )


def alike(one: Unit, other: Unit) -> bool:
    first, second = one.mention, other.mention
    kinds = {unit.mention.kind for unit in (one, other) if unit.mention is not None}
    if "forces" in kinds and any(unit.item is not None for unit in (one, other)):
        return True  # "2,000 soldiers and 250 vehicles"
    both_ships = "ship" in one.classes and "ship" in other.classes
    if both_ships or (
        one.item is not None and other.item is not None and "ship" not in one.classes & other.classes
    ):
        return True
    if first is None or second is None:
        named = (first or second) is not None and (first or second).kind == "name"  # type: ignore[union-attr]
        return named or (
            first is None
            and second is None
            and bool(one.classes & other.classes or not (one.classes | other.classes))
        )
    grouping = {"state": 0, "capital": 0, "organisation": 0, "body": 0, "people": 0, "person": 0, "office": 0, "forces": 0,
                "name": 0, "country": 0, "pronoun": 0, "both": 0, "group": 0}  # fmt: skip
    if first.kind in grouping and second.kind in grouping:
        return True
    return first.kind == second.kind or {first.kind, second.kind} <= {"place", "capital", "region", "state"}


def list_ahead(units: list[Unit], at: int) -> bool:
    """A comma joins a list only where an "and" follows before the next verb."""
    for unit in units[at : at + 16]:
        if unit.kind == "conj":
            return True
        if unit.kind not in ("np", "comma"):
            return False
    return False
