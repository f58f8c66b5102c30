"""Projects and institutions."""

from __future__ import annotations

from legation.extract.rules import Rule, at, roles

_BUILD = roles(subj="supplier", poss="participant", with_="participant", between="participant", adj="participant", by="supplier",
               in_="host", for_="recipient", to="recipient", and_="participant", of="participant", at="host", from_="supplier",
               obj="participant", near="host")  # fmt: skip
_BODY = roles(subj="organiser", poss="organiser", in_="host", with_="participant", between="participant", by="organiser", adj="organiser",
              at="host", of="organiser", and_="participant", on="host", to="host", obj="participant", for_="participant",
              near="host", from_="organiser")  # fmt: skip
_ELSE = ("exercise", "talks", "conference", "expo", "arms", "project", "summit")
_STAGED = ("approve", "agree", "cancel", "suspend", "negotiate", "float", "offer", "conclude")

RULES = (
    Rule("project.build", "project", verbs=("build",), object=("project",), roles=_BUILD, stage="under-way", strength=0.65,
         without=("arms_general", "exercise", "base", "accord")),
    Rule("project.groundwork", "project", verbs=("build",), object=("groundwork",), where=(at("for of on", "project"),), roles=_BUILD, stage="under-way", strength=0.65,
         without=("exercise", "base", "accord")),
    Rule("project.concrete", "project", verbs=("build",), object=("groundwork",), echo=True, roles=_BUILD, stage="under-way", strength=0.55,
         without=("exercise", "base", "accord")),
    Rule("project.finished", "project", verbs=("finish_work",), object=("project",), roles=_BUILD, stage="completed", strength=0.7,
         without=("exercise", "base", "accord", "talks")),
    Rule("project.started", "project", nouns=("project",), governors=("start_work",), stage="under-way", roles=_BUILD, strength=0.6,
         without=("exercise", "accord", "base", "visit")),
    Rule("project.noun", "project", nouns=("project",), staged=True, roles=_BUILD, governors=_STAGED, strength=0.55,
         without=("exercise", "accord", "base", "foreign_base", "airspace"), unless_verb=("attack",)),
    Rule("project.formed", "project", verbs=("create_body",), object=("project",), roles=_BUILD, stage="agreed", strength=0.6,
         without=("exercise", "base", "accord")),
    Rule("project.jointly", "project", "industry", verbs=("make_jointly",), object=("arms", "arms_general"), roles=_BUILD,
         stage="under-way", strength=0.7, without=("accord", "contract", "exercise")),
    Rule("project.flow", "project", "energy", verbs=("flow",), subject=("energy_good",), where=(at("from", "state capital country place"), at("to into", "state capital country place")),
         roles=roles(from_="supplier", to="recipient", into="recipient", poss="supplier", adj="supplier"), stage="under-way", strength=0.6),
    Rule("institution.raise-flag", "institution", "opened", verbs=("raise_flag",), where=(at("over at on above", "diplomatic_post body"),), roles=_BODY | roles(over="host"), strength=0.55,
         without=("exercise", "ship")),
    Rule("institution.open", "institution", "opened", verbs=("open_body",), object=("body", "diplomatic_post"), roles=_BODY, strength=0.75,
         without=_ELSE),
    Rule("institution.open-self", "institution", "opened", verbs=("open_body",), subject=("body", "diplomatic_post"), roles=_BODY, strength=0.65,
         without=(*_ELSE, "accord")),
    Rule("institution.create", "institution", "created", verbs=("create_body",), object=("body", "diplomatic_post", "commission"), roles=_BODY, strength=0.65,
         without=("exercise", "visit"), not_where=(at("obj", "arms project"),)),
    Rule("institution.agreed", "institution", "created", nouns=("body", "commission"), governors=("agree",), under=("on", "to"), where=(at("trigger", "founding"),), roles=_BODY,
         factuality="planned", strength=0.5, without=("exercise", "visit", "talks", "project")),
    Rule("institution.close", "institution", "closed", verbs=("close_body",), object=("body", "diplomatic_post"), roles=_BODY, strength=0.75,
         without=_ELSE),
    Rule("institution.home-open", "institution", "opened", verbs=("open_body",), subject=("body",), needs=("of-defence",), parties=1, roles=_BODY,
         strength=0.55, without=(*_ELSE, "accord", "diplomatic_post")),
    Rule("institution.home-create", "institution", "created", verbs=("create_body",), object=("body",), needs=("of-defence",), parties=1,
         roles=_BODY, strength=0.5, without=("exercise", "arms", "project", "visit", "diplomatic_post")),
    Rule("institution.opening", "institution", "opened", nouns=("opening",), alone=True, needs=("body", "diplomatic_post"), prepositions=("of",), not_where=(at("of", "person office"),),
         roles=_BODY, strength=0.65, without=_ELSE),
    Rule("institution.creation", "institution", "created", nouns=("creation",), alone=True, needs=("body", "diplomatic_post"), prepositions=("of",),
         roles=_BODY, strength=0.6, without=("exercise", "arms", "project")),
    Rule("institution.closure", "institution", "closed", nouns=("closure",), alone=True, needs=("body", "diplomatic_post"), prepositions=("of",),
         roles=_BODY, strength=0.7, without=_ELSE),
)  # fmt: skip
