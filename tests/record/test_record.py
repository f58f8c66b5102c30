"""Opening what is and what is not a record; questions."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation import edtf
from legation.errors import NewerRecord, RecordError, UsageError
from legation.record import Record, Told, Wanted, schema
from legation.textfold import fold
from legation.types import Event, Report
from legation.upkeep import keeping

from .pages import gold_pages


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with keeping.open_record(tmp_path_factory.mktemp("record") / "gold.db", create=True) as opened:
        keeping.add(opened, gold_pages())
        yield opened


def refused(path: Path, create: bool = False) -> str:
    with pytest.raises(RecordError) as error:
        keeping.open_record(path, create).close()
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)
    return str(error.value)


def test_what_is_not_a_record(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    assert "no such record" in refused(path)
    assert "is a folder" in refused(tmp_path)
    assert "no folder" in refused(tmp_path / "none" / "x.db", create=True)
    path.write_text("hello, I am a letter and not a record")
    assert "not a record" in refused(path, create=True)
    path.write_bytes(b"SQLite format 3\x00" + b"rubbish" * 1000)
    assert "not a record" in refused(path, create=True)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    assert "another program" in refused(path, create=True)


def test_a_newer_record(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    keeping.open_record(path, create=True).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(NewerRecord, match="newer version of Legation"):
        keeping.open_record(path)


def test_a_file_left_by_a_process_killed_while_making_it(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    with keeping.open_record(path, create=True) as record:
        assert record.totals().reports == 0


def test_a_locked_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legation.record.engine.WAIT", 50)
    path = tmp_path / "x.db"
    with keeping.open_record(path, create=True) as record:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="another process is writing"):
            keeping.add(record, gold_pages()[:1])
        assert record.totals().reports == 0
        other.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with keeping.open_record(path, create=True) as record:
        keeping.add(record, gold_pages()[:3])
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with keeping.open_record(path) as record:
            assert record.totals().documents == 3
            with pytest.raises(RecordError, match="read-only"):
                keeping.add(record, gold_pages()[:4])
    finally:
        tmp_path.chmod(0o755)


def test_reports_come_back_unchanged(record: Record) -> None:
    for page in gold_pages():
        for report in page.reports:
            assert record.report(report.id) == report


AID = Wanted(between=("NER", "USA"), type="deployment", since="2024-07", until="2024-08")


def test_questions(record: Record) -> None:
    assert [event.date for event in record.events(AID)] == ["2024-07-07", "2024-08-05"]
    assert record.count_events(AID) == 2
    assert all("RUS" in event.states for event in record.events(Wanted(between=("RUS",))))
    named = record.events(Wanted(actor="boris pistorius"))
    assert named and all(any("Pistorius" in a.name for a in e.actors) for e in named)
    folded = record.events(Wanted(actor="anusauskas"))
    assert record.events(Wanted(actor="Anušauskas")) == folded != ()
    assert record.events(Wanted(text='"tied up in Cape Town"'))
    assert record.events(Wanted(text="zzzz")) == ()
    dates = [event.date for event in record.events()]
    assert None not in dates[: dates.index(None)]


EVERYTHING = st.builds(
    Wanted,
    between=st.sampled_from([(), ("RUS",), ("RUS", "USA"), ("RUS", "TUR", "USA"), ("PAK", "RUS")]),
    type=st.sampled_from([None, None, "meeting", "transfer", "agreement"]),
    since=st.sampled_from([None, None, "2014", "2022-02", "2024-02-22"]),
    until=st.sampled_from([None, None, "2016", "2024-03"]),
    actor=st.sampled_from([None, None, "minister", "lavrov", "pistorius"]),
    text=st.sampled_from([None, None, "defence", "the military of Russia", '"air defence"']),
    stage=st.sampled_from([None, None, "signed"]),
    factuality=st.sampled_from([None, None, "actual", "planned", "denied"]),
)


def fits(told: Told, wanted: Wanted) -> bool:
    """The meaning of a question, told the long way."""
    event, reports = told
    span, kinds = edtf.bounds(event.date), ("type", "stage", "factuality")
    since, until = edtf.bounds(wanted.since), edtf.bounds(wanted.until)
    if not set(wanted.between) <= set(event.states) or any(
        getattr(wanted, kind) not in (None, getattr(event, kind)) for kind in kinds
    ):
        return False
    if (since or until) and not span:
        return False
    if span and ((since and span[1] < since[0]) or (until and span[0] > until[1])):
        return False

    def said(words: str, text: str) -> bool:
        plain = [re.findall(r"\w+", fold(part).lower()) for part in (words, text)]
        left, right = (" ".join(w for w in some if w not in {"the", "of", "in"}) for some in plain)
        parts = [left] if words.startswith('"') else left.split()
        return all(f" {part} " in f" {right} " for part in parts)

    def holds(report: Report) -> bool:
        return said(wanted.text or "", " ".join([report.story.title or "", *(e.text for e in report.evidence if e.purpose == "event")]))  # fmt: skip

    def names(report: Report) -> bool:
        named = " ".join(f"{a.name} {a.office or ''}" for a in report.actors)
        return all(word in fold(named).lower() for word in (wanted.actor or "").split())

    return any(map(holds, reports)) and any(map(names, reports))


@given(EVERYTHING)
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_question_gives_what_it_means(record: Record, wanted: Wanted) -> None:
    found = record.events(wanted)
    assert {event.id for event in found} == {t[0].id for t in record.told() if fits(t, wanted)}
    assert record.count_events(wanted) == record.facets(wanted).total == len(found)
    assert record.count_events(wanted, most=3) in (len(found), 3)


@given(EVERYTHING, st.integers(1, 9), st.booleans())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_give_the_whole_once(record: Record, wanted: Wanted, size: int, newest: bool) -> None:
    whole = {event.id for event in record.events(wanted)}
    turned: list[Event] = []
    while page := record.events(wanted, limit=size, after=turned[-1].id if turned else None, newest=newest):
        turned += page
    assert len(turned) == len(whole)
    assert {event.id for event in turned} == whole
    days = [span[0] if (span := edtf.bounds(event.date)) else schema.UNDATED for event in turned]
    assert days == sorted(days, reverse=newest)


def test_words_too_common_to_gather(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Wanted(text="defence", actor="minister")
    found = record.events(wanted)
    monkeypatch.setattr("legation.record.narrowing.FEW", 3)
    for step, singly in ((7, 100), (2, 1), (60, 1)):
        monkeypatch.setattr("legation.record.finding.STEP", step)
        monkeypatch.setattr("legation.record.finding.SINGLY", singly)
        monkeypatch.setattr("legation.record.finding.APART", step)
        assert record.events(wanted) == found != ()
        assert record.events(wanted, limit=4, newest=True) == record.events(wanted, newest=True, limit=9)[:4]


def test_one_by_its_id(record: Record) -> None:
    event = max(record.events(), key=lambda one: len(one.reports))
    assert record.event(event.id[:10]) == event
    reports = record.reports_of(event.id)
    assert {report.id for report in reports} == set(event.reports)
    for report in reports:
        for evidence in report.evidence:
            assert report.story.text[evidence.start : evidence.end] == evidence.text
    story = record.story(reports[0].story.id)
    assert story == reports[0].story
    assert reports[0] in record.reports_of(story.id)


def test_questions_that_cannot_be_asked(record: Record) -> None:
    with pytest.raises(UsageError, match="ids begin so"):
        record.event("e_")
    with pytest.raises(UsageError, match="no event"):
        record.event("e_nothing")
    with pytest.raises(UsageError, match="not an id"):
        record.event("x")
    with pytest.raises(UsageError, match="not a date"):
        record.events(Wanted(since="last week"))
    with pytest.raises(UsageError, match="not the code of a state"):
        record.events(Wanted(between=("Russia",)))
    with pytest.raises(UsageError, match="no word"):
        record.events(Wanted(text='"'))


def test_counts(record: Record) -> None:
    totals, types, pairs = record.totals(), record.counts_by_type(), record.busiest_pairs(3)
    assert sum(number for _, number in types) == totals.events == record.count_events()
    assert len(pairs) == 3
    assert pairs[0][2] == record.count_events(Wanted(between=pairs[0][:2]))
    assert all("IND" in pair[:2] for pair in record.busiest_pairs(3, "IND"))
    assert dict(record.states())["RUS"] == record.count_events(Wanted(between=("RUS",)))
    years = record.dossier("NER", "USA")
    assert sum(len(told) for _, told in years) == record.count_events(Wanted(between=("NER", "USA")))
    assert [year for year, _ in years if year] == sorted(year for year, _ in years if year)
