"""The house itself: what the rules of its making promise, beside what each part does."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import legation

ROOT = Path(__file__).parents[1]
DATA = Path(legation.__file__).parent / "data"
TABLES = sorted(path for kind in ("*.tsv", "*.toml") for path in DATA.rglob(kind))
HEAVY = ("click", "lxml", "rapidfuzz", "rich", "sqlalchemy", "trafilatura")


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _tracked() -> list[Path]:
    """The files of the repository: those that git knows, or, without git, those that are no build product."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode == 0 and done.stdout:
        paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    else:
        folders = (".ci", "bench", "docs", "gold", "src", "tests")
        paths = [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    return [path for path in paths if path.is_file() and path.suffix not in (".pyc", ".db")]


def test_importing_legation_loads_no_heavy_library() -> None:
    code = f"import sys, legation; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_version_is_the_same_everywhere() -> None:
    assert _project()["project"]["version"] == legation.__version__
    assert f"\n## {legation.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES, ids=lambda path: str(path.relative_to(DATA)))
def test_every_table_names_its_source(table: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    header = list(itertools.takewhile(lambda line: line.startswith("#"), lines))
    assert header, "the table begins with no comment"
    assert re.search(r"sources?\b|own compilation", " ".join(header), re.IGNORECASE), (
        "its header names no source"
    )


def test_rules_ask_for_the_word_lists_that_there_are() -> None:
    listed = set(tomllib.loads((DATA / "en" / "wordlists.toml").read_text(encoding="utf-8")))
    code = "\n".join(path.read_text(encoding="utf-8") for path in DATA.parent.rglob("*.py"))
    rules = "\n".join(path.read_text(encoding="utf-8") for path in (DATA.parent / "extract").rglob("*.py"))
    asked = set(re.findall(r'wordlists\[\s*"(\w+)"', code))
    asked |= set(re.findall(r'\bwords\[\s*"(\w+)"', rules))  # the lists of a unit or sentence, for short
    assert asked <= listed
    assert {name for name in listed if f'"{name}"' not in code} == set()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "gold/README.md"])
def test_tasks_named_in_the_documentation_exist(page: str) -> None:
    named = set(re.findall(r"\./run\.sh ([a-z]+)", (ROOT / page).read_text(encoding="utf-8")))
    known = set(
        re.findall(r"^task_([a-z]+)\(\)", (ROOT / "run.sh").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named <= known


def test_readme_gives_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(re.search(rf"^\./run\.sh {task}\b", readme, re.MULTILINE) for task in ("demo", "test"))


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "gold").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} → {target}"


def test_no_file_names_a_package_index() -> None:
    forbidden = [f"{'pypi'}.{'org'}", "-".join(("index", "url"))]
    for path in _tracked():
        text = path.read_bytes().lower()
        found = [word for word in forbidden if word.encode() in text]
        if path.name == "run.sh":  # which tells the compiler of constraints to leave it out
            found = [
                word
                for word in found
                if text.count(word.encode()) != text.count(b"--no-emit-" + word.encode())
            ]
        assert not found, f"{path.relative_to(ROOT)}: {found}"


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-dev.txt"])
def test_every_constraint_is_exact_and_hashed(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    assert all(re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in lines)


def test_few_packages_are_needed_to_run() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert len(re.findall(r"^[a-z0-9.-]+==", text, re.MULTILINE)) <= 70


def test_every_dependency_is_constrained() -> None:
    project = _project()["project"]
    for name, wanted in (
        ("constraints.txt", project["dependencies"]),
        ("constraints-dev.txt", [*project["dependencies"], *project["optional-dependencies"]["dev"]]),
    ):
        listed = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        asked = {re.split(r"[<>=~\[; ]", need)[0].lower().replace("_", "-") for need in wanted}
        assert asked <= listed, name
