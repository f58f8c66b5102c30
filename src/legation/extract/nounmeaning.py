"""What a noun group means, read from its parts: determiner, number, adjectives of states, title, rank, name, head noun."""

from __future__ import annotations

import re
from dataclasses import replace

from legation.extract.tagged import Tagged
from legation.extract.things import add_thing, count_in, is_vessel, merged, vessel_name
from legation.extract.units import Unit
from legation.types import Mention, Span
from legation.vocabulary import Lexicon


def interpret(sentence: Tagged, first: int, last: int, owner: Unit | None, lexicon: Lexicon) -> Unit:
    tags, lows = sentence.tags, sentence.lows
    start, end = sentence.spans[first][0], sentence.spans[last][1]
    unit = Unit(
        "np", first, last, start, end, sentence.text[start:end].lower(), sentence.wordlists, owner=owner
    )
    if tags[first] == "H":
        unit.mention = Mention(Span(start, end), "pronoun", sentence.words[first], head=lows[first])
        unit.head = lows[first]
        return unit
    unit.determiner = lows[first] if tags[first] == "D" else ""
    if unit.determiner in _OWNERS and owner is None:
        held = Mention(
            Span(*sentence.spans[first]), "pronoun", sentence.words[first], head=_OWNERS[unit.determiner]
        )
        unit.owner = Unit(
            "np",
            first,
            first,
            held.span.start,
            held.span.end,
            unit.determiner,
            sentence.wordlists,
            mention=held,
            head=held.head or "",
        )
    unit.number, unit.number_text = count_in(sentence, first, last)
    if sentence.money:
        unit.money = next(
            (sentence.money[index] for index in range(first, last + 1) if index in sentence.money), None
        )
    _find_head(sentence, first, last, unit, lexicon)
    _name(sentence, first, last, unit, lexicon)
    return unit


