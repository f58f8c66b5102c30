"""Deals for people: a table of a line each, one deal in full, and the lines of a dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.text import Text

from legation.share import wording
from legation.share.screen import Screen, clean, shorten
from legation.types import Amount, Deal, Step

_ID, _NEWS, _STATES, _KIND, _STAGE = 18, 10, 11, 25, 18  # characters
_LABEL = 14
COLUMNS = (
    "id", "type", "mode", "states", "suppliers", "recipients", "title", "stage", "silent", "first_news", "last_news",
    "due", "ordered", "delivered", "money", "steps", "events", "framework", "parts", "renews",
)  # fmt: skip


def table(screen: Screen, found: Iterable[Deal]) -> int:
    """A table of deals; how many there were."""
    count = 0
    for deal in found:
        if not count and screen.room is not None:
            head = f"{'ID':<{_ID}}  {'LAST NEWS':<{_NEWS}}  {'STATES':<{_STATES}}  {'TYPE':<{_KIND}}  {'STAGE':<{_STAGE}}  WHAT"
            screen.put((shorten(head, screen.room), "bold"))
        _row(screen, deal)
        count += 1
    return count


def _row(screen: Screen, deal: Deal) -> None:
    kind = f"{deal.type}/{deal.mode}" if deal.mode else deal.type
    cells = Text.assemble(
        (f"{deal.id:<{_ID}}  ", "dim"),
        (f"{deal.last_news or 'not known':<{_NEWS}}  ", "magenta"),
        (f"{wording.codes(deal.states):<{_STATES}}  ", "bold"),
        (f"{kind:<{_KIND}}  ", "cyan"),
        (f"{standing(deal):<{_STAGE}}  ", "yellow" if deal.silent or deal.stage is None else "green"),
    )
    what = clean(deal.title) + (
        f" ({wording.plural(len(deal.steps), 'step')})" if len(deal.steps) > 1 else ""
    )
    room = screen.room
    if room is None or room - cells.cell_len >= 24:
        screen.put(cells, shorten(what, None if room is None else room - cells.cell_len))
    else:
        cells.rstrip()
        screen.put(cells)
        screen.put((shorten(what, room - 4), "italic"), indent=4)


def standing(deal: Deal) -> str:
    """How far a deal has got, and whether it is silent: "signed, silent"; of what is only spoken of, so."""
    stage = deal.stage
    if stage is None:
        ahead = [s for s in deal.steps if s.factuality != "actual"]
        stage = f"{ahead[-1].stage} {ahead[-1].factuality}" if ahead else "spoken of"
    return f"{stage}, silent" if deal.silent else stage


def deal(screen: Screen, one: Deal, names: Mapping[str, str], others: Mapping[str, Deal]) -> None:
    """One deal in full. ``others`` are the deals that it names, by id."""
    screen.put((one.id, "bold"), "  ", (clean(one.title), "bold cyan"))
    screen.put()
    for label, value in _rows(one, names, others):
        if value:
            screen.put((label.ljust(_LABEL), "dim"), value, indent=2)
    screen.put()
    screen.put(("steps" if one.steps else "no step is told", "bold underline"))
    for step in one.steps:
        screen.put()
        _step(screen, step)
    if one.reasons:
        screen.put()
        screen.put(("linked because", "bold underline"))
        for reason in one.reasons:
            screen.block(f"{clean(reason)}", indent=2)


def _rows(one: Deal, names: Mapping[str, str], others: Mapping[str, Deal]) -> Iterable[tuple[str, str]]:
    yield "type", f"{one.type}/{one.mode}" if one.mode else one.type
    yield "states", ", ".join(f"{names.get(s, s)} ({s})" for s in one.states)
    yield "supplier", ", ".join(names.get(s, s) for s in one.suppliers)
    yield "recipient", ", ".join(names.get(s, s) for s in one.recipients)
    yield "stage", standing(one)
    for number, amount in enumerate(one.amounts):
        yield "" if number else "what", quantities(amount)
    yield "money", "; ".join(map(wording.money, one.money))
    yield "first news", one.first_news or ""
    yield "last news", one.last_news or ""
    if one.due:
        yield "awaited by", f"{one.due}, after which it counts as silent"
    yield "falls under", _other(one.framework, others)
    for number, part in enumerate(one.parts):
        yield "" if number else "parts", _other(part, others)
    yield "renews", _other(one.renews, others)


def _other(ref: str | None, others: Mapping[str, Deal]) -> str:
    if ref is None:
        return ""
    found = others.get(ref)
    return f"{ref}  {clean(found.title)}, {standing(found)}" if found else ref


def quantities(amount: Amount) -> str:
    """What was ordered of a thing, and what has been delivered of it."""
    said = []
    if amount.ordered is not None:
        said.append(f"{amount.ordered:,} ordered")
    if amount.delivered is not None:
        said.append(f"{amount.delivered:,} delivered")
    return clean(amount.designation) + (f": {', '.join(said)}" if said else "")


def _step(screen: Screen, step: Step) -> None:
    date = wording.when(step.date) if step.date else f"told {step.told}" if step.told else "date open"
    how = step.stage if step.factuality == "actual" else f"{step.stage}, {step.factuality}"
    screen.put((date.ljust(16), "magenta"), (how.ljust(20), "bold"), (step.event, "dim"), indent=2)
    if step.words:
        screen.block(clean(step.words), indent=18)
    if step.claims:
        screen.put(("says who: ", "dim"), "; ".join(map(wording.claim, step.claims)), indent=18)
    if step.again:
        screen.put((f"told again in {', '.join(step.again)}", "dim"), indent=18)
    if step.contradicted:
        screen.put((f"denied in {', '.join(step.contradicted)}", "yellow"), indent=18)


def lines(screen: Screen, found: Sequence[Deal], indent: int = 2) -> None:
    """Deals as lines of a dossier: title, stage, last news, steps with their dates."""
    for one in found:
        news = f"last news {one.last_news}" if one.last_news else ""
        screen.put(
            (clean(one.title), "bold"), "  ", (standing(one), "yellow" if one.silent else "green"),
            (f"  {news}  {one.id}", "dim"), indent=indent,
        )  # fmt: skip
        path = " → ".join(
            f"{s.stage} {_short(s)}" + ("" if s.factuality == "actual" else f" ({s.factuality})")
            for s in one.steps
        )
        if path:
            screen.block(path, indent=indent + 2)


def _short(step: Step) -> str:
    return wording.when(step.date) if step.date else f"told {step.told}" if step.told else "undated"


def csv_row(one: Deal) -> tuple[str, ...]:
    """The cells of a deal's row, in the order of `COLUMNS`; several values in a cell are separated by "; "."""
    return (
        one.id, one.type, one.mode or "", " ".join(one.states), " ".join(one.suppliers), " ".join(one.recipients),
        one.title, one.stage or "", "yes" if one.silent else "no", one.first_news or "", one.last_news or "",
        one.due or "", _each(one.amounts, lambda a: a.ordered), _each(one.amounts, lambda a: a.delivered),
        "; ".join(map(wording.money, one.money)),
        "; ".join(f"{s.stage} {s.date or s.told or 'open'}" + ("" if s.factuality == "actual" else f" {s.factuality}") for s in one.steps),
        " ".join(one.events), one.framework or "", " ".join(one.parts), one.renews or "",
    )  # fmt: skip


def _each(amounts: Sequence[Amount], value: Callable[[Amount], int | None]) -> str:
    return "; ".join(f"{value(a)} {a.designation}" for a in amounts if value(a) is not None)
