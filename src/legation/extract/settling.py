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
    tags, lows = sentence.tags, sentence.lows
    for index, tag in enumerate(tags):
        if tag == "?":
            tags[index] = _settle_open(sentence, index, lexicon)
        elif lows[index] in _PARTICLES and _belongs_to_verb(sentence, index):
            tags[index] = "R"
        elif tag in "PJRDz":
            tags[index] = _settle_closed(sentence, index, tag, lexicon)
    _settle_names(sentence, lows)


def _settle_open(sentence: Tagged, index: int, lexicon: Lexicon) -> str:
    """A word that is no function word."""
    lows = sentence.lows
    low = lows[index]
    if low in _PARTICLES and _belongs_to_verb(sentence, index):
        return "R"
    if index > 1 and lows[index - 2 : index] == _LOOKING_TO and _ing_form(low, lexicon):
        sentence.lemmas[index] = lexicon.forms[low][0][0]
        return "g"  # "look forward to visiting Oslo"
    if low == "looks" and lows[index + 1 : index + 2] == _LOOKING_TO[:1]:
        sentence.lemmas[index] = "look"
        return "v"
    if low == "home" and _homeward(sentence, index):
        return "R"
    if low == "one" and index and lows[index - 1] == "the":
        return "N"  # "quitting the one in Niamey"
    return _settle_word(sentence, index, lexicon)


def _settle_closed(sentence: Tagged, index: int, tag: str, lexicon: Lexicon) -> str:
    """A function word whose tag depends on what stands beside it."""
    lows, tags = sentence.lows, sentence.tags
    low = lows[index]
    following = lows[index + 1 : index + 2]
    if tag == "z":
        looking = index and lows[index - 1 : index + 1] == _LOOKING_TO
        return "z" if not looking and _base_follows(sentence, index, lexicon) else "P"
    if low == "than" and index and tags[index + 1 : index + 2] in (["U"], ["m"]):
        return "R" if lows[index - 1] in ("more", "less", "fewer") else tag
    if low in ("over", "under", "above") and tags[index + 1 : index + 2] in (["U"], ["m"]):
        return "R" if tags[index - 1] in "Pviaeb" else tag  # "with over $8 million"
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
        and (sentence.lows[index - 1].endswith("s") or sentence.lows[index - 1] in _HOMEWARD)
        and following in _AFTER_HOME
    )


