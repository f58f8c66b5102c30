"""One request to the desk, as a page's function sees it: who asks, what for, and how to answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from legation.review.desk import Desk
from legation.review.people import Person
from legation.upkeep.correcting import Hand

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, whose it is, and what came in its form."""

    request: Request
    desk: Desk
    person: Person
    token: str  # proves that a form came from a page of ours
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def asked(self, name: str) -> str:
        """A value of the address's query; empty where it is not there."""
        return self.request.query_params.get(name, "").strip()

    def path(self, name: str) -> str:
        """A part of the address's path."""
        return str(self.request.path_params[name])

    def said(self, name: str) -> str:
        """A value of the form; empty where it is not there."""
        values = self.form.get(name, ())
        return values[0].strip() if values else ""

    def all_said(self, name: str) -> tuple[str, ...]:
        """All values of the form under a name."""
        return tuple(self.form.get(name, ()))

    @property
    def hand(self) -> Hand:
        """Whoever asks, as one who judges; what they had seen comes with the form."""
        seen = self.said("seen")
        note = self.said("note")[:2000] or None
        return Hand(self.person.name, int(seen) if seen.isdecimal() else None, note, self.desk.clock)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page made of a template."""
        theme = self.request.cookies.get("theme", "auto")
        common = {
            "person": self.person,
            "csrf": self.token,
            "here": self.request.url.path + (f"?{self.request.url.query}" if self.request.url.query else ""),
            "where": self.request.url.path,
            "record_name": self.desk.record.path.name,
            "theme": theme if theme in THEMES else "auto",
            "state_name": self.desk.names,
            "change": self.desk.token(),
            "log_in": bool(self.person.name != "local"),
        }
        found = self.desk.templates.get_template(template).render(**common | values)
        return HTMLResponse(found.encode("utf-8", "replace"), status)

    def go(self, where: str) -> Response:
        """Lead on to another page of the desk."""
        inside = where.startswith("/") and not where.startswith(("//", "/\\"))
        return RedirectResponse(where if inside else "/", 303)


def as_json(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"), status, media_type="application/json")  # fmt: skip


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file to be kept."""
    return Response(
        content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
