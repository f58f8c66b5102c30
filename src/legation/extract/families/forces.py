"""Forces abroad: exercises, port calls, access, deployments, training."""

from __future__ import annotations

from legation.extract.rules import Rule, at, roles

_TOGETHER = roles(subj="participant", obj="participant", with_="participant", between="participant", poss="participant", adj="participant",
                  of="participant", by="participant", alongside="participant", among="participant", and_="participant",
                  in_="host", involving="participant", including="participant", together_with="participant")  # fmt: skip
_CALL = roles(subj="visitor", poss="visitor", by="visitor", of="visitor", adj="visitor", obj="host", at="host", in_="host", to="host",
              into="host", from_="visitor", off="host", near="host")  # fmt: skip
_GRANT = roles(subj="host", poss="host", to="visitor", obj="visitor", for_="visitor", by="visitor", in_="host", with_="visitor", of="visitor",
               adj="visitor", on="host", at="host")  # fmt: skip
_USE = roles(subj="visitor", poss="visitor", adj="visitor", in_="host", at="host", from_="host", of="visitor", on="host", with_="host",
             to="visitor", obj="host", by="visitor", near="host", for_="visitor", inside="host", outside="host")  # fmt: skip
_RETURN = _USE | roles(to="host", by="visitor")
_SEND = roles(subj="visitor", poss="visitor", adj="visitor", of="visitor", by="visitor", to="host", in_="host", into="host", at="host",
              from_="visitor", obj="visitor", on="host", for_="host", inside="host", across="host", throughout="host", around="host",
              onto="host", near="host", with_="visitor", alongside="visitor", together_with="visitor")  # fmt: skip
_HOSTING = roles(
    subj="host",
    obj="visitor",
    adj="visitor",
    poss="host",
    of="visitor",
    from_="visitor",
    in_="host",
    by="host",
    at="host",
    on="host",
)
_LEAVE = roles(subj="visitor", poss="visitor", adj="visitor", of="visitor", by="visitor", from_="host", in_="host", obj="visitor",
               out_of="host", at="host", on="host")  # fmt: skip
_DEPART = _LEAVE | roles(obj="host")
_TEACH = roles(subj="supplier", poss="supplier", obj="recipient", for_="recipient", to="recipient", by="supplier", from_="recipient",
               in_="host", of="recipient", adj="supplier", with_="supplier", at="host", near="host", on="host")  # fmt: skip
_LEARN = roles(subj="recipient", in_="supplier", by="supplier", at="supplier", from_="supplier", with_="supplier", adj="supplier",
               of="recipient", under="supplier", to="supplier", for_="recipient", near="supplier", obj="supplier")  # fmt: skip

_SOMEWHERE = "state capital place country region people both"
_WHERE = "in at into on off to near from across inside throughout around"
_ABROAD = at("to in into at on onto for inside across near throughout around", _SOMEWHERE)
_PARTY = "state capital forces people both pronoun country troops body contractors organisation group"
_NO_FRONT = at("to in on at along near", "border talks exercise visit")
_TROOPS = ("troops", "troop_unit", "contractors", "instructors")
_OTHER_DOINGS = ("exercise", "training", "talks", "visit")

EXERCISES = (
    Rule("exercise.named", "exercise", nouns=("exercise-name",), alone=True, roles=_TOGETHER, strength=0.8, parties=1, not_as=("such as", "like")),
    Rule("exercise.noun", "exercise", nouns=("exercise", "drill_part"), alone=True, roles=_TOGETHER, strength=0.75,
         unless_verb=("accuse", "reject", "attack"), not_where=(at("trigger", "bare-plural generic"), at("obj", "accord")), without=("restraint",)),
    Rule("exercise.plural", "exercise", nouns=("exercise", "drill_part"), governors=("hold", "begin", "cancel", "suspend"), roles=_TOGETHER, strength=0.7,
         where=(at("trigger", "bare-plural"),), not_where=(at("obj", "accord"),), timed=True),
    Rule("exercise.verb", "exercise", verbs=("exercise",), subject=("state", "forces", "people", "body", "both", "ship", "capital", "arms", "troops"),
         roles=_TOGETHER, without=("restraint", "training"), not_where=(at("obj", "learner"),), strength=0.65),
)  # fmt: skip

