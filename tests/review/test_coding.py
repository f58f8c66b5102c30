"""Double coding and agreement."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from legation.measure.gold import read_gold
from legation.record import Record
from legation.review.agreement import _t, alpha, kappa, with_interval
from legation.review.people import People

from .client import Browser

SECRET = "a long enough password"


def test_kappa_of_a_table_of_fifty() -> None:
    table = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(table) == pytest.approx(0.4)  # agreed .70, by chance .50
    assert kappa([("a", "a")] * 4) is None and kappa([]) is None
    assert kappa([("a", "b"), ("b", "a")]) == -1.0


def test_alpha_of_krippendorffs_published_example() -> None:
    """ "Computing Krippendorff's Alpha-Reliability" (2011), part C: four observers, twelve units, nominal: 0.743."""
    missing = None
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, missing, missing, missing],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, missing, 3],
        [missing, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, missing],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, missing],
    ]
    assert alpha(list(zip(*observers, strict=True))) == pytest.approx(0.743, abs=5e-4)
    assert alpha([("a", "a"), ("a", "a")]) is None


def test_alpha_of_two_observers_and_binary_data() -> None:
    """The same paper, part A: two observers, ten units, 0.095."""
    pairs = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
    assert alpha(pairs) == pytest.approx(0.095, abs=5e-4)


def test_intervals_hold_the_figure_and_narrow_with_more_units() -> None:
    units = [("a", "a")] * 12 + [("b", "b")] * 9 + [("a", "b")] * 4
    few, many = with_interval(units, kappa), with_interval(units * 8, kappa)
    assert few.low is not None and few.high is not None and many.low is not None and many.high is not None
    assert few.value is not None and few.low < few.value < few.high
    assert many.high - many.low < few.high - few.low
    assert with_interval(units, kappa) == few


def test_a_unit_that_one_has_not_coded_does_not_count() -> None:
    units = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "a"), ("a", "a")]
    assert kappa([*units, ("a", None), (None, "c")]) == kappa(units) != kappa(units[:3])
    assert alpha([*units, ("a", None)]) == alpha(units)


def test_intervals_are_those_of_the_formula_for_many_units() -> None:
    """Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa" (1969), formula 13."""
    table = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]
    total = sum(map(sum, table))
    share = [[cell / total for cell in row] for row in table]
    rows, columns = [sum(row) for row in share], [sum(column) for column in zip(*share, strict=True)]
    chance = sum(a * b for a, b in zip(rows, columns, strict=True))
    value = (sum(share[n][n] for n in range(3)) - chance) / (1 - chance)
    same = sum(share[n][n] * (1 - (rows[n] + columns[n]) * (1 - value)) ** 2 for n in range(3))
    other = sum(share[a][b] * (columns[a] + rows[b]) ** 2 for a in range(3) for b in range(3) if a != b)
    variance = same + (1 - value) ** 2 * other - (value - chance * (1 - value)) ** 2
    error = (variance / total) ** 0.5 / (1 - chance)

    figure = with_interval([(a, b) for a in range(3) for b in range(3) for _ in range(table[a][b])], kappa)
    assert figure.value == pytest.approx(value)
    assert figure.low == pytest.approx(value - 1.972 * error, abs=0.005)
    assert figure.high == pytest.approx(value + 1.972 * error, abs=0.005)


@pytest.mark.parametrize(
    ("freedom", "expected"), [(3, 3.182), (5, 2.571), (10, 2.228), (49, 2.010), (199, 1.972)]
)
def test_students_t(freedom: int, expected: float) -> None:
    assert _t(freedom) == pytest.approx(expected, rel=0.01)


CODED = {"event": "yes", "type": "agreement", "mode": "defence-cooperation", "states": "PAK RUS", "date": "2014-11-20", "stage": "signed", "factuality": "actual"}  # fmt: skip


def test_two_coders_code_blind_differ_settle_and_export(
    browsing: Callable[[], Browser], people: People, record: Record, tmp_path: Path
) -> None:
    for name, role in (("ada", "admin"), ("rex", "review"), ("lea", "review")):
        people.add(name, SECRET, role)
    ada, rex, lea = browsing(), browsing(), browsing()
    for who, name in ((ada, "ada"), (rex, "rex"), (lea, "lea")):
        who.log_in(name, SECRET)
    ada.send("/coding", name="first", size="2", one="rex", other="lea")
    with record.notebook() as notebook:
        units = notebook.units(1)
    assert len({unit.story for unit in units}) == 2
    page = rex.get("/coding/1").text
    assert "for-date" not in page and "<mark" not in page  # blind to the machine
    assert "not a coder" in ada.text("/coding/1", 400)
    for early in ("agreement", "settle", "gold.zip"):  # each would show one coder what the other said
        assert "when both coders have coded every unit" in rex.text(f"/coding/1/{early}", 400)
    for unit in units:
        rex.send("/coding/1", form=CODED, unit=str(unit.number))
        other = (
            {"event": "no"}
            if unit.number == 1
            else CODED | {"date": "2014-11-21"}
            if unit.number == 2
            else CODED
        )
        lea.send("/coding/1", form=other, unit=str(unit.number))
    shown = ada.text("/coding/1/agreement")
    assert "rex and lea" in shown and "rex and Legation" in shown and "event" in shown
    assert "2 to settle" in ada.text("/coding/1/settle")
    for unit in units[:2]:
        ada.send("/coding/1/settle", form=CODED, unit=str(unit.number))
    assert "Nothing is open" in ada.text("/coding/1/settle")
    assert "what was settled and Legation" in ada.text("/coding/1/agreement")
    with zipfile.ZipFile(io.BytesIO(ada.get("/coding/1/gold.zip").content)) as archive:
        archive.extractall(tmp_path / "gold")
    gold = read_gold(tmp_path / "gold")
    assert sum(len(story.events) for story in gold) == len(units)
    assert {event.states for story in gold for event in story.events} == {("PAK", "RUS")}


def test_an_event_that_the_machine_missed_is_added_for_both(browser: Browser, record: Record) -> None:
    browser.send("/coding", name="second", size="1", one="anna", other="ben")
    with record.notebook() as notebook:
        story = notebook.units(1)[0].story
        before = len(notebook.units(1))
    words = record.story(story).text.strip().splitlines()[-1]
    browser.send("/coding/1/add", form={"as": "anna", "story": story, "evidence": words})
    browser.send("/coding/1/add", 400, form={"as": "anna", "story": story, "evidence": "never written"})
    with record.notebook() as notebook:
        assert len(notebook.units(1)) == before + 1
        assert notebook.units(1)[-1].report is None


@pytest.mark.parametrize(
    ("said", "why"),
    [({"event": "maybe"}, "say whether"), (CODED | {"type": "party"}, "no type"), (CODED | {"date": "soon"}, "no date"),
     (CODED | {"states": "Atlantis"}, "no state"), (CODED | {"stage": "done"}, "no stage")],
)  # fmt: skip
def test_a_coding_that_is_none_is_refused(browser: Browser, said: dict[str, str], why: str) -> None:
    browser.send("/coding", name="third", size="1", one="anna", other="ben")
    page = browser.send("/coding/1", 400, form={"as": "anna", "unit": "1"} | said)
    assert why in page.text


@pytest.mark.parametrize(
    "form", [{"name": "x", "one": "a", "other": "a"}, {"name": "", "one": "a", "other": "b"}]
)
def test_a_sample_needs_a_name_and_two_coders(browser: Browser, form: dict[str, str]) -> None:
    browser.send("/coding", 400, form=form, size="1")
