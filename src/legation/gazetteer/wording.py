"""The words of one language: tags, classes of verbs and nouns, titles, weights, and the furniture of pages."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

import ahocorasick_rs

from legation.gazetteer.reading import DATA, read_lists, read_table, several
from legation.morphology import noun_forms, verb_forms
from legation.vocabulary import Lexicon, MarkupNames, PageWords, Signs, Title, VerbSenses, Weights, Wordlists


def _tags(folder: Traversable) -> tuple[dict[str, str], list[tuple[tuple[str, ...], str, str]]]:
    tags: dict[str, str] = {}
    phrases: list[tuple[tuple[str, ...], str, str]] = []
    for row in read_table(folder / "function_words.tsv"):
        for word in row["words"].split():
            if "_" in word:
                phrases.append((tuple(word.split("_")), row["tag"], ""))
            else:
                tags[word] = tags.get(word, "") + row["tag"]
    return tags, phrases


def _verbs(folder: Traversable, lemmas: Iterable[str]) -> tuple[dict[str, list[tuple[str, str]]], set[str]]:
    forms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    nouns_too: set[str] = set()
    seen: set[str] = set()
    for row in read_table(folder / "verbs.tsv"):
        for word in row["lemmas"].split():
            lemma, *irregular = word.split("/")
            seen.add(lemma)
            if row["block"] == "both":
                nouns_too.add(lemma)
            for form, tag in verb_forms(lemma, irregular):
                if (lemma, tag) not in forms[form]:
                    forms[form].append((lemma, tag))
    for lemma in lemmas:
        if lemma not in seen:
            seen.add(lemma)
            for form, tag in verb_forms(lemma, []):
                forms[form].append((lemma, tag))
    return forms, nouns_too


def _classes(
    words: dict[str, dict[str, list[str]]],
) -> tuple[dict[str, dict[tuple[str, ...], set[str]]], dict[str, set[str]]]:
    verbs: dict[str, dict[tuple[str, ...], set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, entries in words["verbs"].items():
        for entry in entries:
            lemma, *rest = entry.split()
            verbs[lemma][tuple(rest)].add(name)
    nouns: dict[str, set[str]] = defaultdict(set)
    for name, entries in words["nouns"].items():
        for entry in entries:
            for form in noun_forms(entry):
                nouns[form].add(name)
    return verbs, nouns


def _wordlists(folder: Traversable) -> Wordlists:
    table = tomllib.loads((folder / "wordlists.toml").read_text(encoding="utf-8"))
    return {
        name: frozenset(word.replace("_", " ") for word in words.split()) for name, words in table.items()
    }


def _arms_words() -> dict[str, tuple[str, bool, str]]:
    found: dict[str, tuple[str, bool, str]] = {}
    for row in read_table(DATA / "arms_words.tsv"):
        value = (row["category"], row["arms"] == "yes", row["word"])
        for form in (row["word"], row["plural"]):
            if form:
                found.setdefault(form.lower(), value)
    return found


def _topics() -> tuple[tuple[str, str], ...]:
    return tuple(
        (phrase.lower(), row["topic"])
        for row in read_table(DATA / "topics.tsv")
        for phrase in several(row["phrases"])
    )


def markup_names() -> MarkupNames:
    """The names under which the markup of pages states things."""
    table = tomllib.loads((DATA / "markup.toml").read_text(encoding="utf-8"))

    def lists(part: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        return {name: tuple(words.split()) for name, words in part.items()}

    return MarkupNames(
        article_types=frozenset(table["article_types"].split()),
        page_types=frozenset(table["page_types"].split()),
        meta=lists(table["meta"]),
        attributes=frozenset(table["attributes"]["published"].split()),
        scripts=frozenset(table["scripts"]["published"].split()),
        marks=lists(table["marks"]),
    )


def page_words(language: str) -> PageWords:
    """The words of a page's furniture, datelines and dates in one language."""
    table = tomllib.loads((DATA / language / "page.toml").read_text(encoding="utf-8"))
    lists = {key: value for key, value in table.items() if key not in ("months", "weekdays", "patterns")}
    return PageWords(
        months=tuple(tuple(names.split("|")) for names in table["months"]),
        weekdays=tuple(tuple(names.split("|")) for names in table["weekdays"]),
        words=tuple(
            (key, frozenset(value.split() if isinstance(value, str) else value))
            for key, value in lists.items()
        ),
        patterns=tuple((key, tuple(values)) for key, values in table["patterns"].items()),
    )


