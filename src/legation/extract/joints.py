"""The joint between two verb groups: where the second one's clause begins, and how it hangs on the first."""

from __future__ import annotations

from legation.extract.clauses import SPEECH
from legation.extract.lists import alike, list_ahead
from legation.extract.units import Unit

Joint = tuple[int, str, str]
"""Where the next verb's clause begins, its relation, and the word at the joint."""


def cut(units: list[Unit], at: int, after: int, classes: frozenset[str]) -> Joint:
    """The joint between the verbs at ``at`` and ``after``; ``classes`` are those of the first.

    Asked in this order: what the form of the second verb says by itself, a subject that commas part from its verb,
    a word or mark that opens a clause, and where there is none, whose the noun groups between them are.
    """
    back = after - 1
    while back > at and units[back].kind in ("adv", "time"):
        back -= 1
    return (
        _by_form(units, at, back, after, classes)
        or _behind_comma(units, at, back, after, classes)
        or _at_word(units, at, back, after)
        or _unmarked(units, at, back, after, classes)
    )


def _by_form(units: list[Unit], at: int, back: int, after: int, classes: frozenset[str]) -> Joint | None:
    """An infinitive, an -ing form or a bare participle hangs on the first verb, or on the noun before it."""
    following, behind_noun = units[after], units[back].kind == "np"
    if _bare_infinitive(units, at, after):
        return after, "inf", "to"
    if following.infinitive:
        return (back + 1 if back == at else after), "inf", "to"
    if following.gerund:
        return _of_gerund(units, at, back, after)
    if following.participle and following.form == "b" and behind_noun:
        return after, "reduced", ""
    if "help" in classes and following.form == "i" and back == at + 1 and behind_noun:
        return back, "comp", ""  # "helped Jordan train its pilots"
    if behind_noun and not following.passive and _done_by(units, at, after):
        return after, "resume", ""  # "the commission set up by A and B met"
    return None


def _of_gerund(units: list[Unit], at: int, back: int, after: int) -> Joint:
    before = units[back]
    if before.kind in ("prep", "sub"):
        return back, "gerund", before.word
    if units[after].tense == "perfect" and before.kind == "np" and units[back - 1].kind == "comma":
        return back, "part", ","  # "…, the senate having given its consent"
    if _absolute(units, at, back, after):
        return back, "part", units[back - 1].word
    return after, "part", ""


def _behind_comma(units: list[Unit], at: int, back: int, after: int, classes: frozenset[str]) -> Joint | None:
    """A comma before the second verb closes what is set between it and its subject."""
    following = units[after]
    if units[back].kind != "comma" or following.form == "b":
        return None
    inside = _opened_before(units, at, back)
    if inside is not None:
        kind, word = units[inside].kind, units[inside].word
        told = "comp" if word == "that" else "sub"
        return inside, told if kind == "sub" else "rel" if kind == "rel" else "coord", word
    if following.form == "e" and _lacks_object(units, at, classes):
        return after, "resume", ""  # "frigates bought from China, A and B, reached …"
    return None


def _at_word(units: list[Unit], at: int, back: int, after: int) -> Joint | None:
    """The last word or mark between the two verbs that opens a clause."""
    following = units[after]
    for index in range(after - 1, at, -1):
        kind, word = units[index].kind, units[index].word
        if kind == "rel":
            return index, "rel", word
        if kind == "sub":
            return index, "sub" if word not in ("that", "whether") else "comp", word
        if kind in ("semi", "colon", "dash"):
            return index, "coord", word
        if kind == "quote" and index < after - 1:
            return index, "coord", '"'
        if kind == "conj" and not _joins_groups(units, index, after):
            return index, "coord", word
        if kind == "comma" and not _joins_groups(units, index, after):
            bare = following.participle and (index == back or following.form == "b")
            return index, "part" if bare else "coord", ","
    return None


