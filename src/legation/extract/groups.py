"""Noun groups, verb groups and what joins them: a sentence as a row of units.

A noun group that names or stands for someone or something carries a `Mention`. Groups are found left to
right over the tags; what a noun group means is read from its parts (determiner, number, adjectives of states,
title, rank, name, head noun).
"""

from __future__ import annotations

import re
from dataclasses import replace

from legation.extract.apposition import settle_groups
from legation.extract.tagging import Tagged
from legation.extract.units import Unit
from legation.types import Item, Mention, Span
from legation.vocabulary import Lexicon

_NOMINAL = frozenset("DJjUANCWXSTKhLOBrH")
_PARTICLES = frozenset(
    "de al bin ben van von el da dos do das ul ibn la le du der ter abu del ud of".split()
) - {"of"}
_PREP_PARTICLES = frozenset("over out up off back home in down away on together".split())
_BE_GOING = frozenset(
    "due set slated scheduled expected supposed poised ready about bound planned expecting going likely meant willing".split()
)
_NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
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


_MARKS = {
    ",": "comma", ";": "semi", ":": "colon", "—": "dash", "(": "open", ")": "close", '"': "quote", "&": "conj",
    "P": "prep", "Q": "rel", "Y": "sub", "R": "adv", "t": "time", "-": "dash",
}  # fmt: skip


def group(sentence: Tagged, lexicon: Lexicon) -> list[Unit]:
    """The units of a sentence, in order."""
    units: list[Unit] = []
    tags = sentence.tags
    count, index = len(tags), 0
    while index < count:
        tag = tags[index]
        if tag in "oxydviaebgz!" and (unit := _verb_group(sentence, index)) is not None:
            units.append(unit)
            index = unit.last + 1
        elif tag in _NOMINAL or _sum_before_noun(tags, index):
            index = _noun_groups(sentence, index, units, lexicon)
        else:
            units.append(_mark(sentence, index))
            index += 1
    return settle_groups(units)


def _sum_before_noun(tags: list[str], index: int) -> bool:
    """ "a $2 billion package": the sum is a part of the noun group."""
    return tags[index] == "m" and index + 1 < len(tags) and tags[index + 1] in "NJ"


def _mark(sentence: Tagged, index: int) -> Unit:
    tag = sentence.tags[index]
    start, end = sentence.spans[index]
    unit = Unit(_MARKS.get(tag, "other"), index, index, start, end, sentence.lows[index])
    if tag == "t":
        unit.time = sentence.times[index]
    elif tag == "m":
        unit.kind, unit.money = "np", sentence.money[index]
    return unit


# ------------------------------------------------------------------ verb groups


def _verb_group(sentence: Tagged, index: int) -> Unit | None:
    tags, lows = sentence.tags, sentence.lows
    count = len(tags)
    at = index
    aux: list[str] = []
    negated = False
    infinitive = False
    semi = ""
    main = -1
    while at < count:
        tag = tags[at]
        if tag in "oxyd":
            aux.append(lows[at])
        elif tag == "!":
            negated = True
        elif tag == "z":
            if aux and at + 1 < count:
                semi = semi or ("be to" if aux[-1] in _BE else "have to")
            elif at > index and tags[at - 1] in "viaebg":
                break
            infinitive = infinitive or not aux
        elif tag == "R" and at > index:
            pass
        elif tag in "viaebg":
            if aux and lows[at] in _BE_GOING and at + 1 < count and tags[at + 1] == "z":
                semi = lows[at]
                at += 1
                continue
            main = at
            break
        elif tag in "JN" and aux and lows[at] in _BE_GOING and at + 1 < count and (tags[at + 1] == "z"):
            semi = lows[at]
        elif tag == "H" and aux and at == index + 1 and at + 1 < count and tags[at + 1] in "viabe":
            pass
        else:
            break
        at += 1
    if main < 0:
        if not aux:
            return None
        main = max(i for i in range(index, at) if tags[i] in "oxyd")
        return _finish_group(sentence, index, main, aux, negated, infinitive, semi, copula=True)
    return _finish_group(sentence, index, main, aux, negated, infinitive, semi, copula=False)


_BE = frozenset("is are was were been being be am 's 're 'm".split())


