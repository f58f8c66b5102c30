"""Killed at any moment, a record opens and continues: nothing lost that was reported as stored, nothing twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from legation.merge import merge
from legation.upkeep import keeping

from .pages import gold_pages

TESTS = Path(__file__).parents[1]
CHILD = """
import sys
sys.path[:0] = [{tests!r}, {source!r}]
from legation.upkeep import keeping
from record.pages import gold_pages
record = keeping.open_record(sys.argv[1], create=True)
print("ready", flush=True)
keeping.add(record, gold_pages(), batch=2, stored=lambda r: print(r.pages, r.new_reports, flush=True))
"""


@pytest.mark.parametrize("seed", range(4))
def test_kill(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "r.db"
    code = CHILD.format(tests=str(TESTS), source=str(TESTS.parent / "src"))
    child = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(random.Random(seed).uniform(0.0, 0.4))
    child.send_signal(signal.SIGKILL)
    lines = child.stdout.read().splitlines()
    child.wait()
    child.stdout.close()
    stored = [line.split() for line in lines if len(line.split()) == 2]
    promised = int(stored[-1][0]) if stored else 0
    pages = gold_pages()
    with keeping.open_record(path) as record:
        assert record.totals().documents >= promised
        assert not record.unmerged()
        kept = record.totals().documents
        receipt = keeping.add(record, pages)
        assert receipt.new_pages == len(pages) - kept
        found = sorted(record.events(), key=lambda event: event.id)
        assert found == list(merge((r for p in pages for r in p.reports), outlets=keeping.outlets()))
