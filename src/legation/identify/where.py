"""Where a frame's event took place: a place named in its clause, "here", the host's soil, or the dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.identify.beside import OTHER_TIME
from legation.identify.discourse import Discourse
from legation.identify.ground import ground_of, soil_before
from legation.identify.happening import Happening
from legation.identify.modes import named_mode
from legation.identify.party import Party
from legation.identify.places import capital_of, named_place, place_of
from legation.identify.solving import Solved
from legation.types import Frame, Mention, Place, Sentence, Span, Story
from legation.vocabulary import Gazetteer

_RANK = {"point": 0, "city": 1, "region": 2, "country": 3}
_TOWARDS = frozenset(
    {"meeting", "port-call", "deployment", "forum", "training"}
)  # "to Moscow" is where it took place
_ON_THE_SPOT = frozenset({"meeting", "agreement", "aid", "pledge", "sanction", "transfer", "institution"})
_OCCASIONS = frozenset(
    {"meeting", "agreement", "pledge", "transfer", "institution", "sanction"}
)  # where these were, the rest of the occasion was
_FILED = _ON_THE_SPOT | {"exercise", "port-call"}  # what a correspondent on the spot tells of
_OWN_GROUND = frozenset(
    {"access", "deployment", "port-call", "training", "institution", "aid"}
)  # on a party's soil
_ANYWHERE = frozenset(
    {"meeting", "forum", "exercise"}
)  # may take place on the soil of a state that is no party
_SOMEWHERE = frozenset({"deployment", "access", "conflict", "institution", "project"})
_AT_FORUM = frozenset({"forum", "meeting", "agreement", "pledge"})
_AT = frozenset(
    {"trigger", "at", "during", "in", "on the sidelines of", "on the margins of", "within", "obj"}
)
_RECEIVING = frozenset({"meeting", "deployment", "access", "port-call"})
_WITH_WORDS = frozenset({"meeting", "pledge", "dispute", "agreement", "forum"})
_PLACES = frozenset({"place", "capital", "state", "country"})
_STILL_THERE = 6  # sentences
_WHOLE_STORY = 40  # sentences: what both sides affirm, they affirm where they met
_WHERE = re.compile(
    r"(?:\s+(?:on|at|in|late|early|yesterday|today|last|this|next|[A-Z]\w+|\d+)){0,4},?\s+where\b"
)
_BEFORE = re.compile(
    r"\b(?:in|at|near|off|outside|on|aboard|over)\s+(?:the\s+)?(?:(?:\w+\s+){0,2}of\s+|(?:north|south|east|west|centr)\w*\s+)?$"
    r"|\b(?:went|flew|travelled|traveled|came|sailed|trip|journey|visit)\s+(?:\w+\s+){0,2}to\s+(?:the\s+)?$"
)
_OWNING = re.compile(r"['’]s?\s+(?!capital|territory|soil|north|south|east|west|coast|border)")
_GROUNDS = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:(?P<used>bases|installations|facilities)|ports?|harbou?rs?|airspace|soil|territory|airfields?|airports?|waters)\b"
)
_USE_OF = re.compile(
    r"\b(?:use of|access to|open\w*(?: up)?|at|from)\s+(?:(?!former)[\w-]+\s+){0,3}$", re.IGNORECASE
)
_THERE = re.compile(
    r"\bthere\b(?!\s+(?:is|are|was|were|will|would|has|have|had|can|may|be|to)\b)", re.IGNORECASE
)
_HERE = re.compile(r"\bhere\b(?!['’])|\bin this (?:city|capital|country|town|port)\b")

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
    solved: Solved | None,
) -> Found:
    """The place of a frame's event and the words that tell it; (None, None) where the text leaves it open."""
    if frame.type == "meeting" and frame.mode == "call":
        return None, None  # over the telephone
    for finder in (_named, _deictic, _there):
        place, span = finder(frame, sentence, setting)
        if place is not None and (place.country in states or frame.type not in _OWN_GROUND):
            return place, span
    place, span = _on_soil(frame, sentence, states, setting)
    if place is not None:
        return place, span
    place, span = _gathering(frame, setting)
    if place is None:
        place, span = _beside(frame, sentence, states, setting)
    if place is not None and not _on_the_wrong_side(place, frame, parties, states):
        return place, span
    found = _supposed(frame, states, parties, setting, solved)
    if found[0] is not None and frame.type == "transfer" and frame.stage == "delivered":
        taking = {state for role, party in parties if role == "recipient" for state in party.states}
        if taking and found[0].country not in taking:
            return None, None  # handed over where it is taken over
    return found


def _supposed(
    frame: Frame,
    states: tuple[str, ...],
    parties: list[tuple[str, Party]],
    setting: Setting,
    solved: Solved | None,
) -> Found:
    """The place that the words around the clause leave to suppose."""
    return (
        _ground(frame, parties, states, setting)
        or _same_occasion(frame, states, setting, solved)
        or _same_spot(frame, states, setting)
        or _dateline(frame, states, setting)
        or _at_home(frame, states, setting)
        or (None, None)
    )


