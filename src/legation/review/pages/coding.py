"""Double coding: draw a sample, code it blind, settle what differs, see how far coders agree, take the gold away."""

from __future__ import annotations

import random

from starlette.responses import Response

from legation import asking
from legation.errors import UsageError
from legation.measure.gold import FACTUALITIES, STAGES
from legation.record.desk import Sample, Unit
from legation.review import doublecoding, searching
from legation.review.addresses import listing
from legation.review.doublecoding import NAMES, SETTLED, Coded, Work
from legation.review.visit import Visit, attachment
from legation.types import Report

MOST = 5000
"""Events, the newest, of whose stories a sample is drawn."""
CHOICES = {"type": asking.types(), "stage": STAGES, "factuality": FACTUALITIES}


def samples(visit: Visit) -> Response:
    """All samples, and the form for a new one."""
    with visit.desk.record.notebook() as notebook:
        works = [Work.of(s, notebook.units(s.number), notebook.codings(s.number)) for s in notebook.samples()]
    people = [person.name for person in visit.desk.people.all()]
    return visit.page("coding.html", works=works, people=people)


def draw(visit: Visit) -> Response:
    """Draw stories at random and give them to two coders. The name is the seed: the same name draws the same."""
    name, size = visit.said("name")[:100], visit.said("size")
    coders = tuple(dict.fromkeys(c.strip() for c in (visit.said("one"), visit.said("other")) if c.strip()))
    if not name or len(coders) != 2 or not size.isdecimal() or not 1 <= int(size) <= 1000:
        raise UsageError("a sample needs a name, two different coders, and from 1 to 1,000 stories")
    people = {person.name for person in visit.desk.people.all()}
    unknown = [coder for coder in coders if people and coder not in people]
    if unknown:
        raise UsageError(f"{unknown[0]}: no user of this name")
    record = visit.desk.record
    found = searching.find(record, listing(visit.request.query_params).sought, MOST)
    stories = sorted({report.story.id for _, reports in found.told for report in reports})
    chosen = sorted(random.Random(name).sample(stories, min(int(size), len(stories))))
    units = [
        (story, r.id, _sentence(r)) for story in chosen for r in record.reports_of(story) if _sentence(r)
    ]
    with record.writing() as writer:
        if any(sample.name == name for sample in writer.notebook.samples()):
            raise UsageError(f"{name}: there is a sample of this name")
        writer.notebook.add_sample(name, coders, visit.person.name, visit.desk.now, units)
    return visit.go("/coding")


def _sentence(report: Report) -> str:
    return next((one.text for one in report.evidence if one.purpose == "event"), "")


def _work(visit: Visit) -> Work:
    number = visit.path("number")
    with visit.desk.record.notebook() as notebook:
        for sample in notebook.samples():
            if str(sample.number) == number:
                return Work.of(sample, notebook.units(sample.number), notebook.codings(sample.number))
    raise UsageError(f"{number}: no such sample")


def _done(visit: Visit, what: str) -> Work:
    """A sample that both have coded. Raises `UsageError` before that: ``what`` is not for coders still at work."""
    found = _work(visit)
    if not found.done:
        raise UsageError(
            f"{what} when both coders have coded every unit, so that neither sees the other's before"
        )
    return found


def _coder(visit: Visit, sample: Sample) -> str:
    """As whom a visitor codes: their own name; where no users are set up, whichever they say."""
    wanted = visit.asked("as") or visit.said("as")
    name = wanted if visit.person.name == "local" and wanted else visit.person.name
    if name not in sample.coders:
        raise UsageError(f"{name}: not a coder of this sample (they are {' and '.join(sample.coders)})")
    return name


def work(visit: Visit) -> Response:
    """The next unit that a coder has not coded, without anything that others, or the machine, said of it."""
    found = _work(visit)
    coder = _coder(visit, found.sample)
    asked = visit.asked("unit")
    left = [u for u in found.units if (u.number, coder) not in found.said]
    unit = next((u for u in found.units if str(u.number) == asked), left[0] if left else None)
    story = visit.desk.record.story(unit.story) if unit else None
    return visit.page(
        "coding_work.html", work=found, coder=coder, unit=unit, left=len(left), story=story, choices=CHOICES,
        own=found.said.get((unit.number, coder)) if unit else None,
    )  # fmt: skip


