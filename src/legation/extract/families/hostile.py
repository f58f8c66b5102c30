"""Disputes, sanctions, conflict."""

from __future__ import annotations

from legation.extract.rules import Rule, roles

# Whom words or penalties are aimed at is told by the object, by its owner or by few prepositions; what they are
# about ("over the sale to X", "for the attack on Y") is no party, so those labels give no role.
_AGAINST = roles(subj="speaker", that="recipient", obj="recipient", poss="recipient", own="recipient", adj="recipient", against="recipient", at="recipient",
                 to="recipient", by="recipient", with_="recipient")  # fmt: skip
_OF = roles(subj="speaker", obj="recipient", poss="recipient", own="recipient", adj="recipient", of="recipient", from_="recipient", by="recipient",
            between="recipient", to="recipient")  # fmt: skip
_NOTE = roles(subj="speaker", poss="speaker", own="speaker", by="speaker", from_="speaker", of="speaker", adj="speaker", obj="recipient", to="recipient", with_="recipient",
              against="recipient", at="recipient")  # fmt: skip
_SAID = roles(
    subj="recipient",
    poss="recipient",
    own="recipient",
    adj="recipient",
    of="recipient",
    by="recipient",
    from_="recipient",
)
_PENALTY = roles(subj="organiser", poss="recipient", own="recipient", by="organiser", on="recipient", against="recipient", obj="recipient",
                 to="recipient", from_="recipient", with_="recipient", adj="recipient", of="recipient", upon="recipient")  # fmt: skip
_MEASURE = roles(subj="organiser", poss="organiser", by="organiser", adj="organiser", on="recipient", against="recipient", to="recipient",
                 upon="recipient", from_="organiser", of="organiser")  # fmt: skip
_FORCE = roles(subj="participant", poss="participant", own="participant", by="participant", obj="recipient", on="recipient", against="recipient", in_="recipient",
               at="recipient", of="recipient", adj="participant", with_="participant", between="participant", into="recipient", near="recipient",
               around="recipient", inside="recipient", over="recipient", outside="recipient", along="recipient", across="recipient", off="recipient")  # fmt: skip
_POWER = roles(
    subj="participant",
    poss="recipient",
    own="recipient",
    obj="recipient",
    of="recipient",
    in_="recipient",
    against="recipient",
    adj="participant",
)
_COUP = roles(
    poss="recipient", own="recipient", of="recipient", in_="recipient", against="recipient", adj="participant"
)
_READY = roles(subj="participant", poss="participant", adj="participant", near="recipient", along="recipient", at="recipient", on="recipient", against="recipient",
               close_to="recipient", obj="participant", towards="recipient", toward="recipient", to="recipient", of="participant", with_="recipient", by="participant", off="recipient", from_="recipient")  # fmt: skip

_SPEAKER = (
    "person",
    "office",
    "state",
    "capital",
    "body",
    "people",
    "pronoun",
    "both",
    "name",
    "country",
    "organisation",
)
_ACCUSED = (
    "state",
    "capital",
    "body",
    "person",
    "office",
    "forces",
    "country",
    "people",
    "both",
    "name",
    "pronoun",
    "ship",
)
_EVENTS = (
    "accord",
    "contract",
    "exercise",
    "visit",
    "delivery",
    "deployment",
    "attack",
    "sanctions",
    "talks",
    "project",
    "base",
    "decree",
    "wrong",
    "arms",
    "step",
    "port_visit",
    "mobilisation",
    "withdrawal",
    "target",
)
_ENVOYS = ("envoy", "ambassador", "military attache")
_ARMED = (
    "state",
    "forces",
    "people",
    "capital",
    "group",
    "body",
    "ship",
    "arms",
    "arms_general",
    "junta",
    "office",
    "country",
)

