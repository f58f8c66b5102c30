"""The shape of the package's tables once loaded: what `gazetteer` makes and the stages are handed.

A stage never reads a file: it takes these frozen values. `types` holds what flows between stages;
this module holds what stands still.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

NAVAL = frozenset({"frigate", "destroyer", "corvette", "warship", "submarine", "patrol vessel", "landing ship", "support ship",
                   "aircraft carrier", "minehunter"})  # fmt: skip
"""The categories of arms that are ships and boats."""


Wordlists = Mapping[str, frozenset[str]]
"""The short lists of words that the grammar asks for, by name; see ``wordlists.toml``."""


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. ``code`` is ISO 3166-1 alpha-3; coordinates are those of the capital, in degrees;
    ``under`` is the state that answers for a territory abroad, else empty."""

    code: str
    name: str
    capital: str
    latitude: float | None
    longitude: float | None
    currency: str
    adjective: str
    region: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that the tables know: what kind of thing it is, and whose."""

    kind: str  # state, adjective, demonym, capital, seat, body, organisation, group, person, place, region,
    #            arms, exercise, forum, ship, shipprefix, outlet
    name: str
    states: tuple[str, ...] = ()
    key: str = ""
    category: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office: who held which office of which state, from when to when (ISO, as precise as known)."""

    person: str
    state: str
    office: str
    start: str
    end: str  # "" while in office
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Title:
    """An office as the press names it."""

    office: str
    level: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet or agency, and who stands behind it."""

    name: str
    state: str | None
    language: str
    ownership: str
    domain: str


@dataclass(frozen=True, slots=True)
class DealWords:
    """What linking events into deals needs to know beside them; see ``deals.toml``."""

    usual: Mapping[str, Mapping[str, int]]  # family → stage → days without news after which it is silent
    marks: Mapping[str, re.Pattern[str]]  # kind of step (framework, renewal …) → words that say so
    everyday: frozenset[str]  # words with a capital letter that tell nothing, lower case
    covers: Mapping[str, frozenset[str]]  # category of a general word → categories that it may stand for


class Matcher(Protocol):
    """Finds every known name in a text: (entry number, start, end), leftmost-longest, not overlapping."""

    def find_matches_as_indexes(self, text: str, overlapping: bool = False) -> list[tuple[int, int, int]]: ...


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page that are not its story: its dates, labels, bylines, link lists; see ``page.toml``."""

    months: tuple[tuple[str, ...], ...] = ()  # the names and abbreviations of each month, January first
    weekdays: tuple[tuple[str, ...], ...] = ()  # Monday first
    words: tuple[tuple[str, frozenset[str]], ...] = ()  # name of a list → its words, lower case
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()  # name of a group → regular expressions


@dataclass(frozen=True, slots=True)
class MarkupNames:
    """The names by which the markup of pages states things, lower case; see ``markup.toml``."""

    article_types: frozenset[str] = frozenset()
    page_types: frozenset[str] = frozenset()
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what is stated → names, best first
    attributes: frozenset[str] = (
        frozenset()
    )  # values of itemprop and property that mark the day of publication
    scripts: frozenset[str] = frozenset()  # fields of a script's data that hold the day of publication
    marks: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # kind of element → parts of class or id