def _named(frame: Frame, sentence: Sentence, setting: Setting) -> Found:
    best: tuple[int, Place, Span] | None = None
    for argument in frame.arguments:
        mention = argument.mention
        if not any(mention is place for place in frame.places):
            continue
        if argument.label == "from" and not (_withdrawn(frame, setting) and mention.kind in _PLACES):
            continue
        if argument.label == "on" and mention.kind == "state":
            continue  # "served notice on the United States"
        if argument.label in ("to", "into") and not _reached(mention, frame):
            continue
        if _spoken_of(mention, frame, setting):
            continue
        place = _place(mention, setting)
        if place is not None and (best is None or _RANK[place.precision] < best[0]):
            best = (_RANK[place.precision], place, mention.span)
    return (best[1], best[2]) if best is not None else (None, None)


def _withdrawn(frame: Frame, setting: Setting) -> bool:
    """ "Brought its engineers home from Mali": what leaves is told of where it was."""
    words = setting.story.text[frame.span.start : frame.span.end]
    lexicon = setting.gazetteer.lexicons[setting.story.language]
    return frame.type == "deployment" and (frame.mode or named_mode(frame.type, words, lexicon)) == "withdraw"


def _reached(mention: Mention, frame: Frame) -> bool:
    """The words "to Moscow" tell where an event took place, and so does the town to which arms were brought."""
    delivered = (
        frame.type == "transfer" and frame.stage == "delivered" and mention.kind in ("place", "capital")
    )
    return frame.type in _TOWARDS or delivered


def _on_soil(frame: Frame, sentence: Sentence, states: tuple[str, ...], setting: Setting) -> Found:
    """ "The use of seven Colombian bases", "on Norwegian soil": the grounds of a state lie in it."""
    if frame.type not in ("access", "deployment"):
        return None, None
    found: dict[str, Mention] = {}
    for mention in sentence.mentions:
        grounds = _GROUNDS.match(setting.story.text, mention.span.end) if mention.adjectival else None
        if grounds is None or (
            grounds["used"]
            and not _USE_OF.search(setting.story.text, sentence.span.start, mention.span.start)
        ):
            continue  # "an American base" may stand anywhere; "the use of seven Colombian bases"
        if len(mention.states) == 1 and mention.states[0] in states:
            found[mention.states[0]] = mention
    if len(found) != 1:
        return None, None
    ((state, mention),) = found.items()
    return _state_place(state, setting), mention.span


def _there(frame: Frame, sentence: Sentence, setting: Setting) -> Found:
    """ "Flew to Istanbul, where he met his counterpart": the place that "where" points back to."""
    for mention in reversed(sentence.mentions):
        if mention.span.end > frame.trigger.start or mention.kind not in _PLACES or mention.adjectival:
            continue
        between = setting.story.text[mention.span.end : frame.trigger.start]
        if _WHERE.match(between):
            return _place(mention, setting), mention.span
    return None, None


def _beside(frame: Frame, sentence: Sentence, states: tuple[str, ...], setting: Setting) -> Found:
    """The places that the sentence gives outside the clause, where they lie in one state."""
    if frame.headline or frame.places:
        return None, None
    best: tuple[int, Place, Span] | None = None
    text = setting.story.text
    for mention in sentence.mentions:
        if mention.kind not in ("place", "capital", "state") or mention.adjectival:
            continue
        before = _BEFORE.search(text, max(sentence.span.start, mention.span.start - 30), mention.span.start)
        if before is not None and mention.kind == "state" and before.group().lower().startswith("on "):
            continue  # "served notice on the United States"
        if before is None or any(s.span.start <= mention.span.start < s.span.end + 30 for s in frame.speech):
            continue
        near, far = sorted((frame.trigger, mention.span))
        words = set(text[near.end : far.start].lower().replace(",", " ").split())
        if words & OTHER_TIME or (mention.span.start > frame.trigger.start and "which" in words):
            continue
        if _spoken_of(mention, frame, setting):
            continue
        place = _place(mention, setting)
        if place is None or (place.country not in states and frame.type not in _ANYWHERE):
            continue
        if best is not None and place.country != best[1].country:
            return None, None
        if best is None or _RANK[place.precision] < best[0]:
            best = (_RANK[place.precision], place, mention.span)
    return (best[1], best[2]) if best is not None else (None, None)


def _gathering(frame: Frame, setting: Setting) -> Found:
    """ "On the sidelines of the Munich Security Conference": where a forum is held that always meets in one state."""
    if frame.type not in _AT_FORUM:
        return None, None
    for argument in frame.arguments:
        if argument.mention.kind == "forum" and argument.label in _AT:
            usual = dict(argument.mention.attributes).get("usual")
            return _state_place(usual, setting), argument.mention.span
    return None, None


def _on_the_wrong_side(
    place: Place, frame: Frame, parties: list[tuple[str, Party]], states: tuple[str, ...]
) -> bool:
    """A place that stands only beside the clause lies with the visitor, and the clause tells who received."""
    if frame.type not in _RECEIVING:
        return False
    ground = ground_of(frame, parties, states, frame.mode)
    return ground is not None and place.country in states and place.country != ground[0]


