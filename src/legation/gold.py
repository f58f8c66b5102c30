"""Reads gold: stories with their coding, in the format that ``gold/README.md`` describes.

A file that breaks the format raises `GoldError` with its path, the field and what was expected.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
_EDTF = re.compile(
    r"^\d{4}(-\d\d(-\d\d)?)?[~?%]?(/(\.\.|\d{4}(-\d\d(-\d\d)?)?[~?%]?))?$|^\.\./\d{4}(-\d\d(-\d\d)?)?$"
)


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event as a careful analyst coded it."""

    key: str
    type: str
    mode: str | None
    states: tuple[str, ...]
    actors: tuple[tuple[str, str | None, str], ...]  # name, state, role
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
        raise GoldError(f"{folder}: holds no gold (*.json with *.txt beside)")
    return tuple(_story(path) for path in paths)


def _story(path: Path) -> GoldStory:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise GoldError(f"{path}: not readable as JSON ({error})") from None
    beside = path.with_suffix(".txt")
    try:
        text = beside.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise GoldError(f"{path}: its text {beside.name} is missing or not UTF-8") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("events"), list):
        raise GoldError(f"{path}: events: expected a list")
    events = tuple(_event(path, number, event, text) for number, event in enumerate(raw["events"]))
    return GoldStory(
        path.stem, beside, text, raw.get("outlet"), raw.get("published"), raw.get("language", "en"), events
    )


def _event(path: Path, number: int, raw: Any, text: str) -> GoldEvent:
    def broken(field: str, expected: str) -> GoldError:
        return GoldError(f"{path}: events[{number}].{field}: expected {expected}")

    if not isinstance(raw, dict):
        raise broken("", "an object")
    if raw.get("type") not in TYPES:
        raise broken("type", f"one of {', '.join(TYPES)}; found {raw.get('type')!r}")
    if raw.get("stage") is not None and raw["stage"] not in STAGES:
        raise broken("stage", f"null or one of {', '.join(STAGES)}; found {raw['stage']!r}")
    if raw.get("factuality") not in FACTUALITIES:
        raise broken("factuality", f"one of {', '.join(FACTUALITIES)}; found {raw.get('factuality')!r}")
    states = raw.get("states")
    if not isinstance(states, list) or not all(isinstance(s, str) and len(s) == 3 for s in states):
        raise broken("states", "a list of ISO 3166-1 alpha-3 codes")
    if raw.get("date") is not None and not (isinstance(raw["date"], str) and _EDTF.match(raw["date"])):
        raise broken("date", f"null or an EDTF date; found {raw['date']!r}")
    if not isinstance(raw.get("required"), bool):
        raise broken("required", "true or false")
    if not isinstance(raw.get("evidence"), str) or raw["evidence"] not in text:
        raise broken("evidence", "an exact substring of the text")
    return _made(raw)


def _made(raw: dict[str, Any]) -> GoldEvent:
    place = raw.get("place") or {}
    return GoldEvent(
        key=str(raw.get("key", "")),
        type=raw["type"],
        mode=raw.get("mode"),
        states=tuple(sorted(raw["states"])),
        actors=tuple(
            (a.get("name") or "", a.get("state"), a.get("role") or "") for a in raw.get("actors") or ()
        ),
        date=raw.get("date"),
        country=place.get("country"),
        stage=raw.get("stage"),
        factuality=raw["factuality"],
        items=tuple((i["designation"], i.get("quantity")) for i in raw.get("items") or ()),
        money=tuple((float(m["amount"]), m["currency"]) for m in raw.get("money") or ()),
        claim_states=tuple(c.get("state") for c in raw.get("claimed_by") or ()),
        required=raw["required"],
        evidence=raw["evidence"],
    )
