"""How far a thing has got and whether it happened: stage and factuality, from tense, negation and the governing verb."""

from __future__ import annotations

from legation.extract.clauses import Clause
from legation.extract.rules import Rule
from legation.extract.undertakings import given_up_by, step_of
from legation.extract.units import Unit


def looks_ahead(clause: Clause) -> bool:
    verb = clause.verb
    assert verb is not None
    return (
        clause.relation in ("inf", "gerund")
        or (
            clause.relation == "part"
            and clause.parent is not None
            and clause.parent.verb is not None
            and clause.parent.verb.lemma in verb.wordlists["beginning_verbs"]
            and looks_ahead(clause.parent)
        )
        or verb.infinitive
        or verb.tense in ("future", "future-in-past", "conditional", "possible")
    )


def own_factuality(clause: Clause) -> str:
    verb = clause.verb
    assert verb is not None
    if verb.negated:
        return "denied"
    if clause.joint in ("if", "unless", "whether"):
        return "possible"
    if (
        verb.passive
        and verb.lemma in verb.wordlists["scheduling_verbs"]
        and verb.tense in ("present", "past", "perfect")
    ):
        return "planned"
    if verb.modal == "be to" and any("aim" in unit.classes for unit in (*clause.subjects, *clause.objects)):
        return "actual"  # "the purpose of the drill is to share experience"
    if verb.tense in ("future", "future-in-past"):
        return "planned"
    if verb.tense == "conditional":
        return "planned" if clause.relation == "comp" or clause.joint in ("that", "") else "possible"
    if verb.tense == "unfulfilled":
        return "denied"
    if verb.tense == "possible" and "yet" in verb.modifiers:
        return "planned"  # "has yet to ratify"
    if verb.tense == "possible":
        return "possible" if verb.modal in verb.wordlists["possible_modals"] else "actual"
    return "actual"


_PLANNING = frozenset(
    {"prepare", "agree", "pledge", "approve", "float", "negotiate", "offer", "threaten", "demand"}
)


def _singled_out(unit: Unit) -> bool:
    """ "The first of them", "the only minister": of whom an infinitive tells what was done."""
    words = unit.wordlists["singling_adjectives"]
    return unit.head in words or not words.isdisjoint(unit.modifiers)


def governed(clause: Clause, parent: Clause) -> str:
    verb = parent.verb
    assert verb is not None
    words = verb.wordlists
    if clause.relation == "inf":
        if verb.lemma in words["refusing_verbs"]:
            return "denied"
        if not verb.negated and any(_singled_out(unit) for _, unit in parent.arguments()):
            return own_factuality(parent)  # "was the first minister to visit Lima"
        if "call_off" in parent.classes and any(
            unit.head in words["asking_nouns"] for unit in parent.objects
        ):
            return "denied"
        if verb.negated:
            return "denied"
        if parent.classes & {"float"} and verb.lemma in words["pondering_verbs"]:
            return "possible"
        if parent.classes & _PLANNING or verb.lemma in words["coming_verbs"] or verb.lemma == "be":
            return "planned"
        return own_factuality(parent)
    if clause.relation == "gerund" and clause.joint in ("without", "instead of", "against"):
        return "denied"
    if clause.relation == "gerund" and clause.joint == "to" and verb.lemma == "look":
        return "planned"  # "looks forward to visiting"
    if clause.relation == "gerund" and "negotiate" in parent.classes:
        return "planned"  # "close to concluding", "in talks on building"
    if clause.relation == "gerund" and clause.joint in ("before", "ahead of"):
        return "actual"
    if (
        clause.relation == "gerund"
        and clause.joint in ("of", "on", "at", "about")
        and parent.classes & {"float"}
    ):
        return "possible"
    return "actual"


Step = tuple[str | None, str]  # stage, factuality


def settle_step(
    rule: Rule, stage: str | None, factuality: str, clause: Clause, governed: bool = True
) -> Step:
    """Stage and factuality of the step that the clause reports."""
    if rule.type in _GATHERINGS:
        return None, _of_gathering(rule, factuality, clause, governed)
    if rule.type in ("access", "agreement") and factuality == "denied" and "renew" in clause.classes:
        return "cancelled", "actual"  # "refused to renew the lease"
    if rule.type in ("exercise", "port-call"):
        off = rule.nouns and governed and _called_off(clause)
        return None, "denied" if off else factuality
    if rule.type == "pledge":  # what is pledged lies ahead, the pledge does not
        return None, "denied" if factuality == "denied" else "actual"
    if rule.type in _STAGELESS:
        return None, factuality
    if rule.type in ("transfer", "aid"):
        return step_of(rule, stage, factuality, clause)
    above = _by_verb_above(rule, stage, factuality, clause)
    return above if above is not None else _of_undertaking(rule, stage, factuality, clause)


_GATHERINGS = frozenset({"meeting", "forum"})
_STAGELESS = frozenset({"dispute", "sanction", "conflict", "institution", "training"})