def _spoken_of(mention: Mention, frame: Frame, setting: Setting) -> bool:
    """ "Discussed the war in Ukraine": a state that those who met, or made a promise, spoke of."""
    if mention.kind not in ("state", "region") or frame.type not in _WITH_WORDS:
        return False
    if _OWNING.match(setting.story.text, mention.span.end):
        return True  # "advances in Iran's nuclear programme"
    words = set(setting.story.text[frame.trigger.end : mention.span.start].lower().split())
    return not words.isdisjoint(setting.gazetteer.lexicons[setting.story.language].spoken_of)


def _place(mention: Mention, setting: Setting) -> Place | None:
    """The place of a mention, also of "the country"."""
    place = place_of(mention, setting.gazetteer)
    if place is not None or mention.kind != "country":
        return place
    states = setting.discourse.party(mention).states
    return place_of(Mention(mention.span, "state", mention.name, states), setting.gazetteer)


def _deictic(frame: Frame, sentence: Sentence, setting: Setting) -> Found:
    text = setting.story.text[frame.span.start : frame.span.end]
    around = setting.story.text[sentence.span.start : sentence.span.end]
    dateline = setting.story.dateline
    filed = (
        named_place(dateline.place, setting.gazetteer) if dateline is not None and dateline.place else None
    )
    if _HERE.search(text) or (frame.type in _ON_THE_SPOT and not frame.background and _HERE.search(around)):
        if filed is not None and dateline is not None:
            return filed, dateline.place_span
        return _state_place(setting.discourse.home, setting), None
    if _THERE.search(text):
        return _named_before(sentence, setting)
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


def _named_before(sentence: Sentence, setting: Setting) -> Found:
    """The place that "there" points back to: the one last named before the sentence."""
    for mention in reversed(setting.discourse.grounds):
        if mention.span.end <= sentence.span.start:
            return _place(mention, setting), mention.span
    return None, None


def _state_place(state: str | None, setting: Setting) -> Place | None:
    if state is None:
        return None
    return place_of(Mention(Span(0, 0), "state", state, (state,)), setting.gazetteer)


def _ground(
    frame: Frame, parties: list[tuple[str, Party]], states: tuple[str, ...], setting: Setting
) -> Found | None:
    """On the soil that the sides of the deed tell, or where the same states' forces were told of before."""
    words = setting.story.text[frame.span.start : frame.span.end]
    lexicon = setting.gazetteer.lexicons[setting.story.language]
    found = ground_of(frame, parties, states, frame.mode or named_mode(frame.type, words, lexicon))
    if found is not None:
        state, party = found
        place = _state_place(state, setting)
        return (place, party.mention.span if party is not None else None) if place is not None else None
    before = soil_before(frame, states, setting.told)
    return (before.place, before.place_span) if before is not None else None


def _at_home(frame: Frame, states: tuple[str, ...], setting: Setting) -> Found | None:
    """What is done on some party's soil, and told by a story of one of them, was done there."""
    home = setting.discourse.home
    filed = setting.story.dateline is not None and setting.story.dateline.place is not None
    if not filed or frame.headline or home not in states:
        return None
    if frame.type not in _SOMEWHERE and not _met_here(frame):
        return None
    return _state_place(home, setting), None


def _met_here(frame: Frame) -> bool:
    """People met, as a correspondent on the spot tells."""
    told = frame.tense in ("past", "perfect") and frame.factuality == "actual" and not frame.background
    return frame.type == "meeting" and told


def _same_occasion(
    frame: Frame, states: tuple[str, ...], setting: Setting, solved: Solved | None
) -> Found | None:
    """What the same states did on the same day as something told of just before was done where that was."""
    if solved is None or solved.when.days > 3 or frame.headline or frame.type not in _ON_THE_SPOT:
        return None
    for before in reversed(setting.told):
        if before.frame.headline or before.place is None or before.date is None:
            continue
        if frame.sentence - before.frame.sentence > _STILL_THERE:
            return None
        same = before.date.when == solved.when and set(states) <= set(before.states)
        if same and before.frame.type in _OCCASIONS:
            return before.place, before.place_span
    return None


def _same_spot(frame: Frame, states: tuple[str, ...], setting: Setting) -> Found | None:
    """What is told right behind an event of the same states, as of the same occasion, took place where that did."""
    if frame.type not in _ON_THE_SPOT or frame.factuality != "actual" or frame.background:
        return None
    for before in reversed(setting.told):
        if frame.sentence - before.frame.sentence > (
            _WHOLE_STORY if frame.type == "pledge" else _STILL_THERE
        ):
            return None
        if before.frame.headline or not set(states) <= set(before.states):
            continue
        if before.frame.type not in _OCCASIONS or before.frame.background:
            if frame.type == "pledge":
                continue
            return None
        if before.place is not None:
            return before.place, before.place_span
    return None


def _dateline(frame: Frame, states: tuple[str, ...], setting: Setting) -> Found | None:
    """A lead filed from the soil of one of the parties tells of what was done there."""
    dateline = setting.story.dateline
    if dateline is None or not dateline.place or frame.type not in _FILED or frame.factuality != "actual":
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
