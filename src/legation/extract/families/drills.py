"""Exercises and port calls: what forces practise together, and where ships and planes are guests."""

from __future__ import annotations

from legation.extract.rules import Rule, at, roles

_TOGETHER = roles(subj="participant", obj="participant", with_="participant", between="participant", poss="participant", adj="participant",
                  of="participant", by="participant", alongside="participant", among="participant", and_="participant",
                  in_="host", involving="participant", including="participant", together_with="participant")  # fmt: skip
_CALL = roles(subj="visitor", poss="visitor", by="visitor", of="visitor", adj="visitor", obj="host", at="host", in_="host", to="host",
              into="host", from_="visitor", off="host", near="host")  # fmt: skip
_CALLED = roles(subj="host", poss="host", obj="visitor", for_="visitor", to="visitor", aboard="visitor", onto="visitor", on="visitor", in_="host", at="host",
                by="host", of="visitor", into="host", alongside="host")  # fmt: skip
_HARBOUR = "state capital place country port"
_NO_CALL = (
    "exercise",
    "exercise-name",
    "bought",
    "handed_down",
    "contract",
    "delivery",
    "project",
    "merchantman",
)
_NO_CALLING = (
    "attack",
    "violate",
    "exercise",
    "sell",
    "buy",
    "license",
    "upgrade",
    "collide",
    "intrude",
    "launch_ship",
)
_MEN_AND_ARMS = "forces troops troop_unit warplane ship learner trainee people aircraft arms craft"
_BESIDE = "with alongside beside together_with along_with side_by_side_with in_company_with jointly_with in_tandem_with and"
_NO_MINISTERS = at("subj", "office delegates person")
_NO_GAME = (
    "restraint",
    "talks",
    "visit",
    "bought",
    "contract",
    "delivery",
    "accord",
    "aid",
    "training",
    "ceasefire",
    "sanction",
)

EXERCISES = (
    Rule("exercise.named", "exercise", nouns=("exercise-name",), alone=True, roles=_TOGETHER, strength=0.8, parties=1, not_as=("such as", "like")),
    Rule("exercise.noun", "exercise", nouns=("exercise", "drill_part"), alone=True, roles=_TOGETHER, strength=0.75,
         unless_verb=("accuse", "reject", "attack"), not_where=(at("trigger", "bare-plural generic"), at("obj", "accord")), without=("restraint",)),
    Rule("exercise.plural", "exercise", nouns=("exercise", "drill_part"), governors=("hold", "begin", "cancel", "suspend"), roles=_TOGETHER, strength=0.7,
         where=(at("trigger", "bare-plural"),), not_where=(at("obj", "accord"),), timed=True),
    Rule("exercise.verb", "exercise", verbs=("exercise",), subject=("state", "forces", "people", "body", "both", "ship", "capital", "arms", "troops"),
         roles=_TOGETHER, without=("restraint", "training"), not_where=(at("obj", "learner"),), strength=0.65),
    Rule("exercise.they", "exercise", verbs=("exercise",), subject=("pronoun",), where=(at("with alongside", "armed_body body forces ship"), at("with alongside", "national state body")), not_where=(at("obj", "learner"),), roles=_TOGETHER,
         without=("restraint", "training"), strength=0.5),
    Rule("exercise.alongside", "exercise", verbs=("act_together", "exercise"), where=(at("subj", _MEN_AND_ARMS), at("subj", "national"), at(_BESIDE, f"{_MEN_AND_ARMS} name body state organisation"), at(_BESIDE, "national state body")),
         not_where=(_NO_MINISTERS,), roles=_TOGETHER, strength=0.3, without=_NO_GAME, unless_verb=("sell", "buy", "meet", "violate")),
    Rule("exercise.as-one", "exercise", verbs=("act_as_one", "exercise"), subject=("allied",), where=(at("subj", _MEN_AND_ARMS),), not_where=(at("over for against", "border territory talks"), _NO_MINISTERS), roles=_TOGETHER, strength=0.25, without=_NO_GAME,
         unless_verb=("sell", "buy", "meet", "violate")),
    Rule("exercise.at-play", "exercise", verbs=("act_together",), subject=("allied",), not_where=(_NO_MINISTERS,), needs=("feigned", "exercise-name", "drill_part", "exercise"), roles=_TOGETHER, strength=0.25, without=_NO_GAME,
         unless_verb=("sell", "buy", "meet", "violate")),
    Rule("exercise.brings", "exercise", verbs=("gather_forces",), where=(at("subj in at during for", "exercise-name name"), at("obj with between", _MEN_AND_ARMS), at("obj with between", "national")), not_where=(at("subj", "person office people"),),
         roles=_TOGETHER, strength=0.3, without=_NO_GAME, unless_verb=("sell", "buy", "meet", "violate")),
    Rule("exercise.feigned", "exercise", nouns=("feigned",), alone=True, roles=_TOGETHER | roles(on="host", at="host"), strength=0.4, without=_NO_GAME),
    Rule("exercise.in-name", "exercise", verbs=("act_together", "gather_forces", "hold"), where=(at("in during at for under as_part_of", "exercise-name exercise drill_part"), at("subj obj with between", "national")),
         not_where=(at("in during at for under trigger", "bare-plural"),), roles=_TOGETHER, strength=0.3, without=("restraint",), unless_verb=("accuse", "reject", "sell", "buy")),
)  # fmt: skip

