"""Starting the desk: which address it may listen on, and the server under it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from legation.errors import UsageError
from legation.review.desk import Desk
from legation.review.guard import is_loopback
from legation.review.people import People, beside
from legation.telling import Tell, silent
from legation.upkeep.keeping import open_record

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERY = ("0.0.0.0", "::")
TURN = 0.0005
"""Seconds for which a thread may keep the others waiting: a page asks the record fifty times, and after each time it
would else wait 5 ms for what is made aside."""
REMEMBERED = 4000
"""Events that the desk keeps at hand, some 15 kB each."""


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
    opened = open_record(record, tell=tell)
    opened.remember(REMEMBERED)
    return Desk(opened, people, hosts)


def serve(desk: Desk, host: str, port: int, tls: tuple[str, str] | None = None) -> None:
    """Serve until stopped. ``tls`` names the files of a certificate and its key."""
    import uvicorn

    from legation.review.pages.front import make_ready
    from legation.review.web import make_app

    sys.setswitchinterval(TURN)
    desk.prepare()
    make_ready(desk)
    certificate, key = tls if tls else (None, None)
    config = uvicorn.Config(
        make_app(desk),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=60,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        proxy_headers=False,
    )
    uvicorn.Server(config).run()
