"""The command line as people use it: every command, every bad input of the issue, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from legation import __version__
from legation.cli import legation as commands
from legation.commands.running import run
from legation.format import report_from_dict, report_to_dict

DISPATCHES = Path(str(files("legation") / "data" / "demo"))
FLASH = DISPATCHES / "03_islamabad_flash.txt"
ACCORD = "ISLAMABAD, November 20, 2014 (Reuters) - Russia and Pakistan signed an agreement on military cooperation on Thursday."


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its output, as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def legation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs a command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def call(*arguments: str | Path, stdin: bytes = b"") -> Result:
        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            status = run(commands, [str(argument) for argument in arguments])
        out, err = (_written(stream) for stream in streams.values())
        assert "Traceback" not in out + err
        return Result(status, out, err)

    return call


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def program(*arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    """The real program, in its own process, which Ctrl-C reaches although the tests run in the background."""
    return subprocess.Popen(
        [sys.executable, "-m", "legation.cli", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **options,
    )


# ------------------------------------------------------------------ code


def test_version_answers_at_once(legation: Any) -> None:
    assert legation("--version").out == f"legation {__version__}\n"
    code = "import sys, legation.cli; print(*[n for n in ('rich', 'sqlalchemy', 'ahocorasick_rs') if n in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "\n"
    )


def test_help_lists_the_commands_in_the_order_of_work(legation: Any) -> None:
    out = legation("--help").out
    places = [
        out.index(f"\n  {name} ") for name in ("code", "add", "events", "show", "dossier", "explain", "demo")
    ]
    assert places == sorted(places)


def test_code_prints_a_table(legation: Any) -> None:
    done = legation("code", FLASH)
    assert done.status == 0 and done.err == ""
    assert "2014-11-20" in done.out and "PAK RUS" in done.out and "agreement/" in done.out


def test_code_prints_the_record_format(legation: Any) -> None:
    done = legation("code", FLASH, "--format", "jsonl")
    assert done.lines
    for raw in done.lines:
        assert list(report_to_dict(report_from_dict(raw))) == list(raw)
        assert report_to_dict(report_from_dict(raw)) == raw
        assert raw["coder"] == f"legation {__version__}"


def test_spans_are_exact_in_every_dispatch(legation: Any) -> None:
    done = legation("code", DISPATCHES, "--format", "jsonl")
    assert len(done.lines) > 40
    for raw in done.lines:
        text = Path(raw["story"]["path"]).read_text(encoding="utf-8")
        for evidence in raw["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]
        for actor in raw["actors"]:
            assert 0 <= actor["start"] < actor["end"] <= len(text)


def test_code_reads_standard_input(legation: Any) -> None:
    done = legation("code", "-", "--format", "jsonl", stdin=ACCORD.encode())
    assert [(raw["states"], raw["story"]["path"]) for raw in done.lines] == [(["PAK", "RUS"], "-")]


def test_code_reads_jsonl_from_standard_input(legation: Any) -> None:
    line = json.dumps({"title": "Accord", "date": "2014-11-20", "text": ACCORD}) + "\n"
    done = legation("code", "-", "--format", "jsonl", stdin=line.encode() * 2)
    assert len(done.lines) == 2


def test_code_writes_no_record(legation: Any, tmp_path: Path) -> None:
    legation("code", FLASH)
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------ bad input: one line each, the rest done


def _page(content: bytes) -> Any:
    def make(folder: Path) -> Path:
        path = folder / "page.txt"
        path.write_bytes(content)
        return path

    return make


def _missing(folder: Path) -> Path:
    return folder / "nowhere.txt"


def _large(folder: Path) -> Path:
    path = folder / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    return path


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _unreadable(folder: Path) -> Path:
    path = folder / "locked.txt"
    path.write_text(ACCORD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    return path


_FRENCH = (
    "Le ministre de la défense a reçu mardi à Paris son homologue grec, avec lequel il a signé un contrat portant sur "
    "trois frégates. Les deux hommes ont également évoqué la situation en Méditerranée orientale."
).encode()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(_missing, "no such file or folder", id="missing"),
        pytest.param(_unreadable, "permission denied", id="unreadable"),
        pytest.param(_pipe, "neither a file nor a folder", id="no file"),
        pytest.param(_page(b"\x89PNG\r\n\x1a\n123"), "a picture", id="binary"),
        pytest.param(_page(ACCORD.encode() + b"\0"), "NUL", id="NUL"),
        pytest.param(_page(b""), "empty", id="empty"),
        pytest.param(_large, "larger than 50 MB", id="50 MB"),
        pytest.param(_page(_FRENCH), "French", id="French"),
        pytest.param(_page((ACCORD.strip(".") + ", and ").encode() * 17000), "too long", id="2 MB sentence"),
        pytest.param(_page(b"SQLite format 3\0"), "a database", id="database"),
    ],
)
@pytest.mark.parametrize("command", ["code", "explain", "add"])
def test_a_bad_page_is_one_line_and_the_rest_is_done(
    legation: Any, tmp_path: Path, make: Any, why: str, command: str
) -> None:
    bad = make(tmp_path)
    done = legation(command, bad, FLASH)
    assert done.status == 1
    (line,) = [line for line in done.err.splitlines() if str(bad) in line]
    assert line.startswith(f"legation: {bad}: ") and why in line
    assert "agreement" in done.out or "1 new story" in done.out


def test_a_broken_line_of_jsonl_costs_no_other(legation: Any, tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    good = json.dumps({"text": ACCORD, "date": "2014-11-20"})
    pages.write_text(f'{good}\n{{"text": \n{{"text": 5}}\n{{"title": "no text"}}\n{good}\n')
    done = legation("code", pages, "--format", "jsonl")
    assert done.status == 1
    assert len(done.lines) == 2
    assert [line.split(": ")[1] for line in done.err.splitlines()] == [f"{pages}#{n}" for n in (2, 3, 4)]


@pytest.mark.parametrize(
    "content",
    [
        f"<html><body><p>{ACCORD}<p><div><<table></b></html".encode(),
        ACCORD.replace("signed", "– “signed”").encode("cp1252"),
        ACCORD.encode("utf-16"),
        b"\xef\xbb\xbf" + ACCORD.encode(),
        ACCORD.replace("Russia", "\u202bRussia\u202c\u200f").encode(),
        ACCORD.encode() + b"\r\n\r\n\xff\xfe",
    ],
    ids=["broken HTML", "cp1252", "UTF-16", "byte order mark", "right to left", "stray bytes"],
)
def test_odd_pages_are_read(legation: Any, tmp_path: Path, content: bytes) -> None:
    page = tmp_path / ("page.html" if content.startswith(b"<") else "page.txt")
    page.write_bytes(content)
    done = legation("code", page, "--format", "jsonl")
    assert done.status == 0 and done.err == ""
    assert [raw["states"] for raw in done.lines] == [["PAK", "RUS"]]


def test_a_page_cannot_write_to_the_terminal(legation: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(ACCORD.replace("military", "\x1b[2J\u202emilitary"))
    for command in (["code"], ["explain"]):
        done = legation(*command, page)
        assert "\x1b" not in done.out and "\u202e" not in done.out


def test_a_fault_of_ours_costs_one_page(legation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from legation.pipeline import Pipeline

    code = Pipeline.code

    def broken(self: Pipeline, document: Any) -> Any:
        if "03_" in document.path:
            raise ZeroDivisionError("by\nzero")
        return code(self, document)

    monkeypatch.setattr(Pipeline, "code", broken)
    done = legation("code", FLASH, DISPATCHES / "04_islamabad_milestone.txt")
    assert done.status == 1
    assert done.err.count("\n") == 1 and "a fault in Legation" in done.err and "ZeroDivisionError" in done.err
    assert "04_islamabad" in done.out


# ------------------------------------------------------------------ add, and what is asked of the record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of all dispatches."""
    path = tmp_path_factory.mktemp("record") / "demo.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
        assert (
            run(commands, ["add", str(DISPATCHES / "README.md"), *map(str, _texts()), "--record", str(path)])
            == 0
        )
    return path


