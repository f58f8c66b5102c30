"""Several processes that work side by side: each that ends is replaced, and all end together.

The server library has such a thing, and it is not used: there a process that is slow to answer a ping is killed amid what it
does, Ctrl-C waits for pings, and the processes live on where the first one is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from legation.commands.running import fault, say
from legation.errors import LegationError

FORKS = sys.platform == "linux"
"""Whether a process begins as a copy of this one, with all that was made ready here; else anew, and is sent its work."""
MOST = 4
"""Processes at most, where nobody says how many: each takes memory."""
LOOK = 0.5
"""Seconds between two looks whether to stop."""
PATIENCE = 8.0
"""Seconds for which processes that were told to end may go on with what they are at; then they are killed."""
SHORT = 5.0
"""Seconds of a life that is called short."""
SHORT_LIVES = 5
"""Short lives one after another, after which none is begun anew."""
STOPPING = (signal.SIGINT, signal.SIGTERM)
Work = Callable[[], None]


def usual_number() -> int:
    """How many processes answer where nobody says: one for each processor, `MOST` at most.

    On Windows one alone, since there nobody has tried more.
    """
    if os.name == "nt":
        return 1
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST)
    return min(os.cpu_count() or 1, MOST)


@dataclass
class Workers:
    """A process for each of these works. Where processes fork, call it without threads; else works must be picklable."""

    works: Sequence[Work]
    forks: bool = FORKS
    _told: int | None = None  # the signal that said to stop
    _short: int = 0
    _begun: dict[int, float] = field(default_factory=dict)  # by process id

    def run(self) -> int:
        """Keep them at work until a signal says to stop; which one. Raises `LegationError` where they end again and again."""
        before = {one: signal.signal(one, self._stop) for one in STOPPING}
        running: list[BaseProcess] = []
        try:
            running += map(self._start, self.works)
            while self._told is None:
                wait([process.sentinel for process in running], LOOK)
                for place, process in enumerate(running):
                    if self._told is None and not process.is_alive():
                        running[place] = self._instead_of(process, self.works[place])
        finally:
            _end(running)
            for one, handler in before.items():
                signal.signal(one, handler)
        return self._told

    def _stop(self, number: int, _frame: object) -> None:
        self._told = number

    def _start(self, work: Work) -> BaseProcess:
        context = multiprocessing.get_context("fork" if self.forks else "spawn")
        process: BaseProcess = context.Process(target=_obey, args=(work,))  # type: ignore[attr-defined]
        process.start()
        self._begun[process.pid or 0] = time.monotonic()
        return process

    def _instead_of(self, ended: BaseProcess, work: Work) -> BaseProcess:
        lived = time.monotonic() - self._begun.pop(ended.pid or 0)
        self._short = self._short + 1 if lived < SHORT else 0
        how = f"by signal {-(ended.exitcode or 0)}" if (ended.exitcode or 0) < 0 else f"with {ended.exitcode}"
        if self._short >= SHORT_LIVES:
            raise LegationError(
                f"a process of the desk ended {how}, as {SHORT_LIVES - 1} did before it, soon after it began"
            )
        say(f"a process of the desk ended {how}; another takes its place")
        return self._start(work)


def _end(running: list[BaseProcess]) -> None:
    """End them: they are told to again and again, since one that has just begun may not hear yet."""
    until = time.monotonic() + PATIENCE
    left = running
    while left and time.monotonic() < until:
        for process in left:
            process.terminate()
        wait([process.sentinel for process in left], 2 * LOOK)
        left = [process for process in left if process.is_alive()]
    for process in left:
        process.kill()
        process.join()


# ------------------------------------------------------------------ in each process


def _obey(work: Work) -> None:
    """Do the work. Ctrl-C reaches all processes of a terminal: the first one hears it, and tells the others to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        work()
    except (LegationError, OSError) as error:
        say(str(error))
        sys.exit(1)
    except Exception as error:  # the outermost edge of this process
        say(fault(error))
        sys.exit(1)


def _leave(_number: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(0)


def _end_with_parent() -> None:
    """Where the first process was killed, nobody is left who would tell."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
