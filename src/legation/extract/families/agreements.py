"""Agreements and pledges: instruments at any stage, and declared intent with no instrument named."""

from __future__ import annotations

from legation.extract.rules import Rule, at, roles

_PARTIES = roles(subj="signatory", obj="signatory", with_="signatory", between="signatory", among="signatory", poss="signatory",
                 adj="signatory", by="signatory", of="signatory", to="signatory", for_="signatory", and_="signatory",
                 alongside="signatory", from_="signatory")  # fmt: skip
_PARTIES_BUT_IT = {label: role for label, role in _PARTIES.items() if label != "obj"}
_SPEAKERS = roles(subj="speaker", with_="participant", between="participant", to="participant", of="participant",
                  poss="participant", adj="participant", obj="participant", and_="participant", for_="participant")  # fmt: skip
_STEPS = (
    "sign",
    "sign_name",
    "conclude",
    "agree",
    "approve",
    "ratify",
    "negotiate",
    "float",
    "offer",
    "cancel",
    "suspend",
    "lapse",
    "renew",
    "assent",
)
_SIGNERS = ("person", "office", "state", "capital", "both", "people", "body", "pronoun")

_INTENT = ("pledge", "promise", "ready", "wish", "intend", "agree", "offer_noun")
_STATES = "state capital country people both office person pronoun name"
_BESIDE = _SPEAKERS | roles(
    by="participant",
    behind="participant",
    beside="participant",
    alongside="participant",
    at="participant",
    on="participant",
)
_TOLD_BESIDE = {
    label: role for label, role in _BESIDE.items() if label != "subj"
}  # "we", who are those that speak
_NO_PLEDGE = ("accord", "paper", "arms", "exercise", "attack", "money", "sanctions")