def _weights(table: Traversable) -> Weights:
    """The weights that ``bench/learn.py`` writes: the types in the header, then a row for each feature."""
    if not table.is_file():
        return Weights()  # of a language for which none were learned
    rows = (line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    types = tuple(next(rows).split("\t")[1:])
    start = tuple(int(cell) for cell in next(rows).split("\t")[1:])
    split = (row.partition("\t") for row in rows)
    return Weights(types, start, {feature: cells for feature, _, cells in split})


def _signs(table: Traversable, footing: Weights) -> Signs:
    """The signs that ``bench/signs.py`` writes: a sign, its edges, and the weight of each step between them."""
    if not table.is_file():
        return Signs()  # of a language for which none were learned
    rows = {row["sign"]: row for row in read_table(table)}
    start = int(rows.pop("start")["weights"])
    return Signs(
        start,
        {
            name: (
                tuple(map(float, row["edges"].split())),
                tuple(map(int, row["weights"].split())),
            )
            for name, row in rows.items()
        },
        footing,
    )


def lexicon(language: str) -> Lexicon:
    folder = DATA / language
    words = read_lists(folder / "words.toml")
    modes = tomllib.loads((folder / "modes.toml").read_text(encoding="utf-8"))
    steps = tomllib.loads((folder / "stages.toml").read_text(encoding="utf-8"))
    tags, phrases = _tags(folder)
    verbs, nouns = _classes(words)
    forms, nouns_too = _verbs(folder, verbs)
    titles = _titles(folder)
    ranks = {rank: row["kind"] for row in read_table(folder / "ranks.tsv") for rank in several(row["words"])}
    arms_words, topics = _arms_words(), _topics()
    by_pair = _by_pair([*phrases, *_several_words((*nouns, *arms_words), titles, ranks)])
    plurals = {
        form for form, values in forms.items() for lemma, tag in values if tag == "V" and lemma in nouns_too
    }
    for noun in sorted(nouns_too | plurals):
        tags[noun] = tags.get(noun, "") + "N"
    return Lexicon(
        language=language,
        tags=tags,
        wordlists=_wordlists(folder),
        forms={form: tuple(values) for form, values in forms.items()},
        phrases=by_pair,
        verb_classes={lemma: _by_first_word(rests) for lemma, rests in verbs.items()},
        noun_classes={noun: frozenset(names) for noun, names in nouns.items()},
        titles=titles,
        ranks=ranks,
        stages=words["stages"],
        noun_tails=_tails((*nouns, *arms_words)),
        arms_words=arms_words,
        topics=tuple(topic for _, topic in topics),
        topic_words=ahocorasick_rs.AhoCorasick([phrase for phrase, _ in topics]),
        page=page_words(language),
        apart=frozenset(words["marks"]["apart"]),
        jointly=frozenset(words["marks"]["jointly"]),
        each=frozenset(words["marks"]["each"]),
        spoken_of=frozenset(words["marks"]["spoken_of"]),
        bare={name: frozenset(nouns) for name, nouns in words["bare"].items()},
        timing={name: frozenset(found) for name, found in words["timing"].items()},
        weights=_weights(folder / "weights.tsv"),
        signs=_signs(folder / "signs.tsv", _weights(folder / "footing.tsv")),
        outlook=tuple(
            (frozenset(words["marks"][name]), value)
            for name, value in (("off", "denied"), ("maybe", "possible"), ("ahead", "planned"))
        ),
        modes=_told_by_stems(modes, "modes"),
        default_modes=_defaults(modes),
        stage_words=_told_by_stems(steps, "stages"),
        default_stages=_defaults(steps),
    )


def _titles(folder: Traversable) -> dict[str, Title]:
    found: dict[str, Title] = {}
    for row in read_table(folder / "titles.tsv"):
        for title in several(row["titles"]):
            for form in noun_forms(title):
                found.setdefault(form, Title(row["office"], row["level"]))
    return found


def _by_first_word(rests: Mapping[tuple[str, ...], set[str]]) -> VerbSenses:
    """What stands behind a verb, and the classes that it then has, by the first word that stands there, if any does."""
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for rest, names in rests.items():
        found[rest[0] if rest else ""].append((rest, frozenset(names)))
    return {first: tuple(rows) for first, rows in found.items()}


def _told_by_stems(
    table: Mapping[str, Any], value: str
) -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """By type, the values that beginnings of words tell, in the order in which they are asked."""
    return {
        kind: tuple((name, _beginnings(stems)) for name, stems in row[value]) for kind, row in table.items()
    }


def _defaults(table: Mapping[str, Any]) -> dict[str, str | None]:
    return {kind: row["default"] or None for kind, row in table.items()}


def _beginnings(stems: Iterable[str]) -> re.Pattern[str]:
    """Finds words, or rows of words, that begin so."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})")


def _several_words(
    nouns: Iterable[str], titles: Iterable[str], ranks: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Nouns, titles and ranks of several words: the words, their tag and the lemma."""
    for noun in nouns:
        if " " in noun or "-" in noun:
            yield split_words(noun), "N", noun
    for title in titles:
        if " " in title or "-" in title:
            yield split_words(title), "T", title
    for rank, kind in ranks.items():
        if len(split_words(rank)) > 1:
            yield split_words(rank), "K" if kind == "rank" else "h", rank


_ORDER = {"T": 0, "K": 1, "N": 2}


def _by_pair(
    phrases: Iterable[tuple[tuple[str, ...], str, str]],
) -> dict[tuple[str, ...], tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Phrases by their first two words, the longest first; of two alike, a title before a rank before a noun."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    for phrase in phrases:
        if len(phrase[0]) > 1:
            found[phrase[0][:2]].append(phrase)
    return {
        pair: tuple(values if len(values) == 1 else sorted(values, key=_rank))
        for pair, values in found.items()
    }


def _rank(phrase: tuple[tuple[str, ...], str, str]) -> tuple[int, int]:
    return -len(phrase[0]), _ORDER.get(phrase[1], 3)


def _tails(nouns: Iterable[str]) -> frozenset[str]:
    """Every stretch of words that a noun of several words can end in: "air-defence unit" → "defence unit", "unit"."""
    several = (noun for noun in nouns if " " in noun or "-" in noun)
    return frozenset(noun[match.end() :] for noun in several for match in _JOINT.finditer(noun))


_JOINT = re.compile(r"[ -]")


def split_words(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase as the tokeniser makes them: hyphens stand alone."""
    return tuple(_PIECE.findall(phrase))


_PIECE = re.compile(r"[^\s\-]+|-")