def _finish_group(
    sentence: Tagged,
    first: int,
    main: int,
    aux: list[str],
    negated: bool,
    infinitive: bool,
    semi: str,
    copula: bool,
) -> Unit:
    tag = sentence.tags[main]
    start, end = sentence.spans[first][0], sentence.spans[main][1]
    low = sentence.lows[main]
    lemma = (
        "be"
        if copula and low in _BE
        else "have"
        if copula and tag == "y"
        else "do"
        if copula
        else sentence.lemmas.get(main, low)
    )
    if not copula and main not in sentence.lemmas:
        lemma = _bare(low)
    unit = Unit(
        "vg", first, main, start, end, low, lemma=lemma, form=tag, negated=negated, infinitive=infinitive
    )
    last_aux = aux[-1] if aux else ""
    unit.passive = not copula and tag in "eb" and last_aux in _BE
    unit.gerund = ((tag == "g" and not aux) or aux[:1] == ["having"]) and not infinitive
    unit.participle = tag in "eb" and not aux and not infinitive
    unit.modal = next((word for word in aux if word in _MODALS), "") or semi
    unit.tense = _tense(tag, aux, unit)
    unit.modifiers = tuple(
        sentence.lows[index] for index in range(first, main) if sentence.tags[index] == "R"
    )
    return unit


_MODALS = frozenset("will would shall should can could may might must 'll wo ca".split())


def _tense(tag: str, aux: list[str], unit: Unit) -> str:
    if unit.modal in ("will", "shall", "'ll", "wo", "be to", *_BE_GOING) and unit.modal not in ("willing",):
        past = any(word in ("was", "were") for word in aux)
        if "had" in aux and unit.modal in _BE_GOING:
            return "unfulfilled"  # "had been expected to sign"
        return "future-in-past" if past else "future"
    if unit.modal in ("would", "should"):
        return "conditional"
    if unit.modal:
        return "possible"
    if unit.infinitive:
        return "infinitive"
    if "had" in aux:
        return "past-perfect"
    if any(word in ("has", "have", "'ve", "having") for word in aux):
        return "perfect"
    if any(word in ("was", "were", "did") for word in aux):
        return "past"
    if aux:
        return "present"
    return "past" if tag in "ae" else "none" if tag in "gb" else "present"


def _bare(low: str) -> str:
    for ending, put in (("ied", "y"), ("ed", ""), ("ing", "")):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low[: -len(ending)] + put
    return low


# ------------------------------------------------------------------ noun groups


def _noun_groups(sentence: Tagged, index: int, units: list[Unit], lexicon: Lexicon) -> int:
    """Read one noun group, with the possessors before it, into ``units``; the index after it."""
    owner: Unit | None = None
    while True:
        last = _extent(sentence, index, lexicon)
        unit = _interpret(sentence, index, last, owner, lexicon)
        after = last + 1
        if after < len(sentence.tags) and sentence.tags[after] == "s" and _owns(sentence, after):
            owner = unit
            index = after + 1
            continue
        units.append(unit)
        return after


def _owns(sentence: Tagged, at: int) -> bool:
    return at + 1 < len(sentence.tags) and sentence.tags[at + 1] in "JjUANCWXSTKhLOBgeb"


