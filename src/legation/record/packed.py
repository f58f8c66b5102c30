"""How a report is written into its row, and read back unchanged.

A row is a string of small numbers, seven bits a byte: words by their numbers (see `names`), days as steps from the
turn of the century, evidence as offsets into the page, each told from the one before. What is rare (money, words of
evidence that are not those of the page at their place, odd numbers) stands behind them as a msgpack list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from legation.record.codec import pack_date, unpack_date, unvarints, varints
from legation.record.names import Names
from legation.types import Actor, Claim, Evidence, Item, Money, Place, Report, Span, Story

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder().decode
_places = msgspec.json.Decoder(Place)
_CENTURY = date(2000, 1, 1).toordinal()
_FINE = 10_000  # a confidence is nearly always a whole number of these
_REST, _WORDS, _TOPICS, _ITEMS, _CLAIMS, _ACTORS = 1, 2, 4, 8, 16, 32
"""What a row has: rare values; a date that is no plain day; topics, items, claims, actors."""
_WIDE = 2  # bytes that say how long the rare values are

Word = Callable[[str | None], int]


def pack_report(one: Report, names: Names) -> bytes:
    """The report without its id and its story."""
    word = names.number
    day = pack_date(one.date)
    first = one.evidence[0].start if one.evidence else 0
    rest = _rest(one, word)
    flags = (rest is not None) * _REST | (not isinstance(day, int)) * _WORDS
    for flag, values in (
        (_TOPICS, one.topics),
        (_ITEMS, one.items),
        (_CLAIMS, one.claims),
        (_ACTORS, one.actors),
    ):
        flags |= flag if values else 0
    row = [
        flags, word(one.type), word(one.mode), word(one.stage), word(one.factuality), word(one.rule),
        max(0, round(one.confidence * _FINE)), word(day) if not isinstance(day, int) else _both(day - _CENTURY),
        word(one.date_basis), word(_place(one.place)), *_listed((word(state),) for state in one.states),
        *_listed(_evidence(one.evidence, word)),
    ]  # fmt: skip
    if one.topics:
        row += _listed((word(topic),) for topic in one.topics)
    if one.items:
        row += _listed(_item(item, first, word) for item in one.items)
    if one.claims:
        row += _listed((word(c.name), word(c.state), word(c.manner), word(c.via)) for c in one.claims)
    if one.actors:
        row += _listed(_actor(actor, first, word) for actor in one.actors)
    if rest is None:
        return bytes(varints(row))
    return bytes(varints(row)) + rest + len(rest).to_bytes(_WIDE + 1, "big")


def unpack_report(packed: bytes, ref: str, story: Story, names: Names) -> Report:
    """The report, with the story that it stands in; the story needs its text."""
    flags, rest = packed[0], _NOTHING
    if flags & _REST:
        wide = int.from_bytes(packed[-_WIDE - 1 :], "big")
        rest = _unpack(packed[-_WIDE - 1 - wide : -_WIDE - 1])
        packed = packed[: -_WIDE - 1 - wide]
    row = iter(unvarints(packed[1:]))
    word, name, text = names.word, names.text, story.text
    kind, mode, stage, factuality, rule, fine, day, basis, place = (next(row) for _ in range(9))
    states = tuple(name(state) for (state,) in _unlisted(row, 1))
    evidence = tuple(_told(row, rest, text, name))
    first = evidence[0].start if evidence else 0
    where = word(place)
    money, _, quantities, confidence = rest
    return Report(
        id=ref,
        story=story,
        type=name(kind),
        mode=word(mode),
        states=states,
        topics=tuple(name(topic) for (topic,) in _unlisted(row, 1)) if flags & _TOPICS else (),
        items=tuple(_things(row, first, quantities, names)) if flags & _ITEMS else (),
        claims=tuple(Claim(name(c[0]), word(c[1]), name(c[2]), word(c[3])) for c in _unlisted(row, 4))
        if flags & _CLAIMS
        else (),
        actors=tuple(_who(one, first, names) for one in _unlisted(row, 8)) if flags & _ACTORS else (),
        date=word(day) if flags & _WORDS else unpack_date(_CENTURY + _either(day)),
        date_basis=word(basis),
        place=_places.decode(where) if where else None,
        stage=word(stage),
        factuality=name(factuality),
        money=tuple(Money(m[0], name(m[1]), name(m[2]), Span(m[3], m[4])) for m in money),
        evidence=evidence,
        rule=name(rule),
        confidence=fine / _FINE if confidence is None else confidence,
    )


# ------------------------------------------------------------------ parts


def _listed(rows: Iterable[tuple[int, ...]]) -> Iterator[int]:
    """How many there are, and their numbers."""
    every = list(rows)
    yield len(every)
    for row in every:
        yield from row


def _unlisted(row: Iterator[int], width: int) -> Iterator[tuple[int, ...]]:
    for _ in range(next(row)):
        yield tuple(next(row) for _ in range(width))


def _evidence(every: Iterable[Evidence], word: Word) -> Iterator[tuple[int, int, int]]:
    before = 0
    for one in every:
        yield word(one.purpose), _both(one.start - before), _both(one.end - one.start)
        before = one.start


def _told(row: Iterator[int], rest: Any, text: str, name: Callable[[int], str]) -> Iterator[Evidence]:
    own = dict(rest[1])
    before = 0
    for number, (purpose, step, length) in enumerate(_unlisted(row, 3)):
        start = before + _either(step)
        end = start + _either(length)
        words = own[number].decode("utf-8", "surrogatepass") if number in own else text[start:end]
        yield Evidence(start, end, words, name(purpose))
        before = start


def _actor(one: Actor, first: int, word: Word) -> tuple[int, ...]:
    who = (word(one.name), word(one.state), word(one.office), word(one.kind), word(one.role))
    return (*who, word(one.wikidata), _both(one.start - first), _both(one.end - one.start))


def _who(row: tuple[int, ...], first: int, names: Names) -> Actor:
    name, state, office, kind, role, wikidata, step, length = row
    start = first + _either(step)
    word, text = names.word, names.text
    return Actor(
        text(name), word(state), word(office), text(kind), text(role), word(wikidata), start, start + _either(length)
    )  # fmt: skip


def _item(one: Item, first: int, word: Word) -> tuple[int, ...]:
    plain = one.quantity + 1 if one.quantity is not None and _counted(one.quantity) else 0
    span = (_both(one.span.start - first), _both(one.span.end - one.span.start))
    return (word(one.designation), word(one.category), plain, word(one.quantity_text), *span)


def _things(row: Iterator[int], first: int, quantities: Any, names: Names) -> Iterator[Item]:
    odd = dict(quantities)
    for number, (what, category, plain, words, step, length) in enumerate(_unlisted(row, 6)):
        quantity = odd.get(number, plain - 1 if plain else None)
        start = first + _either(step)
        yield Item(
            names.text(what), names.text(category), quantity, names.word(words), Span(start, start + _either(length))
        )  # fmt: skip


def _counted(quantity: object) -> bool:
    return isinstance(quantity, int) and not isinstance(quantity, bool) and quantity >= 0


_NOTHING: Any = ((), (), (), None)


def _rest(one: Report, word: Word) -> bytes | None:
    """Money, words of evidence that the page does not hold, odd quantities and confidences; None without any."""
    text = one.story.text
    money = [(m.amount, word(m.currency), word(m.of), m.span.start, m.span.end) for m in one.money]
    own = [
        (number, e.text.encode("utf-8", "surrogatepass"))
        for number, e in enumerate(one.evidence)
        if e.text != text[e.start : e.end]
    ]
    odd = [
        (number, item.quantity)
        for number, item in enumerate(one.items)
        if item.quantity is not None and not _counted(item.quantity)
    ]
    fine = max(0, round(one.confidence * _FINE))
    confidence = None if fine / _FINE == one.confidence else one.confidence
    rest = (money, own, odd, confidence)
    return None if not (money or own or odd) and confidence is None else _pack(rest)


def _place(place: Place | None) -> str | None:
    return msgspec.json.encode(place).decode() if place else None


def _both(number: int) -> int:
    """A number that may lie below 0, as one that does not."""
    return number << 1 if number >= 0 else (-number << 1) - 1


def _either(number: int) -> int:
    return -(number + 1 >> 1) if number & 1 else number >> 1
