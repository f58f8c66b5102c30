"""Loads the tables under ``data/`` once, into the frozen values of `vocabulary`.

Every table is a TSV with comment lines (``#``: what it is, where from) and a header line. A broken line
raises `TableError` with the file and the line number.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import ahocorasick_rs

from legation.errors import TableError
from legation.morphology import noun_forms, verb_forms
from legation.textfold import fold, name_key
from legation.vocabulary import (
    DealWords,
    Entry,
    Gazetteer,
    Lexicon,
    MarkupNames,
    Outlet,
    PageWords,
    State,
    Term,
    Title,
    Weights,
)

_DATA = files("legation") / "data"


def read_table(table: Traversable) -> Iterator[dict[str, str]]:
    """The rows of a TSV table, each as a dict from its header line."""
    header: list[str] | None = None
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise TableError(f"{table.name}:{number}: {len(cells)} columns, expected {len(header)}")
        if len(cells) < len(header):
            cells += [""] * (len(header) - len(cells))
        yield dict(zip(header, cells, strict=True))


def several(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by ``|``."""
    if "|" not in cell:
        return [cell.strip()] if cell and not cell.isspace() else []
    return [value.strip() for value in cell.split("|") if value.strip()]


def number(cell: str) -> float | None:
    """A number, or None for an empty cell."""
    return float(cell) if cell.strip() else None


# ------------------------------------------------------------------ names


class _Names:
    """Collects surfaces and what they can mean, then builds the matcher."""

    def __init__(self) -> None:
        self.by_surface: dict[str, list[Entry]] = defaultdict(list)

    def add(self, surfaces: Iterable[str], entry: Entry) -> None:
        for surface in surfaces:
            folded = fold(surface)
            if len(folded) > 1:
                known = self.by_surface[folded]
                if not known or entry not in known:
                    known.append(entry)


def _add_states(names: _Names, states: dict[str, State], places: dict[str, Entry]) -> None:
    for row in read_table(_DATA / "states.tsv"):
        code = row["code"]
        capitals = several(row["capital"])
        adjectives = several(row["adjectives"])
        latitude, longitude = number(row["latitude"]), number(row["longitude"])
        states[code] = State(
            code, row["name"], capitals[0] if capitals else "", latitude, longitude, row["currency"],
            adjectives[0] if adjectives else row["name"], row["region"], row["status"],
        )  # fmt: skip
        names.add([row["name"], *several(row["aliases"])], Entry("state", row["name"], (code,), code))
        names.add(adjectives, Entry("adjective", row["name"], (code,), code))
        names.add(several(row["demonyms"]), Entry("demonym", row["name"], (code,), code))
        for capital in capitals:
            if capital != row["name"]:
                entry = Entry("capital", capitals[0], (code,), code, "city", latitude, longitude)
                names.add([capital], entry)
                places[fold(capital).lower()] = entry
        names.add(several(row["seats"]), Entry("seat", row["name"], (code,), code))
    for row in read_table(_DATA / "combining.tsv"):  # the hyphen is a part of the name: "Sino-Russian"
        state = states[row["state"]]
        names.add([f"{row['form']}-"], Entry("adjective", state.name, (state.code,), state.code))


def _add_bodies(names: _Names) -> None:
    for row in read_table(_DATA / "bodies.tsv"):
        states = (row["state"],) if row["state"] else ()
        names.add(
            [row["phrase"]], Entry("body", row["name"] or row["phrase"], states, row["phrase"], row["kind"])
        )
    for row in read_table(_DATA / "organisations.tsv"):
        entry = Entry("organisation", row["name"], (), row["name"], row["kind"])
        names.add([row["name"], *several(row["aliases"])], entry)
    for row in read_table(_DATA / "groups.tsv"):
        entry = Entry("group", row["name"], (), row["name"], f"{row['kind']}|{row['state']}")
        names.add([row["name"], *several(row["aliases"])], entry)


def _add_places(names: _Names, places: dict[str, Entry]) -> None:
    for row in read_table(_DATA / "places.tsv"):
        states = (row["state"],) if row["state"] else ()
        entry = Entry(
            "place",
            row["name"],
            states,
            row["name"],
            row["kind"],
            number(row["latitude"]),
            number(row["longitude"]),
        )
        names.add([row["name"], *several(row["aliases"])], entry)
        for surface in (row["name"], *several(row["aliases"])):
            places.setdefault(fold(surface).lower(), entry)
    for row in read_table(_DATA / "regions.tsv"):
        surfaces = [row["name"], *several(row["aliases"])]
        entry = Entry("region", row["name"], tuple(several(row["members"])), row["name"], row["kind"])
        names.add(surfaces, entry)
        names.add(several(row["adjectives"]), Entry("regional", row["name"], (), row["name"], row["kind"]))


