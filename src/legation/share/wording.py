"""How values are put in words for people: dates, states, actors, arms, sums, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from legation.share.screen import clean
from legation.types import Actor, Claim, Event, Evidence, Item, Money, Novelty, Place, Report, Story

OPEN = "date open"
_CERTAIN = "actual"


def when(date: str | None) -> str:
    """A date for people: an interval within a month or year leaves out what its ends share (2015-02-11/13)."""
    if not date:
        return OPEN
    first, slash, last = date.partition("/")
    if not slash or len(first) != 10 or len(last) != 10:
        return date
    for shared in (8, 5):
        if first[:shared] == last[:shared]:
            return f"{first}/{last[shared:]}"
    return date


def kind(one: Report | Event) -> str:
    """Type and mode in one word."""
    return f"{one.type}/{one.mode}" if one.mode else one.type


def standing(one: Report | Event) -> str:
    """How far it has got, and whether it happened: nothing is said of what simply happened."""
    said = [one.stage] if one.stage else []
    if one.factuality != _CERTAIN:
        said.append(one.factuality)
    return ", ".join(said)


def codes(states: Sequence[str], limit: int = 3) -> str:
    """The codes of states; of a long list the first, and how many more."""
    shown = " ".join(states[:limit]) if len(states) > limit else " ".join(states)
    return f"{shown} +{len(states) - limit}" if len(states) > limit else shown


def named(states: Sequence[str], names: Mapping[str, str], joint: str = " – ") -> str:
    """States by their names ("Pakistan – Russia"); a code where the tables have no name."""
    return joint.join(names.get(state, state) for state in states) or "no state"


def amount(value: float) -> str:
    """A number with its thousands kept apart, and decimals only where there are any."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def item(one: Item) -> str:
    """Arms or goods: how many, as the words give it, and what."""
    count = one.quantity_text or (str(one.quantity) if one.quantity is not None else "")
    return clean(f"{count} {one.designation}")


def money(one: Money) -> str:
    """A sum: currency, amount, and what it measures."""
    return f"{one.currency} {amount(one.amount)}" + (f" ({one.of})" if one.of else "")


def actor(one: Actor) -> str:
    """Who takes part: name, state, office, role."""
    about = ", ".join(part for part in (one.state, one.office, one.role) if part)
    return clean(f"{one.name} ({about})" if about else one.name)


def claim(one: Claim) -> str:
    """Who says so, how, and through whom."""
    state = f" ({one.state})" if one.state else ""
    via = f", through {one.via}" if one.via else ""
    return clean(f"{one.name}{state} {one.manner}{via}")


def place(one: Place) -> str:
    """Where, with the state; a whole state is said once."""
    if one.precision == "country" or not one.country:
        return clean(one.name)
    return clean(f"{one.name}, {one.country}")


def address(story: Story) -> str:
    """Where a story can be found: its address, or its file; which part, where a page holds several."""
    where = story.url or story.path or story.id
    return clean(where) + (f" (part {story.part})" if story.part > 1 else "")


def source(story: Story) -> str:
    """Outlet, day and address of a story."""
    return ", ".join(part for part in (clean(story.outlet or ""), story.published, address(story)) if part)


def key_sentence(report: Report) -> Evidence | None:
    """The sentence that a report rests on: its first evidence for the event."""
    return next((one for one in report.evidence if one.purpose == "event"), None)


def best_report(event: Event, reports: Sequence[Report]) -> Report | None:
    """The report that tells an event best: that agrees with its date and stage, says most, and is surest."""
    ranked = sorted(
        reports,
        key=lambda r: (
            r.date != event.date,
            r.stage != event.stage,
            r.type != event.type,
            -r.confidence,
            r.id,
        ),
    )
    return ranked[0] if ranked else None


def plural(count: int, noun: str, many: str | None = None) -> str:
    """A number with its noun: "1 story", "40 stories"."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def novelty(one: Novelty) -> str:
    """What is new about an event, in two or three words: "first exercise", "now signed", "after 730 days"."""
    said = {
        "first": f"first {one.value.replace('/', ' ').replace('-', ' ')}",
        "rank": f"rank {one.value} the usual",
        "moved": f"now {one.value.replace('-', ' ')}",
        "silence": f"after {int(one.value):,} days" if one.value.isdigit() else "after a silence",
    }
    return said.get(one.kind, one.kind)
