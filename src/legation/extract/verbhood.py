"""Noun or verb: what a form that may be several things is, from what stands beside it and what its clause still needs.

A clause has one finite verb; two noun groups with no verb between them are no clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.extract.tagged import Tagged
from legation.vocabulary import Lexicon, Wordlists

_NOUN_AFTER = frozenset("DJjUsPKO")
_NP_START = frozenset("DAjJLCOBUWXSTKhmH")
SUBJECT = frozenset("ALCOBNTjX)WS")
_VERBISH = frozenset("vabxyo")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that may be a verb, with what settles whether it is: its neighbours' tags and what else it may be."""

    sentence: Tagged
    index: int
    lexicon: Lexicon
    previous: str  # the tag before it, adverbs aside
    following: str
    nominal: bool  # it may be a noun or an adjective
    base: bool  # it may be the bare verb

    @property
    def finite(self) -> str:
        """The tag that it has as a verb in the present."""
        return "i" if self.base else "v"

    def needed(self) -> bool:
        """Its clause has no finite verb but this."""
        return needs_verb(self.sentence, self.index, self.lexicon)


def settle_verb(
    sentence: Tagged,
    index: int,
    forms: tuple[tuple[str, str], ...],
    nominal: bool,
    previous: str,
    lexicon: Lexicon,
) -> str:
    """The tag of a word that is a form of a verb, and may be a noun, an adjective or part of a name too."""
    tags, low = sentence.tags, sentence.lows[index]
    sentence.lemmas[index] = forms[0][0]
    choices = {tag: lemma for lemma, tag in forms}
    following = tags[index + 1] if index + 1 < len(tags) else "."
    word = _Word(sentence, index, lexicon, previous, following, nominal, "I" in choices)
    if "G" in choices and following in "jAT" and "visiting" in lexicon.noun_classes.get(low, ()):
        return "J"
    if low == "down" and index and tags[index - 1] in "viaebg":
        return "R"
    if low == "open" and previous not in ("z", "o", "d") and _made_open(sentence, index):
        return "R"
    if "I" in choices and previous in ("z", "o", "d"):
        sentence.lemmas[index] = choices["I"]  # "to found", which is no past of "find"
    if (
        "I" in choices
        and index > 1
        and tags[index - 1] == "D"
        and sentence.lows[index - 1] in sentence.wordlists["each_of_several"]
        and tags[index - 2] == "o"
    ):
        tags[index - 1] = "R"  # "would each open an office"
        sentence.lemmas[index] = choices["I"]
        return "i"
    written = sentence.words[index]
    if written[0].isupper() and index > 0 and previous in ("C", "K", "h", "L") and written[1:].islower():
        return "C"
    return _as_past(word, choices) or (_as_noun_or_verb(word) if nominal else _as_verb(word))


def _made_open(sentence: Tagged, index: int) -> bool:
    """ "Threw open its gates", "declared the school in Dakar open": what is told is how it was made to stand."""
    before = sentence.lows[max(0, index - 9) : index]
    words = sentence.wordlists
    if before and (before[-1] in words["throwing_open"] or before[-1] in words["declaring_open"]):
        return True
    ends = index + 1 >= len(sentence.tags) or sentence.tags[index + 1] in ".,;tP&"
    return ends and not words["declaring_open"].isdisjoint(before)


def _as_past(word: _Word, choices: dict[str, str]) -> str:
    """The tag of a past form, a participle or an -ing form; empty where the word is none, or is the bare verb here."""
    sentence, index, previous = word.sentence, word.index, word.previous
    for tag in ("A", "B", "E", "G"):
        if tag not in choices or (word.base and tag != "G" and previous in ("z", "o", "d")):
            continue
        present = previous not in ("x", "y") and _in_present(sentence.tags, index, previous)
        if tag == "B" and word.base and present:
            continue  # "the talks, opened in May, come amid …"
        sentence.lemmas[index] = choices[tag]
        if word.nominal and tag != "G" and word.base and previous == "D" and _after_article(sentence, index):
            return "N"  # "at a cost of", "the set"
        return _settle_participle(sentence, index, tag, word.nominal, previous, word.following)
    return ""


