"""The short version of ./run.sh soak: killed again and again, a watcher loses nothing and repeats nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SOAK = Path(__file__).with_name("soak.py")


def test_a_watcher_that_is_killed_loses_and_repeats_nothing() -> None:
    command = [sys.executable, str(SOAK), "--hours", "1", "--kills", "3", "--longest", "0.2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["kills"] == 3 and told["articles"] > 3 and told["alerts"] > 1
