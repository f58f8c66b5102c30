"""Words that stand for a state without naming it: "the army", "the foreign ministry", "the delegation", "the embassy".

In their order: words behind it name a seat ("the ministry in Moscow"); a body of that kind was named before with its
state; who comes, and what is kept abroad, is of the other side; an institution is that of the story's own ground,
where the story speaks of that state; else of the state just named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.identify.memory import Memory
from legation.identify.party import Party
from legation.types import Mention

_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_IN = re.compile(r"\s+in\s+(?:the\s+\w+\s+of\s+)?")
_INTO = re.compile(r"\b(?:in|into|to|from|across|throughout|around|inside|outside|leave|left|reach|reached|visit|visited|near|with)\s+$")  # fmt: skip
_OWNER = re.compile(
    r"\b[A-Z][\w-]*(?:['’]s|s['’])\s$"
)  # a name that owns it; "the country's army" is as bare as "the army"
_NEAREST, _ABOUT = "the state just named", "of the state that the story is about"
GUESSES = frozenset({_NEAREST, _ABOUT})
"""Why a bare body stands for its state, where no words tell it."""
_DEFINITE = ("the ", "these ", "those ", "both ", "all ")


def definite(mention: Mention) -> bool:
    """The words point back: "the two officials", not "two officials"."""
    return mention.name.lower().startswith(_DEFINITE)


def quoted(mention: Mention, text: str) -> bool:
    """The words stand within marks of quotation, as far as their own paragraph tells."""
    before = text[text.rfind("\n", 0, mention.span.start) + 1 : mention.span.start]
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def locative(mention: Mention, text: str) -> bool:
    """The words tell where or whither: "in the country", "to the island nation"."""
    start = mention.span.start
    return _INTO.search(text, max(0, start - 14), start) is not None


def seat(mention: Mention, behind: Sequence[Mention], text: str, memory: Memory) -> str | None:
    """The state that the words behind a bare body name: "the foreign ministry in Moscow", "the army of Chad"."""
    if mention.states or not behind or mention.head not in memory.nouns.get("institutions", ()):
        return None
    last = behind[0]
    if last.kind not in ("state", "capital") or last.adjectival or len(last.states) != 1:
        return None
    between = text[mention.span.end : last.span.start]
    found = _OF.fullmatch(between) or (last.kind == "capital" and _IN.fullmatch(between))
    return last.states[0] if found else None


def apposed(mention: Mention, behind: Sequence[Mention], text: str) -> Mention | None:
    """The name that stands right behind "his host": "his host, Sherali Mirzo"."""
    if mention.head != "host" or mention.states or not behind or behind[0].kind != "person":
        return None
    return behind[0] if text[mention.span.end : behind[0].span.start].strip() in (",", "") else None


def keep(mention: Mention, state: str, memory: Memory) -> None:
    """Remember whose body of this kind was named."""
    head = mention.head or ""
    memory.bodies[head] = state
    if head in memory.nouns.get("ministries", ()):
        memory.bodies["ministry"] = state


def stands_for(mention: Mention, memory: Memory) -> Party:
    """The state for which a bare body, force or office stands; none where the story does not tell."""
    head = mention.head or ""
    if _OWNER.search(memory.text, max(0, mention.span.start - 24), mention.span.start):
        return _party(mention, memory.last_subject, "of the owner just named")  # "Suu Kyi's cabinet"
    if head in memory.nouns.get("comers", ()) or "visiting" in mention.name.lower():
        return _party(mention, _from_abroad(memory), "the visitors")
    named = memory.bodies.get(head)
    if named is not None and not _bare_plural(mention, memory):
        return _party(mention, named, "named so before")
    if head in memory.nouns.get("missions", ()) or mention.office == "ambassador":
        return _party(mention, _from_abroad(memory), "what the other state keeps here")
    if mention.kind in ("office", "both"):
        ministry = memory.bodies.get("ministry") if "ministry " in mention.name.lower() else None
        return _party(mention, ministry or memory.likeliest(), "the story's state")
    if head in memory.nouns.get("institutions", ()):
        ground = own_ground(head, memory)
        if ground is not None:
            return _party(mention, ground, "of the story's own ground")
        return _party(mention, _foremost(memory) or memory.last_subject, _ABOUT)
    if mention.kind == "people" and head not in _SIDES:
        return _party(mention, memory.last_subject or memory.likeliest(), _NEAREST)
    return Party(mention, ())


def _bare_plural(mention: Mention, memory: Memory) -> bool:
    """ "Australia sent police": one word without article, behind a state; they are not those named before."""
    one_word = mention.name.islower() and " " not in mention.name
    return bool(memory.here) and mention.kind == "people" and one_word


_MATTERS = (
    0.34  # of the mentions of the state that the story names most: a story filed from there is of that ground
)
_STANDS_OUT = 2.5
_SIDES = frozenset({"side", "party", "delegation", "people", "team"})


def _from_abroad(memory: Memory) -> str | None:
    base = memory.last_host or memory.home
    return memory.opposite(base) if base is not None else None


def own_ground(head: str, memory: Memory) -> str | None:
    """The state of the story's own ground, where the story speaks of it."""
    home = memory.home
    if home is None or memory.focus.get(home, 0) < _MATTERS * max(memory.focus.values(), default=0):
        return None
    foreign = head in memory.nouns.get("ministries", ()) and home in memory.nouns.get("elsewhere", ())
    return None if foreign else home


def _foremost(memory: Memory) -> str | None:
    """The state that the story names most, where one stands out."""
    ranked = sorted(memory.focus.items(), key=lambda item: -item[1])[:2]
    if len(ranked) == 2 and ranked[0][1] < _STANDS_OUT * ranked[1][1]:
        return None
    return ranked[0][0] if ranked else None


def _party(mention: Mention, state: str | None, why: str) -> Party:
    return Party(mention, (state,) if state else (), None, why)