_DISPUTES = (
    Rule("dispute.accuse", "dispute", "accuse", verbs=("accuse",), subject=_SPEAKER, object=_ACCUSED, roles=_AGAINST, strength=0.75,
         without=("sanctions",)),
    Rule("dispute.condemn", "dispute", "accuse", verbs=("accuse",), subject=_SPEAKER, object=_EVENTS, roles=_OF, strength=0.65),
    Rule("dispute.lash-out", "dispute", "accuse", verbs=("accuse",), subject=_SPEAKER, prepositions=("at", "against", "to", "on", "with", "that"), roles=_AGAINST,
         strength=0.6),
    Rule("dispute.summon", "dispute", "accuse", verbs=("accuse", "receive"), object=_ENVOYS, needs=("protest",), roles=_AGAINST, strength=0.75),
    Rule("dispute.summoned", "dispute", "accuse", verbs=("accuse",), object=_ENVOYS, roles=_AGAINST, strength=0.75),
    Rule("dispute.brand", "dispute", "accuse", verbs=("brand",), subject=_SPEAKER, needs=("wrong",), roles=_OF, strength=0.65),
    Rule("dispute.said-wrong", "dispute", "accuse", verbs=("is",), object=("wrong",), roles=_SAID, spoken=True, strength=0.6, without=("pronoun",)),
    Rule("dispute.note", "dispute", "accuse", nouns=("protest", "note"), governors=("hand_note",), subject=_SPEAKER, roles=_NOTE, strength=0.7),
    Rule("dispute.protest", "dispute", "accuse", nouns=("protest",), alone=True, prepositions=("against", "to", "at"), roles=_NOTE, strength=0.5,
         without=("cessation",)),
    Rule("dispute.reject", "dispute", "reject", verbs=("reject",), subject=_SPEAKER, object=("protest", "accord", "wrong", "groundless", "decree", "cessation", "sanctions", "exercise", "step"),
         roles=_OF, strength=0.6, without=("ties", "visit", "talks", "envoy")),
    Rule("dispute.refute", "dispute", "reject", verbs=("brand", "reject"), subject=_SPEAKER, needs=("groundless",), roles=_OF, strength=0.65),
    Rule("dispute.said-groundless", "dispute", "reject", verbs=("is",), object=("groundless",), roles=_SAID, spoken=True, strength=0.55, without=("pronoun",)),
    Rule("dispute.threaten", "dispute", "threaten", verbs=("threaten",), subject=tuple(kind for kind in _SPEAKER if kind != "name"), roles=_AGAINST, strength=0.6,
         without=("exercise", "visit")),
    Rule("dispute.vow", "dispute", "threaten", verbs=("vow",), subject=_SPEAKER, roles=roles(subj="speaker", on="recipient", against="recipient", obj="recipient", to="recipient"),
         strength=0.6, without=("aid", "contract", "talks")),
    Rule("dispute.promise", "dispute", "threaten", verbs=("warn",), subject=_SPEAKER, object=("reprisal",), roles=_AGAINST, strength=0.6),
    Rule("dispute.demand", "dispute", "demand", verbs=("demand",), subject=_SPEAKER, object=("state", "capital", "country", "people", "body"),
         roles=roles(subj="speaker", obj="recipient", own="recipient", poss="recipient"), strength=0.65, without=("both",)),
    Rule("dispute.demand-of", "dispute", "demand", verbs=("demand",), subject=_SPEAKER, prepositions=("that",), needs=("state", "capital", "country"),
         roles=roles(subj="speaker", that="recipient"), strength=0.65, without=("both",)),
    Rule("dispute.demand-that", "dispute", "demand", verbs=("demand",), subject=_SPEAKER, object=("cessation",), roles=_OF, strength=0.65, without=("both",)),
)  # fmt: skip

_SANCTIONS = (
    Rule("sanction.expel", "sanction", "expulsion", verbs=("expel",), object=_ENVOYS, roles=_PENALTY, strength=0.85),
    Rule("sanction.expel-told", "sanction", "expulsion", verbs=("take_home",), object=_ENVOYS, roles=_PENALTY, spoken=True, factuality="actual", strength=0.8),
    Rule("sanction.recall", "sanction", "suspension", verbs=("recall_envoy",), object=_ENVOYS, roles=roles(subj="organiser", own="organiser", poss="organiser", to="recipient", from_="recipient", in_="recipient", at="recipient", adj="recipient", obj="recipient"),
         strength=0.75),
    Rule("sanction.impose", "sanction", "embargo", verbs=("sanction", "sign", "approve", "lift", "renew"), object=("sanctions",), roles=_PENALTY, strength=0.75),
    Rule("sanction.takes-effect", "sanction", "embargo", nouns=("sanctions",), governors=("ratify", "lapse", "renew", "lift", "sanction"), roles=_MEASURE, strength=0.65),
    Rule("sanction.on", "sanction", "embargo", nouns=("sanctions",), alone=True, prepositions=("on", "against"), dated=True, roles=_MEASURE, strength=0.55),
    Rule("sanction.verb", "sanction", "embargo", verbs=("sanction_verb",), object=("state", "person", "company", "body", "capital", "office", "people", "target", "arms", "forces"),
         roles=roles(subj="organiser", obj="recipient", own="recipient", poss="recipient", of="recipient"), strength=0.7),
    Rule("sanction.shut-out", "sanction", "suspension", verbs=("shut_out",), object=("state", "capital", "country", "forces", "pronoun"), needs=("exchanges", "accord", "exercise", "project", "training", "forum", "organisation"),
         roles=roles(subj="organiser", obj="recipient"), strength=0.65),
    Rule("sanction.break", "sanction", "suspension", verbs=("break_ties",), roles=_PENALTY, strength=0.7, without=("talks",)),
    Rule("sanction.suspend", "sanction", "suspension", verbs=("suspend", "cancel"), object=("ties", "aid", "delivery", "training", "arms_general", "exchanges"), roles=_PENALTY,
         not_as=("out of",), strength=0.7, without=("accord", "visit", "talks", "exercise", "project")),
    Rule("sanction.assets", "sanction", "embargo", verbs=("sanction", "suspend"), object=("assets",), roles=_PENALTY, strength=0.7),
    Rule("sanction.exchanges", "sanction", "suspension", verbs=("suspend",), object=("exchanges",), roles=_PENALTY, strength=0.82,
         without=("accord", "visit", "exercise", "project")),
    Rule("sanction.close", "sanction", "suspension", verbs=("close_body",), object=("threshold", "airspace"), roles=_PENALTY, strength=0.5),
)  # fmt: skip

