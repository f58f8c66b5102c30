"""How far a noun group reaches: from its first token to its last, over the tags."""

from __future__ import annotations

from legation.extract.tagged import Tagged
from legation.vocabulary import Lexicon

NOMINAL = frozenset("DJjUANCWXSTKhLOBrH")


def extent(sentence: Tagged, index: int, lexicon: Lexicon) -> int:
    """The last token of the noun group that begins at ``index``. Settles the tags of words inside it on the way."""
    tags = sentence.tags
    at, named = index, False
    while tags[at] != "H" and at + 1 < len(tags):
        further = _further(sentence, index, at, named, lexicon)
        if not further:
            break
        named = named or (further == at + 1 and tags[further] in "LC")
        at = further
    return at


def _further(sentence: Tagged, first: int, at: int, named: bool, lexicon: Lexicon) -> int:
    """How far the group reaches behind the token at ``at``, by one step; 0 where it ends there."""
    if sentence.tags[at + 1] in "JjUANCWXSTKhLOBr":
        return 0 if _parted(sentence, first, at, named, lexicon) else at + 1
    return (
        _over_modifier(sentence, at)
        or _over_joint(sentence, first, at, lexicon)
        or _into_name(sentence, first, at, lexicon)
        or _over_bracket(sentence, at)
    )


def _parted(sentence: Tagged, first: int, at: int, named: bool, lexicon: Lexicon) -> bool:
    """The next token could stand in a noun group, but begins another: ``named`` tells that this one has its name."""
    tags, lows = sentence.tags, sentence.lows
    here, tag = tags[at], tags[at + 1]
    behind_name = named and tag in "TjJDOA" and here in "LC"
    surname = tag == "J" and (lows[at + 1] == "retired" or _goes_on_as_name(sentence, at + 1))
    alone = at + 2 >= len(tags) or tags[at + 2] not in "NJjCTWXSOU-&"
    return (
        (tag == "U" and here in "NLTA")
        or (behind_name and not surname)
        or (tag == "A" and here in "NTLAB")
        or (tag == "B" and here == "A")
        or (tag == "j" and here == "N")
        or (tag in "CLT" and here in "ABN" and _fronted(sentence, first, at, lexicon))
        or (
            tag in "BL" and here == "N" and _is_stretch(sentence, first, at, lexicon)
        )  # "for decades Port Louis has …"
        or (tag == "L" and (here == "L" or (here == "N" and not _is_someone(lows[at], lexicon))))
        or (
            tag == "J" and here in "NAB" and alone
        )  # "calls its purchase defensive", "holds Tehran responsible"
        or (here == "j" and tag in "NJjUW" and _is_people(sentence, at))  # "giving the Ukrainians shells"
        or (
            at == first and _is_given(sentence, first, lexicon)
        )  # "offered Hanoi L-39NG jets", "gave India permission"
    )


def _over_modifier(sentence: Tagged, at: int) -> int:
    """Over what stands between an article or adjective and its noun: a sum, a participle, an adverb, a mark."""
    tags = sentence.tags
    here, tag = tags[at], tags[at + 1]
    behind = tags[at + 2] if at + 2 < len(tags) else ""
    if here in "DJ" and sum_before_noun(tags, at + 1):
        return at + 2
    if here in "DJ" and (tag == "m" or compound_adjective(sentence, at + 1)):
        return at + 1  # "strike off the $180 million", "the so-called …"
    if tag in "eg" and here in "DJjU" and behind and behind in "NCTWJ":
        tags[at + 1] = "J"
        return at + 1
    adverb = tag == "R" and here in "DU" and behind and behind in "JUNjTW"
    return at + 1 if adverb or (tag == '"' and _quoted_inside(sentence, at + 1)) else 0


def _over_joint(sentence: Tagged, first: int, at: int, lexicon: Lexicon) -> int:
    """Over a hyphen, or over what joins two modifiers of one noun."""
    tags = sentence.tags
    if tags[at + 1] == "-":
        if far := _hyphen_chain(sentence, at + 1):
            return far  # "people-to-people ties"
        if at + 2 >= len(tags) or not _hyphen(sentence, at + 1):
            return 0
        if _ends_given_name(sentence, at, lexicon):
            tags[at + 2] = "C"
        elif tags[at + 2] in "ebgviR":
            tags[at + 2] = "J"
        return at + 2 if tags[at + 2] in NOMINAL else 0
    if tags[at + 1] in "&," and _list_goes_on(sentence, first, at):
        return at + 3 if tags[at + 2] == "&" else at + 2
    return 0