def _add_things(names: _Names) -> None:
    for row in read_table(_DATA / "arms.tsv"):
        makers = tuple(several(row["maker"]))
        entry = Entry("arms", row["designation"], makers, row["designation"], row["category"])
        names.add([row["designation"], *several(row["aliases"])], entry)
    for row in read_table(_DATA / "exercises.tsv"):
        entry = Entry("exercise", row["name"], tuple(several(row["states"])), row["name"], row["mode"])
        names.add([row["name"], *several(row["aliases"])], entry)
    for row in read_table(_DATA / "forums.tsv"):
        usual: tuple[str, ...] = (row["state"],) if row["state"] else ()
        entry = Entry("forum", row["name"], usual, row["place"], row["mode"])
        names.add([row["name"], *several(row["aliases"])], entry)
    for row in read_table(_DATA / "ships.tsv"):
        states = tuple(several(row["state"]))
        kind = "shipprefix" if row["kind"] == "prefix" else "ship"
        names.add(_both_orders(row["word"]), Entry(kind, row["word"], states, row["word"], row["category"]))


def _both_orders(ship: str) -> list[str]:
    """ "Dena frigate": a name that is also a word of its own is known beside the noun for her kind, on either side."""
    words = ship.split(" ")
    last = next(
        number for number in range(len(words), -1, -1) if not number or not words[number - 1].islower()
    )
    return [ship, " ".join([*words[last:], *words[:last]])] if 0 < last < len(words) else [ship]


def _add_outlets(
    names: _Names, republics: dict[str, list[str]], plain: frozenset[str]
) -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    """``plain``: words of which the names of state bodies are made, in the language of the text."""
    outlets: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for row in read_table(_DATA / "outlets.tsv"):
        outlet = Outlet(row["name"], row["state"] or None, row["language"], row["ownership"], row["domain"])
        surfaces = [row["name"], *several(row["aliases"])]
        if row["ownership"] == "ministry" and row["state"]:
            surfaces += _of_the_republic(row["name"], republics.get(row["state"], []))
        for surface in surfaces:
            outlets.setdefault(fold(surface).lower(), outlet)
        if row["domain"]:
            domains.setdefault(row["domain"].lower(), outlet)
        states = (outlet.state,) if outlet.state else ()
        official = row["ownership"] == "ministry"
        if official:  # who publishes is the body itself, and most are read as such: "the Indian Navy"
            surfaces = [s for s in surfaces if plain.isdisjoint(re.findall(r"\w+", s.lower()))]
        names.add(
            [s for s in surfaces if len(s) > 2],
            Entry("body" if official else "outlet", row["name"], states, row["name"], row["ownership"]),
        )
    return outlets, domains


def _official_names() -> dict[str, list[str]]:
    """State → its name and the longer names that it bears."""
    return {row["code"]: [row["name"], *several(row["aliases"])] for row in read_table(_DATA / "states.tsv")}


def _of_the_republic(name: str, states: list[str]) -> list[str]:
    """ "Ministry of Defence of Armenia" → "Ministry of Defence of the Republic of Armenia", by the state's names."""
    body, of, state = name.rpartition(" of ")
    if not of or state.removeprefix("the ") not in states:
        return []
    return [f"{body} of {the}{other}" for other in states for the in ("", "the ")]


def _terms() -> list[tuple[Term, list[str]]]:
    found = []
    for table in sorted((_DATA / "offices").iterdir(), key=lambda item: item.name):
        if not table.name.endswith(".tsv"):
            continue
        for row in read_table(table):
            term = Term(
                row["person"], row["state"], row["office"], row["start"], row["end"], row["wikidata"] or None
            )
            found.append((term, several(row["aliases"])))
    return found


def _surname(name: str) -> str:
    words = name.split()
    return next((word for word in reversed(words) if word.rstrip(".").lower() not in _BEHIND_NAMES), name)


_BEHIND_NAMES = frozenset({"jr", "sr", "ii", "iii"})


def _add_people(
    names: _Names,
) -> tuple[dict[str, list[Term]], dict[str, set[str]], dict[tuple[str, str], list[Term]]]:
    terms: dict[str, list[Term]] = defaultdict(list)
    surnames: dict[str, set[str]] = defaultdict(set)
    offices: dict[tuple[str, str], list[Term]] = defaultdict(list)
    keys: dict[str, str] = {}  # many hold several offices, and many share a surname
    named: set[tuple[str, str, str]] = set()
    for term, aliases in _terms():
        terms[term.person].append(term)
        offices[term.state, term.office].append(term)
        states = (term.state,) if len(term.state) == 3 else ()
        entry = Entry("person", term.person, states, term.person)
        for surface in (term.person, *aliases):
            if (term.person, term.state, surface) in named:
                continue
            named.add((term.person, term.state, surface))
            surname = _surname(surface)
            if surname not in keys:
                keys[surname] = name_key(surname)
            surnames[keys[surname]].add(term.person)
            if " " in surface:
                names.add([surface], entry)
    for holders in offices.values():
        holders.sort(key=lambda term: term.start)
    return terms, surnames, offices


