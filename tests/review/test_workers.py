"""Several processes that answer for one desk: each knows what was done in another, and all begin and end together."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import html

from legation.record import Record
from legation.review.people import MOST_FAILURES, People, beside

from .conftest import QUICK

pytestmark = [
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes under /proc"),
]
SECRET = "a long enough password"
COMMAND = "import sys; from legation.cli import main; sys.exit(main())"
SPAWNED = f"from legation.review import serving; serving.FORKS = False; {COMMAND}"
"""As on other systems than Linux, where each process opens the desk anew."""


def _heeds_ctrl_c() -> None:
    """As from a terminal, also where the tests run in the background and so pay no heed to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Served:
    """A desk that is served, and a visitor with cookies."""

    def __init__(self, record: Path, *more: str, command: str = COMMAND) -> None:
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])
        words = [sys.executable, "-c", command, "serve", "--record", str(record), "--port", self.port, *more]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=_heeds_ctrl_c, env=os.environ | {"TMPDIR": str(record.parent)})  # fmt: skip
        self.folder = record.parent
        self.cookies: dict[str, str] = {}
        self.wait(self.answers)

    def wait(self, until: Callable[[], object]) -> None:
        for _ in range(600):
            if until():
                return
            time.sleep(0.1)
        raise AssertionError("waited for a minute")

    def answers(self) -> bool:
        with contextlib.closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", int(self.port))) == 0

    def children(self) -> list[int]:
        """The processes that it began, the oldest first: those that answer, and last the one that looks things up."""
        pid = self.process.pid
        return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask over a connection of its own."""
        with contextlib.closing(HTTPConnection("127.0.0.1", int(self.port), timeout=60)) as line:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if form is None:
                line.request("GET", path, headers=headers)
            else:
                headers |= {"Content-Type": "application/x-www-form-urlencoded"}
                line.request("POST", path, urlencode(form), headers)
            answer = line.getresponse()
            for name, value in re.findall(r"([\w-]+)=([^;]*)", " ".join(answer.headers.get_all("Set-Cookie") or ())):  # fmt: skip
                if name.startswith("legation"):
                    self.cookies[name] = value
            return answer.status, answer.read().decode()

    @contextlib.contextmanager
    def only(self, place: int) -> Iterator[None]:
        """While one of two processes alone can answer."""
        other = self.children()[1 - place]
        os.kill(other, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(other, signal.SIGCONT)

    def end(self, how: Callable[[], None]) -> tuple[int, str, str]:
        """Its status, and what it said, once it was ended."""
        children = self.children()
        how()
        out, err = self.process.communicate(timeout=30)
        self.wait(lambda: not any(map(_lives, children)))
        if self.process.returncode != -signal.SIGKILL:
            assert not list(self.folder.glob("legation-*"))  # nothing is left behind
        return self.process.returncode, out, err


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def serve(record: Record) -> Iterator[Callable[..., Served]]:
    """Starts desks on a copy of the record."""
    running: list[Served] = []

    def start(*more: str, command: str = COMMAND) -> Served:
        running.append(Served(record.path, *more, command=command))
        return running[-1]

    yield start
    for one in running:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.process.pid, signal.SIGKILL)
        one.process.communicate()


def token(page: str) -> str:
    return str(html.fromstring(page).xpath("//input[@name='csrf']/@value")[0])


@pytest.mark.parametrize("command", [COMMAND, SPAWNED], ids=["forked", "spawned"])
def test_what_was_done_in_one_process_holds_in_the_other(
    serve: Callable[..., Served], people: People, record: Record, command: str
) -> None:
    for name in ("ada", "bob"):
        people.add(name, SECRET, "admin")
    desk = serve("--workers", "2", command=command)
    desk.wait(lambda: len(desk.children()) >= 3)
    with desk.only(0):
        form = {"csrf": token(desk.ask("/login")[1]), "name": "ada", "password": SECRET, "next": "/"}
    with desk.only(1):
        assert desk.ask("/login", form)[0] == 303
    with desk.only(0):
        status, page = desk.ask("/review")
        assert status == 200 and "ada" in page
        tree = html.fromstring(page)
        accepting = next(one for one in tree.forms if one.action == "/review/accept")
        judging = {name: value or "" for name, value in accepting.fields.items() if name}
        assert desk.ask("/review/accept", judging)[0] == 303
    with desk.only(1):
        status, page = desk.ask("/review/accept", judging)
        assert status == 409 and "judged in the meantime" in page
    what = [entry.what for entry in people.audit()]
    assert what.count("POST /review/accept") == 2 and "logged in" in what
    with record.notebook() as notebook:
        assert len({said.act for said in notebook.sayings()}) == 1


def test_failed_log_ins_count_whichever_process_was_asked(
    serve: Callable[..., Served], people: People
) -> None:
    people.add("ada", SECRET, "admin")
    desk = serve("--workers", "2")
    desk.wait(lambda: len(desk.children()) >= 3)
    form = {"csrf": token(desk.ask("/login")[1]), "name": "ada", "password": "wrong password", "next": "/"}
    statuses = []
    for number in range(MOST_FAILURES["pair"] + 1):
        with desk.only(number % 2):
            statuses.append(desk.ask("/login", form)[0])
    assert statuses == [401] * MOST_FAILURES["pair"] + [429]


def test_a_process_that_dies_is_replaced(serve: Callable[..., Served]) -> None:
    desk = serve("--workers", "2")
    desk.wait(lambda: len(desk.children()) == 3)
    before = desk.children()
    for one in before:
        os.kill(one, signal.SIGKILL)
    desk.wait(lambda: len(set(desk.children()) - set(before)) == 3)
    assert desk.ask("/")[0] == 200
    status, out, err = desk.end(desk.process.terminate)
    assert status == -signal.SIGTERM and out.count("\n") == 1
    assert err.count("a process of the desk ended by signal 9; another takes its place") == 3


@pytest.mark.parametrize("command", [COMMAND, SPAWNED], ids=["forked", "spawned"])
def test_ctrl_c_ends_all(serve: Callable[..., Served], command: str) -> None:
    desk = serve("--workers", "3", command=command)
    desk.wait(lambda: len(desk.children()) >= 4)
    assert desk.ask("/")[0] == 200
    status, out, err = desk.end(lambda: os.killpg(desk.process.pid, signal.SIGINT))
    assert status == 130 and err.strip() == "legation: stopped"
    assert re.fullmatch(r"The desk on \S+ is at http://localhost:\d+/ \(Ctrl-C ends it\)\n", out)


def test_none_lives_on_where_the_first_was_killed(serve: Callable[..., Served]) -> None:
    desk = serve("--workers", "2")
    desk.wait(lambda: len(desk.children()) == 3)
    assert desk.end(desk.process.kill)[0] == -signal.SIGKILL
    assert not desk.answers()


def test_one_process_answers_by_itself(serve: Callable[..., Served]) -> None:
    desk = serve("--workers", "1")
    assert desk.ask("/")[0] == 200 and desk.children() == []
    assert desk.end(desk.process.terminate)[0] == -signal.SIGTERM


def test_an_address_that_is_taken_is_refused_in_a_line(serve: Callable[..., Served], record: Record) -> None:
    desk = serve("--workers", "1")
    words = [sys.executable, "-c", COMMAND, "serve", "--record", str(record.path), "--port", desk.port]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"legation: 127.0.0.1, port {desk.port}: cannot be listened at (Address already in use)")  # fmt: skip


def test_a_certificate_that_is_none_is_refused_in_a_line(record: Record, tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-c",
        COMMAND,
        "serve",
        "--record",
        str(record.path),
        "--tls",
        "no.pem",
        "no.key",
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr.startswith(
        "legation: no.pem, no.key: no certificate with its key"
    )


def test_processes_that_end_at_once_are_given_up() -> None:
    script = (
        "import sys; from functools import partial; from legation.review.workers import Workers\n"
        "from legation.errors import LegationError\n"
        "try: Workers([partial(sys.exit, 3)]).run()\n"
        "except LegationError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert "ended with 3, as 4 did before it" in done.stdout
    assert done.stderr.count("another takes its place") == 4


def test_tries_that_come_at_once_count_like_others(record: Record, people: People) -> None:
    from concurrent.futures import ThreadPoolExecutor

    people.add("ada", SECRET, "admin")

    def attempt(number: int) -> bool:
        return People(beside(record.path), QUICK).try_log_in("ada", "192.0.2.1", 1000.0 + number / 100) == 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(24))) == MOST_FAILURES["pair"]
    assert people.log_in("ada", SECRET, "192.0.2.1", 1000.0)
