"""Deals as they stand in the tables.

    moves (events that can move a deal, each under its set of states) ─> deals ─< deal_states
    stale (sets of states whose deals are to be linked anew), retired (deal ids given up)

Ids are kept as 64-bit numbers, words, and sets of states ("IND RUS"), by their numbers in ``names``. A deal's row holds
what lists of deals show, as a msgpack list without its empty end; the sentences of its steps stand in the reports.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import dropwhile
from typing import Any

import msgspec
from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from legation.record.codec import id_of, number_of, pack_date, unpack_date
from legation.record.names import Names
from legation.record.schema import metadata
from legation.types import Amount, Claim, Deal, Item, Money, Span, Step

moves = Table(
    "moves",
    metadata,
    Column("event", Integer, primary_key=True),
    Column("realm", Integer, nullable=False, index=True),  # the set of states, in order
    Column("deal", Integer),  # null until the set has been linked
)
deals = Table(
    "deals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("realm", Integer, nullable=False, index=True),
    Column("type", Integer, nullable=False),
    Column("stage", Integer, nullable=False),  # 0 for none
    Column("first", Integer),  # days of the first and the last news
    Column("last", Integer),
    Column("due", Integer),  # the day after which it is silent
    Column("payload", LargeBinary, nullable=False),
)
deal_states = Table(
    "deal_states",
    metadata,
    Column("state", Integer, primary_key=True),
    Column("deal", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
stale = Table("stale", metadata, Column("realm", Integer, primary_key=True))
retired = Table(
    "retired", metadata, Column("id", Integer, primary_key=True), Column("founder", Text, nullable=False)
)
TABLES = (moves, deals, deal_states, stale, retired)

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder().decode
_LONG = 80
"""Bytes of reasons from which it pays to press them together."""
_WIDTH = 19
_OWN = 0
"""In place of a step's report: the one that its event is named after."""


def founder_of(deal: Deal) -> str:
    """The report that a deal is named for: the first, in the order of ids, of those that its events are named after."""
    return "r" + min(deal.events)[1:]


def pack(deal: Deal, names: Names) -> bytes:
    """A deal without its id, without what is said as of a day, and without the words of its steps."""
    word = names.number
    row: list[Any] = [
        [number_of(event) for event in deal.events],
        word(deal.type),
        [word(state) for state in deal.states],
        _title(deal, names),
        pack_date(deal.first_news),
        pack_date(deal.last_news),
        word(deal.mode),
        word(deal.stage),
        [value for step in deal.steps for value in _step(step, deal.events, names)],
        pack_date(deal.due),
        [v for i in deal.items for v in (word(i.designation), word(i.category), i.quantity, word(i.quantity_text), *_span(i.span))],
        [v for a in deal.amounts for v in (word(a.designation), word(a.category), a.ordered, a.delivered)],
        [word(state) for state in deal.suppliers],
        [word(state) for state in deal.recipients],
        [v for m in deal.money for v in (m.amount, word(m.currency), word(m.of), *_span(m.span))],
        _reasons(deal.reasons),
        deal.framework and number_of(deal.framework),
        deal.renews and number_of(deal.renews),
        [number_of(part) for part in deal.parts],
    ]  # fmt: skip
    return _pack(list(dropwhile(lambda value: not value, reversed(row)))[::-1])


def unpack(packed: bytes, id_: int, names: Names) -> Deal:
    """The deal again."""
    row: list[Any] = _unpack(packed)
    row += [None] * (_WIDTH - len(row))
    (events, kind, states, title, first, last, mode, stage, steps, due, items, amounts, suppliers, recipients, money,
     reasons, framework, renews, parts) = row  # fmt: skip
    text, word = names.text, names.word
    held = tuple(id_of("e", event) for event in events)
    between = tuple(map(text, states))
    givers, takers = (tuple(map(text, side or ())) for side in (suppliers, recipients))
    what = text(title) if isinstance(title, int) else title
    return Deal(
        id=id_of("d", id_),
        events=held,
        type=text(kind),
        states=between,
        suppliers=givers,
        recipients=takers,
        title=what[0] if isinstance(what, list) else what + _ending(givers, takers, between),
        steps=tuple(_unstep(one, held, names) for one in _rows(steps, 9)),
        last_news=unpack_date(last),
        framework=framework and id_of("d", framework),
        items=tuple(
            Item(text(i[0]), text(i[1]), i[2], word(i[3]), Span(i[4], i[5])) for i in _rows(items, 6)
        ),
        mode=word(mode or 0),
        stage=word(stage or 0),
        money=tuple(Money(m[0], text(m[1]), text(m[2]), Span(m[3], m[4])) for m in _rows(money, 5)),
        amounts=tuple(Amount(text(a[0]), text(a[1]), a[2], a[3]) for a in _rows(amounts, 4)),
        parts=tuple(id_of("d", part) for part in parts or ()),
        renews=renews and id_of("d", renews),
        first_news=unpack_date(first),
        due=unpack_date(due),
        reasons=_unreasons(reasons),
    )


def _title(deal: Deal, names: Names) -> str | int | list[str]:
    """What it is about, without the states that every title ends with; by its number where many deals are about that."""
    what = deal.title.removesuffix(_ending(deal.suppliers, deal.recipients, deal.states))
    if what == deal.title:
        return [what]
    return what if any(letter.isdigit() for letter in what) else names.number(what)


def _ending(suppliers: Sequence[str], recipients: Sequence[str], states: Sequence[str]) -> str:
    return f", {_and(suppliers)} to {_and(recipients)}" if suppliers and recipients else f", {_and(states)}"


def _and(states: Sequence[str]) -> str:
    return f"{', '.join(states[:-1])} and {states[-1]}" if len(states) > 1 else "".join(states)


def _step(step: Step, events: Sequence[str], names: Names) -> tuple[Any, ...]:
    word = names.number
    place = {event: number for number, event in enumerate(events)}
    own = step.report is not None and step.report[1:] == step.event[1:]
    return (
        word(step.stage),
        word(step.factuality),
        pack_date(step.date),
        place[step.event],
        pack_date(step.told),
        _OWN if own else step.report,
        [v for c in step.claims for v in (word(c.name), word(c.state), word(c.manner), word(c.via))] or None,
        [place[event] for event in step.again] or None,
        [place[event] for event in step.contradicted] or None,
    )


def _unstep(row: Sequence[Any], events: Sequence[str], names: Names) -> Step:
    stage, factuality, day, event, told, report, claims, again, against = row
    text, word = names.text, names.word
    return Step(
        stage=text(stage),
        factuality=text(factuality),
        date=unpack_date(day),
        event=events[event],
        told=unpack_date(told),
        claims=tuple(Claim(text(c[0]), word(c[1]), text(c[2]), word(c[3])) for c in _rows(claims, 4)),
        report="r" + events[event][1:] if report == _OWN else report,
        again=tuple(events[n] for n in again or ()),
        contradicted=tuple(events[n] for n in against or ()),
    )


def _reasons(reasons: Sequence[str]) -> list[str] | bytes:
    whole = _pack(reasons)
    return zlib.compress(whole, 9) if len(whole) > _LONG else list(reasons)


def _unreasons(packed: list[str] | bytes | None) -> tuple[str, ...]:
    return tuple(_unpack(zlib.decompress(packed)) if isinstance(packed, bytes) else packed or ())


def _span(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _rows(flat: Sequence[Any] | None, width: int) -> Iterable[Sequence[Any]]:
    values = flat or ()
    return (values[start : start + width] for start in range(0, len(values), width))
