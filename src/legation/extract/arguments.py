"""The arguments of a trigger: what belongs to it, what its noun brings, and whether a rule's conditions hold for them."""

from __future__ import annotations

from collections.abc import Iterable

from legation.extract.clauses import Clause
from legation.extract.kinds import kinds_of
from legation.extract.rules import Place, Rule
from legation.extract.units import Unit
from legation.types import NATIONAL, Mention

PARTY = NATIONAL | {"organisation", "group", "name", "place", "ship", "region"}


TOPIC_LABELS = frozenset(
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


def purposed(clause: Clause) -> list[Unit]:
    """ "An accord on building ships", "texts meant to widen ties": what an infinitive or gerund says the purpose of."""
    parent = clause.parent
    return parent.objects if parent is not None and clause.relation in ("inf", "gerund") else []


def owned_instead(clause: Clause, arguments: list[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    """ "Ankara weighs an American offer to sell Patriots": who offers sells, not who weighs."""
    if clause.relation != "inf":
        return arguments
    offer = next(
        (
            unit
            for unit in purposed(clause)
            if "offer_noun" in kinds_of(unit) and "national" in kinds_of(unit)
        ),
        None,
    )
    if offer is None:
        return arguments
    return [("poss", offer), *((label, unit) for label, unit in arguments if label != "subj")]


_LOOSE = frozenset({"person", "office", "both", "pronoun", "name", "people"})


_OWN_SIDE = frozenset({"poss", "by", "between", "among"})


_OTHER_SIDE = frozenset({"to", "with", "in", "into", "between", "among", "at"})


def borrowed(
    unit: Unit, label: str, clause: Clause, light: bool, at_gathering: bool = False
) -> list[tuple[str, Unit]]:
    """The arguments of the clause that a meeting named in it takes over: none where it names both its sides."""
    if label in TOPIC_LABELS:
        return []  # "lodged a protest over the visit"
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
            if at_gathering and name == "subj" and other.nationals:
                kept.append((name, other))  # "Turkish firms took a third of the floor at the naval show"
            continue
        beside = name in ("with", "between", "and") and other.mention.kind in PARTY
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


_OBLIQUE = frozenset({"on", "to", "from", "out of", "about", "upon", "into"})


_OBLIQUE_ALONE = frozenset({"for", "over", "of"})


_INSIDE = frozenset({"in"})  # "its part in the project"


_UNDER_ATTACK = frozenset(
    {"in", "by", "during", "from", "under", "to"}
)  # "died in an air strike", "lost to fire"


_BARGAINING = frozenset({"agree", "negotiate"})


def hangs_obliquely(rule: Rule, unit: Unit, label: str, clause: Clause) -> bool:
    """ "Agreed on a roadmap", "withdrew from the treaty", "voted for the pact": the noun hangs on the verb by a preposition."""
    bargained = (
        rule.alone and rule.staged and not clause.classes.isdisjoint(_BARGAINING)
    )  # "agreed on the supply of"
    if not (rule.governors or bargained) or any(
        kinds_of(other).intersection(rule.nouns) for other in clause.objects
    ):
        return False
    if rule.type == "meeting" and label == "on" and any(unit.classes for unit in clause.objects):
        return False  # "got a deal, on a visit to Lima"
    if rule.type == "conflict" and label in _UNDER_ATTACK:
        return "die_in" in rule.governors
    owner = next(
        (
            owner
            for owner in (*clause.objects, *clause.subjects)
            if any(other is unit for _, other in owner.complements)
        ),
        None,
    )
    if owner is not None:
        if owner.head in owner.wordlists["reflexive_pronouns"]:
            return label in _OBLIQUE  # "committed themselves to closer ties"
        inside = _INSIDE if rule.type == "project" else frozenset()
        return "carrier" in owner.classes and label in _OBLIQUE | _OBLIQUE_ALONE | inside
    free = not any(other.classes or other.mention is not None for other in clause.objects)
    return label in _OBLIQUE or (label in _OBLIQUE_ALONE and free)


def own_arguments(unit: Unit) -> list[tuple[str, Unit]]:
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


_OPEN = frozenset({"subj", "obj", "trigger", "of", "with", "between", "in", "at", "to", "off"})


NARROW = frozenset({"transfer", "aid"})


_CIRCUMSTANCE = frozenset(
    {"in", "at", "during", "after", "before", "amid", "following", "since", "as part of", "within", "because of", "due to",
     "in response to", "ahead of", "despite", "against", "over", "around", "near", "through"}
)  # fmt: skip


def with_complements(arguments: list[tuple[str, Unit]], narrow: bool = False) -> list[tuple[str, Unit]]:
    """Arguments, with the complements of the noun groups among them.

    ``narrow`` leaves out what belongs to a circumstance: "at the request of its government" names no party.
    """
    found = list(arguments)
    seen = {id(unit) for _, unit in arguments}
    for outer, unit in arguments:
        if narrow and outer in _CIRCUMSTANCE and unit.item is None:
            continue
        for label, other in unit.complements:
            sold = (
                label == "from" and outer == "for" and unit.item is not None
            )  # "signed for jets from Denmark"
            if id(other) not in seen and (sold or outer in _OPEN or label in ("of", "with", "between")):
                seen.add(id(other))
                found.append((label, other))
    return found


def mentions_of(label: str, unit: Unit) -> list[tuple[Mention, str]]:
    """The mentions that an argument brings, each with the label under which it stands."""
    found: list[tuple[Mention, str]] = []
    if unit.mention is None and not unit.nationals and unit.owner is None:
        return found
    if unit.mention is not None:
        found.append((unit.mention, label))
    elif label != "trigger" and unit.nationals:
        plain = (unit.item is None and "accord" not in unit.classes) or label in TOPIC_LABELS
        found += [(national, label if plain else "adj") for national in unit.nationals]
    if label in TOPIC_LABELS:
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
        when = (
            label in unit.wordlists["when_prepositions"] and "attack" in unit.classes
        )  # "after Iran's attack"
        if not owned and not when:
            found.append((unit.owner.mention, "own" if unit.owner.mention.head == "they" else "poss"))
    return found


_OCCASIONS = frozenset({"conference", "talks", "discussions", "summit", "visit"})


def taking_sides(clause: Clause, arguments: list[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    """What belongs to the subject stands on its side: "a spokesman of the ministry", "a source in the army".

    Who stands beside the speaker takes no side: "warned at a press conference with his Italian colleague".
    """
    own = {id(other): label for unit in clause.subjects for label, other in unit.complements}
    own |= {
        id(other): label
        for unit in (unit for _, unit in clause.prepositions)
        if not unit.classes.isdisjoint(_OCCASIONS)
        for label, other in unit.complements
        if label in ("with", "alongside")
    }
    return [("subj" if own.get(id(unit)) in ("of", "for", "from") else label, unit) for label, unit in arguments
            if own.get(id(unit)) in (None, "of", "for", "from")]  # fmt: skip


def _states_told(arguments: list[tuple[str, Unit]]) -> set[str]:
    """The states that arguments name, or whose adjectives they bear."""
    return {
        state
        for label, unit in arguments
        for mention, _ in mentions_of(label, unit)
        for state in mention.states
    }


def _single(deep: list[tuple[str, Unit]]) -> bool:
    """One state acts, and with nobody."""
    states = _states_told([(label, unit) for label, unit in deep if label == "subj"])
    beside = _states_told(
        [(label, unit) for label, unit in deep if label in ("with", "between", "alongside")]
    )
    return len(states) == 1 and not beside


class Surroundings:
    """What stands around a trigger, by label and by kind; several rules ask it. Built once, then only read."""

    __slots__ = ("_everything", "arguments", "by_label", "deep", "kinds", "named")

    def __init__(
        self, arguments: list[tuple[str, Unit]], deep: list[tuple[str, Unit]], trigger: Unit | None = None
    ) -> None:
        self.arguments = arguments  # what the trigger itself has
        self.deep = deep  # these, and what belongs to them
        by_label: dict[str, set[str]] = {}
        for label, unit in deep if trigger is None else (*deep, ("trigger", trigger)):
            classes = kinds_of(unit)
            if "measure" in classes or (unit.mention is None and "echo" in classes):
                classes = classes | measured(unit)
            if label in by_label:
                by_label[label] |= classes
            else:
                by_label[label] = set(classes)
        if trigger is not None and trigger.owner is not None:
            by_label.setdefault("poss", set()).update(kinds_of(trigger.owner))
        self.by_label = by_label  # label → the kinds of all that stands under it
        self.kinds: set[str] = set().union(*by_label.values())
        self.named = trigger is not None and bool(
            trigger.nationals
        )  # the trigger has the adjective of a state
        self._everything: set[str] | None = None
        subjects = [(label, unit) for label, unit in arguments if label == "subj"]
        if len(subjects) > 1 and sum(not _SOMEONE.isdisjoint(kinds_of(unit)) for _, unit in subjects) > 1:
            by_label["subj"].add("several")
        if len(_states_told(subjects)) > 1:
            by_label["subj"].add("allied")  # two states do it, in their own names or by their firms

    @property
    def everything(self) -> set[str]:
        """The kinds of all that stands there, whatever its label, and whether it names states; first asked of few."""
        if self._everything is None:
            self._everything = self._with_states()
        return self._everything

    def _with_states(self) -> set[str]:
        found = set(self.kinds)
        if self.named or any(unit.nationals for _, unit in self.deep):
            found.add("state")
        if len(_states_told(self.deep)) > 1:
            found.add("two-states")  # whoever they are, they stand about the trigger itself
        return found


def measured(unit: Unit) -> frozenset[str]:
    """What a group counts or weighs: "the last of its soldiers" are soldiers, "a volley of rockets" rockets."""
    return frozenset(
        name
        for label, other in unit.complements
        if label == "of" and other.money is None
        for name in kinds_of(other)
    )


_SOMEONE = frozenset({"person", "office", "name"})


def fits(rule: Rule, around: Surroundings, reach: Iterable[Unit] = ()) -> bool:
    """Whether the rule's conditions on arguments hold; ``reach`` are groups further off that may bring what it needs."""
    by_label = around.by_label
    if rule.object and by_label.get("obj", _NOTHING).isdisjoint(rule.object):
        return False
    if rule.subject and by_label.get("subj", _NOTHING).isdisjoint(rule.subject):
        return False
    for place in rule.where:
        if not _holds(place, by_label):
            return False
    if rule.topics and all(by_label.get(label, _NOTHING).isdisjoint(rule.topics) for label in _ABOUT):
        return False
    if (
        rule.needs
        and around.everything.isdisjoint(rule.needs)
        and all(kinds_of(unit).isdisjoint(rule.needs) for unit in reach)
    ):
        return False
    if rule.single and not _single(around.deep):
        return False
    if rule.prepositions and not any(word in by_label for word in rule.prepositions):
        return False
    if rule.at and all(by_label.get(word, _NOTHING).isdisjoint(rule.at) for word in rule.prepositions):
        return False
    for place in rule.not_where:
        if _holds(place, by_label):
            return False
    return not rule.without or around.everything.isdisjoint(rule.without)


def _holds(place: Place, by_label: dict[str, set[str]]) -> bool:
    labels, classes = place
    for label in labels:  # noqa: SIM110 (a loop, for this is asked more often than anything else)
        if label in by_label and not classes.isdisjoint(by_label[label]):
            return True
    return False


_NOTHING: frozenset[str] = frozenset()