def _texts() -> list[Path]:
    return sorted(DISPATCHES.glob("*.txt"))


def _events(legation: Any, path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = legation("events", "--format", "jsonl", "--record", path).lines
    return found


def test_adding_twice_changes_nothing(legation: Any, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    first = legation("add", *_texts()[:6], "--record", path)
    before = _events(legation, path)
    second = legation("add", *_texts()[:6], "--record", path)
    assert first.status == second.status == 0
    assert "6 pages:" in first.out and "(6 known before): 0 new stories, 0 new reports" in second.out
    assert _events(legation, path) == before != []


def test_the_order_of_pages_changes_nothing(legation: Any, tmp_path: Path, record: Path) -> None:
    texts = _texts()
    random.Random(7).shuffle(texts)
    for start in range(0, len(texts), 15):
        legation("add", *texts[start : start + 15], "--record", tmp_path / "shuffled.db")
    shuffled = _events(legation, tmp_path / "shuffled.db")
    straight = _events(legation, record)
    assert {event["id"]: event["reports"] for event in shuffled} == {e["id"]: e["reports"] for e in straight}


def test_the_record_is_legation_db_unless_said(legation: Any, tmp_path: Path) -> None:
    assert legation("add", FLASH).status == 0
    assert (tmp_path / "legation.db").is_file()
    assert "PAK RUS" in legation("events").out


def test_events_are_narrowed(legation: Any, record: Path) -> None:
    def found(*words: str) -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = legation(
            "events", *words, "--format", "jsonl", "--record", record
        ).lines
        return lines

    everything = len(found())
    between = found("--between", "Pakistani", "Moscow")
    assert 0 < len(between) < everything
    assert all({"PAK", "RUS"} <= set(event["states"]) for event in between)
    assert {event["type"] for event in found("--type", "transfer")} == {"transfer"}
    assert all(event["date"] >= "2016" for event in found("--since", "2016"))
    assert all(event["date"] <= "2014-12" for event in found("--until", "2014-11"))
    assert 0 < len(found("--actor", "Shoigu")) < everything
    assert 0 < len(found("--text", "helicopters")) < everything
    assert found("--between", "Fiji", "Iceland") == []


def test_events_by_grade_put_what_cannot_be_judged_apart(legation: Any, record: Path) -> None:
    asked = ("events", "--sort", "grade", "--record", record)
    grades = [
        one["source_grade"] + one["information_grade"] for one in legation(*asked, "--format", "jsonl").lines
    ]
    judged = [grade for grade in grades if grade[0] != "F"]
    assert judged and grades[: len(judged)] == judged == sorted(judged)
    assert sorted(grades) == sorted(
        e["source_grade"] + e["information_grade"] for e in _events(legation, record)
    )
    out = legation(*asked).out
    assert f"[{grades[0]}] " in out
    if len(judged) < len(grades):
        assert out.count("source cannot be judged:") == 1


def test_events_as_csv(legation: Any, record: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(legation("events", "--format", "csv", "--record", record).out)))
    assert len(rows) == len(_events(legation, record))
    assert all(row["id"].startswith("e_") and row["sources"] for row in rows)


def test_an_empty_answer_says_so(legation: Any, record: Path) -> None:
    done = legation("events", "--between", "Fiji", "Iceland", "--record", record)
    assert (done.status, done.out) == (0, "no such event\n")


def test_show_an_event_a_story_and_a_report(legation: Any, record: Path) -> None:
    event = max(_events(legation, record), key=lambda one: len(one["reports"]))
    shown = legation("show", event["id"], "--record", record).out
    assert f"{len(event['reports'])} reports" in shown and "merged because" in shown and "»[date]" in shown
    assert legation("show", event["reports"][0], "--record", record).out == shown
    story = event["sources"][0]["story"]
    shown = legation("show", story["id"], "--record", record).out
    assert story["title"] in shown and "»[event]" in shown


def test_an_id_that_is_not_there(legation: Any, record: Path) -> None:
    for ref in ("e_0000", "nonsense"):
        done = legation("show", ref, "--record", record)
        assert done.status == 1 and done.err.startswith(f"legation: {record}: {ref}: ")


def test_dossier(legation: Any, record: Path) -> None:
    done = legation("dossier", "Pakistan", "Russia", "--record", record)
    assert done.status == 0
    assert done.out.startswith("Pakistan – Russia   ")
    assert "\n2014\n" in done.out and "Meridian Wire, 2014-11-20" in done.out


def test_several_records_are_read_each_on_its_own(legation: Any, tmp_path: Path, record: Path) -> None:
    other = tmp_path / "other.db"
    legation("add", FLASH, "--record", other)
    both = ["--record", str(other), "--record", str(record)]
    out = legation("dossier", "PAK", "RUS", *both).out
    assert out.index(f"== {other} ==") < out.index(f"== {record} ==")
    named = [event["record"] for event in legation("events", "--format", "jsonl", *both).lines]
    assert set(named) == {str(other), str(record)} and named == sorted(
        named, key=[str(other), str(record)].index
    )
    assert legation("events", "--format", "csv", *both).out.count("\nid,") == 0


def test_explain_says_why(legation: Any) -> None:
    out = legation("explain", FLASH).out
    for said in ("day of the story: 2014-11-20", "Russia → RUS", "coded", "by rule", "not coded", "groups"):
        assert said in out


def test_demo(legation: Any, tmp_path: Path) -> None:
    done = legation("demo")
    assert done.status == 0
    assert "reading dispatches into legation-demo.db: 40 pages" in done.err
    assert (tmp_path / "legation-demo.db").is_file()
    assert "What happened" in done.out and "Between whom" in done.out
    next_steps = [
        line.strip() for line in done.out.splitlines() if line.startswith("  ") and " --record " in line
    ]
    assert len(next_steps) == 4
    for command in next_steps:
        shown = legation(*command[command.index(" ") + 1 :].split())
        assert shown.status == 0 and shown.out and "no such" not in shown.out
    assert legation("demo").out == done.out


# ------------------------------------------------------------------ bad records, bad questions


def _text_file(path: Path) -> str:
    path.write_text("not a record")
    return "not a record"


def _foreign(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    return "not a record"


def _newer(path: Path) -> str:
    from legation.upkeep.keeping import open_record

    open_record(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    return "newer version"


def _absent(path: Path) -> str:
    return "no such record"


def _cut_short(path: Path) -> str:
    path.write_bytes(b"SQLite format 3\0" + b"\x10")
    return ""


@pytest.mark.parametrize("spoil", [_text_file, _foreign, _newer, _absent, _cut_short])
def test_a_bad_record_is_one_line_and_the_next_is_read(
    legation: Any, tmp_path: Path, record: Path, spoil: Any
) -> None:
    bad = tmp_path / "bad.db"
    why = spoil(bad)
    before = bad.read_bytes() if bad.exists() else None
    for command in (["events"], ["dossier", "PAK", "RUS"]):
        done = legation(*command, "--record", bad, "--record", record)
        assert done.status == 1
        assert done.err.count("\n") == 1
        assert done.err.startswith(f"legation: {bad}: ") and why in done.err
        assert "RUS" in done.out or "Russia" in done.out
    if spoil is not _absent:
        done = legation("add", FLASH, "--record", bad)
        assert done.status == 1 and done.err.splitlines()[-1].startswith(f"legation: {bad}: ")
    assert (bad.read_bytes() if bad.exists() else None) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["events", "--between", "Pakistann", "RUS"], "did you mean Pakistan (PAK)"),
        (["dossier", "PAK", "Islamabad"], "one state"),
        (["events", "--since", "yesterday"], "not a date"),
        (["events", "--since", "2015", "--until", "2014"], "lies before"),
        (["events", "--type", "party"], "no type of the codebook"),
        (["events", "--format", "xml"], "xml"),
        (["code"], "PATH"),
        (["code", "--nonsense", "x"], "--nonsense"),
        (["judge"], "judge"),
    ],
)
def test_a_question_that_cannot_be_asked(legation: Any, arguments: list[str], says: str) -> None:
    done = legation(*arguments)
    assert done.status == 2 and done.out == ""
    assert done.err.startswith("legation: ") and says in done.err


