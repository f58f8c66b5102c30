"""What kind of thing a noun group names: the classes of its head, and what its parts add. Rules ask by these names."""

from __future__ import annotations

from legation.extract.units import Unit
from legation.types import Mention
from legation.vocabulary import Wordlists


def kinds_of(unit: Unit) -> frozenset[str]:
    """The classes of a group's head and what kind of thing it names; worked out once per group."""
    if unit.kinds is None:
        unit.kinds = _kinds(unit)
    return unit.kinds


def _kinds(unit: Unit) -> frozenset[str]:
    found = set(unit.classes)
    if unit.mention is not None:
        found |= _of_mention(unit.mention, unit.wordlists)
    if unit.money is not None:
        found.add("money")
    if unit.item is not None:
        found -= _MEN  # "five Rafale fighters", "the Su-25 trainers" are machines
        if unit.item.category in _FLYING:
            found.add("aircraft")
    if (
        found & {"delegates", "summit"}
        and len({state for national in unit.nationals for state in national.states}) > 1
    ):
        found.add("several")
    if _echoes(unit, "thing" in found):
        found.add("echo")
    if unit.number is not None:
        found.add("counted")
    return frozenset(found | _of_words(unit) | _of_nations(unit))


def _of_mention(mention: Mention, words: Wordlists) -> set[str]:
    """What the group names tells of it, by its kind, its office and the words of its name."""
    kind = mention.kind
    found = {"exercise-name" if kind == "exercise" else kind}
    if mention.office:
        found.add("office")
    if mention.office in ("ambassador", "military attache"):
        found.add("envoy")
    if kind == "pronoun" and mention.head in words["personal_pronouns"]:
        found.add("someone")
    if kind == "pronoun" and mention.head in ("they", "them"):
        found.add("several")
    if kind in ("office", "people", "both") and (
        len(mention.states) > 1 or ("plural", "yes") in mention.attributes
    ):
        found.add("several")
    plural = kind == "state" and (mention.head == "people" or mention.name.endswith("ans"))
    if mention.states and (plural or (kind == "people" and mention.key)):
        found.add("demonym")  # "the Italians", "850 Mongolians": who stands there may be soldiers
    if kind == "group" and dict(mention.attributes).get("category", "").startswith("contractor"):
        found.add("contractors")
    if kind == "body" and any(("category", arm) in mention.attributes for arm in _ARMED):
        found.add("armed_body")  # "US forces", "the Bundeswehr"
    low = mention.name.lower()
    if kind == "organisation" and not words["gathering_words"].isdisjoint(low.split()):
        found |= {"forum", "conference"}  # "the African Land Forces Summit"
    if kind == "place" and ("category", "base") in mention.attributes:
        found.add("base_place")  # "the use of Hmeimim"
    if kind == "name" and any(low.startswith(f"{word} ") for word in words["base_words"]):
        found.add("base_place")  # "Camp Shamrock"
    return found


def _echoes(unit: Unit, thing: bool) -> bool:
    """It stands for what was told before: a pronoun, a number, "the rest", "these things"."""
    mention, words = unit.mention, unit.wordlists
    pronoun = mention is not None and mention.kind == "pronoun" and mention.head in words["thing_pronouns"]
    if pronoun or unit.head in words["rest_words"] or _number(unit):
        return True
    if not thing or unit.item is not None:
        return False
    taken_up = unit.determiner in words["taking_up"] or unit.number is not None
    return taken_up or not words["rest_words"].isdisjoint(unit.modifiers)


def _of_words(unit: Unit) -> set[str]:
    """What the determiner and the adjectives of a group say of it."""
    words = unit.wordlists
    found: set[str] = set()
    if unit.modifiers:
        found = {kind for name, kind in _BY_ADJECTIVE if not words[name].isdisjoint(unit.modifiers)}
    head = unit.head.split()
    for name, kind in _BY_ANY_WORD:
        if not words[name].isdisjoint(head):
            found.add(kind)
    if unit.determiner == "another":
        found.add("fresh")
    if unit.determiner == "any":
        found.add("generic")
    if unit.determiner in words["definite_determiners"]:
        found.add("definite")
    if _indefinite_plural(unit):
        found.add("bare-plural")
    return found


_BY_ANY_WORD = (  # the list of words, and what one of them makes of the group
    ("merchant_adjectives", "merchantman"),  # "the cargo ship", "an oil tanker": no navy's
    ("joint_adjectives", "joint"),
)
_BY_ADJECTIVE = (
    *_BY_ANY_WORD,
    ("defence_adjectives", "of-defence"),
    ("feigning_adjectives", "feigned"),  # "a mock airfield", "the imaginary enemy"
    ("newly_made", "newly-made"),
    ("fresh_adjectives", "fresh"),
)


def _of_nations(unit: Unit) -> set[str]:
    """What the states named in a group, or owning it, say of it."""
    mention, found = unit.mention, set()
    owned = unit.owner is not None and unit.owner.mention is not None
    if unit.nationals or owned or (mention is not None and mention.kind in _MANNED and mention.states):
        found.add("national")
    if not unit.nationals:
        return found
    if not unit.wordlists["making_participles"].isdisjoint(unit.modifiers):
        found.add("built-by")
    if len({national.states for national in unit.nationals}) > 1:
        found.add("joint")
    return found


_ARMED = ("army", "navy", "air-force", "armed-forces")
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


def _number(unit: Unit) -> bool:
    return (
        unit.number is not None
        and unit.mention is None
        and unit.money is None
        and (unit.number_text or "").lower() == unit.head
    )
