"""The record format, version 1: reports, events and deals as plain dicts, with the keys of docs/record-format.md.

Every key is always present, in the same order; what is open is null or an empty list. Text of stories is not part
of it: evidence carries its own words, and offsets point into the page as archived. Whole sums are written as integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from legation import __version__
from legation.errors import InputError
from legation.types import (
    FORMAT_VERSION,
    Actor,
    Claim,
    Deal,
    Event,
    Evidence,
    Item,
    Money,
    Novelty,
    Place,
    Report,
    Rival,
    Span,
    Step,
    Story,
)

Json = dict[str, Any]
CODER = f"legation {__version__}"
_NOWHERE = Span(0, 0)


def report_to_dict(report: Report) -> Json:
    """A report as ``legation code`` prints it."""
    return {
        "id": report.id,
        "format": FORMAT_VERSION,
        "coder": CODER,
        "story": story_to_dict(report.story),
        **_happening(report),
        "evidence": [evidence_to_dict(e) for e in report.evidence],
        "rule": report.rule,
        "confidence": report.confidence,
    }


def event_to_dict(event: Event, reports: Sequence[Report] = (), novelty: Sequence[Novelty] = ()) -> Json:
    """An event: winning values under the names of the report format, then what is known of its telling.

    ``sources`` holds the story and the evidence of each of ``reports``, where they are given; ``novelty`` what is new
    about it beside what came before.
    """
    return {
        "id": event.id,
        "format": FORMAT_VERSION,
        "coder": CODER,
        "reports": list(event.reports),
        **_happening(event),
        "confidence": event.confidence,
        "rivals": {name: [rival_to_dict(r) for r in rivals] for name, rivals in event.rivals},
        "reasons": list(event.reasons),
        "first_reported": event.first_reported,
        "outlets": list(event.outlets),
        "independent_outlets": event.independent_outlets,
        "copies": event.copies,
        "confirmed_by": list(event.confirmed_by),
        "confirmed_by_others": list(event.confirmed_by_others),
        "state_controlled_only": event.state_controlled_only,
        "first_official": event.first_official,
        "source_grade": event.source_grade,
        "information_grade": event.information_grade,
        "grade_reason": event.grade_reason,
        "novelty": [{"kind": n.kind, "value": n.value, "why": n.why} for n in novelty],
        "sources": [
            {
                "report": report.id,
                "story": story_to_dict(report.story),
                "evidence": [evidence_to_dict(e) for e in report.evidence],
            }
            for report in reports
        ],
    }


def deal_to_dict(deal: Deal) -> Json:
    """A deal: its events in order, its dated steps each with the event that carries it, and its other deals."""
    return {
        "id": deal.id,
        "format": FORMAT_VERSION,
        "coder": CODER,
        "events": list(deal.events),
        "type": deal.type,
        "mode": deal.mode,
        "states": list(deal.states),
        "suppliers": list(deal.suppliers),
        "recipients": list(deal.recipients),
        "title": deal.title,
        "stage": deal.stage,
        "steps": [_step(s) for s in deal.steps],
        "items": [_item(i) for i in deal.items],
        "amounts": [
            {
                "designation": a.designation,
                "category": a.category,
                "ordered": a.ordered,
                "delivered": a.delivered,
            }
            for a in deal.amounts
        ],
        "money": [_money(m) for m in deal.money],
        "framework": deal.framework,
        "parts": list(deal.parts),
        "renews": deal.renews,
        "first_news": deal.first_news,
        "last_news": deal.last_news,
        "due": deal.due,
        "silent": deal.silent,
        "reasons": list(deal.reasons),
    }


def _step(step: Step) -> Json:
    return {
        "stage": step.stage,
        "factuality": step.factuality,
        "date": step.date,
        "told": step.told,
        "event": step.event,
        "claims": [_claim(c) for c in step.claims],
        "report": step.report,
        "words": step.words,
        "again": list(step.again),
        "contradicted": list(step.contradicted),
    }


def _happening(one: Report | Event) -> Json:
    """What a report and an event both say of the happening."""
    return {
        "type": one.type,
        "mode": one.mode,
        "states": list(one.states),
        "actors": [_actor(a) for a in one.actors],
        "date": one.date,
        "date_basis": one.date_basis,
        "place": _place(one.place),
        "stage": one.stage,
        "factuality": one.factuality,
        "topics": list(one.topics),
        "items": [_item(i) for i in one.items],
        "money": [_money(m) for m in one.money],
        "claims": [_claim(c) for c in one.claims],
    }


def story_to_dict(story: Story) -> Json:
    """What the format says of a story."""
    return {
        "id": story.id,
        "path": story.path,
        "url": story.url,
        "part": story.part,
        "title": story.title,
        "outlet": story.outlet,
        "outlet_state": story.outlet_state,
        "published": story.published,
        "language": story.language,
    }


def evidence_to_dict(evidence: Evidence) -> Json:
    """One span of evidence; its purpose stands under ``for``."""
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text, "for": evidence.purpose}


def rival_to_dict(rival: Rival) -> Json:
    """One value given for a field, and the reports behind it."""
    value = list(rival.value) if isinstance(rival.value, tuple) else rival.value
    return {"value": value, "reports": list(rival.reports)}


def _item(item: Item) -> Json:
    return {
        "designation": item.designation,
        "category": item.category,
        "quantity": item.quantity,
        "quantity_text": item.quantity_text,
    }


def _actor(actor: Actor) -> Json:
    return {
        "name": actor.name,
        "state": actor.state,
        "office": actor.office,
        "kind": actor.kind,
        "role": actor.role,
        "wikidata": actor.wikidata,
        "start": actor.start,
        "end": actor.end,
    }


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
    }


def _money(money: Money) -> Json:
    return {"amount": _whole(money.amount), "currency": money.currency, "of": money.of}


def _claim(claim: Claim) -> Json:
    return {"name": claim.name, "state": claim.state, "manner": claim.manner, "via": claim.via}


def _whole(amount: float) -> int | float:
    """A sum without decimals is written without them."""
    return int(amount) if float(amount).is_integer() else amount


def report_from_dict(raw: Mapping[str, Any]) -> Report:
    """The report that a dict of this format stands for; its story has no text, and keys not known are passed over.

    Raises `InputError` for a format later than this one, a missing key, or a value of another kind.
    """
    version = raw.get("format")
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise InputError(f"a report in format {version!r}; this version reads up to {FORMAT_VERSION}")
    try:
        return _report(raw)
    except KeyError as error:
        raise InputError(f"a report without {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"not a report in format {version}: {error}") from error


def _report(raw: Mapping[str, Any]) -> Report:
    place = raw["place"]
    return Report(
        id=raw["id"],
        story=_story(raw["story"]),
        type=raw["type"],
        mode=raw["mode"],
        states=tuple(raw["states"]),
        actors=tuple(Actor(**_only(Actor, actor)) for actor in raw["actors"]),
        date=raw["date"],
        date_basis=raw["date_basis"],
        place=Place(**_only(Place, place)) if place else None,
        stage=raw["stage"],
        factuality=raw["factuality"],
        topics=tuple(raw["topics"]),
        items=tuple(
            Item(i["designation"], i["category"], i["quantity"], i["quantity_text"], _NOWHERE)
            for i in raw["items"]
        ),
        money=tuple(Money(float(m["amount"]), m["currency"], m["of"], _NOWHERE) for m in raw["money"]),
        claims=tuple(Claim(**_only(Claim, claim)) for claim in raw["claims"]),
        evidence=tuple(Evidence(e["start"], e["end"], e["text"], e["for"]) for e in raw["evidence"]),
        rule=raw["rule"],
        confidence=float(raw["confidence"]),
    )


def _only(kind: type[Actor] | type[Place] | type[Claim], raw: Mapping[str, Any]) -> Json:
    return {field.name: raw[field.name] for field in fields(kind)}


def _story(raw: Mapping[str, Any]) -> Story:
    return Story(
        id=raw["id"],
        path=raw["path"],
        url=raw["url"],
        part=raw["part"],
        title=raw["title"],
        outlet=raw["outlet"],
        outlet_state=raw["outlet_state"],
        published=raw["published"],
        published_span=None,
        language=raw["language"],
        text="",
        paragraphs=(),
    )
