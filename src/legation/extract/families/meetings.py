"""Meetings and forums: officials confer, one side is received on the other's soil, many states gather."""

from __future__ import annotations

from legation.extract.rules import Rule, roles

_TALK = roles(subj="participant", obj="participant", with_="participant", between="participant", poss="participant",
              adj="participant", of="participant", by="participant", to="participant", and_="participant",
              among="participant", from_="participant", involving="participant", trigger="participant", alongside="participant")  # fmt: skip
_VISIT = roles(subj="visitor", poss="visitor", by="visitor", of="visitor", adj="visitor", to="host", obj="host", in_="host",
               at="host", into="host", with_="host", via="host", through="host", on="host", across="host")  # fmt: skip
_GO = roles(subj="visitor", to="host", in_="host", at="host", into="host", for_="host", with_="host", via="host", through="host",
            across="host")  # fmt: skip
_HOST = roles(subj="host", poss="host", obj="visitor", of="visitor", from_="visitor", with_="visitor")
_GUEST = roles(trigger="visitor", adj="visitor", subj="host", poss="host", by="host", with_="host", of="host", obj="host", and_="host", at="host")
_FORUM = roles(subj="participant", obj="participant", poss="organiser", by="organiser", in_="host", at="host", with_="participant",
               between="participant", of="participant", among="participant")  # fmt: skip

_OFFICIALS = ("person", "office", "delegates", "both", "name", "someone", "state", "capital", "body")
_PEOPLE = ("person", "office", "delegates", "both", "name", "someone")
_TRAVELLERS = ("person", "office", "delegates", "name", "someone")
_MET = ("person", "office", "delegates", "people", "both", "someone", "several", "name", "state", "body", "capital")
_WHERE = ("state", "capital", "place", "country", "region")
_NO_VISIT = ("ship", "exercise", "exercise-name", "withdrawal", "arms", "port", "instructors", "contractors", "aid", "goods")
_NO_TALKS = ("exercise", "exercise-name")
_ASIDE = ("despite", "amid", "about", "over", "like", "unlike", "than", "as", "except", "instead of", "without", "pending")