@dataclass(frozen=True, slots=True)
class Weights:
    """What the words of a sentence weigh for each type of event, in hundredths: see `legation.extract.weighing`.

    Whole numbers, so that a sum is the same in whatever order it is taken.
    """

    types: tuple[str, ...] = ()
    start: tuple[int, ...] = ()  # of each type, before any word is weighed
    of: Mapping[str, str] = field(
        default_factory=dict
    )  # feature → "type:weight", by the type's number, tabs between
    rows: dict[str, int] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )  # those of them that `legation.tally` has read so far


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against a reading, weighed, in hundredths: see `legation.identify.signs`.

    The values of a sign are cut into steps, at its edges; each step has a weight.
    """

    start: int = 0  # before any sign is weighed
    of: Mapping[str, tuple[tuple[float, ...], tuple[int, ...]]] = field(default_factory=dict)
    footing: Weights = Weights()  # of how the states stand among the words: see `legation.identify.footing`


VerbSenses = Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
"""What a verb can mean: the words behind it that tell (none, or several), and its classes then; by the first of the words."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: tags, verb forms, classes of verbs and nouns, titles, ranks."""

    language: str
    tags: Mapping[str, str]  # word → possible tags
    wordlists: Wordlists
    forms: Mapping[str, tuple[tuple[str, str], ...]]  # word form → (lemma, form tag)
    phrases: Mapping[tuple[str, ...], tuple[tuple[tuple[str, ...], str, str], ...]]
    # first two words of a phrase → (its words, tag, payload), the longest first
    verb_classes: Mapping[str, VerbSenses]
    noun_classes: Mapping[str, frozenset[str]]  # noun (singular or plural, words joined by a blank) → classes
    titles: Mapping[str, Title]
    ranks: Mapping[str, str]
    stages: Mapping[str, str]  # verb class → stage
    noun_tails: frozenset[str]  # what stands behind a blank or hyphen in a noun of several words
    arms_words: Mapping[str, tuple[str, bool, str]]  # noun → (category, is it arms, singular)
    topics: tuple[str, ...]  # the topic of the n-th pattern of `topic_words`
    topic_words: Matcher  # finds the words of topics, also where they overlap
    modes: Mapping[
        str, tuple[tuple[str, re.Pattern[str]], ...]
    ]  # type → (mode, beginnings of words that tell it)
    default_modes: Mapping[str, str | None]
    stage_words: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = field(
        default_factory=dict
    )  # type → (stage, beginnings of words that tell it)
    default_stages: Mapping[str, str | None] = field(default_factory=dict)
    page: PageWords = PageWords()
    apart: frozenset[str] = frozenset()  # words that set meetings apart: "separately"
    jointly: frozenset[str] = frozenset()  # words that bring them to one table: "trilateral"
    each: frozenset[str] = frozenset()  # words by which each of several did the same: "apiece"
    spoken_of: frozenset[str] = frozenset()  # words behind which a state is a topic, and no place
    bare: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # nouns that stand for a state without naming it
    timing: Mapping[str, frozenset[str]] = field(default_factory=dict)  # words that turn the running time
    outlook: tuple[tuple[frozenset[str], str], ...] = ()  # adjectives of a meeting → its factuality
    weights: Weights = Weights()
    signs: Signs = Signs()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables of names, loaded once."""

    states: Mapping[str, State]
    names: Matcher
    surfaces: tuple[str, ...]  # the n-th pattern of `names`
    entries: tuple[tuple[Entry, ...], ...]  # what the n-th pattern can mean
    terms: Mapping[str, tuple[Term, ...]]  # person → terms of office
    surnames: Mapping[str, tuple[str, ...]]  # folded surname → persons
    offices: Mapping[tuple[str, str], tuple[Term, ...]]  # (state, office) → terms, by start
    leaders: Mapping[str, tuple[Term, ...]]  # a folded word of the name → terms of those who lead states
    given: frozenset[str]  # folded first names that several people of the tables bear
    styles: frozenset[str]  # titles that stand before a whole name, with a capital: "Ambassador", "Mr"
    members: Mapping[str, tuple[str, ...]]  # organisation or region → states
    outlets: Mapping[str, Outlet]  # folded name → outlet
    domains: Mapping[str, Outlet]
    places: Mapping[str, Entry]  # folded name → place
    epithets: Mapping[str, frozenset[str]]  # "island", "west african" → the states that the word fits
    currencies: Mapping[str, str]  # word or symbol → ISO 4217 code
    lexicons: Mapping[str, Lexicon]
    markup: MarkupNames = MarkupNames()
