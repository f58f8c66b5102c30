"""Reports made to measure: only what a test is about need be said."""

from __future__ import annotations

import hashlib
from typing import Any

from legation.types import Actor, Evidence, Item, Paragraph, Place, Report, Span, Story


def digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def story(name: str, published: str | None = "2014-11-21", text: str | None = None, **more: Any) -> Story:
    words = text if text is not None else " ".join(digest(name, n) for n in range(30))
    given: dict[str, Any] = {
        "id": "s_" + digest(name), "path": f"{name}.txt", "url": None, "part": 1, "title": f"Title {name}",
        "outlet": f"Outlet {name}", "outlet_state": None, "published": published, "published_span": None,
        "language": "en", "text": words, "paragraphs": (Paragraph(Span(0, len(words)), "body"),),
    }  # fmt: skip
    return Story(**given | more)


def report(
    told: Story,
    type: str = "meeting",
    states: tuple[str, ...] = ("PAK", "RUS"),
    date: str | None = "2014-11-20",
    words: str = "",
    actors: tuple[Actor, ...] = (),
    place: Place | None = None,
    items: tuple[Item, ...] = (),
    **more: Any,
) -> Report:
    evidence = words or f"{type} of {' and '.join(states)}"
    given: dict[str, Any] = {
        "id": "r_" + digest(told.id, type, states, date, evidence, actors, place, items, sorted(more.items())),
        "story": told, "type": type, "mode": None, "states": states, "actors": actors, "date": date,
        "date_basis": None, "place": place, "stage": None, "factuality": "actual", "topics": (), "items": items,
        "money": (), "claims": (), "evidence": (Evidence(0, len(evidence), evidence, "event"),), "rule": "made",
        "confidence": 0.8,
    }  # fmt: skip
    return Report(**given | more)


def person(name: str, state: str, role: str = "visitor", office: str = "defence minister") -> Actor:
    return Actor(name, state, office, "person", role, None, 0, 0)


def city(name: str, country: str) -> Place:
    return Place(name, country, None, None, "city")


def arms(designation: str, quantity: int | None = None) -> Item:
    return Item(designation, "arms", quantity, None, Span(0, 0))