def _extent(sentence: Tagged, index: int, lexicon: Lexicon) -> int:
    tags, lows = sentence.tags, sentence.lows
    count = len(tags)
    at = index
    if tags[at] == "H":
        return at
    named = False
    while at + 1 < count:
        tag = tags[at + 1]
        here = tags[at]
        if tag in "JjUANCWXSTKhLOBr":
            if tag == "U" and here in "NLT" and tags[at + 1] == "U":
                break
            if named and tag in "TjJDOA" and here in "LC" and not (tag == "J" and lows[at + 1] == "retired"):
                break
            if tag == "A" and here in "NTLAB" and here != "j":
                break
            if tag == "U" and here == "A":
                break
            if tag == "L" and here in "LN":
                break
            if tag in "jO" and here == "N" and tag != "O":
                break
            if here == "A" and tag == "B":
                break
            if at == index and _is_given(sentence, index, lexicon):
                break  # "offered Hanoi L-39NG jets", "gave India permission": to whom, then what
            named = named or tag in "LC"
            at += 1
        elif _sum_before_noun(tags, at + 1) and here in "DJ":
            at += 2
        elif tag == "-" and at + 2 < count and _hyphen(sentence, at + 1):
            if tags[at + 2] in "ebgviR":
                tags[at + 2] = "J"
            elif tags[at + 2] not in _NOMINAL:
                break
            at += 2
        elif tag in "&," and _list_goes_on(sentence, index, at):
            at += 2
            if tags[at] == "&":
                at += 1
        elif (
            tag == "P"
            and lows[at + 1] == "of"
            and here in "CN"
            and at + 2 < count
            and _titled(sentence, index, at)
        ):
            at += 2
            tags[at] = "C"
        elif lows[at + 1] in _PARTICLES and here in "CL" and at + 2 < count and tags[at + 2] in "CL":
            tags[at + 1] = "C"
            at += 2
        elif (
            tag == "("
            and at + 3 < count
            and lows[at + 2] in ("retd", "rtd", "ret", "retired", "navy")
            and tags[at + 3] == ")"
        ):
            at += 3
        elif tag in "eg" and here in "DJjU" and at + 2 < count and tags[at + 2] in "NCTWJ":
            tags[at + 1] = "J"
            at += 1
        elif tag == "R" and here in "DU" and at + 2 < count and tags[at + 2] in "JUN":
            at += 1
        elif tag == "!" and here == "D":
            break
        else:
            break
    del lexicon
    return at


_GIVING = frozenset(
    {
        "give_aid",
        "give_arms",
        "grant_access",
        "offer",
        "supply",
        "sell",
        "donate",
        "lend",
        "pledge",
        "promise",
    }
)


def _is_given(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    """A state right behind a verb of giving, not used as an adjective, is whom it is given to."""
    if not index or sentence.tags[index] not in "AB" or sentence.tags[index - 1] not in "viaebg":
        return False
    if any(entry.kind in ("adjective", "demonym", "body") for entry in sentence.choices.get(index, ())):
        return False
    rests = lexicon.verb_classes.get(sentence.lemmas.get(index - 1, ""), ())
    return any(not rest and names & _GIVING for rest, names in rests)


def _titled(sentence: Tagged, first: int, at: int) -> bool:
    """ "House of Councillors": two capitalised words around "of" are one name; "President Niinistö of Finland" is not."""
    words, tags = sentence.words, sentence.tags
    if tags[at + 2] in "AB" and any(tag in "TKLr" for tag in tags[first:at]):
        return False
    return at > 0 and words[at][0].isupper() and words[at + 2][0].isupper() and words[at + 2][1:].islower()


def _hyphen(sentence: Tagged, at: int) -> bool:
    """The hyphen joins two words with no blank."""
    left, right = sentence.spans[at]
    return (
        sentence.spans[at - 1][1] == left
        and at + 1 < len(sentence.spans)
        and sentence.spans[at + 1][0] == right
    )


def _list_goes_on(sentence: Tagged, first: int, at: int) -> bool:
    """ "Russian and Chinese warships", "foreign and defence ministers": a list of modifiers before one head."""
    tags = sentence.tags
    following = at + 2
    if following < len(tags) and tags[at + 1] == "," and tags[following] == "&":
        following += 1
    if following >= len(tags):
        return False
    run = tags[first : at + 1]
    core = [tag for tag in run if tag not in "DU-,&RJ"]
    if core and all(tag == "j" for tag in core) and tags[at] == "j" and tags[following] in "jJ":
        return _noun_ahead(tags, following)
    if (
        tags[at] == "J"
        and tags[following] in "JTN"
        and tags[at + 1] == "&"
        and all(tag in "DUJjA-s" for tag in run)
    ):
        return _noun_ahead(tags, following)
    return bool(sentence.lows[at] in ("defence", "defense", "prime", "foreign") and tags[following] in "T")


def _noun_ahead(tags: list[str], at: int) -> bool:
    while at < len(tags) and tags[at] in "JjU,&-":
        at += 1
    return at < len(tags) and tags[at] in "NTCOX"


def _interpret(sentence: Tagged, first: int, last: int, owner: Unit | None, lexicon: Lexicon) -> Unit:
    tags, lows = sentence.tags, sentence.lows
    start, end = sentence.spans[first][0], sentence.spans[last][1]
    unit = Unit("np", first, last, start, end, sentence.text[start:end].lower(), owner=owner)
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
            mention=held,
            head=held.head or "",
        )
    unit.number, unit.number_text = _count(sentence, first, last)
    unit.money = next(
        (sentence.money[index] for index in range(first, last + 1) if index in sentence.money), None
    )
    _find_head(sentence, first, last, unit, lexicon)
    _name(sentence, first, last, unit, lexicon)
    return unit


