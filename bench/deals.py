"""How well events are linked into deals, on the histories of gold/deals.

    PYTHONPATH=src python bench/deals.py            # event by event: what a faultless coder would hand over
    PYTHONPATH=src python bench/deals.py --stories  # the coder's own reports of the stories
    PYTHONPATH=src python bench/deals.py --gaps     # days between steps, from which the figures of deals.toml follow

All histories are linked together, as in one record. A deal is right where one found deal holds exactly its events and
goes through its stages in their order. With ``--wrong`` it says what was found instead.
"""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation import edtf
from legation.gazetteer import deal_words
from legation.merge import merge
from legation.merge.deals import link
from legation.merge.deals.moves import FAMILIES, is_move, taken
from legation.types import (
    Actor,
    Capture,
    Deal,
    Evidence,
    Item,
    Money,
    Paragraph,
    Place,
    Report,
    Span,
    Story,
)

FOLDER = Path(__file__).parents[1] / "gold" / "deals"


@dataclass(frozen=True, slots=True)
class GoldStep:
    """One step as written by hand: the report that a faultless coder would make of it, and its story, if any."""

    report: Report
    page: str | None
    again: bool  # tells of the step before it once more (a parliament's vote, and the president's signature)
    shows: str  # the stage of the deal that it shows: a signed letter of intent shows it agreed


@dataclass(frozen=True, slots=True)
class GoldDeal:
    """One deal as written by hand, its steps in the order in which they happened."""

    key: str
    history: str
    steps: tuple[GoldStep, ...]
    framework: str | None
    renews: str | None

    @property
    def stages(self) -> list[str]:
        """The stages that were gone through."""
        return [s.shows for s in self.steps if s.report.factuality == "actual" and not s.again]


def gold_deals(folder: Path = FOLDER) -> tuple[GoldDeal, ...]:
    """Every deal of the gold."""
    stories = _tables(folder / "stories")
    found = []
    for path in sorted(folder.glob("*.toml")):
        for history in tomllib.loads(path.read_text(encoding="utf-8"))["history"]:
            found += [_deal(raw, history["name"], stories) for raw in history["deal"]]
    return tuple(found)


