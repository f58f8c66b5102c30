"""Fetching: the one place from which Legation reaches the network.

address ── checked (http, https) ──▶ may it be fetched? (the caller: robots.txt)
    ▲                                     │
    │ redirect, at most five              ▼
    └──────────── answer ◀── request over a guarded connection (name looked up, address checked, pinned)
                     │
                     ▼ read_body, at most so many bytes
          Fetched | Unchanged | FetchError, with a name for what is wrong
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import PurePosixPath
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx2
from httpcore2 import NetworkBackend

from legation import __version__
from legation.collect.bodies import read_body, too_large
from legation.collect.guarding import Guard, checked
from legation.collect.pages import OPEN, WORD, kind_by_suffix, page
from legation.collect.transport import GuardedTransport
from legation.errors import FetchError
from legation.types import Capture

REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410, 451})
_LATER = frozenset({408, 425, 429})
_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,30})", re.I)
_PAGES = (
    "text/", "application/xhtml", "application/xml", "application/pdf", "application/octet-stream", "application/msword",
    WORD, OPEN,
)  # fmt: skip
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, and how long: bytes of one page, seconds for one step and for one whole exchange."""

    page: int = 20_000_000
    step: float = 20.0
    exchange: float = 60.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body. ``address`` is where it was found in the end."""

    asked: str
    address: str
    content: bytes
    media_type: str
    charset: str | None
    etag: str | None
    modified: str | None  # Last-Modified, as the host writes it
    moment: str  # ISO moment, UTC


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The host says that nothing has changed since the last answer."""

    asked: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The host says that what was asked for is to be found elsewhere: ``to`` as it writes it."""

    to: str


Answer = Fetched | Unchanged | Moved


def following(address: str) -> Generator[str, Answer, Fetched | Unchanged]:
    """The addresses to ask one after another until the page is had: the first, and those that redirects lead to.

    Each is sent the answer that it was given. Raises `FetchError` where they lead nowhere.
    """
    here, been = checked(address), set[str]()
    while True:
        been.add(here)
        answer = yield here
        if isinstance(answer, Fetched):
            return _named(answer, address)
        if isinstance(answer, Unchanged):
            return Unchanged(address)
        here = checked(urljoin(here, answer.to))
        if here in been:
            raise FetchError("endless redirect", f"{here} leads back to itself")
        if len(been) > REDIRECTS:
            raise FetchError("endless redirect", f"more than {REDIRECTS} redirects")


def conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    """The headers by which a page is only sent if it has changed."""
    headers = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in headers.items() if value}


class Fetcher:
    """Fetches addresses; several threads may use it at once. Keeps no cookies, sends no referrer, follows no proxy
    settings.
    """

    def __init__(
        self,
        guard: Guard,
        limits: Limits | None = None,
        contact: str | None = None,
        now: Callable[[], float] | None = None,
        opener: NetworkBackend | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._now = now or (lambda: datetime.now(UTC).timestamp())
        about = f"; {contact}" if contact else ""
        self._client = httpx2.Client(
            transport=GuardedTransport(guard, self.limits.exchange, opener),
            headers={
                "User-Agent": f"legation/{__version__} (reads news on defence diplomacy{about})",
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=httpx2.Timeout(self.limits.step),
            follow_redirects=False,
            trust_env=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # a jar that takes none
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, address: str, headers: Mapping[str, str], limit: int | None = None) -> Answer:
        """Make one request, and follow no redirect. ``limit``: bytes of its body, at most. Raises `FetchError`."""
        limit = limit or self.limits.page
        try:
            request = self._client.build_request("GET", address, headers=headers)
        except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
            raise FetchError("bad address", " ".join(str(error).split())[:200]) from None
        answer = self._client.send(request, stream=True)
        try:
            if answer.status_code == 304 and headers:
                return Unchanged(address)
            if answer.status_code in _MOVED and answer.headers.get("location"):
                return Moved(str(answer.headers["location"]))
            self._check_status(answer)
            promised = answer.headers.get("content-length", "")
            if promised.isdigit() and int(promised[:20]) > limit:
                raise too_large(limit)
            content = read_body(answer.iter_raw(), answer.headers.get("content-encoding", ""), limit)
            return self._fetched(address, answer, content)
        finally:
            answer.close()

    def _check_status(self, answer: httpx2.Response) -> None:
        status, wait = answer.status_code, self._retry_after(answer)
        if status == 200:
            return
        said = f"{status} {answer.reason_phrase}".strip()
        if status in _LATER or (status == 503 and wait is not None):
            raise FetchError("asked to wait", said, transient=True, wait=wait, host=True)
        if status >= 500:
            raise FetchError("host in trouble", said, transient=True, host=True)
        if status in _GONE:
            raise FetchError("not there", said)
        if status in (401, 402, 403):
            raise FetchError("not let in", said)
        raise FetchError("odd answer", said)

    def _retry_after(self, answer: httpx2.Response) -> float | None:
        """Seconds for which the host asks us to wait, at most a day."""
        value = str(answer.headers.get("retry-after", "")).strip()
        if value.isdigit():
            return min(float(value[:9]), _DAY)
        try:
            moment = email.utils.parsedate_to_datetime(value)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return min(max(moment.timestamp() - self._now(), 0.0), _DAY)

    def _fetched(self, address: str, answer: httpx2.Response, content: bytes) -> Fetched:
        kind = str(answer.headers.get("content-type", ""))
        charset = _CHARSET.search(kind)
        return Fetched(
            asked=address,
            address=address,
            content=content,
            media_type=kind.partition(";")[0].strip().lower(),
            charset=charset[1] if charset else None,
            etag=answer.headers.get("etag"),
            modified=answer.headers.get("last-modified"),
            moment=datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="seconds"),
        )


def _named(answer: Fetched, asked: str) -> Fetched:
    return answer if answer.asked == asked else Fetched(
        asked, answer.address, answer.content, answer.media_type, answer.charset, answer.etag, answer.modified,
        answer.moment,
    )  # fmt: skip


def captured(answer: Fetched, outlet: str | None = None) -> Capture:
    """What was fetched as a capture, as files give it. Raises `FetchError` for what is no page."""
    if answer.media_type and not answer.media_type.startswith(_PAGES):
        raise FetchError("no page", f"Content-Type is {answer.media_type[:60]}")
    paper = answer.media_type if answer.media_type in (WORD, OPEN) else None
    if answer.media_type == "application/octet-stream":
        paper = kind_by_suffix(PurePosixPath(urlsplit(answer.address).path).suffix.lower())
    found = page(answer.address, answer.content, "html" in answer.media_type, paper)
    if not isinstance(found, Capture):
        raise FetchError("no page", found.why)
    known = {"url": answer.address, "charset": answer.charset, "outlet": outlet}
    said = tuple((key, value) for key, value in known.items() if value)
    return Capture(found.name, found.content, found.media_type, found.sha256, answer.moment, said)
