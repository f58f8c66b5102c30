"""Disputes, sanctions, conflict."""

from __future__ import annotations

from legation.extract.rules import Rule, roles

_AGAINST = roles(subj="speaker", poss="speaker", by="speaker", obj="recipient", of="recipient", to="recipient", against="recipient",
                 at="recipient", on="recipient", from_="speaker", with_="recipient", adj="recipient", over="recipient", for_="recipient")  # fmt: skip
_PENALTY = roles(subj="organiser", poss="organiser", by="organiser", on="recipient", against="recipient", obj="recipient",
                 to="recipient", from_="recipient", with_="recipient", adj="recipient", of="recipient", in_="recipient")  # fmt: skip
_FORCE = roles(subj="participant", poss="participant", by="participant", obj="recipient", on="recipient", against="recipient", in_="recipient",
               at="recipient", of="recipient", adj="participant", with_="participant", between="participant", into="recipient", near="recipient")  # fmt: skip
_SPEAKER = ("person", "office", "state", "capital", "body", "people", "pronoun", "both", "name", "country", "organisation")

RULES = (
    Rule("sanction.expel", "sanction", "expulsion", verbs=("expel",), object=("envoy", "ambassador", "military attache", "forces", "people"), roles=_PENALTY, strength=0.8, parties=2),
    Rule("sanction.recall", "sanction", "suspension", verbs=("recall_envoy",), object=("envoy", "ambassador"), roles=_PENALTY, strength=0.7),
    Rule("sanction.impose", "sanction", "embargo", verbs=("sanction", "hold", "sign", "approve"), object=("sanctions",), roles=_PENALTY, strength=0.75),
    Rule("sanction.verb", "sanction", "embargo", verbs=("sanction_verb",), object=("state", "person", "company", "body", "capital"), roles=_PENALTY, strength=0.6),
    Rule("sanction.suspend", "sanction", "suspension", verbs=("suspend", "cancel"), object=("ties", "aid", "delivery", "training", "arms_general"), roles=_PENALTY,
         strength=0.7, without=("accord", "visit", "talks")),
    Rule("dispute.accuse", "dispute", "accuse", verbs=("accuse",), subject=_SPEAKER,
         needs=("state", "capital", "body", "person", "office", "forces", "country"), roles=_AGAINST, strength=0.7),
    Rule("dispute.reject", "dispute", "reject", verbs=("reject",), subject=_SPEAKER,
         needs=("state", "capital", "protest", "accord", "person"), roles=_AGAINST, strength=0.5, without=("ties",)),
    Rule("dispute.threaten", "dispute", "threaten", verbs=("threaten",), subject=_SPEAKER, needs=("state", "capital", "person", "country"), roles=_AGAINST, strength=0.55),
    Rule("dispute.demand", "dispute", "demand", verbs=("demand",), subject=("state", "capital", "person", "office", "body"),
         object=("state", "capital"), roles=_AGAINST, strength=0.5),
    Rule("conflict.coup", "conflict", "coup", nouns=("coup",), alone=True, roles=_FORCE, parties=1, strength=0.6),
    Rule("conflict.oust", "conflict", "coup", verbs=("coup",), object=("person", "office", "government", "power", "state"), subject=("forces", "people", "person", "junta", "office"), roles=_FORCE, parties=1,
         strength=0.5, without=("arms", "exercise", "visit")),
    Rule("conflict.attack", "conflict", "attack", verbs=("attack",), subject=("state", "forces", "people", "capital", "group", "body"), roles=_FORCE,
         object=("state", "forces", "capital", "place", "ship", "base", "port", "arms", "people", "group", "region"), parties=1, strength=0.6, without=("exercise", "accord", "contract", "sanctions")),
    Rule("conflict.attack.noun", "conflict", "attack", nouns=("attack",), prepositions=("on", "of", "against", "by"), alone=True, roles=_FORCE, parties=1, strength=0.5,
         without=("exercise", "talks", "accord")),
    Rule("conflict.mobilise", "conflict", "mobilise", verbs=("mobilise",), object=("forces", "mobilisation"), roles=_FORCE, parties=1, strength=0.5),
)  # fmt: skip