_HOMEWARD = frozenset({"troops", "men", "personnel", "them", "ambassador", "contingent", "people"})
_AFTER_HOME = frozenset(
    {"from", ".", ",", "by", "in", "on", "after", "before", "and", "for", "to", "with", "at", "last", "this"}
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
        return "U" if sentence.tags[index + 1] in "?NJUjCWSXT" else "H"
    if low in lexicon.titles and "N" not in listed:  # "heads", "chairs": a title in the plural or a verb
        third = (
            previous in (*_SUBJECT, "Q")
            and previous
            and _next_low(sentence, index) != "of"
            and _needs_verb(sentence, index, lexicon)
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
        return _settle_verb(sentence, index, forms, nominal or "J" in listed, previous, lexicon)
    if nominal:
        return "C" if word[0].isupper() and _inside_name(sentence, index) else "N"
    if word[0].isupper():
        return "C"
    if low.endswith("s") and len(low) > 3 and _looks_third_person(sentence, index, previous, lexicon):
        return "v"
    return _guess(low, previous)


def _next_low(sentence: Tagged, index: int) -> str:
    return sentence.lows[index + 1] if index + 1 < len(sentence.lows) else ""


def _looks_third_person(sentence: Tagged, index: int, previous: str, lexicon: Lexicon) -> bool:
    """An unknown word in -s between a subject and a new noun group, in a clause with no other verb, is its verb."""
    if previous == "Q":
        return True
    following = sentence.tags[index + 1] if index + 1 < len(sentence.tags) else "."
    if previous == "N":
        return following in "DUjAL" and _needs_verb(sentence, index, lexicon)
    return (
        previous in "ALCOBT,"
        and previous != ""
        and following in "DAjJLCOBUWXH"
        and _needs_verb(sentence, index, lexicon)
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
        if following == "?" and previous in "UNT" and _surely_verb(_next_low(sentence, index), lexicon):
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
        if tag == "?" and later > index + 1 and (_PASTS.match(low) or _finite_only(sentence, later, lexicon)):
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
        if (
            tag == "B"
            and "I" in choices
            and previous not in ("x", "y")
            and _in_present(tags, index, previous)
        ):
            continue  # "the talks, opened in May, come amid …"
        if tag in choices and not ("I" in choices and tag != "G" and previous in ("z", "o", "d")):
            sentence.lemmas[index] = choices[tag]
            if (
                nominal
                and tag != "G"
                and "I" in choices
                and previous == "D"
                and _after_article(sentence, index)
            ):
                return "N"  # "at a cost of", "the set"
            return _settle_participle(sentence, index, tag, nominal, previous, following)
    base = "I" in choices
    if nominal and following in "oxy" and previous not in ("z", "o", "d"):
        return "N"  # "that patrols may restart"
    if previous == "D" and _after_article(sentence, index):
        return "N"  # "their names", "its consent": no verb follows a possessive or an article
    if previous in ("z", "o", "d", "!", "Q") or (previous == "H" and not nominal):
        return "i" if base else "v"
    if not nominal:
        if base and previous and previous in "aebvi" and following in "?NJ" and _no_helper(sentence, index):
            return "J"  # "maintained close communication"
        single = base and previous == "N" and not _plural_before(sentence, index)
        if (
            previous == "D"
            and not base
            and sentence.lows[index - 1] in ("another", "each", "neither", "either")
        ):
            return "v"  # "another protects secrets"
        if previous in ("s", "D") or (single and not _needs_verb(sentence, index, lexicon)):
            return "N"
        if previous in ("P", "D", "s") or (not base and previous in "aeb"):  # "by telephone", "shook hands"
            return "N"
        return "i" if base else "v"
    if previous == "H":
        return "i" if base else "v"
    if base and previous in _LET and following in "PtDA" and _let_before(sentence, index):
        return "i"
    if previous in _NOUN_AFTER:
        return "N" if previous != "O" or not _needs_verb(sentence, index, lexicon) else ("i" if base else "v")
    opens = (
        following in _NP_START
        or following in 'Pzt"'
        or (following == "?" and (not base or _plural_before(sentence, index)))
    )
    if previous in _SUBJECT and opens and _needs_verb(sentence, index, lexicon):
        if base and not _plural_before(sentence, index):
            return "N"
        return "i" if base else "v"
    if previous == "&" and opens and not base and _needs_verb(sentence, index, lexicon):
        return "v"
    if (
        previous == ","
        and opens
        and _behind_set_off(sentence, index)
        and _needs_verb(sentence, index, lexicon)
    ):
        return "i" if base else "v"
    return "N"


def _behind_set_off(sentence: Tagged, index: int) -> bool:
    """A participle between commas stands before the word: "the reactors, built in 1980, supply …"."""
    tags = sentence.tags
    comma = next((at for at in range(index - 2, 0, -1) if tags[at] in ',;:"&Y'), 0)
    return tags[comma] == "," and tags[comma - 1] in _SUBJECT and tags[comma + 1] in "ebgQ"


_HELPERS = frozenset({"help", "let", "make", "go", "come", "dare", "need", "have", "see", "watch", "hear"})


def _no_helper(sentence: Tagged, index: int) -> bool:
    """The verb before takes no bare infinitive."""
    return sentence.lemmas.get(index - 1, "") not in _HELPERS


def _in_present(tags: list[str], index: int, previous: str) -> bool:
    """Nothing before the word makes it a participle: no "have" or "be" in its clause."""
    at = index - 1
    while at >= 0 and tags[at] not in ',;:"QY':
        if tags[at] in "xy":
            return False
        at -= 1
    return previous in "NTCOALBX,&)" or not previous


def _after_article(sentence: Tagged, index: int) -> bool:
    return sentence.lows[index - 1] in _ARTICLES


_ARTICLES = frozenset("the a an its his their our my your every whose".split())


_LET = ("N", "T", "S", "C", "A", "O", "B", "L")


def _let_before(sentence: Tagged, index: int) -> bool:
    """ "Let two warships dock": the bare verb behind the object of "let"."""
    for at in range(index - 1, max(-1, index - 7), -1):
        if sentence.tags[at] in "viaebgxyo":
            return sentence.lemmas.get(at) == "let"
        if sentence.tags[at] in ',;:"PQY':
            return False
    return False


def _plural_before(sentence: Tagged, index: int) -> bool:
    while index > 1 and sentence.tags[index - 1] == "R":
        index -= 1
    before = sentence.lows[index - 1]
    return (
        (before.endswith("s") and sentence.tags[index - 1] in "NT")
        or before.endswith("forces")
        or "&" in sentence.tags[max(0, index - 4) : index]
        or (
            sentence.tags[index - 1] == "C"
            and before.endswith("s")
            and sentence.tags[index - 2 : index - 1] == ["D"]
        )
        or (before in _MANY)
    )


_MANY = frozenset("us u.s. forces men troops media police people women children".split())


def _needs_verb(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    """No finite verb before this word in its clause, and none that is surely one after it."""
    return not _verb_before(sentence, index) and not _verb_after(sentence, index, lexicon)


def _verb_before(sentence: Tagged, index: int) -> bool:
    tags = sentence.tags
    at = index - 1
    while at >= 0 and (tags[at] not in ';:"QY' or (tags[at] == '"' and at and tags[at - 1] in "DJ")):
        if tags[at] == "&" and at and tags[at - 1] == ",":
            return False  # ", and Bishkek calls …": a clause of its own
        if tags[at] in "viaxyo" or (tags[at] == "e" and tags[at - 1] in _SUBJECT):
            return True
        at -= 1
    return False


def _verb_after(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    tags, lows = sentence.tags, sentence.lows
    if tags[index + 1 : index + 2] == ["D"]:
        return False  # "the forces stage a drill called …": two groups with no verb between are no clause
    at = index + 1
    phrase = tags[at : at + 1] == ["P"]  # "raids on the camp are run"
    while at < len(tags) and tags[at] not in ',;:"QY&—':
        tag = tags[at]
        if tag == "P" and not phrase:
            return False
        if tag == "z":
            return False
        if tag in _VERBISH if not phrase else tag in "xyo":
            return True
        if tag == "?" and not phrase and (_PASTS.match(lows[at]) or _third_person(lows[at], lexicon)):
            return True
        at += 1
    return False


def _third_person(low: str, lexicon: Lexicon) -> bool:
    third = any(tag == "V" for _, tag in lexicon.forms.get(low, ()))
    return third and low not in lexicon.tags and low not in lexicon.noun_classes


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
        if nominal and previous and previous in "&," and following in ".,;&" and tags[index - 2] == "N":
            return "N"  # "disaster relief and training"
        if nominal and index and sentence.lows[index - 1] in ("for", "of") and following in "P.,;":
            return "N"  # "for training on the system"
        return "g"
    if previous in ("D", "J", "s", "U", "j") and (following in "?NJjCTXWSA" or following == "e"):
        return "e" if _next_low(sentence, index) == "that" and previous in "Uj" else "J"
    if previous and previous in "viaeg" and tag != "A" and _noun_next(sentence, index):
        return "J"  # "carry out combined flights", "bought used tanks"
    if (
        previous == "P"
        and following in "?NJ"
        and sentence.words[index + 1][0].islower()
        and sentence.tags[index - 1] == "P"
    ):
        return "J"  # "of classified information", "on allied relations"
    return "e" if tag == "E" else "b"


def _noun_next(sentence: Tagged, index: int) -> bool:
    """A word that can only stand in a noun group follows, in lower case, with no article between."""
    following = index + 1
    if following >= len(sentence.tags) or sentence.tags[following] not in "?NJ":
        return False
    word = sentence.words[following]
    return word.islower() and word.isalpha() and not word.endswith("ly")


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
