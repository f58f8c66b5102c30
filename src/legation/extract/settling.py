"""The words that can be several things, settled from what stands beside them: "that", "to", "before", "official"."""

from __future__ import annotations

from legation.extract.tagged import Tagged
from legation.extract.verbhood import (
    SUBJECT,
    finite_form,
    guess,
    needs_verb,
    next_low,
    settle_verb,
    tag_before,
)
from legation.vocabulary import Lexicon


def settle(sentence: Tagged, lexicon: Lexicon) -> None:
    """Settle the words that can be several things, left to right, from what stands beside them."""
    tags, lows, particles = sentence.tags, sentence.lows, sentence.wordlists["closing_particles"]
    for index, tag in enumerate(tags):
        if tag == "?":
            tags[index] = _settle_open(sentence, index, lexicon)
        elif lows[index] in particles and _belongs_to_verb(sentence, index):
            tags[index] = "R"
        elif tag in "PJRDz":
            tags[index] = _settle_closed(sentence, index, tag, lexicon)
    _settle_names(sentence, lows)
    for index in range(1, len(tags)):
        honour = lexicon.ranks.get(lows[index]) == "honour" and sentence.words[index].isupper()
        if honour and tags[index - 1] in "CL":
            tags[index] = "r"  # "John Healey MP"


def _settle_open(sentence: Tagged, index: int, lexicon: Lexicon) -> str:
    """A word that is no function word."""
    lows = sentence.lows
    low = lows[index]
    if low in sentence.wordlists["closing_particles"] and _belongs_to_verb(sentence, index):
        return "R"
    if index > 1 and lows[index - 2 : index] == _LOOKING_TO and _ing_form(low, lexicon):
        sentence.lemmas[index] = lexicon.forms[low][0][0]
        return "g"  # "look forward to visiting Oslo"
    if low == "looks" and lows[index + 1 : index + 2] == _LOOKING_TO[:1]:
        sentence.lemmas[index] = "look"
        return "v"
    if low == "home" and _homeward(sentence, index):
        return "R"
    if low == "put" and index and lows[index - 1].startswith("stay"):
        return "R"  # "the Fijians are staying put"
    if low == "one" and index and lows[index - 1] == "the":
        return "N"  # "quitting the one in Niamey"
    return _settle_word(sentence, index, lexicon)


def _settle_closed(sentence: Tagged, index: int, tag: str, lexicon: Lexicon) -> str:
    """A function word whose tag depends on what stands beside it."""
    lows, tags, words = sentence.lows, sentence.tags, sentence.wordlists
    low = lows[index]
    following = lows[index + 1 : index + 2]
    if tag == "z":
        looking = index and lows[index - 1 : index + 1] == _LOOKING_TO
        return "z" if not looking and _base_follows(sentence, index, lexicon) else "P"
    if low == "than" and index and tags[index + 1 : index + 2] in (["U"], ["m"]):
        return "R" if lows[index - 1] in words["comparatives"] else tag
    if (
        low == "than"
        and index
        and lows[index - 1] == "more"
        and following
        and following[0] in words["multiplying_verbs"]
    ):
        return "R"  # "Canada more than doubles its presence"
    if low in words["about_a_number"] and tags[index + 1 : index + 2] in (["U"], ["m"]):
        return "R" if tags[index - 1] in "Pviaebxy" else tag  # "with over $8 million", "has over 900 troops"
    if low == "only" and index and tags[index - 1] == "s":
        return "J"  # "Tokyo's only overseas base"
    if low == "due to" and index and tags[index - 1] == "x" and _base_follows(sentence, index, lexicon):
        return "z"  # "is due to sign"
    if following == ["of"] and (low == "worth" or (tag in "RD" and _measures(low, lexicon))):
        return "N"  # "$3 billion worth of arms", "supplied most of the hulls"
    if low in ("up", "down") and tags[index + 1 : index + 2] == ["D"] and tags[index - 1] not in "viaebg":
        return "P"  # "20 miles down the road"
    if tag == "J" and low in lexicon.titles and index + 1 < len(tags):
        return "T" if tags[index + 1] == "?" and _surely_verb(following[0], lexicon) else tag
    return tag