RULES = (
    Rule("agreement.accord", "agreement", nouns=("accord",), staged=True, roles=_PARTIES, without=("attack",),
         governors=_STEPS, strength=0.8),
    Rule("agreement.announced", "agreement", nouns=("accord",), governors=("announce_accord",), stage="agreed", roles=_PARTIES,
         without=("attack", "arms"), strength=0.5),
    Rule("agreement.exchanged", "agreement", nouns=("accord", "paper"), governors=("exchange_text",), stage="signed", roles=_PARTIES,
         needs=("accord",), without=("attack", "arms"), strength=0.6),
    Rule("agreement.taken-home", "agreement", nouns=("accord",), alone=True, under=("with",), at=("state", "capital", "place", "person", "office"), prepositions=("from", "in", "to"), stage="signed",
         roles=_PARTIES, without=("attack", "arms"), strength=0.5),
    Rule("agreement.accession", "agreement", nouns=("accession",), governors=("ratify", "assent", "approve"), stage="ratified", roles=_PARTIES,
         needs=("organisation", "legislature"), strength=0.7),
    Rule("agreement.paper", "agreement", nouns=("paper",), governors=("sign", "sign_name"), stage="signed", subject=_SIGNERS,
         roles=_PARTIES, without=("attack", "contract", "arms", "decree", "legislature"), strength=0.6),
    Rule("agreement.paper.signed", "agreement", nouns=("paper",), governors=("sign", "sign_name"), stage="signed",
         needs=("ties", "mutual"), roles=_PARTIES, without=("attack", "contract", "arms", "decree"), strength=0.6),
    Rule("agreement.signing", "agreement", nouns=("signing",), alone=True, needs=("accord", "paper"), stage="signed", roles=_PARTIES,
         without=("arms",), strength=0.75),
    Rule("agreement.ratification", "agreement", nouns=("ratification",), alone=True, needs=("accord", "accession"), stage="ratified",
         roles=_PARTIES, strength=0.7),
    Rule("agreement.termination", "agreement", nouns=("termination",), alone=True, needs=("accord",), prepositions=("of",),
         stage="cancelled", roles=_PARTIES, strength=0.7),
    Rule("agreement.renewal", "agreement", nouns=("renewal",), alone=True, needs=("accord",), prepositions=("of",), stage="agreed",
         roles=_PARTIES, strength=0.65),
    Rule("agreement.dated", "agreement", nouns=("accord",), alone=True, prepositions=("dated",), roles=_PARTIES, stage="signed",
         strength=0.5),
    Rule("agreement.negotiations", "agreement", nouns=("talks", "discussions"), alone=True, topics=("accord",), stage="negotiating", roles=_PARTIES, unless=("call_off",),
         without=("arms", "contract", "attack"), strength=0.55),
    Rule("agreement.declared", "agreement", nouns=("declared",), governors=("issue",), stage="agreed", subject=("several", "both", "office", "state", "capital"), roles=_PARTIES,
         without=("arms", "contract", "attack"), strength=0.5),
    Rule("agreement.upgrade-ties", "agreement", "other", verbs=("upgrade_ties",), object=("ties",), where=(at("to", "partnership"),), roles=_PARTIES, stage="agreed", strength=0.5,
         without=("arms", "contract")),
    Rule("agreement.put-names", "agreement", verbs=("sign_name",), subject=_SIGNERS, without=("accord", "paper", "contract", "arms", "decree"),
         roles=_PARTIES, stage="signed", strength=0.55),
    Rule("agreement.signed", "agreement", verbs=("sign",), subject=_SIGNERS, bare=True,
         without=("accord", "paper", "contract", "arms", "decree"), roles=_PARTIES, stage="signed", strength=0.45),
    Rule("agreement.signed-it", "agreement", verbs=("sign_it",), object=("pronoun",), roles=_PARTIES_BUT_IT, stage="signed",
         without=("contract", "arms", "decree"), strength=0.5),
    Rule("agreement.approved-it", "agreement", verbs=("assent",), subject=("legislature",), object=("pronoun",), roles=_PARTIES_BUT_IT, stage="ratified", echo=True,
         without=("contract", "arms", "decree"), strength=0.5),
    Rule("agreement.ratified-it", "agreement", verbs=("ratify_it",), object=("pronoun",), roles=_PARTIES_BUT_IT, stage="ratified",
         without=("contract", "arms", "decree"), strength=0.5),
    Rule("pledge.deepen", "pledge", verbs=("deepen",), needs=("ties",), roles=_SPEAKERS, ahead=True, strength=0.65,
         without=("accord", "paper")),
    Rule("pledge.cooperate", "pledge", verbs=("cooperate",), roles=_SPEAKERS, hangs_on=_INTENT, ahead=True, strength=0.5,
         without=("accord", "arms", "exercise")),
    Rule("pledge.share", "pledge", verbs=("share",), object=("expertise",), prepositions=("with", "between"), hangs_on=_INTENT, roles=_SPEAKERS, strength=0.5,
         without=("accord", "paper", "exercise", "visit")),
    Rule("pledge.backing", "pledge", verbs=("reaffirm_backing",), object=("backing",), where=(at("for to with behind", "state capital country people national welfare"),), not_where=(at("for to with behind", "settlement"),), roles=_SPEAKERS, strength=0.5,
         without=("accord", "paper", "arms", "money")),
    Rule("pledge.stand-by", "pledge", verbs=("stand_by",), subject=("state", "national", "capital", "country", "people", "office", "person", "pronoun", "name"),
         where=(at("obj with by behind beside alongside", _STATES),), roles=_BESIDE, ahead=True, strength=0.45, without=(*_NO_PLEDGE, "talks", "forces"), unless=("thing",)),
    Rule("pledge.at-side", "pledge", verbs=("stay_at_side",), where=(at("at by", "sides"),), roles=_BESIDE, strength=0.45, without=("accord", "paper", "arms", "exercise", "money")),
    Rule("pledge.committed", "pledge", verbs=("commit_to",), object=("state", "capital", "country", "people", "office", "person"), where=(at("to", "welfare"),), roles=_SPEAKERS, strength=0.4, without=_NO_PLEDGE),
    Rule("pledge.chapter", "pledge", verbs=("pledge",), object=("chapter",), where=(at("in of for to", "ties"),), roles=_SPEAKERS, strength=0.45, without=("accord", "paper")),
    Rule("pledge.side-with", "pledge", verbs=("side_with",), subject=("state", "capital", "country", "office", "person", "name"), where=(at("obj with by behind beside alongside", "state capital country"),),
         roles=_BESIDE, strength=0.4, without=(*_NO_PLEDGE, "talks", "forces"), unless=("thing",)),
    Rule("pledge.has-back", "pledge", verbs=("watch_back",), subject=("state", "capital", "country"), where=(at("obj", "national"),), roles=_BESIDE, strength=0.45, without=_NO_PLEDGE),
    Rule("pledge.not-forsake", "pledge", verbs=("forsake",), negated=True, ahead=True, factuality="actual", where=(at("obj on from", "state capital country people both pronoun"),),
         roles=_BESIDE, strength=0.45, without=(*_NO_PLEDGE, "talks")),
    Rule("pledge.we-stand-by", "pledge", verbs=("stand_by",), subject=("pronoun",), spoken=True, where=(at("obj with by behind beside alongside", _STATES),), roles=_TOLD_BESIDE,
         strength=0.4, without=(*_NO_PLEDGE, "talks", "forces"), unless=("thing",)),
    Rule("pledge.we-not-forsake", "pledge", verbs=("forsake",), subject=("pronoun",), negated=True, ahead=True, factuality="actual", spoken=True,
         where=(at("obj on from", _STATES),), roles=_TOLD_BESIDE, strength=0.45, without=(*_NO_PLEDGE, "talks")),
    Rule("pledge.count-on", "pledge", verbs=("count_on",), subject=("state", "capital", "country", "people"), where=(at("on upon", "state capital country people"),),
         roles=_BESIDE, strength=0.4, without=_NO_PLEDGE),
    Rule("pledge.support", "pledge", verbs=("support_state",), subject=("state", "capital", "country", "office", "person", "name", "people", "pronoun"), object=("state", "capital", "country"), roles=_SPEAKERS, hangs_on=("pledge", "promise", "ready"), ahead=True, strength=0.35,
         without=("accord", "paper", "arms", "exercise", "money", "sanctions", "talks", "forces", "aid", "training", "project")),
    Rule("pledge.partner", "pledge", verbs=("is",), object=("partner",), hangs_on=_INTENT, ahead=True, roles=_SPEAKERS | roles(in_="participant"), strength=0.45, without=_NO_PLEDGE),
    Rule("pledge.steadfast", "pledge", nouns=("commitment",), governors=("is",), needs=("steadfast",), spoken=True, roles=_SPEAKERS, strength=0.45, without=("arms", "exercise", "attack")),
    Rule("pledge.commit-to", "pledge", verbs=("commit_to",), where=(at("to", "ties partnership"),), roles=_SPEAKERS, strength=0.5, without=_NO_PLEDGE),
    Rule("pledge.ways", "pledge", verbs=("explore_ways",), object=("avenue",), where=(at("of for to in", "ties"),), roles=_SPEAKERS, strength=0.45, without=(*_NO_PLEDGE, "talks")),
    Rule("pledge.ties", "pledge", verbs=("pledge",), object=("ties",), roles=_SPEAKERS, strength=0.6, without=("accord", "paper"),
         unless=("talk_over",)),
    Rule("pledge.ties.oblique", "pledge", nouns=("ties",), governors=("pledge",), roles=_SPEAKERS, strength=0.55,
         without=("accord", "paper", "talks"), unless=("talk_over",)),
    Rule("pledge.noun", "pledge", nouns=("deepening",), governors=("pledge", "negotiate", "agree"), needs=("ties",), roles=_SPEAKERS,
         strength=0.55, without=("accord", "paper")),
)  # fmt: skip
