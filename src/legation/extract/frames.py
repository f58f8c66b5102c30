"""Frames: the rules applied to the clauses of a sentence.

A frame says what one clause tells: its type, who stands in which relation to the trigger, the time and place
expressions of the clause, the things and sums in it, how far the undertaking has got, whether it happened, is
planned, is possible or is denied, and who says so. Nothing is identified here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from legation.extract.clauses import Clause
from legation.extract.rules import Place, Rule, RuleBook
from legation.extract.undertakings import step_of
from legation.extract.units import Unit
from legation.types import Argument, Frame, Item, Mention, Money, Span, Speech, TimeExpression
from legation.vocabulary import Lexicon

_PARTY = frozenset(
    {"state", "capital", "person", "office", "body", "people", "forces", "both", "country", "pronoun", "organisation",
     "group", "name", "place", "ship", "region"}
)  # fmt: skip
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
_TOPIC_LABELS = frozenset(
    {
        "about",
        "over",
        "despite",
        "amid",
        "concerning",
        "regarding",
        "unlike",
        "like",
        "against",
        "than",
        "according to",
    }
)
_ABOUT = ("on", "over", "about", "for", "regarding", "concerning")
_HANGING = frozenset({"rel", "reduced", "part", "inf", "gerund"})
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
        self.speech = speech

    def frames(self, book: RuleBook) -> list[Frame]:
        """Every frame that the rules find, in the order of the text."""
        found: list[Frame] = []
        for number in self._candidates(book):
            rule = book.rules[number]
            if rule.verbs:
                for clause in self.clauses:
                    if (
                        clause.verb is not None
                        and clause.classes.intersection(rule.verbs)
                        and not clause.classes.intersection(rule.unless_verb)
                    ):
                        frame = self._verb_frame(rule, clause)
                        if frame is not None:
                            found.append(frame)
            if rule.nouns:
                for unit in self.units:
                    if unit.kind == "np" and _classes(unit).intersection(rule.nouns):
                        found += self._noun_frames(rule, unit)
        found.sort(key=lambda frame: (frame.trigger.start, -frame.strength))
        return found

    def _candidates(self, book: RuleBook) -> list[int]:
        """The numbers of the rules whose trigger class occurs in the sentence at all, in order."""
        numbers: set[int] = set()
        for clause in self.clauses:
            for name in clause.classes:
                numbers.update(book.by_verb.get(name, ()))
        for unit in self.units:
            if unit.kind == "np":
                for name in _classes(unit):
                    numbers.update(book.by_noun.get(name, ()))
        return sorted(numbers)

    # -------------------------------------------------------------- verbs

    def _verb_frame(self, rule: Rule, clause: Clause) -> Frame | None:
        verb = clause.verb
        assert verb is not None
        arguments = list(clause.arguments())
        if rule.type in _HOSTILE:
            if (
                clause.relation == "gerund"
                and clause.parent is not None
                and "accuse" in clause.parent.classes
            ):
                return None  # what someone is accused of is alleged, not told
            arguments = _sided(clause, arguments) + self._demanded_of(clause)
        if rule.leaning and clause.relation == "inf" and clause.parent is not None:
            arguments += [
                (label, unit)
                for label, unit in clause.parent.prepositions
                if label in _WHERE or label == "for"
            ]
        deep = _deep(arguments, rule.type in _NARROW)
        if self._told_of(clause).intersection(rule.unless) or any(
            label in rule.not_as for label, _ in arguments
        ):
            return None
        if rule.spoken and self._teller(clause) is None:
            return None
        if not _fits(rule, arguments, deep, self._reach(clause) if rule.reach else ()):
            return None
        if (rule.bare and clause.objects) or (rule.ahead and not _ahead(clause)):
            return None
        if rule.without and any(_classes(unit).intersection(rule.without) for unit in _purposed(clause)):
            return None
        stage = rule.stage
        factuality = self._factuality(clause)
        if any(unit.determiner == "no" for label, unit in arguments if label in ("subj", "obj")):
            factuality = "denied"  # "no troops will be sent"
        if rule.type == "dispute" and (
            factuality == "denied" or (factuality != "actual" and clause.relation in ("inf", "gerund"))
        ):
            return None  # what is not said, or promised not to be, is no dispute
        stage, factuality = _step(rule, stage, factuality, clause, self.clauses)
        return self._build(rule, clause, Span(verb.start, verb.end), deep, stage, factuality)

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
            and (label in ("obj", "subj", "out of") or _obliquely(rule, unit, label, clause))
        )
        if not rule.alone and not (governed and clause.classes.intersection(rule.governors)):
            return None
        if label in rule.not_as and not governed:
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
        arguments = _own_arguments(unit)
        seen = {id(other) for _, other in arguments} | {id(unit)}
        if rule.type in ("meeting", "forum"):
            light = clause.verb is None or bool(governed and clause.classes.intersection(rule.governors))
            arguments += [
                (lab, other) for lab, other in _borrowed(unit, label, clause, light) if id(other) not in seen
            ]
        elif governed or clause.verb is None or rule.type in ("exercise", "port-call"):
            arguments += [(lab, other) for lab, other in clause.arguments() if id(other) not in seen]
        if rule.type == "agreement" and sum(other.mention is not None for _, other in arguments) < 2:
            arguments += self._obliged(unit, clause)
        deep = _deep(arguments, rule.type in _NARROW)
        if rule.dated and not self._own_times(unit):
            return None
        if not _fits(rule, [*arguments, ("trigger", unit)], deep, self._reach(clause) if rule.reach else ()):
            return None
        factuality = self._factuality(clause) if governed or not label or clause.verb is None else "actual"
        if (
            label not in ("obj", "subj")
            and clause.verb is not None
            and clause.verb.tense in ("future", "possible", "conditional")
        ):
            factuality = self._factuality(clause)
        if unit.determiner == "no" and label in ("obj", "subj", ""):
            factuality = "denied"
        stage = rule.stage
        if rule.staged and governed:
            stage = self._stage(clause) or stage
            if (
                rule.type == "agreement"
                and stage in ("approved", "agreed")
                and any(label == "subj" and "legislature" in _classes(other) for label, other in deep)
            ):
                stage = "ratified"
        stage, factuality = _step(rule, stage, factuality, clause, self.clauses, governed=bool(governed))
        if rule.type in ("meeting", "forum") and factuality == "actual":
            factuality = self._by_adjective(unit, label)
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
        return [unit for other in hanging for _, unit in _deep(list(other.arguments()))] + self.units[
            clause.first : clause.last + 1
        ]

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
            for mention, own in _mentions(label, unit):
                if mention.kind not in _PARTY and mention.kind not in ("exercise", "forum"):
                    continue
                arguments.append(Argument(own, mention))
                if own in _WHERE and mention.kind in _PLACES:
                    places.append(mention)
                role = rule.roles.get(own)
                if rule.echo and mention.kind == "pronoun" and mention.head in _THINGS:
                    continue
                if role and (own not in _TOPIC_LABELS or rule.type in _HOSTILE):
                    roles.append((role, mention))
        if rule.reach and not items:
            items = list(dict.fromkeys(unit.item for unit in self._reach(clause) if unit.item is not None))
        times = self._times(clause) if noun is None or not rule.dated else self._own_times(noun)
        if noun is not None and "dated" in rule.prepositions:
            times = tuple(
                unit.time for label, unit in noun.complements if label == "dated" and unit.time is not None
            )
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
            for unit in other.subjects
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
            if unit.kind not in ("np", "prep"):
                break
        return ()

    def _times(self, clause: Clause) -> tuple[TimeExpression, ...]:
        """The clause's own times; else those of the clause that it leans on."""
        at: Clause | None = clause
        while at is not None:
            if at.times:
                return tuple(unit.time for unit in at.times if unit.time is not None)
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
        own = _own_factuality(clause)
        if own != "actual":
            return own
        if (
            clause.relation in ("inf", "gerund", "part", "comp")
            and clause.parent is not None
            and clause.parent.verb is not None
        ):
            return _governed(clause, clause.parent)
        return "actual"


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


