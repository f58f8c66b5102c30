"""The forms of one outlet's name on a page: in full and in short, with a motto, a company's form, brackets or an address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.document.words import Words
from legation.textfold import fold
from legation.vocabulary import MarkupNames

DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}/?", re.I)
_BRACKETED = re.compile(r"\s*\([A-Z]{2,8}\)\s*$")
_TAGLINE = re.compile(r"\s+[|–—·•-]+\s+|:\s+")
_INSIDE = re.compile(r"(.{2,60}?)\s*\([^()]+\)")
_LETTERED = re.compile(r"(?:[A-Z]\.){2,4}\s+")  # "R.O.X. Ministry of Defence"
_ISSUE = re.compile(r"[\s,]+\d{1,4}/(?:19|20)?\d\d$")  # "RSB 6/2008"
_ABBREVIATED = 6  # letters of an abbreviation, at most


def key(name: str) -> str:
    """A name as names are compared: its letters, without its article."""
    return re.sub(r"\W+", "", fold(name).lower()).removeprefix("the")


def is_latin(name: str) -> bool:
    """Whether most letters of a text are Latin ones."""
    letters = [char for char in name if char.isalpha()]
    return 2 * sum(char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in letters) >= len(letters)


def agree(name: str, other: str) -> bool:
    """Whether one name is the other, or stands in it."""
    one, two = key(name), key(other)
    return bool(one and two) and (one in two or two in one)


def bare(name: str, words: Words) -> str:
    """A name without an abbreviation in brackets, "Published by", the number of an issue, and what marks it as an account."""
    whole = " ".join(name.split())
    if begun := words.name_start.match(whole):
        whole = whole[begun.end() :]
    return _BRACKETED.sub("", _ISSUE.sub("", whole)).strip(" |-–—•:·,").removeprefix("@")


def without_form(name: str, names: MarkupNames) -> str:
    """A name without the form of the company that bears it: "Strait Systems Pte Ltd"."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].strip(".,()").lower() in names.marks["legal"]:
        parts.pop()
    return " ".join(parts).rstrip(" ,")


def fullest(name: str, others: Sequence[str]) -> str:
    """The longer form of a name in which it stands at the beginning, where two places have that form."""
    longer = [
        other
        for other in others
        if len(other) > len(name) and fold(other).lower().startswith(fold(name).lower() + " ")
    ]
    return next((other for other in longer if longer.count(other) > 1), name)


def plainest(name: str, others: Sequence[str]) -> str:
    """The name without what an address, brackets or a lettered state add to it, run together words apart, and an
    abbreviation in full, where another place on the page has it so: "DAILY.COM" is the Daily, "Plus (PlusNews)" is Plus,
    "xanadunews" is Xanadu News, "XNA" is the Xanadu News Agency.
    """
    if DOMAIN.fullmatch(name):
        label = key(name.split("//")[-1].removeprefix("www.").rsplit(".", 1)[0])
        return next((other for other in others if key(other) == label and "." not in other), name)
    inside = _INSIDE.fullmatch(name)
    if inside:
        return next((other for other in others if other == inside[1]), name)
    lettered = _LETTERED.sub("", name, count=1)
    if lettered != name and lettered in others:
        return lettered
    if " " not in name:
        apart = next((other for other in others if " " in other and key(other) == key(name)), None)
        if apart:
            return apart
    if name.isupper() and name.isalpha() and len(name) <= _ABBREVIATED:
        spelled = (other for other in others if _initials(other) == name)
        return next(spelled, name)
    return name


def _initials(name: str) -> str:
    """The capitals that the words of a name begin with."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def without_motto(name: str, others: Sequence[str], hosts: Sequence[str]) -> str:
    """The name without what follows a dash or a stroke, where another place or the host bears it so."""
    first, *motto = _TAGLINE.split(name)
    return first if motto and key(first) in {*map(key, others), *hosts} else name


def without_suffix(name: str, heads: Sequence[str], names: MarkupNames) -> str:
    """The name without "Online", where the masthead has it so."""
    first, _, last = name.rpartition(" ")
    return (
        first
        if last.lower() in names.marks["suffixes"] and any(key(first) == key(head) for head in heads)
        else name
    )
