"""How far a transfer or a gift of aid has got, as the clause and the clause above it tell.

"agreed to supply" (agreed)   "is in talks to buy" (negotiating)   "will provide" (agreed, planned)
"wants to sell" (floated, possible)   "refused to sell" (denied)   "will be delivered" (delivered, planned)
"""

from __future__ import annotations

from legation.extract.clauses import Clause
from legation.extract.rules import Rule

_AHEAD = frozenset({"future", "future-in-past", "conditional"})
# classes of the verb above an infinitive, tried in order: stage, factuality of that step
_ABOVE = (
    ("haggle", "negotiating", "actual"),
    ("permit", "approved", "actual"),
    ("ready", "offered", "actual"),
    ("intend", "floated", "planned"),
    ("promise", "agreed", "actual"),
    ("wish", "floated", "possible"),
    ("request_arms", "floated", "actual"),
)
_GIVEN_UP = (("cancel", "cancelled"), ("suspend", "suspended"))
_OWN = (("ready", "offered"), ("clear_sale", "approved"), ("promise", "agreed"))


def step_of(rule: Rule, stage: str | None, factuality: str, clause: Clause) -> tuple[str | None, str]:
    """Stage and factuality of the step that the clause reports; ``stage`` is what the rule says of it."""
    verb = clause.verb
    if verb is None:
        return stage, factuality
    if verb.modal in ("ready", "willing"):
        return "offered", "denied" if verb.negated else "actual"
    if stage == "signed" and factuality == "actual" and _owned_since(rule, clause):
        return "delivered", factuality
    above = _above(clause)
    if above is not None and factuality != "denied":
        return above
    if rule.verbs and rule.type == "aid" and "disburse" in clause.classes and factuality == "actual":
        return "delivered", factuality
    if rule.verbs and stage == "delivered" and rule.type == "aid":
        named = next((value for name, value in _OWN if name in clause.classes), None)
        if named is not None:
            return named, factuality
    if rule.coming and factuality == "planned" and (verb.tense in _AHEAD or verb.infinitive):
        return rule.coming, factuality
    if rule.coming and rule.verbs and verb.tense == "present" and verb.form == "g":
        return rule.coming, "planned"
    return stage, factuality


def given_up_by(parent: Clause) -> str | None:
    """ "Shelved its plan to buy": the stage, where a clause gives up what is to be done; None where it does not."""
    kept = parent.verb is None or parent.verb.negated
    planned = not kept and any("carrier" in unit.classes for unit in parent.objects)
    return next((stage for name, stage in _GIVEN_UP if planned and name in parent.classes), None)


def _owned_since(rule: Rule, clause: Clause) -> bool:
    """ "The jets bought from Sweden fly over Lima": beside a noun, with neither day nor price, it says whose they are now."""
    priced = any(unit.money is not None for _, unit in clause.arguments())
    return bool(rule.verbs) and clause.relation == "reduced" and not clause.times and not priced


def _above(clause: Clause) -> tuple[str, str] | None:
    """What the verb above says of an infinitive: "agreed to", "is in talks to", "asked to be sold"."""
    parent = clause.parent
    if (
        clause.relation != "inf"
        or parent is None
        or parent.verb is None
        or parent.verb.lemma in parent.verb.wordlists["begun_verbs"]
    ):
        return None
    if parent.verb.negated:
        return None
    given_up = given_up_by(parent)
    if given_up is not None:
        return given_up, "actual"
    if any(label == "in" and "talks" in unit.classes for label, unit in parent.prepositions):
        return "negotiating", "actual"
    coming = parent.verb.tense in _AHEAD
    for name, stage, factuality in _ABOVE:
        if name in parent.classes:
            return stage, "planned" if coming and factuality == "actual" else factuality
    return None
