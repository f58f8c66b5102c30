"""Transfers of arms, and aid that is not arms: who gives or sells what to whom, and how far it has got."""

from __future__ import annotations

from legation.extract.rules import Rule, at, roles

_SELL = roles(subj="supplier", poss="supplier", adj="supplier", by="supplier", to="recipient", obj="recipient", for_="recipient",
              from_="supplier", with_="recipient", of="recipient", into="recipient")  # fmt: skip
_SALE = roles(subj="supplier", poss="supplier", adj="supplier", by="supplier", to="recipient", for_="recipient", from_="supplier",
              with_="recipient", into="recipient", between="signatory")  # fmt: skip
_BUY = roles(subj="recipient", poss="recipient", by="recipient", from_="supplier", adj="supplier", of="supplier", with_="supplier",
             to="recipient", for_="recipient", obj="supplier")  # fmt: skip
_MOVE = roles(to="recipient", in_="recipient", from_="supplier", poss="supplier", adj="supplier", by="supplier", at="recipient",
              into="recipient", for_="recipient", obj="recipient", on="recipient")  # fmt: skip
_BUYS = roles(subj="recipient", adj="supplier", from_="supplier", with_="supplier")
_DEAL = roles(subj="recipient", poss="recipient", with_="supplier", from_="supplier", to="recipient", adj="supplier",
              between="signatory", for_="recipient", by="recipient", of="supplier", obj="supplier")  # fmt: skip
_WIN = roles(subj="supplier", poss="supplier", from_="recipient", by="recipient", with_="recipient", for_="recipient", to="supplier",
             adj="recipient", in_="recipient", obj="supplier")  # fmt: skip
_REWORK = roles(subj="supplier", by="supplier", obj="recipient", adj="recipient", poss="recipient", for_="recipient", with_="supplier",
                of="recipient", in_="supplier")  # fmt: skip
_TALK = roles(subj="participant", with_="participant", between="participant", to="participant", adj="participant", poss="participant",
              from_="supplier", by="participant", obj="participant")  # fmt: skip
_GIVE = roles(subj="donor", poss="donor", adj="donor", by="donor", to="recipient", obj="recipient", for_="recipient", from_="donor",
              with_="recipient", of="recipient", in_="recipient", into="recipient")  # fmt: skip
_GET = roles(subj="recipient", from_="donor", by="donor", adj="donor", poss="recipient", with_="donor", of="donor", to="recipient",
             for_="recipient", obj="donor")  # fmt: skip
_MOVE_AID = roles(to="recipient", in_="recipient", from_="donor", poss="donor", adj="donor", by="donor", at="recipient", into="recipient",
                  for_="recipient", obj="recipient", subj="donor", on="recipient")  # fmt: skip
_DEBT = roles(subj="donor", poss="recipient", of="recipient", for_="recipient", by="recipient", to="donor", adj="recipient", obj="recipient",
              with_="recipient", from_="recipient")  # fmt: skip

_ARMS = ("arms", "arms_general")
_PACKS = ("arms_contract", "sale_noun", "purchase_noun", "accord", "lease_noun", "gift_noun")
_FORCE = ("exercise", "exercise-name", "training", "port_visit")
_CIVIL = ("aid", "aid_noun", "goods", "relief_team", "people")

