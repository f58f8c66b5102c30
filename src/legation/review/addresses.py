"""What a list of events shows, as the address of its page says it: the address alone brings the same view back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from legation import asking
from legation.errors import UsageError
from legation.measure.gold import FACTUALITIES, STAGES
from legation.review.searching import SORTS, Sought

SINGLE = ("type", "stage", "factuality", "topic", "person", "weapon", "outlet", "since", "until", "text")
"""Keys of an address that narrow a list and stand once in it; ``state`` may stand several times."""
PER_PAGE = (25, 50, 100, 200)
"""Events on a page, to be chosen from; the first where nothing is said."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of events: what is sought, in which order, how many on a page, after which event the page begins."""

    sought: Sought
    after: str | None = None
    per: int = PER_PAGE[0]

    def address(self, path: str = "/events", **changes: Any) -> str:
        """The address of this list with some of it changed; it leads to the first page unless ``after`` is given."""
        given = {"per": self.per, "after": None} | changes
        query = urlencode(list(_pairs(self.sought, given)))
        return f"{path}?{query}" if query else path

    def toggled(self, key: str, value: str, path: str = "/events") -> str:
        """The address of this list with a value chosen, or no longer chosen."""
        if key == "year":
            there = self.sought.since == value and self.sought.until == value
            return self.address(path, since=None if there else value, until=None if there else value)
        if key == "state":
            held = self.sought.states
            return self.address(
                path, states=tuple(v for v in held if v != value) if value in held else (*held, value)
            )
        return self.address(path, **{key: None if getattr(self.sought, key) == value else value})

    def has(self, key: str, value: str) -> bool:
        """Whether a value is chosen."""
        if key == "year":
            return self.sought.since == value and self.sought.until == value
        return value in self.sought.states if key == "state" else getattr(self.sought, key) == value

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Everything that is chosen, with its key."""
        single = ((key, getattr(self.sought, key)) for key in SINGLE)
        return (*(("state", code) for code in self.sought.states), *((k, v) for k, v in single if v))

    def without(self, key: str, value: str) -> str:
        """The address of this list without one of the things chosen."""
        return self.toggled(key, value) if key == "state" else self.address("/events", **{key: None})


def _pairs(sought: Sought, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What stands in an address; ``given`` comes before what is sought. A page has hundreds: nothing is copied."""
    for value in given.get("states", sought.states):
        yield "state", value
    for key in SINGLE:
        value = given[key] if key in given else getattr(sought, key)
        if value:
            yield key, value
    sort = given.get("sort", sought.sort)
    if sort != SORTS[0]:
        yield "sort", sort
    if given["per"] != PER_PAGE[0]:
        yield "per", str(given["per"])
    if given["after"]:
        yield "after", given["after"]


def listing(query: QueryParams) -> Listing:
    """The list that an address asks for. Raises `UsageError` for what cannot be asked."""
    given = {key: query.get(key, "").strip() or None for key in SINGLE}
    states = tuple(dict.fromkeys(asking.state(v) for v in query.getlist("state") if v.strip()))
    if given["type"]:
        asking.event_type(given["type"])
    for key, known in (("stage", STAGES), ("factuality", FACTUALITIES)):
        if given[key] and given[key] not in known:
            raise UsageError(f"{given[key]}: no {key} (they are {', '.join(known)})")
    given["since"], given["until"] = asking.period(given["since"], given["until"])
    sort = query.get("sort", SORTS[0])
    if sort not in SORTS:
        raise UsageError(f"{sort}: no order (they are {', '.join(SORTS)})")
    per = query.get("per", "")
    many = min(max(int(per), 1), max(PER_PAGE)) if per.isdecimal() and len(per) < 6 else PER_PAGE[0]
    return Listing(Sought(states=states, sort=sort, **given), query.get("after") or None, many)


assert {f.name for f in fields(Sought)} == {"states", "sort", *SINGLE}
