"""Frames: the rules applied to the clauses of a sentence.

A frame says what one clause tells: its type, who stands in which relation to the trigger, the time and place
expressions of the clause, the things and sums in it, how far the undertaking has got, whether it happened, is
planned, is possible or is denied, and who says so. Nothing is identified here.
"""

from __future__ import annotations

from collections.abc import Mapping

from legation.extract.arguments import (
    NARROW,
    PARTY,
    TOPIC_LABELS,
    Surroundings,
    borrowed,
    fits,
    hangs_obliquely,
    mentions_of,
    own_arguments,
    purposed,
    taking_sides,
    with_complements,
)
from legation.extract.clauses import Clause
from legation.extract.kinds import THINGS, kinds_of
from legation.extract.rules import Rule, RuleBook
from legation.extract.steps import governed, looks_ahead, own_factuality, settle_step
from legation.extract.units import Unit
from legation.types import Argument, Frame, Item, Mention, Money, Span, Speech, TimeExpression
from legation.vocabulary import Lexicon

_WHERE = frozenset(
    {
        "in",
        "at",
        "off",
        "near",
        "on",
        "to",
        "aboard",
        "outside",
        "over",
        "into",
        "from",
        "around",
        "through",
        "across",
    }
)


_PLACES = frozenset({"place", "capital", "state", "region", "country"})


def _numbers(index: Mapping[str, tuple[int, ...]], classes: frozenset[str]) -> set[int]:
    return {number for name in classes if name in index for number in index[name]}


_HANGING = frozenset({"rel", "reduced", "part", "inf", "gerund"})


_ORDER = frozenset({"follow", "precede"})
_HOSTILE = frozenset({"dispute", "sanction", "conflict"})  # here "against" names the other party


