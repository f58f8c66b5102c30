"""How the clauses and noun groups of a sentence hang together: which clause a group stands in, and what is near it."""

from __future__ import annotations

from legation.extract.arguments import with_complements
from legation.extract.clauses import Clause
from legation.extract.parts import WHERE
from legation.extract.units import Unit
from legation.types import Span

# "four days of talks", "the text of the accord": what holds stands for what it holds
_HOLDING = frozenset({"span", "embodiment"})
_HANGING = frozenset({"rel", "reduced", "part", "inf", "gerund"})
_THERE = frozenset({"at", "during", "in", "to", "for"})
_PRESENT = frozenset({"state", "person", "office", "name", "people", "both", "pronoun"})
_BOUND = {"in": "with", "on": "with", "at": "with"}


class Structure:
    """The clauses and units of one sentence. Built once, then only asked."""

    def __init__(self, clauses: list[Clause], units: list[Unit]) -> None:
        self.clauses = clauses
        self.units = units
        self.home: dict[
            int, tuple[Clause, str]
        ] = {}  # `id` of a group → its clause and label, subject or object first
        self.homes: dict[int, list[tuple[Clause, str]]] = {}  # the same, all of them
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

    def clause_around(self, unit: Unit) -> Clause:
        """The clause in whose stretch the group stands."""
        for clause in self.clauses:
            if clause.start <= unit.start < clause.end:
                return clause
        return self.clauses[-1]

    def scope(self, clause: Clause) -> Span:
        """The stretch of the clause, of the clauses it hangs on, and of those that hang on it."""
        chain = [clause]
        while chain[-1].relation in _HANGING and chain[-1].parent is not None:
            chain.append(chain[-1].parent)
        chain += [other for other in self.clauses if other.parent is clause and other.relation in _HANGING]
        return Span(min(one.start for one in chain), max(one.end for one in chain))

    def reach(self, clause: Clause) -> list[Unit]:
        """What the clauses that hang on this one bring: "a package that includes launchers"."""
        hanging = [
            other
            for other in self.clauses
            if other is clause or (other.parent is clause and other.relation in _HANGING)
        ]
        return [
            unit for other in hanging for _, unit in with_complements(list(other.arguments()))
        ] + self.units[clause.first : clause.last + 1]

    def is_under(self, unit: Unit, classes: tuple[str, ...]) -> bool:
        """The group is a complement of a noun of one of the classes."""
        return any(
            other.classes.intersection(classes) and any(inner is unit for _, inner in other.complements)
            for other in self.units
            if other is not unit
        )

    def carried(self, unit: Unit, clause: Clause, label: str) -> str:
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

    def obliged(self, unit: Unit, clause: Clause) -> list[tuple[str, Unit]]:
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

    def present_at(self, unit: Unit, clause: Clause) -> list[tuple[str, Unit]]:
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

    def shared_places(self, clause: Clause) -> list[tuple[str, Unit]]:
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

    def demanded_of(self, clause: Clause) -> list[tuple[str, Unit]]:
        """The subject of what is demanded, warned of or alleged: "demanded that X leave"."""
        return [
            ("that", unit)
            for other in self.clauses
            if other.relation == "comp" and other.parent is clause
            for unit in other.subjects or other.objects
        ]

    def told_of(self, clause: Clause) -> frozenset[str]:
        """The classes of the clause's verb, and what its other complements tell of its sense."""
        found = set(clause.classes)
        if any(other.parent is clause and other.relation == "inf" for other in self.clauses):
            found.add("to-do")  # "called on him to resign"
        if any(_trades(other) for other in self.clauses if other.parent is clause):
            found.add("to-trade-arms")  # "signed an agreement to buy tanks"
        if len(clause.objects) > 1:
            found.add("two-things")  # "called him a friend"
        if any(unit.mention is None and "span" not in unit.classes for unit in clause.objects):
            found.add("thing")  # "meet the conditions"
        return frozenset(found)


def _trades(clause: Clause) -> bool:
    """ "To buy tanks", "to supply Egypt with frigates": arms change hands, where the clause says what is to be done."""
    things = [*clause.objects, *(unit for label, unit in clause.prepositions if label in ("with", "for"))]
    return (
        clause.relation == "inf"
        and not clause.classes.isdisjoint({"buy", "sell", "supply", "deliver"})
        and any("arms" in unit.classes or unit.item is not None for unit in things)
    )
