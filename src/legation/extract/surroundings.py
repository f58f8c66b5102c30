"""Among which words a mention stands: what it is the subject, the object or the owner of, and which words are beside it.

The rules read whom a sentence is about from a few such relations. Here all are noted, for `legation.identify.footing` to
weigh: of "an agreement with Peru" that a state stands behind "with" at an agreement, under a verb of signing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from legation.extract.clauses import Clause
from legation.extract.tagged import Tagged
from legation.extract.units import Unit
from legation.extract.weighing import groups_of, head_of, names_of, word_at
from legation.types import Mention, Span, Surroundings

_NATIONAL = "nat"  # the label of a people or state before a noun: "Peruvian officers"
_EDGE = "^"  # what stands beside the first and the last word of a sentence


def surroundings(
    tagged: Tagged, clauses: Sequence[Clause], mentions: Sequence[Mention]
) -> dict[Span, Surroundings]:
    """Where each mention of a sentence stands.

    ``kind:`` what kind of mention it is; ``prev:``, ``prev2:``, ``next:``, ``next2:`` the words beside it; ``adj`` before a
    noun; ``lab:`` its label, with ``+`` where it belongs to another noun group; ``verb>label`` and ``class>label`` the verb
    of its clause; ``name~label`` and ``=head~label`` the noun group that it belongs to; ``class>label>label`` that group
    under its verb.
    """
    features = {mention.span: set(_beside(tagged, mention)) for mention in mentions}
    labels: dict[Span, set[str]] = {span: set() for span in features}
    numbers: dict[Span, set[int]] = {span: set() for span in features}
    for number, clause in enumerate(clauses):
        for mention, label, host, above in _mentioned(clause):
            if mention.span not in features:
                continue
            features[mention.span].update(_under(clause, label, host, above))
            labels[mention.span].add(label if host is None or label == _NATIONAL else f"{label}+")
            numbers[mention.span].add(number)
    return {
        span: Surroundings(
            frozenset(found | {f"lab:{label}" for label in labels[span]}),
            frozenset(labels[span]),
            frozenset(numbers[span]),
        )
        for span, found in features.items()
    }


def _beside(tagged: Tagged, mention: Mention) -> Iterator[str]:
    yield f"kind:{mention.kind}"
    if mention.adjectival:
        yield "adj"
    starts = [start for start, _ in tagged.spans]
    first = bisect_left(starts, mention.span.start)
    last = bisect_left(starts, mention.span.end) - 1

    def word(index: int) -> str:
        return word_at(tagged, index) if 0 <= index < len(tagged.tags) else _EDGE

    yield f"prev:{word(first - 1)}"
    yield f"next:{word(last + 1)}"
    yield f"prev2:{word(first - 2)}_{word(first - 1)}"
    yield f"next2:{word(last + 1)}_{word(last + 2)}"


def _mentioned(clause: Clause) -> Iterator[tuple[Mention, str, Unit | None, str]]:
    """The mentions of a clause, each with its label, the noun group that it belongs to, and that group's own label."""
    for label, unit, host in groups_of(clause):
        if unit.mention is not None:
            yield unit.mention, label, host, "+"
        for mention in unit.nationals:
            yield mention, _NATIONAL, unit, label


def _under(clause: Clause, label: str, host: Unit | None, above: str) -> Iterator[str]:
    """What a mention stands under: the verb, or the noun group that it belongs to and that group's verb."""
    if host is None:
        yield f"{clause.verb.lemma if clause.verb is not None else '-'}>{label}"
        yield from (f"{name}>{label}" for name in clause.classes)
        return
    yield from (f"{name}~{label}" for name in names_of(host))
    head = head_of(host)
    if head:
        yield f"={head}~{label}"
    yield from (f"{name}>{above}>{label}" for name in clause.classes)
