"""The words that can be several things, settled from what stands beside them: "visits" the noun or the verb."""

from __future__ import annotations

import re

from legation.extract.tagged import Tagged
from legation.vocabulary import Lexicon

_FORM_TAG = {"I": "i", "V": "v", "E": "e", "A": "a", "B": "b", "G": "g"}


_NOUN_AFTER = frozenset("DJjUsPKO")


_NP_START = frozenset("DAjJLCOBUWXSTKhmH")


_SUBJECT = frozenset("ALCOBNTjX)WS")


_VERBISH = frozenset("vabxyo")


def settle(sentence: Tagged, lexicon: Lexicon) -> None:
    """Settle the words that can be several things, left to right, from what stands beside them."""
    tags, lows, words = sentence.tags, sentence.lows, sentence.words
    if len(words) > 3 and sum(word.isupper() for word in words) > 0.8 * len(words):
        pass  # an all-capitals headline: names are told by the tables alone
    for index, tag in enumerate(tags):
        if (lows[index] in _PARTICLES and _belongs_to_verb(sentence, index)) or (
            lows[index] == "than"
            and index
            and tags[index + 1 : index + 2] == ["U"]
            and lows[index - 1] in ("more", "less", "fewer")
        ):
            tags[index] = "R"
        elif index > 1 and lows[index - 2 : index] == _LOOKING_TO and _ing_form(lows[index], lexicon):
            tags[index] = "g"  # "look forward to visiting Oslo"
            sentence.lemmas[index] = lexicon.forms[lows[index]][0][0]
        elif tag == "?" and lows[index] == "looks" and lows[index + 1 : index + 2] == _LOOKING_TO[:1]:
            tags[index], sentence.lemmas[index] = "v", "look"
        elif tag == "?":
            tags[index] = _settle_word(sentence, index, lexicon)
        elif tag == "z" and index and lows[index - 1 : index + 1] == _LOOKING_TO:
            tags[index] = "P"
        elif tag == "z":
            tags[index] = "z" if _base_follows(sentence, index, lexicon) else "P"
        elif tag == "j" and sentence.entries[index].kind == "demonym":
            tags[index] = "j"
    _settle_names(sentence, lows)


_LOOKING_TO = ["forward", "to"]


def _ing_form(low: str, lexicon: Lexicon) -> bool:
    """The word is the -ing form of a known verb."""
    return any(tag == "G" for _, tag in lexicon.forms.get(low, ()))


_PARTICLES = frozenset("up down out away back".split())


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
            return True
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


def _settle_word(sentence: Tagged, index: int, lexicon: Lexicon) -> str:
    word, low = sentence.words[index], sentence.lows[index]
    previous = _previous(sentence.tags, index)
    forms = lexicon.forms.get(low, ())
    listed = lexicon.tags.get(low, "")
    if low in ("that",):
        return _settle_that(sentence, index, previous, lexicon)
    if low == "her":
        return "D"
    if low == "following" and previous and previous in "NCAOTB":
        return "P"
    if low in ("one", "ones") and index + 1 < len(sentence.tags):
        return "U" if sentence.tags[index + 1] in "?NJUjC" else "H"
    if low in lexicon.titles and "N" not in listed:  # "heads", "chairs": a title in the plural or a verb
        third = (
            previous in (*_SUBJECT, "Q")
            and previous
            and _next_low(sentence, index) != "of"
            and _needs_verb(sentence, index)
        )
        sentence.lemmas[index] = forms[0][0] if forms else low
        return "v" if third else "T"
    if listed and not forms:
        return _settle_listed(sentence, index, listed, previous)
    nominal = "N" in listed or low in lexicon.noun_classes or low in lexicon.arms_words
    if (
        listed
        and set(listed) <= {"R", "J"}
        and all(tag == "I" for _, tag in forms)
        and previous not in ("z", "o", "d")
    ):
        return _settle_listed(
            sentence, index, listed, previous
        )  # "sat down", "is due", "last met": rarely the verb
    if forms:
        return _settle_verb(sentence, index, forms, nominal or "J" in listed, previous, lexicon)
    if nominal:
        return "C" if word[0].isupper() and _inside_name(sentence, index) else "N"
    if word[0].isupper():
        return "C"
    if low.endswith("s") and len(low) > 3 and _looks_third_person(sentence, index, previous):
        return "v"
    return _guess(low, previous)