def _count(sentence: Tagged, first: int, last: int) -> tuple[int | None, str | None]:
    total: int | None = None
    begin = end = -1
    for index in range(first, last + 1):
        low = sentence.lows[index]
        if sentence.tags[index] == "U" or low in ("both",):
            value = _value(low)
            if value is None:
                continue
            if low.endswith(("st", "nd", "rd", "th")) and low[0].isdigit():
                continue
            total = value if total is None else total * value if low in _MULTIPLIERS else total + value
            begin = index if begin < 0 else begin
            end = index
        elif sentence.tags[index] in "WNTC" and total is not None:
            break
    if total is None:
        return None, None
    return total, sentence.text[sentence.spans[begin][0] : sentence.spans[end][1]]


def _value(low: str) -> int | None:
    if low in _MULTIPLIERS:
        return _MULTIPLIERS[low]
    if low in _NUMBER_WORDS:
        return _NUMBER_WORDS[low]
    digits = low.replace(",", "")
    return int(digits) if digits.isdigit() else None


def _find_head(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> None:
    """The head noun: the longest class noun that ends the group, else its last word."""
    lows, tags = sentence.lows, sentence.tags
    end = last
    while end > first and tags[end] in "r)(":
        end -= 1
    words = [lows[index] for index in range(first, end + 1)]
    longest = 4 if words and words[-1] in lexicon.noun_tails else 1
    for size in range(min(longest, len(words)), 0, -1):
        phrase = " ".join(words[-size:]).replace(" - ", "-") if size > 1 else words[-1]
        classes = lexicon.noun_classes.get(phrase, frozenset())
        arms = lexicon.arms_words.get(phrase)
        if classes or arms:
            unit.head = phrase
            extra = {"goods" if not arms[1] else "arms"} if arms else set()
            unit.classes = classes | extra
            if size == 1:
                break
            plain = lexicon.noun_classes.get(words[-1], frozenset())
            unit.classes = unit.classes | plain
            break
    else:
        unit.head = words[-1] if words else ""
    if any("visiting" in lexicon.noun_classes.get(word, ()) for word in words[:-1]):
        unit.classes = unit.classes | {"visiting"}
    unit.modifiers = tuple(words[:-1])


def _name(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> None:
    """Give the group its mention, and the states named inside it."""
    tags = sentence.tags
    nationals = [
        _state_mention(sentence, index)
        for index in range(first, last)
        if tags[index] in "jA" or (tags[index] == "O" and sentence.entries[index].states)
    ]
    unit.nationals = tuple(nationals)
    states = _merge([m.states for m in nationals])
    if not states and unit.owner is not None and unit.owner.mention is not None:
        states = unit.owner.mention.states
    run = _name_run(sentence, first, last)
    titles = [index for index in range(first, last + 1) if tags[index] == "T"]
    if run and (
        tags[run[0]] in "L"
        or any(tags[i] == "L" for i in range(run[0], run[1] + 1))
        or _introduced(sentence, first, run)
    ):
        unit.mention = _person(sentence, run, titles, states, unit, lexicon)
    elif (ship := _vessel_name(sentence, first, last, lexicon)) is not None:
        name = sentence.text[sentence.spans[ship][0] : sentence.spans[last][1]]
        unit.mention = Mention(Span(unit.start, unit.end), "ship", name, states, head="ship")
        unit.classes = unit.classes | {"ship"}
    elif titles and titles[-1] >= last - 1 and "talks" not in unit.classes:
        unit.mention = _office(sentence, titles[-1], states, unit, lexicon)
    elif tags[last] == "O" and sentence.entries[last].kind == "body" and sentence.entries[last].states:
        unit.mention = _lone(sentence, last, states, unit)
    elif (
        unit.head
        and not _named_arms(sentence, first, last, unit, lexicon)
        and _group_mention(sentence, unit, states, lexicon)
    ):
        pass
    elif tags[last] in "AjBOXSWL":
        unit.mention = _lone(sentence, last, states, unit)
    elif unit.classes & _GROUNDS and (where := _place_inside(sentence, first, last, unit)) is not None:
        unit.mention = where
    elif run and tags[run[0]] == "C":
        name = sentence.text[sentence.spans[run[0]][0] : sentence.spans[run[1]][1]]
        unit.mention = Mention(Span(unit.start, unit.end), "name", name, states)
    if unit.mention is not None and not unit.mention.states:
        bodies = [
            sentence.entries[i]
            for i in range(first, last)
            if tags[i] == "O" and sentence.entries[i].kind in ("organisation", "group")
        ]
        if bodies:
            unit.mention = replace(
                unit.mention, attributes=(*unit.mention.attributes, ("body", bodies[0].name))
            )
    if unit.mention is not None and not unit.mention.states and unit.determiner in _OWNERS:
        held = (("owner", _OWNERS[unit.determiner]),)
        unit.mention = replace(unit.mention, attributes=(*unit.mention.attributes, *held))
    _thing(sentence, first, last, unit, lexicon)


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


def _vessel_name(sentence: Tagged, first: int, last: int, lexicon: Lexicon) -> int | None:
    """ "The frigate Bayern", "the submarine Kazan": where the ship's name begins, behind the noun for her kind."""
    begin = last + 1
    while begin > first and sentence.words[begin - 1][0].isupper() and sentence.tags[begin - 1] in "CBLAWN":
        begin -= 1
    if begin > last or begin == first:
        return None
    return begin if _is_vessel(sentence.lows[begin - 1], lexicon) else None


def _is_vessel(noun: str, lexicon: Lexicon) -> bool:
    naval = noun in lexicon.arms_words and lexicon.arms_words[noun][0] in NAVAL
    return naval or "vessel" in lexicon.noun_classes.get(noun, ())


def _merge(groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for states in groups:
        found.update(dict.fromkeys(states))
    return tuple(found)


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
    if any(word in ("former", "then", "ex", "late", "outgoing", "retired") for word in unit.modifiers):
        attributes.append(("former", "yes"))
    span = Span(sentence.spans[run[0]][0], sentence.spans[run[1]][1])
    return Mention(
        span, "person", name, states, key, office, head=name.split()[-1].lower(), attributes=tuple(attributes)
    )


def _office(sentence: Tagged, title: int, states: tuple[str, ...], unit: Unit, lexicon: Lexicon) -> Mention:
    value = lexicon.titles[sentence.lows[title]]
    plural = sentence.lows[title].endswith("s") and unit.number is None
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


_OWNERS = {"its": "it", "his": "he", "her": "she", "their": "they", "our": "we", "my": "i"}


def _group_mention(sentence: Tagged, unit: Unit, states: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Sides, countries, people, forces and bodies: nouns that stand for a state or several."""
    span = Span(unit.start, unit.end)
    text = sentence.text[unit.start : unit.end]
    classes = unit.classes
    plural = unit.head.endswith(("s", "men", "people", "military", "forces"))
    if "sides" in classes and not states:
        many = unit.number is not None and unit.number >= 2
        ours = (
            unit.determiner in ("our", "their")
            and plural
            and unit.head in ("countries", "nations", "peoples", "states", "governments")
        )
        if (
            many
            or ours
            or unit.determiner in ("both", "either")
            or (plural and unit.head in ("sides", "parties") and unit.determiner)
        ):
            count = unit.number or 2
            unit.mention = Mention(span, "both", text, (), count=count, head=unit.head)
            return True
    if "capital" in classes and states:
        unit.mention = Mention(span, "capital", text, states, head=unit.head)
        return True
    if "country" in classes and not states and unit.determiner and not plural:
        unit.mention = Mention(span, "country", text, (), head=unit.head)
        return True
    if classes & {"people", "forces", "contractors", "instructors", "trainee", "troops", "vessel"}:
        kind = (
            "forces"
            if classes & {"forces", "contractors", "instructors", "trainee", "troops"}
            and "people" not in classes
            else "people"
        )
        kind = "ship" if _is_vessel(unit.head, lexicon) else kind
        unit.mention = Mention(span, kind, text, states, head=unit.head)
        return True
    return False


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
    if kind == "state" and unit.determiner and entry.kind in ("adjective", "demonym"):
        return Mention(span, "state", sentence.words[last], own, entry.key, head="people")
    return found


def _owner_states(unit: Unit) -> tuple[str, ...]:
    return unit.owner.mention.states if unit.owner is not None and unit.owner.mention is not None else ()


NAVAL = frozenset({"frigate", "destroyer", "corvette", "warship", "submarine", "patrol vessel", "landing ship", "support ship",
                   "aircraft carrier", "minehunter"})  # fmt: skip
_CARDINAL = re.compile(
    r"(?:up to|more than|some|about|at least|around|nearly|over|almost|as many as|another)\s+$", re.IGNORECASE
)


def _thing(sentence: Tagged, first: int, last: int, unit: Unit, lexicon: Lexicon) -> None:
    """Arms and goods: designation, category, how many."""
    weapon = next((i for i in range(first, last + 1) if sentence.tags[i] in "W"), None)
    ship = next((i for i in range(first, last + 1) if sentence.tags[i] == "S"), None)
    if weapon is not None:
        entry = sentence.entries[weapon]
        unit.item = _item(sentence, unit, _as_written(sentence, weapon, last), entry.category)
        unit.makers = entry.states
        unit.classes = unit.classes | {"arms"}
    elif ship is not None:
        entry = sentence.entries[ship]
        named = entry.kind == "shipprefix" and ship < last
        stop = last if named else ship
        name = sentence.text[sentence.spans[ship][0] : sentence.spans[stop][1]]
        kind = next(
            (lexicon.arms_words[low][0] for low in sentence.lows[first:ship] if low in lexicon.arms_words),
            entry.category or "warship",
        )
        unit.item = Item(
            name,
            kind,
            unit.number or 1,
            unit.number_text,
            Span(sentence.spans[ship][0], sentence.spans[stop][1]),
        )
        unit.mention = Mention(
            Span(unit.start, unit.end),
            "ship",
            name,
            entry.states or _merge([m.states for m in unit.nationals]) or _owner_states(unit),
            head="ship",
        )
        unit.classes = unit.classes | {"ship"}
    elif (named_kind := _kind_before_name(sentence, first, last, unit, lexicon)) is not None:
        category, _, singular = lexicon.arms_words[named_kind]
        unit.item = _item(
            sentence,
            unit,
            sentence.text[unit.mention.span.end - len(unit.mention.name) : unit.mention.span.end]
            if unit.mention
            else singular,
            category,
        )
        unit.classes = unit.classes | {"arms"}
    elif unit.head in lexicon.arms_words:
        category, arms, singular = lexicon.arms_words[unit.head]
        unit.item = _item(sentence, unit, _designation(unit, singular), category)
        unit.classes = unit.classes | {"arms" if arms else "goods"}
    if unit.item is not None and any(
        "used_mark" in lexicon.noun_classes.get(word, ()) for word in unit.modifiers
    ):
        unit.classes = unit.classes | {"handed_down"}
    if "vessel" in unit.classes or (unit.item is not None and unit.item.category in NAVAL):
        unit.classes = unit.classes | {"ship"}


def _as_written(sentence: Tagged, weapon: int, last: int) -> str:
    """The designation in the text's own words, without a plural -s: "JF-17 Thunder", "Mi-35M"."""
    word = sentence.words[weapon]
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
    return low if known is not None and known[1] and sentence.tags[index] == "N" else None


def _designation(unit: Unit, singular: str) -> str:
    adjectives = [word for word in unit.modifiers[-2:] if word in _DESCRIBING]
    return " ".join([*adjectives, singular])


_DESCRIBING = frozenset(
    "attack transport patrol coastal surveillance ballistic armoured armored fighter combat training trainer light heavy "
    "main battle anti-tank anti-ship air-defence surface-to-air guided naval military".split()
)


def _item(sentence: Tagged, unit: Unit, designation: str, category: str) -> Item:
    number, text = unit.number, unit.number_text
    if text is not None:
        at = sentence.text.find(text, unit.start, unit.end)
        lead = _CARDINAL.search(sentence.text, max(sentence.start, at - 14), at)
        text = (lead.group() if lead else "") + text
    return Item(designation, category, number, text, Span(unit.start, unit.end))
