"""Reports made from gold: what a faultless coder would print, with the true cluster of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from legation.types import Actor, Claim, Evidence, Item, Money, Paragraph, Place, Report, Span, Story

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "tests" / "gold_dev", ROOT / "gold" / "train")


def truth(reports: dict[Report, str]) -> dict[str, str]:
    """Report id → true cluster: the gold keys, with those levelled that `gold_same.json` says name one happening.

    The gold stories were written in several hands, and a happening told in two hands often got two keys.
    """
    same: list[list[str]] = json.loads(
        (Path(__file__).with_name("gold_same.json")).read_text(encoding="utf-8")
    )
    first = {key: keys[0] for keys in same for key in keys}
    return {report.id: first.get(key, key) for report, key in reports.items()}


def digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def gold_reports(folders: Iterable[Path] = FOLDERS) -> dict[Report, str]:
    """Each gold event as a report, with its key; a story that stands in two folders counts once."""
    found: dict[Report, str] = {}
    seen: set[str] = set()
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            if path.stem not in seen:
                seen.add(path.stem)
                found.update(story_reports(path))
    return found


def story_reports(path: Path) -> dict[Report, str]:
    """The events of one coded story as reports, with their keys."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    story = Story(
        id="s_" + digest(raw["story"]), path=path.name, url=None, part=1, title=text.split("\n", 1)[0],
        outlet=raw["outlet"], outlet_state=None, published=raw["published"], published_span=None,
        language=raw["language"], text=text, paragraphs=(Paragraph(Span(0, len(text)), "body"),),
    )  # fmt: skip
    return {_report(story, event): event["key"] for event in raw["events"]}


def _report(story: Story, event: dict[str, Any]) -> Report:
    start = story.text.find(event["evidence"])
    return Report(
        id="r_" + digest(story.id, event["key"]), story=story, type=event["type"], mode=event["mode"],
        states=tuple(sorted(event["states"])), actors=tuple(_actor(a) for a in event["actors"]),
        date=event["date"], date_basis=None, place=_place(event["place"]), stage=event["stage"],
        factuality=event["factuality"], topics=(),
        items=tuple(Item(i["designation"], i.get("category") or "arms", i.get("quantity"), None, Span(0, 0)) for i in event["items"]),
        money=tuple(Money(m["amount"], m["currency"], "value", Span(0, 0)) for m in event["money"]),
        claims=tuple(Claim(c["name"], c.get("state"), "said", None) for c in event["claimed_by"]),
        evidence=(Evidence(start, start + len(event["evidence"]), event["evidence"], "event"),),
        rule="gold", confidence=1.0,
    )  # fmt: skip


def _actor(raw: dict[str, Any]) -> Actor:
    person = raw.get("office") is not None and raw.get("name") is not None
    name = raw.get("name") or raw.get("office") or ""
    return Actor(
        name,
        raw.get("state"),
        raw.get("office"),
        "person" if person else "body",
        raw.get("role") or "",
        None,
        0,
        0,
    )


def _place(raw: dict[str, Any] | None) -> Place | None:
    if raw is None or not (raw.get("name") or raw.get("country")):
        return None
    name = raw.get("name") or raw["country"]
    return Place(name, raw.get("country"), None, None, "country" if name in _countries() else "city")


def _countries() -> frozenset[str]:
    table = (ROOT / "src" / "legation" / "data" / "states.tsv").read_text(encoding="utf-8")
    return frozenset(cell for line in table.splitlines() for cell in line.split("\t")[3:4])
