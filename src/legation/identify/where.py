"""Where a frame's event took place: a place named in its clause, "here", the host's soil, or the dateline."""

from __future__ import annotations

from dataclasses import dataclass

from legation.identify.discourse import Discourse, Party
from legation.identify.happening import Happening
from legation.identify.places import capital_of, named_place, place_of
from legation.types import Frame, Mention, Place, Sentence, Span, Story
from legation.vocabulary import Gazetteer

_RANK = {"point": 0, "city": 1, "region": 2, "country": 3}
_TOWARDS = frozenset({"meeting", "port-call", "deployment", "forum"})  # "to Moscow" is where it took place
_HOSTED = frozenset({"meeting", "access", "deployment", "port-call", "exercise", "institution", "training"})
_ON_THE_SPOT = frozenset({"meeting", "agreement", "aid", "pledge", "sanction"})

Found = tuple[Place | None, Span | None]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the place of an event can be told from."""

    story: Story
    gazetteer: Gazetteer
    discourse: Discourse
    told: list[Happening]
    lead_until: int


def where(
    frame: Frame,
    sentence: Sentence,
    states: tuple[str, ...],
    parties: list[tuple[str, Party]],
    setting: Setting,
) -> Found:
    """The place of a frame's event and the words that tell it; (None, None) where the text leaves it open."""
    for finder in (_named, _deictic):
        place, span = finder(frame, sentence, setting)
        if place is not None:
            return place, span
    return (
        _host(frame, parties, setting)
        or _same_spot(frame, states, setting)
        or _dateline(frame, states, setting)
        or (None, None)
    )


def _named(frame: Frame, sentence: Sentence, setting: Setting) -> Found:
    best: tuple[int, Place, Span] | None = None
    for argument in frame.arguments:
        mention = argument.mention
        if not any(mention is place for place in frame.places) or argument.label == "from":
            continue
        if argument.label in ("to", "into") and frame.type not in _TOWARDS:
            continue
        place = place_of(mention, setting.gazetteer)
        if place is None and mention.kind == "country":
            party = setting.discourse.party(mention)
            place = (
                place_of(Mention(mention.span, "state", mention.name, party.states), setting.gazetteer)
                if party.states
                else None
            )
        if place is not None and (best is None or _RANK[place.precision] < best[0]):
            best = (_RANK[place.precision], place, mention.span)
    return (best[1], best[2]) if best is not None else (None, None)


def _deictic(frame: Frame, sentence: Sentence, setting: Setting) -> Found:
    text = setting.story.text[frame.span.start : frame.span.end]
    dateline = setting.story.dateline
    filed = (
        named_place(dateline.place, setting.gazetteer) if dateline is not None and dateline.place else None
    )
    if filed is not None and dateline is not None and " here" in text:
        return filed, dateline.place_span
    if " capital" not in text:
        return None, None
    for mention in sentence.mentions:
        if (
            frame.span.start <= mention.span.start < frame.span.end
            and mention.adjectival
            and len(mention.states) == 1
        ):
            tail = setting.story.text[mention.span.end : mention.span.end + 9]
            if tail.strip().startswith("capital"):
                return capital_of(mention.states[0], setting.gazetteer), mention.span
    if filed is not None and dateline is not None and "the capital" in text:
        return filed, dateline.place_span
    return None, None


def _host(frame: Frame, parties: list[tuple[str, Party]], setting: Setting) -> Found | None:
    """On the host's soil, where the clause tells who is host."""
    if frame.type not in _HOSTED:
        return None
    hosts = {state: party for role, party in parties if role == "host" for state in party.states}
    if len(hosts) != 1:
        return None
    state, party = next(iter(hosts.items()))
    place = place_of(Mention(party.mention.span, "state", party.mention.name, (state,)), setting.gazetteer)
    return (place, party.mention.span) if place is not None else None


def _same_spot(frame: Frame, states: tuple[str, ...], setting: Setting) -> Found | None:
    """What is told right behind an event of the same states, as of the same occasion, took place where that did."""
    if frame.type not in _ON_THE_SPOT or frame.factuality != "actual" or frame.background:
        return None
    before = next((h for h in reversed(setting.told) if not h.frame.headline), None)
    if (
        before is None
        or before.place is None
        or before.frame.type not in _ON_THE_SPOT
        or before.frame.background
    ):
        return None
    near = frame.sentence - before.frame.sentence <= 1 and set(states) == set(before.states)
    return (before.place, before.place_span) if near else None


def _dateline(frame: Frame, states: tuple[str, ...], setting: Setting) -> Found | None:
    """A lead filed from the soil of one of the parties tells of what was done there."""
    dateline = setting.story.dateline
    if (
        dateline is None
        or not dateline.place
        or frame.type not in _ON_THE_SPOT
        or frame.factuality != "actual"
    ):
        return None
    if (
        frame.headline
        or frame.background
        or frame.sentence > setting.lead_until + 2
        or frame.tense not in ("past", "perfect")
    ):
        return None
    place = named_place(dateline.place, setting.gazetteer)
    return (place, dateline.place_span) if place is not None and place.country in states else None