def test_without_a_command_it_helps(legation: Any) -> None:
    done = legation()
    assert done.status == 2 and "Usage: legation" in done.err


# ------------------------------------------------------------------ how it ends


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    running = program("code", DISPATCHES, cwd=tmp_path)
    assert running.stdout and running.stderr
    running.stdout.readline()
    running.stdout.close()
    assert b"Traceback" not in (said := running.stderr.read()) and b"BrokenPipe" not in said
    running.stderr.close()
    assert running.wait() in (0, 1)


def test_letters_that_the_encoding_lacks_are_replaced(tmp_path: Path) -> None:
    running = program(
        "code", FLASH, cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    out, err = running.communicate()
    assert running.returncode == 0 and err == b"" and b"PAK RUS" in out


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More pages than can be added in the time of a test."""
    pages = tmp_path / "pages.jsonl"
    lines = [json.dumps({"text": f"{ACCORD} Item {n}.", "date": "2014-11-20"}) for n in range(20000)]
    pages.write_text("\n".join(lines))
    return pages


def _stopped(pages: Path, path: Path, sign: signal.Signals) -> tuple[int, str]:
    """Add pages until some are in the record, then send a signal; the exit status and what was said."""
    running = program("add", pages, "--record", path, cwd=path.parent)
    deadline = time.monotonic() + 60
    while not _stories(path) and time.monotonic() < deadline:
        time.sleep(0.1)
    running.send_signal(sign)
    _, err = running.communicate(timeout=60)
    return running.returncode, err.decode()


def test_ctrl_c_is_one_line_and_loses_nothing(tmp_path: Path, many: Path) -> None:
    status, err = _stopped(many, tmp_path / "r.db", signal.SIGINT)
    assert status == 130
    assert "Traceback" not in err
    said = err.splitlines()[-1]
    assert said.startswith("legation: stopped; ")
    told = int(said.split("; ")[1].split()[0].replace(",", ""))
    assert _stories(tmp_path / "r.db") >= told > 0


def test_a_killed_run_leaves_a_record_that_goes_on(legation: Any, tmp_path: Path, many: Path) -> None:
    _stopped(many, tmp_path / "r.db", signal.SIGKILL)
    before = _stories(tmp_path / "r.db")
    assert before > 0
    few = tmp_path / "few.jsonl"
    few.write_text("".join(many.read_text().splitlines(keepends=True)[: before + 10]))
    done = legation("add", few, "--record", tmp_path / "r.db")
    assert done.status == 0 and f"({before:,} known before): 10 new stories" in done.out
    assert _stories(tmp_path / "r.db") == before + 10
    assert [event["states"] for event in _events(legation, tmp_path / "r.db")] == [["PAK", "RUS"]]


def _stories(path: Path) -> int:
    if not path.exists():
        return 0
    connection = sqlite3.connect(path, timeout=10)
    try:
        return int(connection.execute("SELECT count(*) FROM stories").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


@pytest.fixture(autouse=True)
def _no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