def _unmarked(units: list[Unit], at: int, back: int, after: int, classes: frozenset[str]) -> Joint:
    """No word opens the second clause: the noun groups between the verbs tell where it begins."""
    following, behind_noun = units[after], units[back].kind == "np"
    if following.form != "b" and _nominative(units, back):
        return (back if units[back - 1].kind != "rel" else back - 1), "comp", ""
    if (
        back - 1 > at
        and behind_noun
        and units[back - 1].kind == "np"
        and _contact(units[back - 1], units[back])
    ):
        return back, "comp", ""  # "the deal Russia offered to Romania"
    if following.participle and (opened := _told(units, at, after)) is not None:
        return opened, "comp", ""  # "said Fiji wanted closer ties"
    if following.participle and behind_noun:
        resumes = _first_is_reduced(units, at, after) or _only_verb(units, at, after)
        return after, "resume" if resumes else "reduced", ""
    free = [i for i in range(at + 1, after) if units[i].kind == "np" and not _governed(units, i)]
    if behind_noun and _modifies(units, at, after) and not (free and _tells(units, at, classes)):
        return after, "resume", ""
    if free:  # "told reporters Britain would …": who is told, then what
        addressed = "tell" in classes and len(free) > 1 and free[1] == free[0] + 1
        contact = len(free) > 1 and free[-1] == free[-2] + 1 and _contact(units[free[-2]], units[free[-1]])
        return free[-1 if contact else 1 if addressed else 0], "comp", ""
    return after, "resume" if after - at > 1 else "comp", ""


def _nominative(units: list[Unit], at: int) -> bool:
    """A pronoun that can only be a subject, with nothing before it that governs or joins it."""
    pronoun, before = units[at], units[at - 1]
    if pronoun.mention is None or before.kind in ("prep", "conj", "comma"):
        return False
    if pronoun.head in pronoun.wordlists["nominative_pronouns"]:
        return True
    return pronoun.head == "it" and before.kind == "np"


def _tells(units: list[Unit], at: int, classes: frozenset[str]) -> bool:
    """The verb is one of saying, behind its subject and before no phrase."""
    return bool(classes & SPEECH) and at > 0 and units[at - 1].kind == "np" and units[at + 1].kind != "prep"


def _modifies(units: list[Unit], at: int, after: int) -> bool:
    """The first verb is a participle or an -ing form on the noun before it."""
    if units[at].participle:
        return True
    return units[at].gerund and at > 0 and units[at - 1].kind == "np" and not units[after].participle


def _bare_infinitive(units: list[Unit], at: int, after: int) -> bool:
    """ "Let India use a base", "helped Kenya train guards": what stands between is let or helped, and does it."""
    verb, following = units[at], units[after]
    plain = following.form in "iv" and not following.passive and following.word == following.lemma
    between = units[at + 1 : after]
    return (
        verb.lemma in verb.wordlists["causing_verbs"]
        and plain
        and bool(between)
        and between[0].kind == between[-1].kind == "np"
        and all(unit.kind in ("np", "conj", "prep") for unit in between)
    )


def _done_by(units: list[Unit], at: int, after: int) -> bool:
    """A bare participle behind a noun, and behind it who did it; then nothing but names until the next verb."""
    verb = units[at]
    behind = next((index for index in range(at + 1, after) if units[index].kind != "adv"), after)
    agent = units[behind]
    if not verb.participle or verb.passive or at == 0 or units[at - 1].kind not in ("np", "adv"):
        return False
    between = {unit.kind for unit in units[behind + 1 : after]}
    return agent.kind == "prep" and agent.word == "by" and between <= {"np", "conj", "prep", "time"}


def _told(units: list[Unit], at: int, after: int) -> int | None:
    """Where what is said begins: "said Fiji wanted closer ties"; but "said the men sent to Mali would stay"."""
    verb = units[at]
    if (
        verb.lemma not in verb.wordlists["telling_verbs"]
        or verb.passive
        or (verb.participle and not _has_subject(units, at))
    ):
        return None
    between = range(at + 1, after)
    free = [i for i in between if units[i].kind == "np" and units[i - 1].kind != "prep"]
    if not free or any(units[i].kind not in ("np", "prep", "time", "adv") for i in between):
        return None
    for unit in units[after + 1 :]:
        if unit.kind == "vg":
            return None if not unit.infinitive and not unit.gerund else free[0]
        if unit.kind not in ("np", "prep", "time", "adv"):
            break
    return free[0]


def _has_subject(units: list[Unit], at: int) -> bool:
    return at > 0 and units[at - 1].kind in ("np", "adv", "time")


def _contact(one: Unit, other: Unit) -> bool:
    """ "The accord they signed", "the deal Kyiv struck": a relative clause without its pronoun begins at the other."""
    if other.head in other.wordlists["nominative_pronouns"]:
        return True
    named = other.mention is not None and other.mention.kind in ("state", "capital", "person", "name", "body")
    return (
        named and not other.determiner and one.mention is None and bool(one.determiner) and bool(one.classes)
    )


def _absolute(units: list[Unit], at: int, back: int, after: int) -> bool:
    """ "…, Israeli jets flattening three blocks", "…, with Rome calling it theft": a clause with a subject of its own."""
    actor, opening = units[back], units[back - 1]
    if actor.kind != "np" or back != after - 1 or back - 1 <= at or not _someone(actor):
        return False
    if opening.kind == "prep":
        return opening.word == "with" and units[back - 2].kind == "comma"
    return opening.kind == "comma" and units[back - 2].kind != "conj" and not list_ahead(units, back)