def _next_low(sentence: Tagged, index: int) -> str:
    return sentence.lows[index + 1] if index + 1 < len(sentence.lows) else ""


def _looks_third_person(sentence: Tagged, index: int, previous: str) -> bool:
    """An unknown word in -s between a subject and a new noun group, in a clause with no other verb, is its verb."""
    if previous == "Q":
        return True
    following = sentence.tags[index + 1] if index + 1 < len(sentence.tags) else "."
    if previous == "N":
        return following in "DUjAL" and _needs_verb(sentence, index)
    return (
        previous in "ALCOBT,"
        and previous != ""
        and following in "DAjJLCOBUWXH"
        and _needs_verb(sentence, index)
    )


def _inside_name(sentence: Tagged, index: int) -> bool:
    """A capitalised common noun is part of a name only beside another capitalised word."""
    words = sentence.words
    before = index > 0 and words[index - 1][0].isupper() and sentence.tags[index - 1] in "CKTL"
    return before and index > 1


def _previous(tags: list[str], index: int) -> str:
    at = index - 1
    while at >= 0 and tags[at] == "R":
        at -= 1
    return tags[at] if at >= 0 else ""


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


def _settle_listed(sentence: Tagged, index: int, listed: str, previous: str) -> str:
    low = sentence.lows[index]
    following = sentence.tags[index + 1] if index + 1 < len(sentence.tags) else ""
    if "P" in listed and "Y" in listed:
        return "Y" if _clause_follows(sentence, index) else "P"
    if "&" in listed and "R" in listed:
        return "&" if previous in ("", ",", ";") else "R"  # "has yet to ratify"
    if "J" in listed and "R" in listed:
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


def _clause_follows(sentence: Tagged, index: int) -> bool:
    """After "before", "as", "since": a finite verb before the next comma makes a clause, else a phrase."""
    for later in range(index + 1, min(index + 14, len(sentence.tags))):
        tag = sentence.tags[later]
        if tag in ",;:(" or (tag == "t" and later == index + 1):
            return False
        if tag in "xyod" and later > index + 1 and sentence.lows[later] not in ("'s", "’s"):
            return True  # "after Iran's attack on Israel" is a phrase
        if tag in "QY&":
            return False
        low = sentence.lows[later]
        if tag == "?" and later > index + 1 and _PASTS.match(low):
            return True
    return False


_PASTS = re.compile(
    r"^(?:\w{3,}ed|met|said|told|came|went|took|held|made|began|sent|left|gave|flew|fell|rose|won|lost|saw|put|set"
    r"|became|broke|brought|drew|fought|got|grew|knew|led|ran|spoke|stood|struck|swore|visits|arrives|plans|seeks|tries|prepares)$"
)


def _settle_verb(
    sentence: Tagged,
    index: int,
    forms: tuple[tuple[str, str], ...],
    nominal: bool,
    previous: str,
    lexicon: Lexicon,
) -> str:
    tags, words = sentence.tags, sentence.words
    sentence.lemmas[index] = forms[0][0]
    choices = {tag: lemma for lemma, tag in forms}
    following = tags[index + 1] if index + 1 < len(tags) else "."
    word = words[index]
    if (
        "G" in choices
        and following in "jAT"
        and "visiting" in lexicon.noun_classes.get(sentence.lows[index], ())
    ):
        return "J"
    if word == "down" and index and tags[index - 1] in "viaebg":
        return "R"
    if word[0].isupper() and index > 0 and previous in ("C", "K", "h") and word[1:].islower():
        return "C"
    for tag in ("A", "B", "E", "G"):
        if tag in choices and not ("I" in choices and tag != "G" and previous in ("z", "o", "d")):
            sentence.lemmas[index] = choices[tag]
            return _settle_participle(sentence, index, tag, nominal, previous, following)
    base = "I" in choices
    if previous == "D" and _after_article(sentence, index):
        return "N"  # "their names", "its consent": no verb follows a possessive or an article
    if previous in ("z", "o", "d", "!", "Q") or (previous == "H" and not nominal):
        return "i" if base else "v"
    if not nominal:
        if previous in ("s", "D") or (base and previous == "N" and not _plural_before(sentence, index)):
            return "N"
        if previous in ("P", "D", "s") or (not base and previous in "aeb"):  # "by telephone", "shook hands"
            return "N"
        return "i" if base else "v"
    if previous == "H":
        return "i" if base else "v"
    if previous in _NOUN_AFTER:
        return "N" if previous != "O" or not _needs_verb(sentence, index) else ("i" if base else "v")
    if base and previous in ("N", "T", "S", "C") and following in "Pt" and _let_before(sentence, index):
        return "i"
    opens = (
        following in _NP_START
        or following in "Pzt"
        or (following == "?" and (not base or _plural_before(sentence, index)))
    )
    if previous in _SUBJECT and opens and _needs_verb(sentence, index):
        if base and not _plural_before(sentence, index):
            return "N"
        return "i" if base else "v"
    if previous == "&" and opens and not base and _needs_verb(sentence, index):
        return "v"
    return "N"


