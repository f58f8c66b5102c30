"""Inversion: a verb or participle before its subject ("Already ordered are 96 helicopters", "Then came the Russians")."""

from __future__ import annotations

from legation.extract.units import Unit

_OPENING = frozenset({"semi", "colon", "dash", "conj", "quote", "sub", "other"})


def turn_round(units: list[Unit]) -> None:
    """Make a fronted participle and its "be" one passive verb: what stands behind it is its object."""
    for index in range(len(units) - 2):
        verb, auxiliary = units[index], units[index + 1]
        if verb.kind != "vg" or not verb.participle or auxiliary.kind != "vg" or auxiliary.lemma != "be":
            continue
        if auxiliary.passive or auxiliary.infinitive or not _opens(units, index):
            continue
        verb.passive, verb.participle = True, False
        verb.tense, verb.modal, verb.negated = auxiliary.tense, auxiliary.modal, auxiliary.negated
        auxiliary.kind = "adv"


def _opens(units: list[Unit], index: int) -> bool:
    """No noun group stands before the verb in its clause but under a preposition."""
    for at in range(index - 1, -1, -1):
        if units[at].kind in _OPENING:
            return True
        if units[at].kind == "np" and (at == 0 or units[at - 1].kind != "prep"):
            return False
    return True


def subject_behind(verb: Unit, objects: list[Unit], phrases: int) -> bool:
    """ "With them came four tanks": behind a fronted phrase a verb of coming has its subject after it."""
    return (
        verb.lemma in verb.wordlists["arriving_verbs"]
        and phrases > 0
        and len(objects) > 0
        and bool(verb.tense)
        and not (verb.passive or verb.infinitive or verb.gerund)
    )
