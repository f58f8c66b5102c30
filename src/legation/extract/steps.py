"""How far a thing has got and whether it happened: stage and factuality, from tense, negation and the governing verb."""

from __future__ import annotations

from legation.extract.clauses import Clause
from legation.extract.rules import Rule
from legation.extract.undertakings import step_of


def looks_ahead(clause: Clause) -> bool:
    verb = clause.verb
    assert verb is not None
    return (
        clause.relation in ("inf", "gerund")
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
    if verb.passive and verb.lemma in _SCHEDULING and verb.tense in ("present", "past", "perfect"):
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
        return "possible" if verb.modal in ("may", "might", "could") else "actual"
    return "actual"


_ASKING = frozenset("request proposal invitation offer suggestion".split())


_SCHEDULING = frozenset("set schedule slate plan expect pencil earmark".split())


_PLANNING = frozenset(
    {"prepare", "agree", "pledge", "approve", "float", "negotiate", "offer", "threaten", "demand"}
)


_COMING = frozenset("order ask tell urge want invite allow authorise authorize permit oblige due".split())


def governed(clause: Clause, parent: Clause) -> str:
    verb = parent.verb
    assert verb is not None
    if clause.relation == "inf":
        if verb.lemma in ("refuse", "decline", "fail"):
            return "denied"
        if "call_off" in parent.classes and any(unit.head in _ASKING for unit in parent.objects):
            return "denied"
        if verb.negated:
            return "denied"
        if parent.classes & {"float"} and verb.lemma in (
            "consider",
            "mull",
            "weigh",
            "offer",
            "propose",
            "ponder",
            "contemplate",
        ):
            return "possible"
        if parent.classes & _PLANNING or verb.lemma in _COMING or verb.lemma == "be":
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
    if clause.relation == "comp" and "deny" in parent.classes:
        return "denied"
    return "actual"


def settle_step(
    rule: Rule,
    stage: str | None,
    factuality: str,
    clause: Clause,
    governed: bool = True,
) -> tuple[str | None, str]:
    """Stage and factuality of the step that the clause reports."""
    verb = clause.verb
    parent = clause.parent
    if (
        rule.type in ("meeting", "forum")
        and verb is not None
        and verb.lemma == "look"
        and factuality == "actual"
    ):
        return None, "planned"  # "looked forward to talks at the summit"
    if rule.type in ("meeting", "forum") and rule.nouns and verb is not None and governed:
        if "call_off" in clause.classes:
            return None, "denied"
        if "float_idea" in clause.classes and factuality == "actual":
            return None, "possible"
        if (
            clause.classes & {"agree", "prepare"}
            and not clause.classes & {"conclude", "hold_talks"}
            and factuality == "actual"
        ):
            return None, "planned"
        return None, factuality
    if (
        verb is not None
        and factuality == "denied"
        and "renew" in clause.classes
        and rule.type in ("access", "agreement")
    ):
        return "cancelled", "actual"  # "refused to renew the lease"
    if rule.type in ("meeting", "exercise", "forum", "port-call"):
        if (
            rule.nouns
            and verb is not None
            and governed
            and clause.classes & {"cancel", "suspend"}
            and verb.lemma not in ("end", "conclude", "leave")
        ):
            return None, "denied"
        return None, factuality
    if rule.type == "pledge":
        return (
            None,
            "denied" if factuality == "denied" else "actual",
        )  # what is pledged lies ahead, the pledge does not
    if rule.type in ("dispute", "sanction", "conflict", "institution", "training"):
        return None, factuality
    if rule.type == "agreement" and "renew" in clause.classes and factuality == "denied":
        return "lapsed", "actual"  # an accord that is not renewed runs out
    if rule.type in ("transfer", "aid"):
        return step_of(rule, stage, factuality, clause)
    if (
        clause.relation == "inf"
        and parent is not None
        and parent.verb is not None
        and factuality in ("planned", "possible")
    ):
        if parent.verb.lemma in ("want", "seek", "hope", "plan", "intend"):
            return "floated" if stage in (
                "delivered",
                "signed",
                None,
            ) else stage, "planned" if parent.verb.lemma in ("plan", "intend") else "possible"
        for name, value in (("approve", "approved"), ("agree", "agreed"), ("pledge", "agreed"), ("offer", "offered"),
                            ("negotiate", "negotiating"), ("float", "floated")):  # fmt: skip
            if name in parent.classes:
                actual = (
                    rule.type == "access"
                    and factuality == "planned"
                    and name in ("approve", "agree", "pledge", "offer")
                )
                return value, "actual" if actual and not parent.verb.tense.startswith(
                    "fut"
                ) else "possible" if name == "float" else factuality
    going_on = verb is not None and verb.tense == "present" and verb.form == "g"
    if stage == "delivered" and rule.verbs and going_on:
        return "under-way", factuality
    if rule.type in ("deployment", "access") and rule.verbs:
        return _abroad_step(rule, stage, factuality, clause), factuality
    if rule.type == "deployment" and stage is None and factuality == "planned":
        return "agreed", factuality
    return stage, factuality


_BEGINNING = frozenset("begin start commence continue keep go".split())


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
        return stage if stage != "completed" or factuality == "actual" else "agreed"
    if factuality == "planned":
        return "agreed"
    if stage == "completed" and (governing in _BEGINNING or verb.form == "g"):
        return "under-way"
    return stage
