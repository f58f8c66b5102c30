"""Reports: what one story says of one happening, with the words beside every value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.identify.anchoring import anchor_of, lead_until, timed, without_filing
from legation.identify.calendar import parse_edtf
from legation.identify.composing import report_of
from legation.identify.discourse import Discourse
from legation.identify.goods import Goods, moored, priced
from legation.identify.happening import Dropped, Happening
from legation.identify.happenings import Settler, speaks
from legation.identify.home import home_of
from legation.identify.joining import join
from legation.identify.kinds import mode_around, told_mode
from legation.identify.people import People
from legation.identify.proposals import Stage
from legation.identify.storyday import Anchor
from legation.identify.tender import tendered
from legation.identify.verdicts import Jury, Watch
from legation.identify.when import When
from legation.types import Frame, Reading, Report, TimeExpression
from legation.vocabulary import Gazetteer


class Identifier:
    """Turns a reading into reports; one is made per batch and keeps nothing between stories."""

    def __init__(self, gazetteer: Gazetteer, watch: Watch | None = None) -> None:
        self._gazetteer, self._watch = gazetteer, watch

    def reports(
        self, reading: Reading, dateline: TimeExpression | None = None, neighbours: Sequence[str] = ()
    ) -> tuple[Report, ...]:
        """The reports of one story, in text order."""
        return self.page_reports([(reading, dateline, neighbours)])

    def page_reports(
        self, parts: Sequence[tuple[Reading, TimeExpression | None, Sequence[str]]]
    ) -> tuple[Report, ...]:
        """The reports of a page: what several of its stories tell of one happening is one report, under the first."""
        happenings: list[Happening] = []
        readings: dict[str, Reading] = {}
        for reading, dateline, neighbours in parts:
            if not reading.frames:
                continue  # nothing is told, so nobody need be identified
            readings[reading.story.id] = reading
            found, _, discourse = self.happenings(reading, dateline, neighbours)
            settled = [h for h in found if isinstance(h, Happening)]
            furnished = moored(priced(settled, reading.sentences), reading.sentences)
            happenings += tendered(furnished, reading.story, discourse.home, self._gazetteer)
        groups = join(happenings)
        told = [told_mode(group, readings, self._gazetteer) for group in groups]
        return tuple(
            report_of(readings, group, mode or mode_around(number, groups, told), self._gazetteer)
            for number, (group, mode) in enumerate(zip(groups, told, strict=True))
        )

    def happenings(
        self, reading: Reading, dateline: TimeExpression | None = None, neighbours: Sequence[str] = ()
    ) -> tuple[list[Happening | Dropped], Anchor, Discourse]:
        """Every frame identified or dropped, the story's day, and the running actors: for `explain` too."""
        story = reading.story
        reading, faint = _without_faint(reading)
        anchor = anchor_of(reading, dateline, neighbours, self._gazetteer)
        reading = without_filing(reading, anchor)
        discourse = Discourse(
            self._gazetteer,
            People(self._gazetteer, anchor.when or parse_edtf(story.published)),
            home_of(reading, self._gazetteer),
            story.text,
            self._gazetteer.lexicons[story.language].bare,
        )
        discourse.survey(reading.sentences)
        settler = Settler(
            story, self._gazetteer, discourse, anchor, [],
            When(story, anchor, lead_until(reading), timed(reading), self._gazetteer.lexicons[story.language].timing),
            Goods(story),
        )  # fmt: skip
        by_sentence: dict[int, list[Frame]] = {}
        for frame in reading.frames:
            by_sentence.setdefault(frame.sentence, []).append(frame)
        found: list[Happening | Dropped] = []
        lexicon = self._gazetteer.lexicons[story.language]
        likely = [sentence.likely for sentence in reading.sentences]
        jury = Jury(lexicon.signs, settler, dict(discourse.focus), likely, self._watch)
        for number, sentence in enumerate(reading.sentences):
            stage = Stage(discourse, settler.told)
            discourse.enter(sentence)
            settler.when.enter(number, sentence)
            frames = by_sentence.get(number, [])
            settler.goods.enter(number, sentence, frames)
            settler.when.claimed = frozenset(
                id(time) for frame in frames if not frame.hint for time in frame.times
            )
            settled = [one for frame in frames if not frame.hint for one in settler.settle(frame, sentence)]
            if not any(isinstance(one, Happening) for one in settled):  # words speak where no rule does
                settled += [one for frame in frames if frame.hint for one in settler.settle(frame, sentence)]
            scene = stage.scene(number, sentence)
            found += jury.judge(scene, settled, [*frames, *faint.get(number, ())])
        return [settler.when.headlined(one) for one in found], anchor, discourse


def _without_faint(reading: Reading) -> tuple[Reading, dict[int, list[Frame]]]:
    """The reading with what rules read and words speak for, and what they only hint at, by sentence."""
    faint: dict[int, list[Frame]] = {}
    kept: list[Frame] = []
    for frame in reading.frames:
        if frame.hint and not speaks(frame, reading.sentences[frame.sentence]):
            faint.setdefault(frame.sentence, []).append(frame)
        else:
            kept.append(frame)
    return replace(reading, frames=tuple(kept)), faint
