"""Transfers of arms, and aid that is not arms: who gives or sells what to whom, and how far it has got."""

from __future__ import annotations

from legation.extract.rules import Rule, roles

_SELL = roles(subj="supplier", poss="supplier", adj="supplier", by="supplier", to="recipient", obj="recipient", for_="recipient", from_="supplier", with_="recipient", of="recipient", into="recipient", in_="recipient")
_BUY = roles(subj="recipient", poss="recipient", by="recipient", from_="supplier", adj="supplier", of="supplier", with_="supplier", to="recipient", for_="recipient", at="supplier", obj="supplier")
_MOVE = roles(to="recipient", in_="recipient", from_="supplier", poss="supplier", adj="supplier", by="supplier", at="recipient", into="recipient", for_="recipient", obj="recipient")
_DEAL = roles(subj="recipient", poss="recipient", with_="supplier", from_="supplier", to="recipient", adj="supplier",
              between="signatory", for_="recipient", by="supplier", of="supplier", obj="supplier")  # fmt: skip
_GIVE = roles(subj="donor", poss="donor", adj="donor", by="donor", to="recipient", obj="recipient", for_="recipient", from_="donor", with_="recipient", of="recipient", in_="recipient")
_GET = roles(subj="recipient", from_="donor", by="donor", adj="donor", poss="recipient", with_="donor", of="donor", to="recipient")

RULES = (
    Rule("transfer.donate", "transfer", "gift", verbs=("donate",), object=("arms",), roles=_SELL, stage="delivered", strength=0.85),
    Rule("transfer.sell", "transfer", "sale", verbs=("sell",), object=("arms", "arms_general"), roles=_SELL, strength=0.85),
    Rule("transfer.lease", "transfer", "lease", verbs=("lend",), object=("arms",), roles=_SELL, strength=0.8),
    Rule("transfer.deliver", "transfer", verbs=("deliver",), object=("arms", "arms_general"), roles=_SELL, stage="delivered",
         without=("port_visit", "exercise"), strength=0.8),
    Rule("transfer.supply", "transfer", verbs=("supply",), needs=("arms", "arms_general"), object=("arms", "arms_general", "state", "body", "people", "forces", "capital", "country", "pronoun"), roles=_SELL, stage="delivered",
         strength=0.75, without=("exercise", "training")),
    Rule("transfer.buy", "transfer", "sale", verbs=("buy",), object=("arms", "arms_general"), roles=_BUY, stage="signed", strength=0.8),
    Rule("transfer.obtain", "transfer", verbs=("obtain",), object=("arms",), roles=_BUY, stage="delivered", strength=0.7),
    Rule("transfer.arrive", "transfer", verbs=("arrive_arms",), subject=("arms",), without=("exercise", "ship", "person"), roles=_MOVE,
         stage="delivered", strength=0.65),
    Rule("transfer.license", "transfer", "licence", verbs=("license",), object=("arms",), roles=_BUY, prepositions=("under", "licence"),
         strength=0.6),
    Rule("transfer.upgrade", "transfer", "upgrade", verbs=("upgrade",), object=("arms",), roles=_SELL, strength=0.65),
    Rule("transfer.delivery", "transfer", nouns=("delivery",), needs=("arms", "arms_general"), alone=True, staged=True, roles=_SELL,
         strength=0.7, without=("exercise",)),
    Rule("transfer.contract", "transfer", "sale", nouns=("contract",), needs=("arms", "arms_general"), alone=True, staged=True,
         roles=_DEAL, strength=0.7),
    Rule("transfer.accord-arms", "transfer", nouns=("accord",), object=(), needs=("arms",), staged=True, roles=_DEAL,
         governors=("sign", "conclude", "agree", "approve", "negotiate", "cancel", "suspend", "float", "offer"), strength=0.65),
    Rule("transfer.upgrade.noun", "transfer", "upgrade", nouns=("upgrade",), needs=("arms",), alone=True, staged=True, roles=_SELL,
         strength=0.55),
    Rule("transfer.approve", "transfer", "sale", verbs=("approve",), object=("arms", "arms_general"), roles=_SELL, stage="approved", strength=0.7),
    Rule("transfer.offer", "transfer", verbs=("offer",), object=("arms",), roles=_SELL, stage="offered", strength=0.7),
    Rule("aid.give", "aid", verbs=("give_aid",), object=("aid", "goods", "money"), without=("arms", "exercise", "training", "ransom", "contract"), roles=_GIVE, stage="delivered",
         strength=0.75),
    Rule("aid.get", "aid", verbs=("get_aid",), object=("aid", "goods", "money"), without=("arms", "exercise", "contract"), roles=_GET, stage="delivered", strength=0.65),
    Rule("aid.noun", "aid", nouns=("aid",), alone=True, prepositions=("to", "for", "from"), staged=True, without=("arms", "exercise", "ties"), roles=_GIVE,
         strength=0.5),
)  # fmt: skip
