"""Meetings and forums: officials confer, one side is received on the other's soil, many states gather."""

from __future__ import annotations

from legation.extract.rules import Rule, roles

_TALK = roles(subj="participant", obj="participant", with_="participant", between="participant", poss="participant",
              adj="participant", of="participant", by="participant", to="participant", and_="participant")  # fmt: skip
_VISIT = roles(subj="visitor", poss="visitor", by="visitor", of="visitor", to="host", obj="host", in_="host", at="host", adj="visitor", from_="visitor", into="host", with_="host")
_HOST = roles(subj="host", poss="host", obj="visitor", of="visitor", from_="visitor", with_="visitor")
_OFFICIALS = ("person", "office", "people", "both", "name", "pronoun", "state", "capital")

RULES = (
    Rule("meeting.receive", "meeting", "visit", verbs=("receive",), object=("person", "office", "people", "both"),
         subject=("person", "office", "people", "state", "capital", "body", "pronoun", "name"), roles=_HOST,
         without=("exercise", "accord", "sanctions", "conference", "summit", "arms", "aid"), strength=0.75),
    Rule("meeting.call-on", "meeting", "visit", verbs=("call_on",), subject=_OFFICIALS, object=("person", "office", "people"),
         roles=roles(subj="visitor", obj="host", on="host", to="host", upon="host"), without=("demand",), strength=0.75),
    Rule("meeting.visit", "meeting", "visit", verbs=("visit",), subject=("person", "office", "people", "pronoun", "name"),
         needs=("state", "capital", "place", "country"), roles=_VISIT,
         without=("ship", "exercise", "forces", "withdrawal"), strength=0.75),
    Rule("meeting.visit.noun", "meeting", "visit", nouns=("visit",), alone=True, roles=_VISIT,
         without=("ship", "port_visit"), strength=0.75),
    Rule("meeting.phone", "meeting", "call", verbs=("phone",), subject=("person", "office"), object=("person", "office"),
         roles=_TALK, strength=0.7),
    Rule("meeting.phone.noun", "meeting", "call", nouns=("call",), alone=True, needs=("person", "office", "both"), roles=_TALK,
         without=("ship",), strength=0.8),
    Rule("meeting.meet", "meeting", "talks", verbs=("meet",), subject=_OFFICIALS, needs=("person", "office", "people", "both"),
         roles=_TALK, without=("exercise", "troops"), strength=0.8),
    Rule("meeting.talks", "meeting", "talks", nouns=("talks",), alone=True, roles=_TALK, strength=0.8,
         without=("exercise",)),
    Rule("forum.named", "forum", nouns=("forum",), alone=True, parties=1,
         roles=roles(subj="participant", poss="organiser", by="organiser", in_="host"), strength=0.75),
    Rule("forum.summit", "forum", "summit", nouns=("summit",), alone=True, parties=1,
         roles=roles(subj="participant", poss="organiser", in_="host"), strength=0.6),
    Rule("forum.conference", "forum", "conference", nouns=("conference",), governors=("host_forum", "receive", "visit", "hold"), parties=1,
         roles=roles(subj="organiser", poss="organiser", in_="host"), strength=0.55, without=("talks",)),
    Rule("forum.expo", "forum", "expo", nouns=("expo",), alone=True, parties=1,
         roles=roles(subj="participant", poss="organiser", in_="host"), strength=0.7),
)  # fmt: skip