PORT_CALLS = (
    Rule("port-call.moor", "port-call", verbs=("moor",),
         where=(at("subj obj", "ship pronoun"), at("in at into to off on near alongside", "place capital port state country people")), roles=_CALL | roles(obj="visitor"), strength=0.85, unless_verb=("buy",), without=("bought",)),
    Rule("port-call.verb", "port-call", verbs=("port_call",), subject=("ship",), roles=_CALL, strength=0.8,
         where=(at("at in into to off near obj", "state capital place country port"),), unless_verb=("take_out",), without=("handed_down", "bought", "exercise", "exercise-name")),
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
    Rule("port-call.host", "port-call", verbs=("receive",), object=("ship",), roles=roles(subj="host", obj="visitor", from_="visitor", to="host", in_="host"),
         without=("exercise",), strength=0.65),
)  # fmt: skip

ACCESS = (
    Rule("access.grant", "access", verbs=("grant_access",), object=("foreign_base", "port", "airspace"), roles=_GRANT, stage="agreed",
         strength=0.7, where=(at("to for obj with", "state capital forces people body ship warplane country organisation both pronoun"),)),
    Rule("access.rights", "access", verbs=("grant_access",), object=("use_right", "lease"), roles=_GRANT, stage="agreed", strength=0.7,
         needs=("foreign_base", "port", "airspace", "territory"), reach=True),
    Rule("access.let", "access", verbs=("grant_access",), object=("forces", "people", "ship", "state", "country", "warplane", "body", "troops"), roles=_GRANT,
         needs=("foreign_base", "port", "airspace"), reach=True, stage="agreed", strength=0.7),
    Rule("access.let-in", "access", verbs=("let_in",), object=("ship", "warplane"), where=(at("into in at", "place port capital base airspace"),), roles=_GRANT,
         stage="agreed", strength=0.6),
    Rule("access.open-skies", "access", "airspace", verbs=("open_body",), object=("airspace",), roles=_GRANT, stage="approved", strength=0.6),
    Rule("access.lease-out", "access", verbs=("land_lease",), object=("territory", "foreign_base", "port"), needs=("foreign_base", "port"),
         where=(at("to obj", "state capital country forces people body"),), roles=_GRANT, stage="agreed", strength=0.65),
    Rule("access.operate", "access", verbs=("serve_troops", "use_access"), where=(at("from at out_of", "foreign_base airspace"), at("subj", "troops warplane forces")), roles=_USE,
         needs=("national",), stage="agreed", strength=0.6, unless_verb=("attack",)),
    Rule("access.right", "access", nouns=("use_right",), alone=True, where=(at("of to", "foreign_base port airspace"),), roles=_USE, staged=True,
         strength=0.6, unless_verb=("attack",)),
    Rule("access.keep-use", "access", nouns=("lease", "use_right"), governors=("use_access", "grant_access", "keep_troops", "renew", "cancel", "negotiate"),
         where=(at("of to", "place port foreign_base territory"),), roles=_USE, staged=True, strength=0.65),
    Rule("access.use", "access", verbs=("use_access",), object=("foreign_base", "airspace", "port"), subject=("state", "capital", "forces", "people", "body", "ship", "warplane", "country", "pronoun", "both"),
         where=(at("in at on near from of to adj poss obj", "national state capital place country region"),),
         roles=_USE, strength=0.65, without=("peace_mission",), unless_verb=("attack", "visit")),
    Rule("access.handed-back", "access", verbs=("change_hands",), subject=("foreign_base",), roles=roles(to="host", under="host", in_="host", poss="visitor", adj="visitor", of="visitor"), stage="completed",
         strength=0.6, without=("talks", "visit", "accord")),
    Rule("access.flag", "access", "base", verbs=("lower_flag",), where=(at("obj subj", "flag"), at("at over in on", "foreign_base")), roles=_USE | roles(over="host"), stage="completed", strength=0.6),
    Rule("access.evict", "access", verbs=("expel", "take_out", "shut_out"), object=("state", "capital", "forces", "people", "country", "pronoun", "troops"),
         where=(at("from out_of off at", "foreign_base"),), roles=_GRANT | roles(from_="host"), stage="cancelled", strength=0.72),
    Rule("access.seek", "access", verbs=("wish", "request_arms", "promise"), object=("foreign_base", "use_right"), where=(at("in at on near from", "state capital place country region"),),
         subject=("state", "capital", "body", "pronoun", "people", "forces", "country"), roles=_USE, stage="floated", factuality="possible", strength=0.6,
         unless_verb=("attack", "visit")),
    Rule("access.lease-in", "access", verbs=("land_lease",), object=("territory",), needs=("exercise", "training", "forces", "of-defence", "warplane", "ship"),
         where=(at("in at on near from", "state capital country place"),), roles=_USE, stage="signed", strength=0.55, not_where=(at("to", "state capital country people forces"),)),
    Rule("access.refuse", "access", verbs=("bar_access",), object=("lease", "use_right"), needs=("foreign_base", "port", "airspace"), reach=True, roles=_GRANT, factuality="denied",
         strength=0.6),
    Rule("access.renew", "access", nouns=("lease",), governors=("renew",), where=(at("of to on for", "foreign_base port school territory"),), roles=_USE, staged=True, strength=0.65),
    Rule("access.close", "access", verbs=("close_base",), object=("foreign_base",), roles=_RETURN, stage="completed", strength=0.7),
    Rule("access.bar", "access", "airspace", verbs=("bar_access",), needs=("airspace",), roles=_GRANT, stage="cancelled", strength=0.7,
         where=(at("obj to for from", "airspace"), at("obj to for from", "state forces warplane people ship capital"))),
    Rule("access.lease", "access", nouns=("lease",), alone=True, needs=("foreign_base", "port", "airspace", "territory"), roles=_USE, staged=True,
         strength=0.65, unless_verb=("attack",)),
    Rule("access.base", "access", "base", nouns=("foreign_base",),
         governors=("use_access", "grant_access", "close_base", "hold", "cancel", "suspend", "approve", "agree", "sign", "offer", "float", "negotiate",
                    "renew", "create_body", "open_body", "build", "deny", "reject", "keep_troops", "host_troops"),
         where=(at("trigger", "national"),), roles=_USE, staged=True, strength=0.55, unless_verb=("attack", "visit", "meet", "buy")),
    Rule("access.deal", "access", "base", nouns=("foreign_base",), alone=True, where=(at("trigger", "national"), at("in at on of near", "state capital place country")),
         under_noun=("rumour",), roles=_USE, stage="floated", factuality="possible", strength=0.5, unless_verb=("attack", "visit")),
)  # fmt: skip

