"""A server that plays the web: well-behaved sites, and every kind of bad one. It listens on the loopback address only.

with Web() as web:
    web.put("/feed", feed([...]))            # an answer
    web.put("/slow", slow())                 # a way of misbehaving
    web.asked                                # what was asked for, in order
"""

from __future__ import annotations

import gzip
import socket
import sys
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOME = "127.0.0.1"
PATIENCE = 5.0  # seconds for which a slow page holds a connection, at most


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answers: it keeps its promises, and knows conditional requests where it has an ETag."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in."""

    host: str
    path: str
    headers: dict[str, str]
    when: float = 0.0


Behaviour = Callable[["_Handler"], Answer | None]
"""Answers a request itself, or says what to answer."""
Page = Answer | Behaviour


class Web:
    """The web. What stands under ``host/path`` goes before what stands under ``/path`` alone."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.now: Callable[[], float] = lambda: 0.0
        self._server = _Server((HOME, 0), _Handler)
        self._server.daemon_threads = True
        self._server.web = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.over = threading.Event()
        self.present: Counter[str] = Counter()  # requests that are being answered, by host
        self.crowd: list[tuple[int, int]] = []  # at each request: how many its host has, how many all have
        self._counting = threading.Lock()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Web:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @contextmanager
    def answering(self, host: str) -> Iterator[None]:
        """While a host answers a request."""
        with self._counting:
            self.present[host] += 1
            self.crowd.append((self.present[host], self.present.total()))
        try:
            yield
        finally:
            with self._counting:
                self.present[host] -= 1

    def at(self, path: str, host: str = "news.example") -> str:
        """The address of a page."""
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, page: Page) -> None:
        """Put a page where it will be found."""
        self.pages[path] = page

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """Names as this web has them: all its own stand for the server, the others are what they say."""
        if host.endswith(".example"):
            return (HOME,)
        if host.replace(".", "").isdigit() or ":" in host:
            return (host,)
        raise OSError(-2, "Name or service not known")

    def moments(self, host: str) -> list[float]:
        """When a host was asked, but for its robots.txt."""
        return [one.when for one in self.asked if one.host == host and one.path != "/robots.txt"]

    def paths(self, host: str | None = None) -> list[str]:
        """What was asked for."""
        return [one.path for one in self.asked if host is None or one.host == host]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Who asked has gone: nobody minds."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 0
    timeout = 10

    def do_GET(self) -> None:
        web: Web = self.server.web  # type: ignore[attr-defined]
        host = (self.headers.get("Host") or "").partition(":")[0]
        web.asked.append(Asked(host, self.path, {k.lower(): v for k, v in self.headers.items()}, web.now()))
        page = web.pages.get(host + self.path, web.pages.get(self.path))
        if page is None:
            page = Answer(b"nothing here", 404)
        with web.answering(host):
            made = page if isinstance(page, Answer) else page(self)
        if made is None:
            self.close_connection = True
        else:
            self.answer(made)

    def answer(self, page: Answer) -> None:
        etag = page.headers.get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            page = Answer(b"", 304, headers={"ETag": etag})
        with suppress(OSError):
            self.send_response(page.status)
            if page.status != 304:
                self.send_header("Content-Type", page.kind)
            if "Content-Length" not in page.headers:
                self.send_header("Content-Length", str(len(page.body)))
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)

    def raw(self, *pieces: bytes, wait: float = 0.0) -> None:
        """Send bytes as they are, with a pause after each, until the server ends."""
        web: Web = self.server.web  # type: ignore[attr-defined]
        with suppress(OSError):
            for piece in pieces:
                self.wfile.write(piece)
                if wait and web.over.wait(wait):
                    break

    def log_message(self, *_words: object) -> None:
        return


# ------------------------------------------------------------------ good pages


def article(title: str, *paragraphs: str, day: str | None = None) -> Answer:
    """A page with a story."""
    meta = f'<meta property="article:published_time" content="{day}">' if day else ""
    text = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    page = (
        f"<!DOCTYPE html><html lang='en'><head><title>{escape(title)}</title>{meta}</head>"
        f"<body><article><h1>{escape(title)}</h1>{text}</article></body></html>"
    )
    return Answer(page.encode())


def feed(items: Iterable[tuple[str, str, float]], etag: str | None = None) -> Answer:
    """An RSS feed of (address, title, moment)."""
    parts = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><pubDate>{formatdate(when)}</pubDate></item>"
        for link, title, when in items
    )
    xml = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>{parts}</channel></rss>'
    return Answer(xml.encode(), kind="application/rss+xml", headers={"ETag": etag} if etag else {})


def atom(items: Iterable[tuple[str, str, str]]) -> Answer:
    """An Atom feed of (address, title, ISO moment)."""
    parts = "".join(
        f'<entry><id>{escape(link)}</id><title>{escape(title)}</title><link href="{escape(link)}"/>'
        f"<updated>{when}</updated></entry>"
        for link, title, when in items
    )
    xml = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{parts}</feed>'
    return Answer(xml.encode(), kind="application/atom+xml")


def sitemap(items: Iterable[tuple[str, str]], index: bool = False) -> Answer:
    """A sitemap of (address, ISO day), or an index of sitemaps."""
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    parts = "".join(
        f"<{inner}><loc>{escape(link)}</loc><lastmod>{day}</lastmod></{inner}>" for link, day in items
    )
    xml = (
        f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</{outer}>'
    )
    return Answer(xml.encode(), kind="application/xml")


def listing(items: Iterable[tuple[str, str]]) -> Answer:
    """A page of links."""
    parts = "".join(f'<li><a href="{escape(link)}">{escape(title)}</a></li>' for link, title in items)
    return Answer(f"<html><body><ul>{parts}</ul></body></html>".encode())


def moved(to: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(b"", status, headers={"Location": to})


def packed(answer: Answer, how: str = "gzip") -> Answer:
    """An answer, packed on its way."""
    body = gzip.compress(answer.body) if how == "gzip" else zlib.compress(answer.body)
    return Answer(body, answer.status, answer.kind, {**answer.headers, "Content-Encoding": how})


# ------------------------------------------------------------------ bad pages


def _head(length: int | None, *more: str, kind: str = "text/html") -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", *more]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode()


def late(answer: Answer, seconds: float) -> Behaviour:
    """Answers well, after a while."""

    def behave(handler: _Handler) -> Answer:
        web: Web = handler.server.web  # type: ignore[attr-defined]
        web.over.wait(seconds)
        return answer

    return behave


def slow(handler: _Handler) -> None:
    """Answers, and then sends a byte now and then."""
    handler.raw(_head(100_000), *[b"x"] * int(PATIENCE / 0.05), wait=0.05)


def slow_head(handler: _Handler) -> None:
    """Never gets past its headers."""
    handler.raw(b"HTTP/1.1 200 OK\r\nX: ", *[b"y"] * int(PATIENCE / 0.05), wait=0.05)


def mute(handler: _Handler) -> None:
    """Takes the request and says nothing."""
    handler.raw(b"", wait=PATIENCE)


def short(handler: _Handler) -> None:
    """Promises more than it sends."""
    handler.raw(_head(10_000), b"<html>not all of it")


def lying_huge(handler: _Handler) -> None:
    """Promises terabytes."""
    handler.raw(_head(10**13), b"x")


def endless(handler: _Handler) -> None:
    """Promises nothing, and sends for ever."""
    web: Web = handler.server.web  # type: ignore[attr-defined]
    with suppress(OSError):
        handler.wfile.write(_head(None))
        while not web.over.is_set():
            handler.wfile.write(b"x" * 65_536)


def bomb(handler: _Handler) -> None:
    """A hundred megabytes of nothing, packed small."""
    body = _bomb()
    handler.raw(_head(len(body), "Content-Encoding: gzip"), body)


@cache
def _bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()


def broken_packing(handler: _Handler) -> None:
    """Says gzip, and is not."""
    handler.raw(_head(20, "Content-Encoding: gzip"), b"this is not gzip at all"[:20])


def half_packing(handler: _Handler) -> None:
    """Gzip that ends in its middle."""
    body = gzip.compress(b"<html>" + b"word " * 500)[:-20]
    handler.raw(_head(len(body), "Content-Encoding: gzip"), body)


def babble(handler: _Handler) -> None:
    """Speaks no HTTP."""
    handler.raw(b"220 mail.example ESMTP ready\r\n")


def hang_up(handler: _Handler) -> None:
    """Closes the connection at once, without a word."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()


def many_heads(handler: _Handler) -> None:
    """A hundred thousand headers."""
    handler.raw(b"HTTP/1.1 200 OK\r\n", b"".join(b"X-%d: y\r\n" % n for n in range(100_000)), b"\r\n")
