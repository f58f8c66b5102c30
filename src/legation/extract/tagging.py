"""Tags: one character per token, so that grammars can be regular expressions over a string.

A state or seat of government   j adjective of a state    B place        O body, organisation, outlet
L known person                  C capitalised, unknown    T title        K rank        h form of address
W arms designation              X exercise or forum       S ship         N noun        J adjective
D determiner                    U number                  H pronoun      R adverb      m money   t time
v verb, third person            i base form               e past or participle         a past only
b participle only               g -ing form               x be   y have  d do          o modal   z to   ! negation
P preposition                   & conjunction             Q relative     Y subordinator
s possessive ending             punctuation stands for itself
"""

from __future__ import annotations

import re
from itertools import pairwise

from legation.extract.names import Match, preferred
from legation.extract.settling import settle
from legation.extract.tagged import Tagged
from legation.extract.tokens import tokenize
from legation.types import Money, TimeExpression
from legation.vocabulary import Lexicon

KIND_TAG = {
    "person": "L", "state": "A", "adjective": "j", "demonym": "j", "capital": "B", "seat": "A", "body": "O",
    "organisation": "O", "group": "O", "exercise": "X", "forum": "X", "ship": "S", "shipprefix": "S", "arms": "W",
    "place": "B", "region": "B", "regional": "J", "outlet": "O",
}  # fmt: skip


def tag_sentence(
    text: str,
    start: int,
    end: int,
    names: list[Match],
    times: list[TimeExpression],
    money: list[Money],
    lexicon: Lexicon,
) -> Tagged:
    """Tag ``text[start:end]``. A name, time, sum or fixed phrase becomes one token."""
    pieces: list[tuple[int, int, str, object]] = [(t.span.start, t.span.end, "t", t) for t in times]
    pieces += [(m.span.start, m.span.end, "m", m) for m in money]
    taken = [(piece[0], piece[1]) for piece in pieces]
    for name in names:
        if not any(name.start < right and left < name.end for left, right in taken):
            pieces.append((name.start, name.end, "n", name))
    pieces.sort(key=lambda piece: piece[0])
    sentence = Tagged(text, start, end, [], [], [], [], {}, {}, {}, {}, {}, {}, lexicon.wordlists)
    at = start
    for left, right, kind, value in pieces:
        if left < at:
            continue
        _add_words(sentence, at, left, lexicon)
        _add_piece(sentence, left, right, kind, value)
        at = right
    _add_words(sentence, at, end, lexicon)
    settle(sentence, lexicon)
    return sentence


def _add_piece(sentence: Tagged, left: int, right: int, kind: str, value: object) -> None:
    index = len(sentence.spans)
    tag = kind
    if isinstance(value, TimeExpression):
        sentence.times[index] = value
    elif isinstance(value, Money):
        sentence.money[index] = value
    elif isinstance(value, Match):
        entry = preferred(value.entries)
        sentence.entries[index] = entry
        sentence.choices[index] = value.entries
        tag = KIND_TAG[entry.kind]
    word = sentence.text[left:right]
    sentence.spans.append((left, right))
    sentence.words.append(word)
    sentence.lows.append(word.lower())
    sentence.tags.append(tag)


def _add_words(sentence: Tagged, left: int, right: int, lexicon: Lexicon) -> None:
    if left >= right:
        return
    text = sentence.text
    spans = _unquoted(tokenize(text, left, right), text, bool(sentence.spans))
    lows = [text[a:b].lower() for a, b in spans]
    count, index = len(spans), 0
    phrases, none = lexicon.phrases, ()
    pairs = [*pairwise(lows), none]
    while index < count:
        for words, tag, payload in phrases.get(pairs[index], none):
            size = len(words)
            if tag == "N" and payload in lexicon.forms:
                continue  # "let Denmark re-export its vehicles": a noun or a verb, told later by what stands beside it
            if words[-1] == "to" and _infinitive_ahead(sentence, lows, index + size, lexicon):
                continue  # "is due to sign", "was set up to settle"
            if size == 2 or tuple(lows[index : index + size]) == words:
                a, b = spans[index][0], spans[index + size - 1][1]
                sentence.payload[len(sentence.spans)] = payload
                sentence.spans.append((a, b))
                sentence.words.append(text[a:b])
                sentence.lows.append(payload or " ".join(words))
                sentence.tags.append(tag)
                index += size
                break
        else:
            a, b = spans[index]
            low = lows[index].replace("’", "'")
            if (
                index + 2 < count
                and lows[index + 1] == "-"
                and (verb := _hyphened_verb(low, lows[index + 2], spans[index : index + 3], lexicon))
            ):
                low, b = verb, spans[index + 2][1]
                index += 2
            word = text[a:b]
            sentence.spans.append((a, b))
            sentence.words.append(word)
            sentence.lows.append(low)
            tied = low == "–" and text[a - 1 : a].isalpha() and text[b : b + 1].isalpha()  # "Thai–Cambodian"
            sentence.tags.append("-" if tied else _first_tag(word, low, lexicon))
            index += 1


