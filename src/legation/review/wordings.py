"""Values in words for pages, and what people type turned into values.

`shown` and `typed` are each other's inverse: a field that is shown in a form and sent back unchanged is unchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from legation import asking, edtf
from legation.errors import JudgementError, UsageError
from legation.judgement import FIELDS as JUDGED
from legation.measure.gold import FACTUALITIES, ROLES, STAGES
from legation.review import places
from legation.share import briefs, wording
from legation.share.deals import quantities
from legation.share.deals import standing as deal_standing
from legation.share.screen import clean
from legation.types import Actor, Event, Item, Money, Place, Report, Story

CHOICES: Mapping[str, tuple[str, ...]] = {"stage": STAGES, "factuality": FACTUALITIES}
FIELDS = JUDGED
LISTS = {"actors": "name | state | office | role", "items": "number | designation | category", "money": "currency | amount | of"}  # fmt: skip
"""Fields with one value a line, and how a line is written."""
KINDS = {"person", "state", "body", "organisation", "group"}


def filters(names: Mapping[str, str]) -> dict[str, Callable[..., Any]]:
    """What templates may put values through."""
    return {
        "when": wording.when,
        "kind": wording.kind,
        "standing": wording.standing,
        "named": lambda states: wording.named(states, names),
        "place": wording.place,
        "actor": wording.actor,
        "item": wording.item,
        "money": wording.money,
        "claim": wording.claim,
        "source": wording.source,
        "percent": lambda value: f"{round(100 * value)} %",
        "thousands": lambda value: f"{value:,}",
        "plural": wording.plural,
        "link": link,
        "linked": linked,
        "told": told,
        "shown": shown,
        "day": lambda moment: (moment or "")[:10],
        "minute": lambda moment: (moment or "")[:16].replace("T", " "),
        "lines": lambda text: text.splitlines(),
        "exact": exact,
        "deal_standing": deal_standing,
        "grade_order": lambda event: event.source_grade + event.information_grade.replace("6", "9"),
        "deal_line": briefs.deal_line,
        "quantities": quantities,
    }


_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
)


def exact(text: str) -> Markup:
    """Words of a page, every letter at its place: what could not be seen, or turns the direction, becomes a sign."""
    return Markup(escape(_UNSEEN.sub("\ufffd", text.replace("\r", " ").replace("\n", " "))))


def link(story: Story) -> str | None:
    """The story's address, where it is one that may be followed."""
    url = story.url or ""
    return url if url.startswith(("https://", "http://")) else None


_KINDS = {"d": "deal", "e": "event", "r": "report", "s": "story"}
_ID = re.compile(r"\b([ders])_[0-9a-f]{16}\b")


def linked(text: str, labels: Mapping[str, str] | None = None) -> Markup:
    """A text with every id in it made a link, called as ``labels`` says or by its kind: nobody reads ids."""
    known = labels or {}

    def link_to(found: re.Match[str]) -> str:
        kind = _KINDS[found[1]]
        return f'<a class="ref" href="/{kind}/{found[0]}">{escape(clean(known.get(found[0], kind)))}</a>'

    return Markup(_ID.sub(link_to, str(escape(clean(text)))))


def told(value: object) -> str:
    """A rival's value."""
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


# ------------------------------------------------------------------ fields as people type them


def shown(one: Event | Report, field: str) -> str:
    """A field's value as it stands in a form; several values stand on lines of their own."""
    value = getattr(one, field)
    if field in ("states", "topics"):
        return " ".join(value) if field == "states" else ", ".join(value)
    if field == "place":
        return _shown_place(value)
    if field == "actors":
        return "\n".join(" | ".join((a.name, a.state or "", a.office or "", a.role)) for a in value)
    if field == "items":
        return "\n".join(" | ".join((_number(i), i.designation, i.category)) for i in value)
    if field == "money":
        return "\n".join(
            f"{m.currency} | {wording.amount(m.amount).replace(',', '')} | {m.of}" for m in value
        )
    return value or ""


def as_in_a_form(text: str) -> str:
    """A value as it comes back from a form that nobody changed: blanks made one, what is not shown left out."""
    return "\n".join(clean(line) for line in text.strip().splitlines())


def _shown_place(value: Place | None) -> str:
    return "" if value is None else f"{value.name}, {value.country}" if value.country else value.name


def _number(item: Item) -> str:
    return item.quantity_text or ("" if item.quantity is None else str(item.quantity))