_TRANSFERS = (
    # supplier first
    Rule("transfer.donate", "transfer", "gift", verbs=("donate",), object=_ARMS, without=_FORCE, roles=_SELL, stage="delivered",
         coming="agreed", strength=0.85),
    Rule("transfer.give", "transfer", "gift", verbs=("give_arms",), object=_ARMS, without=(*_FORCE, "sanctions"), roles=_SELL,
         stage="delivered", coming="agreed", strength=0.8),
    Rule("transfer.sell", "transfer", "sale", verbs=("sell",), object=_ARMS, roles=_SELL, stage="signed", coming="agreed",
         strength=0.85),
    Rule("transfer.lease", "transfer", "lease", verbs=("lend",), object=_ARMS, roles=_SELL, not_as=("from",), coming="agreed",
         strength=0.8),
    Rule("transfer.lease.from", "transfer", "lease", verbs=("lend",), object=(*_ARMS, "echo"), prepositions=("from",), roles=_BUY,
         coming="agreed", strength=0.8),
    Rule("transfer.deliver", "transfer", verbs=("deliver",), object=("arms",), roles=_SELL, stage="delivered",
         without=(*_FORCE, "ship", "craft", "people"), strength=0.8),
    Rule("transfer.hand-over", "transfer", verbs=("hand_over",), object=_ARMS, roles=_SELL, stage="delivered", without=_FORCE,
         strength=0.82),
    Rule("transfer.deliver.general", "transfer", verbs=("deliver",), object=("arms_general",), roles=_SELL, stage="delivered",
         without=(*_FORCE, "ship", "craft", "forces", "person"), strength=0.7),
    Rule("transfer.supply", "transfer", verbs=("supply",), needs=_ARMS,
         object=(*_ARMS, "state", "body", "people", "forces", "capital", "country", "pronoun"), roles=_SELL, stage="delivered",
         coming="agreed", strength=0.75, without=(*_FORCE, "training")),
    Rule("transfer.build", "transfer", "sale", verbs=("license",), object=_ARMS, prepositions=("for",), roles=_SELL, stage="under-way",
         coming="agreed", without=_FORCE, strength=0.6),
    Rule("transfer.offer", "transfer", verbs=("offer",), object=_ARMS, without=(*_FORCE, "training"), roles=_SELL, stage="offered",
         strength=0.75),
    Rule("transfer.promise", "transfer", verbs=("promise",), object=("arms",), without=(*_FORCE, *_CIVIL), roles=_SELL, stage="agreed",
         strength=0.65, prepositions=("to", "for")),
    Rule("transfer.approve", "transfer", "sale", verbs=("clear_sale",), object=(*_ARMS, "arms_contract", "package"), needs=_ARMS,
         reach=True, without=_FORCE, roles=_SELL, stage="approved", strength=0.75),
    Rule("transfer.notify", "transfer", "sale", verbs=("notify_sale",), needs=("sale_noun",), prepositions=("of", "about"), roles=_SELL,
         without=("ties", "sanctions", *_FORCE), stage="approved", strength=0.75),
    # buyer first
    Rule("transfer.buy", "transfer", "sale", verbs=("buy",), object=_ARMS, roles=_BUY, stage="signed", coming="agreed",
         without=("people",), strength=0.8),
    Rule("transfer.select", "transfer", "sale", verbs=("select_arms",), object=_ARMS, without=_FORCE, roles=_BUY, stage="agreed",
         strength=0.7),
    Rule("transfer.request", "transfer", verbs=("request_arms",), needs=("arms",), topics=("arms",), without=_FORCE, roles=_BUY,
         stage="floated", strength=0.65),
    Rule("transfer.want", "transfer", verbs=("wish",), object=("arms",), prepositions=("from",), without=_FORCE, roles=_BUY, stage="floated",
         factuality="possible", strength=0.65),
    Rule("transfer.obtain", "transfer", verbs=("obtain",), object=("arms",), without=_FORCE, roles=_BUY, stage="delivered",
         strength=0.72),
    Rule("transfer.take-from", "transfer", verbs=("take_from",), object=("arms",), prepositions=("from",), without=(*_FORCE, "attack"),
         roles=_BUY, stage="delivered", strength=0.65),
    Rule("transfer.arrive", "transfer", verbs=("arrive_arms",), subject=("arms",), without=(*_FORCE, "ship", "craft", "person", "forces", *_CIVIL),
         roles=_MOVE, stage="delivered", strength=0.65),
    Rule("transfer.arrive.from", "transfer", verbs=("arrive_arms",), subject=("arms",), prepositions=("from",),
         without=(*_FORCE, "ship", "person", *_CIVIL), roles=_MOVE, stage="delivered", strength=0.6),
    Rule("transfer.arrive.for", "transfer", verbs=("arrive_arms",), subject=("arms",), where=(at("for", "people forces state"), at("from", "state place capital")),
         without=(*_FORCE, "ship", "person", "aid", "aid_noun", "goods", "relief_team"), roles=_MOVE, stage="delivered", strength=0.65),
    Rule("transfer.arrive.used", "transfer", verbs=("arrive_arms",), subject=("handed_down",), without=(*_FORCE, "person", *_CIVIL),
         roles=_MOVE, stage="delivered", strength=0.7),
    Rule("transfer.enter-service", "transfer", verbs=("join_fleet",), subject=("arms", "ship"), without=_FORCE, roles=_MOVE,
         stage="delivered", strength=0.68),
    Rule("transfer.sign-for", "transfer", "sale", verbs=("sign",), topics=("arms",), without=(*_FORCE, "accord", "contract"), roles=_BUYS,
         prepositions=("for",), stage="signed", strength=0.7),
    Rule("transfer.negotiate", "transfer", verbs=("haggle",), object=("arms",), without=_FORCE, roles=_TALK, stage="negotiating",
         strength=0.65),
    Rule("transfer.negotiate.over", "transfer", verbs=("haggle",), topics=("arms",), without=_FORCE, roles=_TALK, stage="negotiating",
         strength=0.65),
    Rule("transfer.talks", "transfer", nouns=("talks",), alone=True, topics=("arms", "sale_noun", "purchase_noun"), needs=("arms",),
         without=_FORCE, roles=_TALK, stage="negotiating", strength=0.65),
    # made or mended under another's hand
    Rule("transfer.license", "transfer", "licence", verbs=("license",), needs=("licence",), object=_ARMS, roles=_BUY, strength=0.65),
    Rule("transfer.upgrade", "transfer", "upgrade", verbs=("upgrade",), object=_ARMS, without=("deepening", "ties"), roles=_REWORK,
         coming="agreed", strength=0.65),
    Rule("transfer.upgrade.noun", "transfer", "upgrade", nouns=("upgrade",), needs=("arms",), alone=True, staged=True, roles=_REWORK,
         strength=0.5, prepositions=("of", "for"), not_under=_PACKS),
    # nouns
    Rule("transfer.sale.noun", "transfer", "sale", nouns=("sale_noun",), needs=_ARMS, alone=True, staged=True, roles=_SALE, reach=True,
         not_under=("arms_contract", "accord", "talks"), without=("ties", "sanctions"), strength=0.72),
    Rule("transfer.purchase.noun", "transfer", "sale", nouns=("purchase_noun",), needs=_ARMS, alone=True, staged=True, roles=_DEAL,
         stage="signed", not_under=("arms_contract", "accord", "talks"), strength=0.72),
    Rule("transfer.delivery", "transfer", nouns=("handover_noun",), needs=_ARMS, alone=True, staged=True, roles=_SALE, stage="delivered",
         not_under=("arms_contract", "accord", "talks"), strength=0.7, without=_FORCE),
    Rule("transfer.gift.noun", "transfer", "gift", nouns=("gift_noun",), needs=("arms",), alone=True, staged=True, roles=_SALE,
         reach=True, prepositions=("from", "to", "by", "for"), stage="delivered", without=("money", *_FORCE), strength=0.7),
    Rule("transfer.lease.noun", "transfer", "lease", nouns=("lease_noun",), needs=("arms",), alone=True, staged=True, roles=_SALE,
         without=("money", *_FORCE, "base"), strength=0.65),
    Rule("transfer.contract", "transfer", "sale", nouns=("arms_contract",), needs=_ARMS, alone=True, staged=True, reach=True, stage="signed",
         not_as=("under", "as part of", "in line with"), not_under=("talks",), roles=_DEAL, strength=0.82),
    Rule("transfer.contract.won", "transfer", "sale", nouns=("arms_contract", "purchase_noun"), governors=("win_order",), needs=_ARMS,
         reach=True, stage="signed", roles=_WIN, strength=0.84),
    Rule("transfer.accord-arms", "transfer", nouns=("accord",), needs=("arms",), staged=True, roles=_DEAL,
         governors=("sign", "conclude", "agree", "approve", "negotiate", "cancel", "suspend", "float", "offer"), strength=0.65),
    Rule("transfer.accord-for-arms", "transfer", "sale", nouns=("accord",), where=(at("for", "arms warplane"), at("for", "counted")), staged=True, roles=_DEAL,
         governors=("sign", "conclude", "agree", "approve", "negotiate", "cancel", "suspend", "float", "offer"), strength=0.82),
    Rule("transfer.letter", "transfer", "sale", nouns=("arms_letter",), alone=True, staged=True, stage="signed", roles=_DEAL, strength=0.7,
         needs=(*_ARMS,)),
    # what only points back
    Rule("transfer.echo.buy", "transfer", "sale", verbs=("buy",), object=("echo",), without=(*_FORCE, *_CIVIL), roles=_BUY,
         stage="signed", coming="agreed", echo=True, strength=0.6),
    Rule("transfer.echo.deliver", "transfer", verbs=("hand_over",), object=("echo",), without=(*_FORCE, *_CIVIL), roles=_SELL,
         stage="delivered", echo=True, strength=0.6),
    Rule("transfer.discussed", "transfer", verbs=("discussed",), subject=("arms",), without=_FORCE, roles=_TALK, stage="negotiating",
         strength=0.65),
    Rule("transfer.echo.discussed", "transfer", verbs=("discussed",), subject=("echo",), without=_FORCE, roles=_TALK, stage="negotiating",
         echo=True, strength=0.6),
    Rule("transfer.echo.contract", "transfer", "sale", nouns=("contract_only",), alone=True, staged=True, stage="signed", echo=True,
         not_as=("under",), roles=_DEAL, strength=0.81),
)  # fmt: skip

