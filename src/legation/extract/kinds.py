"""What kind of thing a noun group names: the classes of its head, and what its parts add. Rules ask by these names."""

from __future__ import annotations

from legation.extract.units import Unit
from legation.vocabulary import Wordlists


def kinds_of(unit: Unit) -> frozenset[str]:
    """The classes of a group's head and what kind of thing it names; worked out once per group."""
    if unit.kinds is None:
        unit.kinds = _kinds(unit)
    return unit.kinds


def _kinds(unit: Unit) -> frozenset[str]:
    found = set(unit.classes)
    mention, words = unit.mention, unit.wordlists
    if mention is not None:
        found.add("exercise-name" if mention.kind == "exercise" else mention.kind)
        if mention.office in ("ambassador", "military attache"):
            found.add("envoy")
        if mention.office:
            found.add("office")
        if mention.kind == "pronoun" and mention.head in words["personal_pronouns"]:
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
        if mention.kind == "organisation" and not words["gathering_words"].isdisjoint(
            mention.name.lower().split()
        ):
            found |= {"forum", "conference"}  # "the African Land Forces Summit"
    if "delegates" in found and len({state for national in unit.nationals for state in national.states}) > 1:
        found.add("several")
    if unit.money is not None:
        found.add("money")
    if mention is not None and mention.kind == "place" and ("category", "base") in mention.attributes:
        found.add("base_place")  # "the use of Hmeimim"
    if mention is not None and mention.kind == "name" and _base_name(mention.name.lower(), words):
        found.add("base_place")  # "Camp Shamrock"
    if unit.item is not None and unit.item.category in _FLYING:
        found.add("aircraft")
    if unit.item is not None:
        found -= _MEN  # "five Rafale fighters", "the Su-25 trainers" are machines
    if not words["defence_adjectives"].isdisjoint(unit.modifiers):
        found.add("of-defence")
    pronoun = mention is not None and mention.kind == "pronoun" and mention.head in words["thing_pronouns"]
    definite = (
        unit.determiner in words["taking_up"]
        or unit.number is not None
        or not words["rest_words"].isdisjoint(unit.modifiers)
    )
    if (
        pronoun
        or unit.head in words["rest_words"]
        or _number(unit)
        or (definite and "thing" in found and unit.item is None)
    ):
        found.add("echo")
    if unit.nationals and not words["making_participles"].isdisjoint(unit.modifiers):
        found.add("built-by")
    if not words["merchant_adjectives"].isdisjoint((*unit.modifiers, *unit.head.split())):
        found.add("merchantman")  # "the cargo ship", "an oil tanker": no navy's
    if not words["feigning_adjectives"].isdisjoint(unit.modifiers):
        found.add("feigned")  # "a mock airfield", "the imaginary enemy"
    if not words["newly_made"].isdisjoint(unit.modifiers):
        found.add("newly-made")
    if (
        not words["joint_adjectives"].isdisjoint((*unit.modifiers, *unit.head.split()))
        or len({n.states for n in unit.nationals}) > 1
    ):
        found.add("joint")
    if not words["fresh_adjectives"].isdisjoint(unit.modifiers) or unit.determiner == "another":
        found.add("fresh")
    if unit.determiner == "any":
        found.add("generic")
    if unit.determiner in words["definite_determiners"]:
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
_FLYING = frozenset(
    {"combat aircraft", "transport aircraft", "surveillance aircraft", "patrol aircraft", "tanker aircraft"}
)
_MEN = frozenset({"contractors", "learner", "trainee", "troops", "instructors"})
_MANNED = frozenset({"people", "forces", "ship"})


def _base_name(name: str, words: Wordlists) -> bool:
    """ "Camp Shamrock", "Fort Benning"."""
    return any(name.startswith(f"{word} ") for word in words["base_words"])


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


def _number(unit: Unit) -> bool:
    return (
        unit.number is not None
        and unit.mention is None
        and unit.money is None
        and (unit.number_text or "").lower() == unit.head
    )