def _someone(unit: Unit) -> bool:
    kind = unit.mention.kind if unit.mention is not None else ""
    return kind in _ACTORS or (bool(unit.nationals) and kind != "name")


_ACTORS = frozenset({"state", "capital", "body", "people", "forces", "person", "office", "ship"})


def _opened_before(units: list[Unit], at: int, comma: int) -> int | None:
    """Where the clause opens whose subject a pair of commas parts from its verb.

    "Agreed that the base at Kant, 20 miles away, may stay"; "…; Beijing, for its part, warned Manila".
    """
    opening = next((i for i in range(comma - 1, at, -1) if units[i].kind in _STARTING), None)
    if opening is None or units[opening + 1].kind != "np" or units[opening].word in ("whether", "or"):
        return None
    between = units[opening + 1 : comma]
    set_off = sum(unit.kind == "comma" for unit in between) == 1
    return (
        opening
        if set_off and all(u.kind in ("np", "prep", "adv", "time", "comma") for u in between)
        else None
    )


_STARTING = frozenset({"rel", "sub", "semi", "colon", "dash", "conj"})
_OPENING = frozenset({"comma", "rel", "sub", "colon", "semi", "quote", "conj", "dash"})


def _first_is_reduced(units: list[Unit], at: int, after: int) -> bool:
    """ "The men assigned to the base boarded a plane": which of two forms that may be participles is the verb.

    It is the second where that has an object of its own, or can never be a passive, and the first has no object.
    """
    first, second = units[at], units[after]
    if not first.participle or at == 0 or units[at - 1].kind != "np" or second.form != "e":
        return False
    if units[at + 1].kind not in ("prep", "time") or first.lemma in first.wordlists["intransitive_verbs"]:
        return False
    behind = units[after + 1] if after + 1 < len(units) else None
    own = behind is not None and behind.kind == "np" and behind.time is None
    return own or second.lemma in second.wordlists["intransitive_verbs"]


_TAKING = frozenset({"buy", "sell", "supply", "deliver", "hand_over", "donate", "build", "conclude"})


def _lacks_object(units: list[Unit], at: int, classes: frozenset[str]) -> bool:
    """A form of a verb that takes an object, behind a noun group and with none of its own: a participle."""
    first = units[at]
    if not first.participle or at == 0 or units[at - 1].kind != "np" or not classes & _TAKING:
        return False
    behind = next((unit for unit in units[at + 1 :] if unit.kind not in ("adv", "time")), None)
    return (
        behind is not None
        and behind.kind == "prep"
        and behind.word in ("from", "by", "for", "in", "under", "at")
    )


def _only_verb(units: list[Unit], at: int, after: int) -> bool:
    """ "A plane carrying tents landed": behind an -ing form on the subject, a past form is the sentence's own verb."""
    if not units[at].gerund or at == 0 or units[at - 1].kind != "np":
        return False
    before = [unit for unit in units[: at - 1] if unit.kind == "vg"]
    return not before and not any(unit.kind == "vg" and not unit.infinitive for unit in units[after + 1 :])


def _governed(units: list[Unit], at: int) -> bool:
    """The noun group stands under a preposition, alone or as the second of two: "between the army and the rebels"."""
    if units[at - 1].kind == "conj" and at >= 3 and units[at - 3].word == "between":
        return True
    return units[at - 1].kind == "prep"


def _joins_groups(units: list[Unit], index: int, after: int) -> bool:
    """The conjunction or comma joins two noun groups of one list rather than two clauses."""
    left, right = index - 1, index + 1
    if units[index].kind == "comma" and right < after and units[right].kind == "conj":
        right += 1
    if left < 0 or right >= after or units[left].kind != "np" or units[right].kind != "np":
        return False
    if units[index].kind == "comma" and not list_ahead(units, right):
        return False
    if units[index].kind == "conj" and left > 0 and units[left - 1].word == "between":
        return True  # "the war that broke out between A and B goes on"
    if right + 1 == after and units[index].kind == "conj":  # "X met A and B said": B opens a clause
        before = left - 1
        while before > 0 and units[before].kind in ("np", "prep", "adv", "time"):
            before -= 1  # "…, the ministers of Greece and Turkey agreed"
        return units[before].kind in _OPENING  # a group between the opening and "and" has no verb of its own
    return alike(units[left], units[right])
