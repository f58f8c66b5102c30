"""Double coding: what a coder says of a unit, where two coders differ, how far they agree, and the gold that comes of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from legation import asking, edtf
from legation.errors import UsageError
from legation.measure.gold import FACTUALITIES, STAGES
from legation.record.desk import Coding, Sample, Unit
from legation.review.agreement import Figure, alpha, kappa, with_interval
from legation.types import Report, Story

SETTLED = "settled by"
"""What stands before the name of whoever settled a unit, where a coder's name stands otherwise."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What somebody says of a unit; with ``event`` "no" the rest is empty."""

    event: str  # yes, no
    type: str = ""
    mode: str = ""
    states: str = ""  # codes, sorted, a blank between
    date: str = ""
    stage: str = ""
    factuality: str = ""


NAMES = tuple(field.name for field in fields(Coded))
NOTHING = Coded("no")


def read(said: Mapping[str, str]) -> Coded:
    """What a form says. Raises `UsageError` for a value that is none."""
    if said.get("event") not in ("yes", "no"):
        raise UsageError("say whether this is an event of the codebook")
    if said["event"] == "no":
        return NOTHING
    names = said.get("states", "")
    words = names.split(",") if "," in names else names.split()
    states = " ".join(sorted({asking.state(word.strip()) for word in words if word.strip()}))
    date, stage, factuality = said.get("date", ""), said.get("stage", ""), said.get("factuality", "actual")
    if date and edtf.bounds(date) is None:
        raise UsageError(f"{date}: no date (2014-11-20, 2014-11, 2015-02-11/2015-02-13)")
    if stage and stage not in STAGES:
        raise UsageError(f"{stage}: no stage (they are {', '.join(STAGES)})")
    if factuality not in FACTUALITIES:
        raise UsageError(f"{factuality}: no factuality (they are {', '.join(FACTUALITIES)})")
    return Coded(
        "yes", asking.event_type(said.get("type", "")), said.get("mode", ""), states, date, stage, factuality
    )


def pack(coded: Coded) -> str:
    """As it is kept."""
    return json.dumps(asdict(coded))


def unpack(payload: str) -> Coded:
    """As it was kept."""
    return Coded(**json.loads(payload))


def machine(report: Report | None) -> Coded:
    """What the coder of Legation said of a unit; nothing, of one that only a person found."""
    if report is None:
        return NOTHING
    states = " ".join(sorted(report.states))
    return Coded(
        "yes",
        report.type,
        report.mode or "",
        states,
        report.date or "",
        report.stage or "",
        report.factuality,
    )


@dataclass(frozen=True, slots=True)
class Work:
    """A sample with everything that was said of it."""

    sample: Sample
    units: tuple[Unit, ...]
    said: Mapping[tuple[int, str], Coded]  # by unit and coder
    settled: Mapping[int, Coded]  # what somebody decided

    @classmethod
    def of(cls, sample: Sample, units: Sequence[Unit], codings: Sequence[Coding]) -> Work:
        """Codings, put in order."""
        said = {(c.unit, c.coder): unpack(c.payload) for c in codings if not c.coder.startswith(SETTLED)}
        settled = {c.unit: unpack(c.payload) for c in codings if c.coder.startswith(SETTLED)}
        return cls(sample, tuple(units), said, settled)

    def by(self, coder: str) -> int:
        """How many units somebody has coded."""
        return sum(who == coder for _, who in self.said)

    def both(self, unit: Unit) -> tuple[Coded | None, Coded | None]:
        """What the two coders say of a unit."""
        one, other = (self.said.get((unit.number, coder)) for coder in self.sample.coders)
        return one, other

    def final(self, unit: Unit) -> Coded | None:
        """What stands in the end: as decided, or what both say; None where they differ or are not done."""
        one, other = self.both(unit)
        return self.settled.get(unit.number) or (one if one is not None and one == other else None)

    @property
    def open(self) -> tuple[Unit, ...]:
        """Units that both have coded, differently, and nobody has decided."""
        return tuple(u for u in self.units if all(self.both(u)) and self.final(u) is None)

    @property
    def done(self) -> bool:
        """Whether both coders have coded every unit."""
        return all(None not in self.both(unit) for unit in self.units)


@dataclass(frozen=True, slots=True)
class Row:
    """Agreement on one field."""

    field: str
    kappa: Figure
    alpha: Figure


def agreement(pairs: Sequence[tuple[Coded | None, Coded | None]]) -> tuple[Row, ...]:
    """Agreement per field: on whether there is an event over all units, on the rest over those that both call one."""
    coded = [(a, b) for a, b in pairs if a is not None and b is not None]
    found = []
    for name in NAMES:
        kept = coded if name == "event" else [(a, b) for a, b in coded if a.event == b.event == "yes"]
        units = [(getattr(a, name), getattr(b, name)) for a, b in kept]
        found.append(Row(name, with_interval(units, kappa), with_interval(units, alpha)))
    return tuple(found)


def gold_zip(work: Work, stories: Mapping[str, Story]) -> bytes:
    """The settled events as gold: for each story its page as text, and its coding beside it.

    A story with a unit that is not settled is left out: what is not coded there would count as not there.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for ref, story in sorted(stories.items()):
            own = [unit for unit in work.units if unit.story == ref]
            finals = [work.final(unit) for unit in own]
            if any(final is None for final in finals):
                continue
            events = [
                _gold(unit, final)
                for unit, final in zip(own, finals, strict=True)
                if final and final.event == "yes"
            ]
            raw = {
                "outlet": story.outlet,
                "published": story.published,
                "language": story.language,
                "events": events,
            }
            _put(archive, f"{ref[2:]}.txt", story.text)
            _put(archive, f"{ref[2:]}.json", json.dumps(raw, ensure_ascii=False, indent=1) + "\n")
    return stream.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text.encode("utf-8", "replace"))


def _gold(unit: Unit, final: Coded) -> dict[str, object]:
    return {
        "key": f"{unit.story[2:]}-{unit.number}", "type": final.type, "mode": final.mode or None,
        "states": final.states.split(), "date": final.date or None, "stage": final.stage or None,
        "factuality": final.factuality, "required": True, "evidence": unit.evidence,
    }  # fmt: skip
