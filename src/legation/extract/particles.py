"""Verbs with their particles: what a verb means by the words behind it, and which of them are its own."""

from __future__ import annotations

import itertools

from legation.extract.clauses import Clause
from legation.extract.units import Unit
from legation.vocabulary import Lexicon, VerbSenses


def particle_before_from(units: list[Unit], index: int) -> bool:
    """ "Flew in from Beijing": the first of the two belongs to the verb, and no place stands under it."""
    beside = units[index + 1] if index + 1 < len(units) else None
    return (
        units[index].word in units[index].wordlists["particles_before_from"]
        and beside is not None
        and beside.kind == "prep"
        and beside.word == "from"
    )


def free_particles(units: list[Unit], lexicon: Lexicon) -> None:
    """ "handed over the boats", "wrote off the debt": the word behind the verb is its particle, not a preposition."""
    for unit, following in itertools.pairwise(units):
        counted = following.number is not None or following.money is not None
        if unit.kind == "prep" and unit.word in ("up to", "close to") and counted:
            unit.kind = "adv"
        if (
            unit.kind == "prep"
            and following.kind == "adv"
            and following.word in unit.wordlists["whereabouts"]
        ):
            unit.kind = (
                "adv"  # "from there the minister flew on": nothing further stands under the preposition
            )
    for index, (verb, unit) in enumerate(itertools.pairwise(units)):
        brought = (
            unit.word == "in" and index + 2 < len(units) and units[index + 2].item is not None
        )  # "throw in two boats"
        free = (
            verb.kind == "vg"
            and unit.kind == "prep"
            and (unit.word in unit.wordlists["free_particles"] or brought)
        )
        if free and _has_particle(verb, unit.word, lexicon):
            unit.kind = "adv"


def take_particle(units: list[Unit], at: int, clause: Clause, lexicon: Lexicon) -> None:
    """What follows a verb and its particle is the verb's object: "broke off ties", "called in the envoy"."""
    verb = units[at]
    if at + 1 >= len(units) or units[at + 1].kind != "prep" or clause.objects or not clause.prepositions:
        return
    word = units[at + 1].word
    if word not in verb.wordlists["particles_with_object"] or not _has_particle(verb, word, lexicon):
        return
    taken = [unit for label, unit in clause.prepositions if label == word and unit.start > verb.end]
    if not taken or (
        word in ("in", "over")
        and not (taken[0].classes & {"envoy"} or (taken[0].mention and taken[0].mention.office))
    ):
        return
    clause.objects = taken
    clause.prepositions = [
        (label, unit) for label, unit in clause.prepositions if all(unit is not other for other in taken)
    ]


def _has_particle(verb: Unit, word: str, lexicon: Lexicon) -> bool:
    """The verb has a meaning with just this word behind it."""
    senses = lexicon.verb_classes.get(verb.lemma, {})
    return any(len(rest) == 1 for rest, _ in senses.get(word, ()))


def drop_idiom(clause: Clause, lexicon: Lexicon) -> None:
    """ "Shook hands", "set foot": a bare noun that makes the verb's meaning is nothing that it acts on."""
    verb, first = clause.verb, clause.objects[0] if clause.objects else None
    if (
        verb is None
        or first is None
        or first.mention is not None
        or first.classes
        or first.determiner
        or first.owner
    ):
        return
    senses = lexicon.verb_classes.get(verb.lemma, {})
    if any(first.word in rest for rows in senses.values() for rest, _ in rows):
        clause.objects = clause.objects[1:]


def verb_classes(units: list[Unit], at: int, lexicon: Lexicon) -> frozenset[str]:
    """The classes of the verb group at ``at``, told by its lemma and the words behind it."""
    verb = units[at]
    senses = lexicon.verb_classes.get(verb.lemma, {})
    bare = _by_itself(senses)
    if not senses or (len(senses) == 1 and bare):
        return bare
    found: set[str] = set()
    changed = False
    words = verb.wordlists
    particles = words["particles_with_object"]
    window = _window(units, at)
    known = {*window, *[word[:-1] for word in window if word.endswith("s")]}
    modifiers = {*verb.modifiers, *_made_so(units, at)}
    for first in filter(None, senses.keys() & (known | modifiers)):
        for rest, classes in senses[first]:
            behind = known.issuperset(rest) and _follows(rest, window, words["close_prepositions"])
            if not behind and not modifiers.issuperset(rest):
                continue
            if len(rest) == 1 and first in particles and _governs(units, at, first):
                continue
            found |= classes
            changed |= verb.lemma in words["verbs_changed_by_particle"] and (
                first in particles or first in words["changing_prepositions"]
            )
    return frozenset(found) if changed else bare.union(found)


def _by_itself(senses: VerbSenses) -> frozenset[str]:
    """The classes of a verb with nothing behind it."""
    return next((classes for _, classes in senses.get("", ())), frozenset())


def _governs(units: list[Unit], at: int, word: str) -> bool:
    """ "Held the drill off Malé": the word is a preposition further on, with a place or a thing under it."""
    for unit, following in itertools.pairwise(units[at + 2 : at + 10]):
        if unit.kind == "vg":
            return False
        if unit.word == word:
            return unit.kind == "prep" and following.kind == "np"
    return False


def _made_so(units: list[Unit], at: int) -> list[str]:
    """ "Declared the school in Dakar open": how a thing was made to stand is said behind it, however long it is."""
    clause = itertools.takewhile(lambda unit: unit.kind != "vg", units[at + 1 :])
    return [unit.word for unit in clause if unit.kind == "adv" and unit.word == "open"]


def _window(units: list[Unit], at: int) -> list[str]:
    words: list[str] = []
    like_plurals = units[at].wordlists["like_plurals"]  # "its" would be taken for a plural of "it"
    for before, unit in itertools.pairwise(units[at : at + 9]):
        if before.kind == "comma" and unit.mention is not None and unit.mention.kind in ("name", "person"):
            continue  # "the envoy, Philip Goldberg, persona non grata"
        if unit.kind in ("semi", "colon", "quote", "rel", "dash"):
            break
        named = unit.mention is not None and unit.mention.kind in _ONE_WORD
        if named and unit.last - unit.first == (unit.determiner == "the"):
            words.append(unit.word)  # "charged Ivory Coast with": however many words a state's name has
        else:
            words += (word for word in unit.word.replace("'s", " ").split() if word not in like_plurals)
        if unit.kind == "vg":
            words.append(unit.lemma)
    return words


_ONE_WORD = frozenset({"state", "capital"})


def _follows(rest: tuple[str, ...], window: list[str], close: frozenset[str]) -> bool:
    at = 0
    for number, word in enumerate(rest):
        limit = 1 if number == 0 and len(rest) == 1 and word in close else 6
        for offset, other in enumerate(window[at : at + limit + 1]):
            if other == word or other == word + "s":
                at += offset + 1
                break
        else:
            return False
    return True
