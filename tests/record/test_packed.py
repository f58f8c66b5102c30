"""A report comes back from its row as it was, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from legation.record import packed, schema, search
from legation.record.names import Known, Names
from legation.record.sql import Sql
from legation.types import Actor, Claim, Evidence, Item, Money, Place, Report, Span
from merge.made import report, story

TEXT = "Poland's ministry said that twelve F-16 fighters had come to Łask on Tuesday. " * 3
TOLD = story("packed", text=TEXT)
WORDS = st.text("abŁé 16-", min_size=1, max_size=6)
MAYBE = st.none() | WORDS
PLACE = st.builds(Place, WORDS, MAYBE, st.none() | st.floats(-90, 90), st.just(None), st.just("city"))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT)))
    return Span(start, draw(st.integers(start, len(TEXT))))


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    span = draw(spans())
    words = draw(st.just(TEXT[span.start : span.end]) | WORDS)
    return Evidence(span.start, span.end, words, draw(st.sampled_from(["event", "date", "item"])))


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    span, (name, kind, role) = draw(spans()), (draw(WORDS) for _ in range(3))
    return Actor(name, draw(MAYBE), draw(MAYBE), kind, role, draw(MAYBE), span.start, span.end)


REPORTS = st.builds(
    lambda **more: report(TOLD, **more),
    type=WORDS,
    states=st.lists(WORDS, max_size=4).map(tuple),
    date=st.sampled_from([None, "2014-11-20", "1899-01-01", "2031-12-31", "2014-11", "2023-10~", "../2014"]),
    date_basis=MAYBE,
    mode=MAYBE,
    stage=MAYBE,
    place=st.none() | PLACE,
    topics=st.lists(WORDS, max_size=3).map(tuple),
    items=st.lists(
        st.builds(Item, WORDS, WORDS, st.none() | st.integers(-5, 10**9), MAYBE, spans()), max_size=3
    ).map(tuple),
    money=st.lists(st.builds(Money, st.floats(0, 1e12), WORDS, WORDS, spans()), max_size=2).map(tuple),
    claims=st.lists(st.builds(Claim, WORDS, MAYBE, WORDS, MAYBE), max_size=2).map(tuple),
    actors=st.lists(actors(), max_size=3).map(tuple),
    evidence=st.lists(evidence(), max_size=4).map(tuple),
    confidence=st.floats(0, 1) | st.just(0.93),
)


@pytest.fixture(scope="module")
def names() -> Iterator[Names]:
    with create_engine("sqlite://").connect() as connection:
        schema.names.create(connection)
        yield Names(Sql(connection), Known())


@given(REPORTS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_comes_back(names: Names, one: Report) -> None:
    row = packed.pack_report(one, names)
    assert packed.unpack_report(row, one.id, one.story, names) == one


def test_a_phrase_stands_in_one_piece_of_text() -> None:
    one = report(TOLD, evidence=(Evidence(0, 76, TEXT[:76], "event"),))
    said = search.words_of(one, frozenset({"that"})).split()
    assert len(said) == len(set(said))
    assert search.holds(
        one, search.phrases_of('"said that twelve" F-16', frozenset({"that"})), frozenset({"that"})
    )
    assert search.holds(one, ["lask on tuesday"], frozenset())
    assert not search.holds(one, ["twelve ministry"], frozenset())
    assert not search.holds(one, ["packed poland"], frozenset())  # the title ends before