_AIDS = (
    Rule("aid.give", "aid", verbs=("give_aid",), object=("aid_noun", "goods", "money", "relief_team"),
         without=("arms", "exercise", "training", "ransom", "arms_contract", "loan_noun", "forces", "nuclear", "attack", "plant"), roles=_GIVE, stage="delivered",
         coming="agreed", strength=0.75),
    Rule("aid.lend", "aid", "financial", verbs=("give_aid",), object=("loan_noun",), without=("exercise", "training", "arms_contract", "nuclear"),
         roles=_GIVE, stage="agreed", strength=0.77),
    Rule("aid.help", "aid", "humanitarian", verbs=("give_aid", "ready"), object=("help_noun",), needs=("relief_word",), reach=True,
         without=("arms", "exercise", "training", "attack"), roles=_GIVE, stage="delivered", coming="agreed", strength=0.65),
    Rule("aid.get", "aid", verbs=("get_aid",), object=("aid_noun", "goods", "money", "loan_noun"), without=("nuclear", "arms", "exercise", "contract", "purchase_noun"),
         roles=_GET, stage="delivered", strength=0.65),
    Rule("aid.supply", "aid", verbs=("supply",), object=("state", "body", "people", "forces", "capital", "country", "pronoun"),
         needs=("goods", "aid_noun"), without=("arms", "exercise", "training", "contract"), roles=_GIVE, stage="delivered",
         coming="agreed", strength=0.65),
    Rule("aid.loan", "aid", "financial", nouns=("loan_noun",), alone=True, unless=("give_aid", "get_aid", "deposit", "write_off"), staged=True, prepositions=("from", "to", "for", "with"),
         without=("arms", "exercise"), stage="agreed", roles=_GIVE, strength=0.6),
    Rule("aid.noun", "aid", nouns=("aid_noun",), prepositions=("to", "for", "from"), staged=True, without=("arms", "exercise", "ties", "accord"),
         governors=("announce", "approve", "sign", "agree", "suspend", "cancel", "deliver", "give_aid", "get_aid", "arrive_arms", "promise",
                    "offer", "renew", "complete", "write_off", "deepen", "sanction", "send_arms"), roles=_GIVE, strength=0.6),
    Rule("aid.sum", "aid", nouns=("aid_noun",), alone=True, unless=("give_aid", "get_aid"), not_as=("in", "of"), needs=("money",), prepositions=("to", "for", "from"), staged=True, roles=_GIVE,
         without=("arms", "exercise", "accord"), stage="agreed", strength=0.45),
    Rule("aid.flight", "aid", "humanitarian", verbs=("arrive_arms", "bring_relief"), needs=("goods", "aid_noun", "relief_team"), reach=True, prepositions=("in", "to", "at", "with", "for", "into"),
         subject=("arms", "craft", "ship", "aid_noun", "relief_team", "goods"), without=("exercise", "contract", "arms_contract"), roles=_MOVE_AID,
         stage="delivered", strength=0.6),
    Rule("aid.team", "aid", "humanitarian", verbs=("set_up_relief",), object=("relief_team",), without=("exercise", "training"),
         roles=_GIVE, stage="under-way", coming="agreed", strength=0.65),
    Rule("aid.debt", "aid", "financial", verbs=("write_off",), object=("debt_noun", "money"), without=("arms", "contract", "arms_contract"), roles=_DEBT,
         stage="agreed", strength=0.65),
    Rule("aid.deposit", "aid", "financial", verbs=("deposit",), object=("money",), without=("arms", "contract", "arms_contract"), roles=_GIVE,
         stage="delivered", coming="agreed", strength=0.65),
)  # fmt: skip

RULES = (*_TRANSFERS, *_AIDS)
