"""Requests on their way side by side: one to a host at a time, and only so many in all.

    steps (a generator: one request after another) ──▶ Lanes ──▶ threads, which only speak with the network
             ▲                                           │
             └──── the answer, or what went wrong ◀──────┘

Steps go on in the thread that waits for answers, never in the others: the record is written in one place, and whoever
reads the steps reads them in their order.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from types import TracebackType
from typing import TypeVar

from legation.collect.fetching import Answer
from legation.collect.guarding import host_of
from legation.commands.clock import Clock

_LEAST, _MOST = 0.01, 60.0  # seconds for which an answer is waited for at once
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """One request to one host. ``at``: the moment before which it may not be made. ``follows``: it goes on where the last
    answer of the same host led to, at once.
    """

    address: str
    headers: tuple[tuple[str, str], ...] = ()
    limit: int | None = None
    at: float = 0.0
    follows: bool = False

    @property
    def host(self) -> str:
        """The host that is asked."""
        return host_of(self.address)


Steps = Generator[Request, Answer, T]
"""Something that is done with one request after another; what it returns is what came of it."""


@dataclass(slots=True, eq=False)
class _Job:
    number: int
    host: str  # whose turn it was when it began
    steps: Steps[None]
    request: Request = field(default_factory=lambda: Request(""))


class Lanes:
    """Carries out steps side by side. To be used as a context; what is on its way when it ends is left."""

    def __init__(
        self, ask: Callable[[Request], Answer], pause: Callable[[str], float], clock: Clock, most: int
    ) -> None:
        """``ask`` makes a request, in another thread. ``pause``: seconds between two requests to a host. ``most``: steps in hand
        at once, at least one.
        """
        self._ask = ask
        self._pause = pause
        self._clock = clock
        self._most = max(most, 1)
        self._begun = 0
        self._waiting: list[_Job] = []
        self._flying: list[_Job] = []
        self._free: dict[str, float] = {}
        self._threads: list[threading.Thread] = []
        self._requests: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[_Job, Answer | Exception]] = queue.SimpleQueue()

    def __enter__(self) -> Lanes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in self._threads:
            self._requests.put(None)
        for job in (*self._waiting, *self._flying):
            job.steps.close()

    # -------------------------------------------------------------- what is in hand

    @property
    def room(self) -> int:
        """How many more steps can be begun."""
        return self._most - len(self._waiting) - len(self._flying)

    @property
    def flying(self) -> bool:
        """Whether an answer is being waited for."""
        return bool(self._flying)

    @property
    def waiting(self) -> bool:
        """Whether something that was begun waits for its host."""
        return bool(self._waiting)

    @property
    def busy(self) -> frozenset[str]:
        """The hosts with which nothing new is to be begun."""
        jobs = (*self._waiting, *self._flying)
        return frozenset(host for job in jobs for host in (job.host, job.request.host))

    def ready(self) -> float:
        """The first moment at which something that waits may go on; infinity where nothing can before an answer comes."""
        asked = {job.request.host for job in self._flying}
        return min(
            (self._moment(job) for job in self._waiting if job.request.host not in asked),
            default=float("inf"),
        )

    def _moment(self, job: _Job) -> float:
        request = job.request
        return 0.0 if request.follows else max(request.at, self._free.get(request.host, 0.0))

    # -------------------------------------------------------------- going on

    def begin(self, host: str, steps: Steps[None]) -> None:
        """Begin steps with their first request, which waits for `go`; those that need none are done at once."""
        self._begun += 1
        self._advance(_Job(self._begun, host, steps), None)

    def go(self) -> None:
        """Make every request whose time has come, those first that were begun first."""
        now, asked = self._clock.now(), {job.request.host for job in self._flying}
        for job in sorted(self._waiting, key=lambda one: (not one.request.follows, one.number)):
            if job.request.host not in asked and self._moment(job) <= now:
                asked.add(job.request.host)
                self._waiting.remove(job)
                self._flying.append(job)
                self._send(job)

    def wait(self, seconds: float) -> None:
        """Wait for an answer, at most so long, and go on with the steps whose answers are there."""
        found = []
        try:
            found.append(self._answers.get(timeout=min(max(seconds, _LEAST), _MOST)))
            while True:
                found.append(self._answers.get_nowait())
        except queue.Empty:
            pass
        for job, answer in sorted(found, key=lambda one: one[0].number):
            self._flying.remove(job)
            self._free[job.request.host] = self._clock.now() + self._pause(job.request.host)
            self._advance(job, answer)

    def _advance(self, job: _Job, answer: Answer | Exception | None) -> None:
        try:
            if isinstance(answer, Exception):
                job.request = job.steps.throw(answer)
            else:
                job.request = next(job.steps) if answer is None else job.steps.send(answer)
        except StopIteration:
            return
        self._waiting.append(job)

    # -------------------------------------------------------------- threads

    def _send(self, job: _Job) -> None:
        if len(self._threads) < len(self._flying):
            thread = threading.Thread(target=self._work, name=f"lane {len(self._threads) + 1}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._requests.put(job)

    def _work(self) -> None:
        while (job := self._requests.get()) is not None:
            try:
                answer: Answer | Exception = self._ask(job.request)
            except Exception as error:  # it belongs to those who asked: `_advance` raises it there
                answer = error
            self._answers.put((job, answer))
