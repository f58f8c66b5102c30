"""The rules, one family of types per file. The order is that of registration, not of precedence."""

from dataclasses import replace

from legation.extract.families import agreements, arms, civil, drills, forces, hostile, meetings
from legation.extract.rules import Rule, RuleBook

# What no rule of a type goes with: who is outraged and mourns quarrels with nobody; who must not have the bomb buys none.
NEVER = {"dispute": ("condolence",), "transfer": ("nuclear_arms",)}

ALL: tuple[Rule, ...] = tuple(
    replace(rule, without=(*rule.without, *NEVER[rule.type])) if rule.type in NEVER else rule
    for family in (meetings, agreements, arms, drills, forces, civil, hostile)
    for rule in family.RULES
)

BOOK = RuleBook.of(ALL)
