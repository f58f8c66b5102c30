"""Visiting hosts politely: what each asks of robots, how long to leave it alone; kept in the record across runs."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from legation.collect import robots
from legation.collect.fetching import Answer, Fetched, Unchanged, conditions, following
from legation.collect.guarding import host_of
from legation.commands.clock import DAY, HOUR, MINUTE, Clock
from legation.commands.lanes import Request, Steps
from legation.errors import FetchError
from legation.record import Record, watched
from legation.record.watched import Host

ROBOTS_FOR = DAY
"""Seconds for which a robots.txt is believed."""
PATIENCE = 120.0
"""Seconds for which a host is waited for; what wants longer is left for another time."""
_OPEN = frozenset({"not there", "not let in", "odd answer"})  # answers that mean there is no robots.txt
_BUSY = frozenset({"host in trouble", "asked to wait"})  # answers that leave open what is in it


def back_off(failures: int) -> float:
    """Seconds for which a host is left alone after so many failures in a row: one minute, doubled, at most six hours."""
    return float(min(MINUTE * 2 ** min(max(failures - 1, 0), 20), 6 * HOUR))


class Visitor:
    """What is known of the hosts that are visited. ``delay``: seconds between two requests to one of them, at least."""

    def __init__(self, record: Record, delay: float, clock: Clock) -> None:
        self.record = record
        self.clock = clock
        self.least = delay
        self.delays: dict[str, float] = {}

    def delay(self, host: str) -> float:
        """Seconds between two requests to a host."""
        return self.delays.get(host, self.least)

    def visit(self) -> Visit:
        """The requests for one thing that is in hand."""
        return Visit(self)

    def known(self, host: str) -> Host:
        """What the record knows of a host."""
        with self.record.reading() as connection:
            return watched.host(connection, host)


class Visit:
    """The requests for one page or one source, as their hosts wish: robots.txt first, no sooner than may be."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._reached: dict[str, float] = {}  # host: when it last answered, or failed to
        self._last = ""

    def greet(self, address: str) -> Steps[bool]:
        """Ask a host that is not known yet for its robots.txt; whether it was asked, so that the page has to wait for
        its turn while others are asked. Raises `FetchError`.
        """
        known = self._visitor.known(host_of(address))
        if known.robots_until > self._now():
            return False
        yield from self._ask_for_robots(known, address)
        return True

    def get(self, address: str, again: bool = True) -> Steps[Fetched | Unchanged]:
        """Fetch an address; ``again``: only if it has changed since the last time. Raises `FetchError`."""
        headers: dict[str, str] = {}
        if again:
            with self._visitor.record.reading() as connection:
                headers = conditions(*watched.answer(connection, address))
        return (yield from self._follow(address, headers))

    def release(self, connection: Connection, error: FetchError | None = None) -> None:
        """Note when the hosts that were reached may be asked again."""
        for host, moment in self._reached.items():
            known, pause = watched.host(connection, host), self._visitor.delay(host)
            if error is not None and error.host and host == self._last:
                wait = back_off(known.failures + 1) if error.wait is None else error.wait
                known = replace(known, failures=known.failures + 1, free=self._now() + max(wait, pause))
            else:
                known = replace(known, failures=0, free=max(known.free, moment + pause))
            watched.put_host(connection, known)

    def _now(self) -> float:
        return self._visitor.clock.now()

    def _follow(
        self, address: str, headers: dict[str, str], limit: int | None = None, robot: bool = True
    ) -> Steps[Fetched | Unchanged]:
        """Ask an address and those that it leads to; as a ``robot``, each only where its host lets robots in."""
        steps, sent = following(address), tuple(headers.items())
        here, before = next(steps), ""
        while True:
            host = host_of(here)
            greeted = robot and (yield from self._let_in(host, here))
            follows = host == before and not greeted
            try:
                here = steps.send(
                    (yield from self._ask(Request(here, sent, limit, self._free(host), follows)))
                )
            except StopIteration as end:
                found: Fetched | Unchanged = end.value
                return found
            before = host

    def _ask(self, request: Request) -> Steps[Answer]:
        """Make a request, and note that its host was reached, whatever comes of it."""
        self._last = request.host
        try:
            return (yield request)
        finally:
            self._reached[request.host] = self._now()

    def _free(self, host: str) -> float:
        """When a host may be asked; one that this visit has reached is kept from being asked too soon by the lanes.

        Raises `FetchError` where that is too far away to wait for.
        """
        if host in self._reached:
            return 0.0
        moment = self._visitor.known(host).free
        wait = moment - self._now()
        if wait > PATIENCE:
            raise FetchError(
                "asked to wait", f"{host} is to be left alone for now", transient=True, wait=wait
            )
        return moment

    def _let_in(self, host: str, address: str) -> Steps[bool]:
        """Whether the host had to be asked for its robots.txt. Raises `FetchError` for what that closes to us."""
        known = self._visitor.known(host)
        asked = known.robots_until <= self._now()
        if asked:
            known = yield from self._ask_for_robots(known, address)
        rules = robots.parse(known.robots or "")
        self._visitor.delays[host] = max(self._visitor.least, rules.delay or 0.0)
        robots.check(rules, address)
        return asked

    def _ask_for_robots(self, known: Host, address: str) -> Steps[Host]:
        text = yield from self._robots_text(address)
        known = replace(known, robots=text, robots_until=self._now() + ROBOTS_FOR)
        with self._visitor.record.writing() as writer:
            watched.put_host(writer.connection, known)
        self._visitor.delays.pop(known.host, None)
        return known

    def _robots_text(self, address: str) -> Steps[str]:
        try:
            answer = yield from self._follow(robots.place(address), {}, robots.LIMIT, robot=False)
        except FetchError as error:
            if error.kind in _OPEN:
                return ""
            if error.kind not in _BUSY:
                raise
            why = f"could not be had, so nothing is fetched ({error})"
            raise FetchError("robots.txt", why, transient=True, wait=error.wait, host=True) from None
        return answer.content.decode("utf-8", "replace") if isinstance(answer, Fetched) else ""
