"""Starting the desk: which address it may listen on, the server under it, and the processes that answer."""

from __future__ import annotations

import gc
import os
import signal
import socket
import ssl
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from legation.errors import LegationError, UsageError
from legation.review.desk import Desk, load_drawing
from legation.review.guard import is_loopback
from legation.review.people import People, beside
from legation.review.shelf import Shelf
from legation.review.workers import FORKS, Workers, usual_number
from legation.telling import Tell, silent
from legation.upkeep.keeping import open_record

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERY = ("0.0.0.0", "::")
TURN = 0.0005
"""Seconds for which a thread may keep the others waiting: a page asks the record fifty times, and after each time it
would else wait 5 ms for what is made aside."""
REMEMBERED = 4000
"""Events that the desk keeps at hand, some 15 kB each."""
ALIVE = 60
"""Seconds for which a connection stays open that nothing is asked over."""
MOVES = 2
"""The same where several processes answer: the next page is then answered by one that has time for it."""
TIDY = 600
"""Seconds between two looks through all that is kept, for what refers to itself alone."""
BEHIND, LOOK = 10, 0.2
"""How much the process stands back that looks up what nobody waits for, and seconds between its looks for a wish."""
Tls = tuple[str, str]
"""The files of a certificate and its key."""


def open_desk(record: str, host: str = LOOPBACK[0], names: Sequence[str] = (), tell: Tell = silent) -> Desk:
    """A desk on a record, to be called at ``host`` or by one of ``names``; ``tell`` hears of what it waits for.

    Raises `UsageError` for an address that others can reach while no users are set up, `RecordError` for a file
    that is no record.
    """
    people = People(beside(Path(record)))
    if not is_loopback(host) and not people.all():
        raise UsageError(
            f"{host}: others can reach this address, and no users are set up; "
            f"`legation user add NAME --role admin --record {record}` sets one up"
        )
    if host in EVERY and not names:
        raise UsageError(f"{host}: say with --name by which name or address others will call this desk")
    hosts = frozenset({*LOOPBACK, host, *names} - set(EVERY))
    return _opened(record, people, hosts, tell)


def _opened(record: str | Path, people: People, hosts: frozenset[str], tell: Tell = silent) -> Desk:
    opened = open_record(record, tell=tell)
    opened.remember(REMEMBERED)
    return Desk(opened, people, hosts)


def serve(desk: Desk, host: str, port: int, tls: Tls | None = None, number: int | None = None) -> None:
    """Serve until stopped, from so many processes that share one address, with one more behind them.

    Raises `UsageError` for an address or a certificate that cannot be used, `KeyboardInterrupt` where Ctrl-C stopped it.
    """
    _check(tls)
    listening = _bind(host, port)
    number = number or usual_number()
    if number == 1:
        _answer(desk, listening, tls, ALIVE)
        return
    with TemporaryDirectory(prefix="legation-", ignore_cleanup_errors=True) as folder:
        stopped = _share(replace(desk, shelf=Shelf(Path(folder) / "answers.db")), listening, tls, number)
    signal.raise_signal(stopped)  # to end as whoever sent it expects


def _share(desk: Desk, listening: list[socket.socket], tls: Tls | None, number: int) -> int:
    """Answer from several processes; the signal that stopped them."""
    given: Desk | _Sent = desk if FORKS else _Sent.of(desk)
    if FORKS:
        import uvicorn  # noqa: F401

        import legation.review.web  # noqa: F401  (what is loaded here takes its memory once)

        _make_ready(desk)
    desk.let_go()
    try:
        answering = partial(_answer, given, listening, tls, MOVES)
        return Workers([*[answering] * number, partial(_look_up, given)], FORKS).run()
    finally:
        for one in listening:
            one.close()


def _check(tls: Tls | None) -> None:
    if tls is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*tls)
    except OSError as error:
        raise UsageError(f"{tls[0]}, {tls[1]}: no certificate with its key ({error})") from None


def _bind(host: str, port: int) -> list[socket.socket]:
    """Sockets at an address, which listen once somebody is there to answer."""
    found: list[socket.socket] = []
    try:
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, where in dict.fromkeys(known):
            one = socket.socket(family, kind, protocol)
            found.append(one)
            if sys.platform not in ("win32", "cygwin"):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind(where)
    except OSError as error:
        for one in found:
            one.close()
        raise UsageError(
            f"{host}, port {port}: cannot be listened at ({error.strerror}); --port names another"
        ) from None
    return found


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a process needs that opens the desk anew."""

    record: Path
    users: Path
    hosts: frozenset[str]
    secret: str
    shelf: Shelf | None

    @classmethod
    def of(cls, desk: Desk) -> _Sent:
        return cls(desk.record.path, desk.people.path, desk.hosts, desk.secret, desk.shelf)

    def opened(self) -> Desk:
        desk = _opened(self.record, People(self.users), self.hosts)
        return replace(desk, secret=self.secret, shelf=self.shelf)


# ------------------------------------------------------------------ in each process that answers


def _answer(given: Desk | _Sent, listening: list[socket.socket], tls: Tls | None, alive: int) -> None:
    """Answer until told to stop."""
    import uvicorn

    from legation.review.web import make_app

    desk = _desk(given)
    sys.setswitchinterval(TURN)
    _make_ready(desk)
    for aside in (load_drawing, _tidy):
        threading.Thread(target=aside, daemon=True).start()
    certificate, key = tls if tls else (None, None)
    config = uvicorn.Config(
        make_app(desk),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=alive,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        proxy_headers=False,
    )
    with desk.record:
        uvicorn.Server(config).run(sockets=listening)


def _look_up(given: Desk | _Sent) -> None:
    """Look up what the others wish for, without taking the processor from them."""
    desk = _desk(given)
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    with desk.record:
        while desk.shelf is not None:
            wish = desk.shelf.wished()
            if wish is None:
                time.sleep(LOOK)
                continue
            with suppress(LegationError):  # whoever opens the page again wishes for it again
                desk.newness.make(*wish)


def _desk(given: Desk | _Sent) -> Desk:
    return given if isinstance(given, Desk) else given.opened()


def _make_ready(desk: Desk) -> None:
    """What nobody's first page should wait for, and how what is thrown away is looked for."""
    from legation.review.pages.front import make_ready

    desk.prepare()
    make_ready(desk)
    # Python goes through all that is kept whenever that has grown by a quarter: with thousands of events at hand, every
    # page waited 200 ms for it, several times a minute. What refers to itself is thrown away young, or by `_tidy`.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], 1_000_000)


def _tidy() -> None:
    """Now and then look through all that is kept after all."""
    while True:
        time.sleep(TIDY)
        gc.collect()
