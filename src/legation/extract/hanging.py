"""What the clause that a clause hangs on tells of it: that it is denied, demanded, promised or only provided for."""

from __future__ import annotations

from legation.extract.arguments import purposed
from legation.extract.clauses import Clause
from legation.extract.kinds import kinds_of
from legation.extract.steps import governed, own_factuality


def told_factuality(clause: Clause) -> str:
    """Whether what the clause tells took place, by its own verb and by the verb that it depends on."""
    verb = clause.verb
    if verb is None:
        return "actual"
    own = own_factuality(clause)
    above = clause.parent
    if _denied_above(clause):
        return "denied"  # "denied that China will get a base", "denied hiring them"
    if own != "actual":
        return own
    meant = above.verb if above is not None and clause.relation == "comp" else None
    if meant is not None and meant.negated and meant.lemma in meant.wordlists["meaning_verbs"]:
        return "denied"  # "does not mean that the sale has been concluded"
    if (
        clause.relation in ("inf", "gerund", "part", "comp")
        and clause.parent is not None
        and clause.parent.verb is not None
    ):
        if "permit" in clause.parent.classes and told_factuality(clause.parent) == "denied":
            return "denied"  # "refused to let Denmark re-export them"
        return governed(clause, clause.parent)
    return "actual"


def _denied_above(clause: Clause) -> bool:
    """A verb that it hangs on, also through an infinitive, denies it: "denied that it had agreed to host a base"."""
    below, above = clause, clause.parent
    while above is not None and below.relation in ("inf", "comp", "gerund", "part"):
        if "deny" in above.classes and below.relation != "inf":
            return True
        below, above = above, above.parent
    return False


DEEDS = frozenset({"deployment", "transfer", "aid", "project", "institution", "training", "conflict"})


def only_demanded(clause: Clause) -> bool:
    """What one side only asks of another, or threatens it with: "urged Kigali to withdraw its troops"."""
    above = clause.parent
    return (
        clause.relation in ("inf", "comp")
        and above is not None
        and bool(above.classes & {"demand", "threaten"})
        and not above.classes & {"expel", "take_out", "pledge"}
    )


def only_provided_for(clause: Clause) -> bool:
    """What a paper or a body is for: "a memorandum on making drones together", "a centre for training pilots"."""
    return (
        clause.relation == "gerund"
        and clause.joint in ("on", "about", "for", "of")
        and any(kinds_of(unit) & _PROVIDING for unit in purposed(clause))
    )


def only_talked_of(clause: Clause) -> bool:
    """ "Discussed efforts to provide aid": what is only spoken of is not given."""
    at: Clause | None = clause
    while at is not None and at.relation in ("inf", "gerund", "part"):
        at = at.parent
    return at is not None and at is not clause and bool(at.classes & {"talk_over", "speak_with"})


_PROVIDING = frozenset({"accord", "paper", "body", "commission"})


def hangs_on(clause: Clause, classes: tuple[str, ...]) -> bool:
    """A verb that this one depends on has one of the classes: "vowed to go on deepening"."""
    at = clause
    if at.verb is not None and at.verb.modal in at.verb.wordlists["readiness"] and "ready" in classes:
        return True  # "is ready to widen"
    if at.verb is not None and at.verb.tense in ("future", "future-in-past") and "pledge" in classes:
        return True  # "will widen"
    while at.relation in ("inf", "gerund", "part", "comp") and at.parent is not None:
        if at.relation == "inf" and any(kinds_of(unit).intersection(classes) for unit in purposed(at)):
            return True  # "touted plans to work together"
        at = at.parent
        if at.classes.intersection(classes):
            return True
    return False
