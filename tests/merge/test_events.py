"""Winning values, rivals, voices."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from legation.judgement import DIFFERENT, SAME, judgement
from legation.merge import event_id, merge
from legation.merge.clusters import Cluster, Join
from legation.merge.plan import CREATE, EXTEND, LEAVE, SPLIT, plan
from legation.merge.voices import are_copies, overlap, sketch
from legation.types import Claim, Event, Report, Rival

from .made import arms, city, digest, person, report, story

TEXT = " ".join(digest("word", n)[:6] for n in range(300))


def one(*reports: Report) -> Event:
    events = merge(reports)
    assert len(events) == 1
    return events[0]


def test_the_precise_date_wins_and_the_others_stand_beside_it() -> None:
    month = report(story("a"), date="2014-11", words="the pact of Islamabad")
    day = report(story("b"), words="the pact of Islamabad")
    event = one(month, day)
    assert event.date == "2014-11-20"
    assert dict(event.rivals)["date"] == (Rival("2014-11-20", (day.id,)), Rival("2014-11", (month.id,)))


def test_copies_count_once() -> None:
    first = report(story("a", text=TEXT), words="the pact of Islamabad", items=())
    copy = report(
        story("b", text=TEXT.replace("a", "a", 1) + " Subscribe now"), words="the pact of Islamabad"
    )
    own = report(story("c"), words="the pact of Islamabad")
    event = one(first, copy, own)
    assert (event.independent_outlets, event.copies) == (2, 1)
    assert event.outlets == ("Outlet a", "Outlet b", "Outlet c")


def test_one_outlet_is_one_voice() -> None:
    told = [report(story(name, outlet="TASS"), words="the pact of Islamabad") for name in "ab"]
    event = one(*told)
    assert (event.independent_outlets, event.copies) == (1, 0)
    assert event.confidence == 0.8


def test_a_cut_copy_is_a_copy_and_another_text_is_not() -> None:
    words = TEXT.split()
    whole, cut = sketch(story("a", text=TEXT)), sketch(story("b", text=" ".join(words[:120])))
    other = sketch(story("c"))
    assert are_copies(whole, cut)
    assert overlap(whole, other) == 0.0
    assert not are_copies(whole, other)
    assert not are_copies((), ())


def test_who_says_so() -> None:
    theirs = replace(report(story("a")), claims=(Claim("Pentagon", "USA", "said", None),))
    ministry = report(story("c", "2014-11-23", outlet="Zvezda TV", outlet_state="RUS"))
    private = report(story("d", outlet="Kommersant", outlet_state="RUS"))
    (event,) = merge([theirs, ministry, private], outlets=OUTLETS)
    assert (event.confirmed_by, event.confirmed_by_others) == (("RUS",), ("USA",))
    assert (event.first_reported, event.first_official) == ("2014-11-21", "2014-11-21")
    assert not event.state_controlled_only
    assert merge([ministry], outlets=OUTLETS)[0].state_controlled_only


OUTLETS = {"zvezda tv": "ministry", "kommersant": "private", "tass": "state", "afp": "wire"}


def graded(*told: tuple[str | None, str | None, str]) -> str:
    """The grade of one event told by outlets, with the state of an official where one speaks, and its factuality."""
    made = [
        replace(
            report(story(f"{n}", outlet=outlet), factuality=factuality),
            claims=(Claim("minister", state, "said", None),) if state else (),
        )
        for n, (outlet, state, factuality) in enumerate(told)
    ]
    event = merge(made, [judgement(a.id, b.id, SAME) for a, b in pairwise(made)], OUTLETS)[0]
    assert event.grade_reason.startswith(f"{event.source_grade}: ")
    return event.source_grade + event.information_grade


def test_grades() -> None:
    assert graded(("TASS", "RUS", "actual"), ("AFP", "PAK", "actual")) == "A1"
    assert graded(("AFP", None, "actual")) == "B3"
    assert graded(("AFP", None, "actual"), ("Kommersant", None, "actual")) == "B2"
    assert graded(("Kommersant", "RUS", "actual"), ("AFP", None, "actual")) == "B1"
    assert graded(("Kommersant", None, "actual")) == "C3"
    assert graded(("TASS", None, "actual")) == "D3"
    assert graded((None, None, "actual")) == "F6"
    assert graded(("AFP", None, "planned")) == "B6"
    assert graded(("AFP", None, "actual"), ("TASS", None, "denied")) == "B4"
    assert graded(("AFP", None, "actual"), ("TASS", "RUS", "denied")) == "B5"


def test_persons_are_joined_over_spellings() -> None:
    full = person("Sergei Kuzhugetovich Shoigu", "RUS")
    event = one(
        report(story("a"), actors=(full,)), report(story("b"), actors=(person("Sergey Shoygu", "RUS"),))
    )
    assert event.actors == (full,)


def test_the_precise_place_and_the_count_of_most_voices_win() -> None:
    told = [("a", "Russia", "country", 24), ("b", "Rostov", "city", 20), ("c", "Rostov", "city", 20)]
    made = [
        report(
            story(name), "transfer", stage="delivered", items=(arms("Mi-35", number),),
            place=replace(city(place, "RUS"), precision=precision),
        )
        for name, place, precision, number in told
    ]  # fmt: skip
    event = one(*made)
    assert event.place is not None
    assert event.place.name == "Rostov"
    assert event.items[0].quantity == 20
    assert [rival.value for rival in dict(event.rivals)["quantity of Mi-35"]] == [20, 24]


def test_done_outranks_planned() -> None:
    plan_ = report(story("a", "2014-11-18"), factuality="planned", date="2014-11-19/2014-11-21")
    done = report(story("b"))
    event = one(plan_, done)
    assert (event.factuality, event.date) == ("actual", "2014-11-20")


def test_plans() -> None:
    first, second = Cluster(("r_a", "r_b"), (Join("r_a", "r_b"),)), Cluster(("r_c",))
    a, c = event_id("r_a"), event_id("r_c")
    made = plan([first, second], {})
    assert {step.action for step in made.steps} == {CREATE}
    assert {step.action for step in plan([first], {a: ("r_a", "r_b")}).steps} == {LEAVE}
    extended = plan([first], {a: ("r_a",), event_id("r_b"): ("r_b",)})
    assert extended.steps[0].action == EXTEND
    assert extended.retired == ((event_id("r_b"), "r_b"),)
    split = plan([first, second], {a: ("r_a", "r_b", "r_c")})
    assert [step.action for step in split.steps] == [SPLIT, SPLIT]
    assert {step.event for step in split.steps} == {a, c}


def test_two_events_that_a_person_calls_the_same_come_together_whole() -> None:
    pact = [report(story(n), "agreement", date="2014-11-20", stage="signed") for n in "abc"]
    visit = [report(story(n), "meeting", date="2014-11-24") for n in "de"]  # another type, another day
    assert len(merge([*pact, *visit])) == 2
    said = judgement(pact[1].id, visit[0].id, SAME)
    (event,) = merge([*pact, *visit], [said])
    assert set(event.reports) == {one.id for one in (*pact, *visit)}
    apart = judgement(pact[2].id, visit[1].id, DIFFERENT)
    assert sorted(len(one.reports) for one in merge([*pact, *visit], [said, apart])) in ([1, 4], [2, 3])