def _own_subject(clause: Clause) -> bool:
    return (
        bool(clause.subjects)
        and clause.verb is not None
        and any(unit.start >= clause.start for unit in clause.subjects)
    )


def _ahead(clause: Clause) -> bool:
    verb = clause.verb
    assert verb is not None
    return (
        clause.relation in ("inf", "gerund")
        or verb.infinitive
        or verb.tense in ("future", "future-in-past", "conditional", "possible")
    )


def _purposed(clause: Clause) -> list[Unit]:
    """ "An accord on building ships", "texts meant to widen ties": what an infinitive or gerund says the purpose of."""
    parent = clause.parent
    return parent.objects if parent is not None and clause.relation in ("inf", "gerund") else []


def _own_factuality(clause: Clause) -> str:
    verb = clause.verb
    assert verb is not None
    if verb.negated:
        return "denied"
    if clause.joint in ("if", "unless", "whether"):
        return "possible"
    if verb.passive and verb.lemma in _SCHEDULING and verb.tense in ("present", "past", "perfect"):
        return "planned"
    if verb.modal == "be to" and any("aim" in unit.classes for unit in (*clause.subjects, *clause.objects)):
        return "actual"  # "the purpose of the drill is to share experience"
    if verb.tense in ("future", "future-in-past"):
        return "planned"
    if verb.tense == "conditional":
        return "planned" if clause.relation == "comp" or clause.joint in ("that", "") else "possible"
    if verb.tense == "unfulfilled":
        return "denied"
    if verb.tense == "possible" and "yet" in verb.modifiers:
        return "planned"  # "has yet to ratify"
    if verb.tense == "possible":
        return "possible" if verb.modal in ("may", "might", "could") else "actual"
    return "actual"


