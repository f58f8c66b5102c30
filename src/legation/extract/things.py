"""Things in a noun group: how many, of what kind, by what designation; ships by their name."""

from __future__ import annotations

import re

from legation.extract.tagged import Tagged
from legation.extract.units import Unit
from legation.morphology import NUMERALS
from legation.types import Item, Mention, Span
from legation.vocabulary import NAVAL, Lexicon


def merged(groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for states in groups:
        found.update(dict.fromkeys(states))
    return tuple(found)


_NUMBER_WORDS = NUMERALS | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "hundred": 100,
    "dozen": 12,
    "pair": 2,
    "couple": 2,
    "both": 2,
}


_MULTIPLIERS = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "dozen": 12,
    "score": 20,
    "billion": 1_000_000_000,
}


def count_in(sentence: Tagged, first: int, last: int) -> tuple[int | None, str | None]:
    total: int | None = None
    begin = end = -1
    for index, low in enumerate(sentence.lows[first : last + 1], first):
        if sentence.tags[index] == "U" or low == "both":
            value = _value(low)
            if value is None or (
                low in _MULTIPLIERS and sentence.lows[index - 1] in sentence.wordlists["vague_counts"]
            ):
                continue
            if low.endswith(("st", "nd", "rd", "th")) and low[0].isdigit():
                continue
            if index > first and _of_a_model(sentence, index):
                continue  # "a CASA 235 patrol aircraft"
            total = value if total is None else total * value if low in _MULTIPLIERS else total + value
            begin = index if begin < 0 else begin
            end = index
        elif sentence.tags[index] in "WNTC(" and total is not None:
            break  # "forty-four (44) launchers" are no 88
    if total is None:
        return None, None
    return total, sentence.text[sentence.spans[begin][0] : sentence.spans[end][1]]


def _of_a_model(sentence: Tagged, index: int) -> bool:
    """The number belongs to the letters before it: "ASC 890", "B-1"."""
    before = sentence.words[index - 1]
    if sentence.tags[index - 1] == "-" and index > 1:
        before = sentence.words[index - 2]
        return before.isupper() and sentence.spans[index - 1][1] == sentence.spans[index][0]
    return sentence.tags[index - 1] == "C" and before.isupper() and len(before) <= _LETTERS


_LETTERS = 5  # of a maker's or a model's name in capitals


def _value(low: str) -> int | None:
    if low in _MULTIPLIERS:
        return _MULTIPLIERS[low]
    if low in _NUMBER_WORDS:
        return _NUMBER_WORDS[low]
    digits = low.replace(",", "")
    return int(digits) if digits.isdigit() else None


_CARDINAL = re.compile(
    r"(?:up to|more than|some|about|at least|around|nearly|over|almost|as many as|another)\s+$", re.IGNORECASE
)


def vessel_name(sentence: Tagged, first: int, last: int, lexicon: Lexicon) -> int | None:
    """ "The frigate Bayern", "the submarine Kazan": where the ship's name begins, behind the noun for her kind."""
    begin = last + 1
    while begin > first and sentence.words[begin - 1][0].isupper() and sentence.tags[begin - 1] in "CBLAWN":
        begin -= 1
    if begin > last or begin == first:
        return None
    return begin if is_vessel(sentence.lows[begin - 1], lexicon) else None


def is_vessel(noun: str, lexicon: Lexicon) -> bool:
    naval = noun in lexicon.arms_words and lexicon.arms_words[noun][0] in NAVAL
    return naval or "vessel" in lexicon.noun_classes.get(noun, ())


def _owner_states(unit: Unit) -> tuple[str, ...]:
    return unit.owner.mention.states if unit.owner is not None and unit.owner.mention is not None else ()


def _crews(unit: Unit, lexicon: Lexicon) -> bool:
    """ "F-16 pilots" are men; "F-16 fighters" and "two batteries of S-400s" are things."""
    return (
        "learner" in unit.classes
        and unit.classes.isdisjoint(_MACHINES)
        and unit.head not in lexicon.arms_words
    )


_MACHINES = frozenset({"thing", "measure", "troops", "instructors", "contractors"})


