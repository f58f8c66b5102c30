"""Evaluation: perfect and flawed coders, the figures of the scorer beside a working copy, renderings, the command."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gold_reports import gold_reports
from legation.cli import legation as commands
from legation.commands.intake import gold_coder
from legation.commands.running import Outcome, run
from legation.evaluation import Evaluation
from legation.format import report_to_dict
from legation.measure.evaluating import Coder, evaluate
from legation.measure.gold import GoldStory, read_gold
from legation.pipeline import Pipeline
from legation.share import evaluations
from legation.share.screen import Screen
from legation.types import Actor, Report

DEV = Path(__file__).parent / "gold_dev"
TRAIN = Path(__file__).parents[1] / "gold" / "train"


@pytest.fixture(scope="module")
def stories() -> tuple[GoldStory, ...]:
    return read_gold(DEV)


@pytest.fixture(scope="module")
def coder() -> Coder:
    """The product's own coder; a story is coded once for all tests."""
    code, coded = gold_coder(Pipeline.default(), Outcome()), dict[Path, Sequence[Report]]()

    def remembered(story: GoldStory) -> Sequence[Report]:
        if story.path not in coded:
            coded[story.path] = code(story)
        return coded[story.path]

    return remembered


@pytest.fixture(scope="module")
def faultless() -> Coder:
    """A coder that says just what the gold says."""
    of: dict[str, list[Report]] = {}
    for report in gold_reports((DEV,)):
        of.setdefault(Path(report.story.path or "").stem, []).append(report)
    return lambda story: of.get(story.name, [])


def measured(stories: tuple[GoldStory, ...], coder: Coder, by: str = "type", samples: int = 0) -> Evaluation:
    return evaluate("dev", stories, coder, by, samples)


def test_a_faultless_coder_is_right_in_everything(stories: tuple[GoldStory, ...], faultless: Coder) -> None:
    told = measured(stories, faultless, samples=50)
    assert told.overall.f1.value == told.overall.f1.low == told.whole.value == told.dates["exact"].value == 1
    assert all(share.value == 1 for share in told.values.values())
    assert told.swapped.value == 0 and not told.mistakes
    assert all(quality.precision.value in (1, None) for quality in told.groups.values())


def changed(coder: Coder, change: Callable[[Report], Report]) -> Coder:
    return lambda story: [change(report) for report in coder(story)]


def test_sides_exchanged_are_counted(stories: tuple[GoldStory, ...], faultless: Coder) -> None:
    other = {
        "host": "visitor",
        "visitor": "host",
        "supplier": "recipient",
        "recipient": "supplier",
        "donor": "recipient",
    }

    def turn(actor: Actor) -> Actor:
        return replace(actor, role=other.get(actor.role, actor.role))

    told = measured(stories, changed(faultless, lambda r: replace(r, actors=tuple(map(turn, r.actors)))))
    assert told.overall.f1.value == 1 and told.swapped.value == 1 and told.swapped.of > 5
    assert {m.kind for m in told.mistakes} == {"swapped", "roles"}


def test_a_wrong_type_a_missed_event_and_one_too_many_are_told_apart(
    stories: tuple[GoldStory, ...], faultless: Coder
) -> None:
    def flawed(story: GoldStory) -> list[Report]:
        kept = [replace(r, type="pledge") if r.type == "agreement" else r for r in faultless(story)]
        return [r for r in kept if r.type != "dispute"]

    told = measured(stories, flawed)
    assert {m.kind for m in told.mistakes} == {"missed", "type"}
    assert told.confusion["agreement", "pledge"] > 5 and told.confusion["dispute", None] > 1
    extra = measured(
        stories, changed(faultless, lambda r: replace(r, type="conflict", states=("XXA", "XXB")))
    )
    assert extra.overall.recall.value == 0 and {m.kind for m in extra.mistakes} >= {"extra", "missed"}


def test_groups_add_up(stories: tuple[GoldStory, ...], coder: Coder) -> None:
    for by in ("type", "language", "outlet"):
        told = measured(stories, coder, by)
        assert sum(group.required for group in told.groups.values()) == told.overall.required
    assert set(measured(stories, coder, "language").groups) == {"en"}


def test_intervals_hold_the_figure_and_stay_the_same(stories: tuple[GoldStory, ...], coder: Coder) -> None:
    one, again = measured(stories, coder, samples=200), measured(stories, coder, samples=200)
    assert one == again
    f1 = one.overall.f1
    assert f1.low is not None and f1.value is not None and f1.high is not None
    assert f1.low < f1.value < f1.high


# ------------------------------------------------------------------ the scorer beside a working copy


