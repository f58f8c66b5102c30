"""The sources that are watched, as `sources.toml` names them: one table each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from legation.collect.guarding import checked, host_of
from legation.errors import FetchError, InputError

AT_ONCE, _MOST_AT_ONCE = 8, 16
"""Hosts asked side by side, if nothing is said, and at most."""
KINDS = ("rss", "atom", "sitemap", "listing")
_SPANS = {"m": 60.0, "h": 3_600.0, "d": 86_400.0, "w": 604_800.0}
_SPAN = re.compile(r"(\d{1,4})\s*([mhdw])")
_SHORTEST = 60.0  # seconds between two visits


class _Source(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    url: str
    kind: Literal["rss", "atom", "sitemap", "listing"]
    state: str = ""
    language: str = "en"
    ownership: Literal["state", "public", "private", "party", "intergovernmental", "unknown"] = "unknown"
    every: str = "1h"
    weekly: float = 0
    only: str = ""
    take: Literal["pages", "feed"] = "pages"
    outlet: str = ""
    verified: str = ""


class _Fetching(msgspec.Struct, forbid_unknown_fields=True):
    contact: str = ""
    delay: float = 2.0
    allow_hosts: list[str] = []
    reach: float = 14.0
    most: int = 100
    at_once: int = AT_ONCE


class _File(msgspec.Struct, forbid_unknown_fields=True):
    source: list[_Source] = []
    fetching: _Fetching = msgspec.field(default_factory=_Fetching)


@dataclass(frozen=True, slots=True)
class Source:
    """A source that is watched. ``every`` is in seconds; ``weekly`` is how many pages it should yield in a week, 0
    where nobody knows. ``only``: what an address must hold to be taken. ``take``: the pages that it lists, or the texts that
    the feed itself carries. ``verified``: the day on which a person last
    saw it answer, as the file says.
    """

    name: str
    url: str
    kind: str
    state: str | None
    language: str
    ownership: str
    every: float
    weekly: float
    only: str
    outlet: str | None
    verified: str | None
    take: str = "pages"

    @property
    def host(self) -> str:
        """The host that it is fetched from."""
        return host_of(self.url)


@dataclass(frozen=True, slots=True)
class Manners:
    """How fetching behaves. ``delay``: seconds between two requests to one host. ``reach``: days; a page that is
    older when it is first seen is left alone. ``most``: pages taken at once from a source. ``at_once``: hosts asked side by
    side.
    """

    contact: str | None = None
    delay: float = 2.0
    allow_hosts: frozenset[str] = frozenset()
    reach: float = 14.0
    most: int = 100
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class Sources:
    """What a file of sources says."""

    sources: tuple[Source, ...]
    manners: Manners = Manners()


def load(path: Path) -> Sources:
    """The sources that a file names. Raises `InputError` with one line that says what is wrong, and where."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(
            f"{path}: no such file (`legation sources --starter` prints one to begin with)"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from None
    return parse(text, str(path))


def parse(text: str, name: str) -> Sources:
    """The sources in a text; ``name`` stands in messages."""
    try:
        raw = tomllib.loads(text)
        found = msgspec.convert(raw, _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"{name}: {_where(str(error), locals().get('raw'))}") from None
    if not found.source:
        raise InputError(f"{name}: names no source (a source is a table [[source]])")
    sources = tuple(_source(one, name) for one in found.source)
    for key in ("name", "url"):
        seen: set[str] = set()
        for one in sources:
            value = getattr(one, key)
            if value in seen:
                raise InputError(f"{name}: two sources have the {key} {value}")
            seen.add(value)
    return Sources(sources, _manners(found.fetching, name))


def _where(message: str, raw: object) -> str:
    """Say which source a message means, by its name instead of its number."""
    match = re.search(r"\$\.source\[(\d+)\]", message)
    if not match or not isinstance(raw, dict):
        return message
    tables = raw.get("source", [])
    number = int(match[1])
    given = tables[number].get("name") if isinstance(tables[number], dict) else None
    return f"source {number + 1} ({given or 'without a name'}): {message}"


def _source(raw: _Source, name: str) -> Source:
    where = f"{name}: source {raw.name!r}"
    if not raw.name.strip():
        raise InputError(f"{name}: a source without a name")
    try:
        url = checked(raw.url)
    except FetchError as error:
        raise InputError(f"{where}: {error}") from None
    span = _SPAN.fullmatch(raw.every.strip())
    if not span or int(span[1]) * _SPANS[span[2]] < _SHORTEST:
        raise InputError(f"{where}: every = {raw.every!r} is no span of time (say 30m, 2h, 1d)")
    if raw.state and not re.fullmatch(r"[A-Z]{3}", raw.state):
        raise InputError(f"{where}: state = {raw.state!r} is no code of a state (say JPN)")
    if raw.take == "feed" and raw.kind not in ("rss", "atom"):
        raise InputError(f"{where}: take = 'feed', but a {raw.kind} carries no text (only rss and atom do)")
    if raw.weekly < 0:
        raise InputError(f"{where}: weekly = {raw.weekly} is below nought")
    return Source(
        name=raw.name.strip(),
        url=url,
        kind=raw.kind,
        state=raw.state or None,
        language=raw.language,
        ownership=raw.ownership,
        every=int(span[1]) * _SPANS[span[2]],
        weekly=raw.weekly,
        only=raw.only,
        outlet=raw.outlet or None,
        verified=raw.verified or None,
        take=raw.take,
    )


def _manners(raw: _Fetching, name: str) -> Manners:
    for key in ("delay", "reach", "most"):
        if getattr(raw, key) < 0:
            raise InputError(f"{name}: [fetching] {key} is below nought")
    if not 1 <= raw.at_once <= _MOST_AT_ONCE:
        raise InputError(f"{name}: [fetching] at_once is a number from 1 to {_MOST_AT_ONCE}")
    hosts = frozenset(host.lower().rstrip(".") for host in raw.allow_hosts)
    return Manners(raw.contact or None, raw.delay, hosts, raw.reach, raw.most, raw.at_once)