PORT_CALLS = (
    Rule("port-call.moor", "port-call", verbs=("moor",),
         where=(at("subj obj", "ship pronoun"), at("in at into to off on near alongside", "place capital port state country people")), roles=_CALL | roles(obj="visitor"), strength=0.85, unless_verb=("buy",), without=("bought", "merchantman")),
    Rule("port-call.verb", "port-call", verbs=("port_call",), subject=("ship",), roles=_CALL, strength=0.8,
         where=(at("at in into to off near obj", "state capital place country port"),), unless_verb=("take_out",), without=("handed_down", "bought", "exercise", "exercise-name", "merchantman")),
    Rule("port-call.stay", "port-call", verbs=("port_stay",), subject=("ship",), roles=_CALL, strength=0.7,
         where=(at("in at alongside", "port state capital place"),), without=("exercise",)),
    Rule("port-call.leave", "port-call", verbs=("leave_troops",), subject=("ship",), where=(at("obj from", "place capital port"), at("after ending following", "visit port_visit")),
         roles=_CALL | roles(from_="host"), strength=0.7),
    Rule("port-call.bring", "port-call", verbs=("send_troops",), object=("ship",), roles=_CALL, strength=0.6,
         where=(at("to into", "place capital port"),)),
    Rule("port-call.noun", "port-call", nouns=("port_visit",), alone=True, needs=("ship", "port"), roles=_CALL, strength=0.75),
    Rule("port-call.visit", "port-call", nouns=("visit",), alone=True, where=(at("by of poss", "ship"),), roles=_CALL, strength=0.75),
    Rule("port-call.pay", "port-call", nouns=("visit", "port_visit"), governors=("visit", "hold", "build", "call_on", "port_call", "moor", "complete", "conclude"),
         where=(at("subj", "ship"),), roles=_CALL, strength=0.75),
    Rule("port-call.land", "port-call", verbs=("land_planes",), subject=("warplane",), roles=_CALL, strength=0.6,
         where=(at("at in on into", "place capital state airspace base country"),)),
    Rule("port-call.plane-named", "port-call", verbs=("land_planes",), subject=("aircraft",), roles=_CALL, strength=0.55,
         where=(at("at in on into", "place capital state airspace foreign_base country"),), without=("bought", "exercise", "contract", "delivery", "aid", "goods", "relief_team"), unless_verb=("buy", "attack")),
    Rule("port-call.due", "port-call", verbs=("due_in",), where=(at("subj obj", "ship"), at("in at off alongside", "place capital port state")), roles=_CALL | roles(obj="visitor"), strength=0.55,
         without=("bought", "exercise", "contract", "delivery")),
    Rule("port-call.stop", "port-call", nouns=("ship_stop",), alone=True, where=(at("by of poss for", "ship"), at("in at to off into", "place capital port state")), roles=_CALL, strength=0.55,
         without=("exercise", "bought")),
    Rule("port-call.host", "port-call", verbs=("receive",), object=("ship",), roles=roles(subj="host", obj="visitor", from_="visitor", to="host", in_="host"),
         without=("exercise",), strength=0.65),
    Rule("port-call.taken-in", "port-call", verbs=("take_in_ship",), object=("ship",), where=(at("obj", "national"), at("subj in at off alongside", "port place capital state national pronoun")),
         roles=_CALLED, strength=0.4, without=_NO_CALL, unless_verb=_NO_CALLING),
    Rule("port-call.treated", "port-call", verbs=("take_in_ship",), where=(at("for to", "ship"), at("subj in at", "port place capital state national")), not_where=(at("obj", "arms goods money"),),
         roles=_CALLED, strength=0.35, without=_NO_CALL, unless_verb=_NO_CALLING),
    Rule("port-call.turn-out", "port-call", verbs=("turn_out",), where=(at("for to aboard onto on obj in at", "ship"), at("subj in at on", "port place capital state national")), not_where=(at("subj", "office person delegates"),),
         roles=_CALLED, strength=0.35, without=_NO_CALL, unless_verb=_NO_CALLING),
    Rule("port-call.on-show", "port-call", verbs=("deck_open",), where=(at("subj obj", "ship"), at("in at alongside off from", _HARBOUR)), roles=_CALL | roles(obj="visitor"), strength=0.35,
         without=_NO_CALL, unless_verb=_NO_CALLING),
    Rule("port-call.ashore", "port-call", verbs=("go_ashore",), subject=("sailors",), where=(at("in at on along through around obj of from", _HARBOUR),), roles=_CALL, strength=0.35,
         without=_NO_CALL, unless_verb=("attack", "violate", "exercise", "intrude")),
    Rule("port-call.crew", "port-call", verbs=("moor", "port_stay"), subject=("sailors",), where=(at("in at alongside off into", _HARBOUR),), roles=_CALL, strength=0.3,
         without=_NO_CALL, unless_verb=_NO_CALLING),
    Rule("port-call.depart", "port-call", verbs=("leave_port",), subject=("ship",), where=(at("obj from out_of to", _HARBOUR),), not_where=(at("for obj to in", "mission troops exercise"),),
         roles=_CALL | roles(out_of="host"), strength=0.35, without=_NO_CALL, unless_verb=_NO_CALLING),
    Rule("port-call.refused", "port-call", verbs=("turn_away_ship",), where=(at("obj subj", "ship"), at("from in into at to subj", _HARBOUR)),
         roles=_CALLED | roles(from_="host", to="host"), factuality="denied", strength=0.4, without=_NO_CALL, unless_verb=("attack", "violate", "shut_out")),
    Rule("port-call.request", "port-call", nouns=("offer_noun", "use_right"), alone=True, where=(at("of by poss for from", "ship"),), not_where=(at("trigger", "accord"),),
         roles=_CALLED | roles(at="host", into="host", to="host", by="visitor", for_="visitor"), strength=0.3, without=_NO_CALL, unless_verb=_NO_CALLING),
    Rule("port-call.name", "port-call", verbs=("moor", "port_call"), where=(at("subj", "name"), at("in at into alongside off", "port place capital")), not_where=(at("subj", "person office people organisation"),),
         roles=_CALL, strength=0.2, without=(*_NO_CALL, "talks", "accord"), unless_verb=_NO_CALLING),
    Rule("port-call.here", "port-call", nouns=("ship",), alone=True, where=(at("trigger", "national"), at("in at into alongside poss", _HARBOUR)), not_as=("against", "for", "over", "about", "with", "of"),
         not_where=(at("in at into to", "waters region border"),), roles=_CALL | roles(trigger="visitor"), strength=0.2, without=(*_NO_CALL, "talks", "accord", "waters"), unless_verb=_NO_CALLING),
)  # fmt: skip

RULES = (*EXERCISES, *PORT_CALLS)