_CONFLICTS = (
    Rule("conflict.coup", "conflict", "coup", nouns=("coup",), alone=True, dated=True, roles=_COUP, parties=1, strength=0.6),
    Rule("conflict.oust", "conflict", "coup", verbs=("coup",), subject=("forces", "people", "person", "junta", "office", "name"), roles=_POWER, parties=1,
         strength=0.6, without=("arms", "exercise", "visit", "base")),
    Rule("conflict.ousted", "conflict", "coup", verbs=("coup",), object=("person", "office", "government", "people"), roles=_POWER, parties=1,
         strength=0.6, without=("arms", "exercise", "visit", "base")),
    Rule("conflict.attack", "conflict", "attack", verbs=("attack",), subject=_ARMED, roles=_FORCE,
         object=("state", "forces", "capital", "place", "ship", "base", "port", "arms", "people", "group", "region", "target", "body", "airspace", "arms_general"), parties=2, strength=0.65,
         without=("exercise", "accord", "contract", "sanctions", "talks", "protest")),
    Rule("conflict.attacked", "conflict", "attack", verbs=("attack",), object=("ship", "base", "forces", "target", "arms", "arms_general"), roles=_FORCE, parties=2, strength=0.6,
         without=("exercise", "accord", "contract", "sanctions", "talks", "protest")),
    Rule("conflict.strike-at", "conflict", "attack", verbs=("attack",), subject=_ARMED, prepositions=("on", "against", "at", "into"), roles=_FORCE, parties=2, strength=0.55,
         without=("exercise", "accord", "contract", "sanctions", "talks", "protest")),
    Rule("conflict.raid", "conflict", "attack", verbs=("attack",), subject=("group",), object=("base", "target", "airspace", "forces", "place", "capital"), roles=_FORCE, parties=1, strength=0.55,
         without=("exercise", "accord", "talks")),
    Rule("conflict.clash", "conflict", "attack", verbs=("clash",), subject=("state", "forces", "people", "both", "capital", "ship", "office"), roles=_FORCE, strength=0.65,
         without=("exercise", "accord", "contract", "talks")),
    Rule("conflict.attack.noun", "conflict", "attack", nouns=("attack",), prepositions=("on", "against", "between", "in", "at", "by", "with", "of"), alone=True, dated=True, roles=_FORCE, strength=0.5,
         without=("exercise", "talks", "accord")),
    Rule("conflict.attack.carried-out", "conflict", "attack", nouns=("attack",), governors=("wage", "attack"), roles=_FORCE, strength=0.6, without=("exercise", "talks", "accord")),
    Rule("conflict.mobilise", "conflict", "mobilise", verbs=("mobilise",), object=("forces", "mobilisation", "reservist", "people", "arms"), roles=_READY, parties=1, strength=0.6,
         without=("exercise-name", "talks", "contract")),
    Rule("conflict.shift", "conflict", "mobilise", verbs=("shift", "deploy"), object=("forces", "arms", "reservist"), needs=("threshold",), roles=_READY, parties=1, strength=0.65,
         without=("aid", "talks", "exercise-name")),
    Rule("conflict.drill", "conflict", "mobilise", nouns=("exercise",), governors=("hold", "exercise"), needs=("threshold",), roles=_READY, single=True, parties=1, strength=0.85),
    Rule("conflict.alert", "conflict", "mobilise", nouns=("mobilisation",), governors=("hold", "sanction", "coup"), roles=_READY, parties=1, strength=0.5),
)  # fmt: skip

RULES = (*_DISPUTES, *_SANCTIONS, *_CONFLICTS)
