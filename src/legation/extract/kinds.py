"""What kind of thing a noun group names: the classes of its head, and what its parts add. Rules ask by these names."""

from __future__ import annotations

from legation.extract.units import Unit

_HUMAN = frozenset("he she him her i who".split())


def kinds_of(unit: Unit) -> frozenset[str]:
    """The classes of a group's head and what kind of thing it names; worked out once per group."""
    if unit.kinds is None:
        unit.kinds = _kinds(unit)
    return unit.kinds


_MILITARY = frozenset({"defence", "defense", "military", "naval", "armed", "combat", "strategic"})


def _kinds(unit: Unit) -> frozenset[str]:
    found = set(unit.classes)
    mention = unit.mention
    if mention is not None:
        found.add("exercise-name" if mention.kind == "exercise" else mention.kind)
        if mention.office in ("ambassador", "military attache"):
            found.add("envoy")
        if mention.office:
            found.add("office")
        if mention.kind == "pronoun" and mention.head in _HUMAN:
            found.add("someone")
        if mention.kind in ("office", "people", "both") and (
            len(mention.states) > 1 or ("plural", "yes") in mention.attributes
        ):
            found.add("several")
        if mention.kind == "pronoun" and mention.head in ("they", "them"):
            found.add("several")
        plural = mention.kind == "state" and (mention.head == "people" or mention.name.endswith("ans"))
        if mention.states and (plural or (mention.kind == "people" and mention.key)):
            found.add("demonym")  # "the Italians", "850 Mongolians": who stands there may be soldiers
        if mention.kind == "group" and dict(mention.attributes).get("category", "").startswith("contractor"):
            found.add("contractors")
        if mention.kind == "body" and any(("category", arm) in mention.attributes for arm in _ARMED):
            found.add("armed_body")  # "US forces", "the Bundeswehr"
        if mention.kind == "organisation" and not _GATHERINGS.isdisjoint(mention.name.lower().split()):
            found |= {"forum", "conference"}  # "the African Land Forces Summit"
    if "delegates" in found and len({state for national in unit.nationals for state in national.states}) > 1:
        found.add("several")
    if unit.money is not None:
        found.add("money")
    if mention is not None and mention.kind == "place" and ("category", "base") in mention.attributes:
        found.add("base_place")  # "the use of Hmeimim"
    if mention is not None and mention.kind == "name" and mention.name.lower().startswith(_CAMPS):
        found.add("base_place")  # "Camp Shamrock"
    if unit.item is not None and unit.item.category in _FLYING:
        found.add("aircraft")
    if unit.item is not None:
        found -= _MEN  # "five Rafale fighters", "the Su-25 trainers" are machines
    if not _MILITARY.isdisjoint(unit.modifiers):
        found.add("of-defence")
    pronoun = mention is not None and mention.kind == "pronoun" and mention.head in THINGS
    definite = (
        unit.determiner in _DEFINITE or unit.number is not None or not _COUNTS.isdisjoint(unit.modifiers)
    )
    if (
        pronoun
        or unit.head in _COUNTS
        or _number(unit)
        or (definite and "thing" in found and unit.item is None)
    ):
        found.add("echo")
    if unit.nationals and not _MADE.isdisjoint(unit.modifiers):
        found.add("built-by")
    if not _TRADING.isdisjoint((*unit.modifiers, *unit.head.split())):
        found.add("merchantman")  # "the cargo ship", "an oil tanker": no navy's
    if not _FEIGNED.isdisjoint(unit.modifiers):
        found.add("feigned")  # "a mock airfield", "the imaginary enemy"
    if not _NEWLY.isdisjoint(unit.modifiers) or not _NEW.isdisjoint(unit.modifiers):
        found.add("newly-made")
    if (
        not _SHARED.isdisjoint((*unit.modifiers, *unit.head.split()))
        or len({n.states for n in unit.nationals}) > 1
    ):
        found.add("joint")
    if not _FRESH.isdisjoint(unit.modifiers) or unit.determiner == "another":
        found.add("fresh")
    if unit.determiner == "any":
        found.add("generic")
    if unit.determiner in _POINTING:
        found.add("definite")
    if _indefinite_plural(unit):
        found.add("bare-plural")
    owned = unit.owner is not None and unit.owner.mention is not None
    if unit.nationals or owned or (mention is not None and mention.kind in _MANNED and mention.states):
        found.add("national")
    if unit.number is not None:
        found.add("counted")
    return frozenset(found)


_ARMED = ("army", "navy", "air-force", "armed-forces")
_GATHERINGS = frozenset({"summit", "conference", "meeting", "symposium", "dialogue", "exhibition", "fair"})
_CAMPS = ("camp ", "fort ", "raf ", "naval station ", "base ")
_MADE = frozenset(
    {
        "built",
        "financed",
        "funded",
        "backed",
        "constructed",
        "made",
        "designed",
        "led",
        "run",
        "operated",
        "owned",
        "sponsored",
        "bankrolled",
        "supplied",
    }
)  # "the Chinese-built railway"
_TRADING = frozenset(
    "cargo container merchant commercial passenger oil gas crude cruise fishing grain aid shadow lng livestock".split()
)
_FEIGNED = frozenset(
    "mock mocked-up mock-up simulated notional imaginary imagined fictional fictitious invented pretend make-believe dummy hypothetical feigned sham would-be opposing".split()
)
_SHARED = frozenset(
    "joint common mixed shared unified combined bilateral trilateral binational trinational".split()
)
_FRESH = frozenset("new first second third additional permanent further brand latest".split())
_NEWLY = frozenset("newly freshly recently brand-new brand".split())
_NEW = frozenset("created opened established founded inaugurated reopened formed launched re-opened".split())
_FLYING = frozenset(
    {"combat aircraft", "transport aircraft", "surveillance aircraft", "patrol aircraft", "tanker aircraft"}
)
_MEN = frozenset({"contractors", "learner", "trainee", "troops", "instructors"})
_MANNED = frozenset({"people", "forces", "ship"})


def _indefinite_plural(unit: Unit) -> bool:
    """ "Exercises", "drills": things of a kind, not one that took place."""
    marked = (
        unit.determiner
        or unit.number is not None
        or unit.nationals
        or unit.owner is not None
        or unit.modifiers
    )
    return not marked and unit.head.endswith("s")


THINGS = frozenset({"it", "them", "they", "one", "ones"})


_DEFINITE = frozenset({"the", "these", "those", "its", "another", "both"})


_POINTING = frozenset({"the", "this", "that", "these", "its"})


_COUNTS = frozenset(
    {
        "further",
        "more",
        "next",
        "first",
        "second",
        "third",
        "last",
        "rest",
        "remainder",
        "remaining",
        "others",
        "other",
    }
)


def _number(unit: Unit) -> bool:
    return (
        unit.number is not None
        and unit.mention is None
        and unit.money is None
        and (unit.number_text or "").lower() == unit.head
    )