_ASKING = frozenset("request proposal invitation offer suggestion".split())
_HUMAN = frozenset("he she him her i who".split())
_SCHEDULING = frozenset("set schedule slate plan expect pencil earmark".split())
_PLANNING = frozenset(
    {"prepare", "agree", "pledge", "approve", "float", "negotiate", "offer", "threaten", "demand"}
)
_COMING = frozenset("order ask tell urge want invite allow authorise authorize permit oblige due".split())


def _governed(clause: Clause, parent: Clause) -> str:
    verb = parent.verb
    assert verb is not None
    if clause.relation == "inf":
        if verb.lemma in ("refuse", "decline", "fail"):
            return "denied"
        if "call_off" in parent.classes and any(unit.head in _ASKING for unit in parent.objects):
            return "denied"
        if verb.negated:
            return "denied"
        if parent.classes & {"float"} and verb.lemma in (
            "consider",
            "mull",
            "weigh",
            "offer",
            "propose",
            "ponder",
            "contemplate",
        ):
            return "possible"
        if parent.classes & _PLANNING or verb.lemma in _COMING or verb.lemma == "be":
            return "planned"
        return _own_factuality(parent)
    if clause.relation == "gerund" and clause.joint in ("without", "instead of", "against"):
        return "denied"
    if clause.relation == "gerund" and "negotiate" in parent.classes:
        return "planned"  # "close to concluding", "in talks on building"
    if clause.relation == "gerund" and clause.joint in ("before", "ahead of"):
        return "actual"
    if (
        clause.relation == "gerund"
        and clause.joint in ("of", "on", "at", "about")
        and parent.classes & {"float"}
    ):
        return "possible"
    if clause.relation == "comp" and "deny" in parent.classes:
        return "denied"
    return "actual"


_LOOSE = frozenset({"person", "office", "both", "pronoun", "name", "people"})
_OWN_SIDE = frozenset({"poss", "by", "between", "among"})
_OTHER_SIDE = frozenset({"to", "with", "in", "into", "between", "among", "at"})


def _borrowed(unit: Unit, label: str, clause: Clause, light: bool) -> list[tuple[str, Unit]]:
    """The arguments of the clause that a meeting named in it takes over: none where it names both its sides."""
    found = clause.arguments()
    if light:
        return found
    own = {name for name, other in unit.complements if other.mention is not None}
    if (unit.owner is not None and unit.owner.mention is not None) or unit.nationals:
        own.add("poss")
    if any(
        name == "of" and other.mention is not None and other.mention.kind in _LOOSE
        for name, other in unit.complements
    ):
        own.add("by")
    if own & _OWN_SIDE and (own & _OTHER_SIDE or len(unit.nationals) > 1):
        return []
    kept = []
    for name, other in found:
        if other.mention is None:
            continue
        beside = name in ("with", "between", "and") and other.mention.kind in _PARTY
        place = name in ("in", "at", "to") and label in ("obj", "subj")
        actor = name in ("subj", "obj") and (other.mention.kind in _LOOSE or name == "subj")
        if (
            name == "subj"
            and label == "obj"
            and not clause.classes & {"say", "announce", "tell", "cancel", "float_idea"}
        ):
            continue  # what someone thinks of a visit makes him no party to it
        if (
            beside
            or place
            or (actor and not (own & _OWN_SIDE and name == "subj" and label not in ("obj", "subj")))
        ):
            kept.append((name, other))
    return kept