def as_json(one: Event | Report, field: str) -> str:
    """A field's value as the log of judgements keeps it."""
    value = getattr(one, field)
    if field == "place" and value is not None:
        value = {
            name: getattr(value, name) for name in ("name", "country", "latitude", "longitude", "precision")
        }
    if field == "items":
        value = [_item(i) for i in value]
    if field == "money":
        value = [{"amount": m.amount, "currency": m.currency, "of": m.of} for m in value]
    if field == "actors":
        value = [{name: getattr(a, name) for name in Actor.__slots__} for a in value]
    return json.dumps(value, ensure_ascii=False)


def _item(item: Item) -> dict[str, Any]:
    names = ("designation", "category", "quantity", "quantity_text")
    return {name: getattr(item, name) for name in names}


def typed(field: str, text: str, before: Event | Report) -> str:
    """What somebody typed into a field, as JSON. Raises `JudgementError` with one line that says what is wrong."""
    text = text.strip()
    try:
        value = _READERS.get(field, _plain)(field, text, before)
    except UsageError as error:
        raise JudgementError(f"{field}: {error}") from None
    return json.dumps(value, ensure_ascii=False)


def _plain(field: str, text: str, before: Event | Report) -> Any:
    known = CHOICES.get(field)
    if known and text and text not in known:
        raise JudgementError(f"{field}: {text} is none of {', '.join(known)}")
    if field == "factuality" and not text:
        raise JudgementError("factuality: cannot be left open")
    return text or None


def _type(_field: str, text: str, _before: Event | Report) -> str:
    return asking.event_type(text)


def _date(_field: str, text: str, _before: Event | Report) -> str | None:
    if text and edtf.bounds(text) is None:
        raise JudgementError(
            f"date: {text} is no date (2014-11-20, 2014-11, 2014, 2015-02-11/2015-02-13, 2023-10~)"
        )
    return text or None


def _states(_field: str, text: str, _before: Event | Report) -> list[str]:
    names = [part.strip() for part in text.split(",")] if "," in text else text.split()
    return sorted({asking.state(name) for name in names if name})


def _topics(_field: str, text: str, _before: Event | Report) -> list[str]:
    return sorted({part.strip().lower().replace(" ", "-") for part in text.split(",") if part.strip()})


def _place(_field: str, text: str, before: Event | Report) -> dict[str, Any] | None:
    if not text:
        return None
    name, comma, country = text.rpartition(",")
    found = places.place(name.strip() if comma else text, asking.state(country.strip()) if comma else None)
    return {n: getattr(found, n) for n in Place.__slots__}


def _lines(text: str, columns: int) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    return [(row + [""] * columns)[:columns] for row in rows]


def _actors(_field: str, text: str, before: Event | Report) -> list[dict[str, Any]]:
    known = {actor.name: actor for actor in before.actors}
    found = []
    for name, state, office, role in _lines(text, 4):
        if role not in ROLES:
            raise JudgementError(f"actors: {role or 'nothing'} is no role (they are {', '.join(ROLES)})")
        was = known.get(name)
        row = {n: getattr(was, n) for n in Actor.__slots__} if was else dict(_NEW_ACTOR)
        found.append(row | {"name": name, "state": asking.state(state) if state else None, "office": office or None, "role": role})  # fmt: skip
    return found


_NEW_ACTOR = {"kind": "person", "wikidata": None, "start": 0, "end": 0}


def _items(_field: str, text: str, _before: Event | Report) -> list[dict[str, Any]]:
    found = []
    for number, designation, category in _lines(text, 3):
        if not designation:
            raise JudgementError(f"items: a line is “{LISTS['items']}”, and needs the designation")
        plain = number.replace(",", "")
        quantity = int(plain) if plain.isdecimal() else None
        found.append({"designation": designation, "category": category or "other", "quantity": quantity, "quantity_text": number or None})  # fmt: skip
    return found


def _money(_field: str, text: str, _before: Event | Report) -> list[dict[str, Any]]:
    found = []
    for currency, amount, of in _lines(text, 3):
        try:
            number = float(amount.replace(",", ""))
        except ValueError:
            raise JudgementError(
                f"money: {amount or 'nothing'} is no amount (a line is “{LISTS['money']}”)"
            ) from None
        if len(currency) != 3 or not currency.isalpha():
            raise JudgementError(f"money: {currency or 'nothing'} is no currency (ISO 4217, as in USD)")
        found.append({"amount": number, "currency": currency.upper(), "of": of or "value"})
    return found


_READERS: Mapping[str, Callable[[str, str, Event | Report], Any]] = {
    "type": _type,
    "date": _date,
    "states": _states,
    "topics": _topics,
    "place": _place,
    "actors": _actors,
    "items": _items,
    "money": _money,
}
__all__ = ["CHOICES", "FIELDS", "LISTS", "Money", "as_json", "filters", "link", "shown", "told", "typed"]