def _after_article(sentence: Tagged, index: int) -> bool:
    return sentence.lows[index - 1] in _ARTICLES


_ARTICLES = frozenset("the a an its his their our my your every whose".split())


def _let_before(sentence: Tagged, index: int) -> bool:
    """ "Let two warships dock": the bare verb behind the object of "let"."""
    for at in range(index - 1, max(-1, index - 7), -1):
        if sentence.tags[at] in "viaebgxyo":
            return sentence.lemmas.get(at) == "let"
        if sentence.tags[at] in ',;:"PQY':
            return False
    return False


def _plural_before(sentence: Tagged, index: int) -> bool:
    before = sentence.lows[index - 1]
    return (
        (before.endswith("s") and sentence.tags[index - 1] in "NT")
        or "&" in sentence.tags[max(0, index - 4) : index]
        or (before in ("us", "u.s.", "forces", "men", "troops"))
    )


def _needs_verb(sentence: Tagged, index: int) -> bool:
    """No finite verb before this word in its clause, and none that is surely one after it."""
    at = index - 1
    while at >= 0 and sentence.tags[at] not in ';:"QY':
        if sentence.tags[at] in "viaxyo" or (sentence.tags[at] == "e" and sentence.tags[at - 1] in _SUBJECT):
            return False
        at -= 1
    at = index + 1
    while at < len(sentence.tags) and sentence.tags[at] not in ',;:"QYP&—':
        if sentence.tags[at] in _VERBISH:
            return False
        if sentence.tags[at] == "?" and _PASTS.match(sentence.lows[at]):
            return False
        at += 1
    return True


def _settle_participle(
    sentence: Tagged, index: int, tag: str, nominal: bool, previous: str, following: str
) -> str:
    if tag == "A":
        return "a"
    tags = sentence.tags
    if tag == "G":
        if nominal and previous in ("D", "J", "j", "A", "U", "s", "N", "O", "T", "B", "C"):
            return "N"
        if previous == "D" and following in "Aj" and index + 2 < len(tags) and tags[index + 2] in "?TN":
            return "J"  # "his visiting US counterpart"
        if previous in ("D", "J", "s") or (previous == "j" and following in "?N"):
            return "N" if following not in "DAjC" else "g"
        if nominal and index and sentence.lows[index - 1] in ("for", "of") and following in "P.,;":
            return "N"  # "for training on the system"
        return "g"
    if previous in ("D", "J", "s", "U", "j") and (following in "?NJjCTXWSA" or following == "e"):
        return "J"
    if (
        previous == "P"
        and following in "?NJ"
        and sentence.words[index + 1][0].islower()
        and sentence.tags[index - 1] == "P"
    ):
        return "J"  # "of classified information", "on allied relations"
    return "e" if tag == "E" else "b"


def _guess(low: str, previous: str) -> str:
    if low.endswith("ly"):
        return "R"
    if low.endswith("ed") and previous == "P":
        return "J"
    if low.endswith("ed") and previous not in ("D", "J"):
        return "e"
    if low.endswith("ing") and previous not in ("D", "J", "j", "s"):
        return "g"
    if low.endswith(("ous", "ive", "able", "ible", "ful", "less", "ic", "al", "ary", "ish")) and len(low) > 5:
        return "J"
    if previous in ("z", "o") and not low.endswith(("tion", "ment", "ness", "ity")):
        return "i"
    return "N"


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
