"""What is one event and what is not: the cases that coders and clusterings get wrong."""

from __future__ import annotations

import pytest

from legation.merge import merge
from legation.types import Report

from .made import arms, city, person, report, story

SHOIGU, LAVROV = person("Sergei Shoigu", "RUS"), person("Sergey Lavrov", "RUS", office="foreign minister")
HOST = person("Khawaja Asif", "PAK", "host")
ISLAMABAD, MOSCOW, KARACHI = city("Islamabad", "PAK"), city("Moscow", "RUS"), city("Karachi", "PAK")
A, B = story("a"), story("b", "2014-11-22")

ONE = {
    "same visit, told twice": (
        report(A, actors=(SHOIGU, HOST), place=ISLAMABAD, mode="visit"),
        report(B, actors=(person("Sergey Shoygu", "RUS"),), place=ISLAMABAD, mode="visit"),
    ),
    "planned, then done, on one day": (
        report(story("c", "2014-11-18"), actors=(SHOIGU,), factuality="planned", place=ISLAMABAD),
        report(B, actors=(SHOIGU,), place=ISLAMABAD),
    ),
    "month in one, day in the other": (
        report(A, "agreement", mode="defence-cooperation", stage="signed", words="signed the military cooperation pact"),
        report(B, "agreement", date="2014-11", mode="defence-cooperation", stage="signed", words="the military pact was signed"),
    ),
    "year in one, month in the other": (
        report(A, "exercise", date="2013-11", mode="naval", words="the first Arabian Monsoon was held in November 2013"),
        report(B, "exercise", date="2013", mode="naval", words="the first Arabian Monsoon was held in 2013"),
    ),
    "a drill told of some days ahead as going on": (
        report(story("ahead", "2014-11-16"), "exercise", date=None, mode="naval", words="the navies take part in Arabian Monsoon"),
        report(B, "exercise", date="2014-11-20", mode="naval", words="Arabian Monsoon began"),
    ),
    "20 or 24 helicopters": (
        report(A, "transfer", items=(arms("Mi-35", 20),), stage="signed"),
        report(B, "transfer", items=(arms("Mi-35M", 24),), stage="signed"),
    ),
    "an exercise named by all its states or by some": (
        report(A, "exercise", ("CHN", "PAK", "RUS"), "2014-11-20/2014-11-25", "exercise Peace Shield opened at Karachi", place=KARACHI),
        report(B, "exercise", ("PAK", "RUS"), "2014-11-20/2014-11-25", "the drills, called Peace Shield, at Karachi", place=KARACHI),
    ),
}  # fmt: skip

TWO = {
    "a drill of another year": (
        report(story("open", None), "exercise", date=None, mode="joint", words="Arabian Monsoon 2019 drew five thousand"),
        report(B, "exercise", date="2014-05", mode="joint", words="Arabian Monsoon is due in May"),
    ),
    "two visits in one month": (
        report(A, actors=(SHOIGU, HOST), place=ISLAMABAD, mode="visit"),
        report(B, date="2014-11-06", actors=(SHOIGU, HOST), place=ISLAMABAD, mode="visit"),
    ),
    "two deliveries of one order": (
        report(A, "transfer", items=(arms("Mi-35", 4),), stage="delivered", date="2014-11"),
        report(B, "transfer", items=(arms("Mi-35", 4),), stage="delivered", date="2015-03"),
    ),
    "signed and delivered": (
        report(A, "transfer", items=(arms("Mi-35", 20),), stage="signed"),
        report(B, "transfer", items=(arms("Mi-35", 20),), stage="delivered"),
    ),
    "one minister, two capitals, one tour": (
        report(A, actors=(SHOIGU,), place=ISLAMABAD),
        report(B, states=("IND", "RUS"), actors=(SHOIGU,), place=city("New Delhi", "IND")),
    ),
    "two towns of one state on one day": (
        report(A, "port-call", place=KARACHI),
        report(B, "port-call", place=city("Gwadar", "PAK")),
    ),
    "different visitors on one day": (
        report(A, actors=(SHOIGU,), words="Shoigu held talks in Islamabad on Thursday"),
        report(B, actors=(person("Andrei Belousov", "RUS"),), words="Belousov held talks in Islamabad"),
    ),
    "two ministers of one state, each with his counterpart": (
        report(A, actors=(SHOIGU, HOST), words="Shoigu met Asif"),
        report(B, actors=(LAVROV, person("Sartaj Aziz", "PAK", "host", "foreign minister")), words="Lavrov met Aziz"),
    ),
    "denied and done": (
        report(A, "agreement", stage="signed"),
        report(B, "agreement", stage="signed", factuality="denied"),
    ),
    "told as past before it happened": (
        report(story("early", "2014-06-01"), "agreement", date=None, stage="signed", words="they signed the pact"),
        report(B, "agreement", stage="signed", words="they signed the pact"),
    ),
    "a meeting is not a sale": (report(A), report(B, "transfer")),
    "arrival and departure of one force": (
        report(A, "deployment", mode="deploy"),
        report(B, "deployment", mode="withdraw"),
    ),
    "another weapon": (
        report(A, "transfer", items=(arms("Mi-35", 4),), stage="signed"),
        report(B, "transfer", items=(arms("S-400", 4),), stage="signed"),
    ),
    "one story tells of both": (
        report(A, actors=(SHOIGU,), place=ISLAMABAD),
        report(A, actors=(SHOIGU, HOST), place=ISLAMABAD),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", ONE.values(), ids=ONE)
def test_one_event(pair: tuple[Report, Report]) -> None:
    events = merge(pair)
    assert len(events) == 1
    assert len(events[0].reasons) == 1
    assert pair[0].id in events[0].reasons[0]


@pytest.mark.parametrize("pair", TWO.values(), ids=TWO)
def test_two_events(pair: tuple[Report, Report]) -> None:
    assert len(merge(pair)) == 2
