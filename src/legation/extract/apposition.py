"""Groups that say the same one thing twice are made one: appositions, abbreviations in brackets, "ministers of X".

"Arvydas Anušauskas, the defence minister,"      "the Somaliland president, Muse Bihi Abdi,"
"the South African National Defence Force (SANDF)"      "the navies of India and Japan"
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from legation.extract.units import Unit
from legation.types import Mention, Span

_NAMED = frozenset({"person", "name"})
_HOLDERS = frozenset({"office", "people", "body", "forces", "person", "both"})
_STATES = frozenset({"state", "capital", "both", "country", "pronoun", "place"})


Kept = tuple[list[Unit], int]  # units to keep, and where the row goes on


def settle_groups(units: list[Unit]) -> list[Unit]:
    """The same row, with what belongs to one group joined to it."""
    kinds = {unit.kind for unit in units}
    row = _made_anew(units, _without_brackets, "open") if "open" in kinds else units
    if "comma" in kinds:
        row = _made_anew(_made_anew(row, _without_suffix, "comma"), _without_state_of_place, "np")
    row = _join_of(row)
    if "comma" in kinds:
        row = _made_anew(row, _with_members, "np")
    row = _made_anew(row, _with_apposition, "np")
    return _join_offices(row) if "conj" in kinds else row


def _made_anew(units: list[Unit], settle: Callable[[list[Unit], int], Kept | None], kind: str) -> list[Unit]:
    """The row, left to right: what ``settle`` makes of the units from one of the kind on, or the units as they are."""
    found: list[Unit] = []
    done = 0
    for index, unit in enumerate(units):
        if unit.kind == kind and index >= done:
            settled = settle(units, index)
            if settled is not None:
                found += units[done:index]
                found += settled[0]
                done = settled[1]
    return found + units[done:] if done else units


def _without_brackets(units: list[Unit], index: int) -> Kept | None:
    """Leave out "(SANDF)" and the like; money in brackets stays."""
    if units[index].kind != "open":
        return None
    close = next((i for i in range(index + 1, min(index + 8, len(units))) if units[i].kind == "close"), None)
    if close is None or any(unit.kind == "vg" for unit in units[index + 1 : close]):
        return None
    inside = units[index + 1 : close]
    return [unit for unit in inside if unit.money is not None or unit.kind == "time"], close + 1


def _without_suffix(units: list[Unit], index: int) -> Kept | None:
    """ "Joseph R. Biden, Jr.": the suffix says nothing of who it is; the comma after it goes with it."""
    unit = units[index]
    if index == 0 or index + 1 >= len(units) or unit.kind != "comma":
        return None
    name, suffix = units[index - 1].mention, units[index + 1].word
    if name is None or name.kind not in _NAMED or suffix not in unit.wordlists["name_suffixes"]:
        return None
    return [], index + (3 if index + 2 < len(units) and units[index + 2].kind == "comma" else 2)


def _without_state_of_place(units: list[Unit], index: int) -> Kept | None:
    """ "in St. Petersburg, Russia, on Friday": the state behind a place of its own says nothing more."""
    place = units[index].mention
    if place is None or place.kind not in ("place", "capital"):
        return None
    if index + 2 >= len(units) or units[index + 1].kind != "comma":
        return None
    state = units[index + 2].mention
    if state is None or state.kind != "state" or state.states != place.states or units[index + 2].determiner:
        return None
    after = index + 3
    if after < len(units) and units[after].kind not in ("comma", "prep", "time", "semi", "other"):
        return None
    closed = after < len(units) and units[after].kind == "comma"
    return [units[index]], after + 1 if closed else after


def _join_of(units: list[Unit]) -> list[Unit]:
    """ "the ministers of both countries", "the navies of India and Japan": the states go into the mention."""
    for index, unit in enumerate(units[:-2]):
        mention = unit.mention
        if (
            mention is None
            or mention.kind not in _HOLDERS
            or mention.states
            or units[index + 1].word not in ("of", "from", "for")
        ):
            continue
        first = units[index + 2].mention
        if first is not None and first.kind == "both":
            unit.mention = replace(mention, kind="both", count=first.count)
        else:
            known = first is not None and first.kind not in ("country", "pronoun")
            states = _states_listed(units, index + 2) if known else []
            if (
                not states
                and mention.kind == "office"
                and units[index + 1].word == "of"
                and _singular(mention)
            ):
                states = list(_whose_body(units[index + 2]))
            if 0 < len(states) <= _FEW:
                unit.mention = replace(mention, states=tuple(states))
    return units


_FEW = 6  # states of which one group of people is said to be


def _states_listed(units: list[Unit], at: int) -> list[str]:
    """The states of the groups that a list names: "India, Japan and Oman"."""
    states: list[str] = []
    while at < len(units):
        other = units[at].mention
        if other is None or other.kind not in _STATES:
            break
        states += [state for state in other.states if state not in states]
        if at + 2 >= len(units) or units[at + 1].kind not in ("comma", "conj"):
            break
        at += 3 if units[at + 1].kind == "comma" and units[at + 2].kind == "conj" else 2
    return states


def _whose_body(unit: Unit) -> tuple[str, ...]:
    """ "The deputy director of China's Office …", "the head of the Saudi Fund": the one state whose body one serves."""
    states = unit.mention.states if unit.mention is not None and unit.mention.kind in _SERVED else ()
    if not states and unit.owner is not None and unit.owner.mention is not None:
        states = unit.owner.mention.states
    if not states:
        states = tuple(state for national in unit.nationals for state in national.states)
    return states if len(states) == 1 else ()


_SERVED = frozenset({"body", "people", "forces"})
_GROUPS = frozenset({"office", "people", "both", "delegates"})
_MEMBERS = frozenset({"np", "comma", "conj"})


def _with_members(units: list[Unit], index: int) -> Kept | None:
    """ "The ministers, Peru's and Chile's among them, …": of a group whose states nobody told, those of its members."""
    unit = units[index]
    if not _open_group(unit):
        return None
    comma = _past_complements(units, index)
    if comma + 2 < len(units) and units[comma].word == "from" and units[comma + 1].kind == "np":
        comma += 2  # "ministers from ten countries, …"
    if comma >= len(units) or units[comma].kind != "comma":
        return None
    first = _such_as(units, comma + 1)
    at = first
    while at < len(units) and _listed(units, at, first > comma + 1):
        at += 1
    after = _closed(units, at) if first > comma + 1 else _among_them(units, at)
    members = [one for one in units[first:at] if one.kind == "np"]
    states = tuple(dict.fromkeys(state for one in members for state in _own_states(one)))
    if after is None or not states:
        return None
    base = unit.mention or Mention(Span(unit.start, unit.end), "people", unit.word, head="delegation")
    kind = "people" if base.kind == "both" else base.kind  # their states are known now
    unit.mention = replace(base, kind=kind, states=states)
    return units[index:comma], after


def _such_as(units: list[Unit], at: int) -> int:
    """Behind "among them", "including", "notably", which open a list of members."""
    if _among_named(units, at):
        return at + 2
    return at + 1 if at < len(units) and units[at].word in units[at].wordlists["opening_members"] else at


def _among_named(units: list[Unit], at: int) -> bool:
    """ "Among them", "among others"."""
    if at + 1 >= len(units) or units[at].word != "among":
        return False
    return units[at + 1].head in units[at + 1].wordlists["named_before"]


def _listed(units: list[Unit], at: int, opened: bool) -> bool:
    """The unit goes on with a list of members; a comma ends one that a word opened, where no "and" is to come."""
    unit = units[at]
    if opened and unit.kind == "comma":
        return any(one.kind == "conj" for one in units[at : at + 4] if one.kind in ("np", "conj", "comma"))
    if unit.kind not in _MEMBERS or (not opened and _first_among(units, at)):
        return opened and unit.word in ("of", "from")
    return unit.kind != "conj" or (at + 1 < len(units) and units[at + 1].kind == "np")


def _closed(units: list[Unit], at: int) -> int | None:
    """The index behind the comma that closes the list, or where the sentence ends."""
    if at < len(units) and units[at].kind == "comma":
        return at + 1
    return at if at >= len(units) or units[at].kind in ("other", "semi", "dash") else None


def _open_group(unit: Unit) -> bool:
    """Several people of whom it is not told whence they come."""
    if unit.kind != "np" or unit.nationals or (unit.owner is not None and unit.owner.mention is not None):
        return False
    if unit.mention is None:
        return "delegates" in unit.classes and unit.head.endswith("s")
    return unit.mention.kind in _GROUPS and not unit.mention.states and not _singular(unit.mention)


def _first_among(units: list[Unit], at: int) -> bool:
    return units[at].kind == "np" and units[at].head in units[at].wordlists["foremost"]


def _among_them(units: list[Unit], at: int) -> int | None:
    """The index behind "among them", "included" or "the largest", and the comma that closes them."""
    if at >= len(units):
        return None
    if _among_named(units, at):
        at += 2
    elif units[at].word == "included" or _first_among(units, at):
        at += 1
    else:
        return None
    return _closed(units, at)


def _own_states(unit: Unit) -> tuple[str, ...]:
    """The states that a group names: its mention's, its adjectives', its possessor's."""
    if unit.mention is not None and unit.mention.states:
        return unit.mention.states
    return tuple(state for national in unit.nationals for state in national.states)


