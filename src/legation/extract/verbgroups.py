"""Verb groups: auxiliaries, negation, modality and the main verb; voice and tense of the whole."""

from __future__ import annotations

from legation.extract.tagged import Tagged
from legation.extract.units import Unit


def verb_group(sentence: Tagged, index: int) -> Unit | None:
    tags, lows = sentence.tags, sentence.lows
    count, future_words = len(tags), sentence.wordlists["future_words"]
    at = index
    aux: list[str] = []
    negated = False
    infinitive = False
    semi = ""
    main = -1
    while at < count:
        tag = tags[at]
        if tag in "oxyd":
            aux.append(lows[at])
        elif tag == "!":
            negated = True
        elif tag == "z":
            if aux and at + 1 < count:
                semi = semi or ("be to" if aux[-1] in sentence.wordlists["be_forms"] else "have to")
            elif at > index and tags[at - 1] in "viaebg":
                break
            infinitive = infinitive or not aux
        elif tag == "R" and at > index:
            negated = negated or lows[at] == "never"  # "will never abandon"
        elif tag in "viaebg":
            if aux and lows[at] in future_words and at + 1 < count and tags[at + 1] == "z":
                semi = lows[at]
                at += 1
                continue
            main = at
            break
        elif tag in "JN" and aux and lows[at] in future_words and at + 1 < count and (tags[at + 1] == "z"):
            semi = lows[at]
        elif (
            tag == '"'
            and aux
            and tags[at + 1 : at + 2]
            and tags[at + 1] in "Rviaeb"
            and tags[at - 1] in "oxyR"
        ):
            pass  # "will 'unconditionally support' Russia"
        elif tag == "H" and aux and at == index + 1 and at + 1 < count and tags[at + 1] in "viabe":
            pass
        else:
            break
        at += 1
    if main < 0:
        if not aux:
            return None
        main = max(i for i in range(index, at) if tags[i] in "oxyd")
        return _finish_group(sentence, index, main, aux, negated, infinitive, semi, copula=True)
    return _finish_group(sentence, index, main, aux, negated, infinitive, semi, copula=False)


def _finish_group(
    sentence: Tagged,
    first: int,
    main: int,
    aux: list[str],
    negated: bool,
    infinitive: bool,
    semi: str,
    copula: bool,
) -> Unit:
    tag = sentence.tags[main]
    start, end = sentence.spans[first][0], sentence.spans[main][1]
    low = sentence.lows[main]
    words = sentence.wordlists
    be_forms = words["be_forms"]
    lemma = (
        "be"
        if copula and low in be_forms
        else "have"
        if copula and tag == "y"
        else "do"
        if copula
        else sentence.lemmas.get(main, low)
    )
    if not copula and main not in sentence.lemmas:
        lemma = _bare(low)
    unit = Unit(
        "vg",
        first,
        main,
        start,
        end,
        low,
        words,
        lemma=lemma,
        form=tag,
        negated=negated,
        infinitive=infinitive,
    )
    last_aux = aux[-1] if aux else ""
    ongoing = aux == ["being"] and tag in "eb"  # "boats, being built in Karachi, were …"
    unit.passive = not copula and tag in "eb" and last_aux in be_forms and not ongoing
    unit.gerund = ((tag == "g" and not aux) or aux[:1] == ["having"]) and not infinitive
    unit.participle = tag in "eb" and (not aux or ongoing) and not infinitive
    if ongoing:
        unit.form = "b"
    unit.modal = next((word for word in aux if word in words["modals"]), "") or semi
    unit.tense = _tense(tag, aux, unit)
    unit.modifiers = tuple(
        sentence.lows[index] for index in range(first, main) if sentence.tags[index] == "R"
    )
    return unit


def _tense(tag: str, aux: list[str], unit: Unit) -> str:
    words = unit.wordlists
    going = unit.modal in words["future_words"]
    if (going or unit.modal in words["future_modals"]) and unit.modal not in words["not_future"]:
        past = any(word in ("was", "were") for word in aux)
        if "had" in aux and going:
            return "unfulfilled"  # "had been expected to sign"
        return "future-in-past" if past else "future"
    if unit.modal in ("would", "should"):
        return "conditional"
    if unit.modal:
        return "possible"
    if unit.infinitive:
        return "infinitive"
    if "had" in aux:
        return "past-perfect"
    if not words["perfect_auxiliaries"].isdisjoint(aux):
        return "perfect"
    if not words["past_auxiliaries"].isdisjoint(aux):
        return "past"
    if aux:
        return "present"
    return "past" if tag in "ae" else "none" if tag in "gb" else "present"


def _bare(low: str) -> str:
    for ending, put in (("ied", "y"), ("ed", ""), ("ing", "")):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low[: -len(ending)] + put
    return low