@pytest.mark.shared
@pytest.mark.parametrize("folder", [DEV, TRAIN])
def test_the_other_scorer_agrees(folder: Path, shared: Path, coder: Coder, tmp_path: Path) -> None:
    scorer = shared / "score.py"
    if not scorer.is_file():
        pytest.skip("the scorer is absent")
    stories = read_gold(folder)
    told = evaluate("both", stories, coder, samples=0)
    lines = (json.dumps(report_to_dict(report)) for story in stories for report in coder(story))
    coded = tmp_path / "coded.jsonl"
    coded.write_text("\n".join(lines), encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, str(scorer), str(folder), str(coded)], capture_output=True, check=True, text=True
    )
    theirs = json.loads(printed.stdout)
    shares = {
        "precision": told.overall.precision, "recall": told.overall.recall, "date_exact": told.dates["exact"],
        "date_wrong": told.dates["wrong"], "mode": told.values["mode"], "stage": told.values["stage"],
        "factuality": told.values["factuality"], "actors": told.values["actors"], "items": told.values["items"],
        "place_country": told.values["place"], "money": told.values["money"], "claims": told.values["claims"],
        "f1": told.overall.f1, "spans_exact": told.spans_exact,
    }  # fmt: skip
    ours = {name: round(share.value, 3) for name, share in shares.items() if share.value is not None}
    assert ours == {name: theirs[name] for name in ours}
    assert (told.stories, told.overall.required, told.reports) == (
        theirs["stories"], theirs["gold_required"], theirs["mine"],
    )  # fmt: skip
    found = {
        name: f"{round((q.recall.value or 0) * q.required)}/{q.required}" for name, q in told.groups.items()
    }
    assert {name: count for name, count in found.items() if not count.endswith("/0")} == theirs[
        "recall_by_type"
    ]


# ------------------------------------------------------------------ renderings


def test_a_page_escapes_everything_and_loads_nothing(stories: tuple[GoldStory, ...], coder: Coder) -> None:
    nasty = "<script>alert(1)</script>&\"'"
    wrong = measured(stories, coder).mistakes[0].story
    made = [replace(one, outlet=nasty, name=nasty) if one.name == wrong else one for one in stories]
    told = replace(measured(tuple(made), coder, "outlet"), name=nasty)
    assert any(mistake.story == nasty for mistake in told.mistakes)
    page = evaluations.page(told)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert not any(sign in page for sign in ("http:", "https:", "src=", "href=", "@import", "url("))


def test_a_terminal_obeys_no_text(stories: tuple[GoldStory, ...], coder: Coder) -> None:
    told = replace(measured(stories, coder), name="x\x1b[31m")
    stream = io.StringIO()
    evaluations.table(Screen(stream), told, mistakes=True)
    printed = stream.getvalue()
    assert "\x1b" not in printed and "…)" not in printed
    assert all(
        word in printed for word in ("precision", "B³ recall", "sides exchanged", "Mistakes", "missed")
    )


def test_json_holds_the_mistakes_only_when_asked(stories: tuple[GoldStory, ...], coder: Coder) -> None:
    told = measured(stories, coder)
    assert "mistakes" not in json.loads(evaluations.as_json(told))
    raw = json.loads(evaluations.as_json(told, mistakes=True))
    assert (
        len(raw["mistakes"]) == len(told.mistakes) and raw["overall"]["f1"]["value"] == told.overall.f1.value
    )


# ------------------------------------------------------------------ the command


def test_the_command_measures(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for stem in ("a03", "a34"):
        for kind in (".json", ".txt"):
            (tmp_path / (stem + kind)).write_bytes((DEV / (stem + kind)).read_bytes())
    page = tmp_path / "page.html"
    assert (
        run(commands, ["evaluate", str(tmp_path), "--format", "json", "--html", str(page), "--by", "outlet"])
        == 0
    )
    out, err = capsysbinary.readouterr()
    assert json.loads(out)["stories"] == 2 and b"Traceback" not in err
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_cannot_be_measured_is_told_in_one_line(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "one.json").write_text('{"events": [{"type": "party"}]}', encoding="utf-8")
    (tmp_path / "broken" / "one.txt").write_text("Nothing.", encoding="utf-8")
    for name, said in (
        ("empty", b"holds no gold stories"),
        ("broken", b"events[0].type"),
        ("none", b"no such folder"),
    ):
        assert run(commands, ["evaluate", str(tmp_path / name)]) == 2
        out, err = capsysbinary.readouterr()
        assert not out and said in err and err.count(b"\n") == 1


def test_reports_are_judged_by_confidence_too(stories: tuple[GoldStory, ...], coder: Coder) -> None:
    told = measured(stories, coder)
    assert sum(share.of for share in told.reliability.values()) == told.overall.precision.of
    unsure = measured(stories, changed(coder, lambda r: replace(r, confidence=0.2)))
    assert unsure.reliability["0.00–0.50"].value == unsure.overall.precision.value
