"""Events into deals, in the record: the one place where deals and the record meet.

    merging ── note (within its transaction) ──▶ sets of states whose deals are stale
                                                      │
    settle:  one set after another                    ▼
             its events and reports → merge.deals.link → the deals in the old ones' place

Which deals come out depends on the events alone, not on when or how often this runs; a process that is killed
leaves stale sets behind, which the next one links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from legation.garbage import at_rest
from legation.gazetteer import deal_words
from legation.merge import deals
from legation.record import Record, Writer
from legation.record import deals as stored
from legation.settings import DEFAULTS
from legation.telling import Tell, silent
from legation.types import Deal, Event

AT_ONCE = 50
"""Sets of states that are linked in one go."""


def note(writer: Writer, before: Iterable[str], events: Sequence[Event]) -> None:
    """Note that ``events`` have come in the place of those ``before``, so that their deals are linked anew."""
    after = [(event.id, states) for event in events if (states := deals.realm(event)) is not None]
    stored.put_moves(writer.sql, writer.names, before, after)


def settle(record: Record, tell: Tell = silent) -> None:
    """Link every set of states that is stale; under new rules, every set."""
    if record.deal_rules() != deals.RULES:
        with record.writing() as writer:
            stored.start_over(writer.sql, deals.RULES)
    total = 0
    while left := record.unlinked():
        total = max(total, left)
        tell("linking deals, sets of states", total - left, total)
        with at_rest():
            _link(record, record.stale_realms(AT_ONCE))
    if total:
        tell("linking deals, sets of states", total, total)


def _link(record: Record, realms: Sequence[int]) -> None:
    """Link sets of states, and store them in one transaction.

    The linking itself is done before, so that nobody who judges or adds waits for a pair with thousands of events;
    where somebody has changed events meanwhile, it is done once more with everybody waiting.
    """
    before = record.deal_changes()
    ready = dict(_linked(record, realms))
    with record.writing() as writer:
        if stored.changes(writer.sql) != before:
            ready = dict(_linked(record, realms))
        for realm, found in ready.items():
            stored.replace_deals(writer.sql, writer.names, realm, found)


def _linked(record: Record, realms: Sequence[int]) -> Iterator[tuple[int, tuple[Deal, ...]]]:
    """Sets of states, each with the deals of its events."""
    for moved in _read_together(record, realms):
        told = record.told_of_all((one for own in moved.values() for one in own), reasons=False)
        known = {event.id: (event, reports) for event, reports in told}
        for realm, own in moved.items():
            yield realm, deals.link((known[one] for one in own if one in known), deal_words())


def _read_together(record: Record, realms: Iterable[int]) -> Iterator[dict[int, list[str]]]:
    """Sets of states with their events, so many together as are merged in one transaction: few questions to the file."""
    some: dict[int, list[str]] = {}
    for realm in realms:
        some[realm] = record.moves_of(realm)
        if sum(map(len, some.values())) >= DEFAULTS.settled:
            yield some
            some = {}
    yield some