def _as_verb(word: _Word) -> str:
    """A form of the present that no noun shares; behind an article or a preposition it is one all the same."""
    sentence, index, previous = word.sentence, word.index, word.previous
    if previous == "D" and _after_article(sentence, index):
        return "N"  # "their names", "its consent": no verb follows a possessive or an article
    if previous in ("z", "o", "d", "!", "Q", "H"):
        return word.finite
    if word.base and _is_let(word):
        return "i"
    governed = word.base and previous and previous in "aebvi" and word.following in "?NJ"
    if governed and _no_helper(sentence, index):
        return "J"  # "maintained close communication"
    single = word.base and previous == "N" and not _plural_before(sentence, index)
    if previous == "D" and not word.base and sentence.lows[index - 1] in sentence.wordlists["standing_alone"]:
        return "v"  # "another protects secrets"
    if previous in ("s", "D", "P") or (single and not word.needed()):
        return "N"
    if not word.base and previous in "aeb":  # "shook hands"
        return "N"
    return word.finite


def _as_noun_or_verb(word: _Word) -> str:
    """A form that is a noun as well: a verb where its clause needs one and what stands around it lets it be one."""
    sentence, index, previous, following = word.sentence, word.index, word.previous, word.following
    if following in "oxy" and previous not in ("z", "o", "d"):
        return "N"  # "that patrols may restart"
    if sentence.lows[index] == "talks" and next_low(sentence, index) in ("between", "among"):
        return "N"  # "corps commander talks between the two armies"
    if previous == "D" and _after_article(sentence, index):
        return "N"
    if previous in ("z", "o", "d", "!", "Q", "H"):
        return word.finite
    if word.base and _is_let(word):
        return "i"
    if not word.base and previous in ("A", "j", "L") and _plain_verb_next(word):
        return "N"  # "US jets operate from …"
    if previous in _NOUN_AFTER:
        return "N" if previous != "O" or not word.needed() else word.finite
    opens = (
        following in _NP_START
        or following in 'Pzt"'
        or (following == "?" and (not word.base or _plural_before(sentence, index)))
    )
    if previous in SUBJECT and opens and word.needed():
        return "N" if word.base and not _plural_before(sentence, index) else word.finite
    if (
        previous in (",", "&")
        and word.base
        and following == "D"
        and _in_infinitive_list(sentence.tags, index)
    ):
        return "i"  # "to improve the roads, increase the trade and …"
    if previous == "&" and opens and not word.base and word.needed():
        return "v"
    if previous == "," and opens and _behind_set_off(sentence, index) and word.needed():
        return word.finite
    return "N"


_PAST_ENDING = re.compile(r"\w{3,}ed$")


def finite_form(low: str, words: Wordlists) -> bool:
    """The word is surely its clause's verb: a past in -ed, or a form that the lists name."""
    return low in words["finite_forms"] or _PAST_ENDING.match(low) is not None


def _in_infinitive_list(tags: list[str], index: int) -> bool:
    """A bare verb stands earlier in the sentence, behind "to" or a modal."""
    return any(
        tags[at] == "i" and any(tag in "zo" for tag in tags[max(0, at - 3) : at]) for at in range(index - 1)
    )


def _behind_set_off(sentence: Tagged, index: int) -> bool:
    """A participle or a number between commas stands before the word: "the reactors, built in 1980, supply …"."""
    tags = sentence.tags
    comma = next((at for at in range(index - 2, 0, -1) if tags[at] in ',;:"&Y'), 0)
    aside = tags[comma + 1] in "ebgQU" or tags[comma + 1 : comma + 3] == ["R", "U"]  # "2,500 of them"
    return tags[comma] == "," and tags[comma - 1] in SUBJECT and aside


def _no_helper(sentence: Tagged, index: int) -> bool:
    """The verb before takes no bare infinitive."""
    return sentence.lemmas.get(index - 1, "") not in sentence.wordlists["bare_infinitive_verbs"]


def _in_present(tags: list[str], index: int, previous: str) -> bool:
    """Nothing before the word makes it a participle: no "have" or "be" in its clause."""
    at = index - 1
    while at >= 0 and tags[at] not in ',;:"QY':
        if tags[at] in "xy":
            return False
        at -= 1
    return previous in "NTCOALBX,&)" or not previous


def _after_article(sentence: Tagged, index: int) -> bool:
    return sentence.lows[index - 1] in sentence.wordlists["noun_openers"]


_NAMED = ("A", "B", "C", "L", "O")
_LET = ("N", "T", "S", "C", "A", "O", "B", "L", "W", "X", "j")