def _homeward(sentence: Tagged, index: int) -> bool:
    """ "Bring its soldiers home from Mali": where to, not whose home."""
    following = sentence.lows[index + 1] if index + 1 < len(sentence.lows) else "."
    return (
        index > 0
        and sentence.tags[index - 1] in "NHT"
        and (
            sentence.lows[index - 1].endswith("s")
            or sentence.lows[index - 1] in sentence.wordlists["brought_home"]
        )
        and following in sentence.wordlists["behind_home"]
    )


def _measures(low: str, lexicon: Lexicon) -> bool:
    return "measure" in lexicon.noun_classes.get(low, ())


def _surely_verb(low: str, lexicon: Lexicon) -> bool:
    """The word is a form of a verb, and neither a noun nor an adjective."""
    forms = {tag for _, tag in lexicon.forms.get(low, ())}
    return bool(forms - {"G"}) and low not in lexicon.tags and low not in lexicon.noun_classes


_LOOKING_TO = ["forward", "to"]


def _ing_form(low: str, lexicon: Lexicon) -> bool:
    """The word is the -ing form of a known verb."""
    return any(tag == "G" for _, tag in lexicon.forms.get(low, ()))


def _belongs_to_verb(sentence: Tagged, index: int) -> bool:
    """ "Tied up", "gave it back": the word is the verb's, and no noun."""
    tags = sentence.tags
    before = tags[index - 1] if index else ""
    if before and before in "viaebg":
        return True
    closed = index + 1 >= len(tags) or tags[index + 1] in "P.z,;:t&—"
    return bool(before) and before in "NAHCBTOWX" and closed