DEPLOYMENTS = (
    Rule("deployment.send", "deployment", verbs=("send_troops",), object=_TROOPS, roles=_SEND, where=(_ABROAD,), not_where=(_NO_FRONT,),
         without=("exercise", "training", "withdrawal", "talks"), stage="under-way", strength=0.75, unless_verb=("take_out",)),
    Rule("deployment.send-arms", "deployment", verbs=("deploy",), object=("arms", "warplane"), roles=_SEND, where=(_ABROAD,), not_where=(_NO_FRONT,),
         without=("exercise", "training", "contract", "delivery"), stage="under-way", strength=0.6, unless_verb=("supply", "donate", "sell")),
    Rule("deployment.keep", "deployment", verbs=("keep_troops",), object=_TROOPS, roles=_SEND, where=(_ABROAD, at("obj of", "troops national counted")), not_where=(_NO_FRONT,),
         without=("exercise", "training", "talks"), stage="under-way", strength=0.65, unless_verb=("take_out",)),
    Rule("deployment.host", "deployment", verbs=("host_troops",), object=_TROOPS, roles=_HOSTING, where=(at("obj", "national"),),
         without=("exercise", "talks", "training"), stage="under-way", strength=0.6),
    Rule("deployment.mission", "deployment", "peacekeeping", verbs=("lead_mission",), where=(at("obj in to", "peace_mission"), at("to in for", _SOMEWHERE)), roles=_SEND, stage="under-way",
         subject=("state", "capital", "country", "forces", "people", "pronoun", "both", "troops"), without=("exercise", "talks", "visit", "training"), strength=0.55),
    Rule("deployment.hire", "deployment", "contractors", verbs=("send_troops", "host_troops"), object=("contractors",), roles=_HOSTING,
         stage="agreed", strength=0.6),
    Rule("deployment.arrive", "deployment", verbs=("arrive_troops",), subject=_TROOPS, roles=_SEND, without=("exercise", "training", "talks", "visit", "relief_team"),
         where=(at("to in into at on onto across near obj", _SOMEWHERE),), not_where=(_NO_FRONT,), stage="under-way", strength=0.65, unless_verb=("leave_troops", "exercise")),
    Rule("deployment.arrive-bare", "deployment", verbs=("land_bare",), where=(at("subj", "troops contractors"), at("subj of", "national counted")), roles=_SEND,
         without=("exercise", "training", "talks", "visit", "relief_team"), not_where=(_NO_FRONT,), stage="under-way", strength=0.5,
         unless_verb=("leave_troops", "exercise", "conclude")),
    Rule("deployment.sent-bare", "deployment", verbs=("send_bare",), object=_TROOPS, roles=_SEND, without=("exercise", "training", "talks", "visit", "withdrawal"),
         not_where=(_NO_FRONT,), stage="under-way", strength=0.5, unless_verb=("take_out", "leave_troops")),
    Rule("deployment.stay-bare", "deployment", verbs=("stay_bare",), where=(at("subj", "troops contractors"), at("subj", "national")), roles=_SEND,
         without=("exercise", "training", "talks"), not_where=(_NO_FRONT,), stage="under-way", strength=0.5),
    Rule("deployment.serve", "deployment", verbs=("serve_troops",), subject=_TROOPS, roles=_SEND, stage="under-way",
         where=(at("to in at on inside across near throughout around obj", _SOMEWHERE),), not_where=(_NO_FRONT,),
         without=("exercise", "training", "talks", "visit"), strength=0.6, unless_verb=("exercise", "leave_troops")),
    Rule("deployment.contractors", "deployment", "contractors", verbs=("serve_troops", "arrive_troops"), subject=("contractors",), roles=_SEND, stage="under-way",
         where=(_ABROAD,), strength=0.85, unless_verb=("leave_troops",)),
    Rule("deployment.there-are", "deployment", verbs=("serve_troops",), object=_TROOPS, roles=_SEND, stage="under-way",
         where=(at("obj", "national"), at("in at on inside", _SOMEWHERE)), not_where=(_NO_FRONT,),
         without=("exercise", "training", "talks", "visit"), strength=0.6),
    Rule("deployment.brought", "deployment", verbs=("land_planes",), subject=("warplane", "ship", "goods", "arms"), where=(at("with carrying", "troops contractors instructors"),),
         roles=_SEND, stage="under-way", strength=0.7),
    Rule("deployment.fly-from", "deployment", verbs=("serve_troops",), subject=("warplane",), where=(at("from at out_of", "place state capital foreign_base"),),
         roles=_SEND | roles(from_="host", out_of="host"), stage="under-way", strength=0.6, without=("exercise",)),
    Rule("deployment.pullout", "deployment", "withdraw", nouns=("withdrawal",), governors=("stop_plan",), roles=_LEAVE, staged=True, strength=0.55,
         where=(at("trigger", "pullout"),)),
    Rule("deployment.noun", "deployment", nouns=("deployment",), alone=True, where=(at("of poss", "troops troop_unit contractors"), _ABROAD), not_where=(_NO_FRONT,), roles=_SEND, staged=True, strength=0.65, without=("exercise",)),
    Rule("deployment.withdraw", "deployment", "withdraw", verbs=("take_out",), object=_TROOPS, roles=_LEAVE, stage="completed", strength=0.75,
         not_where=(_NO_FRONT,)),
    Rule("deployment.cut", "deployment", "withdraw", verbs=("cut_troops",), object=("troops", "contractors"), roles=_LEAVE, stage="completed", strength=0.7,
         where=(at("in from at on", _SOMEWHERE),), not_where=(_NO_FRONT,)),
    Rule("deployment.leave", "deployment", "withdraw", verbs=("leave_troops",), subject=_TROOPS, roles=_DEPART, stage="completed", strength=0.7,
         without=("exercise", "ship"), not_where=(_NO_FRONT,), unless_verb=("port_call",)),
    Rule("deployment.withdrawal-from", "deployment", "withdraw", nouns=("withdrawal",), governors=("stop_plan", "announce", "prepare", "pledge"), roles=_LEAVE, staged=True, strength=0.55,
         where=(at("from out_of", "state capital country place region"), at("trigger subj", "national state capital")),
         without=("accord", "organisation", "exercise", "forum", "talks", "project"), not_where=(_NO_FRONT,)),
    Rule("deployment.withdrawal", "deployment", "withdraw", nouns=("withdrawal",), alone=True, needs=("troops", "contractors"), roles=_LEAVE,
         staged=True, strength=0.65, not_where=(_NO_FRONT,)),
)  # fmt: skip

