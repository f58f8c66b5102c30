"""The clause: a verb group with its arguments, under deep labels (the subject of a passive is its ``obj``)."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.extract.units import Unit


@dataclass(slots=True)
class Clause:
    """A verb group with its arguments. ``verb`` is None in a row of noun groups (a headline, a caption)."""

    verb: Unit | None
    relation: str  # main rel comp inf part gerund coord sub reduced nominal
    parent: Clause | None = None
    subjects: list[Unit] = field(default_factory=list)
    objects: list[Unit] = field(default_factory=list)
    prepositions: list[tuple[str, Unit]] = field(default_factory=list)
    times: list[Unit] = field(default_factory=list)
    start: int = 0
    end: int = 0
    first: int = 0  # index of its first and last unit
    last: int = 0
    quoted: bool = False
    joint: str = ""
    classes: frozenset[str] = frozenset()  # of the verb, with its particle

    def arguments(self) -> list[tuple[str, Unit]]:
        """Every argument with its label."""
        found = [("subj", unit) for unit in self.subjects]
        found += [("obj", unit) for unit in self.objects]
        found += self.prepositions
        return found


SPEECH = frozenset({"say", "tell", "announce", "deny"})


def turn_passive(clause: Clause) -> None:
    agents = [unit for label, unit in clause.prepositions if label == "by" and _acts(unit)]
    clause.prepositions = [
        (label, unit) for label, unit in clause.prepositions if label != "by" or not _acts(unit)
    ]
    clause.objects = [*clause.subjects, *clause.objects]
    clause.subjects = agents
    if clause.relation == "reduced" and clause.classes & _CHANGING_HANDS:
        for unit in clause.objects[:1]:
            unit.classes = unit.classes | {"bought"}  # "a boat bought from Israel" calls at no port


def _acts(unit: Unit) -> bool:
    """It can be the doer of a passive: it names someone, or bears the adjective of a state ("by Saudi warplanes")."""
    return unit.mention is not None or bool(unit.nationals)


_CHANGING_HANDS = frozenset({"buy", "sell", "supply", "deliver", "hand_over", "give_arms"})
