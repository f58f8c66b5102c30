"""Frames: the rules applied to the clauses of a sentence.

A frame says what one clause tells: its type, who stands in which relation to the trigger, the time and place
expressions of the clause, the things and sums in it, how far the undertaking has got, whether it happened, is
planned, is possible or is denied, and who says so. Nothing is identified here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from legation.extract.clauses import Clause
from legation.extract.units import Unit
from legation.extract.rules import Rule
from legation.extract.undertakings import step_of
from legation.types import Argument, Frame, Item, Mention, Money, Span, Speech, TimeExpression
from legation.vocabulary import Lexicon

_PARTY = frozenset(
    {"state", "capital", "person", "office", "body", "people", "forces", "both", "country", "pronoun", "organisation",
     "group", "name", "place", "ship", "region"}
)  # fmt: skip
_WHERE = frozenset({"in", "at", "off", "near", "on", "to", "aboard", "outside", "over", "into", "from", "around", "through", "across"})
_PLACES = frozenset({"place", "capital", "state", "region", "country"})
_TOPIC_LABELS = frozenset({"about", "over", "despite", "amid", "concerning", "regarding", "unlike", "like", "against", "than", "according to"})
_ABOUT = ("on", "over", "about", "for", "regarding", "concerning")
_HANGING = frozenset({"rel", "reduced", "part", "inf", "gerund"})
_HOSTILE = frozenset({"dispute", "sanction", "conflict"})  # here "against" names the other party
_EVENTIVE = frozenset({"talks", "call", "visit", "exercise", "conference", "summit", "expo", "attack", "coup", "port_visit"})


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
        for clause in clauses:
            for label, unit in clause.arguments():
                known = self.home.get(id(unit))
                if known is None or (known[1] not in ("subj", "obj") and label in ("subj", "obj")):
                    self.home[id(unit)] = (clause, label)
        self.speech = speech

    def frames(self, rules: Iterable[Rule]) -> list[Frame]:
        """Every frame that the rules find, in the order of the text."""
        found: list[Frame] = []
        nouns = [(unit, _classes(unit)) for unit in self.units if unit.kind == "np"]
        for rule in rules:
            if rule.verbs:
                for clause in self.clauses:
                    if clause.verb is not None and clause.classes.intersection(rule.verbs):
                        frame = self._verb_frame(rule, clause)
                        if frame is not None:
                            found.append(frame)
            if rule.nouns:
                for unit, classes in nouns:
                    if classes.intersection(rule.nouns):
                        frame = self._noun_frame(rule, unit)
                        if frame is not None:
                            found.append(frame)
        found.sort(key=lambda frame: (frame.trigger.start, -frame.strength))
        return found

    # -------------------------------------------------------------- verbs

    def _verb_frame(self, rule: Rule, clause: Clause) -> Frame | None:
        verb = clause.verb
        assert verb is not None
        arguments = list(clause.arguments())
        if rule.type in _HOSTILE:
            arguments = _sided(clause, arguments) + self._told_of(clause)
        deep = _deep(arguments)
        if not _fits(rule, arguments, deep, self._reach(clause) if rule.reach else ()) or (rule.spoken and self._teller(clause) is None):
            return None
        stage = rule.stage
        factuality = self._factuality(clause)
        if rule.type == "dispute" and (factuality == "denied" or (factuality != "actual" and clause.relation in ("inf", "gerund"))):
            return None  # what is not said, or promised not to be, is no dispute
        stage, factuality = _step(rule, stage, factuality, clause, self.clauses)
        return self._build(rule, clause, Span(verb.start, verb.end), deep, stage, factuality)

    # -------------------------------------------------------------- nouns

    def _noun_frame(self, rule: Rule, unit: Unit) -> Frame | None:
        clause, label = self.home.get(id(unit), (None, ""))
        if clause is None:
            clause, label = self._clause_around(unit), "of"
        governed = clause.verb is not None and label in ("obj", "subj") and clause.classes
        if not rule.alone and not (governed and clause.classes.intersection(rule.governors)):
            return None
        if label in rule.not_as and not governed:
            return None
        if rule.not_under and self._is_under(unit, rule.not_under):
            return None
        arguments = _own_arguments(unit)
        seen = {id(other) for _, other in arguments} | {id(unit)}
        if label in ("obj", "subj") or clause.verb is None or rule.type in ("meeting", "forum", "exercise", "port-call"):
            arguments += [(lab, other) for lab, other in clause.arguments() if id(other) not in seen]
        deep = _deep(arguments)
        if not _fits(rule, [*arguments, ("trigger", unit)], deep, self._reach(clause) if rule.reach else ()) or (rule.dated and not self._own_times(unit)):
            return None
        factuality = self._factuality(clause) if label in ("obj", "subj", "") or clause.verb is None else "actual"
        if label not in ("obj", "subj") and clause.verb is not None and clause.verb.tense in ("future", "possible", "conditional"):
            factuality = self._factuality(clause)
        stage = rule.stage
        if rule.staged and governed:
            stage = self._stage(clause) or stage
        if rule.staged and stage is None and any(word in ("signing", "conclusion", "signature", "inking", "initialling") for word in (unit.head,)):
            stage = "signed"
        stage, factuality = _step(rule, stage, factuality, clause, self.clauses, governed=bool(governed))
        return self._build(rule, clause, Span(unit.start, unit.end), deep, stage, factuality, noun=unit)

    def _reach(self, clause: Clause) -> list[Unit]:
        """What the clauses that hang on this one bring: "a package that includes launchers"."""
        hanging = [other for other in self.clauses if other.parent is clause and other.relation in _HANGING]
        return [unit for other in hanging for _, unit in _deep(list(other.arguments()))]

    def _is_under(self, unit: Unit, classes: tuple[str, ...]) -> bool:
        return any(
            other.classes.intersection(classes) and any(inner is unit for _, inner in other.complements)
            for other in self.units
            if other is not unit
        )

    def _clause_around(self, unit: Unit) -> Clause:
        for clause in self.clauses:
            if clause.start <= unit.start < clause.end:
                return clause
        return self.clauses[-1]

    def _stage(self, clause: Clause) -> str | None:
        for name in ("ratify", "cancel", "suspend", "lapse", "sign", "deliver", "approve", "negotiate", "offer", "agree", "conclude", "complete", "float"):
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
                arguments.append(Argument("maker", Mention(Span(unit.start, unit.end), "arms", unit.word, unit.makers)))
            for mention, own in _mentions(label, unit):
                if mention.kind not in _PARTY and mention.kind not in ("exercise", "forum"):
                    continue
                arguments.append(Argument(own, mention))
                if own in _WHERE and mention.kind in _PLACES:
                    places.append(mention)
                role = rule.roles.get(own)
                if role and (own not in _TOPIC_LABELS or rule.type in _HOSTILE):
                    roles.append((role, mention))
        if rule.reach and not items:
            items = [unit.item for unit in self._reach(clause) if unit.item is not None]
        times = self._times(clause) if noun is None or not rule.dated else self._own_times(noun)
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
            background=clause.relation == "rel" or (clause.verb is not None and clause.verb.tense == "past-perfect"),
            strength=rule.strength,
            parties=rule.parties,
            echo=rule.echo,
            anaphor=_anaphor(rule, noun, clause),
        )

    def _told_of(self, clause: Clause) -> list[tuple[str, Unit]]:
        """The subject of what is demanded, warned of or alleged: "demanded that X leave"."""
        return [("that", unit) for other in self.clauses if other.relation == "comp" and other.parent is clause for unit in other.subjects]

    def _teller(self, clause: Clause) -> Mention | None:
        """Who says the clause, where it is someone other than its own subject."""
        own = {id(unit.mention) for unit in clause.subjects}
        return next((s.speaker for s in self.speech.get(id(clause), ()) if s.speaker is not None and id(s.speaker) not in own), None)

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
            if at.relation not in ("inf", "part", "gerund", "coord") or (at.relation == "coord" and at.joint not in ("and", "but", ",")):
                return ()
            if at.relation == "coord" and at.parent is not None and at.parent.subjects is not at.subjects and _own_subject(at):
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
        if clause.relation in ("inf", "gerund", "part", "comp") and clause.parent is not None and clause.parent.verb is not None:
            return _governed(clause, clause.parent)
        return "actual"


_POINTING = frozenset({"the", "this", "that", "these", "its", "their"})


def _anaphor(rule: Rule, noun: Unit | None, clause: Clause) -> str | None:
    """The head of a group that points back: the trigger itself, or what a dispute is about ("slammed the deal")."""
    if noun is not None:
        return noun.head if noun.determiner in _POINTING else None
    if rule.type == "dispute":
        about = [*clause.objects, *(clause.subjects if rule.spoken else ())]
        return next((unit.head for unit in about if unit.determiner in ("the", "this", "that", "such") and unit.mention is None and unit.classes), None)
    return None


def _own_subject(clause: Clause) -> bool:
    return bool(clause.subjects) and clause.verb is not None and any(
        unit.start >= clause.start for unit in clause.subjects
    )


def _own_factuality(clause: Clause) -> str:
    verb = clause.verb
    assert verb is not None
    if verb.negated:
        return "denied"
    if clause.joint in ("if", "unless", "whether"):
        return "possible"
    if verb.tense in ("future", "future-in-past"):
        return "planned"
    if verb.tense == "conditional":
        return "planned" if clause.relation == "comp" or clause.joint in ("that", "") else "possible"
    if verb.tense == "possible":
        return "possible" if verb.modal in ("may", "might", "could") else "actual"
    return "actual"


_PLANNING = frozenset({"prepare", "agree", "pledge", "approve", "float", "negotiate", "offer", "threaten", "demand"})
_COMING = frozenset("order ask tell urge want invite allow authorise authorize permit oblige due".split())


def _governed(clause: Clause, parent: Clause) -> str:
    verb = parent.verb
    assert verb is not None
    if clause.relation == "inf":
        if verb.lemma in ("refuse", "decline", "fail"):
            return "denied"
        if verb.negated:
            return "denied"
        if parent.classes & {"float"} and verb.lemma in ("consider", "mull", "weigh", "offer", "propose", "ponder", "contemplate"):
            return "possible"
        if parent.classes & _PLANNING or verb.lemma in _COMING or verb.lemma == "be":
            return "planned"
        return _own_factuality(parent)
    if clause.relation == "gerund" and clause.joint in ("without", "instead of", "against"):
        return "denied"
    if clause.relation == "gerund" and clause.joint in ("before", "ahead of"):
        return "actual"
    if clause.relation == "gerund" and clause.joint in ("of", "on", "at", "about") and parent.classes & {"float"}:
        return "possible"
    if clause.relation == "comp" and "deny" in parent.classes:
        return "denied"
    return "actual"


def _step(
    rule: Rule, stage: str | None, factuality: str, clause: Clause, clauses: list[Clause], governed: bool = True
) -> tuple[str | None, str]:
    """Stage and factuality of the step that the clause reports."""
    del clauses
    verb = clause.verb
    parent = clause.parent
    if rule.type in ("meeting", "exercise", "forum", "port-call"):
        if verb is not None and governed and clause.classes & {"cancel", "suspend"} and verb.lemma not in ("end", "conclude", "leave"):
            return None, "denied"
        return None, factuality
    if rule.type in ("dispute", "sanction", "conflict", "pledge", "institution", "training"):
        return None, factuality
    if rule.type in ("transfer", "aid"):
        return step_of(rule, stage, factuality, clause)
    if clause.relation == "inf" and parent is not None and parent.verb is not None and factuality in ("planned", "possible"):
        for name, value in (("approve", "approved"), ("agree", "agreed"), ("pledge", "agreed"), ("offer", "offered"),
                            ("negotiate", "negotiating"), ("float", "floated")):  # fmt: skip
            if name in parent.classes:
                actual = rule.type == "access" and factuality == "planned" and name in ("approve", "agree", "pledge", "offer")
                return value, "actual" if actual and not parent.verb.tense.startswith("fut") else "possible" if name == "float" else factuality
        if parent.verb.lemma in ("want", "seek", "hope", "plan", "intend"):
            return "floated" if stage in ("delivered", "signed", None) else stage, "planned" if parent.verb.lemma in ("plan", "intend") else "possible"
    if verb is not None and stage == "delivered" and rule.verbs:
        if verb.tense == "present" and verb.form == "g":
            return "under-way", factuality
    if rule.type == "deployment" and stage is None and factuality == "planned":
        return "agreed", factuality
    return stage, factuality


def _classes(unit: Unit) -> frozenset[str]:
    found = set(unit.classes)
    mention = unit.mention
    if mention is not None:
        found.add("exercise-name" if mention.kind == "exercise" else mention.kind)
        if mention.office in ("ambassador", "military attache"):
            found.add("envoy")
        if mention.office:
            found.add("office")
    if unit.money is not None:
        found.add("money")
    if mention is not None and mention.kind == "pronoun" and mention.head in _THINGS or unit.head in _COUNTS or _number(unit):
        found.add("echo")
    return frozenset(found)


_THINGS = frozenset({"it", "them", "they", "one", "ones"})
_COUNTS = frozenset({"first", "second", "third", "last", "rest", "remainder", "remaining", "others", "other"})


def _number(unit: Unit) -> bool:
    return unit.number is not None and unit.mention is None and unit.money is None and unit.number_text == unit.head


def _own_arguments(unit: Unit) -> list[tuple[str, Unit]]:
    """What a noun group itself brings: possessor, adjectives of states, complements (and theirs)."""
    found: list[tuple[str, Unit]] = []
    for label, other in unit.complements:
        found.append((label, other))
        found += [(inner, deeper) for inner, deeper in other.complements if inner in ("to", "with", "from", "in", "between", "for", "of")]
    return found


_OPEN = frozenset({"subj", "obj", "trigger", "of", "with", "between", "in", "at", "to"})


def _deep(arguments: list[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    """Arguments, with the complements of the noun groups among them."""
    found = list(arguments)
    seen = {id(unit) for _, unit in arguments}
    for outer, unit in arguments:
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
    elif label == "trigger" or (unit.mention is not None and unit.mention.kind in ("exercise", "forum", "arms")) or unit.item is not None:
        found += [(national, "adj") for national in unit.nationals if all(national is not m for m, _ in found)]
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
    states = {state for label, unit in deep if label == "subj" for mention, _ in _mentions(label, unit) for state in mention.states}
    beside = any(mention.states for label, unit in deep if label in ("with", "between", "alongside") for mention, _ in _mentions(label, unit))
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
    return not (rule.without and everything.intersection(rule.without))
