"""Coding anew: what it shows, what accepting it does, and that the record is then as if made so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from legation.judgement import DIFFERENT, SAME
from legation.record import Record, Wanted
from legation.types import Document, Report
from legation.upkeep import keeping, recoding
from merge.made import digest, report, story

from .pages import Page, gold_pages, pages_of


def coder(pages: list[Page]) -> recoding.Coder:
    """Codes a page as it stands in ``pages``."""
    coded = {page.document.id: page.reports for page in pages}

    def code(document: Document) -> tuple[Report, ...]:
        return coded[document.id]

    return code


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with keeping.open_record(tmp_path / "r.db", create=True) as opened:
        yield opened


def test_the_same_coder_changes_nothing(record: Record) -> None:
    pages = gold_pages()[:40]
    keeping.add(record, pages)
    assert not [change for page in recoding.recode(record, coder(pages)) for change in page.changes]


@pytest.mark.parametrize("seed", range(3))
def test_accepted_it_is_a_record_made_so(tmp_path: Path, seed: int) -> None:
    """Two codings of the same pages: from the one to the other, and the other from the start."""
    chance = random.Random(seed)
    gold = gold_pages()[:30]

    def coded(keep: float) -> list[Page]:
        return [
            Page(
                page.capture,
                page.document,
                tuple(
                    replace(r, id="r_" + digest(r.id, "new"), stage=None) if chance.random() < 0.2 else r
                    for r in page.reports
                    if chance.random() < keep
                ),
            )
            for page in gold
        ]

    before, after = coded(0.8), coded(0.8)
    with (
        keeping.open_record(tmp_path / "a.db", create=True) as one,
        keeping.open_record(tmp_path / "b.db", create=True) as other,
    ):
        keeping.add(one, before)
        keeping.add(other, after)
        recoding.accept(one, recoding.recode(one, coder(after)), batch=4)
        assert sorted(e.id for e in one.events()) == sorted(e.id for e in other.events())
        key = lambda told: told[0].id  # noqa: E731
        assert sorted(one.told(), key=key) == sorted(other.told(), key=key)
        assert one.facets() == other.facets()
        assert one.busiest_pairs(99) == other.busiest_pairs(99)
        for word in ("defence", "military", "signed", "minister"):
            assert one.count_events(Wanted(text=word)) == other.count_events(Wanted(text=word))
        assert one.deals() == other.deals()
        assert not [c for page in recoding.recode(one, coder(after)) for c in page.changes]


def test_what_changed_is_told_by_field() -> None:
    told = story("a")
    old, gone = (
        report(told, words="they met in Islamabad"),
        report(told, "transfer", words="they sold four ships"),
    )
    gone = replace(gone, evidence=(replace(gone.evidence[0], start=200, end=220),))
    new = replace(old, id="r_" + digest("new"), date="2014-11-19", stage="signed")
    other = replace(
        gone, id="r_" + digest("other"), evidence=(replace(gone.evidence[0], start=400, end=410),)
    )
    found = list(recoding.compare([old, gone], [new, other]))
    assert [(c.kind, c.fields) for c in found] == [
        ("changed", ("date", "stage")),
        ("gone", ()),
        ("added", ()),
    ]


def test_judgements_stay(record: Record) -> None:
    one, other, third = (report(story(name), date=day) for name, day in (("a", "2014-11-20"), ("b", "2016"), ("c", "2018")))  # fmt: skip
    pages = pages_of([one, other, third])
    keeping.add(record, pages)
    keeping.judge(record, one.id, other.id, SAME, by="Ana")
    keeping.judge(record, other.id, third.id, DIFFERENT)
    changed = replace(other, id="r_" + digest("changed"), stage="signed")
    now = [Page(p.capture, p.document, tuple(changed if r == other else r for r in p.reports)) for p in pages]
    (page,) = (page for page in recoding.recode(record, coder(now)) if page.changes)
    assert page.changes[0].fields == ("stage",)
    assert len(record.events()) == 2
    assert recoding.accept(record, [page]) == 1
    assert {frozenset((j.one, j.other)) for j in record.judgements()} == {
        frozenset((one.id, changed.id)),
        frozenset((changed.id, third.id)),
    }
    assert record.event_of(changed.id) == record.event_of(one.id)
    assert "Ana said" in record.event_of(one.id).reasons[0]
