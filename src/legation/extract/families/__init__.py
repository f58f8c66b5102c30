"""The rules, one family of types per file. The order is that of registration, not of precedence."""

from legation.extract.families import agreements, arms, civil, forces, hostile, meetings
from legation.extract.rules import Rule, RuleBook

ALL: tuple[Rule, ...] = (
    *meetings.RULES,
    *agreements.RULES,
    *arms.RULES,
    *forces.RULES,
    *civil.RULES,
    *hostile.RULES,
)

BOOK = RuleBook.of(ALL)
