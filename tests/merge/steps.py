"""Steps of made deals, and random ones out of small pools, so that many of them nearly belong together."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from legation.types import Actor, Item, Report, Span

from .made import report, story

MI35, MI171 = ("Mi-35", "helicopter"), ("Mi-171", "helicopter")


def sides(supplier: str, recipient: str) -> tuple[Actor, ...]:
    return (
        Actor(supplier, supplier, None, "state", "supplier", None, 0, 0),
        Actor(recipient, recipient, None, "state", "recipient", None, 0, 0),
    )


def step(
    date: str,
    stage: str,
    thing: tuple[str, str] | None = MI35,
    quantity: int | None = None,
    type: str = "transfer",
    states: tuple[str, ...] = ("PAK", "RUS"),
    words: str = "",
    supplier: str | None = None,
    mode: str | None = "sale",
    **more: Any,
) -> Report:
    items = (Item(thing[0], thing[1], quantity, None, Span(0, 0)),) if thing and type == "transfer" else ()
    actors = sides(supplier, next(s for s in states if s != supplier)) if supplier else ()
    told = more.pop("told", story(f"{date}-{stage}-{thing}-{quantity}-{states}-{words}", date[:10]))
    return report(told, type, states, date, words, actors, items=items, stage=stage, mode=mode, **more)


STORIES = [
    story(name, day)
    for name, day in zip("abcdefgh", ["2014-03-02", "2021-02-01", None, "2016-07"] * 2, strict=True)
]
STAGES = ["negotiating", "agreed", "signed", "ratified", "delivered", "cancelled"]


@st.composite
def moves(draw: st.DrawFn) -> Report:
    day = draw(st.sampled_from(["2014-03-01", "2014-06", "2015-02-03", "2016", "2018-09-09", "2021-01-05"]))
    return step(
        day,
        draw(st.sampled_from(STAGES)),
        draw(st.sampled_from([None, MI35, MI171])),
        draw(st.sampled_from([None, 4, 20])),
        draw(st.sampled_from(["transfer", "agreement"])),
        draw(st.sampled_from([("PAK", "RUS"), ("IND", "RUS"), ("IND", "PAK", "RUS")])),
        draw(st.sampled_from(["", "framework agreement on helicopters", "renewed the pact"])),
        factuality=draw(st.sampled_from(["actual", "actual", "planned", "denied"])),
        told=draw(st.sampled_from(STORIES)),
    )