def _with_apposition(units: list[Unit], index: int) -> Kept | None:
    """What stands twice for one person or office, made one."""
    unit = units[index]
    if (taken := _apposition(units, index)) is not None:
        unit.mention, after = taken
        unit.end = max(unit.end, units[after - 1].end)
        return [unit], after
    if (across := _across_phrases(units, index)) is not None:
        unit.mention, comma, after = across
        return units[index:comma], after
    return None


def _across_phrases(units: list[Unit], index: int) -> tuple[Mention, int, int] | None:
    """ "The French ambassador in Algiers, Stéphane Romatet, was …": the joined mention, its comma, the index behind."""
    first = units[index].mention
    if first is None or first.kind != "office" or not _singular(first):
        return None
    comma = _past_complements(units, index)
    if comma == index + 1 or comma + 2 >= len(units) or units[comma].kind != "comma":
        return None
    name = units[comma + 1].mention
    if (
        name is None
        or name.kind not in _NAMED
        or name.office
        or units[comma + 2].kind not in ("comma", "other")
    ):
        return None
    if units[comma + 2].kind == "comma" and _in_list(units, comma + 3):
        return None
    return _merge(first, name), comma, comma + 3 if units[comma + 2].kind == "comma" else comma + 2


def _join_offices(units: list[Unit]) -> list[Unit]:
    """ "Deputy Prime Minister and Minister of Defence Richard Marles" is one man of two offices."""
    found: list[Unit] = []
    for index, unit in enumerate(units):
        if _second_office(units, index):
            del found[-2:]
            unit.owner = unit.owner or units[index - 2].owner
        found.append(unit)
    return found


