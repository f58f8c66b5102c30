"""English word forms by rule: what a lemma becomes, so that tables hold lemmas only; and the small numbers in words."""

from __future__ import annotations

NUMERALS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
"""The numbers from 0 to 20, by their words."""

_VOWELS = "aeiou"
_DOUBLED = frozenset(
    "ship ban bar stop plan drop cut set put let hit quit shut slam slap scrap wrap swap step cap top map tip trim "
    "beg rig pin pen stun rob sit get run win begin commit admit submit permit omit defer refer prefer confer "
    "transfer infer occur recur incur expel compel dispel repel propel rebut abut equip patrol control cancel travel "
    "label model level initial fuel signal counsel rap nod clip drag flag hug jog log plug tug spur stir blur rub rid bid "
    "plot gut bin pummel demur duel forget offset rival kidnap worship ram shop jam trap slip zip pop chop strip scan".split()
)


def verb_forms(lemma: str, irregular: list[str]) -> list[tuple[str, str]]:
    """The forms of a verb, each with its tag.

    I base, V third person singular, E past tense or past participle (where alike), A past tense only,
    B past participle only, G the -ing form. ``irregular`` is [past, participle] or empty.
    """
    third = _third(lemma)
    doubled = bool(irregular) and irregular[0] == f"{lemma}{lemma[-1]}ed"
    ing = f"{lemma}{lemma[-1]}ing" if doubled else _ing(lemma)
    found = [(lemma, "I"), (third, "V"), (ing, "G")]
    if irregular:
        past, participle = irregular[0], irregular[-1]
        if past == participle:
            found.append((past, "E"))
        else:
            found += [(past, "A"), (participle, "B")]
    else:
        found.append((_past(lemma), "E"))
    if lemma == "be":
        found = [("be", "I")]
    return found


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    if lemma in _DOUBLED:
        return lemma + lemma[-1] + "ed"
    return lemma + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    if lemma in _DOUBLED:
        return lemma + lemma[-1] + "ing"
    return lemma + "ing"


def noun_forms(noun: str) -> tuple[str, ...]:
    """The singular as given, and the plural of its head (its last word, or the one before "of")."""
    head, joint, rest = noun.partition(" of ")
    first, _, last = head.rpartition(" ")
    plural = (first + " " if first else "") + plural_of(last) + joint + rest
    return (noun, plural) if plural != noun else (noun,)


def plural_of(word: str) -> str:
    """The plural of an English noun by rule; words that are plural or mass already come back unchanged."""
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("ss", "sh", "ch", "x", "z", "us")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word in ("aircraft", "personnel", "infantry", "craft", "equipment", "men", "people", "talks", "2+2"):
        return word
    return word + "s"