def _tables(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def _deal(raw: Mapping[str, Any], history: str, stories: Mapping[str, Any]) -> GoldDeal:
    pages = stories.get(raw["key"], {}).get("pages", [])
    if pages and len(pages) != len(raw["steps"]):
        raise ValueError(f"{raw['key']}: {len(pages)} stories for {len(raw['steps'])} steps")
    told = pages or [{}] * len(raw["steps"])
    steps = tuple(_step(raw, step | page) for step, page in zip(raw["steps"], told, strict=True))
    return GoldDeal(raw["key"], history, steps, raw.get("framework"), raw.get("renews"))


def _step(deal: Mapping[str, Any], raw: Mapping[str, Any]) -> GoldStep:
    told = raw.get("told", raw["date"])
    name = f"{deal['key']}-{raw['date']}-{raw['stage']}-{raw.get('factuality', 'actual')}"
    digest = hashlib.sha256(name.encode()).hexdigest()[:16]
    words: str = raw["words"]
    story = Story(
        id="s_" + digest, path=name, url=None, part=1, title=None, outlet=name, outlet_state=None, published=told,
        published_span=None, language="en", text=words, paragraphs=(Paragraph(Span(0, len(words)), "body"),),
    )  # fmt: skip
    sides = [(role, deal[role]) for role in ("supplier", "recipient") if role in deal]
    states = deal.get("states") or [state for _, state in sides]
    type_: str = raw.get("type", deal["type"])
    report = Report(
        id="r_" + digest, story=story, type=type_, mode=deal["mode"], states=tuple(sorted(states)),
        actors=tuple(Actor(state, state, None, "state", role, None, 0, 0) for role, state in sides),
        date=raw["date"], date_basis=None, place=_place(deal, raw), stage=raw["stage"],
        factuality=raw.get("factuality", "actual"), topics=(), items=tuple(_items(deal, raw)),
        money=tuple(_money(raw)), claims=(),
        evidence=(Evidence(0, len(words), words, "event"),), rule="gold", confidence=1.0,
    )  # fmt: skip
    page = _page(raw, told) if "text" in raw else None
    return GoldStep(report, page, raw.get("again", False), raw.get("shows", raw["stage"]))


def _items(deal: Mapping[str, Any], raw: Mapping[str, Any]) -> Iterable[Item]:
    things = raw.get("things") or deal.get("things")
    if things is None and "thing" in deal:
        things = [[*deal["thing"], raw.get("quantity")]]
    for name, category, quantity in things or ():
        yield Item(name, category, quantity, None, Span(0, 0))


def _money(raw: Mapping[str, Any]) -> Iterable[Money]:
    if "money" in raw:
        amount, currency = raw["money"]
        yield Money(amount, currency, "value", Span(0, 0))


def _place(deal: Mapping[str, Any], raw: Mapping[str, Any]) -> Place | None:
    if "place" not in deal or raw.get("type") == "agreement":
        return None
    return Place(deal["place"], None, None, None, "point")


def _page(raw: Mapping[str, Any], told: str) -> str:
    """A page as a newspaper prints it: headline, outlet and day, text."""
    day = edtf.bounds(told)
    assert day is not None
    year, month, date = edtf.iso(day[1]).split("-")
    months = "January February March April May June July August September October November December".split()
    return f"{raw['title']}\n\nMeridian Wire, {int(date)} {months[int(month) - 1]} {year}\n\n{raw['text']}\n"


# ------------------------------------------------------------------ measuring


@dataclass(frozen=True, slots=True)
class Result:
    """One gold deal, the found deal that holds most of its events, and whether stages and events are right."""

    gold: GoldDeal
    found: Deal | None
    stages: bool
    events: bool

    @property
    def got(self) -> list[str]:
        """The stages that were found."""
        return stages(self.found)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found for the gold: a result for each deal, every found deal by its gold key, and counts of pairs.

    ``pairs``: pairs of events of one deal that are rightly linked, that are linked, and that should be.
    """

    results: tuple[Result, ...]
    home: Mapping[str, Deal]
    pairs: tuple[int, int, int]


def by_events(golds: Sequence[GoldDeal]) -> Measured:
    """Link what a faultless coder would hand over."""
    reports = [step.report for gold in golds for step in gold.steps]
    return _measured(golds, reports, {s.report.id: g.key for g in golds for s in g.steps})


def by_stories(golds: Sequence[GoldDeal]) -> Measured:
    """Link the coder's own reports of those deals of which every step has a story."""
    from legation.pipeline import Pipeline

    told = [gold for gold in golds if all(step.page for step in gold.steps)]
    pipeline = Pipeline.default()
    reports: list[Report] = []
    keys: dict[str, str] = {}
    for gold in told:
        for number, step in enumerate(gold.steps):
            content = (step.page or "").encode()
            name = f"{gold.key}-{number}"
            page = pipeline.read(Capture(name, content, "text/plain", hashlib.sha256(content).hexdigest()))
            reports += page.reports
            # What a story tells of other states (Germany's tanks beside America's) is no step of this deal.
            keys |= {
                one.id: gold.key
                for one in page.reports
                if set(one.states) & set(step.report.states) == set(one.states)
            }
    return _measured(told, reports, keys)


def _measured(golds: Sequence[GoldDeal], reports: Sequence[Report], keys: Mapping[str, str]) -> Measured:
    by_id = {one.id: one for one in reports}
    events = [event for event in merge(reports) if is_move(event)]
    deals = link(((event, [by_id[one] for one in event.reports]) for event in events), deal_words())
    key_of = {
        event.id: Counter(known).most_common(1)[0][0]
        for event in events
        if (known := [keys[one] for one in event.reports if one in keys])
    }
    results, home = [], {}
    for gold in golds:
        own = {event for event, key in key_of.items() if key == gold.key}
        ranked = sorted(deals, key=lambda d: (-len(own & set(d.events)), len(d.events), d.id))
        found = ranked[0] if ranked and own & set(ranked[0].events) else None
        if found:
            home[gold.key] = found
        whole = found is not None and set(found.events) == own
        results.append(Result(gold, found, stages(found) == gold.stages, whole))
    return Measured(tuple(results), home, _pairs(key_of, deals))


def _pairs(keys: Mapping[str, str], deals: Sequence[Deal]) -> tuple[int, int, int]:
    home = {event: deal.id for deal in deals for event in deal.events}
    both = Counter((home[event], key) for event, key in keys.items())
    return tuple(
        sum(n * (n - 1) // 2 for n in of.values())
        for of in (both, Counter(home.values()), Counter(keys.values()))
    )  # type: ignore[return-value]


def stages(deal: Deal | None) -> list[str]:
    """The stages that a found deal went through."""
    return [s.stage for s in deal.steps if taken(s.stage, s.factuality)] if deal else []


def share(results: Sequence[Result], least: int = 3) -> tuple[int, int]:
    """How many deals of ``least`` to eight steps have their stages and events right, of how many."""
    counted = [r for r in results if least <= len(r.gold.steps) <= 8]
    return sum(r.stages and r.events for r in counted), len(counted)


def gaps(golds: Sequence[GoldDeal]) -> dict[tuple[str, str], list[int]]:
    """Days from one step to the next, by family and stage."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for gold in golds:
        for one, after in zip(gold.steps, gold.steps[1:], strict=False):
            start, end = edtf.bounds(one.report.date), edtf.bounds(after.report.date)
            if start and end:
                found[FAMILIES[one.report.type], one.report.stage or ""].append(end[1] - start[0])
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--stories", "--gaps", "--wrong"):
        parser.add_argument(name, action="store_true")
    asked = parser.parse_args()
    golds = gold_deals()
    if asked.gaps:
        for (family, stage), days in sorted(gaps(golds).items()):
            days.sort()
            most = days[min(len(days) - 1, round(0.8 * len(days)))]
            print(
                f"{family:8} {stage:12} {len(days):3} gaps, four in five within {most:5} days, longest {days[-1]:5}"
            )
        return
    measured = (by_stories if asked.stories else by_events)(golds)
    results, home = measured.results, measured.home
    for least, what in ((3, "of three to eight steps"), (1, "in all")):
        right, number = share(results, least)
        print(f"{right} of {number} deals {what}: stages and events right ({right / max(1, number):.3f})")
    both, linked, wanted = measured.pairs
    print(
        f"pairs of events of one deal: precision {both / linked:.3f}, recall {both / wanted:.3f} ({wanted} pairs)"
    )
    links = [(g.key, "framework", g.framework) for g in golds if g.framework]
    links += [(g.key, "renews", g.renews) for g in golds if g.renews]
    known = [(home[k], name, home[o]) for k, name, o in links if o and k in home and o in home]
    print(
        f"{sum(getattr(d, name) == other.id for d, name, other in known)} of {len(known)} frameworks and renewals"
    )
    for r in results if asked.wrong else ():
        if not (r.stages and r.events):
            print(
                f"\n{r.gold.key}: {' '.join(r.gold.stages)}\n   found: {' '.join(r.got) or 'nothing'}; events {'right' if r.events else 'wrong'}"
            )
            for reason in r.found.reasons if r.found else ():
                print(f"      {reason}")


if __name__ == "__main__":
    main()
