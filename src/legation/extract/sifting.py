"""Sifting: whether a story can tell of anything at all, before it is read.

Every event has at least one party that is a state; most have two, or a state and a body that is none. A story
that names too few of them, by any name that the tables know, can give no report, whatever its sentences say: the
daily run of local news is left here, for a twentieth of the cost of reading it. What is left over is only what
`identify` would drop; `explain` reads such stories all the same.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from legation.extract.names import find_names
from legation.extract.rules import RuleBook
from legation.textfold import fold, name_key
from legation.types import Story
from legation.vocabulary import Gazetteer, Lexicon

# Names that may stand for several states, or be a party beside a single one.
_BODIES = frozenset({"organisation", "group", "region", "regional", "exercise", "forum"})
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_]*")
_NAME = re.compile(r"\b[A-Z]\w*(?:\W{1,3}(?:[a-z]{1,3}\W){0,2}[A-Z]\w*)*")  # also "Ursula von der Leyen"
_WORD = re.compile(r"[^\W\d_]+")
_GOES_ON = re.compile(r"[\s-]+[A-Z]")
_BESIDE = 60  # letters on either side of a name in which an office counts as that person's


class Sieve:
    """Lets through the stories that may tell of something; made once, and keeps nothing between stories."""

    def __init__(self, gazetteer: Gazetteer, book: RuleBook) -> None:
        self._gazetteer = gazetteer
        self._words = {code: _Words(lexicon, book) for code, lexicon in gazetteer.lexicons.items()}

    def holds(self, story: Story) -> bool:
        """Whether the story names states enough for any rule: two, or one and a body or a word that needs no other."""
        parts = [
            story.text[part.span.start : part.span.end]
            for part in story.paragraphs
            if part.kind != "furniture"
        ]
        return self.passes(parts, story.language, (story.outlet_state, *self._dateline(story)))

    def passes(self, parts: Sequence[str], language: str, given: Iterable[str | None] = ()) -> bool:
        """Whether parts of a text name states enough; ``given`` are states that stand elsewhere."""
        states = {*given} - {None}
        for part in parts:
            for match in find_names(part, self._gazetteer):
                for entry in match.entries:
                    if entry.kind in _BODIES:
                        return True
                    states.update(entry.states)
            if len(states) > 1:
                return True
        for part in parts:
            states.update(self._of_people(part, self._words[language]))
        return len(states) > 1 or (bool(states) and self._words[language].any_in(parts))

    def _dateline(self, story: Story) -> tuple[str, ...]:
        if story.dateline is None or not story.dateline.place:
            return ()
        entry = self._gazetteer.places.get(story.dateline.place.strip().lower())
        return entry.states if entry is not None else ()

    def _of_people(self, part: str, words: _Words) -> Iterable[str]:
        """The states of those who may be meant by a surname: beside a given name, or where their office is named."""
        folded = fold(part)
        for run in _NAME.finditer(folded):
            named = {name_key(word.group()): word.end() for word in _CAPITALISED.finditer(run.group())}
            known = named.keys() & self._gazetteer.surnames.keys()
            if not known:
                continue
            offices = words.offices_in(folded[max(0, run.start() - _BESIDE) : run.end() + _BESIDE])
            for key in known:
                last = (
                    _GOES_ON.match(run.group(), named[key]) is None
                )  # "Mark Hollin" is nobody whose surname is Mark
                for person in self._gazetteer.surnames[key]:
                    given = name_key(person.split()[0])
                    full = any(_alike(given, other) for other in named if other)
                    terms = self._gazetteer.terms[person]
                    yield from (term.state for term in terms if full or (last and term.office in offices))


def _alike(given: str, other: str) -> bool:
    """Two given names, as keys, may be one in two spellings, or one the other's initial."""
    return given[:3] == other[:3] or (given[:1] == other[:1] and 1 in (len(given), len(other)))


class _Words:
    """The words that can set off a rule for which one state is enough ("coup", "summit"), and those for offices."""

    def __init__(self, lexicon: Lexicon, book: RuleBook) -> None:
        self._offices: dict[str, set[str]] = {}  # last word of a title → the offices that it may stand for
        for title, value in lexicon.titles.items():
            for word in _WORD.findall(title)[-1:]:
                self._offices.setdefault(word, set()).add(value.office)
        alone = [rule for rule in book.rules if rule.parties < 2]
        verbs = {name for rule in alone for name in rule.verbs}
        nouns = {name for rule in alone for name in rule.nouns}
        self._nouns = {
            word
            for noun, classes in lexicon.noun_classes.items()
            if not classes.isdisjoint(nouns)
            for word in _WORD.findall(noun)[-1:]
        }
        telling = {
            lemma: [
                frozenset(_WORD.findall(" ".join(rest)))
                for rest, classes in itertools.chain.from_iterable(senses.values())
                if not classes.isdisjoint(verbs)
            ]
            for lemma, senses in lexicon.verb_classes.items()
        }
        self._verbs: dict[str, list[frozenset[str]]] = {}  # verb form → what must stand beside it
        for form, lemmas in lexicon.forms.items():
            rests = [rest for lemma, _ in lemmas for rest in telling.get(lemma, ())]
            if rests:
                self._verbs.setdefault(_WORD.findall(form)[-1], []).extend(rests)

    def offices_in(self, part: str) -> set[str]:
        """The offices that a part of the text may name."""
        words = self._offices.keys() & set(_WORD.findall(part.lower()))
        return {office for word in words for office in self._offices[word]}

    def any_in(self, parts: Iterable[str]) -> bool:
        """Whether one of the words stands in a part of the text, with those that it needs."""
        for part in parts:
            words = set(_WORD.findall(part.lower()))
            if not words.isdisjoint(self._nouns):
                return True
            beside = words | {word[:-1] for word in words if word.endswith("s")}
            if any(rest <= beside for verb in words & self._verbs.keys() for rest in self._verbs[verb]):
                return True
        return False