_EVENTIVE = frozenset(
    {"talks", "call", "visit", "exercise", "conference", "summit", "expo", "attack", "coup", "port_visit"}
)


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
                if "span" in unit.classes:
                    for inner, other in unit.complements:
                        if inner == "of":  # "four days of discussions": they stand where the days stand
                            self.homes.setdefault(id(other), []).append((clause, label))
        self.speech = speech
        self.around: dict[tuple[int, bool, bool, bool], Surroundings] = {}

    def frames(self, book: RuleBook) -> list[Frame]:
        """Every frame that the rules find, in the order of the text."""
        verbs, nouns = self._triggers(book)
        found: list[Frame] = []
        for number in sorted({*verbs, *nouns}):
            rule = book.rules[number]
            for clause in verbs.get(number, ()):
                if clause.classes.isdisjoint(rule.unless_verb):
                    frame = self._verb_frame(rule, clause)
                    if frame is not None:
                        found.append(frame)
            for unit in nouns.get(number, ()):
                found += self._noun_frames(rule, unit)
        found.sort(key=lambda frame: (frame.trigger.start, -frame.strength))
        return found

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
            rule.type in _HOSTILE
            and clause.relation == "gerund"
            and clause.parent is not None
            and "accuse" in clause.parent.classes
        ):
            return None  # what someone is accused of is alleged, not told
        around = self._around(rule, clause)
        arguments, deep = around.arguments, around.deep
        if rule.type in _DEEDS and (_only_demanded(clause) or _only_provided_for(clause)):
            return None  # "urged Kigali to withdraw its troops", "an accord on building ships"
        if rule.unless and self._told_of(clause).intersection(rule.unless):
            return None
        if not around.labels.isdisjoint(rule.not_as):
            return None
        if rule.type == "aid" and self._talked_of(clause):
            return None
        if rule.spoken and self._teller(clause) is None:
            return None
        if not fits(rule, around, self._reach(clause) if rule.reach else ()):
            return None
        if (rule.bare and clause.objects) or (rule.ahead and not looks_ahead(clause)):
            return None
        if rule.hangs_on and not _hangs_on(clause, rule.hangs_on):
            return None
        if rule.without and any(kinds_of(unit).intersection(rule.without) for unit in purposed(clause)):
            return None
        stage = rule.stage
        factuality = self._factuality(clause)
        if any(unit.determiner == "no" for label, unit in arguments if label in ("subj", "obj")):
            factuality = "denied"  # "no troops will be sent"
        if rule.type == "dispute" and (
            factuality == "denied" or (factuality != "actual" and clause.relation in ("inf", "gerund"))
        ):
            return None  # what is not said, or promised not to be, is no dispute
        stage, factuality = settle_step(rule, stage, factuality, clause)
        return self._build(rule, clause, Span(verb.start, verb.end), deep, stage, factuality)

    def _around(self, rule: Rule, clause: Clause) -> Surroundings:
        """What stands around the verb, as rules of this type see it; worked out once for all of them."""
        key = (id(clause), rule.type in _HOSTILE, rule.leaning, rule.type in NARROW)
        known = self.around.get(key)
        if known is None:
            arguments = list(clause.arguments())
            if rule.type in _HOSTILE:
                arguments = taking_sides(clause, arguments) + self._demanded_of(clause)
            if rule.leaning:
                arguments += self._shared_places(clause)
            known = Surroundings(arguments, with_complements(arguments, rule.type in NARROW))
            self.around[key] = known
        return known

    def _shared_places(self, clause: Clause) -> list[tuple[str, Unit]]:
        """The places of the verb above an infinitive, or of the infinitives below: "learning to fly it in Turkey"."""
        if clause.relation == "inf":
            near = [clause.parent] if clause.parent is not None else []
        else:
            near = [other for other in self.clauses if other.parent is clause and other.relation == "inf"]
        return [
            (label, unit)
            for other in near
            for label, unit in with_complements(list(other.arguments()))
            if label in _WHERE or label == "for"
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
            and clause.classes
            and (label in ("obj", "subj", "out of") or hangs_obliquely(rule, unit, label, clause))
        )
        if not rule.alone and not (governed and clause.classes.intersection(rule.governors)):
            return None
        if label in rule.not_as and not governed:
            return None
        if rule.type == "aid" and self._talked_of(clause):
            return None
        if rule.not_under and self._is_under(unit, rule.not_under):
            return None
        if rule.under_noun and not self._is_under(unit, rule.under_noun):
            return None
        if (rule.verbless and clause.verb is not None) or (rule.under and label not in rule.under):
            return None
        if label in ("obj", "subj") and clause.classes.intersection(rule.unless_verb):
            return None
        if (governed or label in ("in", "into")) and clause.classes.intersection(rule.unless):
            return None
        arguments = own_arguments(unit)
        seen = {id(other) for _, other in arguments} | {id(unit)}
        if rule.type in ("meeting", "forum"):
            light = clause.verb is None or bool(governed and clause.classes.intersection(rule.governors))
            arguments += [
                (lab, other) for lab, other in borrowed(unit, label, clause, light) if id(other) not in seen
            ]
        elif governed or clause.verb is None or rule.type in ("exercise", "port-call"):
            arguments += [(lab, other) for lab, other in clause.arguments() if id(other) not in seen]
        if rule.type == "agreement" and sum(other.mention is not None for _, other in arguments) < 2:
            arguments += self._obliged(unit, clause)
        deep = with_complements(arguments, rule.type in NARROW)
        if (rule.dated and not self._own_times(unit)) or (rule.timed and not self._times(clause)):
            return None
        around = Surroundings([*arguments, ("trigger", unit)], deep)
        if not fits(rule, around, self._reach(clause) if rule.reach else ()):
            return None
        factuality = self._factuality(clause) if governed or not label or clause.verb is None else "actual"
        if (
            label not in ("obj", "subj")
            and clause.verb is not None
            and clause.verb.tense in ("future", "possible", "conditional")
        ):
            factuality = self._factuality(clause)
        if unit.determiner == "no" and label in ("obj", "subj", ""):
            if clause.classes & {"announce", "say"} and rule.type in NARROW | {"agreement"}:
                return None  # "no contract was announced" denies none
            factuality = "denied"
        stage = rule.stage
        if rule.staged and governed:
            stage = self._stage(clause) or stage
            if (
                rule.type == "agreement"
                and stage in ("approved", "agreed")
                and any(label == "subj" and "legislature" in kinds_of(other) for label, other in deep)
            ):
                stage = "ratified"
        stage, factuality = settle_step(rule, stage, factuality, clause, governed=bool(governed))
        if rule.type in ("meeting", "forum") and factuality == "actual":
            factuality = self._by_adjective(unit, label)
        if rule.under and factuality == "actual" and clause.verb is not None:
            factuality = self._factuality(clause)  # "agreed to meet on the margins of the summit"
        return self._build(rule, clause, Span(unit.start, unit.end), deep, stage, factuality, noun=unit)

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
                if "span" in carrier.classes and any(inner is unit for _, inner in carrier.complements):
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
        arguments: list[Argument] = []
        roles: list[tuple[str, Mention]] = []
        places: list[Mention] = []
        items: list[Item] = []
        money: list[Money] = []
        for label, unit in [*deep, *([("trigger", noun)] if noun is not None else [])]:
            if unit.item is not None:
                items.append(unit.item)
            if unit.money is not None:
                money.append(unit.money)
            if unit.makers:
                arguments.append(
                    Argument("maker", Mention(Span(unit.start, unit.end), "arms", unit.word, unit.makers))
                )
            for mention, own in mentions_of(label, unit):
                if mention.kind not in PARTY and mention.kind not in ("exercise", "forum"):
                    continue
                arguments.append(Argument(own, mention))
                if own in _WHERE and mention.kind in _PLACES:
                    places.append(mention)
                role = rule.roles.get(own)
                if rule.echo and mention.kind == "pronoun" and mention.head in THINGS:
                    continue
                if role and (own not in TOPIC_LABELS or rule.type in _HOSTILE):
                    roles.append((role, mention))
        if rule.reach and not items:
            items = list(dict.fromkeys(unit.item for unit in self._reach(clause) if unit.item is not None))
        times = self._times(clause) if noun is None or not rule.dated else self._own_times(noun)
        if noun is not None and "dated" in rule.prepositions:
            times = tuple(
                unit.time for label, unit in noun.complements if label == "dated" and unit.time is not None
            )
        if (
            noun is not None
            and clause.verb is not None
            and clause.verb.lemma in _ORDER
            and noun in clause.subjects
        ):
            times = ()  # "the meeting, which followed a call on 18 May"
        teller = self._teller(clause) if rule.spoken else None
        if teller is not None:
            roles.append(("speaker", teller))
        return Frame(
            type=rule.type,
            mode=rule.mode,
            rule=f"{self.lexicon.language}.{rule.name}",
            sentence=self.sentence,
            trigger=trigger,
            span=Span(clause.start, clause.end),
            arguments=tuple(arguments),
            roles=tuple(roles),
            times=times,
            places=tuple(places),
            items=tuple(items),
            money=tuple(money),
            stage=stage,
            factuality=rule.factuality or factuality,
            tense=clause.verb.tense if clause.verb is not None else "none",
            speech=self.speech.get(id(clause), ()),
            quoted=clause.quoted,
            headline=self.headline,
            background=clause.relation == "rel"
            or (clause.verb is not None and clause.verb.tense == "past-perfect"),
            strength=rule.strength,
            parties=rule.parties,
            scope=self._scope(clause),
            echo=rule.echo,
            apart=rule.type == "meeting" and self._apart(clause),
            anaphor=_anaphor(rule, noun, clause),
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

    def _own_times(self, noun: Unit) -> tuple[TimeExpression, ...]:
        """The times that stand in a noun group's own row: "the July 2023 coup in Niamey", "the clash there in June"."""
        at = next(index for index, unit in enumerate(self.units) if unit is noun)
        before = self.units[at - 1] if at else noun
        if before.time is not None:
            return (before.time,)
        for unit in self.units[at + 1 :]:
            if unit.time is not None:
                return (unit.time,)
            if unit.kind not in ("np", "prep", "conj"):
                break
        return ()

    def _times(self, clause: Clause) -> tuple[TimeExpression, ...]:
        """The clause's own times; else those of the clause that it leans on."""
        at: Clause | None = clause
        while at is not None:
            if at.times:
                return tuple(unit.time for unit in at.times if unit.time is not None)
            if at.relation == "sub" and at.joint == "when":
                return _when(at)
            if at.relation not in ("inf", "part", "gerund", "coord") or (
                at.relation == "coord" and at.joint not in ("and", "but", ",")
            ):
                return ()
            if (
                at.relation == "coord"
                and at.parent is not None
                and at.parent.subjects is not at.subjects
                and _own_subject(at)
            ):
                return ()
            at = at.parent
        return ()

    def _factuality(self, clause: Clause) -> str:
        verb = clause.verb
        if verb is None:
            return "actual"
        own = own_factuality(clause)
        above = clause.parent
        if clause.relation in ("comp", "gerund", "part") and above is not None and "deny" in above.classes:
            return "denied"  # "denied that China will get a base", "denied hiring them"
        if own != "actual":
            return own
        if (
            clause.relation in ("inf", "gerund", "part", "comp")
            and clause.parent is not None
            and clause.parent.verb is not None
        ):
            return governed(clause, clause.parent)
        return "actual"


_DEEDS = frozenset({"deployment", "transfer", "aid", "project", "institution", "training", "conflict"})


def _only_demanded(clause: Clause) -> bool:
    above = clause.parent
    return (
        clause.relation in ("inf", "comp")
        and above is not None
        and bool(above.classes & {"demand", "threaten"})
        and not above.classes & {"expel", "take_out", "pledge"}
    )


def _only_provided_for(clause: Clause) -> bool:
    """What a paper or a body is for: "a memorandum on making drones together", "a centre for training pilots"."""
    return (
        clause.relation == "gerund"
        and clause.joint in ("on", "about", "for", "of")
        and any(kinds_of(unit) & _PROVIDING for unit in purposed(clause))
    )


_PROVIDING = frozenset({"accord", "paper", "body", "commission"})


def _hangs_on(clause: Clause, classes: tuple[str, ...]) -> bool:
    """A verb that this one depends on has one of the classes: "vowed to go on deepening"."""
    at = clause
    if at.verb is not None and at.verb.modal in _READY and "ready" in classes:
        return True  # "is ready to widen"
    if at.verb is not None and at.verb.tense in ("future", "future-in-past") and "pledge" in classes:
        return True  # "will widen"
    while at.relation in ("inf", "gerund", "part", "comp") and at.parent is not None:
        at = at.parent
        if at.classes.intersection(classes):
            return True
    return False


_READY = frozenset({"ready", "willing", "poised", "prepared", "keen", "eager"})


_POINTING = frozenset({"the", "this", "that", "these", "its", "their"})


def _anaphor(rule: Rule, noun: Unit | None, clause: Clause) -> str | None:
    """The head of a group that points back: the trigger itself, or what a dispute is about ("slammed the deal")."""
    if noun is not None:
        if noun.determiner == "another" or (noun.determiner == "a" and _FURTHER.intersection(noun.modifiers)):
            return "another"
        return noun.head if noun.determiner in _POINTING else None
    if rule.type == "dispute":
        about = [*clause.objects, *(clause.subjects if rule.spoken else ())]
        return next(
            (
                unit.head
                for unit in about
                if unit.determiner in ("the", "this", "that", "such")
                and unit.mention is None
                and unit.classes
            ),
            None,
        )
    return "it" if rule.object == ("pronoun",) else None


_FURTHER = frozenset({"second", "third", "fourth", "further", "separate", "additional"})


def _when(clause: Clause) -> tuple[TimeExpression, ...]:
    """ "On Tuesday, when a memorandum was signed": a clause opened by "when" has the time that stands before it."""
    times = clause.parent.times if clause.parent is not None else []
    return tuple(
        unit.time for unit in times if unit.time is not None and 0 <= clause.start - unit.end <= _NEXT_TO
    )


_NEXT_TO = 8  # characters: a comma, blanks and the "when" itself


def _own_subject(clause: Clause) -> bool:
    return (
        bool(clause.subjects)
        and clause.verb is not None
        and any(unit.start >= clause.start for unit in clause.subjects)
    )


_BOUND = {"in": "with", "on": "with", "at": "with"}
