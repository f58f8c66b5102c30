"""The page's running actors: which state a word stands for here.

"Both sides", "the minister", "Islamabad", "the army", "he", "its neighbour", "the island nation": each is read
from what the story has told so far. A word that stays open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from legation.identify import bare
from legation.identify.memory import NAMING, Memory, renew
from legation.identify.party import Party
from legation.identify.people import Person
from legation.identify.storyday import in_term
from legation.textfold import name_key
from legation.types import Mention, Sentence

_WORD = re.compile(r"[a-z]+")
_BESIDE = 35  # characters behind a name that may tell of what place he is
_POSSESSED = re.compile(r"['’]s? (?:[a-z-]+ ){0,3}")  # what stands between an owner and a title that he gives
_ARTICLES = frozenset({"the", "this", "that"})


@dataclass(slots=True)
class Discourse(Memory):
    """Reads the mentions of a story in order, and fills its memory with them."""

    cache: dict[int, Party] = field(default_factory=dict)  # by the `id` of the mention
    _in_sentence: int = 0
    _body: str | None = None  # the organisation or group that the sentence is about, where it begins with one

    def enter(self, sentence: Sentence) -> None:
        """Resolve every mention of a sentence, left to right."""
        named: list[str] = []
        first: Person | None = None
        self._in_sentence = 0
        self.here = named
        self.facing = {}
        self.states.begin(sentence)
        self.holders.begin(sentence)
        self._body = _about(sentence)
        for number, mention in enumerate(sentence.mentions):
            told = self._told_behind(mention, sentence.mentions[number + 1 :])
            party = self.party(mention, told or self._told_before(mention, sentence.mentions[:number]))
            if mention.kind in ("place", "capital") and not mention.adjectival:
                self.grounds.append(mention)
            if first is None and self._one_of_them(mention):
                first = self.people.last_of(party.states[0])
            if party.person is not None:
                if party.person.state is not None and mention.kind in ("person", "name"):
                    self.facing[party.person.state] = party.person
                first = first or party.person
                self._in_sentence += 1
            for state in party.states:
                if mention.kind in NAMING:
                    if state not in named:
                        named.append(state)
                    if state in self.recent:
                        self.recent.remove(state)
                    self.recent.append(state)
        if 2 <= len(named) <= 5:
            renew(self.pairs, tuple(sorted(named)))
        self.subject_person = first or self.subject_person

    def _one_of_them(self, mention: Mention) -> bool:
        """ "The American had held a meeting": a people's name for whoever of them was named before."""
        alone = mention.kind == "state" and not mention.adjectival and mention.name.endswith(_PEOPLES)
        before = self.text[max(0, mention.span.start - 4) : mention.span.start]
        return alone and len(mention.states) == 1 and before.lower() == "the "

    def _told_behind(self, mention: Mention, behind: Sequence[Mention]) -> str | None:
        name = bare.apposed(mention, behind, self.text)
        if name is None:
            return bare.seat(mention, behind, self.text, self)
        states = self.party(name).states
        return states[0] if len(states) == 1 else None

    def _told_before(self, mention: Mention, before: Sequence[Mention]) -> str | None:
        """ "Mr Putin's aide Yuri Ushakov" is of the state of whoever owns the title."""
        if mention.kind != "person" or mention.states or not before or before[-1].kind != "person":
            return None
        if not _POSSESSED.fullmatch(self.text, before[-1].span.end, mention.span.start):
            return None
        states = self.party(before[-1]).states
        return states[0] if len(states) == 1 else None

    def party(self, mention: Mention, seat: str | None = None) -> Party:
        """What the mention stands for; asked twice, it answers the same. ``seat`` is the state that words behind it name."""
        known = self.cache.get(id(mention))
        if known is not None:
            return known
        if seat and mention.kind == "person":
            found = self._read(replace(mention, states=(seat,)))
        else:
            found = Party(mention, (seat,), None, "named behind it") if seat else self._read(mention)
        if any(self.gazetteer.states[state].under for state in found.states):
            found = replace(found, states=self.answering(found.states))
        self.cache[id(mention)] = found
        if mention.kind == "ship" and found.states:
            self.ships = found.states
        elif mention.kind == "forces" and found.states:
            self.forces = found.states
        if found.person is not None:
            self.last_person = found.person
            self.holders.hear(mention, found.person)
            title = dict(mention.attributes).get("title") or (
                mention.name if mention.kind == "office" else ""
            )
            self.titles.setdefault(found.person, set()).update(title.lower().split())
            if found.person.office and found.person.state:
                self.offices[found.person.office] = found.person
        if len(found.states) == 1 and mention.kind in ("people", "forces", "body") and mention.head:
            bare.keep(mention, found.states[0], self)
        if len(found.states) == 1 and mention.kind in NAMING:
            self.last_subject = found.states[0]
            self.alien = found.states[0] if mention.adjectival or mention.kind == "forces" else None
            self.states.hear(mention, found.states[0])
            self.latest[found.states[0]] = mention
        return found

    # -------------------------------------------------------------- kinds

    def _read(self, mention: Mention) -> Party:
        kind = mention.kind
        if kind in ("person", "name"):
            return self._person(mention)
        if kind == "office":
            return self._office(mention)
        if kind == "both" and mention.office and not bare.definite(mention):
            return bare.stands_for(mention, self)  # "two officials said"
        if kind == "both" and mention.office and mention.count == 2 and len(self.facing) == 2:
            return Party(mention, tuple(sorted(self.facing)), None, "the two just named")
        if kind == "both" and mention.office and len(self.met) == (mention.count or 2):
            return Party(mention, self.met, None, "those who met")
        if kind == "both" and len(self.here) == (mention.count or 2):
            return Party(mention, tuple(sorted(self.here)), None, "those just named")
        if kind == "both":
            return Party(mention, self.together(mention.count or 2), None, "the states last told of together")
        if kind == "country" and mention.head not in self.nouns.get("institutions", ()):
            return self._country(mention)
        if kind == "people" and mention.head in ("state", "nation", "republic") and not mention.states:
            return self._country(mention)
        if kind == "pronoun":
            return self._pronoun(mention)
        if mention.states:
            return Party(mention, mention.states, None, "named")
        owned = self._owned(mention)
        if owned is not None:
            return owned
        if kind in ("people", "forces", "body", "ship", "country"):
            return self._bare(mention)
        return Party(mention, ())

    def _person(self, mention: Mention) -> Party:
        states = mention.states
        body = dict(mention.attributes).get("body")
        if body is not None and not states:
            stateless = Person(
                mention.name,
                None,
                f"{mention.office or 'official'} of {body}",
                None,
                mention.key,
                f"of {body}",
            )
            self.people.remember(stateless)
            return Party(mention, (), stateless, f"of {body}, which is no state")
        if not states and mention.kind == "name":
            known = self.people.known(mention, ())
            if known is None and mention.key is None:
                return Party(mention, ())
            if known is not None:
                return Party(mention, (known.state,) if known.state else (), known, "named before")
        if mention.office == "counterpart" and not states and mention.key is None:
            other = self.other(self.last_subject)
            states = (other,) if other else ()
        if not states and mention.office and mention.kind == "person":
            person = self.people.resolve(mention, ())
            if person.state is None and person.key is not None:
                return Party(mention, (), person, person.why)  # in the tables as an organisation's
            if person.state is None and mention.office not in (
                "official",
                "spokesman",
                "legislator",
                "counterpart",
            ):
                return self._of_the_story(mention, person)
        person = self.people.resolve(mention, states)
        return Party(mention, (person.state,) if person.state else states, person, person.why)

    def _of_the_story(self, mention: Mention, person: Person) -> Party:
        """An office holder of no named state is of the state of the story's own ground, and stays so."""
        beside = f"{dict(mention.attributes).get('title', '')} {self.text[mention.span.end : mention.span.end + _BESIDE]}"
        local = not self.nouns.get("local", frozenset()).isdisjoint(_WORD.findall(beside.lower()))
        state = (self.last_host if local else None) or self.ground
        known = Person(person.name, state, person.office, None, None, "the story's state")
        self.people.remember(known)
        return Party(mention, (state,) if state else (), known, known.why)

    def _office(self, mention: Mention) -> Party:
        body = dict(mention.attributes).get("body")
        if body is not None and not mention.states:
            return Party(mention, (), None, f"of {body}, which is no state")
        if mention.states:
            person = self._holder(mention, mention.states)
            return Party(mention, mention.states, person, "state named")
        owned = self._owned(mention) if mention.office != "counterpart" else None
        if owned is not None:
            return owned
        if ("plural", "yes") in mention.attributes and bare.definite(mention):
            if len(self.facing) > 1:
                return Party(mention, tuple(sorted(self.facing)), None, "those just named")
            if self.met:
                return Party(mention, self.met, None, "those who met")
        holder = self._titled(mention) or self.offices.get(mention.office or "")
        if holder is not None:
            return Party(
                mention, (holder.state,) if holder.state else (), holder, f"{holder.office} named before"
            )
        if (
            mention.office in ("minister", "leader", "official", "commander", "counterpart")
            and self.last_person is not None
        ):
            if mention.office == "counterpart":
                other = self.other(self.last_person.state)
                return Party(mention, (other,) if other else (), None, "the other side")
            if mention.name.lower().startswith(("a ", "an ", "one ")):  # somebody of theirs, and not the same
                state = self.last_person.state
                return Party(mention, (state,) if state else (), None, "of the person just named")
            person = self._minister() if mention.office == "minister" else self.last_person
            return Party(mention, (person.state,) if person.state else (), person, "the person just named")
        if mention.office == "counterpart":
            other = self.other(self.last_subject)
            return Party(mention, (other,) if other else (), None, "the other side")
        return bare.stands_for(mention, self)

    def _titled(self, mention: Mention) -> Person | None:
        """Who is most in mind of those who bear the very title: "the Secretary" is no minister of another style."""
        words = set(mention.name.lower().split()) - _ARTICLES
        bearers = [person for person, title in self.titles.items() if words and words <= title]
        at_home = [person for person in bearers if person.state == self.home]
        return self.holders.foremost(among=at_home or bearers)

    def _minister(self) -> Person:
        """Who "the minister" is: the minister last named, else the person last named."""
        assert self.last_person is not None
        ministers = (p for p in reversed(self.people.order) if "minister" in (p.office or ""))
        return next(ministers, self.last_person)

    def _owned(self, mention: Mention) -> Party | None:
        """ "Its navy", "his deputy": the state of whom the pronoun stands for."""
        owner = dict(mention.attributes).get("owner")
        if owner is None:
            return None
        held = self._pronoun(Mention(mention.span, "pronoun", owner, head=owner))
        if held.body:
            return replace(held, mention=mention)
        if len(held.states) != 1:
            return None
        if mention.head in self.nouns.get("facing", ()):
            return Party(mention, self._met_by(held.states[0]), None, "the other side of those who met")
        return Party(mention, held.states, None, f"of {held.why}")

    def _met_by(self, state: str) -> tuple[str, ...]:
        """Whose people those of a state last met; none where that is not told of two."""
        other = tuple(one for one in self.met if one != state)
        return other if len(other) == 1 and len(self.met) == 2 else ()

    def _holder(self, mention: Mention, states: tuple[str, ...]) -> Person | None:
        """Who of that state was named before with that office; "his Israeli counterpart" is whoever was named of it."""
        for person in reversed(self.people.order):
            if person.state not in states:
                continue
            if mention.office in (person.office, "counterpart") or (
                mention.office == "minister"
                and bare.definite(mention)
                and "minister" in (person.office or "")
            ):
                return person  # "the Chinese minister" is whichever minister was named
        return None

    def _country(self, mention: Mention) -> Party:
        if mention.name.lower().startswith(("a ", "an ", "another ", "any ", "no ", "each ", "every ")):
            return Party(mention, ())  # "a third country"
        owned = self._owned(mention)
        if mention.head == "host" and owned is not None and len(owned.states) == 1:
            host = self.last_host if self.last_host != owned.states[0] else None
            return Party(mention, (host,) if host else (), None, "the host")
        if mention.head in ("neighbour", "neighbor", "ally"):
            other = self.other(owned.states[0] if owned else self.last_subject)
            return Party(mention, (other,) if other else (), None, "the other side")
        if mention.head in ("host", "host country", "host nation") and self.last_host:
            return Party(mention, (self.last_host,), None, "the host")
        if owned is not None and mention.head != "host":
            return owned
        if any(key == "owner" for key, _ in mention.attributes):
            return Party(mention, ())  # "his country", of nobody known
        if mention.head == "here":
            return Party(mention, (self.home,) if self.home else (), None, "where the story is written")
        if mention.name.lower().startswith("this ") and self.ground is not None:
            return Party(mention, (self.ground,), None, "where the story is written")
        fitting = self._fitting(mention.name)
        if fitting is not None:
            known = [s for s in reversed(self.recent) if s in fitting and s in self.focus]
            apart = [s for s in known if s not in self.here] if bare.locative(mention, self.text) else []
            state = next(iter(apart or known), None)
            why = f"the state last named that “{mention.name}” fits"
            return Party(mention, (state,) if state else (), None, why)
        state = self._ground(mention) or self.states.foremost() or self.last_subject
        return Party(mention, (state,) if state else (), None, "the state just named")

    def _fitting(self, words: str) -> frozenset[str] | None:
        """The states that the words of "the west African island nation" fit; None where they say nothing of it."""
        low = words.lower()
        found: frozenset[str] | None = None
        for words_, states in self.gazetteer.epithets.items():
            if words_ in low:
                low = low.replace(words_, " ")
                found = states if found is None else found & states
        return found

    def _ground(self, mention: Mention) -> str | None:
        """Where the text speaks of foreign troops in "the country", it is not theirs: the story's own ground."""
        theirs = self.last_subject
        foreign = theirs == self.alien or (bare.locative(mention, self.text) and theirs in self.here)
        if theirs is None or not foreign:
            return None
        ground = bare.own_ground("country", self)
        if ground is not None and ground != theirs:
            return ground
        return next((state for state, _ in self.focus.most_common() if state != theirs), None)

    def _pronoun(self, mention: Mention) -> Party:
        word = mention.head or ""
        if word == "she" and self.ships and not (self.last_person and self._in_sentence):
            return Party(mention, self.ships, None, "the ship just named")
        if word in ("he", "she", "him", "himself", "herself"):
            person = self.last_person if self._in_sentence else self.subject_person or self.last_person
            return Party(
                mention, (person.state,) if person and person.state else (), person, "the person just named"
            )
        if word in ("it", "itself") and self._body is not None and not self.here:
            return Party(mention, (), None, f"{self._body}, which is no state", body=True)
        if word in ("it", "itself"):
            state = self.meant()
            return Party(mention, (state,) if state else (), None, "the state just named")
        if word in ("they", "them", "themselves") and len(self.states.subjects) > 1:
            return Party(mention, tuple(sorted(self.states.subjects)), None, "those whom the text is about")
        if word in ("they", "them", "themselves"):
            return Party(mention, self.together(2), None, "those just told of together")
        if word in ("we", "us", "i"):
            writer = word != "i" and not bare.quoted(mention, self.text)
            if writer and (self.ground is not None or self._in_sentence):
                return Party(
                    mention, (self.ground,) if self.ground else (), None, "where the story is written"
                )
            person = self.last_person
            return Party(mention, (person.state,) if person and person.state else (), person, "the speaker")
        return Party(mention, ())

    def _bare(self, mention: Mention) -> Party:
        if mention.kind in ("forces", "ship") and mention.head not in self.nouns.get("institutions", ()):
            named = self.ships if mention.kind == "ship" else self.forces
            if bare.definite(mention):
                return Party(mention, named, None, "those just named")
        led = self._led_by(mention)
        if led is not None:
            return Party(mention, (led,), None, "its leader is named")
        return bare.stands_for(mention, self)

    def _led_by(self, mention: Mention) -> str | None:
        """ "The Trump administration": the state whose head bears the name."""
        for word in mention.name.split()[:-1]:
            if not word[0].isupper():
                continue
            for name in self.gazetteer.surnames.get(name_key(word), ()):
                for term in self.gazetteer.terms.get(name, ()):
                    led = (
                        term.office in ("president", "prime minister", "chancellor") and len(term.state) == 3
                    )
                    if led and (
                        self.people.when is None or in_term(self.people.when.first, term.start, term.end)
                    ):
                        return term.state
        return None


def _about(sentence: Sentence) -> str | None:
    """The organisation or group that a sentence names first, before its first verb."""
    first = next((m for m in sentence.mentions if m.kind not in ("outlet", "pronoun")), None)
    verb = next((span.start for kind, span in sentence.groups if kind == "vg"), 0)
    body = first is not None and first.kind in ("organisation", "group") and not first.states
    return first.name if body and first is not None and first.span.start < verb else None


_PEOPLES = ("an", "ese", "ish", "i", "er")  # how a people's name ends