def _find_head(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> None:
    """The head noun: the longest class noun that ends the group, else its last word."""
    lows, tags = sentence.lows, sentence.tags
    end = last
    while end > first and tags[end] in "r)(":
        end -= 1
    words = lows[first : end + 1]
    noun_classes = lexicon.noun_classes
    longest = 4 if words and words[-1] in lexicon.noun_tails else 1
    for size in range(min(longest, len(words)), 0, -1):
        phrase = " ".join(words[-size:]).replace(" - ", "-") if size > 1 else words[-1]
        classes = noun_classes.get(phrase, _NONE)
        arms = lexicon.arms_words.get(phrase)
        if classes or arms:
            unit.head = phrase
            extra = {"goods" if not arms[1] else "arms"} if arms else set()
            unit.classes = classes | extra
            if size == 1:
                break
            plain = noun_classes.get(words[-1], _NONE)
            unit.classes = unit.classes | plain
            break
    else:
        unit.head = words[-1] if words else ""
    unit.modifiers = tuple(words[:-1])
    for word in unit.modifiers:
        if word in noun_classes and "visiting" in noun_classes[word]:
            unit.classes = unit.classes | {"visiting"}
            break


_NONE: frozenset[str] = frozenset()
_HELD_THERE = frozenset(
    {"conference", "expo"}
)  # "the Doha naval show", "the Antalya gathering": where it is held


def _name(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> None:
    """Give the group its mention, and the states named inside it."""
    tags = sentence.tags
    if last > first:
        unit.nationals = tuple(
            [
                _state_mention(sentence, index)
                for index, tag in enumerate(tags[first:last], first)
                if tag in "jA"
                or (tag == "O" and sentence.entries[index].states)
                or (tag == "B" and not _HELD_THERE.isdisjoint(unit.classes))
            ]
        )
    states = merged([m.states for m in unit.nationals]) if unit.nationals else ()
    if not states and unit.owner is not None and unit.owner.mention is not None:
        states = unit.owner.mention.states
    unit.mention = (
        _someone(sentence, first, last, unit, states, lexicon)
        or _by_head(sentence, first, last, unit, states, lexicon)
        or _by_last_word(sentence, first, last, unit, states, lexicon)
    )
    if unit.mention is not None and not unit.mention.states:
        unit.mention = _with_holder(sentence, first, last, unit, unit.mention)
    add_thing(sentence, first, last, unit, lexicon)


def _someone(
    sentence: Tagged, first: int, last: int, unit: Unit, states: tuple[str, ...], lexicon: Lexicon
) -> Mention | None:
    """A person, a ship or the holder of an office."""
    tags = sentence.tags
    run = _name_run(sentence, first, last)
    titles = [index for index, tag in enumerate(tags[first : last + 1], first) if tag == "T"]
    if run and ("L" in tags[run[0] : run[1] + 1] or _introduced(sentence, first, run)):
        return _person(sentence, run, titles, states, unit, lexicon)
    if (ship := vessel_name(sentence, first, last, lexicon)) is not None:
        name = sentence.text[sentence.spans[ship][0] : sentence.spans[last][1]]
        unit.classes = unit.classes | {"ship"}
        return Mention(Span(unit.start, unit.end), "ship", name, states, head="ship")
    if titles and titles[-1] >= last - 1 and unit.classes.isdisjoint(_OCCASIONS):
        return _office(sentence, titles[-1], states, unit, lexicon)
    return None


def _by_head(
    sentence: Tagged, first: int, last: int, unit: Unit, states: tuple[str, ...], lexicon: Lexicon
) -> Mention | None:
    """What the head noun says: sides, countries, people, forces; a body that a name ends in comes before it."""
    if sentence.tags[last] == "O" and sentence.entries[last].kind == "body" and sentence.entries[last].states:
        return _lone(sentence, last, states, unit)
    if not unit.head or _named_arms(sentence, first, last, unit, lexicon):
        return None
    return _group_mention(sentence, unit, states, lexicon)


def _by_last_word(
    sentence: Tagged, first: int, last: int, unit: Unit, states: tuple[str, ...], lexicon: Lexicon
) -> Mention | None:
    """A name that the tables know, the place that names the grounds, an unknown name, or "the two"."""
    tags, whole = sentence.tags, Span(unit.start, unit.end)
    if (named := _numbered(sentence, first, last)) is not None:
        return _lone(sentence, named, states, unit)
    if (begin := _exercise_name(sentence, first, last, lexicon)) is not None:
        span = Span(sentence.spans[begin][0], sentence.spans[last][1])
        name = sentence.text[span.start : span.end]
        return Mention(span, "exercise", name, states, name, head=unit.head)
    if tags[last] in "AjBOXSWL":
        return _lone(sentence, last, states, unit)
    if unit.classes & _GROUNDS and (where := _place_inside(sentence, first, last, unit)) is not None:
        return where
    run = _name_run(sentence, first, last)
    if run and tags[run[0]] == "C":
        name = sentence.text[sentence.spans[run[0]][0] : sentence.spans[run[1]][1]]
        return Mention(whole, "name", name, states)
    if tags[last] == "U" and unit.determiner == "the" and unit.number == 2 and last == first + 1:
        words = sentence.text[unit.start : unit.end]  # "the two signed": those who met
        return Mention(whole, "both", words, (), None, "leader", unit.number, "two")
    return None


def _with_holder(sentence: Tagged, first: int, last: int, unit: Unit, mention: Mention) -> Mention:
    """Of what body a group without a state is, and whose by its possessive: "the UN envoy", "its navy"."""
    bodies = (sentence.entries[index] for index in range(first, last) if sentence.tags[index] == "O")
    body = next((entry.name for entry in bodies if entry.kind in ("organisation", "group")), None)
    added = () if body is None else (("body", body),)
    if unit.determiner in _OWNERS:
        added = (*added, ("owner", _OWNERS[unit.determiner]))
    return replace(mention, attributes=(*mention.attributes, *added)) if added else mention


def _numbered(sentence: Tagged, first: int, last: int) -> int | None:
    """ "Golden Dragon 2025", "Dosti-16": an exercise or a forum with the number of its year or turn; where its name stands."""
    named = last - 1
    if sentence.tags[last] == "U" and named > first and sentence.tags[named] == "-":
        named -= 1
    return named if sentence.tags[last] == "U" and named >= first and sentence.tags[named] == "X" else None


def _exercise_name(sentence: Tagged, first: int, last: int, lexicon: Lexicon) -> int | None:
    """ "The naval exercise Milan": the noun says what the name behind it is, wherever else a place is called so.

    Where the name begins; None where no such name ends the group.
    """
    begin = last
    while begin > first and sentence.tags[begin] in "BLC":
        begin -= 1
    before = sentence.lows[begin]
    singular = "exercise" in lexicon.noun_classes.get(before, ()) and not before.endswith("s")
    return begin + 1 if singular and begin < last else None


_OCCASIONS = frozenset(
    {"talks", "conference", "summit", "discussions", "visit"}
)  # "the defence chiefs' gathering"


def _named_arms(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> bool:
    """ "six Su-30SME fighters": machines, not men."""
    return unit.head in lexicon.arms_words and "W" in sentence.tags[first : last + 1]


_GROUNDS = frozenset({"port", "airspace", "foreign_base"})


def _place_inside(sentence: Tagged, first: int, last: int, unit: Unit) -> Mention | None:
    """ "Caracas airport", "the Manas air base": the place that names the grounds."""
    for index in range(last - 1, first - 1, -1):
        entry = sentence.entries.get(index)
        if (
            sentence.tags[index] == "B"
            and entry is not None
            and entry.kind in ("place", "capital")
            and entry.states
        ):
            return Mention(
                Span(*sentence.spans[index]),
                entry.kind,
                sentence.words[index],
                entry.states,
                entry.key,
                head=unit.head,
            )
    return None


def _state_mention(sentence: Tagged, index: int) -> Mention:
    entry = sentence.entries[index]
    return Mention(
        Span(*sentence.spans[index]), "body" if entry.kind == "body" else "state", sentence.words[index], entry.states,
        entry.key, adjectival=True,
    )  # fmt: skip


def _name_run(sentence: Tagged, first: int, last: int) -> tuple[int, int] | None:
    """The last run of name words in the group."""
    tags = sentence.tags
    end = last
    while end >= first and tags[end] in "r)(":
        end -= 1
    if end < first or tags[end] not in "CL":
        return None
    begin = end
    while begin > first and (tags[begin - 1] in "CL" or (tags[begin - 1] == "-" and tags[begin - 2] in "CL")):
        begin -= 1
    if tags[begin] == "-":
        begin += 1
    return begin, end


def _introduced(sentence: Tagged, first: int, run: tuple[int, int]) -> bool:
    """A title, rank or form of address stands right before the name."""
    return run[0] > first and sentence.tags[run[0] - 1] in "TKhr"


def _person(
    sentence: Tagged,
    run: tuple[int, int],
    titles: list[int],
    states: tuple[str, ...],
    unit: Unit,
    lexicon: Lexicon,
) -> Mention:
    key = None
    for index in range(run[0], run[1] + 1):
        if sentence.tags[index] == "L":
            key = sentence.entries[index].key
            if not states and not titles:
                states = ()
    name = sentence.text[sentence.spans[run[0]][0] : sentence.spans[run[1]][1]]
    office = None
    attributes = []
    title = next((index for index in reversed(titles) if index < run[0]), None)
    if title is not None:
        office = lexicon.titles[sentence.lows[title]].office
        attributes.append(("title", sentence.lows[title]))
    elif run[0] > unit.first and sentence.tags[run[0] - 1] == "K":
        attributes.append(("rank", sentence.lows[run[0] - 1]))
    if not unit.wordlists["former_adjectives"].isdisjoint(unit.modifiers):
        attributes.append(("former", "yes"))
    span = Span(sentence.spans[run[0]][0], sentence.spans[run[1]][1])
    return Mention(
        span, "person", name, states, key, office, head=name.split()[-1].lower(), attributes=tuple(attributes)
    )


def _office(sentence: Tagged, title: int, states: tuple[str, ...], unit: Unit, lexicon: Lexicon) -> Mention:
    value = lexicon.titles[sentence.lows[title]]
    plural = _headword(sentence.lows[title]).endswith("s") and unit.number is None
    count = unit.number
    if not states and (count or 0) >= 2:
        return Mention(
            Span(unit.start, unit.end),
            "both",
            unit.word,
            (),
            office=value.office,
            count=count,
            head=unit.head,
        )
    return Mention(
        Span(unit.start, unit.end), "office", sentence.text[unit.start : unit.end], states, None, value.office, count,
        sentence.lows[title], attributes=(("plural", "yes"),) if plural else (),
    )  # fmt: skip


def _headword(title: str) -> str:
    """The word that a title is about: one "minister of the armed forces" is not several."""
    return re.split(r" (?:of|for|to|in) ", title, maxsplit=1)[0]


_OWNERS = {"its": "it", "his": "he", "her": "she", "their": "they", "our": "we", "my": "i"}


def _group_mention(sentence: Tagged, unit: Unit, states: tuple[str, ...], lexicon: Lexicon) -> Mention | None:
    """Sides, countries, people, forces and bodies: nouns that stand for a state or several."""
    span, classes = Span(unit.start, unit.end), unit.classes
    text = sentence.text[unit.start : unit.end]
    plural = unit.head.endswith(("s", "men", "people", "military", "forces"))
    if "sides" in classes and not states and _several_sides(unit, plural):
        return Mention(span, "both", text, (), count=unit.number or 2, head=unit.head)
    if "capital" in classes and states:
        return Mention(span, "capital", text, states, head=unit.head)
    definite = unit.determiner or text.startswith("the ")  # "the Caribbean" is one name
    if "country" in classes and not states and definite and not plural:
        return Mention(span, "country", text, (), head=unit.head)
    if "people" in classes or not classes.isdisjoint(_TROOPS) or "vessel" in classes:
        troops = "people" not in classes and not classes.isdisjoint(_TROOPS)
        kind = "ship" if is_vessel(unit.head, lexicon) else "forces" if troops else "people"
        return Mention(span, kind, text, states, head=unit.head)
    return None


_TROOPS = frozenset({"forces", "contractors", "instructors", "trainee", "troops"})


def _several_sides(unit: Unit, plural: bool) -> bool:
    """ "Both sides", "the two countries", "our nations", "the parties"."""
    if (unit.number is not None and unit.number >= 2) or unit.determiner in ("both", "either"):
        return True
    if not plural:
        return False
    ours = unit.determiner in ("our", "their") and unit.head in unit.wordlists["state_plurals"]
    return ours or (unit.head in ("sides", "parties") and bool(unit.determiner))


def _lone(sentence: Tagged, last: int, states: tuple[str, ...], unit: Unit) -> Mention:
    entry = sentence.entries[last]
    span = Span(*sentence.spans[last])
    kind = {
        "adjective": "state", "demonym": "state", "state": "state", "seat": "state", "capital": "capital", "body": "body",
        "organisation": "organisation", "group": "group", "exercise": "exercise", "forum": "forum", "ship": "ship",
        "shipprefix": "ship", "arms": "arms", "place": "place", "region": "region", "regional": "region",
        "outlet": "outlet", "person": "person",
    }[entry.kind]  # fmt: skip
    own = entry.states if kind not in ("arms", "exercise", "forum") else states
    if kind in ("body", "organisation", "group") and states and not own:
        own = states
    key = (
        entry.name if kind in ("exercise", "forum", "arms", "region", "organisation", "group") else entry.key
    )
    found = Mention(
        span,
        kind,
        sentence.words[last],
        own,
        key,
        head=unit.head,
        attributes=(("category", entry.category), ("usual", "|".join(entry.states))),
    )
    if kind == "state" and unit.number is not None and entry.kind == "demonym":
        return Mention(
            Span(unit.start, unit.end), "people", sentence.words[last], own, entry.key, head=unit.head
        )
    if kind == "state" and unit.determiner and entry.kind in ("adjective", "demonym"):
        return Mention(span, "state", sentence.words[last], own, entry.key, head="people")
    return found
