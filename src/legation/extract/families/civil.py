"""Projects and institutions."""

from __future__ import annotations

from legation.extract.rules import Rule, roles

_BUILD = roles(subj="supplier", poss="participant", with_="participant", between="participant", adj="participant", by="supplier",
               in_="host", for_="recipient", to="recipient", and_="participant", of="participant")  # fmt: skip
_BODY = roles(subj="organiser", poss="organiser", in_="host", with_="participant", between="participant", by="organiser", adj="organiser",
              at="host", of="organiser", and_="participant", on="host", to="host")  # fmt: skip

RULES = (
    Rule("project.build", "project", verbs=("build",), object=("project",), roles=_BUILD, stage="under-way", strength=0.65,
         without=("arms_general", "exercise", "base")),
    Rule("project.noun", "project", nouns=("project",), staged=True, roles=_BUILD,
         governors=("approve", "agree", "cancel", "suspend", "negotiate", "float", "offer", "complete"), strength=0.55, without=("exercise", "accord")),
    Rule("institution.open", "institution", "opened", verbs=("open_body",), object=("body",), roles=_BODY, strength=0.75, parties=1, without=("exercise", "talks", "conference", "arms", "project")),
    Rule("institution.open-self", "institution", "opened", verbs=("open_body",), subject=("body",), roles=_BODY, strength=0.65, parties=1, without=("exercise", "talks", "conference", "arms", "accord", "project")),
    Rule("institution.create", "institution", "created", verbs=("create_body",), object=("body",), roles=_BODY, strength=0.65, parties=1, without=("exercise", "arms", "project")),
    Rule("institution.close", "institution", "closed", verbs=("close_body",), object=("body",), roles=_BODY, strength=0.75, parties=1, without=("exercise", "talks", "conference", "project")),
)  # fmt: skip
