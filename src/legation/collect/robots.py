"""What a site asks of robots (robots.txt, RFC 9309): which paths to leave alone, and how long to wait between two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from legation.errors import FetchError

NAME = "legation"
"""The product token that we answer to."""
LIMIT = 500_000
"""Bytes of a robots.txt that are read (RFC 9309 asks for at least 500 kibibytes)."""
SLOWEST = 3_600.0
"""Seconds: the longest crawl delay that is kept to; a longer one is taken for this."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A path pattern and whether it may be fetched."""

    pattern: str
    allow: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for us."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None  # seconds between two requests

    def allows(self, address: str) -> bool:
        """Whether an address may be fetched: the longest pattern that fits decides, and of two as long, the one that
        allows.
        """
        parts = urlsplit(address)
        path = _plain(urlunsplit(("", "", parts.path or "/", parts.query, "")))
        fitting = [rule for rule in self.rules if _fits(rule.pattern, path)]
        best = max(fitting, key=lambda rule: (len(rule.pattern), rule.allow), default=None)
        return best is None or best.allow


def place(address: str) -> str:
    """Where the robots.txt for an address lies."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def check(robots: Robots, address: str) -> None:
    """Raises `FetchError` for an address that the site asks robots to leave alone."""
    if not robots.allows(address):
        raise FetchError("robots.txt", f"{address} is closed to robots")


def parse(text: str) -> Robots:
    """The rules for us in a robots.txt: those of the groups that name us, else of those for everyone."""
    groups = _groups(text)
    ours = [group for group in groups if any(agent == NAME for agent in group[0])]
    ours = ours or [group for group in groups if "*" in group[0]]
    rules = tuple(rule for _, found, _ in ours for rule in found)
    delays = [delay for _, _, delay in ours if delay is not None]
    return Robots(rules, min(max(delays), SLOWEST) if delays else None)


def _groups(text: str) -> list[tuple[list[str], list[Rule], float | None]]:
    """Groups as they stand: user agents, rules, crawl delay."""
    groups: list[tuple[list[str], list[Rule], float | None]] = []
    naming = False
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if not naming:
                groups.append(([], [], None))
            groups[-1][0].append(re.split(r"[/\s]", value.lower(), maxsplit=1)[0])
        elif groups and key in ("allow", "disallow") and value:
            groups[-1][1].append(Rule(_plain(value), key == "allow"))
        elif groups and key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
            groups[-1] = (*groups[-1][:2], float(value))
        if key in ("user-agent", "allow", "disallow", "crawl-delay"):
            naming = key == "user-agent"
    return groups


def _plain(path: str) -> str:
    """A path in one spelling, so that %7E and ~ are the same."""
    return quote(unquote(path), safe="/?&=*$~:@!,;+()'-._#[]")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern (``*`` anything, ``$`` the end) fits the beginning of a path. Takes time in proportion."""
    ends = pattern.endswith("$")
    first, *rest = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in rest[:-1] if ends else rest:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if not ends:
        return True
    return path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= at if rest else at == len(path)