RULES = (
    # one side is received on the other's soil
    Rule("meeting.receive", "meeting", "visit", verbs=("receive",), object=("person", "office", "delegates", "someone"),
         subject=(*_PEOPLE, "state", "capital", "body", "people"), roles=_HOST,
         without=("exercise", "accord", "sanctions", "conference", "summit", "arms", "aid", "forces"), strength=0.75),
    Rule("meeting.received-at", "meeting", "visit", verbs=("receive",), object=("person", "office", "delegates"),
         prepositions=("in", "at", "to"), at=_WHERE, roles=roles(in_="host", at="host", obj="visitor", to="host", subj="host", of="host"),
         without=("exercise", "accord", "conference", "arms", "aid", "forces"), strength=0.65),
    Rule("meeting.call-on", "meeting", "visit", verbs=("call_on",), subject=_PEOPLE, unless=("to-do",),
         needs=("person", "office", "delegates"), roles=roles(subj="visitor", obj="host", on="host", to="host", upon="host", at="host", with_="host"), strength=0.75),
    Rule("meeting.courtesy-call", "meeting", "visit", nouns=("courtesy_call",), alone=True, needs=("person", "office", "delegates"),
         governors=("visit", "hold_talks", "call_on"), without=("ship",),
         roles=roles(subj="visitor", poss="visitor", by="visitor", of="visitor", on="host", to="host", upon="host", at="host", with_="host", obj="host"),
         strength=0.82),
    Rule("meeting.visit", "meeting", "visit", verbs=("visit",), subject=_TRAVELLERS, needs=_WHERE, roles=_VISIT,
         without=_NO_VISIT, not_as=_ASIDE, strength=0.75),
    Rule("meeting.go", "meeting", "visit", verbs=("go_to",), subject=_TRAVELLERS, at=_WHERE,
         prepositions=("to", "in", "into", "for", "at", "via", "through", "across"), roles=_GO, without=_NO_VISIT, unless=("two-things",), strength=0.72),
    Rule("meeting.be-in", "meeting", "visit", verbs=("be_in",), subject=_TRAVELLERS, at=_WHERE, prepositions=("in", "at", "to"),
         roles=_GO, without=(*_NO_VISIT, "forces", "envoy"), unless=("due_in",), strength=0.68),
    Rule("meeting.due", "meeting", "visit", verbs=("due_in",), subject=_TRAVELLERS, at=_WHERE, prepositions=("in", "at"),
         roles=_GO, without=_NO_VISIT, factuality="planned", strength=0.7),
    Rule("meeting.expected", "meeting", "visit", verbs=("due_in",), object=_TRAVELLERS, at=_WHERE, prepositions=("in", "at"),
         roles=roles(obj="visitor", in_="host", at="host"), without=_NO_VISIT, factuality="planned", strength=0.65),
    Rule("meeting.visit.noun", "meeting", "visit", nouns=("visit",), alone=True, governors=("visit", "hold_talks", "call_off", "receive"),
         roles=_VISIT, without=("ship", "port_visit"), not_as=("like", "unlike", "than"), strength=0.75),
    Rule("meeting.arrival", "meeting", "visit", nouns=("arrival",), alone=True, prepositions=("in", "at", "to"), at=_WHERE,
         needs=("person", "office", "delegates"), governors=("visit",), roles=_VISIT,
         without=(*_NO_VISIT, "forces"), strength=0.6),
    Rule("meeting.guest", "meeting", "visit", nouns=("guest", "visiting"), alone=True, needs=("person", "office", "body"), governors=("receive",), unless=("be_plain",),
         roles=_GUEST, without=_NO_TALKS, strength=0.6),
    Rule("meeting.be-guest", "meeting", "visit", nouns=("guest",), governors=("be_plain",), needs=("person", "office", "someone"),
         roles=roles(subj="visitor", of="host", poss="host", adj="host", by="host", in_="host", own="host"), strength=0.7),
    Rule("meeting.host", "meeting", "visit", nouns=("host_person",), alone=True, subject=("person", "office", "someone", "delegates"),
         roles=roles(subj="visitor", trigger="host", adj="host"), without=("forum", "conference", "summit", "exercise"), strength=0.5),
    Rule("meeting.headline", "meeting", "visit", nouns=("person", "office", "delegates"), alone=True, verbless=True, prepositions=("in", "to", "for"),
         at=_WHERE, roles=roles(trigger="visitor", in_="host", to="host", for_="host"), without=(*_NO_VISIT, "visit", "call", "forces", "accord"), strength=0.5),
    Rule("meeting.come-calling", "meeting", "visit", verbs=("come_calling",), subject=_TRAVELLERS,
         roles=roles(subj="visitor", on="host", at="host", in_="host", obj="host"), strength=0.5),
    # by telephone or video
    Rule("meeting.phone", "meeting", "call", verbs=("phone",), subject=_OFFICIALS, roles=_TALK, without=("ship",), strength=0.85),
    Rule("meeting.ring-up", "meeting", "call", verbs=("ring_up",), subject=("person", "office"), object=("person", "office"), unless=("two-things", "to-do"),
         roles=_TALK, without=("ship",), strength=0.6),
    Rule("meeting.speak-with", "meeting", "call", verbs=("speak_with",), subject=("person", "office", "someone", "name"),
         prepositions=("with", "to"), at=("person", "office", "name"), roles=roles(subj="participant", with_="participant", to="participant"), strength=0.65),
    Rule("meeting.phone.noun", "meeting", "call", nouns=("call",), alone=True, governors=("hold_talks", "phone"), roles=_TALK,
         without=("ship",), strength=0.85),
    Rule("meeting.call.noun", "meeting", "call", nouns=("bare_call",), alone=True, prepositions=("with", "between"),
         at=("person", "office", "both", "delegates", "someone"), governors=("hold_talks",),
         roles=_TALK, without=("ship", "courtesy_call"), strength=0.7),
    # talks
    Rule("meeting.meet", "meeting", "talks", verbs=("meet",), subject=_OFFICIALS, object=_MET, roles=_TALK, without=(*_NO_TALKS, "forces"),
         strength=0.8),
    Rule("meeting.meet-with", "meeting", "talks", verbs=("meet",), subject=_OFFICIALS, prepositions=("with", "alongside"), at=_MET,
         roles=_TALK, without=(*_NO_TALKS, "forces"), strength=0.8),
    Rule("meeting.meet-together", "meeting", "talks", verbs=("meet",), subject=("both", "several"), roles=_TALK, without=(*_NO_TALKS, "forces"), unless=("thing",),
         strength=0.8),
    Rule("meeting.gather", "meeting", "talks", verbs=("gather",), subject=("both", "several"), needs=("office", "delegates", "person"),
         roles=_TALK, without=(*_NO_TALKS, "forces", "organisation", "arms"), strength=0.6),
    Rule("meeting.summit", "meeting", "talks", nouns=("summit",), alone=True, prepositions=("with", "between"),
         at=("person", "office", "both", "delegates", "name", "state", "capital"), governors=("hold_talks", "go_to", "attend"), roles=_TALK, strength=0.82,
         not_as=(*_ASIDE, "for")),
    Rule("meeting.commission", "meeting", "talks", verbs=("meet",), subject=("commission",), roles=_TALK, strength=0.7),
    Rule("meeting.sidelines", "meeting", "talks", nouns=("forum", "summit", "conference", "expo"), alone=True, subject=("both", "several"),
         needs=("person", "office"), under=("on the margins of", "on the sidelines of"), roles=roles(subj="participant"), strength=0.7),
    Rule("meeting.see", "meeting", "talks", verbs=("see_person",), subject=("person", "office", "delegates"), object=("person", "office", "someone", "name"),
         roles=roles(subj="participant", obj="participant"), unless=("two-things", "to-do"), not_as=("as",), without=_NO_TALKS, strength=0.55),
    Rule("meeting.talk-over", "meeting", "talks", verbs=("talk_over",), subject=("person", "office", "delegates", "someone"), prepositions=("with",),
         at=("person", "office", "delegates", "both", "someone", "body", "name"), roles=roles(subj="participant", with_="participant"), without=_NO_TALKS, strength=0.65),
    Rule("meeting.both-talk", "meeting", verbs=("talk_over",), subject=("both", "several"), needs=("person", "office", "delegates", "both"), roles=roles(subj="participant"),
         without=(*_NO_TALKS, "forces", "country"), strength=0.6),
    Rule("meeting.talks", "meeting", "talks", nouns=("talks",), alone=True, governors=("hold_talks", "meet", "call_off"), roles=_TALK, strength=0.8,
         without=_NO_TALKS, unless=("ongoing",), not_as=(*_ASIDE, "under", "for")),
    Rule("meeting.discussions", "meeting", "talks", nouns=("discussions",), governors=("hold_talks", "call_off"),
         needs=("person", "office", "delegates", "both"), roles=_TALK, strength=0.65,
         without=_NO_TALKS, unless=("ongoing",), not_as=(*_ASIDE, "under", "for")),
    Rule("meeting.discussions-with", "meeting", "talks", nouns=("discussions",), alone=True, prepositions=("with", "between"),
         at=("person", "office", "delegates"), roles=_TALK, strength=0.6,
         without=_NO_TALKS, unless=("ongoing",), not_as=(*_ASIDE, "under", "for")),
    # gatherings of many states
    Rule("forum.named", "forum", nouns=("forum",), alone=True, parties=1, governors=("attend", "call_off"), unless=("invite",), not_as=("like", "unlike", "than", "since"), roles=_FORUM, strength=0.62),
    Rule("forum.attended", "forum", nouns=("forum", "summit", "conference", "expo"), parties=1, governors=("attend", "call_off"), unless=("invite",), not_as=("like", "unlike", "than", "since"), roles=_FORUM,
         strength=0.68, without=("talks",)),
    Rule("forum.at", "forum", verbs=("take_part",), subject=(*_PEOPLE, "state", "capital", "body", "country", "company"), prepositions=("in", "at", "to", "for", "from"),
         at=("forum", "conference", "summit", "expo"), parties=1, roles=roles(subj="participant", in_="host"), without=("talks",), strength=0.64),
    Rule("forum.invited", "forum", verbs=("invite",), subject=(*_PEOPLE, "state", "capital", "body", "country"), prepositions=("to",),
         at=("forum", "conference", "summit", "expo"), roles=roles(subj="organiser", obj="participant", in_="host"), factuality="planned", strength=0.64),
    Rule("forum.gather", "forum", verbs=("gather",), subject=("office", "delegates", "body"), needs=("organisation",), parties=1,
         roles=roles(subj="participant", in_="host", at="host"), strength=0.6),
    Rule("forum.summit", "forum", "summit", nouns=("summit",), alone=True, parties=1, governors=("attend", "call_off"), unless=("invite",), not_as=("like", "unlike", "than", "since"), roles=_FORUM, strength=0.5),
    Rule("forum.expo", "forum", "expo", nouns=("expo",), alone=True, parties=1, governors=("attend", "call_off"), unless=("invite",), not_as=("like", "unlike", "than", "since"), roles=_FORUM, strength=0.6),
)  # fmt: skip
