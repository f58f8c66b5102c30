"""Visiting hosts politely: what each asks of robots, how long to leave it alone; kept in the record across runs."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from legation.collect import robots
from legation.collect.fetching import Fetched, Fetcher, Unchanged
from legation.collect.guarding import host_of
from legation.commands.clock import DAY, HOUR, MINUTE, Clock
from legation.errors import FetchError
from legation.record import Record, watched
from legation.record.watched import Host

ROBOTS_FOR = DAY
"""Seconds for which a robots.txt is believed."""
_OPEN = frozenset({"not there", "not let in", "odd answer"})  # answers that mean there is no robots.txt
_BUSY = frozenset({"host in trouble", "asked to wait"})  # answers that leave open what is in it


def back_off(failures: int) -> float:
    """Seconds for which a host is left alone after so many failures in a row: one minute, doubled, at most six hours."""
    return float(min(MINUTE * 2 ** min(max(failures - 1, 0), 20), 6 * HOUR))


class Visitor:
    """Fetches addresses, one after another, as their hosts wish. ``delay``: seconds between two requests to a host."""

    def __init__(self, record: Record, fetcher: Fetcher, delay: float, clock: Clock) -> None:
        self._record = record
        self._fetcher = fetcher
        self._least = delay
        self._clock = clock
        self._touched: list[str] = []  # hosts that the request in hand has reached
        self._delays: dict[str, float] = {}

    def begin(self) -> None:
        """Something new is in hand."""
        self._touched = []

    def greet(self, address: str) -> bool:
        """Ask a host that is not known yet for its robots.txt; whether it was asked, so that the page has to wait for
        its turn while others are asked. Raises `FetchError`.
        """
        with self._record.reading() as connection:
            known = watched.host(connection, host_of(address))
        if known.robots_until > self._clock.now():
            return False
        self._touched.append(known.host)
        self._ask_for_robots(known, address)
        return True

    def get(self, address: str, again: bool = True) -> Fetched | Unchanged:
        """Fetch an address; ``again``: only if it has changed since the last time. Raises `FetchError`."""
        etag = modified = None
        if again:
            with self._record.reading() as connection:
                etag, modified = watched.answer(connection, address)
        return self._fetcher.get(address, etag, modified, self._allows)

    def delay(self, host: str) -> float:
        """Seconds between two requests to a host."""
        return self._delays.get(host, self._least)

    def release(self, connection: Connection, error: FetchError | None = None) -> None:
        """Note when the hosts that were reached may be asked again."""
        now = self._clock.now()
        for host in dict.fromkeys(self._touched):
            known = watched.host(connection, host)
            if error is not None and error.host and host == self._touched[-1]:
                wait = back_off(known.failures + 1) if error.wait is None else error.wait
                known = replace(known, failures=known.failures + 1, free=now + max(wait, self.delay(host)))
            else:
                known = replace(known, failures=0, free=max(known.free, now + self.delay(host)))
            watched.put_host(connection, known)

    def _allows(self, address: str) -> None:
        """Raises `FetchError` for what a site's robots.txt closes to us; notes that its host has been reached."""
        host = host_of(address)
        self._touched.append(host)
        robots.check(self._robots(host, address), address)

    def _robots(self, host: str, address: str) -> robots.Robots:
        with self._record.reading() as connection:
            known = watched.host(connection, host)
        if known.robots_until <= self._clock.now():
            known = self._ask_for_robots(known, address)
            self._clock.sleep(self._least)
        rules = robots.parse(known.robots or "")
        self._delays[host] = max(self._least, rules.delay or 0.0)
        return rules

    def _ask_for_robots(self, known: Host, address: str) -> Host:
        text = self._robots_text(address)
        known = replace(known, robots=text, robots_until=self._clock.now() + ROBOTS_FOR)
        with self._record.writing() as writer:
            watched.put_host(writer.connection, known)
        self._delays.pop(known.host, None)
        return known

    def _robots_text(self, address: str) -> str:
        try:
            answer = self._fetcher.get(robots.place(address), limit=robots.LIMIT)
        except FetchError as error:
            if error.kind in _OPEN:
                return ""
            if error.kind not in _BUSY:
                raise
            why = f"could not be had, so nothing is fetched ({error})"
            raise FetchError("robots.txt", why, transient=True, wait=error.wait, host=True) from None
        return answer.content.decode("utf-8", "replace") if isinstance(answer, Fetched) else ""