def _second_office(units: list[Unit], at: int) -> bool:
    """The person at ``at`` bears the office that stands before the "and" too: neither is marked as another's."""
    if at < 2 or units[at - 1].kind != "conj" or units[at - 1].word != "and":
        return False
    first, second = units[at - 2], units[at]
    one, other = first.mention, second.mention
    if one is None or other is None or one.kind != "office" or other.kind != "person" or not other.office:
        return False
    if (
        not _singular(one)
        or second.determiner
        or second.nationals
        or one.states
        or one.office == other.office
    ):
        return False
    return first.determiner != "the"  # "the President and Prime Minister Li" are two


def _apposition(units: list[Unit], index: int) -> tuple[Mention, int] | None:
    """The joined mention and the index behind it, where an apposition begins at ``index``."""
    first = units[index]
    if first.mention is None or index + 2 >= len(units):
        return None
    at = index + 1
    bare = units[at].kind == "np" and first.mention.kind == "office" and units[at].mention is not None
    if bare and units[at].mention.kind in _NAMED and first.mention.office == "counterpart":  # type: ignore[union-attr]
        return _merge(first.mention, units[at].mention), at + 1  # type: ignore[arg-type]
    if units[at].kind != "comma":
        return None
    at += 1
    while at < len(units) and units[at].kind == "adv":
        at += 1
    if at >= len(units) or units[at].kind != "np":
        return None
    second = units[at].mention
    if second is None:
        return None
    after = _past_complements(units, at)
    ranked = second.kind == "person" and first.mention.kind == "office" and bool(first.mention.states)
    closed = (
        after >= len(units)
        or units[after].kind in ("comma", "semi", "other", "quote", "dash")
        or (ranked and units[after].kind in ("vg", "adv", "time"))
    )
    if not closed or _in_list(units, after):
        return None
    if first.mention.kind in _NAMED and second.kind == "office" and _singular(second):
        joined = _merge(second, first.mention)
    elif (
        first.mention.kind in ("office", "people")
        and _singular(first.mention)
        and second.kind in _NAMED
        and not second.office
    ):
        joined = _merge(first.mention, second)
    else:
        return None
    if after < len(units) and units[after].kind == "comma":
        after += 1
    return joined, after


def _past_complements(units: list[Unit], at: int) -> int:
    """Behind the noun group at ``at`` and its "of …" phrases."""
    after = at + 1
    while (
        after + 1 < len(units)
        and units[after].kind == "prep"
        and units[after].word in ("of", "for", "to", "in")
        and units[after + 1].kind == "np"
    ):
        after += 2
    return after


def _in_list(units: list[Unit], after: int) -> bool:
    """ "X, the minister, and Y" still joins X with Y; "X, Y and Z" is a list and no apposition."""
    return after < len(units) and units[after].kind == "conj"


def _singular(mention: Mention) -> bool:
    return ("plural", "yes") not in mention.attributes and (mention.count or 1) == 1


def _merge(office: Mention, name: Mention) -> Mention:
    """A person with the office and states of the one group and the name of the other."""
    states = office.states or name.states
    return Mention(
        name.span, "person", name.name, states, name.key, office.office or name.office, None, name.head,
        attributes=(*name.attributes, *office.attributes),
    )  # fmt: skip
