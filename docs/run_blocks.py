"""Runs the code blocks of the documentation, so that what it shows is true.

Blocks are fenced and marked. `sh` and `python` are run, page by page and in order, in an empty folder that holds some
dispatches under ``news/``, with `.venv/bin` first on the path; `./run.sh TASK` is not run, only looked up. `json` (one value,
or one a line) and `toml` must parse. A second word, `skip`, leaves a block alone.

    python docs/run_blocks.py [PAGE…]
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
DISPATCHES = ROOT / "src" / "legation" / "data" / "demo"
LIMIT = 120  # seconds for one block
_FENCE = re.compile(r"^```(?P<mark>[^\n`]*)\n(?P<code>.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_TASK = re.compile(r"^\s*(?:\./run\.sh\s+(?P<task>[a-z]+)|\.ci/run)\b[^\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: where it stands, how it is marked, what it holds."""

    where: str
    kind: str
    code: str


def pages() -> list[Path]:
    """Every page of the documentation."""
    return [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / "gold").glob("*.md")),
    ]


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page that are to be looked at, in order."""
    text = page.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        kind, *words = match["mark"].split() or [""]
        if "skip" not in words:
            line = text.count("\n", 0, match.start()) + 1
            yield Block(f"{page.relative_to(ROOT)}:{line}", kind, match["code"])


def check(block: Block, folder: Path) -> str | None:
    """What is wrong with a block, or None."""
    if block.kind == "json":
        return _parses(block.code)
    if block.kind == "toml":
        try:
            tomllib.loads(block.code)
        except tomllib.TOMLDecodeError as error:
            return str(error)
    if block.kind == "python":
        return _run([sys.executable, "-c", block.code], folder)
    if block.kind == "sh":
        unknown = {m["task"] for m in _TASK.finditer(block.code) if m["task"]} - tasks()
        if unknown:
            return f"run.sh has no task {', '.join(sorted(unknown))}"
        rest = _TASK.sub("", block.code)
        return _run(["bash", "-euo", "pipefail", "-c", rest], folder) if rest.strip() else None
    return None


def tasks() -> frozenset[str]:
    """The tasks that run.sh knows."""
    return frozenset(
        re.findall(r"^task_([a-z]+)\(\)", (ROOT / "run.sh").read_text(encoding="utf-8"), re.MULTILINE)
    )


def _parses(code: str) -> str | None:
    try:
        json.loads(code)
    except json.JSONDecodeError:
        try:
            for line in code.splitlines():
                json.loads(line)
        except json.JSONDecodeError as error:
            return str(error)
    return None


def _run(command: list[str], folder: Path) -> str | None:
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {LIMIT} seconds"
    return (
        None
        if done.returncode == 0
        else f"exit status {done.returncode}\n{(done.stderr or done.stdout).strip()[-2000:]}"
    )


def main(names: list[str]) -> int:
    """Check the pages named, or all: 0 where every block is right."""
    wrong = looked = 0
    for page in [Path(name).resolve() for name in names] or pages():
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            (folder / "news").mkdir()
            for dispatch in sorted(DISPATCHES.glob("*.txt")):
                shutil.copy(dispatch, folder / "news")
            for block in blocks(page):
                looked += 1
                problem = check(block, folder)
                if problem is not None:
                    wrong += 1
                    print(f"{block.where}: {problem}", file=sys.stderr)
    print(f"{looked} blocks looked at, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
