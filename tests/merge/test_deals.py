"""Which events move one undertaking along, and which do not: the cases that linkings get wrong; and order."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.gazetteer import deal_words
from legation.merge import merge
from legation.merge.deals import link
from legation.merge.deals.moves import RANK, Move
from legation.merge.deals.threads import Thread
from legation.merge.deals.undertakings import Undertakings
from legation.types import Deal, Event, Report
from made import Press

from .made import story
from .steps import MI171, moves, step

SWEEP = sys.modules["legation.merge.deals.sweep"]
SIGNED_RANK = RANK["signed"]
WORDS = deal_words()


def deals(*reports: Report) -> tuple[Deal, ...]:
    events = merge(reports)
    by_id = {one.id: one for one in reports}
    return tuple(
        sorted(
            link(((event, [by_id[r] for r in event.reports]) for event in events), WORDS),
            key=lambda deal: (deal.first_news or "", deal.id),
        )
    )


def path(deal: Deal) -> list[str]:
    return [s.stage for s in deal.steps if s.factuality == "actual"]


def test_one_order_from_first_talk_to_last_delivery() -> None:
    (deal,) = deals(
        step("2014-06-02", "negotiating"),
        step("2014-11-20", "approved"),
        step("2015-08-19", "signed", quantity=4),
        step("2017-03-02", "delivered", quantity=2),
        step("2017-09-15", "delivered", quantity=2),
    )
    assert path(deal) == ["negotiating", "approved", "signed", "delivered", "delivered"]
    assert deal.stage == "delivered"
    assert [(a.ordered, a.delivered) for a in deal.amounts] == [(4, 4)]
    assert deal.due is None
    assert len(deal.reasons) == 4
    assert all(reason.split(":")[0] in deal.events for reason in deal.reasons)


def test_what_is_still_owed_is_awaited() -> None:
    (deal,) = deals(step("2015-08-19", "signed", quantity=4), step("2017-03-02", "delivered", quantity=1))
    assert [(a.ordered, a.delivered) for a in deal.amounts] == [(4, 1)]
    assert deal.due == "2019-09-01"


SIGNED = step("2014-03-01", "signed", quantity=20)
TWO = {
    "two orders of one weapon years apart": (SIGNED, step("2019-05-01", "signed", quantity=12)),
    "a new order after everything came": (
        SIGNED,
        step("2016-05-01", "delivered", quantity=20),
        step("2017-05-01", "negotiating"),
    ),
    "two weapons on one visit": (
        SIGNED,
        step("2014-03-01", "signed", MI171, 6, words="signed also for transport helicopters"),
    ),
    "more than was ordered": (
        SIGNED,
        step("2015-05-01", "delivered", quantity=20),
        step("2015-10-01", "delivered", quantity=8),
    ),
    "a rival's offer for the same need": (
        step("2014-03-01", "offered", supplier="RUS"),
        step("2014-04-01", "offered", ("AH-1Z", "helicopter"), states=("PAK", "USA"), supplier="USA"),
    ),
    "the other direction": (
        step("2014-03-01", "offered", ("helicopter", "helicopter"), supplier="RUS"),
        step("2014-04-01", "offered", ("helicopter", "helicopter"), supplier="PAK"),
    ),
    "an accord renewed": (
        step("2004-03-01", "signed", type="agreement", mode="access", words="signed the lease of the port"),
        step("2004-09-01", "ratified", type="agreement", mode="access", words="ratified the lease of the port"),
        step("2005-06-01", "signed", type="agreement", mode="access", words="renewed the lease of the port"),
    ),
    "two accords on different matters": (
        step("2014-03-01", "signed", type="agreement", mode="training", words="signed an accord on cadets"),
        step("2014-03-05", "signed", type="agreement", mode="information", words="signed an accord on secrets"),
    ),
    "two bases": (
        step("2014-03-01", "agreed", type="access", mode="base", words="agreed on the base"),
        replace(step("2014-09-01", "cancelled", type="training", mode="base"), type="agreement"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("reports", TWO.values(), ids=TWO)
def test_two_deals(reports: tuple[Report, ...]) -> None:
    assert len(deals(*reports)) == 2


def test_a_second_order_knows_the_first() -> None:
    first, second = deals(*TWO["two orders of one weapon years apart"])
    assert second.renews == first.id
    old, new = deals(*TWO["an accord renewed"])
    assert new.renews == old.id


def test_contracts_stand_under_their_framework_and_count_once() -> None:
    frame = step("2022-07-27", "signed", ("K2", "tank"), 980, words="signed a framework agreement for tanks")
    first = step("2022-08-26", "signed", ("K2", "tank"), 180, words="signed the first contract for tanks")
    came = step("2022-12-06", "delivered", ("K2", "tank"), 10, words="ten tanks were unloaded")
    more = step("2025-08-01", "signed", ("K2", "tank"), 180, words="signed a second contract for tanks")
    top, one, two = deals(frame, first, came, more)
    assert top.parts == tuple(sorted((one.id, two.id)))
    assert one.framework == two.framework == top.id
    assert [(a.ordered, a.delivered) for a in one.amounts] == [(180, 10)]
    assert [(a.ordered, a.delivered) for a in two.amounts] == [(180, None)]


def test_a_denial_stands_with_the_step_that_it_denies() -> None:
    (deal,) = deals(
        step("2020-12-08", "agreed", type="access", mode="base", words="agreed on a naval base at Port Sudan"),
        step("2021-04-29", "agreed", type="access", mode="base", words="denied a naval base at Port Sudan", factuality="denied"),
    )  # fmt: skip
    assert [(s.stage, len(s.contradicted)) for s in deal.steps] == [("agreed", 1)]
    assert deal.stage is None


def test_two_tellings_of_a_step_are_one_step() -> None:
    told = story("both", "2016-02-20")
    undated = replace(
        step("2016-02-20", "signed", None, told=told, words="the contract had been signed"), date=None
    )
    (deal,) = deals(
        step("2015-08-19", "signed", quantity=4),
        undated,
        step("2017", "delivered", quantity=4, told=told, factuality="planned", words="four will come"),
    )
    assert [(s.stage, s.factuality, len(s.again)) for s in deal.steps] == [
        ("signed", "actual", 1),
        ("delivered", "planned", 0),
    ]


def test_an_accord_and_the_contract_under_it_are_steps_of_one_deal() -> None:
    (deal,) = deals(
        step(
            "2011-03-15",
            "signed",
            type="agreement",
            mode="nuclear-energy",
            words="signed the accord on Rooppur",
        ),
        step(
            "2011-10-11",
            "signed",
            type="project",
            mode="nuclear-energy",
            words="concluded the contract on Rooppur",
        ),
    )
    assert path(deal) == ["signed", "signed"]


def test_a_direction_misread_is_outvoted() -> None:
    (deal,) = deals(
        step("2014-03-01", "negotiating", supplier="PAK"),
        step("2014-09-01", "signed", quantity=20, supplier="RUS"),
        step("2016-09-01", "delivered", quantity=20, supplier="RUS"),
    )
    assert (deal.suppliers, deal.recipients) == (("RUS",), ("PAK",))


def test_a_letter_of_intent_shows_a_deal_agreed() -> None:
    (deal,) = deals(
        step("2014-03-01", "signed", quantity=20, words="signed a letter of intent on the helicopters"),
        step("2014-09-01", "signed", quantity=20, words="signed the contract"),
    )
    assert path(deal) == ["agreed", "signed"]


# ------------------------------------------------------------------ order


@settings(deadline=None, max_examples=80)
@given(st.lists(moves(), max_size=14, unique_by=lambda r: r.id), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(reports: list[Report], chance: random.Random) -> None:
    again = [*reports, *reports]
    chance.shuffle(again)
    found = deals(*reports)
    assert deals(*again) == found
    held = [event for deal in found for event in deal.events]
    assert len(held) == len(set(held))


def test_one_sentence_is_one_step() -> None:
    """ "Completed the delivery of two" is a completion, and of a second battery without a number a delivery."""
    for quantity, shown in ((2, "completed"), (None, "delivered")):
        told = story(f"once {quantity}", "2017-03-02")
        (deal,) = deals(
            step("2015-08-19", "signed"),
            step("2017-03-01", "completed", quantity=quantity, told=told, words="completed the delivery"),
            step("2017-03-01", "delivered", quantity=quantity, told=told, words="completed the delivery of"),
        )
        assert path(deal) == ["signed", shown]


def test_a_paper_and_what_is_agreed_in_it_are_one_step() -> None:
    told = story("paper", "2017-01-19")
    (deal,) = deals(
        step("2017-01-18", "signed", type="agreement", mode="access", told=told, words="signed an accord that lets it use the base"),
        step("2017-01-18", "agreed", type="access", mode="base", told=told, words="signed an accord that lets it use"),
    )  # fmt: skip
    assert path(deal) == ["signed"]


class Every(Undertakings):
    """Undertakings of which none is ruled out before it is asked about."""

    def likely(self, one: Move) -> list[int]:
        return list(range(len(self.all)))

    def renewable(self, one: Move) -> Iterator[Thread]:
        signed = [t for t in self.all if one.family in t.families and t.furthest >= SIGNED_RANK]
        return (t for t in reversed(signed) if not t.framework)


def told_by(reports: Sequence[Report]) -> list[tuple[Event, list[Report]]]:
    by_id = {one.id: one for one in reports}
    return [(event, [by_id[one] for one in event.reports]) for event in merge(reports)]


@settings(deadline=None, max_examples=60)
@given(st.lists(moves(), min_size=2, max_size=20, unique_by=lambda r: r.id))
def test_what_is_ruled_out_would_not_have_been_joined(reports: list[Report]) -> None:
    told = told_by(reports)
    with pytest.MonkeyPatch.context() as patch:
        quick = link(told, WORDS)
        patch.setattr(SWEEP, "Undertakings", Every)
        assert link(told, WORDS) == quick


def test_nor_in_the_news_of_years(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [report for page in Press(7, (1, 1, 2)).pages(600) for report in page.reports]
    told = told_by([replace(one, states=("PAK", "RUS")) for one in made])
    quick = link(told, WORDS)
    monkeypatch.setattr(SWEEP, "Undertakings", Every)
    assert len(quick) > 20
    assert link(told, WORDS) == quick