TRAINING = (
    Rule("training.train", "training", verbs=("train",), object=("learner",), roles=_TEACH, without=("exercise", "exercise-name"), strength=0.7,
         unless_verb=("exercise",), subject=("state", "capital", "forces", "people", "body", "both", "country", "pronoun", "instructors", "person", "office", "organisation", "ship")),
    Rule("training.taught", "training", verbs=("train",), object=("learner",), roles=_TEACH | roles(in_="supplier", at="supplier"), without=("exercise", "exercise-name"), strength=0.65,
         unless_verb=("exercise",), where=(at("in at by with", "state capital place country school training instructors"),)),
    Rule("training.learn", "training", verbs=("train", "study_abroad"), subject=("learner",), roles=_LEARN, without=("exercise", "exercise-name", "withdrawal"),
         where=(at("in at by with under from on through to out_of obj", "school teaching state capital place instructors"),), needs=("school", "teaching", "training"),
         unless_verb=("exercise", "teach"), strength=0.55),
    Rule("training.course", "training", nouns=("teaching",), governors=("give_training", "train", "study_abroad", "suspend", "cancel", "agree", "begin", "offer", "prepare", "give_aid"),
         needs=("learner", "instructors"), roles=_TEACH, strength=0.6, without=("exercise", "exercise-name"), unless_verb=("sign",)),
    Rule("training.places", "training", nouns=("course_place",), alone=True, where=(at("for at in to", "learner school training"),), roles=_TEACH, strength=0.6),
    Rule("training.show-how", "training", verbs=("show_how",), object=("learner", "state", "people", "forces", "pronoun", "national"),
         subject=("state", "capital", "forces", "people", "instructors", "country", "pronoun", "troops"), roles=_TEACH, strength=0.55,
         without=("exercise", "talks", "visit")),
    Rule("training.teach-to", "training", verbs=("teach_to",), where=(at("to", "learner"),),
         not_where=(at("obj", "arms aid money goods foreign_base accord"),), subject=("state", "capital", "forces", "people", "instructors", "country", "pronoun", "ship", "body", "organisation"),
         roles=_TEACH, strength=0.55, unless_verb=("exercise", "sell")),
    Rule("training.give-course", "training", verbs=("give_training", "teach_to"), where=(at("obj", "teaching training"), at("to for", "learner")),
         subject=("state", "capital", "forces", "people", "instructors", "country", "pronoun", "ship", "body", "organisation", "troops", "office"),
         roles=_TEACH, strength=0.6, unless_verb=("exercise", "sell")),
    Rule("training.offer-course", "training", verbs=("give_training",), where=(at("obj", "teaching"), at("obj to", "national state capital country")),
         subject=("state", "capital", "body", "country"), roles=_TEACH, strength=0.5, without=("exercise", "exercise-name", "accord"), unless_verb=("exercise", "sign")),
    Rule("training.admit", "training", verbs=("admit",), where=(at("obj in", "student_mil"), at("obj in", "national")), subject=("state", "capital", "country", "body", "people", "pronoun", "place"),
         roles=roles(subj="supplier", obj="recipient", in_="recipient", by="supplier"), strength=0.5, without=("exercise", "visit", "talks")),
    Rule("training.send-cadets", "training", verbs=("send_troops",), object=("student_mil",), where=(at("to in at", "state capital country place school"),),
         roles=roles(subj="recipient", to="supplier", in_="supplier", at="supplier", obj="recipient"), strength=0.66, without=("exercise",)),
    Rule("training.demonym", "training", verbs=("learn_there", "study_abroad"), where=(at("subj obj", "counted"), at("subj obj", "state people"), at("in at from out_of", "school")), roles=_LEARN,
         strength=0.55, without=("exercise", "talks")),
    Rule("training.prepare", "training", verbs=("prepare_troops",), subject=("instructors",), object=("learner",), roles=roles(subj="supplier", obj="recipient", by="supplier"), strength=0.6),
    Rule("training.learn-there", "training", verbs=("learn_there",), where=(at("subj obj", "learner"), at("in at to for on", "state capital place country")), leaning=True,
         unless_verb=("exercise",), roles=_LEARN, strength=0.6, without=("exercise", "exercise-name", "attack")),
    Rule("training.sent", "training", verbs=("send_troops", "arrive_troops", "leave_troops"), needs=("teaching",), where=(at("subj obj", "learner"), at("for on", "teaching training")),
         roles=_LEARN, strength=0.65, without=("exercise", "exercise-name")),
    Rule("training.noun", "training", nouns=("teaching",), alone=True, where=(at("of for trigger poss", "learner national"), at("by in at from to", "state capital country instructors troops people forces place school")),
         needs=("learner",), roles=_TEACH, strength=0.55, without=("exercise", "exercise-name", "accord")),
    Rule("training.instructors", "training", nouns=("instructors",), alone=True, needs=("teaching",), roles=_TEACH, strength=0.5,
         without=("exercise", "accord")),
)  # fmt: skip

RULES = (*EXERCISES, *PORT_CALLS, *ACCESS, *DEPLOYMENTS, *TRAINING)