def _step(
    rule: Rule,
    stage: str | None,
    factuality: str,
    clause: Clause,
    clauses: list[Clause],
    governed: bool = True,
) -> tuple[str | None, str]:
    """Stage and factuality of the step that the clause reports."""
    del clauses
    verb = clause.verb
    parent = clause.parent
    if rule.type in ("meeting", "forum") and rule.nouns and verb is not None and governed:
        if "call_off" in clause.classes:
            return None, "denied"
        if "float_idea" in clause.classes and factuality == "actual":
            return None, "possible"
        if (
            clause.classes & {"agree", "prepare"}
            and not clause.classes & {"conclude", "hold_talks"}
            and factuality == "actual"
        ):
            return None, "planned"
        return None, factuality
    if (
        verb is not None
        and factuality == "denied"
        and "renew" in clause.classes
        and rule.type in ("access", "agreement")
    ):
        return "cancelled", "actual"  # "refused to renew the lease"
    if rule.type in ("meeting", "exercise", "forum", "port-call"):
        if (
            rule.nouns
            and verb is not None
            and governed
            and clause.classes & {"cancel", "suspend"}
            and verb.lemma not in ("end", "conclude", "leave")
        ):
            return None, "denied"
        return None, factuality
    if rule.type == "pledge":
        return (
            None,
            "denied" if factuality == "denied" else "actual",
        )  # what is pledged lies ahead, the pledge does not
    if rule.type in ("dispute", "sanction", "conflict", "institution", "training"):
        return None, factuality
    if rule.type == "agreement" and "renew" in clause.classes and factuality == "denied":
        return "lapsed", "actual"  # an accord that is not renewed runs out
    if rule.type in ("transfer", "aid"):
        return step_of(rule, stage, factuality, clause)
    if (
        clause.relation == "inf"
        and parent is not None
        and parent.verb is not None
        and factuality in ("planned", "possible")
    ):
        if parent.verb.lemma in ("want", "seek", "hope", "plan", "intend"):
            return "floated" if stage in (
                "delivered",
                "signed",
                None,
            ) else stage, "planned" if parent.verb.lemma in ("plan", "intend") else "possible"
        for name, value in (("approve", "approved"), ("agree", "agreed"), ("pledge", "agreed"), ("offer", "offered"),
                            ("negotiate", "negotiating"), ("float", "floated")):  # fmt: skip
            if name in parent.classes:
                actual = (
                    rule.type == "access"
                    and factuality == "planned"
                    and name in ("approve", "agree", "pledge", "offer")
                )
                return value, "actual" if actual and not parent.verb.tense.startswith(
                    "fut"
                ) else "possible" if name == "float" else factuality
    if verb is not None and stage == "delivered" and rule.verbs:
        if verb.tense == "present" and verb.form == "g":
            return "under-way", factuality
    if rule.type in ("deployment", "access") and rule.verbs:
        return _abroad_step(rule, stage, factuality, clause), factuality
    if rule.type == "deployment" and stage is None and factuality == "planned":
        return "agreed", factuality
    return stage, factuality


_BOUND = {"in": "with", "on": "with", "at": "with"}
_OBLIQUE = frozenset({"on", "to", "from", "out of", "about", "upon", "into"})
_OBLIQUE_ALONE = frozenset({"for", "over", "of"})


def _obliquely(rule: Rule, unit: Unit, label: str, clause: Clause) -> bool:
    """ "Agreed on a roadmap", "withdrew from the treaty", "voted for the pact": the noun hangs on the verb by a preposition."""
    if not rule.governors or any(_classes(other).intersection(rule.nouns) for other in clause.objects):
        return False
    owner = next(
        (
            owner
            for owner in (*clause.objects, *clause.subjects)
            if any(other is unit for _, other in owner.complements)
        ),
        None,
    )
    if owner is not None:
        return "carrier" in owner.classes and label in _OBLIQUE | _OBLIQUE_ALONE
    free = not any(other.classes or other.mention is not None for other in clause.objects)
    return label in _OBLIQUE or (label in _OBLIQUE_ALONE and free)


_BEGINNING = frozenset("begin start commence continue keep go".split())


