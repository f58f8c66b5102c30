"""Reads gold: stories with their coding, in the format that ``gold/README.md`` describes.

A file that breaks the format raises `GoldError` with its path, the field and what was expected.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.edtf import bounds
from legation.errors import GoldError

TYPES = (
    "meeting", "forum", "agreement", "transfer", "exercise", "port-call", "access", "deployment", "training", "aid",
    "project", "institution", "pledge", "dispute", "sanction", "conflict",
)  # fmt: skip
STAGES = (
    "floated", "offered", "negotiating", "agreed", "approved", "signed", "ratified", "under-way", "delivered",
    "completed", "suspended", "cancelled", "lapsed",
)  # fmt: skip
FACTUALITIES = ("actual", "planned", "possible", "denied")
ROLES = (
    "host", "visitor", "supplier", "recipient", "donor", "signatory", "participant", "speaker", "organiser",
)  # fmt: skip
_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class GoldActor:
    """Someone who takes part; ``state`` is None for organisations and groups."""

    name: str
    state: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event as a careful analyst coded it."""

    key: str
    type: str
    mode: str | None
    states: tuple[str, ...]
    actors: tuple[GoldActor, ...]
    date: str | None
    country: str | None
    stage: str | None
    factuality: str
    items: tuple[tuple[str, float | None], ...]  # designation, quantity
    money: tuple[tuple[float, str], ...]  # amount, currency
    claim_states: tuple[str | None, ...]
    required: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class GoldStory:
    """A page with its coding."""

    name: str
    path: Path
    text: str
    outlet: str | None
    published: str | None
    language: str
    events: tuple[GoldEvent, ...]


def read_gold(folder: Path) -> tuple[GoldStory, ...]:
    """The gold stories of a folder, by name.

    Raises GoldError where the folder holds none, or a file breaks the format.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder")
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder}: holds no gold stories (expected NAME.json with NAME.txt beside it)")
    return tuple(_story(path) for path in paths)


def _story(path: Path) -> GoldStory:
    raw = _Fields(_json(path), str(path))
    beside = path.with_suffix(".txt")
    try:
        # Bytes, so that no line ending is changed: offsets count in the page as it stands.
        text = beside.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise GoldError(f"{path}: its text {beside.name} is missing or not UTF-8") from None
    events = tuple(_event(one, text) for one in raw.parts("events", required=True))
    language = raw.text("language") or "en"
    return GoldStory(path.stem, beside, text, raw.text("outlet"), raw.date("published"), language, events)


def _json(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise GoldError(f"{path}: not readable as JSON ({error})") from None
    if not isinstance(raw, dict):
        raise GoldError(f"{path}: expected a JSON object; found {_shown(raw)}")
    return raw


def _event(raw: _Fields, text: str) -> GoldEvent:
    place = raw.part("place")
    return GoldEvent(
        key=raw.text("key") or "",
        type=raw.one_of("type", TYPES),
        mode=raw.text("mode"),
        states=raw.states("states"),
        actors=tuple(
            GoldActor(a.text("name") or "", a.state("state"), a.one_or_none("role", ROLES))
            for a in raw.parts("actors")
        ),
        date=raw.date("date"),
        country=place.state("country") if place else None,
        stage=raw.one_or_none("stage", STAGES),
        factuality=raw.one_of("factuality", FACTUALITIES),
        items=tuple((i.words("designation"), i.number("quantity")) for i in raw.parts("items")),
        money=tuple((m.amount("amount"), m.words("currency")) for m in raw.parts("money")),
        claim_states=tuple(c.state("state") for c in raw.parts("claimed_by")),
        required=raw.flag("required"),
        evidence=raw.evidence("evidence", text),
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """An object of a gold file, and where it stands, so that a wrong field can be named."""

    raw: dict[str, Any]
    file: str
    where: str = ""

    def broken(self, name: str, expected: str) -> GoldError:
        """The error that says what was expected of a field, and what stands there."""
        found = _shown(self.raw[name]) if name in self.raw else "nothing"
        return GoldError(f"{self.file}: {self.where}{name}: expected {expected}; found {found}")

    def text(self, name: str) -> str | None:
        value = self.raw.get(name)
        if value is None or isinstance(value, str):
            return value
        raise self.broken(name, "null or text")

    def words(self, name: str) -> str:
        value = self.raw.get(name)
        if isinstance(value, str) and value.strip():
            return value
        raise self.broken(name, "text")

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        value = self.raw.get(name)
        if isinstance(value, str) and value in known:
            return value
        raise self.broken(name, f"one of {', '.join(known)}")

    def one_or_none(self, name: str, known: tuple[str, ...]) -> str | None:
        value = self.raw.get(name)
        if value is None or (isinstance(value, str) and value in known):
            return value
        raise self.broken(name, f"null or one of {', '.join(known)}")

    def state(self, name: str) -> str | None:
        value = self.raw.get(name)
        if value is None or (isinstance(value, str) and _STATE.fullmatch(value)):
            return value
        raise self.broken(name, "null or an ISO 3166-1 alpha-3 code")

    def states(self, name: str) -> tuple[str, ...]:
        value = self.raw.get(name)
        if isinstance(value, list) and all(isinstance(s, str) and _STATE.fullmatch(s) for s in value):
            return tuple(sorted(set(value)))
        raise self.broken(name, "a list of ISO 3166-1 alpha-3 codes")

    def date(self, name: str) -> str | None:
        value = self.raw.get(name)
        if value is None or (isinstance(value, str) and bounds(value)):
            return value
        raise self.broken(
            name, "null or an EDTF date (2014-11-20, 2014-11, 201X, 2014-21, 2014-11-18/2014-11-20)"
        )

    def flag(self, name: str) -> bool:
        value = self.raw.get(name)
        if isinstance(value, bool):
            return value
        raise self.broken(name, "true or false")

    def number(self, name: str) -> float | None:
        value = self.raw.get(name)
        return None if value is None else self.amount(name, "null or a number")

    def amount(self, name: str, expected: str = "a number") -> float:
        value = self.raw.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        raise self.broken(name, expected)

    def evidence(self, name: str, text: str) -> str:
        value = self.raw.get(name)
        if isinstance(value, str) and value and value in text:
            return value
        raise self.broken(name, "an exact substring of the text")

    def part(self, name: str) -> _Fields | None:
        value = self.raw.get(name)
        if value is None:
            return None
        if isinstance(value, dict):
            return _Fields(value, self.file, f"{self.where}{name}.")
        raise self.broken(name, "null or an object")

    def parts(self, name: str, required: bool = False) -> list[_Fields]:
        value = self.raw.get(name)
        if value is None and not required:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.broken(name, "a list of objects")
        return [_Fields(one, self.file, f"{self.where}{name}[{n}].") for n, one in enumerate(value)]


def _shown(value: Any) -> str:
    """A value as JSON, cut short."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"