def _into_name(sentence: Tagged, first: int, at: int, lexicon: Lexicon) -> int:
    """Over the small word inside a name: "House of Councillors", "Ngozi van der Berg"."""
    tags = sentence.tags
    here, low = tags[at], sentence.lows[at + 1]
    if at + 2 >= len(tags) or here not in "CNL":
        return 0
    if tags[at + 1] == "P" and low == "of" and here in "CN" and _titled(sentence, first, at, lexicon):
        tags[at + 2] = "C"
        return at + 2
    if here in "CL" and tags[at + 2] in "CL" and low in sentence.wordlists["name_particles"]:
        tags[at + 1] = "C"
        return at + 2
    return 0


def _over_bracket(sentence: Tagged, at: int) -> int:
    """Over what a bracket says of the word before it: "General Okello (retd)", "forty-four (44) launchers"."""
    tags = sentence.tags
    if tags[at + 1] != "(" or at + 3 >= len(tags) or tags[at + 3] != ")":
        return 0
    retired = sentence.lows[at + 2] in sentence.wordlists["retired_marks"]
    return at + 3 if retired or (tags[at] == "U" and tags[at + 2] == "U") else 0


def _fronted(sentence: Tagged, first: int, at: int, lexicon: Lexicon) -> bool:
    """ "In Cairo Putin looked on", "At a press conference in Accra President Mahama said": a place or an occasion
    that begins the sentence, then who does what."""
    tags = sentence.tags
    if first < 1 or tags[first - 1] != "P" or any(tag not in _BEFORE_SUBJECT for tag in tags[: first - 1]):
        return False
    joint, classes = sentence.lows[first - 1], lexicon.noun_classes.get(sentence.lows[at], frozenset())
    if tags[at] == "N" and not ("country" in classes and joint in _WITHIN):
        occasion = tags[first] == "D" and tags[at + 1] in "CL" and not _FRONTED_OCCASIONS.isdisjoint(classes)
        if not occasion or joint not in _AROUND:
            return False
    elif joint not in _WITHIN:
        return False
    end = at + 1
    while end + 1 < len(tags) and tags[end + 1] in "CLTKh":
        end += 1
    return tags[end] in "CL" and end + 1 < len(tags) and tags[end + 1] in "&eavyxo"


_BEFORE_SUBJECT = "PDNJBAOCUj"  # tags of a phrase that stands before its clause's subject
_WITHIN = frozenset({"in", "at", "from"})
_AROUND = frozenset({"at", "in", "during", "after", "before"})
_FRONTED_OCCASIONS = frozenset({"talks", "conference", "summit", "discussions", "ceremony", "briefing"})


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
    senses = lexicon.verb_classes.get(sentence.lemmas.get(index - 1, ""), {})
    return any(names & _GIVING for _, names in senses.get("", ()))


def _titled(sentence: Tagged, first: int, at: int, lexicon: Lexicon) -> bool:
    """ "House of Councillors": two capitalised words around "of" are one name; "President Niinistö of Finland" and
    "the Foreign Ministry of Argentina" are not, nor "the Ministry of Defence of Chile"."""
    words, tags = sentence.words, sentence.tags
    if tags[at + 2] in "AB" and any(tag in "TKLr" for tag in tags[first:at]):
        return False
    if tags[at + 2] == "A" and any(_is_body(low, lexicon) for low in _heads(sentence, first, at)):
        return False
    return at > 0 and words[at][0].isupper() and words[at + 2][0].isupper() and words[at + 2][1:].islower()


def _heads(sentence: Tagged, first: int, at: int) -> list[str]:
    """The words of a group, and the noun to which "of" ties it: "the Ministry of Internal Affairs"."""
    lows = sentence.lows
    tied = first > 1 and lows[first - 1] == "of" and sentence.words[first - 2][0].isupper()
    return [*([lows[first - 2]] if tied else []), *lows[first : at + 1]]


def _is_body(noun: str, lexicon: Lexicon) -> bool:
    """Somebody, by the last word before an "of": "foreign ministry", "ministry of defence"."""
    head = noun.partition(" of ")[0].split()[-1:]
    return any("people" in lexicon.noun_classes.get(word, ()) for word in (*head, noun.split()[-1]))


def _ends_given_name(sentence: Tagged, at: int, lexicon: Lexicon) -> bool:
    """ "Nam Gwan-pyo": behind a capital and a hyphen a small word that is none, the end of a given name."""
    low = sentence.lows[at + 2]
    known = low in lexicon.noun_classes or low in lexicon.tags or low in lexicon.forms
    return (
        sentence.tags[at] in "CL"
        and at > 0
        and sentence.tags[at - 1] in "CLTKh"
        and low.isalpha()
        and not known
    )


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