def _abroad_step(rule: Rule, stage: str | None, factuality: str, clause: Clause) -> str | None:
    """How far a deployment or a base has got, where a verb tells of it."""
    verb, parent = clause.verb, clause.parent
    assert verb is not None
    governing = (
        parent.verb.lemma
        if parent is not None and parent.verb is not None and clause.relation in ("inf", "gerund")
        else ""
    )
    if factuality == "denied":
        return None
    if factuality == "possible":
        return "floated"
    if rule.type == "access":
        return stage if stage != "completed" or factuality == "actual" else "agreed"
    if factuality == "planned":
        return "agreed"
    if stage == "completed" and (governing in _BEGINNING or verb.form == "g"):
        return "under-way"
    return stage


def _classes(unit: Unit) -> frozenset[str]:
    """The classes of a group's head and what kind of thing it names; worked out once per group."""
    if unit.kinds is None:
        unit.kinds = _kinds(unit)
    return unit.kinds


_MILITARY = frozenset({"defence", "defense", "military", "naval", "armed", "combat", "strategic"})


def _kinds(unit: Unit) -> frozenset[str]:
    found = set(unit.classes)
    mention = unit.mention
    if mention is not None:
        found.add("exercise-name" if mention.kind == "exercise" else mention.kind)
        if mention.office in ("ambassador", "military attache"):
            found.add("envoy")
        if mention.office:
            found.add("office")
        if mention.kind == "pronoun" and mention.head in _HUMAN:
            found.add("someone")
        if mention.kind in ("office", "people", "both") and (
            len(mention.states) > 1 or ("plural", "yes") in mention.attributes
        ):
            found.add("several")
        if mention.kind == "pronoun" and mention.head in ("they", "them"):
            found.add("several")
    if unit.money is not None:
        found.add("money")
    if not _MILITARY.isdisjoint(unit.modifiers):
        found.add("of-defence")
    pronoun = mention is not None and mention.kind == "pronoun" and mention.head in _THINGS
    definite = (
        unit.determiner in _DEFINITE or unit.number is not None or not _COUNTS.isdisjoint(unit.modifiers)
    )
    if (
        pronoun
        or unit.head in _COUNTS
        or _number(unit)
        or (definite and "thing" in found and unit.item is None)
    ):
        found.add("echo")
    if _indefinite_plural(unit):
        found.add("bare-plural")
    owned = unit.owner is not None and unit.owner.mention is not None
    if unit.nationals or owned or (mention is not None and mention.kind in _MANNED and mention.states):
        found.add("national")
    if unit.number is not None:
        found.add("counted")
    return frozenset(found)


_MANNED = frozenset({"people", "forces", "ship"})


def _indefinite_plural(unit: Unit) -> bool:
    """ "Exercises", "drills": things of a kind, not one that took place."""
    marked = (
        unit.determiner
        or unit.number is not None
        or unit.nationals
        or unit.owner is not None
        or unit.modifiers
    )
    return not marked and unit.head.endswith("s")


_THINGS = frozenset({"it", "them", "they", "one", "ones"})
_DEFINITE = frozenset({"the", "these", "those", "its", "another", "both"})
_COUNTS = frozenset(
    {
        "further",
        "more",
        "next",
        "first",
        "second",
        "third",
        "last",
        "rest",
        "remainder",
        "remaining",
        "others",
        "other",
    }
)


def _number(unit: Unit) -> bool:
    return (
        unit.number is not None
        and unit.mention is None
        and unit.money is None
        and unit.number_text == unit.head
    )


def _own_arguments(unit: Unit) -> list[tuple[str, Unit]]:
    """What a noun group itself brings: possessor, adjectives of states, complements (and theirs)."""
    found: list[tuple[str, Unit]] = []
    for label, other in unit.complements:
        found.append((label, other))
        found += [
            (inner, deeper)
            for inner, deeper in other.complements
            if inner in ("to", "with", "from", "in", "between", "for", "of")
        ]
    return found


_OPEN = frozenset({"subj", "obj", "trigger", "of", "with", "between", "in", "at", "to"})


_NARROW = frozenset({"transfer", "aid"})
_CIRCUMSTANCE = frozenset(
    {"in", "at", "during", "after", "before", "amid", "following", "since", "as part of", "within", "because of", "due to",
     "in response to", "ahead of", "despite", "against", "over", "around", "near", "through"}
)  # fmt: skip