def _of_gathering(rule: Rule, factuality: str, clause: Clause, governed: bool) -> str:
    """Whether a meeting took place, is agreed on, is wished for or was called off."""
    verb = clause.verb
    if verb is None:
        return factuality
    if verb.lemma == "look" and factuality == "actual":
        return "planned"  # "looked forward to talks at the summit"
    if not (rule.nouns and governed):
        return factuality
    if "call_off" in clause.classes:
        return "denied"
    if factuality != "actual":
        return factuality
    if "float_idea" in clause.classes:
        return "possible"
    agreed = clause.classes & {"agree", "prepare"} and not clause.classes & {"conclude", "hold_talks"}
    return "planned" if agreed else factuality


def _called_off(clause: Clause) -> bool:
    verb = clause.verb
    return (
        verb is not None
        and bool(clause.classes & {"cancel", "suspend"})
        and verb.lemma not in verb.wordlists["ending_verbs"]
    )


# What a verb above an infinitive says of the undertaking, tried in order.
_ABOVE = (
    ("approve", "approved"), ("agree", "agreed"), ("pledge", "agreed"), ("offer", "offered"),
    ("negotiate", "negotiating"), ("float", "floated"),
)  # fmt: skip
_SIGNING = frozenset({"sign", "sign_name", "conclude"})
_GRANTING = frozenset({"approve", "agree", "pledge", "offer"})


def _by_verb_above(rule: Rule, stage: str | None, factuality: str, clause: Clause) -> Step | None:
    """ "Agreed to let", "wants to build", "offered to lease"."""
    parent = clause.parent
    if clause.relation != "inf" or parent is None or parent.verb is None:
        return None
    if rule.type == "project" and parent.classes & _SIGNING and not parent.verb.negated:
        return "signed", "actual"  # "signed a contract to build a power plant"
    given_up = given_up_by(parent)
    if given_up is not None:
        return given_up, "actual"
    if factuality not in ("planned", "possible"):
        return None
    if parent.verb.lemma in parent.verb.wordlists["wanting_verbs"]:
        floated = stage in ("delivered", "signed", None)
        planned = parent.verb.lemma in parent.verb.wordlists["planning_verbs"]
        return "floated" if floated else stage, "planned" if planned else "possible"
    name, value = next(((name, value) for name, value in _ABOVE if name in parent.classes), ("", None))
    if value is None:
        return None
    granted = rule.type == "access" and factuality == "planned" and name in _GRANTING
    if granted and not parent.verb.tense.startswith("fut"):
        return value, "actual"
    return value, "possible" if name == "float" else factuality


def _of_undertaking(rule: Rule, stage: str | None, factuality: str, clause: Clause) -> Step:
    """How far an accord, a project, a base or a deployment has got, by the clause alone."""
    verb = clause.verb
    if stage == "signed" and verb is not None and verb.lemma in verb.wordlists["initialling_verbs"]:
        stage = "agreed"
    going_on = verb is not None and verb.tense == "present" and verb.form == "g"
    if stage == "delivered" and rule.verbs and going_on:
        return "under-way", factuality
    if rule.type == "deployment" and (stage, factuality) == ("under-way", "actual") and _ended(clause):
        return "completed", factuality
    if rule.type in ("deployment", "access") and rule.verbs:
        return _abroad_step(rule, stage, factuality, clause), factuality
    if factuality == "planned" and (rule.type, stage) in _TO_COME:
        return "agreed", factuality
    return stage, factuality


# "a deployment planned for May", "will jointly develop a drone": so far it is agreed
_TO_COME = frozenset({("deployment", None), ("project", "under-way")})


def _abroad_step(rule: Rule, stage: str | None, factuality: str, clause: Clause) -> str | None:
    """How far a deployment or a base has got, where a verb tells of it."""
    verb, parent = clause.verb, clause.parent
    assert verb is not None
    governing = (
        parent.verb.lemma
        if parent is not None and parent.verb is not None and clause.relation in ("inf", "gerund")
        else ""
    )
    if factuality == "denied":
        return None
    if factuality == "possible":
        return "floated"
    if rule.type == "access":
        if verb.lemma in verb.wordlists["opening_verbs"] and factuality == "actual":
            return "completed"
        return stage if stage != "completed" or factuality == "actual" else "agreed"
    if factuality == "planned":
        return "agreed"
    if stage == "completed" and (governing in verb.wordlists["beginning_verbs"] or verb.form == "g"):
        return "under-way"
    return stage


def _ended(clause: Clause) -> bool:
    """ "The troops flew from the base until March": they did so for a time that has an end."""
    verb = clause.verb
    if verb is None or verb.tense not in ("past", "past-perfect"):
        return False
    sent = clause.objects if verb.passive else clause.subjects
    times = [unit.time for unit in clause.times if unit.time is not None]
    closed = any(time.relation in ("until", "till") or time.form == "range" for time in times)
    return closed and any(unit.classes & _SENT for unit in sent)


_SENT = frozenset({"troops", "troop_unit", "contractors", "warplane", "arms", "instructors"})
