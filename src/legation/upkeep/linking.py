"""Events into deals, in the record: the one place where deals and the record meet.

    merging ── note (within its transaction) ──▶ sets of states whose deals are stale
                                                      │
    settle:  one set after another                    ▼
             its events and reports → merge.deals.link → the deals in the old ones' place

Which deals come out depends on the events alone, not on when or how often this runs; a process that is killed
leaves stale sets behind, which the next one links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation.gazetteer import deal_words
from legation.merge import deals
from legation.record import Record, Writer
from legation.record import deals as stored
from legation.types import Deal, Event

AT_ONCE = 50
"""Sets of states that are linked in one go."""


def note(writer: Writer, before: Iterable[str], events: Sequence[Event]) -> None:
    """Note that ``events`` have come in the place of those ``before``, so that their deals are linked anew."""
    after = [(event.id, states) for event in events if (states := deals.realm(event)) is not None]
    stored.put_moves(writer.sql, writer.names, before, after)


def settle(record: Record) -> None:
    """Link every set of states that is stale; under new rules, every set."""
    if record.deal_rules() != deals.RULES:
        with record.writing() as writer:
            stored.start_over(writer.sql, deals.RULES)
    while realms := record.stale_realms(AT_ONCE):
        _link(record, realms)


def _link(record: Record, realms: Sequence[int]) -> None:
    """Link sets of states, and store them in one transaction.

    The linking itself is done before, so that nobody who judges or adds waits for a pair with thousands of events;
    where somebody has changed events meanwhile, it is done once more with everybody waiting.
    """
    before = record.deal_changes()
    ready = {realm: _linked(record, realm) for realm in realms}
    with record.writing() as writer:
        same = stored.changes(writer.sql) == before
        for realm, found in ready.items():
            known = found if same else _linked(record, realm)
            stored.replace_deals(writer.sql, writer.names, realm, known)


def _linked(record: Record, realm: int) -> tuple[Deal, ...]:
    return deals.link(record.told_of_all(record.moves_of(realm)), deal_words())