def _unquoted(spans: list[tuple[int, int]], text: str, begun: bool) -> list[tuple[int, int]]:
    """Without the marks around a few words in the midst of a sentence: 'threatened to "obliterate" the regime'."""
    words = [text[a:b] for a, b in spans]
    if _MARKS.isdisjoint(words):
        return spans
    dropped: set[int] = set()
    opened = -1
    for index, word in enumerate(words):
        if word not in _MARKS:
            continue
        if opened < 0:
            opened = index
            continue
        inside = words[opened + 1 : index]
        before = words[opened - 1] if opened else "." if not begun else "a"
        after = words[index + 1] if index + 1 < len(words) else "a"
        short = 0 < len(inside) <= _FEW and all(one[0].isalpha() or one == "-" for one in inside)
        if short and before[0].isalnum() and (after[0].isalnum() or after == "."):
            dropped |= {opened, index}
        opened = -1
    return [span for index, span in enumerate(spans) if index not in dropped] if dropped else spans


_MARKS = frozenset({'"', "“", "”"})
_FEW = 3


_NUMBER = re.compile(r"^\d[\d.,]*(?:st|nd|rd|th)?$|^\d+\+\d+$")


_AUXILIARY = frozenset("oxyd")


_OF_MARKS = {
    "'s": "s",
    "'": "s",
    "“": '"',
    "”": '"',
    "–": "—",
    "(": "(",
    "[": "(",
    "]": ")",
    "?": ".",
    "!": ".",
    "%": "N",
    "…": ".",
}


def _infinitive_ahead(sentence: Tagged, lows: list[str], at: int, lexicon: Lexicon) -> bool:
    """The word at ``at`` is a verb's base form: surely one, or one behind a form of "be"."""
    low = lows[at] if at < len(lows) else ""
    if low in ("be", "have"):
        return True
    if all(tag != "I" for _, tag in lexicon.forms.get(low, ())):
        return False
    nominal = low in lexicon.tags or low in lexicon.noun_classes
    return not nominal or (
        bool(sentence.lows)
        and sentence.lows[-1] in lexicon.wordlists["be_before_infinitive"]
        and "J" not in lexicon.tags.get(low, "")
    )


def _hyphened_verb(first: str, second: str, spans: list[tuple[int, int]], lexicon: Lexicon) -> str:
    """ "Co-hosted", "green-lighted", "re-opened": the form to look up, empty where the two words are no verb."""
    if spans[0][1] != spans[1][0] or spans[1][1] != spans[2][0]:
        return ""
    whole = f"{first}-{second}"
    if whole in lexicon.forms or whole in lexicon.tags:
        return whole
    return second if first in lexicon.wordlists["verb_prefixes"] and second in lexicon.forms else ""


def _first_tag(word: str, low: str, lexicon: Lexicon) -> str:
    """The tag of a word by itself; "?" and a lower-case choice are settled later from its neighbours."""
    if not word[0].isalnum():
        return _OF_MARKS.get(low, low[0])
    if word == "s":
        return "s"
    if low == "one":
        return "?"
    if low[0].isdigit() and _NUMBER.match(low):
        return "U"
    tags = lexicon.tags.get(low, "")
    if tags == "J" and low in lexicon.ranks and word[0].isupper():
        return "?"  # "General Pérez", "General elections"
    if (
        tags in _AUXILIARY
        or (len(tags) == 1 and tags != "N" and low not in lexicon.forms)
        or (tags == "R" and all(form == "I" for _, form in lexicon.forms.get(low, ())))
    ):
        return tags
    if low in lexicon.titles and low not in lexicon.tags:
        return "?" if any(tag == "V" for _, tag in lexicon.forms.get(low, ())) else "T"
    if low in lexicon.ranks:
        return {"rank": "K", "address": "h", "retired": "r", "honour": "?"}[lexicon.ranks[low]]
    return "?"