def _deep(arguments: list[tuple[str, Unit]], narrow: bool = False) -> list[tuple[str, Unit]]:
    """Arguments, with the complements of the noun groups among them.

    ``narrow`` leaves out what belongs to a circumstance: "at the request of its government" names no party.
    """
    found = list(arguments)
    seen = {id(unit) for _, unit in arguments}
    for outer, unit in arguments:
        if narrow and outer in _CIRCUMSTANCE and unit.item is None:
            continue
        for label, other in unit.complements:
            if id(other) not in seen and (outer in _OPEN or label in ("of", "with", "between")):
                seen.add(id(other))
                found.append((label, other))
    return found


def _mentions(label: str, unit: Unit) -> list[tuple[Mention, str]]:
    """The mentions that an argument brings, each with the label under which it stands."""
    found: list[tuple[Mention, str]] = []
    if unit.mention is not None:
        found.append((unit.mention, label))
    elif label != "trigger" and unit.nationals:
        plain = (unit.item is None and "accord" not in unit.classes) or label in _TOPIC_LABELS
        found += [(national, label if plain else "adj") for national in unit.nationals]
    if label in _TOPIC_LABELS:
        pass
    elif (
        label == "trigger"
        or (unit.mention is not None and unit.mention.kind in ("exercise", "forum", "arms"))
        or unit.item is not None
    ):
        found += [
            (national, "adj") for national in unit.nationals if all(national is not m for m, _ in found)
        ]
    if unit.owner is not None and unit.owner.mention is not None:
        owned = unit.mention is not None and unit.mention.states
        if not owned:
            found.append((unit.owner.mention, "own" if unit.owner.mention.head == "they" else "poss"))
    return found


def _sided(clause: Clause, arguments: list[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    """What belongs to the subject stands on its side: "a spokesman of the ministry", "a source in the army"."""
    own = {id(other): label for unit in clause.subjects for label, other in unit.complements}
    return [("subj" if own.get(id(unit)) in ("of", "for", "from") else label, unit) for label, unit in arguments
            if own.get(id(unit)) in (None, "of", "for", "from")]  # fmt: skip


def _single(deep: list[tuple[str, Unit]]) -> bool:
    """One state acts, and with nobody."""
    states = {
        state
        for label, unit in deep
        if label == "subj"
        for mention, _ in _mentions(label, unit)
        for state in mention.states
    }
    beside = any(
        mention.states
        for label, unit in deep
        if label in ("with", "between", "alongside")
        for mention, _ in _mentions(label, unit)
    )
    return len(states) == 1 and not beside


def _fits(
    rule: Rule, arguments: list[tuple[str, Unit]], deep: list[tuple[str, Unit]], reach: Iterable[Unit] = ()
) -> bool:
    by_label: dict[str, set[str]] = {}
    everything: set[str] = set()
    for label, unit in [*arguments, *deep]:
        classes = _classes(unit)
        by_label.setdefault(label, set()).update(classes)
        everything |= classes
        if unit.nationals:
            everything.add("state")
        if label == "trigger" and unit.owner is not None:
            everything |= _classes(unit.owner)
    if (
        sum(
            label == "subj" and bool(_classes(unit) & {"person", "office", "name"})
            for label, unit in arguments
        )
        > 1
    ):
        by_label["subj"].add("several")
    if rule.object and not by_label.get("obj", set()).intersection(rule.object):
        return False
    if rule.subject and not by_label.get("subj", set()).intersection(rule.subject):
        return False
    if rule.topics and not any(by_label.get(label, set()).intersection(rule.topics) for label in _ABOUT):
        return False
    if rule.needs and not everything.intersection(rule.needs):
        if not any(_classes(unit).intersection(rule.needs) for unit in reach):
            return False
    if rule.single and not _single(deep):
        return False
    if rule.prepositions and not any(word in by_label for word in rule.prepositions):
        return False
    if rule.at and not any(by_label.get(word, set()).intersection(rule.at) for word in rule.prepositions):
        return False
    if any(not _holds(place, by_label) for place in rule.where) or any(
        _holds(place, by_label) for place in rule.not_where
    ):
        return False
    return not (rule.without and everything.intersection(rule.without))


def _holds(place: Place, by_label: dict[str, set[str]]) -> bool:
    labels, classes = place
    return any(by_label.get(label, _NOTHING) & classes for label in labels)


_NOTHING: frozenset[str] = frozenset()
