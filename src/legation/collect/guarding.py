"""Which addresses may be reached: http and https to public hosts, and to a host that the settings allow by name.

A name is looked up once for each connection, every address that it stands for is checked, and the connection goes to
an address that was checked: a name that answers otherwise the next time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from legation.errors import FetchError

LONGEST = 2_000
"""Characters of an address; longer ones are refused."""

Resolver = Callable[[str, int], tuple[str, ...]]
"""The numeric addresses of a host and port. Raises `OSError` for a name that is not known."""

# The registries of special-purpose addresses (RFC 6890 and its successors), and where clouds answer questions about a
# machine's keys. Written out, because what Python calls global differs between its versions.
_METADATA = frozenset(
    map(ip_address, ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"))
)
_SPECIAL_4 = tuple(
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "an address of this machine"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address inside a provider's network"),
        ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for documentation"),
        ("192.31.196.0/24", "a reserved address"),
        ("192.52.193.0/24", "a reserved address"),
        ("192.88.99.0/24", "a reserved address"),
        ("192.168.0.0/16", "a private address"),
        ("192.175.48.0/24", "a reserved address"),
        ("198.18.0.0/15", "an address for measurements"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    )
)
_SPECIAL_6 = tuple(
    (IPv6Network(network), name)
    for network, name in (
        ("::1/128", "a loopback address"),
        ("fe80::/10", "a link-local address"),
        ("fc00::/7", "a private address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "an address for documentation"),
        ("3fff::/20", "an address for documentation"),
        ("5f00::/16", "a reserved address"),
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
# IPv4 addresses inside IPv6 ones, by the bits that follow them: mapped, translated, compatible, NAT64, 6to4.
_EMBEDDED = (
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)
_BLANK = re.compile(r"[\x00-\x20\x7f\\]")


def forbidden(address: str) -> str | None:
    """What kind of address this is, where it may not be reached; None for a public one."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    if isinstance(ip, IPv6Address):
        return _forbidden_6(ip)
    return _forbidden_4(ip)


def _forbidden_4(ip: IPv4Address) -> str | None:
    if ip in _METADATA:
        return "the address at which a cloud tells of its machines"
    return next((name for network, name in _SPECIAL_4 if ip in network), None)


def _forbidden_6(ip: IPv6Address) -> str | None:
    if ip in _METADATA:
        return "the address at which a cloud tells of its machines"
    special = next((name for network, name in _SPECIAL_6 if ip in network), None)
    if special:
        return special
    for network, shift in _EMBEDDED:
        if ip in network:
            return _forbidden_4(IPv4Address(int(ip) >> shift & 0xFFFFFFFF))
    return None if ip in _PUBLIC_6 else "a reserved address"


def look_up(host: str, port: int) -> tuple[str, ...]:
    """What the system's resolver answers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides where a connection may go. ``allowed``: hosts, in lower case, that may have any address."""

    allowed: frozenset[str] = frozenset()
    resolve: Resolver = look_up

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Addresses of a host to connect to, each of them checked.

        Raises `FetchError` for a name that is not known, and where any of its addresses may not be reached.
        """
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            said = getattr(error, "strerror", None) or str(error)
            raise FetchError("no such host", f"{host} ({said})", transient=True, host=True) from None
        if not found:
            raise FetchError("no such host", host, transient=True, host=True)
        if host.lower().rstrip(".") in self.allowed:
            return found
        for address in found:
            kind = forbidden(address)
            if kind:
                name = f"{host} is {kind}" if address == host else f"{host} stands for {address}, {kind}"
                raise FetchError("forbidden address", name)
        return found


def checked(address: str) -> str:
    """An address without its fragment. Raises `FetchError` for any but plain http and https."""
    bare = address.partition("#")[0].strip()
    shown = bare if len(bare) <= 100 else bare[:100] + "…"
    if len(bare) > LONGEST:
        raise FetchError("bad address", f"{shown} has {len(bare):,} characters")
    if _BLANK.search(bare):
        raise FetchError("bad address", f"{shown!r} holds blanks or control characters")
    try:
        parts = urlsplit(bare)
        port = parts.port
    except ValueError as error:
        raise FetchError("bad address", f"{shown} ({error})") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError("forbidden scheme", f"{shown} (only http and https are fetched)")
    if not parts.hostname or port == 0:
        raise FetchError("bad address", f"{shown} names no host")
    if parts.username is not None or parts.password is not None:
        raise FetchError("bad address", "an address that carries a name or password")
    return bare


def host_of(address: str) -> str:
    """The host and port that an address is fetched from, as politeness counts them."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower().rstrip(".")
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"