def code(visit: Visit) -> Response:
    """Keep what a coder says of a unit."""
    found = _work(visit)
    coder, unit = _coder(visit, found.sample), _unit(found, visit.said("unit"))
    coded = doublecoding.read({name: visit.said(name) for name in NAMES})
    with visit.desk.record.writing() as writer:
        writer.notebook.code(
            found.sample.number, unit.number, coder, doublecoding.pack(coded), visit.desk.now
        )
    return visit.go(_back(visit, found))


def _unit(found: Work, number: str) -> Unit:
    unit = next((u for u in found.units if str(u.number) == number), None)
    if unit is None:
        raise UsageError(f"{number}: no such unit of this sample")
    return unit


def _back(visit: Visit, found: Work) -> str:
    own = f"?as={visit.said('as')}" if visit.person.name == "local" and visit.said("as") else ""
    return f"/coding/{found.sample.number}{own}"


def add(visit: Visit) -> Response:
    """Add an event that the machine missed: its sentence, for both coders to code."""
    found = _work(visit)
    _coder(visit, found.sample)
    story = visit.desk.record.story(visit.said("story"))
    words = visit.form.get("evidence", ("",))[0].strip()
    if story.id not in {unit.story for unit in found.units}:
        raise UsageError(f"{story.id}: no story of this sample")
    if not words or words not in story.text:
        raise UsageError("the sentence must be copied from the story as it stands")
    with visit.desk.record.writing() as writer:
        writer.notebook.add_unit(found.sample.number, story.id, words)
    return visit.go(_back(visit, found))


def settle(visit: Visit) -> Response:
    """The next unit on which the two differ."""
    found = _done(visit, "differences are settled")
    open_ = found.open
    unit = open_[0] if open_ else None
    story = visit.desk.record.story(unit.story) if unit else None
    return visit.page("coding_settle.html", work=found, unit=unit, open=len(open_), story=story, both=found.both(unit) if unit else None, names=NAMES, choices=CHOICES)  # fmt: skip


def decide(visit: Visit) -> Response:
    """Settle a unit."""
    found = _done(visit, "differences are settled")
    unit = _unit(found, visit.said("unit"))
    coded = doublecoding.read({name: visit.said(name) for name in NAMES})
    by = f"{SETTLED} {visit.person.name}"
    with visit.desk.record.writing() as writer:
        writer.notebook.code(found.sample.number, unit.number, by, doublecoding.pack(coded), visit.desk.now)
    return visit.go(f"/coding/{found.sample.number}/settle")


def agreement(visit: Visit) -> Response:
    """How far the two agree, and each with the machine, where both are done."""
    found = _done(visit, "agreement is shown")
    record = visit.desk.record
    mine = {
        u.number: doublecoding.machine(record.report(u.report) if u.report else None) for u in found.units
    }
    tables: list[tuple[str, list[tuple[Coded | None, Coded | None]]]] = [
        (" and ".join(found.sample.coders), [found.both(u) for u in found.units])
    ]
    tables += [(f"{who} and Legation", [(found.said.get((u.number, who)), mine[u.number]) for u in found.units]) for who in found.sample.coders]  # fmt: skip
    finals: list[tuple[Coded | None, Coded | None]] = [(found.final(u), mine[u.number]) for u in found.units]
    if not found.open:
        tables.append(("what was settled and Legation", finals))
    shown = visit.desk.remembered.get(
        f"agreement {tables!r}", lambda: [(name, doublecoding.agreement(pairs)) for name, pairs in tables], ""
    )
    return visit.page("coding_agreement.html", work=found, tables=shown)


def gold(visit: Visit) -> Response:
    """The settled sample as gold, for `legation evaluate`."""
    found = _done(visit, "gold is given")
    stories = {ref: visit.desk.record.story(ref) for ref in dict.fromkeys(unit.story for unit in found.units)}
    return attachment(
        doublecoding.gold_zip(found, stories), f"gold-{found.sample.number}.zip", "application/zip"
    )