_LEADING = frozenset({"president", "prime minister", "chancellor", "supreme leader", "junta chief"})


def _leaders(offices: Mapping[tuple[str, str], Sequence[Term]]) -> dict[str, tuple[Term, ...]]:
    """Those whom the press names by one word alone: "Macron and Tusk", "Xi", "Prabowo"."""
    by_word: dict[str, list[Term]] = defaultdict(list)
    for (_, office), holders in offices.items():
        if office in _LEADING:
            for term in holders:
                for word in term.person.split():
                    if len(word) > 1 and word.isalpha():
                        by_word[word].append(term)
    found: dict[str, tuple[Term, ...]] = {}
    for word, terms in by_word.items():
        key = name_key(word)
        found[key] = (*found.get(key, ()), *terms)
    return found


_SEVERAL = 3


def _given(people: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """First names: what stands behind one is a family's name, and no place ("Carlos Holguín")."""
    words = Counter(fold(name.partition(" ")[0]) for name in people if " " in name)
    known = (lexicon.tags, lexicon.forms, lexicon.titles, lexicon.noun_classes, lexicon.ranks)
    return frozenset(
        word
        for word, count in words.items()
        if count >= _SEVERAL and word.isalpha() and not any(word.lower() in table for table in known)
    )


def _epithets() -> dict[str, frozenset[str]]:
    """Words that describe a state → the states that they fit, the longest words first."""
    found: dict[str, frozenset[str]] = {}
    for row in read_table(_DATA / "epithets.tsv"):
        for words in several(row["words"]):
            found[words] = frozenset(several(row["states"]))
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


# ------------------------------------------------------------------ words


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


def _arms_words() -> dict[str, tuple[str, bool, str]]:
    found: dict[str, tuple[str, bool, str]] = {}
    for row in read_table(_DATA / "arms_words.tsv"):
        value = (row["category"], row["arms"] == "yes", row["word"])
        for form in (row["word"], row["plural"]):
            if form:
                found.setdefault(form.lower(), value)
    return found


def _topics() -> tuple[tuple[str, str], ...]:
    return tuple(
        (phrase.lower(), row["topic"])
        for row in read_table(_DATA / "topics.tsv")
        for phrase in several(row["phrases"])
    )


def markup_names() -> MarkupNames:
    """The names under which the markup of pages states things."""
    table = tomllib.loads((_DATA / "markup.toml").read_text(encoding="utf-8"))

    def lists(part: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        return {name: tuple(words.split()) for name, words in part.items()}

    return MarkupNames(
        article_types=frozenset(table["article_types"].split()),
        page_types=frozenset(table["page_types"].split()),
        meta=lists(table["meta"]),
        attributes=frozenset(table["attributes"]["published"].split()),
        marks=lists(table["marks"]),
    )


def page_words(language: str) -> PageWords:
    """The words of a page's furniture, datelines and dates in one language."""
    table = tomllib.loads((_DATA / language / "page.toml").read_text(encoding="utf-8"))
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


def _lexicon(language: str) -> Lexicon:
    folder = _DATA / language
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    modes = tomllib.loads((folder / "modes.toml").read_text(encoding="utf-8"))
    tags, phrases = _tags(folder)
    verbs, nouns = _classes(words)
    forms, nouns_too = _verbs(folder, verbs)
    titles: dict[str, Title] = {}
    for row in read_table(folder / "titles.tsv"):
        for title in several(row["titles"]):
            for form in noun_forms(title):
                titles.setdefault(form, Title(row["office"], row["level"]))
    ranks: dict[str, str] = {}
    for row in read_table(folder / "ranks.tsv"):
        for rank in several(row["words"]):
            ranks[rank] = row["kind"]
    arms_words, topics = _arms_words(), _topics()
    for noun in (*nouns, *arms_words):
        if " " in noun or "-" in noun:
            phrases.append((split_words(noun), "N", noun))
    for title in titles:
        if " " in title or "-" in title:
            phrases.append((split_words(title), "T", title))
    for rank, kind in ranks.items():
        if len(split_words(rank)) > 1:
            phrases.append((split_words(rank), "K" if kind == "rank" else "h", rank))
    by_pair: dict[tuple[str, ...], list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    for phrase in phrases:
        if len(phrase[0]) > 1:
            by_pair[phrase[0][:2]].append(phrase)
    order = {"T": 0, "K": 1, "N": 2}
    for values in by_pair.values():
        values.sort(key=lambda item: (-len(item[0]), order.get(item[1], 3)))
    plurals = {
        form for form, values in forms.items() for lemma, tag in values if tag == "V" and lemma in nouns_too
    }
    for noun in sorted(nouns_too | plurals):
        tags[noun] = tags.get(noun, "") + "N"
    return Lexicon(
        language=language,
        tags=tags,
        forms={form: tuple(values) for form, values in forms.items()},
        phrases={pair: tuple(values) for pair, values in by_pair.items()},
        verb_classes={
            lemma: tuple(
                sorted(
                    ((rest, frozenset(names)) for rest, names in rests.items()),
                    key=lambda item: -len(item[0]),
                )
            )
            for lemma, rests in verbs.items()
        },
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
        bare={name: frozenset(nouns) for name, nouns in words["bare"].items()},
        weights=_weights(folder / "weights.tsv"),
        outlook=tuple(
            (frozenset(words["marks"][name]), value)
            for name, value in (("off", "denied"), ("maybe", "possible"), ("ahead", "planned"))
        ),
        modes={
            kind: tuple((name, tuple(stems)) for name, stems in row["modes"]) for kind, row in modes.items()
        },
        default_modes={kind: row["default"] or None for kind, row in modes.items()},
    )


def _tails(nouns: Iterable[str]) -> frozenset[str]:
    """Every stretch of words that a noun of several words can end in: "air-defence unit" → "defence unit", "unit"."""
    return frozenset(noun[match.end() :] for noun in nouns for match in re.finditer(r"[ -]", noun))


def split_words(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase as the tokeniser makes them: hyphens stand alone."""
    return tuple(re.findall(r"[^\s\-]+|-", phrase))


@cache
def load() -> Gazetteer:
    """All tables. The first call reads the files; later calls return the same value."""
    names = _Names()
    states: dict[str, State] = {}
    places: dict[str, Entry] = {}
    _add_states(names, states, places)
    _add_bodies(names)
    _add_places(names, places)
    _add_things(names)
    english = _lexicon("en")
    plain = {word for name in (*english.bare["institutions"], *english.titles) for word in split_words(name)}
    outlets, domains = _add_outlets(names, _official_names(), frozenset(plain))
    terms, surnames, offices = _add_people(names)
    leaders = _leaders(offices)
    members = {row["name"]: tuple(several(row["members"])) for row in read_table(_DATA / "organisations.tsv")}
    members |= {row["name"]: tuple(several(row["members"])) for row in read_table(_DATA / "regions.tsv")}
    currencies: dict[str, str] = {}
    for row in read_table(_DATA / "currencies.tsv"):
        for word in (*several(row["words"]), *several(row["symbols"]), row["code"]):
            currencies.setdefault(word, row["code"])
    surfaces = tuple(names.by_surface)
    return Gazetteer(
        states=states,
        names=ahocorasick_rs.AhoCorasick(surfaces, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        surfaces=surfaces,
        entries=tuple(tuple(names.by_surface[surface]) for surface in surfaces),
        terms={person: tuple(values) for person, values in terms.items()},
        surnames={key: tuple(sorted(values)) for key, values in surnames.items()},
        offices={key: tuple(values) for key, values in offices.items()},
        leaders=leaders,
        given=_given(terms, english),
        members=members,
        outlets=outlets,
        domains=domains,
        places=places,
        epithets=_epithets(),
        currencies=currencies,
        lexicons={"en": english},
        markup=markup_names(),
    )


# ------------------------------------------------------------------ deals


@cache
def office_levels() -> dict[str, str]:
    """The level of each office (head, minister, deputy, military, diplomat, official), in every language's table."""
    found: dict[str, str] = {}
    for folder in sorted(_DATA.iterdir(), key=lambda item: item.name):
        table = folder / "titles.tsv"
        if folder.is_dir() and table.is_file():
            for row in read_table(table):
                found.setdefault(row["office"], row["level"])
    return found


@cache
def deal_words() -> DealWords:
    """The tables of linking events into deals; states' names, which tell no deal from another, are added."""
    raw = tomllib.loads((_DATA / "deals.toml").read_text(encoding="utf-8"))
    everyday = set(raw["everyday"]["words"])
    for row in read_table(_DATA / "states.tsv"):
        cells = (row[name] for name in ("name", "aliases", "adjectives", "demonyms", "capital", "seats"))
        words = (fold(surface).lower() for cell in cells for surface in several(cell))
        everyday.update(
            word.removesuffix("'s") for surface in words for word in re.findall(r"[\w'-]+", surface)
        )
    return DealWords(
        usual=raw["usual"],
        marks={name: _any_of(words) for name, words in raw["marks"].items()},
        everyday=frozenset(everyday),
        covers={name: frozenset(found) for name, found in raw["covers"].items()},
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words or phrases; ``*`` stands for the rest of a word."""
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
