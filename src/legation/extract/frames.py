"""Frames: the rules applied to the clauses of a sentence.

A frame says what one clause tells: its type, who stands in which relation to the trigger, the time and place
expressions of the clause, the things and sums in it, how far the undertaking has got, whether it happened, is
planned, is possible or is denied, and who says so. Nothing is identified here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from legation.extract.arguments import (
    NARROW,
    PARTY,
    Surroundings,
    borrowed,
    fits,
    hangs_obliquely,
    own_arguments,
    owned_instead,
    purposed,
    taking_sides,
    with_complements,
)
from legation.extract.clauses import Clause
from legation.extract.hanging import DEEDS, hangs_on, only_demanded, only_provided_for, told_factuality
from legation.extract.kinds import kinds_of
from legation.extract.parts import HOSTILE, WHERE, Parts, anaphor_of
from legation.extract.rules import Rule, RuleBook
from legation.extract.steps import looks_ahead, settle_step
from legation.extract.timing import times_beside, times_of_clause, times_told
from legation.extract.units import Unit
from legation.types import Frame, Mention, Span, Speech
from legation.vocabulary import Lexicon


def _numbers(index: Mapping[str, tuple[int, ...]], classes: frozenset[str]) -> set[int]:
    return {number for name in classes if name in index for number in index[name]}


_HOLDING = frozenset(
    {"span", "embodiment"}
)  # "four days of talks", "the text of the accord": what holds stands for what it holds
_HANGING = frozenset({"rel", "reduced", "part", "inf", "gerund"})


class SentenceFrames:
    """Applies every rule to one sentence; made once per sentence and thrown away."""

    def __init__(self, clauses: list[Clause], units: list[Unit], sentence: int, lexicon: Lexicon, headline: bool,
        speech: Mapping[int, tuple[Speech, ...]],
    ) -> None:  # fmt: skip
        self.clauses = clauses
        self.units = units
        self.sentence = sentence
        self.lexicon = lexicon
        self.headline = headline
        self.home: dict[int, tuple[Clause, str]] = {}
        self.homes: dict[int, list[tuple[Clause, str]]] = {}
        for clause in clauses:
            for label, unit in clause.arguments():
                known = self.home.get(id(unit))
                if known is None or (known[1] not in ("subj", "obj") and label in ("subj", "obj")):
                    self.home[id(unit)] = (clause, label)
                self.homes.setdefault(id(unit), []).append((clause, label))
                if unit.classes & _HOLDING:
                    for inner, other in unit.complements:
                        if inner == "of":  # "four days of discussions": they stand where the days stand
                            self.homes.setdefault(id(other), []).append((clause, label))
        self.speech = speech
        self.around: dict[tuple[int, bool, bool, bool, bool], Surroundings] = {}

    def frames(self, book: RuleBook) -> list[Frame]:
        """Every frame that the rules find, in the order of the text."""
        verbs, nouns = self._triggers(book)
        found: list[Frame] = []
        for number in sorted({*verbs, *nouns}):
            rule = book.rules[number]
            if rule.weighed and (self.headline or not self.lexicon.weights.types):
                continue
            for clause in verbs.get(number, ()):
                if clause.classes.isdisjoint(rule.unless_verb):
                    frame = self._verb_frame(rule, clause)
                    if frame is not None:
                        found.append(frame)
            for unit in nouns.get(number, ()):
                found += self._noun_frames(rule, unit)
        found.sort(key=lambda frame: (frame.trigger.start, -frame.strength))
        return found

    def hint(self, type_: str, likely: float) -> Frame | None:
        """A frame for what no rule reads, and the sentence's words speak for; whoever is named may take part."""
        clause = next((one for one in self.clauses if one.verb is not None and one.relation == "main"), None)
        clause = clause or next((one for one in self.clauses if one.verb is not None), None)
        if clause is None or clause.verb is None:
            return None
        rule = Rule(f"{type_}.words", type_, parties=2, strength=round(likely / 2, 2))
        deep = [
            (label, unit) for one in self.clauses for label, unit in with_complements(list(one.arguments()))
        ]
        stage, factuality = settle_step(rule, None, told_factuality(clause), clause)
        verb = clause.verb
        frame = self._build(rule, clause, Span(verb.start, verb.end), deep, stage, factuality)
        people = tuple(dict.fromkeys(a.mention for a in frame.arguments if a.mention.kind in PARTY))
        speech = frame.speech or next(
            filter(None, (self.speech.get(id(one), ()) for one in self.clauses)), ()
        )
        return replace(
            frame, hint=True, weight=likely, speech=speech, span=Span(self.clauses[0].start, self.clauses[-1].end),
            roles=tuple(("participant", mention) for mention in people),
        )  # fmt: skip

    def _triggers(self, book: RuleBook) -> tuple[dict[int, list[Clause]], dict[int, list[Unit]]]:
        """For each rule (by number) whose trigger class occurs, the clauses and the noun groups that have it, in order."""
        verbs: dict[int, list[Clause]] = {}
        nouns: dict[int, list[Unit]] = {}
        for clause in self.clauses:
            if clause.verb is not None:
                for number in _numbers(book.by_verb, clause.classes):
                    verbs.setdefault(number, []).append(clause)
        for unit in self.units:
            if unit.kind == "np":
                for number in _numbers(book.by_noun, kinds_of(unit)):
                    nouns.setdefault(number, []).append(unit)
        return verbs, nouns

    # -------------------------------------------------------------- verbs

    def _verb_frame(self, rule: Rule, clause: Clause) -> Frame | None:
        verb = clause.verb
        assert verb is not None
        if (
            rule.type in HOSTILE
            and clause.relation == "gerund"
            and clause.parent is not None
            and "accuse" in clause.parent.classes
        ):
            return None  # what someone is accused of is alleged, not told
        around = self._around(rule, clause)
        arguments, deep = around.arguments, around.deep
        if rule.type in DEEDS and (only_demanded(clause) or only_provided_for(clause)):
            return None  # "urged Kigali to withdraw its troops", "an accord on building ships"
        if rule.unless and self._told_of(clause).intersection(rule.unless):
            return None
        if not around.labels.isdisjoint(rule.not_as):
            return None
        if rule.type == "aid" and self._talked_of(clause):
            return None
        if rule.spoken and self._teller(clause) is None:
            return None
        if rule.type == "conflict" and "feigned" in around.everything:
            return None  # "seized a mock airfield"
        if not fits(rule, around, self._reach(clause) if rule.reach else ()):
            return None
        if (rule.bare and clause.objects) or (rule.ahead and not looks_ahead(clause)):
            return None
        if (rule.hangs_on and not hangs_on(clause, rule.hangs_on)) or (rule.negated and not verb.negated):
            return None
        if rule.without and any(kinds_of(unit).intersection(rule.without) for unit in purposed(clause)):
            return None
        stage = rule.stage
        factuality = told_factuality(clause)
        if any(unit.determiner == "no" for label, unit in arguments if label in ("subj", "obj")):
            factuality = "denied"  # "no troops will be sent"
        if rule.type == "dispute" and (
            (factuality == "denied" and not rule.negated)
            or (factuality != "actual" and clause.relation in ("inf", "gerund"))
        ):
            return None  # what is not said, or promised not to be, is no dispute
        stage, factuality = settle_step(rule, stage, factuality, clause)
        return self._build(rule, clause, Span(verb.start, verb.end), deep, stage, factuality)

    def _around(self, rule: Rule, clause: Clause) -> Surroundings:
        """What stands around the verb, as rules of this type see it; worked out once for all of them."""
        joint = rule.type == "project"
        key = (id(clause), rule.type in HOSTILE, rule.leaning, rule.type in NARROW, joint)
        known = self.around.get(key)
        if known is None:
            arguments = list(clause.arguments())
            if rule.type in NARROW:
                arguments = owned_instead(clause, arguments)
            if rule.type in HOSTILE:
                arguments = taking_sides(clause, arguments) + self._demanded_of(clause)
            if rule.leaning:
                arguments += self._shared_places(clause)
            if rule.type == "access":
                arguments += _granters(clause)
            if joint:
                arguments += _helpers(clause)
            known = Surroundings(arguments, with_complements(arguments, rule.type in NARROW))
            self.around[key] = known
        return known

    def _shared_places(self, clause: Clause) -> list[tuple[str, Unit]]:
        """The places of the verb above an infinitive or participle, or of the infinitives below: "learning to fly it in Turkey"."""
        if clause.relation in ("inf", "part"):
            near = [clause.parent] if clause.parent is not None else []
        else:
            near = [other for other in self.clauses if other.parent is clause and other.relation == "inf"]
        return [
            (label, unit)
            for other in near
            for label, unit in with_complements(list(other.arguments()))
            if label in WHERE or label == "for"
        ]

    # -------------------------------------------------------------- nouns

    def _noun_frames(self, rule: Rule, unit: Unit) -> list[Frame]:
        """A noun by itself tells one thing; one that verbs govern tells as many as they: signed in May, ratified in June."""
        if rule.alone:
            clause, label = self.home.get(id(unit), (self._clause_around(unit), "of"))
            frame = self._noun_frame(rule, unit, clause, label)
            return [frame] if frame is not None else []
        found: dict[int, Frame] = {}
        for clause, label in self.homes.get(id(unit), ()):
            frame = self._noun_frame(rule, unit, clause, label)
            if frame is not None:
                found.setdefault(id(clause), frame)
        return list(found.values())

    def _noun_frame(self, rule: Rule, unit: Unit, clause: Clause, label: str) -> Frame | None:
        label = self._carried(unit, clause, label)
        governed = (
            clause.verb is not None
            and bool(clause.classes)
            and (label in ("obj", "subj", "out of") or hangs_obliquely(rule, unit, label, clause))
        )
        if not self._stands_right(rule, unit, clause, label, governed):
            return None
        arguments = self._noun_arguments(rule, unit, clause, label, governed)
        deep = with_complements(arguments, rule.type in NARROW)
        around = Surroundings([*arguments, ("trigger", unit)], deep)
        if not fits(rule, around, self._reach(clause) if rule.reach else ()):
            return None
        factuality = self._noun_factuality(rule, unit, clause, label, governed)
        if factuality is None:
            return None
        stage = self._noun_stage(rule, clause, deep) if rule.staged and governed else rule.stage
        stage, factuality = settle_step(rule, stage, factuality, clause, governed=governed)
        if rule.type in ("meeting", "forum") and factuality == "actual":
            factuality = self._by_adjective(unit, label)
        if rule.under and factuality == "actual" and clause.verb is not None:
            factuality = told_factuality(clause)  # "agreed to meet on the margins of the summit"
        return self._build(rule, clause, Span(unit.start, unit.end), deep, stage, factuality, noun=unit)

    def _stands_right(self, rule: Rule, unit: Unit, clause: Clause, label: str, governed: bool) -> bool:
        """The noun stands where the rule wants it: under its governors, under no noun or label that speaks against it."""
        if not rule.alone and not (governed and clause.classes.intersection(rule.governors)):
            return False
        if label in rule.not_as and not governed:
            return False
        if rule.type == "aid" and self._talked_of(clause):
            return False
        if rule.not_under and self._is_under(unit, rule.not_under):
            return False
        if rule.under_noun and not self._is_under(unit, rule.under_noun):
            return False
        if rule.of_kind and kinds_of(unit).isdisjoint(rule.of_kind):
            return False
        if (rule.verbless and clause.verb is not None) or (rule.under and label not in rule.under):
            return False
        if label in ("obj", "subj") and clause.classes.intersection(rule.unless_verb):
            return False
        if (governed or label in ("in", "into")) and clause.classes.intersection(rule.unless):
            return False
        timeless = (rule.dated and not times_beside(unit, self.units)) or (
            rule.timed and not times_of_clause(clause)
        )
        return not timeless

    def _noun_arguments(
        self, rule: Rule, unit: Unit, clause: Clause, label: str, governed: bool
    ) -> list[tuple[str, Unit]]:
        """What the noun itself brings, and what it takes over from its clause."""
        arguments = own_arguments(unit)
        seen = {id(other) for _, other in arguments} | {id(unit)}
        if rule.type in ("meeting", "forum"):
            light = clause.verb is None or bool(governed and clause.classes.intersection(rule.governors))
            found = borrowed(unit, label, clause, light, rule.type == "forum" and label in _AT_FORUM)
        elif governed or clause.verb is None or rule.type in ("exercise", "port-call"):
            found = list(clause.arguments())
        else:
            found = []
        arguments += [(lab, other) for lab, other in found if id(other) not in seen]
        if rule.type in ("meeting", "forum"):
            arguments += [(lab, other) for lab, other in self._there(unit, clause) if id(other) not in seen]
        if rule.type == "agreement" and sum(other.mention is not None for _, other in arguments) < 2:
            arguments += self._obliged(unit, clause)
        return arguments

    def _noun_factuality(
        self, rule: Rule, unit: Unit, clause: Clause, label: str, governed: bool
    ) -> str | None:
        """Whether what the noun names took place, as its clause tells; None where the clause tells nothing of it."""
        told = governed or not label or clause.verb is None
        ahead = clause.verb is not None and clause.verb.tense in ("future", "possible", "conditional")
        if label not in ("obj", "subj") and ahead:
            told = True
        if unit.determiner == "no" and label in ("obj", "subj", ""):
            if clause.classes & {"announce", "say"} and rule.type in NARROW | {"agreement"}:
                return None  # "no contract was announced" denies none
            return "denied"
        return told_factuality(clause) if told else "actual"

    def _noun_stage(self, rule: Rule, clause: Clause, deep: list[tuple[str, Unit]]) -> str | None:
        """How far the undertaking has got, by the verb that governs it; what a parliament passes is ratified."""
        stage = self._stage(clause) or rule.stage
        if rule.type != "agreement" or stage not in ("approved", "agreed"):
            return stage
        passed = any(label == "subj" and "legislature" in kinds_of(other) for label, other in deep)
        return "ratified" if passed else stage

    def _scope(self, clause: Clause) -> Span:
        """The stretch of the clause, of the clauses it hangs on, and of those that hang on it."""
        chain = [clause]
        while chain[-1].relation in _HANGING and chain[-1].parent is not None:
            chain.append(chain[-1].parent)
        chain += [other for other in self.clauses if other.parent is clause and other.relation in _HANGING]
        return Span(min(one.start for one in chain), max(one.end for one in chain))

    def _reach(self, clause: Clause) -> list[Unit]:
        """What the clauses that hang on this one bring: "a package that includes launchers"."""
        hanging = [
            other
            for other in self.clauses
            if other is clause or (other.parent is clause and other.relation in _HANGING)
        ]
        return [
            unit for other in hanging for _, unit in with_complements(list(other.arguments()))
        ] + self.units[clause.first : clause.last + 1]

    def _is_under(self, unit: Unit, classes: tuple[str, ...]) -> bool:
        return any(
            other.classes.intersection(classes) and any(inner is unit for _, inner in other.complements)
            for other in self.units
            if other is not unit
        )

    def _carried(self, unit: Unit, clause: Clause, label: str) -> str:
        """The label of what carries the noun: "two days of talks" stands where "days" stands; "put off a trip"."""
        if label == "off":
            return "obj"
        if label != "of":
            return label
        for name, other in (("obj", clause.objects), ("subj", clause.subjects)):
            for carrier in other:
                if carrier.classes & _HOLDING and any(inner is unit for _, inner in carrier.complements):
                    return name
        return label

    def _obliged(self, unit: Unit, clause: Clause) -> list[tuple[str, Unit]]:
        """ "An accord under which A builds a base in B": whom an accord obliges are its parties."""
        found: list[tuple[str, Unit]] = []
        for other, label in self.homes.get(id(unit), ()):
            if (
                other is not clause
                and other.relation == "rel"
                and label in ("under", "by", "in", "subj", "through")
            ):
                found += [
                    (_BOUND.get(lab, lab), each)
                    for lab, each in other.arguments()
                    if each is not unit and each.mention is not None
                ]
        return found

    def _there(self, unit: Unit, clause: Clause) -> list[tuple[str, Unit]]:
        """ "A summit at which Kenya and Uganda were represented": who does something there is there."""
        where = [one for one in self.clauses if one.parent is clause and one.joint == "where"]
        return [
            ("subj", each)
            for other in where
            for each in other.subjects
            if each.mention is not None and each.mention.kind in _PRESENT
        ] + [
            ("subj", each)
            for place in (
                unit,
                *(place for _, place in unit.complements),
            )  # "a forum in Lagos, in which … took part"
            for other, label in self.homes.get(id(place), ())
            if other is not clause and other.relation == "rel" and label in _THERE
            for each in (*other.subjects, *other.objects)
            if each.mention is not None and each.mention.kind in _PRESENT
        ]

    def _clause_around(self, unit: Unit) -> Clause:
        for clause in self.clauses:
            if clause.start <= unit.start < clause.end:
                return clause
        return self.clauses[-1]

    def _stage(self, clause: Clause) -> str | None:
        for name in (
            "ratify",
            "cancel",
            "suspend",
            "lapse",
            "sign",
            "sign_name",
            "renew",
            "deliver",
            "approve",
            "negotiate",
            "offer",
            "agree",
            "assent",
            "conclude",
            "complete",
            "float",
        ):
            if name in clause.classes and name in self.lexicon.stages:
                return self.lexicon.stages[name]
        return None

    # -------------------------------------------------------------- both

    def _build(
        self, rule: Rule, clause: Clause, trigger: Span, deep: list[tuple[str, Unit]], stage: str | None, factuality: str,
        noun: Unit | None = None,
    ) -> Frame:  # fmt: skip
        parts = Parts(rule)
        for label, unit in deep:
            parts.take(label, unit)
        if noun is not None:
            parts.take("trigger", noun)
        if rule.reach and not parts.items:
            reached = (unit.item for unit in self._reach(clause) if unit.item is not None)
            parts.items = list(dict.fromkeys(reached))
        teller = self._teller(clause) if rule.spoken else None
        if teller is not None:
            parts.roles.append(("speaker", teller))
        verb = clause.verb
        return Frame(
            type=rule.type,
            mode=rule.mode,
            rule=f"{self.lexicon.language}.{rule.name}",
            sentence=self.sentence,
            trigger=trigger,
            span=Span(clause.start, clause.end),
            arguments=tuple(parts.arguments),
            roles=tuple(parts.roles),
            times=times_told(rule, clause, noun, self.units),
            places=tuple(parts.places),
            items=tuple(parts.items),
            money=tuple(parts.money),
            stage=stage,
            factuality=rule.factuality or factuality,
            tense=verb.tense if verb is not None else "none",
            speech=self.speech.get(id(clause), ()),
            quoted=clause.quoted,
            headline=self.headline,
            background=clause.relation == "rel" or (verb is not None and verb.tense == "past-perfect"),
            strength=rule.strength,
            parties=rule.parties,
            scope=self._scope(clause),
            echo=rule.echo,
            apart=rule.type == "meeting" and self._apart(clause),
            anaphor=anaphor_of(rule, noun, clause),
            counts=tuple(parts.counts),
        )

    def _told_of(self, clause: Clause) -> frozenset[str]:
        """The classes of the clause's verb, and what its other complements tell of its sense."""
        found = set(clause.classes)
        if any(other.parent is clause and other.relation == "inf" for other in self.clauses):
            found.add("to-do")  # "called on him to resign"
        if len(clause.objects) > 1:
            found.add("two-things")  # "called him a friend"
        if any(unit.mention is None and "span" not in unit.classes for unit in clause.objects):
            found.add("thing")  # "meet the conditions"
        return frozenset(found)

    def _talked_of(self, clause: Clause) -> bool:
        """ "Discussed efforts to provide aid": what is only spoken of is not given."""
        at: Clause | None = clause
        while at is not None and at.relation in ("inf", "gerund", "part"):
            at = at.parent
        return at is not None and at is not clause and bool(at.classes & {"talk_over", "speak_with"})

    def _by_adjective(self, unit: Unit, label: str) -> str:
        """A planned, a possible or a cancelled visit; "ahead of a visit"."""
        for words, factuality in self.lexicon.outlook:
            if not words.isdisjoint(unit.modifiers):
                return factuality
        return "planned" if label in ("ahead of", "on the eve of", "pending") else "actual"

    def _apart(self, clause: Clause) -> bool:
        """The clause says that its meetings were separate ones."""
        words = {word for unit in self.units[clause.first : clause.last + 1] for word in unit.word.split()}
        return not words.isdisjoint(self.lexicon.apart)

    def _demanded_of(self, clause: Clause) -> list[tuple[str, Unit]]:
        """The subject of what is demanded, warned of or alleged: "demanded that X leave"."""
        return [
            ("that", unit)
            for other in self.clauses
            if other.relation == "comp" and other.parent is clause
            for unit in other.subjects or other.objects
        ]

    def _teller(self, clause: Clause) -> Mention | None:
        """Who says the clause, where it is someone other than its own subject."""
        own = {id(unit.mention) for unit in clause.subjects}
        return next(
            (
                s.speaker
                for s in self.speech.get(id(clause), ())
                if s.speaker is not None and id(s.speaker) not in own
            ),
            None,
        )


def _helpers(clause: Clause) -> list[tuple[str, Unit]]:
    """ "South Korea helps Egypt assemble howitzers": who helps has a part in it."""
    above = clause.parent
    helped = above is not None and clause.relation in ("comp", "inf") and "help" in above.classes
    return [("by", unit) for unit in above.subjects] if helped and above is not None else []


def _granters(clause: Clause) -> list[tuple[str, Unit]]:
    """Who lets somebody do what the clause tells: "Mauritius will let Britain keep Diego Garcia"."""
    above = clause.parent
    if (
        above is None
        or clause.relation not in ("comp", "inf", "reduced", "gerund")
        or not above.classes & _ALLOWING
    ):
        return []
    return [("granter", unit) for unit in above.subjects]


_AT_FORUM = frozenset({"at", "for", "to", "in"})
_THERE = frozenset({"at", "during", "in", "to", "for"})
_ALLOWING = frozenset({"permit", "allow_in", "bar_access", "grant_access", "reject"})
_PRESENT = frozenset({"state", "person", "office", "name", "people", "both", "pronoun"})
_BOUND = {"in": "with", "on": "with", "at": "with"}
