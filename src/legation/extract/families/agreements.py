"""Agreements and pledges: instruments at any stage, and declared intent with no instrument named."""

from __future__ import annotations

from legation.extract.rules import Rule, roles

_PARTIES = roles(subj="signatory", obj="signatory", with_="signatory", between="signatory", among="signatory", poss="signatory",
                 adj="signatory", by="signatory", of="signatory", to="signatory", for_="signatory", and_="signatory")  # fmt: skip
_SPEAKERS = roles(subj="speaker", with_="participant", between="participant", to="participant", of="participant",
                  poss="participant", adj="participant", obj="participant", and_="participant", for_="participant")  # fmt: skip

RULES = (
    Rule("agreement.accord", "agreement", nouns=("accord",), staged=True, roles=_PARTIES, without=("attack",),
         governors=("sign", "conclude", "agree", "approve", "ratify", "negotiate", "float", "offer", "cancel", "suspend",
                    "lapse", "renew", "complete", "prepare"), strength=0.8),
    Rule("agreement.signing", "agreement", nouns=("signing",), alone=True, needs=("accord", "contract"), staged=True, roles=_PARTIES,
         strength=0.75),
    Rule("agreement.dated", "agreement", nouns=("accord",), alone=True, staged=True, prepositions=("dated",), roles=_PARTIES,
         stage="signed", strength=0.5),
    Rule("agreement.to-cooperate", "agreement", verbs=("sign",), without=("accord", "contract", "arms", "decree"), subject=("person", "office", "state", "capital", "both"), roles=_PARTIES,
         stage="signed", strength=0.45, prepositions=("for", "on", "with")),
    Rule("pledge.deepen", "pledge", verbs=("deepen",), needs=("ties",), roles=_SPEAKERS, parties=1, strength=0.65),
    Rule("pledge.ties", "pledge", verbs=("pledge",), object=("ties",), roles=_SPEAKERS, parties=1, strength=0.6),
    Rule("pledge.noun", "pledge", nouns=("deepening",), alone=True, needs=("ties",), roles=_SPEAKERS, parties=1, strength=0.55),
)  # fmt: skip
