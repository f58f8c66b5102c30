"""How far a noun group reaches: from its first token to its last, over the tags."""

from __future__ import annotations

from legation.extract.tagged import Tagged
from legation.vocabulary import Lexicon

NOMINAL = frozenset("DJjUANCWXSTKhLOBrH")


def extent(sentence: Tagged, index: int, lexicon: Lexicon) -> int:
    tags, lows, words = sentence.tags, sentence.lows, sentence.wordlists
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
            if (
                named
                and tag in "TjJDOA"
                and here in "LC"
                and not (tag == "J" and (lows[at + 1] == "retired" or _goes_on_as_name(sentence, at + 1)))
            ):
                break
            if tag == "A" and here in "NTLAB" and here != "j":
                break
            if tag in "BL" and here == "N" and _is_stretch(sentence, index, at, lexicon):
                break  # "for decades Port Louis has …"
            if tag == "U" and here == "A":
                break
            if tag == "L" and (here == "L" or (here == "N" and not _is_someone(lows[at], lexicon))):
                break
            if tag in "jO" and here == "N" and tag != "O":
                break
            if here == "A" and tag == "B":
                break
            if tag == "J" and here == "N" and (at + 2 >= count or tags[at + 2] not in "NJjCTWXSOU-&"):
                break  # "calls its purchase defensive"
            if here == "j" and tag in "NJjUW" and _is_people(sentence, at):
                break  # "giving the Ukrainians shells"
            if at == index and _is_given(sentence, index, lexicon):
                break  # "offered Hanoi L-39NG jets", "gave India permission": to whom, then what
            named = named or tag in "LC"
            at += 1
        elif sum_before_noun(tags, at + 1) and here in "DJ":
            at += 2
        elif here in "DJ" and compound_adjective(sentence, at + 1):
            at += 1  # "the so-called …"
        elif tag == "m" and here in "DJ":
            at += 1  # "strike off the $180 million"
        elif tag == "-" and (far := _hyphen_chain(sentence, at + 1)):
            at = far  # "people-to-people ties"
        elif tag == "-" and at + 2 < count and _hyphen(sentence, at + 1):
            if tags[at + 2] in "ebgviR":
                tags[at + 2] = "J"
            elif tags[at + 2] not in NOMINAL:
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
        elif (
            lows[at + 1] in words["name_particles"]
            and here in "CL"
            and at + 2 < count
            and tags[at + 2] in "CL"
        ):
            tags[at + 1] = "C"
            at += 2
        elif tag == "(" and at + 3 < count and lows[at + 2] in words["retired_marks"] and tags[at + 3] == ")":
            at += 3
        elif tag == "(" and here == "U" and tags[at + 2 : at + 4] == ["U", ")"]:
            at += 3  # "forty-four (44) launchers"
        elif tag in "eg" and here in "DJjU" and at + 2 < count and tags[at + 2] in "NCTWJ":
            tags[at + 1] = "J"
            at += 1
        elif (tag == "R" and here in "DU" and at + 2 < count and tags[at + 2] in "JUNjTW") or (
            tag == '"' and _quoted_inside(sentence, at + 1)
        ):
            at += 1
        else:
            break
    return at


def _is_stretch(sentence: Tagged, first: int, at: int, lexicon: Lexicon) -> bool:
    """A stretch of time in the plural, behind a preposition."""
    span = "span" in lexicon.noun_classes.get(sentence.lows[at].removesuffix("s"), ())
    return span and sentence.lows[at].endswith("s") and first > 0 and sentence.tags[first - 1] == "P"


def _is_someone(noun: str, lexicon: Lexicon) -> bool:
    """ "His neighbour Álvaro Uribe", "her envoy Simon Reeve": the noun says who the name is."""
    return bool(lexicon.noun_classes.get(noun, frozenset()) & {"people", "country"})


def _is_people(sentence: Tagged, at: int) -> bool:
    """A demonym in the plural is those people themselves, and no adjective of what comes behind."""
    word = sentence.lows[at]
    plural = (
        word.endswith(("ans", "is", "ns", "ks", "bs", "ds")) and at > 0 and sentence.tags[at - 1] in "DUJ"
    )
    return plural and sentence.entries[at].kind == "demonym"


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


def _quoted_inside(sentence: Tagged, at: int) -> bool:
    """ "The "provocative war drills"": a mark between an article and its noun, or behind the noun it opened for."""
    tags, words = sentence.tags, sentence.words
    if at + 1 >= len(tags) or not at:
        return False
    return tags[at - 1] == "D" and tags[at + 1] in "NJCX" and words[at + 1][0].isalpha()


def _goes_on_as_name(sentence: Tagged, at: int) -> bool:
    """ "Simón Bolívar International Airport": an adjective and a noun, both with a capital, end the name."""
    words, tags = sentence.words, sentence.tags
    if at + 1 >= len(tags) or tags[at + 1] not in "NC" or not words[at][1:].islower():
        return False
    return words[at][0].isupper() and words[at + 1][0].isupper()


def _hyphen(sentence: Tagged, at: int) -> bool:
    """The hyphen joins two words with no blank."""
    left, right = sentence.spans[at]
    return (
        sentence.spans[at - 1][1] == left
        and at + 1 < len(sentence.spans)
        and sentence.spans[at + 1][0] == right
    )


def _hyphen_chain(sentence: Tagged, at: int) -> int:
    """The last word of three tied by hyphens around a small word, 0 where there is no such chain."""
    tags = sentence.tags
    if at + 3 >= len(tags) or tags[at + 2] != "-" or tags[at + 1] not in "Pz&R":
        return 0
    return at + 3 if _hyphen(sentence, at) and _hyphen(sentence, at + 2) else 0


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
    return bool(sentence.lows[at] in sentence.wordlists["ministers_of"] and tags[following] in "T")


def _noun_ahead(tags: list[str], at: int) -> bool:
    while at < len(tags) and tags[at] in "JjU,&-":
        at += 1
    return at < len(tags) and tags[at] in "NTCOX"


def compound_adjective(sentence: Tagged, index: int) -> bool:
    """ "Under-equipped", "up-to-date": a small word tied by a hyphen to a participle describes a noun."""
    tags = sentence.tags
    if tags[index] not in "PR" or index + 2 >= len(tags) or tags[index + 1] != "-":
        return False
    if not _hyphen(sentence, index + 1) or tags[index + 2] not in "ebgJN":
        return False
    tags[index] = "J"
    return True


def sum_before_noun(tags: list[str], index: int) -> bool:
    """ "a $2 billion package": the sum is a part of the noun group."""
    return tags[index] == "m" and index + 1 < len(tags) and tags[index + 1] in "NJ"
