"""What a rule is: a value that says which words, in which relation, make which kind of event.

Rules stand in `families`, one file per family of types; the words that they name stand in
``data/<language>/words.toml``. The engine that applies them is `frames`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

Place = tuple[frozenset[str], frozenset[str]]


def at(labels: str, classes: str) -> Place:
    """Labels and classes, each as words: ``at("in to", "state capital")``; of several words, joined by "_"."""
    return frozenset(word.replace("_", " ") for word in labels.split()), frozenset(classes.split())


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say that something happened.

    A verb rule (``verbs``) fires on a clause whose verb has one of these classes; a noun rule (``nouns``) on a
    noun group whose head has one of these classes, by itself where ``alone``, else where the clause's verb has
    one of the ``governors``. ``object``, ``subject`` and ``needs`` name classes of nouns or kinds of mention that
    the deep object, the deep subject, or any group of the clause must have; ``without`` those none may have.
    ``where`` are pairs of labels and classes: under one of the labels stands one of the classes, for every pair;
    ``not_where`` are pairs that must not hold; ``unless_verb`` names verb classes that the clause must not have.
    ``roles`` gives the role of each argument by its label (subj, obj, poss, adj, or the preposition).
    """

    name: str
    type: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    governors: tuple[str, ...] = ()
    alone: bool = False
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    where: tuple[Place, ...] = ()
    not_where: tuple[Place, ...] = ()
    unless_verb: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()  # one of these must be among the labels
    topics: tuple[
        str, ...
    ] = ()  # what talks are about: classes of a group under "on", "over", "about", "for"
    reach: bool = False  # the clauses that hang on this one may bring what the rule needs, and the items
    of_kind: tuple[str, ...] = ()  # kinds one of which the noun itself must have: "the Chinese-built railway"
    under_noun: tuple[str, ...] = ()  # the noun is a complement of a noun of these classes
    not_under: tuple[str, ...] = ()  # the noun is no complement of a noun of these classes
    not_as: tuple[str, ...] = ()  # labels under which the noun (or any argument of the verb) may not stand
    echo: bool = False  # tells of an event only where the story has told of one of its type
    at: tuple[str, ...] = ()  # classes one of which must stand under one of the prepositions
    unless: tuple[str, ...] = ()  # classes of the clause's verb that make it no event: "talks drag on"
    verbless: bool = False  # only in a row of noun groups: a headline or caption without a verb
    under: tuple[str, ...] = ()  # labels one of which the noun must have
    roles: Mapping[str, str] = field(default_factory=dict)
    leaning: bool = False  # an infinitive and the verb it depends on share their places
    hangs_on: tuple[
        str, ...
    ] = ()  # classes one of which a verb above must have: "vowed to", "agreed on ...ing"
    stage: str | None = None
    staged: bool = False  # the governing verb's class gives the stage
    coming: str | None = None  # the stage where the clause speaks of the future
    factuality: str | None = None
    bare: bool = False  # the verb has no object
    ahead: bool = False  # the verb speaks of what is to come: an infinitive, a gerund, a future
    negated: bool = False  # only what is said not to be: "will not abandon"
    parties: int = 2
    spoken: bool = False  # the speaker of the clause is a party: "said that the drills were a provocation"
    dated: bool = False  # the noun must carry a time of its own: "the coup of July 2023", not "since the war"
    timed: bool = False  # the clause must have a time: habits and plans without a day are no event
    single: bool = False  # the subject is of one state, and acts with nobody
    weighed: bool = False  # says nothing by itself: fires only where the words are weighed, so in no headline
    strength: float = 0.8


def roles(**labels: str) -> dict[str, str]:
    """Roles by label; "to_" and other prepositions that are Python words take a trailing underscore."""
    return {label.rstrip("_").replace("_", " "): role for label, role in labels.items()}


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """All rules in their order, with an index from the class of a trigger to the rules that it can fire.

    One book is no other's equal, so that what was looked up in it can be remembered.
    """

    rules: tuple[Rule, ...]
    by_verb: Mapping[str, tuple[int, ...]]
    by_noun: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> RuleBook:
        """The book of these rules."""
        by_verb: dict[str, tuple[int, ...]] = {}
        by_noun: dict[str, tuple[int, ...]] = {}
        for number, rule in enumerate(rules):
            for name in rule.verbs:
                by_verb[name] = (*by_verb.get(name, ()), number)
            for name in rule.nouns:
                by_noun[name] = (*by_noun.get(name, ()), number)
        return cls(rules, by_verb, by_noun)

    @lru_cache(maxsize=1 << 12)  # noqa: B019 (the book lives as long as the process)
    def of_verb(self, classes: frozenset[str]) -> frozenset[int]:
        """The numbers of the rules that a verb of these classes can fire."""
        return _numbers(self.by_verb, classes)

    @lru_cache(maxsize=1 << 12)  # noqa: B019
    def of_noun(self, kinds: frozenset[str]) -> frozenset[int]:
        """The numbers of the rules that a noun group of these kinds can fire."""
        return _numbers(self.by_noun, kinds)


def _numbers(index: Mapping[str, tuple[int, ...]], classes: frozenset[str]) -> frozenset[int]:
    return frozenset(number for name in classes for number in index.get(name, ()))