def _is_let(word: _Word) -> bool:
    """A bare verb behind "let" and its object: "let tanker planes refuel at …", "let its warships use Assab"."""
    named = word.previous in _NAMED and word.following in _NP_START
    opens = word.following in "PtDABLCO." or named
    return word.previous in _LET and opens and _let_before(word.sentence, word.index)


def _plain_verb_next(word: _Word) -> bool:
    """The next word is a verb in the plural and nothing else."""
    low = next_low(word.sentence, word.index)
    plain = any(tag == "I" for _, tag in word.lexicon.forms.get(low, ()))
    return word.following == "?" and plain and low not in word.lexicon.noun_classes


def _let_before(sentence: Tagged, index: int) -> bool:
    """ "Let two warships dock", "helped Jordan train its pilots": the bare verb behind the object of the one above."""
    for at in range(index - 1, max(-1, index - 8), -1):
        if sentence.tags[at] in "viaebgxyo":
            lemma = sentence.lemmas.get(at)
            return lemma == "let" or (
                lemma == "help" and at == index - 2 and sentence.tags[index - 1] in "ABLOS"
            )
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
        or (
            index == 3
            and sentence.tags[1] == ","
            and sentence.tags[0] in "ABCL"
            and sentence.tags[2] in "ABCL"
        )
        or "&" in sentence.tags[max(0, index - 4) : index]
        or (
            sentence.tags[index - 1] == "C"
            and before.endswith("s")
            and sentence.tags[index - 2 : index - 1] == ["D"]
        )
        or before in sentence.wordlists["plural_nouns"]
    )


def needs_verb(sentence: Tagged, index: int, lexicon: Lexicon) -> bool:
    """No finite verb before this word in its clause, and none that is surely one after it."""
    return not _verb_before(sentence, index) and not _verb_after(sentence, index, lexicon)


def _verb_before(sentence: Tagged, index: int) -> bool:
    tags = sentence.tags
    at = index - 1
    while at >= 0 and (tags[at] not in ';:"QY' or (tags[at] == '"' and at and tags[at - 1] in "DJ")):
        if tags[at] == "&" and at and tags[at - 1] == ",":
            return False  # ", and Bishkek calls …": a clause of its own
        if tags[at] in "viaxyo" or (tags[at] == "e" and at and tag_before(tags, at) in (*SUBJECT, "H")):
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
        if (
            tag == "?"
            and not phrase
            and (finite_form(lows[at], sentence.wordlists) or _third_person(lows[at], lexicon))
        ):
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
        if (
            nominal
            and not index
            and (following in "xyo" or finite_form(next_low(sentence, index), sentence.wordlists))
        ):
            return "N"  # "Fighting flared again"
        ahead = following in "Pz" and next_low(sentence, index) in sentence.wordlists["behind_action_nouns"]
        if nominal and ahead and previous in "aeb" and tags[index + 2 : index + 3] != ["?"]:
            return "N"  # "paused funding to the islands"
        if nominal and previous and previous in "&," and following in ".,;&" and tags[index - 2] == "N":
            return "N"  # "disaster relief and training"
        if nominal and index and sentence.lows[index - 1] in ("for", "of") and following in "P.,;":
            return "N"  # "for training on the system"
        return "g"
    if previous in ("D", "J", "s", "U", "j") and (following in "?NJjCTXWSAU" or following == "e"):
        return "e" if next_low(sentence, index) == "that" and previous in "Uj" else "J"
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


def guess(low: str, previous: str) -> str:
    if low.endswith("ly"):
        return "R"
    if low.endswith("ed") and (previous == "P" or low.startswith("un")):
        return "J"  # "came unannounced", "remains unsigned"
    if low.endswith("ed") and previous not in ("D", "J"):
        return "e"
    if low.endswith("ing") and previous not in ("D", "J", "j", "s"):
        return "g"
    if low.endswith(("ous", "ive", "able", "ible", "ful", "less", "ic", "al", "ary", "ish")) and len(low) > 5:
        return "J"
    if previous in ("z", "o") and not low.endswith(("tion", "ment", "ness", "ity")):
        return "i"
    return "N"


def tag_before(tags: list[str], index: int) -> str:
    at = index - 1
    while at >= 0 and tags[at] == "R":
        at -= 1
    return tags[at] if at >= 0 else ""


def next_low(sentence: Tagged, index: int) -> str:
    return sentence.lows[index + 1] if index + 1 < len(sentence.lows) else ""
