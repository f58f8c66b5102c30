"""Forces abroad: exercises, port calls, access, deployments, training."""

from __future__ import annotations

from legation.extract.rules import Rule, roles

_TOGETHER = roles(subj="participant", obj="participant", with_="participant", between="participant", poss="participant", adj="participant",
                  of="participant", by="participant", from_="participant", alongside="participant", among="participant", and_="participant", in_="host", involving="participant", to="participant")  # fmt: skip
_CALL = roles(subj="visitor", poss="visitor", by="visitor", of="visitor", adj="visitor", obj="host", at="host", in_="host", to="host", into="host", from_="visitor")
_GRANT = roles(subj="host", poss="host", to="visitor", obj="visitor", for_="visitor", by="visitor", in_="host", with_="visitor", of="visitor", adj="visitor")
_USE = roles(subj="visitor", poss="visitor", adj="visitor", in_="host", at="host", from_="host", of="visitor", on="host", with_="host", to="visitor", obj="host", by="visitor")
_SEND = roles(subj="visitor", poss="visitor", adj="visitor", of="visitor", by="visitor", to="host", in_="host", into="host", at="host", from_="visitor", obj="visitor", with_="host", on="host", for_="host")
_LEAVE = roles(subj="visitor", poss="visitor", adj="visitor", of="visitor", by="visitor", from_="host", in_="host", obj="visitor", out_="host", at="host")
_TEACH = roles(subj="supplier", poss="supplier", obj="recipient", for_="recipient", to="recipient", by="supplier", from_="recipient", in_="host", of="recipient", adj="supplier", with_="supplier", at="host")
_LEARN = roles(subj="recipient", in_="supplier", by="supplier", at="supplier", from_="supplier", with_="supplier", adj="supplier", of="recipient", under="supplier", to="supplier")

RULES = (
    Rule("exercise.named", "exercise", nouns=("exercise-name",), alone=True, roles=_TOGETHER, strength=0.8, parties=1),
    Rule("exercise.noun", "exercise", nouns=("exercise",), alone=True, roles=_TOGETHER, strength=0.75),
    Rule("exercise.verb", "exercise", verbs=("exercise",), subject=("state", "forces", "people", "body", "both", "ship", "capital"), roles=_TOGETHER,
         strength=0.6),
    Rule("port-call.verb", "port-call", verbs=("port_call",), subject=("ship",), needs=("state", "capital", "place", "country", "port"),
         roles=_CALL, without=("exercise-name",), strength=0.8),
    Rule("port-call.noun", "port-call", nouns=("port_visit",), alone=True, needs=("ship",), roles=_CALL, strength=0.75),
    Rule("port-call.host", "port-call", verbs=("receive",), object=("ship",), roles=roles(subj="host", obj="visitor", from_="visitor"), without=("exercise",),
         strength=0.6),
    Rule("access.grant", "access", verbs=("grant_access",), object=("base", "port", "airspace", "access"), roles=_GRANT, stage="agreed",
         strength=0.7, without=("arms", "aid", "body")),
    Rule("access.let", "access", verbs=("grant_access",), object=("forces", "people", "ship", "state"), needs=("base", "port", "airspace", "access"),
         roles=_GRANT, stage="agreed", strength=0.7),
    Rule("access.use", "access", verbs=("use_access",), object=("base", "access", "airspace"), roles=_USE, strength=0.65, without=("peace_mission",)),
    Rule("access.noun", "access", nouns=("access",), alone=True, needs=("base", "port", "airspace", "forces"), roles=_USE, staged=True, strength=0.6),
    Rule("access.base", "access", "base", nouns=("base",), alone=True, needs=("military",), roles=_USE, staged=True, strength=0.45),
    Rule("deployment.send", "deployment", "deploy", verbs=("deploy",), object=("forces", "contractors", "arms"), roles=_SEND,
         without=("exercise", "training", "withdrawal", "talks"), strength=0.75),
    Rule("deployment.serve", "deployment", "deploy", verbs=("serve_abroad",), subject=("forces", "contractors"), roles=_SEND,
         without=("exercise", "ship", "training", "talks"), strength=0.6),
    Rule("deployment.noun", "deployment", "deploy", nouns=("deployment",), alone=True, needs=("forces", "contractors"), roles=_SEND, staged=True, strength=0.65,
         without=("exercise",)),
    Rule("deployment.withdraw", "deployment", "withdraw", verbs=("withdraw",), object=("forces", "contractors"), roles=_LEAVE, strength=0.75),
    Rule("deployment.leave", "deployment", "withdraw", verbs=("withdraw",), subject=("forces", "contractors"), roles=_LEAVE, strength=0.65, without=("exercise", "ship")),
    Rule("deployment.withdrawal", "deployment", "withdraw", nouns=("withdrawal",), alone=True, needs=("forces",), roles=_LEAVE,
         staged=True, strength=0.65),
    Rule("training.train", "training", verbs=("train",), object=("trainee", "people", "forces"), roles=_TEACH, without=("exercise",), strength=0.7),
    Rule("training.learn", "training", verbs=("train",), subject=("trainee",), roles=_LEARN, without=("exercise",), strength=0.6),
    Rule("training.noun", "training", nouns=("training",), alone=True, needs=("trainee", "instructors", "forces", "state"), roles=_TEACH, strength=0.55,
         without=("exercise", "accord")),
    Rule("training.instructors", "training", nouns=("instructors",), alone=True, needs=("trainee", "training"), roles=_TEACH, strength=0.5),
)  # fmt: skip
