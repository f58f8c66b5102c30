"""Who a person is: the tables of office holders, and the people whom the story itself has introduced."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from legation.identify.calendar import Interval
from legation.identify.storyday import in_term
from legation.textfold import fold, name_key
from legation.types import Mention
from legation.vocabulary import Gazetteer, Term


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the story: full name as first given, state, office, entry in the tables."""

    name: str
    state: str | None
    office: str | None
    wikidata: str | None
    key: str | None
    why: str


_OF_BODIES = frozenset({"secretary-general"})  # offices of organisations: who holds one speaks for no state
_SHORT = 4  # letters
_ARTICLE = re.compile(r"^(?:el|al|ul|ad|as|ash|at|an|ar)-", re.IGNORECASE)


def surname(name: str) -> str:
    """The last word of a name, without "Jr." and the like."""
    words = [
        word
        for word in name.replace(",", " ").split()
        if word.rstrip(".").lower() not in ("jr", "sr", "ii", "iii")
    ]
    return words[-1] if words else name


@dataclass(slots=True)
class People:
    """The people of one story, in the order in which it names them."""

    gazetteer: Gazetteer
    when: Interval | None
    by_surname: dict[str, Person] = field(default_factory=dict)
    order: list[Person] = field(default_factory=list)
    ahead: dict[str, dict[str, Mention]] = field(default_factory=dict)  # full names of the story, by surname

    def resolve(self, mention: Mention, states: tuple[str, ...]) -> Person:
        """The person meant by a mention; ``states`` are those that its words settle."""
        known = self.known(mention, states)
        if known is not None:
            return known
        introduced = self._introduced(mention)
        if introduced is not None and (known := self.known(mention, states)) is not None:
            return known
        person = self._named(mention, states[0] if len(states) == 1 else None)
        self.remember(person)
        return person

    def _named(self, mention: Mention, state: str | None) -> Person:
        """The person of that name in the tables, or as the text names him."""
        office = mention.office if mention.office != "counterpart" else None
        return self._from_tables(mention, state, office) or Person(
            mention.name, state, office, None, None, "named in the text"
        )

    def foresee(self, mentions: Iterable[Mention]) -> None:
        """Whom the story names in full anywhere, so that a headline's "Gantz" is the Benny Gantz of its text."""
        for mention in mentions:
            if mention.kind == "person" and " " in mention.name.strip():
                bearers = self.ahead.setdefault(name_key(surname(mention.name)), {})
                bearers.setdefault(name_key(mention.name), mention)

    def _introduced(self, mention: Mention) -> Person | None:
        """Who of that one name is named in full further on: the one bearer, with the state and office told there."""
        if " " in mention.name.strip():
            return None
        bearers = self.ahead.get(name_key(mention.name), {})
        if len(bearers) != 1:
            return None
        (full,) = bearers.values()
        person = self._named(full, full.states[0] if len(full.states) == 1 else None)
        self.remember(person)
        return person

    def remember(self, person: Person) -> None:
        """Keep a person, so that the surname alone is understood later in the story."""
        key = name_key(surname(person.name))
        before = self.by_surname.get(key)
        if (
            before is None
            or (before.state is None and person.state is not None)
            or len(before.name) < len(person.name)
        ):
            self.by_surname[key] = person
        bare = _ARTICLE.sub("", surname(person.name))
        if bare != surname(person.name):
            self.by_surname.setdefault(name_key(bare), person)  # "Abdel Fattah el-Sisi", then "Mr Sisi"
        self.order.append(person)

    def known(self, mention: Mention, states: tuple[str, ...]) -> Person | None:
        words = mention.name.split()
        before = self.by_surname.get(name_key(surname(mention.name)))
        if before is None:
            before = (self._by_part(words[0]) or self._leader(mention)) if len(words) == 1 else None
            if before is None:
                return None
        if words[0].isupper() and len(words[0]) <= _SHORT:
            words = words[1:]  # initials or a short title: "CS Duale", "PM Modi"
        if (
            len(words) > 1
            and len(before.name.split()) > 1
            and name_key(words[0])[:2] != name_key(before.name.split()[0])[:2]
        ) and name_key(words[0]) not in name_key(before.name):
            return None
        if states and before.state is not None and before.state not in states:
            return None
        office = (
            mention.office
            if mention.office not in (None, "counterpart", "official", "minister")
            else before.office
        )
        if before.state is None and states:
            before = Person(before.name, states[0], office, before.wikidata, before.key, before.why)
            self.remember(before)
        elif office != before.office:
            before = Person(before.name, before.state, office, before.wikidata, before.key, before.why)
        self.order.append(before)
        return before

    def last_of(self, state: str) -> Person | None:
        """Who of that state was named last."""
        return next((person for person in reversed(self.order) if person.state == state), None)

    def _by_part(self, word: str) -> Person | None:
        """The one person of the story with that word in the name: "Abiy" of Abiy Ahmed, "Dong" of Dong Jun."""
        wanted = name_key(word)
        bearers = {p.name: p for p in self.order if wanted in map(name_key, p.name.split())}
        return next(iter(bearers.values())) if len(bearers) == 1 else None

    def _leader(self, mention: Mention) -> Person | None:
        """Whoever leads a state on the story's day and is known by that word: "Macron", "Xi". One alone, or nobody."""
        if mention.kind != "name" or self.when is None:
            return None
        day = self.when.first
        terms = self.gazetteer.leaders.get(name_key(mention.name), ())
        serving = {t.person: t for t in terms if len(t.state) == 3 and in_term(day, t.start, t.end)}
        if len(serving) != 1:
            return None
        (term,) = serving.values()
        why = f"{term.office} of {term.state}, {term.start}–{term.end or 'today'}, known by one name"
        person = Person(term.person, term.state, term.office, term.wikidata, term.person, why)
        self.remember(person)
        return person

    def _from_tables(self, mention: Mention, state: str | None, office: str | None) -> Person | None:
        names = (
            [mention.key]
            if mention.key
            else list(self.gazetteer.surnames.get(name_key(surname(mention.name)), ()))
        )
        full = " " in mention.name.strip()
        best: tuple[float, Term] | None = None
        for name in names:
            for term in self.gazetteer.terms.get(name, ()):
                score = self._fit(term, mention, state, office, full)
                if score is not None and (best is None or score > best[0]):
                    best = (score, term)
        if best is None:
            return None
        term = best[1]
        found_office = office or (term.office if self._current(term) else None)
        found_state = state or (term.state if len(term.state) == 3 and office not in _OF_BODIES else None)
        return Person(
            term.person,
            found_state,
            found_office,
            term.wikidata,
            term.person,
            f"{term.office} of {term.state or 'an organisation'}, {term.start}–{term.end or 'today'}",
        )

    def _current(self, term: Term) -> bool:
        return self.when is None or in_term(self.when.first, term.start, term.end)

    def _fit(
        self, term: Term, mention: Mention, state: str | None, office: str | None, full: bool
    ) -> float | None:
        if state is not None and term.state != state:
            return None
        score = 0.0
        if mention.key is None:
            if full and not _same_name(mention.name, term.person):
                return None
            if not full and office is None:
                return None
        if office is not None:
            if term.office == office:
                score += 2.0
            elif mention.key is None and not full:
                return None
        if self.when is not None:
            score += 1.5 if self._current(term) else -0.5 if full or mention.key else -9.0
            if score < -1:
                return None
        else:
            score += 0.2 if not term.end or term.end > "2010" else 0.0
        return score


def _same_name(one: str, other: str) -> bool:
    """Two full names can be one person's: same family name, and given names that agree or abbreviate."""
    first = fold(one).replace(".", "").split()
    second = fold(other).replace(".", "").split()
    if not first or not second:
        return False
    if {name_key(word) for word in first} == {name_key(word) for word in second}:
        return True
    if name_key(surname(one)) != name_key(surname(other)):
        return False
    a, b = name_key(first[0]), name_key(second[0])
    return bool(a and b) and (a == b or (a[0] == b[0] and (len(a) == 1 or len(b) == 1 or a[:3] == b[:3])))
