"""The parts of a frame: what the arguments of its trigger bring, and what of them points back in the story."""

from __future__ import annotations

from legation.extract.arguments import PARTY, TOPIC_LABELS, mentions_of
from legation.extract.clauses import Clause
from legation.extract.rules import Rule
from legation.extract.units import Unit
from legation.types import Argument, Item, Mention, Money, Span

# Labels under which a place is where it happened.
WHERE = frozenset("in at off near on to aboard outside over into from around through across".split())
HOSTILE = frozenset({"dispute", "sanction", "conflict"})  # here "against" names the other party
_TOGETHER = frozenset(
    {"together with", "along with", "jointly with", "in tandem with", "hand in hand with", "alongside"}
)
_MADE = frozenset({"arms", "arms_general"})
_MANNED = frozenset({"people", "forces"})
_PLACES = frozenset({"place", "capital", "state", "region", "country"})


class Parts:
    """What the arguments of one trigger bring to its frame, gathered one by one."""

    __slots__ = ("arguments", "counts", "items", "money", "places", "roles", "rule", "taken")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.arguments: list[Argument] = []
        self.roles: list[tuple[str, Mention]] = []
        self.places: list[Mention] = []
        self.items: list[Item] = []
        self.money: list[Money] = []
        self.counts: list[Item] = []
        self.taken: set[tuple[str, Span]] = set()

    def take(self, label: str, unit: Unit) -> None:
        """One argument: its things, its sums, and whom it names."""
        if unit.item is not None:
            where = (unit.item.designation, unit.item.span)
            if where not in self.taken:  # "the first two of the six jets": two
                self.taken.add(where)
                self.items.append(unit.item)
        elif (count := counted(unit)) is not None:
            self.counts.append(count)
        if unit.money is not None:
            self.money.append(unit.money)
        if unit.makers:
            made = Mention(Span(unit.start, unit.end), "arms", unit.word, unit.makers)
            self.arguments.append(Argument("maker", made))
        if self.rule.type == "dispute" and label in ("of", "for", "with") and unit.classes & _MADE:
            return  # "warned that purchases of Russian arms may lead to sanctions": Russia is not warned
        for mention, own in mentions_of(label, unit):
            if unit.item is not None and mention is unit.mention and mention.kind in _MANNED:
                continue  # "the sale of 40 jets": they are what is sold, and no party
            if self.rule.type == "transfer" and label in _MEANT and _craft(unit, mention):
                continue  # "to buy the aircraft"
            if mention.kind in PARTY or mention.kind in ("exercise", "forum"):
                self._name(unit, mention, own)

    def _name(self, unit: Unit, mention: Mention, label: str) -> None:
        self.arguments.append(Argument(label, mention))
        if label in WHERE and mention.kind in _PLACES:
            self.places.append(mention)
        thing = mention.kind == "pronoun" and mention.head in unit.wordlists["thing_pronouns"]
        if self.rule.echo and thing:
            return
        role = self.rule.roles.get(label) or (self.rule.roles.get("with") if label in _TOGETHER else None)
        if role and (label not in TOPIC_LABELS or self.rule.type in HOSTILE):
            self.roles.append((role, mention))


_MEANT = frozenset({"obj", "of", "trigger"})
_CRAFT = frozenset({"craft", "warplane", "vessel"})


def _craft(unit: Unit, mention: Mention) -> bool:
    """Machines pointed back to, and nobody's by their own words."""
    own = mention is unit.mention and mention.kind in _MANNED
    return own and not mention.states and bool(unit.classes & _CRAFT)


def anaphor_of(rule: Rule, noun: Unit | None, clause: Clause) -> str | None:
    """The head of a group that points back: the trigger itself, or what a dispute is about ("slammed the deal")."""
    if noun is not None:
        if noun.determiner == "another" or (
            noun.determiner == "a" and noun.wordlists["further_adjectives"].intersection(noun.modifiers)
        ):
            return "another"
        return noun.head if noun.determiner in noun.wordlists["pointing_determiners"] else None
    if rule.type == "dispute":
        about = [*clause.objects, *(clause.subjects if rule.spoken else ())]
        return next(
            (
                unit.head
                for unit in about
                if unit.determiner in unit.wordlists["pointing_at_object"]
                and unit.mention is None
                and unit.classes
            ),
            None,
        )
    return "it" if rule.object == ("pronoun",) else None


_UNNAMED = frozenset({"arms_general", "craft", "warplane", "vessel", "measure"})


def counted(unit: Unit) -> Item | None:
    """ "24 of them", "the first three", "five regiments": how many of what is named elsewhere."""
    if unit.money is not None or unit.time is not None:
        return None
    if unit.mention is not None and unit.mention.head != "them":
        return None
    if unit.number is None:
        return None
    bare = unit.head.replace(",", "").isdigit() or unit.head in (unit.number_text or "").lower().split()
    if not bare and unit.classes.isdisjoint(_UNNAMED):
        return None
    return Item("", "", unit.number, unit.number_text, Span(unit.start, unit.end))
