"""Random reports out of small pools, so that many of them nearly tell of one happening."""

from __future__ import annotations

from hypothesis import strategies as st

from legation.judgement import VERDICTS, Judgement, judgement
from legation.types import Report

from .made import arms, city, person, report, story

STORIES = [
    story(name, day)
    for name, day in zip("abcdefgh", ["2014-11-18", "2014-11-21", None, "2015-02"] * 2, strict=True)
]
DATES = [
    "2014-11-20",
    "2014-11-21",
    "2014-11-24",
    "2014-11-18/2014-11-22",
    "2014-11",
    "2014",
    "2014-11~",
    None,
]
STATES = [("PAK", "RUS"), ("PAK",), ("CHN", "PAK", "RUS"), ("IND", "RUS")]
PEOPLE = [
    (),
    (person("Sergei Shoigu", "RUS"),),
    (person("Shoigu", "RUS"), person("Khawaja Asif", "PAK", "host")),
    (person("Sergei Lavrov", "RUS", office="foreign minister"),),
]
PLACES = [None, city("Islamabad", "PAK"), city("Karachi", "PAK"), city("Moscow", "RUS")]
WORDS = [
    "signed a pact on military cooperation",
    "a military pact in Islamabad with the Ministry",
    "Mi-35 helicopters were handed over",
    "",
]


@st.composite
def made_reports(draw: st.DrawFn) -> Report:
    return report(
        draw(st.sampled_from(STORIES)),
        draw(st.sampled_from(["meeting", "agreement", "transfer"])),
        draw(st.sampled_from(STATES)),
        draw(st.sampled_from(DATES)),
        draw(st.sampled_from(WORDS)),
        draw(st.sampled_from(PEOPLE)),
        draw(st.sampled_from(PLACES)),
        draw(st.sampled_from([(), (arms("Mi-35", 20),), (arms("Mi-35M", 24),)])),
        factuality=draw(st.sampled_from(["actual", "actual", "planned", "denied"])),
        stage=draw(st.sampled_from([None, "agreed", "signed", "delivered"])),
        mode=draw(st.sampled_from([None, "visit", "talks"])),
    )


def report_lists(most: int = 24) -> st.SearchStrategy[list[Report]]:
    return st.lists(made_reports(), max_size=most, unique_by=lambda r: r.id)


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Report], list[Judgement]]:
    """Reports, and up to four judgements on pairs of them (which may contradict each other)."""
    reports = draw(report_lists().filter(lambda found: len(found) > 2))
    ids = [one.id for one in reports]
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(VERDICTS)), max_size=4)
    )
    made = {tuple(sorted((a, b))): judgement(a, b, verdict) for a, b, verdict in pairs if a != b}
    return reports, list(made.values())