def _base_follows(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    for later in range(index + 1, min(index + 4, len(sentence.tags))):
        low = sentence.lows[later]
        if any(tag == "I" for _, tag in lexicon.forms.get(low, ())) or low in ("be", "have", "do"):
            counted = "N" in lexicon.tags.get(low, "") and sentence.lows[later + 1 : later + 2] == ["of"]
            return not counted  # "rights to part of the base"
        if sentence.tags[later] == "?" and low not in lexicon.tags and later == index + 1:
            word = sentence.words[later]
            nominal = low in lexicon.noun_classes or low.endswith(
                (
                    "tion",
                    "ment",
                    "ity",
                    "ness",
                    "ance",
                    "s",
                    "ing",
                    "ship",
                    "al",
                    "ous",
                    "ive",
                    "ary",
                    "ic",
                    "ern",
                )
            )
            return word.islower() and not nominal
        if sentence.tags[later] not in "R!":
            return False
    return False


def _modal_before(tags: list[str], index: int) -> str:
    """The modal or "to" before the quotation mark that opens on this word: "will 'firmly support'"."""
    at = index - 1
    while at > 0 and tags[at] == "R":
        at -= 1
    return tags[at - 1] if at > 0 and tags[at] == '"' and tags[at - 1] in ("o", "z") else ""


def _name_next(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    """A name follows, and no word that has a meaning of its own: "General Electric" excepted, no firm is a person."""
    if index + 1 >= len(sentence.tags):
        return False
    following, low = sentence.words[index + 1], sentence.lows[index + 1]
    known = (
        low in lexicon.noun_classes or low in lexicon.tags or low in lexicon.forms or low in lexicon.titles
    )
    return sentence.tags[index + 1] == "L" or (following[0].isupper() and following.isalpha() and not known)


def _settle_word(sentence: Tagged, index: int, lexicon: Lexicon) -> str:
    word, low = sentence.words[index], sentence.lows[index]
    previous = tag_before(sentence.tags, index)
    if previous == '"' and (opened := _modal_before(sentence.tags, index)):
        previous = opened
    forms = lexicon.forms.get(low, ())
    listed = lexicon.tags.get(low, "")
    if low in ("that",):
        return _settle_that(sentence, index, previous, lexicon)
    if low == "her":
        return "D"
    if low == "given" and previous not in ("x", "y", "") and sentence.tags[index + 1 : index + 2] == ["D"]:
        return "P"  # "welcomed the step given our shared goals"
    if low == "following" and previous and previous in "NCAOTB":
        return "P"
    if low in ("one", "ones") and index + 1 < len(sentence.tags):
        return "U" if sentence.tags[index + 1] in "?NJUjCWSXT" else "H"
    if listed == "J" and word[0].isupper() and low in lexicon.ranks and _name_next(sentence, index, lexicon):
        return "K"  # "General Pérez"
    if low in lexicon.titles and previous in ("z", "o") and any(tag == "I" for _, tag in forms):
        sentence.lemmas[index] = next(lemma for lemma, tag in forms if tag == "I")
        return "i"  # "are to co-chair the meeting"
    if low in lexicon.titles and "N" not in listed:  # "heads", "chairs": a title in the plural or a verb
        third = (
            previous in (*SUBJECT, "Q")
            and previous
            and next_low(sentence, index) != "of"
            and needs_verb(sentence, index, lexicon)
        )
        sentence.lemmas[index] = forms[0][0] if forms else low
        return "v" if third else "T"
    if listed and not forms:
        return _settle_listed(sentence, index, listed, previous, lexicon)
    nominal = "N" in listed or low in lexicon.noun_classes or low in lexicon.arms_words
    if (
        listed
        and set(listed) <= {"R", "J"}
        and all(tag == "I" for _, tag in forms)
        and previous not in ("z", "o", "d")
    ):
        return _settle_listed(
            sentence, index, listed, previous, lexicon
        )  # "sat down", "is due", "last met": rarely the verb
    if forms:
        return settle_verb(sentence, index, forms, nominal or "J" in listed, previous, lexicon)
    if nominal:
        return "C" if word[0].isupper() and _inside_name(sentence, index) else "N"
    if word[0].isupper():
        return "C"
    if low.endswith("s") and len(low) > 3 and _looks_third_person(sentence, index, previous, lexicon):
        return "v"
    return guess(low, previous)


def _looks_third_person(sentence: Tagged, index: int, previous: str, lexicon: Lexicon) -> bool:
    """An unknown word in -s between a subject and a new noun group, in a clause with no other verb, is its verb."""
    if previous == "Q":
        return True
    following = sentence.tags[index + 1] if index + 1 < len(sentence.tags) else "."
    if previous == "N":
        return following in "DUjAL" and needs_verb(sentence, index, lexicon)
    return (
        previous in "ALCOBT,"
        and previous != ""
        and following in "DAjJLCOBUWXH"
        and needs_verb(sentence, index, lexicon)
    )


def _inside_name(sentence: Tagged, index: int) -> bool:
    """A capitalised common noun is part of a name only beside another capitalised word."""
    words = sentence.words
    before = index > 0 and words[index - 1][0].isupper() and sentence.tags[index - 1] in "CKTL"
    return before and index > 1


def _settle_that(sentence: Tagged, index: int, previous: str, lexicon: Lexicon) -> str:
    following = sentence.words[index + 1] if index + 1 < len(sentence.words) else ""
    tag = sentence.tags[index + 1] if index + 1 < len(sentence.tags) else ""
    if index and (previous == "W" or sentence.lows[index - 1] in lexicon.arms_words) and previous in "WN":
        return "Q"
    if previous in "NCOAWXT" and previous and tag not in "DAHLj" and following.islower():
        return "Q"
    if previous in ("P", "") and tag in "?NJU":
        return "D"
    if tag in "DAHLjBOhKTXS" or (following[:1].isupper()):
        return "Y"
    return "D" if tag in "?NJU" and previous in "via" else "Y"


def _settle_listed(sentence: Tagged, index: int, listed: str, previous: str, lexicon: Lexicon) -> str:
    low = sentence.lows[index]
    following = sentence.tags[index + 1] if index + 1 < len(sentence.tags) else ""
    if "P" in listed and "Y" in listed:
        if low in ("before", "since", "after") and (following in "P.,;:&vxyo" or not following):
            return "R"  # "a few days before", "had not met since"
        if following == "?" and _span_before(sentence, index, lexicon):
            return "R"  # "had landed the evening before put …"
        if low == "as" and not _names_a_part(sentence, index, previous):
            return "Y"
        return "Y" if _clause_follows(sentence, index, lexicon) else "P"
    if "&" in listed and "R" in listed:
        return "&" if previous in ("", ",", ";") else "R"  # "has yet to ratify"
    if "J" in listed and "R" in listed:
        if following == "?" and previous in "UNT" and _surely_verb(next_low(sentence, index), lexicon):
            return "R"  # "the two last met in May"
        return (
            "J"
            if following in "?NJjCTAOWXSBU" and previous in "DsJjU"
            else "R"
            if previous not in "Ds"
            else "J"
        )
    if "J" in listed and "U" in listed:
        return "U"
    if "D" in listed and "!" in listed:
        return "D"
    if "D" in listed and low in ("both", "all", "another", "either"):
        return "D"
    if "P" in listed and "R" in listed:
        if following == "U" and previous not in ("N", "g", "e") and low not in ("on", "in"):
            return "R"  # "about 3,500 soldiers", "over 40 ships"
        return "P" if following in "DAjCLOBUmt?N" else "R"
    return listed[0]


def _names_a_part(sentence: Tagged, index: int, previous: str) -> bool:
    """ "As a gift", "known as the Charter": what something is or is called, and no clause."""
    alone = sentence.tags[index + 2 : index + 3] in ([","], ["."], [";"], [")"])  # "with Chad as host, …"
    return alone or sentence.lows[index + 1 : index + 2] in (["a"], ["an"]) or previous in ("e", "b")


def _span_before(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    """A stretch of time stands before the word, and behind it a form that can only be a verb."""
    span = "span" in lexicon.noun_classes.get(sentence.lows[index - 1], ())
    low = sentence.lows[index + 1]
    past = any(tag in "EA" for _, tag in lexicon.forms.get(low, ()))
    return span and past and low not in lexicon.noun_classes


def _clause_follows(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    """After "before", "as", "since": a finite verb before the next comma makes a clause, else a phrase."""
    for later in range(index + 1, min(index + 14, len(sentence.tags))):
        tag = sentence.tags[later]
        if tag in ",;:" or (tag == "t" and later == index + 1):
            return False
        if tag in "xyod" and later > index + 1 and sentence.lows[later] not in ("'s", "’s"):
            return True  # "after Iran's attack on Israel" is a phrase
        if tag in "QY&":
            return False
        low = sentence.lows[later]
        if (
            tag == "?"
            and later > index + 1
            and (finite_form(low, sentence.wordlists) or _finite_only(sentence, later, lexicon))
        ):
            return True
    return False


def _finite_only(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    """The word is a verb in the present and no noun, and no "to" makes it an infinitive: "before leaders gather"."""
    low = sentence.lows[index]
    forms = {tag for _, tag in lexicon.forms.get(low, ())}
    if "A" in forms:
        return True
    if not forms & {"I", "V"} or "N" in lexicon.tags.get(low, "") or low in lexicon.noun_classes:
        return False
    return sentence.tags[index - 1] not in "zDJo"


def _settle_names(sentence: Tagged, lows: list[str]) -> None:
    """A capitalised common word that opens the sentence is no name unless more capitals follow it."""
    tags = sentence.tags
    first = next((i for i, tag in enumerate(tags) if tag not in '"(—-'), None)
    if first is None or tags[first] != "C":
        return
    following = tags[first + 1] if first + 1 < len(tags) else ""
    low = lows[first]
    if (
        following not in "CLs"
        and low.endswith(("s", "ed", "ing", "ly", "tion", "ity"))
        and following in "vaxyoeib"
    ):
        tags[first] = "N"
