"""The way out: connections that go to checked addresses only, and what goes wrong on them in plain words."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2
import httpx2
from httpcore2 import SOCKET_OPTION, NetworkBackend, NetworkStream, SyncBackend

from legation.collect.guarding import Guard
from legation.errors import FetchError

CONNECTIONS = 20
IDLE = 15.0
"""Seconds for which an idle connection is kept."""


class Deadline(threading.local):
    """When one whole exchange has to be over: a host that sends a byte now and then keeps nobody for ever.

    Each thread has an exchange of its own.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def restart(self) -> None:
        """The next exchange of this thread begins."""
        self._end = time.monotonic() + self._seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that one step may take. Raises `FetchError` where time is up."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError("too slow", f"not done after {self._seconds:g} s", transient=True, host=True)
        return left if timeout is None else min(left, timeout)

    @contextmanager
    def step(self, timeout: float | None) -> Iterator[float]:
        """One step and the seconds that it may take; it says which of the two limits ended it."""
        try:
            yield self.left(timeout)
        except httpcore2.TimeoutException:
            self.left(timeout)
            raise


class GuardedBackend(NetworkBackend):
    """Opens connections. The name is looked up and checked here, and the connection goes to what was checked;
    TLS still asks for a certificate in the host's own name.
    """

    def __init__(self, guard: Guard, deadline: Deadline, opener: NetworkBackend | None = None) -> None:
        self._guard = guard
        self._deadline = deadline
        self._opener = opener or SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to the first checked address that answers."""
        *others, last = self._guard.addresses(host, port)

        def opened(address: str) -> NetworkStream:
            with self._deadline.step(timeout) as left:
                stream = self._opener.connect_tcp(address, port, left, local_address, socket_options)
            return _Bounded(stream, self._deadline)

        for address in others:
            try:
                return opened(address)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return opened(last)


class _Bounded(NetworkStream):
    """A connection on which every step ends with the deadline."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._deadline.step(timeout) as left:
            return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with self._deadline.step(timeout) as left:
            self._stream.write(buffer, left)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        with self._deadline.step(timeout) as left:
            stream = self._stream.start_tls(ssl_context, server_hostname, left)
        return _Bounded(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx2.BaseTransport):
    """Carries requests over guarded connections. Knows no proxies: one could reach what we must not."""

    def __init__(self, guard: Guard, longest: float, opener: NetworkBackend | None = None) -> None:
        """``longest``: seconds that an exchange may take, from looking up the name to the last byte."""
        self._deadline = Deadline(longest)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS,
            keepalive_expiry=IDLE,
            network_backend=GuardedBackend(guard, self._deadline, opener),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """One request, one response; its body is still to be read. Raises `FetchError`."""
        self._deadline.restart()
        url = request.url
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        with in_plain_words():
            answer = self._pool.handle_request(
                httpcore2.Request(
                    request.method, target, headers=request.headers.raw, extensions=request.extensions
                )
            )
        body = _Body(answer)
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=body, extensions=answer.extensions
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with in_plain_words():
            yield from self._answer.stream

    def close(self) -> None:
        self._answer.close()


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn what the connection says into a `FetchError`."""
    try:
        yield
    except httpcore2.ConnectTimeout:
        raise FetchError("no connection", "none within the time", transient=True, host=True) from None
    except httpcore2.TimeoutException:
        raise FetchError("timeout", "the host stopped answering", transient=True, host=True) from None
    except httpcore2.ConnectError as error:
        certificate = error.__cause__ if isinstance(error.__cause__, ssl.SSLError) else None
        kind = "bad certificate" if certificate else "no connection"
        raise FetchError(kind, _said(certificate or error), transient=True, host=True) from None
    except httpcore2.RemoteProtocolError as error:
        raise FetchError("broken answer", _said(error), transient=True) from None
    except httpcore2.NetworkError as error:
        raise FetchError("broken connection", _said(error), transient=True, host=True) from None
    except (httpcore2.UnsupportedProtocol, httpcore2.LocalProtocolError) as error:
        raise FetchError("bad address", _said(error)) from None


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