def add_thing(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> None:
    """Arms and goods: designation, category, how many."""
    tags = sentence.tags[first : last + 1]
    weapon = first + tags.index("W") if "W" in tags else None
    ship = first + tags.index("S") if "S" in tags else None
    if weapon is not None and not _crews(unit, lexicon):
        entry = sentence.entries[weapon]
        if unit.head in lexicon.arms_words:
            unit.classes = unit.classes | {
                "arms"
            }  # "a C-130H transport" is one; "a second Rafale buy" is none
        unit.item = _item(sentence, unit, _as_written(sentence, weapon, last), entry.category)
        unit.makers = entry.states
        unit.classes = unit.classes | {"arms"}
    elif ship is not None:
        _add_ship(sentence, first, ship, last, unit, lexicon)
    elif (called := vessel_name(sentence, first, last, lexicon)) is not None:
        span = Span(sentence.spans[called][0], unit.end)
        kind = lexicon.arms_words.get(sentence.lows[called - 1], ("warship",))[0]
        name = sentence.text[span.start : sentence.spans[last][1]]
        unit.item = Item(name, kind, unit.number or 1, unit.number_text, span)
    else:
        _add_by_word(sentence, first, last, unit, lexicon)
    if unit.item is not None and any(
        "used_mark" in lexicon.noun_classes.get(word, ()) for word in unit.modifiers
    ):
        unit.classes = unit.classes | {"handed_down"}
    if "vessel" in unit.classes or (unit.item is not None and unit.item.category in NAVAL):
        unit.classes = unit.classes | {"ship"}


def _add_ship(sentence: Tagged, first: int, ship: int, last: int, unit: Unit, lexicon: Lexicon) -> None:
    """A ship that the tables know, or one by the prefix of its navy: "the frigate HMS Argyll"."""
    entry = sentence.entries[ship]
    stop = last if entry.kind == "shipprefix" and ship < last else ship
    span = Span(sentence.spans[ship][0], sentence.spans[stop][1])
    name = _bare_name(sentence.text[span.start : span.end])
    kind = next(
        (lexicon.arms_words[low][0] for low in sentence.lows[first:ship] if low in lexicon.arms_words),
        entry.category or "warship",
    )
    states = entry.states or merged([m.states for m in unit.nationals]) or _owner_states(unit)
    unit.item = Item(name, kind, unit.number or 1, unit.number_text, span)
    unit.mention = Mention(Span(unit.start, unit.end), "ship", name, states, head="ship")
    unit.classes = unit.classes | {"ship"}


def _add_by_word(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> None:
    """Arms or goods by the word for them, with or without a name: "the missile Harpoon", "two Atlantes", "rifles"."""
    if (named_kind := _kind_before_name(sentence, first, last, unit, lexicon)) is not None:
        category, _, name = lexicon.arms_words[named_kind]
        if unit.mention is not None:
            end = unit.mention.span.end
            name = sentence.text[end - len(unit.mention.name) : end]
        unit.item = _item(sentence, unit, name, category)
        unit.classes = unit.classes | {"arms"}
    elif unit.mention is not None and _counted_name(unit):
        span = Span(unit.start, unit.end)
        unit.item = Item(unit.mention.name, "other", unit.number, unit.number_text, span)
        unit.classes = unit.classes | {"arms"}
    elif unit.head in lexicon.arms_words:
        category, arms, singular = lexicon.arms_words[unit.head]
        words, begin = _designation(sentence, unit, singular, lexicon)
        name = (_own_name(sentence, unit) or _name_before(sentence, unit, begin, lexicon)) + words
        unit.item = _item(sentence, unit, name, category)
        unit.classes = unit.classes | {"arms" if arms else "goods"}


_MODEL = re.compile(r"[A-Z]{1,4}-?\d{1,3}[A-Z]?")


def _counted_name(unit: Unit) -> bool:
    """ "Ten K2s", "6 RM-70s": so many of what bears the name of a model, known or not."""
    named = unit.mention is not None and unit.mention.kind == "name" and unit.number is not None
    return named and unit.mention is not None and _MODEL.fullmatch(unit.mention.name) is not None


def _as_written(sentence: Tagged, weapon: int, last: int) -> str:
    """The designation in the text's own words, without a plural -s: "JF-17 Thunder", "Mi-35M"."""
    word = sentence.words[weapon]
    variants = _VARIANTS.match(sentence.text, sentence.spans[weapon][1])
    if variants is not None:
        return f"{word} {variants[1]}"
    if word.endswith("s") and not sentence.entries[weapon].name.endswith("s") and len(word) > 2:
        word = word[:-1]
    if weapon < last and sentence.tags[weapon + 1] == "C":
        word = f"{word} {sentence.words[weapon + 1].removesuffix('s')}"
    return word


def _kind_before_name(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> str | None:
    """ "the frigate Bernees": the word for the arms that stands before a name of their own."""
    if unit.mention is None or unit.mention.kind != "name" or sentence.tags[last] != "C":
        return None
    index = last
    while index > first and sentence.tags[index] == "C":
        index -= 1
    low = sentence.lows[index]
    known = lexicon.arms_words.get(low)
    single = known is not None and known[1] and low == known[2]  # "Rifles Pvt Ltd" is a firm
    return low if single and sentence.tags[index] == "N" else None


_VARIANTS = re.compile(
    r"\s([A-Z]{1,2}(?:/[A-Z]{1,2})+|Block \d+(?:/\d+)?)s?\b"
)  # "Gripen C/Ds", "F-16 AM/BM", "F-16C/D Block 70"
_OWN_NAME = re.compile(r"(?:(?:[A-Z]{1,4}-?\d[\w/-]*|[A-Z]{2,}[\w/-]*) )+$")


def _own_name(sentence: Tagged, unit: Unit) -> str:
    """ "B-1 bombers", "TOW anti-tank missiles": the name that stands right before the word for the arms, with a blank."""
    until = unit.end - len(unit.head)
    if sentence.text[until : unit.end].lower() != unit.head:
        return ""
    found = _OWN_NAME.search(sentence.text, unit.start, until)
    if found is None or any(
        sentence.tags[index] in "AjOLTKX"
        for index in range(unit.first, unit.last)
        if sentence.spans[index][0] >= found.start()
    ):
        return ""
    return found.group()


_CAPITALS = re.compile(r"(?:[A-Z][\w/-]*|(?<=[A-Za-z] )\d[\w/-]*)(?:[ -]|$)")
_IN_NAME = frozenset("CNWU-")  # tags of the words that a name may be made of


def _name_before(sentence: Tagged, unit: Unit, until: int, lexicon: Lexicon) -> str:
    """ "Kalashnikov assault rifles", "Mistral short-range missiles": the name before the words for the kind, with a blank.

    ``until`` is where those words begin. "Navy helicopters" are whose, not what.
    """
    begin = until
    for index in range(unit.last, unit.first - 1, -1):
        start, end = sentence.spans[index]
        if start >= until or sentence.tags[index] == "-":
            continue
        word, classes = sentence.words[index], lexicon.noun_classes.get(sentence.lows[index], frozenset())
        tag = sentence.tags[index]
        number = tag == "U" and (
            word[0].isalpha() or index == unit.first or not sentence.words[index - 1][0].isupper()
        )
        fits = tag in _IN_NAME and not number and _CAPITALS.match(sentence.text, start) is not None
        opens = index == 0 and tag == "N"
        if not fits or opens or "people" in classes or not (begin - end <= 1):
            break
        begin = start
        if word[0].isupper() and index and sentence.tags[index - 1] in "AjOLTKX":
            return ""
    name = sentence.text[begin:until].strip()
    return f"{name} " if name and name[0].isupper() else ""


def _designation(sentence: Tagged, unit: Unit, singular: str, lexicon: Lexicon) -> tuple[str, int]:
    """The word for the arms with what describes it, and where it begins: "attack helicopter"; "coast guard cutter",
    whosever it is."""
    found = list(re.finditer(r"\S+", sentence.text[unit.start : unit.end].lower()))
    words = [one.group() for one in found]
    for first in range(len(words) - 1):
        known = lexicon.arms_words.get(" ".join(words[first:]))
        if known is not None:
            return known[2], unit.start + found[first].start()
    adjectives = [word for word in unit.modifiers[-2:] if word in unit.wordlists["arms_adjectives"]]
    head = len(unit.head.split()) + sum(1 for word in words if word in adjectives)
    at = max(0, len(words) - head)
    return " ".join([*adjectives, singular]), unit.start + (found[at].start() if found else 0)


def _single(sentence: Tagged, unit: Unit, category: str) -> bool:
    """ "A Dornier 228", "the first frigate", and no "second Rafale buy": one of the things that the group ends in."""
    words = unit.wordlists
    hull = (
        unit.determiner in words["pointing_at_hull"] and category in NAVAL
    )  # "its frigate" is one, "the F-16" a kind
    single = unit.determiner in words["single_determiners"]
    if not hull and not single and words["ordinals"].isdisjoint(unit.modifiers):
        return False
    last = sentence.lows[unit.last]
    return not last.endswith("s") and (sentence.tags[unit.last] in "WCU" or bool(_THINGS & unit.classes))


_THINGS = frozenset({"arms", "goods", "craft", "vessel", "warplane"})


def _item(sentence: Tagged, unit: Unit, designation: str, category: str) -> Item:
    number, text = unit.number, unit.number_text
    if text is not None:
        at = sentence.text.find(text, unit.start, unit.end)
        lead = _CARDINAL.search(sentence.text, max(sentence.start, at - 14), at)
        text = (lead.group() if lead else "") + text
    elif _single(sentence, unit, category):
        number, text = 1, unit.determiner or None
    return Item(designation, category, number, text, Span(unit.start, unit.end))


def _bare_name(ship: str) -> str:
    """ "Frigate Dena", "Dena frigate": a ship's name without the noun for her kind, with which some are listed."""
    words = ship.split(" ")
    named = [word for word in words if not word.islower()]
    return " ".join(named) if named and (words[0].islower() or words[-1].islower()) else ship
